//! A score that knows how it came about.

use jixiao_model::{
    Comparison, Fraction, Level, MeasureUnit, Method, Percent, Points, Quantity, Rate, Rounding,
    Weight,
};

use crate::error::ScoreError;
use crate::rules::deduction::Charged;
use crate::rules::not_applicable::Raise;
use crate::rules::over_achievement::Reduced;

/// The points of one indicator, with everything that decided them. Small and `Copy`; texts are made from it only on demand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Scored {
    /// The most that could be earned, as the form has it.
    pub weight: Weight,
    /// How the points came about.
    pub derivation: Derivation,
    /// By how much the weight is raised because other indicators do not apply.
    pub raise: Raise,
    /// The points, rounded once.
    pub points: Points,
}

/// How points came about: the inputs of the method and the branch that it took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Derivation {
    /// 直接赋分: all or nothing.
    Direct {
        /// Was the target met?
        met: bool,
        /// Target and actual, where they are numbers.
        held: Option<Held>,
    },
    /// 按完成比例赋分.
    Proportional(Held),
    /// 设置及格门槛.
    PassMark {
        /// Target and actual.
        held: Held,
        /// The rate below which nothing is earned.
        pass: Percent,
    },
    /// 按评判等级赋分.
    Levels {
        /// The level that the percent belongs to.
        level: Level,
        /// What the evaluator granted.
        percent: Percent,
    },
    /// 分档赋分.
    Bands {
        /// Target and actual.
        held: Held,
        /// The share of the weight that the band earns.
        share: Percent,
    },
    /// 按步扣分.
    Deduction {
        /// Target and actual.
        held: Held,
        /// What a step costs, and how steps are counted.
        charged: Charged,
    },
    /// 超额完成: the target was met so far that the policy reduces the points.
    OverAchieved {
        /// Target and actual.
        held: Held,
        /// By which terms, and by which method all of the weight would have been earned.
        reduced: Reduced,
    },
    /// 不适用: the weight is given in full, as the policy says.
    NotApplicable,
    /// 不适用: nothing is earned here; the weight is spread over indicators that apply, as the policy says.
    NotApplicableSpread,
}

/// What a number is: it decides how it is looked up in bands and counted in steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// A percentage: looked up as it is, and short by percentage points.
    Percent,
    /// Any other number: looked up and counted as a share of its target.
    Number,
}

impl Scale {
    /// That of a target's unit.
    #[inline]
    pub fn of(unit: MeasureUnit) -> Self {
        if unit.is_percent() {
            Self::Percent
        } else {
            Self::Number
        }
    }
}

/// A number held against another, by [`hold`](crate::rules::proportional::hold).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Held {
    /// How.
    pub comparison: Comparison,
    /// The target, in the common unit.
    pub target: Quantity,
    /// The actual, in the common unit.
    pub actual: Quantity,
    /// What came of it.
    pub branch: Branch,
}

/// Which case of a comparison applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Branch {
    /// Reached: full weight.
    Met,
    /// Missed; the degree is actual ÷ target.
    ActualOverTarget,
    /// Missed; the degree is target ÷ actual.
    TargetOverActual,
    /// Missed; the degree is 1 − (actual − target) ÷ target, not below 0.
    LinearExcess,
    /// Missed, and no ratio can be formed: nothing is earned.
    Nothing,
}

impl Held {
    /// The degree to which the target was reached (完成比例): from 0 to 1, exact.
    #[inline]
    pub fn degree(&self) -> Fraction {
        let (actual, target) = (self.actual.steps(), self.target.steps());
        let degree = match self.branch {
            Branch::Met => Ok(Fraction::ONE),
            Branch::Nothing => Ok(Fraction::ZERO),
            Branch::ActualOverTarget => Fraction::new(actual, target),
            Branch::TargetOverActual => Fraction::new(target, actual),
            // Quantities stay below 10^25 steps: neither the double nor the difference leaves 128 bits.
            Branch::LinearExcess => Fraction::new(
                target.saturating_mul(2).saturating_sub(actual).max(0),
                target,
            ),
        };
        degree.unwrap_or(Fraction::ZERO)
    }
}

/// How points are rounded: by the policy, once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PointsRounding {
    /// From 0 to 4: outside of this file they are made by [`new`](Self::new) alone.
    pub(crate) decimals: u32,
    pub(crate) rounding: Rounding,
}

impl PointsRounding {
    /// 四舍五入 to two decimals.
    pub const HALF_AWAY_2: Self = Self {
        decimals: 2,
        rounding: Rounding::HalfAwayFromZero,
    };

