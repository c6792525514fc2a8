//! Workbooks of Excel 97 to 2003 (.xls, BIFF8), which WPS and many systems still write.
//!
//! Read record by record with number formats, merged regions and what is hidden. Older ones (Excel 5 and 95) are refused: their texts
//! are in code pages. So are those with a password.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::collect::Collector;
use super::compound::{Compound, long, word};
use super::format_code::Code;
use super::number::{self, Shown};
use super::refusal::{self, Fault};
use crate::MAX_CELLS;
use crate::grid::{GridBuilder, Naming, Region};

/// The types of records that are read.
mod record {
    pub(super) const FORMULA: u16 = 0x0006;
    pub(super) const END: u16 = 0x000a;
    pub(super) const EPOCH: u16 = 0x0022;
    pub(super) const PASSWORD: u16 = 0x002f;
    pub(super) const CONTINUE: u16 = 0x003c;
    pub(super) const COLUMNS: u16 = 0x007d;
    pub(super) const SHEET: u16 = 0x0085;
    pub(super) const NUMBERS: u16 = 0x00bd;
    pub(super) const RICH_TEXT: u16 = 0x00d6;
    pub(super) const STYLE: u16 = 0x00e0;
    pub(super) const MERGED: u16 = 0x00e5;
    pub(super) const SHARED_TEXTS: u16 = 0x00fc;
    pub(super) const SHARED_TEXT: u16 = 0x00fd;
    pub(super) const NUMBER: u16 = 0x0203;
    pub(super) const TEXT: u16 = 0x0204;
    pub(super) const TRUTH_OR_ERROR: u16 = 0x0205;
    pub(super) const FORMULA_TEXT: u16 = 0x0207;
    pub(super) const ROW: u16 = 0x0208;
    pub(super) const SHORT_NUMBER: u16 = 0x027e;
    pub(super) const FORMAT: u16 = 0x041e;
    pub(super) const BEGIN: u16 = 0x0809;
}

/// The version of the records that are read.
const BIFF8: u16 = 0x0600;

/// Reads the sheets of a workbook in a compound file.
pub(super) fn read(compound: &Compound<'_>, collector: &mut Collector) -> Result<(), Fault> {
    let file = Arc::clone(collector.file());
    let stream = compound.stream("Workbook");
    let stream = stream.ok_or_else(|| refusal::damaged(&file, "Workbook"))?;
    let most = collector.limits().sheets;
    let book = Book::read(&file, &stream, most)?;
    if book.sheets.len() > most {
        return Err(collector.too_many_sheets());
    }
    let mut walked = 0_usize;
    for sheet in book.sheets.iter().filter(|sheet| sheet.of_cells) {
        let builder = collector.begin(&sheet.name, Naming::Letters)?;
        let mut reading = Reading {
            book: &book,
            builder,
            awaiting: None,
        };
        // Sheets that begin at one place would be read over and over.
        walked = walked.saturating_add(reading.sheet(&stream, sheet, collector)?);
        if walked > collector.limits().unpacked_bytes {
            return Err(refusal::damaged(&file, &sheet.name));
        }
        if !sheet.of_programs {
            collector.sheet(reading.builder, sheet.hidden)?;
        }
    }
    Ok(())
}

pub(super) fn too_old(file: &Arc<str>) -> Fault {
    let en = "a workbook of Excel 95 or older";
    refusal::other_kind(file, " Excel 95 或更早的工作簿", en)
}

/// The records of a stream from a place on.
struct Records<'a> {
    rest: &'a [u8],
}

struct Record<'a> {
    kind: u16,
    data: &'a [u8],
    /// What follows it.
    rest: &'a [u8],
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let kind = word(self.rest, 0)?;
        let end = usize::from(word(self.rest, 2)?).checked_add(4)?;
        let data = self.rest.get(4..end)?;
        self.rest = self.rest.get(end..)?;
        Some(Record {
            kind,
            data,
            rest: self.rest,
        })
    }
}

