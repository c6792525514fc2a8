//! Rates (率) keep their numerator and denominator; showing one is a separate step with its own rule.

use alloc::string::String;
use core::fmt;
use core::str::FromStr;

use crate::amount::Amount;
use crate::error::ModelError;
use crate::fixed::{self, Kind};
use crate::fraction::{Fraction, Rounding};
use crate::quantity::Quantity;
use crate::text;

const PERCENT: Kind = Kind {
    name: "a percentage",
    decimals: 2,
    low: "-10^12",
    high: "10^12",
    min: -100_000_000_000_000,
    max: 100_000_000_000_000,
};

/// A percentage with at most two decimals: a threshold of a policy, or a rate as it is shown.
///
/// ```
/// use jixiao_model::Percent;
/// assert_eq!("99.90%".parse::<Percent>()?.to_string(), "99.9%");
/// # Ok::<(), jixiao_model::ModelError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Percent(i64);

impl Percent {
    /// 0 %.
    pub const ZERO: Self = Self(0);
    /// 100 %.
    pub const WHOLE: Self = Self(10_000);

    /// A whole number of percent.
    pub fn whole(percent: i32) -> Self {
        Self(i64::from(percent).saturating_mul(100))
    }

    /// From a count of hundredths of a percent.
    ///
    /// # Errors
    /// [`ModelError::OutOfRange`].
    pub fn from_hundredths(hundredths: i128) -> Result<Self, ModelError> {
        i64::try_from(hundredths)
            .ok()
            .filter(|_| (PERCENT.min..=PERCENT.max).contains(&hundredths))
            .map(Self)
            .ok_or_else(|| PERCENT.out_of_range(&fixed::show(hundredths, PERCENT.decimals, 0)))
    }

    /// `value` × 10^-`decimals`, as a decimal column keeps it: 85 is 85 %.
    ///
    /// ```
    /// use jixiao_model::Percent;
    /// assert_eq!(Percent::from_scaled(850_000, 4)?, "85%".parse()?);
    /// assert!(Percent::from_scaled(1, 20).is_err()); // nothing is rounded
    /// # Ok::<(), jixiao_model::ModelError>(())
    /// ```
    ///
    /// # Errors
    /// [`ModelError::TooManyDecimals`], [`ModelError::OutOfRange`].
    #[inline]
    pub fn from_scaled(value: i128, decimals: i8) -> Result<Self, ModelError> {
        PERCENT
            .steps_of(value, decimals)
            .and_then(Self::from_hundredths)
    }

    /// The count of hundredths of a percent.
    pub const fn hundredths(self) -> i128 {
        self.0 as i128
    }

    /// The percentage as a rate.
    pub fn rate(self) -> Rate {
        Rate(Fraction::new(self.hundredths(), 10_000).unwrap_or(Fraction::ZERO))
    }
}

impl FromStr for Percent {
    type Err = ModelError;

    /// A number, with or without `%`; `百分之` and `百分点` are read too.
    fn from_str(text: &str) -> Result<Self, ModelError> {
        let plain = text::normalise(text);
        let number = plain
            .strip_suffix('%')
            .or_else(|| plain.strip_suffix("个百分点"))
            .or_else(|| plain.strip_prefix("百分之"))
            .unwrap_or(&plain);
        Self::from_hundredths(PERCENT.parse(number)?)
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}%",
            fixed::show(self.hundredths(), PERCENT.decimals, 0)
        )
    }
}

/// A rate (率): an exact quotient, kept as numerator and denominator.
///
/// It is shown in percent with two decimals, half away from zero, **but a rate short of its whole never shows as the
/// whole, and one beyond it never does either**.
///
/// ```
/// use jixiao_model::{Amount, Rate};
/// let rate = Rate::of_amounts("109605.01".parse()?, "109607.51".parse()?)?;
/// assert_eq!(rate.shown().to_string(), "99.99%"); // 99.9977…, which plain rounding would show as 100%
/// # Ok::<(), jixiao_model::ModelError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rate(Fraction);

impl Rate {
    /// 0 %.
    pub const ZERO: Self = Self(Fraction::ZERO);
    /// 100 %.
    pub const WHOLE: Self = Self(Fraction::ONE);

    /// One amount over another.
    ///
    /// # Errors
    /// [`ModelError::ZeroDenominator`].
    pub fn of_amounts(numerator: Amount, denominator: Amount) -> Result<Self, ModelError> {
        Fraction::new(i128::from(numerator.fen()), i128::from(denominator.fen())).map(Self)
    }

    /// One quantity over another.
    ///
    /// # Errors
    /// [`ModelError::ZeroDenominator`].
    pub fn of_quantities(numerator: Quantity, denominator: Quantity) -> Result<Self, ModelError> {
        Fraction::new(numerator.steps(), denominator.steps()).map(Self)
    }

