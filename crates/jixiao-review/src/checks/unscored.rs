#![doc = include_str!("unscored.md")]

use jixiao_model::Bilingual;
use jixiao_scoring::ScoreError;

use super::forms;
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
            let filled = match actual.text() {
                "" => "完成值未填".to_string(),
                text => format!("完成值“{text}”"),
            };
            findings.push(Finding {
                code: CODE,
                indicator: None,
                expected: Bilingual::new("", ""),
                found: Bilingual::new("", ""),
                severity: Severity::Error,
                project: form.concerned(),
                message: Bilingual::new(
                    format!(
                        "指标“{}”无法计分，按 0 分计（指标值“{target}”，{filled}）",
                        indicator.name.value
                    ),
                    format!(
                        "the indicator \"{}\" cannot be scored and earns 0 (target \"{target}\", actual \"{actual}\")",
                        indicator.name.value
                    ),
                ),
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
