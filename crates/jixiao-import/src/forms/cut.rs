//! Which forms a grid holds, and where one ends and the next begins.

use std::ops::Range;

use jixiao_model::normalise;

use crate::forms::label::{self, Field};
use crate::grid::{Cell, Grid};

/// What sort of form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// 项目支出绩效自评表.
    Project,
    /// 部门（单位）整体支出绩效自评表.
    Department,
    /// 项目支出绩效自评结果汇总表.
    Summary,
    /// 整改台账.
    Register,
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
    /// Row and column of the label by which a second form stands beside this one.
    pub(crate) beside: Option<(usize, usize)>,
}

/// The forms of a grid, from above.
pub(crate) fn cut(grid: &Grid) -> Vec<Block> {
    let facts = Facts::of(grid);
    let starts = starts(grid, &facts);
    let mut blocks: Vec<Block> = Vec::with_capacity(starts.len());
    for (kind, start) in starts {
        let first = match blocks.last_mut() {
            None => 0,
            Some(before) => {
                let first = facts.first_title(before.start.saturating_add(1), start);
                before.rows.end = first;
                first
            }
        };
        blocks.push(Block {
            kind,
            start,
            rows: first..grid.height(),
            beside: None,
        });
    }
    for block in &mut blocks {
        block.beside = facts.beside(block);
    }
    blocks
}

/// Where forms begin.
fn starts(grid: &Grid, facts: &Facts) -> Vec<(Kind, usize)> {
    if let Some(kind) = named(grid.sheet()) {
        return vec![(kind, 0)];
    }
    let mut starts: Vec<(Kind, usize)> = Vec::new();
    let mut last_head: Option<usize> = None;
    let mut at_top = !grid.above.iter().any(|line| is_department_title(line));
    for (row, fact) in facts.rows.iter().enumerate() {
        let template = if at_top { facts.template(row) } else { None };
        at_top = at_top && fact.is_alone && fact.marks.is_empty()
            || template.is_some()
            || starts.last().is_some_and(|(kind, _)| is_template(*kind));
        if let Some(kind) = template.or_else(|| fact.begins())
            && !facts.continues(starts.last().copied(), last_head, kind, row)
        {
            starts.push((kind, row));
        }
        if fact.is_indicator_head {
            last_head = Some(row);
        }
    }
    let titled = grid.above.iter().any(|line| is_department_title(line));
    if starts.is_empty() && titled && grid.height() > 0 {
        starts.push((Kind::Department, 0));
    }
    starts
}

/// What the rows of a grid say of themselves. Every cell is looked at once, since a file may hold a million of them.
#[derive(Debug)]
struct Facts {
    rows: Vec<RowFacts>,
}

/// What a row says of itself.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, and none excludes another"
)]
struct RowFacts {
    /// What its cells could begin, from left to right.
    marks: Vec<Mark>,
    is_title: bool,
    is_list_head: bool,
    is_indicator_head: bool,
    is_money_head: bool,
    is_register_head: bool,
    names_project: bool,
    /// Does a cell stand alone in it?
    is_alone: bool,
    /// Are there two cells or more?
    is_pair: bool,
    /// Labels that only forms have.
    telling: Telling,
    /// Does a table of money or of indicators follow, in this row or below, before the next project?
    has_table: bool,
    /// Does the same hold below a 项目名称 in this row, or do labels that only forms have follow?
    has_form: bool,
    /// Does such a table follow before the next title as well?
    is_within_form: bool,
    /// The column where a second form begins beside the first.
    beside: Option<usize>,
}

/// What a cell could begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// A sheet of our own templates.
    Named(Kind),
    DepartmentTitle,
    DepartmentName,
    ProjectName,
}

impl Mark {
    fn of(cell: &Cell, field: Option<Field>) -> Option<Self> {
        if let Some(kind) = named(&cell.shown) {
            return Some(Self::Named(kind));
        }
        if is_department_title(&cell.shown) {
            return Some(Self::DepartmentTitle);
        }
        match field {
            Some(Field::ProjectName) => Some(Self::ProjectName),
            Some(Field::DepartmentName) => Some(Self::DepartmentName),
            _ => None,
        }
    }
}

