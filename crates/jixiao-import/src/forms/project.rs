//! 项目支出绩效自评表.

use std::collections::BTreeSet;

use jixiao_keyed::ProblemKind;
use jixiao_model::{Amount, Bilingual, Figure, FundSources, Funds, Name, Traced};

use crate::forms::body;
use crate::forms::cut;
use crate::forms::draft::{ProjectDraft, StatedDraft};
use crate::forms::heading;
use crate::forms::indicators::Form;
use crate::forms::label::{self, Field};
use crate::forms::money::{self, Money, MoneyRow};
use crate::forms::part::{Columns, Part, is_blank};
use crate::grid::Grid;
use crate::project::Project;

const FORM: &str = "项目支出绩效自评表";

/// The labels of the row of all money.
const TOTAL: [Field; 3] = [Field::TotalFunds, Field::Sum, Field::AllSpending];

/// Reads a form. What is wrong with it is kept in `part`; a form with problems is no draft. `is_alone` says that the grid holds no other
/// project, so that the sheet's number is its own.
pub(crate) fn read(part: &Part<'_>, is_alone: bool) -> Option<ProjectDraft> {
    if is_open(part) {
        return None;
    }
    let name = name(part);
    let supervisor = head_name(part, Field::Supervisor, "主管部门");
    let implementer = head_name(part, Field::Implementer, "实施单位");
    let section = head_name(part, Field::Section, "实施科室");
    let body = body::read(part, Form::Project, &TOTAL)?;
    let funds = funds(part, &body.money);
    let stated = stated(part, &body.money, funds.as_ref());
    let (name, funds) = (name?, funds?);
    if part.has_problems() {
        return None;
    }
    Some(ProjectDraft {
        year: heading::year(part),
        number: heading::number(part.grid.sheet(), name.value.as_str()).filter(|_| is_alone),
        project: Project {
            number: 0,
            name,
            supervisor: supervisor.map(|name| name.value),
            implementer: implementer.map(|name| name.value),
            section,
            funds,
            goal: body.goal,
            indicators: body.indicators,
            deviations: body.deviations,
            claims: body.claims,
            note: body.note,
        },
        stated,
    })
}

/// Is it a form that nobody has begun to fill in, as templates have more of than there are projects? It has labels, and perhaps what a
/// workbook computes of nothing: zeros and dashes.
fn is_open(part: &Part<'_>) -> bool {
    let named = part.filled_in(Field::ProjectName);
    if named.is_some_and(|filled| !is_blank(filled.text)) {
        return false;
    }
    let heads = [
        (cut::is_money_head as fn(&Grid, usize) -> bool, MONEY),
        (cut::is_indicator_head, TEXTS),
    ];
    !heads.into_iter().any(|(is_head, fields)| {
        let head = part.body().find(|row| is_head(part.grid, *row));
        head.is_some_and(|head| has_values(part, head, &fields))
    })
}

/// The columns of a form that only who fills it in writes to.
const MONEY: [Field; 3] = [Field::Initial, Field::Budget, Field::Executed];
const TEXTS: [Field; 3] = [Field::Level3, Field::Target, Field::Actual];

/// Stands anything but zeros and dashes in these columns of the table below a head?
fn has_values(part: &Part<'_>, head: usize, fields: &[Field]) -> bool {
    let columns = Columns::of(part.grid, head);
    let rows = head.saturating_add(1)..part.rows.end;
    let rows = rows.take_while(|row| {
        let mut labels = part
            .own(*row)
            .filter_map(|cell| label::recognise(&cell.shown));
        !labels.any(|field| matches!(field, Field::GoalBlock | Field::Total | Field::Level3))
    });
    rows.into_iter().any(|row| {
        let cells = fields.iter();
        let mut cells = cells.filter_map(|field| columns.value(part.grid, row, *field));
        cells.any(|cell| {
            let is_zero = cell.exact().chars().all(|c| matches!(c, '0' | '.'));
            !is_zero && !is_blank(&cell.shown) && label::recognise(&cell.shown).is_none()
        })
    })
}

/// 项目名称, without the code that some systems print before it.
fn name(part: &Part<'_>) -> Option<Traced<Name>> {
    let filled = part.filled_in(Field::ProjectName);
    let Some(filled) = filled.filter(|filled| !is_blank(filled.text)) else {
        let message = Bilingual::new("“项目名称”没有填写", "项目名称 is not filled in");
        let mend = Bilingual::new(
            "请在它右边填写项目名称",
            "write the project's name right of it",
        );
        if let Some(label) = part.find(Field::ProjectName) {
            part.fail(label, ProblemKind::MissingKey, message, mend);
        }
        return None;
    };
    part.name(filled.cell, without_code(filled.text), "项目名称")
}

/// `51000021R000000019951-工资性支出` is called 工资性支出.
fn without_code(text: &str) -> &str {
    let text = text.trim();
    let code = |c: char| c.is_ascii_digit() || c.is_ascii_uppercase();
    let name = text.trim_start_matches(code);
    let length = text.len().saturating_sub(name.len());
    let name = name.strip_prefix(['-', '－', '—']).map(str::trim);
    name.filter(|name| length >= 10 && !name.is_empty())
        .unwrap_or(text)
}

pub(crate) fn head_name(part: &Part<'_>, field: Field, term: &str) -> Option<Traced<Name>> {
    let filled = part.filled_in(field)?;
    if is_blank(filled.text) {
        return None;
    }
    part.name(filled.cell, filled.text, term)
}

