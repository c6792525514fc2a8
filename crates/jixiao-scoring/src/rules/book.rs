//! The book: every rule by its id, what it takes, and its page.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use jixiao_model::{
    Amount, Bilingual, Lang, Method, ModelError, Percent, Quantity, RateId, RateInput, RateValue,
    Speak, normalise,
};

use super::RateOutcome;

/// Which way a rate is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Direction {
    /// ↑: more is better.
    More,
    /// ↓: less is better.
    Less,
    /// =: the nearer to 100 %, the better.
    Whole,
}

impl Direction {
    /// `more`, `less` or `whole`, as data files have it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::More => "more",
            Self::Less => "less",
            Self::Whole => "whole",
        }
    }

    /// ↑, ↓ or =.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::More => "↑",
            Self::Less => "↓",
            Self::Whole => "=",
        }
    }
}

impl Speak for Direction {
    fn speak(&self) -> Bilingual {
        let (zh, en) = match self {
            Self::More => ("越高越好", "more is better"),
            Self::Less => ("越低越好", "less is better"),
            Self::Whole => ("应为 100%", "should be 100 %"),
        };
        Bilingual::new(zh, en)
    }
}

/// The function of a rate rule, by the figures that it takes; each in the order of [`RateRule::inputs`].
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Compute {
    /// Two amounts.
    Amounts(fn([Amount; 2]) -> RateOutcome),
    /// Four amounts.
    Balances(fn([Amount; 4]) -> RateOutcome),
    /// Two counts.
    Counts(fn([u32; 2]) -> RateOutcome),
    /// Two percentages.
    Percents(fn([Percent; 2]) -> RateOutcome),
    /// Two quantities.
    Quantities(fn([Quantity; 2]) -> RateOutcome),
}

/// A rate rule: what it takes, what it rests on, and the page that tells it.
///
/// ```
/// use jixiao_model::{Lang, RateId};
/// use jixiao_scoring::rules::RateRule;
/// let rule = RateRule::of(RateId::Execution);
/// assert_eq!(rule.formula(Lang::English), "executed ÷ annual budget × 100%");
/// let rate = rule.compute(&["20.32", "20.3055"])?;
/// assert_eq!(rate.rate().unwrap().to_string(), "99.93%");
/// # Ok::<(), jixiao_scoring::rules::InputError>(())
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct RateRule {
    /// Which rate.
    pub id: RateId,
    /// Which way it is better.
    pub direction: Direction,
    /// Its figures, in the order in which [`compute`](Self::compute) takes them.
    pub inputs: &'static [RateInput],
    /// The formula over the keys of its figures, without the × 100 %: `{executed} ÷ {budget}`.
    pub template: &'static str,
    /// The documents that it rests on: ids of [`DOCUMENTS`](super::DOCUMENTS), or words where there is no document.
    pub basis: &'static [&'static str],
    /// The page, in Markdown.
    pub page: &'static str,
    /// The function.
    pub compute: Compute,
}

/// Every rate, in the order of [`RateId::ALL`].
const RATES: &[RateRule] = &[
    super::execution_rate::RULE,
    super::basic_execution_rate::RULE,
    super::project_execution_rate::RULE,
    super::budget_completion_rate::RULE,
    super::budget_control_rate::RULE,
    super::budget_adjustment_rate::RULE,
    super::payment_progress_rate::RULE,
    super::public_funds_control_rate::RULE,
    super::three_public_control_rate::RULE,
    super::three_public_change_rate::RULE,
    super::carry_over_rate::RULE,
    super::carry_over_change_rate::RULE,
    super::procurement_execution_rate::RULE,
    super::staffing_control_rate::RULE,
    super::key_spending_rate::RULE,
    super::fixed_asset_use_rate::RULE,
    super::completion_rate::RULE,
    super::timely_rate::RULE,
    super::quality_rate::RULE,
    super::key_work_rate::RULE,
    super::arrival_rate::RULE,
    super::cost_saving_rate::RULE,
    super::self_evaluation_coverage::RULE,
];

impl RateRule {
    /// All of them, in the order of [`RateId::ALL`].
    pub const ALL: &'static [Self] = RATES;

