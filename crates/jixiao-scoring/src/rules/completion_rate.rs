#![doc = include_str!("completion_rate.md")]

use jixiao_model::{Quantity, RateId};

use super::book::{Compute, Direction, RateRule};
use super::{RateOutcome, quotient};
use crate::error::NoRate;

/// 实际完成率 from 计划完成数 and 实际完成数, both in one unit.
pub fn completion_rate(planned: Quantity, completed: Quantity) -> RateOutcome {
    quotient(completed, planned, NoRate::CompletedWithoutPlan)
}

/// The rule, as the book lists it.
pub const RULE: RateRule = RateRule {
    id: RateId::Completion,
    direction: Direction::More,
    inputs: RateId::Completion.inputs(),
    template: "{completed} ÷ {planned}",
    basis: &["MOF-2013-53"],
    page: include_str!("completion_rate.md"),
    compute: Compute::Quantities(|[planned, completed]| completion_rate(planned, completed)),
};
