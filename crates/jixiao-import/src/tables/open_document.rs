//! Workbooks of OpenDocument (.ods), as LibreOffice writes them.
//!
//! A sheet there ends in a row that says it repeats a million times; only rows and cells with content count.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::collect::{Collector, LAST_COLUMN, LAST_ROW};
use super::number::{self, Shown};
use super::package::Package;
use super::refusal::{self, Fault};
use super::xml::{Element, Piece, Xml};
use crate::grid::{GridBuilder, Naming, Region, letters};

const PART: &str = "content.xml";

/// How many blanks one element may stand for. More say no more, and would make a little text into much.
const MAX_BLANKS: usize = 64;

pub(super) fn read(package: &mut Package<'_>, collector: &mut Collector) -> Result<(), Fault> {
    let file = Arc::clone(collector.file());
    let manifest = package.text("META-INF/manifest.xml")?;
    if manifest.is_some_and(|manifest| manifest.contains("encryption-data")) {
        return Err(refusal::password(&file));
    }
    let text = package.needed_text(PART)?;
    let mut xml = Xml::new(&file, PART, &text);
    let mut styles = Styles::default();
    while let Some(element) = xml.next_open()? {
        match element.local() {
            // Deleted cells, and what links elsewhere have brought.
            "tracked-changes" | "dde-links" => xml.skip()?,
            "style" | "table-properties" => styles.take(&element),
            "table" => sheet(&element, &styles, &mut xml, collector)?,
            _ => {}
        }
    }
    Ok(())
}

/// The styles whose sheets are hidden.
#[derive(Default)]
struct Styles {
    current: String,
    hidden: BTreeSet<String>,
}

impl Styles {
    fn take(&mut self, element: &Element<'_>) {
        if element.local() == "style" {
            self.current = element.attribute("name").unwrap_or_default().into_owned();
        } else if element
            .attribute("display")
            .is_some_and(|display| display == "false")
        {
            self.hidden.insert(self.current.clone());
        }
    }
}

fn sheet(
    element: &Element<'_>,
    styles: &Styles,
    xml: &mut Xml<'_>,
    collector: &mut Collector,
) -> Result<(), Fault> {
    let name = element.attribute("name").unwrap_or_default().into_owned();
    let style = element.attribute("style-name").unwrap_or_default();
    let hidden = styles.hidden.contains(style.as_ref());
    let mut reading = Reading {
        builder: collector.begin(&name, Naming::Letters)?,
        name,
        row: 0,
        column: 0,
    };
    let outside = xml.depth().saturating_sub(1);
    while xml.depth() > outside {
        match xml.next()? {
            Piece::Open(element) => match element.local() {
                "table-column" => reading.columns(&element),
                "table-row" => reading.row(&element, xml, collector)?,
                // Groups and heads hold rows and columns.
                "table-columns"
                | "table-column-group"
                | "table-header-columns"
                | "table-rows"
                | "table-row-group"
                | "table-header-rows" => {}
                _ => xml.skip()?,
            },
            Piece::Close(_) | Piece::Text(_) => {}
            Piece::End => break,
        }
    }
    collector.sheet(reading.builder, hidden)
}

/// One sheet while it is read.
struct Reading {
    builder: GridBuilder,
    name: String,
    /// Where the next row and column stand.
    row: u32,
    column: u32,
}

/// A cell with content.
struct Cell {
    first: u32,
    repeated: u32,
    rows: u32,
    columns: u32,
    shown: Shown,
}

impl Reading {
    fn columns(&mut self, element: &Element<'_>) {
        let next = self
            .column
            .saturating_add(repeated(element, "number-columns-repeated"));
        if is_hidden(element) {
            self.builder
                .hide_columns(self.column, next.saturating_sub(1));
        }
        self.column = next;
    }

    fn row(
        &mut self,
        element: &Element<'_>,
        xml: &mut Xml<'_>,
        collector: &mut Collector,
    ) -> Result<(), Fault> {
        let next = self
            .row
            .saturating_add(repeated(element, "number-rows-repeated"));
        if is_hidden(element) {
            self.builder.hide_rows(self.row, next.saturating_sub(1));
        }
        let (cells, uncomputed) = cells(xml)?;
        for column in uncomputed {
            self.builder.uncomputed(self.row, column);
        }
        if !cells.is_empty() {
            for row in self.row..next {
                self.put(row, &cells, collector)?;
            }
        }
        self.row = next;
        Ok(())
    }

    /// Adds the cells of a row. However often they repeat, the collector counts them.
    fn put(&mut self, row: u32, cells: &[Cell], collector: &mut Collector) -> Result<(), Fault> {
        for cell in cells {
            for column in cell.first..cell.first.saturating_add(cell.repeated) {
                if row > LAST_ROW || column > LAST_COLUMN {
                    let name = format!("{}{}", letters(column), u64::from(row).saturating_add(1));
                    return Err(refusal::no_such_cell(collector.file(), &self.name, &name));
                }
                collector.cell(&mut self.builder, (row, column), cell.shown.clone())?;
                if cell.rows > 1 || cell.columns > 1 {
                    self.builder.merge(Region {
                        first_row: row,
                        first_column: column,
                        last_row: row.saturating_add(cell.rows.saturating_sub(1)),
                        last_column: column.saturating_add(cell.columns.saturating_sub(1)),
                    });
                }
            }
        }
        Ok(())
    }
}

