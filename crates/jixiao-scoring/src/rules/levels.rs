#![doc = include_str!("levels.md")]

use jixiao_model::{Level, Percent};

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
