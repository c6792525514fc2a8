//! `jixiao_execution_points`: 预算执行率得分.

use std::sync::Arc;

use datafusion::arrow::datatypes::DataType;
use datafusion::error::Result;
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility,
};

use crate::arguments;
use crate::error::ClusterError;
use crate::kernel::{Kernel, amount};

pub(crate) const NAME: &str = "jixiao_execution_points";
const ARGUMENTS: &[&str] = &["budget", "executed"];

#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct ExecutionPoints {
    kernel: Arc<Kernel>,
    signature: Signature,
}

impl ExecutionPoints {
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

impl ScalarUDFImpl for ExecutionPoints {
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
        Ok(arguments::POINTS)
    }

    fn invoke_with_args(&self, given: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let (arrays, single) = arguments::arrays(&given.args, given.number_rows)?;
        let [budgets, executed] = arrays.as_slice() else {
            return Err(ClusterError::Arguments {
                function: NAME,
                expected: ARGUMENTS,
                found: arrays.len(),
            }
            .into());
        };
        let budgets = arguments::decimals(NAME, "budget", budgets)?;
        let executed = arguments::decimals(NAME, "executed", executed)?;
        let points = |row| -> Result<Option<i64>> {
            let budget = amount(budgets, row, "budget")?;
            let executed = amount(executed, row, "executed")?;
            let points = self.kernel.execution(budget, executed);
            let points = points.map_err(|error| error.at(row))?;
            Ok(Some(points.steps()))
        };
        let rows = if single { 1 } else { given.number_rows };
        let steps: Vec<_> = (0..rows).map(points).collect::<Result<_>>()?;
        arguments::result(arguments::points(steps.into_iter()), single)
    }
}
