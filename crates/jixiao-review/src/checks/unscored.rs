#![doc = include_str!("unscored.md")]

use jixiao_model::Bilingual;
use jixiao_scoring::ScoreError;

use super::{forms, quoted};
use crate::{Check, Code, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(2);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "无法计分的指标",
    en: "Indicators that cannot be scored",
    page: include_str!("unscored.md"),
    run: check,
};

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for form in forms(subject) {
        for (indicator, score) in form.indicators.iter().zip(&form.score.indicators) {
            let Err(error) = score else { continue };
            // A rate without a value has a check of its own, which sees all rates.
            if matches!(error, ScoreError::NoRate(_)) {
                continue;
            }
            let said = error.speak_of(indicator.rule);
            let (target, actual) = (&indicator.target.value, &indicator.actual.value);
            let name = &indicator.name.value;
            let found = match actual.text() {
                "" => Bilingual::new(
                    format!("指标值“{target}”，完成值未填"),
                    format!("target \"{target}\", no actual"),
                ),
                text => Bilingual::new(
                    format!("指标值“{target}”，完成值“{text}”"),
                    format!("target \"{target}\", actual \"{text}\""),
                ),
            };
            findings.push(Finding {
                code: CODE,
                indicator: Some(name.to_string()),
                expected: Bilingual::new(
                    "可以计分的指标值和完成值",
                    "a target and an actual that can be scored",
                ),
                severity: Severity::Error,
                project: Some(form.concerned()),
                message: Bilingual::new(
                    format!("指标{}无法计分，按 0 分计（{}）", quoted(name), found.zh),
                    format!(
                        "the indicator \"{name}\" cannot be scored and earns 0 ({})",
                        found.en
                    ),
                ),
                found,
                mend: said,
                place: indicator
                    .actual
                    .place
                    .clone()
                    .or_else(|| indicator.target.place.clone()),
            });
        }
    }
}
