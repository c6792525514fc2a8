#![doc = include_str!("carry_over_rate.md")]

use jixiao_model::{Amount, RateId};

use super::book::{Compute, Direction, RateRule};
use super::{RateOutcome, ratio};
use crate::error::NoRate;

/// 结转结余率 from 支出预算数 and 结转结余总额.
pub fn carry_over_rate(budget: Amount, carried_over: Amount) -> RateOutcome {
    ratio(carried_over, budget, NoRate::CarriedOverWithoutBudget)
}

/// The rule, as the book lists it.
pub const RULE: RateRule = RateRule {
    id: RateId::CarryOver,
    direction: Direction::Less,
    inputs: RateId::CarryOver.inputs(),
    template: "{carried_over} ÷ {budget}",
    basis: &["MOF-2013-53"],
    page: include_str!("carry_over_rate.md"),
    compute: Compute::Amounts(|[budget, carried_over]| carry_over_rate(budget, carried_over)),
};
