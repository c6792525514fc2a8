//! What a target or an actual counts: any exact decimal number.

use core::fmt;
use core::str::FromStr;

use rust_decimal::Decimal;

use crate::error::ModelError;
use crate::fixed::{self, Kind};
use crate::fraction::Fraction;

/// 10^15 in steps of 10^-10.
const LIMIT: i128 = 10_000_000_000_000_000_000_000_000;

const KIND: Kind = Kind {
    name: "a quantity",
    decimals: 10,
    low: "-10^15",
    high: "10^15",
    min: -LIMIT,
    max: LIMIT,
};

/// An exact decimal number with at most ten decimals, from -10^15 to 10^15.
///
/// The bounds are what makes scoring exact: every product that a scoring method forms of such numbers, a weight and a
/// percentage fits in 128 bits.
///
/// ```
/// use jixiao_model::Quantity;
/// let days: Quantity = "12.50".parse()?;
/// assert_eq!(days.to_string(), "12.5");
/// assert!("1e30".parse::<Quantity>().is_err());
/// # Ok::<(), jixiao_model::ModelError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Quantity {
    // The count of steps in two halves: 128 bits in one piece would align, and so widen, all that holds a quantity. Compared from
    // the upper half down, they order as the whole does.
    upper: i64,
    lower: u64,
}

impl Quantity {
    /// 0.
    pub const ZERO: Self = Self { upper: 0, lower: 0 };

    /// The count of steps of 10^-10: what scoring computes with.
    #[inline]
    pub const fn steps(self) -> i128 {
        ((self.upper as i128) << 64) | self.lower as i128
    }

    #[inline]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "each half keeps its bits"
    )]
    const fn of_steps(steps: i128) -> Self {
        Self {
            upper: (steps >> 64) as i64,
            lower: steps as u64,
        }
    }

    /// Is it below zero?
    pub const fn is_negative(self) -> bool {
        self.upper < 0
    }

    /// One step less; the least there is stays.
    pub(crate) fn just_below(self) -> Self {
        Self::of_steps(self.steps().saturating_sub(1).max(KIND.min))
    }

    /// One step more; the most there is stays.
    pub(crate) fn just_above(self) -> Self {
        Self::of_steps(self.steps().saturating_add(1).min(KIND.max))
    }

    /// The number as an exact fraction.
    pub fn fraction(self) -> Fraction {
        Fraction::new(self.steps(), 10_000_000_000).unwrap_or(Fraction::ZERO)
    }

    /// `value` × 10^-`decimals`, as a decimal column keeps it.
    ///
    /// ```
    /// use jixiao_model::Quantity;
    /// assert_eq!(Quantity::from_scaled(125_000, 4)?, "12.5".parse()?);
    /// assert!(Quantity::from_scaled(1, 20).is_err()); // nothing is rounded
    /// # Ok::<(), jixiao_model::ModelError>(())
    /// ```
    ///
    /// # Errors
    /// [`ModelError::TooManyDecimals`], [`ModelError::OutOfRange`].
    #[inline]
    pub fn from_scaled(value: i128, decimals: i8) -> Result<Self, ModelError> {
        KIND.steps_of(value, decimals).map(Self::of_steps)
    }

    /// The number times ten to the `power`, as between 人 and 万人.
    ///
    /// # Errors
    /// [`ModelError::OutOfRange`].
    pub fn scaled(self, power: u32) -> Result<Self, ModelError> {
        10_i128
            .checked_pow(power)
            .and_then(|factor| self.steps().checked_mul(factor))
            .filter(|steps| (KIND.min..=KIND.max).contains(steps))
            .map(Self::of_steps)
            .ok_or_else(|| KIND.out_of_range(&fixed::show(self.steps(), KIND.decimals, 0)))
    }
}

impl From<i32> for Quantity {
    fn from(value: i32) -> Self {
        // 2^31 times 10^10 is far below the limit.
        Self::of_steps(i128::from(value).saturating_mul(10_000_000_000))
    }
}

impl TryFrom<Decimal> for Quantity {
    type Error = ModelError;

    fn try_from(value: Decimal) -> Result<Self, ModelError> {
        KIND.steps(value).map(Self::of_steps)
    }
}

impl From<Quantity> for Decimal {
    fn from(value: Quantity) -> Self {
        // At most 26 digits with 10 decimals: always within a Decimal.
        Self::try_from_i128_with_scale(value.steps(), 10)
            .unwrap_or_default()
            .normalize()
    }
}

impl FromStr for Quantity {
    type Err = ModelError;

    fn from_str(text: &str) -> Result<Self, ModelError> {
        KIND.parse(text).map(Self::of_steps)
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&fixed::show(self.steps(), KIND.decimals, 0))
    }
}

crate::serde_text::by_text!(Quantity);
