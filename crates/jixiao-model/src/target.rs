//! Targets (年度指标值) and actuals (实际完成值), read out of the texts that real forms have.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::str::FromStr;

use chrono::{Datelike, NaiveDate};

use crate::error::ModelError;
use crate::fixed::decimal;
use crate::quantity::Quantity;
use crate::text::normalise;

/// How an actual is held against a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// ≥ 不低于
    AtLeast,
    /// > 高于
    MoreThan,
    /// ≤ 不超过, a ceiling (反向指标)
    AtMost,
    /// < 低于, a ceiling (反向指标)
    LessThan,
    /// = 等于
    Equal,
    /// A number with no operator, such as `3次`: the policy says how it is read.
    Unstated,
}

impl Comparison {
    /// Is more better (正向指标)? A number without an operator is read so, too.
    pub const fn is_floor(self) -> bool {
        matches!(self, Self::AtLeast | Self::MoreThan | Self::Unstated)
    }

    /// The sign that stands for it; empty where none was stated.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::AtLeast => "≥",
            Self::MoreThan => ">",
            Self::AtMost => "≤",
            Self::LessThan => "<",
            Self::Equal => "=",
            Self::Unstated => "",
        }
    }
}

/// How far a qualitative target was reached (MOF-2020-10): the three levels that an evaluator picks from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 未达成预期指标且效果较差
    NotAchieved,
    /// 部分达成预期指标并具有一定效果
    PartlyAchieved,
    /// 达成预期指标
    Achieved,
}

impl Level {
    /// The official term.
    pub const fn term(self) -> &'static str {
        match self {
            Self::Achieved => "达成预期指标",
            Self::PartlyAchieved => "部分达成预期指标并具有一定效果",
            Self::NotAchieved => "未达成预期指标且效果较差",
        }
    }

    /// The level that a normalised text states, if it states one.
    fn stated(text: &str) -> Option<Self> {
        const REACHED: [&str; 6] = ["达成", "完成", "达标", "达到预期", "实现预期", "实现目标"];
        let reached = |text: &str| REACHED.iter().any(|word| text.starts_with(word));
        if let Some(rest) = ["部分", "基本"]
            .iter()
            .find_map(|word| text.strip_prefix(word))
        {
            return reached(rest).then_some(Self::PartlyAchieved);
        }
        if let Some(rest) = ["尚未", "没有", "未能", "未"]
            .iter()
            .find_map(|word| text.strip_prefix(word))
        {
            return ["", "按时", "按期", "如期", "全部"]
                .iter()
                .any(|word| rest.strip_prefix(word).is_some_and(reached))
                .then_some(Self::NotAchieved);
        }
        let rest = ["均已", "全部", "已", "按时", "按期", "如期", "均"]
            .iter()
            .fold(text, |text, word| text.strip_prefix(word).unwrap_or(text));
        let hedged = ["部分", "未", "尚", "除"]
            .iter()
            .any(|word| rest.contains(word));
        (reached(rest) && !hedged).then_some(Self::Achieved)
    }
}

/// A day by which something is to be done; the year is that of the form where the text names none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Day {
    year: Option<i32>,
    month: u32,
    /// `None` for the end of a February whose year is not known.
    of_month: Option<u32>,
}

impl Day {
    /// A day, checked against the calendar.
    ///
    /// # Errors
    /// [`ModelError::NoSuchDay`].
    pub fn new(year: Option<i32>, month: u32, day: u32) -> Result<Self, ModelError> {
        // Without a year, 29 February is left open: a leap year may be meant.
        NaiveDate::from_ymd_opt(year.unwrap_or(2000), month, day)
            .map(|_| Self {
                year,
                month,
                of_month: Some(day),
            })
            .ok_or_else(|| ModelError::NoSuchDay {
                found: alloc::format!("{month}月{day}日"),
            })
    }

