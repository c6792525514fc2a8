//! All checks over a unit with ten thousand projects, the search for copied explanations among them, and what takes longest by itself.
//!
//! `cargo bench -p jixiao-benches --bench review`
#![allow(missing_docs)]

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use jixiao_benches::explained;
use jixiao_review::catalogue::Catalogue;
use jixiao_review::{Explanations, Finding, Subject, checks, review};
use jixiao_scoring::evaluate;
use jixiao_scoring::policy::Policy;

const PROJECTS: u32 = 10_000;

/// What a check runs.
type Run = fn(&Subject<'_>, &mut Vec<Finding>);

fn reviewing(criterion: &mut Criterion) {
    let submission = explained(PROJECTS);
    let policy = Policy::mof_2020().unwrap();
    let catalogue = Catalogue::builtin().unwrap();
    let evaluation = evaluate(&submission, &policy).unwrap();
    let explanations = Explanations::read(&submission, &catalogue);
    let subject = Subject {
        submission: &submission,
        evaluation: &evaluation,
        policy: &policy,
        catalogue: &catalogue,
        explanations: &explanations,
    };

    let mut group = criterion.benchmark_group("review of 10 000 projects");
    group.sample_size(10);
    group.measurement_time(Duration::from_secs(20));
    group.bench_function("all", |b| {
        b.iter(|| review(black_box(&submission), &evaluation, &policy, &catalogue));
    });
    group.bench_function("reading the explanations", |b| {
        b.iter(|| Explanations::read(black_box(&submission), &catalogue));
    });
    let parts: [(&str, Run); 3] = [
        ("copied", checks::copied::check),
        ("restated", checks::restated::check),
        ("contradicted", checks::contradicted::check),
    ];
    for (name, check) in parts {
        group.bench_function(name, |b| {
            b.iter(|| {
                let mut findings = Vec::new();
                check(black_box(&subject), &mut findings);
                findings
            });
        });
    }
    group.finish();
}

criterion_group!(benches, reviewing);
criterion_main!(benches);
