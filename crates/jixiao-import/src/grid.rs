//! A table of any file as a grid: the cells that hold something, each with the region that it covers.
//!
//! Rows and columns in which nothing stands, or which are hidden, are left out: the finder of fields never meets them. Every cell still
//! knows its place in the file.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jixiao_model::{GOES_ON, Locator, Place};

/// The most places, rows times columns, of a table, and of all tables of a file together.
pub(crate) const MAX_POSITIONS: usize = 4_000_000;

/// The most formulas without a result that a table keeps.
pub(crate) const MAX_UNCOMPUTED: usize = 100_000;

/// How the cells of a table are named to a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Naming {
    /// `C7`, as in a spreadsheet.
    Letters,
    /// 第7行第3格, as one counts in a text document.
    Ordinals,
}

/// A cell that holds something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cell {
    /// The text as a reader of the file sees it: `99.99%`, `2023-12-31`, `50个`. Never empty, blanks around it trimmed.
    pub(crate) shown: String,
    /// The number behind it as a plain decimal, without rounding for show; in percent where it is shown so (`99.99771923%`).
    pub(crate) exact: Option<String>,
    /// Its first row and column in the grid, and how many it covers.
    pub(crate) row: usize,
    pub(crate) column: usize,
    pub(crate) rows: usize,
    pub(crate) columns: usize,
}

impl Cell {
    /// The number where it is one, else the text.
    pub(crate) fn exact(&self) -> &str {
        self.exact.as_deref().unwrap_or(&self.shown)
    }
}

/// A table.
#[derive(Debug)]
pub(crate) struct Grid {
    file: Arc<str>,
    sheet: String,
    naming: Naming,
    /// The paragraphs before a table of a text document, nearest last.
    pub(crate) above: Vec<String>,
    /// The paragraphs after it.
    pub(crate) below: Vec<String>,
    /// The numbers, from 0, that rows and columns have in the file.
    row_numbers: Vec<u32>,
    column_numbers: Vec<u32>,
    /// Of every row in the file where its cells begin; empty in a spreadsheet.
    ordinals: BTreeMap<u32, Vec<u32>>,
    cells: Vec<Cell>,
    /// Where in the file a formula stands whose result was never computed: no cell, but not blank either.
    uncomputed: BTreeSet<(u32, u32)>,
    /// For every place of the grid the cell that covers it, counted from 1, or 0.
    covers: Vec<u32>,
}

impl Grid {
    pub(crate) fn height(&self) -> usize {
        self.row_numbers.len()
    }

    pub(crate) fn width(&self) -> usize {
        self.column_numbers.len()
    }

    pub(crate) fn sheet(&self) -> &str {
        &self.sheet
    }

    /// The cell that covers a place.
    pub(crate) fn at(&self, row: usize, column: usize) -> Option<&Cell> {
        if column >= self.width() {
            return None;
        }
        let index = row.checked_mul(self.width())?.checked_add(column)?;
        let cell = usize::try_from(*self.covers.get(index)?).ok()?;
        self.cells.get(cell.checked_sub(1)?)
    }

    /// The cells of a row from left to right, each once; those that reach into it from above, too.
    pub(crate) fn row(&self, row: usize) -> impl Iterator<Item = &Cell> {
        let mut last: Option<*const Cell> = None;
        (0..self.width()).filter_map(move |column| {
            let cell = self.at(row, column)?;
            let seen = last.replace(std::ptr::from_ref(cell)) == Some(std::ptr::from_ref(cell));
            (!seen).then_some(cell)
        })
    }

    /// Every cell in the order of reading: row by row, from left to right.
    #[cfg(test)]
    pub(crate) fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// Stands a formula at a place that nobody has computed yet?
    pub(crate) fn is_uncomputed(&self, row: usize, column: usize) -> bool {
        let row = self.row_numbers.get(row);
        let column = self.column_numbers.get(column);
        row.zip(column)
            .is_some_and(|(row, column)| self.uncomputed.contains(&(*row, *column)))
    }

