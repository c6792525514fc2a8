//! `[[ignored]]`: findings that the unit asks to be passed over.

use jixiao_keyed::Entry;
use jixiao_model::{Ignored, Traced};

use crate::section::Scope;
use crate::value;

/// What is asked to be passed over, and the project that it speaks of, also where the rest cannot be read.
pub(crate) struct Asked {
    pub(crate) ignored: Option<Ignored>,
    pub(crate) project: Option<Traced<u32>>,
}

pub(crate) fn read<'a>(entry: &Entry<'a>, scope: Scope<'a>) -> Option<Asked> {
    scope.section(entry, |section| {
        let code = section.required("code", "检查编号", value::check_code);
        let project = section.optional("project", "序号", value::number);
        let indicator = section.plain("indicator", "指标", value::name);
        let reason = section.required("reason", "理由", value::name);
        let project = project?;
        let ignored = || {
            let code = code?;
            Some(Ignored {
                code: code.value,
                project: project.as_ref().map(|project| project.value),
                indicator: indicator?,
                reason: reason?.value.to_string(),
                place: code.place,
            })
        };
        Some(Asked {
            ignored: ignored(),
            project,
        })
    })
}
