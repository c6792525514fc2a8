#![doc = include_str!("unspent.md")]

use jixiao_model::Bilingual;

use crate::{Check, Code, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(205);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "未执行资金",
    en: "Unspent money",
    page: include_str!("unspent.md"),
    run: check,
};

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let Some(form) = &subject.submission.department else {
        return;
    };
    if subject.submission.projects.is_empty() {
        return;
    }
    let summary = &subject.evaluation.summary;
    let total = &form.total;
    let (Ok(of_unit), Ok(of_projects)) = (
        total.budget.value.minus(total.executed.value),
        summary.budget.minus(summary.executed),
    ) else {
        return;
    };
    // A unit that spent more than it had is for another check.
    if of_unit.is_negative() || of_projects <= of_unit {
        return;
    }
    findings.push(Finding {
        code: CODE,
        indicator: None,
        expected: Bilingual::new(
            format!("不多于全单位未执行资金 {of_unit} 万元"),
            format!("at most {of_unit} 万元, what the whole unit left"),
        ),
        found: Bilingual::new(
            format!("各项目未执行资金合计 {of_projects} 万元"),
            format!("{of_projects} 万元 that the projects left"),
        ),
        severity: Severity::Warning,
        project: None,
        message: Bilingual::new(
            format!("各项目未执行资金合计 {of_projects} 万元，多于全单位未执行资金 {of_unit} 万元"),
            format!(
                "the projects left {of_projects} 万元 unspent, the whole unit only {of_unit} 万元"
            ),
        ),
        mend: Bilingual::new(
            "请核对部门整体与各项目的执行数",
            "mend the executed amounts of the unit or of its projects",
        ),
        place: total.executed.place.clone(),
    });
}
