//! Where the cells of a table stand.

use crate::document::{Cell, Table};
use crate::error::TableFault;

/// The part of a cell that lies in one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    /// The cell.
    pub(super) cell: &'a Cell,
    /// Its first column, from 0.
    pub(super) column: usize,
    /// How many columns it covers.
    pub(super) columns: usize,
    /// How many rows it covers, this one and those below.
    pub(super) rows_left: usize,
    /// The cell begins in this row.
    pub(super) begins: bool,
}

/// What is wrong, and in which row (from 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Misplaced {
    pub(super) row: usize,
    pub(super) fault: TableFault,
}

/// Lays the cells from left to right, passing over what cells of rows above cover.
///
/// Each row comes back as pieces from left to right that cover every column exactly once.
pub(super) fn lay(table: &Table) -> Result<Vec<Vec<Piece<'_>>>, Misplaced> {
    check_frame(table).map_err(|fault| Misplaced { row: 1, fault })?;
    let mut rows: Vec<Vec<Piece<'_>>> = Vec::with_capacity(table.rows.len());
    for index in 0..table.rows.len() {
        let above = rows.last().map_or(&[][..], Vec::as_slice);
        let pieces = lay_row(table, index, above).map_err(|fault| Misplaced {
            row: index.saturating_add(1),
            fault,
        })?;
        rows.push(pieces);
    }
    Ok(rows)
}

fn check_frame(table: &Table) -> Result<(), TableFault> {
    if table.columns.is_empty() {
        return Err(TableFault::NoColumns);
    }
    if let Some(index) = table.columns.iter().position(|width| *width == 0) {
        let column = index.saturating_add(1);
        return Err(TableFault::NoWidth { column });
    }
    let (head_rows, rows) = (table.head_rows, table.rows.len());
    if rows == 0 {
        return Err(TableFault::NoRows);
    }
    if head_rows > rows {
        return Err(TableFault::HeadRows { head_rows, rows });
    }
    Ok(())
}

fn lay_row<'a>(
    table: &'a Table,
    row: usize,
    above: &[Piece<'a>],
) -> Result<Vec<Piece<'a>>, TableFault> {
    let mut from_above = above.iter().filter(|piece| piece.rows_left > 1).peekable();
    let mut cells = table.rows.get(row).map_or(&[][..], |row| &row.cells).iter();
    let mut pieces = Vec::new();
    let mut column = 0;
    while column < table.columns.len() {
        let covering = from_above.next_if(|piece| piece.column == column);
        let piece = if let Some(above) = covering {
            Piece {
                rows_left: above.rows_left.saturating_sub(1),
                begins: false,
                ..*above
            }
        } else {
            let free_until = from_above
                .peek()
                .map_or(table.columns.len(), |piece| piece.column);
            let number = column.saturating_add(1);
            let cell = cells
                .next()
                .ok_or(TableFault::Uncovered { column: number })?;
            place(table, row, column, free_until, cell)?
        };
        column = column.saturating_add(piece.columns);
        pieces.push(piece);
    }
    match cells.len() {
        0 => Ok(pieces),
        left => Err(TableFault::Overfull { cells: left }),
    }
}

