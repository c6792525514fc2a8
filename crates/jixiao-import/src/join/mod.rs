//! What the texts of a dataset and the forms of several files say of one unit, joined.
//!
//! A text in the dataset format goes before a form, and of forms the one that was read first. What is said twice is not lost silently:
//! it becomes a stated figure for the review, or a remark.

mod department;
mod projects;
mod register;
mod summary;
mod unit;

use std::sync::Arc;

use jixiao_keyed::Problems;
use jixiao_model::{
    Bilingual, FiscalYear, Name, Notice, Place, Remark, RemarkKind, ReportNotes, StatedFigure,
    Submission, Traced,
};

use crate::forms::{Forms, StatedDraft, UnitDraft};
use crate::parts::Parts;

/// The submission; without one, `problems` says what is missing.
pub(crate) fn join(
    mut parts: Parts,
    mut forms: Forms,
    whole: &Place,
    problems: &Problems,
    remarks: &mut Vec<Remark>,
) -> Option<Submission> {
    let sheet = only_first(std::mem::take(&mut forms.units), remarks, unit_place);
    let unit = unit::read(
        parts.unit.value.take(),
        sheet.as_ref(),
        &forms,
        whole,
        problems,
        remarks,
    )?;
    let mut stated: Vec<StatedFigure> = parts
        .stated
        .into_iter()
        .filter_map(|one| one.figure)
        .collect();
    let department = department::join(
        parts.department.value.take(),
        &mut forms,
        &unit,
        &mut stated,
        remarks,
    );
    let registers = std::mem::take(&mut parts.registers).into_iter();
    let registers = registers.chain(std::mem::take(&mut forms.registers));
    let register = register::join(registers, unit.year, problems, remarks)?;
    let projects = projects::join(parts.projects, forms, &unit, &mut stated, problems, remarks)?;
    let ignored = parts.ignored.into_iter();
    let ignored = ignored.filter_map(|one| one.ignored).collect();
    let report = parts.report.value.and_then(|report| report.notes);
    let notice = parts.notice.value;
    Some(Submission {
        report: report.unwrap_or_else(|| notes(sheet.as_ref())),
        notice: notice.or_else(|| sheet.as_ref().and_then(notice_of)),
        unit: unit.who,
        year: unit.year,
        policy: unit.policy,
        department,
        projects,
        stated,
        register,
        ignored,
        remarks: Vec::new(),
    })
}

fn notice_of(sheet: &UnitDraft) -> Option<Notice> {
    Some(Notice {
        title: sheet.notice_title.clone()?,
        number: sheet.notice_number.clone(),
        issuer: sheet.notice_issuer.clone(),
    })
}

fn notes(sheet: Option<&UnitDraft>) -> ReportNotes {
    let Some(sheet) = sheet else {
        return ReportNotes::default();
    };
    ReportNotes {
        lead: sheet.lead.clone(),
        evaluators: sheet.evaluators.clone(),
        principle: sheet.principle.clone(),
        scope: sheet.scope.clone(),
        featured: sheet.featured.clone(),
        next_steps: sheet.next_steps.clone(),
    }
}

fn unit_place(sheet: &UnitDraft) -> Option<Arc<Place>> {
    sheet.name.as_ref().and_then(|name| name.place.clone())
}

/// The first of what can stand once only; of each other a remark that it was not taken.
fn only_first<T>(
    all: Vec<T>,
    remarks: &mut Vec<Remark>,
    place: fn(&T) -> Option<Arc<Place>>,
) -> Option<T> {
    let mut all = all.into_iter();
    let first = all.next()?;
    let at = place(&first).map_or_else(String::new, |place| place.to_string());
    for other in all {
        remarks.push(Remark {
            kind: RemarkKind::Unread,
            message: Bilingual::new(
                format!("同样的表已有一份（{at}），这一份没有采用"),
                format!("there is such a form already ({at}); this one was not taken"),
            ),
            mend: Bilingual::new(
                "请只留一份；不同单位请分别自评",
                "keep one of them; evaluate different units one by one",
            ),
            place: place(&other),
        });
    }
    Some(first)
}

/// A figure that a form states, of a project where it has a number.
fn stated(draft: StatedDraft, project: Option<u32>) -> StatedFigure {
    StatedFigure {
        figure: draft.figure,
        project: project.filter(|_| draft.figure.is_of_one_project()),
        value: draft.value,
        text: draft.text,
        stated_in: draft.stated_in.to_owned(),
    }
}

/// Something that the forms say in two ways.
fn unclear<T>(message: Bilingual, mend: Bilingual, at: &Traced<T>) -> Remark {
    Remark {
        kind: RemarkKind::Unclear,
        message,
        mend,
        place: at.place.clone(),
    }
}

/// Something that a summary and the forms do not agree on: which projects there are, and what they are called.
fn unpaired<T>(message: Bilingual, mend: Bilingual, at: &Traced<T>) -> Remark {
    Remark {
        kind: RemarkKind::Unpaired,
        ..unclear(message, mend, at)
    }
}

/// The year that a form states for itself, else that of the unit; a remark where they differ.
fn year_of(
    own: Option<&Traced<FiscalYear>>,
    unit: FiscalYear,
    remarks: &mut Vec<Remark>,
) -> FiscalYear {
    let Some(own) = own else { return unit };
    if own.value != unit {
        let (found, expected) = (own.value.number(), unit.number());
        remarks.push(unclear(
            Bilingual::new(
                format!("表的年度为 {found}，自评年度为 {expected}"),
                format!("the form is of {found}, the self-evaluation of {expected}"),
            ),
            Bilingual::new(
                "请核对年度，不是本年度的表请移出",
                "check the year; take out a form of another year",
            ),
            own,
        ));
    }
    own.value
}

/// A name as two typists would have it: without spaces, full-width signs made half-width.
fn plain(name: &Name) -> String {
    jixiao_model::normalise(name.as_str())
}

impl Forms {
    /// The forms of all files as if they stood in one.
    pub(crate) fn of_all(files: Vec<Self>) -> Self {
        let mut all = Self::default();
        for file in files {
            all.projects.extend(file.projects);
            all.departments.extend(file.departments);
            all.summaries.extend(file.summaries);
            all.units.extend(file.units);
            all.figures.extend(file.figures);
            all.registers.extend(file.registers);
            all.problems.extend(file.problems);
            all.met = all.met.saturating_add(file.met);
        }
        all
    }

    /// Could the unit's name be told from them?
    pub(crate) fn name_a_unit(&self) -> bool {
        !(self.projects.is_empty()
            && self.departments.is_empty()
            && self.summaries.is_empty()
            && self.units.is_empty())
    }

    pub(crate) fn hold_projects(&self) -> bool {
        self.project_names().next().is_some()
    }

    pub(crate) fn project_names(&self) -> impl Iterator<Item = &Name> {
        let forms = self.projects.iter().map(|draft| &draft.project.name.value);
        let summaries = self.summaries.iter().flat_map(|summary| &summary.rows);
        forms.chain(summaries.map(|row| &row.name.value))
    }
}