impl<'a> Record<'a> {
    /// Its data with that of the records that continue it.
    fn whole(&self) -> Fragments<'a> {
        let more = Records { rest: self.rest };
        let more = more.take_while(|record| record.kind == record::CONTINUE);
        Fragments {
            parts: std::iter::once(self.data)
                .chain(more.map(|record| record.data))
                .collect(),
            part: 0,
            at: 0,
        }
    }

    /// The row and column of a cell.
    fn place(&self) -> Option<(u32, u32)> {
        Some((word(self.data, 0)?.into(), word(self.data, 2)?.into()))
    }
}

/// Data that is cut into parts, also amid a text.
struct Fragments<'a> {
    parts: Vec<&'a [u8]>,
    part: usize,
    at: usize,
}

impl Fragments<'_> {
    fn byte(&mut self) -> Option<u8> {
        loop {
            let part = self.parts.get(self.part)?;
            if let Some(byte) = part.get(self.at) {
                self.at = self.at.saturating_add(1);
                return Some(*byte);
            }
            self.next_part();
        }
    }

    fn next_part(&mut self) {
        self.part = self.part.saturating_add(1);
        self.at = 0;
    }

    fn is_at_end_of_part(&self) -> bool {
        self.parts
            .get(self.part)
            .is_none_or(|part| self.at >= part.len())
    }

    fn word(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn long(&mut self) -> Option<u32> {
        let bytes = [self.byte()?, self.byte()?, self.byte()?, self.byte()?];
        Some(u32::from_le_bytes(bytes))
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            let left = self.parts.get(self.part)?.len().saturating_sub(self.at);
            let step = left.min(count);
            self.at = self.at.saturating_add(step);
            count = count.saturating_sub(step);
            if count > 0 {
                self.next_part();
            }
        }
        Some(())
    }

    /// A text: its length in two bytes, its flags, what they promise, its characters.
    fn text(&mut self) -> Option<String> {
        let length = self.word()?;
        self.text_of(length)
    }

    fn text_of(&mut self, length: u16) -> Option<String> {
        let flags = self.byte()?;
        let runs = if flags & 8 == 0 { 0 } else { self.word()? };
        let extra = if flags & 4 == 0 { 0 } else { self.long()? };
        let mut wide = flags & 1 == 1;
        let mut units = Vec::with_capacity(usize::from(length));
        for _ in 0..length {
            // A text that goes on in the next record says there anew how wide its characters are.
            if self.is_at_end_of_part() {
                self.next_part();
                wide = self.byte()? & 1 == 1;
            }
            units.push(if wide {
                self.word()?
            } else {
                u16::from(self.byte()?)
            });
        }
        self.skip(usize::from(runs).checked_mul(4)?)?;
        self.skip(usize::try_from(extra).ok()?)?;
        Some(String::from_utf16_lossy(&units))
    }
}

/// What all sheets share.
#[derive(Default)]
struct Book {
    sheets: Vec<Sheet>,
    texts: Vec<String>,
    codes: BTreeMap<u16, Code>,
    styles: Vec<u16>,
    epoch_1904: bool,
}

struct Sheet {
    name: String,
    start: usize,
    hidden: bool,
    of_cells: bool,
    /// Very hidden: Excel does not offer to show it, so only a program has made it for itself, and nobody need hear that it is passed over.
    of_programs: bool,
}

impl Book {
    /// Keeps at most one sheet more than `most`.
    fn read(file: &Arc<str>, stream: &[u8], most: usize) -> Result<Self, Fault> {
        let mut book = Self::default();
        for record in (Records { rest: stream }) {
            match record.kind {
                record::END => {
                    book.fill_codes();
                    return Ok(book);
                }
                record::SHEET if book.sheets.len() > most => {}
                record::PASSWORD => return Err(refusal::password(file)),
                record::BEGIN if word(record.data, 0) != Some(BIFF8) => {
                    return Err(too_old(file));
                }
                _ => book.take(&record).ok_or_else(|| {
                    refusal::damaged(file, &format!("Workbook: record {:#06x}", record.kind))
                })?,
            }
        }
        Err(refusal::damaged(file, "Workbook: it breaks off"))
    }

