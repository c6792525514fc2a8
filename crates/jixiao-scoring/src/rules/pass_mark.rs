#![doc = include_str!("pass_mark.md")]

use super::book::PointsRule;
use jixiao_model::{Fraction, Method, Percent, Rate};

use crate::error::ScoreError;
use crate::scored::{Derivation, Held};

/// Nothing below the pass mark; above it, the weight in proportion to what lies beyond the mark. A mark lies from 0 % to 100 %: one beyond them is
/// taken for the nearer.
pub fn pass_mark(held: Held, pass: Percent) -> Derivation {
    Derivation::PassMark {
        held,
        pass: pass.clamp(Percent::ZERO, Percent::WHOLE),
    }
}

/// (degree − pass) ÷ (1 − pass), not below 0; a pass mark of 100 % leaves all or nothing.
pub(crate) fn share(degree: Fraction, pass: Percent) -> Result<Fraction, ScoreError> {
    if degree < Rate::from(pass).fraction() {
        return Ok(Fraction::ZERO);
    }
    let whole = Percent::WHOLE.hundredths();
    let above = whole.saturating_sub(pass.hundredths());
    if above <= 0 {
        return Ok(Fraction::ONE);
    }
    let numerator = degree
        .numerator()
        .checked_mul(whole)
        .zip(degree.denominator().checked_mul(pass.hundredths()))
        .and_then(|(earned, mark)| earned.checked_sub(mark));
    let denominator = degree.denominator().checked_mul(above);
    match (numerator, denominator) {
        (Some(numerator), Some(denominator)) => {
            Fraction::new(numerator, denominator).map_err(|_| ScoreError::Overflow)
        }
        _ => Err(ScoreError::Overflow),
    }
}

/// The rule, as the book lists it.
pub const RULE: PointsRule = PointsRule::method(
    Method::PassMark,
    "得分 = 分值 × (完成比例 − 门槛) ÷ (1 − 门槛)，低于门槛为 0",
    "points = weight × (degree − mark) ÷ (1 − mark), 0 below the mark",
    &["MOF-2021-101"],
    include_str!("pass_mark.md"),
);
