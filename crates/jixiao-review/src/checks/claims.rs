#![doc = include_str!("claims.md")]

use std::sync::Arc;

use jixiao_model::{Bilingual, Grade, Percent, Place, Points, RateId};
use jixiao_scoring::policy::Policy;

use super::after_year_end::claims_late_points;
use super::beyond_weight::{is_beyond, is_execution_beyond, is_total_beyond};
use super::stated::same_percent;
use super::{Form, alike, claimed_grade, claimed_sum, forms, quoted};
use crate::{Check, Code, Concerned, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(102);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "填报得分与计算不一致",
    en: "Claims that differ from the rule",
    page: include_str!("claims.md"),
    run: check,
};

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for form in forms(subject) {
        indicators(subject.policy, &form, findings);
        // Of a form without indicators no total can be computed that a claim could be held against.
        if !form.indicators.is_empty() {
            whole(subject.policy, &form, findings);
        }
    }
    rates(subject, findings);
}

/// The rates that a department's form shows where a rule computes them.
fn rates(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let Some(department) = &subject.submission.department else {
        return;
    };
    let Some(score) = &subject.evaluation.department else {
        return;
    };
    for indicator in &department.indicators {
        let claimed = &indicator.actual;
        let rate = indicator.rule.and_then(|rule| score.rate(rule)?.rate());
        let (Some(rate), Some(text)) = (rate, shown_rate(claimed.value.text())) else {
            continue;
        };
        let computed = rate.shown();
        if readings(&text).any(|told| same_percent(&text, told, computed)) {
            continue;
        }
        let name = &indicator.name.value;
        findings.push(finding(
            Some(Concerned::Department),
            Some(name.to_string()),
            (
                format!("指标{}的实际完成值", quoted(name)),
                format!("actual of \"{name}\""),
            ),
            (alike(claimed.value.text()), alike(computed.to_string())),
            claimed.place.clone(),
        ));
    }
}

/// The text of a rate; none where the text is no number, such as a dash.
fn shown_rate(text: &str) -> Option<String> {
    let plain = jixiao_model::normalise(text);
    plain.parse::<Percent>().is_ok().then_some(plain)
}

/// What a text may say: a bare 0.99 may be a share or a percentage.
fn readings(text: &str) -> impl Iterator<Item = Percent> {
    let told = text.parse::<Percent>().ok();
    let share = told
        .filter(|_| !text.contains('%'))
        .and_then(|told| Percent::from_hundredths(told.hundredths().checked_mul(100)?).ok());
    told.into_iter().chain(share)
}

fn indicators(policy: &Policy, form: &Form<'_>, findings: &mut Vec<Finding>) {
    for (indicator, score) in form.indicators.iter().zip(&form.score.indicators) {
        let Some(claimed) = &indicator.claimed else {
            continue;
        };
        // What no weight allows, and what came after the year's end, have checks of their own.
        if is_beyond(policy, indicator, score) || claims_late_points(indicator, form.year) {
            continue;
        }
        let computed = score.as_ref().map_or(Points::ZERO, |scored| scored.points);
        if claimed.value != computed {
            let name = &indicator.name.value;
            let subject = (
                format!("指标{}得分", quoted(name)),
                format!("points of \"{name}\""),
            );
            let values = (
                alike(claimed.value.to_string()),
                alike(computed.to_string()),
            );
            findings.push(finding(
                Some(form.concerned()),
                Some(name.to_string()),
                subject,
                values,
                claimed.place.clone(),
            ));
        }
    }
}

/// What the form claims of itself, but for what already contradicts the form itself: that is objected to elsewhere, once.
fn whole(policy: &Policy, form: &Form<'_>, findings: &mut Vec<Finding>) {
    let (claims, score) = (form.claims, form.score);
    let execution = claims.execution_points.as_ref();
    let execution = execution.filter(|_| !is_execution_beyond(policy, form));
    let total_is_told =
        is_total_beyond(policy, form) || claimed_sum::differing(policy, form).is_some();
    let total = claims.total.as_ref().filter(|_| !total_is_told);
    let points = [
        (
            Some(RateId::Execution.term().to_string()),
            "预算执行率得分",
            "points of the execution rate",
            execution,
            score.execution_points,
        ),
        (None, "总分", "total", total, score.total),
    ];
    for (indicator, zh, en, claimed, computed) in points {
        let Some(claimed) = claimed.filter(|claimed| claimed.value != computed) else {
            continue;
        };
        let values = (
            alike(claimed.value.to_string()),
            alike(computed.to_string()),
        );
        findings.push(finding(
            Some(form.concerned()),
            indicator,
            (zh.into(), en.into()),
            values,
            claimed.place.clone(),
        ));
    }
    if let Some(claimed) = claims
        .grade
        .as_ref()
        .filter(|claimed| Some(claimed.value) != score.grade)
        .filter(|_| claimed_grade::differing(policy, claims).is_none())
    {
        let values = (grade(Some(claimed.value)), grade(score.grade));
        findings.push(finding(
            Some(form.concerned()),
            None,
            ("等级".into(), "grade".into()),
            values,
            claimed.place.clone(),
        ));
    }
}

fn grade(grade: Option<Grade>) -> Bilingual {
    grade.map_or_else(
        || Bilingual::new("无", "none"),
        |grade| Bilingual::new(format!("“{grade}”"), grade.english()),
    )
}

/// A value behind Chinese words: a number stands apart, a word in quotes does not.
fn apart(value: &str) -> String {
    if value.starts_with('“') {
        return value.to_string();
    }
    format!(" {value}")
}

fn finding(
    project: Option<Concerned>,
    indicator: Option<String>,
    (zh, en): (String, String),
    (claimed, computed): (Bilingual, Bilingual),
    place: Option<Arc<Place>>,
) -> Finding {
    Finding {
        code: CODE,
        indicator,
        expected: Bilingual::new(
            format!("按规则计算为{}", apart(&computed.zh)),
            format!("{} by the rule", computed.en),
        ),
        found: Bilingual::new(
            format!("填报为{}", apart(&claimed.zh)),
            format!("{} claimed", claimed.en),
        ),
        severity: Severity::Warning,
        project,
        message: Bilingual::new(
            format!(
                "{zh}填报为{}，按规则计算为{}",
                apart(&claimed.zh),
                apart(&computed.zh)
            ),
            format!(
                "{en}: the form claims {}, the rule gives {}",
                claimed.en, computed.en
            ),
        ),
        mend: Bilingual::new(
            "请核对，有误的请更正填报值",
            "check the claim, and mend it where it is wrong",
        ),
        place,
    }
}
