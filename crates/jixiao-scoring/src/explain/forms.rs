//! Whole forms.

use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;

use jixiao_model::{
    Amount, Bilingual, DepartmentForm, Fraction, Funds, Points, ProjectForm, RateId, Traced,
};

use super::formula::{percent, rounded, weighed};
use super::rates::{explain_rate, summed};
use super::{Explanation, basis_of, explain_department_rate, explain_indicator, points, same};
use crate::evaluation::DepartmentScore;
use crate::form::FormScore;
use crate::policy::{ExecutionBasis, Policy};
use crate::rules::RateOutcome;

/// A project's total, down to what was filled in.
pub fn explain_project(form: &ProjectForm, score: &FormScore, policy: &Policy) -> Explanation {
    let rows = [
        ("当年财政拨款", "fiscal", &form.funds.fiscal),
        ("上年结转资金", "carried over", &form.funds.carried),
        ("其他资金", "other", &form.funds.other),
    ];
    let rows: Vec<_> = rows
        .into_iter()
        .filter_map(|(zh, en, row)| row.as_ref().map(|row| (Bilingual::new(zh, en), row)))
        .collect();
    let sum = |pick: fn(&Funds) -> &Traced<Amount>| {
        Amount::sum(rows.iter().map(|(_, row)| pick(row).value)).unwrap_or_default()
    };
    let budget = summed("全年预算数", "annual budget", &rows, |row| &row.budget);
    let executed = summed("全年执行数", "executed", &rows, |row| &row.executed);
    let rate = explain_rate(
        RateId::Execution,
        score.execution_rate,
        &[
            sum(|row| &row.budget).to_string(),
            sum(|row| &row.executed).to_string(),
        ],
        [budget, executed].into(),
    );
    let indicators = form
        .indicators
        .iter()
        .zip(&score.indicators)
        .map(|(indicator, scored)| explain_indicator(indicator, scored, None, policy))
        .collect();
    total(
        same(form.name.value.as_str()),
        score,
        policy,
        rate,
        indicators,
    )
}

/// The department's total, down to what was filled in.
pub fn explain_department(
    form: &DepartmentForm,
    score: &DepartmentScore,
    policy: &Policy,
) -> Explanation {
    let rate_of = |rule| {
        let outcome = score.rate(rule)?;
        Some(explain_department_rate(form, rule, outcome))
    };
    let indicators = form
        .indicators
        .iter()
        .zip(&score.form.indicators)
        .map(|(indicator, scored)| {
            let rate = indicator.rule.and_then(rate_of);
            explain_indicator(indicator, scored, rate, policy)
        })
        .collect();
    let execution = explain_department_rate(form, RateId::Execution, score.form.execution_rate);
    let subject = Bilingual::new("部门（单位）整体支出", "the department's spending");
    total(subject, &score.form, policy, execution, indicators)
}

/// A form's total over its execution rate and its indicators.
fn total(
    subject: Bilingual,
    score: &FormScore,
    policy: &Policy,
    rate: Explanation,
    indicators: Vec<Explanation>,
) -> Explanation {
    let execution = execution(score, policy, rate);
    let earned = score.indicators.iter().map(|scored| match scored {
        Ok(scored) => scored.points.to_string(),
        Err(_) => "0".to_string(),
    });
    let parts: Vec<_> = core::iter::once(score.execution_points.to_string())
        .chain(earned)
        .collect();
    let value = match score.grade {
        Some(grade) => Bilingual::new(
            format!("总分 {}，等级“{}”", score.total, grade.term()),
            format!("total {}, grade {}", score.total, grade.english()),
        ),
        None => Bilingual::new(
            format!("总分 {}，超出 0 至 100，没有等级", score.total),
            format!("total {}, outside 0 to 100: no grade", score.total),
        ),
    };
    let mut children = Vec::with_capacity(indicators.len().saturating_add(1));
    children.push(execution);
    children.extend(indicators);
    // Weights that were raised each round on their own, and may come to a little more than the form has.
    let earned = score
        .indicators
        .iter()
        .flatten()
        .map(|scored| scored.points);
    let sum = Points::sum(earned).and_then(|sum| sum.plus(score.execution_points));
    let (formula, rule) = match sum {
        Ok(sum) if sum != score.total => (
            format!(
                "min({} = {sum}, {total}) = {total}",
                parts.join(" + "),
                total = score.total
            ),
            Bilingual::new(
                "总分为各项得分（已取整）之和，以满分为限",
                "the sum of the rounded points, at most what the form's weights sum to",
            ),
        ),
        _ => (
            format!("{} = {}", parts.join(" + "), score.total),
            Bilingual::new(
                "总分为各项得分（已取整）之和",
                "the sum of the rounded points",
            ),
        ),
    };
    Explanation {
        formula: Some(same(formula)),
        rule: Some(rule),
        basis: basis_of(policy, &["grades"]),
        children,
        ..Explanation::new(subject, value)
    }
}

fn execution(score: &FormScore, policy: &Policy, rate: Explanation) -> Explanation {
    let weight = policy.execution_weight;
    let (formula, rounding) = match score.execution_rate {
        RateOutcome::Known(rate) => {
            let taken = match policy.execution.basis {
                ExecutionBasis::Exact => rate.fraction(),
                ExecutionBasis::Shown => rate.shown().rate().fraction(),
            };
            let capped = taken.clamp(Fraction::ZERO, Fraction::ONE);
            let shown = percent(taken);
            let exact = weighed(weight, capped);
            let text = if capped == taken {
                format!("{weight} × {shown}% = {exact}")
            } else {
                format!("{weight} × min(max({shown}%, 0%), 100%) = {exact}")
            };
            let kept = score.execution_points.to_string() == exact;
            (
                same(text),
                (!kept).then(|| rounded(policy.execution.rounding)),
            )
        }
        RateOutcome::NotApplicable => (
            Bilingual::new(
                "无预算亦无支出，不适用，给满分",
                "no budget and no spending: not applicable, given in full",
            ),
            None,
        ),
        RateOutcome::Undefined(reason) => {
            let said = reason.reason();
            (
                Bilingual::new(
                    format!("{}，不得分", said.zh),
                    format!("{}: no points", said.en),
                ),
                None,
            )
        }
    };
    let basis = match policy.execution.basis {
        ExecutionBasis::Exact => Bilingual::new(
            "分值 × 预算执行率（精确值），执行率不高于 100%",
            "weight × exact execution rate, not above 100 %",
        ),
        ExecutionBasis::Shown => Bilingual::new(
            "分值 × 预算执行率（显示值），执行率不高于 100%",
            "weight × execution rate as shown, not above 100 %",
        ),
    };
    Explanation {
        rule: Some(basis),
        formula: Some(formula),
        rounding,
        basis: basis_of(policy, &["execution"]),
        children: [rate].into(),
        ..Explanation::new(
            Bilingual::new("预算执行率得分", "points of the execution rate"),
            points(score.execution_points),
        )
    }
}
