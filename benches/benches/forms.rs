//! The form API with derivations beside a bare `rust_decimal` loop of the same arithmetic, in one run.
//!
//! `cargo bench -p jixiao-benches`
#![allow(missing_docs)]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jixiao_model::{FundSources, Funds, Indicator, ProjectForm, Traced};
use jixiao_scoring::policy::Policy;
use jixiao_scoring::{score_indicator, score_project};
use rust_decimal::{Decimal, RoundingStrategy};

const INDICATORS: u64 = 100_000;

/// Target, actual and weight of row `n`: nine in ten miss, each by another ratio.
fn row(n: u64) -> (u64, u64, u64) {
    (50 + n % 50, 41 + n * 7 % 50, 1 + n % 20)
}

fn indicator(n: u64) -> Indicator {
    let (target, actual, weight) = row(n);
    let texts = (
        format!("≥{target}%"),
        format!("{actual}%"),
        weight.to_string(),
    );
    Indicator::new("产出指标", "数量指标", "指标", &texts.0, &texts.1, &texts.2).unwrap()
}

fn project(first: u64) -> ProjectForm {
    let amount = |text: &str| Traced::reported(text.parse().unwrap());
    let fiscal = Funds::new(amount("20.32"), amount("20.32"), amount("20.3055")).unwrap();
    let funds = FundSources {
        fiscal: Some(fiscal),
        ..FundSources::default()
    };
    let mut form = ProjectForm::new(1, 2023.try_into().unwrap(), "项目", funds).unwrap();
    form.indicators = (first..first + 10).map(indicator).collect();
    form
}

/// What a program without forms, policies and derivations would hold of a project.
struct Bare {
    budget: Decimal,
    executed: Decimal,
    /// Target, actual, weight.
    rows: Vec<(Decimal, Decimal, Decimal)>,
}

fn bare(first: u64) -> Bare {
    let decimals =
        |(target, actual, weight): (u64, u64, u64)| (target.into(), actual.into(), weight.into());
    Bare {
        budget: Decimal::new(2032, 2),
        executed: Decimal::new(203_055, 4),
        rows: (first..first + 10).map(row).map(decimals).collect(),
    }
}

/// The same arithmetic: each indicator and the execution rate rounded once, their total, its grade.
fn score_bare(project: &Bare) -> (Decimal, u8) {
    let share = |weight: Decimal, part: Decimal, whole: Decimal| {
        if part >= whole {
            weight
        } else {
            (weight * part / whole)
                .round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
        }
    };
    let rows = project.rows.iter();
    let earned: Decimal = rows
        .map(|(target, actual, weight)| share(*weight, *actual, *target))
        .sum();
    let total = earned + share(Decimal::TEN, project.executed, project.budget);
    let cuts = [90, 80, 60].map(Decimal::from);
    let grade = cuts.iter().filter(|cut| total < **cut).count();
    (total, u8::try_from(grade).unwrap_or(u8::MAX))
}

fn forms(criterion: &mut Criterion) {
    let policy = Policy::mof_2020().unwrap();
    let year = 2023.try_into().unwrap();
    let one = indicator(3);
    criterion.bench_function("one indicator", |b| {
        b.iter(|| score_indicator(black_box(&one), year, &policy));
    });
    let form = project(0);
    criterion.bench_function("one project", |b| {
        b.iter(|| score_project(black_box(&form), &policy));
    });
    let unit: Vec<ProjectForm> = (0..35).map(|n| project(n * 10)).collect();
    criterion.bench_function("one unit", |b| {
        b.iter(|| {
            unit.iter()
                .flat_map(|form| score_project(form, &policy))
                .count()
        });
    });

    let mut group = criterion.benchmark_group("100 000 indicators");
    group.throughput(Throughput::Elements(INDICATORS));
    let projects: Vec<ProjectForm> = (0..INDICATORS / 10).map(|n| project(n * 10)).collect();
    group.bench_function("form API", |b| {
        b.iter(|| {
            projects
                .iter()
                .flat_map(|form| score_project(form, &policy))
                .count()
        });
    });
    let projects: Vec<Bare> = (0..INDICATORS / 10).map(|n| bare(n * 10)).collect();
    group.bench_function("bare rust_decimal", |b| {
        b.iter(|| {
            let scored = projects
                .iter()
                .map(|project| black_box(score_bare(project)));
            scored.count()
        });
    });
    group.finish();
}

criterion_group!(benches, forms);
criterion_main!(benches);
