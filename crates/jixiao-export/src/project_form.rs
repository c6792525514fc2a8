//! 附表1 项目支出绩效自评表 (MOF-2020-10, annex 1): one form a project.

use jixiao_model::{Figure, Funds, ModelError, Points, ProjectForm};
use jixiao_scoring::FormScore;

use crate::amounts::Amounts;
use crate::deviations::shortened;
use crate::document::{Block, Cell, Document, Mark, Orientation, Page, Row, Section, Span, Style};
use crate::form_table::{
    dash, goal_rows, indicator_rows, labelled, money_head, rate, row, shown, table, total_row,
};
use crate::outcome::{Outcome, funds_mark, mark, note_below, project_mark};
use crate::shown_score::{ShownScore, note};

/// 附表1: a section a project, in the order of the submission.
///
/// # Errors
/// [`ModelError`] where a sum no longer fits; a submission that could be scored has none.
pub fn project_forms(outcome: &Outcome<'_>) -> Result<Document, ModelError> {
    let submission = outcome.submission;
    let sections = submission
        .projects
        .iter()
        .zip(&outcome.evaluation.projects)
        .map(|(form, score)| section(outcome, form, score))
        .collect::<Result<_, _>>()?;
    Ok(Document {
        title: format!(
            "{}{}年度项目支出绩效自评表",
            submission.unit.name,
            submission.year.number()
        ),
        sections,
    })
}

fn section(
    outcome: &Outcome<'_>,
    form: &ProjectForm,
    score: &FormScore,
) -> Result<Section, ModelError> {
    let execution = outcome.policy.execution_weight;
    let mark = project_mark(form);
    let points = ShownScore::of(
        outcome.points,
        &form.indicators,
        &form.claims,
        score,
        outcome.policy,
    );
    let mut rows = head_rows(outcome, form);
    rows.extend(funds_rows(outcome, form, score, points.execution)?);
    rows.extend(goal_rows(&form.goal));
    rows.extend(indicator_rows(
        &form.indicators,
        &points,
        &form.deviations,
        |indicator| {
            let text = indicator.actual.value.text().to_string();
            (text, crate::outcome::mark(&indicator.actual))
        },
    ));
    rows.push(total_row(
        &form.indicators,
        execution,
        &points,
        &form.deviations,
        mark,
    ));
    let mut blocks = vec![
        Block::Line {
            left: "附表1".into(),
            right: String::new(),
        },
        Block::Title(vec![
            "项目支出绩效自评表".into(),
            format!("（{}年度）", form.year.number()),
        ]),
        Block::Table(table(rows)),
    ];
    if !form.note.is_empty() {
        blocks.push(Block::Note(vec![Span::plain(format!(
            "备注：{}",
            shortened(&form.note)
        ))]));
    }
    blocks.extend(note_below(&blocks));
    blocks.extend(note(outcome.points));
    blocks.push(Block::Line {
        left: "填报人：".into(),
        right: "联系电话：            填报日期：            ".into(),
    });
    Ok(Section {
        name: format!("{:02} {}", form.number, form.name.value),
        page: Page {
            orientation: Orientation::Portrait,
            style: Style::Form,
        },
        blocks,
    })
}

fn head_rows(outcome: &Outcome<'_>, form: &ProjectForm) -> Vec<Row> {
    let unit = &outcome.submission.unit;
    let supervisor = form
        .supervisor
        .as_ref()
        .or(unit.supervisor.as_ref())
        .unwrap_or(&unit.name);
    let implementer = form.implementer.as_ref().unwrap_or(&unit.name);
    let (implementer, implementer_mark) = match &form.section {
        Some(section) => (format!("{implementer}（{}）", section.value), mark(section)),
        None => (implementer.to_string(), Mark::Plain),
    };
    vec![
        labelled("项目名称", form.name.value.as_str(), mark(&form.name)),
        row([
            Cell::head("主管部门").wide(2),
            Cell::text(supervisor.as_str()).wide(3).centred(),
            Cell::head("实施单位"),
            Cell::text(implementer)
                .wide(3)
                .centred()
                .marked(implementer_mark),
        ]),
    ]
}

/// 项目资金(万元): the heading, 年度资金总额, and the sources, which show — for weight and points.
fn funds_rows(
    outcome: &Outcome<'_>,
    form: &ProjectForm,
    score: &FormScore,
    points: Points,
) -> Result<Vec<Row>, ModelError> {
    let rate_mark = outcome.figure_mark(Figure::ProjectRate, Some(form.number), funds_mark(form));
    let total = [Cell::head("年度资金总额").wide(2)]
        .into_iter()
        .chain(Amounts::of_project(form)?.cells())
        .chain([
            shown(outcome.policy.execution_weight.to_string())
                .marked(outcome.execution_mark(project_mark(form))),
            shown(rate(score.execution_rate)).marked(rate_mark),
            shown(points.to_string())
                .marked(funds_mark(form).max(outcome.execution_mark(project_mark(form)))),
        ]);
    let sources = [
        ("其中：当年财政拨款", &form.funds.fiscal),
        ("上年结转资金", &form.funds.carried),
        ("其他资金", &form.funds.other),
    ];
    Ok([money_head("项目\n资金\n（万元）", 5), row(total)]
        .into_iter()
        .chain(sources.map(|(label, funds)| source_row(label, funds.as_ref())))
        .collect())
}

fn source_row(label: &str, funds: Option<&Funds>) -> Row {
    let execution = funds.map(|funds| {
        jixiao_scoring::rules::execution_rate::execution_rate(
            funds.budget.value,
            funds.executed.value,
        )
    });
    let amounts = match funds {
        Some(funds) => Amounts::of_row(funds).cells(),
        None => ["0.00"; 3].map(|amount| shown(amount).right()),
    };
    let funds_mark = funds.map_or(Mark::Plain, |funds| {
        mark(&funds.budget).max(mark(&funds.executed))
    });
    let rate = execution.map_or_else(|| "—".to_string(), rate);
    row([Cell::text(label).wide(2).right()]
        .into_iter()
        .chain(amounts)
        .chain([dash(), shown(rate).marked(funds_mark), dash()]))
}
