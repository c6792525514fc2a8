//! What annex 1 and annex 3 have in common: the head, the block of money, the goal, the indicators, the total and what stands below.

use jixiao_model::{FiscalYear, RateId};
use jixiao_scoring::policy::Policy;

use super::field::{Check, Field};
use super::formula::{execution_points, grade, rate_of};
use super::levels::{Level, Second};
use super::sheet::{Area, Filled, Form, MONEY, PLAIN, RATE, Side, at, fixed};
use super::{TemplateKind, TemplateOrder, unit};
use crate::ExportError;
use crate::form_table::{INDICATOR_HEADS, MONEY_HEADS};
use crate::render::Part;

/// Columns of the form.
pub(super) const BLOCK: u16 = 0;
const LEVEL_1: u16 = 1;
pub(super) const LEVEL_2: u16 = 2;
pub(super) const NAME: u16 = 3;
const TARGET: u16 = 4;
const ACTUAL: u16 = 5;
const WEIGHT: u16 = 6;
const POINTS: u16 = 7;
pub(super) const REASON: u16 = 8;
/// The same in the block of money.
pub(super) const INITIAL: u16 = 3;
pub(super) const BUDGET: u16 = 4;
pub(super) const EXECUTED: u16 = 5;
const EXECUTION_WEIGHT: u16 = 6;
pub(super) const EXECUTION_RATE: u16 = 7;
const EXECUTION_POINTS: u16 = 8;

/// Rows of the head.
const TITLE_ROW: u32 = 1;
const YEAR_ROW: u32 = 2;
pub(super) const NAME_ROW: u32 = 3;

/// Rows at the end of the indicators whose levels are chosen.
const OPEN_ROWS: u16 = 3;
/// Pixels of the overall goal: five lines of each side.
const GOAL_HEIGHT: u32 = 116;
/// Pixels of the explanation of the execution rate: four lines. Rows grow with what is typed, but not with what stands in merged cells.
const EXPLANATION_HEIGHT: u32 = 94;

/// Where things stand once a form is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Places {
    /// The first and last row of the indicators.
    pub(super) first: u32,
    pub(super) last: u32,
}

impl Places {
    pub(super) const fn total(self) -> u32 {
        self.last.saturating_add(1)
    }

    /// The explanation of the execution rate.
    pub(super) const fn execution_reason(self) -> u32 {
        self.last.saturating_add(2)
    }

    /// What comes below that.
    pub(super) const fn below(self) -> u32 {
        self.last.saturating_add(3)
    }
}

/// The cell with the year: of the form itself, or of the sheet about the unit.
fn year_cell(order: &TemplateOrder<'_>) -> String {
    match order.kind {
        TemplateKind::Unit => unit::reference(unit::YEAR),
        TemplateKind::Project | TemplateKind::Department => fixed(0, REASON),
    }
}

/// What a title says of the year.
pub(super) fn year_line(year: Option<FiscalYear>) -> String {
    match year {
        Some(year) => format!("（{}年度）", year.number()),
        None => "（    年度）".into(),
    }
}

/// The year, to be typed or chosen.
pub(super) fn year_field(listed: bool) -> Field {
    let help = "填四位整数，如 2024。";
    Field::new("年度", help, Check::Year { listed })
}

/// 附表1 or 附表3 above, the title and the year.
pub(super) fn head(
    form: &mut Form<'_>,
    order: &TemplateOrder<'_>,
    annex: &str,
    title: &str,
) -> Result<(), ExportError> {
    form.line(Area::row(0, BLOCK, LEVEL_2), annex, Side::Left)?;
    if order.kind != TemplateKind::Unit {
        form.line(Area::row(0, POINTS, POINTS), "年度：", Side::Right)?;
        let year = order
            .year
            .map_or(Filled::Nothing, |year| Filled::Number(year.number()));
        let (area, field) = (Area::cell(0, REASON), year_field(false));
        form.filled(area, &field, Side::Centre, &year)?;
        form.check(area, &field)?;
    }
    form.title(TITLE_ROW, title)?;
    let year = year_cell(order);
    let formula = format!("IF({year}=\"\",\"（    年度）\",\"（\"&{year}&\"年度）\")");
    form.across_formula(
        YEAR_ROW,
        (&formula, &year_line(order.year)),
        Part::Title,
        Side::Centre,
    )
}

/// The heading of the block of money.
pub(super) fn money_head(
    form: &mut Form<'_>,
    row: u32,
    label: &str,
    rows: u32,
) -> Result<(), ExportError> {
    form.label(Area::cell(row, BLOCK).tall(rows), label)?;
    form.label(Area::row(row, LEVEL_1, LEVEL_2), "")?;
    for (column, head) in (INITIAL..).zip(MONEY_HEADS) {
        form.label(Area::cell(row, column), head)?;
    }
    Ok(())
}

