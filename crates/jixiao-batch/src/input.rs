//! The files of a run, cut into pieces that are read and scored by themselves.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::error::{BatchError, ColumnError};
use crate::project::Reject;
use crate::rows::Rows;

mod csv;
mod ipc;
mod parquet;

pub(crate) use parquet::Slice;

/// A piece of a file.
pub(crate) enum Piece {
    /// Still to be read, by whoever scores it.
    Slice(Slice),
    /// Read already, for its file can only be read from its beginning on.
    Read(Box<ReadRows>),
}

/// Rows that were read.
pub(crate) struct ReadRows {
    pub(crate) rows: Rows,
    /// Counted from 0 in its file.
    pub(crate) first_row: u64,
    /// Those that could not be read, in their order.
    pub(crate) unread: Vec<Reject>,
}

/// One of the files, and what is told of it.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    pub(crate) path: Arc<Path>,
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Parquet,
    Csv,
    ArrowFile,
    ArrowStream,
}

impl Format {
    fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_string_lossy().to_lowercase();
        Some(match ending.as_str() {
            "parquet" | "pq" => Self::Parquet,
            "csv" => Self::Csv,
            "arrow" | "feather" | "ipc" => Self::ArrowFile,
            "arrows" => Self::ArrowStream,
            _ => return None,
        })
    }
}

pub(crate) type Pieces = Box<dyn Iterator<Item = Result<Piece, BatchError>>>;

impl Source {
    /// The files, each by itself or all of a folder in the order of their names.
    pub(crate) fn all(inputs: &[PathBuf]) -> Result<Vec<Self>, BatchError> {
        let mut sources = Vec::new();
        for input in inputs {
            if !input.is_dir() {
                let format = Format::of(input).ok_or_else(|| BatchError::Ending(input.clone()))?;
                sources.push(Self::new(input, format));
                continue;
            }
            let before = sources.len();
            Self::of_folder(input, &mut sources)?;
            if sources.len() == before {
                return Err(BatchError::NoFiles(input.clone()));
            }
        }
        Ok(sources)
    }

    /// The files of a folder and of those in it, by their names. What is not to be read must say so: by a name that begins with `_` or `.`, as the marks
    /// that other programs leave beside their data do.
    fn of_folder(folder: &Path, sources: &mut Vec<Self>) -> Result<(), BatchError> {
        let mut paths = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(|error| read_error(folder, error))? {
            let entry = entry.map_err(|error| read_error(folder, error))?;
            if !entry.file_name().to_string_lossy().starts_with(['_', '.']) {
                paths.push(entry.path());
            }
        }
        paths.sort();
        for path in paths {
            if path.is_dir() {
                Self::of_folder(&path, sources)?;
            } else {
                let format = Format::of(&path).ok_or_else(|| BatchError::Ending(path.clone()))?;
                sources.push(Self::new(&path, format));
            }
        }
        Ok(())
    }

    fn new(path: &Path, format: Format) -> Self {
        Self {
            path: path.into(),
            format,
        }
    }

    fn open(&self) -> Result<File, BatchError> {
        File::open(&self.path).map_err(|error| read_error(&self.path, error))
    }

    /// The pieces of the file, in its order; `by` is the column that roll-ups go by.
    pub(crate) fn pieces(&self, by: Option<&str>) -> Result<Pieces, BatchError> {
        match self.format {
            Format::Parquet => parquet::pieces(self, by),
            Format::Csv => csv::pieces(self, by),
            Format::ArrowFile | Format::ArrowStream => ipc::pieces(self, by),
        }
    }

    /// The rows of the file, where it says how many it has.
    pub(crate) fn known_rows(&self) -> Option<u64> {
        match self.format {
            Format::Parquet => parquet::rows(self),
            _ => None,
        }
    }
}

pub(crate) fn read_error(
    path: &Path,
    error: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> BatchError {
    BatchError::Read {
        path: path.into(),
        error: error.into(),
    }
}

pub(crate) fn column_error(path: &Path, error: ColumnError) -> BatchError {
    BatchError::Column {
        path: path.into(),
        error,
    }
}
