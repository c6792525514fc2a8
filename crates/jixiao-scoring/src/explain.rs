//! The way from a total down to the figures that were filled in, as a tree in Chinese and English.
//!
//! Nothing is computed here a second time: a [`Scored`] keeps what decided it, and these functions put it into words. Whoever does not
//! ask for an explanation pays nothing for it.
//!
//! ```
//! use jixiao_model::{Indicator, Lang};
//! use jixiao_scoring::explain::explain_indicator;
//! use jixiao_scoring::{policy::Policy, score_indicator};
//! let policy = Policy::mof_2020();
//! let indicator = Indicator::new("产出指标", "质量指标", "验收合格率", "≥95%", "93%", "10")?;
//! let score = score_indicator(&indicator, 2023.try_into()?, &policy);
//! let tree = explain_indicator(&indicator, &score, None, policy.rounding);
//! assert!(tree.render(Lang::Chinese).starts_with("验收合格率:9.79 分\n"));
//! assert!(tree.render(Lang::Chinese).contains("10 × 93 ÷ 95 = 9.7894736842"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use jixiao_model::{
    Amount, Bilingual, DepartmentForm, Fraction, Funds, Indicator, Lang, Method, Place,
    ProjectForm, RateId, Rounding, Source, Speak, Traced,
};

use crate::error::ScoreError;
use crate::evaluation::DepartmentScore;
use crate::form::FormScore;
use crate::policy::{ExecutionBasis, Policy};
use crate::rules::{RateOutcome, RateRule};
use crate::scored::{Branch, Derivation, Held, PointsRounding, Scored};

/// How many significant digits an exact result is shown with.
const DIGITS: usize = 12;

/// A figure and how it came about.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explanation {
    /// What the figure is: 总分, the name of an indicator, 全年预算数.
    pub subject: Bilingual,
    /// The figure, with its unit.
    pub value: Bilingual,
    /// The rule or method that gave it.
    pub rule: Option<Bilingual>,
    /// The formula with the numbers put in.
    pub formula: Option<Bilingual>,
    /// How it was rounded; none where nothing was.
    pub rounding: Option<Bilingual>,
    /// The documents on which the rule rests.
    pub basis: &'static [&'static str],
    /// Where a filled-in figure comes from.
    pub source: Option<Source>,
    /// Where a filled-in figure stands.
    pub place: Option<Arc<Place>>,
    /// What it was made of.
    pub children: Vec<Explanation>,
}

impl Explanation {
    fn new(subject: Bilingual, value: Bilingual) -> Self {
        Self {
            subject,
            value,
            rule: None,
            formula: None,
            rounding: None,
            basis: &[],
            source: None,
            place: None,
            children: Vec::new(),
        }
    }

    /// A figure that was filled in.
    fn filled<T>(subject: Bilingual, value: String, traced: &Traced<T>) -> Self {
        Self {
            source: Some(traced.source),
            place: traced.place.clone(),
            ..Self::new(subject, same(value))
        }
    }

    /// The tree as lines of text, branches drawn.
    pub fn render(&self, lang: Lang) -> String {
        let mut text = String::new();
        self.render_into(&mut text, "", "", lang);
        text
    }

    fn render_into(&self, text: &mut String, first: &str, rest: &str, lang: Lang) {
        let colon = match lang {
            Lang::Chinese => ":",
            Lang::English => ": ",
        };
        text.push_str(first);
        text.push_str(self.subject.get(lang));
        text.push_str(colon);
        text.push_str(self.value.get(lang));
        text.push_str(&self.origin(lang));
        text.push('\n');
        let bar = if self.children.is_empty() {
            "  "
        } else {
            "│ "
        };
        for note in self.notes(lang) {
            text.push_str(rest);
            text.push_str(bar);
            text.push_str(&note);
            text.push('\n');
        }
        let last = self.children.len().saturating_sub(1);
        for (index, child) in self.children.iter().enumerate() {
            let (branch, below) = if index == last {
                ("└─ ", "   ")
            } else {
                ("├─ ", "│  ")
            };
            child.render_into(
                text,
                &format!("{rest}{branch}"),
                &format!("{rest}{below}"),
                lang,
            );
        }
    }

