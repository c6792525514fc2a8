//! The table of indicators: its columns, its rows, and the row of the total below it.

use std::collections::BTreeSet;
use std::ops::Range;

use jixiao_keyed::ProblemKind;
use jixiao_model::{
    Actual, Bilingual, Deviation, Fraction, Goal, Indicator, Level, ModelError, Name, Outcome,
    Percent, Points, Quantity, RateId, Rounding, Target, Traced, Weight, normalise,
};

use crate::MAX_ITEMS;
use crate::forms::cut::{is_indicator_head, is_money_head};
use crate::forms::explanation::{self, Subject};
use crate::forms::label::{self, Field};
use crate::forms::money;
use crate::forms::part::{Columns, Part, is_blank, one_line, rounded};
use crate::grid::Cell;

/// Which form the indicators stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Project,
    Department,
}

/// What the table of indicators says.
#[derive(Debug, Default)]
pub(crate) struct Indicators {
    pub(crate) list: Vec<Indicator>,
    pub(crate) deviations: Vec<Deviation>,
    /// The points of the execution rate, where the form lists it among its indicators.
    pub(crate) execution_points: Option<Traced<Points>>,
    /// The rows of the grid that the table takes, heads included, the total row not.
    pub(crate) extent: Range<usize>,
}

/// The table's heads and where its rows begin.
#[derive(Debug)]
pub(crate) struct Head<'a> {
    pub(crate) columns: Columns<'a>,
    pub(crate) rows: Range<usize>,
}

/// The heads of the table, in one row or in two; `None`, and a problem, where there are none.
pub(crate) fn head<'a>(part: &Part<'a>) -> Option<Head<'a>> {
    let Some(first) = part.body().find(|row| is_indicator_head(part.grid, *row)) else {
        part.not_found(
            &Bilingual::new(
                "绩效指标表的表头（一级指标、二级指标、三级指标、年度指标值、实际完成值、分值）",
                "the heads of the table of indicators (一级指标, 二级指标, 三级指标, 年度指标值, 实际完成值, 分值) were",
            ),
            Bilingual::new(
                "请补上绩效指标一栏，或把表头改为这些名称",
                "add the table of indicators, or name its columns like that",
            ),
        );
        return None;
    };
    let mut columns = Columns::of(part.grid, first);
    let mut end = first.saturating_add(1);
    let above = first.checked_sub(1).filter(|row| is_first_head(part, *row));
    if let Some(above) = above {
        let own = std::mem::replace(&mut columns, Columns::of(part.grid, above));
        columns.below(own);
    }
    let start = above.unwrap_or(first);
    if end < part.rows.end && is_second_head(part, end) {
        columns.below(Columns::of(part.grid, end));
        end = end.saturating_add(1);
    }
    let needed = [
        (Field::Level1, "一级指标"),
        (Field::Level3, "三级指标"),
        (Field::Target, "年度指标值"),
        (Field::Actual, "实际完成值"),
        (Field::Weight, "分值"),
    ];
    for (_, term) in needed.iter().filter(|(field, _)| !has(&columns, *field)) {
        part.not_found(
            &Bilingual::new(
                format!("绩效指标表的“{term}”一列"),
                format!("the column {term} of the table of indicators was"),
            ),
            Bilingual::new(
                format!("请补上“{term}”，或把这一列的表头改为“{term}”"),
                format!("add the column {term}, or name it like that"),
            ),
        );
    }
    Some(Head {
        columns,
        rows: start..end,
    })
}

/// Does a row hold the heads above those of the levels, which then stand below 绩效指标?
fn is_first_head(part: &Part<'_>, row: usize) -> bool {
    const HEADS: [Field; 6] = [
        Field::Target,
        Field::Actual,
        Field::Weight,
        Field::Points,
        Field::Explanation,
        Field::Cause,
    ];
    let fields = part.own(row).map(|cell| label::recognise_head(&cell.shown));
    let fields: Vec<Option<Field>> = fields.collect();
    let heads = fields
        .iter()
        .flatten()
        .filter(|field| HEADS.contains(field));
    row >= part.start
        && heads.count() >= 2
        && fields.iter().all(Option::is_some)
        && !is_money_head(part.grid, row)
}

