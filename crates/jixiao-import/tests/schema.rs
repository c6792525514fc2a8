//! The JSON Schema: it is one, it takes the real dataset, and it agrees with the reader.

use std::path::{Path, PathBuf};

use jixiao_import::{DATASET_SCHEMA, read_texts};
use jixiao_keyed::{Node, Value as Keyed, parse_json, parse_toml};
use serde_json::{Map, Value, json};

fn validator() -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(DATASET_SCHEMA).unwrap();
    jsonschema::draft202012::meta::validate(&schema).unwrap_or_else(|error| panic!("{error}"));
    jsonschema::draft202012::new(&schema).unwrap_or_else(|error| panic!("{error}"))
}

fn json_of(node: &Node) -> Value {
    match &node.value {
        Keyed::Table(members) => {
            let member =
                |member: &jixiao_keyed::Member| (member.key.clone(), json_of(&member.node));
            Value::Object(members.iter().map(member).collect())
        }
        Keyed::Array(items) => items.iter().map(json_of).collect(),
        Keyed::Text(text) | Keyed::Date(text) => Value::String(text.clone()),
        // What JSON cannot write as a number, such as `nan`, stays a text.
        Keyed::Number(raw) => {
            serde_json::from_str(raw).unwrap_or_else(|_| Value::String(raw.clone()))
        }
        Keyed::Boolean(value) => Value::Bool(*value),
        Keyed::Null => Value::Null,
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = entries
        .flat_map(|path| {
            if path.is_dir() {
                files(&path)
            } else {
                vec![path]
            }
        })
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    found.sort();
    found
}

#[test]
fn the_real_dataset_validates() {
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../examples/data/lanzhou-2023"
    );
    let mut joined = Map::new();
    for path in files(Path::new(folder)) {
        let text = std::fs::read_to_string(&path).unwrap();
        let document = parse_toml("", &text).unwrap();
        let Value::Object(members) = json_of(&document.root) else {
            panic!("a TOML text is a table")
        };
        for (key, value) in members {
            match (joined.get_mut(&key), value) {
                (Some(Value::Array(all)), Value::Array(more)) => all.extend(more),
                (None, value) => drop(joined.insert(key, value)),
                (Some(_), _) => panic!("{key} stands twice"),
            }
        }
    }
    assert_eq!(joined["projects"].as_array().unwrap().len(), 35);
    let joined = Value::Object(joined);
    let errors: Vec<String> = validator()
        .iter_errors(&joined)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert_eq!(errors, Vec::<String>::new());
}

const INDICATOR: &str = r#"{ "level1": "产出指标", "level2": "数量指标", "name": "场次", "target": "≥3场", "weight": 10 }"#;

fn dataset() -> Value {
    let indicator: Value = serde_json::from_str(INDICATOR).unwrap();
    json!({
        "unit": { "name": "甲", "year": 2023 },
        "projects": [{
            "name": "乙",
            "funds": { "fiscal": { "initial": 1, "budget": 2, "executed": 1.5 } },
            "indicators": [indicator],
            "deviations": [{ "cause": "丙" }],
            "claimed": {},
            "goal": {},
        }],
        "department": {
            "spending": { "total": { "budget": 5 } },
            "three_public": {},
            "carry_over": { "current": 1, "previous": 0 },
            "staffing": { "quota": 3, "staff": 2 },
            "indicators": [indicator],
        },
        "notice": { "title": "丁" },
        "report": {},
        "stated": [{ "figure": "project.budget", "project": 1, "value": "2万元" }],
        "ignored": [{ "code": "JX301", "project": 1, "indicator": "场次", "reason": "戊" }],
        "register": [{ "year": 2022, "project": "戊", "remedy": "己" }],
    })
}

