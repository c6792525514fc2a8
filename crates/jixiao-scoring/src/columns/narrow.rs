//! Many rows in 64 bits, a division each.
//!
//! Direct, proportional and pass mark, for floors and ceilings, and levels are one formula. Each holds a *part* against a *whole*: the actual against
//! the target of a floor, the target against the actual of a ceiling, the percent against 100. All of the weight is earned where the part reaches the
//! whole; else `weight × (part × earns − whole × mark) ÷ (whole × of)`, nothing where that is not above zero, rounded once. The three factors are
//! those of the method: 1, 0, 1 for a proportion, (100, mark, 100 − mark) in lowest terms for a pass mark, 0, 0, 1 for all or nothing.

#![expect(
    clippy::needless_bitwise_bool,
    reason = "`&&` may become a branch that the numbers decide, which no processor can foretell"
)]

use core::hint::select_unpredictable;

use jixiao_model::{Method, Percent, Rounding};

use crate::policy::{Ceiling, Policy, Reduction};

/// What stands in place of points where a row was left out: it does not fit in 64 bits, is of another method, or is in error.
pub const UNSCORED: i64 = i64::MIN;

/// In [`Block::methods`], a row that is left out whatever its kind: something in it must be looked at.
pub const ALONE: u8 = u8::MAX;

/// The most steps of 0.0001 points that a weight has.
const MOST_WEIGHT: u64 = 10_000_000;

/// Numbers beyond this are left out, so that twice one less another still fits.
const MOST: u64 = u64::MAX / 8;

/// What a target or an actual may be at most, as [`Quantity`](jixiao_model::Quantity) has it.
const MOST_QUANTITY: u64 = 1_000_000_000_000_000;

/// Rows as columns of one length; what is longer than the shortest of them is not looked at.
///
/// Numbers may be `i32`, `i64` or `i128`: of the wider, those that fit in 64 bits are scored.
#[derive(Debug, Clone, Copy)]
pub struct Block<'a, N, W> {
    /// The codes of [`Kind`](super::Kind).
    pub kinds: &'a [i8],
    /// 年度指标值.
    pub targets: &'a [N],
    /// 实际完成值.
    pub actuals: &'a [N],
    /// 分值.
    pub weights: &'a [W],
    /// Decimals of `targets`.
    pub target_decimals: i8,
    /// Decimals of `actuals`.
    pub actual_decimals: i8,
    /// Decimals of `weights`.
    pub weight_decimals: i8,
    /// The method of each row, as [`ColumnTerms::code`] has it, or [`ALONE`]; a level has none, and another method of it is passed over. Without, all are by the policy's method for numbers.
    pub methods: Option<&'a [u8]>,
}

/// What a policy says of rows, ready to score many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColumnTerms {
    /// By [`code`](Self::code), levels at 0.
    methods: [Factors; CODES],
    number: u8,
    linear_excess: bool,
    half_away: bool,
    /// Decimals that rounding keeps …
    kept: u32,
    /// … and the width of one of the last, in steps of 0.0001 points.
    step: u64,
}

/// Levels, the methods, and room for a code that is none.
const CODES: usize = 8;

/// The code of levels, which are no method of a number.
const LEVELS: u8 = 0;

const CEILING: i8 = super::Kind::Ceiling.code();
const LEVEL: i8 = super::Kind::Level.code();

impl ColumnTerms {
    /// Those of a policy.
    pub fn new(policy: &Policy) -> Self {
        let rounding = policy.rounding;
        let step = u64::try_from(rounding.step()).unwrap_or(1);
        let reduces = policy.over_achievement.reduction != Reduction::None;
        let factors = |method| match method {
            Method::Direct => Factors::new(0, 0, 1, step),
            Method::Proportional | Method::PassMark if reduces => Factors::OTHER,
            Method::Proportional => Factors::proportion(step),
            Method::PassMark => Factors::pass_mark(policy.pass_mark, step),
            _ => Factors::OTHER,
        };
        let mut methods = [Factors::OTHER; CODES];
        if let Some(levels) = methods.first_mut() {
            *levels = Factors::proportion(step);
        }
        for method in Method::ALL {
            if let Some(own) = methods.get_mut(usize::from(Self::code(*method))) {
                *own = factors(*method);
            }
        }
        Self {
            methods,
            number: Self::code(policy.number),
            linear_excess: policy.ceiling == Ceiling::LinearExcess,
            half_away: rounding.rounding() == Rounding::HalfAwayFromZero,
            kept: rounding.decimals(),
            step,
        }
    }

