//! 附表3 部门（单位）整体支出绩效自评表.

use jixiao_model::RateId;
use rust_xlsxwriter::Worksheet;

use super::annex::{self, BLOCK, BUDGET, EXECUTED, EXECUTION_RATE, NAME_ROW, REASON};
use super::field::Field;
use super::figures;
use super::formula::{empty_or, shown_rate};
use super::levels::of_department;
use super::sheet::{Area, Filled, Form, Side, at};
use super::{TemplateKind, TemplateOrder, unit};
use crate::ExportError;
use crate::document::Orientation;
use crate::form_table::WIDTHS;

pub(super) const TITLE: &str = "部门（单位）整体支出绩效自评表";
pub(super) const SHEET: &str = "部门整体支出";

const MONEY_ROW: u32 = 4;
const TOTAL_ROW: u32 = 5;
const BASIC_ROW: u32 = 6;
const PROJECT_ROW: u32 = 7;
const GOAL_ROW: u32 = 8;
const INDICATOR_ROW: u32 = 10;
const VALUE: u16 = 2;

/// The form.
pub(super) fn write(sheet: &mut Worksheet, order: &TemplateOrder<'_>) -> Result<(), ExportError> {
    let mut own = Form::new(
        sheet,
        Orientation::Portrait,
        &WIDTHS,
        NAME_ROW.saturating_add(1),
    )?;
    let form = &mut own;
    annex::head(form, order, "附表3", TITLE)?;
    form.label(Area::row(NAME_ROW, BLOCK, 1), "部门（单位）名称")?;
    let area = Area::row(NAME_ROW, VALUE, REASON);
    if order.kind == TemplateKind::Unit {
        let name = unit::reference(unit::NAME);
        form.text_formula(area, &empty_or(&name, &name), Side::Centre)?;
    } else {
        let field = Field::text("部门（单位）名称", "填单位全称。");
        form.filled(area, &field, Side::Centre, &Filled::Nothing)?;
        form.check(area, &field)?;
    }
    annex::money_head(form, MONEY_ROW, "预算\n执行\n（万元）", 4)?;
    let parts = (BASIC_ROW, PROJECT_ROW);
    annex::money_total(form, order.policy, TOTAL_ROW, "全部支出", parts)?;
    annex::money_row(form, BASIC_ROW, "其中：基本支出")?;
    annex::money_row(form, PROJECT_ROW, "项目支出")?;
    annex::goal(form, GOAL_ROW)?;
    let levels = of_department(order.policy);
    let places = annex::indicators(form, INDICATOR_ROW, &levels, actual)?;
    annex::total(form, order.policy, places, TOTAL_ROW)?;
    annex::foot(form, places, places.below())?;
    own.finish()
}

/// The rate that the figures of the form and of the sheet beside it give.
fn actual(rate: RateId) -> Option<String> {
    match rate {
        RateId::BasicExecution => Some(of_row(BASIC_ROW)),
        RateId::ProjectExecution => Some(of_row(PROJECT_ROW)),
        RateId::ThreePublicControl => {
            let sum = |cells: [String; 3]| format!("ROUND(SUM({}),6)", cells.join(","));
            let planned = sum(figures::three_public(figures::PLANNED));
            let spent = sum(figures::three_public(figures::SPENT));
            let cells = [figures::PLANNED, figures::SPENT].map(figures::three_public);
            Some(control(&cells.concat().join(","), &spent, &planned))
        }
        RateId::StaffingControl => {
            let [quota, staff] = figures::staffing();
            Some(control(
                &format!("{quota},{staff}"),
                &format!("N({staff})"),
                &format!("N({quota})"),
            ))
        }
        RateId::CarryOverChange => {
            let [current, previous] = figures::carry_over();
            let rate = shown_rate(&format!("(({current}-{previous})/{previous})"));
            let nothing_before = format!("IF(N({current})=0,0,\"—\")");
            Some(format!(
                "IF(COUNT({current},{previous})<2,\"\",IF({previous}=0,{nothing_before},{rate}))"
            ))
        }
        _ => None,
    }
}

/// The rate of a row of money; nothing planned and nothing spent is 不适用.
fn of_row(row: u32) -> String {
    let (budget, executed) = (at(row, BUDGET), at(row, EXECUTED));
    let rate = at(row, EXECUTION_RATE);
    format!(
        "IF(COUNT({budget},{executed})<2,\"\",IF({budget}=0,IF({executed}=0,\"不适用\",\"—\"),{rate}))"
    )
}

/// Part of a whole that may be nothing: 不适用 where the part is nothing too, else a rate that there is not.
fn control(cells: &str, part: &str, whole: &str) -> String {
    let rate = shown_rate(&format!("({part}/{whole})"));
    format!("IF(COUNT({cells})=0,\"\",IF({whole}=0,IF({part}=0,\"不适用\",\"—\"),{rate}))")
}