/// Snippets: where, what, and whether it is accepted.
#[allow(clippy::too_many_lines, reason = "a table")]
fn cases() -> Vec<(&'static str, Value, bool)> {
    let mut cases = vec![
        ("/source", json!("constructed"), true),
        ("/source", json!("made up"), false),
        ("/colour", json!(1), false),
        ("/unit/name", json!(""), false),
        ("/unit/name", json!(" \n"), false),
        ("/unit/name", json!("甲\u{1}"), false),
        ("/unit/name", json!("甲\t乙"), false),
        ("/projects/0/note", json!("甲\t乙\r\n"), true),
        ("/projects/0/note", json!("甲\u{7f}"), false),
        ("/unit/name", json!("长".repeat(501)), false),
        ("/unit/name", json!(5), false),
        (
            "/unit/name",
            json!({ "value": "甲", "source": "published" }),
            true,
        ),
        (
            "/unit/name",
            json!({ "value": "甲", "source": "guessed" }),
            false,
        ),
        ("/unit/name", json!({ "source": "published" }), false),
        ("/unit/name", json!({ "value": "甲", "other": 1 }), false),
        ("/unit/year", json!("2023"), true),
        ("/unit/year", json!(1993), false),
        ("/unit/year", json!(2101), false),
        ("/unit/year", json!(2023.5), false),
        ("/unit/budgeted_projects", json!(-1), false),
        ("/unit/budgeted_projects", json!(null), true),
        ("/unit/source", json!(null), true),
        ("/notice/title", json!(null), false),
        (
            "/report/next_steps",
            json!(["一", { "value": "二", "source": "constructed" }]),
            true,
        ),
        ("/report/next_steps", json!("一"), false),
        ("/report/featured", json!(["乙"]), true),
        ("/report/featured", json!([3]), false),
        ("/department/spending", json!({}), false),
        (
            "/department/spending/basic",
            json!({ "executed": -1 }),
            true,
        ),
        (
            "/department/spending/basic",
            json!({ "initial": -1 }),
            false,
        ),
        (
            "/department/three_public/abroad",
            json!({ "budget": 1, "spent": 1 }),
            true,
        ),
        (
            "/department/three_public/abroad",
            json!({ "budget": "-1" }),
            false,
        ),
        ("/department/three_public/food", json!({}), false),
        ("/department/carry_over/current", json!(-5), true),
        ("/department/carry_over", json!({ "current": 1 }), false),
        ("/department/staffing/quota", json!(1.5), false),
        (
            "/department/rates",
            json!({ "procurement-execution-rate": { "budget": 100, "purchased": "-5万元" } }),
            true,
        ),
        (
            "/department/rates",
            json!({ "procurement-execution-rate": { "budget": -100, "purchased": 95 } }),
            false,
        ),
        (
            "/department/rates",
            json!({ "procurement-execution-rate": { "budget": 100 } }),
            false,
        ),
        (
            "/department/rates",
            json!({ "payment-progress-rate": { "planned": "75%", "actual": 60.5 } }),
            true,
        ),
        (
            "/department/rates",
            json!({ "key-work-rate": { "assigned": 1.5, "completed": 1 } }),
            false,
        ),
        (
            "/department/rates",
            json!({ "execution-rate": { "budget": 100, "executed": 95 } }),
            false,
        ),
        (
            "/department/indicators/0/rule",
            json!("carry-over-change-rate"),
            true,
        ),
        ("/department/indicators/0/rule", json!("carry_over"), false),
        ("/department/indicators/0/actual", json!("5场"), true),
        ("/projects", json!([]), true),
        ("/projects", json!({}), false),
        ("/projects/0/number", json!(0), false),
        ("/projects/0/number", json!(1), true),
        ("/projects/0/funds", json!({}), false),
        ("/projects/0/funds", json!({ "fiscal": null }), false),
        ("/projects/0/funds/other", json!(null), true),
        ("/projects/0/funds/fiscal/budget", json!("203200元"), true),
        (
            "/projects/0/funds/fiscal/budget",
            json!("109,607.51万元"),
            true,
        ),
        ("/projects/0/funds/fiscal/budget", json!("20.32美元"), false),
        ("/projects/0/funds/fiscal/budget", json!(-1), false),
        ("/projects/0/funds/fiscal/budget", json!(1e30), false),
        ("/projects/0/funds/fiscal/budget", json!(true), false),
        (
            "/projects/0/funds/fiscal/budget",
            json!({ "value": 3, "source": "published" }),
            true,
        ),
        ("/projects/0/funds/fiscal/executed", json!("-1"), true),
        ("/projects/0/goal/expected", json!(""), true),
        ("/projects/0/goal/expected", json!(3), false),
        ("/projects/0/claimed/grade", json!("优"), true),
        ("/projects/0/claimed/grade", json!("甲"), false),
        ("/projects/0/claimed/total", json!("97.99"), true),
        ("/projects/0/claimed/total", json!("97.99999"), false),
        ("/projects/0/indicators/0/target", json!(3), true),
        ("/projects/0/indicators/0/target", json!(""), false),
        ("/projects/0/indicators/0/target", json!(1e30), false),
        ("/projects/0/indicators/0/actual", json!(""), true),
        ("/projects/0/indicators/0/weight", json!(1001), false),
        ("/projects/0/indicators/0/weight", json!(-1), false),
        ("/projects/0/indicators/0/weight", json!("2.5"), true),
        ("/projects/0/indicators/0/percent", json!("100%"), true),
        ("/projects/0/indicators/0/percent", json!(100.5), false),
        ("/projects/0/indicators/0/percent", json!("101%"), false),
        ("/projects/0/indicators/0/percent", json!(-1), false),
        ("/projects/0/indicators/0/points", json!(9.5), true),
        ("/projects/0/indicators/0/method", json!("pass-mark"), true),
        ("/projects/0/indicators/0/method", json!("直接赋分"), true),
        ("/projects/0/indicators/0/method", json!("by feel"), false),
        ("/projects/0/indicators/0/not_applicable", json!(true), true),
        (
            "/projects/0/indicators/0/not_applicable",
            json!("true"),
            false,
        ),
        (
            "/projects/0/indicators/0/rule",
            json!("execution-rate"),
            false,
        ),
        (
            "/projects/0/deviations/0/causes",
            json!(["T1", "E12"]),
            true,
        ),
        ("/projects/0/deviations/0/causes", json!(["t1"]), false),
        ("/projects/0/deviations/0/causes", json!("T1"), false),
        (
            "/projects/0/deviations/0/indicator",
            json!("预算执行率"),
            true,
        ),
        ("/stated/0/figure", json!("project.sum"), false),
        ("/stated/0/figure", json!("projects.budget"), false),
        ("/stated/0/project", json!(null), false),
        ("/stated/0/value", json!(2), true),
        ("/ignored", json!(null), true),
        ("/ignored", json!([]), true),
        (
            "/ignored/0",
            json!({ "code": "JX301", "reason": "戊" }),
            true,
        ),
        ("/ignored/0", json!({ "code": "JX301" }), false),
        ("/ignored/0", json!({ "reason": "戊" }), false),
        ("/ignored/0/code", json!("JX999"), true), // the review says that there is no such check
        ("/ignored/0/code", json!("JX30"), false),
        ("/ignored/0/code", json!("jx301"), false),
        ("/ignored/0/code", json!("JX3010"), false),
        ("/ignored/0/code", json!(301), false),
        (
            "/ignored/0/code",
            json!({ "value": "JX301", "source": "published" }),
            true,
        ),
        ("/ignored/0/project", json!(0), false),
        ("/ignored/0/project", json!(null), true),
        ("/ignored/0/indicator", json!(""), false),
        ("/ignored/0/indicator", json!(null), true),
        ("/ignored/0/reason", json!(" "), false),
        ("/ignored/0/reason", json!(null), false),
        ("/ignored/0/until", json!("2024"), false),
        ("/register/0/year", json!(null), false),
        ("/register/0/year", json!("2022"), true),
        ("/register/0/year", json!(1993), false),
        ("/register/0/project", json!(null), true),
        ("/register/0/project", json!(""), false),
        ("/register/0/remedy", json!(" \n"), false),
        (
            "/register/0/remedy",
            json!({ "value": "庚", "source": "published" }),
            true,
        ),
        ("/register/0/cause", json!(""), true),
        ("/register/0/due", json!("2024-06-30"), true),
        ("/register/0/due", json!(" 2024年6月底前"), true),
        ("/register/0/due", json!("2024/6/30"), true),
        ("/register/0/due", json!("2024-06"), false),
        ("/register/0/due", json!("6月30日"), false),
        ("/register/0/due", json!("1993-12-31"), false),
        ("/register/0/due", json!(20_240_630), false),
        ("/register/0/due", json!(null), true),
        ("/register/0/state", json!("under-way"), true),
        ("/register/0/state", json!("已完成"), true),
        ("/register/0/state", json!("完成"), false),
        ("/register/0/progress", json!("甲\t乙"), true),
        ("/register/0/note", json!("甲"), false),
    ];
    for key in ["level1", "level2", "name", "target", "weight"] {
        let mut indicator: Value = serde_json::from_str(INDICATOR).unwrap();
        indicator.as_object_mut().unwrap().remove(key);
        cases.push(("/projects/0/indicators/0", indicator, false));
    }
    cases
}

