#![doc = include_str!("budget_adjustment_rate.md")]

use jixiao_model::{Amount, RateId};

use super::book::{Compute, Direction, RateRule};
use super::{RateOutcome, unsigned_ratio};
use crate::error::NoRate;

/// 预算调整率 from 预算数 and 预算调整数, the absolute sum of what was changed in the year.
pub fn budget_adjustment_rate(budget: Amount, adjusted: Amount) -> RateOutcome {
    unsigned_ratio(adjusted, budget, NoRate::AdjustedWithoutBudget)
}

/// The rule, as the book lists it.
pub const RULE: RateRule = RateRule {
    id: RateId::BudgetAdjustment,
    direction: Direction::Less,
    inputs: RateId::BudgetAdjustment.inputs(),
    template: "{adjusted} ÷ {budget}",
    basis: &["MOF-2013-53"],
    page: include_str!("budget_adjustment_rate.md"),
    compute: Compute::Amounts(|[budget, adjusted]| budget_adjustment_rate(budget, adjusted)),
};
