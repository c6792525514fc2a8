//! The rows of one form in a grid: finding cells by their labels, reading single values, and keeping what is wrong with them.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use jixiao_keyed::{Problem, ProblemKind};
use jixiao_model::{Bilingual, Locator, ModelError, Name, Place, Source, Speak, Traced};

pub(crate) use jixiao_model::is_blank;

use crate::MAX_TEXT_CHARS;
use crate::forms::label::{self, Field};
use crate::grid::{Cell, Grid};

/// One form: a grid, and the rows of it that are the form's.
#[derive(Debug)]
pub(crate) struct Part<'a> {
    pub(crate) grid: &'a Grid,
    /// All its rows, titles and what stands below included.
    pub(crate) rows: Range<usize>,
    /// The row of the label that it begins with; what stands above is title.
    pub(crate) start: usize,
    problems: RefCell<Vec<Problem>>,
}

impl<'a> Part<'a> {
    pub(crate) fn new(grid: &'a Grid, rows: Range<usize>, start: usize) -> Self {
        Self {
            grid,
            rows,
            start,
            problems: RefCell::default(),
        }
    }

    /// The cells that begin in a row, from left to right.
    pub(crate) fn own(&self, row: usize) -> impl Iterator<Item = &'a Cell> {
        own(self.grid, row)
    }

    /// The rows of the form itself, without its titles.
    pub(crate) fn body(&self) -> Range<usize> {
        self.start..self.rows.end
    }

    /// The first cell with a label.
    pub(crate) fn find(&self, field: Field) -> Option<&'a Cell> {
        let mut cells = self.body().flat_map(|row| self.own(row));
        cells.find(|cell| label::recognise(&cell.shown) == Some(field))
    }

    /// What stands right of a label, unless that is the next label.
    pub(crate) fn right_of(&self, label: &Cell) -> Option<&'a Cell> {
        let end = label.column.checked_add(label.columns)?;
        let cell = self.own(label.row).find(|cell| cell.column >= end)?;
        (!label::recognise(&cell.shown).is_some_and(begins_value)).then_some(cell)
    }

    /// The text of a field of the head: right of its label, or in one cell with it.
    pub(crate) fn filled_in(&self, field: Field) -> Option<Filled<'a>> {
        if let Some(label) = self.find(field) {
            let cell = self.right_of(label)?;
            let text = cell.shown.as_str();
            return Some(Filled { cell, text });
        }
        let mut cells = self.body().flat_map(|row| self.own(row));
        cells.find_map(|cell| {
            let (_, text) = label::with_value(&cell.shown).filter(|(one, _)| *one == field)?;
            Some(Filled { cell, text })
        })
    }

    pub(crate) fn traced<T>(&self, cell: &Cell, value: T) -> Traced<T> {
        traced(value, self.grid.place_of(cell))
    }

    /// Keeps what is wrong at a cell.
    pub(crate) fn fail(&self, cell: &Cell, kind: ProblemKind, message: Bilingual, mend: Bilingual) {
        let place = self.grid.place_of(cell);
        self.push(Problem::new(kind, (*place).clone(), message).with_mend(mend));
    }

    /// Keeps that a value cannot be. `term` is the official label of the cell.
    pub(crate) fn invalid(&self, cell: &Cell, term: &str, error: &impl Speak) {
        let Bilingual { zh, en } = error.speak();
        let message = Bilingual::new(format!("{term}：{zh}"), format!("{term}: {en}"));
        let place = self.grid.place_of(cell);
        self.push(Problem::new(
            ProblemKind::Invalid,
            (*place).clone(),
            message,
        ));
    }

    /// Keeps that something was found nowhere in the form.
    pub(crate) fn not_found(&self, what: &Bilingual, mend: Bilingual) {
        self.push(not_found(self.grid, &self.rows, what, mend));
    }

    fn push(&self, problem: Problem) {
        self.problems.borrow_mut().push(problem);
    }

    pub(crate) fn has_problems(&self) -> bool {
        !self.problems.borrow().is_empty()
    }

    pub(crate) fn into_problems(self) -> Vec<Problem> {
        self.problems.into_inner()
    }

    /// A name. Line breaks in it are layout, since cells are narrow.
    pub(crate) fn name(&self, cell: &Cell, text: &str, term: &str) -> Option<Traced<Name>> {
        self.legible(cell, text)?;
        match one_line(text).parse() {
            Ok(name) => Some(self.traced(cell, name)),
            Err(error) => {
                self.invalid(cell, term, &error);
                None
            }
        }
    }

    /// A free text as it was typed.
    pub(crate) fn text(&self, cell: &Cell, text: &str, term: &str) -> Option<Traced<String>> {
        self.legible(cell, text)?;
        let text = unix_lines(text.trim());
        let length = text.chars().count();
        if length > MAX_TEXT_CHARS {
            let max = MAX_TEXT_CHARS;
            self.invalid(cell, term, &ModelError::TooLong { length, max });
            return None;
        }
        Some(self.traced(cell, text))
    }

    /// A text with a bare control character could be shown in no table and written to no document.
    pub(crate) fn legible(&self, cell: &Cell, text: &str) -> Option<()> {
        let control = |c: &char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
        let Some(found) = text.chars().find(control) else {
            return Some(());
        };
        let found = found.escape_unicode();
        self.fail(
            cell,
            ProblemKind::Invalid,
            Bilingual::new(
                format!("文字中有不可见的控制字符 {found}"),
                format!("the text holds the control character {found}"),
            ),
            Bilingual::new("请删去这个字符", "delete it"),
        );
        None
    }
}