/// Puts `value` at `pointer`, making the last key where there is none.
fn put(dataset: &mut Value, pointer: &str, value: Value) {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match dataset.pointer_mut(parent).unwrap() {
        Value::Array(items) => items[key.parse::<usize>().unwrap()] = value,
        table => table[key] = value,
    }
}

#[test]
fn schema_and_reader_agree() {
    let validator = validator();
    for (pointer, value, accepted) in cases() {
        let mut dataset = dataset();
        put(&mut dataset, pointer, value.clone());
        if pointer == "/projects" {
            let members = dataset.as_object_mut().unwrap();
            members.remove("stated");
            members.remove("ignored");
        }
        let text = serde_json::to_string_pretty(&dataset).unwrap();
        let read = read_texts(&[("a.json", text.as_str())]);
        let why = read.as_ref().err().map(ToString::to_string);
        assert_eq!(
            read.is_ok(),
            accepted,
            "the reader on {pointer} = {value}: {why:?}"
        );
        assert_eq!(
            validator.is_valid(&dataset),
            accepted,
            "the schema on {pointer} = {value}"
        );
    }
}

#[test]
fn schema_and_reader_agree_on_the_whole() {
    let validator = validator();
    let cases = [
        ("{}", false),
        ("[]", false),
        (r#"{ "unit": { "name": "甲", "year": 2023 } }"#, false),
        (
            r#"{ "unit": { "name": "甲", "year": 2023 }, "projects": [] }"#,
            false,
        ),
        (
            r#"{ "unit": { "name": "甲", "year": 2023 }, "department": null }"#,
            false,
        ),
        (
            r#"{ "unit": { "name": "甲", "year": 2023 }, "department": { "spending": { "total": {} } } }"#,
            true,
        ),
        (
            r#"{ "unit": { "name": "甲" }, "department": { "spending": { "total": {} } } }"#,
            false,
        ),
        (
            r#"{ "unit": null, "department": { "spending": { "total": {} } } }"#,
            false,
        ),
    ];
    for (text, accepted) in cases {
        assert_eq!(
            read_texts(&[("a.json", text)]).is_ok(),
            accepted,
            "the reader on {text}"
        );
        let value = json_of(&parse_json("", text).unwrap().root);
        assert_eq!(validator.is_valid(&value), accepted, "the schema on {text}");
    }
}

#[test]
fn a_rule_leaves_no_room_for_an_actual() {
    let mut dataset = dataset();
    put(
        &mut dataset,
        "/department/indicators/0/rule",
        json!("execution-rate"),
    );
    put(
        &mut dataset,
        "/department/indicators/0/actual",
        json!("99%"),
    );
    assert!(!validator().is_valid(&dataset));
    assert!(read_texts(&[("a.json", dataset.to_string())]).is_err());
}
