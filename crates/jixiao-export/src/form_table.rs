//! What 附表1 and 附表3 have in common: nine columns, a block of money, the overall goal, the indicators and the total.

use jixiao_model::{Deviation, Indicator, OverallGoal, Points, Weight};
use jixiao_scoring::RateOutcome;

use crate::deviations::{in_one_cell, of_indicator, of_whole, shortened};
use crate::document::{Align, Cell, Mark, Row, Table};
use crate::outcome::{any, mark, points_mark};
use crate::shown_score::ShownScore;

/// Widths in half-width characters: block, 一级, 二级, 三级, 年度指标值, 实际完成值, 分值, 得分 or 执行率, 偏差原因.
pub(crate) const WIDTHS: [u16; 9] = [8, 10, 12, 18, 14, 14, 6, 8, 26];

/// The same where explanations are long: they get two fifths of the page.
const WIDTHS_FOR_LONG: [u16; 9] = [8, 8, 10, 14, 12, 12, 6, 8, 46];

/// From so many characters on an explanation is long: in the usual column it would be some twenty lines.
const LONG: usize = 240;

/// What stands where a rate or an actual would.
const NOT_APPLICABLE: &str = "不适用";

/// How many columns the form has.
const COLUMNS: u16 = 9;

/// The columns of the block of money.
pub(crate) const MONEY_HEADS: [&str; 6] = [
    "年初预算数",
    "全年预算数",
    "全年执行数",
    "分值",
    "执行率",
    "得分",
];

/// The columns of the indicators.
pub(crate) const INDICATOR_HEADS: [&str; 8] = [
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "分值",
    "得分",
    "偏差原因分析及改进措施",
];

/// A shown text: a figure where it is one, centred either way.
pub(crate) fn shown(text: impl Into<String>) -> Cell {
    Cell::number(text)
}

pub(crate) fn row(cells: impl IntoIterator<Item = Cell>) -> Row {
    Row {
        cells: cells.into_iter().collect(),
    }
}

pub(crate) fn table(rows: Vec<Row>) -> Table {
    let cells = rows.iter().flat_map(|row| &row.cells);
    let long = is_long(cells.filter(|cell| cell.columns == 1), LONG);
    let widths = if long { WIDTHS_FOR_LONG } else { WIDTHS };
    Table {
        columns: widths.to_vec(),
        head_rows: 0,
        rows,
    }
}

/// Does any of the cells tell more than so many characters?
pub(crate) fn is_long<'a>(cells: impl IntoIterator<Item = &'a Cell>, most: usize) -> bool {
    let longer = |cell: &Cell| cell.value.shown().chars().nth(most).is_some();
    cells.into_iter().any(longer)
}

/// A label over two columns and its value over the rest of the row.
pub(crate) fn labelled(label: &str, value: &str, mark: Mark) -> Row {
    let value = Cell::text(value).wide(COLUMNS - 2).centred().marked(mark);
    row([Cell::head(label).wide(2), value])
}

/// The heading of the block of money: its label over so many rows, an empty corner, and the columns.
pub(crate) fn money_head(label: &str, rows: u16) -> Row {
    let label = Cell::head(label).tall(rows);
    row([label, Cell::head("").wide(2)]
        .into_iter()
        .chain(MONEY_HEADS.map(Cell::head)))
}

/// 年度总体目标.
pub(crate) fn goal_rows(goal: &OverallGoal) -> [Row; 2] {
    let head = [
        Cell::head("年度\n总体\n目标").tall(2),
        Cell::head("预期目标").wide(4),
        Cell::head("实际完成情况").wide(4),
    ];
    let text = |text: &jixiao_model::Traced<String>| {
        Cell::text(shortened(&text.value))
            .wide(4)
            .marked(mark(text))
    };
    [row(head), row([text(&goal.expected), text(&goal.actual)])]
}

