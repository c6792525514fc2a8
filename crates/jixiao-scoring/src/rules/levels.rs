#![doc = include_str!("levels.md")]

use super::book::PointsRule;
use jixiao_model::{Level, Method, Percent};

use crate::error::ScoreError;
use crate::policy::LevelCuts;
use crate::scored::Derivation;

/// The share that the evaluator grants, held against the level that the actual states.
///
/// # Errors
/// [`ScoreError::PercentOutOfRange`]; [`ScoreError::PercentOutsideLevel`] where the actual states another level than the percent.
pub fn levels(
    stated: Option<Level>,
    percent: Percent,
    cuts: LevelCuts,
) -> Result<Derivation, ScoreError> {
    if percent < Percent::ZERO || percent > Percent::WHOLE {
        return Err(ScoreError::PercentOutOfRange { percent });
    }
    let level = cuts.level(percent);
    match stated {
        Some(stated) if stated != level => Err(ScoreError::PercentOutsideLevel {
            level: stated,
            percent,
        }),
        _ => Ok(Derivation::Levels { level, percent }),
    }
}

/// The rule, as the book lists it.
pub const RULE: PointsRule = PointsRule::method(
    Method::Levels,
    "得分 = 分值 × 评价人在所属等次内确定的比例",
    "points = weight × the percent that the evaluator grants inside the level",
    &["MOF-2020-10", "MOF-2021-101"],
    include_str!("levels.md"),
);
