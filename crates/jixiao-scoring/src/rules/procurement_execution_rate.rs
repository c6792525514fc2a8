#![doc = include_str!("procurement_execution_rate.md")]

use jixiao_model::{Amount, RateId};

use super::book::{Compute, Direction, RateRule};
use super::{RateOutcome, ratio};
use crate::error::NoRate;

/// 政府采购执行率 from 政府采购预算数 and 实际政府采购金额.
pub fn procurement_execution_rate(budget: Amount, purchased: Amount) -> RateOutcome {
    ratio(purchased, budget, NoRate::PurchasedWithoutBudget)
}

/// The rule, as the book lists it.
pub const RULE: RateRule = RateRule {
    id: RateId::ProcurementExecution,
    direction: Direction::More,
    inputs: RateId::ProcurementExecution.inputs(),
    template: "{purchased} ÷ {budget}",
    basis: &["MOF-2013-53"],
    page: include_str!("procurement_execution_rate.md"),
    compute: Compute::Amounts(|[budget, purchased]| procurement_execution_rate(budget, purchased)),
};
