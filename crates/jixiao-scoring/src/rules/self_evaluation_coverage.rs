#![doc = include_str!("self_evaluation_coverage.md")]

use jixiao_model::{Rate, RateId};

use super::book::{Compute, Direction, RateRule};
use super::{RateOutcome, over};
use crate::error::NoRate;

/// 自评覆盖率 from 预算项目数 and 自评项目数.
pub fn self_evaluation_coverage(budgeted: u32, evaluated: u32) -> RateOutcome {
    over(
        Rate::of_counts(evaluated, budgeted).ok(),
        evaluated == 0,
        NoRate::EvaluatedWithoutBudget,
    )
}

/// The rule, as the book lists it.
pub const RULE: RateRule = RateRule {
    id: RateId::SelfEvaluationCoverage,
    direction: Direction::Whole,
    inputs: RateId::SelfEvaluationCoverage.inputs(),
    template: "{evaluated} ÷ {budgeted}",
    basis: &["MOF-2020-10", "CPC-2018-34"],
    page: include_str!("self_evaluation_coverage.md"),
    compute: Compute::Counts(|[budgeted, evaluated]| self_evaluation_coverage(budgeted, evaluated)),
};