    /// The date, in `year` where the text named none; `None` for 29 February of a year that has none.
    pub fn date(self, year: i32) -> Option<NaiveDate> {
        let year = self.year.unwrap_or(year);
        let Some(day) = self.of_month else {
            return month_end(year, self.month);
        };
        NaiveDate::from_ymd_opt(year, self.month, day)
    }

    fn month_end(year: Option<i32>, month: u32) -> Option<Self> {
        let day = month_end(year.unwrap_or(2000), month)?.day();
        Some(Self {
            year,
            month,
            of_month: (year.is_some() || month != 2).then_some(day),
        })
    }

    /// The first day that a normalised text names, and what follows it. No digit may stand before it.
    fn find(text: &str) -> Option<(Self, &str)> {
        let start = text.find(|c: char| c.is_ascii_digit())?;
        Self::read(text.get(start..)?)
    }

    fn read(text: &str) -> Option<(Self, &str)> {
        let (first, rest) = leading_number(text)?;
        if let Some(rest) = rest.strip_prefix('年') {
            let year = i32::try_from(first)
                .ok()
                .filter(|year| (1900..=2200).contains(year))?;
            return Self::read_month(rest, Some(year)).or_else(|| {
                let rest = rest.strip_prefix(['底', '末']).unwrap_or(rest);
                let ends = rest.is_empty()
                    || rest.starts_with('前')
                    || rest.starts_with("以前")
                    || rest.starts_with("之前");
                let day = Self::new(Some(year), 12, 31).ok()?;
                ends.then_some((day, rest))
            });
        }
        if rest.starts_with('月') {
            return Self::read_month(text, None);
        }
        // 2023-12-31, 2023/12/31, 2023.12.31
        let separator = rest
            .chars()
            .next()
            .filter(|c| matches!(c, '-' | '/' | '.'))?;
        let (month, rest) = leading_number(rest.strip_prefix(separator)?)?;
        let (day, rest) = leading_number(rest.strip_prefix(separator)?)?;
        let year = i32::try_from(first)
            .ok()
            .filter(|year| (1900..=2200).contains(year))?;
        Some((Self::new(Some(year), month, day).ok()?, rest))
    }

    fn read_month(text: &str, year: Option<i32>) -> Option<(Self, &str)> {
        let (month, rest) = leading_number(text)?;
        let rest = rest
            .strip_prefix("月份")
            .or_else(|| rest.strip_prefix('月'))?;
        if let Some((day, after)) = leading_number(rest) {
            let after = after.strip_prefix(['日', '号'])?;
            return Some((Self::new(year, month, day).ok()?, after));
        }
        let rest = rest.strip_prefix(['底', '末']).unwrap_or(rest);
        Some((Self::month_end(year, month)?, rest))
    }
}

/// The first and the last year of a deadline: anything else is a slip of the pen.
const DEADLINES: core::ops::RangeInclusive<i32> = 1994..=2200;

/// The day that a text names as a deadline (完成时限), and nothing else: `2024-06-30`, `2024年6月30日前`, `2024/6/30`. What names a month or a
/// year means its last day (2024年6月, 2024年底); what names no single day (2024年上半年, 6月30日) is refused.
///
/// ```
/// assert_eq!(jixiao_model::deadline("2024年6月底前")?.to_string(), "2024-06-30");
/// assert!(jixiao_model::deadline("2024年上半年").is_err());
/// # Ok::<(), jixiao_model::ModelError>(())
/// ```
///
/// # Errors
/// [`ModelError::NotADay`], [`ModelError::NoSuchDay`], and [`ModelError::OutOfRange`] for a year before 1994 or after 2200.
pub fn deadline(text: &str) -> Result<NaiveDate, ModelError> {
    let plain = normalise(text);
    let found = || String::from(text.trim());
    let read = Day::read(&plain).filter(|(day, rest)| day.year.is_some() && ends_deadline(rest));
    let Some(date) = read.and_then(|(day, _)| day.date(0)) else {
        return Err(if names_three_numbers(&plain) {
            ModelError::NoSuchDay { found: found() }
        } else {
            ModelError::NotADay { found: found() }
        });
    };
    if DEADLINES.contains(&date.year()) {
        return Ok(date);
    }
    Err(ModelError::OutOfRange {
        found: found(),
        kind: "a deadline",
        low: "1994-01-01",
        high: "2200-12-31",
    })
}

