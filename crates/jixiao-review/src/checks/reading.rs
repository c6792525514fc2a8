#![doc = include_str!("reading.md")]

use jixiao_model::{Bilingual, Remark, RemarkKind};

use crate::{Check, Code, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(4);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "读取文件时的问题",
    en: "What reading left to be said",
    page: include_str!("reading.md"),
    run: check,
};

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
        indicator: None,
        expected: Bilingual::new("", ""),
        found: Bilingual::new("", ""),
        severity,
        project: None,
        message: remark.message.clone(),
        mend: remark.mend.clone(),
        place: remark.place.clone(),
    }
}
