#![doc = include_str!("over_achievement.md")]

use jixiao_model::{Bilingual, Goal, Indicator, Percent, Rate};
use jixiao_scoring::rules::over_achievement::exceeds;
use jixiao_scoring::{ScoreError, Scored};

use super::{explains, forms, quoted};
use crate::{Check, Code, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(401);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "超额完成较多",
    en: "Far above the target",
    page: include_str!("over_achievement.md"),
    run: check,
};

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let above = subject.policy.over_achievement.explain_above;
    for form in forms(subject) {
        for (indicator, score) in form.indicators.iter().zip(&form.score.indicators) {
            let Some(share) = share_above(indicator, score, above) else {
                continue;
            };
            let name = &indicator.name.value;
            if form
                .deviations
                .iter()
                .any(|deviation| explains(deviation, name))
            {
                continue;
            }
            findings.push(Finding {
                code: CODE,
                indicator: Some(name.to_string()),
                expected: Bilingual::new(
                    format!("不高于指标值的 {above}，或有说明"),
                    format!("at most {above} of the target, or a word why"),
                ),
                found: Bilingual::new(
                    format!("指标值的 {share}，没有说明"),
                    format!("{share} of the target, and no word"),
                ),
                severity: Severity::Note,
                project: Some(form.concerned()),
                message: Bilingual::new(
                    format!(
                        "指标{}完成指标值的 {share}，高于 {above}，没有说明",
                        quoted(name)
                    ),
                    format!(
                        "\"{name}\" reached {share} of its target, above {above}, without a word"
                    ),
                ),
                mend: Bilingual::new(
                    "请说明原因，指标值偏低的请重定",
                    "explain it, or set the target anew where it was too low",
                ),
                place: indicator.actual.place.clone(),
            });
        }
    }
}

/// Was the target of an indicator so far exceeded that it owes a word?
pub(super) fn is_far_above(indicator: &Indicator, scored: &Scored, above: Percent) -> bool {
    let held = scored.derivation.held();
    !is_range(indicator) && held.is_some_and(|held| exceeds(&held, above))
}

fn is_range(indicator: &Indicator) -> bool {
    matches!(indicator.target.value.goal(), Goal::Range { .. })
}

/// The share of a floor that was reached, where it lies above the threshold. A range is no floor: what lies within it is as it should be.
fn share_above(
    indicator: &Indicator,
    score: &Result<Scored, ScoreError>,
    above: Percent,
) -> Option<Percent> {
    let scored = score.as_ref().ok()?;
    if !is_far_above(indicator, scored, above) {
        return None;
    }
    let held = scored.derivation.held()?;
    let share = Rate::of_quantities(held.actual, held.target).ok()?;
    Some(share.shown())
}
