#![doc = include_str!("execution_rate.md")]

use jixiao_model::{Amount, RateId};

use super::book::{Compute, Direction, RateRule};
use super::{RateOutcome, ratio};
use crate::error::NoRate;

/// 预算执行率 from 全年预算数 and 全年执行数.
pub fn execution_rate(budget: Amount, executed: Amount) -> RateOutcome {
    ratio(executed, budget, NoRate::SpendingWithoutBudget)
}

/// The rule, as the book lists it.
pub const RULE: RateRule = RateRule {
    id: RateId::Execution,
    direction: Direction::More,
    inputs: RateId::Execution.inputs(),
    template: "{executed} ÷ {budget}",
    basis: &["MOF-2020-10", "MOF-2013-53"],
    page: include_str!("execution_rate.md"),
    compute: Compute::Amounts(|[budget, executed]| execution_rate(budget, executed)),
};
