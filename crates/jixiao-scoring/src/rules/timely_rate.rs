#![doc = include_str!("timely_rate.md")]

use jixiao_model::{Quantity, RateId};

use super::book::{Compute, Direction, RateRule};
use super::{RateOutcome, quotient, within_whole};
use crate::error::NoRate;

/// 完成及时率 from 实际完成数 and 及时完成数, which is a part of it; both in one unit.
pub fn timely_rate(completed: Quantity, timely: Quantity) -> RateOutcome {
    within_whole(quotient(timely, completed, NoRate::PartExceedsWhole))
}

/// The rule, as the book lists it.
pub const RULE: RateRule = RateRule {
    id: RateId::Timely,
    direction: Direction::More,
    inputs: RateId::Timely.inputs(),
    template: "{timely} ÷ {completed}",
    basis: &["MOF-2013-53", "分母取法待核实"],
    page: include_str!("timely_rate.md"),
    compute: Compute::Quantities(|[completed, timely]| timely_rate(completed, timely)),
};