/// 实际完成情况 heads the column of actuals in some layouts, and the overall goal in others.
fn has(columns: &Columns<'_>, field: Field) -> bool {
    columns.has(field) || field == Field::Actual && columns.has(Field::GoalActual)
}

/// Does a row hold heads below heads, such as 指标性质, 指标值 and 度量单位 below 年度指标值?
fn is_second_head(part: &Part<'_>, row: usize) -> bool {
    let mut fields = part.own(row).map(|cell| label::recognise(&cell.shown));
    let heads = |field: &Option<Field>| {
        matches!(
            field,
            Some(Field::Nature | Field::Measure | Field::Target | Field::Actual)
        )
    };
    let mut fields = fields.by_ref().peekable();
    fields.peek().is_some() && fields.all(|field| heads(&field))
}

/// Reads the rows below the heads.
pub(crate) fn read(part: &Part<'_>, head: &Head<'_>, form: Form, has_points: bool) -> Indicators {
    let mut reader = Reader {
        part,
        columns: &head.columns,
        form,
        has_points,
        level1: None,
        level2: None,
        told: BTreeSet::new(),
        found: Indicators::default(),
    };
    let end = end(part, head);
    for row in head.rows.end..end {
        let is_head = is_indicator_head(part.grid, row) || is_second_head(part, row);
        let is_sum = stop(part, &head.columns, row).is_some() || is_subtotal(part, head, row);
        if !is_head && !is_sum {
            reader.row(row);
        }
        if reader.found.list.len() > MAX_ITEMS {
            too_many(part, row);
            break;
        }
    }
    let mut found = reader.found;
    found.extent = head.rows.start..end;
    found
}

/// Where the table ends: at what stands below it, or at the row of its sum, which is the one that no indicator follows.
fn end(part: &Part<'_>, head: &Head<'_>) -> usize {
    let mut sum: Option<usize> = None;
    for row in head.rows.end..part.rows.end {
        match stop(part, &head.columns, row) {
            Some(Stop::Below) => return sum.unwrap_or(row),
            Some(Stop::Sum) => sum = sum.or(Some(row)),
            None if is_indicator(part, head, row) => sum = None,
            None => {}
        }
    }
    sum.unwrap_or(part.rows.end)
}

/// Has a row all that an indicator needs: a name, a target and a weight?
fn is_indicator(part: &Part<'_>, head: &Head<'_>, row: usize) -> bool {
    let filled = |field: Field| {
        let cell = head.columns.value(part.grid, row, field)?;
        (!is_blank(&cell.shown)).then_some(cell)
    };
    let (Some(name), Some(target), Some(weight)) = (
        filled(Field::Level3),
        filled(Field::Target),
        filled(Field::Weight),
    ) else {
        return false;
    };
    let is_number = normalise(&weight.shown).starts_with(|c: char| c.is_ascii_digit());
    is_number
        && name.column < target.column
        && target.column != weight.column
        && !is_subtotal(part, head, row)
}

/// A row with the sum of a first level: 小计 or 合计 where the levels and names stand, and no target.
fn is_subtotal(part: &Part<'_>, head: &Head<'_>, row: usize) -> bool {
    let target = head.columns.value(part.grid, row, Field::Target);
    if target.is_some_and(|cell| !is_blank(&cell.shown)) {
        return false;
    }
    let end = head
        .columns
        .head(Field::Target)
        .map_or(usize::MAX, |head| head.column);
    let mut names = part.own(row).filter(|cell| cell.column < end);
    names.any(|cell| {
        let label = label::label(&cell.shown);
        label.ends_with("小计") || label::recognise(&label) == Some(Field::Sum)
    })
}

fn too_many(part: &Part<'_>, row: usize) {
    let Some(cell) = part.own(row).next() else {
        return;
    };
    part.fail(
        cell,
        ProblemKind::Invalid,
        Bilingual::new(
            format!("绩效指标超过 {MAX_ITEMS} 项"),
            format!("there are more than {MAX_ITEMS} indicators"),
        ),
        Bilingual::new("请分成几张表", "part them into several forms"),
    );
}

/// What may end the table.
enum Stop {
    /// A sum or a total.
    Sum,
    /// What stands below the table.
    Below,
}

