#![doc = include_str!("budget_completion_rate.md")]

use jixiao_model::{Amount, RateId};

use super::book::{Compute, Direction, RateRule};
use super::{RateOutcome, difference, ratio};
use crate::error::NoRate;

/// 预算完成率（结余法） from 上年结转, 年初预算数, 本年追加预算数 and 年末结余.
pub fn budget_completion_rate(
    carried_over: Amount,
    initial: Amount,
    added: Amount,
    balance: Amount,
) -> RateOutcome {
    if carried_over.is_negative() || initial.is_negative() {
        return RateOutcome::Undefined(NoRate::NegativePart);
    }
    let Ok(available) = Amount::sum([carried_over, initial, added]) else {
        return RateOutcome::Undefined(NoRate::TooLarge);
    };
    if available == Amount::ZERO {
        // Nothing was available: a balance can then not have come of it.
        return ratio(balance, available, NoRate::BalanceWithoutBudget);
    }
    if available.is_negative() {
        return RateOutcome::Undefined(NoRate::NegativeWhole);
    }
    if balance > available {
        // What is left is a part of what there was.
        return RateOutcome::Undefined(NoRate::PartExceedsWhole);
    }
    difference(available, balance, available)
}

/// The rule, as the book lists it.
pub const RULE: RateRule = RateRule {
    id: RateId::BudgetCompletion,
    direction: Direction::More,
    inputs: RateId::BudgetCompletion.inputs(),
    template: "({carried_over} + {initial} + {added} − {balance}) ÷ ({carried_over} + {initial} + {added})",
    basis: &["湖南省部门整体支出评分表，待核实"],
    page: include_str!("budget_completion_rate.md"),
    compute: Compute::Balances(|[carried_over, initial, added, balance]| {
        budget_completion_rate(carried_over, initial, added, balance)
    }),
};
