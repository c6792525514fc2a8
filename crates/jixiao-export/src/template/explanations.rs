//! Causes and remedies of every project, put together for 汇总表.
//!
//! They are parted and joined cell by cell, in formulas that every Excel and WPS since 2007 knows. These stand on the sheet that nobody
//! sees, two columns a project: in the forms themselves they would be hidden columns, which a reader has to tell of.

use rust_xlsxwriter::{Formula, Worksheet};

use super::annex::{NAME, Places, REASON};
use super::formula::empty_or;
use super::sheet::{at, fixed};
use super::{project, years};
use crate::ExportError;

/// The column of the causes of the first project; its remedies stand beside them.
const FIRST: u16 = 2;

/// Which of the two.
#[derive(Clone, Copy)]
pub(super) enum Side {
    Causes,
    Remedies,
}

fn column(number: u16, side: Side) -> u16 {
    let before = number.saturating_sub(1).saturating_mul(2);
    let own = match side {
        Side::Causes => 0,
        Side::Remedies => 1,
    };
    FIRST.saturating_add(before).saturating_add(own)
}

/// The cell with all that a project tells.
pub(super) fn reference(number: u16, places: Places, side: Side) -> String {
    let last = places.total().saturating_sub(places.first);
    format!("'{}'!{}", years::SHEET, fixed(last, column(number, side)))
}

/// The columns of a project: each row adds what a cell of the form tells, numbered where several tell something.
pub(super) fn write(sheet: &mut Worksheet, number: u16, places: Places) -> Result<(), ExportError> {
    let form = project::sheet_name(number);
    let of = |cell: String| format!("'{form}'!{cell}");
    let reason = |row| of(fixed(row, REASON));
    let range_to = |row| format!("{}:{}", reason(places.first), fixed(row, REASON));
    let of_rate = of(fixed(places.execution_reason(), NAME));
    let count = format!("COUNTA({},{of_rate})", range_to(places.last));
    let rows = places.first..=places.last;
    let rows = rows.map(|row| (reason(row), format!("COUNTA({})", range_to(row))));
    let cells = rows.chain([(of_rate.clone(), count.clone())]);
    for (row, (cell, own)) in (0u32..).zip(cells) {
        let numbered = format!("IF({count}>1,\"（\"&{own}&\"）\",\"\")");
        for (side, text) in [
            (Side::Causes, cause(&cell)),
            (Side::Remedies, remedy(&cell)),
        ] {
            let column = column(number, side);
            let above = row.checked_sub(1).map(|above| at(above, column));
            let above = above.unwrap_or_else(|| "\"\"".into());
            let line = format!("IF({above}=\"\",\"\",CHAR(10))&{numbered}&{text}");
            let line = format!("IF({text}=\"\",\"\",{line})");
            let formula = format!("={above}&{}", empty_or(&cell, &line));
            sheet.write_formula(row, column, Formula::new(formula))?;
        }
    }
    Ok(())
}

/// What stands before 改进措施.
fn cause(cell: &str) -> String {
    let before = format!("LEFT({cell},FIND(\"改进措施\",{cell}&\"改进措施\")-1)");
    format!("SUBSTITUTE(SUBSTITUTE({before},\"偏差原因：\",\"\"),CHAR(10),\"\")")
}

/// What stands behind 改进措施 and its colon.
fn remedy(cell: &str) -> String {
    format!("IFERROR(MID({cell},FIND(\"改进措施\",{cell})+5,9999),\"\")")
}