    /// To 0 to 4 decimals, all that points have; `None` for more.
    ///
    /// ```
    /// use jixiao_model::{Fraction, Rounding, Weight};
    /// use jixiao_scoring::PointsRounding;
    /// let third = Fraction::new(2, 3)?;
    /// let cut = PointsRounding::new(1, Rounding::Truncate).ok_or("0 to 4 decimals")?;
    /// assert_eq!(cut.points(Weight::whole(10), third)?.to_string(), "6.6");
    /// assert_eq!(PointsRounding::new(5, Rounding::Truncate), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn new(decimals: u32, rounding: Rounding) -> Option<Self> {
        if decimals > 4 {
            return None;
        }
        Some(Self { decimals, rounding })
    }

    /// Decimals that are kept, 0 to 4.
    pub const fn decimals(self) -> u32 {
        self.decimals
    }

    /// What becomes of the rest.
    pub const fn rounding(self) -> Rounding {
        self.rounding
    }

    /// The width of what is kept, in steps of 0.0001 points.
    pub(crate) const fn step(self) -> i128 {
        match self.decimals {
            0 => 10_000,
            1 => 1_000,
            2 => 100,
            3 => 10,
            _ => 1,
        }
    }

    /// `weight × share`, rounded once, and never above the weight: all of it is the weight itself, whatever decimals it has.
    ///
    /// # Errors
    /// [`ScoreError::Overflow`] for a share beyond the model's bounds.
    #[inline]
    pub fn points(self, weight: Weight, share: Fraction) -> Result<Points, ScoreError> {
        if share == Fraction::ONE {
            return Ok(weight.full());
        }
        self.round(weight, share)
            .map(|points| points.min(weight.full()))
    }

    /// `weight × share`, rounded once. The product is exact: a weight has 24 bits, a share's parts at most 98.
    #[inline]
    fn round(self, weight: Weight, share: Fraction) -> Result<Points, ScoreError> {
        let step = self.step();
        let numerator =
            product(weight.steps().into(), share.numerator()).ok_or(ScoreError::Overflow)?;
        let denominator = product(share.denominator(), step).ok_or(ScoreError::Overflow)?;
        Fraction::new(numerator, denominator)
            .and_then(|steps| steps.round(0, self.rounding))
            .ok()
            .and_then(|count| product(count, step))
            .and_then(|steps| i64::try_from(steps).ok())
            .and_then(|steps| Points::from_steps(steps).ok())
            .ok_or(ScoreError::Overflow)
    }
}

/// The exact product. Operands of 64 bits, as nearly all of real forms are, take one instruction.
#[inline]
pub(crate) fn product(one: i128, other: i128) -> Option<i128> {
    match (i64::try_from(one), i64::try_from(other)) {
        (Ok(one), Ok(other)) => Some(i128::from(one).wrapping_mul(i128::from(other))),
        _ => one.checked_mul(other),
    }
}

impl Scored {
    /// The share of the (raised) weight that was earned, exact, before the one rounding.
    ///
    /// # Errors
    /// [`ScoreError::Overflow`] for values beyond the model's bounds.
    #[inline]
    pub fn share(&self) -> Result<Fraction, ScoreError> {
        self.derivation.share(self.weight)
    }

    /// The points before the one rounding.
    ///
    /// # Errors
    /// [`ScoreError::Overflow`] for values beyond the model's bounds.
    pub fn exact(&self) -> Result<Fraction, ScoreError> {
        let weight = Fraction::new(i128::from(self.weight.steps()), 10_000)
            .map_err(|_| ScoreError::Overflow)?;
        self.share()?
            .times(weight)
            .and_then(|points| points.times(self.raise.fraction()))
            .map_err(|_| ScoreError::Overflow)
    }

    /// Was nothing lost? So it is too for an indicator that does not apply, whatever became of its weight.
    pub fn is_full(&self) -> bool {
        match self.derivation {
            Derivation::NotApplicable | Derivation::NotApplicableSpread => true,
            derivation => derivation
                .share(self.weight)
                .is_ok_and(|share| share == Fraction::ONE),
        }
    }

    /// Do the points differ from the exact result?
    pub(crate) fn is_rounded(&self) -> bool {
        let points = Fraction::new(i128::from(self.points.steps()), 10_000);
        match (points, self.exact()) {
            (Ok(points), Ok(exact)) => points != exact,
            _ => true,
        }
    }

    /// Gives the points that the derivation earns.
    #[inline]
    pub(crate) fn award(&mut self, rounding: PointsRounding) -> Result<(), ScoreError> {
        self.points = rounding.points(self.weight, self.share()?)?;
        Ok(())
    }

