//! `jixiao explain` as text, JSON and Markdown, and its what-if.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use unicode_width::UnicodeWidthStr;

const DATASET: &str = "examples/data/lanzhou-2023";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// `jixiao explain`, called from the top of the project.
fn explain(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_jixiao"))
        .arg("explain")
        .args(arguments)
        .current_dir(root())
        .stdin(Stdio::null())
        .env_remove("COLUMNS")
        .output()
        .unwrap()
}

fn said(arguments: &[&str]) -> String {
    let output = explain(arguments);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{stderr}");
    assert_eq!(stderr, "");
    String::from_utf8(output.stdout).unwrap()
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&said(arguments)).unwrap()
}

/// What is said of a call that is wrong: status 2, and nothing on stdout.
fn refused(arguments: &[&str]) -> String {
    let output = explain(arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    assert_eq!(output.stdout, b"", "{arguments:?}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn a_tree_is_a_list_in_markdown() {
    insta::assert_snapshot!(
        "markdown",
        said(&[DATASET, "--indicator", "“三公经费”控制率", "--markdown"])
    );
    insta::assert_snapshot!(
        "markdown_in_english",
        said(&[
            DATASET,
            "--project",
            "18",
            "--indicator",
            "预算执行率得分",
            "--markdown",
            "--lang",
            "en"
        ])
    );
}

#[test]
fn one_shape_at_a_time() {
    let both = [DATASET, "--json", "--markdown"];
    assert_eq!(refused(&both), "错误：--json 与 --markdown 只能选一个\n");
    let english = [&both[..], &["--lang", "en"]].concat();
    assert_eq!(
        refused(&english),
        "error: --json and --markdown cannot both be given; choose one\n"
    );
}

const ACTUAL: &str = "18/游客满意度.actual=80%";
const SPENT: &str = "部门.three_public.abroad.spent=8";

#[test]
fn a_what_if_shows_before_and_after_and_how_that_comes_about() {
    insta::assert_snapshot!("what_if", said(&[DATASET, "--set", ACTUAL]));
    insta::assert_snapshot!(
        "what_if_in_english",
        said(&[
            DATASET,
            "--set",
            "18.executed=10",
            "--set",
            SPENT,
            "--lang",
            "en"
        ])
    );
    insta::assert_snapshot!(
        "what_if_markdown",
        said(&[
            DATASET,
            "--set",
            "跨境电子商务大会/参展商满.actual=5%",
            "--set",
            "跨境电子商务大会.executed=0",
            "--markdown"
        ])
    );
}

#[test]
fn the_comparison_fits_a_terminal_of_80_columns() {
    let long = "跨境电子商务大会/参展商满.actual=5%";
    for lang in ["zh", "en"] {
        let text = said(&[
            DATASET, "--set", ACTUAL, "--set", SPENT, "--set", long, "--lang", lang,
        ]);
        let table = text.lines().skip_while(|line| !line.is_empty()).skip(1);
        let rows: Vec<_> = table.take_while(|line| !line.is_empty()).collect();
        assert!(rows.len() > 8, "{text}");
        for row in rows {
            assert!(row.width() <= 80, "{row}");
        }
    }
}

#[test]
fn the_tree_after_is_the_one_that_is_asked_for() {
    let tail = |arguments: &[&str]| {
        let text = said(&[&[DATASET, "--set", ACTUAL], arguments].concat());
        let (_, tail) = text.split_once("之后的由来\n").unwrap();
        let (form, tree) = tail.split_once('\n').unwrap();
        assert!(
            ["18 ", "17 ", "部门"]
                .iter()
                .any(|name| form.starts_with(name)),
            "{form}"
        );
        tree.to_string()
    };
    assert!(tail(&[]).starts_with("游客满意度：8.89 分\n"));
    assert!(
        tail(&["--project", "18"]).starts_with("兰州新区旅游发展专项资金（2022）项目：总分 98.88")
    );
    assert!(
        tail(&["--project", "18", "--indicator", "制作宣传片"]).starts_with("制作宣传片：8 分\n")
    );
    assert!(tail(&["--indicator", "结转结余变动率"]).starts_with("结转结余变动率："));
    assert!(tail(&["--project", "17"]).contains("总分"));
    // Two changes of one indicator need one tree.
    let twice = said(&[DATASET, "--set", ACTUAL, "--set", "18/游客满意度.weight=5"]);
    assert_eq!(twice.matches("├─ 年度指标值").count(), 1, "{twice}");
}

#[test]
fn a_what_if_is_data_too() {
    let data = json(&[DATASET, "--set", ACTUAL, "--set", SPENT, "--json"]);
    let keys: Vec<_> = data.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["set", "before", "after", "changes", "explanations"]);
    assert_eq!(
        data["set"][0],
        serde_json::json!({
            "form": "project", "project": "兰州新区旅游发展专项资金（2022）项目", "project_number": 18,
            "indicator": "游客满意度", "key": "actual", "before": "93%", "after": "80%",
        })
    );
    assert_eq!(data["set"][1]["key"], "three_public.abroad.spent");
    for (which, department, project) in [("before", "97.99", "99.99"), ("after", "99.99", "98.88")]
    {
        let one = &data[which];
        assert_eq!(one["department"]["total"], department);
        assert_eq!(one["projects"].as_array().unwrap().len(), 1);
        assert_eq!(one["projects"][0]["number"], 18);
        assert_eq!(one["projects"][0]["total"], project);
        assert_eq!(one["summary"]["evaluated"], 35);
    }
    let after = &data["after"]["projects"][0]["indicators"];
    let satisfaction = after.as_array().unwrap().last().unwrap();
    assert_eq!(satisfaction["actual"], "80%");
    assert_eq!(satisfaction["sources"]["actual"], "constructed");
    let changes = data["changes"].as_array().unwrap().iter();
    let told: Vec<_> = changes
        .map(|one| {
            let text = |key: &str| one[key].as_str().unwrap_or("-").to_string();
            [
                text("form"),
                text("indicator"),
                text("figure"),
                text("before"),
                text("after"),
            ]
            .join(" ")
        })
        .collect();
    assert_eq!(
        told,
        [
            "department - total 97.99 99.99",
            "department - rates.three-public-control-rate 99% 80%",
            "department “三公经费”控制率 points 0 2",
            "project - total 99.99 98.88",
            "project 游客满意度 points 10 8.89",
        ]
    );
    let explained = data["explanations"].as_array().unwrap().iter();
    let explained: Vec<_> = explained
        .map(|one| {
            (
                &one["form"],
                &one["project_number"],
                &one["explanation"]["subject"],
            )
        })
        .collect();
    let [project, department] = ["project", "department"].map(Value::from);
    let [satisfaction, control] = ["游客满意度", "“三公经费”控制率"].map(Value::from);
    let (number, none) = (Value::from(18), Value::Null);
    assert_eq!(
        explained,
        [
            (&project, &number, &satisfaction),
            (&department, &none, &control)
        ]
    );
}

#[test]
fn both_sides_of_a_what_if_are_evaluations_by_the_schema() {
    let schema: Value = serde_json::from_str(jixiao::export::EVALUATION_SCHEMA).unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let data = json(&[
        DATASET,
        "--set",
        "18/游客满意度.actual=",
        "--set",
        "18.executed=0",
        "--json",
    ]);
    for which in ["before", "after"] {
        let faults: Vec<_> = validator
            .iter_errors(&data[which])
            .map(|fault| fault.to_string())
            .collect();
        assert_eq!(faults, [""; 0], "{which}");
    }
}

#[test]
fn a_what_if_that_changes_nothing_says_so() {
    let same = [DATASET, "--set", "18/游客满意度.actual=93%"];
    assert!(said(&same).contains("\n没有任何得分、比率、总分或等级因此改变。\n"));
    let english = [&same[..], &["--lang", "en"]].concat();
    assert!(said(&english).contains("\nNo points, rate, total or grade changes.\n"));
    let markdown = [&same[..], &["--markdown"]].concat();
    assert!(said(&markdown).contains("\n\n没有任何得分、比率、总分或等级因此改变。\n\n"));
    let data = json(&[&same[..], &["--json"]].concat());
    assert_eq!(data["changes"], serde_json::json!([]));
    assert_eq!(
        data["before"]["projects"][0]["total"],
        data["after"]["projects"][0]["total"]
    );
}

#[test]
fn two_figures_never_touch() {
    let sets = [
        DATASET,
        "--set",
        "部门.carry_over.previous=0",
        "--set",
        "部门.three_public.abroad.budget=0",
        "--set",
        "18.executed=0",
    ];
    for (lang, unscored) in [("zh", "0（无法计分）"), ("en", "0 (cannot be scored)")] {
        let text = said(&[&sets[..], &["--lang", lang]].concat());
        let table = text.lines().skip_while(|line| !line.is_empty()).skip(1);
        let rows: Vec<_> = table.take_while(|line| !line.is_empty()).collect();
        let (heads, rows) = rows.split_first().unwrap();
        for row in rows.iter().filter(|row| row.contains(unscored)) {
            let cells: Vec<_> = row.split("  ").filter(|cell| !cell.is_empty()).collect();
            assert_eq!(cells.len(), 4, "{row}");
            assert_eq!(cells[2].trim(), unscored);
        }
        // Figures end below the ends of their heads.
        let ends = |line: &str| line.width();
        let gain = rows.iter().filter(|row| row.contains(unscored));
        assert_eq!(gain.clone().count(), 2, "{text}");
        for row in gain {
            assert_eq!(ends(row), ends(heads), "{row}");
            assert!(row.width() <= 80, "{row}");
        }
    }
}

/// A department with the figures of two rates, one of them without an indicator, and an indicator whose rate has none.
const RATES: &str = r#"
unit = { name = "某局", year = 2023, policy = "mof-2020" }
[department.spending]
total = { initial = 100, budget = 100, executed = 90 }
[department.rates.payment-progress-rate]
planned = "100%"
actual = "90%"
[department.rates.procurement-execution-rate]
budget = 100
purchased = 95
[[department.indicators]]
level1 = "部门管理"
level2 = "资金投入"
name = "采购执行情况"
target = "≥100%"
rule = "procurement-execution-rate"
weight = 80
[[department.indicators]]
level1 = "部门管理"
level2 = "资金投入"
name = "重点工作"
target = "≥100%"
rule = "key-work-rate"
weight = 10
[[projects]]
number = 7
name = "图书馆运行费"
funds.fiscal = { budget = 20, executed = 19 }
"#;

/// The dataset of `RATES` as a file.
fn rates() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("unit.toml");
    fs::write(&file, RATES).unwrap();
    let file = file.to_str().unwrap().to_string();
    (folder, file)
}