    /// One percentage over another, as of a progress made and a progress planned.
    ///
    /// # Errors
    /// [`ModelError::ZeroDenominator`].
    pub fn of_percents(numerator: Percent, denominator: Percent) -> Result<Self, ModelError> {
        Fraction::new(numerator.hundredths(), denominator.hundredths()).map(Self)
    }

    /// One sum of amounts over another, both in 分: of a province they may be larger than an amount is.
    ///
    /// # Errors
    /// [`ModelError::ZeroDenominator`].
    pub fn of_sums(numerator: i128, denominator: i128) -> Result<Self, ModelError> {
        Fraction::new(numerator, denominator).map(Self)
    }

    /// One count over another.
    ///
    /// # Errors
    /// [`ModelError::ZeroDenominator`].
    pub fn of_counts(numerator: u32, denominator: u32) -> Result<Self, ModelError> {
        Fraction::new(i128::from(numerator), i128::from(denominator)).map(Self)
    }

    /// The quotient itself.
    pub const fn fraction(self) -> Fraction {
        self.0
    }

    /// The rate as people read it: two decimals, with the rule above.
    pub fn shown(self) -> Percent {
        // Numerators stay below 10^25, so the product with 10^4 fits; saturating keeps the promise not to panic.
        let beyond = if self.0.is_negative() {
            PERCENT.min
        } else {
            PERCENT.max
        };
        let hundredths = self
            .0
            .round(4, Rounding::HalfAwayFromZero)
            .unwrap_or(beyond);
        let magnitude = Fraction::whole(self.0.numerator().saturating_abs());
        let whole = Fraction::whole(self.0.denominator());
        let kept = match (hundredths.saturating_abs(), magnitude.cmp(&whole)) {
            (10_000, core::cmp::Ordering::Less) => 9_999,
            (10_000, core::cmp::Ordering::Greater) => 10_001,
            (other, _) => other,
        };
        let signed = if hundredths < 0 {
            kept.saturating_neg()
        } else {
            kept
        };
        // Beyond its bounds only for rates of amounts that no form has; shown as the most, or the least, that can be.
        let bounded = signed.clamp(PERCENT.min, PERCENT.max);
        Percent(i64::try_from(bounded).unwrap_or_default())
    }

    /// The rate × 100 in decimal digits: all of them where they end, else 28 significant ones.
    pub fn exact_percent(self) -> String {
        self.0
            .times(Fraction::whole(100))
            .unwrap_or(self.0)
            .decimal(28)
    }

    /// The rate × 100 as a quantity, half away from zero at ten decimals: what a target such as `≤90%` is held against.
    ///
    /// # Errors
    /// [`ModelError::OutOfRange`] for a rate beyond 10^15 percent.
    pub fn percent_quantity(self) -> Result<Quantity, ModelError> {
        self.exact_percent_decimal()?.try_into()
    }

    /// As [`percent_quantity`](Self::percent_quantity), but equal to `target` only where the rate is: one that lies less than a step away keeps its
    /// side, so that a hair short of a target is not taken for the target.
    ///
    /// ```
    /// use jixiao_model::{Amount, Quantity, Rate};
    /// let rate = Rate::of_amounts("2999999.999999".parse()?, "3000000".parse()?)?;
    /// let target = Quantity::from(100);
    /// assert_eq!(rate.percent_quantity()?, target); // to ten decimals
    /// assert!(rate.percent_beside(target)? < target);
    /// # Ok::<(), jixiao_model::ModelError>(())
    /// ```
    ///
    /// # Errors
    /// [`ModelError::OutOfRange`] for a rate beyond 10^15 percent.
    pub fn percent_beside(self, target: Quantity) -> Result<Quantity, ModelError> {
        let near = self.percent_quantity()?;
        if near != target {
            return Ok(near);
        }
        let of_target = Fraction::new(target.steps(), 1_000_000_000_000)?;
        Ok(match self.0.cmp(&of_target) {
            core::cmp::Ordering::Less => near.just_below(),
            core::cmp::Ordering::Equal => near,
            core::cmp::Ordering::Greater => near.just_above(),
        })
    }

    fn exact_percent_decimal(self) -> Result<rust_decimal::Decimal, ModelError> {
        let steps = self.0.round(12, Rounding::HalfAwayFromZero)?;
        rust_decimal::Decimal::try_from_i128_with_scale(steps, 10).map_err(|_| ModelError::Overflow)
    }
}

impl From<Percent> for Rate {
    fn from(percent: Percent) -> Self {
        percent.rate()
    }
}

impl fmt::Display for Rate {
    /// As it is shown: `99.99%`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.shown(), f)
    }
}

crate::serde_text::by_text!(Percent);
