//! What a run writes: a row a project, the rows that have no score, and the roll-up. Each goes to a temporary file beside its place, and takes it when all
//! are whole.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::builder::StringBuilder;
use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{ArrayRef, Decimal128Array, Int64Array, RecordBatch, StringArray};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use jixiao_model::{Grade, Lang, Percent, Speak};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::arrow::{ArrowWriter, ProjectionMask};
use parquet::basic::{Compression, Encoding};
use parquet::file::properties::WriterProperties;
use parquet::schema::types::ColumnPath;
use tempfile::NamedTempFile;

use crate::error::BatchError;
use crate::kernel::POINTS_TYPE;
use crate::project::{Project, Reject};
use crate::roll_up::RollUp;
use crate::rows::Key;

/// Rows of a row group of what is written.
const ROW_GROUP: usize = 256 * 1024;

/// Project ids that are looked at together when they must be compared: 64 MB of them.
const IDS: u64 = 8 * 1024 * 1024;

pub(crate) fn write_error(
    path: &Path,
    error: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> BatchError {
    BatchError::Write {
        path: path.into(),
        error: error.into(),
    }
}

/// A file that is not yet where it will be.
pub(crate) struct Pending {
    path: PathBuf,
    file: NamedTempFile,
}

impl Pending {
    fn new(path: &Path) -> Result<Self, BatchError> {
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        let error = |error| write_error(path, error);
        if path.is_dir() {
            return Err(error(std::io::ErrorKind::IsADirectory.into()));
        }
        std::fs::create_dir_all(folder).map_err(error)?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(".jixiao-").suffix(".partial");
        // A temporary file is its owner's alone; what takes its place should be as any file that the user makes.
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(std::fs::Permissions::from_mode(0o666));
        }
        let file = builder.tempfile_in(folder);
        Ok(Self {
            path: path.into(),
            file: file.map_err(|error| write_error(path, error))?,
        })
    }

    fn handle(&self) -> Result<File, BatchError> {
        self.file
            .reopen()
            .map_err(|error| write_error(&self.path, error))
    }

    /// Takes its place.
    pub(crate) fn keep(self) -> Result<(), BatchError> {
        let kept = self.file.persist(&self.path);
        kept.map(drop)
            .map_err(|error| write_error(&self.path, error.error))
    }
}

/// The columns of a project's row.
fn project_schema() -> SchemaRef {
    Arc::new(Schema::new(vec![
        Field::new("project_id", DataType::Int64, false),
        Field::new("execution_points", POINTS_TYPE, true),
        Field::new("points", POINTS_TYPE, true),
        Field::new("total", POINTS_TYPE, true),
        Field::new("grade", DataType::Utf8, true),
    ]))
}

/// Projects as the columns of what is written.
pub(crate) fn project_batch(projects: &[Project]) -> Result<RecordBatch, arrow_schema::ArrowError> {
    let points = |of: fn(&Project) -> Option<i64>| -> ArrayRef {
        let points = projects.iter().map(|project| of(project).map(i128::from));
        Arc::new(
            points
                .collect::<Decimal128Array>()
                .with_data_type(POINTS_TYPE),
        )
    };
    let mut grades = StringBuilder::with_capacity(projects.len(), projects.len().saturating_mul(3));
    for project in projects {
        grades.append_option(project.grade.map(Grade::term));
    }
    let ids: Int64Array = projects.iter().map(|project| Some(project.id)).collect();
    RecordBatch::try_new(
        project_schema(),
        vec![
            Arc::new(ids),
            points(|project| project.execution_points),
            points(|project| project.totals.map(|(points, _)| points)),
            points(|project| project.totals.map(|(_, total)| total)),
            Arc::new(grades.finish()),
        ],
    )
}

/// The file of projects.
pub(crate) struct Projects {
    pending: Pending,
    writer: ArrowWriter<File>,
    last: Option<i64>,
    rises: bool,
    falls: bool,
    written: u64,
}