#[test]
fn every_rate_of_the_department_is_explained_with_or_without_an_indicator() {
    let (_folder, file) = rates();
    for name in [
        "支付进度率",
        "payment-progress-rate",
        "payment progress rate",
    ] {
        let tree = said(&[&file, "--indicator", name]);
        assert!(
            tree.starts_with("支付进度率：90%\n│ 算式：90% ÷ 100% × 100% = 90%\n"),
            "{tree}"
        );
        assert!(
            tree.contains("├─ 既定支付进度：100% [填报, unit.toml:6]\n"),
            "{tree}"
        );
    }
    // An id or a synonym, where an indicator has the rate under another name.
    for name in ["政府采购执行率", "procurement-execution-rate"] {
        assert!(said(&[&file, "--indicator", name]).starts_with("政府采购执行率：95%\n"));
    }
    for name in ["execution-rate", "预算执行率"] {
        let tree = said(&[&file, "--indicator", name]);
        assert!(tree.starts_with("预算执行率：90%\n"), "{tree}");
        let tree = said(&[&file, "--project", "7", "--indicator", name]);
        assert!(tree.starts_with("预算执行率：95%\n"), "{tree}");
    }
    let data = json(&[&file, "--indicator", "payment-progress-rate", "--json"]);
    assert_eq!(data["children"][1]["value"], "90%");
}