    fn take(&mut self, record: &Record<'_>) -> Option<()> {
        match record.kind {
            record::EPOCH => self.epoch_1904 = word(record.data, 0)? == 1,
            record::SHEET => self.sheets.push(sheet(record)?),
            record::SHARED_TEXTS => self.texts = shared_texts(record),
            record::STYLE => self.styles.push(word(record.data, 2)?),
            record::FORMAT => {
                let mut data = record.whole();
                let id = data.word()?;
                self.codes.insert(id, Code::parse(&data.text()?));
            }
            _ => {}
        }
        Some(())
    }

    fn fill_codes(&mut self) {
        for id in &self.styles {
            let code = || Code::built_in(u32::from(*id));
            self.codes.entry(*id).or_insert_with(code);
        }
    }

    fn number(&self, value: f64, style: Option<u16>) -> Option<Shown> {
        let style = style.and_then(|style| self.styles.get(usize::from(style)));
        let general = Code::general();
        let code = style.and_then(|id| self.codes.get(id)).unwrap_or(&general);
        number::show(value, code, self.epoch_1904)
    }
}

/// A sheet, of cells or of another kind, such as a chart.
fn sheet(record: &Record<'_>) -> Option<Sheet> {
    let mut data = record.whole();
    let start = usize::try_from(data.long()?).ok()?;
    let state = data.byte()?;
    let kind = data.byte()?;
    let length = data.byte()?;
    let name = data.text_of(u16::from(length))?;
    Some(Sheet {
        name,
        start,
        hidden: state & 3 != 0,
        of_cells: kind == 0,
        of_programs: state & 3 == 2,
    })
}

/// The texts that cells share, as far as they are whole.
fn shared_texts(record: &Record<'_>) -> Vec<String> {
    let mut data = record.whole();
    let mut texts = Vec::new();
    if data.skip(8).is_none() {
        return texts;
    }
    while texts.len() < MAX_CELLS {
        match data.text() {
            Some(text) => texts.push(text),
            None => break,
        }
    }
    texts
}

/// What a record puts into a cell.
enum Content {
    Shown(Shown),
    /// Nothing: it is no record of a cell, or its text comes later.
    None,
}

impl Content {
    fn text(text: impl Into<String>) -> Self {
        Self::Shown(Shown::text(text))
    }
}

impl From<Option<Shown>> for Content {
    fn from(shown: Option<Shown>) -> Self {
        shown.map_or(Self::None, Self::Shown)
    }
}

/// One sheet while it is read.
struct Reading<'a> {
    book: &'a Book,
    builder: GridBuilder,
    /// The formula whose text comes in a record of its own.
    awaiting: Option<(u32, u32)>,
}