/// The row of all money: sums of the rows below, the weight of the policy, and the points that follow from the rate.
pub(super) fn money_total(
    form: &mut Form<'_>,
    policy: &Policy,
    row: u32,
    label: &str,
    (first, last): (u32, u32),
) -> Result<(), ExportError> {
    form.text(Area::row(row, LEVEL_1, LEVEL_2), label, Side::Centre)?;
    for column in [INITIAL, BUDGET, EXECUTED] {
        let range = format!("{}:{}", at(first, column), at(last, column));
        let sum = super::formula::sum_of(&range);
        form.formula(Area::cell(row, column), &sum, MONEY, "")?;
    }
    let weight = policy.execution_weight.to_string();
    form.number(Area::cell(row, EXECUTION_WEIGHT), &weight)?;
    let rate = money_rate(form, row)?;
    let points = execution_points(
        policy.execution,
        &at(row, EXECUTION_WEIGHT),
        [&rate, &at(row, EXECUTED), &at(row, BUDGET)],
    );
    form.formula(Area::cell(row, EXECUTION_POINTS), &points, PLAIN, "")
}

/// A row of money to fill in, which earns no points of its own.
pub(super) fn money_row(form: &mut Form<'_>, row: u32, label: &str) -> Result<(), ExportError> {
    form.text(Area::row(row, LEVEL_1, LEVEL_2), label, Side::Right)?;
    let columns = [
        (INITIAL, "年初预算数"),
        (BUDGET, "全年预算数"),
        (EXECUTED, "全年执行数"),
    ];
    for (column, term) in columns {
        let field = Field::amount(term, column == EXECUTED);
        form.input(Area::cell(row, column), &field, Side::Right)?;
    }
    money_rate(form, row)?;
    form.text(Area::cell(row, EXECUTION_WEIGHT), "—", Side::Centre)?;
    form.text(Area::cell(row, EXECUTION_POINTS), "—", Side::Centre)
}

fn money_rate(form: &mut Form<'_>, row: u32) -> Result<String, ExportError> {
    let rate = rate_of(&at(row, EXECUTED), &at(row, BUDGET));
    form.formula(Area::cell(row, EXECUTION_RATE), &rate, RATE, "")?;
    Ok(at(row, EXECUTION_RATE))
}

/// 年度总体目标, two rows.
pub(super) fn goal(form: &mut Form<'_>, row: u32) -> Result<(), ExportError> {
    let below = row.saturating_add(1);
    form.label(Area::cell(row, BLOCK).tall(2), "年度\n总体\n目标")?;
    let (left, right) = ((LEVEL_1, TARGET), (ACTUAL, REASON));
    form.label(Area::row(row, left.0, left.1), "预期目标")?;
    form.label(Area::row(row, right.0, right.1), "实际完成情况")?;
    let expected = Field::text(
        "预期目标",
        "填年初批复的年度总体目标。换行按 Alt+Enter；放不下时可拉高本行。",
    );
    let actual = Field::text(
        "实际完成情况",
        "对照预期目标逐条说明完成情况。换行按 Alt+Enter；放不下时可拉高本行。",
    );
    form.input(Area::row(below, left.0, left.1), &expected, Side::Left)?;
    form.input(Area::row(below, right.0, right.1), &actual, Side::Left)?;
    form.set_height(below, GOAL_HEIGHT);
    Ok(())
}

/// 绩效指标: the heading, the rows of each level, and rows whose levels are chosen. `actual` is the formula of a rate.
pub(super) fn indicators(
    form: &mut Form<'_>,
    row: u32,
    levels: &[Level],
    actual: impl Fn(RateId) -> Option<String>,
) -> Result<Places, ExportError> {
    let rows = levels.iter().flat_map(|level| &level.seconds).map(rows_of);
    let fixed_rows = rows.fold(0u32, u32::saturating_add);
    let count = fixed_rows.saturating_add(u32::from(OPEN_ROWS));
    let first = row.saturating_add(1);
    let places = Places {
        first,
        last: row.saturating_add(count),
    };
    let block = Area::cell(row, BLOCK).tall(count.saturating_add(1));
    form.label(block, "绩\n效\n指\n标")?;
    for (column, head) in (LEVEL_1..).zip(INDICATOR_HEADS) {
        form.label(Area::cell(row, column), head)?;
    }
    let mut next = first;
    for level in levels {
        let rows = level.seconds.iter().map(rows_of);
        let rows = rows.fold(0u32, u32::saturating_add);
        let area = Area::cell(next, LEVEL_1).tall(rows);
        form.text(area, &level.label(), Side::Centre)?;
        for second in &level.seconds {
            next = second_level(form, next, second, &actual)?;
        }
    }
    open_levels(form, levels, next, places.last)?;
    checks(form, places)?;
    Ok(places)
}

