//! Forms that a page or a sheet cuts in two: the second table has no heads of its own.

use std::ops::Range;

use jixiao_keyed::{Problem, ProblemKind};
use jixiao_model::Bilingual;

use crate::forms::cut::{Block, Kind, is_indicator_head, is_telling};
use crate::forms::label::{self, Field};
use crate::forms::part::own;
use crate::grid::Grid;

/// How many cells a row of indicators has at least.
const CELLS: usize = 4;

/// Does a form have indicators, or heads for them, and nothing that stands below them?
pub(crate) fn is_unended(grid: &Grid, block: &Block) -> bool {
    if !matches!(block.kind, Kind::Project | Kind::Department) {
        return false;
    }
    let mut heads = block
        .rows
        .clone()
        .rev()
        .filter(|row| is_indicator_head(grid, *row));
    heads
        .next()
        .is_some_and(|head| !is_ended(grid, head.saturating_add(1)..block.rows.end))
}

/// Stands a total, or what follows one, below the last row that is as long as those of indicators?
pub(crate) fn is_ended(grid: &Grid, rows: Range<usize>) -> bool {
    for row in rows.rev() {
        if ends(grid, row) {
            return true;
        }
        if own(grid, row).count() >= CELLS {
            return false;
        }
    }
    false
}

fn ends(grid: &Grid, row: usize) -> bool {
    let mut fields = own(grid, row).map(|cell| {
        let inline = label::with_value(&cell.shown).map(|(field, _)| field);
        label::recognise(&cell.shown).or(inline)
    });
    let is_block = |field: &Option<Field>| *field == Some(Field::IndicatorBlock);
    let first = fields.find(|field| !is_block(field)).flatten();
    matches!(
        first,
        Some(
            Field::Total
                | Field::Sum
                | Field::Grade
                | Field::Conclusion
                | Field::Shortcomings
                | Field::Note
                | Field::FilledInBy
                | Field::Unused
        )
    )
}

/// Is a table without any form of its own the rest of one that has `width` columns?
pub(crate) fn continues(grid: &Grid, width: usize) -> bool {
    let has_heads = grid
        .row(0)
        .any(|cell| label::recognise(&cell.shown).is_some());
    let is_row = |row: usize| {
        let digits = own(grid, row).any(|cell| cell.shown.contains(|c: char| c.is_ascii_digit()));
        digits && own(grid, row).count() >= CELLS
    };
    if grid.width().abs_diff(width) > 1 {
        return false;
    }
    // The heads of the indicators may be repeated where a page ends.
    if is_indicator_head(grid, 0) {
        return true;
    }
    (!has_heads || ends(grid, 0))
        && !is_telling(grid)
        && (ends(grid, 0) || (0..grid.height()).any(is_row))
}

/// That a table was not read, nor the form that it belongs to.
pub(crate) fn problem(grid: &Grid) -> Problem {
    let place = (*grid.place(0, 0)).clone();
    let (zh, lacks) = if is_indicator_head(grid, 0) {
        ("没有项目名称", "a name of its own")
    } else {
        ("没有表头", "heads")
    };
    let zh = format!("像是上一张表的续页，{zh}，没有读取；上一张表不完整，也没有采用");
    let message = Bilingual::new(
        zh,
        format!(
            "this looks like the rest of the form before it, without {lacks}, and was not read; nor was that form taken, which is not \
             whole without it"
        ),
    );
    Problem::new(ProblemKind::Invalid, place, message).with_mend(Bilingual::new(
        "请把两张表合并成一张",
        "make the two tables one",
    ))
}