    /// The code of a method in [`Block::methods`]: its place in [`Method::ALL`], counted from 1.
    pub fn code(method: Method) -> u8 {
        let at = Method::ALL.iter().position(|own| *own == method);
        at.and_then(|at| u8::try_from(at).ok())
            .map_or(ALONE, |at| at.saturating_add(1))
    }

    /// Writes the points of each row in steps of 0.0001, or [`UNSCORED`], and counts the rows that were left out.
    ///
    /// What is written is what [`score_row`](super::score_row) gives, to the last digit.
    #[must_use = "rows that were left out are still to be scored"]
    pub fn score<N, W>(&self, block: &Block<'_, N, W>, points: &mut [i64]) -> usize
    where
        N: Copy + Into<i128>,
        W: Copy + Into<i128>,
    {
        let Some(scales) = Scales::of(block, self.kept, 0) else {
            points.fill(UNSCORED);
            return points.len();
        };
        if block.methods.is_none() && self.is_plain() {
            return self.score_in_chunks(block, &scales, points);
        }
        let methods = block.methods.unwrap_or_default().iter().copied();
        let default = if block.methods.is_some() {
            ALONE
        } else {
            self.number
        };
        let mut methods = methods.chain(core::iter::repeat(default));
        score_each(block, points, |kind, target, actual, weight| {
            let code = methods.next().unwrap_or(default);
            let row = scales.narrow(kind, target, actual, weight, self.linear_excess);
            self.points(
                &row,
                &self.factors(if kind == LEVEL && code != ALONE {
                    LEVELS
                } else {
                    code
                }),
            )
        })
    }

    /// Is every number scored as a proportion, which earns as a level does?
    fn is_plain(&self) -> bool {
        !self.linear_excess && self.factors(self.number) == self.factors(LEVELS)
    }

    /// Looks at a few rows together how large their numbers are: where no product can leave 64 bits, nothing need be asked of a row.
    fn score_in_chunks<N, W>(
        &self,
        block: &Block<'_, N, W>,
        scales: &Scales,
        points: &mut [i64],
    ) -> usize
    where
        N: Copy + Into<i128>,
        W: Copy + Into<i128>,
    {
        // Small numbers are divided another way than large ones. Where all are made large, nothing need be guessed.
        let finer = Scales::of(block, self.kept, 4);
        let factors = self.factors(LEVELS);
        let mut chunk = Chunk::EMPTY;
        let mut left = 0_usize;
        let columns = (block.kinds.chunks(CHUNK).zip(block.targets.chunks(CHUNK)))
            .zip(block.actuals.chunks(CHUNK).zip(block.weights.chunks(CHUNK)))
            .zip(points.chunks_mut(CHUNK));
        for (((kinds, targets), (actuals, weights)), points) in columns {
            let part = Block {
                kinds,
                targets,
                actuals,
                weights,
                ..*block
            };
            let mut fitting = [finer.as_ref(), Some(scales)].into_iter().flatten();
            if let Some(scales) = fitting.find(|scales| chunk.fill(&part, scales)) {
                self.score_small(kinds, &chunk, scales.hundred, points);
                continue;
            }
            let own = score_each(&part, points, |kind, target, actual, weight| {
                let row = scales.narrow(kind, target, actual, weight, false);
                self.points(&row, &factors)
            });
            left = left.wrapping_add(own);
        }
        left
    }

    /// The formula for proportions and levels that are known to fit, without a branch that the numbers decide: which rows miss their targets cannot
    /// be foretold.
    fn score_small(&self, kinds: &[i8], chunk: &Chunk, hundred: i64, points: &mut [i64]) {
        let numbers = chunk.targets.iter().zip(&chunk.actuals);
        let rows = kinds.iter().zip(numbers).zip(&chunk.weights);
        for (((kind, (target, actual)), weight), points) in rows.zip(points) {
            let (is_level, is_ceiling) = (*kind == LEVEL, *kind == CEILING);
            let part = select_unpredictable(is_ceiling, *target, *actual);
            let whole = select_unpredictable(is_ceiling, *actual, *target);
            let whole = select_unpredictable(is_level, hundred, whole);
            let product = weight.wrapping_mul(part.cast_unsigned());
            let rounded = self.rounded(product, whole.cast_unsigned());
            let missed = select_unpredictable(part <= 0, 0, rounded);
            let missed = select_unpredictable(whole <= 0, 0, missed);
            let steps = select_unpredictable(part >= whole, *weight, missed);
            *points = steps.wrapping_mul(self.step).cast_signed();
        }
    }

    /// The one rounding.
    #[inline]
    fn rounded(&self, product: u64, divisor: u64) -> u64 {
        let count = product.checked_div(divisor).unwrap_or(0);
        let rest = product.wrapping_sub(count.wrapping_mul(divisor));
        let up = self.half_away & (rest >= divisor.wrapping_sub(rest));
        count.wrapping_add(u64::from(up))
    }

    /// The formula, without a branch that the numbers decide: which rows miss their targets cannot be foretold.
    #[expect(
        clippy::inline_always,
        reason = "a call a row costs more than what it does"
    )]
    #[inline(always)]
    fn points(&self, row: &Narrow, own: &Factors) -> i64 {
        let (part, whole) = (row.part, row.whole);
        let of = |number: i64, factor: u64| number.cast_unsigned().wrapping_mul(factor);
        let earned = of(part, own.earns).wrapping_sub(of(whole, own.mark));
        let earned = earned.cast_signed().max(0).cast_unsigned();
        let (product, beyond) = product(row.weight, earned);
        let divisor = of(whole, own.of).wrapping_mul(self.step);
        let rounded = self.rounded(product, divisor).wrapping_mul(self.step);
        let met = part >= whole;
        let nothing = (part <= 0) | (whole <= 0);
        let in_bounds = (whole <= own.most_whole) & (beyond == 0);
        let fits = row.fits & own.applies & (met | nothing | in_bounds);
        let missed = select_unpredictable(nothing, 0, rounded.min(row.weight));
        let points = select_unpredictable(met, row.weight, missed);
        select_unpredictable(fits, points.cast_signed(), UNSCORED)
    }

    #[inline]
    fn factors(&self, code: u8) -> Factors {
        let own = self.methods.get(usize::from(code));
        own.copied().unwrap_or(Factors::OTHER)
    }
}

