#![doc = include_str!("unused_ignore.md")]

use std::collections::{BTreeMap, BTreeSet};

use jixiao_model::{Bilingual, Ignored, ProjectForm};

use super::reading;
use crate::ignoring::Ignoring;
use crate::{Check, Code, Concerned, Finding, Severity, Subject, UnknownCode};

/// The code of this check.
pub const CODE: Code = Code(6);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "没有用到的忽略",
    en: "Ignored in vain",
    page: include_str!("unused_ignore.md"),
    run: check,
};

/// Adds what it objects to. `findings` are those of all other checks: this one runs last.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let entries = &subject.submission.ignored;
    if entries.is_empty() {
        return;
    }
    let forms = subject.submission.projects.iter();
    let forms: BTreeMap<u32, &ProjectForm> = forms.map(|form| (form.number, form)).collect();
    let asked = Ignoring::new(entries);
    let met: BTreeSet<usize> = findings
        .iter()
        .flat_map(|finding| asked.entries(finding).map(|(place, _)| place))
        .collect();
    for (place, entry) in entries.iter().enumerate() {
        if !met.contains(&place) {
            let form = entry.project.and_then(|number| forms.get(&number).copied());
            findings.push(finding(form, entry, in_vain(entry)));
        }
    }
}

/// Why an entry is of no use, how that is mended, and how grave it is.
struct InVain {
    severity: Severity,
    message: Bilingual,
    expected: Bilingual,
    found: Bilingual,
    mend: Bilingual,
}

fn in_vain(entry: &Ignored) -> InVain {
    let code = &entry.code;
    let Some(check) = Check::find(code) else {
        let unknown = UnknownCode::new(code);
        return InVain {
            severity: Severity::Warning,
            message: Bilingual::new(
                format!("要忽略的“{code}”不是检查编号，这一条没有作用"),
                format!("\"{code}\", which is to be ignored, is no check; the entry does nothing"),
            ),
            expected: Bilingual::new("检查编号", "the code of a check"),
            found: super::alike(code),
            mend: unknown.mend(),
        };
    };
    let (message, mend) = if check.code == CODE {
        (
            Bilingual::new(
                format!("{CODE} 不能忽略，这一条没有作用"),
                format!("{CODE} cannot be ignored; the entry does nothing"),
            ),
            Bilingual::new(
                "请删去这一条，并按提示改正其他各条",
                "delete it, and mend the entries that are told of",
            ),
        )
    } else {
        (
            Bilingual::new(
                format!("没有需要这一条来忽略的 {code} 意见"),
                format!("there is no finding of {code} that this entry is needed for"),
            ),
            without_use(check.code),
        )
    };
    InVain {
        severity: Severity::Note,
        message,
        expected: Bilingual::new("至少忽略一条意见", "a finding that it passes over"),
        found: Bilingual::new("没有忽略意见", "none"),
        mend,
    }
}

/// What to do with an entry that meets nothing.
fn without_use(code: Code) -> Bilingual {
    if code == reading::CODE {
        return Bilingual::new(
            format!("请删去这一条；没有读取的表和文件（{code} 的错误）不能忽略"),
            format!(
                "delete it; forms and files that were not read (the errors of {code}) cannot be ignored"
            ),
        );
    }
    Bilingual::new(
        "请删去这一条，或核对编号、项目序号和指标",
        "delete it, or check its code, project and indicator",
    )
}

fn finding(form: Option<&ProjectForm>, entry: &Ignored, why: InVain) -> Finding {
    Finding {
        code: CODE,
        severity: why.severity,
        project: form.map(Concerned::from),
        indicator: entry.indicator.as_ref().map(ToString::to_string),
        message: why.message,
        expected: why.expected,
        found: why.found,
        mend: why.mend,
        place: entry.place.clone(),
    }
}
