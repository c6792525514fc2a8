#![doc = include_str!("no_rate.md")]

use jixiao_model::{Bilingual, RateId, Speak};
use jixiao_scoring::{NoRate, RateOutcome};

use super::forms;
use crate::{Code, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(101);

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for form in forms(subject) {
        if form.department.is_some() {
            continue; // Its execution rate is among the department's rates.
        }
        let place = form.project.and_then(|project| {
            let row = project.funds.rows().next()?;
            row.budget.place.clone()
        });
        if let RateOutcome::Undefined(reason) = form.score.execution_rate {
            let name = RateId::Execution;
            findings.push(Finding {
                project: form.name(),
                place,
                ..finding(name.term(), name.english(), reason)
            });
        }
    }
    let department = subject.evaluation.department.iter();
    for (rule, outcome) in department.flat_map(|score| &score.rates) {
        if let RateOutcome::Undefined(reason) = outcome {
            findings.push(finding(rule.term(), rule.english(), *reason));
        }
    }
    if let RateOutcome::Undefined(reason) = subject.evaluation.summary.coverage {
        findings.push(finding("自评覆盖率", "self-evaluation coverage", reason));
    }
}

fn finding(term: &str, english: &str, reason: NoRate) -> Finding {
    let severity = if reason.is_error() {
        Severity::Error
    } else {
        Severity::Warning
    };
    Finding {
        code: CODE,
        severity,
        project: None,
        message: Bilingual::new(
            format!("{term}没有数值"),
            format!("the {english} has no value"),
        ),
        mend: reason.speak(),
        place: None,
    }
}
