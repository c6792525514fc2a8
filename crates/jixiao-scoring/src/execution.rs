//! The points of the execution rate (预算执行率), in most policies 10 of a form's 100.

use jixiao_model::{Fraction, Points, Rate, Weight};

use crate::error::ScoreError;
use crate::policy::{ExecutionBasis, ExecutionTerms};

/// `weight × rate`, the rate not above 100 % nor below 0, rounded once.
///
/// ```
/// use jixiao_model::{Rate, Rounding, Weight};
/// use jixiao_scoring::policy::{ExecutionBasis, ExecutionTerms};
/// use jixiao_scoring::{PointsRounding, execution_points};
/// let rate = Rate::of_amounts("109605.01".parse()?, "109607.51".parse()?)?;
/// let truncated = ExecutionTerms {
///     basis: ExecutionBasis::Shown,
///     rounding: PointsRounding { decimals: 2, rounding: Rounding::Truncate },
/// };
/// assert_eq!(execution_points(rate, Weight::whole(10), truncated).unwrap().to_string(), "9.99");
/// # Ok::<(), jixiao_model::ModelError>(())
/// ```
///
/// # Errors
/// [`ScoreError::Overflow`] for values beyond the model's bounds.
pub fn execution_points(
    rate: Rate,
    weight: Weight,
    terms: ExecutionTerms,
) -> Result<Points, ScoreError> {
    let taken = match terms.basis {
        ExecutionBasis::Exact => rate.fraction(),
        ExecutionBasis::Shown => rate.shown().rate().fraction(),
    };
    let share = taken.clamp(Fraction::ZERO, Fraction::ONE);
    terms.rounding.points(weight, share)
}