/// Does this row hold a sum, or what stands below the table?
fn stop(part: &Part<'_>, columns: &Columns<'_>, row: usize) -> Option<Stop> {
    let of_block = |cell: &&Cell| label::recognise(&cell.shown) == Some(Field::IndicatorBlock);
    let first = part.own(row).find(|cell| !of_block(cell))?;
    let inline = label::with_value(&first.shown).map(|(field, _)| field);
    match label::recognise(&first.shown).or(inline) {
        Some(Field::Total | Field::Sum) => Some(Stop::Sum),
        Some(
            Field::Conclusion
            | Field::Shortcomings
            | Field::Remedy
            | Field::Note
            | Field::Grade
            | Field::Unused
            | Field::GoalBlock
            | Field::GoalExpected
            | Field::MoneyBlock
            | Field::FilledInBy
            | Field::DepartmentName,
        ) => {
            let table = [Field::Target, Field::Weight];
            let mut filled = table
                .iter()
                .filter_map(|field| columns.value(part.grid, row, *field));
            filled
                .all(|cell| cell.column == first.column)
                .then_some(Stop::Below)
        }
        _ => None,
    }
}

struct Reader<'r, 'a> {
    part: &'r Part<'a>,
    columns: &'r Columns<'a>,
    form: Form,
    /// Does the form state the points of the execution rate elsewhere?
    has_points: bool,
    /// The levels that go on until others are written.
    level1: Option<(String, &'a Cell)>,
    level2: Option<(String, &'a Cell)>,
    /// The merged cells that were told, by row and column.
    told: BTreeSet<(usize, usize)>,
    found: Indicators,
}

/// The cells of one row.
#[derive(Debug, Clone, Copy)]
struct Cells<'a> {
    name: Option<&'a Cell>,
    target: Option<&'a Cell>,
    nature: Option<&'a Cell>,
    measure: Option<&'a Cell>,
    actual: Option<&'a Cell>,
    weight: Option<&'a Cell>,
    points: Option<&'a Cell>,
}

impl<'a> Reader<'_, 'a> {
    fn value(&self, row: usize, field: Field) -> Option<&'a Cell> {
        let cell = self.columns.value(self.part.grid, row, field)?;
        (!is_blank(&cell.shown)).then_some(cell)
    }

    fn cells(&self, row: usize) -> Cells<'a> {
        let actual = self.value(row, Field::Actual);
        let name = self.columns.covering(self.part.grid, row, Field::Level3);
        Cells {
            name: name.filter(|cell| !is_blank(&cell.shown) && !is_ellipsis(&cell.shown)),
            target: self.value(row, Field::Target),
            nature: self.value(row, Field::Nature),
            measure: self.value(row, Field::Measure),
            actual: actual.or_else(|| {
                let otherwise = !self.columns.has(Field::Actual);
                otherwise.then(|| self.value(row, Field::GoalActual))?
            }),
            weight: self.value(row, Field::Weight),
            points: self.value(row, Field::Points),
        }
    }

    fn row(&mut self, row: usize) {
        self.levels(row);
        let cells = self.cells(row);
        let filled = [cells.target, cells.weight, cells.actual];
        let is_blank_row = filled.iter().all(Option::is_none);
        let own_name = cells
            .name
            .filter(|name| name.row == row && !is_placeholder(&name.shown));
        if is_blank_row && own_name.is_none() {
            return;
        }
        if self.is_execution_rate(&cells) {
            self.execution_rate(row, &cells);
            return;
        }
        if self.are_merged(row) {
            return;
        }
        let Some(complete) = self.complete(row, &cells) else {
            return;
        };
        let Some(indicator) = self.indicator(&cells, complete) else {
            return;
        };
        let subject = Subject::Indicator(&indicator.name.value);
        let deviations = self.deviations(row, subject);
        self.found.deviations.extend(deviations);
        self.found.list.push(indicator);
    }

    /// Takes up the levels that the row writes. Where it writes none, those above go on; a first level without a second one is its own.
    fn levels(&mut self, row: usize) {
        let grid = self.part.grid;
        let first = self.columns.covering(grid, row, Field::Level1);
        let second = self.columns.covering(grid, row, Field::Level2);
        let level = |cell: &Cell| without_points(&one_line(&cell.shown));
        if let Some(cell) = first.filter(|cell| !is_blank(&cell.shown)) {
            let text = level(cell);
            if self
                .level1
                .as_ref()
                .is_none_or(|(before, _)| *before != text)
            {
                self.level2 = None;
            }
            self.level1 = Some((text, cell));
        }
        if let Some(cell) = second.filter(|cell| !is_blank(&cell.shown)) {
            self.level2 = Some((level(cell), cell));
        }
    }

    /// 预算执行率 listed among the indicators of a project: its points follow from the funds, so it is none. A form that states these points
    /// in its block of money may still have an output of that name.
    fn is_execution_rate(&self, cells: &Cells<'_>) -> bool {
        if self.form == Form::Department {
            return false;
        }
        let of_level = self.level1.as_ref().is_some_and(|(level, _)| {
            let field = label::recognise(level);
            matches!(field, Some(Field::Rate | Field::MoneyBlock))
        });
        let named = cells
            .name
            .is_some_and(|name| label::recognise(&name.shown) == Some(Field::Rate));
        of_level || named && !self.has_points
    }

    fn execution_rate(&mut self, row: usize, cells: &Cells<'_>) {
        let points = cells
            .points
            .and_then(|cell| money::points(self.part, cell, "得分"));
        self.found.execution_points = self.found.execution_points.take().or(points);
        if let Some(name) = explanation::execution_rate() {
            let deviations = self.deviations(row, Subject::Indicator(&name));
            self.found.deviations.extend(deviations);
        }
    }

    fn deviations(&self, row: usize, subject: Subject<'_>) -> Vec<Deviation> {
        // A cell over the rows of several indicators explains each of them.
        let [both, cause, remedy] =
            [Field::Explanation, Field::Cause, Field::Remedy].map(|field| {
                let own = self.columns.value(self.part.grid, row, field);
                own.or_else(|| self.merged(row, field))
            });
        row_deviations(self.part, [both, cause, remedy], subject)
    }

    /// The cell of a row above that covers the place of a field in this one.
    fn merged(&self, row: usize, field: Field) -> Option<&'a Cell> {
        let cell = self.columns.covering(self.part.grid, row, field)?;
        (cell.row < row && !is_blank(&cell.shown)).then_some(cell)
    }

    /// Weights and points of several indicators in one cell: nobody could tell what each has.
    fn are_merged(&mut self, row: usize) -> bool {
        let columns = [(Field::Weight, "分值"), (Field::Points, "得分")];
        let mut are_merged = false;
        for (field, term) in columns {
            let Some(cell) = self.merged(row, field) else {
                continue;
            };
            are_merged = true;
            if self.told.insert((cell.row, cell.column)) {
                self.unmerge(cell, term);
            }
        }
        are_merged
    }

    fn unmerge(&self, cell: &Cell, term: &str) {
        self.part.fail(
            cell,
            ProblemKind::Invalid,
            Bilingual::new(
                format!("{term}：几行指标的{term}合并在一格里，无法分给各行"),
                format!("{term}: several indicators have theirs in one merged cell, and nobody can tell what each has"),
            ),
            Bilingual::new(
                format!("请拆分这个单元格，逐行填写{term}"),
                format!("unmerge the cell and fill in {term} row by row"),
            ),
        );
    }

    /// What every indicator must have; a problem for each that is missing.
    fn complete(&self, row: usize, cells: &Cells<'a>) -> Option<Complete<'a>> {
        let name = cells.name;
        let target = cells.target.or_else(|| {
            // 定性, and the value in the column of its unit or nowhere: the nature is no target.
            let words = cells
                .nature
                .filter(|cell| Nature::of(&cell.shown) == Nature::Other);
            words.filter(|_| cells.measure.is_none())
        });
        let level1 = self.level1.clone();
        let missing: Vec<&str> = [
            ("一级指标", level1.is_none()),
            ("三级指标", name.is_none()),
            ("年度指标值", target.is_none()),
            ("分值", cells.weight.is_none()),
        ]
        .into_iter()
        .filter_map(|(term, is_missing)| is_missing.then_some(term))
        .collect();
        if let (Some(level1), Some(name), Some(target), Some(weight)) =
            (level1, name, target, cells.weight)
        {
            return Some(Complete {
                level1,
                name,
                target,
                weight,
            });
        }
        if self.is_preset(cells) {
            return None;
        }
        // A column that has no head has been reported once, not in every row.
        let known = [
            ("一级指标", Field::Level1),
            ("三级指标", Field::Level3),
            ("年度指标值", Field::Target),
            ("分值", Field::Weight),
        ];
        let told: Vec<&str> = missing
            .into_iter()
            .filter(|term| {
                let mut known = known.iter();
                known.any(|(known, field)| known == term && self.columns.has(*field))
            })
            .collect();
        let at = cells.name.into_iter().chain(self.part.own(row)).next();
        if let Some(cell) = at.filter(|_| !told.is_empty()) {
            self.incomplete(cell, &told.join("、"));
        }
        None
    }

    /// Is it a rate that a template of the department's form names, and that the unit has no target for?
    fn is_preset(&self, cells: &Cells<'_>) -> bool {
        let is_rate = |cell: &Cell| RateId::recognise(&cell.shown).is_some();
        self.form == Form::Department
            && cells.name.is_some_and(is_rate)
            && cells.target.is_none()
            && cells.weight.is_none()
            && cells
                .points
                .is_none_or(|cell| is_blank(&cell.shown) || cell.exact() == "0")
    }

    fn incomplete(&self, cell: &Cell, missing: &str) {
        let shown = beginning(&cell.shown);
        self.part.fail(
            cell,
            ProblemKind::MissingKey,
            Bilingual::new(
                format!("这一行指标（“{shown}”）缺少{missing}"),
                format!("this row of indicators (\"{shown}\") lacks {missing}"),
            ),
            Bilingual::new(
                "请补上；合并的单元格请拆开，逐行填写；不用的行请清空",
                "fill it in, in every row where cells are merged, or empty a row that is not used",
            ),
        );
    }

    fn indicator(&self, cells: &Cells<'a>, complete: Complete<'a>) -> Option<Indicator> {
        let part = self.part;
        let Complete {
            level1: (level1, level1_cell),
            name,
            target,
            weight,
        } = complete;
        let (level2, level2_cell) = self
            .level2
            .clone()
            .unwrap_or_else(|| (level1.clone(), level1_cell));
        let level1 = part.name(level1_cell, &level1, "一级指标");
        let level2 = part.name(level2_cell, &level2, "二级指标");
        let name = part.name(name, &name.shown, "三级指标");
        let target = self.target(target, cells);
        let weight = self.weight(weight);
        let claimed = match cells.points {
            Some(cell) => money::points(part, cell, "得分").map(Some),
            None => Some(None),
        };
        let target = target?;
        let actual = self.actual(cells, name.as_ref()?, &target.value);
        let (actual, not_applicable) = actual?;
        let (weight, claimed) = (weight?, claimed?);
        Some(Indicator {
            percent: percent(&target.value, &actual.value, weight.value, claimed.as_ref()),
            level1: level1?.value,
            level2: level2?.value,
            name: name?,
            target,
            actual,
            weight,
            claimed,
            method: None,
            rule: None,
            not_applicable,
        })
    }

    fn weight(&self, cell: &Cell) -> Option<Traced<Weight>> {
        let text = normalise(cell.exact());
        let text = text.trim_end_matches(['%', '分']);
        let text = match cell.exact {
            Some(_) => rounded(text, 4),
            None => text.to_owned(),
        };
        self.checked(cell, "分值", text.parse())
    }

    fn target(&self, cell: &Cell, cells: &Cells<'_>) -> Option<Traced<Target>> {
        self.part.legible(cell, &cell.shown)?;
        let text = number_text(cell);
        let nature = cells.nature.map(|cell| Nature::of(&cell.shown));
        let unit = cells.measure.map(|cell| one_line(&cell.shown));
        let text = match nature {
            Some(Nature::Words) => text,
            Some(Nature::Sign(sign)) => {
                let text = with_unit(&text, unit.as_deref());
                let bare = normalise(&text).starts_with(|c: char| c.is_ascii_digit() || c == '-');
                if bare { format!("{sign}{text}") } else { text }
            }
            None | Some(Nature::Other) => with_unit(&text, unit.as_deref()),
        };
        self.checked(cell, "年度指标值", text.parse())
    }

    /// The actual, and whether the form says that the indicator does not apply.
    fn actual(
        &self,
        cells: &Cells<'_>,
        name: &Traced<Name>,
        target: &Target,
    ) -> Option<(Traced<Actual>, bool)> {
        let Some(cell) = cells.actual else {
            let place = name.place.clone()?;
            return Some((super::part::traced(Actual::empty(), place), false));
        };
        if normalise(&cell.shown) == "不适用" {
            return Some((self.part.traced(cell, Actual::empty()), true));
        }
        self.part.legible(cell, &cell.shown)?;
        let text = number_text(cell);
        let unit = cells.measure.map(|cell| one_line(&cell.shown));
        let text = match share(cell, target) {
            Some(percent) => percent,
            None if may_be_share(&text, unit.as_deref(), target) => text,
            None => with_unit(&text, unit.as_deref()),
        };
        let actual = self.checked(cell, "实际完成值", text.parse())?;
        Some((actual, false))
    }

    fn checked<T>(
        &self,
        cell: &Cell,
        term: &str,
        read: Result<T, ModelError>,
    ) -> Option<Traced<T>> {
        match read {
            Ok(value) => Some(self.part.traced(cell, value)),
            Err(error) => {
                self.part.invalid(cell, term, &error);
                None
            }
        }
    }
}

