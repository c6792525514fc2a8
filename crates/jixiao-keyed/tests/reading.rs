//! What the readers return, and what they say of each mistake, word for word.
#![cfg(all(feature = "toml", feature = "json"))]

use jixiao_keyed::ProblemKind::{Invalid, MissingKey, UnknownKey, WrongType};
use jixiao_keyed::{
    Document, Entry, Problem, ProblemKind, Problems, Table, parse_json, parse_toml,
};
use jixiao_model::{Bilingual, Lang, Locator, ModelError, Place};

fn toml(text: &str) -> Document {
    parse_toml("f.toml", text).expect("the text is TOML")
}

fn json(text: &str) -> Document {
    parse_json("f.json", text).expect("the text is JSON")
}

/// Reads the root table and returns the value with the problems.
fn read<T>(
    document: &Document,
    read: impl for<'a> FnOnce(&mut Table<'a>) -> Option<T>,
) -> (Option<T>, Vec<Problem>) {
    let problems = Problems::new();
    let value = document.read(&problems).table(read);
    (value, problems.into_sorted_vec())
}

fn lines(problems: &[Problem], lang: Lang) -> Vec<String> {
    problems
        .iter()
        .map(|problem| problem.render(lang))
        .collect()
}

/// Reads the key `x` of a text; `None` stands for a value that was refused.
type ReadX = fn(&Entry<'_>) -> Option<String>;

fn even(text: &str) -> Result<u32, Bilingual> {
    let refused = || Bilingual::new("应为偶数", "expected an even number");
    text.parse().ok().filter(|n| n % 2 == 0).ok_or_else(refused)
}

fn refuse(text: &str) -> Result<u32, ModelError> {
    Err(ModelError::NotANumber { found: text.into() })
}

const TEXT: ReadX = |entry| entry.text().map(String::from);
const SCALAR: ReadX = |entry| entry.scalar().map(String::from);
const BOOLEAN: ReadX = |entry| entry.boolean().map(|value| value.to_string());
const WHOLE: ReadX = |entry| entry.whole(0..=4).map(|value| value.to_string());
const LIST: ReadX = |entry| entry.list(TEXT).map(|texts| texts.join("+"));
const TABLE: ReadX = |entry| entry.table(|table| Some(table.entries().len().to_string()));
const CHOICE: ReadX = |entry| {
    entry
        .choice(&[("定量", "a"), ("定性", "b"), ("other", "c")])
        .map(String::from)
};
const EVEN: ReadX = |entry| entry.parse(even).map(|value| value.to_string());
const REFUSE: ReadX = |entry| entry.parse(refuse).map(|value| value.to_string());

#[test]
fn right_values_are_returned() {
    let cases: &[(&str, ReadX, &str)] = &[
        ("x = '甲'", TEXT, "甲"),
        ("x = '甲'", SCALAR, "甲"),
        ("x = 0.10", SCALAR, "0.10"),
        ("x = 2024-01-31", SCALAR, "2024-01-31"),
        ("x = true", BOOLEAN, "true"),
        ("x = 4", WHOLE, "4"),
        ("x = ['a', 'b']", LIST, "a+b"),
        ("x = []", LIST, ""),
        ("x = { a = 1, b = 2 }", TABLE, "2"),
        ("x = '定性'", CHOICE, "b"),
        ("x = 4", EVEN, "4"),
        ("x = '4'", EVEN, "4"),
    ];
    for (text, read_x, expected) in cases {
        let (value, problems) = read(&toml(text), |table| read_x(&table.required("x", "分值")?));
        assert_eq!(value.as_deref(), Some(*expected), "{text}");
        assert_eq!(problems, [], "{text}");
    }
}

/// A text, how its `x` is read, and the problem with its Chinese and its English message.
type Wrong = (&'static str, ReadX, ProblemKind, &'static str, &'static str);

const WRONG: &[Wrong] = &[
    (
        "x = 5",
        TEXT,
        WrongType,
        "分值应为文字，实为数字 5；请加上英文双引号",
        "expected a text, found the number 5; put it in double quotes",
    ),
    (
        "x = true",
        TEXT,
        WrongType,
        "分值应为文字，实为逻辑值 true；请加上英文双引号",
        "expected a text, found the boolean true; put it in double quotes",
    ),
    (
        "x = 2024-01-31",
        TEXT,
        WrongType,
        "分值应为文字，实为日期 2024-01-31；请加上英文双引号",
        "expected a text, found the date 2024-01-31; put it in double quotes",
    ),
    (
        "x = ['a']",
        TEXT,
        WrongType,
        "分值应为文字，实为列表（1 项）；请填写一段加英文双引号的文字",
        "expected a text, found a list of 1 item; write one text in double quotes",
    ),
    (
        "x = [1, 2]",
        SCALAR,
        WrongType,
        "分值应为文字、数字或日期，实为列表（2 项）；请填写单个值",
        "expected a text, a number or a date, found a list of 2 items; write a single value",
    ),
    (
        "x = true",
        SCALAR,
        WrongType,
        "分值应为文字、数字或日期，实为逻辑值 true；请填写单个值",
        "expected a text, a number or a date, found the boolean true; write a single value",
    ),
    (
        "x = 'true'",
        BOOLEAN,
        WrongType,
        "分值应为逻辑值 true 或 false，实为文字“true”；请去掉引号",
        "expected true or false, found the text \"true\"; remove the quotes",
    ),
    (
        "x = '是'",
        BOOLEAN,
        WrongType,
        "分值应为逻辑值 true 或 false，实为文字“是”；请填写 true（是）或 false（否）",
        "expected true or false, found the text \"是\"; write true or false",
    ),
    (
        "x = 5",
        WHOLE,
        Invalid,
        "分值应为 0 至 4 的整数，实为数字 5；请填写整数，不加引号",
        "expected a whole number from 0 to 4, found the number 5; write a whole number without quotes",
    ),
    (
        "x = 1.0",
        WHOLE,
        Invalid,
        "分值应为 0 至 4 的整数，实为数字 1.0；请填写整数，不加引号",
        "expected a whole number from 0 to 4, found the number 1.0; write a whole number without quotes",
    ),
    (
        "x = '1'",
        WHOLE,
        WrongType,
        "分值应为 0 至 4 的整数，实为文字“1”；请填写整数，不加引号",
        "expected a whole number from 0 to 4, found the text \"1\"; write a whole number without quotes",
    ),
    (
        "x = 'a'",
        LIST,
        WrongType,
        "分值应为列表，实为文字“a”；请用方括号括起，各项以逗号分隔",
        "expected a list, found the text \"a\"; put the items in brackets, with commas between them",
    ),
    (
        "x = 'a'",
        TABLE,
        WrongType,
        "分值应为一组键值，实为文字“a”；请在此处分别填写各键及其值",
        "expected a table of keys, found the text \"a\"; write its keys and their values here",
    ),
    (
        "x = [{ a = 1 }]",
        TABLE,
        WrongType,
        "分值应为一组键值，实为列表（1 项）；此处只能有一组，请去掉列表的方括号",
        "expected a table of keys, found a list of 1 item; there can be one only; remove the list's brackets",
    ),
    (
        "x = { a = 1, b = 2 }",
        LIST,
        WrongType,
        "分值应为列表，实为一组键值（2 个键）；请用方括号括起，各项以逗号分隔",
        "expected a list, found a table of 2 keys; put the items in brackets, with commas between them",
    ),
    (
        "x = '定梁'",
        CHOICE,
        Invalid,
        "分值“定梁”不在可选之列：定量、定性、other；是否应为“定量”？",
        "\"定梁\" is not one of: 定量, 定性, other; did you mean \"定量\"?",
    ),
    (
        "x = 'blue'",
        CHOICE,
        Invalid,
        "分值“blue”不在可选之列：定量、定性、other；请改为其中之一",
        "\"blue\" is not one of: 定量, 定性, other; write one of them",
    ),
    (
        "x = 3",
        EVEN,
        Invalid,
        "分值：应为偶数，实为数字 3",
        "expected an even number, found the number 3",
    ),
    (
        "x = 'a\\b'",
        REFUSE,
        Invalid,
        "分值：“a\\b”不是数字，请填写如 20.32 的数字",
        "`a\\b` is not a number; write digits such as 20.32",
    ),
];

#[test]
fn wrong_values_are_told() {
    for (text, read_x, kind, zh, en) in WRONG {
        let (value, problems) = read(&toml(text), |table| read_x(&table.required("x", "分值")?));
        assert_eq!(value, None, "{text}");
        assert_eq!(
            lines(&problems, Lang::Chinese),
            [format!("f.toml 第 1 行第 5 列（x）：{zh}")]
        );
        assert_eq!(
            lines(&problems, Lang::English),
            [format!("f.toml:1:5 (x): {en}")]
        );
        assert_eq!(problems[0].kind, *kind, "{text}");
    }
}

#[test]
fn long_and_unprintable_values_are_cut_and_escaped() {
    let text = format!("x = \"\"\"{}\"\"\"", "一行\n\u{202e}".repeat(20));
    let (_, problems) = read(&toml(&text), |table| table.required("x", "")?.boolean());
    let expected = format!(
        "expected true or false, found the text \"{}…\"",
        "一行\\n\\u{202e}".repeat(10)
    );
    assert_eq!(problems[0].message.en, expected);
}

#[test]
fn all_problems_of_a_file_are_found_at_once() {
    let text = "\
year = 'this'

[[projects]]
name = 5
wieght = 10

[[projects]]
weight = 10
colour = 'red'

[[projects.indicators]]
name = '人次'
weight = 3

[[projects.indicators]]
name = '次数'
weight = true
";
    let indicator = |entry: &Entry<'_>| {
        entry.table(|table| {
            let name = table
                .required("name", "指标名称")
                .and_then(|entry| entry.text());
            let weight = table
                .required("weight", "分值")
                .and_then(|entry| entry.parse(even));
            Some((name?.to_owned(), weight?))
        })
    };
    let project = |entry: &Entry<'_>| {
        entry.table(|table| {
            let name = table
                .required("name", "项目名称")
                .and_then(|entry| entry.text());
            let weight = table
                .required("weight", "分值")
                .and_then(|entry| entry.parse(even));
            let indicators = table
                .optional("indicators", "绩效指标")
                .map(|entry| entry.list(indicator));
            Some((name?.to_owned(), weight?, indicators?))
        })
    };
    let (value, problems) = read(&toml(text), |table| {
        let year = table
            .required("year", "年度")
            .and_then(|entry| entry.whole(2000..=2100));
        let projects = table
            .required("projects", "项目")
            .and_then(|entry| entry.list(project));
        let unit = table
            .required("unit", "填报单位")
            .and_then(|entry| entry.text());
        Some((year?, projects?, unit?.to_owned()))
    });
    assert_eq!(value, None);
    assert_eq!(
        lines(&problems, Lang::Chinese),
        [
            "f.toml 第 1 行第 1 列（unit）：缺少键“unit”（填报单位）；请补上这个键",
            "f.toml 第 1 行第 8 列（year）：年度应为 2000 至 2100 的整数，实为文字“this”；请填写整数，不加引号",
            "f.toml 第 3 行第 1 列（projects[1].weight）：缺少键“weight”（分值）；请补上这个键",
            "f.toml 第 4 行第 8 列（projects[1].name）：项目名称应为文字，实为数字 5；请加上英文双引号",
            "f.toml 第 5 行第 1 列（projects[1].wieght）：不认识的键“wieght”；是否应为“weight”（分值）？",
            "f.toml 第 7 行第 1 列（projects[2].name）：缺少键“name”（项目名称）；请补上这个键",
            "f.toml 第 9 行第 1 列（projects[2].colour）：不认识的键“colour”；此处可用的键：name、weight、indicators",
            "f.toml 第 13 行第 10 列（projects[2].indicators[1].weight）：分值：应为偶数，实为数字 3",
            "f.toml 第 17 行第 10 列（projects[2].indicators[2].weight）：分值应为文字、数字或日期，实为逻辑值 true；请填写单个值",
        ]
    );
    assert_eq!(
        lines(&problems, Lang::English)[..5],
        [
            "f.toml:1:1 (unit): the key \"unit\" is missing; add it",
            "f.toml:1:8 (year): expected a whole number from 2000 to 2100, found the text \"this\"; write a whole number without quotes",
            "f.toml:3:1 (projects[1].weight): the key \"weight\" is missing; add it",
            "f.toml:4:8 (projects[1].name): expected a text, found the number 5; put it in double quotes",
            "f.toml:5:1 (projects[1].wieght): unknown key \"wieght\"; did you mean \"weight\"?",
        ]
    );
    let kinds: Vec<_> = problems.iter().map(|problem| problem.kind).collect();
    assert_eq!(
        kinds,
        [
            MissingKey, WrongType, MissingKey, WrongType, UnknownKey, MissingKey, UnknownKey,
            Invalid, WrongType
        ]
    );
}

