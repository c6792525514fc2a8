//! 单位基本信息表: what is said of the unit once, and holds for all its forms.

use rust_xlsxwriter::Worksheet;

use super::TemplateOrder;
use super::annex::year_field;
use super::field::{Check, Field};
use super::sheet::{Area, Filled, Form, Side, fixed};
use crate::ExportError;
use crate::document::Orientation;
use crate::render::Part;

pub(super) const SHEET: &str = "单位信息";
const TITLE: &str = "单位基本信息表";
const WIDTHS: [u16; 2] = [26, 84];
const FIRST_ROW: u32 = 1;

pub(super) const NAME: &str = "单位名称";
pub(super) const SHORT_NAME: &str = "简称";
pub(super) const SUPERVISOR: &str = "主管部门";
pub(super) const YEAR: &str = "年度";
pub(super) const BUDGETED: &str = "预算项目数";
const POLICY: &str = "评分政策";

/// Label, how many rows, and help.
const ROWS: [(&str, u32, &str); 16] = [
    (NAME, 1, "填单位全称，与公章一致。"),
    (
        "另一名称",
        1,
        "一个机构两块牌子的，填另一名称；没有的留空。",
    ),
    (SHORT_NAME, 1, "汇总表标题中使用的简称；没有的留空。"),
    (SUPERVISOR, 1, "填主管部门；本单位就是主管部门的填本单位。"),
    (YEAR, 1, ""),
    (
        POLICY,
        1,
        "从下拉列表中选择评分政策的编号；用自己的政策文件的留空，评价时另行指定。",
    ),
    (BUDGETED, 1, "填纳入预算的项目个数，用于计算自评覆盖率。"),
    ("通知标题", 1, "布置自评工作的通知的标题，不带书名号。"),
    ("通知文号", 1, "如 兰新财发〔2024〕35号。"),
    ("发文机关", 1, "通知的发文机关。"),
    ("牵头部门", 1, "本单位组织自评的部门，如 财务科。"),
    ("自评主体", 1, "填写自评表的部门，如 各业务科室。"),
    ("原则", 1, "自评遵循的原则。"),
    ("口径", 1, "项目支出的统计口径。"),
    (
        "举例项目",
        3,
        "总结中作为例子的项目，填项目名称；每行一个，没有的留空。",
    ),
    ("下一步工作措施", 5, "每行一条，不写序号。"),
];

/// The cell with the value of a label, from any sheet.
pub(super) fn reference(label: &str) -> String {
    let mut row = FIRST_ROW;
    for (own, rows, _) in ROWS {
        if own == label {
            break;
        }
        row = row.saturating_add(rows);
    }
    format!("'{SHEET}'!{}", fixed(row, 1))
}

/// The sheet.
pub(super) fn write(sheet: &mut Worksheet, order: &TemplateOrder<'_>) -> Result<(), ExportError> {
    let mut form = Form::new(sheet, Orientation::Portrait, &WIDTHS, FIRST_ROW)?;
    form.title(0, TITLE)?;
    let mut row = FIRST_ROW;
    for (label, rows, help) in ROWS {
        for _ in 0..rows {
            form.label(Area::cell(row, 0), label)?;
            let (field, filled) = value(order, label, help);
            let area = Area::cell(row, 1);
            form.filled(area, &field, Side::Left, &filled)?;
            form.check(area, &field)?;
            row = row.saturating_add(1);
        }
    }
    let note = "注：浅黄色单元格供填写；没有的项目留空，不要删除行。";
    form.across(row, note, Part::Note, Side::Left)?;
    form.finish()
}

/// What a value is, and what stands there already.
fn value<'a>(
    order: &TemplateOrder<'a>,
    label: &'static str,
    help: &'static str,
) -> (Field, Filled<'a>) {
    match label {
        YEAR => {
            let year = order.year.map(|year| Filled::Number(year.number()));
            (year_field(true), year.unwrap_or(Filled::Nothing))
        }
        POLICY if order.policies.is_empty() => (Field::text(label, help), Filled::Nothing),
        POLICY => {
            let ids = order.policies.iter().map(ToString::to_string).collect();
            let own = order.policies.iter().find(|id| **id == order.policy.id);
            let filled = own.map_or(Filled::Nothing, |id| Filled::Text(id));
            (Field::new(label, help, Check::OneOf(ids)), filled)
        }
        BUDGETED => (Field::new(label, help, Check::Count), Filled::Nothing),
        _ => (Field::text(label, help), Filled::Nothing),
    }
}
