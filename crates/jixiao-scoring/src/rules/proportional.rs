#![doc = include_str!("proportional.md")]

use super::book::PointsRule;
use jixiao_model::{Comparison, Method, Quantity};

use crate::policy::Ceiling;
use crate::scored::{Branch, Derivation, Held};

/// The weight in proportion to the degree of completion.
#[inline]
pub const fn proportional(held: Held) -> Derivation {
    Derivation::Proportional(held)
}

/// Holds an actual against a target: met, or missed with the ratio that measures by how much.
///
/// `ceiling` says how a ceiling that was exceeded is measured.
#[expect(
    clippy::inline_always,
    reason = "in place, what is held stays in registers: written out and copied, it costs a third of an indicator"
)]
#[inline(always)]
pub fn hold(comparison: Comparison, target: Quantity, actual: Quantity, ceiling: Ceiling) -> Held {
    let met = match comparison {
        Comparison::AtLeast | Comparison::Unstated => actual >= target,
        Comparison::MoreThan => actual > target,
        Comparison::AtMost => actual <= target,
        Comparison::LessThan => actual < target,
        Comparison::Equal => actual == target,
    };
    let zero = Quantity::ZERO;
    // Of a share of the target there is one where the target lies above zero; of a share of the actual, where the actual does.
    let of_target = if target > zero && actual >= zero {
        Branch::ActualOverTarget
    } else {
        Branch::Nothing
    };
    let of_actual = if target >= zero && actual > zero {
        Branch::TargetOverActual
    } else {
        Branch::Nothing
    };
    let branch = match comparison {
        _ if met => Branch::Met,
        _ if comparison.is_floor() => of_target,
        Comparison::Equal if actual < target => of_target,
        Comparison::AtMost | Comparison::LessThan
            if ceiling == Ceiling::LinearExcess && target > zero =>
        {
            Branch::LinearExcess
        }
        Comparison::AtMost | Comparison::LessThan if ceiling == Ceiling::LinearExcess => {
            Branch::Nothing
        }
        _ => of_actual,
    };
    Held {
        comparison,
        target,
        actual,
        branch,
    }
}

/// The rule, as the book lists it.
pub const RULE: PointsRule = PointsRule::method(
    Method::Proportional,
    "得分 = 分值 × 完成比例",
    "points = weight × degree of completion",
    &["MOF-2020-10"],
    include_str!("proportional.md"),
);
