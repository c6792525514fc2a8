//! Whatever stands in a text, it is read or refused: never a panic, never more memory or time than the limits allow.

use std::fs;

use jixiao_import::{MAX_DATASET_BYTES, MAX_FILE_BYTES, MAX_FILES, MAX_PROBLEMS, read_texts};
use jixiao_keyed::ProblemKind;
use jixiao_model::Lang;
use serde_json::{Value, json};

fn small(name: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/small/");
    fs::read_to_string(format!("{folder}{name}")).unwrap()
}

const NAMES: [&str; 3] = ["all.json", "late.toml", "unit.toml"];

#[test]
fn a_text_that_breaks_off_is_read_or_refused() {
    let texts = NAMES.map(small);
    for broken in 0..texts.len() {
        for end in (0..=texts[broken].len()).filter(|end| texts[broken].is_char_boundary(*end)) {
            let mut files = NAMES.map(|name| (name, small(name)));
            files[broken].1.truncate(end);
            match read_texts(&files) {
                Ok(submission) => assert!(!submission.projects.is_empty()),
                Err(error) => assert!(!error.render(Lang::Chinese).is_empty()),
            }
        }
    }
}

/// The pointers to every value of a JSON document.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                pointers(value, &format!("{at}/{key}"), found);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                pointers(value, &format!("{at}/{index}"), found);
            }
        }
        _ => {}
    }
}

#[test]
fn a_value_of_the_wrong_type_is_read_or_refused() {
    let whole: Value = serde_json::from_str(&small("all.json")).unwrap();
    let mut all = Vec::new();
    pointers(&whole, "", &mut all);
    assert!(all.len() > 60, "{}", all.len());
    let wrong = [
        json!(null),
        json!(true),
        json!(-1),
        json!(1e30),
        json!(""),
        json!("\u{0}"),
        json!("９９９"),
        json!([]),
        json!([[]]),
        json!({}),
        json!({ "value": {} }),
        json!({ "value": [], "source": [] }),
    ];
    for pointer in &all {
        for value in &wrong {
            let mut dataset = whole.clone();
            *dataset.pointer_mut(pointer).unwrap() = value.clone();
            let texts = [
                ("all.json", dataset.to_string()),
                ("late.toml", small("late.toml")),
                ("unit.toml", small("unit.toml")),
            ];
            match read_texts(&texts) {
                // A list in a list belongs nowhere.
                Ok(_) => assert_ne!(value, &json!([[]]), "{pointer}"),
                Err(error) => assert!(!error.problems().is_empty()),
            }
        }
    }
}

#[test]
fn numbers_beyond_all_bounds_are_refused_everywhere() {
    let whole = small("late.toml");
    let unit = small("unit.toml");
    let first = small("all.json");
    let huge = "9".repeat(10_000);
    for number in ["1e30", "nan", "inf", "-inf", "1e-400", huge.as_str()] {
        for key in [
            "number     = 2",
            "initial = 20.32",
            "budget = 20.32",
            "executed = 20.3055",
            "weight = 10.5",
            "target = 2023-12-31",
        ] {
            let (name, _) = key.split_once('=').unwrap();
            let text = whole.replace(key, &format!("{name}= {number}"));
            assert_ne!(text, whole, "{key}");
            let texts = [
                ("all.json", &first),
                ("late.toml", &text),
                ("unit.toml", &unit),
            ];
            let error = read_texts(&texts).expect_err(key);
            let shown = error.render(Lang::Chinese);
            assert!(shown.chars().count() < 600, "{shown}");
        }
    }
}

#[test]
fn a_text_too_large_is_refused_before_it_is_parsed() {
    let text = "a=\n".repeat(10 * 1024 * 1024 / 3);
    let error = read_texts(&[("a.toml", text)]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "a.toml: the file is too large: at most 4 MiB; split it into several files in one folder"
    );
    assert_eq!(error.problems()[0].kind, ProblemKind::TooLarge);
}

#[test]
fn of_a_text_in_which_nothing_fits_a_part_is_told() {
    // Syntax: the parser tells the first hundred and how many more there are.
    let error = read_texts(&[("a.toml", "a=\n".repeat(100_000))]).unwrap_err();
    assert_eq!(error.problems().len(), 101);
    // A list longer than any dataset has is not read at all.
    let error = read_texts(&[("a.toml", "[[stated]]\n".repeat(100_001))]).unwrap_err();
    let said = error.render(Lang::Chinese);
    assert!(
        said.contains("已载明的数据有 100001 项，最多 100000 项"),
        "{said}"
    );
    // Tables without anything in them: as many problems as are kept, and one that says so.
    let error = read_texts(&[("a.toml", "[[stated]]\n".repeat(50_000))]).unwrap_err();
    assert_eq!(error.problems().len(), MAX_PROBLEMS + 1);
    assert_eq!(
        error.problems().last().unwrap().render(Lang::Chinese),
        "a.toml：问题或文件过多，其余内容没有检查；请先改正以上各处"
    );
}

#[test]
fn too_many_texts_and_too_much_text_are_refused() {
    let texts = vec![("a.toml", ""); MAX_FILES + 2];
    let error = read_texts(&texts).unwrap_err();
    assert_eq!(
        error.render(Lang::Chinese),
        "a.toml：数据集过大，最多 10000 个文件，.toml 和 .json 共 32 MiB，表格和文档共 256 MiB；请按单位拆分成几个数据集，分别读取\n\
         a.toml：问题或文件过多，其余内容没有检查；请先改正以上各处"
    );
    let text = format!("#{}", " ".repeat(MAX_FILE_BYTES - 1));
    let texts = vec![("a.toml", &text); MAX_DATASET_BYTES / MAX_FILE_BYTES + 1];
    let error = read_texts(&texts).unwrap_err();
    assert_eq!(error.problems()[0].kind, ProblemKind::TooLarge);
}

#[test]
fn nesting_has_an_end() {
    for text in ["[".repeat(100_000), "{\"unit\":".repeat(100_000)] {
        let error = read_texts(&[("a.json", text)]).unwrap_err();
        assert_eq!(error.problems()[0].kind, ProblemKind::TooDeep);
    }
}