    /// Where a filled-in figure comes from, in brackets.
    fn origin(&self, lang: Lang) -> String {
        let source = self.source.map(|source| match lang {
            Lang::Chinese => source.term().to_string(),
            Lang::English => source.english().to_string(),
        });
        let place = self.place.as_ref().map(|place| place.to_string());
        match (source, place) {
            (None, None) => String::new(),
            (Some(one), None) | (None, Some(one)) => format!(" [{one}]"),
            (Some(source), Some(place)) => format!(" [{source}, {place}]"),
        }
    }

    /// Formula, rule, rounding and basis, a line each where there is one.
    fn notes(&self, lang: Lang) -> Vec<String> {
        let label = |zh: &str, en: &str, note: &str| match lang {
            Lang::Chinese => format!("{zh}:{note}"),
            Lang::English => format!("{en}: {note}"),
        };
        let mut notes = Vec::new();
        if let Some(formula) = &self.formula {
            notes.push(label("算式", "formula", formula.get(lang)));
        }
        if let Some(rule) = &self.rule {
            notes.push(label("规则", "rule", rule.get(lang)));
        }
        if let Some(rounding) = &self.rounding {
            notes.push(label("取整", "rounding", rounding.get(lang)));
        }
        if !self.basis.is_empty() {
            notes.push(label("依据", "basis", &self.basis.join(", ")));
        }
        notes
    }
}

fn same(text: impl Into<String>) -> Bilingual {
    let text = text.into();
    Bilingual::new(text.clone(), text)
}

fn points(text: impl core::fmt::Display) -> Bilingual {
    Bilingual::new(format!("{text} 分"), format!("{text} points"))
}

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
        .map(|(indicator, scored)| explain_indicator(indicator, scored, None, policy.rounding))
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
            explain_indicator(indicator, scored, rate, policy.rounding)
        })
        .collect();
    let execution = explain_department_rate(form, RateId::Execution, score.form.execution_rate);
    let subject = Bilingual::new("部门(单位)整体支出", "the department's spending");
    total(subject, &score.form, policy, execution, indicators)
}

/// A rate of the department's form, down to its amounts.
pub fn explain_department_rate(
    form: &DepartmentForm,
    rule: RateId,
    outcome: RateOutcome,
) -> Explanation {
    let inputs = RateRule::of(rule).inputs;
    let row = |funds: &Funds| pair(&inputs, &funds.budget, &funds.executed);
    let (values, children) = match rule {
        RateId::Execution => row(&form.total),
        RateId::BasicExecution => form.basic.as_ref().map(row).unwrap_or_default(),
        RateId::ProjectExecution => form.project.as_ref().map(row).unwrap_or_default(),
        RateId::CarryOverChange => form
            .carry_over
            .as_ref()
            .map(|balance| pair(&inputs, &balance.current, &balance.previous))
            .unwrap_or_default(),
        RateId::StaffingControl => form
            .staffing
            .as_ref()
            .map(|staffing| pair(&inputs, &staffing.quota, &staffing.staff))
            .unwrap_or_default(),
        RateId::ThreePublicControl => three_public(form),
        _ => Default::default(),
    };
    explain_rate(rule, outcome, &values, children)
}

/// Two figures that were filled in, as texts and as nodes.
fn pair<T: core::fmt::Display>(
    inputs: &[crate::rules::Input; 2],
    first: &Traced<T>,
    second: &Traced<T>,
) -> ([String; 2], Vec<Explanation>) {
    let texts = [first.value.to_string(), second.value.to_string()];
    let [first_input, second_input] = inputs;
    let named = |input: &crate::rules::Input| Bilingual::new(input.term, input.key);
    let [first_text, second_text] = texts.clone();
    let children = [
        Explanation::filled(named(first_input), first_text, first),
        Explanation::filled(named(second_input), second_text, second),
    ];
    (texts, children.into())
}

