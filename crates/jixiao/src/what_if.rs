//! What-if: a submission with some of its values replaced, beside the submission as it is.
//!
//! A [`Change`] is written `ADDRESS.KEY=VALUE`, with the keys of the dataset format:
//!
//! | what | address | keys |
//! |---|---|---|
//! | an indicator | `项目/指标`, `部门/指标` | `actual`, `target`, `weight`, `percent`, `method`, `not_applicable` |
//! | a project's money | `项目` | `initial`, `budget`, `executed` after a source: `fiscal.executed`; without it where the project has one source only |
//! | the department's amounts | `部门` | `total.executed`, `three_public.abroad.spent`, `carry_over.current`, `staffing.staff` … |
//! | the figures of a further rate | `部门` | `rates.procurement-execution-rate.purchased`, with or without `rates.` |
//!
//! A project is its 序号, its name, or a part of the name that only it has; an indicator its name or such a part; the department is `部门` or
//! `department`. Names may hold `/`, `.` and `=`: a change ends its address at the first `=` that follows a known key, and of
//! the ways to part project and indicator the one with the longest project that exists is taken.
//!
//! ```
//! use jixiao::{Assessment, import::read_texts, what_if::{Change, WhatIf}};
//! let dataset = r#"
//! unit = { name = "某局", year = 2023, policy = "mof-2020" }
//! [[projects]]
//! name = "图书馆运行费"
//! funds.fiscal = { initial = 20, budget = 20, executed = 19 }
//! [[projects.indicators]]
//! level1 = "产出指标"
//! level2 = "数量指标"
//! name = "开放天数"
//! target = "≥300天"
//! actual = "285天"
//! weight = 90
//! "#;
//! let before = Assessment::new(read_texts(&[("unit.toml", dataset)])?, None)?;
//! let what_if = WhatIf::new(before, &[Change::parse("图书馆/开放天数.actual=300天")?])?;
//! let changes = what_if.changes();
//! let told: Vec<_> = changes.iter().map(|one| format!("{} → {}", one.before.speak().zh, one.after.speak().zh)).collect();
//! assert_eq!(told, ["95 → 99.5", "优 → 优", "85.5 → 90"]); // 总分, 等级, 开放天数
//! # use jixiao::model::Speak;
//! # Ok::<(), jixiao::Error>(())
//! ```

mod compare;
mod error;
mod key;

pub use compare::{Difference, FormName, Subject, Value};
pub use error::{Addressed, ChangeError, ChangeFault};

use std::borrow::Cow;

use jixiao_model::{
    Actual, Amount, DepartmentForm, Indicator, Method, ModelError, Percent, RateFigures, RateId,
    Source, Submission, Traced, normalise,
};

use crate::find::{find_indicator, find_project};
use crate::{Assessment, Error};
use key::Key;

/// The names by which an address calls the department's form.
const DEPARTMENT: [&str; 3] = ["部门", "department", "部门整体支出"];

/// The most that a dataset counts of anything.
const MOST_PEOPLE: u32 = 1_000_000;

/// One value to be replaced, as it was written: understood as far as that goes without the submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// `ADDRESS.KEY=VALUE`.
    text: String,
    address: String,
    key: Key,
    value: String,
}

impl Change {
    /// Reads `ADDRESS.KEY=VALUE`.
    ///
    /// ```
    /// use jixiao::what_if::Change;
    /// assert!(Change::parse("18/游客满意度.actual=80%").is_ok());
    /// assert!(Change::parse("18/游客满意度.aktual=80%").is_err()); // no such key
    /// ```
    ///
    /// # Errors
    /// [`ChangeFault::NoValue`] without a `=`, [`ChangeFault::UnknownKey`] where what stands before it is no key.
    pub fn parse(text: &str) -> Result<Self, ChangeError> {
        let signs = text.match_indices('=');
        let found = signs
            .filter_map(|(at, _)| Some((text.get(..at)?, text.get(at.saturating_add(1)..)?)))
            .find_map(|(left, value)| {
                let (address, key) = split_key(left)?;
                Some(Self {
                    text: text.into(),
                    address: address.trim().into(),
                    key,
                    value: value.trim().into(),
                })
            });
        found.ok_or_else(|| {
            let fault = match text.split_once('=') {
                None => ChangeFault::NoValue,
                Some((left, _)) => unknown_key(left.trim()),
            };
            ChangeError::new(text, fault)
        })
    }

