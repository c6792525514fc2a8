//! Where the amounts of a rate are missing, a clerk is told a table and keys that the dataset takes, and that give the rate.
#![cfg(feature = "import")]

use jixiao::Assessment;
use jixiao::import::read_texts;
use jixiao::model::RateId;
use jixiao::scoring::ScoreError;

const UNIT: &str = r#"
unit = { name = "某局", year = 2023, policy = "mof-2020" }
[[department.indicators]]
level1 = "部门管理"
level2 = "资金投入"
name = "比率"
target = "≥50%"
weight = 90
rule = "#;

/// The table and the keys that are named for a rate.
fn named(rule: RateId) -> (String, Vec<String>) {
    let said = ScoreError::MissingAmounts.speak_of(Some(rule)).en;
    let (_, mend) = said.split_once("; write ").unwrap();
    let (keys, table) = mend.split_once(" in ").unwrap();
    (table.into(), keys.split(", ").map(String::from).collect())
}

#[test]
fn the_table_that_is_named_gives_the_rate() {
    let all = RateId::ALL.iter().copied();
    for rule in all.filter(|rule| *rule != RateId::SelfEvaluationCoverage) {
        let (table, keys) = named(rule);
        let three_public = rule == RateId::ThreePublicControl;
        let lines = keys.iter().map(|key| {
            let value = if three_public {
                "{ budget = 5, spent = 5 }"
            } else {
                "5"
            };
            format!("{key} = {value}\n")
        });
        let lines: String = lines.collect();
        let total = match rule {
            RateId::Execution => "",
            _ => "[department.spending.total]\nbudget = 5\nexecuted = 5\n",
        };
        let text = format!("{UNIT}\"{}\"\n{total}{table}\n{lines}", rule.id());
        let submission = read_texts(&[("unit.toml", &text)]);
        let submission = submission.unwrap_or_else(|error| panic!("{rule:?}: {error}"));
        let assessment = Assessment::new(submission, None).unwrap();
        let score = assessment.evaluation.department.unwrap();
        assert!(score.rate(rule).is_some(), "{rule:?}");
        assert_ne!(
            score.form.indicators[0],
            Err(ScoreError::MissingAmounts),
            "{rule:?}"
        );
    }
}

#[test]
fn other_reasons_and_indicators_without_a_rule_name_no_table() {
    let coverage = Some(RateId::SelfEvaluationCoverage);
    for (error, rule) in [
        (ScoreError::MissingActual, Some(RateId::StaffingControl)),
        (ScoreError::MissingAmounts, None),
        (ScoreError::MissingAmounts, coverage),
    ] {
        let said = error.speak_of(rule);
        assert!(!said.zh.contains('[') && !said.en.contains('['), "{said:?}");
    }
}