#[test]
fn json_reads_like_toml() {
    let text = "{\n  \"projects\": [\n    {\"name\": null, \"wieght\": 1e30}\n  ]\n}";
    let (_, problems) = read(&json(text), |table| {
        table.required("projects", "项目")?.list(|entry| {
            entry.table(|table| {
                let name = table
                    .required("name", "项目名称")
                    .and_then(|entry| entry.text());
                let weight = table
                    .optional("weight", "分值")
                    .and_then(|entry| entry.scalar());
                name.or(weight).map(String::from)
            })
        })
    });
    assert_eq!(
        lines(&problems, Lang::Chinese),
        [
            "f.json 第 3 行第 14 列（projects[1].name）：项目名称应为文字，实为空值 null；请填写一段加英文双引号的文字",
            "f.json 第 3 行第 20 列（projects[1].wieght）：不认识的键“wieght”；是否应为“weight”（分值）？",
        ]
    );
}

#[test]
fn null_counts_as_left_out() {
    let document = json("{\"a\": null}");
    let (found, problems) = read(&document, |table| Some(table.optional("a", "").is_some()));
    assert_eq!((found, problems), (Some(false), vec![]));
}

#[test]
fn the_root_may_be_no_table() {
    let (_, problems) = read(&json("[1]"), |_| Some(()));
    assert_eq!(
        lines(&problems, Lang::English),
        [
            "f.json:1:1: expected a table of keys, found a list of 1 item; there can be one only; remove the list's brackets"
        ]
    );
}

