//! Which forms a grid holds, and where one ends and the next begins.

use std::ops::Range;

use jixiao_model::normalise;

use crate::forms::label::{self, Field};
use crate::forms::part::own;
use crate::grid::Grid;

/// What sort of form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// 项目支出绩效自评表.
    Project,
    /// 部门（单位）整体支出绩效自评表.
    Department,
    /// 项目支出绩效自评结果汇总表.
    Summary,
    /// 单位基本信息表.
    Unit,
    /// 部门整体支出基础数据表.
    Figures,
}

/// One form of a grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) kind: Kind,
    /// The row of the label, or of the title, by which it was known.
    pub(crate) start: usize,
    /// All its rows, the titles above included.
    pub(crate) rows: Range<usize>,
}

/// The forms of a grid, from above.
pub(crate) fn cut(grid: &Grid) -> Vec<Block> {
    let starts = starts(grid);
    let mut blocks: Vec<Block> = Vec::with_capacity(starts.len());
    for (kind, start) in starts {
        let first = match blocks.last_mut() {
            None => 0,
            Some(before) => {
                let first = first_title(grid, before.start.saturating_add(1), start);
                before.rows.end = first;
                first
            }
        };
        blocks.push(Block {
            kind,
            start,
            rows: first..grid.height(),
        });
    }
    blocks
}

/// Where forms begin.
fn starts(grid: &Grid) -> Vec<(Kind, usize)> {
    if let Some(kind) = named(grid.sheet()) {
        return vec![(kind, 0)];
    }
    let mut starts: Vec<(Kind, usize)> = Vec::new();
    for row in 0..grid.height() {
        let Some(kind) = begins(grid, row) else {
            continue;
        };
        if !continues(grid, &starts, kind, row) {
            starts.push((kind, row));
        }
    }
    let titled = grid.above.iter().any(|line| is_department_title(line));
    if starts.is_empty() && titled && grid.height() > 0 {
        starts.push((Kind::Department, 0));
    }
    starts
}

/// Is a row that could begin a form only a part of the one before it: its name below its title, or a head that a page break repeats?
fn continues(grid: &Grid, starts: &[(Kind, usize)], kind: Kind, row: usize) -> bool {
    let Some((before, start)) = starts.last().copied() else {
        return false;
    };
    let between = start..row;
    match (before, kind) {
        (Kind::Department | Kind::Project, Kind::Department) => {
            !between.into_iter().any(|row| is_indicator_head(grid, row))
        }
        (Kind::Summary, Kind::Summary) => first_title(grid, start.saturating_add(1), row) == row,
        (Kind::Unit | Kind::Figures, Kind::Department) => true,
        _ => false,
    }
}

/// What form a row begins, if it could begin one.
fn begins(grid: &Grid, row: usize) -> Option<Kind> {
    for cell in own(grid, row) {
        if let Some(kind) = named(&cell.shown) {
            return Some(kind);
        }
        if is_department_title(&cell.shown) && has_table(grid, row) {
            return Some(Kind::Department);
        }
        let inline = label::with_value(&cell.shown).map(|(field, _)| field);
        match label::recognise(&cell.shown).or(inline) {
            Some(Field::ProjectName) if is_list_head(grid, row) => return Some(Kind::Summary),
            Some(Field::ProjectName) => return Some(Kind::Project),
            Some(Field::DepartmentName) if has_table(grid, row) => return Some(Kind::Department),
            _ => {}
        }
    }
    None
}

/// A sheet of our own templates, by its title or the name of the sheet.
fn named(text: &str) -> Option<Kind> {
    match label::label(text).as_str() {
        "单位基本信息表" | "单位基本信息" => Some(Kind::Unit),
        "部门整体支出基础数据表" | "部门整体支出基础数据" => {
            Some(Kind::Figures)
        }
        _ => None,
    }
}

fn is_department_title(text: &str) -> bool {
    let plain = normalise(text);
    plain.chars().count() <= 60
        && plain.contains("整体支出")
        && (plain.contains("自评") || plain.contains("评价"))
        && plain.contains('表')
}

fn is_list_head(grid: &Grid, row: usize) -> bool {
    let amounts = [
        Field::Number,
        Field::Initial,
        Field::Budget,
        Field::Executed,
    ];
    fields(grid, row).any(|field| amounts.contains(&field))
}

/// Does a table of money or of indicators follow before the next project?
fn has_table(grid: &Grid, row: usize) -> bool {
    let following = row..grid.height();
    let own_rows =
        following.take_while(|row| !fields(grid, *row).any(|field| field == Field::ProjectName));
    own_rows
        .into_iter()
        .any(|row| is_indicator_head(grid, row) || is_money_head(grid, row))
}

pub(crate) fn is_indicator_head(grid: &Grid, row: usize) -> bool {
    let fields: Vec<Field> = fields(grid, row).collect();
    let levels = [Field::Level1, Field::Level2, Field::Level3];
    let columns = [Field::Target, Field::Actual, Field::Weight, Field::Nature];
    let levels = levels.iter().filter(|field| fields.contains(field)).count();
    levels >= 2 || levels == 1 && columns.iter().any(|field| fields.contains(field))
}

pub(crate) fn is_money_head(grid: &Grid, row: usize) -> bool {
    let heads = grid.row(row);
    let fields: Vec<Field> = heads
        .filter_map(|cell| label::recognise_head(&cell.shown))
        .collect();
    fields.contains(&Field::Executed)
        && [Field::Initial, Field::Budget]
            .iter()
            .any(|field| fields.contains(field))
}

/// The labels of a row, also those that reach into it from above.
fn fields(grid: &Grid, row: usize) -> impl Iterator<Item = Field> {
    grid.row(row)
        .filter_map(|cell| label::recognise(&cell.shown))
}

/// The first of the title lines right above a form; none of them lies above `floor`.
fn first_title(grid: &Grid, floor: usize, start: usize) -> usize {
    let above = (floor..start).rev();
    above
        .take_while(|row| is_title(grid, *row))
        .last()
        .unwrap_or(start)
}

/// A title, a number of an annex, a unit of money, who fills in: what stands above a form and is no end of the one before.
fn is_title(grid: &Grid, row: usize) -> bool {
    let cells: Vec<_> = own(grid, row).collect();
    let known = |text: &str| {
        let inline = label::with_value(text).map(|(field, _)| field);
        let field = label::recognise(text).or(inline);
        field
            .is_some_and(|field| !matches!(field, Field::FilledInBy | Field::Year | Field::Measure))
    };
    let titles = |text: &str| {
        let plain = normalise(text);
        plain.chars().count() <= 60
            && !plain.starts_with('注')
            && (["附表", "附件", "单位:"]
                .iter()
                .any(|mark| plain.contains(mark))
                || plain.contains("年度")
                || plain.contains('表') && !plain.contains("填表"))
    };
    (1..=4).contains(&cells.len())
        && !cells.iter().any(|cell| known(&cell.shown))
        && cells.iter().any(|cell| titles(&cell.shown))
}

/// Labels that only forms have: a grid with two of them was meant to be one.
pub(crate) fn is_telling(grid: &Grid) -> bool {
    const TELLING: [Field; 9] = [
        Field::Level1,
        Field::Level2,
        Field::Level3,
        Field::TotalFunds,
        Field::Fiscal,
        Field::Carried,
        Field::Executed,
        Field::GoalExpected,
        Field::Explanation,
    ];
    let labels = (0..grid.height()).flat_map(|row| fields(grid, row));
    let mut found: Vec<Field> = labels.filter(|field| TELLING.contains(field)).collect();
    found.sort_unstable();
    found.dedup();
    found.len() >= 2
}
