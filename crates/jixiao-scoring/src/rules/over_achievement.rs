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
        reduced: Reduced::by(terms, method),
    }
}

/// The terms by which points were reduced, kept small: every score makes room for the largest of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reduced {
    /// In hundredths of a percent.
    above: u32,
    /// In hundredths of a percent.
    least: u16,
    reduction: Reduction,
    method: Method,
}

impl Reduced {
    fn by(terms: OverAchievementTerms, method: Method) -> Self {
        let least = terms.least.clamp(Percent::ZERO, Percent::WHOLE);
        Self {
            above: u32::try_from(terms.reduce_above.hundredths()).unwrap_or(u32::MAX),
            least: u16::try_from(least.hundredths()).unwrap_or_default(),
            reduction: terms.reduction,
            method,
        }
    }

    /// The share of the target above which points are lost, at most 42 million percent.
    pub fn above(self) -> Percent {
        Percent::from_hundredths(self.above.into()).unwrap_or(Percent::WHOLE)
    }

    /// The share of the weight that is kept at least.
    pub fn least(self) -> Percent {
        Percent::from_hundredths(self.least.into()).unwrap_or(Percent::ZERO)
    }

    /// By how much.
    pub const fn reduction(self) -> Reduction {
        self.reduction
    }

    /// The method that would have earned all of the weight.
    pub const fn method(self) -> Method {
        self.method
    }

    /// The share of the weight that is kept of what was held: from [`least`](Self::least) to 1, exact.
    #[cold]
    pub(crate) fn share(self, held: &Held) -> Result<Fraction, ScoreError> {
        let share = kept(held, self.reduction, self.above())?;
        Ok(share.clamp(self.least().rate().fraction(), Fraction::ONE))
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

/// The share of the weight that a reduction leaves, exact; it may lie below 0.
///
/// Quantities stay below 10^25 steps and thresholds below 10^10 hundredths: no product here leaves 128 bits. A share from 0 to 1 has parts below
/// 10^29.
fn kept(held: &Held, reduction: Reduction, above: Percent) -> Result<Fraction, ScoreError> {
    let whole = Percent::WHOLE.hundredths();
    let product = |one: i128, other: i128| one.checked_mul(other).ok_or(ScoreError::Overflow);
    let (actual, target) = (held.actual.steps(), held.target.steps());
    // 1 − (actual ÷ target − start), over the target.
    let beyond = |start: Percent| {
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
    Fraction::new(kept, of).map_err(|_| ScoreError::Overflow)
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
