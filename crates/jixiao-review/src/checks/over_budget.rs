#![doc = include_str!("over_budget.md")]

use std::sync::Arc;

use jixiao_model::{Amount, Bilingual, Funds, Place};

use super::{Form, explains_execution, forms};
use crate::{Check, Code, Concerned, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(104);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "执行数与预算数",
    en: "Executed and budget",
    page: include_str!("over_budget.md"),
    run: check,
};

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for form in forms(subject) {
        if form.deviations.iter().any(explains_execution) {
            continue;
        }
        let sum = |pick: fn(&Funds) -> Amount| Amount::sum(form.funds.iter().map(|row| pick(row)));
        let (Ok(budget), Ok(executed)) =
            (sum(|row| row.budget.value), sum(|row| row.executed.value))
        else {
            continue;
        };
        // Spending without any budget has no rate, and a check of its own.
        let of_sum = Fault::of(budget, executed)
            .filter(|fault| *fault == Fault::Negative || budget > Amount::ZERO);
        if let Some(fault) = of_sum {
            let whole = super::alike("");
            let amounts = (budget, executed);
            findings.push(finding(
                Some(form.concerned()),
                &whole,
                fault,
                amounts,
                form.executed_place(),
            ));
        } else if budget > Amount::ZERO {
            findings.extend(of_sources(&form));
        }
    }
}

/// What is wrong with two amounts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fault {
    Negative,
    OverBudget,
}

impl Fault {
    fn of(budget: Amount, executed: Amount) -> Option<Self> {
        if executed.is_negative() {
            return Some(Self::Negative);
        }
        (executed > budget).then_some(Self::OverBudget)
    }
}

/// The sources of money of a project, one by one, where their sum hides what is wrong with one of them.
fn of_sources(form: &Form<'_>) -> Vec<Finding> {
    let Some(project) = form.project else {
        return Vec::new();
    };
    let sources = [
        (
            "当年财政拨款",
            "this year's appropriation: ",
            &project.funds.fiscal,
        ),
        (
            "上年结转资金",
            "money carried over: ",
            &project.funds.carried,
        ),
        ("其他资金", "other money: ", &project.funds.other),
    ];
    let mut found = Vec::new();
    for (zh, en, row) in sources {
        let Some(row) = row else { continue };
        let (budget, executed) = (row.budget.value, row.executed.value);
        if let Some(fault) = Fault::of(budget, executed) {
            let source = Bilingual::new(zh, en);
            let place = row.executed.place.clone();
            found.push(finding(
                Some(form.concerned()),
                &source,
                fault,
                (budget, executed),
                place,
            ));
        }
    }
    found
}

/// Of one source of money, or of all where none is named.
fn finding(
    project: Option<Concerned>,
    source: &Bilingual,
    fault: Fault,
    (budget, executed): (Amount, Amount),
    place: Option<Arc<Place>>,
) -> Finding {
    let Bilingual { zh, en } = source;
    let (message, expected, mend) = match fault {
        Fault::Negative => (
            Bilingual::new(
                format!("{zh}全年执行数为负（{executed} 万元）"),
                format!("{en}what was executed is negative ({executed} 万元)"),
            ),
            Bilingual::new("全年执行数不为负", "nothing below zero"),
            Bilingual::new(
                "请核对全年执行数；确因退款的，请在偏差原因中说明",
                "check what was executed, or explain the refund among the deviations",
            ),
        ),
        Fault::OverBudget => (
            Bilingual::new(
                format!("{zh}全年执行数 {executed} 万元大于全年预算数 {budget} 万元"),
                format!("{en}{executed} 万元 executed are more than the budget of {budget} 万元"),
            ),
            Bilingual::new(
                format!("不大于全年预算数 {budget} 万元"),
                format!("at most the budget of {budget} 万元"),
            ),
            Bilingual::new(
                "请核对两个数，或在偏差原因中说明",
                "mend one of the two, or explain it among the deviations",
            ),
        ),
    };
    Finding {
        code: CODE,
        indicator: None,
        expected,
        found: Bilingual::new(
            format!("{zh}全年执行数 {executed} 万元"),
            format!("{en}{executed} 万元 executed"),
        ),
        severity: Severity::Warning,
        project,
        message,
        mend,
        place,
    }
}