/// What was filled in for a field, and the cell in which it stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Filled<'a> {
    pub(crate) cell: &'a Cell,
    pub(crate) text: &'a str,
}

/// The cells of a grid that begin in a row.
pub(crate) fn own(grid: &Grid, row: usize) -> impl Iterator<Item = &Cell> {
    grid.row(row).filter(move |cell| cell.row == row)
}

pub(crate) fn traced<T>(value: T, place: Arc<Place>) -> Traced<T> {
    Traced {
        value,
        source: Source::Reported,
        place: Some(place),
    }
}

/// Is a cell right of a label the next label, and not the first one's value? Only labels that stand in heads of forms are asked for: a
/// project may well be called 其他 or 资金.
const fn begins_value(field: Field) -> bool {
    matches!(
        field,
        Field::ProjectName
            | Field::Supervisor
            | Field::Implementer
            | Field::Section
            | Field::DepartmentName
            | Field::Year
            | Field::Grade
            | Field::Note
            | Field::Unused
            | Field::GoalExpected
            | Field::GoalActual
            | Field::Total
            | Field::Shortcomings
            | Field::Remedy
            | Field::Conclusion
    )
}

/// That something was found nowhere in the rows of a grid, which are named by their first and last cell.
pub(crate) fn not_found(
    grid: &Grid,
    rows: &Range<usize>,
    what: &Bilingual,
    mend: Bilingual,
) -> Problem {
    let Bilingual {
        zh: what_zh,
        en: what_en,
    } = what;
    let cell = |row: usize, column: usize| match &grid.place(row, column).locator {
        Locator::Cell { cell, .. } => cell.clone(),
        _ => String::new(),
    };
    let first = cell(rows.start, 0);
    let last = cell(rows.end.saturating_sub(1), grid.width().saturating_sub(1));
    let sheet = grid.sheet();
    let (zh, en) = if sheet.is_empty() {
        (String::new(), String::new())
    } else {
        (format!("“{sheet}”的 "), format!(" of \"{sheet}\""))
    };
    let message = Bilingual::new(
        format!("没有找到{what_zh}，已查找{zh}{first} 至 {last}"),
        format!("{what_en} not found in {first} to {last}{en}"),
    );
    Problem::new(ProblemKind::MissingKey, (*grid.whole()).clone(), message).with_mend(mend)
}

/// A name without line breaks, and blanks where there were tabs.
pub(crate) fn one_line(text: &str) -> String {
    let kept = text.chars().filter(|c| !matches!(c, '\n' | '\r'));
    kept.map(|c| if c == '\t' { ' ' } else { c }).collect()
}

fn unix_lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// A plain decimal rounded half away from zero to at most `decimals`; any other text as it is.
pub(crate) fn rounded(text: &str, decimals: usize) -> String {
    let as_it_is = || text.to_owned();
    let (number, unit) = match text.strip_suffix('%') {
        Some(number) => (number, "%"),
        None => (text, ""),
    };
    let (sign, digits) = match number.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", number),
    };
    let Some((whole, fraction)) = digits.split_once('.') else {
        return as_it_is();
    };
    let is_plain = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let Some((kept, dropped)) = fraction.split_at_checked(decimals) else {
        return as_it_is();
    };
    if dropped.is_empty() || !is_plain(whole) || !is_plain(fraction) {
        return as_it_is();
    }
    let Ok(steps) = format!("{whole}{kept}").parse::<i128>() else {
        return as_it_is();
    };
    let up = i128::from(dropped.starts_with(|c: char| ('5'..='9').contains(&c)));
    let steps = format!(
        "{:0>1$}",
        steps.saturating_add(up),
        decimals.saturating_add(1)
    );
    let (whole, kept) = steps.split_at(steps.len().saturating_sub(decimals));
    let kept = kept.trim_end_matches('0');
    let point = if kept.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{kept}{unit}")
}

