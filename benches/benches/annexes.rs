//! All files of a unit with a thousand projects, ten indicators each, with texts as long as real ones: workbooks, Markdown, report and
//! data written, and the workbooks read back.
//!
//! `cargo bench -p jixiao-benches --bench annexes`
#![allow(missing_docs)]

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use jixiao_benches::{annexes, submission, with_outcome};
use jixiao_export::{Format, files};
use jixiao_import::read_files;

const PROJECTS: u32 = 1_000;

fn export(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("export of 1 000 projects");
    group.sample_size(10);
    group.measurement_time(Duration::from_secs(20));
    with_outcome(&submission(PROJECTS), |outcome| {
        for format in Format::ALL {
            group.bench_function(format.ending(), |b| {
                b.iter(|| files(black_box(outcome), &[format], |_| {}).unwrap());
            });
        }
        group.bench_function("all", |b| {
            b.iter(|| files(black_box(outcome), &Format::ALL, |_| {}).unwrap());
        });
    });
    group.finish();
}

fn import(criterion: &mut Criterion) {
    let files = annexes(&submission(PROJECTS));
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|file| (file.name.as_str(), file.bytes.as_slice()))
        .collect();
    let read = read_files(&files).unwrap();
    assert_eq!(read.projects.len(), PROJECTS as usize);
    let mut group = criterion.benchmark_group("import of 1 000 projects");
    group.sample_size(10);
    group.measurement_time(Duration::from_secs(20));
    for file in &files {
        // The file of the summary table is a unit without forms, and so on: each is read by itself.
        group.bench_function(file.0, |b| b.iter(|| read_files(black_box(&[*file]))));
    }
    group.bench_function("all", |b| {
        b.iter(|| read_files(black_box(&files)).unwrap());
    });
    group.finish();
}

criterion_group!(benches, export, import);
criterion_main!(benches);
