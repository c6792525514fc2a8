//! The rows of a file as the columns that are asked for.

use std::ops::Range;

use arrow_array::{Array, RecordBatch};
use arrow_buffer::{NullBuffer, ScalarBuffer};

use crate::column::{Flags, Kinds, Numbers, Texts, whole};
use crate::error::ColumnError;

/// The columns that every file has, in their order.
pub const COLUMNS: [&str; 7] = [
    "project_id",
    "budget",
    "executed",
    "kind",
    "target",
    "actual",
    "weight",
];

/// The columns that a file may have.
pub const OPTIONAL_COLUMNS: [&str; 7] = [
    "level1",
    "method",
    "is_percent",
    "not_applicable",
    "pass_mark",
    "deduction_step",
    "deduction_points",
];

/// What decides the points of indicators, a row each.
#[derive(Debug, Clone)]
pub struct Indicators {
    pub(crate) kind: Kinds,
    pub(crate) target: Numbers,
    pub(crate) actual: Numbers,
    pub(crate) weight: Numbers,
    pub(crate) level1: Option<Texts>,
    pub(crate) method: Option<Texts>,
    pub(crate) is_percent: Option<Flags>,
    pub(crate) not_applicable: Option<Flags>,
    pub(crate) pass_mark: Option<Numbers>,
    pub(crate) deduction_step: Option<Numbers>,
    pub(crate) deduction_points: Option<Numbers>,
}

impl Indicators {
    /// From the columns of a batch, found by their names ([`COLUMNS`], [`OPTIONAL_COLUMNS`]); others are passed over.
    ///
    /// # Errors
    /// [`ColumnError`]: a column is missing, or of a type that has no place for exact numbers.
    pub fn new(batch: &RecordBatch) -> Result<Self, ColumnError> {
        let optional = |name| batch.column_by_name(name);
        let numbers = |name| {
            optional(name)
                .map(|array| Numbers::new(array, name))
                .transpose()
        };
        let texts = |name| {
            optional(name)
                .map(|array| Texts::new(array, name))
                .transpose()
        };
        let flags = |name| {
            optional(name)
                .map(|array| Flags::new(array, name))
                .transpose()
        };
        let own = Self::of_arrays(
            required(batch, "kind")?,
            required(batch, "target")?,
            required(batch, "actual")?,
            required(batch, "weight")?,
        )?;
        Ok(Self {
            level1: texts("level1")?,
            method: texts("method")?,
            is_percent: flags("is_percent")?,
            not_applicable: flags("not_applicable")?,
            pass_mark: numbers("pass_mark")?,
            deduction_step: numbers("deduction_step")?,
            deduction_points: numbers("deduction_points")?,
            ..own
        })
    }

    /// From arrays of one length, for engines that hand over arguments and no batch. Methods and percentages may be added.
    ///
    /// # Errors
    /// [`ColumnError::Type`]: one is of a type that has no place for exact numbers.
    pub fn of_arrays(
        kind: &dyn Array,
        target: &dyn Array,
        actual: &dyn Array,
        weight: &dyn Array,
    ) -> Result<Self, ColumnError> {
        Ok(Self {
            kind: Kinds::new(kind, "kind")?,
            target: Numbers::new(target, "target")?,
            actual: Numbers::new(actual, "actual")?,
            weight: Numbers::new(weight, "weight")?,
            level1: None,
            method: None,
            is_percent: None,
            not_applicable: None,
            pass_mark: None,
            deduction_step: None,
            deduction_points: None,
        })
    }

    /// 赋分规则 of each row, a text: the id of a method, its term, or nothing for the policy's.
    ///
    /// # Errors
    /// [`ColumnError::Type`].
    pub fn with_methods(mut self, methods: &dyn Array) -> Result<Self, ColumnError> {
        self.method = Some(Texts::new(methods, "method")?);
        Ok(self)
    }

    /// 一级指标 of each row, a text: a policy may score 满意度指标 by a method of its own.
    ///
    /// # Errors
    /// [`ColumnError::Type`].
    pub fn with_levels(mut self, levels: &dyn Array) -> Result<Self, ColumnError> {
        self.level1 = Some(Texts::new(levels, "level1")?);
        Ok(self)
    }

    /// Are target and actual of each row percentages? Bands and deductions must know.
    ///
    /// # Errors
    /// [`ColumnError::Type`].
    pub fn with_percentages(mut self, are: &dyn Array) -> Result<Self, ColumnError> {
        self.is_percent = Some(Flags::new(are, "is_percent")?);
        Ok(self)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.kind.codes.len()
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.kind.codes.is_empty()
    }
}

