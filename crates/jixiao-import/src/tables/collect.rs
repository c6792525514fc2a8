//! What the readers of all kinds of files share: the tables as they are found, counted against the limits.

use std::sync::Arc;

use jixiao_model::{Bilingual, Locator, Place, Remark, RemarkKind};

use super::Tables;
use super::limits::{self, Limits};
use super::number::Shown;
use super::refusal::{self, Fault};
use crate::MAX_CELL_CHARS;
use crate::grid::{Grid, GridBuilder, MAX_POSITIONS, Naming};

/// How many characters of a sheet's name are kept.
const MAX_SHEET_NAME_CHARS: usize = 100;

/// The tables of a file as far as it is read.
pub(super) struct Collector {
    file: Arc<str>,
    limits: Limits,
    tables: Tables,
    sheets: usize,
    cells: usize,
    text: usize,
    positions: usize,
}

impl Collector {
    pub(super) fn new(file: &Arc<str>, limits: Limits) -> Self {
        Self {
            file: Arc::clone(file),
            limits,
            tables: Tables::default(),
            sheets: 0,
            cells: 0,
            text: 0,
            positions: 0,
        }
    }

    pub(super) fn file(&self) -> &Arc<str> {
        &self.file
    }

    pub(super) fn limits(&self) -> Limits {
        self.limits
    }

    /// How many sheets or tables were begun.
    pub(super) fn sheets(&self) -> usize {
        self.sheets
    }

    /// Begins a sheet or table.
    pub(super) fn begin(&mut self, sheet: &str, naming: Naming) -> Result<GridBuilder, Fault> {
        self.sheets = self.sheets.saturating_add(1);
        if self.sheets > self.limits.sheets {
            return Err(self.too_many_sheets());
        }
        // No program allows longer names; every place would repeat it.
        let sheet: String = sheet.chars().take(MAX_SHEET_NAME_CHARS).collect();
        Ok(GridBuilder::new(&self.file, sheet, naming))
    }

    /// Counts the text of a paragraph beside the tables.
    pub(super) fn paragraph(&mut self, text: &str) -> Result<(), Fault> {
        self.text = self.text.saturating_add(text.len());
        if self.text > self.limits.text_bytes {
            return Err(self.too_much_text());
        }
        Ok(())
    }

    /// Adds a cell to a table.
    pub(super) fn cell(
        &mut self,
        builder: &mut GridBuilder,
        (row, column): (u32, u32),
        shown: Shown,
    ) -> Result<(), Fault> {
        if shown.text.trim().is_empty() {
            return Ok(());
        }
        self.cells = self.cells.saturating_add(1);
        self.text = self.text.saturating_add(shown.text.len());
        let most = self.limits.cells;
        if self.cells > most {
            return Err(refusal::beyond(
                &self.file,
                &format!("有内容的单元格超过 {most} 个"),
                &format!("more than {most} cells with content"),
            ));
        }
        if self.text > self.limits.text_bytes {
            return Err(self.too_much_text());
        }
        if shown.text.chars().nth(MAX_CELL_CHARS).is_some() {
            let place = builder.place(row, column);
            return Err(refusal::cell_too_long(place, MAX_CELL_CHARS));
        }
        builder.cell(row, column, &shown.text, shown.exact);
        Ok(())
    }

    /// Finishes a table; `None` where nothing stands in it.
    pub(super) fn finish(&mut self, mut builder: GridBuilder) -> Result<Option<Grid>, Fault> {
        if let Some((row, column)) = builder.first_hidden() {
            let place = builder.place(row, column);
            self.tables.remarks.push(hidden_cells(place));
        }
        let grid = builder.finish().map_err(|_| self.too_many_places())?;
        if grid.height() == 0 {
            return Ok(None);
        }
        self.positions = self
            .positions
            .saturating_add(grid.height().saturating_mul(grid.width()));
        if self.positions > MAX_POSITIONS {
            return Err(self.too_many_places());
        }
        Ok(Some(grid))
    }

