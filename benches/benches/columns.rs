//! The kernel over columns on one thread, beside a bare `rust_decimal` loop of the same rule, the form API, the functions of forms row by row, and a plain
//! read of the same columns.
//!
//! `cargo bench -p jixiao-benches --bench columns`
#![allow(missing_docs)]

use std::hint::black_box;
use std::sync::Arc;

use arrow_array::{ArrayRef, Decimal64Array, Decimal128Array, Int8Array, RecordBatch};
use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};
use jixiao_batch::{Indicators, Kernel};
use jixiao_benches::{INDICATORS, NUMBER_DECIMALS, Rows, WEIGHT_DECIMALS, rows};
use jixiao_model::{FundSources, Funds, Indicator, ProjectForm, Traced};
use jixiao_scoring::columns::{Row, Scaled, UNSCORED, score_row};
use jixiao_scoring::policy::Policy;
use jixiao_scoring::score_project;
use rust_decimal::{Decimal, RoundingStrategy};

const PROJECTS: usize = 100_000;
/// Rows of a batch, as files are read.
const BATCH: usize = 8 * 1024;

fn decimals(column: &[i64], decimals: i8) -> Vec<Decimal> {
    let scale = u32::from(decimals.unsigned_abs());
    column
        .iter()
        .map(|value| Decimal::new(*value, scale))
        .collect()
}

