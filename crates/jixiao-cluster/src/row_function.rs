//! What all functions of rows have in common.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use datafusion::arrow::array::ArrayRef;
use datafusion::arrow::datatypes::DataType;
use datafusion::error::{DataFusionError, Result};
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility,
};

use crate::arguments;
use crate::error::ClusterError;
use crate::kernel::Kernel;

/// What a function of rows is called, takes and gives.
#[derive(Debug)]
pub(crate) struct Definition {
    pub(crate) name: &'static str,
    pub(crate) arguments: &'static [&'static str],
    pub(crate) returns: DataType,
    /// From columns of one length to a column of that length.
    pub(crate) compute: fn(&Kernel, &[ArrayRef]) -> Result<ArrayRef>,
}

impl Definition {
    /// There are not as many columns as it takes.
    pub(crate) fn miscounted(&self, columns: &[ArrayRef]) -> DataFusionError {
        ClusterError::Arguments {
            function: self.name,
            expected: self.arguments,
            found: columns.len(),
        }
        .into()
    }
}

/// A name has one definition.
impl PartialEq for Definition {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Definition {}

impl Hash for Definition {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

/// A function of rows under a policy.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct RowFunction {
    definition: &'static Definition,
    kernel: Arc<Kernel>,
    signature: Signature,
}

impl RowFunction {
    pub(crate) fn new(definition: &'static Definition, kernel: Arc<Kernel>) -> Self {
        Self {
            definition,
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

impl ScalarUDFImpl for RowFunction {
    fn name(&self) -> &str {
        self.definition.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, found: &[DataType]) -> Result<Vec<DataType>> {
        arguments::coerce(self.definition.name, self.definition.arguments, found)
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(self.definition.returns.clone())
    }

    fn invoke_with_args(&self, given: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let (columns, single) = arguments::arrays(&given.args, given.number_rows)?;
        arguments::result((self.definition.compute)(&self.kernel, &columns)?, single)
    }
}
