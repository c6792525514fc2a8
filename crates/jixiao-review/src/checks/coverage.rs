#![doc = include_str!("coverage.md")]

use std::cmp::Ordering;

use jixiao_model::Bilingual;

use crate::{Check, Code, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(207);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "自评覆盖率",
    en: "Coverage",
    page: include_str!("coverage.md"),
    run: check,
};

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let summary = &subject.evaluation.summary;
    let (budgeted, evaluated) = (summary.budgeted, summary.evaluated);
    let (severity, expected, mend) = match evaluated.cmp(&budgeted) {
        Ordering::Equal => return,
        Ordering::Less => (
            Severity::Warning,
            Bilingual::new(
                format!("自评项目 {budgeted} 个"),
                format!("evaluated: {budgeted}"),
            ),
            Bilingual::new(
                "请补做自评，或核对预算项目数",
                "evaluate the rest, or mend the number of budgeted projects",
            ),
        ),
        // Projects evaluated where none was budgeted have no rate, and a check of their own.
        Ordering::Greater if budgeted == 0 => return,
        Ordering::Greater => (
            Severity::Error,
            Bilingual::new(
                format!("预算项目数不少于 {evaluated}"),
                format!("at least {evaluated} budgeted"),
            ),
            Bilingual::new(
                "请核对预算项目数；不是预算项目的，请移出",
                "mend the number of budgeted projects, or take out what is none of them",
            ),
        ),
    };
    let found = match severity {
        Severity::Error => Bilingual::new(
            format!("预算项目数 {budgeted}"),
            format!("{budgeted} budgeted"),
        ),
        _ => Bilingual::new(
            format!("自评项目 {evaluated} 个"),
            format!("evaluated: {evaluated}"),
        ),
    };
    let stated = subject.submission.unit.budgeted_projects.as_ref();
    findings.push(Finding {
        code: CODE,
        indicator: None,
        expected,
        found,
        severity,
        project: None,
        message: Bilingual::new(
            format!("预算项目 {budgeted} 个，自评项目 {evaluated} 个"),
            format!("projects budgeted: {budgeted}, evaluated: {evaluated}"),
        ),
        mend,
        place: stated.and_then(|count| count.place.clone()),
    });
}
