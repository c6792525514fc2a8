//! A policy as a list of values, and two policies side by side: nothing is left out.
#![cfg(feature = "policies")]

use std::collections::BTreeSet;

use jixiao_scoring::policy::{BUILTIN, Policy, PolicyValue, diff};
use proptest::prelude::*;

/// A file with every key that there is.
const FULL: &str = r#"
id = "full"
name = "全"
name_en = "full"
jurisdiction = "某县"
effective = { from = 2023-01-01, to = 2023-12-31 }
extends = "mof-2020"
reconstruction = false
basis = "某办法"

[execution]
weight = 10
rate = "exact"
decimals = 2
rounding = "half-away"

[points]
decimals = 3
rounding = "truncate"

[weights]
decision = 5
process = 15
output = 35
cost = 10
benefit = 25
satisfaction = 0
satisfaction_in_benefit = true

[department_weights]
management = 21
duties = 49
capacity = 12
satisfaction = 8

[methods]
number = "proportional"
satisfaction = "bands"
ceiling = "linear-excess"
pass_mark = 61
not_applicable = "spread"

[rules]
execution-rate = "direct"

[rules.staffing-control-rate]
method = "bands"
pass_mark = 62

[[rules.staffing-control-rate.bands]]
to = 100
share = 100

[[rules.staffing-control-rate.bands]]
share = 7

[rules.staffing-control-rate.deduction]
step = 6
points = 2
begun = "whole"

[levels]
achieved = 80
partly_achieved = 63

[[bands]]
from = 90
share = 99

[[bands]]
from = 0
share = 1

[deduction]
step = 5
points = 3
begun = "free"

[explanations]
execution_below = 91
execution_only_where_points_lost = true
copied_from = 60
little_executed = 10

[over_achievement]
explain_above = 130
reduce_above = 150
reduction = "excess"
least = 11

[grades]
excellent = 92
good = 82
fair = 64
"#;

