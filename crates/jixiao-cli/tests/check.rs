//! `jixiao check` and `jixiao codes` as a person calls them.

mod command;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use command::{json, refused, stdout};
use jixiao::review::checks::ALL;
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

/// Weights that sum to 90, and two misses: one of an indicator in an inline table, one of the execution rate.
const UNIT: &str = r#"unit = { name = "某局", year = 2023 }

[[projects]]
name = "图书馆运行费"
funds.fiscal = { initial = 20, budget = 20, executed = 12.5 } # 数字化采购推迟到下一年，合同在十二月签订，尾款未付
indicators = [
    { level1 = "产出指标", level2 = "数量指标", name = "开放天数", target = "≥300天", actual = "285天", weight = 80 },
]
"#;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A folder that holds the dataset `unit.toml`.
fn folder(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("unit.toml"), text).unwrap();
    folder
}

/// Status and what is printed, called from a folder; nothing is complained of.
fn called(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_jixiao"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .env_remove("COLUMNS")
        .output()
        .unwrap();
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "",
        "{arguments:?}"
    );
    let printed = String::from_utf8(output.stdout).unwrap();
    (output.status.code().unwrap(), printed)
}

#[test]
fn each_finding_shows_its_place() {
    let folder = folder(UNIT);
    for (name, arguments) in [
        ("check", vec!["check", "unit.toml"]),
        (
            "check_in_english",
            vec!["check", "unit.toml", "--lang", "en"],
        ),
    ] {
        let (status, text) = called(folder.path(), &arguments);
        assert_eq!(status, 1, "weights that do not sum to 100 are an error");
        insta::assert_snapshot!(name, text);
    }
}

#[test]
fn a_cell_is_shown_by_its_name() {
    let arguments = ["check", "examples/data/county-2023", "--select", "JX201"];
    let (status, text) = called(&root(), &arguments);
    assert_eq!(status, 0);
    insta::assert_snapshot!("check_cells", text);
}

#[test]
fn lines_keep_to_80_columns_and_to_plain_text() {
    for dataset in ["examples/data/lanzhou-2023", "examples/data/county-2023"] {
        for lang in ["zh", "en"] {
            let (_, text) = called(&root(), &["check", dataset, "--lang", lang]);
            assert!(!text.contains('\u{1b}'), "no colours where nobody looks");
            for line in text.lines().filter(|line| !line.contains("--> ")) {
                assert!(line.width() <= 80, "{line}");
            }
        }
    }
}

#[test]
fn nothing_to_object_to_is_said() {
    let folder = folder(UNIT);
    for (lang, said) in [
        ("zh", "某局 2023 年度：所选的 7 项检查没有核对意见\n"),
        ("en", "某局, 2023: no findings of the 7 checks selected\n"),
    ] {
        let arguments = ["check", "unit.toml", "--select", "JX4", "--lang", lang];
        assert_eq!(called(folder.path(), &arguments), (0, said.into()));
    }
}

#[test]
fn a_selection_that_leaves_no_check_is_refused() {
    let folder = folder(UNIT);
    let dataset = folder.path().join("unit.toml");
    let dataset = dataset.to_str().unwrap();
    for arguments in [
        &["--select", "JX4", "--ignore", "JX4"][..],
        &["--ignore", "JX"],
    ] {
        let said = refused(&[&["check", dataset][..], arguments].concat());
        assert!(said.contains("没有留下任何检查"), "{said}");
    }
}

#[test]
fn a_finding_without_a_place_has_no_bar() {
    let folder = folder(&UNIT.replace("2023", "2019"));
    let arguments = ["check", "unit.toml", "--select", "JX103"];
    let (_, text) = called(folder.path(), &arguments);
    assert!(text.contains("JX103"), "{text}");
    assert!(text.lines().all(|line| line.trim() != "|"), "{text}");
}