fn score_each<N, W>(
    block: &Block<'_, N, W>,
    points: &mut [i64],
    mut score: impl FnMut(i8, i128, i128, i128) -> i64,
) -> usize
where
    N: Copy + Into<i128>,
    W: Copy + Into<i128>,
{
    let numbers = block.targets.iter().zip(block.actuals);
    let rows = block.kinds.iter().zip(numbers).zip(block.weights);
    let mut left = 0_usize;
    for (((kind, (target, actual)), weight), points) in rows.zip(points) {
        *points = score(*kind, (*target).into(), (*actual).into(), (*weight).into());
        left = left.wrapping_add(usize::from(*points == UNSCORED));
    }
    left
}

/// Rows that are looked at together: few enough for their columns to stay in the nearest cache.
const CHUNK: usize = 512;

/// A few rows in 64 bits and one scale.
struct Chunk {
    targets: [i64; CHUNK],
    actuals: [i64; CHUNK],
    /// In steps of what rounding keeps.
    weights: [u64; CHUNK],
}

impl Chunk {
    const EMPTY: Self = Self {
        targets: [0; CHUNK],
        actuals: [0; CHUNK],
        weights: [0; CHUNK],
    };

    /// Takes up to [`CHUNK`] rows in; `false` where the rows must be looked at one by one: a number is too large, a weight finer than the points, or a
    /// code or a percent is none.
    fn fill<N, W>(&mut self, rows: &Block<'_, N, W>, scales: &Scales) -> bool
    where
        N: Copy + Into<i128>,
        W: Copy + Into<i128>,
    {
        let target = scales.target.fill(rows.targets, &mut self.targets);
        let actual = scales.actual.fill(rows.actuals, &mut self.actuals);
        let weight = scales.kept_weight.fill(rows.weights, &mut self.weights);
        let (Some(target), Some(actual), Some(weight)) = (target, actual, weight) else {
            return false;
        };
        let number = target.max(actual).max(scales.hundred.cast_unsigned());
        let product = number.checked_mul(weight);
        product.is_some_and(|most| most <= MOST) && scales.are_kinds(rows.kinds, &self.actuals)
    }
}

/// The three factors of the formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Factors {
    earns: u64,
    mark: u64,
    of: u64,
    /// The greatest whole for which the formula stays in 64 bits.
    most_whole: i64,
    /// Is it a method of this formula at all?
    applies: bool,
}

