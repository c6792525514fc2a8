//! Reading and showing decimal numbers that are kept as counts of a fixed step. Private: each kind of value wraps it.

use alloc::format;
use alloc::string::{String, ToString};

use rust_decimal::Decimal;

use crate::error::ModelError;

/// What a kind of value can hold: its name, its decimals, its range.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    pub(crate) decimals: u32,
    pub(crate) low: &'static str,
    pub(crate) high: &'static str,
    pub(crate) min: i128,
    pub(crate) max: i128,
}

/// The longest part of a user's text that a message repeats.
const SHOWN: usize = 40;

/// `text` as a message repeats it: without control characters, and not longer than a line.
pub(crate) fn shorten(text: &str) -> String {
    let mut shown: String = text
        .chars()
        .take(SHOWN)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}

/// The decimal number in `text`: digits with an optional sign, point and thousands separators.
pub(crate) fn decimal(text: &str) -> Result<Decimal, ModelError> {
    let not_a_number = || ModelError::NotANumber {
        found: shorten(text),
    };
    let plain = without_separators(text.trim()).ok_or_else(not_a_number)?;
    // `Decimal` reads more than forms write (`1_000`, `+`, a lone point): only digits may pass.
    let digits = plain.strip_prefix(['-', '+']).unwrap_or(&plain);
    let well_formed = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.ends_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    if !well_formed {
        return Err(not_a_number());
    }
    // The text is well formed, so what is refused here is only too long: before the point or behind it.
    Decimal::from_str_exact(trimmed_zeros(&plain)).map_err(|_| {
        let whole = digits.split('.').next().unwrap_or(digits);
        if digits.matches('.').count() > 1 {
            not_a_number()
        } else if whole.trim_start_matches('0').len() > 15 {
            ModelError::OutOfRange {
                found: shorten(text),
                kind: "a number",
                low: "-10^28",
                high: "10^28",
            }
        } else {
            ModelError::TooManyDecimals {
                found: shorten(text),
                max: 28,
                kind: "a number",
            }
        }
    })
}

/// Zeros that end the decimals say nothing, however many there are.
fn trimmed_zeros(text: &str) -> &str {
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        text
    }
}

/// Takes thousands separators out where they stand as they should: groups of three before the point.
fn without_separators(text: &str) -> Option<String> {
    if !text.contains(',') {
        return Some(text.to_string());
    }
    let (whole, decimals) = match text.split_once('.') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (text, None),
    };
    let mut groups = whole.split(',');
    let first = groups.next()?.trim_start_matches(['-', '+']);
    let grouped = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    if !grouped || decimals.is_some_and(|decimals| decimals.contains(',')) {
        return None;
    }
    let mut plain = whole.replace(',', "");
    if let Some(decimals) = decimals {
        plain.push('.');
        plain.push_str(decimals);
    }
    Some(plain)
}

impl Kind {
    /// `value` as a count of this kind's steps.
    pub(crate) fn steps(&self, value: Decimal) -> Result<i128, ModelError> {
        let value = value.normalize();
        let missing = self.decimals.checked_sub(value.scale()).ok_or_else(|| {
            ModelError::TooManyDecimals {
                found: value.to_string(),
                max: self.decimals,
                kind: self.name,
            }
        })?;
        10_i128
            .checked_pow(missing)
            .and_then(|factor| value.mantissa().checked_mul(factor))
            .filter(|steps| (self.min..=self.max).contains(steps))
            .ok_or_else(|| self.out_of_range(&value.to_string()))
    }

    /// `value` × 10^-`decimals` as a count of this kind's steps, for columns, which keep one count of decimals for all their values.
    pub(crate) fn steps_of(&self, value: i128, decimals: i8) -> Result<i128, ModelError> {
        let places = u32::from(decimals.unsigned_abs());
        let shift = i64::from(self.decimals).saturating_sub(i64::from(decimals));
        let factor = 10_i128.checked_pow(u32::try_from(shift.unsigned_abs()).unwrap_or(u32::MAX));
        let shown = || {
            if decimals < 0 {
                format!("{value}e{places}")
            } else {
                show(value, places, 0)
            }
        };
        if value == 0 {
            return Ok(0);
        }
        let steps = if shift < 0 {
            match factor {
                Some(factor) if value.checked_rem(factor) == Some(0) => value.checked_div(factor),
                _ => {
                    return Err(ModelError::TooManyDecimals {
                        found: shorten(&shown()),
                        max: self.decimals,
                        kind: self.name,
                    });
                }
            }
        } else {
            factor.and_then(|factor| value.checked_mul(factor))
        };
        steps
            .filter(|steps| (self.min..=self.max).contains(steps))
            .ok_or_else(|| self.out_of_range(&shown()))
    }

    /// The number in `text` as a count of this kind's steps.
    pub(crate) fn parse(&self, text: &str) -> Result<i128, ModelError> {
        match decimal(text) {
            Ok(value) => self.steps(value),
            Err(ModelError::OutOfRange { found, .. }) => Err(self.out_of_range(&found)),
            Err(ModelError::TooManyDecimals { found, .. }) => Err(ModelError::TooManyDecimals {
                found,
                max: self.decimals,
                kind: self.name,
            }),
            Err(error) => Err(error),
        }
    }

    /// The error for a count outside this kind's range.
    pub(crate) fn out_of_range(&self, found: &str) -> ModelError {
        ModelError::OutOfRange {
            found: shorten(found),
            kind: self.name,
            low: self.low,
            high: self.high,
        }
    }
}

/// A count of steps of 10^-`decimals` in digits, without the zeros that end the decimals beyond `at_least` of them.
pub(crate) fn show(steps: i128, decimals: u32, at_least: usize) -> String {
    let width = usize::try_from(decimals).unwrap_or(0);
    let digits = format!("{:0>1$}", steps.unsigned_abs(), width.saturating_add(1));
    let (whole, fraction) = digits.split_at(digits.len().saturating_sub(width));
    let significant = fraction
        .trim_end_matches('0')
        .len()
        .max(at_least.min(width));
    let fraction = fraction.get(..significant).unwrap_or(fraction);
    let sign = if steps < 0 { "-" } else { "" };
    if fraction.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{fraction}")
    }
}

/// Puts a comma between groups of three digits before the point of a number in digits.
///
/// ```
/// assert_eq!(jixiao_model::grouped("-109607.51"), "-109,607.51");
/// ```
pub fn grouped(number: &str) -> String {
    let (sign, digits) = match number.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", number),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut grouped = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        let left = whole.len().saturating_sub(index);
        if index > 0 && left.is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if !fraction.is_empty() {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    grouped
}
