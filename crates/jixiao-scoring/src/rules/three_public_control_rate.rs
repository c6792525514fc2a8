#![doc = include_str!("three_public_control_rate.md")]

use jixiao_model::{Amount, RateId};

use super::book::{Compute, Direction, RateRule};
use super::{RateOutcome, ratio};
use crate::error::NoRate;

/// “三公经费”控制率 from 预算安排数 and 实际支出数.
pub fn three_public_control_rate(budget: Amount, spent: Amount) -> RateOutcome {
    ratio(spent, budget, NoRate::SpendingWithoutBudget)
}

/// The rule, as the book lists it.
pub const RULE: RateRule = RateRule {
    id: RateId::ThreePublicControl,
    direction: Direction::Less,
    inputs: RateId::ThreePublicControl.inputs(),
    template: "{spent} ÷ {budget}",
    basis: &["MOF-2013-53"],
    page: include_str!("three_public_control_rate.md"),
    compute: Compute::Amounts(|[budget, spent]| three_public_control_rate(budget, spent)),
};
