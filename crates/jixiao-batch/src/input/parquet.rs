//! Parquet: cut into slices of row groups, which several threads read at once.

use std::sync::Arc;

use arrow_schema::{DataType, Field, Schema, SchemaRef};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader,
    ParquetRecordBatchReaderBuilder, RowSelection, RowSelector,
};

use super::{Piece, Pieces, Source, column_error, read_error};
use crate::error::{BatchError, ColumnError};
use crate::rows::{Rows, is_wanted};

/// Rows that are read and scored before the next are: their columns stay in the cache.
const BATCH: usize = 8 * 1024;

/// About the rows of a slice: enough that to begin one costs nothing, and few enough that all threads are busy to the end.
const SLICE: usize = 512 * 1024;

/// Some rows of a row group.
pub(crate) struct Slice {
    file: Arc<Opened>,
    row_group: usize,
    /// Of the row group.
    skip: usize,
    take: usize,
    /// Counted from 0 in the file.
    pub(crate) first_row: u64,
}

struct Opened {
    source: Source,
    metadata: ArrowReaderMetadata,
    projection: ProjectionMask,
    by: Option<String>,
}

pub(super) fn rows(source: &Source) -> Option<u64> {
    let metadata =
        ArrowReaderMetadata::load(&source.open().ok()?, ArrowReaderOptions::new()).ok()?;
    u64::try_from(metadata.metadata().file_metadata().num_rows()).ok()
}

pub(super) fn pieces(source: &Source, by: Option<&str>) -> Result<Pieces, BatchError> {
    let error = |error| read_error(&source.path, error);
    let file = source.open()?;
    let metadata = ArrowReaderMetadata::load(&file, ArrowReaderOptions::new()).map_err(error)?;
    let narrow = narrowed(metadata.schema());
    let options = ArrowReaderOptions::new().with_schema(narrow);
    let metadata = match ArrowReaderMetadata::try_new(Arc::clone(metadata.metadata()), options) {
        Ok(narrow) => narrow,
        // A file whose decimals are kept in another way is read as it says itself.
        Err(_) => metadata,
    };
    check(metadata.schema(), by).map_err(|error| column_error(&source.path, error))?;
    let schema = metadata.metadata().file_metadata().schema_descr_ptr();
    let wanted = metadata.schema().fields().iter().enumerate();
    let wanted = wanted.filter(|(_, field)| is_wanted(field.name(), by));
    let projection = ProjectionMask::roots(&schema, wanted.map(|(at, _)| at));
    let opened = Arc::new(Opened {
        source: source.clone(),
        projection,
        metadata,
        by: by.map(str::to_string),
    });
    let mut slices = Vec::new();
    let mut first_row = 0_u64;
    for (row_group, of) in opened.metadata.metadata().row_groups().iter().enumerate() {
        let rows = usize::try_from(of.num_rows()).unwrap_or(0);
        let count = rows.div_ceil(SLICE).max(1);
        let each = rows.div_ceil(count).max(1);
        for skip in (0..rows).step_by(each) {
            slices.push(Slice {
                file: Arc::clone(&opened),
                row_group,
                skip,
                take: each.min(rows.saturating_sub(skip)),
                first_row: first_row.saturating_add(skip as u64),
            });
        }
        first_row = first_row.saturating_add(rows as u64);
    }
    Ok(Box::new(
        slices.into_iter().map(|slice| Ok(Piece::Slice(slice))),
    ))
}

/// The same columns, with decimals that fit in 64 bits read so: they need not be widened to be narrowed again.
fn narrowed(schema: &SchemaRef) -> SchemaRef {
    let fields = schema.fields().iter().map(|field| match field.data_type() {
        DataType::Decimal128(precision, scale) if *precision <= 18 => {
            let narrow = DataType::Decimal64(*precision, *scale);
            Arc::new(Field::clone(field).with_data_type(narrow))
        }
        _ => Arc::clone(field),
    });
    let fields: Vec<_> = fields.collect();
    Arc::new(Schema::new_with_metadata(fields, schema.metadata().clone()))
}

/// Are the columns there, and of types that can be read, before a row is?
fn check(schema: &SchemaRef, by: Option<&str>) -> Result<(), ColumnError> {
    let empty = arrow_array::RecordBatch::new_empty(Arc::clone(schema));
    Rows::new(&empty, by).map(drop)
}

impl Slice {
    /// Its rows, a few thousand at a time.
    pub(crate) fn read(&self) -> Result<Batches, BatchError> {
        let opened = &self.file;
        let file = opened.source.open()?;
        let builder =
            ParquetRecordBatchReaderBuilder::new_with_metadata(file, opened.metadata.clone())
                .with_row_groups(vec![self.row_group])
                .with_projection(opened.projection.clone())
                .with_batch_size(BATCH);
        let all = opened.metadata.metadata().row_groups().get(self.row_group);
        let all = all.and_then(|group| usize::try_from(group.num_rows()).ok());
        let builder = if all == Some(self.take) {
            builder
        } else {
            builder.with_row_selection(RowSelection::from(vec![
                RowSelector::skip(self.skip),
                RowSelector::select(self.take),
            ]))
        };
        let reader = builder.build();
        Ok(Batches {
            reader: reader.map_err(|error| read_error(&opened.source.path, error))?,
            file: Arc::clone(opened),
        })
    }
}

/// The rows of a slice.
pub(crate) struct Batches {
    reader: ParquetRecordBatchReader,
    file: Arc<Opened>,
}

impl Iterator for Batches {
    type Item = Result<Rows, BatchError>;

    fn next(&mut self) -> Option<Self::Item> {
        let batch = self.reader.next()?;
        let path = &self.file.source.path;
        let rows = match batch {
            Ok(batch) => Rows::new(&batch, self.file.by.as_deref()),
            Err(error) => return Some(Err(read_error(path, error))),
        };
        Some(rows.map_err(|error| column_error(path, error)))
    }
}
