#![doc = include_str!("weights.md")]

use jixiao_model::{Bilingual, Points, RemarkKind};

use super::{Form, alike, forms};
use crate::{Check, Code, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(1);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "分值合计",
    en: "Weights of a form",
    page: include_str!("weights.md"),
    run: check,
};

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let execution = subject.policy.execution_weight;
    for form in forms(subject) {
        let weights = form.indicators.iter().map(|one| one.weight.value.full());
        let Ok(sum) = Points::sum(weights).and_then(|sum| sum.plus(execution.full())) else {
            continue;
        };
        if sum == Points::HUNDRED {
            continue;
        }
        if form.indicators.is_empty() {
            if !is_told_unpaired(subject, &form) {
                findings.push(without_indicators(&form));
            }
            continue;
        }
        let first = form.indicators.first();
        findings.push(Finding {
            code: CODE,
            indicator: None,
            expected: Bilingual::new("分值合计 100", "weights that sum to 100"),
            found: alike(sum.to_string()),
            severity: Severity::Error,
            project: Some(form.concerned()),
            message: Bilingual::new(
                format!("分值合计为 {sum}（其中预算执行率 {execution}），应为 100"),
                format!("the weights sum to {sum} (execution rate {execution}), not to 100"),
            ),
            mend: Bilingual::new("请调整各指标分值", "adjust the indicators' weights"),
            place: first.and_then(|one| one.weight.place.clone()),
        });
    }
}

/// Is it the row of a summary of which [`unpaired`] tells that no form was read? The whole of such a project stands where its name does.
fn is_told_unpaired(subject: &Subject<'_>, form: &Form<'_>) -> bool {
    let Some(place) = form.project.and_then(|project| project.name.place.as_ref()) else {
        return false;
    };
    if form.goal.expected.place.as_ref() != Some(place) {
        return false;
    }
    let mut remarks = subject.submission.remarks.iter();
    remarks.any(|one| one.kind == RemarkKind::Unpaired && one.place.as_ref() == Some(place))
}

/// A form of which only the money is known, as a summary has it.
fn without_indicators(form: &Form<'_>) -> Finding {
    Finding {
        code: CODE,
        indicator: None,
        expected: Bilingual::new("绩效指标", "indicators"),
        found: Bilingual::new("没有绩效指标", "no indicators"),
        severity: Severity::Error,
        project: Some(form.concerned()),
        message: Bilingual::new(
            "没有绩效指标，总分只有预算执行率的得分",
            "there are no indicators; the total holds the points of the execution rate only",
        ),
        mend: Bilingual::new("请补上绩效指标", "add the indicators"),
        place: form.executed_place(),
    }
}