/// The money by source. Rows of zeros beside others, and blank ones, say nothing; where no source is told, all is 当年财政拨款.
fn funds(part: &Part<'_>, money: &Money<'_>) -> Option<FundSources> {
    let source = |row: &MoneyRow<'_>| {
        let field = row.field?;
        matches!(field, Field::Fiscal | Field::Carried | Field::OtherFunds).then_some(field)
    };
    let rows: Vec<_> = money.rows.iter().filter(|row| !row.is_blank()).collect();
    let sources: Vec<&MoneyRow<'_>> = rows
        .iter()
        .copied()
        .filter(|row| source(row).is_some())
        .collect();
    let any_money = sources.iter().any(|row| !row.is_zero());
    let total = money.row(&TOTAL).filter(|row| !row.is_blank());
    let mut funds = FundSources::default();
    if sources.is_empty() {
        funds.fiscal = total.and_then(|row| row.funds(part));
    }
    // Of zeros alone the first row stays: a project without money has a source as well.
    let counted = sources.iter().enumerate().filter(|(index, row)| {
        if any_money {
            !row.is_zero()
        } else {
            *index == 0
        }
    });
    for (_, row) in counted {
        let place = match source(row) {
            Some(Field::Fiscal) => &mut funds.fiscal,
            Some(Field::Carried) => &mut funds.carried,
            _ => &mut funds.other,
        };
        let own = row.funds(part)?;
        *place = match place.take() {
            Some(before) => added(part, row, before, own),
            None => Some(own),
        };
    }
    if let Some(row) = twice(&sources) {
        money::told_twice(part, row);
    }
    for row in unknown(&rows, &funds, total) {
        money::unknown_row(part, row);
    }
    if funds.rows().next().is_none() {
        nothing_filled_in(part, money);
        return None;
    }
    fits(part, money, &funds)?;
    Some(funds)
}

fn nothing_filled_in(part: &Part<'_>, money: &Money<'_>) {
    let Some(cell) = part
        .own(money.extent.start)
        .next()
        .filter(|_| !part.has_problems())
    else {
        return;
    };
    part.fail(
        cell,
        ProblemKind::MissingKey,
        Bilingual::new("项目资金没有填写", "the project's money is not filled in"),
        Bilingual::new(
            "请在“年度资金总额”或资金来源的行中填写年初预算数、全年预算数和全年执行数",
            "fill in 年初预算数, 全年预算数 and 全年执行数 in the row 年度资金总额 or in those of its sources",
        ),
    );
}

/// The second of two rows with money and one label: which of them holds, nobody can tell.
fn twice<'r, 'a>(sources: &[&'r MoneyRow<'a>]) -> Option<&'r MoneyRow<'a>> {
    let mut seen = BTreeSet::new();
    let filled = sources.iter().filter(|row| !row.is_zero());
    let mut again = filled.filter(|row| !seen.insert(label::label(&row.label.shown)));
    again.next().copied()
}

/// Two rows of one kind, such as 单位资金 and 其他资金.
fn added(part: &Part<'_>, row: &MoneyRow<'_>, before: Funds, own: Funds) -> Option<Funds> {
    let sum = |before: Traced<Amount>, own: Traced<Amount>| {
        let value = before.value.plus(own.value)?;
        Ok::<_, jixiao_model::ModelError>(Traced { value, ..before })
    };
    let sums = sum(before.initial, own.initial).and_then(|initial| {
        let budget = sum(before.budget, own.budget)?;
        Funds::new(initial, budget, sum(before.executed, own.executed)?)
    });
    match sums {
        Ok(funds) => Some(funds),
        Err(error) => {
            part.invalid(row.label, "项目资金", &error);
            None
        }
    }
}

/// Rows with money under a label that is not known. Where the known sources make up the total, these are parts of them.
fn unknown<'r, 'a>(
    rows: &[&'r MoneyRow<'a>],
    funds: &FundSources,
    total: Option<&MoneyRow<'_>>,
) -> Vec<&'r MoneyRow<'a>> {
    let sums = [funds.initial(), funds.budget(), funds.executed()];
    let whole = |total: &MoneyRow<'_>| {
        total.amounts.iter().zip(&sums).all(|(amount, sum)| {
            let amount = amount.as_ref().map_or(Amount::ZERO, |amount| amount.value);
            *sum == Ok(amount)
        })
    };
    let unknown = rows
        .iter()
        .filter(|row| row.field.is_none() && !row.is_zero());
    if total.is_some_and(whole) {
        return Vec::new();
    }
    unknown.copied().collect()
}

/// Refuses amounts of which a form could not state the sum.
fn fits(part: &Part<'_>, money: &Money<'_>, funds: &FundSources) -> Option<()> {
    for sum in [funds.initial(), funds.budget(), funds.executed()] {
        if let Err(error) = sum {
            let row = money.rows.first()?;
            part.invalid(row.label, "年度资金总额", &error);
            return None;
        }
    }
    Some(())
}

/// What the row of all money says: its sums and its rate.
fn stated(part: &Part<'_>, money: &Money<'_>, funds: Option<&FundSources>) -> Vec<StatedDraft> {
    let Some(row) = money.row(&TOTAL) else {
        return Vec::new();
    };
    let figures = [
        Figure::ProjectInitial,
        Figure::ProjectBudget,
        Figure::ProjectExecuted,
    ];
    let sums = (0..)
        .zip(figures)
        .filter_map(|(index, figure)| row.stated(index, figure, FORM));
    let amounts = funds.and_then(|funds| Some((funds.budget().ok()?, funds.executed().ok()?)));
    let rate = money::stated_rate(part, row, amounts, Figure::ProjectRate, FORM);
    sums.chain(rate).collect()
}

#[cfg(test)]
mod tests;
