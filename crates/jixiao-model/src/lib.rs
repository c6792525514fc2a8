//! The vocabulary of budget performance self-evaluation (预算绩效自评).
//!
//! | type | 中文 | unit and exactness |
//! |---|---|---|
//! | [`Amount`] | 金额 | whole 分; shown in 万元 with two to six decimals |
//! | [`Rate`] | 率 | numerator and denominator; shown in percent, two decimals |
//! | [`Percent`] | 百分比 | a threshold or a shown rate, two decimals |
//! | [`Points`], [`Weight`] | 得分, 分值 | four decimals |
//! | [`Quantity`] | 数量 | ten decimals |
//! | [`Target`], [`Actual`] | 年度指标值, 实际完成值 | the form's text, and what it says |
//! | [`ProjectForm`], [`DepartmentForm`] | 自评表 | |
//! | [`Submission`] | a unit's year | |
//!
//! Values refuse what cannot be when they are made; past that, no function asks again. Rules across fields (weights that sum to
//! 100, say) are not refused here but objected to by a review, since a clerk must be able to see them all.
#![no_std]
#![cfg_attr(
    not(test),
    deny(
        clippy::arithmetic_side_effects,
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing
    )
)]

extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

mod amount;
mod error;
mod fixed;
mod form;
mod fraction;
mod lang;
mod name;
mod points;
mod quantity;
mod rate;
mod rate_inputs;
mod register;
mod serde_text;
mod target;
mod terms;
mod text;
mod trace;

pub use amount::Amount;
pub use error::ModelError;
pub use fixed::grouped;
pub use form::{
    BudgetAndSpent, BudgetUnit, CarryOver, Claims, DepartmentForm, Deviation, FiscalYear,
    FundSources, Funds, Ignored, Indicator, Notice, OverallGoal, ProjectForm, Remark, RemarkKind,
    Remediation, RemediationState, ReportNotes, Staffing, StatedFigure, StatedValue, Submission,
    ThreePublic,
};
pub use fraction::{Fraction, Rounding};
pub use lang::{Bilingual, Lang, Speak};
pub use name::Name;
pub use points::{Points, Weight};
pub use quantity::Quantity;
pub use rate::{Percent, Rate};
pub use rate_inputs::{InputKind, RateFigures, RateInput, RateValue};
pub use register::{SamePromise, same_promises};
pub use target::{
    Actual, Comparison, Day, Goal, Level, MeasureUnit, Outcome, Target, UnitKind, deadline,
};
pub use terms::{
    DepartmentLevel, Figure, FigureKind, FirstLevel, Grade, IndicatorClass, Method, RateId, Source,
};
pub use text::{GOES_ON, half_width, is_blank, normalise, says_nothing};
pub use trace::{Locator, Place, Traced};
