#![doc = include_str!("carry_over_change_rate.md")]

use jixiao_model::{Amount, RateId};

use super::book::{Compute, Direction, RateRule};
use super::{RateOutcome, change};
use crate::error::NoRate;

/// 结转结余变动率 from 本年累计结转结余 and 上年累计结转结余.
pub fn carry_over_change_rate(current: Amount, previous: Amount) -> RateOutcome {
    change(
        current,
        previous,
        NoRate::NoPreviousBalance,
        NoRate::NegativePreviousBalance,
    )
}

/// The rule, as the book lists it.
pub const RULE: RateRule = RateRule {
    id: RateId::CarryOverChange,
    direction: Direction::Less,
    inputs: RateId::CarryOverChange.inputs(),
    template: "({current} − {previous}) ÷ {previous}",
    basis: &["MOF-2013-53"],
    page: include_str!("carry_over_change_rate.md"),
    compute: Compute::Amounts(|[current, previous]| carry_over_change_rate(current, previous)),
};
