#![doc = include_str!("claimed_grade.md")]

use jixiao_model::{Bilingual, Claims, Grade};
use jixiao_scoring::policy::Policy;

use super::forms;
use crate::{Check, Code, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(107);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "填报等级与填报总分不一致",
    en: "A claimed grade that is not that of the claimed total",
    page: include_str!("claimed_grade.md"),
    run: check,
};

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for form in forms(subject) {
        let Some((claimed, follows)) = differing(subject.policy, form.claims) else {
            continue;
        };
        let total = form.claims.total.as_ref().map(|total| total.value);
        let total = total.unwrap_or_default();
        let grade = form.claims.grade.as_ref();
        let (stands, due) = (claimed.term(), follows.term());
        findings.push(Finding {
            code: CODE,
            severity: Severity::Warning,
            project: Some(form.concerned()),
            indicator: None,
            message: Bilingual::new(
                format!("等级填报为“{stands}”，填报的总分 {total} 属于“{due}”"),
                format!(
                    "the grade is claimed to be {}; the claimed total of {total} is {}",
                    claimed.english(),
                    follows.english()
                ),
            ),
            expected: Bilingual::new(due, follows.english()),
            found: Bilingual::new(stands, claimed.english()),
            mend: Bilingual::new("请更正等级或总分", "mend the grade or the total"),
            place: grade.and_then(|grade| grade.place.clone()),
        });
    }
}

/// The claimed grade, and that of the claimed total by the policy, where the two differ.
pub(super) fn differing(policy: &Policy, claims: &Claims) -> Option<(Grade, Grade)> {
    let claimed = claims.grade.as_ref()?.value;
    let follows = policy.grades.grade(claims.total.as_ref()?.value)?;
    (claimed != follows).then_some((claimed, follows))
}
