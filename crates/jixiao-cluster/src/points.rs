//! `jixiao_points`: 指标得分.

use std::sync::Arc;

use datafusion::arrow::array::ArrayRef;
use datafusion::arrow::datatypes::DataType;
use datafusion::error::Result;
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility,
};

use jixiao_batch::Indicators;

use crate::arguments;
use crate::error::ClusterError;
use crate::kernel::Kernel;

pub(crate) const NAME: &str = "jixiao_points";
const ARGUMENTS: &[&str] = &[
    "kind",
    "target",
    "actual",
    "weight",
    "method",
    "is_percent",
    "level1",
];

#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct IndicatorPoints {
    kernel: Arc<Kernel>,
    signature: Signature,
}

impl IndicatorPoints {
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

impl ScalarUDFImpl for IndicatorPoints {
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
        let steps = score(NAME, &self.kernel, &arrays)?;
        arguments::result(arguments::points(steps.into_iter().map(Some)), single)
    }
}

/// The points of each row of kind, target, actual and weight, in steps of 0.0001.
pub(crate) fn score(
    function: &'static str,
    kernel: &Kernel,
    columns: &[ArrayRef],
) -> Result<Vec<i64>> {
    let [kinds, targets, actuals, weights, optional @ ..] = columns else {
        return Err(ClusterError::Arguments {
            function,
            expected: ARGUMENTS,
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
