#![doc = include_str!("over_achievement.md")]

use jixiao_model::{Bilingual, Percent, Quantity, Rate};
use jixiao_scoring::Held;

use super::{explains, forms};
use crate::{Code, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(401);

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let above = subject.policy.explanations.over_achievement_above;
    for form in forms(subject) {
        for (indicator, score) in form.indicators.iter().zip(&form.score.indicators) {
            let held = score
                .as_ref()
                .ok()
                .and_then(|scored| scored.derivation.held());
            let Some(share) = held.and_then(|held| exceeds(&held, above)) else {
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
                severity: Severity::Note,
                project: form.concerned(),
                message: Bilingual::new(
                    format!("指标“{name}”完成指标值的 {share}，高于 {above}，没有说明"),
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

/// The share of a floor that was reached, where it lies above the threshold.
fn exceeds(held: &Held, above: Percent) -> Option<Percent> {
    if !held.comparison.is_floor() || held.target <= Quantity::ZERO {
        return None;
    }
    let share = Rate::of_quantities(held.actual, held.target).ok()?;
    (share > above.rate()).then(|| share.shown())
}
