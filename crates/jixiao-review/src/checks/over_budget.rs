#![doc = include_str!("over_budget.md")]

use std::sync::Arc;

use jixiao_model::{Amount, Bilingual, Funds, Place};

use super::{explains_execution, forms};
use crate::{Check, Code, Concerned, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(104);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "执行数与预算数",
    en: "Executed and budget",
    page: include_str!("over_budget.md"),
    run: check,
};

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for form in forms(subject) {
        if form.deviations.iter().any(explains_execution) {
            continue;
        }
        let sum = |pick: fn(&Funds) -> Amount| Amount::sum(form.funds.iter().map(|row| pick(row)));
        let budget = sum(|row| row.budget.value);
        let executed = sum(|row| row.executed.value);
        if let (Ok(budget), Ok(executed)) = (budget, executed) {
            findings.extend(finding(
                form.concerned(),
                budget,
                executed,
                form.executed_place(),
            ));
        }
    }
}

fn finding(
    project: Option<Concerned>,
    budget: Amount,
    executed: Amount,
    place: Option<Arc<Place>>,
) -> Option<Finding> {
    // Spending without any budget has no rate, and a check of its own.
    let (message, expected) = if executed.is_negative() {
        (
            Bilingual::new(
                format!("全年执行数为负（{executed} 万元）"),
                format!("what was executed is negative ({executed} 万元)"),
            ),
            Bilingual::new("全年执行数不为负", "nothing below zero"),
        )
    } else if executed > budget && budget > Amount::ZERO {
        (
            Bilingual::new(
                format!("全年执行数 {executed} 万元大于全年预算数 {budget} 万元"),
                format!("{executed} 万元 executed are more than the budget of {budget} 万元"),
            ),
            Bilingual::new(
                format!("不大于全年预算数 {budget} 万元"),
                format!("at most the budget of {budget} 万元"),
            ),
        )
    } else {
        return None;
    };
    Some(Finding {
        code: CODE,
        indicator: None,
        expected,
        found: Bilingual::new(
            format!("全年执行数 {executed} 万元"),
            format!("{executed} 万元 executed"),
        ),
        severity: Severity::Warning,
        project,
        message,
        mend: Bilingual::new(
            "请核对两个数，或在偏差原因中说明",
            "mend one of the two, or explain it among the deviations",
        ),
        place,
    })
}
