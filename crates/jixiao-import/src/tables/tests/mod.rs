//! Files of other writers, files that want to do harm, and files that are broken at random.

mod files;
mod hostile;
mod mutated;

use std::fmt::Write;

use jixiao_model::Lang;

use super::Tables;
use super::package::tests::archive;
use crate::grid::Grid;

pub(super) const XLSX: &[u8] = include_bytes!("../../../tests/data/tables/table.xlsx");
pub(super) const XLS: &[u8] = include_bytes!("../../../tests/data/tables/table.xls");
pub(super) const ODS: &[u8] = include_bytes!("../../../tests/data/tables/table.ods");
pub(super) const DOCX: &[u8] = include_bytes!("../../../tests/data/tables/table.docx");
pub(super) const DOC: &[u8] = include_bytes!("../../../tests/data/tables/table.doc");
pub(super) const ODT: &[u8] = include_bytes!("../../../tests/data/tables/table.odt");
pub(super) const UTF8: &[u8] = include_bytes!("../../../tests/data/tables/utf8.csv");
pub(super) const UTF16: &[u8] = include_bytes!("../../../tests/data/tables/utf16.csv");
pub(super) const GB18030: &[u8] = include_bytes!("../../../tests/data/tables/gb18030.csv");

fn read(name: &str, bytes: &[u8]) -> Tables {
    super::read(name, bytes)
        .map_err(|problem| problem.render(Lang::Chinese))
        .unwrap()
}

/// Why a file is not read, in Chinese.
fn refusal(name: &str, bytes: &[u8]) -> String {
    super::read(name, bytes).unwrap_err().render(Lang::Chinese)
}

/// A grid as text: every cell with its place, its size where it covers more than one place, and its number where that differs.
fn told(grid: &Grid) -> String {
    let mut told = String::new();
    for cell in grid.cells() {
        let place = grid.place_of(cell).to_string();
        let place = place.rsplit(['[', '!', ']']).nth(1).unwrap_or_default();
        write!(
            told,
            "{place} {}",
            cell.shown.replace('\n', "\\n").replace('\t', "\\t")
        )
        .unwrap();
        if cell.exact() != cell.shown {
            write!(told, " = {}", cell.exact()).unwrap();
        }
        if (cell.rows, cell.columns) != (1, 1) {
            write!(told, " {}×{}", cell.rows, cell.columns).unwrap();
        }
        told.push('\n');
    }
    told
}

fn remarks(tables: &Tables) -> Vec<String> {
    let one = |remark: &jixiao_model::Remark| {
        let place = remark.place.as_ref().map(ToString::to_string);
        format!(
            "{} {}；{}",
            place.unwrap_or_default(),
            remark.message.zh,
            remark.mend.zh
        )
    };
    tables.remarks.iter().map(one).collect()
}

/// A workbook of one sheet with this XML, and what is shared.
fn xlsx(sheet: &str, shared: &str) -> Vec<u8> {
    let workbook = r#"<workbook xmlns:r="r"><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    let relations = r#"<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;
    archive(&[
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        (
            "xl/sharedStrings.xml",
            format!("<sst>{shared}</sst>").as_bytes(),
        ),
    ])
}

fn docx(body: &str) -> Vec<u8> {
    let document = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    archive(&[("word/document.xml", document.as_bytes())])
}

fn ods(content: &str) -> Vec<u8> {
    let content = format!("<office:document-content>{content}</office:document-content>");
    archive(&[
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("content.xml", content.as_bytes()),
    ])
}
