//! Exact fractions, rounded once at the very end.

use alloc::string::String;
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};

use crate::error::ModelError;

/// How a value between two steps becomes one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Rounding {
    /// 四舍五入: to the nearest step, a half away from zero.
    #[default]
    HalfAwayFromZero,
    /// 截尾: toward zero.
    Truncate,
}

/// An exact fraction with a positive denominator, kept as it was given (not reduced).
///
/// Equality, order and hash go by value: 1/2 equals 2/4.
///
/// ```
/// use jixiao_model::{Fraction, Rounding};
/// let third = Fraction::new(100, 3)?;
/// assert_eq!(third.round(2, Rounding::HalfAwayFromZero), Ok(3333)); // 33.33, in hundredths
/// assert_eq!(third.decimal(10), "33.33333333");
/// # Ok::<(), jixiao_model::ModelError>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Fraction {
    numerator: i128,
    denominator: i128,
}

impl Fraction {
    /// 0.
    pub const ZERO: Self = Self {
        numerator: 0,
        denominator: 1,
    };
    /// 1.
    pub const ONE: Self = Self {
        numerator: 1,
        denominator: 1,
    };

    /// `numerator / denominator`; a negative denominator moves its sign to the numerator.
    ///
    /// # Errors
    /// [`ModelError::ZeroDenominator`], or [`ModelError::Overflow`] where a sign cannot be moved (`i128::MIN`).
    #[inline]
    pub fn new(numerator: i128, denominator: i128) -> Result<Self, ModelError> {
        if denominator == 0 {
            return Err(ModelError::ZeroDenominator);
        }
        if numerator == i128::MIN || denominator == i128::MIN {
            return Err(ModelError::Overflow);
        }
        Ok(Self {
            numerator: if denominator < 0 {
                numerator.wrapping_neg()
            } else {
                numerator
            },
            denominator: denominator.wrapping_abs(),
        })
    }

    /// A whole number. `i128::MIN` is kept as its neighbour, which no quantity of the model reaches.
    pub const fn whole(value: i128) -> Self {
        Self {
            numerator: if value == i128::MIN {
                -i128::MAX
            } else {
                value
            },
            denominator: 1,
        }
    }

    /// The numerator, with the sign.
    pub const fn numerator(self) -> i128 {
        self.numerator
    }

    /// The denominator, always positive.
    pub const fn denominator(self) -> i128 {
        self.denominator
    }

    /// Is it below zero?
    pub const fn is_negative(self) -> bool {
        self.numerator < 0
    }

    /// The value as a count of steps of 10^-`places`, rounded once.
    ///
    /// # Errors
    /// [`ModelError::Overflow`] when the count does not fit.
    #[inline]
    pub fn round(self, places: u32, rounding: Rounding) -> Result<i128, ModelError> {
        if places == 0 {
            return Ok(divide(self.numerator, self.denominator, rounding));
        }
        let steps = 10_i128.checked_pow(places).ok_or(ModelError::Overflow)?;
        let scaled = self
            .numerator
            .checked_mul(steps)
            .ok_or(ModelError::Overflow)?;
        Ok(divide(scaled, self.denominator, rounding))
    }

    /// The same fraction in lowest terms.
    #[must_use]
    pub fn reduced(self) -> Self {
        let divisor = gcd(
            self.numerator.unsigned_abs(),
            self.denominator.unsigned_abs(),
        );
        let divisor = i128::try_from(divisor).unwrap_or(1).max(1);
        Self {
            numerator: self.numerator.checked_div(divisor).unwrap_or(0),
            denominator: self.denominator.checked_div(divisor).unwrap_or(1),
        }
    }

