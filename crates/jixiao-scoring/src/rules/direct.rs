#![doc = include_str!("direct.md")]

use jixiao_model::Method;

use super::book::PointsRule;
use crate::scored::{Branch, Derivation, Held};

/// All of the weight where the target was met, nothing where it was not.
pub const fn direct(met: bool) -> Derivation {
    Derivation::Direct { met, held: None }
}

/// The same of a number that was held against another.
pub const fn direct_number(held: Held) -> Derivation {
    Derivation::Direct {
        met: matches!(held.branch, Branch::Met),
        held: Some(held),
    }
}

/// The rule, as the book lists it.
pub const RULE: PointsRule = PointsRule::method(
    Method::Direct,
    "得分 = 分值（完成）或 0（未完成）",
    "points = weight (met) or 0 (missed)",
    &["MOF-2021-101"],
    include_str!("direct.md"),
);