impl Factors {
    /// Of methods whose rows are scored one by one.
    const OTHER: Self = Self {
        earns: 0,
        mark: 0,
        of: 1,
        most_whole: 0,
        applies: false,
    };

    /// 按完成比例赋分, and levels, whose percent is the proportion.
    fn proportion(step: u64) -> Self {
        Self::new(1, 0, 1, step)
    }

    fn new(earns: u64, mark: u64, of: u64, step: u64) -> Self {
        let widest = earns.max(mark).max(of.wrapping_mul(step)).max(1);
        let most = MOST.checked_div(widest).unwrap_or(0);
        Self {
            earns,
            mark,
            of,
            most_whole: i64::try_from(most).unwrap_or(0),
            applies: true,
        }
    }

    /// 设置及格门槛, in lowest terms: 60 % is 5, 3, 2.
    fn pass_mark(mark: Percent, step: u64) -> Self {
        let mark = mark.clamp(Percent::ZERO, Percent::WHOLE);
        if mark == Percent::WHOLE {
            return Self::new(0, 0, 1, step);
        }
        let mark = mark.rate().fraction().reduced();
        let part = |value: i128| u64::try_from(value).unwrap_or(0);
        let (mark, whole) = (part(mark.numerator()), part(mark.denominator()));
        Self::new(whole, mark, whole.wrapping_sub(mark), step)
    }
}

/// The product in two halves, the lower first.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "each half keeps its bits")]
fn product(one: u64, other: u64) -> (u64, u64) {
    let product = u128::from(one).wrapping_mul(u128::from(other));
    (product as u64, (product >> 64) as u64)
}

/// A row in 64 bits.
#[derive(Debug, Clone, Copy)]
struct Narrow {
    part: i64,
    whole: i64,
    /// In steps of 0.0001 points.
    weight: u64,
    /// Can the row be scored so at all?
    fits: bool,
}

/// How the numbers of a block are brought to one scale, that of the one with more decimals or a finer one.
#[derive(Debug, Clone, Copy)]
struct Scales {
    target: Bounded,
    actual: Bounded,
    /// 100 %.
    hundred: i64,
    /// Hundredths of a percent, as which a level keeps its percent.
    percent: Multiples,
    /// 100 %, as multiples of which percents are told.
    most_percent: u64,
    /// In steps of 0.0001 points.
    weight: Weights,
    /// In steps of what rounding keeps.
    kept_weight: Weights,
}