struct Complete<'a> {
    level1: (String, &'a Cell),
    name: &'a Cell,
    target: &'a Cell,
    weight: &'a Cell,
}

/// The deviations that a row tells of, in one cell or in one each for causes and remedies.
pub(crate) fn row_deviations(
    part: &Part<'_>,
    [both, cause, remedy]: [Option<&Cell>; 3],
    subject: Subject<'_>,
) -> Vec<Deviation> {
    let term = "偏差原因分析及改进措施";
    let read = |cell: Option<&Cell>| part.text(cell?, &cell?.shown, term);
    let told = |text: Option<Traced<String>>| {
        let text = text?;
        Some(explanation::read(&text.value, &text.place?, subject))
    };
    let mut deviations = told(read(both)).unwrap_or_default();
    if remedy.is_none() {
        deviations.extend(told(read(cause)).unwrap_or_default());
        return deviations;
    }
    let name = match subject {
        Subject::Indicator(name) => Some(name.clone()),
        Subject::Form(_) => None,
    };
    let otherwise = cause.or(remedy).map(|cell| part.grid.place_of(cell));
    let sides =
        otherwise.and_then(|place| explanation::of_sides(name, read(cause), read(remedy), &place));
    deviations.extend(sides);
    deviations
}

/// 指标性质, as it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Nature {
    /// An operator.
    Sign(String),
    /// 定性: the target is words.
    Words,
    /// 定量 and the like: nothing that goes before a number.
    Other,
}