    /// The change as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// The address and the longest key that `left` ends with.
fn split_key(left: &str) -> Option<(&str, Key)> {
    let dots = left.match_indices('.');
    dots.filter_map(|(at, _)| Some((left.get(..at)?, left.get(at.saturating_add(1)..)?)))
        .find_map(|(address, key)| Some((address, Key::of(key.trim())?)))
}

/// What is said of `left`, which ends with no key: only the keys of what its address leads to.
fn unknown_key(left: &str) -> ChangeFault {
    let fault = |found: &str, of| {
        let found = found.trim().into();
        ChangeFault::UnknownKey { found, of }
    };
    if let Some(key) = in_the_department(left) {
        let rate = key.strip_prefix("rates.").unwrap_or(key).split_once('.');
        let rate = rate.and_then(|(id, figure)| Some((key::further(id)?, figure)));
        return match rate {
            Some((rate, figure)) => fault(figure, Some(Addressed::Rate(rate))),
            None => fault(key, Some(Addressed::Department)),
        };
    }
    match left.rsplit_once('.') {
        None => fault(left, None),
        Some((address, found)) if address.contains('/') => fault(found, Some(Addressed::Indicator)),
        Some((_, found)) => fault(found, Some(Addressed::Project)),
    }
}

/// What follows the department's name and a dot.
fn in_the_department(text: &str) -> Option<&str> {
    let (form, rest) = text.split_once('.')?;
    is_department(form).then_some(rest)
}

/// A value that was replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Replaced {
    /// The form in which it stands.
    pub form: FormName,
    /// The indicator, by its index in the form; `None` for amounts.
    pub indicator: Option<usize>,
    /// Its key, with the source of funds or the rate where it has one: `actual`, `fiscal.executed`, `rates.procurement-execution-rate.budget`.
    pub key: Cow<'static, str>,
    /// What stood there, as text; empty where nothing did.
    pub before: String,
    /// What stands there now.
    pub after: String,
}

impl Replaced {
    /// What the key is called in Chinese: 实际完成值, 当年财政拨款全年执行数.
    ///
    /// ```
    /// use jixiao::{import::read_texts, what_if::{Change, apply}};
    /// let unit = "unit = { name = '某局', year = 2023 }\n[[projects]]\nname = '甲'\nfunds.fiscal.budget = 20";
    /// let mut submission = read_texts(&[("unit.toml", unit)])?;
    /// let replaced = apply(&mut submission, &Change::parse("甲.executed=15")?)?;
    /// assert_eq!((&*replaced.key, &*replaced.term()), ("fiscal.executed", "当年财政拨款全年执行数"));
    /// assert!(submission.projects[0].funds.fiscal.as_ref().is_some_and(|row| row.executed.is_constructed()));
    /// # Ok::<(), jixiao::Error>(())
    /// ```
    pub fn term(&self) -> String {
        key::term(&self.key)
    }
}

/// Replaces a value of the submission: read by the rules of a dataset, marked as made up ([`Source::Constructed`]), and without a place.
///
/// # Errors
/// [`ChangeError`] where the address leads to no value or the value cannot be; the submission then stays as it was.
pub fn apply(submission: &mut Submission, change: &Change) -> Result<Replaced, ChangeError> {
    replaced(submission, change).map_err(|fault| ChangeError::new(&change.text, fault))
}

fn replaced(submission: &mut Submission, change: &Change) -> Result<Replaced, ChangeFault> {
    match change.key {
        Key::Project(source, column) => in_project(submission, change, source, column),
        Key::Department(_) | Key::Rate(..) => in_department(submission, change),
        key => in_indicator(submission, change, key),
    }
}

fn is_department(address: &str) -> bool {
    DEPARTMENT.contains(&normalise(address).as_str())
}

