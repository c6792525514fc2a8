//! Rows of money that are parts of others: counted beside them, their amounts would be counted twice.

use jixiao_model::{Amount, normalise};

use super::MoneyRow;
use crate::forms::label::{self, Field};

/// The labels of the row of all money, whatever the form.
const TOTAL: [Field; 3] = [Field::TotalFunds, Field::Sum, Field::AllSpending];

/// The rows without those that are parts of others. What makes up no total stays: it is told, not guessed.
pub(super) fn without_parts(mut rows: Vec<MoneyRow<'_>>) -> Vec<MoneyRow<'_>> {
    subtotals(&mut rows);
    drop_all(&mut rows, |rows, index| is_unknown_part(rows, index));
    let kinds = [
        &[Field::Fiscal][..],
        &[Field::OtherFunds],
        &[Field::Fiscal, Field::OtherFunds],
    ];
    let found = kinds.into_iter().find(|kinds| are_parts(&rows, kinds));
    if let Some(kinds) = found {
        drop_all(&mut rows, |rows, index| is_later(rows, index, kinds));
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

fn drop_all<'a>(rows: &mut Vec<MoneyRow<'a>>, is_part: impl Fn(&[MoneyRow<'a>], usize) -> bool) {
    let parts: Vec<bool> = (0..rows.len()).map(|index| is_part(rows, index)).collect();
    let mut parts = parts.into_iter();
    rows.retain(|_| !parts.next().unwrap_or(false));
}

/// Is a row under a label that is not known one of those that together, or after 其中, are parts of the known one above them?
fn is_unknown_part(rows: &[MoneyRow<'_>], index: usize) -> bool {
    let is_unknown = |row: &&MoneyRow<'_>| row.field.is_none();
    let (Some(before), Some(after)) = (rows.get(..index), rows.get(index..)) else {
        return false;
    };
    if after.first().is_none_or(|row| row.field.is_some()) {
        return false;
    }
    let above = before.iter().rev().take_while(is_unknown);
    let group: Vec<_> = above.chain(after.iter().take_while(is_unknown)).collect();
    let Some(known) = before.iter().rev().find(|row| row.field.is_some()) else {
        return false;
    };
    // Rows below that of all money are its sources.
    if is_total(known) {
        return false;
    }
    let is_whole = |column| sum(group.iter().copied(), column) == of(known, column);
    if (0..3).all(is_whole) {
        return true;
    }
    // 其中 says it of its own row, and of those below it where the total holds none of them: a source of its own may follow, too.
    let says_so = |row: &MoneyRow<'_>| normalise(&row.label.shown).starts_with("其中");
    let first = before.iter().rev().take_while(is_unknown).last();
    let first = first.or(after.first());
    let of_which = after.first().is_some_and(says_so)
        || first.is_some_and(says_so) && sources_make_up_the_total(rows);
    of_which
        && (0..3).all(|column| {
            sum(group.iter().copied().filter(|row| says_so(row)), column) <= of(known, column)
        })
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
