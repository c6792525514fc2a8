//! `jixiao_execution_points`: 预算执行率得分.

use datafusion::arrow::array::ArrayRef;
use datafusion::error::Result;

use crate::arguments;
use crate::kernel::{Kernel, amount};
use crate::row_function::Definition;

pub(crate) static EXECUTION_POINTS: Definition = Definition {
    name: "jixiao_execution_points",
    arguments: &["budget", "executed"],
    returns: arguments::POINTS,
    compute: execution_points,
};

fn execution_points(kernel: &Kernel, columns: &[ArrayRef]) -> Result<ArrayRef> {
    let [budgets, executed] = columns else {
        return Err(EXECUTION_POINTS.miscounted(columns));
    };
    let budgets = arguments::decimals(EXECUTION_POINTS.name, "budget", budgets)?;
    let executed = arguments::decimals(EXECUTION_POINTS.name, "executed", executed)?;
    let points = |row| -> Result<Option<i64>> {
        let budget = amount(budgets, row, "budget")?;
        let executed = amount(executed, row, "executed")?;
        let points = kernel.execution(budget, executed);
        let points = points.map_err(|error| error.at(row))?;
        Ok(Some(points.steps()))
    };
    let steps: Vec<_> = (0..budgets.len()).map(points).collect::<Result<_>>()?;
    Ok(arguments::points(steps.into_iter()))
}
