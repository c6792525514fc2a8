//! 附表2 项目支出绩效自评结果汇总表: all of it follows from the project forms.

use rust_xlsxwriter::Worksheet;

use super::annex::{BUDGET, EXECUTED, INITIAL, Places, REASON};
use super::explanations::Side as Explained;
use super::formula::{empty_or, rate_of, shown_rate, sum_of};
use super::sheet::{Area, Form, MONEY, PLAIN, RATE, Side, at, fixed};
use super::{TemplateOrder, explanations, project, unit};
use crate::ExportError;
use crate::document::Orientation;
use crate::render::Part;
use crate::summary_table::{HEADS, WIDTHS};

pub(super) const SHEET: &str = "汇总表";
const HEAD_ROW: u32 = 3;
const FIRST_ROW: u32 = 4;

/// Columns.
const NUMBER: u16 = 0;
const NAME: u16 = 1;
const SECTION: u16 = 2;
const RATE_COLUMN: u16 = 6;
const POINTS: u16 = 7;
const GRADE: u16 = 8;
const LAST: u16 = 11;
/// Columns of money, here and in the project form.
const MONEY_COLUMNS: [(u16, u16); 3] = [(3, INITIAL), (4, BUDGET), (5, EXECUTED)];

/// Pixels of a project's row: six lines. What formulas bring here makes no row grow by itself.
const ROW_HEIGHT: u32 = 138;

/// The sheet; `places` are those of every project form.
pub(super) fn write(
    sheet: &mut Worksheet,
    order: &TemplateOrder<'_>,
    places: Places,
) -> Result<(), ExportError> {
    let mut own = Form::new(sheet, Orientation::Landscape, &WIDTHS, FIRST_ROW)?;
    let form = &mut own;
    head(form, order)?;
    let mut row = FIRST_ROW;
    for number in 1..=order.projects {
        project_row(form, row, number, places)?;
        row = row.saturating_add(1);
    }
    let last = row.saturating_sub(1);
    sums(form, row, last)?;
    counts(form, row.saturating_add(1), last)?;
    let note = "注：本表由各项目表自动汇总，不必填写。文字显示不全的，选中各行，双击行号之间的分隔线，行高即自动调整。";
    form.across(row.saturating_add(3), note, Part::Note, Side::Left)?;
    form.repeat(HEAD_ROW)?;
    own.finish()
}

fn head(form: &mut Form<'_>, order: &TemplateOrder<'_>) -> Result<(), ExportError> {
    form.line(Area::row(0, NUMBER, NAME), "附表2", Side::Left)?;
    let [name, short, year] = [unit::NAME, unit::SHORT_NAME, unit::YEAR].map(unit::reference);
    let subject = "项目支出绩效自评结果汇总表";
    let title = format!(
        "IF({year}=\"\",\"    \",{year})&\"年度\"&IF({short}=\"\",{name},{short})&\"{subject}\""
    );
    let shown = match order.year {
        Some(year) => format!("{}年度{subject}", year.number()),
        None => format!("    年度{subject}"),
    };
    form.across_formula(1, (&title, &shown), Part::Title, Side::Centre)?;
    let filler = format!("\"填报单位：\"&{name}");
    form.line_formula(
        Area::row(2, NUMBER, RATE_COLUMN),
        &filler,
        "填报单位：",
        Side::Left,
    )?;
    form.line(Area::row(2, POINTS, LAST), "单位：万元", Side::Right)?;
    for (column, head) in (NUMBER..).zip(HEADS) {
        form.label(Area::cell(HEAD_ROW, column), head)?;
    }
    Ok(())
}