impl Nature {
    fn of(text: &str) -> Self {
        let plain = normalise(text);
        if plain.contains("定性") {
            return Self::Words;
        }
        if plain.contains("正向") {
            return Self::Sign("≥".into());
        }
        if plain.contains("反向") {
            return Self::Sign("≤".into());
        }
        // What stands before a number in a target is what may stand here.
        let is_sign = format!("{plain}1").parse::<Target>().is_ok_and(|target| {
            let goal = target.goal();
            matches!(goal, Goal::Number { comparison, .. } if !comparison.sign().is_empty())
        });
        if is_sign {
            Self::Sign(plain)
        } else {
            Self::Other
        }
    }
}

/// A number with its unit, unless the text has one.
fn with_unit(text: &str, unit: Option<&str>) -> String {
    let unit = unit.filter(|unit| !is_blank(unit)).unwrap_or_default();
    if is_bare_number(text) {
        return format!("{text}{unit}");
    }
    text.to_owned()
}

/// A number, or a range of numbers, and nothing else but an operator before it.
fn is_bare_number(text: &str) -> bool {
    let plain = normalise(text);
    let number = plain.trim_start_matches(['≥', '≤', '=', '<', '>']);
    number.starts_with(|c: char| c.is_ascii_digit() || c == '-')
        && number
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+' | '~'))
}