fn in_indicator(
    submission: &mut Submission,
    change: &Change,
    key: Key,
) -> Result<Replaced, ChangeFault> {
    let (form, index) = locate(submission, change)?;
    let held = submission.department.as_mut().map(key::held);
    let indicators = match form {
        FormName::Project(at) => submission
            .projects
            .get_mut(at)
            .map(|form| &mut form.indicators),
        _ => submission
            .department
            .as_mut()
            .map(|form| &mut form.indicators),
    };
    let indicator = indicators.and_then(|indicators| indicators.get_mut(index));
    let indicator = indicator.ok_or(ChangeFault::NoDepartment)?;
    if let (Key::Actual, Some(rule)) = (key, indicator.rule) {
        let amounts = held.into_iter().flatten();
        let amounts = amounts.filter(|key| feeds(key, rule)).collect();
        return Err(ChangeFault::ComputedByRule { rule, amounts });
    }
    let (before, after) = set(indicator, key, &change.value).map_err(|error| {
        let key = key.id();
        ChangeFault::Value { key, error }
    })?;
    Ok(Replaced {
        form,
        indicator: Some(index),
        key: key.id(),
        before,
        after,
    })
}

/// The form and the indicator of `PROJECT/INDICATOR`.
fn locate(submission: &Submission, change: &Change) -> Result<(FormName, usize), ChangeFault> {
    let address = &change.address;
    let slashes = address.rmatch_indices('/');
    let splits = slashes
        .filter_map(|(at, _)| Some((address.get(..at)?, address.get(at.saturating_add(1)..)?)));
    // What is said where no split leads to an indicator: the nearest miss.
    let mut miss: Option<ChangeFault> = None;
    for (form, indicator) in splits {
        let (name, indicators) = match indicators_of(submission, form) {
            Ok(found) => found,
            Err(fault) => {
                miss = miss.or(Some(fault));
                continue;
            }
        };
        match find_indicator(indicators, indicator) {
            Ok(index) => return Ok((name, index)),
            Err(error) => miss = Some(ChangeFault::NotFound(error)),
        }
    }
    Err(miss.unwrap_or(ChangeFault::NoIndicator {
        key: change.key.id(),
    }))
}

fn indicators_of<'a>(
    submission: &'a Submission,
    form: &str,
) -> Result<(FormName, &'a [Indicator]), ChangeFault> {
    if is_department(form) {
        let form = submission.department.as_ref();
        let form = form.ok_or(ChangeFault::NoDepartment)?;
        return Ok((FormName::Department, &form.indicators));
    }
    let index = find_project(&submission.projects, form)?;
    let form = submission.projects.get(index);
    let indicators = form.map_or(&[][..], |form| &form.indicators);
    Ok((FormName::Project(index), indicators))
}

/// Does the amount of `key` take part in the rate of `rule`?
fn feeds(key: &str, rule: RateId) -> bool {
    match rule {
        RateId::Execution => is_spending(key, "total."),
        RateId::BasicExecution => is_spending(key, "basic."),
        RateId::ProjectExecution => is_spending(key, "project."),
        RateId::ThreePublicControl => key.starts_with("three_public."),
        RateId::CarryOverChange => key.starts_with("carry_over."),
        RateId::StaffingControl => key.starts_with("staffing."),
        rule => key::of_figures(rule).iter().any(|figure| figure == key),
    }
}

/// An execution rate does not read what was budgeted at first.
fn is_spending(key: &str, part: &str) -> bool {
    key.starts_with(part) && !key.ends_with(".initial")
}

/// The project of an address that is not the department's.
fn project(submission: &mut Submission, change: &Change) -> Result<usize, ChangeFault> {
    let found = find_project(&submission.projects, &change.address);
    let Some(part) = in_the_department(&change.address) else {
        return Ok(found?);
    };
    // The department is meant, and what follows its name is no part of its form.
    found.map_err(|_| match &mut submission.department {
        None => ChangeFault::NoDepartment,
        Some(form) => ChangeFault::NotInForm {
            key: format!("{part}.{}", change.key.id()).into(),
            known: key::held(form),
        },
    })
}

