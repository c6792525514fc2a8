#![doc = include_str!("staffing_control_rate.md")]

use jixiao_model::{Rate, RateId};

use super::book::{Compute, Direction, RateRule};
use super::{RateOutcome, over};
use crate::error::NoRate;

/// 在职人员控制率 from 编制数 and 在职人员数.
pub fn staffing_control_rate(quota: u32, staff: u32) -> RateOutcome {
    over(
        Rate::of_counts(staff, quota).ok(),
        staff == 0,
        NoRate::StaffWithoutQuota,
    )
}

/// The rule, as the book lists it.
pub const RULE: RateRule = RateRule {
    id: RateId::StaffingControl,
    direction: Direction::Less,
    inputs: RateId::StaffingControl.inputs(),
    template: "{staff} ÷ {quota}",
    basis: &["MOF-2013-53"],
    page: include_str!("staffing_control_rate.md"),
    compute: Compute::Counts(|[quota, staff]| staffing_control_rate(quota, staff)),
};