/// What is written instead, and the paths that then differ. Weights sum to 100, so they change in pairs.
const CHANGES: &[(&str, &str, &[&str])] = &[
    ("id = \"full\"", "id = \"other\"", &["id"]),
    ("name = \"全\"", "name = \"另\"", &["name"]),
    ("name_en = \"full\"", "name_en = \"other\"", &["name_en"]),
    ("某县", "某市", &["jurisdiction"]),
    (
        "from = 2023-01-01",
        "from = 2022-01-01",
        &["effective.from"],
    ),
    (", to = 2023-12-31", "", &["effective.to"]),
    (
        "extends = \"mof-2020\"",
        "extends = \"mof-2021\"",
        &["extends"],
    ),
    (
        "reconstruction = false",
        "reconstruction = true",
        &["reconstruction"],
    ),
    ("rate = \"exact\"", "rate = \"shown\"", &["execution.rate"]),
    ("decimals = 2", "decimals = 1", &["execution.decimals"]),
    ("\"half-away\"", "\"truncate\"", &["execution.rounding"]),
    ("decimals = 3", "decimals = 4", &["points.decimals"]),
    ("\"truncate\"", "\"half-away\"", &["points.rounding"]),
    (
        "decision = 5\nprocess = 15",
        "decision = 15\nprocess = 5",
        &["weights.decision", "weights.process"],
    ),
    (
        "output = 35\ncost = 10",
        "output = 45\ncost = 0",
        &["weights.output", "weights.cost"],
    ),
    (
        "benefit = 25\nsatisfaction = 0\nsatisfaction_in_benefit = true",
        "benefit = 20\nsatisfaction = 5\nsatisfaction_in_benefit = false",
        &[
            "weights.benefit",
            "weights.satisfaction",
            "weights.satisfaction_in_benefit",
        ],
    ),
    (
        "management = 21\nduties = 49",
        "management = 20\nduties = 50",
        &["department_weights.management", "department_weights.duties"],
    ),
    (
        "capacity = 12\nsatisfaction = 8",
        "capacity = 8\nsatisfaction = 12",
        &[
            "department_weights.capacity",
            "department_weights.satisfaction",
        ],
    ),
    (
        "weight = 10\nrate",
        "weight = 20\nrate",
        &["execution.weight"],
    ),
    (
        "number = \"proportional\"",
        "number = \"pass-mark\"",
        &["methods.number"],
    ),
    (
        "satisfaction = \"bands\"",
        "satisfaction = \"direct\"",
        &["methods.satisfaction"],
    ),
    ("linear-excess", "target-over-actual", &["methods.ceiling"]),
    ("pass_mark = 61", "pass_mark = 60", &["methods.pass_mark"]),
    ("\"spread\"", "\"full\"", &["methods.not_applicable"]),
    (
        "execution-rate = \"direct\"",
        "execution-rate = \"bands\"",
        &["rules.execution-rate.method"],
    ),
    (
        "method = \"bands\"",
        "method = \"deduction\"",
        &["rules.staffing-control-rate.method"],
    ),
    (
        "pass_mark = 62",
        "",
        &["rules.staffing-control-rate.pass_mark"],
    ),
    (
        "to = 100\n",
        "to = 101\n",
        &["rules.staffing-control-rate.bands[1].to"],
    ),
    (
        "share = 100",
        "share = 98",
        &["rules.staffing-control-rate.bands[1].share"],
    ),
    (
        "share = 7",
        "share = 8",
        &["rules.staffing-control-rate.bands[2].share"],
    ),
    (
        "step = 6",
        "step = 7",
        &["rules.staffing-control-rate.deduction.step"],
    ),
    (
        "points = 2",
        "points = \"2.5\"",
        &["rules.staffing-control-rate.deduction.points"],
    ),
    (
        "begun = \"whole\"",
        "begun = \"in-proportion\"",
        &["rules.staffing-control-rate.deduction.begun"],
    ),
    (
        "achieved = 80",
        "achieved = \"80.5%\"",
        &["levels.achieved"],
    ),
    (
        "partly_achieved = 63",
        "partly_achieved = 62",
        &["levels.partly_achieved"],
    ),
    ("from = 90\n", "from = 91\n", &["bands[1].from"]),
    ("share = 99", "share = 97", &["bands[1].share"]),
    ("share = 1\n", "share = 2\n", &["bands[2].share"]),
    (
        "[[bands]]\nfrom = 0",
        "[[bands]]\nfrom = 30\nshare = 30\n[[bands]]\nfrom = 0",
        &[
            "bands[2].from",
            "bands[2].share",
            "bands[3].from",
            "bands[3].share",
        ],
    ),
    ("step = 5", "step = 4", &["deduction.step"]),
    ("points = 3", "points = 4", &["deduction.points"]),
    ("\"free\"", "\"whole\"", &["deduction.begun"]),
    (
        "execution_below = 91",
        "execution_below = 90",
        &["explanations.execution_below"],
    ),
    (
        "points_lost = true",
        "points_lost = false",
        &["explanations.execution_only_where_points_lost"],
    ),
    (
        "copied_from = 60",
        "copied_from = 70",
        &["explanations.copied_from"],
    ),
    (
        "little_executed = 10",
        "little_executed = 5",
        &["explanations.little_executed"],
    ),
    (
        "explain_above = 130",
        "explain_above = 200",
        &["over_achievement.explain_above"],
    ),
    (
        "reduce_above = 150",
        "reduce_above = 200",
        &["over_achievement.reduce_above"],
    ),
    ("\"excess\"", "\"inverse\"", &["over_achievement.reduction"]),
    ("least = 11", "least = 0", &["over_achievement.least"]),
    ("excellent = 92", "excellent = 90", &["grades.excellent"]),
    ("good = 82", "good = 80", &["grades.good"]),
    ("fair = 64", "fair = 60", &["grades.fair"]),
];

