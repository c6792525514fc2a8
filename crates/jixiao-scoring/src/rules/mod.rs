//! The rules: one pair of files each, the function and the page that an auditor reads.
//!
//! [`Rule::all`] is the book: every rule by its id, with what it takes, its formula, the documents behind it and its page.

pub mod arrival_rate;
pub mod basic_execution_rate;
pub mod budget_adjustment_rate;
pub mod budget_completion_rate;
pub mod budget_control_rate;
pub mod carry_over_change_rate;
pub mod carry_over_rate;
pub mod completion_rate;
pub mod cost_saving_rate;
pub mod execution_rate;
pub mod fixed_asset_use_rate;
pub mod key_spending_rate;
pub mod key_work_rate;
pub mod payment_progress_rate;
pub mod procurement_execution_rate;
pub mod project_execution_rate;
pub mod public_funds_control_rate;
pub mod quality_rate;
pub mod self_evaluation_coverage;
pub mod staffing_control_rate;
pub mod three_public_change_rate;
pub mod three_public_control_rate;
pub mod timely_rate;

pub mod bands;
pub mod deduction;
pub mod direct;
pub mod levels;
pub mod not_applicable;
pub mod over_achievement;
pub mod pass_mark;
pub mod proportional;

pub mod execution_points;
pub mod total;

mod book;
mod documents;

pub use book::{Compute, Direction, InputError, PointsRule, RateRule, Rule, RuleKind};
pub(crate) use documents::in_english;
pub use documents::{DOCUMENTS, Document, document};

pub use jixiao_model::{InputKind, RateInput as Input};

use jixiao_model::{Amount, Bilingual, Quantity, Rate, Speak};

use crate::error::NoRate;

/// What a rate rule finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RateOutcome {
    /// The rate.
    Known(Rate),
    /// 不适用: there is nothing to divide and nothing to divide by.
    NotApplicable,
    /// There is no rate, and that needs a word.
    Undefined(NoRate),
}

impl RateOutcome {
    /// The rate, where there is one.
    pub const fn rate(self) -> Option<Rate> {
        match self {
            Self::Known(rate) => Some(rate),
            _ => None,
        }
    }

    /// `ok`, `not_applicable` or `undefined`, as data files have it.
    pub const fn status(self) -> &'static str {
        match self {
            Self::Known(_) => "ok",
            Self::NotApplicable => "not_applicable",
            Self::Undefined(_) => "undefined",
        }
    }
}

impl Speak for RateOutcome {
    fn speak(&self) -> Bilingual {
        match self {
            Self::Known(rate) => {
                let shown = alloc::format!("{rate}");
                Bilingual::new(shown.clone(), shown)
            }
            Self::NotApplicable => Bilingual::new("不适用", "not applicable"),
            Self::Undefined(reason) => reason.speak(),
        }
    }
}

/// A quotient whose denominator may be zero: nothing over nothing does not apply, something over nothing has no rate.
fn over(rate: Option<Rate>, nothing: bool, without: NoRate) -> RateOutcome {
    match rate {
        Some(rate) => RateOutcome::Known(rate),
        None if nothing => RateOutcome::NotApplicable,
        None => RateOutcome::Undefined(without),
    }
}

/// One amount over another, which is not below zero.
fn ratio(part: Amount, whole: Amount, without: NoRate) -> RateOutcome {
    if whole.is_negative() {
        return RateOutcome::Undefined(NoRate::NegativeWhole);
    }
    over(
        Rate::of_amounts(part, whole).ok(),
        part == Amount::ZERO,
        without,
    )
}

/// One amount over another, neither below zero.
fn unsigned_ratio(part: Amount, whole: Amount, without: NoRate) -> RateOutcome {
    if part.is_negative() {
        return RateOutcome::Undefined(NoRate::NegativePart);
    }
    ratio(part, whole, without)
}

/// One quantity over another in the same unit, neither below zero.
fn quotient(part: Quantity, whole: Quantity, without: NoRate) -> RateOutcome {
    if part.is_negative() {
        return RateOutcome::Undefined(NoRate::NegativePart);
    }
    if whole.is_negative() {
        return RateOutcome::Undefined(NoRate::NegativeWhole);
    }
    over(
        Rate::of_quantities(part, whole).ok(),
        part == Quantity::ZERO,
        without,
    )
}

/// A part is no more than its whole: a rate beyond 100 % cannot be.
fn within_whole(outcome: RateOutcome) -> RateOutcome {
    match outcome {
        RateOutcome::Known(rate) if rate > Rate::WHOLE => {
            RateOutcome::Undefined(NoRate::PartExceedsWhole)
        }
        other => other,
    }
}

/// (one − other) ÷ whole, of which the whole is not zero.
fn difference(one: Amount, other: Amount, whole: Amount) -> RateOutcome {
    // An amount below zero less one near the limit is the only difference that does not fit.
    match one
        .minus(other)
        .and_then(|difference| Rate::of_amounts(difference, whole))
    {
        Ok(rate) => RateOutcome::Known(rate),
        Err(_) => RateOutcome::Undefined(NoRate::TooLarge),
    }
}

/// How far an amount has grown or shrunk since last year: nothing twice is no change, something after nothing has no rate, and a negative
/// amount to compare with would turn the sign.
fn change(current: Amount, previous: Amount, none: NoRate, negative: NoRate) -> RateOutcome {
    if previous == Amount::ZERO {
        return if current == Amount::ZERO {
            RateOutcome::Known(Rate::ZERO)
        } else {
            RateOutcome::Undefined(none)
        };
    }
    if previous.is_negative() {
        return RateOutcome::Undefined(negative);
    }
    difference(current, previous, previous)
}
