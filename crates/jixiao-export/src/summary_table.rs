//! 附表2 项目支出绩效自评结果汇总表: a row a project, the sums, and the counts of grades.

use jixiao_model::{Figure, Grade, ModelError, ProjectForm};
use jixiao_scoring::FormScore;

use crate::amounts::Amounts;
use crate::deviations::{one_side, shortened};
use crate::document::{Block, Cell, Document, Mark, Orientation, Page, Row, Section, Style, Table};
use crate::form_table::{dash, is_long, rate, row, shown};
use crate::outcome::{Outcome, funds_mark, mark, note_below, project_mark};
use crate::shown_score::{ShownScore, note};

pub(crate) const HEADS: [&str; 12] = [
    "序号",
    "项目名称",
    "实施科室\n（单位）",
    "年初预算数",
    "全年预算数",
    "全年执行数",
    "执行率",
    "自评得分",
    "自评等级",
    "主要偏离原因",
    "改进措施",
    "备注",
];

/// Widths in half-width characters.
pub(crate) const WIDTHS: [u16; 12] = [5, 24, 12, 13, 13, 13, 8, 8, 8, 32, 32, 10];

/// The same where explanations are long: they get half of the page.
const WIDTHS_FOR_LONG: [u16; 12] = [5, 18, 10, 12, 12, 12, 8, 8, 8, 47, 47, 8];

/// From so many characters on an explanation is long: in the usual column it would be some twenty lines.
const LONG: usize = 320;

/// 附表2.
///
/// # Errors
/// [`ModelError`] where a sum no longer fits; a submission that could be scored has none.
pub fn summary_table(outcome: &Outcome<'_>) -> Result<Document, ModelError> {
    let submission = outcome.submission;
    let unit = &submission.unit;
    let name = unit.short_name.as_ref().unwrap_or(&unit.name);
    let title = format!(
        "{}年度{name}项目支出绩效自评结果汇总表",
        submission.year.number()
    );
    let mut rows = vec![row(HEADS.map(Cell::head))];
    for (form, score) in submission.projects.iter().zip(&outcome.evaluation.projects) {
        rows.push(project_row(outcome, unit.name.as_str(), form, score)?);
    }
    rows.push(total_row(outcome));
    rows.extend(count_rows(outcome));
    let long = is_long(rows.iter().flat_map(|row| &row.cells), LONG);
    let widths = if long { WIDTHS_FOR_LONG } else { WIDTHS };
    let mut blocks = vec![
        Block::Line {
            left: "附表2".into(),
            right: String::new(),
        },
        Block::Title(vec![title.clone()]),
        Block::Line {
            left: format!("填报单位：{}", unit.name),
            right: "单位：万元".into(),
        },
        Block::Table(Table {
            columns: widths.to_vec(),
            head_rows: 1,
            rows,
        }),
    ];
    blocks.extend(note_below(&blocks));
    blocks.extend(note(outcome.points));
    let section = Section {
        name: "自评结果汇总表".into(),
        page: Page {
            orientation: Orientation::Landscape,
            style: Style::Form,
        },
        blocks,
    };
    Ok(Document {
        title,
        sections: vec![section],
    })
}

fn project_row(
    outcome: &Outcome<'_>,
    unit: &str,
    form: &ProjectForm,
    score: &FormScore,
) -> Result<Row, ModelError> {
    let (section, section_mark) = match (&form.section, &form.implementer) {
        (Some(section), _) => (section.value.as_str(), mark(section)),
        (None, Some(implementer)) => (implementer.as_str(), Mark::Plain),
        (None, None) => (unit, Mark::Plain),
    };
    let (causes, causes_mark) = one_side(&form.deviations, |one| &one.cause);
    let (remedies, remedies_mark) = one_side(&form.deviations, |one| &one.remedy);
    let mark_of_all = project_mark(form);
    let rate_mark = outcome.figure_mark(Figure::ProjectRate, Some(form.number), funds_mark(form));
    let points = ShownScore::of(
        outcome.points,
        &form.indicators,
        &form.claims,
        score,
        outcome.policy,
    );
    let grade = points.grade.map_or("无", Grade::term);
    let first = [
        shown(form.number.to_string()),
        Cell::text(form.name.value.as_str()).marked(mark(&form.name)),
        Cell::text(section).centred().marked(section_mark),
    ];
    let rest = [
        shown(rate(score.execution_rate)).marked(rate_mark),
        shown(points.total.to_string()).marked(mark_of_all),
        Cell::text(grade).centred().marked(mark_of_all),
        Cell::text(causes).marked(causes_mark),
        Cell::text(remedies).marked(remedies_mark),
        Cell::text(shortened(&form.note)),
    ];
    let amounts = Amounts::of_project(form)?.cells();
    Ok(row(first.into_iter().chain(amounts).chain(rest)))
}

fn total_row(outcome: &Outcome<'_>) -> Row {
    let summary = &outcome.evaluation.summary;
    let all = outcome.projects_mark();
    let mark = |figure| outcome.figure_mark(figure, None, all);
    let amounts = Amounts::of([
        (summary.initial, all),
        (summary.budget, mark(Figure::ProjectsBudget)),
        (summary.executed, mark(Figure::ProjectsExecuted)),
    ]);
    let rate = rate(summary.execution_rate);
    row([Cell::head("合计").wide(3)]
        .into_iter()
        .chain(amounts.cells())
        .chain([shown(rate).marked(mark(Figure::ProjectsExecutionRate))])
        .chain(std::iter::repeat_with(dash).take(5)))
}

/// The counts below the sums: a row of labels and a row of figures.
fn count_rows(outcome: &Outcome<'_>) -> [Row; 2] {
    let summary = &outcome.evaluation.summary;
    let all = outcome.projects_mark();
    let grade = |grade: Grade, figure| {
        let count = shown(summary.grades.of(grade).to_string());
        count.marked(outcome.figure_mark(figure, None, all))
    };
    let heads = [
        Cell::head("预算项目数").wide(2),
        Cell::head("自评项目数"),
        Cell::head("自评覆盖率"),
        Cell::head("优（个）"),
        Cell::head("良（个）"),
        Cell::head("中（个）"),
        Cell::head("差（个）"),
        Cell::text("").wide(4).tall(2),
    ];
    let figures = [
        shown(summary.budgeted.to_string()).wide(2),
        shown(summary.evaluated.to_string()),
        shown(rate(summary.coverage)),
        grade(Grade::Excellent, Figure::GradeExcellent),
        grade(Grade::Good, Figure::GradeGood),
        grade(Grade::Fair, Figure::GradeFair),
        grade(Grade::Poor, Figure::GradePoor),
    ];
    [row(heads), row(figures)]
}
