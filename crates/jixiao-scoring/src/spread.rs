//! The weight of indicators that do not apply (不适用), spread over those that do.

use alloc::vec::Vec;

use jixiao_model::{Fraction, Indicator, normalise};

use crate::error::ScoreError;
use crate::scored::{Derivation, PointsRounding, Scored};

/// By how much a weight is raised because indicators that do not apply left theirs (不适用指标分值的分摊): 1 where none did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Raise {
    numerator: u64,
    denominator: u64,
}

impl Raise {
    /// Not at all.
    pub const NONE: Self = Self {
        numerator: 1,
        denominator: 1,
    };

    /// Is the weight as the form has it?
    pub fn is_none(self) -> bool {
        self == Self::NONE
    }

    /// The factor, in lowest terms.
    pub fn fraction(self) -> Fraction {
        Fraction::new(i128::from(self.numerator), i128::from(self.denominator))
            .unwrap_or(Fraction::ONE)
    }

    /// `level_all ÷ level_kept × form_all ÷ form_kept`.
    fn of(level: &Level<'_>, form_all: u64, form_kept: u64) -> Result<Self, ScoreError> {
        let part = |all: u64, kept: u64| Fraction::new(i128::from(all), i128::from(kept));
        let factor = part(level.all, level.kept)
            .and_then(|own| own.times(part(form_all, form_kept)?))
            .map_err(|_| ScoreError::Overflow)?
            .reduced();
        let narrow = |value: i128| u64::try_from(value).map_err(|_| ScoreError::Overflow);
        Ok(Self {
            numerator: narrow(factor.numerator())?,
            denominator: narrow(factor.denominator())?,
        })
    }
}

/// The weights of one first level, in steps of 0.0001 points.
struct Level<'a> {
    /// One of its indicators.
    of: &'a Indicator,
    /// Of all its indicators.
    all: u64,
    /// Of those that apply.
    kept: u64,
}

/// Spreads over the same first level; the weight of a level of which nothing applies, over the other levels.
///
/// Where nothing of the form applies there is nothing to spread over, and the weights are given in full.
pub(crate) fn spread(
    form: &[Indicator],
    scored: &mut [Result<Scored, ScoreError>],
    rounding: PointsRounding,
) {
    if !scored.iter().any(does_not_apply) {
        return;
    }
    let levels = levels(form, scored);
    let sum = |weights: &mut dyn Iterator<Item = u64>| weights.fold(0, u64::saturating_add);
    let all = sum(&mut levels.iter().map(|level| level.all));
    let kept = levels.iter().filter(|level| level.kept > 0);
    let kept = sum(&mut kept.map(|level| level.all));
    if kept == 0 {
        return;
    }
    for (indicator, scored) in form.iter().zip(scored) {
        let Ok(own) = scored else { continue };
        if own.derivation == Derivation::NotApplicable {
            *scored = Derivation::NotApplicableSpread.score(own.weight, rounding);
            continue;
        }
        let level = levels.iter().find(|level| same_level(level.of, indicator));
        if let Some(level) = level.filter(|level| level.kept > 0) {
            *scored = Raise::of(level, all, kept).and_then(|raise| own.raised(raise, rounding));
        }
    }
}

fn does_not_apply(scored: &Result<Scored, ScoreError>) -> bool {
    matches!(scored, Ok(scored) if scored.derivation == Derivation::NotApplicable)
}

/// The first levels of the form. An indicator that applies but cannot be scored keeps its weight.
fn levels<'a>(form: &'a [Indicator], scored: &[Result<Scored, ScoreError>]) -> Vec<Level<'a>> {
    let mut levels: Vec<Level<'a>> = Vec::new();
    for (indicator, scored) in form.iter().zip(scored) {
        let weight = u64::from(indicator.weight.value.steps());
        let kept = if does_not_apply(scored) { 0 } else { weight };
        match levels
            .iter_mut()
            .find(|level| same_level(level.of, indicator))
        {
            Some(level) => {
                level.all = level.all.saturating_add(weight);
                level.kept = level.kept.saturating_add(kept);
            }
            None => levels.push(Level {
                of: indicator,
                all: weight,
                kept,
            }),
        }
    }
    levels
}

/// The official first level where both have one, else the label as it is typed.
fn same_level(one: &Indicator, other: &Indicator) -> bool {
    match (one.first_level(), other.first_level()) {
        (Some(one), Some(other)) => one == other,
        (None, None) => normalise(one.level1.as_str()) == normalise(other.level1.as_str()),
        _ => false,
    }
}
