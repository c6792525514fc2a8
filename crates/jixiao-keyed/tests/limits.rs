//! The documented limits, and texts that try to go past them.
#![cfg(all(feature = "toml", feature = "json"))]

use std::fmt::Write as _;
use std::thread;

use jixiao_keyed::{
    MAX_DEPTH, MAX_KEY_PARTS, MAX_SYNTAX_PROBLEMS, MAX_TEXT_BYTES, Problem, ProblemKind, Value,
    parse_json, parse_toml,
};
use jixiao_model::Lang;

fn one_line(problems: &[Problem]) -> (ProblemKind, String, String) {
    assert_eq!(problems.len(), 1, "{problems:?}");
    (
        problems[0].kind,
        problems[0].render(Lang::Chinese),
        problems[0].to_string(),
    )
}

fn brackets(depth: usize) -> String {
    "[".repeat(depth) + &"]".repeat(depth)
}

#[test]
fn texts_up_to_the_limit_are_read() {
    let mut text = "# ".to_owned() + &"长".repeat(1000) + "\n";
    text = text.repeat(MAX_TEXT_BYTES / text.len());
    text.extend(std::iter::repeat_n(' ', MAX_TEXT_BYTES - text.len()));
    assert!(parse_toml("f", &text).is_ok());
    let longer = text + " ";
    let expected = (
        ProblemKind::TooLarge,
        "f：文件过大：65 MiB，最多 64 MiB；请拆分成几个文件".to_owned(),
        "f: the file is too large: 65 MiB, at most 64 MiB; split it into several files".to_owned(),
    );
    assert_eq!(one_line(&parse_toml("f", &longer).unwrap_err()), expected);
    assert_eq!(one_line(&parse_json("f", &longer).unwrap_err()), expected);
}

#[test]
fn brackets_up_to_the_limit_are_read() {
    assert!(parse_toml("f", &format!("x = {}", brackets(MAX_DEPTH))).is_ok());
    assert!(parse_json("f", &brackets(MAX_DEPTH)).is_ok());
    for depth in [MAX_DEPTH + 1, 100_000] {
        let toml = parse_toml("f", &format!("\nx = {}", brackets(depth))).unwrap_err();
        let json = parse_json("f", &format!("\n[1, {}", brackets(depth))).unwrap_err();
        let expected = |column: usize| {
            (
                ProblemKind::TooDeep,
                format!("f 第 2 行第 {column} 列：嵌套过深：最多 32 层"),
                format!("f:2:{column}: nested too deep: at most 32 levels"),
            )
        };
        assert_eq!(one_line(&toml), expected(5 + MAX_DEPTH));
        assert_eq!(one_line(&json), expected(4 + MAX_DEPTH));
    }
}

#[test]
fn brackets_in_texts_do_not_nest() {
    let text = format!("[\"\\\"{}\\\\\", \"{}\"]", "[".repeat(100), "{".repeat(100));
    assert!(parse_json("f", &text).is_ok());
    let text = format!("x = \"\\\"{}\" # {}", "[".repeat(100), "{".repeat(100));
    assert!(parse_toml("f", &text).is_ok());
}

#[test]
fn a_hundred_thousand_brackets_are_refused() {
    let n = 100_000;
    let texts = [
        "[".repeat(n),
        "]".repeat(n),
        "{".repeat(n),
        "{\"a\":".repeat(n),
        "{a=".repeat(n),
        "[[a]]\n".repeat(n) + "!",
        "[{".repeat(n),
    ];
    for text in texts {
        for problems in [
            parse_json("f", &text).unwrap_err(),
            parse_toml("f", &("x = ".to_owned() + &text)).unwrap_err(),
        ] {
            assert!((1..=MAX_SYNTAX_PROBLEMS + 1).contains(&problems.len()));
        }
    }
    for text in ["[".repeat(n), brackets(n), "{\"a\":".repeat(n)] {
        assert_eq!(
            parse_json("f", &text).unwrap_err()[0].kind,
            ProblemKind::TooDeep
        );
    }
}

