#![doc = include_str!("deduction.md")]

use super::book::PointsRule;
use jixiao_model::{Fraction, Method, Percent, Points, Rounding, Weight};

use crate::error::ScoreError;
use crate::policy::{BegunStep, DeductionTerms};
use crate::scored::{Branch, Derivation, Held, Scale};

/// Points lost for every step by which the target was missed, until none are left.
///
/// # Errors
/// [`ScoreError::Overflow`] for values beyond the model's bounds.
pub fn deduction(
    held: Held,
    scale: Scale,
    weight: Weight,
    terms: DeductionTerms,
) -> Result<Derivation, ScoreError> {
    let steps = steps(held, scale, terms)?;
    // `steps` is in hundredths of a step; so is the product until it is divided.
    let most = weight.full();
    let lost = Fraction::new(
        i128::from(terms.points.steps()).saturating_mul(i128::from(steps)),
        100,
    )
    .and_then(|lost| lost.round(0, Rounding::HalfAwayFromZero))
    .map_err(|_| ScoreError::Overflow)?;
    let lost = i64::try_from(lost).unwrap_or(i64::MAX).min(most.steps());
    Ok(Derivation::Deduction {
        held,
        steps,
        lost: Points::from_steps(lost).map_err(|_| ScoreError::Overflow)?,
    })
}

/// How many steps are charged, in hundredths.
fn steps(held: Held, scale: Scale, terms: DeductionTerms) -> Result<i64, ScoreError> {
    if held.branch == Branch::Met {
        return Ok(0);
    }
    let gap = held
        .actual
        .steps()
        .saturating_sub(held.target.steps())
        .saturating_abs();
    // A percentage is short by percentage points; any other number by its share of the target.
    let base = match scale {
        Scale::Percent => 1_000_000_000_000,
        Scale::Number => held.target.steps().saturating_abs(),
    };
    let numerator = gap.checked_mul(Percent::WHOLE.hundredths());
    let denominator = base.checked_mul(terms.step.hundredths());
    let (Some(numerator), Some(denominator)) = (numerator, denominator) else {
        return Err(ScoreError::Overflow);
    };
    let Ok(count) = Fraction::new(numerator, denominator) else {
        // A target of zero: there is no step to count by, so all is lost.
        return Ok(i64::MAX);
    };
    let whole = count
        .round(0, Rounding::Truncate)
        .map_err(|_| ScoreError::Overflow)?;
    let charged = match terms.begun {
        BegunStep::Free => whole.saturating_mul(100),
        BegunStep::Whole if Fraction::whole(whole) == count => whole.saturating_mul(100),
        BegunStep::Whole => whole.saturating_add(1).saturating_mul(100),
        BegunStep::InProportion => count
            .round(2, Rounding::HalfAwayFromZero)
            .map_err(|_| ScoreError::Overflow)?,
    };
    Ok(i64::try_from(charged).unwrap_or(i64::MAX))
}

/// The rule, as the book lists it.
pub const RULE: PointsRule = PointsRule::method(
    Method::Deduction,
    "得分 = max(0, 分值 − 每步扣分 × 步数)",
    "points = max(0, weight − points a step × steps)",
    &["省级部门评分表通行做法，待核实"],
    include_str!("deduction.md"),
);
