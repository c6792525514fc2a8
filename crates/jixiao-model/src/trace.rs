//! Where a value came from: its place in a file, and whether it was published, reported or constructed.

use alloc::string::String;
use alloc::sync::Arc;
use core::fmt;

use crate::terms::Source;

/// A place in an input: the file and, inside it, a line with its key or a cell of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The file as the user named it, with `/` between folders.
    pub file: Arc<str>,
    /// Where inside the file.
    pub locator: Locator,
}

/// Where inside a file.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Locator {
    /// The file as a whole.
    File,
    /// A line of a text file; `key` is the dotted path of the value, such as `indicators[2].weight`.
    Key {
        /// Line, counted from 1.
        line: u32,
        /// Column in characters, counted from 1.
        column: u32,
        /// The dotted path of the value; empty for the document itself.
        key: String,
    },
    /// A cell of a spreadsheet or of a table in a document.
    Cell {
        /// The sheet's name, or the table's number in a document, such as `表1`; empty in a file that is one table.
        sheet: String,
        /// The cell, such as `C7`, or `第3行第2格` in a document; empty for the sheet as a whole.
        cell: String,
    },
}

impl Place {
    /// The file as a whole.
    pub fn file(file: impl Into<Arc<str>>) -> Self {
        Self {
            file: file.into(),
            locator: Locator::File,
        }
    }

    /// The place on a crowded line: the file without its folders, and the line or the cell.
    ///
    /// ```
    /// use jixiao_model::{Locator, Place};
    /// let locator = Locator::Key { line: 12, column: 3, key: "funds.budget".into() };
    /// let place = Place { file: "dataset/projects/01.toml".into(), locator };
    /// assert_eq!(place.brief(), "01.toml:12");
    /// ```
    pub fn brief(&self) -> String {
        let file = self.file.rsplit('/').next().unwrap_or(&self.file);
        match &self.locator {
            Locator::File => file.into(),
            Locator::Cell { sheet, cell } if sheet.is_empty() && cell.is_empty() => file.into(),
            Locator::Key { line, .. } => alloc::format!("{file}:{line}"),
            Locator::Cell { sheet, cell } => alloc::format!("{file} {}", in_sheet(sheet, cell)),
        }
    }
}

/// `sheet!cell`, or what there is of it.
fn in_sheet(sheet: &str, cell: &str) -> String {
    let mark = if sheet.is_empty() || cell.is_empty() {
        ""
    } else {
        "!"
    };
    alloc::format!("{sheet}{mark}{cell}")
}

impl fmt::Display for Place {
    /// `file:line:column (key)`, `file [sheet!cell]` or `file`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        match &self.locator {
            Locator::File => Ok(()),
            Locator::Cell { sheet, cell } if sheet.is_empty() && cell.is_empty() => Ok(()),
            Locator::Key { line, column, key } if key.is_empty() => write!(f, ":{line}:{column}"),
            Locator::Key { line, column, key } => write!(f, ":{line}:{column} ({key})"),
            Locator::Cell { sheet, cell } => write!(f, " [{}]", in_sheet(sheet, cell)),
        }
    }
}

/// A value with where it came from.
///
/// ```
/// use jixiao_model::{Amount, Traced};
/// let amount = Traced::reported(Amount::ZERO); // built in code: no place
/// assert!(amount.place.is_none());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[repr(C)] // The value comes first: scoring reads nothing else.
pub struct Traced<T> {
    /// The value.
    pub value: T,
    /// Reported, published or constructed.
    pub source: Source,
    /// Where it stands, when it was read from a file. Not serialised: a copy stands elsewhere.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub place: Option<Arc<Place>>,
}

impl<T> Traced<T> {
    /// A value that the unit reports, with no place.
    pub fn reported(value: T) -> Self {
        Self {
            value,
            source: Source::Reported,
            place: None,
        }
    }

    /// Is the value made up for a demonstration?
    pub fn is_constructed(&self) -> bool {
        self.source == Source::Constructed
    }
}

impl<T: Default> Default for Traced<T> {
    fn default() -> Self {
        Self::reported(T::default())
    }
}
