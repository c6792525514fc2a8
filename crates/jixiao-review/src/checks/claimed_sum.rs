#![doc = include_str!("claimed_sum.md")]

use jixiao_model::{Bilingual, Points, Traced};
use jixiao_scoring::policy::Policy;

use super::beyond_weight::{is_any_row_beyond, is_total_beyond};
use super::{Form, forms};
use crate::{Check, Code, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(106);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "填报总分与各项得分之和不一致",
    en: "A claimed total that is not its sum",
    page: include_str!("claimed_sum.md"),
    run: check,
};

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for form in forms(subject) {
        let Some((total, sum)) = differing(subject.policy, &form) else {
            continue;
        };
        let total_of = &total.value;
        findings.push(Finding {
            code: CODE,
            severity: Severity::Warning,
            project: Some(form.concerned()),
            indicator: None,
            message: Bilingual::new(
                format!("总分填报为 {total_of}，填报的各项得分之和为 {sum}"),
                format!("the total is claimed to be {total_of}; the claimed points sum to {sum}"),
            ),
            expected: Bilingual::new(format!("{sum} 分"), format!("{sum} points")),
            found: Bilingual::new(format!("{total_of} 分"), format!("{total_of} points")),
            mend: Bilingual::new(
                "请重新加总，或更正填错的得分",
                "add them up again, or mend the points that are wrong",
            ),
            place: total.place.clone(),
        });
    }
}

/// The claimed total and the sum of what is claimed, where all is claimed and the two differ.
pub(super) fn differing<'a>(
    policy: &Policy,
    form: &Form<'a>,
) -> Option<(&'a Traced<Points>, Points)> {
    let total = form.claims.total.as_ref()?;
    if form.indicators.is_empty() {
        return None;
    }
    let execution = match &form.claims.execution_points {
        Some(points) => points.value,
        None if policy.execution_weight.steps() == 0 => Points::ZERO,
        None => return None,
    };
    let mut sum = execution;
    for indicator in form.indicators {
        sum = sum.plus(indicator.claimed.as_ref()?.value).ok()?;
    }
    // What no weight allows is objected to elsewhere, and no sum of it is worth a word.
    let differs = sum != total.value;
    let is_told = differs && (is_total_beyond(policy, form) || is_any_row_beyond(policy, form));
    (differs && !is_told).then_some((total, sum))
}