impl RowFacts {
    /// `reaching` are the labels of the cells by their columns, which those that go on into the next row leave there.
    fn of(grid: &Grid, row: usize, reaching: &mut [Option<Field>]) -> Self {
        let mut fields: Vec<Field> = Vec::new();
        let mut heads: Vec<Field> = Vec::new();
        let mut own: Vec<(&Cell, Option<Field>)> = Vec::new();
        let mut marks = Vec::new();
        let mut names = Vec::new();
        for cell in grid.row(row) {
            let Some(kept) = reaching.get_mut(cell.column) else {
                continue;
            };
            if cell.row == row {
                *kept = label::recognise(&cell.shown);
                let inline = || label::with_value(&cell.shown).map(|(field, _)| field);
                let field = kept.or_else(inline);
                let mark = Mark::of(cell, field);
                marks.extend(mark);
                names.extend((mark == Some(Mark::ProjectName)).then_some(cell.column));
                own.push((cell, field));
                heads.extend(label::recognise_head(&cell.shown));
            } else {
                heads.extend(*kept);
            }
            fields.extend(*kept);
        }
        let is_list_head = is_list_head(&fields);
        let second_name = names.get(1).filter(|_| !is_list_head).copied();
        Self {
            beside: second_name.or_else(|| second_table(&own)),
            marks,
            is_title: is_title(&own),
            is_list_head,
            is_indicator_head: are_of_indicators(&fields),
            is_money_head: are_of_money(&heads),
            is_register_head: is_register_head(grid, row),
            names_project: fields.contains(&Field::ProjectName),
            is_alone: own.len() == 1,
            is_pair: own.len() >= 2,
            telling: Telling::of(&fields),
            has_table: false,
            has_form: false,
            is_within_form: false,
        }
    }

    /// What form the row begins, if it could begin one.
    fn begins(&self) -> Option<Kind> {
        if self.is_register_head {
            return Some(Kind::Register);
        }
        self.marks.iter().find_map(|mark| match mark {
            Mark::DepartmentTitle | Mark::DepartmentName => {
                self.has_table.then_some(Kind::Department)
            }
            Mark::ProjectName if self.is_list_head => Some(Kind::Summary),
            Mark::ProjectName => self.has_form.then_some(Kind::Project),
            Mark::Named(_) => None,
        })
    }
}

impl Facts {
    fn of(grid: &Grid) -> Self {
        let mut reaching = vec![None; grid.width()];
        let rows = (0..grid.height()).map(|row| RowFacts::of(grid, row, &mut reaching));
        let mut rows: Vec<RowFacts> = rows.collect();
        let mut follows = false;
        let mut untitled = false;
        let mut telling = Telling::default();
        for fact in rows.iter_mut().rev() {
            let is_head = fact.is_indicator_head || fact.is_money_head;
            // A note that speaks of 项目名称 begins no form: nothing of one stands below it.
            fact.has_form = follows || is_head || telling.with(fact.telling).are_of_a_form();
            let goes_on = !fact.names_project;
            follows = goes_on && (follows || is_head);
            telling = if goes_on {
                telling.with(fact.telling)
            } else {
                Telling::default()
            };
            fact.has_table = follows;
            let is_titled = fact.marks.contains(&Mark::DepartmentTitle);
            untitled = goes_on && !is_titled && (untitled || is_head);
            fact.is_within_form = untitled;
        }
        Self { rows }
    }

    /// A sheet of our own templates: its title alone in its row with nothing but titles above it, and labels with values below.
    fn template(&self, row: usize) -> Option<Kind> {
        let fact = self.rows.get(row).filter(|fact| fact.is_alone)?;
        let Some(Mark::Named(kind)) = fact.marks.first() else {
            return None;
        };
        let mut below = self.rows.iter().skip(row.saturating_add(1)).take(3);
        // A form may have a part of that name.
        let is_part = fact.is_within_form;
        (!is_part && below.any(|fact| fact.is_pair)).then_some(*kind)
    }

    fn beside(&self, block: &Block) -> Option<(usize, usize)> {
        let rows = block.rows.clone();
        let facts = self.rows.get(rows.clone())?;
        let mut found = rows.zip(facts);
        found.find_map(|(row, fact)| Some((row, fact.beside?)))
    }

    fn is_title(&self, row: usize) -> bool {
        self.rows.get(row).is_some_and(|fact| fact.is_title)
    }

    /// Is a row that could begin a form only a part of the one before it: its name below its title, or a head that a page break repeats?
    /// `last_head` is the last row above with heads of indicators.
    fn continues(
        &self,
        before: Option<(Kind, usize)>,
        last_head: Option<usize>,
        kind: Kind,
        row: usize,
    ) -> bool {
        let Some((before, start)) = before else {
            return false;
        };
        match (before, kind) {
            (Kind::Department | Kind::Project, Kind::Department) => {
                last_head.is_none_or(|head| head < start)
            }
            (Kind::Summary, Kind::Summary) | (Kind::Register, Kind::Register) => {
                self.first_title(start.saturating_add(1), row) == row
            }
            // A form whose indicators are still to come may list what it will do.
            (Kind::Department | Kind::Project, Kind::Register) => {
                self.rows.get(row).is_some_and(|fact| fact.is_within_form)
            }
            // The name of the unit stands in its own sheet, too; a title does not.
            (Kind::Unit | Kind::Figures, Kind::Department) => {
                let fact = self.rows.get(row);
                !fact.is_some_and(|fact| fact.marks.contains(&Mark::DepartmentTitle))
            }
            _ => false,
        }
    }