    /// The same derivation with its weight raised over that of the form, as [`raises`](crate::rules::not_applicable::raises) says, rounded once:
    /// points = weight × share × raise. They may exceed the weight. A score that is raised already is raised anew, not further.
    ///
    /// ```
    /// use jixiao_model::{Comparison, Weight};
    /// use jixiao_scoring::rules::not_applicable::{Row, raises};
    /// use jixiao_scoring::rules::proportional::{hold, proportional};
    /// use jixiao_scoring::{PointsRounding, policy::Ceiling};
    /// let (own, other) = (Weight::whole(20), Weight::whole(10));
    /// let rows = [Row::new("产出指标", own, true), Row::new("产出指标", other, false)];
    /// let raise = raises(&rows)?[0].ok_or("applies")?; // 30 ÷ 20
    /// let held = hold(Comparison::AtLeast, 100.into(), 90.into(), Ceiling::default());
    /// let scored = proportional(held).score(own, PointsRounding::HALF_AWAY_2)?;
    /// assert_eq!(scored.points.to_string(), "18");
    /// let raised = scored.raised(raise, PointsRounding::HALF_AWAY_2)?;
    /// assert_eq!(raised.points.to_string(), "27");
    /// assert_eq!(raised.weight, own);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`ScoreError::Overflow`] for values beyond the model's bounds.
    pub fn raised(self, raise: Raise, rounding: PointsRounding) -> Result<Self, ScoreError> {
        if raise.is_none() {
            return self.derivation.score(self.weight, rounding);
        }
        let share = self
            .share()?
            .times(raise.fraction())
            .map_err(|_| ScoreError::Overflow)?;
        let points = rounding.round(self.weight, share)?;
        Ok(Self {
            raise,
            points,
            ..self
        })
    }
}

impl Derivation {
    /// What was held against each other, where that was two numbers.
    pub const fn held(&self) -> Option<Held> {
        match self {
            Self::Direct { held, .. } => *held,
            Self::Proportional(held)
            | Self::PassMark { held, .. }
            | Self::Bands { held, .. }
            | Self::Deduction { held, .. }
            | Self::OverAchieved { held, .. } => Some(*held),
            Self::Levels { .. } | Self::NotApplicable | Self::NotApplicableSpread => None,
        }
    }

    /// The method that it belongs to; none for what does not apply.
    pub const fn method(&self) -> Option<Method> {
        Some(match self {
            Self::Direct { .. } => Method::Direct,
            Self::Proportional(_) => Method::Proportional,
            Self::PassMark { .. } => Method::PassMark,
            Self::Levels { .. } => Method::Levels,
            Self::Bands { .. } => Method::Bands,
            Self::Deduction { .. } => Method::Deduction,
            Self::OverAchieved { reduced, .. } => reduced.method(),
            Self::NotApplicable | Self::NotApplicableSpread => return None,
        })
    }

    /// The share of `weight` that is earned: from 0 to 1, exact.
    ///
    /// # Errors
    /// [`ScoreError::Overflow`] for values beyond the model's bounds.
    #[inline]
    pub fn share(&self, weight: Weight) -> Result<Fraction, ScoreError> {
        // Most numbers are scored so, and this little is worth having in place.
        match self {
            Self::Proportional(held) => Ok(held.degree()),
            other => other.share_by_other_methods(weight),
        }
    }

    #[inline(never)]
    fn share_by_other_methods(&self, weight: Weight) -> Result<Fraction, ScoreError> {
        match self {
            Self::Direct { met: false, .. } | Self::NotApplicableSpread => Ok(Fraction::ZERO),
            Self::Direct { met: true, .. } | Self::NotApplicable => Ok(Fraction::ONE),
            Self::Proportional(held) => Ok(held.degree()),
            Self::PassMark { held, pass } => crate::rules::pass_mark::share(held.degree(), *pass),
            Self::Levels { percent, .. } => Ok(Rate::from(*percent).fraction()),
            Self::Bands { share, .. } => Ok(Rate::from(*share).fraction()),
            Self::Deduction { held, charged } => charged.share(held, weight),
            Self::OverAchieved { held, reduced } => reduced.share(held),
        }
    }

    /// The points of `weight` that this derivation earns.
    ///
    /// # Errors
    /// [`ScoreError::Overflow`] for values beyond the model's bounds.
    #[inline]
    pub fn score(self, weight: Weight, rounding: PointsRounding) -> Result<Scored, ScoreError> {
        let points = rounding.points(weight, self.share(weight)?)?;
        Ok(Scored {
            weight,
            derivation: self,
            raise: Raise::NONE,
            points,
        })
    }
}
