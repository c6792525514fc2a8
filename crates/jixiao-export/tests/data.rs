//! `evaluation.json`: its schema, and that exact figures stay exact.

mod submissions;

use jixiao_export::{
    EVALUATION_SCHEMA, RULES_SCHEMA, data, explanation, explanation_markdown, rule_data,
};
use jixiao_model::{Ignored, Locator, Place, Source, Traced};
use jixiao_scoring::explain::explain_project;
use jixiao_scoring::rules::Rule;
use serde_json::Value;
use submissions::*;

fn built(submission: jixiao_model::Submission) -> Value {
    data(&Shown::new(submission).outcome())
}

fn validator() -> jsonschema::Validator {
    validator_of(EVALUATION_SCHEMA)
}

fn validator_of(schema: &str) -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(schema).unwrap();
    jsonschema::draft202012::meta::validate(&schema).unwrap_or_else(|error| panic!("{error}"));
    jsonschema::draft202012::new(&schema).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn the_data_of_every_submission_is_what_its_schema_says() {
    let validator = validator();
    for (what, submission) in all() {
        let data = built(submission);
        let faults: Vec<_> = validator
            .iter_errors(&data)
            .map(|fault| format!("{fault} at {}", fault.instance_path()))
            .collect();
        assert_eq!(faults, [""; 0], "{what}");
    }
}

#[test]
fn the_schema_refuses_what_is_no_exact_decimal() {
    let validator = validator();
    for (pointer, wrong) in [
        ("/projects/0/total", Value::from(79.56)),
        ("/projects/0/indicators/0/points", Value::from("20分")),
        ("/projects/0/funds/fiscal/budget", Value::from("25,5")),
        ("/summary/budget", Value::from(38)),
        ("/summary/coverage", Value::from("1")),
        ("/projects/0/grade", Value::from("excellent")),
        (
            "/projects/0/indicators/0/sources/actual",
            Value::from("guessed"),
        ),
        (
            "/department/rates_status/execution-rate",
            Value::from("fine"),
        ),
    ] {
        let mut data = built(everything());
        assert!(validator.is_valid(&data));
        *data
            .pointer_mut(pointer)
            .unwrap_or_else(|| panic!("no {pointer}")) = wrong;
        assert!(!validator.is_valid(&data), "{pointer}");
    }
}

/// Calls `visit` with the path of every member.
fn walk(value: &Value, path: &str, visit: &mut impl FnMut(&str, &str, &Value)) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                let path = format!("{path}/{key}");
                visit(&path, key, member);
                walk(member, &path, visit);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(item, &format!("{path}/{index}"), visit);
            }
        }
        _ => {}
    }
}

#[test]
fn money_points_and_rates_are_strings() {
    const COUNTS: [&str; 14] = [
        "year",
        "number",
        "projects",
        "evaluated",
        "ungraded",
        "优",
        "良",
        "中",
        "差",
        "line",
        "column",
        "project",
        "project_number",
        "budgeted",
    ];
    const FIGURES: [&str; 14] = [
        "initial",
        "budget",
        "executed",
        "execution_rate",
        "execution_rate_exact",
        "execution_points",
        "total",
        "weight",
        "points",
        "percent",
        "claimed",
        "exact",
        "coverage",
        "computed",
    ];
    for (what, submission) in all() {
        let data = built(submission);
        let mut seen = 0;
        walk(&data, "", &mut |path, key, value| {
            if value.is_number() {
                assert!(COUNTS.contains(&key), "{what}: {path} is a number");
                assert!(value.is_u64(), "{what}: {path} is {value}");
            }
            // What a form claims is a table of figures of its own.
            if FIGURES.contains(&key) && !path.contains("/sources/") && !value.is_object() {
                assert!(
                    value.is_string() || value.is_null(),
                    "{what}: {path} is {value}"
                );
                seen += 1;
            }
        });
        assert!(seen > 4, "{what}");
    }
}