/// 绩效指标: the heading and a row an indicator. `actual` gives what a rule computed in its place.
pub(crate) fn indicator_rows(
    indicators: &[Indicator],
    score: &ShownScore,
    deviations: &[Deviation],
    actual: impl Fn(&Indicator) -> (String, Mark),
) -> Vec<Row> {
    let block = u16::try_from(indicators.len().saturating_add(1)).unwrap_or(u16::MAX);
    let head = [Cell::head("绩\n效\n指\n标").tall(block)]
        .into_iter()
        .chain(INDICATOR_HEADS.map(Cell::head));
    let mut rows = vec![row(head)];
    for (index, (indicator, points)) in indicators.iter().zip(&score.indicators).enumerate() {
        let before = index
            .checked_sub(1)
            .and_then(|before| indicators.get(before));
        let rest = indicators.get(index..).unwrap_or_default();
        let mut cells = Vec::new();
        if before.is_none_or(|before| before.level1 != indicator.level1) {
            let run = run(rest, |one| one.level1 == indicator.level1);
            cells.push(level(indicator.level1.as_str(), run));
        }
        if before.is_none_or(|before| !same_levels(before, indicator)) {
            let run = run(rest, |one| same_levels(one, indicator));
            cells.push(level(indicator.level2.as_str(), run));
        }
        let (actual, actual_mark) = actual(indicator);
        let untold = actual.is_empty() || indicator.rule.is_some();
        let actual = if indicator.not_applicable && untold {
            NOT_APPLICABLE.into()
        } else {
            actual
        };
        let (text, text_mark) = in_one_cell(of_indicator(deviations, &indicator.name.value), false);
        cells.extend([
            Cell::text(indicator.name.value.as_str()).marked(mark(&indicator.name)),
            Cell::text(shortened(indicator.target.value.text()))
                .centred()
                .marked(mark(&indicator.target)),
            Cell::text(shortened(&actual)).centred().marked(actual_mark),
            shown(indicator.weight.value.to_string()).marked(mark(&indicator.weight)),
            shown(points.to_string()).marked(any([points_mark(indicator), actual_mark])),
            Cell::text(text).marked(text_mark),
        ]);
        rows.push(row(cells));
    }
    rows
}

fn same_levels(a: &Indicator, b: &Indicator) -> bool {
    a.level1 == b.level1 && a.level2 == b.level2
}

fn level(name: &str, rows: u16) -> Cell {
    Cell::text(name).tall(rows).centred()
}

/// How many at the start are alike.
fn run(indicators: &[Indicator], alike: impl Fn(&Indicator) -> bool) -> u16 {
    let count = indicators.iter().take_while(|one| alike(one)).count();
    u16::try_from(count).unwrap_or(u16::MAX)
}

/// 总分: the weights, the total, the grade, and the deviations that stand with no indicator.
pub(crate) fn total_row(
    indicators: &[Indicator],
    execution: Weight,
    score: &ShownScore,
    deviations: &[Deviation],
    mark: Mark,
) -> Row {
    let weights = indicators.iter().map(|one| one.weight.value.full());
    let weights = Points::sum(weights)
        .and_then(|sum| sum.plus(execution.full()))
        .map_or_else(|_| "—".to_string(), |sum| sum.to_string());
    let grade = score.grade.map_or_else(
        || "无等级（总分不在 0 至 100 之间）".to_string(),
        |grade| format!("等级：{}", grade.term()),
    );
    let (text, text_mark) = in_one_cell(of_whole(deviations, indicators), true);
    let last = if text.is_empty() {
        grade
    } else {
        format!("{grade}\n{text}")
    };
    row([
        Cell::head("总分").wide(6),
        shown(weights),
        shown(score.total.to_string()).marked(mark),
        Cell::text(last).marked(mark.max(text_mark)),
    ])
}

/// The rate of a row of money, or — where it does not apply or cannot be.
pub(crate) fn rate(outcome: RateOutcome) -> String {
    match outcome {
        RateOutcome::Known(rate) => rate.to_string(),
        RateOutcome::NotApplicable => NOT_APPLICABLE.into(),
        RateOutcome::Undefined(_) => "—".into(),
    }
}

/// A place that the form leaves out.
pub(crate) fn dash() -> Cell {
    Cell {
        align: Align::Center,
        ..Cell::text("—")
    }
}
