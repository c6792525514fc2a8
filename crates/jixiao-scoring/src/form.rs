//! Whole forms: each indicator by the method that the policy chooses for its kind, then total and grade.

use alloc::vec::Vec;

use jixiao_model::{
    Comparison, Day, DepartmentForm, FirstLevel, FiscalYear, Funds, Goal, Grade, Indicator, Level,
    Method, ModelError, Outcome, Points, ProjectForm, Quantity, RateFigures, RateId, Weight,
};

use crate::error::ScoreError;
use crate::policy::{NotApplicableWeight, NumberTerms, Policy, Reduction};
use crate::rules::bands::bands;
use crate::rules::basic_execution_rate::basic_execution_rate;
use crate::rules::carry_over_change_rate::carry_over_change_rate;
use crate::rules::deduction::deduction;
use crate::rules::direct::{direct, direct_number};
use crate::rules::execution_points::execution_points;
use crate::rules::execution_rate::execution_rate;
use crate::rules::levels::levels;
use crate::rules::not_applicable::{Raise, spread};
use crate::rules::over_achievement::over_achievement;
use crate::rules::pass_mark::pass_mark;
use crate::rules::project_execution_rate::project_execution_rate;
use crate::rules::proportional::{hold, proportional};
use crate::rules::staffing_control_rate::staffing_control_rate;
use crate::rules::three_public_control_rate::three_public_control_rate;
use crate::rules::total::total;
use crate::rules::{RateOutcome, RateRule};
use crate::scored::{Derivation, Held, Scale, Scored};

/// The scores of a form. An indicator that cannot be scored earns nothing and says why.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FormScore {
    /// 预算执行率.
    pub execution_rate: RateOutcome,
    /// Its points.
    pub execution_points: Points,
    /// The indicators, in the order of the form.
    pub indicators: Vec<Result<Scored, ScoreError>>,
    /// 总分: the sum of the rounded points.
    pub total: Points,
    /// 等级; `None` when the total lies outside 0 to 100, because the weights do not sum to 100.
    pub grade: Option<Grade>,
}

/// Scores a project's form (项目支出绩效自评表).
///
/// ```
/// # #[cfg(feature = "policies")] {
/// use jixiao_model::{Amount, FundSources, Funds, Indicator, ProjectForm, Traced};
/// use jixiao_scoring::{policy::Policy, score_project};
/// let amount = |text: &str| text.parse().map(Traced::reported);
/// let fiscal = Funds::new(amount("20.32")?, amount("20.32")?, amount("20.3055")?)?;
/// let funds = FundSources { fiscal: Some(fiscal), ..FundSources::default() };
/// let mut form = ProjectForm::new(1, 2023.try_into()?, "图书馆运行费", funds)?;
/// form.indicators.push(Indicator::new("产出指标", "数量指标", "开放天数", "≥300天", "285天", "90")?);
/// let score = score_project(&form, &Policy::mof_2020()?)?;
/// assert_eq!(score.execution_points.to_string(), "9.99"); // 10 × 99.9286…%
/// assert_eq!(score.total.to_string(), "95.49"); // and 90 × 285 ÷ 300
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`ModelError::Overflow`] and the like where sums no longer fit.
pub fn score_project(form: &ProjectForm, policy: &Policy) -> Result<FormScore, ModelError> {
    let rate = execution_rate(form.funds.budget()?, form.funds.executed()?);
    let indicators = form
        .indicators
        .iter()
        .map(|indicator| Ok(begun(indicator, derive(indicator, form.year, policy)?)))
        .collect();
    finish(rate, &form.indicators, indicators, policy)
}

/// Scores a department's form (部门整体支出绩效自评表); indicators with a rule get their actual from the form's amounts.
///
/// # Errors
/// [`ModelError::Overflow`] and the like where sums no longer fit.
pub fn score_department(form: &DepartmentForm, policy: &Policy) -> Result<FormScore, ModelError> {
    let rate = execution_rate(form.total.budget.value, form.total.executed.value);
    let mut indicators = Vec::with_capacity(form.indicators.len());
    for indicator in &form.indicators {
        let derivation = match indicator.rule {
            Some(rule) if !indicator.not_applicable => {
                derive_by_rule(indicator, rule, department_rate(form, rule)?, policy)
            }
            _ => derive(indicator, form.year, policy),
        };
        indicators.push(derivation.map(|derivation| begun(indicator, derivation)));
    }
    finish(rate, &form.indicators, indicators, policy)
}

