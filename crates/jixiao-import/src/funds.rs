//! Money: funds by source, “三公”经费, balances.

use jixiao_model::{
    Amount, Bilingual, BudgetAndSpent, CarryOver, FundSources, Funds, ModelError, ThreePublic,
};

use crate::section::Section;
use crate::value;

/// 年初预算数, 全年预算数, 全年执行数; one left out is 0.
pub(crate) fn funds(section: &mut Section<'_, '_>) -> Option<Funds> {
    let initial = section.or("initial", "年初预算数", Amount::ZERO, value::budget);
    let budget = section.or("budget", "全年预算数", Amount::ZERO, value::budget);
    let executed = section.or("executed", "全年执行数", Amount::ZERO, value::amount);
    // No budget is negative: where it stands has been said.
    Funds::new(initial?, budget?, executed?).ok()
}

/// The money of a project by source: at least one row, and rows that can be added up.
pub(crate) fn sources(section: &mut Section<'_, '_>) -> Option<FundSources> {
    let fiscal = section.table("fiscal", "当年财政拨款", funds);
    let carried = section.table("carried", "上年结转资金", funds);
    let other = section.table("other", "其他资金", funds);
    let sources = FundSources {
        fiscal: fiscal?,
        carried: carried?,
        other: other?,
    };
    if sources.rows().next().is_none() {
        section.fail(Bilingual::new(
            "至少应有一项资金来源：fiscal（当年财政拨款）、carried（上年结转资金）或 other（其他资金）",
            "at least one source of funds must stand: fiscal, carried or other",
        ));
        return None;
    }
    let sums = [sources.initial(), sources.budget(), sources.executed()];
    summed(&sums, section)?;
    Some(sources)
}

/// Refuses amounts of which a form could not state the sum.
fn summed(sums: &[Result<Amount, ModelError>], section: &Section<'_, '_>) -> Option<()> {
    if sums.iter().all(Result::is_ok) {
        return Some(());
    }
    section.fail(Bilingual::new(
        "各项之和过大，无法精确保存；请核对金额及其单位",
        "the sum of the amounts is too large to keep exactly; check the amounts and their units",
    ));
    None
}

pub(crate) fn three_public(section: &mut Section<'_, '_>) -> Option<ThreePublic> {
    let abroad = section.table("abroad", "因公出国（境）费", budget_and_spent);
    let vehicles = section.table("vehicles", "公务用车购置及运行费", budget_and_spent);
    let reception = section.table("reception", "公务接待费", budget_and_spent);
    let three_public = ThreePublic {
        abroad: abroad?,
        vehicles: vehicles?,
        reception: reception?,
    };
    summed(&[three_public.budget(), three_public.spent()], section)?;
    Some(three_public)
}

fn budget_and_spent(section: &mut Section<'_, '_>) -> Option<BudgetAndSpent> {
    let budget = section.or("budget", "预算安排数", Amount::ZERO, value::budget);
    let spent = section.or("spent", "实际支出数", Amount::ZERO, value::amount);
    Some(BudgetAndSpent {
        budget: budget?,
        spent: spent?,
    })
}

/// Both balances must stand: without one of them there is no change to speak of.
pub(crate) fn carry_over(section: &mut Section<'_, '_>) -> Option<CarryOver> {
    let current = section.required("current", "本年累计结转结余", value::amount);
    let previous = section.required("previous", "上年累计结转结余", value::amount);
    Some(CarryOver {
        current: current?,
        previous: previous?,
    })
}
