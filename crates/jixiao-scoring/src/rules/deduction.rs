#![doc = include_str!("deduction.md")]

use jixiao_model::{Fraction, Method, Percent, Points, Rounding, Weight};

use super::book::PointsRule;
use crate::error::ScoreError;
use crate::policy::{BegunStep, DeductionTerms};
use crate::scored::{Branch, Derivation, Held, Scale, product};

/// Points lost for every step by which the target was missed, until none are left.
pub fn deduction(held: Held, scale: Scale, terms: DeductionTerms) -> Derivation {
    Derivation::Deduction {
        held,
        charged: Charged::by(terms, scale),
    }
}

/// The terms by which points were lost, kept small: every score makes room for the largest of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Charged {
    /// In hundredths of a percent.
    step: u32,
    /// In steps of 0.0001 points.
    points: u32,
    begun: BegunStep,
    scale: Scale,
}

impl Charged {
    fn by(terms: DeductionTerms, scale: Scale) -> Self {
        Self {
            step: u32::try_from(terms.step.hundredths()).unwrap_or(u32::MAX),
            points: u32::try_from(terms.points.steps()).unwrap_or(u32::MAX),
            begun: terms.begun,
            scale,
        }
    }

    /// The points that a step costs.
    pub fn points_a_step(self) -> Points {
        Points::from_steps(self.points.into()).unwrap_or(Points::ZERO)
    }

    /// How many steps are charged for what was held, exact; `None` where there is nothing to count by: a target of zero has no share.
    ///
    /// # Errors
    /// [`ScoreError::Overflow`] for values beyond the model's bounds.
    #[inline]
    pub fn steps(self, held: &Held) -> Result<Option<Fraction>, ScoreError> {
        if held.branch == Branch::Met {
            return Ok(Some(Fraction::ZERO));
        }
        let (actual, target) = (held.actual.steps(), held.target.steps());
        let gap = actual.saturating_sub(target).saturating_abs();
        // A percentage is short by percentage points; any other number by its share of the target.
        let base = match self.scale {
            Scale::Percent => 1_000_000_000_000,
            Scale::Number => target.saturating_abs(),
        };
        let numerator = product(gap, Percent::WHOLE.hundredths());
        let denominator = product(base, self.step.into());
        let (Some(numerator), Some(denominator)) = (numerator, denominator) else {
            return Err(ScoreError::Overflow);
        };
        let Ok(count) = Fraction::new(numerator, denominator) else {
            return Ok(None);
        };
        let whole = count
            .round(0, Rounding::Truncate)
            .map_err(|_| ScoreError::Overflow)?;
        Ok(Some(match self.begun {
            BegunStep::InProportion => count,
            BegunStep::Whole if Fraction::whole(whole) != count => {
                Fraction::whole(whole.saturating_add(1))
            }
            BegunStep::Whole | BegunStep::Free => Fraction::whole(whole),
        }))
    }

    /// The share of `weight` that is left, exact: 1 − points × steps ÷ weight, not below 0.
    pub(crate) fn share(self, held: &Held, weight: Weight) -> Result<Fraction, ScoreError> {
        let Some(count) = self.steps(held)? else {
            return Ok(Fraction::ZERO);
        };
        let (full, each) = (i128::from(weight.steps()), i128::from(self.points));
        // Where the products do not fit, there are more steps than any weight has points: with lowest terms they do, or all is lost.
        let parts = |count: Fraction| {
            let of = product(full, count.denominator())?;
            let lost = product(each, count.numerator())?;
            Some((of, lost))
        };
        match parts(count).or_else(|| parts(count.reduced())) {
            Some((_, 0)) => Ok(Fraction::ONE),
            Some((of, lost)) if lost < of => Fraction::new(of.saturating_sub(lost), of)
                .map(fitting)
                .map_err(|_| ScoreError::Overflow),
            Some(_) => Ok(Fraction::ZERO),
            None => Err(ScoreError::Overflow),
        }
    }
}

/// In lowest terms where the parts are wide: the weight is still to be multiplied.
fn fitting(share: Fraction) -> Fraction {
    if share.denominator() > i128::from(i64::MAX) {
        share.reduced()
    } else {
        share
    }
}

/// The rule, as the book lists it.
pub const RULE: PointsRule = PointsRule::method(
    Method::Deduction,
    "得分 = max(0, 分值 − 每步扣分 × 步数)",
    "points = max(0, weight − points a step × steps)",
    &["省级部门评分表通行做法，待核实"],
    include_str!("deduction.md"),
);
