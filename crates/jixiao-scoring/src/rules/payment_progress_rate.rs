#![doc = include_str!("payment_progress_rate.md")]

use jixiao_model::{Percent, Rate, RateId};

use super::book::{Compute, Direction, RateRule};
use super::{RateOutcome, over};
use crate::error::NoRate;

/// 支付进度率 from 既定支付进度 and 实际支付进度.
pub fn payment_progress_rate(planned: Percent, actual: Percent) -> RateOutcome {
    if actual < Percent::ZERO {
        return RateOutcome::Undefined(NoRate::NegativePart);
    }
    if planned < Percent::ZERO {
        return RateOutcome::Undefined(NoRate::NegativeWhole);
    }
    over(
        Rate::of_percents(actual, planned).ok(),
        actual == Percent::ZERO,
        NoRate::PaidWithoutPlan,
    )
}

/// The rule, as the book lists it.
pub const RULE: RateRule = RateRule {
    id: RateId::PaymentProgress,
    direction: Direction::More,
    inputs: RateId::PaymentProgress.inputs(),
    template: "{actual} ÷ {planned}",
    basis: &["MOF-2013-53"],
    page: include_str!("payment_progress_rate.md"),
    compute: Compute::Percents(|[planned, actual]| payment_progress_rate(planned, actual)),
};
