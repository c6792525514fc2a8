//! `jixiao_points`: 指标得分.

use datafusion::arrow::array::ArrayRef;
use datafusion::error::Result;
use jixiao_batch::Indicators;

use crate::arguments;
use crate::error::ClusterError;
use crate::kernel::Kernel;
use crate::row_function::Definition;

pub(crate) static POINTS: Definition = Definition {
    name: "jixiao_points",
    arguments: &[
        "kind",
        "target",
        "actual",
        "weight",
        "method",
        "is_percent",
        "level1",
    ],
    returns: arguments::POINTS,
    compute: |kernel, columns| {
        let steps = score(POINTS.name, kernel, columns)?;
        Ok(arguments::points(steps.into_iter().map(Some)))
    },
};

/// The points of each row of kind, target, actual and weight, in steps of 0.0001.
pub(crate) fn score(
    function: &'static str,
    kernel: &Kernel,
    columns: &[ArrayRef],
) -> Result<Vec<i64>> {
    let [kinds, targets, actuals, weights, optional @ ..] = columns else {
        return Err(ClusterError::Arguments {
            function,
            expected: POINTS.arguments,
            found: columns.len(),
        }
        .into());
    };
    let number = |name, column| arguments::decimals(function, name, column);
    let rows = Indicators::of_arrays(
        kinds,
        number("target", targets)?,
        number("actual", actuals)?,
        number("weight", weights)?,
    );
    let rows = rows.and_then(|mut rows| {
        let mut optional = optional.iter();
        if let Some(methods) = optional.next() {
            rows = rows.with_methods(methods)?;
        }
        if let Some(are_percentages) = optional.next() {
            rows = rows.with_percentages(are_percentages)?;
        }
        if let Some(levels) = optional.next() {
            rows = rows.with_levels(levels)?;
        }
        Ok(rows)
    });
    Ok(kernel.score(&rows.map_err(ClusterError::Column)?)?)
}
