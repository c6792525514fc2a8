//! 附表3 部门(单位)整体支出绩效自评表.

use jixiao_model::{DepartmentForm, Figure, Funds, Indicator, Points, RateId};
use jixiao_scoring::DepartmentScore;

use crate::amounts::Amounts;
use crate::basic_data::basic_data;
use crate::document::{Block, Cell, Document, Mark, Orientation, Page, Row, Section, Style};
use crate::form_table::{
    dash, goal_rows, indicator_rows, labelled, money_head, rate, row, shown, table, total_row,
};
use crate::outcome::{Outcome, any, figure_of, mark, note_below, points_mark};
use crate::shown_score::{ShownScore, note};

/// 附表3, and behind it the figures that its rates are computed of; `None` where the submission has no such form.
pub fn department_form(outcome: &Outcome<'_>) -> Option<Document> {
    let form = outcome.submission.department.as_ref()?;
    let score = outcome.evaluation.department.as_ref()?;
    let unit = &outcome.submission.unit;
    let year = form.year.number();
    let title = "部门（单位）整体支出绩效自评表";
    let mut rows = vec![labelled(
        "部门（单位）名称",
        unit.name.as_str(),
        Mark::Plain,
    )];
    let points = ShownScore::of(
        outcome.points,
        &form.indicators,
        &form.claims,
        &score.form,
        outcome.policy,
    );
    rows.extend(spending_rows(outcome, form, score, points.execution));
    rows.extend(goal_rows(&form.goal));
    rows.extend(indicator_rows(
        &form.indicators,
        &points,
        &form.deviations,
        |indicator| actual(outcome, form, score, indicator),
    ));
    let otherwise = department_mark(form);
    rows.push(total_row(
        &form.indicators,
        outcome.policy.execution_weight,
        &points,
        &form.deviations,
        outcome.figure_mark(Figure::DepartmentTotal, None, otherwise),
    ));
    let mut blocks = vec![
        Block::Line {
            left: "附表3".into(),
            right: String::new(),
        },
        Block::Title(vec![title.into(), format!("（{year}年度）")]),
        Block::Table(table(rows)),
    ];
    blocks.extend(note_below(&blocks));
    blocks.extend(note(outcome.points));
    blocks.push(Block::Line {
        left: "填报人：".into(),
        right: "联系电话：            填报日期：            ".into(),
    });
    let section = Section {
        name: "部门整体支出绩效自评表".into(),
        page: Page {
            orientation: Orientation::Portrait,
            style: Style::Form,
        },
        blocks,
    };
    Some(Document {
        title: format!("{}{year}年度{title}", unit.name),
        sections: [section].into_iter().chain(basic_data(form)).collect(),
    })
}

/// What is constructed of all that the department's total follows from, if anything is.
pub(crate) fn department_mark(form: &DepartmentForm) -> Mark {
    let rules = form
        .indicators
        .iter()
        .filter_map(|indicator| indicator.rule);
    let rates = rules.map(|rule| rate_mark(form, rule));
    let points = form.indicators.iter().map(points_mark);
    any(points
        .chain(rates)
        .chain([rate_mark(form, RateId::Execution)]))
}

/// 预算执行情况(万元): the heading, and a row each for all spending, 基本支出 and 项目支出.
fn spending_rows(
    outcome: &Outcome<'_>,
    form: &DepartmentForm,
    score: &DepartmentScore,
    points: Points,
) -> Vec<Row> {
    let parts = [
        ("全部支出", Some(&form.total), RateId::Execution),
        (
            "其中：基本支出",
            form.basic.as_ref(),
            RateId::BasicExecution,
        ),
        ("项目支出", form.project.as_ref(), RateId::ProjectExecution),
    ];
    let part = |(label, funds, rule): (&str, Option<&Funds>, RateId)| {
        let all = rule == RateId::Execution;
        let label = Cell::text(label).wide(2);
        let rate = score.rate(rule).map_or_else(|| "—".to_string(), rate);
        let amounts = match funds {
            Some(funds) => Amounts::of_row(funds).cells(),
            None => [dash(), dash(), dash()],
        };
        let (weight, points) = if all {
            (
                shown(outcome.policy.execution_weight.to_string())
                    .marked(outcome.execution_mark(department_mark(form))),
                shown(points.to_string()).marked(outcome.execution_mark(department_mark(form))),
            )
        } else {
            (dash(), dash())
        };
        row([if all { label.centred() } else { label.right() }]
            .into_iter()
            .chain(amounts)
            .chain([
                weight,
                shown(rate).marked(known_rate_mark(outcome, form, rule)),
                points,
            ]))
    };
    [money_head("预算\n执行\n（万元）", 4)]
        .into_iter()
        .chain(parts.map(part))
        .collect()
}

/// What stands under 实际完成值: the unit's text, or the rate that a rule computed.
fn actual(
    outcome: &Outcome<'_>,
    form: &DepartmentForm,
    score: &DepartmentScore,
    indicator: &Indicator,
) -> (String, Mark) {
    let Some(rule) = indicator.rule else {
        let text = indicator.actual.value.text().to_string();
        return (text, mark(&indicator.actual));
    };
    let text = score.rate(rule).map_or_else(|| "—".to_string(), rate);
    (text, known_rate_mark(outcome, form, rule))
}

/// The mark of a rate: what a published text states in the same way is not marked.
pub(crate) fn known_rate_mark(outcome: &Outcome<'_>, form: &DepartmentForm, rule: RateId) -> Mark {
    let otherwise = rate_mark(form, rule);
    figure_of(rule).map_or(otherwise, |figure| {
        outcome.figure_mark(figure, None, otherwise)
    })
}

/// What is constructed among the amounts behind a rate, if anything is.
pub(crate) fn rate_mark(form: &DepartmentForm, rule: RateId) -> Mark {
    let row = |funds: &Funds| mark(&funds.budget).max(mark(&funds.executed));
    match rule {
        RateId::Execution => row(&form.total),
        RateId::BasicExecution => form.basic.as_ref().map_or(Mark::Plain, row),
        RateId::ProjectExecution => form.project.as_ref().map_or(Mark::Plain, row),
        RateId::ThreePublicControl => any(form
            .three_public
            .iter()
            .flat_map(|parts| [&parts.abroad, &parts.vehicles, &parts.reception])
            .flatten()
            .flat_map(|part| [mark(&part.budget), mark(&part.spent)])),
        RateId::CarryOverChange => any(form
            .carry_over
            .iter()
            .flat_map(|balance| [mark(&balance.current), mark(&balance.previous)])),
        RateId::StaffingControl => any(form
            .staffing
            .iter()
            .flat_map(|staffing| [mark(&staffing.quota), mark(&staffing.staff)])),
        _ => any(form
            .figures(rule)
            .iter()
            .flat_map(|figures| figures.values())
            .map(mark)),
    }
}