#[test]
fn what_can_be_explained_is_listed_with_its_rates() {
    let (_folder, file) = rates();
    assert_eq!(
        refused(&[&file, "--indicator", "编制内在职人员控制率"]),
        "错误：没有指标或比率“编制内在职人员控制率”；可说明的有：\n  预算执行率得分\n  采购执行情况\n  重点工作\n  \
         预算执行率\n  支付进度率\n  政府采购执行率\n"
    );
    assert_eq!(
        refused(&[
            &file,
            "--project",
            "7",
            "--indicator",
            "支付进度率",
            "--lang",
            "en"
        ]),
        "error: there is no indicator or rate \"支付进度率\"; there are:\n  points of the execution rate\n  budget execution rate\n"
    );
}

#[test]
fn figures_of_a_rate_can_be_set() {
    let (_folder, file) = rates();
    let purchased = "部门.rates.procurement-execution-rate.purchased=50";
    let text = said(&[
        &file,
        "--set",
        purchased,
        "--set",
        "部门.payment-progress-rate.actual=45%",
    ]);
    insta::assert_snapshot!("what_if_of_rates", text);
    let data = json(&[&file, "--set", purchased, "--json"]);
    assert_eq!(
        data["set"][0]["key"],
        "rates.procurement-execution-rate.purchased"
    );
    let changes = data["changes"].as_array().unwrap();
    let rate = Value::from("rates.procurement-execution-rate");
    assert!(changes.iter().any(|one| one["figure"] == rate), "{data}");
    let told = refused(&[&file, "--set", "部门.rates.carry-over-rate.budget=5"]);
    insta::assert_snapshot!("no_such_figures", told);
    let told = refused(&[
        &file,
        "--set",
        "部门.rates.procurement-execution-rate.buyed=5",
    ]);
    insta::assert_snapshot!("no_such_key_of_a_rate", told);
}