    /// The rule of a rate.
    pub fn of(id: RateId) -> &'static Self {
        // Each rate has its rule, which a test holds; the first stands in for what cannot be.
        Self::ALL
            .iter()
            .find(|rule| rule.id == id)
            .unwrap_or(&super::execution_rate::RULE)
    }

    /// The formula in the terms of its figures: `全年执行数 ÷ 全年预算数 × 100%`.
    pub fn formula(&self, lang: Lang) -> String {
        let (open, close) = match lang {
            Lang::Chinese => ("（", "）"),
            Lang::English => ("(", ")"),
        };
        let bracketed = self.template.replace('(', open).replace(')', close);
        let terms = self.inputs.iter().map(|input| match lang {
            Lang::Chinese => input.term,
            Lang::English => input.english,
        });
        format!("{} × 100%", self.filled(bracketed, terms))
    }

    /// The formula with the figures put in, without the × 100 %: `20.3055 ÷ 20.32`.
    pub fn put_in<'a>(&self, values: impl IntoIterator<Item = &'a str>) -> String {
        self.filled(self.template.to_string(), values)
    }

    fn filled<'a>(&self, template: String, values: impl IntoIterator<Item = &'a str>) -> String {
        let put = |text: String, (input, value): (&RateInput, &str)| {
            text.replace(&format!("{{{}}}", input.key), value)
        };
        self.inputs.iter().zip(values).fold(template, put)
    }

    /// The rate of figures as a person writes them, in the order of [`inputs`](Self::inputs): money in 万元 or with its unit, people as whole
    /// numbers.
    ///
    /// # Errors
    /// [`InputError`]: which figure cannot be, and why.
    pub fn compute(&self, values: &[&str]) -> Result<RateOutcome, InputError> {
        if values.len() != self.inputs.len() {
            return Err(self.wrong_count(values.len()));
        }
        let read = self.inputs.iter().zip(values).map(|(input, text)| {
            input
                .kind
                .read(text)
                .map_err(|error| InputError::Unreadable {
                    key: input.key,
                    error,
                })
        });
        self.of_values(&read.collect::<Result<Vec<_>, _>>()?)
    }

    /// The rate of figures, in the order of [`inputs`](Self::inputs).
    ///
    /// # Errors
    /// [`InputError::WrongCount`], [`InputError::WrongKind`].
    pub fn of_values(&self, values: &[RateValue]) -> Result<RateOutcome, InputError> {
        Ok(match self.compute {
            Compute::Amounts(compute) => compute(self.take(values, amount)?),
            Compute::Balances(compute) => compute(self.take(values, amount)?),
            Compute::Counts(compute) => compute(self.take(values, count)?),
            Compute::Percents(compute) => compute(self.take(values, percent)?),
            Compute::Quantities(compute) => compute(self.take(values, quantity)?),
        })
    }

    fn take<T: Copy + Default, const N: usize>(
        &self,
        values: &[RateValue],
        take: fn(RateValue) -> Option<T>,
    ) -> Result<[T; N], InputError> {
        if values.len() != N {
            return Err(self.wrong_count(values.len()));
        }
        let mut figures = [T::default(); N];
        for ((figure, value), input) in figures.iter_mut().zip(values).zip(self.inputs) {
            *figure = take(*value)
                .filter(|_| input.kind.holds(*value))
                .ok_or(InputError::WrongKind { key: input.key })?;
        }
        Ok(figures)
    }

    fn wrong_count(&self, found: usize) -> InputError {
        InputError::WrongCount {
            expected: self.inputs.len(),
            found,
        }
    }
}

fn amount(value: RateValue) -> Option<Amount> {
    match value {
        RateValue::Amount(amount) => Some(amount),
        _ => None,
    }
}

fn count(value: RateValue) -> Option<u32> {
    match value {
        RateValue::Count(count) => Some(count),
        _ => None,
    }
}

fn percent(value: RateValue) -> Option<Percent> {
    match value {
        RateValue::Percent(percent) => Some(percent),
        _ => None,
    }
}

fn quantity(value: RateValue) -> Option<Quantity> {
    match value {
        RateValue::Quantity(quantity) => Some(quantity),
        _ => None,
    }
}

/// Why a rate cannot be computed of the texts that were given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InputError {
    /// Too few figures, or too many.
    #[error("the rule takes {expected} figures, not {found}; give each of its inputs once")]
    WrongCount {
        /// How many it takes.
        expected: usize,
        /// How many were given.
        found: usize,
    },
    /// A text that is no figure of the kind.
    #[error("{key}: {error}")]
    Unreadable {
        /// The key of the figure.
        key: &'static str,
        /// Why.
        error: ModelError,
    },
    /// A figure of another kind than the rule takes, or below zero where it cannot be.
    #[error("{key}: the figure is not of the kind that the rule takes; see its inputs")]
    WrongKind {
        /// The key of the figure.
        key: &'static str,
    },
}

impl Speak for InputError {
    fn speak(&self) -> Bilingual {
        let zh = match self {
            Self::WrongCount { expected, found } => {
                format!("本规则需要 {expected} 个数，给出了 {found} 个；每个数据请各填一次")
            }
            Self::Unreadable { key, error } => format!("{key}：{}", error.speak().zh),
            Self::WrongKind { key } => {
                format!("{key}：与本规则所需数据的类型不同，请对照其数据项")
            }
        };
        Bilingual::new(zh, format!("{self}"))
    }
}

/// What kind of rule it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RuleKind {
    /// 比率: it gives a rate.
    Rate,
    /// 赋分规则: it gives an indicator's points.
    Method,
    /// 表内规则: it holds for a form as a whole.
    Form,
}

