#![doc = include_str!("missing_remedy.md")]

use jixiao_model::{Bilingual, Deviation, RateId};

use super::missing_explanation::execution_is_low;
use super::{Form, explains, explains_execution, forms, remedy_is_told};
use crate::wording::shortened;
use crate::{Check, Code, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(302);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "缺少改进措施",
    en: "A missing remedy",
    page: include_str!("missing_remedy.md"),
    run: check,
};

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for form in forms(subject) {
        for (indicator, _) in form.losses() {
            let name = &indicator.name.value;
            let concerned = form.deviations.iter().filter(|one| explains(one, name));
            findings.extend(unanswered(subject, &form, concerned, name.as_str()));
        }
        if execution_is_low(subject.policy, form.score) {
            let concerned = form.deviations.iter().filter(|one| explains_execution(one));
            let name = RateId::Execution.term();
            findings.extend(unanswered(subject, &form, concerned, name));
        }
    }
}

/// The finding of an indicator that has a cause, and no remedy beside any.
fn unanswered<'a>(
    subject: &Subject<'_>,
    form: &Form<'_>,
    causes: impl Iterator<Item = &'a Deviation>,
    name: &str,
) -> Option<Finding> {
    let causes: Vec<&Deviation> = causes.collect();
    let first = causes.first()?;
    if causes.iter().any(|one| has_remedy(subject, one)) {
        return None;
    }
    let found = instead(&causes);
    Some(Finding {
        code: CODE,
        severity: Severity::Warning,
        project: Some(form.concerned()),
        indicator: Some(name.into()),
        message: Bilingual::new(
            format!("“{name}”写有偏差原因，{}", found.zh),
            format!("\"{name}\" has a cause and {}", found.en),
        ),
        expected: Bilingual::new("改进措施", "a remedy"),
        found,
        mend: Bilingual::new("请补写改进措施", "add what will be done about it"),
        place: first.cause.place.clone(),
    })
}

/// What stands in the place of a remedy: a word of nothing, codes, or not even those.
fn instead(causes: &[&Deviation]) -> Bilingual {
    let codes = causes.iter().find(|one| !one.remedies.is_empty());
    if let Some(one) = codes {
        let codes = one.remedies.join("、");
        return Bilingual::new(
            format!("改进措施只有代码（{codes}），没有文字"),
            format!("a remedy by code alone ({})", one.remedies.join(", ")),
        );
    }
    let mut words = causes.iter().map(|one| shortened(&one.remedy.value));
    match words.find(|words| !words.is_empty()) {
        Some(words) => Bilingual::new(
            format!("改进措施写的是“{words}”，等于没有写"),
            format!("\"{words}\" for a remedy, which is none"),
        ),
        None => Bilingual::new("没有改进措施", "no remedy"),
    }
}

/// Is a remedy told in words, be it in its own place or behind the cause? A code names one, and does not say what will be done.
fn has_remedy(subject: &Subject<'_>, deviation: &Deviation) -> bool {
    if remedy_is_told(deviation) {
        return true;
    }
    let told_behind = ["下一步", "今后", "下年", "整改"];
    let cause = &deviation.cause.value;
    told_behind.iter().any(|word| cause.contains(word))
        || !subject
            .catalogue
            .classify(cause)
            .stated_remedy_codes()
            .is_empty()
}