fn place<'a>(
    table: &Table,
    row: usize,
    column: usize,
    free_until: usize,
    cell: &'a Cell,
) -> Result<Piece<'a>, TableFault> {
    let (columns, rows) = (usize::from(cell.columns), usize::from(cell.rows));
    let number = column.saturating_add(1);
    if columns == 0 || rows == 0 {
        return Err(TableFault::NoSpan { column: number });
    }
    let end = column.saturating_add(columns);
    if end > table.columns.len() {
        return Err(TableFault::PastRight {
            column: number,
            span: cell.columns,
            last: table.columns.len(),
        });
    }
    if row.saturating_add(rows) > table.rows.len() {
        return Err(TableFault::PastBottom {
            column: number,
            span: cell.rows,
            last: table.rows.len(),
        });
    }
    if end > free_until {
        return Err(TableFault::Overlap {
            column: number,
            covered: free_until.saturating_add(1),
        });
    }
    Ok(Piece {
        cell,
        column,
        columns,
        rows_left: rows,
        begins: true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Row;

    /// A table drawn in words: a row a line, a cell `columns×rows`, columns before the colon.
    fn table(columns: usize, rows: &[&[(u16, u16)]]) -> Table {
        let row = |spans: &&[(u16, u16)]| Row {
            cells: spans
                .iter()
                .map(|(wide, tall)| Cell::text("x").wide(*wide).tall(*tall))
                .collect(),
        };
        Table {
            columns: vec![4; columns],
            head_rows: 0,
            rows: rows.iter().map(row).collect(),
        }
    }

    fn places(table: &Table) -> Vec<Vec<(usize, usize, bool)>> {
        let rows = lay(table).expect("a table without fault");
        let place = |piece: &Piece<'_>| (piece.column, piece.columns, piece.begins);
        rows.iter()
            .map(|row| row.iter().map(place).collect())
            .collect()
    }

    #[test]
    fn cells_pass_over_what_is_covered_from_above() {
        let drawn = table(
            4,
            &[
                &[(1, 3), (2, 1), (1, 2)],
                &[(1, 2), (1, 1)],
                &[(2, 1)],
                &[(4, 1)],
            ],
        );
        let expected = vec![
            vec![(0, 1, true), (1, 2, true), (3, 1, true)],
            vec![(0, 1, false), (1, 1, true), (2, 1, true), (3, 1, false)],
            vec![(0, 1, false), (1, 1, false), (2, 2, true)],
            vec![(0, 4, true)],
        ];
        assert_eq!(places(&drawn), expected);
    }

    #[test]
    fn a_row_wholly_covered_from_above_has_no_cells_of_its_own() {
        let drawn = table(2, &[&[(1, 2), (1, 2)], &[]]);
        let expected = vec![
            vec![(0, 1, true), (1, 1, true)],
            vec![(0, 1, false), (1, 1, false)],
        ];
        assert_eq!(places(&drawn), expected);
    }

    #[test]
    fn what_cannot_be_laid_is_named_with_its_row() {
        let wide = u16::MAX;
        let cases = [
            (table(0, &[&[(1, 1)]]), 1, TableFault::NoColumns),
            (table(1, &[]), 1, TableFault::NoRows),
            (table(1, &[&[(0, 1)]]), 1, TableFault::NoSpan { column: 1 }),
            (
                table(2, &[&[(1, 1), (1, 0)]]),
                1,
                TableFault::NoSpan { column: 2 },
            ),
            (
                table(2, &[&[(2, 1)], &[]]),
                2,
                TableFault::Uncovered { column: 1 },
            ),
            (
                table(2, &[&[(1, 1)]]),
                1,
                TableFault::Uncovered { column: 2 },
            ),
            (
                table(2, &[&[(2, 1), (1, 1)]]),
                1,
                TableFault::Overfull { cells: 1 },
            ),
            (
                table(1, &[&[(1, 2)], &[(1, 1), (1, 1)]]),
                2,
                TableFault::Overfull { cells: 2 },
            ),
            (
                table(2, &[&[(wide, 1)]]),
                1,
                TableFault::PastRight {
                    column: 1,
                    span: wide,
                    last: 2,
                },
            ),
            (
                table(1, &[&[(1, wide)]]),
                1,
                TableFault::PastBottom {
                    column: 1,
                    span: wide,
                    last: 1,
                },
            ),
            (
                table(3, &[&[(1, 1), (1, 2), (1, 1)], &[(2, 1), (1, 1)]]),
                2,
                TableFault::Overlap {
                    column: 1,
                    covered: 2,
                },
            ),
        ];
        for (drawn, row, fault) in cases {
            assert_eq!(lay(&drawn), Err(Misplaced { row, fault }), "{drawn:?}");
        }
    }

    #[test]
    fn a_frame_without_width_or_with_too_many_head_rows_is_refused() {
        let mut drawn = table(2, &[&[(2, 1)]]);
        drawn.head_rows = 2;
        let fault = TableFault::HeadRows {
            head_rows: 2,
            rows: 1,
        };
        assert_eq!(lay(&drawn), Err(Misplaced { row: 1, fault }));

        drawn.head_rows = 1;
        drawn.columns = vec![3, 0];
        let fault = TableFault::NoWidth { column: 2 };
        assert_eq!(lay(&drawn), Err(Misplaced { row: 1, fault }));
    }
}
