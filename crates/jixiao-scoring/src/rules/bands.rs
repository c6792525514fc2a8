#![doc = include_str!("bands.md")]

use super::book::PointsRule;
use jixiao_model::{Method, Rate};

use crate::policy::Band;
use crate::scored::{Derivation, Held};

/// The share of the band in which the actual falls. `bands` runs from the highest floor down; below the last, nothing is earned.
///
/// A percentage with a floor (such as a satisfaction of ≥90%) is looked up as it is. Where less is better, or only one value is right, more must not earn
/// more: there, and for any other number, the degree of completion is looked up.
pub fn bands(held: Held, percent: bool, bands: &[Band]) -> Derivation {
    let as_it_is = percent && held.comparison.is_floor();
    let reached = |band: &&Band| {
        let floor = Rate::from(band.from).fraction();
        if as_it_is {
            jixiao_model::Fraction::new(held.actual.steps(), 1_000_000_000_000)
                .is_ok_and(|actual| actual >= floor)
        } else {
            held.degree() >= floor
        }
    };
    let share = bands
        .iter()
        .find(reached)
        .map_or(jixiao_model::Percent::ZERO, |band| band.share);
    Derivation::Bands { held, share }
}

/// The rule, as the book lists it.
pub const RULE: PointsRule = PointsRule::method(
    Method::Bands,
    "得分 = 分值 × 所在档比例",
    "points = weight × the share of the band",
    &["MOF-2021-101"],
    include_str!("bands.md"),
);