#[test]
fn the_status_tells_of_errors_that_count() {
    let folder = folder(UNIT);
    for (arguments, status, codes) in [
        (vec![], 1, vec!["JX001", "JX301", "JX301"]),
        (vec!["--ignore", "JX0"], 0, vec!["JX301", "JX301"]),
        (vec!["--ignore", "jx001, JX1"], 0, vec!["JX301", "JX301"]),
        (vec!["--select", "JX001"], 1, vec!["JX001"]),
        (
            vec!["--select", "JX0", "--select", "JX3"],
            1,
            vec!["JX001", "JX301", "JX301"],
        ),
        (vec!["--select", "JX", "--ignore", "JX001,JX3"], 0, vec![]),
    ] {
        let all = [&["check", "unit.toml", "--json"][..], &arguments].concat();
        let (found, text) = called(folder.path(), &all);
        assert_eq!(found, status, "{arguments:?}");
        let data: Value = serde_json::from_str(&text).unwrap();
        let found = data["findings"].as_array().unwrap().iter();
        let found: Vec<&str> = found.map(|one| one["code"].as_str().unwrap()).collect();
        // Other checks may object, too.
        let found: Vec<&str> = found
            .into_iter()
            .filter(|code| ["JX001", "JX301"].contains(code))
            .collect();
        assert_eq!(found, codes, "{arguments:?}");
    }
}

/// What the dataset above asks to be passed over: its error and one of its warnings.
const IGNORED: &str = r#"
[[ignored]]
code = "JX001"
reason = "财政批复的分值"

[[ignored]]
code = "JX301"
project = 1
indicator = "开放天数"
reason = """
因场馆检修，
已经批准"""
"#;

#[test]
fn what_the_dataset_ignores_is_told_with_its_reason_and_counts_nowhere() {
    let folder = folder(&format!("{UNIT}{IGNORED}"));
    for (name, lang) in [("check_ignored", "zh"), ("check_ignored_in_english", "en")] {
        let arguments = ["check", "unit.toml", "--lang", lang];
        let (status, text) = called(folder.path(), &arguments);
        assert_eq!(status, 0, "the only error is ignored");
        insta::assert_snapshot!(name, text);
    }
    let (_, text) = called(folder.path(), &["check", "unit.toml", "--json"]);
    let data: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(data["counts"]["error"], 0);
    assert_eq!(data["counts"]["ignored"], 2);
    assert_eq!(data["ignored"][0]["reason"], "财政批复的分值");
    let (_, text) = called(folder.path(), &["check", "unit.toml", "--format", "sarif"]);
    let log: Value = serde_json::from_str(&text).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let suppressed = results
        .iter()
        .filter(|one| one.get("suppressions").is_some());
    let suppressed: Vec<_> = suppressed
        .map(|one| (&one["ruleId"], &one["suppressions"]))
        .collect();
    assert_eq!(suppressed.len(), 2);
    assert_eq!(suppressed[0].0, "JX001");
    assert_eq!(
        *suppressed[0].1,
        serde_json::json!([{ "kind": "inSource", "status": "accepted", "justification": "财政批复的分值" }])
    );
}

#[test]
fn data_are_one_document() {
    let folder = folder(UNIT);
    let (status, text) = called(folder.path(), &["check", "unit.toml", "--json"]);
    assert_eq!(status, 1);
    insta::assert_snapshot!("check_json", text);
    let same = called(folder.path(), &["check", "unit.toml", "--format", "json"]);
    assert_eq!(same, (1, text.clone()));
    let data: Value = serde_json::from_str(&text).unwrap();
    let (_, whole) = called(folder.path(), &["evaluate", "unit.toml", "--json"]);
    let whole: Value = serde_json::from_str(&whole).unwrap();
    assert_eq!(data["findings"], whole["findings"]);
}

#[test]
fn a_log_for_editors_is_sarif() {
    let folder = folder(UNIT);
    let (status, text) = called(folder.path(), &["check", "unit.toml", "--format", "sarif"]);
    assert_eq!(status, 1);
    let mut log: Value = serde_json::from_str(&text).unwrap();
    let rules = log["runs"][0]["tool"]["driver"]["rules"].take();
    assert_eq!(rules.as_array().unwrap().len(), ALL.len());
    insta::assert_snapshot!("check_sarif", format!("{log:#}"));
}

