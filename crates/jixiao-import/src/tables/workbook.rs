//! Workbooks of Office Open XML: .xlsx and .xlsm, whose macros are never run.
//!
//! Read straight from the parts, each sheet once and piece by piece: so nothing that a file declares, neither its dimensions nor its
//! counts, is believed before it is there. Formulas are not computed; the values that stand beside them are read.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::collect::{Collector, reference};
use super::format_code::Code;
use super::number::{self, Shown};
use super::package::{Package, Relation};
use super::refusal::{self, Fault};
use super::xml::{Element, Piece, Xml};
use crate::grid::{GridBuilder, Naming, Region};

/// The most formats of cells: what a spreadsheet itself allows.
const MAX_STYLES: usize = 65_536;

/// Reads the sheets of a workbook whose first part is `main`.
pub(super) fn read(
    package: &mut Package<'_>,
    main: &str,
    collector: &mut Collector,
) -> Result<(), Fault> {
    let file = Arc::clone(collector.file());
    let index = Index::read(
        &file,
        main,
        &package.needed_text(main)?,
        collector.limits().sheets,
    )?;
    let relations = package.relations(main)?;
    let strings = package.text(&named(&relations, "sharedStrings"))?;
    let styles = package.text(&named(&relations, "styles"))?;
    let book = Book {
        strings: strings.map_or(Ok(Vec::new()), |text| {
            shared_strings(&file, &text, collector.limits().cells)
        })?,
        styles: styles.map_or(Ok(Styles::default()), |text| Styles::read(&file, &text))?,
        epoch_1904: index.epoch_1904,
    };
    if index.sheets.len() > collector.limits().sheets {
        return Err(collector.too_many_sheets());
    }
    for sheet in &index.sheets {
        let relation = relations.get(&sheet.relation);
        if relation.is_some_and(|relation| relation.kind != "worksheet") {
            continue;
        }
        let target = relation.and_then(|relation| relation.target.as_deref());
        let missing = || refusal::damaged(&file, &format!("{}: no part", sheet.name));
        let text = package.needed_text(target.ok_or_else(missing)?)?;
        let builder = collector.begin(&sheet.name, Naming::Letters)?;
        let mut reading = Reading {
            book: &book,
            name: &sheet.name,
            builder,
            row: 0,
            column: 0,
        };
        reading.sheet(&mut Xml::new(&file, &sheet.name, &text), collector)?;
        if !sheet.of_programs {
            collector.sheet(reading.builder, sheet.hidden)?;
        }
    }
    Ok(())
}

/// The name of the part of a kind, empty if there is none.
fn named(relations: &BTreeMap<String, Relation>, kind: &str) -> String {
    let mut of_kind = relations.values().filter(|relation| relation.kind == kind);
    let part = of_kind.next().and_then(|relation| relation.target.clone());
    part.unwrap_or_default()
}

/// What the first part tells: the sheets in their order.
struct Index {
    sheets: Vec<Sheet>,
    epoch_1904: bool,
}

struct Sheet {
    name: String,
    relation: String,
    hidden: bool,
    /// Very hidden: Excel does not offer to show it, so only a program has made it for itself, and nobody need hear that it is passed over.
    of_programs: bool,
}

impl Index {
    /// Reads on until there is one sheet more than `most`.
    fn read(file: &Arc<str>, part: &str, text: &str, most: usize) -> Result<Self, Fault> {
        let mut index = Self {
            sheets: Vec::new(),
            epoch_1904: false,
        };
        let mut xml = Xml::new(file, part, text);
        while let Some(element) = xml.next_open()? {
            match element.local() {
                "workbookPr" => index.epoch_1904 = element.is_true("date1904"),
                "sheet" if index.sheets.len() <= most => index.sheets.push(Sheet {
                    name: element.attribute("name").unwrap_or_default().into_owned(),
                    relation: element.attribute("id").unwrap_or_default().into_owned(),
                    hidden: element
                        .attribute("state")
                        .is_some_and(|state| state != "visible"),
                    of_programs: element.attribute("state").as_deref() == Some("veryHidden"),
                }),
                _ => {}
            }
        }
        Ok(index)
    }
}

/// What all sheets share.
struct Book {
    strings: Vec<Box<str>>,
    styles: Styles,
    epoch_1904: bool,
}

