#![doc = include_str!("bands.md")]

use jixiao_model::{Comparison, Fraction, Method, Percent, Quantity};

use super::book::PointsRule;
use crate::error::ScoreError;
use crate::policy::BandTable;
use crate::scored::{Branch, Derivation, Held, Scale};

/// 100 % in steps of a quantity that counts percent.
const WHOLE: i128 = 1_000_000_000_000;

/// The share of the band in which the actual falls.
///
/// A table of floors takes a percentage with a floor (such as a satisfaction of ≥90%) as it is. Where less is better, or only one value is right,
/// more must not earn more: there, and for any other number, it takes the degree of completion. A table of ceilings is made for rates of which less
/// is better: it takes a percentage as it is, and any other number as its share of the target.
///
/// # Errors
/// [`ScoreError::BandsNeedCeiling`]: a table of ceilings would give a target of which more is better the more, the less was reached.
pub fn bands(held: Held, scale: Scale, table: &BandTable) -> Result<Derivation, ScoreError> {
    let share = if table.has_ceilings() {
        if !matches!(held.comparison, Comparison::AtMost | Comparison::LessThan) {
            return Err(ScoreError::BandsNeedCeiling);
        }
        below_ceilings(held, scale, table)
    } else if scale == Scale::Percent && held.comparison.is_floor() {
        as_it_is(held, table)
    } else {
        table.share(held.degree())
    };
    Ok(Derivation::Bands { held, share })
}

fn as_it_is(held: Held, table: &BandTable) -> Percent {
    let rate = Fraction::new(held.actual.steps(), WHOLE);
    rate.map_or(Percent::ZERO, |rate| table.share(rate))
}

fn below_ceilings(held: Held, scale: Scale, table: &BandTable) -> Percent {
    if scale == Scale::Percent {
        return as_it_is(held, table);
    }
    if held.target > Quantity::ZERO {
        let rate = Fraction::new(held.actual.steps(), held.target.steps());
        return rate.map_or(Percent::ZERO, |rate| table.share(rate));
    }
    // Of a target of zero or less there is no share: it was kept, or it was not.
    match held.branch {
        Branch::Met => table.first(),
        _ => table.last(),
    }
}

/// The rule, as the book lists it.
pub const RULE: PointsRule = PointsRule::method(
    Method::Bands,
    "得分 = 分值 × 所在档比例",
    "points = weight × the share of the band",
    &["MOF-2021-101", "各档待核实"],
    include_str!("bands.md"),
);
