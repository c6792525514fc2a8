//! One row by the functions that score forms: any method, any number that the model can hold.

use alloc::format;
use alloc::string::String;

use jixiao_model::{Bilingual, Method, ModelError, Percent, Points, Quantity, Speak, Weight};

use super::Kind;
use crate::error::ScoreError;
use crate::form::derive_number_by;
use crate::policy::{DeductionTerms, Policy};
use crate::rules::levels::levels;
use crate::rules::proportional::hold;
use crate::scored::{Derivation, Scale, Scored};

/// A number of a column: `value` × 10^-`decimals`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scaled {
    /// The integer that stands in the column.
    pub value: i128,
    /// The column's decimals; below zero, zeros that were left out.
    pub decimals: i8,
}

impl Scaled {
    /// `value` × 10^-`decimals`.
    pub const fn new(value: i128, decimals: i8) -> Self {
        Self { value, decimals }
    }
}

/// An indicator's row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Row {
    /// The code of its [`Kind`].
    pub kind: i8,
    /// 年度指标值; nothing is asked of it where the kind is a level. `None` where it is empty.
    pub target: Option<Scaled>,
    /// 实际完成值; `None` where it is empty.
    pub actual: Option<Scaled>,
    /// 分值; `None` where it is empty.
    pub weight: Option<Scaled>,
    /// 赋分规则 that the row asks for; else the policy's.
    pub method: Option<Method>,
    /// Is it of 满意度指标, for which a policy may have a method of its own?
    pub satisfaction: bool,
    /// Are target and actual percentages? Bands and deductions need to know: they take a percentage as it is, and another number as a share of its target.
    pub scale: Option<Scale>,
    /// 及格门槛 of its own; else the policy's.
    pub pass_mark: Option<Scaled>,
    /// 不适用: nothing but the weight is asked of it, and all of that is earned here. Only a whole form can spread it over others
    /// ([`raises`](crate::rules::not_applicable::raises)).
    pub not_applicable: bool,
    /// 扣分步长 of its own, in percent; else the policy's.
    pub deduction_step: Option<Scaled>,
    /// 每步扣分 of its own; else the policy's.
    pub deduction_points: Option<Scaled>,
}

impl Row {
    /// A row with the four numbers that every row has, by the method and the terms of the policy.
    pub const fn new(kind: i8, target: Scaled, actual: Scaled, weight: Scaled) -> Self {
        let mut row = Self::of_kind(kind);
        row.target = Some(target);
        row.actual = Some(actual);
        row.weight = Some(weight);
        row
    }

    /// A row with nothing but the code of its kind yet.
    pub const fn of_kind(kind: i8) -> Self {
        Self {
            kind,
            target: None,
            actual: None,
            weight: None,
            method: None,
            satisfaction: false,
            scale: None,
            pass_mark: None,
            not_applicable: false,
            deduction_step: None,
            deduction_points: None,
        }
    }
}

/// A column of indicators, as errors name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Column {
    /// `kind`
    Kind,
    /// `target`, 年度指标值
    Target,
    /// `actual`, 实际完成值
    Actual,
    /// `weight`, 分值
    Weight,
    /// `method`, 赋分规则
    Method,
    /// `is_percent`: are target and actual percentages?
    IsPercent,
    /// `pass_mark`, 及格门槛
    PassMark,
    /// `deduction_step`, 扣分步长
    DeductionStep,
    /// `deduction_points`, 每步扣分
    DeductionPoints,
}

impl Column {
    /// The name in a file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Target => "target",
            Self::Actual => "actual",
            Self::Weight => "weight",
            Self::Method => "method",
            Self::IsPercent => "is_percent",
            Self::PassMark => "pass_mark",
            Self::DeductionStep => "deduction_step",
            Self::DeductionPoints => "deduction_points",
        }
    }
}

