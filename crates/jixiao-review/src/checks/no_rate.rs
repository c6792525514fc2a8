#![doc = include_str!("no_rate.md")]

use std::sync::Arc;

use jixiao_model::{Bilingual, DepartmentForm, Funds, Name, Place, RateId, Speak};
use jixiao_scoring::{NoRate, RateOutcome};

use super::forms;
use crate::{Check, Code, Concerned, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(101);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "无法计算的比率",
    en: "Rates without a value",
    page: include_str!("no_rate.md"),
    run: check,
};

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for form in forms(subject) {
        if form.project.is_none() {
            continue; // Its execution rate is among the department's rates.
        }
        if let RateOutcome::Undefined(reason) = form.score.execution_rate {
            let name = RateId::Execution;
            findings.push(Finding {
                project: Some(form.concerned()),
                place: form.executed_place(),
                ..finding(name.term(), name.english(), reason)
            });
        }
    }
    let department = subject.evaluation.department.iter();
    for (rule, outcome) in department.flat_map(|score| &score.rates) {
        if let RateOutcome::Undefined(reason) = outcome {
            let form = subject.submission.department.as_ref();
            if form.is_some_and(|form| is_explained(form, *rule, *reason)) {
                continue;
            }
            findings.push(Finding {
                project: Some(Concerned::Department),
                place: form.and_then(|form| place(form, *rule)),
                ..finding(rule.term(), rule.english(), *reason)
            });
        }
    }
    if let RateOutcome::Undefined(reason) = subject.evaluation.summary.coverage {
        let budgeted = subject.submission.unit.budgeted_projects.as_ref();
        findings.push(Finding {
            place: budgeted.and_then(|count| count.place.clone()),
            ..finding("自评覆盖率", "self-evaluation coverage", reason)
        });
    }
}

/// Does the department's form give the explanation that is all that a rate without a value asks for?
fn is_explained(form: &DepartmentForm, rule: RateId, reason: NoRate) -> bool {
    if reason.is_error() {
        return false;
    }
    let of_rule = form.indicators.iter().filter(|one| one.rule == Some(rule));
    let names: Vec<&str> = of_rule.map(|one| one.name.value.as_str()).collect();
    let mut deviations = form.deviations.iter();
    deviations.any(|deviation| {
        let name = deviation.indicator.as_ref().map(Name::as_str);
        let concerns = name.is_none_or(|name| name == rule.term() || names.contains(&name));
        concerns && !deviation.cause.value.trim().is_empty()
    })
}

fn finding(term: &str, english: &str, reason: NoRate) -> Finding {
    let severity = if reason.is_error() {
        Severity::Error
    } else {
        Severity::Warning
    };
    Finding {
        code: CODE,
        indicator: Some(term.to_string()),
        expected: Bilingual::new("能够计算的比率", "a rate with a value"),
        found: reason.reason(),
        severity,
        project: None,
        message: Bilingual::new(
            format!("{term}没有数值"),
            format!("the {english} has no value"),
        ),
        mend: reason.speak(),
        place: None,
    }
}

/// Where the denominator of a rate stands.
fn place(form: &DepartmentForm, rule: RateId) -> Option<Arc<Place>> {
    let budget = |funds: &Funds| funds.budget.place.clone();
    match rule {
        RateId::Execution => budget(&form.total),
        RateId::BasicExecution => form.basic.as_ref().and_then(budget),
        RateId::ProjectExecution => form.project.as_ref().and_then(budget),
        RateId::ThreePublicControl => {
            let parts = form.three_public.as_ref()?;
            let parts = [&parts.abroad, &parts.vehicles, &parts.reception];
            parts.into_iter().flatten().next()?.budget.place.clone()
        }
        RateId::CarryOverChange => form.carry_over.as_ref()?.previous.place.clone(),
        RateId::StaffingControl => form.staffing.as_ref()?.quota.place.clone(),
        _ => form.figures(rule)?.values().first()?.place.clone(),
    }
}