#[test]
fn a_rate_without_its_amounts_says_where_to_write_them() {
    let (_folder, file) = rates();
    let tree = said(&[&file, "--indicator", "重点工作"]);
    let told = "缺少计算该比率所需的金额，请在 [department.rates.key-work-rate] 填写 assigned、completed\n";
    assert!(tree.contains(told), "{tree}");
}

#[test]
fn counts_of_grades_are_told_where_they_differ() {
    let text = said(&[
        DATASET,
        "--set",
        "18.executed=0",
        "--set",
        "18/满意度.actual=1%",
    ]);
    let line = |label: &str| {
        let line = text.lines().find(|line| line.contains(label));
        line.map(|line| {
            line.split_whitespace()
                .map(str::to_string)
                .collect::<Vec<_>>()
        })
    };
    assert_eq!(
        line("评为“优”的项目数").unwrap(),
        ["评为“优”的项目数", "27", "26"]
    );
    assert_eq!(
        line("评为“良”的项目数").unwrap(),
        ["评为“良”的项目数", "6", "7"]
    );
    assert_eq!(line("评为“差”的项目数"), None);
}

#[test]
fn what_cannot_be_set_is_refused_in_both_languages() {
    for (set, zh, en) in [
        ("18/游客满意度.actual", "缺少值", "there is no value"),
        (
            "18/游客满意度.aktual=1",
            "“aktual”不是可设定的键",
            "\"aktual\" is no key",
        ),
        (
            "99/游客满意度.actual=1",
            "没有项目“99”",
            "there is no project \"99\"",
        ),
        (
            "24/没有.actual=1",
            "没有指标“没有”；这张表的指标：\n  ",
            "there is no indicator \"没有\"; the form has:\n  ",
        ),
        (
            "部门/“三公经费”控制率.actual=80%",
            "请改设部门的：\n  three_public.abroad.budget、three_public.abroad.spent",
            "set these instead",
        ),
        (
            "18/游客满意度.weight=很多",
            "weight：“很多”不是数字",
            "`weight`: `很多` is not a number",
        ),
    ] {
        let told = refused(&[DATASET, "--set", set]);
        assert!(
            told.starts_with(&format!("错误：“{set}”：")) && told.contains(zh),
            "{told}"
        );
        let told = refused(&[DATASET, "--set", set, "--lang", "en"]);
        assert!(
            told.starts_with(&format!("error: \"{set}\": ")) && told.contains(en),
            "{told}"
        );
    }
}

#[test]
fn the_dataset_stays_as_it_is() {
    let file = root().join(DATASET).join("projects/18.toml");
    let before = fs::read(&file).unwrap();
    let plain = said(&[DATASET, "--project", "18"]);
    said(&[DATASET, "--set", ACTUAL, "--project", "18"]);
    assert_eq!(fs::read(&file).unwrap(), before);
    assert_eq!(said(&[DATASET, "--project", "18"]), plain);
}
