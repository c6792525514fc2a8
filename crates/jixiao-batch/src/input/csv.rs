//! CSV: a header of column names, a row a line, read exactly: a cell that is no number is told with its row.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use arrow_buffer::NullBuffer;
use csv::{Position, Reader, ReaderBuilder, StringRecord};

use super::{Piece, Pieces, ReadRows, Source, column_error, read_error};
use crate::column::{Flags, Kinds, Numbers, Texts};
use crate::error::{BatchError, CellError, ColumnError, RowProblem};
use crate::project::Reject;
use crate::rows::{COLUMNS, Indicators, Keys, OPTIONAL_COLUMNS, Rows, check_names};

/// No amount, number or weight has more.
const MOST_DECIMALS: u8 = 10;

/// Rows that are handed on at a time.
const PIECE: usize = 32 * 1024;

pub(super) fn pieces(source: &Source, by: Option<&str>) -> Result<Pieces, BatchError> {
    let mut reader = ReaderBuilder::new()
        .flexible(true)
        .from_reader(source.open()?);
    let header = reader.headers().map_err(|error| match error.kind() {
        csv::ErrorKind::Utf8 { .. } => BatchError::Encoding {
            path: source.path.to_path_buf(),
            line: 1,
        },
        _ => read_error(&source.path, error),
    })?;
    let names: Vec<String> = header
        .iter()
        .map(|name| name.trim_start_matches('\u{feff}').trim().to_string())
        .collect();
    let places = check_names(names.iter().map(String::as_str), by);
    let places = places
        .and_then(|()| Places::new(&names, by))
        .map_err(|error| column_error(&source.path, error))?;
    let lines = Lines {
        source: source.clone(),
        reader,
        places,
        cells: names.len(),
        by: by.map(str::to_string),
        first_row: 0,
        last: Position::new(),
        failed: false,
    };
    Ok(Box::new(lines))
}

/// Where each column stands.
struct Places {
    own: [usize; COLUMNS.len()],
    optional: [Option<usize>; OPTIONAL_COLUMNS.len()],
    by: Option<usize>,
}

impl Places {
    fn new(names: &[String], by: Option<&str>) -> Result<Self, ColumnError> {
        let find = |name: &str| names.iter().position(|own| own == name);
        let require = |name: &str| {
            let found = || names.iter().map(String::as_str);
            find(name).ok_or_else(|| ColumnError::missing(name, found()))
        };
        let mut own = [0; COLUMNS.len()];
        for (place, name) in own.iter_mut().zip(COLUMNS) {
            *place = require(name)?;
        }
        Ok(Self {
            own,
            optional: OPTIONAL_COLUMNS.map(find),
            by: by.map(require).transpose()?,
        })
    }
}

struct Lines {
    source: Source,
    reader: Reader<File>,
    places: Places,
    cells: usize,
    by: Option<String>,
    first_row: u64,
    /// Where the last row that was read begins.
    last: Position,
    failed: bool,
}

impl Iterator for Lines {
    type Item = Result<Piece, BatchError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let mut lines = Vec::with_capacity(PIECE);
        let mut record = StringRecord::new();
        while lines.len() < PIECE {
            match self.reader.read_record(&mut record) {
                Ok(true) => {
                    if let Some(position) = record.position() {
                        self.last = position.clone();
                    }
                    lines.push(record.clone());
                }
                Ok(false) => {
                    if let Err(error) = self.check_quotes() {
                        self.failed = true;
                        return Some(Err(error));
                    }
                    break;
                }
                Err(error) => {
                    self.failed = true;
                    return Some(Err(self.unreadable(error)));
                }
            }
        }
        if lines.is_empty() {
            return None;
        }
        let piece = self.piece(&lines);
        self.first_row = self.first_row.saturating_add(lines.len() as u64);
        Some(Ok(Piece::Read(Box::new(piece))))
    }
}

impl Lines {
    fn unreadable(&self, error: csv::Error) -> BatchError {
        let path = self.source.path.to_path_buf();
        match error.kind() {
            csv::ErrorKind::Utf8 { pos, .. } => BatchError::Encoding {
                path,
                line: pos.as_ref().map_or(self.last.line(), Position::line),
            },
            _ => read_error(&path, error),
        }
    }

