//! Blank forms for units to fill in (空白表): workbooks that check what is typed and compute what follows from it.
//!
//! The forms have the labels and rows of the annexes, so that what reads the one reads the other. Labels and formulas are locked
//! without a password; cells to fill are open and tinted. Formulas bear the result that they have in an empty form, for readers
//! that do not compute.
#![cfg_attr(
    not(test),
    deny(
        clippy::arithmetic_side_effects,
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing
    )
)]

mod annex;
mod department;
mod explanations;
mod field;
mod figures;
mod formula;
mod guide;
mod levels;
mod project;
mod sheet;
mod summary;
mod unit;
mod years;

use jixiao_model::FiscalYear;
use jixiao_scoring::policy::Policy;
use rust_xlsxwriter::Workbook;

use crate::ExportError;

/// The most project forms of a workbook.
pub const MAX_TEMPLATE_PROJECTS: u16 = 200;

/// Which blank forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TemplateKind {
    /// 附表1 项目支出绩效自评表.
    Project,
    /// 附表3 部门（单位）整体支出绩效自评表, with the figures behind its rates.
    Department,
    /// All that a unit fills in: how to fill, the unit, annex 3, so many of annex 1, and annex 2 over them.
    Unit,
}

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub struct TemplateOrder<'a> {
    /// Gives weights, grades and the points of the execution rate.
    pub policy: &'a Policy,
    /// Which forms.
    pub kind: TemplateKind,
    /// How many project forms a workbook for a unit has: 1 to [`MAX_TEMPLATE_PROJECTS`].
    pub projects: u16,
    /// The year that is filled in already.
    pub year: Option<FiscalYear>,
    /// The ids of the policies that are offered. The one of `policy` is filled in where it is among them.
    pub policies: &'a [&'a str],
}

impl<'a> TemplateOrder<'a> {
    /// A workbook for a unit with 10 projects, of no year, with no policies to choose from.
    pub const fn new(policy: &'a Policy) -> Self {
        Self {
            policy,
            kind: TemplateKind::Unit,
            projects: 10,
            year: None,
            policies: &[],
        }
    }
}

/// The blank forms as an Excel workbook (`.xlsx`). The same order gives the same bytes, on any day.
///
/// # Errors
/// [`ExportError::TemplateProjects`] for a number of projects that no workbook has; [`ExportError::Workbook`].
pub fn template(order: &TemplateOrder<'_>) -> Result<Vec<u8>, ExportError> {
    let title = match order.kind {
        TemplateKind::Project => project::TITLE,
        TemplateKind::Department => department::TITLE,
        TemplateKind::Unit => "预算绩效自评填报表",
    };
    let mut workbook = sheet::workbook(title)?;
    match order.kind {
        TemplateKind::Project => {
            let sheet = workbook.add_worksheet();
            sheet.set_name(project::TITLE)?;
            project::write(sheet, order)?;
        }
        TemplateKind::Department => write_department(&mut workbook, order)?,
        TemplateKind::Unit => write_unit(&mut workbook, order)?,
    }
    Ok(workbook.save_to_buffer()?)
}

fn write_department(workbook: &mut Workbook, order: &TemplateOrder<'_>) -> Result<(), ExportError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name(department::SHEET)?;
    department::write(sheet, order)?;
    let sheet = workbook.add_worksheet();
    sheet.set_name(figures::SHEET)?;
    figures::write(sheet)
}

fn write_unit(workbook: &mut Workbook, order: &TemplateOrder<'_>) -> Result<(), ExportError> {
    let (found, max) = (order.projects, MAX_TEMPLATE_PROJECTS);
    if !(1..=max).contains(&found) {
        return Err(ExportError::TemplateProjects { found, max });
    }
    let sheet = workbook.add_worksheet();
    sheet.set_name(guide::SHEET)?;
    guide::write(sheet, order)?;
    let sheet = workbook.add_worksheet();
    sheet.set_name(unit::SHEET)?;
    unit::write(sheet, order)?;
    write_department(workbook, order)?;
    let mut places = None;
    for number in 1..=order.projects {
        let sheet = workbook.add_worksheet();
        sheet.set_name(project::sheet_name(number))?;
        places = Some(project::write(sheet, order)?);
    }
    if let Some(places) = places {
        let sheet = workbook.add_worksheet();
        sheet.set_name(summary::SHEET)?;
        summary::write(sheet, order, places)?;
    }
    let sheet = workbook.add_worksheet();
    sheet.set_name(years::SHEET)?;
    years::write(sheet)?;
    if let Some(places) = places {
        for number in 1..=order.projects {
            explanations::write(sheet, number, places)?;
        }
    }
    Ok(())
}
