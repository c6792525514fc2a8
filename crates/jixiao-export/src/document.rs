//! A document is a value: what a reader will see, before any file format.
//!
//! Builders make it once; renderers turn it into a workbook, a text document or Markdown. No renderer
//! computes: every figure comes with the text that shows it.

use chrono::NaiveDate;

/// The day 0 of workbooks from the 1 March 1900 on, and the first and last that they show rightly.
const BEFORE_COUNTING: NaiveDate = day(1899, 12, 30);
const FIRST_COUNTED: NaiveDate = day(1900, 3, 1);
const LAST_COUNTED: NaiveDate = day(9999, 12, 31);

const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(day) => day,
        None => NaiveDate::MIN,
    }
}

/// A document (文档): the annex tables or the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// For the file's properties.
    pub title: String,
    /// Its parts, in order; at least one.
    pub sections: Vec<Section>,
}

/// Pages with one set-up. A workbook shows each as a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The sheet's name; unique within the document, whatever characters it has.
    pub name: String,
    /// The page set-up.
    pub page: Page,
    /// What stands on the pages.
    pub blocks: Vec<Block>,
}

/// A page set-up; the paper is A4.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Upright or on its side.
    pub orientation: Orientation,
    /// The dress of the text.
    pub style: Style,
}

/// Which way the paper lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Orientation {
    /// 纵向.
    Portrait,
    /// 横向.
    Landscape,
}

/// The dress of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// A form (表格): 宋体, small, narrow margins, so that a form stays on its pages.
    Form,
    /// An official document (公文, GB/T 9704): 仿宋 16 pt, 28 pt between lines, 22 pt title, margins 37, 35, 28 and 26 mm, page numbers.
    Official,
}

/// A block of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// The title (标题), a line each, centred.
    Title(Vec<String>),
    /// A line above a form, such as `附表1` or `单位:万元`: left and right end.
    Line {
        /// At the left margin; may be empty.
        left: String,
        /// At the right margin; may be empty.
        right: String,
    },
    /// A heading (小标题).
    Heading {
        /// 1 for 一、, 2 for (一), 3 for 1.
        level: u8,
        /// Its text, number included.
        text: String,
    },
    /// A paragraph (段落).
    Paragraph(Vec<Span>),
    /// A table (表格).
    Table(Table),
    /// A table of rows that stand for themselves (清单), below one head: a workbook keeps the head in sight and lets a reader filter the rows.
    List(Table),
    /// A note in small print (注).
    Note(Vec<Span>),
    /// What follows begins on a new page.
    PageBreak,
}

/// A piece of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The text.
    pub text: String,
    /// How it is marked.
    pub mark: Mark,
}

/// Whether a text or a figure is the unit's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord)]
pub enum Mark {
    /// Nothing to say.
    #[default]
    Plain,
    /// Made up for a demonstration (构造): shown in blue.
    Constructed,
}

/// A table. Cells are laid from left to right; places that a cell of a row above covers are passed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The columns' widths, in half-width characters of the table's text.
    pub columns: Vec<u16>,
    /// How many rows at the top are repeated on every page.
    pub head_rows: usize,
    /// The rows, top to bottom.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// The cells that begin in this row.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What it shows.
    pub value: Value,
    /// How many columns it covers, at least 1.
    pub columns: u16,
    /// How many rows it covers, at least 1.
    pub rows: u16,
    /// Where its text stands.
    pub align: Align,
    /// A label or heading: 黑体.
    pub head: bool,
    /// How it is marked.
    pub mark: Mark,
    /// What a workbook says and checks when somebody fills it in.
    pub fill: Option<Fill>,
}

/// A cell that is filled in later (待填). Only a workbook can say and check anything; other files show the cell alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fill {
    /// The heading of the help, at most 32 characters.
    pub title: &'static str,
    /// The help, at most 255 characters.
    pub help: &'static str,
    /// What may be typed; an empty cell is always fine.
    pub check: Check,
    /// What is said of anything else, at most 255 characters.
    pub wrong: &'static str,
}

/// What may be typed into a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// One of a few words, offered as a list; 255 characters at most together.
    OneOf(&'static [&'static str]),
    /// A day of the years 1994 to 2200.
    Date,
}

/// Where the text of a cell stands; always in the middle from top to bottom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// 居左.
    Left,
    /// 居中.
    Center,
    /// 居右.
    Right,
}

/// What a cell shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Empty,
    /// A text; line breaks are kept.
    Text(String),
    /// A figure: a true number in a workbook.
    Number {
        /// As a reader sees it: `99.99%`, `20.3055`.
        shown: String,
        /// The same as a plain decimal: `0.9999`, `20.3055`.
        decimal: String,
        /// The number format of a workbook that shows it so: `0.00%`, `0.0000`.
        format: String,
    },
}

impl Block {
    /// Does anything in it bear a mark?
    pub(crate) fn is_marked(&self) -> bool {
        match self {
            Self::Paragraph(spans) | Self::Note(spans) => {
                spans.iter().any(|span| span.mark != Mark::Plain)
            }
            Self::Table(table) | Self::List(table) => {
                let mut cells = table.rows.iter().flat_map(|row| &row.cells);
                cells.any(|cell| cell.mark != Mark::Plain)
            }
            Self::Title(_) | Self::Line { .. } | Self::Heading { .. } | Self::PageBreak => false,
        }
    }
}

impl Span {
    /// A plain piece.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            mark: Mark::Plain,
        }
    }
}

impl Value {
    /// The text that a reader sees.
    pub fn shown(&self) -> &str {
        match self {
            Self::Empty => "",
            Self::Text(text) => text,
            Self::Number { shown, .. } => shown,
        }
    }

