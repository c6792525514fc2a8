//! 整改台账: what was promised, who owes it, by when, and how it stands, as a table to fill in and as a part of next year's dataset.

use std::fmt::Write;

use jixiao_model::{Name, Remediation, Source, Submission};
use serde_json::{Map, Value, json};

use crate::deviations::shortened_to;
use crate::document::{
    Block, Cell, Check, Document, Fill, Orientation, Page, Row, Section, Span, Style, Table,
};
use crate::form_table::{is_long, row, shown};
use crate::outcome::{mark, note_below};

const HEADS: [&str; 10] = [
    "序号",
    "提出年度",
    "项目名称",
    "指标",
    "偏差原因",
    "整改措施",
    "责任科室",
    "完成时限",
    "整改状态",
    "进展情况",
];

/// Widths in half-width characters.
const WIDTHS: [u16; 10] = [5, 6, 20, 14, 30, 30, 11, 12, 9, 19];

/// The same where explanations are long: they get more than half of the page.
const WIDTHS_FOR_LONG: [u16; 10] = [5, 6, 16, 11, 42, 42, 9, 12, 9, 16];

/// From so many characters on a text is long: in the usual column it would be some twenty lines.
const LONG: usize = 300;

/// The most characters of a text: all that an importer takes. What is longer was never read from a file, and no cell would hold it.
const MOST: usize = 10_000;

/// What stands under 项目名称 where the unit as a whole promised something.
const WHOLE_UNIT: &str = "部门整体支出";

/// The words for how a remedy stands, as [`RemediationState::term`](jixiao_model::RemediationState::term) has them.
const STATES: &[&str] = &["未开始", "整改中", "已完成", "已取消"];

const STATE: Fill = Fill {
    title: "整改状态",
    help: "从下拉列表中选择。已取消的，请在“进展情况”中写明理由。",
    check: Check::OneOf(STATES),
    wrong: "只能从下拉列表中选择：未开始、整改中、已完成、已取消。",
};

const DUE: Fill = Fill {
    title: "完成时限",
    help: "填写完整的日期，如 2024-06-30。",
    check: Check::Date,
    wrong: "应为完整的日期，如 2024-06-30；“上半年”“年底”一类的写法请改为最后一天的日期。",
};

const NOTE: &str = "注：“责任科室”“完成时限”“整改状态”“进展情况”由责任科室填写。填好后请把本文件存入本年度或下一年度的数据文件夹，自评时一并读取，已填内容保留，未完成的措施结转。";

/// The register as a table to fill in; `rows` are those of [`jixiao_review::register`], or some of them.
pub fn register(submission: &Submission, rows: &[Remediation]) -> Document {
    let unit = &submission.unit;
    let name = unit.short_name.as_ref().unwrap_or(&unit.name);
    let title = format!("{}年度{name}预算绩效自评整改台账", submission.year.number());
    let heads = row(HEADS.map(Cell::head));
    let told = (1_usize..).zip(rows).map(|(number, one)| told(number, one));
    let rows: Vec<Row> = [heads].into_iter().chain(told).collect();
    let long = is_long(rows.iter().flat_map(|row| &row.cells), LONG);
    let widths = if long { WIDTHS_FOR_LONG } else { WIDTHS };
    let mut blocks = vec![
        Block::Title(vec![title.clone()]),
        Block::Line {
            left: format!("填报单位：{}", unit.name),
            right: String::new(),
        },
        Block::Table(Table {
            columns: widths.to_vec(),
            head_rows: 1,
            rows,
        }),
        Block::Note(vec![Span::plain(NOTE)]),
    ];
    blocks.extend(note_below(&blocks));
    let section = Section {
        name: "整改台账".into(),
        page: Page {
            orientation: Orientation::Landscape,
            style: Style::Form,
        },
        blocks,
    };
    Document {
        title,
        sections: vec![section],
    }
}

