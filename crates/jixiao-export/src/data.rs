//! `evaluation.json`: the evaluation for programs, and its findings alone. Money, points and percentages are strings of exact decimals.

use std::iter;

use jixiao_model::{
    Claims, Deviation, Funds, Grade, Indicator, Lang, Locator, Method, OverallGoal, Place,
    ProjectForm, Remediation, Speak, Traced,
};
use jixiao_review::catalogue::Classification;
use jixiao_review::{Check, Concerned, Finding, IgnoredFinding, Severity};
use jixiao_scoring::explain::{Explanation, explain_department_rate, explain_indicator};
use jixiao_scoring::{DepartmentScore, FormScore, RateOutcome, ScoreError, Scored};
use serde_json::{Map, Value, json};

use crate::outcome::Outcome;
use crate::register::all_members;

/// The JSON Schema of [`data`].
pub const EVALUATION_SCHEMA: &str = include_str!("../schemas/evaluation.schema.json");

/// The whole evaluation as one JSON document.
pub fn data(outcome: &Outcome<'_>) -> Value {
    let submission = outcome.submission;
    let read = outcome.explanations.projects.iter().map(Vec::as_slice);
    let projects: Vec<Value> = submission
        .projects
        .iter()
        .zip(&outcome.evaluation.projects)
        // An outcome whose explanations were not read is shown without what they would tell.
        .zip(read.chain(iter::repeat(&[][..])))
        .map(|((form, score), read)| project(outcome, form, score, read))
        .collect();
    json!({
        "unit": unit(outcome),
        "policy": outcome.policy.id,
        "policy_name": outcome.policy.name.zh,
        "partly_constructed": outcome.is_partly_constructed(),
        "department": department(outcome),
        "projects": projects,
        "summary": summary(outcome),
        "stated": stated(outcome),
        "register": submission.register.iter().map(register_row).collect::<Vec<_>>(),
        "findings": findings(outcome),
        "ignored": passed_over(outcome),
    })
}

/// The findings alone as one JSON document: whose they are, each as in [`data`], those that the dataset passes over with their reasons, and how many there are of each.
pub fn findings_data(outcome: &Outcome<'_>) -> Value {
    let levels = [Severity::Error, Severity::Warning, Severity::Note];
    let mut counts: Map<String, Value> = levels
        .into_iter()
        .map(|level| (level.id().to_string(), json!(outcome.findings.count(level))))
        .collect();
    counts.insert("ignored".into(), json!(outcome.findings.ignored().len()));
    json!({
        "unit": unit(outcome),
        "policy": outcome.policy.id,
        "policy_name": outcome.policy.name.zh,
        "findings": findings(outcome),
        "ignored": passed_over(outcome),
        "counts": counts,
    })
}

/// A check for programs: its code, its names and its page in Markdown.
pub fn check_data(check: &Check) -> Value {
    json!({
        "code": check.code.to_string(),
        "name": check.zh,
        "name_en": check.en,
        "page": check.page,
    })
}

fn unit(outcome: &Outcome<'_>) -> Value {
    let unit = &outcome.submission.unit;
    json!({
        "name": unit.name.as_str(),
        "alias": unit.alias.as_ref().map(jixiao_model::Name::as_str),
        "year": outcome.submission.year.number(),
    })
}

fn findings(outcome: &Outcome<'_>) -> Vec<Value> {
    outcome.findings.iter().map(finding).collect()
}

fn passed_over(outcome: &Outcome<'_>) -> Vec<Value> {
    outcome.findings.ignored().iter().map(ignored).collect()
}

/// A figure and how it came about, branch by branch.
pub fn explanation(tree: &Explanation) -> Value {
    let children: Vec<Value> = tree.children.iter().map(explanation).collect();
    let mut node = told(tree);
    node.insert("children".into(), json!(children));
    Value::Object(node)
}