/// Does what follows a day only say that it is the last one?
fn ends_deadline(rest: &str) -> bool {
    let rest = ["以前", "之前", "前"]
        .iter()
        .find_map(|before| rest.strip_prefix(before))
        .unwrap_or(rest);
    matches!(rest.trim_end_matches('.'), "" | "完成")
}

/// Was a year, a month and a day written, of which there is none such?
fn names_three_numbers(plain: &str) -> bool {
    let numbers = plain.split(|c: char| !c.is_ascii_digit());
    let numbers: Vec<&str> = numbers.filter(|digits| !digits.is_empty()).collect();
    let [year, month, day] = numbers.as_slice() else {
        return false;
    };
    let joined = ['-', '/', '.'].iter().any(|sign| plain.contains(*sign));
    let signed = plain.contains('月') && plain.ends_with(['日', '号', '前']);
    year.len() == 4 && month.len() <= 2 && day.len() <= 2 && (joined || signed)
}

/// The last day of a month.
fn month_end(year: i32, month: u32) -> Option<NaiveDate> {
    let (next_year, next_month) = if month == 12 {
        (year.checked_add(1)?, 1)
    } else {
        (year, month.checked_add(1)?)
    };
    NaiveDate::from_ymd_opt(next_year, next_month, 1)?.pred_opt()
}

/// The number at the start of `text`, and the rest.
fn leading_number(text: &str) -> Option<(u32, &str)> {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    Some((digits.parse().ok()?, rest))
}

/// What a number counts (度量单位).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum UnitKind {
    /// Nothing was stated.
    #[default]
    Unstated,
    /// Percent, or percentage points.
    Percent,
    /// Money, in 元.
    Money,
    /// Time, length, area, volume or mass, in one of the units that are not one another's: 天 and 小时, 亩 and 平方米.
    Measure(Measure),
    /// Anything else that is counted: 个, 家, 次, 人. Which of them the text says; in a comparison one stands for another.
    Count,
}

/// A unit of time, length, area, volume or mass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Measure(u8);

/// The words of such units; those of one number are the same unit. Longer words first, since 平方米 ends in 米 and 小时 begins no other.
const MEASURES: [(&str, u8); 25] = [
    ("工作日", 1),
    ("个工作日", 1),
    ("小时", 2),
    ("分钟", 3),
    ("天", 4),
    ("日", 4),
    ("周", 5),
    ("个月", 6),
    ("月", 6),
    ("季度", 7),
    ("年", 8),
    ("平方公里", 9),
    ("平方千米", 9),
    ("平方米", 10),
    ("立方米", 11),
    ("公里", 12),
    ("千米", 12),
    ("米", 13),
    ("公顷", 14),
    ("亩", 15),
    ("吨", 16),
    ("公斤", 17),
    ("千克", 17),
    ("升", 18),
    ("千瓦时", 19),
];

/// The unit of a number, such as %, 万元 or 万人: what is counted, and the power of ten before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct MeasureUnit {
    kind: UnitKind,
    power: u8,
}

impl MeasureUnit {
    /// Percent.
    const PERCENT: Self = Self {
        kind: UnitKind::Percent,
        power: 0,
    };

