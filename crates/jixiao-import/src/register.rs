//! `[[register]]`: rows of the remediation register (整改台账), this year's and those of earlier years.

use jixiao_keyed::Entry;
use jixiao_model::{Remediation, Traced};

use crate::section::Scope;
use crate::value;

/// A row. Its project is a name and no more: one of an earlier year may be gone.
pub(crate) fn read<'a>(entry: &Entry<'a>, scope: Scope<'a>) -> Option<Remediation> {
    scope.section(entry, |section| {
        let year = section.required("year", "提出年度", value::year);
        let project = section.plain("project", "项目名称", value::name);
        let indicator = section.plain("indicator", "指标", value::name);
        let cause = section.or("cause", "偏差原因", String::new(), value::text);
        let remedy: Option<Traced<String>> = section.required("remedy", "整改措施", value::said);
        let owner = section.plain("owner", "责任科室", value::name);
        let due = section.plain("due", "完成时限", value::deadline);
        let state = section.plain("state", "整改状态", value::state);
        let progress = section.plain("progress", "进展情况", value::text);
        Some(Remediation {
            year: year?.value,
            project: project?,
            indicator: indicator?,
            cause: cause?,
            remedy: remedy?,
            owner: owner?,
            due: due?,
            state: state?.unwrap_or_default(),
            progress: progress?.unwrap_or_default(),
        })
    })
}
