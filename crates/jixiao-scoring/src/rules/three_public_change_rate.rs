#![doc = include_str!("three_public_change_rate.md")]

use jixiao_model::{Amount, RateId};

use super::book::{Compute, Direction, RateRule};
use super::{RateOutcome, change};
use crate::error::NoRate;

/// “三公经费”变动率 from 本年“三公经费”总额 and 上年“三公经费”总额.
pub fn three_public_change_rate(current: Amount, previous: Amount) -> RateOutcome {
    change(
        current,
        previous,
        NoRate::NoPreviousSpending,
        NoRate::NegativePreviousSpending,
    )
}

/// The rule, as the book lists it.
pub const RULE: RateRule = RateRule {
    id: RateId::ThreePublicChange,
    direction: Direction::Less,
    inputs: RateId::ThreePublicChange.inputs(),
    template: "({current} − {previous}) ÷ {previous}",
    basis: &["MOF-2013-53"],
    page: include_str!("three_public_change_rate.md"),
    compute: Compute::Amounts(|[current, previous]| three_public_change_rate(current, previous)),
};
