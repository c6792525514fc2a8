#![doc = include_str!("not_applicable.md")]

use alloc::vec::Vec;

use jixiao_model::{FirstLevel, Fraction, Indicator, Weight, normalise};

use super::book::{PointsRule, RuleKind};
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

/// An indicator as the spreading sees it: any record's, no form is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Row<'a> {
    /// 一级指标, as it is labelled.
    pub level: &'a str,
    /// 分值.
    pub weight: Weight,
    /// Does it apply?
    pub applies: bool,
}

impl<'a> Row<'a> {
    /// An indicator of a first level (一级指标), in the official term or a word of the unit's own.
    ///
    /// ```
    /// use jixiao_model::Weight;
    /// use jixiao_scoring::rules::not_applicable::{Row, raises};
    /// let form = [
    ///     Row::new("产出指标", Weight::whole(50), true),
    ///     Row::new("效益指标", Weight::whole(20), true),
    ///     Row::new("满意度指标", Weight::whole(10), false),
    /// ];
    /// let factors = raises(&form)?; // 满意度并入效益：30 ÷ 20
    /// let shown = factors.iter().map(|raise| raise.map(|raise| raise.fraction().decimal(4)));
    /// assert_eq!(shown.collect::<Vec<_>>(), [Some("1".into()), Some("1.5".into()), None]);
    /// # Ok::<(), jixiao_scoring::ScoreError>(())
    /// ```
    pub const fn new(level: &'a str, weight: Weight, applies: bool) -> Self {
        Self {
            level,
            weight,
            applies,
        }
    }
}

/// By how much each weight of a form is raised, in the order of `rows`; `None` for what does not apply and leaves its weight to others.
///
/// Spread is over the same first level. Where nothing of 满意度指标 applies, its weight goes to what applies of 效益指标; where that has nothing, and
/// for any other level of which nothing applies, over the other levels. Where nothing of the form applies there is nothing to spread over, and the
/// weights are given in full: then, and where all apply, each is [`Raise::NONE`].
///
/// [`Scored::raised`] gives the points of a raised weight; what does not apply earns nothing, as [`Derivation::NotApplicableSpread`] scores it.
///
/// # Errors
/// [`ScoreError::Overflow`] for factors beyond 64 bits.
pub fn raises(rows: &[Row<'_>]) -> Result<Vec<Option<Raise>>, ScoreError> {
    let unchanged = || Ok(rows.iter().map(|_| Some(Raise::NONE)).collect());
    if rows.iter().all(|row| row.applies) {
        return unchanged();
    }
    let levels = satisfaction_to_benefit(levels(rows));
    let sum = |weights: &mut dyn Iterator<Item = u64>| weights.fold(0, u64::saturating_add);
    let all = sum(&mut levels.iter().map(|level| level.all));
    let kept = levels.iter().filter(|level| level.kept > 0);
    let kept = sum(&mut kept.map(|level| level.all));
    if kept == 0 {
        return unchanged();
    }
    let raise = |row: &Row<'_>| {
        if !row.applies {
            return Ok(None);
        }
        let level = levels.iter().find(|level| same_level(level.of, row.level));
        match level.filter(|level| level.kept > 0) {
            Some(level) => Raise::of(level, all, kept).map(Some),
            None => Ok(Some(Raise::NONE)),
        }
    };
    rows.iter().map(raise).collect()
}

/// The weights of one first level, in steps of 0.0001 points.
struct Level<'a> {
    /// The label of one of its indicators.
    of: &'a str,
    /// Of all its indicators.
    all: u64,
    /// Of those that apply.
    kept: u64,
}

/// The first levels of the form.
fn levels<'a>(rows: &[Row<'a>]) -> Vec<Level<'a>> {
    let mut levels: Vec<Level<'a>> = Vec::new();
    for row in rows {
        let weight = u64::from(row.weight.steps());
        let kept = if row.applies { weight } else { 0 };
        match levels
            .iter_mut()
            .find(|level| same_level(level.of, row.level))
        {
            Some(level) => {
                level.all = level.all.saturating_add(weight);
                level.kept = level.kept.saturating_add(kept);
            }
            None => levels.push(Level {
                of: row.level,
                all: weight,
                kept,
            }),
        }
    }
    levels
}

/// 满意度不适用的，其分值并入效益指标: a level of satisfaction of which nothing applies counts as part of the benefit, if anything of that applies.
fn satisfaction_to_benefit(mut levels: Vec<Level<'_>>) -> Vec<Level<'_>> {
    let is = |level: &Level<'_>, of| FirstLevel::recognise(level.of) == Some(of);
    let leaves = |level: &Level<'_>| level.kept == 0 && is(level, FirstLevel::Satisfaction);
    let takes = |level: &Level<'_>| level.kept > 0 && is(level, FirstLevel::Benefit);
    let Some(left) = levels.iter().find(|level| leaves(level)).map(|it| it.all) else {
        return levels;
    };
    let Some(benefit) = levels.iter_mut().find(|level| takes(level)) else {
        return levels;
    };
    benefit.all = benefit.all.saturating_add(left);
    levels.retain(|level| !leaves(level));
    levels
}

/// The official first level where both have one, else the label as it is typed.
fn same_level(one: &str, other: &str) -> bool {
    match (FirstLevel::recognise(one), FirstLevel::recognise(other)) {
        (Some(one), Some(other)) => one == other,
        (None, None) => normalise(one) == normalise(other),
        _ => false,
    }
}

/// Spreads over the scores of a form. An indicator that applies but cannot be scored keeps its weight.
pub(crate) fn spread(
    form: &[Indicator],
    scored: &mut [Result<Scored, ScoreError>],
    rounding: PointsRounding,
) {
    if !scored.iter().any(does_not_apply) {
        return;
    }
    let rows: Vec<Row<'_>> = form
        .iter()
        .zip(scored.iter())
        .map(|(indicator, scored)| {
            let (level, weight) = (indicator.level1.as_str(), indicator.weight.value);
            Row::new(level, weight, !does_not_apply(scored))
        })
        .collect();
    let raises = match raises(&rows) {
        Ok(raises) => raises,
        Err(error) => return scored.fill(Err(error)),
    };
    for (raise, scored) in raises.into_iter().zip(scored) {
        let Ok(own) = scored else { continue };
        *scored = match raise {
            Some(raise) => own.raised(raise, rounding),
            None => Derivation::NotApplicableSpread.score(own.weight, rounding),
        };
    }
}

fn does_not_apply(scored: &Result<Scored, ScoreError>) -> bool {
    matches!(scored, Ok(scored) if scored.derivation == Derivation::NotApplicable)
}

/// The rule, as the book lists it.
pub const RULE: PointsRule = PointsRule {
    id: "not-applicable",
    kind: RuleKind::Form,
    term: "不适用指标",
    english: "indicators that do not apply",
    formula: "得分 = 分值（给满分），或 0 且分值由适用的指标分摊",
    formula_english: "points = weight (given in full), or 0 with the weight spread over what applies",
    basis: &["MOF-2021-101"],
    page: include_str!("not_applicable.md"),
};
