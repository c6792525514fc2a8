//! Writes the rows of `jixiao_benches::rows`, always the same ones, in bounded memory.
//!
//! `cargo run --release -p jixiao-benches --example generate_rows -- ROWS OUT.parquet|OUT.csv|OUT.arrow`
//!
//! With `--partitions N`, OUT is a folder of N Parquet files, none of which cuts a project in two. Parquet is compressed with snappy; all else is the
//! writer's default: row groups of at most 1 048 576 rows, pages of at most 20 000 rows and about 1 MiB, dictionaries of at most 1 MiB.

use std::fs::{File, create_dir_all};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use arrow_array::{ArrayRef, Decimal128Array, Int8Array, Int32Array, Int64Array, RecordBatch};
use arrow_ipc::writer::FileWriter;
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use jixiao_benches::{AMOUNT_DECIMALS, INDICATORS, NUMBER_DECIMALS, Rows, WEIGHT_DECIMALS, rows};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

type Failure = Box<dyn std::error::Error>;

/// Projects that are in memory at a time.
const STEP: u64 = 10_000;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let start = Instant::now();
    let (count, out) = match *arguments {
        [count, out] => {
            write(Path::new(out), 0, projects(count)?)?;
            (count, out)
        }
        [count, out, "--partitions", parts] => {
            partitions(Path::new(out), projects(count)?, parts.parse()?)?;
            (count, out)
        }
        _ => {
            return Err(
                "usage: generate_rows ROWS OUT.parquet|OUT.csv|OUT.arrow [--partitions N]".into(),
            );
        }
    };
    let seconds = start.elapsed().as_secs_f64();
    println!("wrote {count} rows to {out} in {seconds:.2} s");
    Ok(())
}

fn projects(rows: &str) -> Result<u64, Failure> {
    let (rows, size): (u64, u64) = (rows.parse()?, INDICATORS.try_into()?);
    if rows == 0 || rows % size != 0 {
        return Err(format!("ROWS is a multiple of {size}: a project has {size} of them").into());
    }
    Ok(rows / size)
}

/// `parts` files of nearly the same size.
fn partitions(folder: &Path, projects: u64, parts: u64) -> Result<(), Failure> {
    if parts == 0 || parts > projects {
        return Err("N is at least 1 and at most the number of projects".into());
    }
    create_dir_all(folder)?;
    if folder.read_dir()?.next().is_some() {
        return Err(format!("{} is not empty", folder.display()).into());
    }
    let width = (parts - 1).to_string().len();
    for part in 0..parts {
        let file = folder.join(format!("part-{part:0width$}.parquet"));
        let (first, end) = (projects * part / parts, projects * (part + 1) / parts);
        write(&file, first, end)?;
    }
    Ok(())
}

/// The projects from `first` to before `end`.
fn write(path: &Path, first: u64, end: u64) -> Result<(), Failure> {
    let mut sink = Sink::create(path)?;
    let mut at = first;
    while at < end {
        let next = end.min(at + STEP);
        sink.write(rows(at, usize::try_from(next - at)?))?;
        at = next;
    }
    sink.close()
}

enum Sink {
    Parquet(ArrowWriter<File>, SchemaRef),
    Arrow(FileWriter<BufWriter<File>>, SchemaRef),
    Csv(BufWriter<File>),
}

impl Sink {
    fn create(path: &Path) -> Result<Self, Failure> {
        let extension = path.extension().and_then(|extension| extension.to_str());
        let Some(format @ ("parquet" | "arrow" | "csv")) = extension else {
            return Err("OUT ends in .parquet, .arrow or .csv".into());
        };
        let file = File::create(path)?;
        let schema = schema();
        Ok(match format {
            "parquet" => {
                let properties = WriterProperties::builder()
                    .set_compression(Compression::SNAPPY)
                    .build();
                let writer = ArrowWriter::try_new(file, Arc::clone(&schema), Some(properties))?;
                Self::Parquet(writer, schema)
            }
            "arrow" => Self::Arrow(FileWriter::try_new_buffered(file, &schema)?, schema),
            _ => {
                let mut file = BufWriter::new(file);
                let fields = schema.fields();
                let names: Vec<&str> = fields.iter().map(|field| field.name().as_str()).collect();
                writeln!(file, "{}", names.join(","))?;
                Self::Csv(file)
            }
        })
    }

