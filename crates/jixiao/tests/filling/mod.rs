//! Filling in the cells of a workbook as a spreadsheet program would, without computing its formulas.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// What is typed into a cell.
#[derive(Clone, Copy)]
pub(crate) enum Entry<'a> {
    Text(&'a str),
    Number(&'a str),
    /// A day, as the number that spreadsheets keep.
    Date(&'a str),
}

/// The parts of a workbook.
#[derive(Clone)]
pub(crate) struct Book {
    parts: Vec<(String, String)>,
    /// The sheets in their order.
    sheets: Vec<String>,
    strings: Vec<String>,
    /// The format of a day.
    day: usize,
}

impl Book {
    pub(crate) fn open(bytes: &[u8]) -> Self {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut parts = Vec::new();
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).unwrap();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            parts.push((file.name().unwrap().into_owned(), text));
        }
        let mut book = Self {
            parts,
            sheets: Vec::new(),
            strings: Vec::new(),
            day: 0,
        };
        book.sheets = values(book.part("xl/workbook.xml"), "<sheet name=\"", "\"");
        let strings = values(book.part("xl/sharedStrings.xml"), "<si>", "</si>");
        let text = |si: &String| si.split_once('>').unwrap().1.replace("</t>", "");
        book.strings = strings.iter().map(text).collect();
        book.add_day();
        book
    }

    /// One more format of cells: 2023-12-25.
    fn add_day(&mut self) {
        let styles = self.part("xl/styles.xml");
        let (before, rest) = styles.split_once("<cellXfs count=\"").unwrap();
        let (count, rest) = rest.split_once('"').unwrap();
        let (formats, after) = rest.split_once("</cellXfs>").unwrap();
        let day: usize = count.parse().unwrap();
        let more = day + 1;
        let own = "<xf numFmtId=\"14\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>";
        let styles = format!("{before}<cellXfs count=\"{more}\"{formats}{own}</cellXfs>{after}");
        *self.part("xl/styles.xml") = styles;
        self.day = day;
    }

    fn part(&mut self, name: &str) -> &mut String {
        let found = self.parts.iter_mut().find(|(own, _)| own == name);
        &mut found.unwrap_or_else(|| panic!("no {name}")).1
    }

    fn sheet(&mut self, name: &str) -> &mut String {
        let index = self.sheets.iter().position(|own| own == name);
        let number = index.unwrap_or_else(|| panic!("no sheet {name}")) + 1;
        self.part(&format!("xl/worksheets/sheet{number}.xml"))
    }

    /// The first row in which this column has the text.
    pub(crate) fn row(&mut self, sheet: &str, column: char, text: &str) -> u32 {
        let strings = self.strings.clone();
        for cell in values(self.sheet(sheet), "<c r=\"", "</c>") {
            let (name, rest) = cell.split_once('"').unwrap();
            let Some(row) = name.strip_prefix(column) else {
                continue;
            };
            let shown = rest.rsplit_once("t=\"s\"><v>");
            let shown = shown.map(|(_, index)| index.trim_end_matches("</v>"));
            let index = shown.and_then(|index| index.parse::<usize>().ok());
            if index.is_some_and(|index| strings[index] == text) {
                return row.parse().unwrap();
            }
        }
        panic!("{text} stands nowhere in column {column} of {sheet}");
    }

    /// Writes into a cell that keeps its format, unless it is a day.
    pub(crate) fn put(&mut self, sheet: &str, cell: &str, entry: Entry<'_>) {
        let day = self.day;
        let xml = self.sheet(sheet);
        let start = xml.find(&format!("<c r=\"{cell}\""));
        let start = start.unwrap_or_else(|| panic!("no cell {cell} in {sheet}"));
        let rest = &xml[start..];
        let head = rest.find('>').unwrap() + 1;
        let length = if rest[..head].ends_with("/>") {
            head
        } else {
            rest.find("</c>").unwrap() + "</c>".len()
        };
        let style = rest[..head].split("s=\"").nth(1).unwrap();
        let style = style.split('"').next().unwrap();
        let typed = match entry {
            Entry::Text(text) => {
                let text = text.replace('&', "&amp;").replace('<', "&lt;");
                format!(
                    "<c r=\"{cell}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>"
                )
            }
            Entry::Number(number) => format!("<c r=\"{cell}\" s=\"{style}\"><v>{number}</v></c>"),
            Entry::Date(serial) => format!("<c r=\"{cell}\" s=\"{day}\"><v>{serial}</v></c>"),
        };
        xml.replace_range(start..start + length, &typed);
    }

    /// Formulas as they stand where no program has computed them: the results for an empty form are gone.
    pub(crate) fn without_results(mut self) -> Self {
        let sheets = self.parts.iter_mut();
        for (_, xml) in sheets.filter(|(name, _)| name.contains("worksheets/")) {
            let pieces = xml.split("</f><v>");
            let pieces = pieces.enumerate().map(|(index, piece)| match index {
                0 => piece,
                _ => piece.split_once("</v>").unwrap().1,
            });
            *xml = pieces.collect::<Vec<_>>().join("</f>");
        }
        self
    }

    pub(crate) fn save(&self) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in &self.parts {
            archive
                .start_file(name.as_str(), SimpleFileOptions::default())
                .unwrap();
            archive.write_all(text.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }
}

/// Everything that stands between two marks.
fn values(text: &str, begin: &str, end: &str) -> Vec<String> {
    let pieces = text.split(begin).skip(1);
    pieces
        .map(|piece| piece.split(end).next().unwrap().to_string())
        .collect()
}
