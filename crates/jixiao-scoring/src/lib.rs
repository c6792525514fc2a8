//! Exact scoring of budget performance self-evaluations (预算绩效自评).
//!
//! An auditor finds any rule in two clicks, to this page and from the Chinese term in the table to the page of the rule, which tells its definition,
//! formula, basis, rounding, edge cases and a worked example; first the rates (比率), then the methods (赋分规则) and the rules of a form (表内规则).
//!
//! | 中文 | rule |
//! |---|---|
//! | 预算执行率 | [`rules::execution_rate`] |
//! | 基本支出预算执行率 | [`rules::basic_execution_rate`] |
//! | 项目支出预算执行率 | [`rules::project_execution_rate`] |
//! | 预算完成率（结余法） | [`rules::budget_completion_rate`] |
//! | 预算控制率 | [`rules::budget_control_rate`] |
//! | 预算调整率 | [`rules::budget_adjustment_rate`] |
//! | 支付进度率 | [`rules::payment_progress_rate`] |
//! | 公用经费控制率 | [`rules::public_funds_control_rate`] |
//! | “三公经费”控制率 | [`rules::three_public_control_rate`] |
//! | “三公经费”变动率 | [`rules::three_public_change_rate`] |
//! | 结转结余率 | [`rules::carry_over_rate`] |
//! | 结转结余变动率 | [`rules::carry_over_change_rate`] |
//! | 政府采购执行率 | [`rules::procurement_execution_rate`] |
//! | 在职人员控制率 | [`rules::staffing_control_rate`] |
//! | 重点支出安排率 | [`rules::key_spending_rate`] |
//! | 固定资产利用率 | [`rules::fixed_asset_use_rate`] |
//! | 实际完成率 | [`rules::completion_rate`] |
//! | 完成及时率 | [`rules::timely_rate`] |
//! | 质量达标率 | [`rules::quality_rate`] |
//! | 重点工作办结率 | [`rules::key_work_rate`] |
//! | 资金到位率 | [`rules::arrival_rate`] |
//! | 成本节约率 | [`rules::cost_saving_rate`] |
//! | 自评覆盖率 | [`rules::self_evaluation_coverage`] |
//! | 直接赋分 | [`rules::direct`] |
//! | 按完成比例赋分 | [`rules::proportional`] |
//! | 设置及格门槛 | [`rules::pass_mark`] |
//! | 按评判等级赋分 | [`rules::levels`] |
//! | 分档赋分 | [`rules::bands`] |
//! | 按步扣分 | [`rules::deduction`] |
//! | 预算执行率得分 | [`rules::execution_points`] |
//! | 超额完成调减 | [`rules::over_achievement`] |
//! | 不适用指标 | [`rules::not_applicable`] |
//! | 总分与等级 | [`rules::total`] |
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

pub mod columns;
mod error;
mod evaluation;
pub mod explain;
mod figures;
mod form;
pub mod policy;
pub mod rules;
mod scored;

pub use error::{NoRate, ScoreError};
pub use evaluation::{
    DepartmentScore, Evaluation, EvaluationError, GradeCounts, Summary, evaluate,
};
pub use figures::{computed_figure, figure_of_project, rate_deviation};
pub use form::{
    FormScore, department_rate, derive_number, derive_rate, score_department, score_indicator,
    score_project,
};
/// Amounts, rates, points, targets and forms: an embedder needs no other crate of the project.
pub use jixiao_model as model;
pub use rules::RateOutcome;
pub use rules::execution_points::execution_points;
pub use rules::not_applicable::Raise;
pub use scored::{Branch, Derivation, Held, PointsRounding, Scale, Scored};