    fn write(&mut self, rows: Rows) -> Result<(), Failure> {
        match self {
            Self::Parquet(writer, schema) => writer.write(&batch(schema, rows)?)?,
            Self::Arrow(writer, schema) => writer.write(&batch(schema, rows)?)?,
            Self::Csv(file) => lines(file, &rows)?,
        }
        Ok(())
    }

    fn close(self) -> Result<(), Failure> {
        match self {
            Self::Parquet(writer, _) => drop(writer.close()?),
            Self::Arrow(mut writer, _) => writer.finish()?,
            Self::Csv(mut file) => file.flush()?,
        }
        Ok(())
    }
}

fn schema() -> SchemaRef {
    let amount = DataType::Decimal128(18, AMOUNT_DECIMALS);
    let number = DataType::Decimal128(18, NUMBER_DECIMALS);
    let weight = DataType::Decimal128(9, WEIGHT_DECIMALS);
    let columns = [
        ("department_id", DataType::Int32),
        ("project_id", DataType::Int64),
        ("budget", amount.clone()),
        ("executed", amount),
        ("kind", DataType::Int8),
        ("target", number.clone()),
        ("actual", number),
        ("weight", weight),
    ];
    let fields: Vec<Field> = columns
        .map(|(name, data_type)| Field::new(name, data_type, false))
        .into();
    Arc::new(Schema::new(fields))
}

fn batch(schema: &SchemaRef, rows: Rows) -> Result<RecordBatch, ArrowError> {
    let decimals = |column: &[i64], precision, decimals| -> Result<ArrayRef, ArrowError> {
        let array = Decimal128Array::from_iter_values(column.iter().map(|value| (*value).into()));
        Ok(Arc::new(
            array.with_precision_and_scale(precision, decimals)?,
        ))
    };
    let columns = vec![
        Arc::new(Int32Array::from(rows.department_id)) as ArrayRef,
        Arc::new(Int64Array::from(rows.project_id)),
        decimals(&rows.budget, 18, AMOUNT_DECIMALS)?,
        decimals(&rows.executed, 18, AMOUNT_DECIMALS)?,
        Arc::new(Int8Array::from(rows.kind)),
        decimals(&rows.target, 18, NUMBER_DECIMALS)?,
        decimals(&rows.actual, 18, NUMBER_DECIMALS)?,
        decimals(&rows.weight, 9, WEIGHT_DECIMALS)?,
    ];
    RecordBatch::try_new(Arc::clone(schema), columns)
}

/// Numbers only: nothing to quote.
fn lines(file: &mut impl Write, rows: &Rows) -> Result<(), Failure> {
    for at in 0..rows.kind.len() {
        write!(file, "{},{}", rows.department_id[at], rows.project_id[at])?;
        decimal(file, rows.budget[at], AMOUNT_DECIMALS)?;
        decimal(file, rows.executed[at], AMOUNT_DECIMALS)?;
        write!(file, ",{}", rows.kind[at])?;
        decimal(file, rows.target[at], NUMBER_DECIMALS)?;
        decimal(file, rows.actual[at], NUMBER_DECIMALS)?;
        decimal(file, rows.weight[at], WEIGHT_DECIMALS)?;
        writeln!(file)?;
    }
    Ok(())
}

/// A comma and a number, none of which is below zero.
fn decimal(file: &mut impl Write, value: i64, decimals: i8) -> Result<(), Failure> {
    let width = usize::from(decimals.unsigned_abs());
    let one = 10_i64.pow(decimals.unsigned_abs().into());
    write!(file, ",{}.{:0width$}", value / one, value % one)?;
    Ok(())
}