fn rows_of(second: &Second) -> u32 {
    let rates = u32::try_from(second.rates.len()).unwrap_or(u32::MAX);
    rates.saturating_add(u32::from(second.open))
}

/// The rows of a second level; returns the row below them.
fn second_level(
    form: &mut Form<'_>,
    top: u32,
    second: &Second,
    actual: &impl Fn(RateId) -> Option<String>,
) -> Result<u32, ExportError> {
    let rows = rows_of(second);
    let area = Area::cell(top, LEVEL_2).tall(rows);
    form.text(area, second.name, Side::Centre)?;
    let mut row = top;
    for rate in second.rates {
        form.text(Area::cell(row, NAME), rate.term(), Side::Left)?;
        match actual(*rate) {
            Some(formula) => form.formula(Area::cell(row, ACTUAL), &formula, RATE, "")?,
            None => open_cell(form, row, ACTUAL)?,
        }
        rest_of_row(form, row)?;
        row = row.saturating_add(1);
    }
    let bottom = top.saturating_add(rows);
    let open = row;
    while row < bottom {
        open_cell(form, row, NAME)?;
        open_cell(form, row, ACTUAL)?;
        rest_of_row(form, row)?;
        row = row.saturating_add(1);
    }
    if open < bottom {
        let area = Area::cell(open, NAME).tall(bottom.saturating_sub(open));
        form.check(area, &name_field(second.takes_rates))?;
    }
    Ok(bottom)
}

/// Rows at the end, for what finds no place above.
fn open_levels(
    form: &mut Form<'_>,
    levels: &[Level],
    top: u32,
    last: u32,
) -> Result<(), ExportError> {
    for row in top..=last {
        for column in [LEVEL_1, LEVEL_2, NAME, ACTUAL] {
            open_cell(form, row, column)?;
        }
        rest_of_row(form, row)?;
    }
    let names = levels.iter().map(|level| level.name.to_string());
    let first_level = Field::new(
        "一级指标",
        "备用行：上面的行不够时使用。从下拉列表中选择一级指标。",
        Check::OneOf(names.collect()),
    );
    let seconds = levels.iter().flat_map(|level| &level.seconds);
    let second_level = Field::new(
        "二级指标",
        "从下拉列表中选择，也可直接填写。",
        Check::Offer(seconds.map(|second| second.name).collect()),
    );
    let rows = last.saturating_sub(top).saturating_add(1);
    form.check(Area::cell(top, LEVEL_1).tall(rows), &first_level)?;
    form.check(Area::cell(top, LEVEL_2).tall(rows), &second_level)?;
    form.check(Area::cell(top, NAME).tall(rows), &name_field(false))
}

fn open_cell(form: &mut Form<'_>, row: u32, column: u16) -> Result<(), ExportError> {
    let (side, check) = match column {
        WEIGHT => (Side::Centre, Check::Weight),
        POINTS => (Side::Centre, Check::Points),
        NAME | REASON => (Side::Left, Check::Text),
        _ => (Side::Centre, Check::Text),
    };
    let field = Field::new("", "", check);
    form.filled(Area::cell(row, column), &field, side, &Filled::Nothing)
}

fn rest_of_row(form: &mut Form<'_>, row: u32) -> Result<(), ExportError> {
    for column in [TARGET, WEIGHT, POINTS, REASON] {
        open_cell(form, row, column)?;
    }
    Ok(())
}

fn name_field(takes_rates: bool) -> Field {
    if !takes_rates {
        let help = "填指标名称，如 培训人次。不用的行留空。";
        return Field::text("三级指标", help);
    }
    let rates = RateId::ALL.iter().filter(|rate| !rate.is_of_the_forms());
    let names = rates.map(|rate| rate.term()).collect();
    let help = "填指标名称，或从下拉列表中选择比率；比率的数据填在“基础数据”表，实际完成值可以留空。不用的行留空。";
    Field::new("三级指标", help, Check::Offer(names))
}

