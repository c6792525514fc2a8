#![doc = include_str!("execution_rate.md")]

use jixiao_model::Amount;

use super::{RateOutcome, ratio};

/// 预算执行率 from 全年预算数 and 全年执行数. Basic and project spending (基本支出, 项目支出) use the same function over their own amounts.
pub fn execution_rate(budget: Amount, executed: Amount) -> RateOutcome {
    ratio(executed, budget)
}