impl Scales {
    /// With so many decimals more than target and actual have; `None` for decimals that need a look at each value.
    fn of<N, W>(block: &Block<'_, N, W>, kept: u32, finer: u32) -> Option<Self> {
        let decimals = |own: i8| u32::try_from(own).ok().filter(|own| *own <= 10);
        let target = decimals(block.target_decimals)?;
        let actual = decimals(block.actual_decimals)?;
        let weight = decimals(block.weight_decimals)?;
        let common = target.max(actual).checked_add(finer)?;
        Some(Self {
            target: Bounded::new(target, common)?,
            actual: Bounded::new(actual, common)?,
            hundred: 10_i64.checked_pow(common.checked_add(2)?)?,
            percent: Multiples::of(common.saturating_sub(2)),
            most_percent: 10_u64.checked_pow(common.min(2).checked_add(2)?)?,
            weight: Weights::new(weight, 4)?,
            kept_weight: Weights::new(weight, kept)?,
        })
    }

    /// Is it a percentage from 0 to 100 with at most two decimals?
    #[inline]
    fn is_percent(&self, number: i64) -> bool {
        // What is no multiple comes to far more than any percent.
        self.percent.divide(number.cast_unsigned()).0 <= self.most_percent
    }

    /// Are these codes of floors, ceilings and levels, and the actuals of levels their percents?
    fn are_kinds(&self, kinds: &[i8], actuals: &[i64]) -> bool {
        let mut are_kinds = true;
        for (kind, actual) in kinds.iter().zip(actuals) {
            let is_percent = self.is_percent(*actual);
            are_kinds &=
                (kind.cast_unsigned() <= LEVEL.cast_unsigned()) & (is_percent | (*kind != LEVEL));
        }
        are_kinds
    }

    #[expect(
        clippy::inline_always,
        reason = "a call a row costs more than what it does"
    )]
    #[inline(always)]
    fn narrow(
        &self,
        kind: i8,
        target: i128,
        actual: i128,
        weight: i128,
        linear_excess: bool,
    ) -> Narrow {
        let (is_level, is_ceiling) = (kind == LEVEL, kind == CEILING);
        let (target, target_fits) = self.target.narrow(target);
        let (actual, actual_fits) = self.actual.narrow(actual);
        let numbers_fit = (kind & !CEILING == 0) & target_fits;
        let (part, whole) = if linear_excess {
            let kept = target.wrapping_mul(2).wrapping_sub(actual);
            (select_unpredictable(is_ceiling, kept, actual), target)
        } else {
            (
                select_unpredictable(is_ceiling, target, actual),
                select_unpredictable(is_ceiling, actual, target),
            )
        };
        let (weight, weight_fits) = self.weight.narrow(weight);
        let kind_fits = select_unpredictable(is_level, self.is_percent(actual), numbers_fit);
        Narrow {
            part: select_unpredictable(is_level, actual, part),
            whole: select_unpredictable(is_level, self.hundred, whole),
            weight,
            fits: kind_fits & actual_fits & weight_fits,
        }
    }
}

/// The lower half, and whether it is all of the number.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "it is looked at")]
fn low(number: i128) -> (i64, bool) {
    let low = number as i64;
    (low, i128::from(low) == number)
}

/// Numbers that are brought to more decimals where they are within bounds.
#[derive(Debug, Clone, Copy)]
struct Bounded {
    factor: i64,
    most: u64,
}

impl Bounded {
    fn new(own: u32, common: u32) -> Option<Self> {
        let factor = 10_u64.checked_pow(common.checked_sub(own)?)?;
        let quantity = MOST_QUANTITY.saturating_mul(10_u64.checked_pow(own)?);
        Some(Self {
            factor: i64::try_from(factor).ok()?,
            most: MOST.checked_div(factor)?.min(quantity),
        })
    }