/// The columns of a table inside a form: its heads.
#[derive(Debug)]
pub(crate) struct Columns<'a> {
    heads: Vec<(Field, &'a Cell)>,
}

impl<'a> Columns<'a> {
    /// The heads in a row, also those that reach into it from above.
    /// A listed label goes before one that resembles it.
    pub(crate) fn of(grid: &'a Grid, row: usize) -> Self {
        Self::known_by(grid, row, label::recognise_head)
    }

    /// The same, where another list than the usual one says what is a head.
    pub(crate) fn known_by(
        grid: &'a Grid,
        row: usize,
        recognise: fn(&str) -> Option<Field>,
    ) -> Self {
        let heads = grid
            .row(row)
            .filter_map(|cell| Some((recognise(&cell.shown)?, cell)));
        let mut heads: Vec<(Field, &Cell)> = heads.collect();
        heads.sort_by_key(|(_, cell)| label::recognise(&cell.shown).is_none());
        Self { heads }
    }

    /// The heads of a second row, which go before those that they stand below.
    pub(crate) fn below(&mut self, second: Self) {
        let mut heads = second.heads;
        heads.append(&mut self.heads);
        self.heads = heads;
    }

    pub(crate) fn has(&self, field: Field) -> bool {
        self.head(field).is_some()
    }

    pub(crate) fn head(&self, field: Field) -> Option<&'a Cell> {
        let found = self.heads.iter().find(|(one, _)| *one == field);
        found.map(|(_, cell)| *cell)
    }

    /// All heads of these fields.
    pub(crate) fn heads(&self, fields: &[Field]) -> impl Iterator<Item = &'a Cell> {
        let heads = self.heads.iter();
        let found = heads.filter(|(field, _)| fields.contains(field));
        found.map(|(_, cell)| *cell)
    }

    /// The first column of those that hold one of the fields.
    pub(crate) fn first_of(&self, fields: &[Field]) -> Option<usize> {
        let heads = self.heads.iter();
        let found = heads.filter(|(field, _)| fields.contains(field));
        found.map(|(_, cell)| cell.column).min()
    }

    /// The cell of a row under the head of a field; only one that begins in this row.
    pub(crate) fn value(&self, grid: &'a Grid, row: usize, field: Field) -> Option<&'a Cell> {
        let head = self.head(field)?;
        let end = head.column.saturating_add(head.columns);
        let mut under = (head.column..end).filter_map(|column| grid.at(row, column));
        if let Some(cell) = under.find(|cell| cell.row == row && cell.column >= head.column) {
            return Some(cell);
        }
        // Documents cut their rows each in its own way: a wide cell is this field's where it begins under no other head.
        let wide = grid.at(row, head.column).filter(|cell| cell.row == row)?;
        let foreign = |(_, head): &(Field, &Cell)| {
            (head.column..head.column.saturating_add(head.columns)).contains(&wide.column)
        };
        (!self.heads.iter().any(foreign) && label::recognise(&wide.shown).is_none()).then_some(wide)
    }

    /// The cell that covers the place under a head, wherever it begins; none where that is the head itself.
    pub(crate) fn covering(&self, grid: &'a Grid, row: usize, field: Field) -> Option<&'a Cell> {
        let head = self.head(field)?;
        let cell = grid.at(row, head.column)?;
        (cell.row > head.row).then_some(cell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_behind_the_last_decimal_is_rounded_half_away() {
        let cases = [
            ("89.97400000000002", 6, "89.974"),
            ("0.0000005", 6, "0.000001"),
            ("-0.0000005", 6, "-0.000001"),
            ("0.99999996", 6, "1"),
            ("99.99771923%", 2, "100%"),
            ("12", 2, "12"),
            ("12.5", 2, "12.5"),
            ("1.2.3456", 2, "1.2.3456"),
            ("约1.23456", 2, "约1.23456"),
        ];
        for (text, decimals, expected) in cases {
            assert_eq!(rounded(text, decimals), expected, "{text}");
        }
    }
}