/// A rate of the department from the amounts of its form; `None` where the form does not hold them.
///
/// # Errors
/// [`ModelError::Overflow`] where sums no longer fit.
pub fn department_rate(
    form: &DepartmentForm,
    rule: RateId,
) -> Result<Option<RateOutcome>, ModelError> {
    let execution = |funds: &Funds| execution_rate(funds.budget.value, funds.executed.value);
    let basic = |funds: &Funds| basic_execution_rate(funds.budget.value, funds.executed.value);
    let project = |funds: &Funds| project_execution_rate(funds.budget.value, funds.executed.value);
    Ok(match rule {
        RateId::Execution => Some(execution(&form.total)),
        RateId::BasicExecution => form.basic.as_ref().map(basic),
        RateId::ProjectExecution => form.project.as_ref().map(project),
        RateId::ThreePublicControl => match &form.three_public {
            Some(parts) => Some(three_public_control_rate(parts.budget()?, parts.spent()?)),
            None => None,
        },
        RateId::CarryOverChange => form
            .carry_over
            .as_ref()
            .map(|balance| carry_over_change_rate(balance.current.value, balance.previous.value)),
        RateId::StaffingControl => form
            .staffing
            .as_ref()
            .map(|staffing| staffing_control_rate(staffing.quota.value, staffing.staff.value)),
        _ => form.figures(rule).and_then(by_figures),
    })
}

/// A rate of the figures that the form has for it.
fn by_figures(figures: &RateFigures) -> Option<RateOutcome> {
    let values: Vec<_> = figures.values().iter().map(|figure| figure.value).collect();
    // Figures are those of their rate, which their constructor saw to.
    RateRule::of(figures.rate()).of_values(&values).ok()
}

/// An indicator that has its derivation and not yet its points.
fn begun(indicator: &Indicator, derivation: Derivation) -> Scored {
    Scored {
        weight: indicator.weight.value,
        derivation,
        raise: Raise::NONE,
        points: Points::ZERO,
    }
}

/// Gives the points, spreads what does not apply, and sums.
///
/// The forms are read in one pass and the points computed in another: the first then waits for memory many indicators ahead, which a division
/// in between would not let it.
fn finish(
    execution_rate: RateOutcome,
    form: &[Indicator],
    mut indicators: Vec<Result<Scored, ScoreError>>,
    policy: &Policy,
) -> Result<FormScore, ModelError> {
    for indicator in &mut indicators {
        if let Ok(scored) = indicator
            && let Err(error) = scored.award(policy.rounding)
        {
            *indicator = Err(error);
        }
    }
    let weights_are_spread = policy.not_applicable == NotApplicableWeight::Spread;
    if weights_are_spread {
        spread(form, &mut indicators, policy.rounding);
    }
    let weight = policy.execution_weight;
    let execution_points = match execution_rate {
        RateOutcome::Known(rate) => {
            execution_points(rate, weight, policy.execution).map_err(|_| ModelError::Overflow)?
        }
        RateOutcome::NotApplicable => weight.full(),
        RateOutcome::Undefined(_) => Points::ZERO,
    };
    // Weights that were raised each round on their own, and may come to a cent more than the form has.
    let most = if weights_are_spread {
        Some(full_points(weight, form)?)
    } else {
        None
    };
    let earned = indicators.iter().flatten().map(|scored| scored.points);
    let total = total(execution_points, earned, most)?;
    Ok(FormScore {
        execution_rate,
        execution_points,
        indicators,
        total,
        grade: policy.grades.grade(total),
    })
}

/// All that a form can earn.
fn full_points(execution: Weight, form: &[Indicator]) -> Result<Points, ModelError> {
    let weights = form.iter().map(|indicator| indicator.weight.value.full());
    execution.full().plus(Points::sum(weights)?)
}

/// Scores one indicator; `year` completes a date target that names none. One that does not apply earns its weight: only a whole form can
/// spread it over others.
///
/// # Errors
/// [`ScoreError`]: why it cannot be scored.
pub fn score_indicator(
    indicator: &Indicator,
    year: FiscalYear,
    policy: &Policy,
) -> Result<Scored, ScoreError> {
    derive(indicator, year, policy)?.score(indicator.weight.value, policy.rounding)
}

/// How an indicator's points come about: what is compared, and which branch applies.
#[inline]
fn derive(
    indicator: &Indicator,
    year: FiscalYear,
    policy: &Policy,
) -> Result<Derivation, ScoreError> {
    if indicator.not_applicable {
        return Ok(Derivation::NotApplicable);
    }
    let (target, actual) = (&indicator.target.value, &indicator.actual.value);
    if actual.outcome() == Outcome::Empty {
        return Err(ScoreError::MissingActual);
    }
    match target.goal() {
        Goal::Number { .. } | Goal::Range { .. } if indicator.method == Some(Method::Levels) => {
            granted(indicator, policy)
        }
        Goal::Number { comparison, value } => {
            let (value, reached) = in_common_unit(value, indicator)?;
            by_number(comparison, value, reached, indicator, policy)
        }
        Goal::Range { low, high } => in_range(low, high, indicator, policy),
        Goal::By(day) => by_day(day, indicator, year, policy),
        _ => by_words(indicator, policy),
    }
}