/// Why a row cannot be scored.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RowError {
    /// A column that must have a value is empty.
    #[error("{} is empty; fill it in", .0.name())]
    Empty(Column),
    /// The code of `kind` has no meaning.
    #[error("kind {0} has no meaning; write 0 (≥), 1 (≤), 2 (level), 3 (=), 4 (>) or 5 (<)")]
    Kind(i64),
    /// The method has no meaning.
    #[error(
        "the method `{0}` has no meaning; write direct, proportional, pass-mark, levels, bands or deduction"
    )]
    Method(String),
    /// A number that cannot be kept exactly, or that cannot be.
    #[error("{}: {error}", .column.name())]
    Number {
        /// Where it stands.
        column: Column,
        /// What is wrong with it.
        error: ModelError,
    },
    /// The terms of a deduction that can be in no policy either.
    #[error(
        "a deduction needs a step above 0 % and at most 100 %, and points from 0 to 100; mend deduction_step or deduction_points"
    )]
    Deduction,
    /// Bands and deductions take percentages otherwise than other numbers.
    #[error(
        "bands and deductions must know whether target and actual are percentages; fill in is_percent"
    )]
    ScaleUnknown,
    /// A level has no target that another method could be held against, and another kind has no percent.
    #[error(
        "the method does not fit the kind: levels go with kind 2 and with no other; mend one of them"
    )]
    MethodAgainstKind,
    /// A percent below 0 or above 100.
    #[error("{}: {percent} is no share; give 0% to 100%", .column.name())]
    NoShare {
        /// Where it stands.
        column: Column,
        /// What stands there.
        percent: Percent,
    },
    /// The rule has no result.
    #[error(transparent)]
    Score(#[from] ScoreError),
}

impl RowError {
    /// Where it stands, as far as one column is to blame.
    pub const fn column(&self) -> Option<Column> {
        match self {
            Self::Empty(column) | Self::Number { column, .. } | Self::NoShare { column, .. } => {
                Some(*column)
            }
            Self::Kind(_) => Some(Column::Kind),
            Self::ScaleUnknown => Some(Column::IsPercent),
            Self::Method(_) | Self::MethodAgainstKind => Some(Column::Method),
            Self::Deduction => Some(Column::DeductionStep),
            Self::Score(_) => None,
        }
    }
}

impl Speak for RowError {
    fn speak(&self) -> Bilingual {
        let zh = match self {
            Self::Empty(column) => format!("{} 为空，请填写", column.name()),
            Self::Kind(code) => {
                format!("kind 为 {code}，没有这种取值；请填 0（≥）、1（≤）、2（等级）、3（=）、4（>）或 5（<）")
            }
            Self::Method(found) => format!(
                "赋分规则“{found}”没有意义；请填 direct、proportional、pass-mark、levels、bands 或 deduction"
            ),
            Self::Number { column, error } => format!("{}：{}", column.name(), error.speak().zh),
            Self::NoShare { column, percent } => {
                format!("{}：{percent} 不在 0% 至 100% 之间，请修改", column.name())
            }
            Self::Deduction => {
                "扣分步长须大于 0% 且不超过 100%，每步扣分须在 0 至 100 分之间；请修改 deduction_step 或 deduction_points".into()
            }
            Self::ScaleUnknown => {
                "分档赋分和按步扣分须知道指标值是否为百分比；请填写 is_percent".into()
            }
            Self::MethodAgainstKind => {
                "赋分规则与 kind 不符：评判等级只用于 kind 为 2 的指标；请修改其一".into()
            }
            Self::Score(error) => return error.speak(),
        };
        Bilingual::new(zh, format!("{self}"))
    }
}

/// The method by which a number is scored: the row's own, else the policy's for this kind of indicator.
pub fn row_method(own: Option<Method>, satisfaction: bool, policy: &Policy) -> Method {
    own.unwrap_or(if satisfaction {
        policy.satisfaction
    } else {
        policy.number
    })
}