fn project_row(
    form: &mut Form<'_>,
    row: u32,
    number: u16,
    places: Places,
) -> Result<(), ExportError> {
    let sheet = project::sheet_name(number);
    let of = |cell: &str| format!("'{sheet}'!{cell}");
    let name = of(&project::name_cell());
    let given = |formula: &str| empty_or(&name, formula);
    // Forms that are left open in between are not counted.
    let counted = match row.checked_sub(1) {
        Some(above) if row > FIRST_ROW => {
            let above = [fixed(FIRST_ROW, NUMBER), at(above, NUMBER)].join(":");
            format!("COUNT({above})+1")
        }
        _ => "1".into(),
    };
    form.formula(Area::cell(row, NUMBER), &given(&counted), PLAIN, "")?;
    form.text_formula(Area::cell(row, NAME), &given(&name), Side::Left)?;
    let section = section(&of(&project::implementer_cell()));
    form.text_formula(Area::cell(row, SECTION), &given(&section), Side::Centre)?;
    let money = project::TOTAL_MONEY_ROW;
    for (column, own) in MONEY_COLUMNS {
        let amount = of(&fixed(money, own));
        form.formula(Area::cell(row, column), &given(&amount), MONEY, "")?;
    }
    let rate = of(&fixed(money, super::annex::EXECUTION_RATE));
    form.formula(Area::cell(row, RATE_COLUMN), &given(&rate), RATE, "")?;
    let total = of(&fixed(places.total(), POINTS));
    form.formula(Area::cell(row, POINTS), &given(&total), PLAIN, "")?;
    let grade = of(&fixed(places.total(), REASON));
    let grade = format!("IF(LEFT({grade},3)=\"等级：\",MID({grade},4,1),\"\")");
    form.text_formula(Area::cell(row, GRADE), &given(&grade), Side::Centre)?;
    let texts = [
        (
            9,
            explanations::reference(number, places, Explained::Causes),
        ),
        (
            10,
            explanations::reference(number, places, Explained::Remedies),
        ),
        (11, of(&project::note_cell(places))),
    ];
    for (column, text) in texts {
        // An empty cell of another sheet would show as 0.
        let text = given(&format!("{text}&\"\""));
        form.text_formula(Area::cell(row, column), &text, Side::Left)?;
    }
    form.set_height(row, ROW_HEIGHT);
    Ok(())
}

/// The section in the brackets behind the implementing unit, else the unit.
fn section(implementer: &str) -> String {
    let inner = format!(
        "MID({implementer},FIND(\"（\",{implementer})+1,LEN({implementer})-FIND(\"（\",{implementer})-1)"
    );
    format!("IF(RIGHT({implementer},1)=\"）\",IFERROR({inner},{implementer}),{implementer}&\"\")")
}

fn sums(form: &mut Form<'_>, row: u32, last: u32) -> Result<(), ExportError> {
    form.label(Area::row(row, NUMBER, SECTION), "合计")?;
    for (column, _) in MONEY_COLUMNS {
        let sum = sum_of(&format!("{}:{}", at(FIRST_ROW, column), at(last, column)));
        form.formula(Area::cell(row, column), &sum, MONEY, "")?;
    }
    let [_, (budget, _), (executed, _)] = MONEY_COLUMNS;
    let rate = rate_of(&at(row, executed), &at(row, budget));
    form.formula(Area::cell(row, RATE_COLUMN), &rate, RATE, "")?;
    for column in POINTS..=LAST {
        form.text(Area::cell(row, column), "—", Side::Centre)?;
    }
    Ok(())
}

fn counts(form: &mut Form<'_>, row: u32, last: u32) -> Result<(), ExportError> {
    let below = row.saturating_add(1);
    form.label(Area::row(row, NUMBER, NAME), "预算项目数")?;
    form.label(Area::cell(row, SECTION), "自评项目数")?;
    let heads = ["自评覆盖率", "优（个）", "良（个）", "中（个）", "差（个）"];
    for (column, head) in (3..).zip(heads) {
        form.label(Area::cell(row, column), head)?;
    }
    form.text(Area::row(row, GRADE, LAST).tall(2), "", Side::Left)?;
    let budgeted = unit::reference(unit::BUDGETED);
    let area = Area::row(below, NUMBER, NAME);
    form.formula(area, &empty_or(&budgeted, &budgeted), PLAIN, "")?;
    let names = format!("{}:{}", at(FIRST_ROW, NAME), at(last, NAME));
    let evaluated = format!("SUMPRODUCT(--({names}<>\"\"))");
    form.formula(Area::cell(below, SECTION), &evaluated, PLAIN, "0")?;
    let rate = shown_rate(&format!("({}/{budgeted})", at(below, SECTION)));
    let coverage = format!("IF(N({budgeted})=0,\"\",{rate})");
    form.formula(Area::cell(below, 3), &coverage, RATE, "")?;
    let grades = format!("{}:{}", at(FIRST_ROW, GRADE), at(last, GRADE));
    for (column, grade) in (4..).zip(["优", "良", "中", "差"]) {
        let count = format!("COUNTIF({grades},\"{grade}\")");
        form.formula(Area::cell(below, column), &count, PLAIN, "0")?;
    }
    Ok(())
}
