#![doc = include_str!("project_spending.md")]

use jixiao_model::Bilingual;

use crate::{Check, Code, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(203);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "部门项目支出与各项目合计",
    en: "Project spending in two tables",
    page: include_str!("project_spending.md"),
    run: check,
};

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let department = subject.submission.department.as_ref();
    let Some(row) = department.and_then(|form| form.project.as_ref()) else {
        return;
    };
    if subject.submission.projects.is_empty() {
        return;
    }
    let summary = &subject.evaluation.summary;
    let columns = [
        (
            "年初预算数",
            "initial budget",
            &row.initial,
            summary.initial,
        ),
        ("全年预算数", "annual budget", &row.budget, summary.budget),
        (
            "全年执行数",
            "executed amount",
            &row.executed,
            summary.executed,
        ),
    ];
    for (zh, en, stands, sum) in columns {
        if stands.value == sum {
            continue;
        }
        findings.push(Finding {
            code: CODE,
            indicator: None,
            expected: Bilingual::new(format!("各项目自评表合计 {sum} 万元"), format!("{sum} 万元, the sum of the projects' forms")),
            found: Bilingual::new(
                format!("部门整体表的项目支出{zh} {} 万元", stands.value),
                format!("{en}: {} 万元 in the department's form", stands.value),
            ),
            severity: Severity::Warning,
            project: None,
            message: Bilingual::new(
                format!("部门整体表的项目支出{zh}为 {} 万元，各项目自评表合计为 {sum} 万元", stands.value),
                format!("project spending, {en}: the department's form has {} 万元, the projects' forms sum to {sum} 万元", stands.value),
            ),
            mend: Bilingual::new("请核对两表，不一致的说明口径", "mend one of the two, or say how they differ in scope"),
            place: stands.place.clone(),
        });
    }
}
