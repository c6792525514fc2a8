//! One indicator.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use jixiao_model::{Bilingual, Indicator, Method, Speak};

use super::formula::{formula, rounded};
use super::{Explanation, points, same};
use crate::error::ScoreError;
use crate::scored::{PointsRounding, Scored};

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
