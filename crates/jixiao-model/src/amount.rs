//! Money, exact to one 分.

use alloc::format;
use alloc::string::String;
use core::fmt;
use core::str::FromStr;

use rust_decimal::Decimal;

use crate::error::ModelError;
use crate::fixed::{self, Kind};
use crate::text;

const KIND: Kind = Kind {
    name: "an amount in 万元",
    decimals: 6,
    low: "-9000000000000",
    high: "9000000000000",
    min: -9_000_000_000_000_000_000,
    max: 9_000_000_000_000_000_000,
};

/// An amount of money (金额), kept as a whole number of 分 (0.01 元), so it is exact in 元 and in 万元 alike.
///
/// Holds up to nine trillion 万元 either way. Texts and JSON are in 万元.
///
/// ```
/// use jixiao_model::Amount;
/// let amount: Amount = "109607.51".parse()?;
/// assert_eq!(amount, "1096075100元".parse()?);
/// assert_eq!(amount.to_string(), "109607.51");
/// # Ok::<(), jixiao_model::ModelError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Amount(i64);

impl Amount {
    /// No money.
    pub const ZERO: Self = Self(0);

    /// From a count of 分.
    ///
    /// # Errors
    /// [`ModelError::OutOfRange`].
    pub fn from_fen(fen: i64) -> Result<Self, ModelError> {
        if (KIND.min..=KIND.max).contains(&i128::from(fen)) {
            Ok(Self(fen))
        } else {
            Err(KIND.out_of_range(&format!("{fen}分")))
        }
    }

    /// From 元, with at most two decimals.
    ///
    /// # Errors
    /// [`ModelError::TooManyDecimals`], [`ModelError::OutOfRange`].
    pub fn from_yuan(yuan: Decimal) -> Result<Self, ModelError> {
        let wan = yuan
            .checked_mul(Decimal::new(1, 4))
            .ok_or(ModelError::Overflow)?;
        Self::from_wan(wan)
    }

    /// From 万元, with at most six decimals.
    ///
    /// # Errors
    /// [`ModelError::TooManyDecimals`], [`ModelError::OutOfRange`].
    pub fn from_wan(wan: Decimal) -> Result<Self, ModelError> {
        Self::from_steps(KIND.steps(wan)?)
    }

    /// `value` × 10^-`decimals`, as a decimal column keeps it, in 万元.
    ///
    /// ```
    /// use jixiao_model::Amount;
    /// assert_eq!(Amount::from_scaled(1_096_075_100, 4)?, "109607.51".parse()?);
    /// assert!(Amount::from_scaled(1, 20).is_err()); // nothing is rounded
    /// # Ok::<(), jixiao_model::ModelError>(())
    /// ```
    ///
    /// # Errors
    /// [`ModelError::TooManyDecimals`], [`ModelError::OutOfRange`].
    #[inline]
    pub fn from_scaled(value: i128, decimals: i8) -> Result<Self, ModelError> {
        KIND.steps_of(value, decimals).and_then(Self::from_steps)
    }

    fn from_steps(steps: i128) -> Result<Self, ModelError> {
        i64::try_from(steps)
            .map(Self)
            .map_err(|_| ModelError::Overflow)
    }

    /// The count of 分.
    pub const fn fen(self) -> i64 {
        self.0
    }

    /// In 元.
    pub fn yuan(self) -> Decimal {
        Decimal::new(self.0, 2)
    }

    /// In 万元.
    pub fn wan(self) -> Decimal {
        Decimal::new(self.0, 6).normalize()
    }

    /// Is it below zero?
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// The sum.
    ///
    /// # Errors
    /// [`ModelError::Overflow`].
    pub fn plus(self, other: Self) -> Result<Self, ModelError> {
        self.0
            .checked_add(other.0)
            .ok_or(ModelError::Overflow)
            .and_then(Self::from_fen)
    }

    /// The difference.
    ///
    /// # Errors
    /// [`ModelError::Overflow`].
    pub fn minus(self, other: Self) -> Result<Self, ModelError> {
        self.0
            .checked_sub(other.0)
            .ok_or(ModelError::Overflow)
            .and_then(Self::from_fen)
    }

    /// The sum of many.
    ///
    /// # Errors
    /// [`ModelError::Overflow`].
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Result<Self, ModelError> {
        amounts.into_iter().try_fold(Self::ZERO, Self::plus)
    }

    /// In 万元 with commas between groups of three digits, as prose has it: `109,607.51`.
    pub fn grouped(self) -> String {
        fixed::grouped(&fixed::show(i128::from(self.0), KIND.decimals, 2))
    }
}

impl FromStr for Amount {
    type Err = ModelError;

    /// A number is in 万元; `元`, `万元` or `亿元` may follow it.
    fn from_str(text: &str) -> Result<Self, ModelError> {
        let plain = text::normalise(text);
        let (number, power) = if let Some(number) = plain.strip_suffix("亿元") {
            (number, 4)
        } else if let Some(number) = plain.strip_suffix("万元") {
            (number, 0)
        } else if let Some(number) = plain.strip_suffix('元') {
            (number, -4)
        } else {
            (plain.as_str(), 0)
        };
        let value = match fixed::decimal(number) {
            Ok(value) => value,
            Err(ModelError::OutOfRange { .. }) => return Err(KIND.out_of_range(&plain)),
            Err(_)
                if number.chars().any(char::is_alphabetic)
                    && number.starts_with(|c: char| c.is_ascii_digit())
                    && !number.contains(['e', 'E']) =>
            {
                return Err(ModelError::WrongUnit {
                    found: fixed::shorten(&plain),
                    expected: "元 万元 亿元",
                });
            }
            Err(error) => return Err(error),
        };
        let factor = match power {
            4 => Decimal::new(10_000, 0),
            -4 => Decimal::new(1, 4),
            _ => Decimal::ONE,
        };
        let wan = value
            .checked_mul(factor)
            .ok_or_else(|| KIND.out_of_range(&plain))?;
        Self::from_wan(wan)
    }
}

impl fmt::Display for Amount {
    /// In 万元, with two to six decimals.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&fixed::show(i128::from(self.0), KIND.decimals, 2))
    }
}

crate::serde_text::by_text!(Amount);
