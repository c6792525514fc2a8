//! Single columns: what an array of a file is taken for.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Decimal32Type, Decimal64Type, Decimal128Type, Int8Type, Int16Type, Int32Type, Int64Type,
    UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, BooleanArray, PrimitiveArray};
use arrow_buffer::{NullBuffer, ScalarBuffer};
use arrow_schema::DataType;
use jixiao_scoring::columns::Scaled;

use crate::error::ColumnError;

/// Exact decimal numbers with one count of decimals; whole numbers have none.
#[derive(Debug, Clone)]
pub struct Numbers {
    pub(crate) values: Values,
    pub(crate) decimals: i8,
    nulls: Option<NullBuffer>,
}

/// The integers of a column, as wide as they must be.
#[derive(Debug, Clone)]
pub(crate) enum Values {
    Narrow(ScalarBuffer<i64>),
    Wide(ScalarBuffer<i128>),
}

impl Numbers {
    /// Of decimals with up to 38 digits or of integers.
    ///
    /// # Errors
    /// [`ColumnError::Type`]: floats are refused, for what they hold is not what was written.
    pub fn new(array: &dyn Array, column: &str) -> Result<Self, ColumnError> {
        let (values, decimals) = match array.data_type() {
            DataType::Decimal32(_, decimals) => {
                let values = array.as_primitive::<Decimal32Type>().values();
                (
                    narrow(values.iter().map(|value| i64::from(*value))),
                    *decimals,
                )
            }
            DataType::Decimal64(_, decimals) => {
                let values = array.as_primitive::<Decimal64Type>().values();
                (Values::Narrow(values.clone()), *decimals)
            }
            DataType::Decimal128(_, decimals) => {
                let values = array.as_primitive::<Decimal128Type>().values();
                (Values::Wide(values.clone()), *decimals)
            }
            DataType::UInt64 => {
                let values = array.as_primitive::<UInt64Type>().values();
                let wide = values.iter().map(|value| i128::from(*value));
                (Values::Wide(wide.collect()), 0)
            }
            _ => match whole(array) {
                Some(values) => (Values::Narrow(values), 0),
                None => {
                    return Err(ColumnError::Type {
                        column: column.into(),
                        found: array.data_type().to_string(),
                        expected: "a decimal of at most 38 digits or an integer",
                    });
                }
            },
        };
        Ok(Self {
            values,
            decimals,
            nulls: array.nulls().cloned(),
        })
    }

    /// Of numbers that were read one by one; `None` is an empty cell.
    pub(crate) fn of(values: impl IntoIterator<Item = Option<i128>>, decimals: i8) -> Self {
        let values: Vec<Option<i128>> = values.into_iter().collect();
        let nulls: NullBuffer = values.iter().map(Option::is_some).collect();
        Self {
            values: Values::Wide(values.into_iter().map(Option::unwrap_or_default).collect()),
            decimals,
            nulls: (nulls.null_count() > 0).then_some(nulls),
        }
    }

    pub(crate) fn nulls(&self) -> Option<&NullBuffer> {
        self.nulls.as_ref()
    }

    pub(crate) fn is_null(&self, row: usize) -> bool {
        self.nulls
            .as_ref()
            .is_some_and(|nulls| row < nulls.len() && nulls.is_null(row))
    }

    /// The number of a row; `None` where the cell is empty.
    pub(crate) fn get(&self, row: usize) -> Option<Scaled> {
        if self.is_null(row) {
            return None;
        }
        let value = match &self.values {
            Values::Narrow(values) => i128::from(*values.get(row)?),
            Values::Wide(values) => *values.get(row)?,
        };
        Some(Scaled::new(value, self.decimals))
    }

    /// The sum over `rows` in steps of 10^-`places`; `None` where it cannot be kept so. An empty cell counts for nothing.
    pub(crate) fn sum(&self, rows: core::ops::Range<usize>, places: i8) -> Option<i128> {
        let whole = match (&self.values, &self.nulls) {
            (Values::Narrow(values), None) => {
                let values = values.get(rows)?.iter();
                values.map(|value| i128::from(*value)).sum()
            }
            _ => rows
                .filter_map(|row| self.get(row))
                .try_fold(0_i128, |sum, number| sum.checked_add(number.value))?,
        };
        let shift = i32::from(places).checked_sub(self.decimals.into())?;
        let factor = 10_i128.checked_pow(shift.unsigned_abs())?;
        if shift >= 0 {
            whole.checked_mul(factor)
        } else {
            (whole.checked_rem(factor)? == 0)
                .then(|| whole.checked_div(factor))
                .flatten()
        }
    }

