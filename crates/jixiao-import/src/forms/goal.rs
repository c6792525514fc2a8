//! 年度总体目标: what was expected and what came of it.

use std::ops::Range;

use jixiao_model::{OverallGoal, Traced};

use crate::forms::cut::{is_indicator_head, is_money_head};
use crate::forms::label::{self, Field};
use crate::forms::part::{Columns, Part, traced};
use crate::grid::Cell;

/// Reads the goal; what is left out is empty. `elsewhere` are the rows of the tables of money and of indicators.
pub(crate) fn read(part: &Part<'_>, elsewhere: &[Range<usize>]) -> OverallGoal {
    let free = |row: &usize| !elsewhere.iter().any(|rows| rows.contains(row));
    let rows: Vec<usize> = part.body().filter(free).collect();
    let find = |field: Field| {
        let cells = rows.iter().flat_map(|row| part.own(*row));
        cells
            .into_iter()
            .find(|cell| label::recognise(&cell.shown) == Some(field))
    };
    let block = find(Field::GoalBlock);
    let expected = find(Field::GoalExpected);
    let actual = find(Field::GoalActual);
    let expected_text = match expected {
        Some(head) => under_or_beside(part, head, &rows),
        // A form may have the goal alone, right of the label of the block.
        None => block.and_then(|block| beside(part, block)),
    };
    let actual_text = actual.and_then(|head| under_or_beside(part, head, &rows));
    let otherwise = expected.or(actual).or(block);
    let text = |text: Option<Traced<String>>, head: Option<&Cell>| {
        text.unwrap_or_else(|| left_out(part, head.or(otherwise)))
    };
    OverallGoal {
        expected: text(expected_text, expected),
        actual: text(actual_text, actual),
    }
}

fn left_out(part: &Part<'_>, head: Option<&Cell>) -> Traced<String> {
    let place = match head {
        Some(cell) => part.grid.place_of(cell),
        None => part.grid.whole(),
    };
    traced(String::new(), place)
}

/// The texts under a head, one below the other, until the next label; where both heads do not share a row, what stands beside it.
fn under_or_beside(part: &Part<'_>, head: &Cell, rows: &[usize]) -> Option<Traced<String>> {
    let side = beside(part, head);
    if side.is_some() {
        return side;
    }
    let columns = Columns::of(part.grid, head.row);
    let field = label::recognise(&head.shown)?;
    let below = rows.iter().filter(|row| **row > head.row);
    let below = below.take_while(|row| !ends(part, **row));
    let cells: Vec<&Cell> = below
        .filter_map(|row| columns.value(part.grid, *row, field))
        .collect();
    let first = cells.first()?;
    let texts: Option<Vec<String>> = cells
        .iter()
        .map(|cell| Some(part.text(cell, &cell.shown, "年度总体目标")?.value))
        .collect();
    Some(part.traced(first, texts?.join("\n")))
}

fn beside(part: &Part<'_>, head: &Cell) -> Option<Traced<String>> {
    let cell = part.right_of(head)?;
    part.text(cell, &cell.shown, "年度总体目标")
}

fn ends(part: &Part<'_>, row: usize) -> bool {
    let labels = part
        .own(row)
        .filter_map(|cell| label::recognise(&cell.shown));
    is_indicator_head(part.grid, row)
        || is_money_head(part.grid, row)
        || labels.into_iter().any(|field| {
            matches!(
                field,
                Field::IndicatorBlock
                    | Field::MoneyBlock
                    | Field::Unused
                    | Field::GoalBlock
                    | Field::Total
                    | Field::Note
            )
        })
}
