#![doc = include_str!("quality_rate.md")]

use jixiao_model::{Quantity, RateId};

use super::book::{Compute, Direction, RateRule};
use super::{RateOutcome, quotient, within_whole};
use crate::error::NoRate;

/// 质量达标率 from 实际完成数 and 质量达标数, which is a part of it; both in one unit.
pub fn quality_rate(completed: Quantity, qualified: Quantity) -> RateOutcome {
    within_whole(quotient(qualified, completed, NoRate::PartExceedsWhole))
}

/// The rule, as the book lists it.
pub const RULE: RateRule = RateRule {
    id: RateId::Quality,
    direction: Direction::More,
    inputs: RateId::Quality.inputs(),
    template: "{qualified} ÷ {completed}",
    basis: &["MOF-2013-53", "分母取法待核实"],
    page: include_str!("quality_rate.md"),
    compute: Compute::Quantities(|[completed, qualified]| quality_rate(completed, qualified)),
};
