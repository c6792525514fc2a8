#![doc = include_str!("key_spending_rate.md")]

use jixiao_model::{Amount, RateId};

use super::book::{Compute, Direction, RateRule};
use super::{RateOutcome, unsigned_ratio, within_whole};
use crate::error::NoRate;

/// 重点支出安排率 from 项目总支出 and 重点项目支出, which is a part of it.
pub fn key_spending_rate(total: Amount, key: Amount) -> RateOutcome {
    within_whole(unsigned_ratio(key, total, NoRate::PartExceedsWhole))
}

/// The rule, as the book lists it.
pub const RULE: RateRule = RateRule {
    id: RateId::KeySpending,
    direction: Direction::More,
    inputs: RateId::KeySpending.inputs(),
    template: "{key} ÷ {total}",
    basis: &["MOF-2013-53"],
    page: include_str!("key_spending_rate.md"),
    compute: Compute::Amounts(|[total, key]| key_spending_rate(total, key)),
};
