//! The floor below every program that scores a Parquet file: reads the columns that scoring needs into Arrow arrays and drops them.
//!
//! `cargo run --release -p jixiao-benches --example decode_rows -- IN.parquet [THREADS]`
//!
//! Each of the threads (2) takes the next row group that nobody has taken: more threads than row groups are of no use.

use std::fs::File;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{Scope, ScopedJoinHandle, scope};
use std::time::Instant;

use jixiao_batch::COLUMNS;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder,
};

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Rows of an array.
const BATCH: usize = 8192;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (path, threads) = match arguments.as_slice() {
        [path] => (path, 2),
        [path, threads] => (path, threads.parse()?),
        _ => return Err("usage: decode_rows IN.parquet [THREADS]".into()),
    };
    let start = Instant::now();
    let metadata = ArrowReaderMetadata::load(&File::open(path)?, ArrowReaderOptions::default())?;
    let next = AtomicUsize::new(0);
    let rows = scope(|threads_scope| {
        let readers: Vec<_> = (0..threads)
            .map(|_| spawn(threads_scope, path, &metadata, &next))
            .collect();
        readers.into_iter().try_fold(0, |sum, reader| {
            let rows = reader.join().map_err(|_| "a thread panicked")??;
            Ok::<usize, Failure>(sum + rows)
        })
    })?;
    let seconds = start.elapsed().as_secs_f64();
    let groups = metadata.metadata().num_row_groups();
    println!(
        "decoded {rows} rows of {groups} row groups in {seconds:.3} s, {:.0} rows/s",
        f64::from(u32::try_from(rows)?) / seconds
    );
    Ok(())
}

fn spawn<'scope>(
    threads: &'scope Scope<'scope, '_>,
    path: &'scope str,
    metadata: &'scope ArrowReaderMetadata,
    next: &'scope AtomicUsize,
) -> ScopedJoinHandle<'scope, Result<usize, Failure>> {
    threads.spawn(move || {
        let columns = ProjectionMask::columns(metadata.parquet_schema(), COLUMNS);
        let mut rows = 0;
        loop {
            let group = next.fetch_add(1, Ordering::Relaxed);
            if group >= metadata.metadata().num_row_groups() {
                return Ok(rows);
            }
            // A file of its own: clones of one share the place where they read.
            let file = File::open(path)?;
            let reader = ParquetRecordBatchReaderBuilder::new_with_metadata(file, metadata.clone())
                .with_projection(columns.clone())
                .with_row_groups(vec![group])
                .with_batch_size(BATCH)
                .build()?;
            for batch in reader {
                rows += batch?.num_rows();
            }
        }
    })
}