/// One node of an explanation, without what it was made of.
fn told(tree: &Explanation) -> Map<String, Value> {
    let mut node = Map::new();
    let mut put = |key: &str, text: Option<&jixiao_model::Bilingual>| {
        if let Some(text) = text {
            node.insert(key.into(), json!(text.get(Lang::Chinese)));
            node.insert(format!("{key}_en"), json!(text.get(Lang::English)));
        }
    };
    put("subject", Some(&tree.subject));
    put("value", Some(&tree.value));
    put("rule", tree.rule.as_ref());
    put("formula", tree.formula.as_ref());
    put("rounding", tree.rounding.as_ref());
    node.insert("basis".into(), json!(tree.basis));
    if let Some(source) = tree.source {
        node.insert("source".into(), json!(source.id()));
    }
    if let Some(place) = &tree.place {
        node.insert("place".into(), self::place(place));
    }
    node
}

fn place(place: &Place) -> Value {
    let (mut line, mut column, mut key) = (None, None, None);
    let (mut sheet, mut cell) = (None, None);
    match &place.locator {
        Locator::Key {
            line: l,
            column: c,
            key: k,
        } => (line, column, key) = (Some(l), Some(c), Some(k)),
        Locator::Cell { sheet: s, cell: c } => (sheet, cell) = (Some(s), Some(c)),
        _ => {}
    }
    json!({
        "file": &*place.file, "sheet": sheet, "cell": cell, "line": line, "column": column, "key": key,
    })
}

/// The rate as it is shown; `null` where it has no value.
fn shown(outcome: RateOutcome) -> Value {
    json!(outcome.rate().map(|rate| rate.to_string()))
}

/// The rate × 100 with all its digits; `null` where it has no value.
fn exact(outcome: RateOutcome) -> Value {
    json!(outcome.rate().map(jixiao_model::Rate::exact_percent))
}

fn grade(grade: Option<Grade>) -> Value {
    json!(grade.map(Grade::term))
}

fn source<T>(value: &Traced<T>) -> Value {
    json!(value.source.id())
}

fn department(outcome: &Outcome<'_>) -> Value {
    let (Some(form), Some(score)) = (
        &outcome.submission.department,
        &outcome.evaluation.department,
    ) else {
        return Value::Null;
    };
    let rates = |pick: fn(RateOutcome) -> Value| -> Map<String, Value> {
        let rate = |(rule, outcome): &(jixiao_model::RateId, RateOutcome)| {
            (rule.id().to_string(), pick(*outcome))
        };
        score.rates.iter().map(rate).collect()
    };
    let indicators = indicators(&form.indicators, &score.form, outcome, |indicator| {
        rule_actual(form, score, indicator)
    });
    let deviations = deviations(&form.deviations, &outcome.explanations.department);
    json!({
        "initial": form.total.initial.value.to_string(),
        "budget": form.total.budget.value.to_string(),
        "executed": form.total.executed.value.to_string(),
        "sources": funds_sources(&form.total),
        "basic": form.basic.as_ref().map(funds),
        "project": form.project.as_ref().map(funds),
        "goal": goal(&form.goal),
        "execution_rate": shown(score.form.execution_rate),
        "execution_points": score.form.execution_points.to_string(),
        "rates": rates(shown),
        "rates_exact": rates(exact),
        "rates_status": rates(|outcome| json!(outcome.status())),
        "indicators": indicators,
        "total": score.form.total.to_string(),
        "grade": grade(score.form.grade),
        "claimed": claimed(&form.claims),
        "deviations": deviations,
    })
}

/// The rate that a rule computed in the place of an actual.
fn rule_actual(
    form: &jixiao_model::DepartmentForm,
    score: &DepartmentScore,
    indicator: &Indicator,
) -> Option<(String, Explanation)> {
    let rule = indicator.rule?;
    let outcome = score.rate(rule)?;
    let shown = outcome.speak().zh;
    Some((shown, explain_department_rate(form, rule, outcome)))
}

fn goal(goal: &OverallGoal) -> Value {
    json!({ "expected": goal.expected.value, "actual": goal.actual.value })
}

fn funds(row: &Funds) -> Value {
    json!({
        "initial": row.initial.value.to_string(),
        "budget": row.budget.value.to_string(),
        "executed": row.executed.value.to_string(),
        "sources": funds_sources(row),
    })
}

fn funds_sources(row: &Funds) -> Value {
    json!({
        "initial": source(&row.initial),
        "budget": source(&row.budget),
        "executed": source(&row.executed),
    })
}

