//! What the functions take: integers and decimals, exactly.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, Decimal128Array};
use datafusion::arrow::datatypes::DataType;
use datafusion::error::Result;
use datafusion::logical_expr::ColumnarValue;
use datafusion::scalar::ScalarValue;

use crate::error::ClusterError;

/// Points as a column: steps of 0.0001, from -1 000 000 to 1 000 000.
pub(crate) const POINTS: DataType = DataType::Decimal128(11, 4);

/// Digits of any 64-bit integer.
const INTEGER_DIGITS: u8 = 20;

const KIND: &str = "kind";
const METHOD: &str = "method";
const IS_PERCENT: &str = "is_percent";
const LEVEL1: &str = "level1";

/// What a row may have beside its four numbers.
const OPTIONAL: [&str; 3] = [METHOD, IS_PERCENT, LEVEL1];

/// The types that arguments are brought to without a change of value. Those that are optional may be left out at the end.
pub(crate) fn coerce(
    function: &'static str,
    names: &'static [&'static str],
    found: &[DataType],
) -> Result<Vec<DataType>> {
    let asked = names.iter().filter(|name| !OPTIONAL.contains(name));
    if found.len() < asked.count() || found.len() > names.len() {
        return Err(ClusterError::Arguments {
            function,
            expected: names,
            found: found.len(),
        }
        .into());
    }
    names
        .iter()
        .zip(found)
        .map(|(argument, found)| match *argument {
            KIND => kind(function, argument, found),
            METHOD | LEVEL1 => text(function, argument, found),
            IS_PERCENT => truth(function, argument, found),
            _ => number(function, argument, found),
        })
        .collect()
}

fn kind(function: &'static str, argument: &'static str, found: &DataType) -> Result<DataType> {
    match found {
        DataType::Null | DataType::Int8 => Ok(DataType::Int8),
        own if own.is_integer() => Ok(DataType::Int64),
        _ => Err(ClusterError::Type {
            function,
            argument,
            found: found.to_string(),
            expected: "an integer: 0 (≥), 1 (≤), 2 (level), 3 (=), 4 (>) or 5 (<)",
        }
        .into()),
    }
}

fn number(function: &'static str, argument: &'static str, found: &DataType) -> Result<DataType> {
    match found {
        DataType::Decimal32(digits, decimals)
        | DataType::Decimal64(digits, decimals)
        | DataType::Decimal128(digits, decimals) => Ok(DataType::Decimal128(*digits, *decimals)),
        own if own.is_integer() || own.is_null() => Ok(DataType::Decimal128(INTEGER_DIGITS, 0)),
        own if own.is_floating() => Err(ClusterError::Float {
            function,
            argument,
            found: found.to_string(),
        }
        .into()),
        _ => Err(ClusterError::Type {
            function,
            argument,
            found: found.to_string(),
            expected: "an integer or a decimal of at most 38 digits",
        }
        .into()),
    }
}

fn text(function: &'static str, argument: &'static str, found: &DataType) -> Result<DataType> {
    if found.is_string() || found.is_null() {
        return Ok(DataType::Utf8);
    }
    Err(ClusterError::Type {
        function,
        argument,
        found: found.to_string(),
        expected: "a text, such as 'direct' for a method and '产出指标' for a level, or NULL",
    }
    .into())
}

fn truth(function: &'static str, argument: &'static str, found: &DataType) -> Result<DataType> {
    if found.is_null() || *found == DataType::Boolean {
        return Ok(DataType::Boolean);
    }
    Err(ClusterError::Type {
        function,
        argument,
        found: found.to_string(),
        expected: "true or false",
    }
    .into())
}

/// The arguments as arrays of one length, and whether each was a single value.
pub(crate) fn arrays(arguments: &[ColumnarValue], rows: usize) -> Result<(Vec<ArrayRef>, bool)> {
    let single = arguments
        .iter()
        .all(|own| matches!(own, ColumnarValue::Scalar(_)));
    let rows = if single { 1 } else { rows };
    let arrays = arguments.iter().map(|own| own.to_array(rows));
    Ok((arrays.collect::<Result<_>>()?, single))
}

/// What a scalar function returns: a single value for single values.
pub(crate) fn result(array: ArrayRef, single: bool) -> Result<ColumnarValue> {
    Ok(if single {
        ColumnarValue::Scalar(ScalarValue::try_from_array(&array, 0)?)
    } else {
        ColumnarValue::Array(array)
    })
}

/// A column of points from steps of 0.0001.
pub(crate) fn points(steps: impl Iterator<Item = Option<i64>>) -> ArrayRef {
    let steps: Decimal128Array = steps.map(|own| own.map(i128::from)).collect();
    Arc::new(steps.with_data_type(POINTS))
}

/// A column of decimals, as [`coerce`] asked for it.
pub(crate) fn decimals<'a>(
    function: &'static str,
    argument: &'static str,
    array: &'a ArrayRef,
) -> Result<&'a Decimal128Array> {
    array
        .as_primitive_opt()
        .ok_or_else(|| not_coerced(function, argument, array))
}

fn not_coerced(
    function: &'static str,
    argument: &'static str,
    array: &ArrayRef,
) -> datafusion::error::DataFusionError {
    ClusterError::Type {
        function,
        argument,
        found: array.data_type().to_string(),
        expected: "what its signature asks for; the plan was made without it",
    }
    .into()
}