    /// Where a place of the grid lies in the file.
    pub(crate) fn place(&self, row: usize, column: usize) -> Arc<Place> {
        let number = |numbers: &[u32], index: usize| numbers.get(index).copied().unwrap_or(0);
        let row = number(&self.row_numbers, row);
        let column = number(&self.column_numbers, column);
        let cell = named(self.naming, row, column, self.ordinals.get(&row));
        self.located(cell)
    }

    /// Where a cell stands.
    pub(crate) fn place_of(&self, cell: &Cell) -> Arc<Place> {
        self.place(cell.row, cell.column)
    }

    /// The table as a whole.
    pub(crate) fn whole(&self) -> Arc<Place> {
        self.located(String::new())
    }

    fn located(&self, cell: String) -> Arc<Place> {
        Arc::new(Place {
            file: Arc::clone(&self.file),
            locator: Locator::Cell {
                sheet: self.sheet.clone(),
                cell,
            },
        })
    }
}

/// The name of a cell, row and column counted from 0; `starts` is where the cells of its row begin.
fn named(naming: Naming, row: u32, column: u32, starts: Option<&Vec<u32>>) -> String {
    let row = u64::from(row).saturating_add(1);
    if naming == Naming::Letters {
        return format!("{}{row}", letters(column));
    }
    let counted = starts.map(|starts| starts.partition_point(|start| *start <= column));
    match counted {
        Some(counted) if counted > 0 => format!("第{row}行第{counted}格"),
        _ => format!("第{row}行第{}格", u64::from(column).saturating_add(1)),
    }
}

/// The letters of a column: A, B, … Z, AA.
pub(crate) fn letters(column: u32) -> String {
    let mut rest = u64::from(column).saturating_add(1);
    let mut letters = Vec::new();
    while rest > 0 {
        let digit = u8::try_from(rest.saturating_sub(1) % 26).unwrap_or(0);
        letters.push(char::from(b'A'.saturating_add(digit)));
        rest = rest.saturating_sub(1) / 26;
    }
    letters.iter().rev().collect()
}

/// The cells with the parts of each text made one, in the cell of the first.
fn whole(found: Vec<Found>) -> Vec<Found> {
    let mut all: Vec<Found> = Vec::with_capacity(found.len());
    let mut above: BTreeMap<u32, usize> = BTreeMap::new();
    for one in found {
        let part = one.shown.strip_prefix(GOES_ON);
        let first = above.get(&one.column).and_then(|index| all.get_mut(*index));
        if let (Some(part), Some(first)) = (part, first)
            && first.shown.ends_with(GOES_ON)
        {
            first.shown.pop();
            first.shown.push_str(part);
            continue;
        }
        above.insert(one.column, all.len());
        all.push(one);
    }
    // What is left of the signs joins nothing: somebody pasted it, or deleted a part.
    for one in all.iter_mut().filter(|one| one.shown.contains(GOES_ON)) {
        let rest = one.shown.replace(GOES_ON, "");
        rest.trim().clone_into(&mut one.shown);
    }
    all.retain(|one| !one.shown.is_empty());
    all
}

/// A table with more places than are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooLarge;

/// A grid in the making: cells, merged regions and what is hidden, in any order.
#[derive(Debug)]
pub(crate) struct GridBuilder {
    file: Arc<str>,
    sheet: String,
    naming: Naming,
    above: Vec<String>,
    below: Vec<String>,
    found: Vec<Found>,
    uncomputed: BTreeSet<(u32, u32)>,
    merged: Vec<Region>,
    hidden_rows: Hidden,
    hidden_columns: Hidden,
    ordinals: BTreeMap<u32, Vec<u32>>,
}

#[derive(Debug)]
struct Found {
    row: u32,
    column: u32,
    last_row: u32,
    last_column: u32,
    shown: String,
    exact: Option<String>,
}

/// A merged region: first and last row and column, in the file's numbers from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Region {
    pub(crate) first_row: u32,
    pub(crate) first_column: u32,
    pub(crate) last_row: u32,
    pub(crate) last_column: u32,
}