    /// The first row of `rows` whose number is not that of the row before it.
    pub(crate) fn first_change(&self, rows: core::ops::Range<usize>) -> Option<usize> {
        let start = rows.start;
        let changed = match &self.values {
            Values::Narrow(values) => first_change(values.get(rows.clone())?),
            Values::Wide(values) => first_change(values.get(rows.clone())?),
        };
        if self.nulls.is_none() {
            return changed.map(|at| start.saturating_add(at));
        }
        rows.skip(1)
            .find(|row| self.get(*row) != self.get(row.saturating_sub(1)))
    }
}

fn first_change<T: PartialEq>(values: &[T]) -> Option<usize> {
    let (first, rest) = values.split_first()?;
    let at = rest.iter().position(|value| value != first)?;
    Some(at.saturating_add(1))
}

fn narrow(values: impl Iterator<Item = i64>) -> Values {
    Values::Narrow(values.collect())
}

/// Whole numbers of up to 64 bits.
pub(crate) fn whole(array: &dyn Array) -> Option<ScalarBuffer<i64>> {
    fn widened<T: arrow_array::ArrowPrimitiveType>(array: &PrimitiveArray<T>) -> ScalarBuffer<i64>
    where
        T::Native: Into<i64>,
    {
        array.values().iter().map(|value| (*value).into()).collect()
    }
    Some(match array.data_type() {
        DataType::Int64 => array.as_primitive::<Int64Type>().values().clone(),
        DataType::Int32 => widened(array.as_primitive::<Int32Type>()),
        DataType::Int16 => widened(array.as_primitive::<Int16Type>()),
        DataType::Int8 => widened(array.as_primitive::<Int8Type>()),
        DataType::UInt32 => widened(array.as_primitive::<UInt32Type>()),
        DataType::UInt16 => widened(array.as_primitive::<UInt16Type>()),
        DataType::UInt8 => widened(array.as_primitive::<UInt8Type>()),
        DataType::UInt64 => {
            // What stands in an empty cell has no meaning.
            let values = array.as_primitive::<UInt64Type>().iter();
            let whole = values.map(|value| i64::try_from(value.unwrap_or_default()).ok());
            whole.collect::<Option<Vec<i64>>>()?.into()
        }
        DataType::Decimal64(_, 0) => array.as_primitive::<Decimal64Type>().values().clone(),
        DataType::Decimal128(_, 0) => {
            let values = array.as_primitive::<Decimal128Type>().iter();
            let whole = values.map(|value| i64::try_from(value.unwrap_or_default()).ok());
            whole.collect::<Option<Vec<i64>>>()?.into()
        }
        _ => return None,
    })
}

/// The codes of kinds.
#[derive(Debug, Clone)]
pub(crate) struct Kinds {
    /// Of numbers that are no code of 8 bits, [`i8::MIN`], which has no meaning.
    pub(crate) codes: ScalarBuffer<i8>,
    /// What stands in the file, where that is wider.
    whole: Option<ScalarBuffer<i64>>,
    nulls: Option<NullBuffer>,
}

impl Kinds {
    pub(crate) fn new(array: &dyn Array, column: &str) -> Result<Self, ColumnError> {
        if let Some(codes) = array.as_primitive_opt::<Int8Type>() {
            return Ok(Self {
                codes: codes.values().clone(),
                whole: None,
                nulls: array.nulls().cloned(),
            });
        }
        let whole = whole(array).ok_or_else(|| ColumnError::Type {
            column: column.into(),
            found: array.data_type().to_string(),
            expected: "an integer from 0 to 5",
        })?;
        Ok(Self::of(whole, array.nulls().cloned()))
    }

    pub(crate) fn of(whole: ScalarBuffer<i64>, nulls: Option<NullBuffer>) -> Self {
        let codes = whole
            .iter()
            .map(|code| i8::try_from(*code).unwrap_or(i8::MIN));
        Self {
            codes: codes.collect(),
            whole: Some(whole),
            nulls,
        }
    }

    pub(crate) fn nulls(&self) -> Option<&NullBuffer> {
        self.nulls.as_ref()
    }