    /// A quote that is never closed takes all that follows it into one cell, and the rows there would be lost without a word.
    fn check_quotes(&self) -> Result<(), BatchError> {
        let path = &self.source.path;
        let error = |error| read_error(path, error);
        // What is no file cannot be read twice: a pipe would wait for what never comes.
        if !std::fs::metadata(path).map_err(error)?.is_file() {
            return Ok(());
        }
        let mut file = self.source.open()?;
        file.seek(SeekFrom::Start(self.last.byte()))
            .map_err(error)?;
        let mut quotes = 0_usize;
        let mut bytes = [0; 8 * 1024];
        loop {
            match file.read(&mut bytes).map_err(error)? {
                0 => break,
                read => {
                    let own = bytes.iter().take(read).filter(|byte| **byte == b'"');
                    quotes = quotes.wrapping_add(own.count());
                }
            }
        }
        if quotes.is_multiple_of(2) {
            return Ok(());
        }
        Err(BatchError::Quote {
            path: path.to_path_buf(),
            line: self.last.line(),
        })
    }

    fn piece(&self, lines: &[StringRecord]) -> ReadRows {
        let mut table = Table {
            lines,
            cells: self.cells,
            first_row: self.first_row,
            unread: Vec::new(),
        };
        for (row, line) in lines.iter().enumerate() {
            if line.len() != self.cells {
                table.tell(
                    row,
                    RowProblem::Cells {
                        found: line.len(),
                        expected: self.cells,
                    },
                );
            }
        }
        let [project_id, budget, executed, kind, target, actual, weight] = self.places.own;
        let [
            level1,
            method,
            is_percent,
            not_applicable,
            pass_mark,
            step,
            points,
        ] = self.places.optional;
        let project = table.whole(project_id, "project_id");
        let kinds = table.whole(kind, "kind");
        let rows = Rows {
            project_id: project.iter().map(|id| id.unwrap_or_default()).collect(),
            project_nulls: nulls(&project),
            budget: table.numbers(budget, "budget"),
            executed: table.numbers(executed, "executed"),
            indicators: Indicators {
                kind: Kinds::of(
                    kinds.iter().map(|kind| kind.unwrap_or_default()).collect(),
                    nulls(&kinds),
                ),
                target: table.numbers(target, "target"),
                actual: table.numbers(actual, "actual"),
                weight: table.numbers(weight, "weight"),
                level1: level1.map(|at| table.texts(at)),
                method: method.map(|at| table.texts(at)),
                is_percent: is_percent.map(|at| table.flags(at, "is_percent")),
                not_applicable: not_applicable.map(|at| table.flags(at, "not_applicable")),
                pass_mark: pass_mark.map(|at| table.numbers(at, "pass_mark")),
                deduction_step: step.map(|at| table.numbers(at, "deduction_step")),
                deduction_points: points.map(|at| table.numbers(at, "deduction_points")),
            },
            key: self.places.by.map(|at| match self.by.as_deref() {
                Some("project_id") => Keys::Whole(
                    project.iter().map(|id| id.unwrap_or_default()).collect(),
                    nulls(&project),
                ),
                _ => Keys::Cells(table.texts(at)),
            }),
        };
        let mut unread = table.unread;
        for reject in &mut unread {
            let row = reject.row.saturating_sub(self.first_row);
            let row = usize::try_from(row).unwrap_or(usize::MAX);
            reject.project_id = project.get(row).copied().flatten();
        }
        unread.sort_by_key(|reject| reject.row);
        // One reason a row: the first is where to begin.
        unread.dedup_by_key(|reject| reject.row);
        ReadRows {
            rows,
            first_row: self.first_row,
            unread,
        }
    }
}

fn nulls(values: &[Option<i64>]) -> Option<NullBuffer> {
    let nulls: NullBuffer = values.iter().map(Option::is_some).collect();
    (nulls.null_count() > 0).then_some(nulls)
}

struct Table<'a> {
    lines: &'a [StringRecord],
    /// Cells of the header.
    cells: usize,
    first_row: u64,
    unread: Vec<Reject>,
}