    /// From the text that follows a number.
    fn read(text: &str) -> Self {
        if ["%", "百分比", "个百分点", "百分点"]
            .iter()
            .any(|percent| text.starts_with(percent))
        {
            return Self::PERCENT;
        }
        let (power, word) = match (text.strip_prefix('万'), text.strip_prefix('亿')) {
            (Some(rest), _) => (4, rest),
            (_, Some(rest)) => (8, rest),
            _ => (0, text),
        };
        let kind = match word.chars().next() {
            Some('元') => UnitKind::Money,
            None if power == 0 => UnitKind::Unstated,
            _ => MEASURES
                .iter()
                .find(|(measure, _)| word.strip_prefix(measure).is_some_and(ends_unit))
                .map_or(UnitKind::Count, |(_, unit)| {
                    UnitKind::Measure(Measure(*unit))
                }),
        };
        Self { kind, power }
    }

    /// What is counted.
    pub const fn kind(self) -> UnitKind {
        self.kind
    }

    /// The power of ten that 万 (4) or 亿 (8) before the unit stands for.
    pub const fn power(self) -> u8 {
        self.power
    }

    /// Nothing was stated.
    #[inline]
    pub fn is_unstated(self) -> bool {
        self.kind == UnitKind::Unstated
    }

    /// Is it percent?
    #[inline]
    pub fn is_percent(self) -> bool {
        self.kind == UnitKind::Percent
    }

    /// Is one a percentage and the other perhaps its share of one, such as 95% and 0.93? Then nobody can say which was meant.
    fn is_share(self, own: Quantity, other: Self, others: Quantity) -> bool {
        let (percent, bare) = match (self.is_percent(), other.is_percent()) {
            (true, false) => (own, others),
            (false, true) => (others, own),
            _ => return false,
        };
        let one = Quantity::from(1);
        percent > one && bare > Quantity::ZERO && bare <= one
    }

    /// Two numbers brought to one unit. Measure words (个, 家, 次 …) stand for one another; percent, money, counts and
    /// measures do not, nor one measure for another. A number without a unit is read in the other's, unless it may be a share where the other is a percentage.
    /// `None` where they cannot be compared.
    #[inline]
    pub fn common(
        self,
        own: Quantity,
        other: Self,
        others: Quantity,
    ) -> Option<(Quantity, Quantity)> {
        if self == other {
            return Some((own, others));
        }
        if self.is_unstated() || other.is_unstated() {
            return (!self.is_share(own, other, others)).then_some((own, others));
        }
        if self.kind != other.kind {
            return None;
        }
        Some((
            own.scaled(self.power.into()).ok()?,
            others.scaled(other.power.into()).ok()?,
        ))
    }
}

/// Does a unit end here, so that 天 is one in `3天以内` and not in `3天窗`?
fn ends_unit(rest: &str) -> bool {
    const FOLLOWS: [&str; 8] = ["以", "之", "内", "(", "/", ",", ";", "左右"];
    rest.is_empty() || FOLLOWS.iter().any(|follows| rest.starts_with(follows))
}

/// A number at the start of a normalised text, with its unit; the rest must hold no further digit.
fn number_with_unit(text: &str) -> Option<(Quantity, MeasureUnit)> {
    if let Some(rest) = text.strip_prefix("百分之") {
        let value = decimal(rest).ok()?;
        return Some((value.try_into().ok()?, MeasureUnit::PERCENT));
    }
    let digits = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let signed = usize::from(text.starts_with(['-', '+']));
    let end = text
        .char_indices()
        .find(|(index, c)| *index >= signed && !digits(*c))
        .map_or(text.len(), |(index, _)| index);
    let (number, unit) = text.split_at_checked(end)?;
    if unit
        .chars()
        .any(|c| c.is_ascii_digit() || matches!(c, '-' | '~' | '+'))
    {
        return None;
    }
    let value = decimal(number.trim_end_matches('.')).ok()?;
    Some((value.try_into().ok()?, MeasureUnit::read(unit)))
}

