//! Every rate and every method by itself, and points that know how they came about beside points that do not, in one run.
//!
//! `cargo bench -p jixiao-benches --bench rules`
#![allow(missing_docs)]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use jixiao_model::{Comparison, Fraction, Method, Percent, Points, Quantity, RateValue, Weight};
use jixiao_scoring::policy::{Ceiling, Policy};
use jixiao_scoring::rules::proportional::{hold, proportional};
use jixiao_scoring::rules::{RateRule, levels::levels};
use jixiao_scoring::{PointsRounding, Scale, derive_number};

fn rates(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("rates");
    for rule in RateRule::ALL {
        let texts = ["109607", "90834", "105", "99"];
        let read = rule.inputs.iter().zip(texts);
        let values: Vec<RateValue> = read
            .map(|(input, text)| input.kind.read(text).unwrap())
            .collect();
        group.bench_function(rule.id.id(), |b| {
            b.iter(|| rule.of_values(black_box(&values)));
        });
    }
    group.finish();
}

fn methods(criterion: &mut Criterion) {
    let policy = Policy::mof_2020().unwrap();
    let weight = Weight::whole(10);
    let mut group = criterion.benchmark_group("methods");
    let held = |actual| hold(Comparison::AtLeast, 95.into(), actual, policy.ceiling);
    let numbers = Method::ALL
        .iter()
        .filter(|method| **method != Method::Levels);
    for method in numbers {
        group.bench_function(method.id(), |b| {
            b.iter(|| {
                let held = held(black_box(Quantity::from(93)));
                derive_number(*method, held, Scale::Percent, &policy)
                    .and_then(|derivation| derivation.score(weight, policy.rounding))
            });
        });
    }
    group.bench_function(Method::Levels.id(), |b| {
        b.iter(|| {
            levels(None, black_box(Percent::whole(93)), policy.levels)
                .and_then(|derivation| derivation.score(weight, policy.rounding))
        });
    });
    group.finish();
}

/// Points of a floor, with all that decided them at hand.
#[inline(never)]
fn points_that_know(target: Quantity, actual: Quantity, weight: Weight) -> Option<Points> {
    let held = hold(Comparison::AtLeast, target, actual, Ceiling::default());
    let scored = proportional(held).score(weight, PointsRounding::HALF_AWAY_2);
    // Nobody asks how they came about.
    scored.map(|scored| scored.points).ok()
}

/// The same arithmetic, and nothing kept.
#[inline(never)]
fn bare_points(target: Quantity, actual: Quantity, weight: Weight) -> Option<Points> {
    let share = if actual >= target {
        Fraction::ONE
    } else {
        Fraction::new(actual.steps(), target.steps()).ok()?
    };
    PointsRounding::HALF_AWAY_2.points(weight, share).ok()
}

fn knowing(criterion: &mut Criterion) {
    let numbers = || black_box((Quantity::from(95), Quantity::from(93), Weight::whole(10)));
    let mut group = criterion.benchmark_group("proportional points");
    for (name, points) in [
        ("that know", points_that_know as fn(_, _, _) -> _),
        ("bare", bare_points),
    ] {
        group.bench_function(name, |b| {
            b.iter(|| {
                let (target, actual, weight) = numbers();
                points(target, actual, weight)
            });
        });
    }
    group.finish();
}

criterion_group!(benches, rates, methods, knowing);
criterion_main!(benches);
