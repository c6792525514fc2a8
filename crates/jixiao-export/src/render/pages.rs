//! How the rows of a table lie on a sheet and on its pages.
//!
//! A sheet has no row higher than 409 pt, and a printer breaks a page between rows without a look at the texts merged over them. So a
//! row that needs more is divided into several rows of the sheet, which stay together where a page can hold them; and what goes on
//! over pages begins each with its own cells.

use std::ops::Range;

/// Pixels of the tallest row that Excel has (409 pt).
pub(super) const TALLEST: u32 = 545;

/// How high the rows of a table must be.
pub(super) struct RowHeights {
    rows: Vec<u32>,
    /// First row, number of rows and need of each cell that covers several.
    spans: Vec<(usize, usize, u32)>,
}

impl RowHeights {
    pub(super) fn new(rows: usize) -> Self {
        Self {
            rows: vec![0; rows],
            spans: Vec::new(),
        }
    }

    pub(super) fn need(&mut self, row: usize, rows: usize, height: u32) {
        if rows > 1 {
            self.spans.push((row, rows, height));
            return;
        }
        if let Some(own) = self.rows.get_mut(row) {
            *own = height.max(*own);
        }
    }

    /// The rows' heights. What a cell over several rows needs beyond theirs is spread over them, cells over few rows first.
    pub(super) fn settle(mut self) -> Vec<u32> {
        self.spans.sort_by_key(|(_, rows, _)| *rows);
        for (first, rows, needed) in self.spans {
            let covered: Vec<&mut u32> = self.rows.iter_mut().skip(first).take(rows).collect();
            let total = covered
                .iter()
                .fold(0u32, |sum, height| sum.saturating_add(**height));
            let each = u32::try_from(rows)
                .ok()
                .and_then(|rows| {
                    needed
                        .saturating_sub(total)
                        .checked_next_multiple_of(rows)?
                        .checked_div(rows)
                })
                .unwrap_or(0);
            for height in covered {
                *height = height.saturating_add(each);
            }
        }
        self.rows
    }
}

/// The heights of the rows of the sheet that one row of a table so high is divided into.
pub(super) fn divided(height: u32) -> Vec<u32> {
    let parts = height.div_ceil(TALLEST).max(1);
    let each = height.div_ceil(parts);
    (0..parts).map(|_| each).collect()
}

/// A row of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SheetRow {
    /// Pixels.
    pub(super) height: u32,
    /// No page may end above it where that can be helped.
    pub(super) with_above: bool,
}

/// Where pages begin among the rows of a table that begins `used` pixels down its page: the numbers of their first rows, none of them
/// 0 unless the table begins on a new page.
///
/// `heads` are repeated on each page behind them. A row alone too high for a page stands on its own.
pub(super) fn page_starts(
    rows: &[SheetRow],
    used: u32,
    page: u32,
    heads: &Range<usize>,
) -> Vec<usize> {
    let heads_height = rows
        .get(heads.clone())
        .unwrap_or_default()
        .iter()
        .fold(0u32, |sum, row| sum.saturating_add(row.height));
    let mut starts = Vec::new();
    let mut reached = used;
    let mut index = 0;
    while index < rows.len() {
        let group = group_end(rows, index);
        let height = rows
            .get(index..group)
            .unwrap_or_default()
            .iter()
            .fold(0u32, |sum, row| sum.saturating_add(row.height));
        // A page that holds nothing yet but the heads is not ended.
        let top = if index >= heads.end { heads_height } else { 0 };
        if reached.saturating_add(height) > page && reached > top {
            starts.push(index);
            reached = top;
        }
        reached = reached.saturating_add(height);
        index = group;
    }
    starts
}

/// Behind the last row that stays with this one.
fn group_end(rows: &[SheetRow], first: usize) -> usize {
    let behind = first.saturating_add(1);
    let more = rows.get(behind..).unwrap_or_default();
    let together = more.iter().take_while(|row| row.with_above).count();
    behind.saturating_add(together)
}

/// The parts of a range of rows that lie on one page each.
pub(super) fn parted(rows: Range<usize>, starts: &[usize]) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut from = rows.start;
    let within = starts
        .iter()
        .filter(|start| **start > rows.start && **start < rows.end);
    for start in within {
        parts.push(from..*start);
        from = *start;
    }
    parts.push(from..rows.end);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(heights: &[(u32, bool)]) -> Vec<SheetRow> {
        let row = |(height, with_above): &(u32, bool)| SheetRow {
            height: *height,
            with_above: *with_above,
        };
        heights.iter().map(row).collect()
    }

    #[test]
    fn what_a_tall_cell_needs_beyond_its_rows_is_spread() {
        let mut heights = RowHeights::new(4);
        heights.need(0, 1, 20);
        heights.need(1, 1, 20);
        heights.need(2, 1, 30);
        heights.need(0, 2, 61);
        heights.need(0, 3, 90);
        heights.need(3, 1, 9_999);
        assert_eq!(heights.settle(), [31, 31, 30, 9_999]);
    }

    #[test]
    fn a_row_is_divided_into_as_few_as_excel_allows() {
        let cases = [(0, 1), (20, 1), (TALLEST, 1), (TALLEST + 1, 2), (1_700, 4)];
        for (height, parts) in cases {
            let divided = divided(height);
            assert_eq!(divided.len(), parts, "{height}");
            assert!(divided.iter().all(|part| *part <= TALLEST));
            assert!(divided.iter().sum::<u32>() >= height);
        }
    }

    #[test]
    fn pages_begin_where_the_next_rows_do_not_fit() {
        let no_heads = 0..0;
        let single = rows(&[(40, false); 5]);
        assert_eq!(page_starts(&single, 0, 100, &no_heads), [2, 4]);
        assert_eq!(page_starts(&single, 30, 100, &no_heads), [1, 3]);
        // A head of 40 leaves room for one more on every page.
        assert_eq!(page_starts(&single, 0, 100, &(0..1)), [2, 3, 4]);
        // What stays together is moved together.
        let grouped = rows(&[(40, false), (40, false), (40, true), (40, false)]);
        assert_eq!(page_starts(&grouped, 0, 100, &no_heads), [1, 3]);
        // What no page can hold does not leave an empty one.
        let tall = rows(&[(500, false), (40, false)]);
        assert_eq!(page_starts(&tall, 0, 100, &no_heads), [1]);
        assert_eq!(page_starts(&tall, 60, 100, &no_heads), [0, 1]);
    }

    #[test]
    fn rows_are_parted_where_pages_begin() {
        assert_eq!(parted(2..9, &[2, 5, 9]), [2..5, 5..9]);
        assert_eq!(parted(2..3, &[]).first(), Some(&(2..3)));
        assert_eq!(parted(0..6, &[1, 2]), [0..1, 1..2, 2..6]);
    }
}
