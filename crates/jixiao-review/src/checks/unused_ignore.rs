#![doc = include_str!("unused_ignore.md")]

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use jixiao_model::{Bilingual, Figure, Ignored, Name, ProjectForm, RateId, normalise};

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
    let mut firsts: BTreeMap<Named, &Ignored> = BTreeMap::new();
    for (place, entry) in entries.iter().enumerate() {
        let earlier = match firsts.entry(named(entry)) {
            Entry::Occupied(first) => Some(*first.get()),
            Entry::Vacant(free) => {
                free.insert(entry);
                None
            }
        };
        if met.contains(&place) {
            continue;
        }
        let form = entry.project.and_then(|number| forms.get(&number).copied());
        let why = match earlier {
            Some(earlier) if Check::find(&entry.code).is_some() => said_before(earlier),
            _ => in_vain(subject, entry),
        };
        findings.push(finding(form, entry, why));
    }
}

/// What an entry names: its code, its project, its indicator as two typists would have it.
type Named = (String, Option<u32>, Option<String>);

fn named(entry: &Ignored) -> Named {
    let indicator = entry.indicator.as_ref();
    let indicator = indicator.map(|name| normalise(name.as_str()));
    (entry.code.trim().to_uppercase(), entry.project, indicator)
}

/// An entry that names what an earlier one names.
fn said_before(earlier: &Ignored) -> InVain {
    let at = earlier.place.as_ref().map(ToString::to_string);
    let (at_zh, at_en) = at.map_or_else(
        || (String::new(), String::new()),
        |at| (format!("（{at}）"), format!(" ({at})")),
    );
    InVain {
        severity: Severity::Note,
        message: Bilingual::new(
            format!("与前面一条{at_zh}相同，这一条没有作用"),
            format!("an earlier entry{at_en} names the same; this one does nothing"),
        ),
        expected: Bilingual::new("每条各不相同", "each entry names something else"),
        found: Bilingual::new("重复", "named twice"),
        mend: Bilingual::new("请删去其中一条", "delete one of the two"),
    }
}

/// Does an indicator, a rate or a figure bear the name that an entry gives?
fn is_borne(subject: &Subject<'_>, name: &str) -> bool {
    let name = normalise(name);
    let is = |other: &str| normalise(other) == name;
    let submission = subject.submission;
    let of_projects = submission.projects.iter().flat_map(|form| &form.indicators);
    let of_department = submission
        .department
        .iter()
        .flat_map(|form| &form.indicators);
    of_projects
        .chain(of_department)
        .any(|one| is(one.name.value.as_str()))
        || RateId::ALL.iter().any(|rate| is(rate.term()))
        || Figure::ALL.iter().any(|figure| is(figure.term()))
}

/// Why an entry is of no use, how that is mended, and how grave it is.
struct InVain {
    severity: Severity,
    message: Bilingual,
    expected: Bilingual,
    found: Bilingual,
    mend: Bilingual,
}

fn in_vain(subject: &Subject<'_>, entry: &Ignored) -> InVain {
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
    if let Some(name) = entry.indicator.as_ref().map(Name::as_str)
        && check.code != CODE
        && !is_borne(subject, name)
    {
        return InVain {
            severity: Severity::Note,
            message: Bilingual::new(
                format!("没有名为“{name}”的指标、比率或数据，这一条没有作用"),
                format!(
                    "no indicator, rate or figure is called \"{name}\"; the entry does nothing"
                ),
            ),
            expected: Bilingual::new("表中的指标名称", "the name of an indicator"),
            found: super::alike(name),
            mend: Bilingual::new(
                "请按自评表核对指标名称，或删去这一条",
                "write the name as the form has it, or delete the entry",
            ),
        };
    }
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
