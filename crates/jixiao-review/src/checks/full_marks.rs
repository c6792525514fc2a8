#![doc = include_str!("full_marks.md")]

use jixiao_model::{Bilingual, Percent};
use jixiao_scoring::Scored;

use super::missing_explanation::execution_is_owed;
use super::{Form, explains_execution, forms};
use crate::{Check, Code, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(404);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "全部指标得满分而资金未用完",
    en: "Full marks with money unspent",
    page: include_str!("full_marks.md"),
    run: check,
};

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let below = subject.policy.explanations.execution_below;
    for form in forms(subject) {
        let Some(rate) = form.executed_below(below) else {
            continue;
        };
        if form.deviations.iter().any(explains_execution) {
            continue;
        }
        // Where the policy asks for a cause anyhow, that it is missing is said once.
        if execution_is_owed(subject.policy, form.score, form.deviations) {
            continue;
        }
        if let Some(marks) = full_marks(&form) {
            findings.push(finding(&form, marks, rate, below));
        }
    }
}

/// Who gives every indicator its full points.
#[derive(Clone, Copy)]
enum Marks {
    Computed,
    Claimed,
}

fn full_marks(form: &Form<'_>) -> Option<Marks> {
    let applying = || {
        let scored = form.indicators.iter().zip(&form.score.indicators);
        scored.filter(|(indicator, _)| !indicator.not_applicable)
    };
    applying().next()?;
    if applying().all(|(_, score)| score.as_ref().is_ok_and(Scored::is_full)) {
        return Some(Marks::Computed);
    }
    let is_claimed_full = applying().all(|(indicator, _)| {
        let claimed = indicator.claimed.as_ref();
        claimed.is_some_and(|claimed| claimed.value == indicator.weight.value.full())
    });
    is_claimed_full.then_some(Marks::Claimed)
}

fn finding(form: &Form<'_>, marks: Marks, rate: Percent, below: Percent) -> Finding {
    let (zh, en) = match marks {
        Marks::Computed => ("各项指标均得满分", "every indicator earns its full points"),
        Marks::Claimed => (
            "各项指标均填报满分",
            "every indicator is claimed at its full points",
        ),
    };
    Finding {
        code: CODE,
        severity: Severity::Warning,
        project: Some(form.concerned()),
        indicator: None,
        message: Bilingual::new(
            format!("{zh}，预算执行率却只有 {rate}，没有说明"),
            format!("{en}, yet the execution rate is only {rate}, without a word"),
        ),
        expected: Bilingual::new(
            format!("执行率不低于 {below}，或有说明"),
            format!("a rate of at least {below}, or a cause"),
        ),
        found: Bilingual::new(
            format!("满分，执行率 {rate}"),
            format!("full points at {rate}"),
        ),
        mend: Bilingual::new(
            "请说明资金没有用完而任务已完成的原因；指标值偏低或预算偏高的，下年调整",
            "say why the work was done with money left over; targets that were too low, or a budget that was too high, are set anew next year",
        ),
        place: form.executed_place(),
    }
}