impl Reading<'_> {
    /// Reads a sheet and tells how many bytes it took.
    fn sheet(
        &mut self,
        stream: &[u8],
        sheet: &Sheet,
        collector: &mut Collector,
    ) -> Result<usize, Fault> {
        let file = Arc::clone(collector.file());
        let rest = stream.get(sheet.start..).unwrap_or_default();
        let mut depth = 0_usize;
        for record in (Records { rest }) {
            match record.kind {
                record::BEGIN => depth = depth.saturating_add(1),
                record::END if depth <= 1 => {
                    return Ok(rest.len().saturating_sub(record.rest.len()));
                }
                record::END => depth = depth.saturating_sub(1),
                // What nests are charts and the like.
                _ if depth != 1 => {}
                _ => {
                    let what = || {
                        refusal::damaged(
                            &file,
                            &format!("{}: record {:#06x}", sheet.name, record.kind),
                        )
                    };
                    self.take(&record, collector)?.ok_or_else(what)?;
                }
            }
        }
        Err(refusal::damaged(
            &file,
            &format!("{}: it breaks off", sheet.name),
        ))
    }

    fn take(
        &mut self,
        record: &Record<'_>,
        collector: &mut Collector,
    ) -> Result<Option<()>, Fault> {
        match record.kind {
            record::ROW => return Ok(self.row(record)),
            record::COLUMNS => return Ok(self.columns(record)),
            record::MERGED => return Ok(self.merged(record)),
            record::NUMBERS => return self.numbers(record, collector),
            _ => {}
        }
        let shown = match self.shown(record) {
            Some(Content::Shown(shown)) => shown,
            Some(Content::None) => return Ok(Some(())),
            None => return Ok(None),
        };
        let awaited = if record.kind == record::FORMULA_TEXT {
            self.awaiting.take()
        } else {
            record.place()
        };
        if let Some(place) = awaited {
            collector.cell(&mut self.builder, place, shown)?;
        }
        Ok(Some(()))
    }

    /// What a record of one cell shows; `None` for one that is damaged.
    fn shown(&mut self, record: &Record<'_>) -> Option<Content> {
        let data = record.data;
        let style = word(data, 4);
        Some(match record.kind {
            record::NUMBER => self.book.number(double(data, 6)?, style).into(),
            record::SHORT_NUMBER => self.book.number(short(long(data, 6)?), style).into(),
            record::SHARED_TEXT => {
                let index = usize::try_from(long(data, 6)?).ok()?;
                Content::text(self.book.texts.get(index)?)
            }
            record::TEXT | record::RICH_TEXT => {
                let mut data = record.whole();
                data.skip(6)?;
                Content::text(data.text()?)
            }
            record::TRUTH_OR_ERROR => {
                Content::Shown(truth_or_error(*data.get(6)?, *data.get(7)? != 0))
            }
            record::FORMULA => return self.formula(record),
            record::FORMULA_TEXT => Content::text(record.whole().text()?),
            _ => Content::None,
        })
    }

    fn formula(&mut self, record: &Record<'_>) -> Option<Content> {
        let data = record.data;
        let result = data.get(6..14)?;
        self.awaiting = None;
        if result.get(6..) != Some(&[0xff, 0xff]) {
            return Some(self.book.number(double(data, 6)?, word(data, 4)).into());
        }
        let value = *result.get(2)?;
        Some(match result.first()? {
            0 => {
                self.awaiting = record.place();
                Content::None
            }
            1 => Content::Shown(truth_or_error(value, false)),
            2 => Content::Shown(truth_or_error(value, true)),
            _ => Content::None,
        })
    }

    /// Numbers side by side.
    fn numbers(
        &mut self,
        record: &Record<'_>,
        collector: &mut Collector,
    ) -> Result<Option<()>, Fault> {
        let Some((row, first)) = record.place() else {
            return Ok(None);
        };
        let items = record.data.get(4..record.data.len().saturating_sub(2));
        for (column, item) in (first..).zip(items.unwrap_or_default().chunks_exact(6)) {
            let number =
                long(item, 2).and_then(|number| self.book.number(short(number), word(item, 0)));
            if let Some(shown) = number {
                collector.cell(&mut self.builder, (row, column), shown)?;
            }
        }
        Ok(Some(()))
    }

    fn row(&mut self, record: &Record<'_>) -> Option<()> {
        if record.data.get(12)? & 0x20 != 0 {
            let row = word(record.data, 0)?.into();
            self.builder.hide_rows(row, row);
        }
        Some(())
    }

    fn columns(&mut self, record: &Record<'_>) -> Option<()> {
        let (first, last) = record.place()?;
        if word(record.data, 8)? & 1 != 0 || word(record.data, 4)? == 0 {
            self.builder.hide_columns(first, last);
        }
        Some(())
    }

    fn merged(&mut self, record: &Record<'_>) -> Option<()> {
        for region in record.data.get(2..)?.chunks_exact(8) {
            let number = |at: usize| word(region, at).map(u32::from);
            self.builder.merge(Region {
                first_row: number(0)?,
                last_row: number(2)?,
                first_column: number(4)?,
                last_column: number(6)?,
            });
        }
        Some(())
    }
}

fn double(data: &[u8], at: usize) -> Option<f64> {
    let bytes = data.get(at..at.checked_add(8)?)?;
    Some(f64::from_le_bytes(bytes.try_into().ok()?))
}

/// A number in four bytes: the first thirty bits of a long one or a whole one, perhaps in hundredths.
fn short(bits: u32) -> f64 {
    let number = if bits & 2 == 0 {
        f64::from_bits(u64::from(bits & !3) << 32)
    } else {
        f64::from(bits.cast_signed() >> 2)
    };
    if bits & 1 == 0 {
        number
    } else {
        number / 100.0
    }
}

fn truth_or_error(value: u8, is_error: bool) -> Shown {
    if !is_error {
        return number::truth(value != 0);
    }
    Shown::text(match value {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    })
}