#[test]
fn the_figures_are_those_of_the_evaluation() {
    let data = built(everything());
    for (pointer, expected) in [
        ("/unit/name", "某区文旅局"),
        ("/unit/alias", "某区体育局"),
        ("/policy", "mof-2020"),
        ("/projects/0/section", "产业科"),
        ("/projects/0/initial", "21.00"),
        ("/projects/0/budget", "28.50"),
        ("/projects/0/executed", "27.1234"),
        ("/projects/0/funds/carried/executed", "3.00"),
        ("/projects/0/execution_rate", "95.17%"),
        (
            "/projects/0/execution_rate_exact",
            "95.16982456140350877192982456",
        ),
        ("/projects/0/execution_points", "9.52"),
        ("/projects/0/indicators/1/points", "14.29"),
        (
            "/projects/0/indicators/1/derivation/exact",
            "14.28571428571428571428571429",
        ),
        ("/projects/0/indicators/1/derivation/method", "proportional"),
        (
            "/projects/0/indicators/1/derivation/formula",
            "20 × 5 ÷ 7 = 14.2857142857…",
        ),
        ("/projects/0/indicators/4/percent", "85%"),
        ("/projects/0/indicators/5/claimed", "9.5"),
        ("/projects/0/total", "79.56"),
        ("/projects/0/grade", "中"),
        ("/projects/0/deviations/0/cause_text", "场地紧张"),
        ("/projects/0/deviations/0/remedies/1", "M5"),
        ("/projects/1/execution_rate_status", "not_applicable"),
        ("/projects/1/execution_points", "10"),
        ("/projects/1/total", "105"),
        ("/department/rates/carry-over-change-rate", "-99%"),
        ("/department/rates_exact/three-public-control-rate", "99"),
        ("/department/indicators/1/actual", "99%"),
        ("/department/basic/executed", "600.00"),
        ("/department/total", "98.64"),
        ("/summary/budget", "38.50"),
        ("/summary/coverage", "100%"),
    ] {
        let found = data.pointer(pointer).and_then(Value::as_str);
        assert_eq!(found, Some(expected), "{pointer}");
    }
    for pointer in [
        "/projects/1/grade",
        "/projects/1/execution_rate",
        "/projects/1/funds/other",
        "/projects/0/deviations/3/indicator",
        "/projects/0/indicators/0/error",
        "/projects/0/indicators/3/derivation/method",
    ] {
        assert_eq!(data.pointer(pointer), Some(&Value::Null), "{pointer}");
    }
    let unscored = &data["projects"][0]["indicators"][2];
    assert_eq!(unscored["error"], "实际完成值为空，请填写完成情况");
    assert_eq!(
        (&unscored["points"], &unscored["derivation"]["exact"]),
        (&Value::from("0"), &Value::Null)
    );
    let summary = &data["summary"];
    assert_eq!(
        (&summary["grades"]["优"], &summary["ungraded"]),
        (&Value::from(1), &Value::from(1))
    );
}

#[test]
fn a_unit_without_a_department_has_null_in_its_place() {
    assert_eq!(
        built(changed(|own| own.department = None))["department"],
        Value::Null
    );
    assert_eq!(
        built(changed(|own| own.projects.clear()))["projects"],
        Value::Array(Vec::new())
    );
}

#[test]
fn the_number_of_budgeted_projects_is_kept_apart_from_that_of_the_forms() {
    let data = built(changed(|own| {
        own.unit.budgeted_projects = Some(jixiao_model::Traced::reported(4));
    }));
    let summary = &data["summary"];
    assert_eq!(
        (&summary["projects"], &summary["evaluated"]),
        (&Value::from(4), &Value::from(3))
    );
    assert_eq!(summary["coverage"], "75%");
}

