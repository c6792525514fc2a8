#![doc = include_str!("policy_year.md")]

use jixiao_model::Bilingual;
use jixiao_scoring::policy::Effective;

use crate::{Check, Code, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(103);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "评分政策的适用年度",
    en: "The year of the policy",
    page: include_str!("policy_year.md"),
    run: check,
};

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let Some(effective) = subject.policy.effective else {
        return;
    };
    let year = subject.submission.year.number();
    if in_force(effective, year) {
        return;
    }
    let id = &subject.policy.id;
    let from = effective.from;
    let (zh, en) = match effective.to {
        Some(to) => (
            format!("自 {from} 至 {to} 有效"),
            format!("in force from {from} to {to}"),
        ),
        None => (format!("自 {from} 起有效"), format!("in force from {from}")),
    };
    findings.push(Finding {
        code: CODE,
        indicator: None,
        expected: Bilingual::new(
            format!("{year} 年度有效的政策"),
            format!("a policy in force in {year}"),
        ),
        found: Bilingual::new(format!("{id}，{zh}"), format!("{id}, {en}")),
        severity: Severity::Warning,
        project: None,
        message: Bilingual::new(
            format!("评分政策 {id} {zh}，不适用于 {year} 年度"),
            format!("the policy {id} is {en}, not in {year}"),
        ),
        mend: Bilingual::new(
            "请改用该年度有效的政策",
            "use a policy that is in force in that year",
        ),
        place: None,
    });
}

/// On any day of the year.
fn in_force(effective: Effective, year: i32) -> bool {
    use chrono::Datelike;
    effective.from.year() <= year && effective.to.is_none_or(|to| to.year() >= year)
}
