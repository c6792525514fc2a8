#![doc = include_str!("execution_points.md")]

use jixiao_model::{Fraction, Points, Rate, Weight};

use super::book::{PointsRule, RuleKind};
use crate::error::ScoreError;
use crate::policy::{ExecutionBasis, ExecutionTerms};

/// `weight × rate`, the rate not above 100 % nor below 0, rounded once.
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
    let share = taken.max(Fraction::ZERO).min(Fraction::ONE);
    terms.rounding.points(weight, share)
}

/// The rule, as the book lists it.
pub const RULE: PointsRule = PointsRule {
    id: "execution-points",
    kind: RuleKind::Form,
    term: "预算执行率得分",
    english: "points of the execution rate",
    formula: "得分 = 分值 × min(max(预算执行率, 0), 100%)",
    formula_english: "points = weight × min(max(execution rate, 0), 100 %)",
    basis: &["MOF-2020-10"],
    page: include_str!("execution_points.md"),
};
