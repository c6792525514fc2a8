//! Rows of money that are parts of others: counted beside them, their amounts would be counted twice.

use jixiao_model::{Amount, normalise};

use super::MoneyRow;
use crate::forms::label::{self, Field};

/// The labels of the row of all money, whatever the form.
const TOTAL: [Field; 3] = [Field::TotalFunds, Field::Sum, Field::AllSpending];

/// The rows without those that are parts of others. What makes up no total stays: it is told, not guessed.
pub(super) fn without_parts(mut rows: Vec<MoneyRow<'_>>) -> Vec<MoneyRow<'_>> {
    subtotals(&mut rows);
    let parts = unknown_parts(&rows);
    drop_all(&mut rows, &parts);
    let kinds = [
        &[Field::Fiscal][..],
        &[Field::OtherFunds],
        &[Field::Fiscal, Field::OtherFunds],
    ];
    let found = kinds.into_iter().find(|kinds| are_parts(&rows, kinds));
    if let Some(kinds) = found {
        let later: Vec<bool> = (0..rows.len())
            .map(|index| is_later(&rows, index, kinds))
            .collect();
        drop_all(&mut rows, &later);
    }
    rows
}

/// 小计 is no source; it is the row of all money where there is no other.
fn subtotals(rows: &mut Vec<MoneyRow<'_>>) {
    let is_subtotal = |row: &MoneyRow<'_>| label::label(&row.label.shown) == "小计";
    let subtotals = rows.iter().filter(|row| is_subtotal(row)).count();
    if subtotals == 1 && total(rows).is_none() {
        for row in rows.iter_mut().filter(|row| is_subtotal(row)) {
            row.field = Some(Field::Sum);
        }
        return;
    }
    rows.retain(|row| !is_subtotal(row));
}

fn drop_all(rows: &mut Vec<MoneyRow<'_>>, are_parts: &[bool]) {
    let mut parts = are_parts.iter();
    rows.retain(|_| !parts.next().copied().unwrap_or(false));
}

/// Which rows under labels that are not known are, together or after 其中, parts of the known one above them.
fn unknown_parts(rows: &[MoneyRow<'_>]) -> Vec<bool> {
    let is_whole = sources_make_up_the_total(rows);
    let mut known = None;
    let groups = rows.chunk_by(|one, other| one.field.is_none() == other.field.is_none());
    let parts = groups.flat_map(|group| {
        if group.iter().all(|row| row.field.is_none()) {
            return of_group(group, known, is_whole);
        }
        known = group.last();
        vec![false; group.len()]
    });
    parts.collect()
}

/// The same of the rows that follow one another below a known one. `is_whole`: the known sources make up the total.
fn of_group(group: &[MoneyRow<'_>], known: Option<&MoneyRow<'_>>, is_whole: bool) -> Vec<bool> {
    // Rows below that of all money are its sources.
    let Some(known) = known.filter(|row| !is_total(row)) else {
        return vec![false; group.len()];
    };
    if (0..3).all(|column| sum(group.iter(), column) == of(known, column)) {
        return vec![true; group.len()];
    }
    // 其中 says it of its own row, and of those below it where the total holds none of them: a source of its own may follow, too.
    let says_so = |row: &&MoneyRow<'_>| normalise(&row.label.shown).starts_with("其中");
    let fits = (0..3).all(|column| sum(group.iter().filter(says_so), column) <= of(known, column));
    let of_all = is_whole && group.first().is_some_and(|row| says_so(&row));
    let is_part = |row| fits && (of_all || says_so(&row));
    group.iter().map(is_part).collect()
}

/// Do the known sources make up the row of all money?
fn sources_make_up_the_total(rows: &[MoneyRow<'_>]) -> bool {
    let sources = [Field::Fiscal, Field::Carried, Field::OtherFunds];
    let is_source = |row: &&MoneyRow<'_>| row.field.is_some_and(|field| sources.contains(&field));
    total(rows).is_some_and(|total| {
        (0..3).all(|column| sum(rows.iter().filter(is_source), column) == of(total, column))
    })
}

/// A row of one of the kinds below the first of its kind, as 一般公共预算 below 财政拨款.
fn is_later(rows: &[MoneyRow<'_>], index: usize, kinds: &[Field]) -> bool {
    let field = rows.get(index).and_then(|row| row.field);
    let Some(field) = field.filter(|field| kinds.contains(field)) else {
        return false;
    };
    let mut before = rows.iter().take(index);
    before.any(|row| row.field == Some(field) && !row.is_blank())
}

/// Do the sources make up the total only without these rows, or, where there is no total, do they make up the first of their kind?
fn are_parts(rows: &[MoneyRow<'_>], kinds: &[Field]) -> bool {
    let is_source = |row: &&MoneyRow<'_>| {
        let sources = [Field::Fiscal, Field::Carried, Field::OtherFunds];
        row.field.is_some_and(|field| sources.contains(&field))
    };
    let later = rows
        .iter()
        .enumerate()
        .filter(|(index, _)| is_later(rows, *index, kinds));
    let later: Vec<&MoneyRow<'_>> = later.map(|(_, row)| row).collect();
    if later.iter().all(|row| row.is_blank()) {
        return false;
    }
    let Some(total) = total(rows) else {
        let parent = rows
            .iter()
            .find(|row| row.field.is_some_and(|field| kinds.contains(&field)) && !row.is_blank());
        return kinds.len() == 1
            && parent.is_some_and(|parent| {
                is_umbrella(parent)
                    && (0..3).all(|column| sum(later.iter().copied(), column) == of(parent, column))
            });
    };
    let all = |column| sum(rows.iter().filter(is_source), column);
    let is_whole = |column| all(column) == of(total, column);
    let is_rest = |column| {
        let rest = all(column).checked_sub(sum(later.iter().copied(), column));
        rest == Some(of(total, column))
    };
    !(0..3).all(is_whole) && (0..3).all(is_rest)
}

/// A label of all money of a kind, and not of one fund: 财政拨款, but not 政府性基金.
fn is_umbrella(row: &MoneyRow<'_>) -> bool {
    let plain = label::label(&row.label.shown);
    ["财政拨款", "财政资金", "单位资金", "自有资金"]
        .iter()
        .any(|word| plain.contains(word))
        && !plain.contains("一般公共预算")
}

/// The row of all money, if it states any.
fn total<'r, 'a>(rows: &'r [MoneyRow<'a>]) -> Option<&'r MoneyRow<'a>> {
    rows.iter()
        .find(|row| is_total(row) && !row.is_blank() && !row.is_zero())
}

fn is_total(row: &MoneyRow<'_>) -> bool {
    row.field.is_some_and(|field| TOTAL.contains(&field))
}

/// An amount of a row in 分; one left blank is 0.
fn of(row: &MoneyRow<'_>, column: usize) -> i128 {
    let amount = row.amounts.get(column).and_then(Option::as_ref);
    amount.map_or(0, |amount| i128::from(Amount::fen(amount.value)))
}

fn sum<'r, 'a: 'r>(rows: impl Iterator<Item = &'r MoneyRow<'a>>, column: usize) -> i128 {
    rows.map(|row| of(row, column))
        .fold(0, i128::saturating_add)
}
