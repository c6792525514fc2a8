#![doc = include_str!("beyond_weight.md")]

use std::sync::Arc;

use jixiao_model::{Bilingual, Fraction, Indicator, Place, Points, RateId, Traced, Weight};
use jixiao_scoring::policy::Policy;
use jixiao_scoring::{PointsRounding, ScoreError, Scored};

use super::{Form, forms, quoted};
use crate::{Check, Code, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(105);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "填报得分超出分值",
    en: "Claims beyond the weight",
    page: include_str!("beyond_weight.md"),
    run: check,
};

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for form in forms(subject) {
        let before = findings.len();
        for (indicator, score) in form.indicators.iter().zip(&form.score.indicators) {
            findings.extend(of_indicator(subject.policy, &form, indicator, score));
        }
        findings.extend(of_execution(subject.policy, &form));
        // A total follows its rows: beside one of them it is no fault of its own.
        if findings.len() == before {
            findings.extend(of_total(subject.policy, &form));
        }
    }
}

fn of_indicator(
    policy: &Policy,
    form: &Form<'_>,
    indicator: &Indicator,
    score: &Result<Scored, ScoreError>,
) -> Option<Finding> {
    let claimed = indicator.claimed.as_ref()?;
    if !is_beyond(policy, indicator, score) {
        return None;
    }
    let name = indicator.name.value.as_str();
    let whose = (
        format!("指标{}得分", quoted(name)),
        format!("points of \"{name}\""),
    );
    Some(Finding {
        indicator: Some(name.to_string()),
        ..finding(form, whose, claimed, most_of(policy, indicator, score))
    })
}

fn of_execution(policy: &Policy, form: &Form<'_>) -> Option<Finding> {
    let claimed = form.claims.execution_points.as_ref()?;
    let most = policy.execution_weight.full();
    if !is_outside(claimed.value, most) {
        return None;
    }
    let whose = (
        "预算执行率得分".into(),
        "points of the execution rate".into(),
    );
    Some(Finding {
        indicator: Some(RateId::Execution.term().to_string()),
        ..finding(form, whose, claimed, most)
    })
}

fn of_total(policy: &Policy, form: &Form<'_>) -> Option<Finding> {
    let claimed = form.claims.total.as_ref()?;
    let most = whole(policy, form)?;
    if !is_outside(claimed.value, most) {
        return None;
    }
    Some(finding(
        form,
        ("总分".into(), "the total".into()),
        claimed,
        most,
    ))
}

/// Are the claimed points of an indicator more than it can earn, or below zero?
pub(super) fn is_beyond(
    policy: &Policy,
    indicator: &Indicator,
    score: &Result<Scored, ScoreError>,
) -> bool {
    let claimed = indicator.claimed.as_ref();
    claimed.is_some_and(|claimed| is_outside(claimed.value, most_of(policy, indicator, score)))
}

/// Are the claimed points of the execution rate more than its weight, or below zero?
pub(super) fn is_execution_beyond(policy: &Policy, form: &Form<'_>) -> bool {
    of_execution(policy, form).is_some()
}

/// Are the claimed points of any row more than it can earn, or below zero?
pub(super) fn is_any_row_beyond(policy: &Policy, form: &Form<'_>) -> bool {
    let mut scored = form.indicators.iter().zip(&form.score.indicators);
    scored.any(|(indicator, score)| is_beyond(policy, indicator, score))
        || is_execution_beyond(policy, form)
}

/// Is the claimed total more than all weights together, or below zero?
pub(super) fn is_total_beyond(policy: &Policy, form: &Form<'_>) -> bool {
    of_total(policy, form).is_some()
}

fn is_outside(claimed: Points, most: Points) -> bool {
    claimed < Points::ZERO || claimed > most
}

/// The most that an indicator can earn: its weight, or what that is raised to where the weight of others is spread over it.
fn most_of(policy: &Policy, indicator: &Indicator, score: &Result<Scored, ScoreError>) -> Points {
    let weight = indicator.weight.value;
    let raise = score.as_ref().ok().map(|scored| scored.raise.fraction());
    let raise = raise.filter(|raise| *raise != Fraction::ONE);
    let raised = raise.and_then(|raise| raised(weight, raise, policy.rounding));
    raised.unwrap_or(weight.full())
}

/// A raised weight, rounded as points are.
fn raised(weight: Weight, raise: Fraction, rounding: PointsRounding) -> Option<Points> {
    let places = rounding.decimals();
    let exact = Fraction::new(i128::from(weight.steps()), 10_000).ok()?;
    let count = exact
        .times(raise)
        .ok()?
        .round(places, rounding.rounding())
        .ok()?;
    let steps = 10_i64.checked_pow(4_u32.checked_sub(places)?)?;
    Points::from_steps(i64::try_from(count).ok()?.checked_mul(steps)?).ok()
}

/// All weights of a form together; none where it has no indicators, since then a table of results is all that is known: that holds 100.
fn whole(policy: &Policy, form: &Form<'_>) -> Option<Points> {
    if form.indicators.is_empty() {
        return Some(Points::HUNDRED);
    }
    let weights = form.indicators.iter().map(|one| one.weight.value.full());
    Points::sum(weights)
        .and_then(|sum| sum.plus(policy.execution_weight.full()))
        .ok()
}

fn finding(
    form: &Form<'_>,
    (zh, en): (String, String),
    claimed: &Traced<Points>,
    most: Points,
) -> Finding {
    let (value, place): (Points, Option<Arc<Place>>) = (claimed.value, claimed.place.clone());
    let message = if value < Points::ZERO {
        Bilingual::new(
            format!("{zh}填报为 {value}，低于 0"),
            format!("{en}: {value} is claimed, below 0"),
        )
    } else {
        Bilingual::new(
            format!("{zh}填报为 {value}，超出分值 {most}"),
            format!("{en}: {value} is claimed, beyond the weight of {most}"),
        )
    };
    Finding {
        code: CODE,
        severity: Severity::Error,
        project: Some(form.concerned()),
        indicator: None,
        message,
        expected: Bilingual::new(format!("0 至 {most} 分"), format!("0 to {most} points")),
        found: Bilingual::new(format!("{value} 分"), format!("{value} points")),
        mend: Bilingual::new(
            "请更正填报的得分或分值",
            "mend the claimed points, or the weight",
        ),
        place,
    }
}
