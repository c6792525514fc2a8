#![doc = include_str!("reading.md")]

use jixiao_model::{Remark, RemarkKind};

use crate::{Code, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(4);

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    findings.extend(subject.submission.remarks.iter().map(finding));
}

fn finding(remark: &Remark) -> Finding {
    let severity = match remark.kind {
        RemarkKind::Unread => Severity::Error,
        RemarkKind::PassedOver => Severity::Note,
        _ => Severity::Warning,
    };
    Finding {
        code: CODE,
        severity,
        project: None,
        message: remark.message.clone(),
        mend: remark.mend.clone(),
        place: remark.place.clone(),
    }
}