/// What a target asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Goal {
    /// A number to reach or to stay below.
    Number {
        /// How the actual is held against it.
        comparison: Comparison,
        /// The number, in the target's unit.
        value: Quantity,
    },
    /// A number between two others, both included.
    Range {
        /// The least.
        low: Quantity,
        /// The greatest.
        high: Quantity,
    },
    /// To be done by a day.
    By(Day),
    /// A level, such as 达成预期指标.
    Level(Level),
    /// Words alone: 效果明显, 有效提升.
    Text,
}

/// A target (年度指标值) as the form has it, and what it asks for.
///
/// ```
/// use jixiao_model::{Comparison, Goal, Target};
/// let target: Target = "≤90万元".parse()?;
/// assert_eq!(target.goal(), Goal::Number { comparison: Comparison::AtMost, value: 90.into() });
/// assert_eq!(target.text(), "≤90万元");
/// # Ok::<(), jixiao_model::ModelError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[repr(C)] // What scoring reads comes last, beside the actual's in an indicator.
pub struct Target {
    text: Box<str>,
    goal: Goal,
    unit: MeasureUnit,
}

impl Target {
    /// The text as it stands in the form.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it asks for.
    pub const fn goal(&self) -> Goal {
        self.goal
    }

    /// The unit of its numbers.
    pub const fn unit(&self) -> MeasureUnit {
        self.unit
    }
}

/// Operators before a number, as forms type them. Longer ones first, since `>=` begins with `>`.
const OPERATORS: [(&str, Comparison); 24] = [
    (">=", Comparison::AtLeast),
    ("=>", Comparison::AtLeast),
    ("≥", Comparison::AtLeast),
    ("大于等于", Comparison::AtLeast),
    ("大于或等于", Comparison::AtLeast),
    ("不低于", Comparison::AtLeast),
    ("不少于", Comparison::AtLeast),
    ("不小于", Comparison::AtLeast),
    ("<=", Comparison::AtMost),
    ("=<", Comparison::AtMost),
    ("≤", Comparison::AtMost),
    ("小于等于", Comparison::AtMost),
    ("小于或等于", Comparison::AtMost),
    ("不超过", Comparison::AtMost),
    ("不高于", Comparison::AtMost),
    ("不大于", Comparison::AtMost),
    (">", Comparison::MoreThan),
    ("大于", Comparison::MoreThan),
    ("高于", Comparison::MoreThan),
    ("<", Comparison::LessThan),
    ("小于", Comparison::LessThan),
    ("低于", Comparison::LessThan),
    ("=", Comparison::Equal),
    ("等于", Comparison::Equal),
];

/// Words behind a number that say how it is meant.
const SUFFIXES: [(&str, Comparison); 7] = [
    ("及以上", Comparison::AtLeast),
    ("以上", Comparison::AtLeast),
    ("及以下", Comparison::AtMost),
    ("以下", Comparison::AtMost),
    ("以内", Comparison::AtMost),
    ("之内", Comparison::AtMost),
    ("内", Comparison::AtMost),
];

fn number_goal(text: &str) -> Option<(Goal, MeasureUnit)> {
    for (sign, comparison) in OPERATORS {
        if let Some(rest) = text.strip_prefix(sign) {
            let (value, unit) = number_with_unit(rest)?;
            return Some((Goal::Number { comparison, value }, unit));
        }
    }
    for (suffix, comparison) in SUFFIXES {
        if let Some(rest) = text.strip_suffix(suffix) {
            let rest = rest.strip_prefix("控制在").unwrap_or(rest);
            let (value, unit) = number_with_unit(rest)?;
            return Some((Goal::Number { comparison, value }, unit));
        }
    }
    if let Some(range) = range_goal(text) {
        return Some(range);
    }
    let (value, unit) = number_with_unit(text)?;
    let comparison = Comparison::Unstated;
    Some((Goal::Number { comparison, value }, unit))
}