/// The number of a cell, up to 1 and without a sign of percent, where more than 1 percent is asked for: a workbook computed a share of
/// it, and shows it as it computed it. In percent.
fn share(cell: &Cell, target: &Target) -> Option<String> {
    let exact = cell
        .exact
        .as_deref()
        .filter(|exact| !exact.ends_with('%'))?;
    let number: Quantity = rounded(exact, 10).parse().ok()?;
    let is_share = number > 0.into() && number <= 1.into();
    if !is_share || !target.unit().is_percent() || !is_above_one(target) {
        return None;
    }
    Some(format!("{}%", number.scaled(2).ok()?))
}

fn is_above_one(target: &Target) -> bool {
    match target.goal() {
        Goal::Number { value, .. } => value > 1.into(),
        Goal::Range { high, .. } => high > 1.into(),
        _ => false,
    }
}

/// A bare number up to 1 that somebody typed as a text where percent are asked for: nobody can say whether a share or a percentage was
/// meant.
fn may_be_share(text: &str, unit: Option<&str>, target: &Target) -> bool {
    let is_percent = unit.is_some_and(|unit| matches!(normalise(unit).as_str(), "%" | "百分比"));
    let plain = normalise(text);
    let up_to_one = plain
        .parse::<Quantity>()
        .is_ok_and(|number| number <= 1.into() && !number.is_negative());
    is_percent
        && up_to_one
        && is_above_one(target)
        && plain.chars().any(|c| ('1'..='9').contains(&c))
}

