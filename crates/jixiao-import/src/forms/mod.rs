//! The forms that stand in tables, found by their labels.
//!
//! A [`Grid`] holds one form, several one below the other, or none. Each form that can be read becomes a draft; what cannot be is a
//! problem at its cell. Nothing here knows of other files: what several files say of one project or of the unit is joined in
//! [`join`](crate::join).

mod body;
mod closing;
mod continued;
mod cut;
mod department;
mod draft;
mod explanation;
mod goal;
mod heading;
mod indicators;
mod label;
mod money;
mod part;
mod project;
mod register;
mod summary;
mod unit;

use jixiao_keyed::{Problem, ProblemKind};
use jixiao_model::Bilingual;

use crate::grid::Grid;

use cut::{Block, Kind, cut};
use part::Part;

pub(crate) use draft::{
    DepartmentDraft, FiguresDraft, ProjectDraft, RegisterDraft, StatedDraft, SummaryDraft,
    SummaryRow, UnitDraft,
};

/// What stands in the tables of one file.
#[derive(Debug, Default)]
pub(crate) struct Forms {
    /// How many forms were met, those that could not be read included: a file without any is none of ours.
    pub(crate) met: usize,
    pub(crate) projects: Vec<ProjectDraft>,
    pub(crate) departments: Vec<DepartmentDraft>,
    pub(crate) summaries: Vec<SummaryDraft>,
    pub(crate) units: Vec<UnitDraft>,
    pub(crate) figures: Vec<FiguresDraft>,
    pub(crate) registers: Vec<RegisterDraft>,
    pub(crate) problems: Vec<Problem>,
}

/// Reads the forms of one file's tables.
pub(crate) fn read(grids: &[Grid]) -> Forms {
    let mut forms = Forms::default();
    let mut unended: Option<Unended> = None;
    for grid in grids {
        unended = read_grid(grid, unended, &mut forms);
    }
    forms
}

/// A form at the end of a table that has no row of its total: a page or a sheet may have cut it.
struct Unended {
    kind: Kind,
    width: usize,
    /// Was it read, so that it is the last draft of its kind?
    is_draft: bool,
}

/// Reads the forms of a table; the last of them, where it has no end.
fn read_grid(grid: &Grid, before: Option<Unended>, forms: &mut Forms) -> Option<Unended> {
    let blocks = cut(grid);
    if let Some(before) = before
        && blocks.is_empty()
        && continued::continues(grid, before.width)
    {
        return go_on(grid, &before, forms);
    }
    if blocks.is_empty() && cut::is_telling(grid) {
        forms.met = forms.met.saturating_add(1);
        forms.problems.push(without_name(grid));
    }
    let projects = blocks.iter().filter(|block| block.kind == Kind::Project);
    let is_alone = projects.count() == 1;
    let last = blocks.last();
    let last = last.filter(|block| continued::is_unended(grid, block));
    let last = last.map(|block| block.kind);
    let mut is_draft = false;
    for block in blocks {
        forms.met = forms.met.saturating_add(1);
        let before = (forms.projects.len(), forms.departments.len());
        read_block(grid, block, is_alone, forms);
        is_draft = before != (forms.projects.len(), forms.departments.len());
    }
    last.map(|kind| Unended {
        kind,
        width: grid.width(),
        is_draft,
    })
}

/// Says that a table only goes on with a form, which without it is not whole and so not taken.
fn go_on(grid: &Grid, before: &Unended, forms: &mut Forms) -> Option<Unended> {
    let is_project = before.kind == Kind::Project;
    if before.is_draft && is_project {
        forms.projects.pop();
    }
    if before.is_draft && !is_project {
        forms.departments.pop();
    }
    forms.problems.push(continued::problem(grid));
    (!continued::is_ended(grid, 0..grid.height())).then_some(Unended {
        is_draft: false,
        ..*before
    })
}

/// Hands a form to its reader.
fn read_block(grid: &Grid, block: Block, is_alone: bool, forms: &mut Forms) {
    let is_form = matches!(block.kind, Kind::Project | Kind::Department);
    if let Some((row, column)) = block.beside.filter(|_| is_form) {
        forms.problems.push(side_by_side(grid, row, column));
        return;
    }
    let part = Part::new(grid, block.rows, block.start);
    match block.kind {
        Kind::Project => forms.projects.extend(project::read(&part, is_alone)),
        Kind::Department => forms.departments.extend(department::read(&part)),
        Kind::Summary => forms.summaries.extend(summary::read(&part)),
        Kind::Register => forms.registers.extend(register::read(&part)),
        Kind::Unit => forms.units.extend(unit::unit(&part)),
        Kind::Figures => forms.figures.extend(unit::figures(&part)),
    }
    forms.problems.extend(part.into_problems());
}

/// Of two forms in the same rows nobody could tell which cells are whose.
fn side_by_side(grid: &Grid, row: usize, column: usize) -> Problem {
    let place = (*grid.place(row, column)).clone();
    let message = Bilingual::new(
        "这里与左边各是一张表，两张表左右并排，没有读取",
        "two forms stand side by side, one here and one left of it; neither was read",
    );
    Problem::new(ProblemKind::Invalid, place, message).with_mend(Bilingual::new(
        "请把两张表上下排列，或分到两个工作表",
        "put one below the other, or each in a sheet of its own",
    ))
}

fn without_name(grid: &Grid) -> Problem {
    part::not_found(
        grid,
        &(0..grid.height()),
        &Bilingual::new(
            "“项目名称”或“部门（单位）名称”",
            "项目名称 or 部门（单位）名称 was",
        ),
        Bilingual::new(
            "请在表的上方写明“项目名称”，并在右边填写名称",
            "write 项目名称 above the table, and the name right of it",
        ),
    )
}

#[cfg(test)]
mod tests;