fn range_goal(text: &str) -> Option<(Goal, MeasureUnit)> {
    let (low, high) = ["~", "至", "-"]
        .iter()
        .find_map(|separator| text.split_once(separator))?;
    let (low, low_unit) = number_with_unit(low)?;
    let (high, unit) = number_with_unit(high)?;
    let same_unit = low_unit.is_unstated() || low_unit == unit;
    (same_unit && low <= high).then_some((Goal::Range { low, high }, unit))
}

impl FromStr for Target {
    type Err = ModelError;

    /// Reads the number, range, date or level out of a text; a text that has none is a qualitative target.
    fn from_str(text: &str) -> Result<Self, ModelError> {
        let plain = checked(text)?;
        let (goal, unit) = if let Some((day, _)) = Day::find(&plain) {
            (Goal::By(day), MeasureUnit::default())
        } else if let Some(found) = number_goal(&plain) {
            found
        } else if let Some(level) = Level::stated(&plain) {
            (Goal::Level(level), MeasureUnit::default())
        } else {
            (Goal::Text, MeasureUnit::default())
        };
        Ok(Self {
            text: text.trim().into(),
            goal,
            unit,
        })
    }
}

/// The longest text of a target or an actual.
const LONGEST: usize = 2_000;

fn checked(text: &str) -> Result<String, ModelError> {
    let length = text.chars().count();
    if length > LONGEST {
        return Err(ModelError::TooLong {
            length,
            max: LONGEST,
        });
    }
    let plain = normalise(text);
    if plain.is_empty() {
        return Err(ModelError::Empty);
    }
    // A sign or digits that read as a number beyond what can be kept must not turn into a mere text.
    let digits = plain.trim_start_matches(|c: char| !c.is_ascii_digit() && c != '-');
    let end = digits
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '-')))
        .unwrap_or(digits.len());
    if let Some(Err(error @ (ModelError::OutOfRange { .. } | ModelError::TooManyDecimals { .. }))) =
        digits.get(..end).map(str::parse::<Quantity>)
    {
        return Err(error);
    }
    Ok(plain)
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// What an actual says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// Nothing.
    Empty,
    /// A number, in the actual's unit.
    Number(Quantity),
    /// A day on which it was done.
    On(Day),
    /// A level: 完成, 部分达成…, 未完成.
    Level(Level),
    /// Words that state no level.
    Text,
}

/// An actual (实际完成值) as the form has it, and what it says.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[repr(C)] // What scoring reads comes first.
pub struct Actual {
    outcome: Outcome,
    unit: MeasureUnit,
    text: Box<str>,
}

impl Actual {
    /// Nothing was filled in.
    pub fn empty() -> Self {
        Self {
            text: Box::default(),
            outcome: Outcome::Empty,
            unit: MeasureUnit::default(),
        }
    }

    /// The text as it stands in the form.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it says.
    pub const fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// The unit of its number.
    pub const fn unit(&self) -> MeasureUnit {
        self.unit
    }
}

impl FromStr for Actual {
    type Err = ModelError;

    fn from_str(text: &str) -> Result<Self, ModelError> {
        let plain = match checked(text) {
            Err(ModelError::Empty) => return Ok(Self::empty()),
            other => other?,
        };
        let number = || {
            let digits = ["实际完成", "已完成", "完成", "达到", "共"]
                .iter()
                .fold(plain.as_str(), |text, word| {
                    text.strip_prefix(word).unwrap_or(text)
                });
            number_with_unit(digits)
        };
        let (outcome, unit) = if let Some((day, _)) = Day::find(&plain) {
            (Outcome::On(day), MeasureUnit::default())
        } else if let Some((value, unit)) = number() {
            (Outcome::Number(value), unit)
        } else if let Some(level) = Level::stated(&plain) {
            (Outcome::Level(level), MeasureUnit::default())
        } else {
            (Outcome::Text, MeasureUnit::default())
        };
        Ok(Self {
            text: text.trim().into(),
            outcome,
            unit,
        })
    }
}

impl fmt::Display for Actual {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

crate::serde_text::by_text!(Target);
crate::serde_text::by_text!(Actual);