/// Indicators with the project of each, and what roll-ups go by.
#[derive(Debug, Clone)]
pub(crate) struct Rows {
    pub(crate) project_id: ScalarBuffer<i64>,
    pub(crate) project_nulls: Option<NullBuffer>,
    pub(crate) budget: Numbers,
    pub(crate) executed: Numbers,
    pub(crate) indicators: Indicators,
    pub(crate) key: Option<Keys>,
}

/// The column that roll-ups go by.
#[derive(Debug, Clone)]
pub(crate) enum Keys {
    Whole(ScalarBuffer<i64>, Option<NullBuffer>),
    Text(Texts),
    /// Cells of CSV: those that are written as whole numbers are whole numbers.
    Cells(Texts),
}

/// What a roll-up goes by: a whole number or a text, in the order in which roll-ups are listed; an empty cell comes first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[non_exhaustive]
pub enum Key {
    /// The cell is empty.
    #[default]
    Empty,
    /// A whole number.
    Whole(i64),
    /// A text.
    Text(String),
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Empty => Ok(()),
            Self::Whole(number) => write!(f, "{number}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

impl Keys {
    pub(crate) fn get(&self, row: usize) -> Key {
        match self {
            Self::Whole(_, Some(nulls)) if row < nulls.len() && nulls.is_null(row) => Key::Empty,
            Self::Whole(keys, _) => keys.get(row).map_or(Key::Empty, |key| Key::Whole(*key)),
            Self::Text(texts) => {
                let text = texts.get(row);
                text.map_or(Key::Empty, |text| Key::Text(text.to_string()))
            }
            Self::Cells(texts) => match texts.get(row) {
                None => Key::Empty,
                Some(text) => match text.parse::<i64>() {
                    Ok(number) if number.to_string() == text => Key::Whole(number),
                    _ => Key::Text(text.to_string()),
                },
            },
        }
    }

    /// The first row of `rows` whose key is not that of the row before it.
    pub(crate) fn first_change(&self, mut rows: Range<usize>) -> Option<usize> {
        let first = rows.next()?;
        match self {
            Self::Whole(keys, None) => {
                let key = keys.get(first);
                rows.find(|row| keys.get(*row) != key)
            }
            Self::Whole(..) => {
                let key = self.get(first);
                rows.find(|row| self.get(*row) != key)
            }
            Self::Text(texts) | Self::Cells(texts) => {
                let key = texts.index(first);
                rows.find(|row| texts.index(*row) != key)
            }
        }
    }
}

impl Rows {
    pub(crate) fn new(batch: &RecordBatch, by: Option<&str>) -> Result<Self, ColumnError> {
        let names = batch.schema_ref().fields().iter();
        check_names(names.map(|field| field.name().as_str()), by)?;
        let project = required(batch, "project_id")?;
        let project_id = whole(project).ok_or_else(|| ColumnError::Type {
            column: "project_id".into(),
            found: project.data_type().to_string(),
            expected: "an integer of at most 64 bits",
        })?;
        let key = match by {
            None => None,
            Some(by) => {
                let array = required(batch, by)?;
                Some(match whole(array) {
                    Some(keys) => Keys::Whole(keys, array.nulls().cloned()),
                    None => Keys::Text(Texts::new(array, by)?),
                })
            }
        };
        Ok(Self {
            project_id,
            project_nulls: project.nulls().cloned(),
            budget: Numbers::new(required(batch, "budget")?, "budget")?,
            executed: Numbers::new(required(batch, "executed")?, "executed")?,
            indicators: Indicators::new(batch)?,
            key,
        })
    }

    pub(crate) fn len(&self) -> usize {
        self.project_id.len()
    }
}

/// The columns that are read: those that have a meaning, and the one that roll-ups go by.
pub(crate) fn is_wanted(name: &str, by: Option<&str>) -> bool {
    COLUMNS.contains(&name) || OPTIONAL_COLUMNS.contains(&name) || by == Some(name)
}

/// Of two columns of one name nobody can say which is meant.
pub(crate) fn check_names<'a>(
    names: impl Iterator<Item = &'a str>,
    by: Option<&str>,
) -> Result<(), ColumnError> {
    let mut known = Vec::new();
    for name in names.filter(|name| is_wanted(name, by)) {
        if known.contains(&name) {
            return Err(ColumnError::Twice(name.into()));
        }
        known.push(name);
    }
    Ok(())
}

fn required<'a>(batch: &'a RecordBatch, name: &str) -> Result<&'a dyn Array, ColumnError> {
    match batch.column_by_name(name) {
        Some(array) => Ok(array.as_ref()),
        None => Err(ColumnError::missing(
            name,
            batch
                .schema_ref()
                .fields()
                .iter()
                .map(|field| field.name().as_str()),
        )),
    }
}
