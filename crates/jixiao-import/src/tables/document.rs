//! Text documents of Office Open XML (.docx and .docm, whose macros are never run): their tables, each a grid.
//!
//! A cell is named as a reader counts it: 第3行第2格 is the second cell of the third row from the left, merged cells that reach into the
//! row counted, too, and a cell over several columns counted once. What a reader does not see is not read: deleted and hidden text,
//! how a word is pronounced, codes of fields; nor are drawings and text boxes. Numbers that Word itself sets before paragraphs are no
//! text of the file.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use super::collect::Collector;
use super::number::Shown;
use super::package::Package;
use super::refusal::{self, Fault};
use super::xml::{Element, Piece, Xml};
use crate::MAX_TABLE_DEPTH;
use crate::grid::{GridBuilder, Naming, Region};

/// How many paragraphs before and after a table are kept.
const MAX_PARAGRAPHS: usize = 20;

/// The most columns that one cell covers. Word knows 63.
const MAX_SPAN: u32 = 1_000;

/// Reads the tables of a document whose first part is `main`.
pub(super) fn read(
    package: &mut Package<'_>,
    main: &str,
    collector: &mut Collector,
) -> Result<(), Fault> {
    let file = Arc::clone(collector.file());
    let text = package.needed_text(main)?;
    let mut reading = Reading::new(collector);
    reading.document(&mut Xml::new(&file, main, &text))?;
    reading.finish()
}

/// A document while it is read.
struct Reading<'a> {
    collector: &'a mut Collector,
    /// The paragraphs since the last table that stands by itself.
    above: VecDeque<String>,
    /// The tables that are open, the outermost first.
    open: Vec<Table>,
    /// Those that are whole.
    done: Vec<Table>,
    /// The number of the last table that stands by itself.
    last: usize,
    paragraph: String,
    run: Run,
    in_row_properties: bool,
    /// Of every choice between two ways to say the same, whether one was taken.
    choices: Vec<bool>,
}

/// The stretch of text of one look in which the reader stands.
#[derive(Default)]
struct Run {
    is_open: bool,
    in_text: bool,
    is_hidden: bool,
    font: Signs,
}

/// Which signs the private characters of a text stand for: fonts of signs have their own.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Signs {
    #[default]
    Symbol,
    /// Wingdings and its kin.
    Boxes,
}

impl Signs {
    /// Those of the font that an attribute of an element names.
    fn of(element: &Element<'_>, names: &[&str]) -> Self {
        let mut fonts = names.iter().filter_map(|name| element.attribute(name));
        if fonts.any(|font| font.starts_with("Wingdings")) {
            Self::Boxes
        } else {
            Self::Symbol
        }
    }

    /// A sign as a character that everybody has: an operator, or a box, ticked or not.
    const fn sign(self, code: u32) -> Option<char> {
        match (self, code) {
            (Self::Symbol, 0xF0A3) => Some('≤'),
            (Self::Symbol, 0xF0B3) => Some('≥'),
            (Self::Symbol, 0xF0B1) => Some('±'),
            (Self::Symbol, 0xF0B4) => Some('×'),
            (_, 0xF0FE | 0xF052) => Some('☑'),
            (_, 0xF0FC | 0xF050) => Some('√'),
            (_, 0xF0A8 | 0xF06F) | (Self::Boxes, 0xF0A3) => Some('□'),
            _ => None,
        }
    }
}

impl Run {
    fn opened() -> Self {
        Self {
            is_open: true,
            ..Self::default()
        }
    }
}

/// A table while it is read.
struct Table {
    /// Its number in the document, from 1.
    number: usize,
    builder: GridBuilder,
    above: Vec<String>,
    below: Vec<String>,
    row: Row,
    cell: Option<Cell>,
    regions: Vec<Region>,
    /// The regions that may reach into the next row, by their first column.
    reaching: BTreeMap<u32, usize>,
}

/// The row that is open.
#[derive(Default)]
struct Row {
    number: u32,
    /// Where its next cell begins.
    column: u32,
    starts: Vec<u32>,
    is_deleted: bool,
}

#[derive(Default)]
struct Cell {
    span: u32,
    down: Merge,
    across: Merge,
    text: String,
    paragraphs: usize,
}

/// How a cell is merged with those before it.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Merge {
    #[default]
    None,
    Begins,
    Continues,
}

impl Merge {
    fn of(element: &Element<'_>) -> Self {
        match element.attribute("val").as_deref() {
            Some("restart") => Self::Begins,
            _ => Self::Continues,
        }
    }
}

impl<'a> Reading<'a> {
    fn new(collector: &'a mut Collector) -> Self {
        Self {
            collector,
            above: VecDeque::new(),
            open: Vec::new(),
            done: Vec::new(),
            last: 0,
            paragraph: String::new(),
            run: Run::default(),
            in_row_properties: false,
            choices: Vec::new(),
        }
    }