impl Table<'_> {
    fn tell(&mut self, row: usize, problem: RowProblem) {
        self.unread.push(Reject {
            row: self.first_row.saturating_add(row as u64),
            project_id: None,
            problem,
        });
    }

    fn cells(&self, at: usize) -> impl Iterator<Item = Option<&str>> {
        // A line with a cell too few or too many may have moved all of them.
        self.lines.iter().map(move |line| {
            let cell = line.get(at).filter(|_| line.len() == self.cells);
            cell.map(str::trim).filter(|cell| !cell.is_empty())
        })
    }

    /// Reads each cell of a column; one that cannot be read is told, and taken for empty.
    fn read<T>(
        &mut self,
        at: usize,
        column: &str,
        read: impl Fn(&str) -> Result<T, CellError>,
    ) -> Vec<Option<T>> {
        let mut told = Vec::new();
        let mut values = Vec::with_capacity(self.lines.len());
        for (row, cell) in self.cells(at).enumerate() {
            values.push(match cell.map(&read) {
                None => None,
                Some(Ok(value)) => Some(value),
                Some(Err(reason)) => {
                    let found = cell.unwrap_or_default().chars().take(40).collect();
                    told.push((
                        row,
                        RowProblem::Unreadable {
                            column: column.into(),
                            found,
                            reason,
                        },
                    ));
                    None
                }
            });
        }
        for (row, problem) in told {
            self.tell(row, problem);
        }
        values
    }

    fn whole(&mut self, at: usize, column: &str) -> Vec<Option<i64>> {
        self.read(at, column, |cell| {
            cell.parse().map_err(|_| CellError::NoWhole)
        })
    }

    fn flags(&mut self, at: usize, column: &str) -> Flags {
        let flags = self.read(at, column, |cell| match cell.to_lowercase().as_str() {
            "true" | "1" | "yes" | "是" => Ok(true),
            "false" | "0" | "no" | "否" => Ok(false),
            _ => Err(CellError::NoFlag),
        });
        Flags::of(flags.into_iter())
    }

    fn texts(&self, at: usize) -> Texts {
        Texts::of(self.cells(at))
    }

    /// All cells of the column in the decimals of the one that has the most.
    fn numbers(&mut self, at: usize, column: &str) -> Numbers {
        let read = self.read(at, column, decimal);
        let decimals = read
            .iter()
            .flatten()
            .map(|number| number.1)
            .max()
            .unwrap_or(0);
        let mut told = Vec::new();
        let values = read.iter().enumerate().map(|(row, number)| {
            let (digits, own) = (*number)?;
            let factor = 10_i128.checked_pow(u32::from(decimals.saturating_sub(own)));
            let scaled = factor.and_then(|factor| digits.checked_mul(factor));
            if scaled.is_none() {
                told.push(row);
            }
            scaled
        });
        let values: Vec<Option<i128>> = values.collect();
        for row in told {
            let found = self.lines.get(row).and_then(|line| line.get(at));
            let found = found.unwrap_or_default().chars().take(40).collect();
            self.tell(
                row,
                RowProblem::Unreadable {
                    column: column.into(),
                    found,
                    reason: CellError::Digits,
                },
            );
        }
        Numbers::of(values, i8::try_from(decimals).unwrap_or(i8::MAX))
    }
}

/// Digits and how many of them are decimals: `-12.50` is -125 and 1. Zeros that end the decimals say nothing.
fn decimal(cell: &str) -> Result<(i128, u8), CellError> {
    let (negative, digits) = match cell.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, cell.strip_prefix('+').unwrap_or(cell)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !are_digits(whole) || !are_digits(fraction) || digits.ends_with('.') {
        return Err(CellError::NoNumber);
    }
    let fraction = fraction.trim_end_matches('0');
    let mut value = 0_i128;
    for byte in whole.bytes().chain(fraction.bytes()) {
        let digit = i128::from(byte.saturating_sub(b'0'));
        value = value
            .checked_mul(10)
            .and_then(|value| value.checked_add(digit))
            .ok_or(CellError::Digits)?;
    }
    let decimals = u8::try_from(fraction.len())
        .ok()
        .filter(|decimals| *decimals <= MOST_DECIMALS);
    let decimals = decimals.ok_or(CellError::Decimals)?;
    Ok((
        if negative {
            value.saturating_neg()
        } else {
            value
        },
        decimals,
    ))
}

#[cfg(test)]
mod tests {
    use super::decimal;
    use crate::error::CellError;

    #[test]
    fn cells_are_read_exactly_or_not_at_all() {
        for (cell, expected) in [
            ("95", Ok((95, 0))),
            ("95.50", Ok((955, 1))),
            ("-0.05", Ok((-5, 2))),
            ("+7", Ok((7, 0))),
            ("1000", Ok((1000, 0))),
            ("0.1000000000000000000000000000000", Ok((1, 1))),
            ("0.12345678901", Err(CellError::Decimals)),
            ("", Err(CellError::NoNumber)),
            (".5", Err(CellError::NoNumber)),
            ("5.", Err(CellError::NoNumber)),
            ("1e3", Err(CellError::NoNumber)),
            ("12%", Err(CellError::NoNumber)),
            ("1,000", Err(CellError::NoNumber)),
            ("--1", Err(CellError::NoNumber)),
            (
                "9999999999999999999999999999999999999999",
                Err(CellError::Digits),
            ),
        ] {
            assert_eq!(decimal(cell), expected, "{cell}");
        }
    }
}