fn project(
    outcome: &Outcome<'_>,
    form: &ProjectForm,
    score: &FormScore,
    read: &[Classification],
) -> Value {
    let sum = |amount: Result<jixiao_model::Amount, _>| amount.map(|sum| sum.to_string()).ok();
    let indicators = indicators(&form.indicators, score, outcome, |_| None);
    let deviations = deviations(&form.deviations, read);
    json!({
        "number": form.number,
        "name": form.name.value.as_str(),
        "section": form.section.as_ref().map(|section| section.value.as_str()),
        "supervisor": form.supervisor.as_ref().map(jixiao_model::Name::as_str),
        "implementer": form.implementer.as_ref().map(jixiao_model::Name::as_str),
        "note": form.note,
        "goal": goal(&form.goal),
        "initial": sum(form.funds.initial()),
        "budget": sum(form.funds.budget()),
        "executed": sum(form.funds.executed()),
        "funds": {
            "fiscal": form.funds.fiscal.as_ref().map(funds),
            "carried": form.funds.carried.as_ref().map(funds),
            "other": form.funds.other.as_ref().map(funds),
        },
        "execution_rate": shown(score.execution_rate),
        "execution_rate_exact": exact(score.execution_rate),
        "execution_rate_status": score.execution_rate.status(),
        "execution_points": score.execution_points.to_string(),
        "indicators": indicators,
        "total": score.total.to_string(),
        "grade": grade(score.grade),
        "claimed": claimed(&form.claims),
        "deviations": deviations,
        "sources": { "name": source(&form.name) },
    })
}

fn indicators(
    indicators: &[Indicator],
    score: &FormScore,
    outcome: &Outcome<'_>,
    rule_actual: impl Fn(&Indicator) -> Option<(String, Explanation)>,
) -> Vec<Value> {
    indicators
        .iter()
        .zip(&score.indicators)
        .map(|(indicator, scored)| {
            indicator_data(outcome, indicator, scored, rule_actual(indicator))
        })
        .collect()
}

fn indicator_data(
    outcome: &Outcome<'_>,
    indicator: &Indicator,
    scored: &Result<Scored, ScoreError>,
    by_rule: Option<(String, Explanation)>,
) -> Value {
    let (actual, rate) = match by_rule {
        Some((shown, rate)) => (shown, Some(rate)),
        None => (indicator.actual.value.text().to_string(), None),
    };
    let tree = explain_indicator(indicator, scored, rate, outcome.policy);
    let mut derivation = told(&tree);
    derivation.remove("subject");
    derivation.remove("subject_en");
    let method = scored
        .as_ref()
        .ok()
        .and_then(|scored| scored.derivation.method());
    derivation.insert("method".into(), json!(method.map(Method::id)));
    let exact = scored.as_ref().ok().and_then(|scored| scored.exact().ok());
    derivation.insert("exact".into(), json!(exact.map(|exact| exact.decimal(28))));
    let points = scored
        .as_ref()
        .map_or_else(|_| "0".to_string(), |scored| scored.points.to_string());
    let error = scored.as_ref().err().map(|error| error.speak().zh);
    json!({
        "level1": indicator.level1.as_str(),
        "level2": indicator.level2.as_str(),
        "name": indicator.name.value.as_str(),
        "target": indicator.target.value.text(),
        "actual": actual,
        "weight": indicator.weight.value.to_string(),
        "percent": indicator.percent.as_ref().map(|percent| percent.value.to_string()),
        "claimed": indicator.claimed.as_ref().map(|claimed| claimed.value.to_string()),
        "points": points,
        "error": error,
        "derivation": derivation,
        "sources": {
            "name": source(&indicator.name),
            "target": source(&indicator.target),
            "actual": source(&indicator.actual),
            "weight": source(&indicator.weight),
        },
    })
}

/// What the form says of itself.
fn claimed(claims: &Claims) -> Value {
    let points = |points: &Option<Traced<jixiao_model::Points>>| {
        json!(points.as_ref().map(|points| points.value.to_string()))
    };
    json!({
        "execution_points": points(&claims.execution_points),
        "total": points(&claims.total),
        "grade": grade(claims.grade.as_ref().map(|grade| grade.value)),
    })
}

fn deviations(deviations: &[Deviation], read: &[Classification]) -> Vec<Value> {
    let read = read.iter().map(Some).chain(iter::repeat(None));
    let one = |(own, read)| deviation(own, read);
    deviations.iter().zip(read).map(one).collect()
}

