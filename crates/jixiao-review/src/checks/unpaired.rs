#![doc = include_str!("unpaired.md")]

use jixiao_model::{Bilingual, RemarkKind};

use crate::{Check, Code, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(208);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "汇总表与自评表不对应",
    en: "Summary rows and forms that do not pair",
    page: include_str!("unpaired.md"),
    run: check,
};

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let remarks = subject.submission.remarks.iter();
    for remark in remarks.filter(|remark| remark.kind == RemarkKind::Unpaired) {
        findings.push(Finding {
            code: CODE,
            severity: Severity::Warning,
            project: None,
            indicator: None,
            message: remark.message.clone(),
            expected: Bilingual::new(
                "汇总表与自评表一一对应，名称相同",
                "one row for each form, under one name",
            ),
            found: remark.message.clone(),
            mend: remark.mend.clone(),
            place: remark.place.clone(),
        });
    }
}
