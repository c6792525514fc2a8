//! 附表1 项目支出绩效自评表.

use rust_xlsxwriter::Worksheet;

use super::annex::{self, BLOCK, NAME_ROW, Places, REASON};
use super::field::Field;
use super::levels::of_project;
use super::sheet::{Area, Filled, Form, Side, fixed};
use super::{TemplateKind, TemplateOrder, unit};
use crate::ExportError;
use crate::document::Orientation;
use crate::form_table::WIDTHS;

pub(super) const TITLE: &str = "项目支出绩效自评表";

const UNIT_ROW: u32 = 4;
const MONEY_ROW: u32 = 5;
pub(super) const TOTAL_MONEY_ROW: u32 = 6;
const SOURCES: [&str; 3] = ["其中：当年财政拨款", "上年结转资金", "其他资金"];
const GOAL_ROW: u32 = 10;
const INDICATOR_ROW: u32 = 12;
/// Where values begin that have a label of two columns, and where those of the second label do.
const VALUE: u16 = 2;
const SECOND_LABEL: u16 = 5;
const SECOND_VALUE: u16 = 6;

/// Pixels of the note: two lines, since merged cells make no row grow.
const NOTE_HEIGHT: u32 = 50;

/// The name of the sheet of a project.
pub(super) fn sheet_name(number: u16) -> String {
    format!("项目{number:02}")
}

/// Where the name, the implementing unit and the note stand.
pub(super) fn name_cell() -> String {
    fixed(NAME_ROW, VALUE)
}

pub(super) fn implementer_cell() -> String {
    fixed(UNIT_ROW, SECOND_VALUE)
}

pub(super) fn note_cell(places: Places) -> String {
    fixed(places.below(), VALUE)
}

/// The form.
pub(super) fn write(
    sheet: &mut Worksheet,
    order: &TemplateOrder<'_>,
) -> Result<Places, ExportError> {
    let mut own = Form::new(
        sheet,
        Orientation::Portrait,
        &WIDTHS,
        NAME_ROW.saturating_add(1),
    )?;
    let form = &mut own;
    annex::head(form, order, "附表1", TITLE)?;
    names(form, order)?;
    annex::money_head(form, MONEY_ROW, "项目\n资金\n（万元）", 5)?;
    let first = TOTAL_MONEY_ROW.saturating_add(1);
    let sources = (first, first.saturating_add(2));
    annex::money_total(form, order.policy, TOTAL_MONEY_ROW, "年度资金总额", sources)?;
    for (row, label) in (first..).zip(SOURCES) {
        annex::money_row(form, row, label)?;
    }
    annex::goal(form, GOAL_ROW)?;
    let levels = of_project(order.policy);
    let places = annex::indicators(form, INDICATOR_ROW, &levels, |_| None)?;
    annex::total(form, order.policy, places, TOTAL_MONEY_ROW)?;
    note(form, places.below())?;
    annex::foot(form, places, places.below().saturating_add(1))?;
    own.finish()?;
    Ok(places)
}

/// 项目名称, 主管部门, 实施单位. In the workbook of a unit, the unit's own stand there until others are written over them.
fn names(form: &mut Form<'_>, order: &TemplateOrder<'_>) -> Result<(), ExportError> {
    let name = Field::text("项目名称", "填批复的项目名称。不用的表留空。");
    form.label(Area::row(NAME_ROW, BLOCK, 1), "项目名称")?;
    form.input(Area::row(NAME_ROW, VALUE, REASON), &name, Side::Centre)?;
    let of_unit = |label| match order.kind {
        TemplateKind::Unit => {
            let cell = unit::reference(label);
            let filled = format!("IF(OR({}=\"\",{cell}=\"\"),\"\",{cell})", name_cell());
            Filled::Formula(filled)
        }
        TemplateKind::Project | TemplateKind::Department => Filled::Nothing,
    };
    let supervisor = Field::text("主管部门", "填项目的主管部门；与“单位信息”相同的不必改。");
    let implementer = Field::text(
        "实施单位",
        "填实施单位；由科室实施的，科室写在括号里，如 某区文旅局（办公室）。",
    );
    let sides = [
        (0, 1, "主管部门", (VALUE, 4), supervisor, unit::SUPERVISOR),
        (
            SECOND_LABEL,
            SECOND_LABEL,
            "实施单位",
            (SECOND_VALUE, REASON),
            implementer,
            unit::NAME,
        ),
    ];
    for (left, right, label, value, field, own) in sides {
        form.label(Area::row(UNIT_ROW, left, right), label)?;
        let area = Area::row(UNIT_ROW, value.0, value.1);
        form.filled(area, &field, Side::Centre, &of_unit(own))?;
        form.check(area, &field)?;
    }
    Ok(())
}

fn note(form: &mut Form<'_>, row: u32) -> Result<(), ExportError> {
    form.label(Area::row(row, BLOCK, 1), "备注：")?;
    let field = Field::text("备注", "其他需要说明的事项；没有的留空。");
    form.input(Area::row(row, VALUE, REASON), &field, Side::Left)?;
    form.set_height(row, NOTE_HEIGHT);
    Ok(())
}
