#![doc = include_str!("carry_over_change_rate.md")]

use jixiao_model::{Amount, Rate};

use super::RateOutcome;
use crate::error::NoRate;

/// 结转结余变动率 from 本年累计结转结余 and 上年累计结转结余.
pub fn carry_over_change_rate(current: Amount, previous: Amount) -> RateOutcome {
    if previous == Amount::ZERO {
        return if current == Amount::ZERO {
            RateOutcome::Known(Rate::ZERO)
        } else {
            RateOutcome::Undefined(NoRate::NoPreviousBalance)
        };
    }
    if previous.is_negative() {
        return RateOutcome::Undefined(NoRate::NegativePreviousBalance);
    }
    // A balance below zero less one near the limit is the only difference that does not fit.
    match current
        .minus(previous)
        .and_then(|change| Rate::of_amounts(change, previous))
    {
        Ok(rate) => RateOutcome::Known(rate),
        Err(_) => RateOutcome::Undefined(NoRate::TooLarge),
    }
}
