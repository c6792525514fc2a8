#![doc = include_str!("staffing_control_rate.md")]

use jixiao_model::Rate;

use super::RateOutcome;
use crate::error::NoRate;

/// 在职人员控制率 from 编制数 and 在职人员数.
pub fn staffing_control_rate(quota: u32, staff: u32) -> RateOutcome {
    match Rate::of_counts(staff, quota) {
        Ok(rate) => RateOutcome::Known(rate),
        Err(_) if staff == 0 => RateOutcome::NotApplicable,
        Err(_) => RateOutcome::Undefined(NoRate::StaffWithoutQuota),
    }
}
