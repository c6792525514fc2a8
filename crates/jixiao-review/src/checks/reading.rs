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
    let remarks = subject.submission.remarks.iter();
    // Rows and forms that do not pair off are a matter between the tables.
    let remarks = remarks.filter(|remark| remark.kind != RemarkKind::Unpaired);
    findings.extend(remarks.map(finding));
}

fn finding(remark: &Remark) -> Finding {
    let (severity, expected, found) = match remark.kind {
        RemarkKind::Unread => (
            Severity::Error,
            Bilingual::new("全部读取、计入自评", "everything read and evaluated"),
            Bilingual::new("没有读取", "not read"),
        ),
        RemarkKind::PassedOver => (
            Severity::Note,
            Bilingual::new("全部读取、计入自评", "everything read and evaluated"),
            Bilingual::new("略过，没有计入", "passed over"),
        ),
        _ => (
            Severity::Warning,
            Bilingual::new("各处互不冲突", "nothing at odds with anything else"),
            Bilingual::new("有冲突", "at odds"),
        ),
    };
    Finding {
        code: CODE,
        indicator: None,
        expected,
        found,
        severity,
        project: None,
        message: remark.message.clone(),
        mend: remark.mend.clone(),
        place: remark.place.clone(),
    }
}
