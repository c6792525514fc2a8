#![doc = include_str!("incomplete_claims.md")]

use jixiao_model::{Bilingual, Indicator, RateId};

use super::{Form, few, forms};
use crate::{Check, Code, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(5);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "填报不全",
    en: "Incomplete claims",
    page: include_str!("incomplete_claims.md"),
    run: check,
};

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for form in forms(subject) {
        // What lacks indicators is objected to elsewhere, once.
        if form.indicators.is_empty() || !claims_points(&form) {
            continue;
        }
        let mut missing: Vec<&str> = form
            .indicators
            .iter()
            .filter(|one| lacks(one))
            .map(name)
            .collect();
        let weighs = subject.policy.execution_weight.steps() > 0;
        if weighs && form.claims.execution_points.is_none() {
            missing.push(RateId::Execution.term());
        }
        if !missing.is_empty() {
            findings.push(finding(&form, &missing));
        }
    }
}

fn name(indicator: &Indicator) -> &str {
    indicator.name.value.as_str()
}

/// Has an indicator that applies no claimed points?
fn lacks(indicator: &Indicator) -> bool {
    indicator.claimed.is_none() && !indicator.not_applicable
}

/// Does a form claim any points at all?
fn claims_points(form: &Form<'_>) -> bool {
    let claims = form.claims;
    claims.total.is_some()
        || claims.execution_points.is_some()
        || form.indicators.iter().any(|one| one.claimed.is_some())
}

fn finding(form: &Form<'_>, missing: &[&str]) -> Finding {
    let names = few(missing);
    let first = form.indicators.iter().find(|one| lacks(one));
    let place = first.and_then(|one| one.weight.place.clone());
    Finding {
        code: CODE,
        severity: Severity::Warning,
        project: Some(form.concerned()),
        indicator: None,
        message: Bilingual::new(
            format!("填报了得分，但没有填全，缺：{}", names.zh),
            format!("points are claimed, but none for {}", names.en),
        ),
        expected: Bilingual::new("各项得分齐全", "points for every row"),
        found: Bilingual::new(
            format!("缺 {} 项", missing.len()),
            format!("{} missing", missing.len()),
        ),
        mend: Bilingual::new("请补填各项得分", "fill in the points of every row"),
        place: place.or_else(|| form.executed_place()),
    }
}