/// What a program would write first: the rule of a row in decimals.
fn bare(kind: i8, target: Decimal, actual: Decimal, weight: Decimal) -> Decimal {
    let (part, whole) = match kind {
        0 => (actual, target),
        1 => (target, actual),
        _ => (actual, Decimal::ONE_HUNDRED),
    };
    if part >= whole {
        return weight;
    }
    if part.is_zero() || whole.is_zero() {
        return Decimal::ZERO;
    }
    (weight * part / whole).round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// The rows in batches, decimals as wide as Parquet's are by default, or as narrow as they may be.
fn batches(rows: &Rows, wide: bool) -> Vec<RecordBatch> {
    let array = |values: &[i64], decimals: i8| -> ArrayRef {
        if wide {
            let values = values.iter().map(|value| i128::from(*value));
            let values = Decimal128Array::from(values.collect::<Vec<_>>());
            Arc::new(values.with_precision_and_scale(18, decimals).unwrap())
        } else {
            let values = Decimal64Array::from(values.to_vec());
            Arc::new(values.with_precision_and_scale(18, decimals).unwrap())
        }
    };
    let columns = rows.kind.chunks(BATCH).zip(rows.target.chunks(BATCH));
    let columns = columns.zip(rows.actual.chunks(BATCH).zip(rows.weight.chunks(BATCH)));
    columns
        .map(|((kind, target), (actual, weight))| {
            RecordBatch::try_from_iter([
                ("kind", Arc::new(Int8Array::from(kind.to_vec())) as ArrayRef),
                ("target", array(target, NUMBER_DECIMALS)),
                ("actual", array(actual, NUMBER_DECIMALS)),
                ("weight", array(weight, WEIGHT_DECIMALS)),
            ])
            .unwrap()
        })
        .collect()
}

/// The same rows as forms.
fn forms(rows: &Rows, projects: usize) -> Vec<ProjectForm> {
    let text = |value: i64, decimals: i8| {
        Decimal::new(value, u32::from(decimals.unsigned_abs())).to_string()
    };
    let form = |project: usize| {
        let first = project * INDICATORS;
        let amount = |value: i64| Traced::reported(text(value, 6).parse().unwrap());
        let (budget, executed) = (amount(rows.budget[first]), amount(rows.executed[first]));
        let funds = FundSources {
            fiscal: Some(Funds::new(budget.clone(), budget, executed).unwrap()),
            ..FundSources::default()
        };
        let mut form = ProjectForm::new(1, 2023.try_into().unwrap(), "项目", funds).unwrap();
        form.indicators = (first..first + INDICATORS)
            .map(|row| {
                let (actual, weight) = (text(rows.actual[row], 4), text(rows.weight[row], 2));
                let target = text(rows.target[row], 4);
                let (target, actual) = match rows.kind[row] {
                    0 => (format!("≥{target}"), actual),
                    1 => (format!("≤{target}"), actual),
                    // A floor of 100 earns what a level of the same percent does.
                    _ => ("≥100".to_string(), actual),
                };
                Indicator::new("产出指标", "数量指标", "指标", &target, &actual, &weight).unwrap()
            })
            .collect();
        form
    };
    (0..projects).map(form).collect()
}

fn over(group: &mut BenchmarkGroup<'_, WallTime>, name: &str, rows: usize, mut run: impl FnMut()) {
    group.throughput(Throughput::Elements(rows as u64));
    group.bench_function(name, |b| b.iter(&mut run));
}

fn columns(criterion: &mut Criterion) {
    let policy = Policy::mof_2020().unwrap();
    let kernel = Kernel::new(policy.clone());
    let rows: Rows = rows(0, PROJECTS);
    let count = rows.kind.len();
    let mut group = criterion.benchmark_group("columns");
    group.sample_size(20);

    let score = |batch: &RecordBatch| {
        let scored = kernel.points(&Indicators::new(batch).unwrap());
        assert!(scored.problems().is_empty());
        black_box(scored.to_array());
    };
    let wide = batches(&rows, true);
    over(&mut group, "kernel, Decimal128 in and out", count, || {
        wide.iter().for_each(score);
    });
    over(&mut group, "kernel, the same from the cache", BATCH, || {
        score(&wide[0]);
    });
    let narrow = batches(&rows, false);
    over(&mut group, "kernel, Decimal64 in", count, || {
        narrow.iter().for_each(score);
    });
    over(&mut group, "reading the Decimal128 columns", count, || {
        let sum = |batch: &RecordBatch, column: usize| {
            let column = batch
                .column(column)
                .as_any()
                .downcast_ref::<Decimal128Array>();
            column
                .unwrap()
                .values()
                .iter()
                .fold(0_i128, |sum, value| sum ^ value)
        };
        let sums = wide
            .iter()
            .map(|batch| sum(batch, 1) ^ sum(batch, 2) ^ sum(batch, 3));
        black_box(sums.fold(0, |sum, own| sum ^ own));
    });

    let mut rounded = vec![Decimal::ZERO; count];
    let (target, actual, weight) = (
        decimals(&rows.target, NUMBER_DECIMALS),
        decimals(&rows.actual, NUMBER_DECIMALS),
        decimals(&rows.weight, WEIGHT_DECIMALS),
    );
    over(&mut group, "bare rust_decimal", count, || {
        let numbers = target.iter().zip(&actual).zip(&weight);
        let rows = rows.kind.iter().zip(numbers).zip(black_box(&mut rounded));
        for ((kind, ((target, actual), weight)), out) in rows {
            *out = bare(*kind, *target, *actual, *weight);
        }
    });
    let mut points = vec![UNSCORED; count];
    over(
        &mut group,
        "the functions of forms, row by row",
        count,
        || {
            for (at, points) in points.iter_mut().enumerate() {
                let number = |value: i64| Scaled::new(value.into(), NUMBER_DECIMALS);
                let (target, actual) = (number(rows.target[at]), number(rows.actual[at]));
                let weight = Scaled::new(rows.weight[at].into(), WEIGHT_DECIMALS);
                let row = Row::new(rows.kind[at], target, actual, weight);
                *points = score_row(&row, &policy).map_or(UNSCORED, |scored| scored.points.steps());
            }
            black_box(&points);
        },
    );
    let forms = forms(&rows, PROJECTS / 10);
    over(&mut group, "form API, derivations kept", count / 10, || {
        for form in &forms {
            black_box(score_project(form, &policy)).unwrap();
        }
    });
    group.finish();
}

criterion_group!(benches, columns);
criterion_main!(benches);
