#![doc = include_str!("arrival_rate.md")]

use jixiao_model::{Amount, RateId};

use super::book::{Compute, Direction, RateRule};
use super::{RateOutcome, unsigned_ratio};
use crate::error::NoRate;

/// 资金到位率 from 计划投入资金 and 实际到位资金.
pub fn arrival_rate(planned: Amount, arrived: Amount) -> RateOutcome {
    unsigned_ratio(arrived, planned, NoRate::ArrivedWithoutPlan)
}

/// The rule, as the book lists it.
pub const RULE: RateRule = RateRule {
    id: RateId::Arrival,
    direction: Direction::More,
    inputs: RateId::Arrival.inputs(),
    template: "{arrived} ÷ {planned}",
    basis: &["MOF-2013-53"],
    page: include_str!("arrival_rate.md"),
    compute: Compute::Amounts(|[planned, arrived]| arrival_rate(planned, arrived)),
};