fn read(text: &str) -> Policy {
    Policy::from_toml("full.toml", text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn paths(left: &Policy, right: &Policy) -> Vec<String> {
    diff(left, right).into_iter().map(|one| one.path).collect()
}

#[test]
fn a_changed_key_is_all_that_differs() {
    let full = read(FULL);
    for (from, to, expected) in CHANGES {
        assert!(FULL.contains(from), "{from}");
        let mut text = FULL.replacen(from, to, 1);
        if *expected == ["execution.weight"] {
            // What the execution rate gains, the two forms lose.
            text = text
                .replace("output = 35", "output = 25")
                .replace("duties = 49", "duties = 39");
            let found = paths(&full, &read(&text));
            assert_eq!(
                found,
                [
                    "execution.weight",
                    "weights.output",
                    "department_weights.duties"
                ]
            );
            continue;
        }
        assert_eq!(paths(&full, &read(&text)), *expected, "{to}");
        assert_eq!(
            paths(&read(&text), &full),
            *expected,
            "{to}, the other way round"
        );
    }
}

#[test]
fn every_value_is_changed_by_one_of_the_changes() {
    let named: BTreeSet<&str> = CHANGES
        .iter()
        .flat_map(|(_, _, paths)| *paths)
        .copied()
        .collect();
    for value in read(FULL).values() {
        // The last floor is 0, and must be.
        let fixed = value.path == "bands[2].from";
        assert!(
            fixed || named.contains(value.path.as_str()),
            "{}",
            value.path
        );
    }
}

#[test]
fn every_key_of_a_file_is_a_value() {
    let values = read(FULL).values();
    let known: BTreeSet<&str> = values.iter().map(|value| value.path.as_str()).collect();
    assert_eq!(known.len(), values.len(), "no path stands twice");
    let mut leaves = Vec::new();
    collect("", &toml::Value::Table(FULL.parse().unwrap()), &mut leaves);
    for leaf in leaves {
        let leaf = match leaf.as_str() {
            "basis" | "weights.satisfaction" => continue, // a weight of 0 is none
            "rules.execution-rate" => "rules.execution-rate.method".into(),
            _ => leaf,
        };
        assert!(known.contains(leaf.as_str()), "{leaf}");
    }
}

fn collect(path: &str, value: &toml::Value, leaves: &mut Vec<String>) {
    let below = |key: &str| {
        if path.is_empty() {
            key.to_string()
        } else {
            format!("{path}.{key}")
        }
    };
    match value {
        toml::Value::Table(table) => {
            for (key, value) in table {
                collect(&below(key), value, leaves);
            }
        }
        toml::Value::Array(items) => {
            for (count, item) in (1..).zip(items) {
                collect(&format!("{path}[{count}]"), item, leaves);
            }
        }
        _ => leaves.push(path.into()),
    }
}

#[test]
fn every_value_is_told_in_both_languages_and_has_its_basis() {
    for id in BUILTIN {
        let policy = Policy::builtin(id).unwrap();
        for value in policy.values() {
            for text in [
                &value.term.zh,
                &value.term.en,
                &value.value.zh,
                &value.value.en,
                &value.written,
            ] {
                assert!(!text.is_empty(), "{id}: {value:?}");
            }
            let head = [
                "id",
                "name",
                "name_en",
                "jurisdiction",
                "extends",
                "reconstruction",
                "weights.satisfaction_in_benefit",
            ];
            let head = head.contains(&value.path.as_str()) || value.path.starts_with("effective.");
            assert!(head || value.basis.is_some(), "{id}: {}", value.path);
        }
    }
}

#[test]
fn a_basis_of_a_policy_belongs_to_one_of_its_values() {
    for policy in BUILTIN
        .iter()
        .map(|id| Policy::builtin(id).unwrap())
        .chain([read(FULL)])
    {
        let values = policy.values();
        for path in policy
            .basis
            .keys()
            .filter(|path| !path.starts_with("weights."))
        {
            assert!(
                values.iter().any(|value| value.path == *path),
                "{}: {path}",
                policy.id
            );
        }
    }
}

fn shown(value: &PolicyValue) -> String {
    format!(
        "{} = {} | {} {} | {} {}",
        value.path, value.written, value.term.zh, value.value.zh, value.term.en, value.value.en
    )
}

#[test]
fn values_are_written_as_a_file_has_them_and_said_as_people_do() {
    let policy = read(FULL);
    let values: Vec<String> = policy.values().iter().map(shown).collect();
    insta::assert_snapshot!(values.join("\n"));
}

#[test]
fn the_order_is_that_of_the_policies_also_where_one_has_more() {
    let hubei = Policy::hubei_2023().unwrap();
    let found = paths(&Policy::mof_2020().unwrap(), &hubei);
    let tail: Vec<&str> = found
        .iter()
        .map(String::as_str)
        .skip_while(|path| *path != "execution.weight")
        .collect();
    assert_eq!(
        tail,
        [
            "execution.weight",
            "weights.output",
            "weights.benefit",
            "weights.satisfaction",
            "weights.satisfaction_in_benefit",
            "levels.partly_achieved"
        ]
    );
}

proptest! {
    #[test]
    fn a_diff_turned_round_is_the_same_diff_turned_round(one in prop::sample::subsequence((0..CHANGES.len()).collect::<Vec<_>>(), 0..6), other in prop::sample::select(BUILTIN.to_vec())) {
        let text = one.iter().fold(FULL.to_string(), |text, at| {
            let (from, to, _) = CHANGES[*at];
            text.replacen(from, to, 1)
        });
        let Ok(left) = Policy::from_toml("left.toml", &text) else { return Ok(()) };
        let right = Policy::builtin(other).unwrap();
        let turned: BTreeSet<_> = diff(&right, &left).into_iter().map(|one| (one.path, one.right.map(|value| value.written), one.left.map(|value| value.written))).collect();
        let straight: BTreeSet<_> = diff(&left, &right).into_iter().map(|one| (one.path, one.left.map(|value| value.written), one.right.map(|value| value.written))).collect();
        prop_assert_eq!(straight, turned);
        prop_assert!(diff(&left, &left).is_empty());
    }
}