fn three_public(form: &DepartmentForm) -> ([String; 2], Vec<Explanation>) {
    let Some(parts) = &form.three_public else {
        return Default::default();
    };
    let rows = [
        ("因公出国(境)费", "travel abroad", &parts.abroad),
        ("公务用车购置及运行费", "vehicles", &parts.vehicles),
        ("公务接待费", "receptions", &parts.reception),
    ];
    let side = |zh: &str, en: &str, pick: fn(&jixiao_model::BudgetAndSpent) -> &Traced<Amount>| {
        let children: Vec<_> = rows
            .iter()
            .filter_map(|(zh, en, part)| {
                let amount = pick(part.as_ref()?);
                let shown = amount.value.to_string();
                Some(Explanation::filled(Bilingual::new(*zh, *en), shown, amount))
            })
            .collect();
        (Bilingual::new(zh, en), children)
    };
    let budget = parts.budget().unwrap_or_default().to_string();
    let spent = parts.spent().unwrap_or_default().to_string();
    let node = |(subject, children): (Bilingual, Vec<Explanation>), value: &str| Explanation {
        children,
        ..Explanation::new(subject, same(value))
    };
    let children = [
        node(
            side("“三公经费”预算安排数", "budget", |part| {
                &part.budget
            }),
            &budget,
        ),
        node(
            side("“三公经费”实际支出数", "spent", |part| {
                &part.spent
            }),
            &spent,
        ),
    ];
    ([budget, spent], children.into())
}

/// A sum over the rows of a form's money.
fn summed(
    zh: &str,
    en: &str,
    rows: &[(Bilingual, &Funds)],
    pick: fn(&Funds) -> &Traced<Amount>,
) -> Explanation {
    let subject = Bilingual::new(zh, en);
    if let [(_, row)] = rows {
        let amount = pick(row);
        return Explanation::filled(subject, amount.value.to_string(), amount);
    }
    let sum = Amount::sum(rows.iter().map(|(_, row)| pick(row).value)).unwrap_or_default();
    let children: Vec<_> = rows
        .iter()
        .map(|(name, row)| {
            let amount = pick(row);
            Explanation::filled(name.clone(), amount.value.to_string(), amount)
        })
        .collect();
    let parts: Vec<_> = rows
        .iter()
        .map(|(_, row)| pick(row).value.to_string())
        .collect();
    Explanation {
        formula: Some(same(format!("{} = {sum}", parts.join(" + ")))),
        children,
        ..Explanation::new(subject, same(sum.to_string()))
    }
}

fn explain_rate(
    id: RateId,
    outcome: RateOutcome,
    values: &[String; 2],
    children: Vec<Explanation>,
) -> Explanation {
    let rule = RateRule::of(id);
    let [first, second] = values;
    let formula = outcome.rate().map(|rate| {
        let put_in = match id {
            RateId::CarryOverChange => format!("({first} − {second}) ÷ {second}"),
            _ => format!("{second} ÷ {first}"),
        };
        let exact = rate
            .fraction()
            .times(Fraction::whole(100))
            .map_or_else(|_| rate.exact_percent(), |percent| percent.decimal(DIGITS));
        same(format!("{put_in} × 100% = {exact}%"))
    });
    Explanation {
        formula,
        rule: Some(Bilingual::new(rule.formula, id.english())),
        rounding: outcome.rate().map(|_| {
            Bilingual::new(
                "显示两位小数,四舍五入;未达或超过 100% 的不显示为 100%",
                "shown with two decimals, half away from zero; never 100 % unless it is the whole",
            )
        }),
        basis: rule.basis,
        children,
        ..Explanation::new(Bilingual::new(id.term(), id.english()), outcome.speak())
    }
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
            format!("总分 {},等级“{}”", score.total, grade.term()),
            format!("total {}, grade {}", score.total, grade.english()),
        ),
        None => Bilingual::new(
            format!("总分 {},超出 0 至 100,没有等级", score.total),
            format!("total {}, outside 0 to 100: no grade", score.total),
        ),
    };
    let mut children = Vec::with_capacity(indicators.len().saturating_add(1));
    children.push(execution);
    children.extend(indicators);
    Explanation {
        formula: Some(same(format!("{} = {}", parts.join(" + "), score.total))),
        rule: Some(Bilingual::new(
            "总分为各项得分(已取整)之和",
            "the sum of the rounded points",
        )),
        basis: &["MOF-2020-10"],
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
            (same(text), Some(rounded(policy.execution.rounding)))
        }
        RateOutcome::NotApplicable => (
            Bilingual::new(
                "无预算亦无支出,不适用,给满分",
                "no budget and no spending: not applicable, given in full",
            ),
            None,
        ),
        RateOutcome::Undefined(reason) => {
            let said = reason.speak();
            (
                Bilingual::new(
                    format!("{},不得分", said.zh),
                    format!("{}: no points", said.en),
                ),
                None,
            )
        }
    };
    let basis = match policy.execution.basis {
        ExecutionBasis::Exact => Bilingual::new(
            "分值 × 预算执行率(精确值),执行率不高于 100%",
            "weight × exact execution rate, not above 100 %",
        ),
        ExecutionBasis::Shown => Bilingual::new(
            "分值 × 预算执行率(显示值),执行率不高于 100%",
            "weight × execution rate as shown, not above 100 %",
        ),
    };
    Explanation {
        rule: Some(basis),
        formula: Some(formula),
        rounding,
        basis: &["MOF-2020-10"],
        children: [rate].into(),
        ..Explanation::new(
            Bilingual::new("预算执行率得分", "points of the execution rate"),
            points(score.execution_points),
        )
    }
}

