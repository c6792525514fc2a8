#![doc = include_str!("department_parts.md")]

use jixiao_model::{Amount, Bilingual};

use crate::{Check, Code, Concerned, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(202);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "部门整体与其各部分",
    en: "The department's total and its parts",
    page: include_str!("department_parts.md"),
    run: check,
};

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let Some(form) = &subject.submission.department else {
        return;
    };
    let (Some(basic), Some(project)) = (&form.basic, &form.project) else {
        return;
    };
    let (total, parts) = (&form.total, [basic, project]);
    let columns = [
        (
            "年初预算数",
            "initial budget",
            &total.initial,
            parts.map(|row| row.initial.value),
        ),
        (
            "全年预算数",
            "annual budget",
            &total.budget,
            parts.map(|row| row.budget.value),
        ),
        (
            "全年执行数",
            "executed amount",
            &total.executed,
            parts.map(|row| row.executed.value),
        ),
    ];
    for (zh, en, total, parts) in columns {
        let Ok(sum) = Amount::sum(parts) else {
            continue;
        };
        if sum == total.value {
            continue;
        }
        findings.push(Finding {
            code: CODE,
            indicator: None,
            expected: Bilingual::new(format!("基本支出与项目支出之和 {sum} 万元"), format!("{sum} 万元, the sum of basic and project spending")),
            found: Bilingual::new(
                format!("部门整体{zh} {} 万元", total.value),
                format!("{en}: {} 万元", total.value),
            ),
            severity: Severity::Warning,
            project: Some(Concerned::Department),
            message: Bilingual::new(
                format!("部门整体{zh}为 {} 万元，基本支出与项目支出之和为 {sum} 万元", total.value),
                format!("the department's {en} is {} 万元; basic and project spending sum to {sum} 万元", total.value),
            ),
            mend: Bilingual::new("请核对三个数", "mend one of the three"),
            place: total.place.clone(),
        });
    }
}