impl GridBuilder {
    /// `sheet` is its name, `表1` for the first table of a document, empty for a file that is one table.
    pub(crate) fn new(file: &Arc<str>, sheet: impl Into<String>, naming: Naming) -> Self {
        Self {
            file: Arc::clone(file),
            sheet: sheet.into(),
            naming,
            above: Vec::new(),
            below: Vec::new(),
            found: Vec::new(),
            uncomputed: BTreeSet::new(),
            merged: Vec::new(),
            hidden_rows: Hidden::default(),
            hidden_columns: Hidden::default(),
            ordinals: BTreeMap::new(),
        }
    }

    /// The paragraphs before and after a table.
    pub(crate) fn paragraphs(&mut self, above: Vec<String>, below: Vec<String>) {
        self.above = above;
        self.below = below;
    }

    /// A cell, rows and columns counted from 0; an empty text is no cell. Of two at one place the first stays.
    pub(crate) fn cell(&mut self, row: u32, column: u32, shown: &str, exact: Option<String>) {
        let shown = shown.trim();
        if !shown.is_empty() {
            self.found.push(Found {
                row,
                column,
                last_row: row,
                last_column: column,
                shown: shown.to_owned(),
                exact,
            });
        }
    }

    /// A formula without a result, rows and columns counted from 0. More than [`MAX_UNCOMPUTED`] are not kept: one is enough to complain of.
    pub(crate) fn uncomputed(&mut self, row: u32, column: u32) {
        if self.uncomputed.len() < MAX_UNCOMPUTED {
            self.uncomputed.insert((row, column));
        }
    }

    pub(crate) fn merge(&mut self, region: Region) {
        self.merged.push(region);
    }

    #[cfg(test)]
    pub(crate) fn hide_row(&mut self, row: u32) {
        self.hide_rows(row, row);
    }

    #[cfg(test)]
    pub(crate) fn hide_column(&mut self, column: u32) {
        self.hide_columns(column, column);
    }

    /// Hides rows from the first to the last.
    pub(crate) fn hide_rows(&mut self, first: u32, last: u32) {
        self.hidden_rows.add(first, last);
    }

    /// Hides columns from the first to the last.
    pub(crate) fn hide_columns(&mut self, first: u32, last: u32) {
        self.hidden_columns.add(first, last);
    }

    /// Where the cells of a row begin, from left to right, the empty ones too: what a reader counts when [`Naming::Ordinals`] says
    /// 第3格, though a cell covers several columns.
    pub(crate) fn ordinals(&mut self, row: u32, starts: Vec<u32>) {
        self.ordinals.insert(row, starts);
    }

    /// How many cells were added.
    pub(crate) fn len(&self) -> usize {
        self.found.len()
    }

    /// The first cell that stands in a hidden row or column and so is passed over.
    pub(crate) fn first_hidden(&mut self) -> Option<(u32, u32)> {
        self.order();
        let places = self.found.iter().map(|one| (one.row, one.column));
        places
            .filter(|place| self.is_hidden(self.seen_from(*place)))
            .min()
    }

    /// Puts what is searched for places in order.
    fn order(&mut self) {
        self.merged
            .sort_by_key(|region| (region.first_row, region.first_column));
        self.hidden_rows.order();
        self.hidden_columns.order();
    }

    fn is_hidden(&self, (row, column): (u32, u32)) -> bool {
        self.hidden_rows.holds(row) || self.hidden_columns.holds(column)
    }

    /// Where a cell of the table stands, rows and columns counted from 0.
    pub(crate) fn place(&self, row: u32, column: u32) -> Place {
        self.located(named(self.naming, row, column, self.ordinals.get(&row)))
    }

    /// The table as a whole.
    pub(crate) fn whole(&self) -> Place {
        self.located(String::new())
    }

    fn located(&self, cell: String) -> Place {
        Place {
            file: Arc::clone(&self.file),
            locator: Locator::Cell {
                sheet: self.sheet.clone(),
                cell,
            },
        }
    }