impl Projects {
    pub(crate) fn new(path: &Path) -> Result<Self, BatchError> {
        let pending = Pending::new(path)?;
        let plain = |of: parquet::file::properties::WriterPropertiesBuilder, column: &str| {
            of.set_column_dictionary_enabled(ColumnPath::from(column), false)
        };
        let mut properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_max_row_group_row_count(Some(ROW_GROUP))
            .set_column_encoding(
                ColumnPath::from("project_id"),
                Encoding::DELTA_BINARY_PACKED,
            );
        properties = plain(properties, "project_id");
        let writer = ArrowWriter::try_new(
            pending.handle()?,
            project_schema(),
            Some(properties.build()),
        );
        Ok(Self {
            writer: writer.map_err(|error| write_error(path, error))?,
            pending,
            last: None,
            rises: true,
            falls: true,
            written: 0,
        })
    }

    pub(crate) fn write(&mut self, projects: &RecordBatch) -> Result<(), BatchError> {
        if let Some(ids) = projects.column(0).as_primitive_opt::<Int64Type>() {
            for id in ids.values() {
                if let Some(last) = self.last {
                    self.rises &= *id > last;
                    self.falls &= *id < last;
                }
                self.last = Some(*id);
            }
        }
        self.written = self.written.saturating_add(projects.num_rows() as u64);
        self.writer
            .write(projects)
            .map_err(|error| write_error(&self.pending.path, error))
    }

    /// The whole file, when each project has one row in it.
    pub(crate) fn finish(self) -> Result<Pending, BatchError> {
        let Self {
            pending, writer, ..
        } = self;
        let error = |error| write_error(&pending.path, error);
        writer.close().map_err(error)?;
        // Where project ids only rise, or only fall, none can come again. Else they are compared, so many at a time.
        if !self.rises && !self.falls {
            let rounds = self.written.div_ceil(IDS).max(1);
            for round in 0..rounds {
                if let Some(id) = repeated(&pending, round, rounds)? {
                    return Err(BatchError::Apart(id));
                }
            }
        }
        Ok(pending)
    }
}

/// The least project id that stands in more than one row, among those of a round.
fn repeated(pending: &Pending, round: u64, rounds: u64) -> Result<Option<i64>, BatchError> {
    let error = |error: Box<dyn std::error::Error + Send + Sync>| write_error(&pending.path, error);
    let builder = ParquetRecordBatchReaderBuilder::try_new(pending.handle()?);
    let builder = builder.map_err(|found| error(found.into()))?;
    let ids = ProjectionMask::roots(builder.parquet_schema(), [0]);
    let reader = builder
        .with_projection(ids)
        .with_batch_size(64 * 1024)
        .build();
    let mut own = Vec::new();
    for batch in reader.map_err(|found| error(found.into()))? {
        let batch = batch.map_err(|found| error(found.into()))?;
        let ids = batch.column(0).as_primitive::<Int64Type>().values();
        let is_own = |id: &&i64| id.cast_unsigned().checked_rem(rounds) == Some(round);
        own.extend(ids.iter().filter(is_own));
    }
    own.sort_unstable();
    Ok(own
        .windows(2)
        .find(|pair| pair.first() == pair.last())
        .and_then(|pair| pair.first().copied()))
}

/// The file of rows that have no score: CSV, for people.
pub(crate) struct Rejects {
    pending: Pending,
    writer: csv::Writer<BufWriter<File>>,
    lang: Lang,
}

impl Rejects {
    pub(crate) fn new(path: &Path, lang: Lang) -> Result<Self, BatchError> {
        let pending = Pending::new(path)?;
        let mut file = BufWriter::new(pending.handle()?);
        // Without this mark, spreadsheets take the Chinese of a CSV file for another encoding.
        file.write_all("\u{feff}".as_bytes())
            .map_err(|error| write_error(path, error))?;
        let mut writer = csv::Writer::from_writer(file);
        let header = ["file", "row", "project_id", "column", "reason"];
        writer
            .write_record(header)
            .map_err(|error| write_error(path, error))?;
        Ok(Self {
            pending,
            writer,
            lang,
        })
    }

