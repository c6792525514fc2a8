#![doc = include_str!("project_execution_rate.md")]

use jixiao_model::{Amount, RateId};

use super::book::{Compute, Direction, RateRule};
use super::{RateOutcome, ratio};
use crate::error::NoRate;

/// 项目支出预算执行率 from 项目支出全年预算数 and 项目支出全年执行数.
pub fn project_execution_rate(budget: Amount, executed: Amount) -> RateOutcome {
    ratio(executed, budget, NoRate::SpendingWithoutBudget)
}

/// The rule, as the book lists it.
pub const RULE: RateRule = RateRule {
    id: RateId::ProjectExecution,
    direction: Direction::More,
    inputs: RateId::ProjectExecution.inputs(),
    template: "{executed} ÷ {budget}",
    basis: &["MOF-2020-10", "MOF-2013-53"],
    page: include_str!("project_execution_rate.md"),
    compute: Compute::Amounts(|[budget, executed]| project_execution_rate(budget, executed)),
};
