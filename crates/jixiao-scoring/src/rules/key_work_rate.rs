#![doc = include_str!("key_work_rate.md")]

use jixiao_model::{Rate, RateId};

use super::book::{Compute, Direction, RateRule};
use super::{RateOutcome, over, within_whole};
use crate::error::NoRate;

/// 重点工作办结率 from 交办或下达数 and 重点工作实际完成数, which is a part of it.
pub fn key_work_rate(assigned: u32, completed: u32) -> RateOutcome {
    within_whole(over(
        Rate::of_counts(completed, assigned).ok(),
        completed == 0,
        NoRate::PartExceedsWhole,
    ))
}

/// The rule, as the book lists it.
pub const RULE: RateRule = RateRule {
    id: RateId::KeyWork,
    direction: Direction::More,
    inputs: RateId::KeyWork.inputs(),
    template: "{completed} ÷ {assigned}",
    basis: &["MOF-2013-53"],
    page: include_str!("key_work_rate.md"),
    compute: Compute::Counts(|[assigned, completed]| key_work_rate(assigned, completed)),
};