fn told(number: usize, one: &Remediation) -> Row {
    let name = |name: Option<&Name>| name.map_or("", Name::as_str).to_owned();
    let project = one.project.as_ref().map_or(WHOLE_UNIT, Name::as_str);
    let due = one.due.map_or_else(|| Cell::text("").centred(), Cell::date);
    let state = Cell::text(one.state.term()).centred();
    // Whole texts: who reads the table back must have all of each.
    row([
        shown(number.to_string()),
        shown(one.year.number().to_string()),
        Cell::text(project),
        Cell::text(name(one.indicator.as_ref())),
        Cell::text(shortened_to(&one.cause.value, MOST)).marked(mark(&one.cause)),
        Cell::text(shortened_to(&one.remedy.value, MOST)).marked(mark(&one.remedy)),
        Cell::text(name(one.owner.as_ref())).centred(),
        due.filled_in(DUE),
        state.filled_in(STATE),
        Cell::text(shortened_to(&one.progress, MOST)),
    ])
}

/// The register in the dataset format as JSON: `{"register": […]}`, what is not known left out. A file that holds it can be laid into a dataset.
pub fn register_data(rows: &[Remediation]) -> Value {
    let rows = rows.iter().map(|row| Value::Object(members(row)));
    json!({ "register": rows.collect::<Vec<_>>() })
}

/// The register in the dataset format as TOML: a `[[register]]` for each row. The file is to be laid into next year's dataset.
pub fn register_toml(rows: &[Remediation]) -> String {
    let mut text = String::from("# 整改台账：放入下一年度的数据集文件夹，未完成的措施结转。\n");
    for row in rows {
        text.push_str("\n[[register]]\n");
        for (key, value) in members(row) {
            let value = match (key.as_str(), &value) {
                // A date of TOML stands without quotes.
                ("due", Value::String(day)) => day.clone(),
                (_, Value::String(text)) => quoted(text),
                (_, other) => other.to_string(),
            };
            let _ = writeln!(text, "{key} = {value}");
        }
    }
    text
}

/// The keys of a row that have a value.
fn members(row: &Remediation) -> Map<String, Value> {
    let mut members = all_members(row);
    members.retain(|_, value| !value.is_null() && value != "");
    members.extend(source(row).map(|source| ("source".to_owned(), json!(source.id()))));
    members
}

/// The keys of a row as the dataset format has them, with null for what is not known; where its texts come from is told apart.
pub(crate) fn all_members(row: &Remediation) -> Map<String, Value> {
    let name = |name: Option<&Name>| json!(name.map(Name::as_str));
    let members = [
        ("year", json!(row.year.number())),
        ("project", name(row.project.as_ref())),
        ("indicator", name(row.indicator.as_ref())),
        ("cause", json!(row.cause.value)),
        ("remedy", json!(row.remedy.value)),
        ("owner", name(row.owner.as_ref())),
        ("due", json!(row.due.map(|due| due.to_string()))),
        ("state", json!(row.state.id())),
        ("progress", json!(row.progress)),
    ];
    let members = members.map(|(key, value)| (key.to_owned(), value));
    members.into_iter().collect()
}

/// Where the texts of a row come from, where the unit did not report them: a row with anything constructed in it is constructed.
fn source(row: &Remediation) -> Option<Source> {
    let is_told = !row.cause.value.is_empty();
    let source = if is_told && row.cause.is_constructed() {
        Source::Constructed
    } else {
        row.remedy.source
    };
    (source != Source::Reported).then_some(source)
}

/// A text as a basic string of TOML, on one line.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            control if control.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(control));
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use jixiao_model::RemediationState;

    use super::*;

    #[test]
    fn the_list_offers_every_state() {
        assert_eq!(RemediationState::ALL.map(RemediationState::term), *STATES);
    }

    #[test]
    fn a_text_of_toml_stands_on_one_line() {
        assert_eq!(
            quoted("一\n\"二\"\\三\t\u{7f}"),
            "\"一\\n\\\"二\\\"\\\\三\\t\\u007F\""
        );
    }
}