    fn document(&mut self, xml: &mut Xml<'_>) -> Result<(), Fault> {
        loop {
            match xml.next()? {
                Piece::Open(element) => self.open(&element, xml)?,
                Piece::Close(name) => self.close(name.local())?,
                Piece::Text(text) if self.run.in_text => self.show(&text),
                Piece::Text(_) => {}
                Piece::End => return Ok(()),
            }
        }
    }

    fn open(&mut self, element: &Element<'_>, xml: &mut Xml<'_>) -> Result<(), Fault> {
        match element.local() {
            "AlternateContent" => self.choices.push(false),
            "Choice" | "Fallback" => match self.choices.last_mut() {
                Some(taken @ false) => *taken = true,
                _ => return xml.skip(),
            },
            "trPr" => self.in_row_properties = true,
            "del" if self.in_row_properties => {
                self.delete_row();
                return xml.skip();
            }
            "del" | "moveFrom" | "drawing" | "pict" | "object" | "txbxContent" | "rt"
            | "sectPr" | "sdtPr" | "pPrChange" | "rPrChange" | "tblPrChange" | "tblGridChange"
            | "trPrChange" | "tcPrChange" => return xml.skip(),
            "tbl" => self.open_table()?,
            "tr" => self.open_row(),
            "tc" => self.open_cell(),
            "p" => self.paragraph.clear(),
            "r" => self.run = Run::opened(),
            "t" => self.run.in_text = self.run.is_open,
            _ if self.run.is_open => self.character(element),
            _ => self.property(element),
        }
        Ok(())
    }

    /// What stands in a run beside its text.
    fn character(&mut self, element: &Element<'_>) {
        let text = match element.local() {
            "vanish" => {
                self.run.is_hidden = is_on(element);
                return;
            }
            "tab" | "ptab" => "\t",
            "br" | "cr" => "\n",
            "noBreakHyphen" => "-",
            "rFonts" => {
                self.run.font = Signs::of(element, &["ascii", "hAnsi"]);
                return;
            }
            "sym" => {
                let code = element.attribute("char").unwrap_or_default();
                let code = u32::from_str_radix(&code, 16).unwrap_or_default();
                let sign = Signs::of(element, &["font"]).sign(code);
                return self.show(&sign.map(String::from).unwrap_or_default());
            }
            _ => return,
        };
        self.show(text);
    }

    /// Adds to the paragraph what a run says, unless it is hidden.
    fn show(&mut self, text: &str) {
        if self.run.is_hidden {
            return;
        }
        let font = self.run.font;
        let plain = |c: char| font.sign(u32::from(c)).unwrap_or(c);
        self.paragraph.extend(text.chars().map(plain));
    }

