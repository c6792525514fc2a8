//! Which values come through, and as what.
#![cfg(all(feature = "toml", feature = "json"))]

use jixiao_keyed::{Member, Node, Position, Value, parse_json, parse_toml};

fn toml(text: &str) -> Vec<Member> {
    members(parse_toml("f.toml", text).expect(text).root)
}

fn json(text: &str) -> Vec<Member> {
    members(parse_json("f.json", text).expect(text).root)
}

fn members(node: Node) -> Vec<Member> {
    match node.value {
        Value::Table(members) => members,
        other => panic!("no table: {other:?}"),
    }
}

fn number(text: &str) -> Value {
    Value::Number(text.to_owned())
}

#[test]
fn toml_numbers_keep_their_text() {
    let cases = [
        ("109607.51", "109607.51"),
        ("1e30", "1e30"),
        ("1E-30", "1E-30"),
        ("0.10", "0.10"),
        ("-5", "-5"),
        ("+5", "+5"),
        ("-0.0", "-0.0"),
        ("1_000_000.5_0", "1000000.50"),
        ("nan", "nan"),
        ("-inf", "-inf"),
        ("0xFf", "255"),
        ("0o17", "15"),
        ("0b1_01", "5"),
        (
            "0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF",
            "340282366920938463463374607431768211455",
        ),
        (
            "123456789012345678901234567890123456789012345",
            "123456789012345678901234567890123456789012345",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(
            toml(&format!("x = {text}"))[0].node.value,
            number(expected),
            "{text}"
        );
    }
}

#[test]
fn json_numbers_keep_their_text() {
    for text in [
        "109607.51",
        "1e30",
        "1E+30",
        "0.10",
        "-5",
        "-0.0",
        "0",
        "123456789012345678901234567890.5",
    ] {
        assert_eq!(
            json(&format!("{{\"x\": {text}}}"))[0].node.value,
            number(text),
            "{text}"
        );
    }
}

#[test]
fn toml_dates_keep_their_text() {
    for text in [
        "2024-12-31",
        "08:30:00",
        "1979-05-27 07:32:00.50",
        "1979-05-27T00:32:00-07:00",
        "1979-05-27t07:32:00z",
    ] {
        let expected = Value::Date(text.to_owned());
        assert_eq!(
            toml(&format!("x = {text} # a comment"))[0].node.value,
            expected,
            "{text}"
        );
    }
}

#[test]
fn texts_are_unescaped() {
    let text = Value::Text("a\"b\n名\\".to_owned());
    assert_eq!(toml("x = \"a\\\"b\\n\\u540d\\\\\"")[0].node.value, text);
    assert_eq!(
        json("{\"x\": \"a\\\"b\\n\\u540d\\\\\"}")[0].node.value,
        text
    );
    assert_eq!(
        json("{\"x\": \"\\ud83d\\ude00\"}")[0].node.value,
        Value::Text("😀".to_owned())
    );
    assert_eq!(
        toml("x = '''\na\n\"b\"'''")[0].node.value,
        Value::Text("a\n\"b\"".to_owned())
    );
}

#[test]
fn json_has_booleans_and_null() {
    let values: Vec<_> = json("{\"a\": true, \"b\": false, \"c\": null}")
        .into_iter()
        .map(|member| member.node.value)
        .collect();
    assert_eq!(
        values,
        [Value::Boolean(true), Value::Boolean(false), Value::Null]
    );
}

#[test]
fn json_roots_may_be_anything() {
    for text in ["1", "\"a\"", "null", "[]", " {} ", "\u{feff}true\r\n"] {
        assert!(parse_json("f.json", text).is_ok(), "{text}");
    }
}

/// Every key of the tree with its path, its own place and its value's.
fn places(members: &[Member], path: &str, found: &mut Vec<String>) {
    for Member { key, at, node } in members {
        let path = format!("{path}/{key}");
        found.push(format!("{path} {} {}", shown(*at), shown(node.at)));
        inner(node, &path, found);
    }
}

fn inner(node: &Node, path: &str, found: &mut Vec<String>) {
    match &node.value {
        Value::Table(members) => places(members, path, found),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let path = format!("{path}[{}]", index + 1);
                found.push(format!("{path} {}", shown(item.at)));
                inner(item, &path, found);
            }
        }
        _ => {}
    }
}

fn shown(at: Position) -> String {
    format!("{}:{}", at.line, at.column)
}

#[test]
fn toml_values_know_their_place_and_order() {
    let text = "\u{feff}z = 1\r\n'名称' = '甲' # c\na.c = 1\na.b = [\n  1,\n  { x = 2 },\n]\n[[p]]\n[p.q.r]\nk = 1\n[[p]]\n[b]\n";
    let mut found = Vec::new();
    places(&toml(text), "", &mut found);
    assert_eq!(
        found,
        [
            "/z 1:1 1:5",
            "/名称 2:1 2:8",
            "/a 3:1 3:1",
            "/a/c 3:3 3:7",
            "/a/b 4:3 4:7",
            "/a/b[1] 5:3",
            "/a/b[2] 6:3",
            "/a/b[2]/x 6:5 6:9",
            "/p 8:3 8:1",
            "/p[1] 8:1",
            "/p[1]/q 9:4 9:4",
            "/p[1]/q/r 9:6 9:1",
            "/p[1]/q/r/k 10:1 10:5",
            "/p[2] 11:1",
            "/b 12:2 12:1",
        ]
    );
}

#[test]
fn json_values_know_their_place_and_order() {
    let text = "\u{feff}{\"z\": 1,\r\n \"名称\": \"甲\", \"a\": [\n  {\"x\":\t2}]\n}";
    let mut found = Vec::new();
    places(&json(text), "", &mut found);
    assert_eq!(
        found,
        [
            "/z 1:2 1:7",
            "/名称 2:2 2:8",
            "/a 2:13 2:18",
            "/a[1] 3:3",
            "/a[1]/x 3:4 3:9"
        ]
    );
}

#[test]
fn an_empty_toml_text_is_an_empty_table() {
    assert_eq!(toml(""), []);
    assert_eq!(toml("\u{feff}# nothing\n"), []);
}
