//! Columns of Arrow to points, by the rules of a policy.

use std::hash::{Hash, Hasher};

use datafusion::arrow::array::{Array, Decimal128Array};
use jixiao_batch::Indicators;
use jixiao_model::{Amount, Points};
use jixiao_scoring::policy::Policy;

use crate::error::ClusterError;

/// A policy, ready to score.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Kernel(jixiao_batch::Kernel);

/// Plans are compared by their functions; those of one id are then looked at in full.
impl Hash for Kernel {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.policy().id.hash(state);
    }
}

impl Kernel {
    pub(crate) fn new(policy: &Policy) -> Self {
        Self(jixiao_batch::Kernel::new(policy.clone()))
    }

    pub(crate) fn policy(&self) -> &Policy {
        self.0.policy()
    }

    /// The points of each row, in steps of 0.0001; the first that has none is an error.
    pub(crate) fn score(&self, rows: &Indicators) -> Result<Vec<i64>, ClusterError> {
        let scored = self.0.points(rows);
        match scored.problems().first() {
            None => Ok(scored.into_points()),
            Some((row, error)) => Err(ClusterError::Row {
                row: row.saturating_add(1),
                error: error.clone(),
            }),
        }
    }

    /// The points of the execution rate, as a form has them; what has no rate is an error.
    pub(crate) fn execution(
        &self,
        budget: Amount,
        executed: Amount,
    ) -> Result<Points, ClusterError> {
        self.0
            .execution_points(budget, executed)
            .map_err(|error| ClusterError::Execution {
                budget,
                executed,
                error,
            })
    }
}

/// An amount of a column; `name` is that of the column.
pub(crate) fn amount(
    column: &Decimal128Array,
    row: usize,
    name: &'static str,
) -> Result<Amount, ClusterError> {
    let counted = row.saturating_add(1);
    if column.is_null(row) {
        return Err(ClusterError::NoAmount {
            row: counted,
            column: name,
        });
    }
    Amount::from_scaled(column.value(row), column.scale()).map_err(|error| ClusterError::Number {
        row: counted,
        column: name,
        error,
    })
}
