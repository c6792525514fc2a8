//! The forms that stand in tables, found by their labels.
//!
//! A [`Grid`] holds one form, several one below the other, or none. Each form that can be read becomes a draft; what cannot be is a
//! problem at its cell. Nothing here knows of other files: what several files say of one project or of the unit is joined in
//! [`join`](crate::join).

mod department;
mod draft;
mod label;
mod project;
mod summary;
mod unit;

use jixiao_keyed::Problem;

use crate::grid::Grid;

pub(crate) use draft::{
    DepartmentDraft, FiguresDraft, ProjectDraft, StatedDraft, SummaryDraft, SummaryRow, UnitDraft,
};

/// What stands in the tables of one file.
#[derive(Debug, Default)]
pub(crate) struct Forms {
    pub(crate) projects: Vec<ProjectDraft>,
    pub(crate) departments: Vec<DepartmentDraft>,
    pub(crate) summaries: Vec<SummaryDraft>,
    pub(crate) units: Vec<UnitDraft>,
    pub(crate) figures: Vec<FiguresDraft>,
    pub(crate) problems: Vec<Problem>,
}

/// Reads the forms of one file's tables.
pub(crate) fn read(_grids: &[Grid]) -> Forms {
    Forms::default()
}