/// One indicator's points, down to what was filled in. `rate` explains the actual where a rule computed it; `rounding` is the policy's.
pub fn explain_indicator(
    indicator: &Indicator,
    scored: &Result<Scored, ScoreError>,
    rate: Option<Explanation>,
    rounding: PointsRounding,
) -> Explanation {
    let target = &indicator.target;
    let mut children = Vec::from([Explanation::filled(
        Bilingual::new("年度指标值", "target"),
        target.value.to_string(),
        target,
    )]);
    match rate {
        Some(rate) => children.push(rate),
        None => children.push(actual(indicator)),
    }
    if let Some(percent) = &indicator.percent {
        children.push(Explanation::filled(
            Bilingual::new("完成比例", "percent granted"),
            percent.value.to_string(),
            percent,
        ));
    }
    children.push(Explanation::filled(
        Bilingual::new("分值", "weight"),
        indicator.weight.value.to_string(),
        &indicator.weight,
    ));
    let subject = same(indicator.name.value.as_str());
    match scored {
        Ok(scored) => {
            let method = scored.derivation.method();
            Explanation {
                rule: method.map(|method| Bilingual::new(method.term(), method.english())),
                formula: Some(formula(scored)),
                rounding: scored.derivation.is_rounded().then(|| rounded(rounding)),
                basis: method.map_or(&[], basis),
                children,
                ..Explanation::new(subject, points(scored.points))
            }
        }
        Err(error) => {
            let said = error.speak();
            Explanation {
                formula: Some(said),
                children,
                ..Explanation::new(
                    subject,
                    Bilingual::new("0 分(无法计分)", "0 points (cannot be scored)"),
                )
            }
        }
    }
}

fn actual(indicator: &Indicator) -> Explanation {
    let actual = &indicator.actual;
    let subject = Bilingual::new("实际完成值", "actual");
    if actual.value.text().is_empty() {
        return Explanation {
            value: Bilingual::new("未填", "empty"),
            ..Explanation::filled(subject, String::new(), actual)
        };
    }
    Explanation::filled(subject, actual.value.to_string(), actual)
}

const fn basis(method: Method) -> &'static [&'static str] {
    match method {
        Method::Proportional | Method::Levels => &["MOF-2020-10"],
        Method::Direct | Method::PassMark | Method::Bands => &["MOF-2021-101"],
        _ => &[],
    }
}

fn rounded(rounding: PointsRounding) -> Bilingual {
    let places = rounding.decimals;
    match rounding.rounding {
        Rounding::Truncate => Bilingual::new(
            format!("截尾,保留 {places} 位小数"),
            format!("truncated to {places} decimals"),
        ),
        _ => Bilingual::new(
            format!("四舍五入,保留 {places} 位小数"),
            format!("half away from zero, {places} decimals"),
        ),
    }
}

fn percent(share: Fraction) -> String {
    share
        .times(Fraction::whole(100))
        .unwrap_or(share)
        .decimal(DIGITS)
}

/// `weight × share` before it is rounded.
fn weighed(weight: jixiao_model::Weight, share: Fraction) -> String {
    Fraction::new(i128::from(weight.steps()), 10_000)
        .and_then(|weight| weight.times(share))
        .map_or_else(|_| "…".to_string(), |exact| exact.decimal(DIGITS))
}