#[test]
fn keys_up_to_the_limit_are_read() {
    let key = |parts: usize| vec!["a"; parts].join(".");
    assert!(parse_toml("f", &format!("{} = 1.5", key(MAX_KEY_PARTS))).is_ok());
    for parts in [MAX_KEY_PARTS + 1, 100_000] {
        let problems = parse_toml("f", &format!("[{}]", key(parts))).unwrap_err();
        let expected = (
            ProblemKind::TooDeep,
            "f 第 1 行第 17 列：键的段数过多：最多 8 段".to_owned(),
            "f:1:17: the key has too many parts: at most 8".to_owned(),
        );
        assert_eq!(one_line(&problems), expected);
    }
}

/// Brackets and keys at their limits together give the deepest tree there is; the stack of an ordinary thread must do for it, also without optimisation.
#[test]
fn the_deepest_tree_fits_an_ordinary_stack() {
    let thread = thread::Builder::new().stack_size(2 * 1024 * 1024);
    let deepest = move || {
        let key = ["a"; MAX_KEY_PARTS].join(".");
        let mut text = format!("[{key}]\n{key} = ");
        for _ in 0..MAX_DEPTH - 1 {
            write!(text, "{{{key} = ").unwrap();
        }
        text += "[]";
        text += &"}".repeat(MAX_DEPTH - 1);
        let document = parse_toml("f", &text).unwrap();
        assert_eq!(document.clone(), document);
        let mut depth = 0;
        let mut node = &document.root;
        while let Value::Table(members) = &node.value {
            depth += 1;
            node = &members[0].node;
        }
        assert_eq!(depth, (MAX_DEPTH + 1) * MAX_KEY_PARTS);
    };
    thread.spawn(deepest).unwrap().join().unwrap();
}

#[test]
fn of_very_many_mistakes_the_first_are_told() {
    let text = "a = 1\n".repeat(1001);
    let problems = parse_toml("f", &text).unwrap_err();
    assert_eq!(problems.len(), MAX_SYNTAX_PROBLEMS + 1);
    assert_eq!(
        problems[0].to_string(),
        "f:2:1: the key \"a\" stands twice; delete one of them or merge the two"
    );
    let last = problems.last().unwrap();
    assert_eq!(
        last.render(Lang::Chinese),
        "f 第 102 行第 1 列：还有 900 处问题未列出；请先改正以上各处"
    );
    assert_eq!(
        last.to_string(),
        "f:102:1: 900 more problems are not listed; mend those above first"
    );
}

#[test]
fn ten_megabytes_are_read() {
    let mut toml = String::new();
    let mut json = String::from("{\"rows\":[");
    let mut rows = 0;
    while toml.len() < 10_000_000 {
        write!(toml, "[[rows]]\nname = \"项目 {rows}\"\nweight = 10.50\n").unwrap();
        write!(json, "{{\"name\":\"项目 {rows}\",\"weight\":10.50}},").unwrap();
        rows += 1;
    }
    json += "0]}";
    for (document, count) in [
        (parse_toml("f", &toml), rows),
        (parse_json("f", &json), rows + 1),
    ] {
        let Value::Table(members) = document.unwrap().root.value else {
            panic!("no table")
        };
        let Value::Array(items) = &members[0].node.value else {
            panic!("no array")
        };
        assert_eq!(items.len(), count);
    }
}

#[test]
fn ten_megabytes_of_rubbish_are_refused() {
    for rubbish in [
        "=", "a = \n", "[a]\n", "\"", "'''", ",", "\u{0}", "长 ", "a.", "]", "\\", "a = [\n",
    ] {
        let text = rubbish.repeat(1_000_000 / rubbish.len());
        let problems = parse_toml("f", &text).unwrap_err();
        assert!(problems.len() <= MAX_SYNTAX_PROBLEMS + 1, "{rubbish}");
        assert!(parse_json("f", &text).is_err(), "{rubbish}");
    }
}
