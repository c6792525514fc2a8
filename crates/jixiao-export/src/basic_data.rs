//! 部门整体支出基础数据表: the figures that the department's rates are computed of, so that who reads the workbook can compute them again.

use jixiao_model::{
    Amount, DepartmentForm, InputKind, RateFigures, RateInput, RateValue, Staffing, ThreePublic,
    Traced,
};

use crate::document::{Block, Cell, Mark, Orientation, Page, Row, Section, Style, Table};
use crate::form_table::row;
use crate::outcome::{mark, note_below};

/// Widths in half-width characters: 类别, 数据项, 数值, 单位.
const WIDTHS: [u16; 4] = [30, 34, 20, 10];

/// A figure of a category (类别).
struct Datum {
    term: &'static str,
    value: String,
    mark: Mark,
    unit: &'static str,
}

/// The table as a section; `None` where the form has none of these figures.
pub(crate) fn basic_data(form: &DepartmentForm) -> Option<Section> {
    let rows = rows(form);
    if rows.is_empty() {
        return None;
    }
    let head = row(["类别", "数据项", "数值", "单位"].map(Cell::head));
    let mut blocks = vec![
        Block::Title(vec!["部门整体支出基础数据表（万元）".into()]),
        Block::Table(Table {
            columns: WIDTHS.to_vec(),
            head_rows: 1,
            rows: [head].into_iter().chain(rows).collect(),
        }),
    ];
    blocks.extend(note_below(&blocks));
    Some(Section {
        name: "基础数据".into(),
        page: Page {
            orientation: Orientation::Portrait,
            style: Style::Form,
        },
        blocks,
    })
}

fn rows(form: &DepartmentForm) -> Vec<Row> {
    let public = form.three_public.iter().flat_map(three_public);
    let balance = form.carry_over.iter().map(|balance| {
        let terms = ["本年累计结转结余", "上年累计结转结余"];
        let amounts = [&balance.current, &balance.previous];
        ("结转结余", amounts_of(terms, amounts))
    });
    let staffing = form.staffing.iter().map(|own| ("人员", people(own)));
    let rates = form
        .rates
        .iter()
        .map(|figures| (figures.rate().term(), of_rate(figures)));
    let categories = public.chain(balance).chain(staffing).chain(rates);
    categories
        .flat_map(|(category, data)| category_rows(category, data))
        .collect()
}

/// The category over all of its rows.
fn category_rows(category: &'static str, data: Vec<Datum>) -> Vec<Row> {
    let count = u16::try_from(data.len()).unwrap_or(u16::MAX);
    let cells = data.into_iter().enumerate().map(|(number, datum)| {
        let label = (number == 0).then(|| Cell::text(category).centred().tall(count));
        let own = [
            Cell::text(datum.term),
            Cell::number(datum.value).right().marked(datum.mark),
            Cell::text(datum.unit).centred(),
        ];
        row(label.into_iter().chain(own))
    });
    cells.collect()
}

fn three_public(parts: &ThreePublic) -> impl Iterator<Item = (&'static str, Vec<Datum>)> {
    let parts = [
        ("因公出国（境）费", &parts.abroad),
        ("公务用车购置及运行费", &parts.vehicles),
        ("公务接待费", &parts.reception),
    ];
    parts.into_iter().filter_map(|(category, part)| {
        let part = part.as_ref()?;
        let amounts = [&part.budget, &part.spent];
        Some((category, amounts_of(["预算安排数", "实际支出数"], amounts)))
    })
}

fn amounts_of(terms: [&'static str; 2], amounts: [&Traced<Amount>; 2]) -> Vec<Datum> {
    let datum = |(term, amount): (&'static str, &Traced<Amount>)| Datum {
        term,
        value: amount.value.to_string(),
        mark: mark(amount),
        unit: "万元",
    };
    terms.into_iter().zip(amounts).map(datum).collect()
}

fn people(own: &Staffing) -> Vec<Datum> {
    let datum = |(term, count): (&'static str, &Traced<u32>)| Datum {
        term,
        value: count.value.to_string(),
        mark: mark(count),
        unit: "人",
    };
    [("编制数", &own.quota), ("在职人员数", &own.staff)]
        .map(datum)
        .into()
}

fn of_rate(figures: &RateFigures) -> Vec<Datum> {
    let datum = |(input, value): (&RateInput, &Traced<RateValue>)| Datum {
        term: input.term,
        value: value.value.to_string(),
        mark: mark(value),
        unit: unit(input.kind),
    };
    let inputs = figures.rate().inputs().iter();
    inputs.zip(figures.values()).map(datum).collect()
}

/// What the figures of a kind are counted in, where their kind says it. A percentage has its sign with it.
const fn unit(kind: InputKind) -> &'static str {
    match kind {
        InputKind::Amount | InputKind::SignedAmount => "万元",
        InputKind::Count => "个",
        _ => "—",
    }
}