    /// The first of the title lines right above a form; none of them lies above `floor`.
    fn first_title(&self, floor: usize, start: usize) -> usize {
        let above = (floor..start).rev();
        above
            .take_while(|row| self.is_title(*row))
            .last()
            .unwrap_or(start)
    }
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

/// The column of the second 一级指标, where the heads of two tables of indicators stand in one row.
fn second_table(own: &[(&Cell, Option<Field>)]) -> Option<usize> {
    let columns = |one: Field| {
        let found = own.iter().filter(move |(_, field)| *field == Some(one));
        found.map(|(cell, _)| cell.column)
    };
    let second = columns(Field::Level1).nth(1)?;
    let names = columns(Field::Level3).nth(1);
    names.or_else(|| columns(Field::Target).nth(1))?;
    Some(second)
}

/// Does a row hold the heads of a remediation register, alone or with those of the row below? Such has what was promised beside who owes it, by
/// when or how it stands, and neither money nor indicators with targets: a summary of results has remedies, too.
fn is_register_head(grid: &Grid, row: usize) -> bool {
    let own: Vec<&Cell> = grid.row(row).collect();
    // Every label of a remedy has one of these signs: most rows of a large table are done with here.
    let is_remedy = |cell: &&Cell| {
        cell.shown.contains(['措', '改'])
            && label::recognise_register_head(&cell.shown) == Some(Field::Remedy)
    };
    if !own.iter().any(is_remedy) {
        return false;
    }
    let below = row.saturating_add(1);
    let goes_on = own
        .iter()
        .any(|cell| cell.row.saturating_add(cell.rows) > below);
    let below = goes_on.then(|| grid.row(below).filter(|cell| cell.row == below));
    let heads = own.iter().copied().chain(below.into_iter().flatten());
    let heads: Vec<&Cell> = heads.collect();
    let known = heads
        .iter()
        .filter_map(|cell| Some((label::recognise_register_head(&cell.shown)?, *cell)));
    let known: Vec<(Field, &Cell)> = known.collect();
    // Labels of a form stand beside their values; heads stand beside heads.
    let are_heads =
        known.len() >= 3 && known.len().saturating_mul(3) >= heads.len().saturating_mul(2);
    let follows_up = |(field, cell): &(Field, &Cell)| match field {
        Field::Owner | Field::Due | Field::State => true,
        // Of a goal, too, it is told how far it was reached.
        Field::Progress => label::label(&cell.shown) != "完成情况",
        _ => false,
    };
    let of_others = |(field, _): &(Field, &Cell)| {
        matches!(
            field,
            Field::Initial
                | Field::Budget
                | Field::Executed
                | Field::Target
                | Field::Actual
                | Field::Weight
        )
    };
    are_heads && known.iter().any(follows_up) && !known.iter().any(of_others)
}

fn is_list_head(fields: &[Field]) -> bool {
    let amounts = [
        Field::Number,
        Field::Initial,
        Field::Budget,
        Field::Executed,
    ];
    fields.iter().any(|field| amounts.contains(field))
}

pub(crate) fn is_indicator_head(grid: &Grid, row: usize) -> bool {
    are_of_indicators(&fields(grid, row).collect::<Vec<_>>())
}

fn are_of_indicators(fields: &[Field]) -> bool {
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
    are_of_money(&fields)
}

fn are_of_money(fields: &[Field]) -> bool {
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

/// A title, a number of an annex, a unit of money, who fills in: what stands above a form and is no end of the one before.
fn is_title(cells: &[(&Cell, Option<Field>)]) -> bool {
    let known = |field: &Option<Field>| {
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
        && !cells.iter().any(|(_, field)| known(field))
        && cells.iter().any(|(cell, _)| titles(&cell.shown))
}

const fn is_template(kind: Kind) -> bool {
    matches!(kind, Kind::Unit | Kind::Figures)
}

/// Labels that only forms have, a bit each: rows with two of them were meant to be one.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Telling(u16);

impl Telling {
    const FIELDS: [Field; 9] = [
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

    fn of(fields: &[Field]) -> Self {
        let bits = Self::FIELDS.iter().fold(0, |bits, field| {
            bits << 1 | u16::from(fields.contains(field))
        });
        Self(bits)
    }

    const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    const fn are_of_a_form(self) -> bool {
        self.0.count_ones() >= 2
    }
}

/// Was the grid meant to be a form?
pub(crate) fn is_telling(grid: &Grid) -> bool {
    let rows = (0..grid.height()).map(|row| fields(grid, row).collect::<Vec<_>>());
    let telling = rows.map(|fields| Telling::of(&fields));
    telling
        .fold(Telling::default(), Telling::with)
        .are_of_a_form()
}
