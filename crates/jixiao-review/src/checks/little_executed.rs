#![doc = include_str!("little_executed.md")]

use jixiao_model::{Bilingual, Grade, Percent};

use super::{Form, forms};
use crate::{Check, Code, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(407);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "基本未执行而等级较高",
    en: "A good grade with hardly anything spent",
    page: include_str!("little_executed.md"),
    run: check,
};

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let below = subject.policy.explanations.little_executed;
    for form in forms(subject) {
        let Some(rate) = form.executed_below(below) else {
            continue;
        };
        if let Some(grade) = high_grade(&form) {
            findings.push(finding(&form, grade, rate, below));
        }
    }
}

/// A grade of 优 or 良: as the form claims it, else as the rules give it.
fn high_grade(form: &Form<'_>) -> Option<(Grade, bool)> {
    let is_high = |grade: &Grade| matches!(grade, Grade::Excellent | Grade::Good);
    let claimed = form.claims.grade.as_ref().map(|grade| grade.value);
    let claimed = claimed.filter(is_high).map(|grade| (grade, true));
    let computed = form.score.grade.filter(is_high).map(|grade| (grade, false));
    claimed.or(computed)
}

fn finding(
    form: &Form<'_>,
    (grade, is_claimed): (Grade, bool),
    rate: Percent,
    below: Percent,
) -> Finding {
    let (zh, en) = if is_claimed {
        ("填报的等级", "the claimed grade")
    } else {
        ("等级", "the grade")
    };
    Finding {
        code: CODE,
        severity: Severity::Warning,
        project: Some(form.concerned()),
        indicator: None,
        message: Bilingual::new(
            format!("预算执行率 {rate}，低于 {below}，{zh}却为“{grade}”"),
            format!(
                "the execution rate of {rate} is below {below}, yet {en} is {}",
                grade.english()
            ),
        ),
        expected: Bilingual::new(
            format!("执行率低于 {below} 的，一般不评“优”“良”"),
            format!("as a rule neither excellent nor good below {below}"),
        ),
        found: Bilingual::new(
            format!("执行率 {rate}，{grade}"),
            format!("{} at {rate}", grade.english()),
        ),
        mend: Bilingual::new(
            "请核对各指标的完成值：资金基本没有支出，产出从何而来；如由垫付或欠付完成，请写明",
            "check what the indicators claim, since hardly any money was spent; say so where the work was done on credit",
        ),
        place: form.executed_place(),
    }
}
