#![doc = include_str!("self_evaluation_coverage.md")]

use jixiao_model::Rate;

use super::RateOutcome;
use crate::error::NoRate;

/// 自评覆盖率 from 预算项目数 and 自评项目数.
pub fn self_evaluation_coverage(budgeted: u32, evaluated: u32) -> RateOutcome {
    match Rate::of_counts(evaluated, budgeted) {
        Ok(rate) => RateOutcome::Known(rate),
        Err(_) if evaluated == 0 => RateOutcome::NotApplicable,
        Err(_) => RateOutcome::Undefined(NoRate::EvaluatedWithoutBudget),
    }
}
