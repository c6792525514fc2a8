//! The rules of `jixiao-scoring` (预算绩效自评赋分) as functions of DataFusion, and a Ballista cluster that runs them.
//!
//! | function | 中文 | gives |
//! |---|---|---|
//! | `jixiao_points(kind, target, actual, weight)` | 指标得分 | the points of one indicator's row, `Decimal128(11, 4)` |
//! | `jixiao_execution_points(budget, executed)` | 预算执行率得分 | the points of the execution rate, `Decimal128(11, 4)` |
//! | `jixiao_grade(total)` | 等级 | 优, 良, 中 or 差; null outside 0 to 100 |
//! | `jixiao_total(budget, executed, kind, target, actual, weight)` | 总分 | an aggregate, grouped by project: the points of the execution rate and of all its indicators |
//!
//! `method` (赋分规则, as a text), `is_percent` and `level1` (一级指标, as a text) may follow `weight`; see [`Row`](jixiao_scoring::columns::Row). Codes of `kind` are those of [`Kind`](jixiao_scoring::columns::Kind); amounts are in 万元. Integers and decimals of any scale are taken as they are;
//! a float is refused, for it keeps no decimal number exactly. What cannot be scored fails the query, and says what stood there and how to mend it.
//!
//! ```
//! use datafusion::prelude::SessionContext;
//! use jixiao_scoring::policy::Policy;
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let context = SessionContext::new();
//! jixiao_cluster::register(&context, &Policy::mof_2020()?);
//! let rows = context.sql("SELECT jixiao_points(1, 90, 99, 10) AS points").await?.collect().await?;
//! let table = datafusion::arrow::util::pretty::pretty_format_batches(&rows)?.to_string();
//! assert!(table.contains("9.0900")); // ≤ 90, and it came to 99: 10 × 90 ÷ 99
//! # Ok(())
//! # }
//! ```
//!
//! With the feature `ballista` (on by default) the functions travel in the plans of a cluster, each with its policy: see [`codec`].
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

mod arguments;
#[cfg(feature = "ballista")]
pub mod cluster;
#[cfg(feature = "ballista")]
pub mod codec;
#[cfg(feature = "ballista")]
pub mod command;
mod error;
mod execution;
mod functions;
mod grade;
mod kernel;
mod points;
#[cfg(feature = "ballista")]
mod policy_text;
mod row_function;
mod total;
#[cfg(feature = "ballista")]
mod watch;

pub use error::ClusterError;
pub use functions::{Functions, register};