    /// The grid.
    ///
    /// # Errors
    /// [`TooLarge`] where rows times columns are more than [`MAX_POSITIONS`].
    pub(crate) fn finish(mut self) -> Result<Grid, TooLarge> {
        self.order();
        let mut found = std::mem::take(&mut self.found);
        for one in &mut found {
            self.spread(one);
        }
        found.retain(|one| !self.is_hidden((one.row, one.column)));
        found.sort_by_key(|one| (one.row, one.column));
        found.dedup_by_key(|one| (one.row, one.column));
        let found = whole(found);
        let rows: BTreeSet<u32> = found.iter().map(|one| one.row).collect();
        let columns: BTreeSet<u32> = found.iter().map(|one| one.column).collect();
        let row_numbers: Vec<u32> = rows.into_iter().collect();
        let column_numbers: Vec<u32> = columns.into_iter().collect();
        let (height, width) = (row_numbers.len(), column_numbers.len());
        let positions = height.saturating_mul(width);
        if positions > MAX_POSITIONS {
            return Err(TooLarge);
        }
        let mut grid = Grid {
            file: self.file,
            sheet: self.sheet,
            naming: self.naming,
            above: self.above,
            below: self.below,
            row_numbers,
            column_numbers,
            ordinals: self.ordinals,
            cells: Vec::with_capacity(found.len()),
            uncomputed: self.uncomputed,
            covers: vec![0; positions],
        };
        for one in found {
            grid.put(one);
        }
        Ok(grid)
    }

    /// Gives a cell its region; one that begins in a hidden row or column is seen from the first that is not.
    fn spread(&self, one: &mut Found) {
        if let Some(region) = self.region((one.row, one.column)) {
            one.last_row = region.last_row.max(one.row);
            one.last_column = region.last_column.max(one.column);
            (one.row, one.column) = self.seen_from((one.row, one.column));
        }
    }

    /// The merged region that begins at a place.
    fn region(&self, place: (u32, u32)) -> Option<Region> {
        let of_region = |region: &Region| (region.first_row, region.first_column);
        let index = self.merged.binary_search_by_key(&place, of_region).ok()?;
        self.merged.get(index).copied()
    }

    /// Where a cell is seen whose region begins in a hidden row or column.
    fn seen_from(&self, (row, column): (u32, u32)) -> (u32, u32) {
        let Some(region) = self.region((row, column)) else {
            return (row, column);
        };
        let seen_row = self.hidden_rows.next_shown(row, region.last_row);
        let seen_column = self.hidden_columns.next_shown(column, region.last_column);
        (seen_row.unwrap_or(row), seen_column.unwrap_or(column))
    }
}

/// Rows or columns that are hidden: ranges, since a file may hide a million rows in one word, many times over.
#[derive(Debug, Default)]
struct Hidden {
    /// First and last. In order and apart once they are put so.
    ranges: Vec<(u32, u32)>,
}

impl Hidden {
    fn add(&mut self, first: u32, last: u32) {
        match self.ranges.last_mut() {
            // Rows come one by one and in order: they are one range.
            Some(range) if first >= range.0 && first <= range.1.saturating_add(1) => {
                range.1 = range.1.max(last);
            }
            _ if first <= last => self.ranges.push((first, last)),
            _ => {}
        }
    }

    /// Puts the ranges in order and joins those that touch.
    fn order(&mut self) {
        self.ranges.sort_unstable();
        let ranges = std::mem::take(&mut self.ranges);
        for (first, last) in ranges {
            self.add(first, last);
        }
    }

    /// The last of the range that holds a number.
    fn end(&self, number: u32) -> Option<u32> {
        let next = self.ranges.partition_point(|range| range.0 <= number);
        let range = self.ranges.get(next.checked_sub(1)?)?;
        (range.1 >= number).then_some(range.1)
    }

    fn holds(&self, number: u32) -> bool {
        self.end(number).is_some()
    }