#[test]
fn tables_without_keys_say_so() {
    let (_, problems) = read(&toml("a = 1"), |_| Some(()));
    assert_eq!(
        lines(&problems, Lang::Chinese),
        ["f.toml 第 1 行第 1 列（a）：不认识的键“a”；此处不应有任何键，请删去"]
    );
    assert_eq!(
        lines(&problems, Lang::English),
        ["f.toml:1:1 (a): unknown key \"a\"; no key belongs here; delete it"]
    );
}

#[test]
fn free_keys_come_in_the_order_of_the_file() {
    let document = toml("z = 1\n'b c' = 2\nname = 'n'\n\"a.b\" = 3\n");
    let (keys, problems) = read(&document, |table| {
        table.required("name", "名称")?;
        let keys = table.entries();
        Some(
            keys.iter()
                .map(|(key, entry)| format!("{key}|{}", entry.path()))
                .collect::<Vec<_>>(),
        )
    });
    assert_eq!(keys.unwrap(), ["z|z", "b c|\"b c\"", "a.b|\"a.b\""]);
    assert_eq!(problems, []);
}

#[test]
fn the_rest_of_a_table_can_be_skipped() {
    let (value, problems) = read(&toml("kind = 'x'\nother = 1"), |table| {
        let kind = table
            .required("kind", "类型")
            .and_then(|entry| entry.choice(&[("y", 1)]));
        if kind.is_none() {
            table.skip_rest();
        }
        kind
    });
    assert_eq!(value, None);
    let kinds: Vec<_> = problems.iter().map(|problem| problem.kind).collect();
    assert_eq!(kinds, [ProblemKind::Invalid]);
}

