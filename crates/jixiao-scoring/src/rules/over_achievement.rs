#![doc = include_str!("over_achievement.md")]

use jixiao_model::{Fraction, Method, Percent, Quantity};

use super::book::{PointsRule, RuleKind};
use crate::error::ScoreError;
use crate::policy::{OverAchievementTerms, Reduction};
use crate::scored::{Branch, Derivation, Held};

/// Reduces what was met in proportion, with or without a pass mark, where its target was exceeded beyond the threshold of `terms`.
///
/// Anything else stays as it is: ceilings and equalities, a target that is not above zero, other methods.
#[inline]
pub fn over_achievement(derivation: Derivation, terms: OverAchievementTerms) -> Derivation {
    if terms.reduction == Reduction::None {
        return derivation;
    }
    let (held, method) = match derivation {
        Derivation::Proportional(held) => (held, Method::Proportional),
        Derivation::PassMark { held, .. } => (held, Method::PassMark),
        other => return other,
    };
    if !exceeds(&held, terms.reduce_above) {
        return derivation;
    }
    Derivation::OverAchieved {
        held,
        method,
        reduction: terms.reduction,
        above: terms.reduce_above,
        least: terms.least,
    }
}

/// Was a floor above zero exceeded beyond the share `above` of its target?
pub fn exceeds(held: &Held, above: Percent) -> bool {
    if held.branch != Branch::Met || !held.comparison.is_floor() || held.target <= Quantity::ZERO {
        return false;
    }
    Fraction::new(held.actual.steps(), held.target.steps())
        .is_ok_and(|share| share > above.rate().fraction())
}

/// The share of the weight that is kept: from `least` to 1, exact.
///
/// Quantities stay below 10^25 steps and thresholds below 10^8 hundredths: no product here leaves 128 bits, and a share's parts stay
/// below 10^29.
pub(crate) fn share(
    held: &Held,
    reduction: Reduction,
    above: Percent,
    least: Percent,
) -> Result<Fraction, ScoreError> {
    let whole = Percent::WHOLE.hundredths();
    let product = |one: i128, other: i128| one.checked_mul(other).ok_or(ScoreError::Overflow);
    let (actual, target) = (held.actual.steps(), held.target.steps());
    // 1 − (actual ÷ target − start), over the target.
    let beyond = |start: Percent| -> Result<(i128, i128), ScoreError> {
        let kept = product(target, whole.saturating_add(start.hundredths()))?;
        let kept = kept.saturating_sub(product(actual, whole)?);
        Ok((kept, product(target, whole)?))
    };
    let (kept, of) = match reduction {
        Reduction::None => return Ok(Fraction::ONE),
        Reduction::Excess => beyond(above)?,
        Reduction::Deviation => beyond(Percent::WHOLE)?,
        Reduction::Inverse => (
            product(target, above.hundredths())?,
            product(actual, whole)?,
        ),
    };
    let share = Fraction::new(kept, of).map_err(|_| ScoreError::Overflow)?;
    Ok(share.clamp(least.rate().fraction(), Fraction::ONE))
}

/// The rule, as the book lists it.
pub const RULE: PointsRule = PointsRule {
    id: "over-achievement",
    kind: RuleKind::Form,
    term: "超额完成调减",
    english: "reduction for over-achievement",
    formula: "得分 = 分值 × 保留比例（完成倍数高于门槛时）",
    formula_english: "points = weight × the share that is kept, where the target was exceeded beyond the threshold",
    basis: &["MOF-2020-10"],
    page: include_str!("over_achievement.md"),
};