    /// What a row or cell says of itself.
    fn property(&mut self, element: &Element<'_>) {
        let Some(table) = self.open.last_mut() else {
            return;
        };
        let number = element.number("val").unwrap_or(0).min(MAX_SPAN);
        match (element.local(), &mut table.cell) {
            ("gridBefore", None) => table.row.column = table.row.column.saturating_add(number),
            ("hidden", None) if self.in_row_properties && is_on(element) => {
                table.builder.hide_rows(table.row.number, table.row.number);
            }
            ("gridSpan", Some(cell)) => cell.span = number.max(1),
            ("vMerge", Some(cell)) => cell.down = Merge::of(element),
            ("hMerge", Some(cell)) => cell.across = Merge::of(element),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) -> Result<(), Fault> {
        match name {
            "AlternateContent" => {
                self.choices.pop();
            }
            "trPr" => self.in_row_properties = false,
            "t" => self.run.in_text = false,
            "r" => self.run = Run::default(),
            "p" => self.close_paragraph()?,
            "tc" => self.close_cell()?,
            "tr" => self.close_row(),
            "tbl" => self.close_table(),
            _ => {}
        }
        Ok(())
    }

    fn close_paragraph(&mut self) -> Result<(), Fault> {
        let text = std::mem::take(&mut self.paragraph);
        if let Some(table) = self.open.last_mut() {
            if let Some(cell) = &mut table.cell {
                if cell.paragraphs > 0 {
                    cell.text.push('\n');
                }
                cell.text.push_str(&text);
                cell.paragraphs = cell.paragraphs.saturating_add(1);
            }
            return Ok(());
        }
        let text = text.trim();
        if text.is_empty() {
            return Ok(());
        }
        self.collector.paragraph(text)?;
        let last = self.last;
        if let Some(table) = self
            .done
            .iter_mut()
            .rev()
            .find(|table| table.number == last)
            && table.below.len() < MAX_PARAGRAPHS
        {
            table.below.push(text.to_owned());
        }
        if self.above.len() >= MAX_PARAGRAPHS {
            self.above.pop_front();
        }
        self.above.push_back(text.to_owned());
        Ok(())
    }

    fn open_table(&mut self) -> Result<(), Fault> {
        if self.open.len() >= MAX_TABLE_DEPTH {
            return Err(refusal::too_deep(
                self.collector.file(),
                "表格",
                "the tables",
                MAX_TABLE_DEPTH,
            ));
        }
        let number = self.collector.sheets().saturating_add(1);
        let builder = self
            .collector
            .begin(&format!("表{number}"), Naming::Ordinals)?;
        let above = match self.open.last() {
            None => {
                self.last = number;
                std::mem::take(&mut self.above).into()
            }
            Some(around) => around.pass_on(),
        };
        self.open.push(Table {
            number,
            builder,
            above,
            below: Vec::new(),
            row: Row::default(),
            cell: None,
            regions: Vec::new(),
            reaching: BTreeMap::new(),
        });
        Ok(())
    }

    fn open_row(&mut self) {
        if let Some(table) = self.open.last_mut() {
            table.row.column = 0;
            table.row.is_deleted = false;
            table.row.starts.clear();
        }
    }

    fn delete_row(&mut self) {
        if let Some(table) = self.open.last_mut() {
            table.row.is_deleted = true;
        }
    }

    fn open_cell(&mut self) {
        if let Some(table) = self.open.last_mut() {
            table.cell = Some(Cell {
                span: 1,
                ..Cell::default()
            });
        }
    }

    fn close_cell(&mut self) -> Result<(), Fault> {
        let Some(table) = self.open.last_mut() else {
            return Ok(());
        };
        let Some(cell) = table.cell.take() else {
            return Ok(());
        };
        if table.row.is_deleted {
            return Ok(());
        }
        let place = (table.row.number, table.row.column);
        let is_seen = table.place(&cell);
        if is_seen {
            let shown = Shown::text(cell.text);
            self.collector.cell(&mut table.builder, place, shown)?;
        }
        Ok(())
    }

    fn close_row(&mut self) {
        let Some(table) = self.open.last_mut() else {
            return;
        };
        if table.row.is_deleted {
            return;
        }
        let starts = std::mem::take(&mut table.row.starts);
        if !starts.is_empty() {
            table.builder.ordinals(table.row.number, starts);
        }
        table.row.number = table.row.number.saturating_add(1);
    }

    fn close_table(&mut self) {
        let Some(mut table) = self.open.pop() else {
            return;
        };
        for region in std::mem::take(&mut table.regions) {
            if region.last_row > region.first_row || region.last_column > region.first_column {
                table.builder.merge(region);
            }
        }
        self.done.push(table);
    }

    fn finish(mut self) -> Result<(), Fault> {
        self.done.sort_by_key(|table| table.number);
        let mut grids = Vec::new();
        for mut table in self.done {
            table.builder.paragraphs(table.above, table.below);
            grids.extend(self.collector.finish(table.builder)?);
        }
        self.collector.keep(grids);
        Ok(())
    }
}

impl Table {
    /// What stands above a table in a cell of this one. A table of one cell is but a frame: what stands above it, and before the table
    /// in it, stands above that table.
    fn pass_on(&self) -> Vec<String> {
        let is_frame = self.row.number == 0 && self.row.column == 0;
        let Some(cell) = self.cell.as_ref().filter(|_| is_frame) else {
            return Vec::new();
        };
        let before = cell.text.lines().map(str::trim).map(str::to_owned);
        let before = before.filter(|line| !line.is_empty());
        let lines: Vec<String> = self.above.iter().cloned().chain(before).collect();
        let first = lines.len().saturating_sub(MAX_PARAGRAPHS);
        lines.into_iter().skip(first).collect()
    }

    /// Gives a cell its place in the row, and tells whether it is seen: what only continues another is not.
    fn place(&mut self, cell: &Cell) -> bool {
        let (row, column) = (self.row.number, self.row.column);
        let end = column.saturating_add(cell.span);
        self.row.column = end;
        let last_column = end.saturating_sub(1);
        if cell.across == Merge::Continues
            && let Some(region) = self.before(row, column)
        {
            region.last_column = last_column;
            return false;
        }
        self.row.starts.push(column);
        if cell.down == Merge::Continues
            && let Some(index) = self.reaching.get(&column)
            && let Some(region) = self.regions.get_mut(*index)
        {
            region.last_row = row;
            return false;
        }
        let ended: Vec<u32> = self
            .reaching
            .range(column..end)
            .map(|(column, _)| *column)
            .collect();
        for column in ended {
            self.reaching.remove(&column);
        }
        if cell.down != Merge::None {
            self.reaching.insert(column, self.regions.len());
        }
        self.regions.push(Region {
            first_row: row,
            first_column: column,
            last_row: row,
            last_column,
        });
        true
    }

    /// The region that the last cell of this row began.
    fn before(&mut self, row: u32, column: u32) -> Option<&mut Region> {
        let region = self.regions.last_mut()?;
        let touches = region.first_row == row && region.last_column.checked_add(1) == Some(column);
        touches.then_some(region)
    }
}

/// Is a property that needs no value on?
fn is_on(element: &Element<'_>) -> bool {
    element.attribute("val").is_none() || element.is_true("val")
}
