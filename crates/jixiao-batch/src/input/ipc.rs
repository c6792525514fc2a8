//! Arrow IPC: files and streams, read from the beginning on.

use std::io::BufReader;

use arrow_array::RecordBatch;
use arrow_ipc::reader::{FileReader, StreamReader};
use arrow_schema::ArrowError;

use super::{Format, Piece, Pieces, ReadRows, Source, column_error, read_error};
use crate::error::BatchError;
use crate::rows::{Rows, is_wanted};

/// The most rows that are handed on at a time.
const PIECE: usize = 64 * 1024;

type Batches = Box<dyn Iterator<Item = Result<RecordBatch, ArrowError>>>;

pub(super) fn pieces(source: &Source, by: Option<&str>) -> Result<Pieces, BatchError> {
    let batches = match source.format {
        Format::ArrowStream => stream(source)?,
        _ => of_file(source, by)?,
    };
    let (source, by) = (source.clone(), by.map(str::to_string));
    let mut first_row = 0_u64;
    let pieces = batches.flat_map(move |batch| {
        let batch = match batch {
            Ok(batch) => batch,
            Err(error) => return vec![Err(read_error(&source.path, error))],
        };
        let starts = (0..batch.num_rows()).step_by(PIECE);
        let cut = starts.map(|at| batch.slice(at, PIECE.min(batch.num_rows().saturating_sub(at))));
        let cut = cut.map(|batch| {
            let rows = Rows::new(&batch, by.as_deref())
                .map_err(|error| column_error(&source.path, error))?;
            let piece = ReadRows {
                first_row,
                unread: Vec::new(),
                rows,
            };
            first_row = first_row.saturating_add(batch.num_rows() as u64);
            Ok(Piece::Read(Box::new(piece)))
        });
        cut.collect()
    });
    Ok(Box::new(pieces))
}

/// A file tells its columns first, and is then opened for those that are wanted.
fn of_file(source: &Source, by: Option<&str>) -> Result<Batches, BatchError> {
    let error = |error| read_error(&source.path, error);
    let open = || Ok(BufReader::new(source.open()?));
    let columns = {
        let reader = FileReader::try_new(open()?, None).map_err(error)?;
        wanted(reader.schema().fields(), by)
    };
    let reader = FileReader::try_new(open()?, Some(columns)).map_err(error)?;
    Ok(Box::new(reader))
}

/// A stream cannot be begun anew, so its other columns are read along.
fn stream(source: &Source) -> Result<Batches, BatchError> {
    let reader = StreamReader::try_new(BufReader::new(source.open()?), None);
    Ok(Box::new(
        reader.map_err(|error| read_error(&source.path, error))?,
    ))
}

fn wanted(fields: &arrow_schema::Fields, by: Option<&str>) -> Vec<usize> {
    let fields = fields.iter().enumerate();
    let wanted = fields.filter(|(_, field)| is_wanted(field.name(), by));
    wanted.map(|(at, _)| at).collect()
}
