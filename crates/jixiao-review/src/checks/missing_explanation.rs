#![doc = include_str!("missing_explanation.md")]

use jixiao_model::{Bilingual, Deviation, Indicator, RateId};
use jixiao_scoring::policy::Policy;
use jixiao_scoring::{FormScore, Scored};

use super::{
    Form, concerns, concerns_execution, explains, explains_execution, forms, remedy_is_told,
};
use crate::{Check, Code, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(301);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "缺少偏差原因",
    en: "A missing explanation",
    page: include_str!("missing_explanation.md"),
    run: check,
};

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for form in forms(subject) {
        let deviations = form.deviations;
        // What cannot be scored has a check of its own.
        let scored = form.indicators.iter().zip(&form.score.indicators);
        let scored =
            scored.filter_map(|(indicator, score)| Some((indicator, score.as_ref().ok()?)));
        for (indicator, scored) in scored.filter(|(_, scored)| !scored.is_full()) {
            let name = &indicator.name.value;
            if !deviations.iter().any(|deviation| explains(deviation, name)) {
                findings.push(of_indicator(&form, indicator, scored));
            }
        }
        findings.extend(of_execution(subject, &form, deviations));
    }
}

fn of_indicator(form: &Form<'_>, indicator: &Indicator, scored: &Scored) -> Finding {
    let (name, points, weight) = (&indicator.name.value, scored.points, scored.weight);
    Finding {
        code: CODE,
        indicator: Some(name.to_string()),
        expected: Bilingual::new("写有偏差原因", "a cause"),
        found: Bilingual::new(
            format!("得 {points} 分（分值 {weight}），没有偏差原因"),
            format!("{points} of {weight}, and no cause"),
        ),
        severity: Severity::Warning,
        project: Some(form.concerned()),
        message: Bilingual::new(
            format!("指标“{name}”得 {points} 分（分值 {weight}），没有偏差原因"),
            format!("\"{name}\" earned {points} of {weight} and has no cause"),
        ),
        mend: mend(form.deviations, |one| concerns(one, name)),
        place: indicator.name.place.clone(),
    }
}

fn of_execution(
    subject: &Subject<'_>,
    form: &Form<'_>,
    deviations: &[Deviation],
) -> Option<Finding> {
    if !execution_is_owed(subject.policy, form.score, deviations) {
        return None;
    }
    let rate = form.score.execution_rate.rate()?;
    let below = subject.policy.explanations.execution_below;
    Some(Finding {
        code: CODE,
        indicator: Some(RateId::Execution.term().to_string()),
        expected: Bilingual::new("写有偏差原因", "a cause"),
        found: Bilingual::new(
            format!("预算执行率 {rate}，没有偏差原因"),
            format!("{rate}, and no cause"),
        ),
        severity: Severity::Warning,
        project: Some(form.concerned()),
        message: Bilingual::new(
            format!("预算执行率 {rate}，低于 {below}，没有偏差原因"),
            format!("the execution rate of {rate} is below {below} and has no cause"),
        ),
        mend: mend(deviations, concerns_execution),
        place: form.executed_place(),
    })
}

/// Is the execution rate of a form so low that it owes a cause, and is there none?
pub fn execution_is_owed(policy: &Policy, score: &FormScore, deviations: &[Deviation]) -> bool {
    execution_is_low(policy, score) && !deviations.iter().any(explains_execution)
}

/// Is the execution rate of a form so low that it owes a cause?
pub(super) fn execution_is_low(policy: &Policy, score: &FormScore) -> bool {
    let terms = policy.explanations;
    let lost = score.execution_points < policy.execution_weight.full();
    let low = score
        .execution_rate
        .rate()
        .is_some_and(|rate| rate < terms.execution_below.rate());
    low && (lost || !terms.execution_only_where_points_lost)
}

/// What is to be added: the cause, and the remedy where none is told either.
fn mend(deviations: &[Deviation], concerns: impl Fn(&Deviation) -> bool) -> Bilingual {
    let mut concerned = deviations.iter().filter(|one| concerns(one));
    if concerned.any(remedy_is_told) {
        return Bilingual::new("请补写偏差原因", "add its cause");
    }
    Bilingual::new("请补写偏差原因及改进措施", "add its cause and remedy")
}
