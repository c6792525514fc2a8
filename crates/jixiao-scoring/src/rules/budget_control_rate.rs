#![doc = include_str!("budget_control_rate.md")]

use jixiao_model::{Amount, RateId};

use super::book::{Compute, Direction, RateRule};
use super::{RateOutcome, ratio};
use crate::error::NoRate;

/// 预算控制率 from 年初预算数 and 本年追加预算数, which is below zero where more was taken back than added.
pub fn budget_control_rate(initial: Amount, added: Amount) -> RateOutcome {
    ratio(added, initial, NoRate::AddedWithoutInitial)
}

/// The rule, as the book lists it.
pub const RULE: RateRule = RateRule {
    id: RateId::BudgetControl,
    direction: Direction::Less,
    inputs: RateId::BudgetControl.inputs(),
    template: "{added} ÷ {initial}",
    basis: &["湖南省部门整体支出评分表，待核实"],
    page: include_str!("budget_control_rate.md"),
    compute: Compute::Amounts(|[initial, added]| budget_control_rate(initial, added)),
};