/// Scores one row exactly as a form scores the indicator: the same methods, terms, branches and the same one rounding.
///
/// ```
/// # #[cfg(feature = "policies")] {
/// use jixiao_scoring::columns::{Row, Scaled, score_row};
/// use jixiao_scoring::policy::Policy;
/// let whole = |value| Scaled::new(value, 0);
/// let row = Row::new(1, whole(90), whole(99), whole(10)); // ≤ 90, and it came to 99
/// let scored = score_row(&row, &Policy::mof_2020()?)?;
/// assert_eq!(scored.points.to_string(), "9.09"); // 10 × 90 ÷ 99
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`RowError`]: why it cannot be scored.
pub fn score_row(row: &Row, policy: &Policy) -> Result<Scored, RowError> {
    let weight = number(row.weight, Column::Weight, Weight::from_scaled)?;
    if row.not_applicable {
        return Ok(Derivation::NotApplicable.score(weight, policy.rounding)?);
    }
    let kind = Kind::from_code(row.kind).ok_or(RowError::Kind(row.kind.into()))?;
    let derivation = match kind.comparison() {
        None if row.method.is_some_and(|method| method != Method::Levels) => {
            return Err(RowError::MethodAgainstKind);
        }
        None => {
            let percent = number(row.actual, Column::Actual, Percent::from_scaled)?;
            levels(None, share(percent, Column::Actual)?, policy.levels)?
        }
        Some(comparison) => {
            let target = number(row.target, Column::Target, Quantity::from_scaled)?;
            let actual = number(row.actual, Column::Actual, Quantity::from_scaled)?;
            let method = row_method(row.method, row.satisfaction, policy);
            let scale = match (method, row.scale) {
                (Method::Levels, _) => return Err(RowError::MethodAgainstKind),
                (Method::Bands | Method::Deduction, None) => return Err(RowError::ScaleUnknown),
                (_, scale) => scale.unwrap_or(Scale::Number),
            };
            let mut terms = policy.terms(None);
            if let Some(mark) = pass_mark(row)? {
                terms.pass_mark = mark;
            }
            terms.deduction = deduction(row, terms.deduction)?;
            let held = hold(comparison, target, actual, policy.ceiling);
            derive_number_by(method, held, scale, terms, policy)?
        }
    };
    Ok(derivation.score(weight, policy.rounding)?)
}

/// The row's own pass mark, from 0 % to 100 %.
fn pass_mark(row: &Row) -> Result<Option<Percent>, RowError> {
    if row.pass_mark.is_none() {
        return Ok(None);
    }
    let mark = number(row.pass_mark, Column::PassMark, Percent::from_scaled)?;
    share(mark, Column::PassMark).map(Some)
}

/// A percent from 0 to 100.
fn share(percent: Percent, column: Column) -> Result<Percent, RowError> {
    if percent < Percent::ZERO || percent > Percent::WHOLE {
        return Err(RowError::NoShare { column, percent });
    }
    Ok(percent)
}

/// The policy's terms of a deduction, with what the row has of its own.
fn deduction(row: &Row, of_policy: DeductionTerms) -> Result<DeductionTerms, RowError> {
    if row.deduction_step.is_none() && row.deduction_points.is_none() {
        return Ok(of_policy);
    }
    let step = match row.deduction_step {
        None => of_policy.step,
        own => number(own, Column::DeductionStep, Percent::from_scaled)?,
    };
    let points = match row.deduction_points {
        None => of_policy.points,
        own => number(own, Column::DeductionPoints, Points::from_scaled)?,
    };
    DeductionTerms::new(step, points, of_policy.begun).ok_or(RowError::Deduction)
}

fn number<T>(
    found: Option<Scaled>,
    column: Column,
    read: impl FnOnce(i128, i8) -> Result<T, ModelError>,
) -> Result<T, RowError> {
    let found = found.ok_or(RowError::Empty(column))?;
    read(found.value, found.decimals).map_err(|error| RowError::Number { column, error })
}