fn shared_strings(file: &Arc<str>, text: &str, most: usize) -> Result<Vec<Box<str>>, Fault> {
    let mut strings = Vec::new();
    let mut xml = Xml::new(file, "sharedStrings", text);
    while let Some(element) = xml.next_open()? {
        if element.local() == "si" {
            if strings.len() >= most {
                return Err(refusal::beyond(
                    file,
                    &format!("共用文字超过 {most} 条"),
                    &format!("more than {most} shared texts"),
                ));
            }
            strings.push(rich_text(&mut xml)?.into_boxed_str());
        }
    }
    Ok(strings)
}

/// The text of the element that was opened last, how it is pronounced left out.
fn rich_text(xml: &mut Xml<'_>) -> Result<String, Fault> {
    let outside = xml.depth().saturating_sub(1);
    let mut text = String::new();
    let mut in_text = false;
    while xml.depth() > outside {
        match xml.next()? {
            Piece::Open(element) if element.local() == "rPh" => xml.skip()?,
            Piece::Open(element) => in_text = element.local() == "t",
            Piece::Text(piece) if in_text => text.push_str(&piece),
            Piece::Close(_) => in_text = false,
            Piece::Text(_) => {}
            Piece::End => break,
        }
    }
    Ok(unescaped(text))
}

/// Turns `_x000D_`, with which workbooks write what XML cannot hold, back into characters.
fn unescaped(text: String) -> String {
    if !text.contains("_x") {
        return text;
    }
    let mut read = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("_x") {
        read.push_str(before);
        let digits = after.get(..4).filter(|_| after.get(4..5) == Some("_"));
        let code = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        if let Some(character) = code.and_then(char::from_u32) {
            read.push(character);
            rest = after.get(5..).unwrap_or_default();
        } else {
            read.push_str("_x");
            rest = after;
        }
    }
    read.push_str(rest);
    read.replace("\r\n", "\n").replace('\r', "\n")
}

/// The number format of every style of cells.
#[derive(Default)]
struct Styles {
    codes: BTreeMap<u32, Code>,
    styles: Vec<u32>,
}

impl Styles {
    fn read(file: &Arc<str>, text: &str) -> Result<Self, Fault> {
        let mut styles = Self::default();
        let mut list = String::new();
        let mut xml = Xml::new(file, "styles", text);
        while let Some(element) = xml.next_open()? {
            match element.local() {
                name @ ("numFmts" | "cellXfs" | "cellStyleXfs" | "dxfs" | "cellStyles") => {
                    name.clone_into(&mut list);
                }
                "numFmt" if list == "numFmts" => styles.code(&element),
                "xf" if list == "cellXfs" && styles.styles.len() < MAX_STYLES => {
                    styles.styles.push(element.number("numFmtId").unwrap_or(0));
                }
                _ => {}
            }
        }
        for id in &styles.styles {
            let code = || Code::built_in(*id);
            styles.codes.entry(*id).or_insert_with(code);
        }
        Ok(styles)
    }

    fn code(&mut self, element: &Element<'_>) {
        let (Some(id), Some(code)) = (element.number("numFmtId"), element.attribute("formatCode"))
        else {
            return;
        };
        if self.codes.len() < MAX_STYLES {
            self.codes.insert(id, Code::parse(&code));
        }
    }

    fn of(&self, style: Option<u32>) -> Option<&Code> {
        let index = usize::try_from(style.unwrap_or(0)).ok()?;
        self.codes.get(self.styles.get(index)?)
    }
}

/// One sheet while it is read.
struct Reading<'a> {
    book: &'a Book,
    name: &'a str,
    builder: GridBuilder,
    /// Where the next row and cell stand if they do not say it.
    row: u32,
    column: u32,
}

