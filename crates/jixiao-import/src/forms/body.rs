//! What the forms of a project and of a department have in common: a block of money, goals, indicators, and what stands below them.

use jixiao_model::{Claims, Deviation, Indicator, Name, OverallGoal};

use crate::forms::closing;
use crate::forms::explanation::{self, Subject};
use crate::forms::goal;
use crate::forms::indicators::{self, Form, row_deviations};
use crate::forms::label::Field;
use crate::forms::money::{self, Money};
use crate::forms::part::Part;

/// The body of a form.
pub(crate) struct Body<'a> {
    pub(crate) money: Money<'a>,
    pub(crate) goal: OverallGoal,
    pub(crate) indicators: Vec<Indicator>,
    pub(crate) deviations: Vec<Deviation>,
    pub(crate) claims: Claims,
    pub(crate) note: String,
}

/// Reads it; `total` are the labels of the row of all money. `None`, and a problem, where money or indicators are missing.
pub(crate) fn read<'a>(part: &Part<'a>, form: Form, total: &[Field]) -> Option<Body<'a>> {
    let money = money::read(part);
    let head = indicators::head(part);
    let (money, head) = (money?, head?);
    let total = money.row(total);
    let points = total.and_then(|row| money::points(part, row.points?, "预算执行率的得分"));
    let found = indicators::read(part, &head, form, points.is_some());
    let goal = goal::read(part, &[money.extent.clone(), found.extent.clone()]);
    let closing = closing::read(part, &head, found.extent.end, &names(&found.list));
    let mut deviations = of_execution_rate(part, &money);
    deviations.extend(found.deviations);
    deviations.extend(closing.deviations);
    Some(Body {
        money,
        goal,
        indicators: found.list,
        deviations,
        claims: Claims {
            execution_points: points.or(found.execution_points),
            total: closing.total,
            grade: closing.grade,
        },
        note: closing.note,
    })
}

/// The indicators that a line below the table may speak of.
fn names(indicators: &[Indicator]) -> Vec<Name> {
    let own = indicators.iter().map(|one| one.name.value.clone());
    explanation::execution_rate()
        .into_iter()
        .chain(own)
        .collect()
}

/// The reasons that the block of money gives are those of the execution rate.
fn of_execution_rate(part: &Part<'_>, money: &Money<'_>) -> Vec<Deviation> {
    let Some(name) = explanation::execution_rate() else {
        return Vec::new();
    };
    let cells = money.rows.iter().filter_map(|row| row.explanation);
    let told = cells
        .flat_map(|cell| row_deviations(part, [Some(cell), None, None], Subject::Indicator(&name)));
    told.collect()
}
