//! 核对结果: what a review objects to, a row a finding, for those who mend it.

use jixiao_model::Name;
use jixiao_review::{Check, Finding, IgnoredFinding};

use crate::deviations::shortened;
use crate::document::{Block, Cell, Document, Orientation, Page, Row, Section, Span, Style, Table};
use crate::form_table::{row, shown};
use crate::outcome::Outcome;

/// The columns of the findings.
const HEADS: [&str; 11] = [
    "序号",
    "级别",
    "编号",
    "检查",
    "项目",
    "指标",
    "问题",
    "应为",
    "实为",
    "如何修改",
    "位置",
];

/// Widths in half-width characters.
const WIDTHS: [u16; 11] = [5, 6, 8, 14, 18, 12, 36, 16, 16, 24, 32];

/// The columns of the findings that are passed over.
const IGNORED_HEADS: [&str; 9] = [
    "序号",
    "级别",
    "编号",
    "检查",
    "项目",
    "指标",
    "问题",
    "忽略理由",
    "位置",
];

/// Widths in half-width characters.
const IGNORED_WIDTHS: [u16; 9] = [5, 6, 8, 14, 18, 12, 46, 46, 32];

/// 核对结果: every finding with its check, its place and how to mend it; behind them, where there are any, those that the dataset passes over with their reasons.
pub fn findings_sheet(outcome: &Outcome<'_>) -> Document {
    let unit = &outcome.submission.unit;
    let name = unit.short_name.as_ref().unwrap_or(&unit.name);
    let year = outcome.submission.year.number();
    let title = format!("{year}年度{name}预算绩效自评核对结果");
    let mut sections = vec![found(outcome, &title)];
    sections.extend(passed_over(outcome, name));
    Document { title, sections }
}

fn found(outcome: &Outcome<'_>, title: &str) -> Section {
    let mut blocks = vec![
        Block::Title(vec![title.into()]),
        Block::Line {
            left: format!("填报单位：{}", outcome.submission.unit.name),
            right: format!("评分政策：{}", outcome.policy.name.zh),
        },
        Block::Line {
            left: outcome.all_finding_counts().zh,
            right: String::new(),
        },
    ];
    let rows = (1..).zip(outcome.findings.iter());
    let rows: Vec<Row> = rows.map(|(number, one)| finding_row(number, one)).collect();
    if rows.is_empty() {
        blocks.push(Block::Paragraph(vec![Span::plain("没有核对意见。")]));
    } else {
        blocks.push(list(&HEADS, &WIDTHS, rows));
    }
    let note = outcome.constructed_note();
    blocks.extend(note.map(|note| Block::Note(vec![Span::plain(note.zh)])));
    section("核对结果", blocks)
}

fn passed_over(outcome: &Outcome<'_>, name: &Name) -> Option<Section> {
    let ignored = outcome.findings.ignored();
    if ignored.is_empty() {
        return None;
    }
    let year = outcome.submission.year.number();
    let rows = (1..).zip(ignored);
    let rows = rows.map(|(number, one)| ignored_row(number, one)).collect();
    let blocks = vec![
        Block::Title(vec![format!("{year}年度{name}已忽略的核对意见")]),
        list(&IGNORED_HEADS, &IGNORED_WIDTHS, rows),
    ];
    Some(section("已忽略", blocks))
}

fn section(name: &str, blocks: Vec<Block>) -> Section {
    Section {
        name: name.into(),
        page: Page {
            orientation: Orientation::Landscape,
            style: Style::Form,
        },
        blocks,
    }
}

fn list(heads: &[&str], widths: &[u16], rows: Vec<Row>) -> Block {
    let head = row(heads.iter().map(|head| Cell::head(*head)));
    Block::List(Table {
        columns: widths.to_vec(),
        head_rows: 1,
        rows: [head].into_iter().chain(rows).collect(),
    })
}

fn finding_row(number: u32, finding: &Finding) -> Row {
    let rest = [
        text(&finding.expected.zh),
        text(&finding.found.zh),
        text(&finding.mend.zh),
        place(finding),
    ];
    row(subject(number, finding).into_iter().chain(rest))
}

fn ignored_row(number: u32, ignored: &IgnoredFinding) -> Row {
    let finding = &ignored.finding;
    let rest = [text(&ignored.reason), place(finding)];
    row(subject(number, finding).into_iter().chain(rest))
}

/// What is wrong, and of what: the columns that both tables begin with.
fn subject(number: u32, finding: &Finding) -> [Cell; 7] {
    let code = finding.code.to_string();
    let check = Check::find(&code).map_or("", |check| check.zh);
    // Two projects may bear one name.
    let project = finding
        .project
        .as_ref()
        .map_or_else(String::new, |form| match form.number() {
            Some(number) => format!("{number} {form}"),
            None => form.to_string(),
        });
    [
        shown(number.to_string()),
        Cell::text(finding.severity.term()).centred(),
        Cell::text(code).centred(),
        Cell::text(check),
        text(&project),
        text(finding.indicator.as_deref().unwrap_or_default()),
        text(&finding.message.zh),
    ]
}

fn text(text: &str) -> Cell {
    Cell::text(shortened(text))
}

fn place(finding: &Finding) -> Cell {
    let place = finding.place.as_ref().map(ToString::to_string);
    text(&place.unwrap_or_default())
}
