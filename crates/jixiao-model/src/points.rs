//! Points (得分) and the weights (分值) they are given out of.

use core::fmt;
use core::str::FromStr;

use crate::error::ModelError;
use crate::fixed::{self, Kind};

const POINTS: Kind = Kind {
    name: "points",
    decimals: 4,
    low: "-1000000",
    high: "1000000",
    min: -10_000_000_000,
    max: 10_000_000_000,
};

const WEIGHT: Kind = Kind {
    name: "a weight",
    decimals: 4,
    low: "0",
    high: "1000",
    min: 0,
    max: 10_000_000,
};

/// Points (得分), exact to four decimals; a policy rounds them to two.
///
/// ```
/// use jixiao_model::Points;
/// let total: Points = "97.99".parse()?;
/// assert_eq!(total.to_string(), "97.99");
/// assert_eq!(total.plus("2.01".parse()?)?.to_string(), "100");
/// # Ok::<(), jixiao_model::ModelError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Points(i64);

impl Points {
    /// None.
    pub const ZERO: Self = Self(0);
    /// 100, the whole of a form.
    pub const HUNDRED: Self = Self(1_000_000);

    /// From a count of 0.0001 points.
    ///
    /// # Errors
    /// [`ModelError::OutOfRange`].
    pub fn from_steps(steps: i64) -> Result<Self, ModelError> {
        if (POINTS.min..=POINTS.max).contains(&i128::from(steps)) {
            Ok(Self(steps))
        } else {
            Err(POINTS.out_of_range(&fixed::show(i128::from(steps), POINTS.decimals, 0)))
        }
    }

    /// `value` × 10^-`decimals`, as a decimal column keeps it.
    ///
    /// ```
    /// use jixiao_model::Points;
    /// assert_eq!(Points::from_scaled(979_900, 4)?, "97.99".parse()?);
    /// assert!(Points::from_scaled(1, 20).is_err()); // nothing is rounded
    /// # Ok::<(), jixiao_model::ModelError>(())
    /// ```
    ///
    /// # Errors
    /// [`ModelError::TooManyDecimals`], [`ModelError::OutOfRange`].
    #[inline]
    pub fn from_scaled(value: i128, decimals: i8) -> Result<Self, ModelError> {
        let steps = POINTS.steps_of(value, decimals)?;
        i64::try_from(steps)
            .map(Self)
            .map_err(|_| ModelError::Overflow)
    }

    /// The count of 0.0001 points.
    pub const fn steps(self) -> i64 {
        self.0
    }

    /// The sum.
    ///
    /// # Errors
    /// [`ModelError::OutOfRange`].
    pub fn plus(self, other: Self) -> Result<Self, ModelError> {
        Self::from_steps(self.0.saturating_add(other.0))
    }

    /// The difference.
    ///
    /// # Errors
    /// [`ModelError::OutOfRange`].
    pub fn minus(self, other: Self) -> Result<Self, ModelError> {
        Self::from_steps(self.0.saturating_sub(other.0))
    }

    /// The sum of many.
    ///
    /// # Errors
    /// [`ModelError::OutOfRange`].
    pub fn sum(points: impl IntoIterator<Item = Self>) -> Result<Self, ModelError> {
        points.into_iter().try_fold(Self::ZERO, Self::plus)
    }
}

impl FromStr for Points {
    type Err = ModelError;

    fn from_str(text: &str) -> Result<Self, ModelError> {
        let number = text.trim().trim_end_matches('分');
        let steps = POINTS.parse(number)?;
        i64::try_from(steps)
            .map(Self)
            .map_err(|_| ModelError::Overflow)
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&fixed::show(i128::from(self.0), POINTS.decimals, 0))
    }
}

/// A weight (分值): the most points that an indicator can earn. From 0 to 1000, with at most four decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Weight(u32);

impl Weight {
    /// No weight.
    pub const ZERO: Self = Self(0);

    /// A whole number of points; more than 1000 becomes 1000.
    pub const fn whole(points: u16) -> Self {
        let points = if points > 1000 { 1000 } else { points };
        Self((points as u32).saturating_mul(10_000))
    }

    /// From a count of 0.0001 points.
    ///
    /// # Errors
    /// [`ModelError::OutOfRange`].
    pub fn from_steps(steps: u32) -> Result<Self, ModelError> {
        if i128::from(steps) <= WEIGHT.max {
            Ok(Self(steps))
        } else {
            Err(WEIGHT.out_of_range(&fixed::show(i128::from(steps), WEIGHT.decimals, 0)))
        }
    }

    /// `value` × 10^-`decimals`, as a decimal column keeps it.
    ///
    /// ```
    /// use jixiao_model::Weight;
    /// assert_eq!(Weight::from_scaled(125_000, 4)?, "12.5".parse()?);
    /// assert!(Weight::from_scaled(1, 20).is_err()); // nothing is rounded
    /// # Ok::<(), jixiao_model::ModelError>(())
    /// ```
    ///
    /// # Errors
    /// [`ModelError::TooManyDecimals`], [`ModelError::OutOfRange`].
    #[inline]
    pub fn from_scaled(value: i128, decimals: i8) -> Result<Self, ModelError> {
        let steps = WEIGHT.steps_of(value, decimals)?;
        u32::try_from(steps)
            .map(Self)
            .map_err(|_| ModelError::Overflow)
    }

    /// The count of 0.0001 points.
    pub const fn steps(self) -> u32 {
        self.0
    }

    /// All of the weight, as points.
    pub fn full(self) -> Points {
        Points(i64::from(self.0))
    }
}

impl FromStr for Weight {
    type Err = ModelError;

    fn from_str(text: &str) -> Result<Self, ModelError> {
        let number = text.trim().trim_end_matches('分');
        let steps = WEIGHT.parse(number)?;
        u32::try_from(steps)
            .map(Self)
            .map_err(|_| ModelError::Overflow)
    }
}

impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&fixed::show(i128::from(self.0), WEIGHT.decimals, 0))
    }
}

crate::serde_text::by_text!(Points);
crate::serde_text::by_text!(Weight);