#[test]
fn every_filled_in_value_has_its_source() {
    let mut submission = everything();
    let first = &mut submission.projects[0];
    first.indicators[0].actual.source = Source::Published;
    constructed(&mut first.indicators[0].weight);
    constructed(&mut first.funds.fiscal.as_mut().unwrap().executed);
    constructed(&mut first.deviations[0].cause);
    constructed(&mut form(&mut submission).basic.as_mut().unwrap().budget);
    published(
        &mut submission,
        jixiao_model::Figure::ProjectsBudget,
        None,
        "38.5",
    );
    let data = built(submission);
    for (pointer, source) in [
        ("/projects/0/sources/name", "reported"),
        ("/projects/0/indicators/0/sources/name", "reported"),
        ("/projects/0/indicators/0/sources/target", "reported"),
        ("/projects/0/indicators/0/sources/actual", "published"),
        ("/projects/0/indicators/0/sources/weight", "constructed"),
        ("/projects/0/funds/fiscal/sources/executed", "constructed"),
        ("/projects/0/funds/fiscal/sources/budget", "reported"),
        ("/projects/0/funds/carried/sources/executed", "reported"),
        ("/projects/0/deviations/0/sources/cause", "constructed"),
        ("/projects/0/deviations/0/sources/remedy", "reported"),
        ("/department/sources/budget", "reported"),
        ("/department/basic/sources/budget", "constructed"),
        ("/stated/0/source", "published"),
    ] {
        let found = data.pointer(pointer).and_then(Value::as_str);
        assert_eq!(found, Some(source), "{pointer}");
    }
}

#[test]
fn stated_figures_stand_beside_what_follows_from_the_data() {
    let data = built(changed(|own| {
        published(own, jixiao_model::Figure::ProjectsBudget, None, "38.5万元");
        published(own, jixiao_model::Figure::ProjectRate, Some(1), "90%");
        published(own, jixiao_model::Figure::ProjectRate, Some(2), "0%");
    }));
    let told: Vec<_> = data["stated"]
        .as_array()
        .unwrap()
        .iter()
        .map(|stated| {
            (
                &stated["figure"],
                &stated["stated"],
                &stated["computed"],
                &stated["agrees"],
            )
        })
        .map(|(figure, text, computed, agrees)| format!("{figure} {text} {computed} {agrees}"))
        .collect();
    assert_eq!(
        told,
        [
            "\"projects.budget\" \"38.5万元\" \"38.50\" true",
            "\"project.execution-rate\" \"90%\" \"95.17%\" false",
            "\"project.execution-rate\" \"0%\" null false",
        ]
    );
}

/// `everything()` with an entry that passes over what the review says of the weights of one project.
fn with_ignored() -> jixiao_model::Submission {
    changed(|submission| {
        let project = &mut submission.projects[0];
        project.indicators[0].weight = Traced::reported("19".parse().unwrap());
        project.indicators[0].actual = Traced::reported("".parse().unwrap());
        submission.ignored.push(Ignored {
            code: "JX001".into(),
            project: Some(1),
            indicator: None,
            reason: "财政批复的分值".into(),
            place: None,
        });
    })
}

#[test]
fn a_finding_says_what_it_concerns_what_was_expected_and_what_was_found() {
    let data = built(with_ignored());
    let findings = data["findings"].as_array().unwrap();
    let unscored = findings.iter().find(|one| one["code"] == "JX002").unwrap();
    assert_eq!(
        unscored["indicator"],
        data["projects"][0]["indicators"][0]["name"]
    );
    assert_eq!(unscored["expected"], "可以计分的指标值和完成值");
    assert_eq!(
        unscored["expected_en"],
        "a target and an actual that can be scored"
    );
    assert!(unscored["found"].as_str().unwrap().ends_with("完成值未填"));
    assert!(
        unscored["found_en"]
            .as_str()
            .unwrap()
            .ends_with("no actual")
    );
}

#[test]
fn ignored_findings_stand_apart_with_their_reasons() {
    let data = built(with_ignored());
    let findings = data["findings"].as_array().unwrap();
    let is_passed_over = |one: &Value| one["code"] == "JX001" && one["project_number"] == 1;
    assert!(!findings.iter().any(is_passed_over));
    let [ignored] = &data["ignored"].as_array().unwrap()[..] else {
        panic!("one is ignored: {}", data["ignored"])
    };
    assert_eq!(ignored["code"], "JX001");
    assert_eq!(ignored["level"], "error");
    assert_eq!(ignored["project_number"], 1);
    assert_eq!(ignored["indicator"], Value::Null);
    assert_eq!(ignored["expected"], "分值合计 100");
    assert_eq!(ignored["reason"], "财政批复的分值");
    assert_eq!(built(everything())["ignored"], Value::Array(Vec::new()));
}

