//! Comma-separated values, also with tabs or semicolons, in UTF-8, UTF-16 or GB18030.
//!
//! Every cell is text as it stands: one that begins with `=` is no formula.

use std::borrow::Cow;
use std::sync::Arc;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, GBK, UTF_8};

use super::collect::{Collector, LAST_COLUMN, LAST_ROW};
use super::number::Shown;
use super::refusal::{self, Fault};
use crate::grid::{MAX_POSITIONS, Naming, letters};

/// How many bytes are looked at for the separator: room for the first lines of any form.
const SAMPLE_BYTES: usize = 64 * 1024;

pub(super) fn read(bytes: &[u8], collector: &mut Collector) -> Result<(), Fault> {
    let file = Arc::clone(collector.file());
    let text = decode(bytes).ok_or_else(|| refusal::not_decodable(&file))?;
    let text = if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        text
    };
    if is_markup(&text) {
        return Err(super::markup(&file));
    }
    let separator = separator(&text);
    let separators = text.as_bytes().iter().filter(|byte| **byte == separator);
    if separators.count() > MAX_POSITIONS {
        return Err(collector.too_many_places());
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut builder = collector.begin("", Naming::Letters)?;
    let mut record = csv::StringRecord::new();
    let mut next_row = 0_u32;
    loop {
        let more = reader.read_record(&mut record);
        if !more.map_err(|error| refusal::damaged(&file, &error.to_string()))? {
            break;
        }
        let start = record.position().map_or(0, csv::Position::byte);
        let row = next_row.saturating_add(empty_lines(&text, start));
        next_row = row.saturating_add(1);
        for (column, text) in (0..).zip(&record) {
            if !text.trim().is_empty() && (row > LAST_ROW || column > LAST_COLUMN) {
                let name = format!("{}{next_row}", letters(column));
                return Err(refusal::no_such_cell(&file, "", &name));
            }
            collector.cell(&mut builder, (row, column), Shown::text(text))?;
        }
    }
    collector.sheet(builder, false)
}

/// The empty lines from a place of the text on: the reader passes over them, but a spreadsheet counts them as rows.
fn empty_lines(text: &str, start: u64) -> u32 {
    let start = usize::try_from(start).unwrap_or(usize::MAX);
    let rest = text.as_bytes().get(start..).unwrap_or_default();
    let empty = rest.iter().take_while(|byte| **byte == b'\n').count();
    u32::try_from(empty).unwrap_or(u32::MAX)
}

/// Does a text begin like a web page, as some systems export under the names of tables?
pub(super) fn is_markup(text: &str) -> bool {
    text.trim_start().starts_with('<')
}

/// The text of bytes, or none if they are in no encoding that is known.
pub(super) fn decode(bytes: &[u8]) -> Option<Cow<'_, str>> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        let (text, _, wrong) = encoding.decode(bytes);
        return (!wrong).then_some(text);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (!text.contains('\0')).then_some(Cow::Borrowed(text));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"cn"), Utf8Detection::Deny);
    // GB18030 holds all of GBK, and it is what such files are here: a guess at a western encoding is one at noise.
    let encoding = if guess == GBK || guess == UTF_8 || guess.is_single_byte() {
        GB18030
    } else {
        guess
    };
    let (text, wrong) = encoding.decode_without_bom_handling(bytes);
    (!wrong && !text.contains('\0')).then_some(text)
}

/// The separator that stands most often in the first lines.
fn separator(text: &str) -> u8 {
    let sample = text.as_bytes().iter().take(SAMPLE_BYTES);
    let count = |separator: u8| sample.clone().filter(|byte| **byte == separator).count();
    // Of two that stand equally often the later wins: a comma is the rule.
    let separators = [b';', b'\t', b','].into_iter();
    separators
        .max_by_key(|separator| count(*separator))
        .unwrap_or(b',')
}
