#![doc = include_str!("fixed_asset_use_rate.md")]

use jixiao_model::{Amount, RateId};

use super::book::{Compute, Direction, RateRule};
use super::{RateOutcome, unsigned_ratio, within_whole};
use crate::error::NoRate;

/// 固定资产利用率 from 所有固定资产总额 and 实际在用固定资产总额, which is a part of it.
pub fn fixed_asset_use_rate(total: Amount, in_use: Amount) -> RateOutcome {
    within_whole(unsigned_ratio(in_use, total, NoRate::PartExceedsWhole))
}

/// The rule, as the book lists it.
pub const RULE: RateRule = RateRule {
    id: RateId::FixedAssetUse,
    direction: Direction::More,
    inputs: RateId::FixedAssetUse.inputs(),
    template: "{in_use} ÷ {total}",
    basis: &["MOF-2013-53"],
    page: include_str!("fixed_asset_use_rate.md"),
    compute: Compute::Amounts(|[total, in_use]| fixed_asset_use_rate(total, in_use)),
};