/// The formula of an indicator's points with the numbers put in.
fn formula(scored: &Scored) -> Bilingual {
    let weight = scored.weight;
    let exact = scored
        .exact()
        .map_or_else(|_| "…".to_string(), |exact| exact.decimal(DIGITS));
    match scored.derivation {
        Derivation::Direct { met: true } => Bilingual::new(
            format!("达到指标值,得满分 {weight}"),
            format!("target met: all of {weight}"),
        ),
        Derivation::Direct { met: false } => {
            Bilingual::new("未达到指标值,不得分", "target missed: nothing")
        }
        Derivation::Proportional(held) if held.branch == Branch::Met => met(&held, weight),
        Derivation::Proportional(held) => held_formula(&held, &exact, &weight.to_string()),
        Derivation::PassMark { held, .. } if held.branch == Branch::Met => met(&held, weight),
        Derivation::PassMark { held, pass } => pass_mark(&held, pass, weight, &exact),
        Derivation::Levels { level, percent } => Bilingual::new(
            format!("{weight} × {percent} = {exact}({})", level.term()),
            format!("{weight} × {percent} = {exact}"),
        ),
        Derivation::Bands { held, share } => {
            let degree = percent(held.degree());
            Bilingual::new(
                format!(
                    "{weight} × {share} = {exact}(完成比例 {degree}%,实际 {} 所在的档)",
                    held.actual
                ),
                format!(
                    "{weight} × {share} = {exact} (degree {degree} %, the band of {})",
                    held.actual
                ),
            )
        }
        Derivation::Deduction { held, steps, lost } => deduction(&held, steps, lost, scored),
        Derivation::NotApplicable => Bilingual::new(
            format!("不适用,按政策给满分 {weight}"),
            format!("not applicable: all of {weight}, as the policy says"),
        ),
    }
}

fn met(held: &Held, weight: jixiao_model::Weight) -> Bilingual {
    let (actual, target) = (held.actual, held.target);
    let sign = match held.comparison.sign() {
        "" => "≥",
        sign => sign,
    };
    Bilingual::new(
        format!("{actual} {sign} {target},达到指标值,得满分 {weight}"),
        format!("{actual} {sign} {target}: met, all of {weight}"),
    )
}

fn held_formula(held: &Held, exact: &str, weight: &str) -> Bilingual {
    let (actual, target) = (held.actual, held.target);
    match held.branch {
        Branch::ActualOverTarget => same(format!("{weight} × {actual} ÷ {target} = {exact}")),
        Branch::TargetOverActual => same(format!("{weight} × {target} ÷ {actual} = {exact}")),
        Branch::LinearExcess => same(format!(
            "{weight} × max(0, 1 − ({actual} − {target}) ÷ {target}) = {exact}"
        )),
        _ => Bilingual::new(
            format!("实际 {actual},指标值 {target},无法按比例计算,不得分"),
            format!("actual {actual}, target {target}: no ratio can be formed, nothing"),
        ),
    }
}

fn pass_mark(
    held: &Held,
    pass: jixiao_model::Percent,
    weight: jixiao_model::Weight,
    exact: &str,
) -> Bilingual {
    let degree = percent(held.degree());
    if held.degree() < pass.rate().fraction() {
        return Bilingual::new(
            format!("完成比例 {degree}%,低于及格门槛 {pass},不得分"),
            format!("degree {degree} %, below the pass mark {pass}: nothing"),
        );
    }
    same(format!(
        "{weight} × ({degree}% − {pass}) ÷ (100% − {pass}) = {exact}"
    ))
}

fn deduction(held: &Held, steps: i64, lost: jixiao_model::Points, scored: &Scored) -> Bilingual {
    let weight = scored.weight;
    if held.branch == Branch::Met {
        return met(held, weight);
    }
    let steps = Fraction::new(i128::from(steps), 100).unwrap_or(Fraction::ZERO);
    let left = scored.points;
    Bilingual::new(
        format!("{weight} − {lost} = {left}(未达指标值,计 {steps} 步)"),
        format!("{weight} − {lost} = {left} ({steps} steps short)"),
    )
}