/// The text of a target or an actual: a number without rounding for show, but for noise behind its tenth decimal.
fn number_text(cell: &Cell) -> String {
    let text = cell.exact.as_deref().map(|number| rounded(number, 10));
    text.unwrap_or_else(|| cell.shown.replace("\r\n", "\n"))
}

/// What an evaluator granted a qualitative indicator: the claimed points as a share of the weight.
fn percent(
    target: &Target,
    actual: &Actual,
    weight: Weight,
    claimed: Option<&Traced<Points>>,
) -> Option<Traced<Percent>> {
    let qualitative = matches!(
        target.goal(),
        Goal::Text | Goal::Level(Level::Achieved | Level::PartlyAchieved | Level::NotAchieved)
    ) && matches!(actual.outcome(), Outcome::Text | Outcome::Level(_));
    let claimed = claimed.filter(|_| qualitative)?;
    if claimed.value < Points::ZERO || claimed.value > weight.full() {
        return None;
    }
    let share = Fraction::new(claimed.value.steps().into(), weight.steps().into()).ok()?;
    let hundredths = share.round(4, Rounding::HalfAwayFromZero).ok()?;
    Some(Traced {
        value: Percent::from_hundredths(hundredths).ok()?,
        source: claimed.source,
        place: claimed.place.clone(),
    })
}

/// A level without the points behind it: `产出指标（50分）`.
fn without_points(text: &str) -> String {
    let text = text.trim().trim_end_matches(['：', ':']);
    let Some((open, _)) = text.char_indices().rfind(|(_, c)| matches!(c, '(' | '（')) else {
        return text.to_owned();
    };
    let before = text.get(..open).unwrap_or(text);
    // What a label leaves out behind its bracket is no part of the level either.
    let is_hint = !before.is_empty() && label::label(text) == label::label(before);
    if is_hint {
        before.trim().to_owned()
    } else {
        text.to_owned()
    }
}

/// `指标1`, `指标2：`, `……`: what blank forms print where a name is to be filled in.
fn is_placeholder(text: &str) -> bool {
    let plain = normalise(text);
    let plain = plain.trim_end_matches([':', '.']);
    let number = plain.strip_prefix("指标");
    is_ellipsis(text)
        || number.is_some_and(|number| {
            number
                .chars()
                .all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
        })
}

fn is_ellipsis(text: &str) -> bool {
    let plain = normalise(text);
    !plain.is_empty() && plain.chars().all(|c| matches!(c, '…' | '.' | '·' | '⋯'))
}

/// The beginning of a text, for a message.
pub(crate) fn beginning(text: &str) -> String {
    let mut shown: String = one_line(text).chars().take(30).collect();
    if text.chars().nth(30).is_some() {
        shown.push('…');
    }
    shown
}
