//! Files from a [`Document`]: a workbook, a text document, or Markdown.
//!
//! | function | file | a section is | a figure is | made-up text ([`Mark::Constructed`](crate::document::Mark)) |
//! |---|---|---|---|---|
//! | [`xlsx`] | Excel | a sheet | a true number, in its format | blue |
//! | [`docx`] | Word | pages with their own set-up | the text that shows it | blue |
//! | [`markdown`] | GitHub Markdown | a part between rules | the text that shows it | emphasised (`<em>`) |
//!
//! No renderer computes. The same document gives the same bytes, on any day: the files' inner dates are all
//! 1980-01-01, the first day that a zip archive can name. Characters that XML cannot hold are dropped.
//!
//! A table whose cells leave a place free, reach past an edge or lie over one another is refused by all three
//! with the same [`ExportError::Table`].
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

mod clean;
mod docx;
mod dress;
mod layout;
mod markdown;
mod measure;
mod pages;
mod paper;
mod sheet_name;
mod xlsx;

pub use docx::docx;
pub(crate) use dress::Part;
pub(crate) use markdown::inline;
pub use markdown::markdown;
pub(crate) use measure::lines;
pub use xlsx::xlsx;
pub(crate) use xlsx::{column_pixels, line_height, set_up_page, text_format};

use crate::ExportError;
use crate::document::{Document, Section, Table};
use layout::Piece;

/// A document has something to show.
fn require_sections(document: &Document) -> Result<(), ExportError> {
    if document.sections.is_empty() {
        return Err(ExportError::NoSection);
    }
    Ok(())
}

/// Lays a table, and says where in the document it stands if it cannot be laid.
fn lay<'a>(
    section: &Section,
    number: usize,
    table: &'a Table,
) -> Result<Vec<Vec<Piece<'a>>>, ExportError> {
    layout::lay(table).map_err(|misplaced| ExportError::Table {
        section: section.name.clone(),
        table: number,
        row: misplaced.row,
        fault: misplaced.fault,
    })
}