#[test]
fn the_schema_refuses_an_ignored_finding_without_a_reason() {
    let validator = validator();
    let data = built(with_ignored());
    assert!(validator.is_valid(&data));
    for (pointer, wrong) in [
        ("/ignored/0/reason", Value::from("")),
        ("/ignored/0/code", Value::from("001")),
        ("/findings/0/expected", Value::from("")),
        ("/findings/0/indicator", Value::from(1)),
    ] {
        let mut broken = data.clone();
        *broken.pointer_mut(pointer).unwrap() = wrong;
        assert!(!validator.is_valid(&broken), "{pointer}");
    }
    let mut broken = data.clone();
    let ignored = broken["ignored"][0].as_object_mut().unwrap();
    ignored.remove("reason");
    assert!(!validator.is_valid(&broken));
}

#[test]
fn an_explanation_keeps_its_branches() {
    let mut submission = everything();
    submission.projects[0].indicators[1].actual.place = Some(std::sync::Arc::new(Place {
        file: "dataset/01.toml".into(),
        locator: Locator::Key {
            line: 7,
            column: 3,
            key: "indicators[1].actual".into(),
        },
    }));
    let shown = Shown::new(submission);
    let (form, score) = (&shown.submission.projects[0], &shown.evaluation.projects[0]);
    let tree = explanation(&explain_project(form, score, &shown.policy));
    assert_eq!(tree["value"], "总分 79.56，等级“中”");
    assert_eq!(tree["value_en"], "total 79.56, grade fair");
    assert_eq!(tree["children"].as_array().unwrap().len(), 7);
    let actual = &tree["children"][2]["children"][1];
    assert_eq!(
        (&actual["subject"], &actual["value"], &actual["source"]),
        (&"实际完成值".into(), &"5场".into(), &"reported".into())
    );
    assert_eq!(
        (&actual["place"]["line"], &actual["place"]["file"]),
        (&7.into(), &"dataset/01.toml".into())
    );
    assert_eq!(actual["children"], Value::Array(Vec::new()));
}

#[test]
fn an_explanation_is_a_nested_list_too() {
    use jixiao_model::Lang;
    use jixiao_scoring::explain::Explanation;
    fn count(tree: &Explanation) -> usize {
        1 + tree.children.iter().map(count).sum::<usize>()
    }
    let mut submission = everything();
    let form = &mut submission.projects[0];
    form.name.value = "*一* [二](三)\n<b>四</b> 1. #五".parse().unwrap();
    let shown = Shown::new(submission);
    let (form, score) = (&shown.submission.projects[0], &shown.evaluation.projects[0]);
    let tree = explain_project(form, score, &shown.policy);
    for lang in [Lang::Chinese, Lang::English] {
        let list = explanation_markdown(&tree, lang);
        let (first, _) = list.split_once('\n').unwrap();
        let name = r"- **\*一\* \[二\](三)<br>\<b\>四\</b\> 1. \#五**";
        assert!(first.starts_with(name), "{first}");
        let items = list
            .lines()
            .filter(|line| line.trim_start().starts_with("- **"));
        assert_eq!(items.count(), count(&tree));
        // Each note is parted from the next line, and the last one ends the item.
        let told = tree.notes(lang).len();
        assert!(!list.lines().nth(told).unwrap().ends_with('\\'));
        let broken = list.lines().take(told).filter(|line| line.ends_with('\\'));
        assert_eq!(broken.count(), told);
        // Two blanks a level, and a note under the text of its item.
        for line in list.lines() {
            let blanks = line.len() - line.trim_start().len();
            assert_eq!(blanks % 2, 0, "{line}");
        }
    }
}

#[test]
fn the_schema_of_rules_takes_one_rule_and_a_list_and_no_less() {
    let validator = validator_of(RULES_SCHEMA);
    let rules: Vec<Value> = Rule::all().map(rule_data).collect();
    for rule in &rules {
        assert!(validator.is_valid(rule), "{}", rule["id"]);
        let mut broken = rule.clone();
        broken["basis"].take();
        assert!(!validator.is_valid(&broken), "{}", rule["id"]);
        assert!(!validator.is_valid(&Value::from(vec![broken])));
    }
    assert!(validator.is_valid(&Value::from(rules)));
    for neither in [Value::Null, "direct".into(), serde_json::json!({})] {
        assert!(!validator.is_valid(&neither), "{neither}");
    }
}
