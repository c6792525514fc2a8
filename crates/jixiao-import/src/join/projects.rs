//! The projects: those of the dataset and those of forms, each with its number, and what summaries say of them.

use std::collections::BTreeSet;

use jixiao_keyed::{Problem, ProblemKind, Problems};
use jixiao_model::{Bilingual, Name, Place, ProjectForm, Remark, StatedFigure};

use super::{plain, stated, summary, unclear, unit, year_of};
use crate::MAX_PROJECTS;
use crate::forms::{Forms, ProjectDraft, StatedDraft};
use crate::project::Project;
use crate::unit::Unit;

/// A project before all have their numbers.
pub(super) struct Candidate {
    /// Its number, where the dataset gives it one.
    pub(super) number: Option<u32>,
    /// The number that a summary gives it.
    pub(super) in_summary: Option<u32>,
    /// The number at the beginning of its sheet's name.
    pub(super) in_sheet: Option<u32>,
    pub(super) form: ProjectForm,
    pub(super) stated: Vec<StatedDraft>,
}

pub(super) fn join(
    told: Vec<Project>,
    forms: Forms,
    unit: &Unit,
    stated_figures: &mut Vec<StatedFigure>,
    problems: &Problems,
    remarks: &mut Vec<Remark>,
) -> Option<Vec<ProjectForm>> {
    let rows = forms.summaries.iter().map(|one| one.rows.len()).sum();
    let counts = [told.len(), forms.projects.len(), rows];
    if let Some(count) = counts.into_iter().find(|count| *count > MAX_PROJECTS) {
        problems.push(too_many(count));
        return None;
    }
    let mut all: Vec<Candidate> = Vec::new();
    for project in told {
        all.push(Candidate {
            number: Some(project.number),
            in_summary: None,
            in_sheet: None,
            form: project.form(unit.year),
            stated: Vec::new(),
        });
    }
    for draft in forms.projects {
        all.push(candidate(draft, unit, remarks));
    }
    summary::join(forms.summaries, &mut all, unit, stated_figures, remarks);
    if all.len() > MAX_PROJECTS {
        problems.push(too_many(all.len()));
        return None;
    }
    number(&mut all, remarks);
    all.sort_by_key(|one| one.form.number);
    for one in &mut all {
        let number = Some(one.form.number);
        let drafts = std::mem::take(&mut one.stated).into_iter();
        stated_figures.extend(drafts.map(|draft| stated(draft, number)));
    }
    Some(all.into_iter().map(|one| one.form).collect())
}

fn candidate(draft: ProjectDraft, unit: &Unit, remarks: &mut Vec<Remark>) -> Candidate {
    let year = year_of(draft.year.as_ref(), unit.year, remarks);
    let mut form = draft.project.form(year);
    let supervisor = unit.who.supervisor.as_ref().unwrap_or(&unit.who.name);
    form.supervisor = form
        .supervisor
        .filter(|own| plain(own) != plain(supervisor));
    if let Some(text) = form.implementer.take() {
        let (implementer, section) = unit::implementer(&text, &unit.who.name);
        form.implementer = implementer;
        let at = |section: Name| jixiao_model::Traced {
            value: section,
            source: form.name.source,
            place: form.name.place.clone(),
        };
        form.section = form.section.take().or_else(|| section.map(at));
    }
    Candidate {
        number: None,
        in_summary: None,
        in_sheet: draft.number,
        form,
        stated: draft.stated,
    }
}

/// Numbers those that have none: as a summary has it, else as their sheet has it, where that is free; the others with the next that are.
fn number(all: &mut [Candidate], remarks: &mut Vec<Remark>) {
    let mut taken: BTreeSet<u32> = all.iter().filter_map(|one| one.number).collect();
    for one in all.iter_mut().filter(|one| one.number.is_none()) {
        one.number = one.in_summary.filter(|number| taken.insert(*number));
        if let (Some(number), None) = (one.in_summary, one.number) {
            remarks.push(number_taken(number, one));
        }
    }
    for one in all.iter_mut().filter(|one| one.number.is_none()) {
        one.number = one.in_sheet.filter(|number| taken.insert(*number));
    }
    let mut next = 1_u32;
    for one in all.iter_mut() {
        let number = one.number.unwrap_or_else(|| {
            while !taken.insert(next) {
                next = next.saturating_add(1);
            }
            next
        });
        one.number = Some(number);
        one.form.number = number;
    }
}

fn number_taken(number: u32, one: &Candidate) -> Remark {
    unclear(
        Bilingual::new(
            format!("序号 {number} 已有项目使用，这个项目另行编号"),
            format!("the number {number} is taken by another project; this one gets its own"),
        ),
        Bilingual::new("请核对序号", "check the numbers"),
        &one.form.name,
    )
}

fn too_many(count: usize) -> Problem {
    let message = Bilingual::new(
        format!("共有 {count} 个项目，最多 {MAX_PROJECTS} 个"),
        format!("there are {count} projects, at most {MAX_PROJECTS} are read"),
    );
    let mend = Bilingual::new("请按单位拆分，分别读取", "split them by unit and read each");
    Problem::new(ProblemKind::TooLarge, Place::file("数据集"), message).with_mend(mend)
}