fn in_project(
    submission: &mut Submission,
    change: &Change,
    source: Option<&'static str>,
    column: &'static str,
) -> Result<Replaced, ChangeFault> {
    if is_department(&change.address) {
        let form = submission.department.as_mut();
        let known = key::held(form.ok_or(ChangeFault::NoDepartment)?);
        let key = change.key.id();
        return Err(ChangeFault::NotInForm { key, known });
    }
    let index = project(submission, change)?;
    let form = submission.projects.get_mut(index);
    let funds = form.map(|form| &mut form.funds);
    let held = funds.as_deref().map(key::sources).unwrap_or_default();
    let source = match (source, held.as_slice()) {
        (Some(source), _) => source,
        (None, [one]) => one,
        (None, _) => {
            let known = key::of_sources(&held, column);
            return Err(ChangeFault::SeveralSources { known });
        }
    };
    let key = key::of_source(source, column);
    let row = funds.and_then(|funds| key::row(funds, source));
    let row = row.ok_or_else(|| ChangeFault::NotInForm {
        key: key.into(),
        known: key::of_sources(&held, column),
    })?;
    let (before, after) = put(key::column(row, column), money(key, &change.value)?);
    Ok(Replaced {
        form: FormName::Project(index),
        indicator: None,
        key: key.into(),
        before,
        after,
    })
}

fn in_department(submission: &mut Submission, change: &Change) -> Result<Replaced, ChangeFault> {
    let key = change.key.id();
    if !is_department(&change.address) {
        let index = project(submission, change)?;
        let form = submission.projects.get(index);
        let known = form.map(|form| key::of_project(&form.funds));
        let known = known.unwrap_or_default();
        return Err(ChangeFault::NotInForm { key, known });
    }
    let form = submission.department.as_mut();
    let form = form.ok_or(ChangeFault::NoDepartment)?;
    let Some((before, after)) = of_department(form, change)? else {
        let known = key::held(form);
        return Err(ChangeFault::NotInForm { key, known });
    };
    Ok(Replaced {
        form: FormName::Department,
        indicator: None,
        key,
        before,
        after,
    })
}

/// Sets an amount, a count or a figure of the department: what stood there, and what stands there now; `None` where its form has none.
fn of_department(
    form: &mut DepartmentForm,
    change: &Change,
) -> Result<Option<(String, String)>, ChangeFault> {
    let value = &change.value;
    match change.key {
        Key::Rate(rate, figure) => {
            let figures = form.rates.iter_mut().find(|one| one.rate() == rate);
            let replaced = figures.map(|figures| set_figure(figures, figure, value));
            replaced.transpose().map_err(|error| ChangeFault::Value {
                key: change.key.id(),
                error,
            })
        }
        Key::Department(key) => {
            if let Some(count) = key::count(form, key) {
                return Ok(Some(put(count, people(key, value)?)));
            }
            let Some(amount) = key::amount(form, key) else {
                return Ok(None);
            };
            Ok(Some(put(amount, money(key, value)?)))
        }
        _ => Ok(None),
    }
}

/// Sets one of the figures of a rate: what stood there, and what stands there now.
fn set_figure(
    figures: &mut RateFigures,
    figure: usize,
    value: &str,
) -> Result<(String, String), ModelError> {
    let rate = figures.rate();
    let mut values = figures.values().to_vec();
    let (input, held) = rate
        .inputs()
        .get(figure)
        .zip(values.get_mut(figure))
        .ok_or_else(|| ModelError::WrongFigures {
            rate: rate.id(),
            found: beginning(value),
        })?;
    let told = put(held, input.kind.read(value)?);
    *figures = RateFigures::new(rate, values)?;
    Ok(told)
}

/// Sets what an indicator has under `key`: what stood there, and what stands there now.
fn set(indicator: &mut Indicator, key: Key, value: &str) -> Result<(String, String), ModelError> {
    Ok(match key {
        Key::Actual => put(&mut indicator.actual, legible(value)?.parse::<Actual>()?),
        Key::Target => put(&mut indicator.target, legible(value)?.parse()?),
        Key::Weight => put(&mut indicator.weight, value.parse()?),
        Key::Percent => {
            let percent = granted(value)?;
            let before = indicator.percent.replace(made_up(percent));
            let before = before.map(|before| before.value.to_string());
            (before.unwrap_or_default(), percent.to_string())
        }
        Key::Method => {
            let known = "direct、proportional、pass-mark、levels、bands、deduction";
            let method = Method::recognise(value).ok_or(ModelError::UnknownWord {
                found: beginning(value),
                known,
            })?;
            let before = indicator.method.replace(method);
            let before = before.map(|before| before.id().to_string());
            (before.unwrap_or_default(), method.id().into())
        }
        _ => {
            let applies_not = match value {
                "true" => true,
                "false" => false,
                _ => {
                    return Err(ModelError::UnknownWord {
                        found: beginning(value),
                        known: "true、false",
                    });
                }
            };
            let before = std::mem::replace(&mut indicator.not_applicable, applies_not);
            (before.to_string(), applies_not.to_string())
        }
    })
}

