//! 部门（单位）整体支出绩效自评表.

use jixiao_keyed::ProblemKind;
use jixiao_model::{Amount, Bilingual, Figure, Funds, Traced};

use crate::department::{Department, Spending};
use crate::forms::body::{self, Body};
use crate::forms::draft::{DepartmentDraft, StatedDraft};
use crate::forms::heading;
use crate::forms::indicators::Form;
use crate::forms::label::Field;
use crate::forms::money::{self, Money};
use crate::forms::part::Part;
use crate::forms::project::head_name;

const FORM: &str = "部门（单位）整体支出绩效自评表";

/// The labels of the row of all spending.
const TOTAL: [Field; 3] = [Field::AllSpending, Field::TotalFunds, Field::Sum];

/// Reads a form. What is wrong with it is kept in `part`; a form with problems is no draft.
pub(crate) fn read(part: &Part<'_>) -> Option<DepartmentDraft> {
    let unit = head_name(part, Field::DepartmentName, "部门（单位）名称");
    let body = body::read(part, Form::Department, &TOTAL)?;
    if is_open(&body) && !part.has_problems() {
        return None;
    }
    let spending = spending(part, &body.money);
    let stated = spending
        .as_ref()
        .map(|spending| rates(part, &body.money, spending));
    let (spending, stated) = (spending?, stated?);
    if part.has_problems() {
        return None;
    }
    Some(DepartmentDraft {
        year: heading::year(part),
        unit,
        department: Department {
            spending,
            three_public: None,
            carry_over: None,
            staffing: None,
            rates: Vec::new(),
            goal: body.goal,
            indicators: body.indicators,
            deviations: body.deviations,
            claims: body.claims,
        },
        stated,
    })
}

fn spending(part: &Part<'_>, money: &Money<'_>) -> Option<Spending> {
    let row = |fields: &[Field]| money.row(fields).filter(|row| !row.is_blank());
    let funds = |field: Field| row(&[field]).and_then(|row| row.funds(part));
    let (basic, project) = (funds(Field::BasicSpending), funds(Field::ProjectSpending));
    let total = match row(&TOTAL) {
        Some(total) => total.funds(part),
        None => sum(part, money, basic.as_ref(), project.as_ref()),
    };
    if total.is_none() {
        missing_total(part, money);
    }
    Some(Spending {
        total: total?,
        basic,
        project,
    })
}

/// 全部支出 where the form leaves it open, as a template does that nothing has computed since: its parts together.
fn sum(
    part: &Part<'_>,
    money: &Money<'_>,
    basic: Option<&Funds>,
    project: Option<&Funds>,
) -> Option<Funds> {
    let (basic, project) = (basic?, project?);
    let label = money.row(&[Field::BasicSpending])?.label;
    let sum = |pick: fn(&Funds) -> &Traced<Amount>| {
        let sum = pick(basic).value.plus(pick(project).value).ok()?;
        Some(part.traced(label, sum))
    };
    let initial = sum(|funds| &funds.initial)?;
    let budget = sum(|funds| &funds.budget)?;
    Funds::new(initial, budget, sum(|funds| &funds.executed)?).ok()
}

/// Is it a form that nobody has begun to fill in?
fn is_open(body: &Body<'_>) -> bool {
    let mut rows = body.money.rows.iter();
    body.indicators.is_empty() && rows.all(|row| row.is_blank() || row.is_zero())
}

fn missing_total(part: &Part<'_>, money: &Money<'_>) {
    let row = money.row(&TOTAL).map(|row| row.label);
    let Some(cell) = row.or_else(|| part.own(money.extent.start).next()) else {
        return;
    };
    // What stands there and cannot be read has been said.
    if part.has_problems() {
        return;
    }
    part.fail(
        cell,
        ProblemKind::MissingKey,
        Bilingual::new(
            "没有填写“全部支出”（年度资金总额）一行的金额",
            "the amounts of the row 全部支出 (年度资金总额) are not filled in",
        ),
        Bilingual::new(
            "请填写年初预算数、全年预算数和全年执行数",
            "fill in 年初预算数, 全年预算数 and 全年执行数",
        ),
    );
}

/// The rates that the form states beside its amounts.
fn rates(part: &Part<'_>, money: &Money<'_>, spending: &Spending) -> Vec<StatedDraft> {
    let parts = [
        (
            &TOTAL[..],
            Some(&spending.total),
            Figure::DepartmentExecutionRate,
        ),
        (
            &[Field::BasicSpending],
            spending.basic.as_ref(),
            Figure::BasicExecutionRate,
        ),
        (
            &[Field::ProjectSpending],
            spending.project.as_ref(),
            Figure::ProjectExecutionRate,
        ),
    ];
    let stated = parts.into_iter().filter_map(|(fields, funds, figure)| {
        let amounts = funds.map(|funds| (funds.budget.value, funds.executed.value));
        money::stated_rate(part, money.row(fields)?, amounts, figure, FORM)
    });
    stated.collect()
}

#[cfg(test)]
mod tests;
