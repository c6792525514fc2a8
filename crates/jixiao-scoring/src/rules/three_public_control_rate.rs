#![doc = include_str!("three_public_control_rate.md")]

use jixiao_model::Amount;

use super::{RateOutcome, ratio};

/// “三公经费”控制率 from 预算安排数 and 实际支出数.
pub fn three_public_control_rate(budget: Amount, spent: Amount) -> RateOutcome {
    ratio(spent, budget)
}