fn made_up<T>(value: T) -> Traced<T> {
    Traced {
        value,
        source: Source::Constructed,
        place: None,
    }
}

fn put<T: std::fmt::Display>(held: &mut Traced<T>, value: T) -> (String, String) {
    let after = value.to_string();
    let before = std::mem::replace(held, made_up(value));
    (before.value.to_string(), after)
}

/// The beginning of a text, for a message.
fn beginning(text: &str) -> String {
    text.chars().take(40).collect()
}

/// A text without bare control characters, which no table could show.
fn legible(text: &str) -> Result<&str, ModelError> {
    if text.chars().any(|c| c.is_control() && c != '\n') {
        return Err(ModelError::UnknownWord {
            found: text.escape_default().take(40).collect(),
            known: "a text without control characters",
        });
    }
    Ok(text)
}

/// 0 to 100 %.
fn granted(text: &str) -> Result<Percent, ModelError> {
    let percent: Percent = text.parse()?;
    if (Percent::ZERO..=Percent::WHOLE).contains(&percent) {
        return Ok(percent);
    }
    Err(ModelError::OutOfRange {
        found: beginning(text),
        kind: "a percentage that is granted",
        low: "0%",
        high: "100%",
    })
}

/// Money: what was budgeted is never negative.
fn money(key: &'static str, text: &str) -> Result<Amount, ChangeFault> {
    let amount: Amount = text.parse().map_err(|error| fault(key, error))?;
    let is_budget = key.ends_with("initial") || key.ends_with("budget");
    if amount.is_negative() && is_budget {
        let error = ModelError::Negative {
            field: "a budget",
            found: beginning(text),
        };
        return Err(fault(key, error));
    }
    Ok(amount)
}

fn fault(key: &'static str, error: ModelError) -> ChangeFault {
    let key = key.into();
    ChangeFault::Value { key, error }
}

/// A number of people.
fn people(key: &'static str, text: &str) -> Result<u32, ChangeFault> {
    let number = normalise(text).parse().ok();
    let number = number.filter(|number| *number <= MOST_PEOPLE);
    number.ok_or_else(|| {
        let error = ModelError::OutOfRange {
            found: beginning(text),
            kind: "a number of people",
            low: "0",
            high: "1000000",
        };
        fault(key, error)
    })
}

/// An assessment as it is, and as it would be.
///
/// Nothing is written anywhere: the files of the dataset stay as they are.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct WhatIf {
    /// As it is.
    pub before: Assessment,
    /// As it would be, by the same policy and catalogue.
    pub after: Assessment,
    /// What was replaced, in order; of two changes of one value the later one holds.
    pub replaced: Vec<Replaced>,
}

impl WhatIf {
    /// Makes the changes, one after the other, and scores again.
    ///
    /// # Errors
    /// [`Error::Change`] for the first change that cannot be made; [`Error::Evaluation`] where a sum no longer fits.
    pub fn new(before: Assessment, changes: &[Change]) -> Result<Self, Error> {
        let mut submission = before.submission.clone();
        let mut replaced = Vec::with_capacity(changes.len());
        for change in changes {
            replaced.push(apply(&mut submission, change)?);
        }
        let after = before.again(submission)?;
        Ok(Self {
            before,
            after,
            replaced,
        })
    }

    /// What differs: the department first, then the projects in their order, then what the projects come to together.
    ///
    /// For every form in which anything differs total and grade stand first, whether or not they differ themselves; then rates and points that do, as
    /// they are shown. Empty where nothing differs.
    pub fn changes(&self) -> Vec<Difference> {
        compare::changes(&self.before, &self.after)
    }
}