#[inline]
fn by_number(
    comparison: Comparison,
    target: Quantity,
    actual: Quantity,
    indicator: &Indicator,
    policy: &Policy,
) -> Result<Derivation, ScoreError> {
    let method = method(indicator, policy);
    let is_plain = method == Method::Proportional;
    if is_plain && policy.over_achievement.reduction == Reduction::None {
        // So nearly every number of a form is scored: what is held stays in registers, and no further than it must.
        let held = hold(comparison, target, actual, policy.ceiling);
        return Ok(proportional(held));
    }
    by_another_method(method, comparison, target, actual, indicator, policy)
}

#[inline(never)]
fn by_another_method(
    method: Method,
    comparison: Comparison,
    target: Quantity,
    actual: Quantity,
    indicator: &Indicator,
    policy: &Policy,
) -> Result<Derivation, ScoreError> {
    if method == Method::Levels {
        return granted(indicator, policy);
    }
    let held = hold(comparison, target, actual, policy.ceiling);
    let scale = Scale::of(indicator.target.value.unit());
    if policy.over_achievement.reduction == Reduction::None {
        // Nothing to reduce: the derivation stays where it was built, uncopied.
        return by_method(method, held, scale, policy.terms(None));
    }
    derive_number(method, held, scale, policy)
}

/// A range is a ceiling for what lies above it, and a floor for all else. What lies within it is as it should be, however far above its lower
/// end: nothing is reduced.
#[inline(never)]
fn in_range(
    low: Quantity,
    high: Quantity,
    indicator: &Indicator,
    policy: &Policy,
) -> Result<Derivation, ScoreError> {
    let method = method(indicator, policy);
    if method == Method::Levels {
        return granted(indicator, policy);
    }
    let (high, above) = in_common_unit(high, indicator)?;
    let (low, below) = in_common_unit(low, indicator)?;
    let held = if above > high {
        hold(Comparison::AtMost, high, above, policy.ceiling)
    } else {
        hold(Comparison::AtLeast, low, below, policy.ceiling)
    };
    let scale = Scale::of(indicator.target.value.unit());
    by_method(method, held, scale, policy.terms(None))
}

/// One of the target's numbers and the actual's, in one unit.
#[inline]
fn in_common_unit(
    bound: Quantity,
    indicator: &Indicator,
) -> Result<(Quantity, Quantity), ScoreError> {
    let (target, actual) = (&indicator.target.value, &indicator.actual.value);
    let Outcome::Number(reached) = actual.outcome() else {
        return Err(ScoreError::NotComparable);
    };
    target
        .unit()
        .common(bound, actual.unit(), reached)
        .ok_or(ScoreError::DifferentUnits)
}

fn by_day(
    day: Day,
    indicator: &Indicator,
    year: FiscalYear,
    policy: &Policy,
) -> Result<Derivation, ScoreError> {
    match indicator.method {
        Some(Method::Levels) => granted(indicator, policy),
        None | Some(Method::Direct) => {
            let outcome = indicator.actual.value.outcome();
            Ok(direct(in_time(day, outcome, year)?))
        }
        Some(_) => Err(ScoreError::MethodNeedsNumber),
    }
}

fn by_words(indicator: &Indicator, policy: &Policy) -> Result<Derivation, ScoreError> {
    match (indicator.method, indicator.actual.value.outcome()) {
        (None | Some(Method::Levels), _) => granted(indicator, policy),
        (Some(Method::Direct), Outcome::Level(level)) => Ok(direct(level == Level::Achieved)),
        (Some(Method::Direct), _) => Err(ScoreError::NotComparable),
        (Some(_), _) => Err(ScoreError::MethodNeedsNumber),
    }
}

/// An indicator whose actual is a rate that a rule computed.
fn derive_by_rule(
    indicator: &Indicator,
    rule: RateId,
    outcome: Option<RateOutcome>,
    policy: &Policy,
) -> Result<Derivation, ScoreError> {
    let rate = match outcome.ok_or(ScoreError::MissingAmounts)? {
        RateOutcome::Known(rate) => rate,
        RateOutcome::NotApplicable => return Ok(Derivation::NotApplicable),
        RateOutcome::Undefined(reason) => return Err(ScoreError::NoRate(reason)),
    };
    let Goal::Number { comparison, value } = indicator.target.value.goal() else {
        return Err(ScoreError::MethodNeedsNumber);
    };
    let reached = rate
        .percent_beside(value)
        .map_err(|_| ScoreError::Overflow)?;
    let held = hold(comparison, value, reached, policy.ceiling);
    match derive_rate(rule, indicator.method, held, policy) {
        // Levels, by the choice of the form or of the policy: the evaluator grants them.
        Err(ScoreError::MissingPercent) => granted(indicator, policy),
        derivation => derivation,
    }
}

