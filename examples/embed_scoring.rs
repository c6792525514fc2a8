//! Shows: a finance system scores its own records by a policy, with `jixiao-scoring` alone and without any form of ours.
//!
//! `cargo run -p jixiao-examples --example embed_scoring`

use jixiao_scoring::model::{Amount, Comparison, Percent, Points, Quantity, Weight};
use jixiao_scoring::policy::Policy;
use jixiao_scoring::rules::execution_rate::execution_rate;
use jixiao_scoring::rules::levels::levels;
use jixiao_scoring::rules::proportional::hold;
use jixiao_scoring::rules::total::total;
use jixiao_scoring::{Scale, Scored, derive_number, execution_points};

/// A project as the other system keeps it: money in 分.
struct ProjectRecord {
    budget_fen: i64,
    spent_fen: i64,
    rows: Vec<Row>,
}

/// An indicator as the other system keeps it.
enum Row {
    /// A number that should be reached.
    AtLeast {
        target: i32,
        actual: i32,
        points: u16,
    },
    /// A percentage that should not be exceeded.
    AtMostPercent {
        target: i32,
        actual: i32,
        points: u16,
    },
    /// A judgement, in percent.
    Judged { percent: i32, points: u16 },
}

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let policy = Policy::mof_2020()?;
    let record = ProjectRecord {
        budget_fen: 20_320_000,
        spent_fen: 20_305_500,
        rows: vec![
            Row::AtLeast {
                target: 300,
                actual: 285,
                points: 50,
            },
            Row::AtMostPercent {
                target: 90,
                actual: 99,
                points: 30,
            },
            Row::Judged {
                percent: 95,
                points: 10,
            },
        ],
    };
    let (budget, spent) = (
        Amount::from_fen(record.budget_fen)?,
        Amount::from_fen(record.spent_fen)?,
    );
    let rate = execution_rate(budget, spent).rate().ok_or("no budget")?;
    let execution = execution_points(rate, policy.execution_weight, policy.execution)?;
    println!("execution {rate}: {execution}");

    let mut earned: Vec<Points> = Vec::new();
    for row in &record.rows {
        let scored = score(row, &policy)?;
        println!("{} of {}", scored.points, scored.weight);
        earned.push(scored.points);
    }
    let total = total(execution, earned, None)?;
    let grade = policy.grades.grade(total).ok_or("weights beyond 100")?;
    println!("total {total} {grade}");
    Ok(())
}

fn score(row: &Row, policy: &Policy) -> Result<Scored, Failure> {
    let number = |comparison, target: &i32, actual: &i32, scale| {
        let (target, actual) = (Quantity::from(*target), Quantity::from(*actual));
        let held = hold(comparison, target, actual, policy.ceiling);
        derive_number(policy.number, held, scale, policy)
    };
    let (derivation, points) = match row {
        Row::AtLeast {
            target,
            actual,
            points,
        } => (
            number(Comparison::AtLeast, target, actual, Scale::Number)?,
            points,
        ),
        Row::AtMostPercent {
            target,
            actual,
            points,
        } => (
            number(Comparison::AtMost, target, actual, Scale::Percent)?,
            points,
        ),
        Row::Judged { percent, points } => (
            levels(None, Percent::whole(*percent), policy.levels)?,
            points,
        ),
    };
    Ok(derivation.score(Weight::whole(*points), policy.rounding)?)
}