#[test]
fn the_ending_of_a_file_tells_its_format() {
    let folder = folder(UNIT);
    let summary = "某局 2023 年度：错误 1，警告 2，提示 1\n已写出：";
    for (name, option, begin) in [
        ("a.txt", None, "错误[JX001]"),
        ("新/a.json", None, "{\n  \"unit\""),
        ("a.sarif", None, "{\n  \"$schema\""),
        ("b.sarif.json", None, "{\n  \"$schema\""),
        ("a.XLSX", None, "PK"),
        ("a.out", Some("text"), "错误[JX001]"),
        ("a.data", Some("xlsx"), "PK"),
    ] {
        let named = option.map(|format| ["--format", format]);
        let named = named.iter().flatten().copied();
        let arguments: Vec<&str> = ["check", "unit.toml", "--out", name]
            .into_iter()
            .chain(named)
            .collect();
        let (status, text) = called(folder.path(), &arguments);
        assert_eq!((status, text), (1, format!("{summary}{name}\n")));
        let written = fs::read(folder.path().join(name)).unwrap();
        assert!(written.starts_with(begin.as_bytes()), "{name}");
    }
    let (_, printed) = called(folder.path(), &["check", "unit.toml"]);
    let written = fs::read_to_string(folder.path().join("a.txt")).unwrap();
    assert_eq!(written, printed);
}

#[test]
fn a_workbook_is_read_back() {
    use calamine::{Data, Reader, Xlsx, open_workbook};
    let folder = folder(UNIT);
    called(folder.path(), &["check", "unit.toml", "--out", "a.xlsx"]);
    let mut workbook: Xlsx<_> = open_workbook(folder.path().join("a.xlsx")).unwrap();
    assert_eq!(workbook.sheet_names(), ["核对结果"]);
    let sheet = workbook.worksheet_range("核对结果").unwrap();
    let row = |row: u32| -> Vec<String> {
        let cells = (0..11).map(|column| sheet.get_value((row, column)));
        cells
            .map(|cell| cell.unwrap_or(&Data::Empty).to_string())
            .collect()
    };
    assert_eq!(row(3)[..5], ["序号", "级别", "编号", "检查", "项目"]);
    assert_eq!(
        row(4)[..5],
        ["1", "错误", "JX001", "分值合计", "1 图书馆运行费"]
    );
    assert!(row(4)[10].starts_with("unit.toml:7:"), "{:?}", row(4));
}

#[test]
fn what_an_earlier_check_wrote_is_no_form() {
    let folder = folder(UNIT);
    let name = |name: &str| folder.path().join(name).to_str().unwrap().to_string();
    let all = [
        "check",
        &name(""),
        "--select",
        "JX004",
        "--out",
        &name("核对结果.xlsx"),
    ];
    let (status, first) = called(folder.path(), &all);
    assert_eq!(status, 0);
    assert_eq!(called(folder.path(), &all), (0, first));
    // Named by itself, it is what is to be read.
    let (status, text) = called(folder.path(), &["check", "unit.toml", "核对结果.xlsx"]);
    assert_eq!(status, 1);
    assert!(
        text.contains("错误[JX004]") && text.contains("--> 核对结果.xlsx"),
        "{text}"
    );
}

