//! Exact scoring of budget performance self-evaluations (预算绩效自评).
//!
//! | 中文 | rule |
//! |---|---|
//! | 预算执行率 | [`rules::execution_rate`] |
//! | “三公经费”控制率 | [`rules::three_public_control_rate`] |
//! | 结转结余变动率 | [`rules::carry_over_change_rate`] |
//! | 在职人员控制率 | [`rules::staffing_control_rate`] |
//! | 自评覆盖率 | [`rules::self_evaluation_coverage`] |
//! | 直接赋分 | [`rules::direct`] |
//! | 按完成比例赋分 | [`rules::proportional`] |
//! | 设置及格门槛 | [`rules::pass_mark`] |
//! | 按评判等级赋分 | [`rules::levels`] |
//! | 分档赋分 | [`rules::bands`] |
//! | 按步扣分 | [`rules::deduction`] |
//!
//! A rule returns a small value that keeps its inputs and the branch taken ([`Scored`], [`Derivation`]); points are an exact
//! fraction rounded once. Nothing here panics, reads a file or keeps a global.
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

mod error;
mod evaluation;
pub mod explain;
mod figures;
mod form;
pub mod policy;
pub mod rules;
mod scored;
mod spread;

pub use error::{NoRate, ScoreError};
pub use evaluation::{
    DepartmentScore, Evaluation, EvaluationError, GradeCounts, Summary, evaluate,
};
pub use figures::{computed_figure, rate_deviation};
pub use form::{FormScore, department_rate, score_department, score_indicator, score_project};
/// Amounts, rates, points, targets and forms: an embedder needs no other crate of the project.
pub use jixiao_model as model;
pub use rules::RateOutcome;
pub use rules::execution_points::execution_points;
pub use scored::{Branch, Derivation, Held, PointsRounding, Scored};
pub use spread::Raise;