    pub(crate) fn write(&mut self, file: &Path, rejects: &[Reject]) -> Result<(), BatchError> {
        for reject in rejects {
            let said = reject.problem.speak();
            let project = reject.project_id.map(|id| id.to_string());
            let record = [
                file.display().to_string(),
                reject.row.saturating_add(1).to_string(),
                project.unwrap_or_default(),
                reject.problem.column().to_string(),
                said.get(self.lang).to_string(),
            ];
            let written = self.writer.write_record(record);
            written.map_err(|error| write_error(&self.pending.path, error))?;
        }
        Ok(())
    }

    pub(crate) fn finish(self) -> Result<Pending, BatchError> {
        let Self {
            pending, writer, ..
        } = self;
        let file = writer
            .into_inner()
            .map_err(|error| write_error(&pending.path, error.into_error()))?;
        file.into_inner()
            .map_err(|error| write_error(&pending.path, error.into_error()))?;
        Ok(pending)
    }
}

/// The file of what the projects of each key come to.
pub(crate) struct RollUps(Pending);

impl RollUps {
    pub(crate) fn new(path: &Path) -> Result<Self, BatchError> {
        Pending::new(path).map(Self)
    }

    pub(crate) fn write(self, by: &str, of: &[(Key, RollUp)]) -> Result<Pending, BatchError> {
        let Self(pending) = self;
        let error =
            |error: Box<dyn std::error::Error + Send + Sync>| write_error(&pending.path, error);
        let batch = roll_up_batch(by, of).map_err(|found| error(found.into()))?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .build();
        let writer = ArrowWriter::try_new(pending.handle()?, batch.schema(), Some(properties));
        let mut writer = writer.map_err(|found| error(found.into()))?;
        writer.write(&batch).map_err(|found| error(found.into()))?;
        writer.close().map_err(|found| error(found.into()))?;
        Ok(pending)
    }
}

fn roll_up_batch(by: &str, of: &[(Key, RollUp)]) -> Result<RecordBatch, arrow_schema::ArrowError> {
    let decimals = |precision, scale, values: Vec<Option<i128>>| -> ArrayRef {
        let values = Decimal128Array::from(values);
        Arc::new(values.with_data_type(DataType::Decimal128(precision, scale)))
    };
    let whole = of.iter().all(|(key, _)| !matches!(key, Key::Text(_)));
    let keys: ArrayRef = if whole {
        let keys = of.iter().map(|(key, _)| match key {
            Key::Whole(key) => Some(*key),
            _ => None,
        });
        Arc::new(keys.collect::<Int64Array>())
    } else {
        let keys = of
            .iter()
            .map(|(key, _)| (*key != Key::Empty).then(|| key.to_string()));
        Arc::new(keys.collect::<StringArray>())
    };
    let count = |of_one: fn(&RollUp) -> u64| -> ArrayRef {
        let counts = of.iter().map(|(_, own)| i64::try_from(of_one(own)).ok());
        Arc::new(counts.collect::<Int64Array>())
    };
    let sum = |of_one: fn(&RollUp) -> Option<i128>| of.iter().map(|(_, own)| of_one(own)).collect();
    RecordBatch::try_from_iter([
        (by, keys),
        ("projects", count(|own| own.projects)),
        ("rejected", count(|own| own.rejected)),
        ("budget", decimals(38, 6, sum(|own| Some(own.budget_fen())))),
        (
            "executed",
            decimals(38, 6, sum(|own| Some(own.executed_fen()))),
        ),
        (
            "execution_rate",
            decimals(
                18,
                2,
                sum(|own| own.execution_rate().map(Percent::hundredths)),
            ),
        ),
        ("excellent", count(|own| own.excellent)),
        ("good", count(|own| own.good)),
        ("fair", count(|own| own.fair)),
        ("poor", count(|own| own.poor)),
        ("ungraded", count(|own| own.ungraded)),
        ("off_hundred", count(|own| own.off_hundred)),
        (
            "mean_total",
            decimals(
                11,
                4,
                sum(|own| own.mean(4).map(|mean| mean.steps().into())),
            ),
        ),
    ])
}