    /// A day as ISO 8601 writes it. Workbooks count days from 1900, and the first sixty wrongly: what they cannot count to is a text.
    pub fn date(day: NaiveDate) -> Self {
        let shown = day.to_string();
        let counted = FIRST_COUNTED..=LAST_COUNTED;
        if !counted.contains(&day) {
            return Self::Text(shown);
        }
        Self::Number {
            shown,
            decimal: day
                .signed_duration_since(BEFORE_COUNTING)
                .num_days()
                .to_string(),
            format: "yyyy-mm-dd".into(),
        }
    }

    /// A number from the text that shows it: digits with at most one point, a sign before and `%` behind. Any other text stays a text.
    pub fn number(shown: impl Into<String>) -> Self {
        let shown = shown.into();
        match number_parts(&shown) {
            Some((decimal, format)) => Self::Number {
                shown,
                decimal,
                format,
            },
            None => Self::Text(shown),
        }
    }
}

/// The plain decimal of a shown number, and the format that shows it so.
fn number_parts(shown: &str) -> Option<(String, String)> {
    let (digits, percent) = match shown.strip_suffix('%') {
        Some(digits) => (digits, true),
        None => (shown, false),
    };
    let (sign, plain) = match digits.strip_prefix('-') {
        Some(plain) => ("-", plain),
        None => ("", digits),
    };
    let (whole, decimals) = plain.split_once('.').unwrap_or((plain, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let ends_in_point = plain.ends_with('.');
    if whole.is_empty() || ends_in_point || !all_digits(whole) || !all_digits(decimals) {
        return None;
    }
    let zeros = "0".repeat(decimals.len());
    let mut format = if decimals.is_empty() {
        String::from("0")
    } else {
        format!("0.{zeros}")
    };
    if !percent {
        return Some((digits.to_string(), format));
    }
    format.push('%');
    // Two places to the left: the digits before the point, padded, give up their last two.
    let padded = format!("{whole:0>3}");
    let (kept, moved) = padded.split_at_checked(padded.len().saturating_sub(2))?;
    Some((format!("{sign}{kept}.{moved}{decimals}"), format))
}

impl Cell {
    /// A label (栏目名), centred.
    pub fn head(text: impl Into<String>) -> Self {
        Self {
            align: Align::Center,
            head: true,
            ..Self::text(text)
        }
    }

    /// A text, at the left.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            value: if text.is_empty() {
                Value::Empty
            } else {
                Value::Text(text)
            },
            columns: 1,
            rows: 1,
            align: Align::Left,
            head: false,
            mark: Mark::Plain,
            fill: None,
        }
    }

    /// A day, centred; where a workbook can count to it a true date, else a text.
    pub fn date(day: NaiveDate) -> Self {
        Self {
            value: Value::date(day),
            align: Align::Center,
            ..Self::text("")
        }
    }

    /// A figure, centred as forms have it; see [`Value::number`].
    pub fn number(shown: impl Into<String>) -> Self {
        Self {
            value: Value::number(shown),
            align: Align::Center,
            ..Self::text("")
        }
    }

    /// Covers so many columns.
    #[must_use]
    pub fn wide(mut self, columns: u16) -> Self {
        self.columns = columns;
        self
    }

    /// Covers so many rows.
    #[must_use]
    pub fn tall(mut self, rows: u16) -> Self {
        self.rows = rows;
        self
    }

    /// With its text in the middle.
    #[must_use]
    pub fn centred(mut self) -> Self {
        self.align = Align::Center;
        self
    }

    /// With its text at the right.
    #[must_use]
    pub fn right(mut self) -> Self {
        self.align = Align::Right;
        self
    }

    /// Filled in later.
    #[must_use]
    pub fn filled_in(mut self, fill: Fill) -> Self {
        self.fill = Some(fill);
        self
    }

    /// Marked so.
    #[must_use]
    pub fn marked(mut self, mark: Mark) -> Self {
        self.mark = mark;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shown_number_becomes_a_decimal_and_the_format_that_shows_it_so() {
        let cases = [
            ("109607.51", "109607.51", "0.00"),
            ("20.3055", "20.3055", "0.0000"),
            ("35", "35", "0"),
            ("99.99%", "0.9999", "0.00%"),
            ("100%", "1.00", "0%"),
            ("0%", "0.00", "0%"),
            ("-99%", "-0.99", "0%"),
            ("9.5%", "0.095", "0.0%"),
            ("1234.5%", "12.345", "0.0%"),
        ];
        for (shown, decimal, format) in cases {
            let expected = Value::Number {
                shown: shown.into(),
                decimal: decimal.into(),
                format: format.into(),
            };
            assert_eq!(Value::number(shown), expected, "{shown}");
        }
    }

    #[test]
    fn a_day_is_counted_where_a_workbook_can() {
        let cases = [
            ((2024, 6, 30), Some("45473")),
            ((1900, 3, 1), Some("61")),
            ((1900, 2, 28), None),
            ((9999, 12, 31), Some("2958465")),
        ];
        for ((year, month, of_month), expected) in cases {
            let value = Value::date(day(year, month, of_month));
            assert_eq!(value.shown(), format!("{year}-{month:02}-{of_month:02}"));
            let decimal = match &value {
                Value::Number { decimal, .. } => Some(decimal.as_str()),
                _ => None,
            };
            assert_eq!(decimal, expected);
        }
    }

    #[test]
    fn what_is_no_number_stays_a_text() {
        for text in ["—", "不适用", "", "1.", ".5", "1,000", "1e5", "--1", "%"] {
            assert_eq!(Value::number(text), Value::Text(text.into()), "{text}");
        }
    }
}