#[test]
fn many_words_are_not_all_listed() {
    let words: Vec<(String, ())> = (0..30).map(|n| (format!("word{n:04}"), ())).collect();
    let words: Vec<(&str, ())> = words.iter().map(|(word, ())| (word.as_str(), ())).collect();
    let (_, problems) = read(&toml("x = 'a'"), |table| {
        table.required("x", "")?.choice(&words)
    });
    let message = &problems[0].message;
    assert!(
        message.zh.ends_with("word0010、word0011等 30 个"),
        "{}",
        message.zh
    );
    assert!(
        message.en.ends_with("word0010, word0011 … (30 in all)"),
        "{}",
        message.en
    );
}

#[test]
fn callers_add_problems_in_their_own_words() {
    let (_, problems) = read(&toml("[a]\nx = 1"), |table| {
        table.required("a", "")?.table(|table| {
            let x = table.required("x", "")?;
            x.fail(Bilingual::new("不行", "no"));
            x.fail_with(
                Bilingual::new("还是不行", "no again"),
                Bilingual::new("请改", "change it"),
            );
            table.fail(Bilingual::new("不相符", "these do not fit"));
            Some(())
        })
    });
    assert_eq!(
        lines(&problems, Lang::English),
        [
            "f.toml:1:1 (a): these do not fit",
            "f.toml:2:5 (a.x): no",
            "f.toml:2:5 (a.x): no again; change it"
        ]
    );
}