impl Reading<'_> {
    fn sheet(&mut self, xml: &mut Xml<'_>, collector: &mut Collector) -> Result<(), Fault> {
        while let Some(element) = xml.next_open()? {
            match element.local() {
                "row" => self.row(&element),
                "c" => self.cell(&element, xml, collector)?,
                "col" => self.columns(&element),
                "mergeCell" => self.merge(&element),
                _ => {}
            }
        }
        Ok(())
    }

    fn row(&mut self, element: &Element<'_>) {
        self.row = match element.number("r") {
            Some(number) => number,
            None => self.row.saturating_add(1),
        };
        self.column = 0;
        if element.is_true("hidden") || is_zero(element, "ht") {
            let row = self.row.saturating_sub(1);
            self.builder.hide_rows(row, row);
        }
    }

    fn columns(&mut self, element: &Element<'_>) {
        let (Some(first), Some(last)) = (element.number("min"), element.number("max")) else {
            return;
        };
        if element.is_true("hidden") || is_zero(element, "width") {
            let (first, last) = (first.saturating_sub(1), last.saturating_sub(1));
            self.builder.hide_columns(first, last);
        }
    }

    fn merge(&mut self, element: &Element<'_>) {
        let range = element.attribute("ref").unwrap_or_default();
        let Some((first, last)) = range.split_once(':') else {
            return;
        };
        if let (Some(first), Some(last)) = (reference(first), reference(last)) {
            self.builder.merge(Region {
                first_row: first.0.min(last.0),
                first_column: first.1.min(last.1),
                last_row: first.0.max(last.0),
                last_column: first.1.max(last.1),
            });
        }
    }

    fn cell(
        &mut self,
        element: &Element<'_>,
        xml: &mut Xml<'_>,
        collector: &mut Collector,
    ) -> Result<(), Fault> {
        let place = match element.attribute("r") {
            Some(name) => reference(&name)
                .ok_or_else(|| refusal::no_such_cell(collector.file(), self.name, &name))?,
            None => (self.row.saturating_sub(1), self.column),
        };
        self.column = place.1.saturating_add(1);
        let kind = element.attribute("t").unwrap_or_default();
        let style = element.number("s");
        let (value, has_formula) = value(xml)?;
        // A formula whose result is an empty text says so.
        if value.is_empty() && has_formula && kind != "str" {
            self.builder.uncomputed(place.0, place.1);
        }
        if !value.is_empty() {
            let shown = self.shown(&kind, style, value, place, collector)?;
            collector.cell(&mut self.builder, place, shown)?;
        }
        Ok(())
    }

    fn shown(
        &self,
        kind: &str,
        style: Option<u32>,
        value: String,
        place: (u32, u32),
        collector: &Collector,
    ) -> Result<Shown, Fault> {
        let shown = match kind {
            "s" => {
                let index: Option<usize> = value.trim().parse().ok();
                let text = index.and_then(|index| self.book.strings.get(index));
                let text = text.ok_or_else(|| {
                    let place = self.builder.place(place.0, place.1);
                    let what = format!("{}: no text {value}", place.brief());
                    refusal::damaged(collector.file(), &what)
                })?;
                Shown::text(text.to_string())
            }
            "b" => number::truth(matches!(value.trim(), "1" | "true")),
            "e" => Shown::text(value),
            "d" => Shown::text(number::day(&value).unwrap_or(value)),
            "str" | "inlineStr" => Shown::text(unescaped(value)),
            _ => self.number(style, value),
        };
        Ok(shown)
    }

    fn number(&self, style: Option<u32>, value: String) -> Shown {
        let general = Code::general();
        let code = self.book.styles.of(style).unwrap_or(&general);
        let number: Option<f64> = value.trim().parse().ok();
        let shown = number.and_then(|number| number::show(number, code, self.book.epoch_1904));
        shown.unwrap_or_else(|| Shown::text(value))
    }
}

/// Is a height or width there, and none?
fn is_zero(element: &Element<'_>, name: &str) -> bool {
    let value = element.attribute(name);
    value.is_some_and(|value| value.trim().parse::<f64>().is_ok_and(|value| value <= 0.0))
}

/// What stands in the cell that was opened last, and whether it has a formula; that is left out.
fn value(xml: &mut Xml<'_>) -> Result<(String, bool), Fault> {
    let outside = xml.depth().saturating_sub(1);
    let mut text = String::new();
    let mut in_value = false;
    let mut has_formula = false;
    while xml.depth() > outside {
        match xml.next()? {
            Piece::Open(element) => match element.local() {
                "v" => in_value = true,
                "is" => text.push_str(&rich_text(xml)?),
                name => {
                    has_formula |= name == "f";
                    xml.skip()?;
                }
            },
            Piece::Text(piece) if in_value => text.push_str(&piece),
            Piece::Close(_) => in_value = false,
            Piece::Text(_) => {}
            Piece::End => break,
        }
    }
    Ok((text, has_formula))
}