fn repeated(element: &Element<'_>, name: &str) -> u32 {
    element.number(name).unwrap_or(1).max(1)
}

fn is_hidden(element: &Element<'_>) -> bool {
    let visibility = element.attribute("visibility");
    visibility.is_some_and(|visibility| visibility != "visible")
}

/// The cells with content of the row that was opened last, and the columns of formulas that have no result.
fn cells(xml: &mut Xml<'_>) -> Result<(Vec<Cell>, Vec<u32>), Fault> {
    let outside = xml.depth().saturating_sub(1);
    let mut cells = Vec::new();
    let mut uncomputed = Vec::new();
    let mut column = 0_u32;
    while xml.depth() > outside {
        match xml.next()? {
            Piece::Open(element) => match element.local() {
                "table-cell" => {
                    let has_formula = element.attribute("formula").is_some();
                    let has_value = element.attribute("value-type").is_some();
                    let cell = cell(column, &element, xml)?;
                    column = column.saturating_add(cell.repeated);
                    if !cell.shown.text.trim().is_empty() {
                        cells.push(cell);
                    } else if has_formula && !has_value {
                        uncomputed.push(cell.first);
                    }
                }
                "covered-table-cell" => {
                    column = column.saturating_add(repeated(&element, "number-columns-repeated"));
                    xml.skip()?;
                }
                _ => xml.skip()?,
            },
            Piece::Close(_) | Piece::Text(_) => {}
            Piece::End => break,
        }
    }
    Ok((cells, uncomputed))
}

fn cell(first: u32, element: &Element<'_>, xml: &mut Xml<'_>) -> Result<Cell, Fault> {
    let text = paragraphs(xml)?;
    Ok(Cell {
        first,
        repeated: repeated(element, "number-columns-repeated"),
        rows: repeated(element, "number-rows-spanned"),
        columns: repeated(element, "number-columns-spanned"),
        shown: shown(element, text),
    })
}

fn shown(element: &Element<'_>, text: String) -> Shown {
    let kind = element.attribute("value-type").unwrap_or_default();
    let number = || element.attribute("value")?.trim().parse::<f64>().ok();
    let attribute = |name: &str| element.attribute(name).unwrap_or_default();
    match kind.as_ref() {
        // A truth value that came out of a workbook of another format is a formula with the number 1.
        "float" if matches!(text.as_str(), "TRUE" | "FALSE") => number::truth(text == "TRUE"),
        // An error has the value 0, and says so in its text alone.
        "float" | "percentage" | "currency" if !text.starts_with('#') => match number() {
            Some(value) => number::told(&text, value),
            None => Shown::text(text),
        },
        "date" => Shown::text(number::day(&attribute("date-value")).unwrap_or(text)),
        "boolean" => number::truth(attribute("boolean-value") == "true"),
        _ => Shown::text(text),
    }
}

/// The paragraphs of the cell that was opened last; notes and drawings are none of them.
fn paragraphs(xml: &mut Xml<'_>) -> Result<String, Fault> {
    let outside = xml.depth().saturating_sub(1);
    let mut lines: Vec<String> = Vec::new();
    while xml.depth() > outside {
        match xml.next()? {
            Piece::Open(element) if element.local() == "p" => lines.push(paragraph(xml)?),
            Piece::Open(_) => xml.skip()?,
            Piece::Close(_) | Piece::Text(_) => {}
            Piece::End => break,
        }
    }
    Ok(lines.join("\n"))
}

fn paragraph(xml: &mut Xml<'_>) -> Result<String, Fault> {
    let outside = xml.depth().saturating_sub(1);
    let mut text = String::new();
    while xml.depth() > outside {
        match xml.next()? {
            Piece::Open(element) => match element.local() {
                "s" => {
                    let count = usize::try_from(element.number("c").unwrap_or(1)).unwrap_or(1);
                    text.extend(std::iter::repeat_n(' ', count.min(MAX_BLANKS)));
                }
                "tab" => text.push('\t'),
                "line-break" => text.push('\n'),
                "span" | "a" | "ruby" | "ruby-base" | "bookmark" | "date" | "time"
                | "sheet-name" | "page-number" | "title" => {}
                _ => xml.skip()?,
            },
            Piece::Text(piece) => push_collapsed(&mut text, &piece),
            Piece::Close(_) => {}
            Piece::End => break,
        }
    }
    Ok(text)
}

/// Adds a text in which blanks and line ends side by side are one blank.
fn push_collapsed(text: &mut String, piece: &str) {
    for character in piece.chars() {
        if !matches!(character, ' ' | '\t' | '\n') {
            text.push(character);
        } else if !text.ends_with([' ', '\n']) {
            text.push(' ');
        }
    }
}