    /// The code of a row, or the number there that is none; `None` where the cell is empty.
    pub(crate) fn get(&self, row: usize) -> Option<Result<i8, i64>> {
        if self
            .nulls
            .as_ref()
            .is_some_and(|nulls| row < nulls.len() && nulls.is_null(row))
        {
            return None;
        }
        let code = *self.codes.get(row)?;
        let whole = self.whole.as_ref().and_then(|whole| whole.get(row));
        Some(match whole {
            Some(whole) if *whole != i64::from(code) => Err(*whole),
            _ => Ok(code),
        })
    }
}

/// Texts, each once, and which of them stands in each row.
#[derive(Debug, Clone)]
pub(crate) struct Texts {
    distinct: Vec<String>,
    /// From 1; 0 is an empty cell.
    of_row: Vec<u32>,
}

impl Texts {
    pub(crate) fn new(array: &dyn Array, column: &str) -> Result<Self, ColumnError> {
        if let Some(dictionary) = array.as_any_dictionary_opt() {
            let values = Self::new(dictionary.values().as_ref(), column)?;
            if values.of_row.is_empty() {
                // A dictionary without a word says nothing, in however many rows.
                return Ok(Self {
                    distinct: Vec::new(),
                    of_row: vec![0; array.len()],
                });
            }
            let keys = dictionary.normalized_keys();
            let of_row = keys.iter().enumerate().map(|(row, key)| {
                let key = if array.is_null(row) {
                    None
                } else {
                    values.of_row.get(*key)
                };
                key.copied().unwrap_or(0)
            });
            return Ok(Self {
                of_row: of_row.collect(),
                distinct: values.distinct,
            });
        }
        let texts: Box<dyn Iterator<Item = Option<&str>>> = match array.data_type() {
            DataType::Utf8 => Box::new(array.as_string::<i32>().iter()),
            DataType::LargeUtf8 => Box::new(array.as_string::<i64>().iter()),
            DataType::Utf8View => Box::new(array.as_string_view().iter()),
            DataType::Null => Box::new(std::iter::repeat_n(None, array.len())),
            found => {
                return Err(ColumnError::Type {
                    column: column.into(),
                    found: found.to_string(),
                    expected: "a text or an integer",
                });
            }
        };
        Ok(Self::of(texts))
    }

    pub(crate) fn of<'a>(texts: impl Iterator<Item = Option<&'a str>>) -> Self {
        let mut known = std::collections::HashMap::new();
        let mut distinct: Vec<String> = Vec::new();
        let mut of_row = Vec::with_capacity(texts.size_hint().0);
        let mut last = (None, 0);
        for text in texts {
            // The rows of a project mostly say the same.
            if text != last.0 || of_row.is_empty() {
                last = (
                    text,
                    match text.map(str::trim).filter(|text| !text.is_empty()) {
                        None => 0,
                        Some(text) => *known.entry(text).or_insert_with(|| {
                            distinct.push(text.to_string());
                            u32::try_from(distinct.len()).unwrap_or(0)
                        }),
                    },
                );
            }
            of_row.push(last.1);
        }
        Self { distinct, of_row }
    }

    /// What stands in a row; `None` where the cell is empty.
    pub(crate) fn get(&self, row: usize) -> Option<&str> {
        self.distinct.get(self.index(row)?).map(String::as_str)
    }

    /// Which of the distinct texts stands in a row.
    pub(crate) fn index(&self, row: usize) -> Option<usize> {
        let of_row = usize::try_from(*self.of_row.get(row)?).ok()?;
        of_row.checked_sub(1)
    }

    pub(crate) fn distinct(&self) -> &[String] {
        &self.distinct
    }
}

/// Yes or no; an empty cell is neither.
#[derive(Debug, Clone)]
pub(crate) struct Flags(BooleanArray);

impl Flags {
    pub(crate) fn new(array: &dyn Array, column: &str) -> Result<Self, ColumnError> {
        match array.as_boolean_opt() {
            Some(flags) => Ok(Self(flags.clone())),
            None => Err(ColumnError::Type {
                column: column.into(),
                found: array.data_type().to_string(),
                expected: "a boolean",
            }),
        }
    }

    pub(crate) fn of(flags: impl Iterator<Item = Option<bool>>) -> Self {
        Self(flags.collect())
    }

    pub(crate) fn get(&self, row: usize) -> Option<bool> {
        (row < self.0.len() && self.0.is_valid(row)).then(|| self.0.value(row))
    }
}
