//! Why a query cannot be scored.

use std::fmt;

use datafusion::error::DataFusionError;
use jixiao_batch::{ColumnError, RowProblem};
use jixiao_model::{Amount, ModelError};
use jixiao_scoring::columns::RowError;

/// Why a query cannot be scored. DataFusion hands it on as [`DataFusionError::External`]; from a cluster its text arrives.
///
/// Rows are counted from 1 within the batch that a function was given: a scan may cut a file into many.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ClusterError {
    /// Too few or too many arguments.
    #[error("{function} takes ({}), and {found} arguments were given", .expected.join(", "))]
    Arguments {
        /// The function.
        function: &'static str,
        /// Its arguments.
        expected: &'static [&'static str],
        /// How many were given.
        found: usize,
    },
    /// A float, which keeps no decimal number exactly.
    #[error(
        "{function}: {argument} is {found}, and a float keeps no decimal number exactly; keep the column as a decimal, such as DECIMAL(20, 4). \
         A number with a point in SQL is a float, unless datafusion.sql_parser.parse_float_as_decimal is set: write CAST('0.5' AS DECIMAL(20, 4))"
    )]
    Float {
        /// The function.
        function: &'static str,
        /// The argument.
        argument: &'static str,
        /// Its type.
        found: String,
    },
    /// Neither an integer nor a decimal.
    #[error("{function}: {argument} is {found}; give {expected}")]
    Type {
        /// The function.
        function: &'static str,
        /// The argument.
        argument: &'static str,
        /// Its type.
        found: String,
        /// The types that it may have.
        expected: &'static str,
    },
    /// `jixiao_total(DISTINCT …)`, which would drop an indicator that is like another.
    #[error(
        "jixiao_total(DISTINCT …) would leave out indicators that are like another; leave DISTINCT out"
    )]
    Distinct,
    /// An indicator's row.
    #[error("row {row} of the batch: {error}")]
    Row {
        /// The row, counted from 1.
        row: usize,
        /// What is wrong with it.
        error: RowError,
    },
    /// A column that holds no exact numbers, in a plan that was made without the signature.
    #[error(transparent)]
    Column(ColumnError),
    /// An amount that is missing.
    #[error("row {row} of the batch: {column} is empty; fill it in, 0 if there is none")]
    NoAmount {
        /// The row, counted from 1.
        row: usize,
        /// `budget` or `executed`.
        column: &'static str,
    },
    /// A number that cannot be kept exactly, or that cannot be.
    #[error("row {row} of the batch: {column}: {error}")]
    Number {
        /// The row, counted from 1.
        row: usize,
        /// `budget`, `executed` or `total`.
        column: &'static str,
        /// What is wrong with it.
        error: ModelError,
    },
    /// What is wrong with a row, where that is known.
    #[error("row {row} of the batch: {error}")]
    At {
        /// The row, counted from 1.
        row: usize,
        /// What is wrong with it.
        error: Box<Self>,
    },
    /// An execution rate without a value or without points: money was spent without a budget, or the result does not fit.
    #[error("budget {budget} and executed {executed} (万元): {error}")]
    Execution {
        /// 全年预算数.
        budget: Amount,
        /// 全年执行数.
        executed: Amount,
        /// Why there are none.
        error: RowProblem,
    },
    /// Rows of one project that do not agree on its amounts.
    #[error(
        "rows of one group have budget {} and executed {}, others {} and {} (万元); all rows of a project have its amounts, and GROUP BY has its id",
        .one.0, .one.1, .other.0, .other.1
    )]
    AmountsDiffer {
        /// Budget and executed that came first.
        one: (Amount, Amount),
        /// Those that differ.
        other: (Amount, Amount),
    },
    /// A total that no longer fits.
    #[error(
        "the total of a project does not fit: {0}; look for indicators that stand there many times"
    )]
    Total(ModelError),
    /// A state of `jixiao_total` that it did not write itself.
    #[error(
        "the partial totals are not those of this version; run scheduler, executors and clients of one version"
    )]
    State,
    /// A function that came without its policy.
    #[error(
        "{0} came without its policy; plan the query in a session that jixiao_cluster made or registered, with its codec"
    )]
    NoPolicy(String),
    /// A plan of another version, whose rules may differ.
    #[error(
        "{function} is of jixiao {found}, and this is jixiao {own}; run scheduler, executors and clients of one version"
    )]
    Version {
        /// The function.
        function: String,
        /// The version that wrote the plan.
        found: String,
        /// This version.
        own: &'static str,
    },
    /// A query that was given up because an executor was lost.
    #[error(
        "an executor was lost that had run a part of the query, or the query was cancelled; there are no rows: ask again ({0})"
    )]
    Lost(String),
    /// A policy that cannot travel.
    #[error(
        "the policy {id} cannot be sent to executors: {problem}; bring it as a policy file that `jixiao policy check` accepts"
    )]
    Policy {
        /// The id of the policy.
        id: String,
        /// What is wrong with it.
        problem: String,
    },
}

/// What a person reads: of an error on its way through a cluster, only this is left.
impl fmt::Debug for ClusterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl ClusterError {
    /// The same, of a row that is counted from 0.
    pub(crate) fn at(self, row: usize) -> Self {
        Self::At {
            row: row.saturating_add(1),
            error: Box::new(self),
        }
    }
}

impl From<ClusterError> for DataFusionError {
    fn from(error: ClusterError) -> Self {
        Self::External(Box::new(error))
    }
}
