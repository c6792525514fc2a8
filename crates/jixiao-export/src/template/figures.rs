//! 部门整体支出基础数据表: the figures behind the department's rates.

use jixiao_model::{InputKind, RateId};
use rust_xlsxwriter::Worksheet;

use super::field::Field;
use super::sheet::{Area, Form, Side, fixed};
use crate::ExportError;
use crate::document::Orientation;
use crate::render::Part;

pub(super) const SHEET: &str = "基础数据";
const TITLE: &str = "部门整体支出基础数据表（万元）";
const WIDTHS: [u16; 4] = [30, 36, 24, 12];
const HEAD_ROW: u32 = 1;
const FIRST_ROW: u32 = 2;
/// Pixels of a row: lower than in other forms, so that all fit on one page.
const ROW_HEIGHT: u32 = 24;
const VALUE: u16 = 2;

/// What was planned of 三公经费, and what was spent.
pub(super) const PLANNED: u32 = 0;
pub(super) const SPENT: u32 = 1;
const THREE_PUBLIC: [&str; 3] = ["因公出国（境）费", "公务用车购置及运行费", "公务接待费"];
const CARRY_OVER_ROW: u32 = 8;
const STAFFING_ROW: u32 = 10;

/// A category with its items: term, kind and unit.
type Category = (&'static str, Vec<(&'static str, InputKind, &'static str)>);

fn categories() -> Vec<Category> {
    use InputKind::{Amount, Count, SignedAmount};
    let money = "万元";
    let parts = THREE_PUBLIC.map(|part| {
        let items = [
            ("预算安排数", Amount, money),
            ("实际支出数", SignedAmount, money),
        ];
        (part, items.to_vec())
    });
    let mut categories = parts.to_vec();
    categories.push((
        "结转结余",
        vec![
            ("本年累计结转结余", SignedAmount, money),
            ("上年累计结转结余", SignedAmount, money),
        ],
    ));
    let staff = [("编制数", Count, "人"), ("在职人员数", Count, "人")];
    categories.push(("人员", staff.to_vec()));
    let rates = RateId::ALL.iter().filter(|rate| !rate.is_of_the_forms());
    categories.extend(rates.map(|rate| {
        let items = rate.inputs().iter();
        let items = items.map(|input| (input.term, input.kind, unit_of(input.kind)));
        (rate.term(), items.collect())
    }));
    categories
}

fn unit_of(kind: InputKind) -> &'static str {
    match kind {
        InputKind::Amount | InputKind::SignedAmount => "万元",
        InputKind::Percent => "%",
        InputKind::Count => "项",
        _ => "—",
    }
}

fn reference(row: u32) -> String {
    format!("'{SHEET}'!{}", fixed(row, VALUE))
}

/// The cells of the three parts, what was planned or what was spent.
pub(super) fn three_public(side: u32) -> [String; 3] {
    [0, 2, 4].map(|part: u32| reference(FIRST_ROW.saturating_add(part).saturating_add(side)))
}

/// This year's balance and last year's.
pub(super) fn carry_over() -> [String; 2] {
    [0, 1].map(|row: u32| reference(CARRY_OVER_ROW.saturating_add(row)))
}

/// Posts and staff.
pub(super) fn staffing() -> [String; 2] {
    [0, 1].map(|row: u32| reference(STAFFING_ROW.saturating_add(row)))
}

/// The sheet.
pub(super) fn write(sheet: &mut Worksheet) -> Result<(), ExportError> {
    let mut form = Form::new(sheet, Orientation::Portrait, &WIDTHS, FIRST_ROW)?;
    form.set_usual_height(ROW_HEIGHT);
    form.fit_on_one_page();
    form.title(0, TITLE)?;
    for (column, head) in (0..).zip(["类别", "数据项", "数值", "单位"]) {
        form.label(Area::cell(HEAD_ROW, column), head)?;
    }
    let mut row = FIRST_ROW;
    for (category, items) in categories() {
        let rows = u32::try_from(items.len()).unwrap_or(u32::MAX);
        form.text(Area::cell(row, 0).tall(rows), category, Side::Centre)?;
        for (term, kind, unit) in items {
            form.text(Area::cell(row, 1), term, Side::Left)?;
            let field = Field::of_kind(term, kind);
            form.input(Area::cell(row, VALUE), &field, Side::Right)?;
            form.text(Area::cell(row, 3), unit, Side::Centre)?;
            row = row.saturating_add(1);
        }
    }
    let note = "注：只填自评指标用到的比率，其余留空；“三公经费”没有预算也没有支出的填 0。比率由表中数据算出，不必另填。";
    form.across(row, note, Part::Note, Side::Left)?;
    form.finish()
}
