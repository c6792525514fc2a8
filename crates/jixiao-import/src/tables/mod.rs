//! Files of tables, read into grids: workbooks, text documents, comma-separated values.
//!
//! What a file is, its bytes tell, not the ending of its name; only comma-separated values, which are mere text, are known by their
//! ending. Nothing is run, followed or written: no macro, no formula, no link, no path.

mod collect;
mod comma_separated;
mod compound;
mod decimal;
mod document;
mod format_code;
mod legacy;
mod limits;
mod number;
mod open_document;
mod package;
mod refusal;
mod workbook;
mod xml;

#[cfg(test)]
mod tests;

use std::path::Path;
use std::sync::Arc;

use jixiao_keyed::Problem;
use jixiao_model::Remark;

use self::collect::Collector;
use self::compound::Compound;
use self::limits::Limits;
use self::package::Package;
use self::refusal::Fault;
use self::xml::Xml;
use crate::grid::Grid;

/// The tables of one file, in its order.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    pub(crate) grids: Vec<Grid>,
    /// What was passed over, such as hidden sheets that hold something.
    pub(crate) remarks: Vec<Remark>,
}

/// Reads the tables of a file. `name` is as the user gave it; what the file is, its bytes tell, not its ending.
///
/// # Errors
/// The problem of a file that is none of these, or that is damaged, protected or too large.
pub(crate) fn read(name: &str, bytes: &[u8]) -> Result<Tables, Box<Problem>> {
    read_within(name, bytes, Limits::STATED)
}

/// The day that a bare number means where a date is expected, as a cell shows it that was never given the format of one: `45473` is 2024-06-30.
/// Of numbers that could be anything else, none.
pub(crate) fn day_of_serial(text: &str) -> Option<String> {
    // From 1994 on, as deadlines are; so many days that nobody would write them for a year or a count.
    const LIKELY: std::ops::RangeInclusive<u32> = 34_335..=109_939;
    let serial: u32 = text.parse().ok()?;
    LIKELY
        .contains(&serial)
        .then(|| number::date(f64::from(serial), false))?
}

fn read_within(name: &str, bytes: &[u8], limits: Limits) -> Result<Tables, Fault> {
    let mut collector = Collector::new(&Arc::from(name), limits);
    read_into(bytes, &mut collector)?;
    Ok(collector.into_tables())
}

fn read_into(bytes: &[u8], collector: &mut Collector) -> Result<(), Fault> {
    let file = Arc::clone(collector.file());
    if bytes.is_empty() {
        return Err(refusal::empty(&file));
    }
    let most = collector.limits().file_bytes;
    if bytes.len() > most {
        let most = limits::mebibytes(most);
        return Err(refusal::beyond(
            &file,
            &format!("最多 {most} MiB"),
            &format!("at most {most} MiB"),
        ));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return packed(&file, bytes, collector);
    }
    if bytes.starts_with(&compound::MAGIC) {
        return old(&file, bytes, collector);
    }
    if bytes.starts_with(b"%PDF") {
        return Err(refusal::other_kind(&file, " PDF 文件", "a PDF"));
    }
    if bytes.starts_with(b"{\\rtf") {
        return Err(refusal::other_kind(&file, " RTF 文档", "an RTF document"));
    }
    if is_text(&file) {
        return comma_separated::read(bytes, collector);
    }
    let head = bytes.get(..bytes.len().min(1_000)).unwrap_or_default();
    if comma_separated::is_markup(String::from_utf8_lossy(head).trim_start_matches('\u{feff}')) {
        return Err(markup(&file));
    }
    Err(refusal::unknown(&file))
}

/// Is the file called as comma-separated values are?
fn is_text(file: &str) -> bool {
    let ending = file
        .rsplit('.')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    ["csv", "tsv", "txt"].contains(&ending.as_str())
}

fn markup(file: &Arc<str>) -> Fault {
    refusal::other_kind(
        file,
        "网页（HTML）或 XML 文字，并非表格文件",
        "a web page (HTML) or XML text",
    )
}

/// A zip archive.
fn packed(file: &Arc<str>, bytes: &[u8], collector: &mut Collector) -> Result<(), Fault> {
    let mut package = Package::open(file, bytes, collector.limits())?;
    if let Some(kind) = package.text("mimetype")? {
        return match kind.trim() {
            kind if kind.starts_with("application/vnd.oasis.opendocument.spreadsheet") => {
                open_document::read(&mut package, collector)
            }
            kind if kind.starts_with("application/vnd.oasis.opendocument.text") => {
                Err(refusal::other_kind(file, " .odt 文档", "an .odt document"))
            }
            _ => Err(refusal::unknown(file)),
        };
    }
    let Some(main) = package.main_part()? else {
        return Err(refusal::unknown(file));
    };
    if Path::new(&main)
        .extension()
        .is_some_and(|ending| ending == "bin")
    {
        return Err(refusal::other_kind(
            file,
            " .xlsb 工作簿",
            "an .xlsb workbook",
        ));
    }
    let text = package.needed_text(&main)?;
    let root = Xml::new(file, &main, &text).next_open()?;
    let root = root.map(|element| element.local().to_owned());
    drop(text);
    match root.as_deref() {
        Some("workbook") => workbook::read(&mut package, &main, collector),
        Some("document") => document::read(&mut package, &main, collector),
        _ => Err(refusal::unknown(file)),
    }
}

/// A file of the Office of old.
fn old(file: &Arc<str>, bytes: &[u8], collector: &mut Collector) -> Result<(), Fault> {
    let Some(compound) = Compound::open(bytes) else {
        return Err(refusal::damaged(file, "OLE"));
    };
    if compound.has("Workbook") {
        return legacy::read(&compound, collector);
    }
    if compound.has("EncryptedPackage") {
        return Err(refusal::password(file));
    }
    if compound.has("WordDocument") {
        return Err(refusal::other_kind(
            file,
            "旧格式的文字文档（.doc 或 .wps）",
            "a text document of the old format (.doc or .wps)",
        ));
    }
    if compound.has("Book") {
        return Err(legacy::too_old(file));
    }
    Err(refusal::other_kind(
        file,
        "旧格式的文件",
        "a file of an old format",
    ))
}
