//! One indicator.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use jixiao_model::{Bilingual, Indicator, Method};

use super::formula::{formula, rounded};
use super::{Explanation, basis_of, documents, points, same};
use crate::error::ScoreError;
use crate::policy::Policy;
use crate::scored::{Derivation, Scored};

/// One indicator's points, down to what was filled in. `rate` explains the actual where a rule computed it; `policy` is that of the score.
pub fn explain_indicator(
    indicator: &Indicator,
    scored: &Result<Scored, ScoreError>,
    rate: Option<Explanation>,
    policy: &Policy,
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
                rounding: scored.is_rounded().then(|| rounded(policy.rounding)),
                basis: basis(indicator, scored, policy),
                children,
                ..Explanation::new(subject, points(scored.points))
            }
        }
        Err(error) => {
            let said = error.speak_of(indicator.rule);
            Explanation {
                formula: Some(said),
                children,
                ..Explanation::new(
                    subject,
                    Bilingual::new("0 分（无法计分）", "0 points (cannot be scored)"),
                )
            }
        }
    }
}

fn actual(indicator: &Indicator) -> Explanation {
    let actual = &indicator.actual;
    let subject = Bilingual::new("实际完成值", "actual");
    if actual.value.text().is_empty() {
        let value = if indicator.not_applicable {
            Bilingual::new("不适用", "not applicable")
        } else {
            Bilingual::new("未填", "empty")
        };
        return Explanation::new(subject, value);
    }
    Explanation::filled(subject, actual.value.to_string(), actual)
}

/// What the choice of the method rests on: the policy's word on the rate or on the method, and where it has none, the document that knows the
/// method; then what reduced the points, if anything did.
fn basis(indicator: &Indicator, scored: &Scored, policy: &Policy) -> Vec<String> {
    let Some(method) = scored.derivation.method() else {
        return basis_of(policy, &["methods.not_applicable"]);
    };
    let mut keys = of_rule(indicator, method, policy);
    if keys.is_empty() {
        keys.extend(of_method(method).0.iter().map(ToString::to_string));
    }
    if matches!(scored.derivation, Derivation::OverAchieved { .. }) {
        let own = ["reduce_above", "reduction", "least"];
        keys.extend(own.map(|key| format!("over_achievement.{key}")));
    }
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    match basis_of(policy, &keys) {
        told if told.is_empty() => documents(of_method(method).1),
        told => told,
    }
}

/// The keys of the rate's own method and terms that applied.
fn of_rule(indicator: &Indicator, method: Method, policy: &Policy) -> Vec<String> {
    let own = indicator
        .rule
        .and_then(|rate| Some((rate, policy.rule(rate)?)));
    let Some((rate, own)) = own else {
        return Vec::new();
    };
    let chosen = indicator.method.is_none() && own.method == method;
    let terms = match method {
        Method::PassMark if own.pass_mark.is_some() => Some("pass_mark"),
        Method::Bands if own.bands.is_some() => Some("bands"),
        Method::Deduction if own.deduction.is_some() => Some("deduction"),
        _ => None,
    };
    let keys = [chosen.then_some("method"), terms];
    let mut keys: Vec<String> = keys
        .into_iter()
        .flatten()
        .map(|key| format!("rules.{}.{key}", rate.id()))
        .collect();
    // The method is the rate's, its terms are those of all.
    if chosen
        && terms.is_none()
        && matches!(method, Method::Bands | Method::PassMark | Method::Deduction)
    {
        keys.extend(of_method(method).0.iter().map(ToString::to_string));
    }
    keys
}

/// The keys of a policy that a method rests on, and the document that knows it.
fn of_method(method: Method) -> (&'static [&'static str], &'static [&'static str]) {
    match method {
        Method::Proportional => (&["methods.number"], &["MOF-2020-10"]),
        Method::Levels => (&["levels"], &["MOF-2020-10"]),
        Method::PassMark => (&["methods.pass_mark"], &["MOF-2021-101"]),
        Method::Bands => (&["bands"], &["MOF-2021-101"]),
        Method::Deduction => (&["deduction"], &[]),
        _ => (&[], &["MOF-2021-101"]),
    }
}