/// The method that the form asks for, else the policy's for this kind of indicator.
#[inline]
fn method(indicator: &Indicator, policy: &Policy) -> Method {
    if let Some(asked) = indicator.method {
        return asked;
    }
    let differs = policy.satisfaction != policy.number;
    if differs && indicator.first_level() == Some(FirstLevel::Satisfaction) {
        policy.satisfaction
    } else {
        policy.number
    }
}

/// How a number earns points by a method under a policy, without any form.
///
/// ```
/// # #[cfg(feature = "policies")] {
/// use jixiao_model::{Comparison, Method, Weight};
/// use jixiao_scoring::policy::Policy;
/// use jixiao_scoring::rules::proportional::hold;
/// use jixiao_scoring::{Scale, derive_number};
/// let (policy, weight) = (Policy::mof_2020()?, Weight::whole(10));
/// let held = hold(Comparison::AtLeast, 100.into(), 88.into(), policy.ceiling);
/// let points = |method| {
///     let derivation = derive_number(method, held, Scale::Percent, &policy)?;
///     derivation.score(weight, policy.rounding).map(|scored| scored.points.to_string())
/// };
/// assert_eq!(points(Method::Proportional)?, "8.8");
/// assert_eq!(points(Method::PassMark)?, "7"); // 10 × (88 % − 60 %) ÷ 40 %
/// assert_eq!(points(Method::Deduction)?, "6"); // two whole steps of 5 points, 2 each
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`ScoreError::MissingPercent`] for levels, which an evaluator grants ([`rules::levels`](crate::rules::levels)).
#[inline(never)]
pub fn derive_number(
    method: Method,
    held: Held,
    scale: Scale,
    policy: &Policy,
) -> Result<Derivation, ScoreError> {
    derive_number_by(method, held, scale, policy.terms(None), policy)
}

/// As [`derive_number`], under terms of the number's own.
pub(crate) fn derive_number_by(
    method: Method,
    held: Held,
    scale: Scale,
    terms: NumberTerms<'_>,
    policy: &Policy,
) -> Result<Derivation, ScoreError> {
    let derivation = by_method(method, held, scale, terms)?;
    Ok(over_achievement(derivation, policy.over_achievement))
}

/// How a rate of the department's form, held in percent, earns points: by `method`, or by the policy's for this rate, under the rate's own terms where
/// the policy has some.
///
/// # Errors
/// As [`derive_number`].
pub fn derive_rate(
    rate: RateId,
    method: Option<Method>,
    held: Held,
    policy: &Policy,
) -> Result<Derivation, ScoreError> {
    let chosen = policy.rule(rate).map(|terms| terms.method);
    let method = method.or(chosen).unwrap_or(policy.number);
    let terms = policy.terms(Some(rate));
    derive_number_by(method, held, Scale::Percent, terms, policy)
}

#[inline]
fn by_method(
    method: Method,
    held: Held,
    scale: Scale,
    terms: NumberTerms<'_>,
) -> Result<Derivation, ScoreError> {
    match method {
        Method::Direct => Ok(direct_number(held)),
        Method::PassMark => Ok(pass_mark(held, terms.pass_mark)),
        Method::Bands => bands(held, scale, terms.bands),
        Method::Levels => Err(ScoreError::MissingPercent),
        Method::Deduction => Ok(deduction(held, scale, terms.deduction)),
        _ => Ok(proportional(held)),
    }
}

/// What the evaluator granted, held against the level that the actual states.
#[inline]
fn granted(indicator: &Indicator, policy: &Policy) -> Result<Derivation, ScoreError> {
    let percent = indicator
        .percent
        .as_ref()
        .ok_or(ScoreError::MissingPercent)?
        .value;
    let stated = match indicator.actual.value.outcome() {
        Outcome::Level(level) => Some(level),
        _ => None,
    };
    levels(stated, percent, policy.levels)
}

fn in_time(deadline: Day, outcome: Outcome, year: FiscalYear) -> Result<bool, ScoreError> {
    match outcome {
        Outcome::On(day) => {
            let due = deadline.date(year.number()).ok_or(ScoreError::NoSuchDay)?;
            let done = day.date(year.number()).ok_or(ScoreError::NoSuchDay)?;
            Ok(done <= due)
        }
        Outcome::Level(level) => Ok(level == Level::Achieved),
        _ => Err(ScoreError::NotComparable),
    }
}
