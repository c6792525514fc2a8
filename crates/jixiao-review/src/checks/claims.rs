#![doc = include_str!("claims.md")]

use std::sync::Arc;

use jixiao_model::{Bilingual, Claims, Place, Points};

use super::{Form, forms};
use crate::{Code, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(102);

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for form in forms(subject) {
        indicators(&form, findings);
        whole(&form, form.claims, findings);
    }
}

fn indicators(form: &Form<'_>, findings: &mut Vec<Finding>) {
    for (indicator, score) in form.indicators.iter().zip(&form.score.indicators) {
        let Some(claimed) = &indicator.claimed else {
            continue;
        };
        let computed = score.as_ref().map_or(Points::ZERO, |scored| scored.points);
        if claimed.value != computed {
            let name = &indicator.name.value;
            let subject = (format!("指标“{name}”得分"), format!("points of \"{name}\""));
            let values = (claimed.value.to_string(), computed.to_string());
            findings.push(finding(form, subject, values, claimed.place.clone()));
        }
    }
}

fn whole(form: &Form<'_>, claims: &Claims, findings: &mut Vec<Finding>) {
    let score = form.score;
    let points = [
        (
            "预算执行率得分",
            "points of the execution rate",
            &claims.execution_points,
            score.execution_points,
        ),
        ("总分", "total", &claims.total, score.total),
    ];
    for (zh, en, claimed, computed) in points {
        let Some(claimed) = claimed.as_ref().filter(|claimed| claimed.value != computed) else {
            continue;
        };
        let values = (claimed.value.to_string(), computed.to_string());
        findings.push(finding(
            form,
            (zh.into(), en.into()),
            values,
            claimed.place.clone(),
        ));
    }
    if let Some(claimed) = claims
        .grade
        .as_ref()
        .filter(|claimed| Some(claimed.value) != score.grade)
    {
        let computed = score.grade.map_or("无", |grade| grade.term());
        let values = (claimed.value.to_string(), computed.to_string());
        findings.push(finding(
            form,
            ("等级".into(), "grade".into()),
            values,
            claimed.place.clone(),
        ));
    }
}

fn finding(
    form: &Form<'_>,
    (zh, en): (String, String),
    (claimed, computed): (String, String),
    place: Option<Arc<Place>>,
) -> Finding {
    Finding {
        code: CODE,
        severity: Severity::Warning,
        project: form.concerned(),
        message: Bilingual::new(
            format!("{zh}填报为 {claimed}，按规则计算为 {computed}"),
            format!("{en}: the form claims {claimed}, the rule gives {computed}"),
        ),
        mend: Bilingual::new(
            "请核对，有误的请更正填报值",
            "check the claim, and mend it where it is wrong",
        ),
        place,
    }
}