    /// The first that is not hidden, from one to another.
    fn next_shown(&self, first: u32, last: u32) -> Option<u32> {
        let next = match self.end(first) {
            Some(end) => end.checked_add(1)?,
            None => first,
        };
        (next <= last).then_some(next)
    }
}

impl Grid {
    /// Puts a cell over the places of its region that no other covers.
    fn put(&mut self, one: Found) {
        let span = |numbers: &[u32], first: u32, last: u32| {
            let start = numbers.partition_point(|number| *number < first);
            let end = numbers.partition_point(|number| *number <= last.max(first));
            (start, end.saturating_sub(start).max(1))
        };
        let (row, rows) = span(&self.row_numbers, one.row, one.last_row);
        let (column, columns) = span(&self.column_numbers, one.column, one.last_column);
        // What another cell covers already is not its own: a merged region may hold texts that no reader sees.
        if self.at(row, column).is_some() {
            return;
        }
        self.cells.push(Cell {
            shown: one.shown,
            exact: one.exact,
            row,
            column,
            rows,
            columns,
        });
        let mark = u32::try_from(self.cells.len()).unwrap_or(u32::MAX);
        let width = self.width();
        for row in row..row.saturating_add(rows) {
            let start = row.saturating_mul(width).saturating_add(column);
            let places = self.covers.get_mut(start..start.saturating_add(columns));
            for place in places.into_iter().flatten().filter(|place| **place == 0) {
                *place = mark;
            }
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A grid of texts; an empty text is no cell.
    pub(crate) fn grid(rows: &[&[&str]]) -> Grid {
        builder(rows).finish().unwrap()
    }

    pub(crate) fn builder(rows: &[&[&str]]) -> GridBuilder {
        let mut builder = GridBuilder::new(&Arc::from("表.xlsx"), "自评表", Naming::Letters);
        for (row, texts) in (0..).zip(rows) {
            for (column, text) in (0..).zip(*texts) {
                builder.cell(row, column, text, None);
            }
        }
        builder
    }

    fn region(first_row: u32, first_column: u32, last_row: u32, last_column: u32) -> Region {
        Region {
            first_row,
            first_column,
            last_row,
            last_column,
        }
    }

    fn texts(grid: &Grid, row: usize) -> Vec<&str> {
        grid.row(row).map(|cell| cell.shown.as_str()).collect()
    }

    #[test]
    fn empty_and_hidden_rows_and_columns_are_left_out_and_places_are_kept() {
        let mut builder = builder(&[
            &["甲", "", "隐", "乙"],
            &["", "", "", ""],
            &["藏", "", "", ""],
            &["丙", "", "", "丁"],
        ]);
        builder.hide_row(2);
        builder.hide_column(2);
        assert_eq!(builder.first_hidden(), Some((0, 2)));
        let grid = builder.finish().unwrap();
        assert_eq!((grid.height(), grid.width()), (2, 2));
        assert_eq!(texts(&grid, 1), ["丙", "丁"]);
        assert_eq!(grid.place(1, 1).to_string(), "表.xlsx [自评表!D4]");
    }

    #[test]
    fn a_merged_cell_covers_its_region() {
        let mut builder = builder(&[&["甲", "", "乙"], &["", "内", "丙"], &["丁", "戊", "己"]]);
        builder.merge(region(0, 0, 1, 1));
        let grid = builder.finish().unwrap();
        // 内 stands under the merged cell: nobody sees it.
        assert_eq!(texts(&grid, 0), ["甲", "乙"]);
        assert_eq!(texts(&grid, 1), ["甲", "丙"]);
        let merged = grid.at(1, 1).unwrap();
        assert_eq!((merged.rows, merged.columns), (2, 2));
        assert_eq!(texts(&grid, 2), ["丁", "戊", "己"]);
    }

    #[test]
    fn a_merged_cell_whose_first_row_is_hidden_is_seen_in_the_next() {
        let mut builder = builder(&[&["产出", "甲"], &["", "乙"], &["", "丙"]]);
        builder.merge(region(0, 0, 2, 0));
        builder.hide_row(0);
        assert_eq!(builder.first_hidden(), Some((0, 1)));
        let grid = builder.finish().unwrap();
        assert_eq!(texts(&grid, 0), ["产出", "乙"]);
        assert_eq!(texts(&grid, 1), ["产出", "丙"]);
        assert_eq!(grid.place(0, 0).to_string(), "表.xlsx [自评表!A2]");
    }

    /// A million rows hidden one by one, and each cell merged down over all of them: no row may be looked at twice.
    #[test]
    fn what_is_hidden_many_times_over_costs_little() {
        let mut builder = GridBuilder::new(&Arc::from("表.xlsx"), "表", Naming::Letters);
        for _ in 0..100_000 {
            builder.hide_columns(3, 16_383);
            builder.hide_columns(1, 1);
        }
        for row in 0..100_000 {
            builder.hide_row(row);
            builder.cell(row, 0, "甲", None);
            builder.merge(region(row, 0, 1_048_575, 0));
        }
        assert_eq!(builder.first_hidden(), None);
        let grid = builder.finish().unwrap();
        assert_eq!((grid.height(), grid.width()), (1, 1));
        assert_eq!(grid.place(0, 0).to_string(), "表.xlsx [表!A100001]");
    }

    #[test]
    fn a_cell_of_a_document_is_counted_in_its_row() {
        let mut builder = GridBuilder::new(&Arc::from("表.docx"), "表1", Naming::Ordinals);
        builder.cell(0, 0, "甲", None);
        builder.cell(0, 7, "乙", None);
        builder.ordinals(0, vec![0, 4, 7]);
        let grid = builder.finish().unwrap();
        assert_eq!(grid.place(0, 1).to_string(), "表.docx [表1!第1行第3格]");
    }

    #[test]
    fn a_text_told_in_parts_is_one_text_in_the_cell_of_the_first() {
        let parted = grid(&[
            &["甲", "一\n\u{2063}", "1"],
            &["", "\u{2063}二 \u{2063}", ""],
            &["", "\u{2063}三", ""],
            &["乙", "四", "2"],
        ]);
        assert_eq!(texts(&parted, 0), ["甲", "一\n二 三", "1"]);
        assert_eq!(texts(&parted, 1), ["乙", "四", "2"]);
        assert_eq!(parted.height(), 2);
        // A sign that somebody pasted joins nothing, nor does that of a part whose rest was deleted.
        let by_hand = grid(&[&["甲", "一"], &["乙", "\u{2063}二"]]);
        assert_eq!(texts(&by_hand, 1), ["乙", "二"]);
        let cut = grid(&[&["甲", "一\u{2063}"], &["乙", "二"], &["\u{2063}", "三"]]);
        assert_eq!(texts(&cut, 0), ["甲", "一"]);
        assert_eq!(texts(&cut, 2), ["三"]);
    }

    #[test]
    fn a_region_beyond_what_stands_costs_nothing() {
        let mut builder = builder(&[&["甲", "乙"]]);
        builder.merge(region(0, 1, u32::MAX, u32::MAX));
        let grid = builder.finish().unwrap();
        assert_eq!(texts(&grid, 0), ["甲", "乙"]);
        assert!(grid.at(0, usize::MAX).is_none() && grid.at(usize::MAX, 1).is_none());
    }

    #[test]
    fn a_table_of_too_many_places_is_refused() {
        let mut builder = GridBuilder::new(&Arc::from("a.csv"), "", Naming::Letters);
        for index in 0..2_001 {
            builder.cell(index, index, "1", None);
        }
        assert_eq!(builder.finish().unwrap_err(), TooLarge);
    }

    #[test]
    fn columns_are_named_as_spreadsheets_name_them() {
        let cases = [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (701, "ZZ"),
            (702, "AAA"),
            (16_383, "XFD"),
        ];
        for (column, name) in cases {
            assert_eq!(letters(column), name);
        }
    }
}
