//! Shows: a foreign system scores its own records with the rules alone, without any form of ours.
//!
//! `cargo run -p jixiao-examples --example embed_scoring`

use jixiao_model::{Amount, Comparison, ModelError, Quantity, Weight};
use jixiao_scoring::policy::Ceiling;
use jixiao_scoring::rules::execution_rate::execution_rate;
use jixiao_scoring::rules::proportional::{hold, proportional};
use jixiao_scoring::{PointsRounding, ScoreError};

/// A row as the other system keeps it: money in 分, counts as integers.
struct Row {
    budget_fen: i64,
    spent_fen: i64,
    target: i32,
    actual: i32,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let row = Row {
        budget_fen: 20_320_000,
        spent_fen: 20_305_500,
        target: 300,
        actual: 285,
    };
    println!("execution rate {}", rate(&row)?);
    println!("points {} of 40", points(&row)?);
    Ok(())
}

fn rate(row: &Row) -> Result<String, ModelError> {
    let outcome = execution_rate(
        Amount::from_fen(row.budget_fen)?,
        Amount::from_fen(row.spent_fen)?,
    );
    Ok(outcome
        .rate()
        .map_or_else(|| outcome.status().into(), |rate| rate.to_string()))
}

fn points(row: &Row) -> Result<String, ScoreError> {
    let (target, actual) = (Quantity::from(row.target), Quantity::from(row.actual));
    let held = hold(
        Comparison::AtLeast,
        target,
        actual,
        Ceiling::TargetOverActual,
    );
    let scored = proportional(held).score(Weight::whole(40), PointsRounding::HALF_AWAY_2)?;
    Ok(scored.points.to_string())
}
