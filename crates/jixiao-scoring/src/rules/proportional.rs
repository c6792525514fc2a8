#![doc = include_str!("proportional.md")]

use jixiao_model::{Comparison, Quantity};

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
#[inline]
pub fn hold(comparison: Comparison, target: Quantity, actual: Quantity, ceiling: Ceiling) -> Held {
    let met = match comparison {
        Comparison::AtLeast | Comparison::Unstated => actual >= target,
        Comparison::MoreThan => actual > target,
        Comparison::AtMost => actual <= target,
        Comparison::LessThan => actual < target,
        Comparison::Equal => actual == target,
    };
    let both_positive = target > Quantity::ZERO && actual > Quantity::ZERO;
    let branch = match comparison {
        _ if met => Branch::Met,
        _ if !both_positive => Branch::Nothing,
        Comparison::AtLeast | Comparison::MoreThan | Comparison::Unstated => {
            Branch::ActualOverTarget
        }
        Comparison::AtMost | Comparison::LessThan => match ceiling {
            Ceiling::TargetOverActual => Branch::TargetOverActual,
            Ceiling::LinearExcess => Branch::LinearExcess,
        },
        Comparison::Equal if actual < target => Branch::ActualOverTarget,
        Comparison::Equal => Branch::TargetOverActual,
    };
    Held {
        comparison,
        target,
        actual,
        branch,
    }
}
