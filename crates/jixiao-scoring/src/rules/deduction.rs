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
    let all = |steps| Derivation::Deduction {
        held,
        steps,
        lost: weight.full(),
    };
    let Some(count) = charged(held, scale, terms)? else {
        // A target of zero: there is no step to count by, so all is lost.
        return Ok(all(i64::MAX));
    };
    let steps = count
        .round(2, Rounding::HalfAwayFromZero)
        .map_err(|_| ScoreError::Overflow)?;
    let steps = i64::try_from(steps).unwrap_or(i64::MAX);
    // The points that are lost come of the exact count, not of its hundredths: they would be rounded before they are multiplied.
    let lost = count
        .times(Fraction::whole(i128::from(terms.points.steps())))
        .and_then(|lost| lost.round(0, Rounding::HalfAwayFromZero))
        .map_err(|_| ScoreError::Overflow)?;
    match i64::try_from(lost).map(Points::from_steps) {
        Ok(Ok(lost)) if lost < weight.full() => Ok(Derivation::Deduction { held, steps, lost }),
        _ => Ok(all(steps)),
    }
}

/// How many steps are charged, exact; `None` where there is nothing to count by.
fn charged(
    held: Held,
    scale: Scale,
    terms: DeductionTerms,
) -> Result<Option<Fraction>, ScoreError> {
    if held.branch == Branch::Met {
        return Ok(Some(Fraction::ZERO));
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
        return Ok(None);
    };
    let whole = count
        .round(0, Rounding::Truncate)
        .map_err(|_| ScoreError::Overflow)?;
    Ok(Some(match terms.begun {
        BegunStep::InProportion => count,
        BegunStep::Whole if Fraction::whole(whole) != count => {
            Fraction::whole(whole.saturating_add(1))
        }
        BegunStep::Whole | BegunStep::Free => Fraction::whole(whole),
    }))
}

/// The rule, as the book lists it.
pub const RULE: PointsRule = PointsRule::method(
    Method::Deduction,
    "得分 = max(0, 分值 − 每步扣分 × 步数)",
    "points = max(0, weight − points a step × steps)",
    &["省级部门评分表通行做法，待核实"],
    include_str!("deduction.md"),
);