impl RuleKind {
    /// `rate`, `method` or `form`, as data files have it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Rate => "rate",
            Self::Method => "method",
            Self::Form => "form",
        }
    }

    /// What its result is counted in: `percent` or `points`.
    pub const fn unit(self) -> &'static str {
        match self {
            Self::Rate => "percent",
            Self::Method | Self::Form => "points",
        }
    }
}

impl Speak for RuleKind {
    fn speak(&self) -> Bilingual {
        let (zh, en) = match self {
            Self::Rate => ("比率", "rates"),
            Self::Method => ("赋分规则", "scoring methods"),
            Self::Form => ("表内规则", "rules of a form"),
        };
        Bilingual::new(zh, en)
    }
}

/// A rule that gives points: what it is called, what it rests on, and the page that tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct PointsRule {
    /// The stable id.
    pub id: &'static str,
    /// A method, or a rule of the form.
    pub kind: RuleKind,
    /// The official Chinese term.
    pub term: &'static str,
    /// The English term.
    pub english: &'static str,
    /// The formula in Chinese.
    pub formula: &'static str,
    /// The formula in English.
    pub formula_english: &'static str,
    /// The documents that it rests on, as in [`RateRule::basis`].
    pub basis: &'static [&'static str],
    /// The page, in Markdown.
    pub page: &'static str,
}

impl PointsRule {
    pub(super) const fn method(
        method: Method,
        formula: &'static str,
        formula_english: &'static str,
        basis: &'static [&'static str],
        page: &'static str,
    ) -> Self {
        Self {
            id: method.id(),
            kind: RuleKind::Method,
            term: method.term(),
            english: method.english(),
            formula,
            formula_english,
            basis,
            page,
        }
    }
}

/// A rule of the book.
///
/// ```
/// use jixiao_scoring::rules::Rule;
/// let rule = Rule::find("结转结余变动率").unwrap();
/// assert_eq!(rule.id(), "carry-over-change-rate");
/// assert!(rule.page().contains("## 边界情形 Edge cases"));
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Rule {
    /// It gives a rate.
    Rate(&'static RateRule),
    /// It gives points.
    Points(&'static PointsRule),
}

impl Rule {
    /// Every rule: the rates, the methods, the rules of a form.
    pub fn all() -> impl Iterator<Item = Self> {
        let rates = RateRule::ALL.iter().map(Self::Rate);
        rates.chain(POINTS.iter().map(Self::Points))
    }

    /// The rule of an id or of an official term, however it is typed.
    pub fn find(name: &str) -> Option<Self> {
        let plain = normalise(name);
        let named = |rule: &Self| rule.id() == plain || normalise(rule.term()) == plain;
        let synonym = || RateId::recognise(name).map(RateRule::of).map(Self::Rate);
        Self::all().find(named).or_else(synonym)
    }

    /// The stable id.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Rate(rule) => rule.id.id(),
            Self::Points(rule) => rule.id,
        }
    }

    /// What kind of rule it is.
    pub const fn kind(self) -> RuleKind {
        match self {
            Self::Rate(_) => RuleKind::Rate,
            Self::Points(rule) => rule.kind,
        }
    }

    /// The official Chinese term.
    pub const fn term(self) -> &'static str {
        match self {
            Self::Rate(rule) => rule.id.term(),
            Self::Points(rule) => rule.term,
        }
    }

    /// The English term.
    pub const fn english(self) -> &'static str {
        match self {
            Self::Rate(rule) => rule.id.english(),
            Self::Points(rule) => rule.english,
        }
    }

    /// The formula in official terms.
    pub fn formula(self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Rate(rule), lang) => rule.formula(lang),
            (Self::Points(rule), Lang::Chinese) => rule.formula.to_string(),
            (Self::Points(rule), Lang::English) => rule.formula_english.to_string(),
        }
    }

    /// The documents that it rests on: ids of [`DOCUMENTS`](super::DOCUMENTS), or words where there is no document.
    pub const fn basis(self) -> &'static [&'static str] {
        match self {
            Self::Rate(rule) => rule.basis,
            Self::Points(rule) => rule.basis,
        }
    }

    /// The page that an auditor reads, in Markdown.
    pub const fn page(self) -> &'static str {
        match self {
            Self::Rate(rule) => rule.page,
            Self::Points(rule) => rule.page,
        }
    }
}

/// The methods in the order of [`Method::ALL`], then the rules of a form.
const POINTS: &[PointsRule] = &[
    super::direct::RULE,
    super::proportional::RULE,
    super::pass_mark::RULE,
    super::levels::RULE,
    super::bands::RULE,
    super::deduction::RULE,
    super::execution_points::RULE,
    super::over_achievement::RULE,
    super::not_applicable::RULE,
    super::total::RULE,
];
