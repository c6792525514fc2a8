#![doc = include_str!("cost_saving_rate.md")]

use jixiao_model::{Amount, RateId};

use super::book::{Compute, Direction, RateRule};
use super::{RateOutcome, difference, unsigned_ratio};
use crate::error::NoRate;

/// 成本节约率 from 计划成本 and 实际成本; below zero where the plan was exceeded.
pub fn cost_saving_rate(planned: Amount, actual: Amount) -> RateOutcome {
    match unsigned_ratio(actual, planned, NoRate::CostWithoutPlan) {
        RateOutcome::Known(_) => difference(planned, actual, planned),
        other => other,
    }
}

/// The rule, as the book lists it.
pub const RULE: RateRule = RateRule {
    id: RateId::CostSaving,
    direction: Direction::More,
    inputs: RateId::CostSaving.inputs(),
    template: "({planned} − {actual}) ÷ {planned}",
    basis: &["MOF-2013-53"],
    page: include_str!("cost_saving_rate.md"),
    compute: Compute::Amounts(|[planned, actual]| cost_saving_rate(planned, actual)),
};