    /// Numbers in the common scale, and a bound of their size; `None` where one is beyond bounds.
    fn fill<N: Copy + Into<i128>>(self, from: &[N], to: &mut [i64]) -> Option<u64> {
        let (mut bits, mut beyond) = (0, 0);
        for (from, to) in from.iter().zip(to) {
            let number: i128 = (*from).into();
            let (narrow, _) = low(number);
            beyond |= number ^ i128::from(narrow);
            // Of a negative number, one less than its size.
            bits |= (narrow ^ (narrow >> 63)).cast_unsigned();
            *to = narrow.wrapping_mul(self.factor);
        }
        let most = bits.wrapping_add(1);
        (beyond == 0 && most <= self.most).then(|| most.wrapping_mul(self.factor.cast_unsigned()))
    }

    #[inline]
    fn narrow(self, number: i128) -> (i64, bool) {
        let (low, is_all) = low(number);
        let fits = is_all & (low.unsigned_abs() <= self.most);
        (low.wrapping_mul(self.factor), fits)
    }
}

/// Weights in steps of so many decimals of a point.
#[derive(Debug, Clone, Copy)]
struct Weights {
    multiples: Multiples,
    factor: u64,
    most: u64,
}

impl Weights {
    fn new(own: u32, decimals: u32) -> Option<Self> {
        let finer = 10_u64.checked_pow(4_u32.checked_sub(decimals)?)?;
        let factor = 10_u64.checked_pow(decimals.saturating_sub(own))?;
        Some(Self {
            multiples: Multiples::of(own.saturating_sub(decimals)),
            factor,
            most: MOST_WEIGHT.checked_div(finer.checked_mul(factor)?)?,
        })
    }

    /// The weights, and a bound of their size; `None` where one is none, or is finer.
    fn fill<W: Copy + Into<i128>>(self, from: &[W], to: &mut [u64]) -> Option<u64> {
        if self.multiples.power > 0 {
            let mut are_weights = true;
            for (from, to) in from.iter().zip(to) {
                let (weight, is_weight) = self.narrow((*from).into());
                *to = weight;
                are_weights &= is_weight;
            }
            return are_weights.then(|| self.most.wrapping_mul(self.factor));
        }
        let (mut bits, mut beyond) = (0, 0);
        for (from, to) in from.iter().zip(to) {
            let number: i128 = (*from).into();
            let (narrow, _) = low(number);
            beyond |= number ^ i128::from(narrow);
            // All bits of a negative number count, and make the bound too large.
            bits |= narrow.cast_unsigned();
            *to = narrow.cast_unsigned().wrapping_mul(self.factor);
        }
        (beyond == 0 && bits <= self.most).then(|| bits.wrapping_mul(self.factor))
    }

    #[inline]
    fn narrow(self, weight: i128) -> (u64, bool) {
        let (weight, is_all) = low(weight);
        let (steps, is_multiple) = self.multiples.divide(weight.cast_unsigned());
        let fits = is_all & is_multiple & (steps <= self.most);
        (steps.wrapping_mul(self.factor), fits)
    }
}

/// Multiples of a power of ten, told and divided without a division: by the inverse of its odd part among 64-bit numbers, and a turn of the bits.
#[derive(Debug, Clone, Copy)]
struct Multiples {
    inverse: u64,
    power: u32,
    most: u64,
}

impl Multiples {
    /// Those of 10^`power`.
    fn of(power: u32) -> Self {
        let odd = 5_u64.wrapping_pow(power);
        // Each round of Newton's doubles the bits that are right: from five to more than 64.
        let mut inverse = odd.wrapping_mul(3) ^ 2;
        for _ in 0..4 {
            inverse = inverse.wrapping_mul(2_u64.wrapping_sub(odd.wrapping_mul(inverse)));
        }
        Self {
            inverse,
            power,
            most: u64::MAX
                .checked_div(10_u64.wrapping_pow(power))
                .unwrap_or(0),
        }
    }

    /// The quotient, and whether it is one: whether the number is a multiple.
    #[inline]
    fn divide(self, number: u64) -> (u64, bool) {
        let quotient = number.wrapping_mul(self.inverse).rotate_right(self.power);
        (quotient, quotient <= self.most)
    }
}
