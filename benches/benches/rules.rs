//! Every rule by itself; and in one run, points that know how they came about beside points that do not, and a project's scoring beside its explanation.
//!
//! `cargo bench -p jixiao-benches --bench rules`
#![allow(missing_docs)]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use jixiao_model::{
    Comparison, Fraction, FundSources, Funds, Indicator, Method, Percent, Points, ProjectForm,
    Quantity, Rate, RateValue, Traced, Weight,
};
use jixiao_scoring::explain::explain_project;
use jixiao_scoring::policy::{
    Ceiling, ExecutionBasis, ExecutionTerms, NotApplicableWeight, OverAchievementTerms, Policy,
    Reduction,
};
use jixiao_scoring::rules::not_applicable::{Row, raises};
use jixiao_scoring::rules::proportional::{hold, proportional};
use jixiao_scoring::rules::{
    RateRule, levels::levels, over_achievement::over_achievement, total::total,
};
use jixiao_scoring::{PointsRounding, Scale, derive_number, execution_points, score_project};

const ROUND: PointsRounding = PointsRounding::HALF_AWAY_2;

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

fn execution(criterion: &mut Criterion) {
    let rate = Rate::of_amounts("20.3055".parse().unwrap(), "20.32".parse().unwrap()).unwrap();
    let mut group = criterion.benchmark_group("execution-points");
    for (name, basis) in [
        ("exact", ExecutionBasis::Exact),
        ("shown", ExecutionBasis::Shown),
    ] {
        let terms = ExecutionTerms::new(basis, ROUND);
        group.bench_function(name, |b| {
            b.iter(|| execution_points(black_box(rate), Weight::whole(10), terms));
        });
    }
    group.finish();
}

/// Twice the target, where points are lost above half as much again.
fn over_achieved(criterion: &mut Criterion) {
    let explained = OverAchievementTerms::explained_above(Percent::whole(130));
    let mut group = criterion.benchmark_group("over-achievement");
    for (name, reduction) in [
        ("none", Reduction::None),
        ("excess", Reduction::Excess),
        ("deviation", Reduction::Deviation),
        ("inverse", Reduction::Inverse),
    ] {
        let terms = explained.reducing(reduction, Percent::whole(150), Percent::ZERO);
        group.bench_function(name, |b| {
            b.iter(|| {
                let actual = black_box(Quantity::from(190));
                let held = hold(Comparison::AtLeast, 95.into(), actual, Ceiling::default());
                over_achievement(proportional(held), terms).score(Weight::whole(10), ROUND)
            });
        });
    }
    group.finish();
}

fn totals(criterion: &mut Criterion) {
    let earned = [95_300, 178_400, 200_000, 92_100, 150_000, 86_700, 97_500]
        .map(|steps| Points::from_steps(steps).unwrap());
    let mut group = criterion.benchmark_group("total");
    for (name, most) in [("of a form", None), ("at most", Some(Points::HUNDRED))] {
        group.bench_function(name, |b| {
            b.iter(|| total(black_box(Weight::whole(10).full()), black_box(earned), most));
        });
    }
    group.finish();
}

/// First level, target, actual and weight of a project's indicators.
const FORM: [(&str, &str, &str, &str); 7] = [
    ("产出指标", "≥300天", "285天", "20"),
    ("产出指标", "≥95%", "93%", "20"),
    ("产出指标", "≥12次", "12次", "10"),
    ("效益指标", "≥50000人次", "46500人次", "20"),
    ("效益指标", "≥80%", "78%", "10"),
    ("满意度指标", "≥90%", "86.5%", "5"),
    ("满意度指标", "≥90%", "91%", "5"),
];

/// That project; of its indicators the last `left` do not apply.
fn project(left: usize) -> ProjectForm {
    let amount = |text: &str| Traced::reported(text.parse().unwrap());
    let fiscal = Funds::new(amount("20.32"), amount("20.32"), amount("20.3055")).unwrap();
    let funds = FundSources {
        fiscal: Some(fiscal),
        ..FundSources::default()
    };
    let mut form = ProjectForm::new(1, 2023.try_into().unwrap(), "项目", funds).unwrap();
    let rows = FORM.iter().enumerate();
    form.indicators = rows
        .map(|(at, (level, target, actual, weight))| Indicator {
            not_applicable: at + left >= FORM.len(),
            ..Indicator::new(level, "二级", "指标", target, actual, weight).unwrap()
        })
        .collect();
    form
}

fn not_applicable(criterion: &mut Criterion) {
    let mut policy = Policy::mof_2020().unwrap();
    let mut group = criterion.benchmark_group("not-applicable");
    for (name, way) in [
        ("full", NotApplicableWeight::Full),
        ("spread", NotApplicableWeight::Spread),
    ] {
        policy.not_applicable = way;
        for (left, what) in [
            (0, "all apply"),
            (1, "within its level"),
            (2, "satisfaction to benefit"),
        ] {
            let form = project(left);
            group.bench_function(format!("{name}, {what}"), |b| {
                b.iter(|| score_project(black_box(&form), &policy));
            });
        }
    }
    let rows = FORM.map(|(level, _, _, weight)| {
        Row::new(level, weight.parse().unwrap(), level != "满意度指标")
    });
    group.bench_function("factors alone", |b| b.iter(|| raises(black_box(&rows))));
    group.finish();
}

/// A derivation costs the one who asks for it.
fn explaining(criterion: &mut Criterion) {
    let policy = Policy::mof_2020().unwrap();
    let form = project(0);
    let score = score_project(&form, &policy).unwrap();
    let mut group = criterion.benchmark_group("one project");
    group.bench_function("score", |b| {
        b.iter(|| score_project(black_box(&form), &policy));
    });
    group.bench_function("explain", |b| {
        b.iter(|| explain_project(black_box(&form), &score, &policy));
    });
    group.finish();
}

/// Points of a floor, with all that decided them at hand.
#[inline(never)]
fn points_that_know(target: Quantity, actual: Quantity, weight: Weight) -> Option<Points> {
    let held = hold(Comparison::AtLeast, target, actual, Ceiling::default());
    let scored = proportional(held).score(weight, ROUND);
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
    ROUND.points(weight, share).ok()
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

criterion_group!(
    benches,
    rates,
    methods,
    execution,
    over_achieved,
    not_applicable,
    totals,
    knowing,
    explaining
);
criterion_main!(benches);