    /// Finishes a sheet and keeps it; one that is hidden is told, if something stands in it, and passed over.
    pub(super) fn sheet(&mut self, builder: GridBuilder, hidden: bool) -> Result<(), Fault> {
        if hidden {
            if builder.len() > 0 {
                self.tables.remarks.push(hidden_sheet(builder.whole()));
            }
            return Ok(());
        }
        let grid = self.finish(builder)?;
        self.tables.grids.extend(grid);
        Ok(())
    }

    pub(super) fn keep(&mut self, grids: Vec<Grid>) {
        self.tables.grids.extend(grids);
    }

    pub(super) fn into_tables(self) -> Tables {
        self.tables
    }

    fn too_much_text(&self) -> Fault {
        let most = limits::mebibytes(self.limits.text_bytes);
        refusal::beyond(
            &self.file,
            &format!("文字合计超过 {most} MiB"),
            &format!("more than {most} MiB of text"),
        )
    }

    pub(super) fn too_many_sheets(&self) -> Fault {
        let most = self.limits.sheets;
        refusal::beyond(
            &self.file,
            &format!("工作表或表格超过 {most} 个"),
            &format!("more than {most} sheets or tables"),
        )
    }

    pub(super) fn too_many_places(&self) -> Fault {
        refusal::beyond(
            &self.file,
            &format!("表格的行数乘以列数合计超过 {MAX_POSITIONS}"),
            &format!("rows times columns of the tables are more than {MAX_POSITIONS}"),
        )
    }
}

fn unhide() -> Bilingual {
    Bilingual::new("如需计入请取消隐藏", "show it again if it is to count")
}

fn hidden_sheet(place: Place) -> Remark {
    let sheet = match &place.locator {
        Locator::Cell { sheet, .. } => sheet.clone(),
        _ => String::new(),
    };
    Remark {
        kind: RemarkKind::PassedOver,
        message: Bilingual::new(
            format!("隐藏的工作表“{sheet}”没有读取"),
            format!("the hidden sheet \"{sheet}\" was not read"),
        ),
        mend: unhide(),
        place: Some(Arc::new(place)),
    }
}

fn hidden_cells(place: Place) -> Remark {
    let first = match &place.locator {
        Locator::Cell { sheet, cell } if sheet.is_empty() => cell.clone(),
        Locator::Cell { sheet, cell } => format!("{sheet}!{cell}"),
        _ => String::new(),
    };
    Remark {
        kind: RemarkKind::PassedOver,
        message: Bilingual::new(
            format!("隐藏的行（列）没有读取，首处 {first}"),
            format!("hidden rows or columns were not read, the first at {first}"),
        ),
        mend: unhide(),
        place: Some(Arc::new(place)),
    }
}

/// The row and column, from 0, that `B7` names; `None` if a spreadsheet has no such cell.
pub(super) fn reference(name: &str) -> Option<(u32, u32)> {
    let name = name.trim();
    let digits = name.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let letters = name.strip_suffix(digits)?;
    if letters.is_empty() || letters.len() > 3 || digits.len() > 7 {
        return None;
    }
    let column = letters.bytes().fold(0_u32, |column, letter| {
        let value = u32::from(letter.to_ascii_uppercase().saturating_sub(b'A'));
        column
            .saturating_mul(26)
            .saturating_add(value)
            .saturating_add(1)
    });
    let row: u32 = digits.parse().ok()?;
    let (row, column) = (row.checked_sub(1)?, column.checked_sub(1)?);
    (row <= LAST_ROW && column <= LAST_COLUMN).then_some((row, column))
}

/// The last row and column of any spreadsheet, from 0.
pub(super) const LAST_ROW: u32 = 1_048_575;
pub(super) const LAST_COLUMN: u32 = 16_383;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_cells() {
        let cases = [
            ("A1", Some((0, 0))),
            ("b7", Some((6, 1))),
            ("XFD1048576", Some((LAST_ROW, LAST_COLUMN))),
            ("XFE1", None),
            ("A1048577", None),
            ("A0", None),
            ("7", None),
            ("A", None),
            ("", None),
            ("A99999999999", None),
            ("甲1", None),
        ];
        for (name, place) in cases {
            assert_eq!(reference(name), place, "{name}");
        }
    }
}
