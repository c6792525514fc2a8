#![doc = include_str!("public_funds_control_rate.md")]

use jixiao_model::{Amount, RateId};

use super::book::{Compute, Direction, RateRule};
use super::{RateOutcome, ratio};
use crate::error::NoRate;

/// 公用经费控制率 from 预算安排公用经费 and 实际支出公用经费.
pub fn public_funds_control_rate(budget: Amount, spent: Amount) -> RateOutcome {
    ratio(spent, budget, NoRate::SpendingWithoutBudget)
}

/// The rule, as the book lists it.
pub const RULE: RateRule = RateRule {
    id: RateId::PublicFundsControl,
    direction: Direction::Less,
    inputs: RateId::PublicFundsControl.inputs(),
    template: "{spent} ÷ {budget}",
    basis: &["MOF-2013-53"],
    page: include_str!("public_funds_control_rate.md"),
    compute: Compute::Amounts(|[budget, spent]| public_funds_control_rate(budget, spent)),
};
