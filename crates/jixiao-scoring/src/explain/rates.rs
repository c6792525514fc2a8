//! Rates and the amounts behind them.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use jixiao_model::{
    Amount, Bilingual, BudgetAndSpent, DepartmentForm, Funds, Lang, RateFigures, RateId, Speak,
    Traced,
};

use super::formula::percent;
use super::{Explanation, documents, same};
use crate::rules::{Input, RateOutcome, RateRule};

/// A rate of the department's form, down to its amounts.
pub fn explain_department_rate(
    form: &DepartmentForm,
    rule: RateId,
    outcome: RateOutcome,
) -> Explanation {
    let inputs = RateRule::of(rule).inputs;
    let row = |funds: &Funds| pair(inputs, &funds.budget, &funds.executed);
    let (values, children) = match rule {
        RateId::Execution => row(&form.total),
        RateId::BasicExecution => form.basic.as_ref().map(row).unwrap_or_default(),
        RateId::ProjectExecution => form.project.as_ref().map(row).unwrap_or_default(),
        RateId::CarryOverChange => form
            .carry_over
            .as_ref()
            .map(|balance| pair(inputs, &balance.current, &balance.previous))
            .unwrap_or_default(),
        RateId::StaffingControl => form
            .staffing
            .as_ref()
            .map(|staffing| pair(inputs, &staffing.quota, &staffing.staff))
            .unwrap_or_default(),
        RateId::ThreePublicControl => three_public(form),
        _ => form.figures(rule).map(figures).unwrap_or_default(),
    };
    explain_rate(rule, outcome, &values, children)
}

/// Figures that were filled in, as texts and as nodes.
type Filled = (Vec<String>, Vec<Explanation>);

fn pair<T: core::fmt::Display>(inputs: &[Input], first: &Traced<T>, second: &Traced<T>) -> Filled {
    inputs
        .iter()
        .zip([first, second])
        .map(|(input, figure)| filled(input, figure))
        .unzip()
}

fn figures(figures: &RateFigures) -> Filled {
    figures
        .rate()
        .inputs()
        .iter()
        .zip(figures.values())
        .map(|(input, figure)| filled(input, figure))
        .unzip()
}

fn filled<T: core::fmt::Display>(input: &Input, figure: &Traced<T>) -> (String, Explanation) {
    let text = figure.value.to_string();
    let named = Bilingual::new(input.term, input.english);
    (text.clone(), Explanation::filled(named, text, figure))
}

fn three_public(form: &DepartmentForm) -> Filled {
    let Some(parts) = &form.three_public else {
        return Default::default();
    };
    let rows = [
        ("因公出国（境）费", "travel abroad", &parts.abroad),
        ("公务用车购置及运行费", "vehicles", &parts.vehicles),
        ("公务接待费", "receptions", &parts.reception),
    ];
    let side = |zh: &str, en: &str, pick: fn(&BudgetAndSpent) -> &Traced<Amount>| {
        let children: Vec<_> = rows
            .iter()
            .filter_map(|(zh, en, part)| {
                let amount = pick(part.as_ref()?);
                let shown = amount.value.to_string();
                Some(Explanation::filled(Bilingual::new(*zh, *en), shown, amount))
            })
            .collect();
        (Bilingual::new(zh, en), children)
    };
    let budget = parts.budget().unwrap_or_default().to_string();
    let spent = parts.spent().unwrap_or_default().to_string();
    let node = |(subject, children): (Bilingual, Vec<Explanation>), value: &str| Explanation {
        children,
        ..Explanation::new(subject, same(value))
    };
    let children = [
        node(
            side("“三公经费”预算安排数", "budget", |part| {
                &part.budget
            }),
            &budget,
        ),
        node(
            side("“三公经费”实际支出数", "spent", |part| {
                &part.spent
            }),
            &spent,
        ),
    ];
    ([budget, spent].into(), children.into())
}

/// A sum over the rows of a form's money.
pub(super) fn summed(
    zh: &str,
    en: &str,
    rows: &[(Bilingual, &Funds)],
    pick: fn(&Funds) -> &Traced<Amount>,
) -> Explanation {
    let subject = Bilingual::new(zh, en);
    if let [(_, row)] = rows {
        let amount = pick(row);
        return Explanation::filled(subject, amount.value.to_string(), amount);
    }
    let sum = Amount::sum(rows.iter().map(|(_, row)| pick(row).value)).unwrap_or_default();
    let children: Vec<_> = rows
        .iter()
        .map(|(name, row)| {
            let amount = pick(row);
            Explanation::filled(name.clone(), amount.value.to_string(), amount)
        })
        .collect();
    let parts: Vec<_> = rows
        .iter()
        .map(|(_, row)| pick(row).value.to_string())
        .collect();
    Explanation {
        formula: Some(same(format!("{} = {sum}", parts.join(" + ")))),
        children,
        ..Explanation::new(subject, same(sum.to_string()))
    }
}

pub(super) fn explain_rate(
    id: RateId,
    outcome: RateOutcome,
    values: &[String],
    children: Vec<Explanation>,
) -> Explanation {
    let rule = RateRule::of(id);
    let formula = outcome.rate().map(|rate| {
        let changes = matches!(id, RateId::CarryOverChange | RateId::ThreePublicChange);
        if changes && values.last() == Some(&Amount::ZERO.to_string()) {
            return Bilingual::new(
                "上年和本年均为零，变动率为 0%",
                "nothing last year and nothing this year: a change of 0 %",
            );
        }
        let put_in = rule.put_in(values.iter().map(String::as_str));
        same(format!("{put_in} × 100% = {}%", percent(rate.fraction())))
    });
    Explanation {
        formula,
        rule: Some(Bilingual::new(
            rule.formula(Lang::Chinese),
            rule.formula(Lang::English),
        )),
        rounding: outcome.rate().map(|_| {
            Bilingual::new(
                "显示两位小数，四舍五入；未达或超过 100% 的不显示为 100%",
                "shown with two decimals, half away from zero; never 100 % unless it is the whole",
            )
        }),
        basis: documents(rule.basis),
        children,
        ..Explanation::new(Bilingual::new(id.term(), id.english()), outcome.speak())
    }
}
