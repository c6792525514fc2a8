//! 选项: the years to choose from. A list that stands in the check itself holds no more than 255 characters.
//!
//! The sheet is of use to formulas only and very hidden: Excel offers to show any other hidden sheet, and readers of forms tell of it.

use jixiao_model::FiscalYear;
use rust_xlsxwriter::Worksheet;

use crate::ExportError;

pub(super) const SHEET: &str = "选项";

/// The first and the last year that a submission can have.
pub(super) const FIRST: i32 = FiscalYear::FIRST.number();
pub(super) const LAST: i32 = FiscalYear::LAST.number();
/// The list begins here: nobody wants to scroll past the years before.
const TOP: i32 = 2020;

/// Where the years stand.
pub(super) fn range() -> String {
    let years = LAST.saturating_sub(FIRST).saturating_add(1);
    format!("'{SHEET}'!$A$1:$A${years}")
}

pub(super) fn write(sheet: &mut Worksheet) -> Result<(), ExportError> {
    for (row, year) in (0..).zip((TOP..=LAST).chain(FIRST..TOP)) {
        sheet.write_number(row, 0, year)?;
    }
    sheet
        .set_formula_result_default("")
        .set_very_hidden(true)
        .protect();
    Ok(())
}