/// The checks of the columns that are alike in all rows.
fn checks(form: &mut Form<'_>, places: Places) -> Result<(), ExportError> {
    let rows = places.last.saturating_sub(places.first).saturating_add(1);
    let column = |column: u16| Area::cell(places.first, column).tall(rows);
    let target = Field::text(
        "年度指标值",
        "可写：≥95%、≤90万元、=100、50个、12月31日前完成、效果明显。运算符可写 ≥ >= 不低于、≤ <= 不超过、=；计量单位写在数值后面。",
    );
    let actual = Field::new(
        "实际完成值",
        "定量的填数值和单位，如 93%、50个、2024年11月20日完成；定性的从下拉列表选择或如实填写；不适用的选“不适用”。",
        Check::Offer(vec![
            jixiao_model::Level::Achieved.term(),
            jixiao_model::Level::PartlyAchieved.term(),
            jixiao_model::Level::NotAchieved.term(),
            "不适用",
        ]),
    );
    let weight = Field::new(
        "分值",
        "0 至 100。同一一级指标各行分值合计应等于其名称后标明的分值；全表（含预算执行率）合计应为 100。",
        Check::Weight,
    );
    let points = Field::new("得分", "0 至本行分值，先填分值。", Check::Points);
    let reason = Field::text(
        "偏差原因分析及改进措施",
        "未达到或明显超过指标值的，写两行（换行按 Alt+Enter）：\n偏差原因：……\n改进措施：……",
    );
    form.check(column(TARGET), &target)?;
    form.check(column(ACTUAL), &actual)?;
    form.check(column(WEIGHT), &weight)?;
    form.check(column(POINTS), &points)?;
    form.check(column(REASON), &reason)
}

/// 总分, the explanation of the execution rate, and what is wrong with the weights. `execution` is the row of all money.
pub(super) fn total(
    form: &mut Form<'_>,
    policy: &Policy,
    places: Places,
    execution: u32,
) -> Result<(), ExportError> {
    let row = places.total();
    let range = |column| format!("{}:{}", at(places.first, column), at(places.last, column));
    let (weights, points) = (range(WEIGHT), range(POINTS));
    let all = at(row, POINTS);
    form.label(Area::row(row, BLOCK, ACTUAL), "总分")?;
    let formula = format!(
        "ROUND(SUM({},{weights}),4)",
        at(execution, EXECUTION_WEIGHT)
    );
    let result = policy.execution_weight.to_string();
    form.formula(Area::cell(row, WEIGHT), &formula, PLAIN, &result)?;
    let wrong = format!("={}", wrong_weights(places));
    form.red_where(Area::cell(row, WEIGHT), &wrong)?;
    let earned = at(execution, EXECUTION_POINTS);
    let formula = format!("IF(COUNT({points})=0,\"\",ROUND(SUM({earned},{points}),4))");
    form.formula(Area::cell(row, POINTS), &formula, PLAIN, "")?;
    let formula = grade(policy.grades, &all);
    form.text_formula(Area::cell(row, REASON), &formula, Side::Left)?;
    execution_reason(form, places.execution_reason())
}

/// The execution rate stands in no row of the indicators, so its explanation has one of its own.
fn execution_reason(form: &mut Form<'_>, row: u32) -> Result<(), ExportError> {
    let label = "预算执行率偏差原因\n及改进措施";
    form.label(Area::row(row, BLOCK, LEVEL_2), label)?;
    let field = Field::text(
        "预算执行率偏差说明",
        "执行率未达到预期的，写两行（换行按 Alt+Enter）：\n偏差原因：……\n改进措施：……\n放不下时可拉高本行。",
    );
    form.input(Area::row(row, NAME, REASON), &field, Side::Left)?;
    form.set_height(row, EXPLANATION_HEIGHT);
    Ok(())
}

/// What is wrong with the weights: more than one weight, and not 100 in all.
fn wrong_weights(places: Places) -> String {
    let range = format!("{}:{}", at(places.first, WEIGHT), at(places.last, WEIGHT));
    let sum = fixed(places.total(), WEIGHT);
    format!("AND(COUNT({range})>0,{sum}<>100)")
}

/// What is wrong with the weights, who filled the form, and a word on the colours. `row` is the first below the form.
pub(super) fn foot(form: &mut Form<'_>, places: Places, row: u32) -> Result<(), ExportError> {
    let (wrong, sum) = (wrong_weights(places), at(places.total(), WEIGHT));
    let warning = format!("IF({wrong},\"分值合计应为100，现为\"&{sum}&\"，请调整分值。\",\"\")");
    form.warning(row, &warning)?;
    let row = row.saturating_add(1);
    form.open_line(Area::row(row, BLOCK, NAME), "填报人：", Side::Left)?;
    let right = "联系电话：            填报日期：            ";
    form.open_line(Area::row(row, TARGET, REASON), right, Side::Right)?;
    let note =
        "注：浅黄色单元格供填写；其余为固定文字或公式，已锁定（保护无密码），行高、列宽可以调整。";
    form.across(row.saturating_add(1), note, Part::Note, Side::Left)
}
