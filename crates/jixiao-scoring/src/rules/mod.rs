//! The rules: one pair of files each, the function and the page that an auditor reads.

pub mod carry_over_change_rate;
pub mod execution_rate;
pub mod self_evaluation_coverage;
pub mod staffing_control_rate;
pub mod three_public_control_rate;

pub mod bands;
pub mod deduction;
pub mod direct;
pub mod levels;
pub mod pass_mark;
pub mod proportional;

mod book;

pub use book::{Input, RateRule};

use jixiao_model::{Bilingual, Rate, Speak};

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

/// A ratio of two amounts of which the lower one may be zero: nothing over nothing does not apply, something over
/// nothing has no rate.
fn ratio(numerator: jixiao_model::Amount, denominator: jixiao_model::Amount) -> RateOutcome {
    match Rate::of_amounts(numerator, denominator) {
        Ok(rate) => RateOutcome::Known(rate),
        Err(_) if numerator == jixiao_model::Amount::ZERO => RateOutcome::NotApplicable,
        Err(_) => RateOutcome::Undefined(NoRate::SpendingWithoutBudget),
    }
}