#[test]
fn a_call_that_is_wrong_writes_nothing() {
    let folder = folder(UNIT);
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_string();
    let (dataset, kept, gone) = (path("unit.toml"), path("kept.json"), path("gone.toml"));
    fs::write(&kept, "as it was").unwrap();
    for (arguments, said) in [
        (vec![&*dataset, "--format", "xlsx"], "请加上 --out 文件"),
        (
            vec![&*dataset, "--out", "a.pdf"],
            "从“a.pdf”的结尾看不出格式",
        ),
        (vec![&*dataset, "--out", "."], "是文件夹；--out 应为文件"),
        (vec![&*dataset, "--select", "JX9"], "没有检查“JX9”"),
        (vec![&*dataset, "--ignore", "x"], "没有检查“"),
        (
            vec![&*dataset, "--format", "pdf"],
            "可用：text、json、sarif、xlsx",
        ),
        (
            vec![&*dataset, "--json", "--format", "text"],
            "--json 与 --format <输出格式> 不能同用",
        ),
        (vec![&*gone, "--out", &*kept], "gone.toml"),
        (vec![], "缺少参数：<数据集>..."),
    ] {
        let said_of = refused(&[&["check"][..], &arguments].concat());
        assert!(said_of.contains(said), "{arguments:?}: {said_of}");
    }
    assert_eq!(fs::read_to_string(&kept).unwrap(), "as it was");
}

#[test]
fn every_check_is_listed_on_a_page_of_80_columns() {
    for (name, arguments) in [
        ("codes", vec!["codes"]),
        ("codes_in_english", vec!["codes", "--lang", "en"]),
    ] {
        let list = stdout(&arguments);
        assert!(list.lines().all(|line| line.width() <= 80), "{list}");
        for check in ALL {
            assert!(list.contains(&check.code.to_string()), "{}", check.code);
        }
        insta::assert_snapshot!(name, list);
    }
}

#[test]
fn a_code_prints_the_page_beside_its_check() {
    for check in ALL {
        let code = check.code.to_string();
        let page = format!("{}\n", check.page.trim_end());
        assert_eq!(stdout(&["codes", &code]), page);
        assert_eq!(stdout(&["codes", &code.to_lowercase()]), page);
        assert_eq!(stdout(&["codes", check.zh]), page);
        assert_eq!(stdout(&["codes", &check.en.to_uppercase()]), page);
        let data = json(&["codes", &code, "--json"]);
        assert_eq!(data["name"], check.zh);
        assert_eq!(data["page"], check.page);
    }
    let all = json(&["codes", "--json"]);
    let all = all.as_array().unwrap();
    assert_eq!(all.len(), ALL.len());
    for (data, check) in all.iter().zip(ALL) {
        assert_eq!(data["code"], check.code.to_string());
        assert_eq!(data["name_en"], check.en);
    }
}

#[test]
fn near_codes_are_listed() {
    for (arguments, said) in [
        (
            vec!["codes", "重复的项目"],
            "错误：没有检查“重复的项目”；是否指（全部检查见 jixiao codes）：\n  JX206  重复的项目名称\n",
        ),
        (
            vec!["codes", "missing explanations", "--lang", "en"],
            "error: there is no check `missing explanations`; did you mean (see all with jixiao codes):\n  JX301  A missing explanation\n  JX309  An explanation of nothing\n",
        ),
        (
            vec!["codes", "天气"],
            "错误：没有检查“天气”；全部检查见 jixiao codes\n",
        ),
        (
            vec!["codes", "weather", "--lang", "en"],
            "error: there is no check `weather`; see all with jixiao codes\n",
        ),
    ] {
        assert_eq!(refused(&arguments), said, "{arguments:?}");
    }
    for (typed, near, far) in [
        ("JX310", "JX301", "JX101"),
        ("jx1", "JX101", "JX201"),
        ("JX2012", "JX201", "JX202"),
    ] {
        let said = refused(&["codes", typed]);
        assert!(said.contains(near) && !said.contains(far), "{said}");
    }
}

#[test]
fn help_fits_the_page() {
    for (name, arguments) in [
        ("check_help", vec!["check", "--help"]),
        (
            "check_help_in_english",
            vec!["check", "--help", "--lang=en"],
        ),
        ("codes_help", vec!["codes", "--help"]),
        (
            "codes_help_in_english",
            vec!["codes", "--help", "--lang=en"],
        ),
    ] {
        let help = stdout(&arguments);
        assert!(help.lines().all(|line| line.width() <= 80), "{help}");
        insta::assert_snapshot!(name, help);
    }
}