/// The codes are those that the dataset gives; where it gives none, those that its texts were found to tell.
fn deviation(deviation: &Deviation, read: Option<&Classification>) -> Value {
    let causes = read.map(Classification::cause_codes).unwrap_or_default();
    let remedies = read.map(Classification::stated_remedy_codes);
    let mut node = Map::new();
    let indicator = deviation.indicator.as_ref();
    node.insert(
        "indicator".into(),
        json!(indicator.map(jixiao_model::Name::as_str)),
    );
    node.insert("cause_text".into(), json!(deviation.cause.value));
    insert_codes(&mut node, "causes", &deviation.causes, &causes);
    node.insert("remedy_text".into(), json!(deviation.remedy.value));
    let remedies = remedies.unwrap_or_default();
    insert_codes(&mut node, "remedies", &deviation.remedies, &remedies);
    let sources = json!({ "cause": source(&deviation.cause), "remedy": source(&deviation.remedy) });
    node.insert("sources".into(), sources);
    Value::Object(node)
}

fn insert_codes(node: &mut Map<String, Value>, key: &str, given: &[String], found: &[&str]) {
    if !given.is_empty() || found.is_empty() {
        node.insert(key.into(), json!(given));
        return;
    }
    node.insert(key.into(), json!(found));
    node.insert(format!("{key}_from"), json!("text"));
}

fn summary(outcome: &Outcome<'_>) -> Value {
    let summary = &outcome.evaluation.summary;
    let grades: Map<String, Value> = Grade::ALL
        .iter()
        .map(|grade| (grade.term().to_string(), json!(summary.grades.of(*grade))))
        .collect();
    json!({
        "projects": summary.budgeted,
        "evaluated": summary.evaluated,
        "coverage": shown(summary.coverage),
        "initial": summary.initial.to_string(),
        "budget": summary.budget.to_string(),
        "executed": summary.executed.to_string(),
        "execution_rate": shown(summary.execution_rate),
        "execution_rate_exact": exact(summary.execution_rate),
        "grades": grades,
        "ungraded": summary.grades.ungraded,
    })
}

/// Figures that the unit already stated, beside what follows from the data.
fn stated(outcome: &Outcome<'_>) -> Vec<Value> {
    let one = |stated: &jixiao_model::StatedFigure| {
        let computed = jixiao_scoring::computed_figure(
            outcome.submission,
            outcome.evaluation,
            stated.figure,
            stated.project,
        );
        json!({
            "figure": stated.figure.id(),
            "project": stated.project,
            "stated": stated.text,
            "computed": computed.map(|value| value.to_string()),
            "agrees": computed.is_some_and(|computed| jixiao_review::checks::stated::agrees(stated, computed)),
            "place": stated.stated_in,
            "source": source(&stated.value),
        })
    };
    outcome.submission.stated.iter().map(one).collect()
}

/// A row of the remediation register (整改台账), under the keys of the dataset format.
fn register_row(row: &Remediation) -> Value {
    let mut members = all_members(row);
    let sources = json!({ "cause": source(&row.cause), "remedy": source(&row.remedy) });
    members.insert("sources".into(), sources);
    Value::Object(members)
}

fn finding(finding: &Finding) -> Value {
    json!({
        "code": finding.code.to_string(),
        "level": finding.severity.id(),
        "project": finding.project.as_ref().and_then(Concerned::project),
        "project_number": finding.project.as_ref().and_then(Concerned::number),
        "indicator": finding.indicator,
        "message": finding.message.zh,
        "message_en": finding.message.en,
        "expected": finding.expected.zh,
        "expected_en": finding.expected.en,
        "found": finding.found.zh,
        "found_en": finding.found.en,
        "mend": finding.mend.zh,
        "mend_en": finding.mend.en,
        "place": finding.place.as_deref().map(place),
    })
}

/// A finding that the unit asks to be passed over, and its reason.
fn ignored(ignored: &IgnoredFinding) -> Value {
    let mut members = finding(&ignored.finding);
    if let Some(members) = members.as_object_mut() {
        members.insert("reason".into(), json!(ignored.reason));
    }
    members
}