#[test]
fn entries_know_what_and_where_they_are() {
    let document = toml("a = [{ b = 'x' }, 5]");
    let problems = Problems::new();
    let root = document.read(&problems);
    assert!(root.is_table() && root.path().is_empty());
    let a = root.table(|table| table.required("a", "")).unwrap();
    assert!(a.is_array() && !a.is_table());
    let elements = a.array().unwrap();
    assert!(elements[0].is_table() && elements[1].is_number() && !elements[1].is_text());
    let b = elements[0].table(|table| table.required("b", "")).unwrap();
    let key = "a[1].b".to_owned();
    let locator = Locator::Key {
        line: 1,
        column: 12,
        key,
    };
    let file = "f.toml".into();
    assert_eq!(b.place(), Place { file, locator });
    assert!(problems.is_empty());
    root.text();
    assert_eq!(problems.len(), 1);
    assert!(format!("{b:?}").contains("a[1].b"));
}

#[test]
fn problems_are_sorted_by_place_and_else_stay_in_order() {
    let problem = |file: &str, line, key: &str, en: &str| {
        let key = key.to_owned();
        let locator = Locator::Key {
            line,
            column: 1,
            key,
        };
        let place = Place {
            file: file.into(),
            locator,
        };
        Problem::new(ProblemKind::Invalid, place, Bilingual::new("", en))
    };
    let whole = Problem::new(
        ProblemKind::TooLarge,
        Place::file("b"),
        Bilingual::new("", "whole"),
    );
    let problems = Problems::new();
    problems.push(problem("b", 10, "", "1"));
    problems.extend([
        problem("b", 9, "z", "2"),
        problem("b", 9, "a", "3"),
        whole,
        problem("a", 20, "", "4"),
    ]);
    let order: Vec<_> = problems
        .into_sorted_vec()
        .into_iter()
        .map(|p| p.message.en)
        .collect();
    assert_eq!(order, ["4", "whole", "2", "3", "1"]);
}