    /// The sum, exact.
    ///
    /// # Errors
    /// [`ModelError::Overflow`] when it does not fit.
    pub fn plus(self, other: Self) -> Result<Self, ModelError> {
        let (a, b) = (self.reduced(), other.reduced());
        let left = a.numerator.checked_mul(b.denominator);
        let right = b.numerator.checked_mul(a.denominator);
        let denominator = a.denominator.checked_mul(b.denominator);
        match (left, right, denominator) {
            (Some(left), Some(right), Some(denominator)) => Self::new(
                left.checked_add(right).ok_or(ModelError::Overflow)?,
                denominator,
            ),
            _ => Err(ModelError::Overflow),
        }
    }

    /// The product, exact.
    ///
    /// # Errors
    /// [`ModelError::Overflow`] when it does not fit.
    pub fn times(self, other: Self) -> Result<Self, ModelError> {
        // Crosswise reduction first: the product then only overflows when the result itself does.
        let a = Self {
            numerator: self.numerator,
            denominator: other.denominator,
        }
        .reduced();
        let b = Self {
            numerator: other.numerator,
            denominator: self.denominator,
        }
        .reduced();
        match (
            a.numerator.checked_mul(b.numerator),
            a.denominator.checked_mul(b.denominator),
        ) {
            (Some(numerator), Some(denominator)) => Self::new(numerator, denominator),
            _ => Err(ModelError::Overflow),
        }
    }

    /// The value in decimal digits: all of them where the expansion ends within `significant` significant digits, else
    /// rounded half away from zero to that many (at least one).
    pub fn decimal(self, significant: usize) -> String {
        let numerator = self.numerator.unsigned_abs();
        let denominator = self.denominator.unsigned_abs();
        let whole = numerator.checked_div(denominator).unwrap_or(0);
        let mut rest = numerator.checked_rem(denominator).unwrap_or(0);
        let mut digits: alloc::vec::Vec<u8> = alloc::format!("{whole}").into_bytes();
        let whole_digits = digits.len();
        let mut counted = if whole == 0 { 0 } else { whole_digits };
        // Long division, a digit a step. `rest < denominator <= i128::MAX`, so ten times it fits in u128 only up to a
        // bound; past it both are halved, which costs a digit far beyond those that are shown.
        let mut denominator = denominator;
        while rest != 0 && counted < significant.max(1) {
            while rest > u128::MAX / 10 {
                rest >>= 1;
                denominator >>= 1;
            }
            rest = rest.wrapping_mul(10);
            let digit = rest.checked_div(denominator).unwrap_or(0);
            rest = rest.checked_rem(denominator).unwrap_or(0);
            digits.push(b'0'.saturating_add(u8::try_from(digit).unwrap_or(9)));
            if counted > 0 || digit != 0 {
                counted = counted.saturating_add(1);
            }
        }
        let mut whole_digits = whole_digits;
        if rest >= denominator.wrapping_sub(rest) && rest != 0 && carry_up(&mut digits) {
            whole_digits = whole_digits.saturating_add(1);
        }
        let mut text = String::new();
        if self.numerator < 0 {
            text.push('-');
        }
        for (index, digit) in digits.iter().enumerate() {
            if index == whole_digits {
                text.push('.');
            }
            text.push(char::from(*digit));
        }
        if digits.len() > whole_digits {
            let kept = text.trim_end_matches('0').trim_end_matches('.').len();
            text.truncate(kept);
        }
        text
    }
}

/// Adds one to the last of the decimal digits; true when a digit had to be put in front.
fn carry_up(digits: &mut alloc::vec::Vec<u8>) -> bool {
    for digit in digits.iter_mut().rev() {
        if *digit == b'9' {
            *digit = b'0';
        } else {
            *digit = digit.saturating_add(1);
            return false;
        }
    }
    digits.insert(0, b'1');
    true
}

