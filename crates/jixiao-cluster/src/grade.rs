//! `jixiao_grade`: 等级.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, StringArray};
use datafusion::arrow::datatypes::DataType;
use datafusion::error::Result;
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility,
};
use jixiao_model::{Grade, ModelError, Points};

use crate::arguments;
use crate::error::ClusterError;
use crate::kernel::Kernel;

pub(crate) const NAME: &str = "jixiao_grade";
const ARGUMENTS: &[&str] = &["total"];

#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct Grades {
    kernel: Arc<Kernel>,
    signature: Signature,
}

impl Grades {
    pub(crate) fn new(kernel: Arc<Kernel>) -> Self {
        Self {
            kernel,
            signature: Signature::user_defined(Volatility::Immutable),
        }
    }

    /// Whose policy it is, for the codec.
    #[cfg(feature = "ballista")]
    pub(crate) fn kernel(&self) -> &Kernel {
        &self.kernel
    }
}

impl ScalarUDFImpl for Grades {
    fn name(&self) -> &str {
        NAME
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, found: &[DataType]) -> Result<Vec<DataType>> {
        arguments::coerce(NAME, ARGUMENTS, found)
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Utf8)
    }

    fn invoke_with_args(&self, given: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let (arrays, single) = arguments::arrays(&given.args, given.number_rows)?;
        let [totals] = arrays.as_slice() else {
            return Err(ClusterError::Arguments {
                function: NAME,
                expected: ARGUMENTS,
                found: arrays.len(),
            }
            .into());
        };
        let totals = arguments::decimals(NAME, "total", totals)?;
        let cuts = self.kernel.policy().grades;
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
        let grades: ArrayRef = Arc::new(grades);
        arguments::result(grades, single)
    }
}
