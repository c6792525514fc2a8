//! `jixiao_grade`: 等级.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, StringArray};
use datafusion::arrow::datatypes::DataType;
use datafusion::error::Result;
use jixiao_model::{Grade, ModelError, Points};

use crate::arguments;
use crate::error::ClusterError;
use crate::kernel::Kernel;
use crate::row_function::Definition;

pub(crate) static GRADE: Definition = Definition {
    name: "jixiao_grade",
    arguments: &["total"],
    returns: DataType::Utf8,
    compute: grades,
};

fn grades(kernel: &Kernel, columns: &[ArrayRef]) -> Result<ArrayRef> {
    let [totals] = columns else {
        return Err(GRADE.miscounted(columns));
    };
    let totals = arguments::decimals(GRADE.name, "total", totals)?;
    let cuts = kernel.policy().grades;
    let grade = |row| -> Result<Option<&str>> {
        if totals.is_null(row) {
            return Ok(None);
        }
        let total = Points::from_scaled(totals.value(row), totals.scale());
        match total {
            Ok(total) => Ok(cuts.grade(total).map(Grade::term)),
            Err(ModelError::OutOfRange { .. }) => Ok(None),
            Err(error) => Err(ClusterError::Number {
                row: row.saturating_add(1),
                column: "total",
                error,
            }
            .into()),
        }
    };
    let grades: StringArray = (0..totals.len()).map(grade).collect::<Result<_>>()?;
    Ok(Arc::new(grades))
}