/// `numerator / denominator` (positive), rounded to a whole number.
pub(crate) fn divide(numerator: i128, denominator: i128, rounding: Rounding) -> i128 {
    // Nearly all figures of real forms fit in 64 bits, where the machine divides in one instruction.
    let (n, d) = (numerator.unsigned_abs(), denominator.unsigned_abs());
    let (quotient, up) = if let (Ok(n), Ok(d)) = (u64::try_from(n), u64::try_from(d)) {
        let quotient = n.checked_div(d).unwrap_or(0);
        let rest = n.wrapping_sub(quotient.wrapping_mul(d));
        (u128::from(quotient), rest >= d.wrapping_sub(rest))
    } else {
        let quotient = n.checked_div(d).unwrap_or(0);
        let rest = n.wrapping_sub(quotient.wrapping_mul(d));
        (quotient, rest >= d.wrapping_sub(rest))
    };
    let up = up && rounding == Rounding::HalfAwayFromZero;
    // |numerator| <= i128::MAX, so quotient + 1 overflows only for a numerator of i128::MAX over 1, which has no rest.
    let magnitude = i128::try_from(quotient)
        .unwrap_or(i128::MAX)
        .saturating_add(i128::from(up));
    if numerator < 0 {
        magnitude.wrapping_neg()
    } else {
        magnitude
    }
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while let Some(rest) = a.checked_rem(b) {
        (a, b) = (b, rest);
    }
    a
}

/// Compares without multiplying, by the continued fractions of both sides: nothing can overflow.
fn compare_magnitudes(mut a: (u128, u128), mut b: (u128, u128)) -> Ordering {
    let mut flipped = false;
    loop {
        let whole_a = a.0.checked_div(a.1).unwrap_or(0);
        let whole_b = b.0.checked_div(b.1).unwrap_or(0);
        let rest_a = a.0.checked_rem(a.1).unwrap_or(0);
        let rest_b = b.0.checked_rem(b.1).unwrap_or(0);
        let order = match (whole_a.cmp(&whole_b), rest_a, rest_b) {
            (Ordering::Equal, 0, 0) => Ordering::Equal,
            (Ordering::Equal, 0, _) => Ordering::Less,
            (Ordering::Equal, _, 0) => Ordering::Greater,
            (Ordering::Equal, _, _) => {
                a = (a.1, rest_a);
                b = (b.1, rest_b);
                flipped = !flipped;
                continue;
            }
            (order, _, _) => order,
        };
        return if flipped { order.reverse() } else { order };
    }
}

impl Ord for Fraction {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        // Products of 64 bits, as nearly all are, take one instruction and cannot leave 128.
        let narrow = |value: i128| i64::try_from(value).map(i128::from);
        if let (Ok(a), Ok(b), Ok(c), Ok(d)) = (
            narrow(self.numerator),
            narrow(self.denominator),
            narrow(other.numerator),
            narrow(other.denominator),
        ) {
            return a.wrapping_mul(d).cmp(&c.wrapping_mul(b));
        }
        self.cmp_wide(other)
    }
}

impl Fraction {
    #[inline(never)]
    fn cmp_wide(&self, other: &Self) -> Ordering {
        let left = self.numerator.checked_mul(other.denominator);
        let right = other.numerator.checked_mul(self.denominator);
        if let (Some(left), Some(right)) = (left, right) {
            return left.cmp(&right);
        }
        let sign = self.numerator.signum().cmp(&other.numerator.signum());
        if sign != Ordering::Equal {
            return sign;
        }
        let order = compare_magnitudes(
            (
                self.numerator.unsigned_abs(),
                self.denominator.unsigned_abs(),
            ),
            (
                other.numerator.unsigned_abs(),
                other.denominator.unsigned_abs(),
            ),
        );
        if self.numerator < 0 {
            order.reverse()
        } else {
            order
        }
    }
}

impl PartialOrd for Fraction {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Fraction {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Fraction {}

impl Hash for Fraction {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let reduced = self.reduced();
        reduced.numerator.hash(state);
        reduced.denominator.hash(state);
    }
}

impl fmt::Display for Fraction {
    /// In decimal digits, at most 20 significant ones.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.decimal(20))
    }
}
