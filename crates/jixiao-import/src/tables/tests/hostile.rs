//! Files that want to do harm: each meets a limit, and says which.

use super::*;
use crate::grid::letters;
use crate::tables::limits::Limits;
use crate::tables::read_within;
use crate::{MAX_CELL_CHARS, MAX_FORM_BYTES};

const DOCX_TABLE: &str =
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
const ODS_TABLE: &str = "<table:table><table:table-row><table:table-cell><text:p>1</text:p></table:table-cell></table:table-row></table:table>";
const MIB: usize = 1024 * 1024;

/// Why a file is not read where less is allowed than is stated.
fn refusal_within(name: &str, bytes: &[u8], limits: Limits) -> String {
    let fault = read_within(name, bytes, limits).unwrap_err();
    fault.render(Lang::Chinese)
}

fn rows(rows: &str) -> Vec<u8> {
    xlsx(
        &format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"),
        "<si><t>甲</t></si>",
    )
}

fn has(said: &str, part: &str) {
    assert!(said.contains(part), "{said}");
}

#[test]
fn a_file_that_is_too_long_is_not_opened() {
    has(
        &refusal("a.csv", &vec![b'1'; MAX_FORM_BYTES + 1]),
        "a.csv：文件过大：最多 32 MiB",
    );
}

#[test]
fn a_bomb_in_a_workbook_goes_off_nowhere() {
    let zeros = vec![b' '; MIB + 1];
    let relations = b"<r><Relationship Id='1' Type='x/worksheet' Target='s.xml'/></r>";
    let workbook = b"<workbook><sheet name='a' id='1'/></workbook>";
    let parts: [(&str, &[u8]); 3] = [
        ("xl/workbook.xml", workbook),
        ("xl/_rels/workbook.xml.rels", relations),
        ("xl/s.xml", &zeros),
    ];
    let limits = Limits {
        part_bytes: MIB,
        ..Limits::STATED
    };
    let said = refusal_within("a.xlsx", &archive(&parts), limits);
    has(&said, "一个部件超过 1 MiB");
}

#[test]
fn cells_are_counted() {
    let limits = Limits {
        cells: 8,
        ..Limits::STATED
    };
    let files = |count: usize| {
        let row = "<row><c><v>1</v></c></row>".repeat(count);
        [
            ("a.csv", "1\n".repeat(count).into_bytes()),
            ("a.xlsx", rows(&row)),
            ("a.docx", docx(&DOCX_TABLE.repeat(count))),
            ("a.ods", ods(&ODS_TABLE.repeat(count))),
        ]
    };
    for (name, bytes) in files(limits.cells) {
        let tables = read_within(name, &bytes, limits).unwrap();
        let cells = tables.grids.iter().map(|grid| grid.cells().len());
        assert_eq!(cells.sum::<usize>(), limits.cells, "{name}");
    }
    for (name, bytes) in files(limits.cells + 1) {
        let said = refusal_within(name, &bytes, limits);
        assert_eq!(
            said,
            format!(
                "{name}：文件过大：有内容的单元格超过 8 个；请删去与自评无关的内容，或拆分成几个文件"
            ),
        );
    }
}

/// One cell that says it stands everywhere: refused within the limit that is stated.
#[test]
fn a_cell_that_repeats_itself_is_counted() {
    let repeated = "<table:table><table:table-row table:number-rows-repeated='1048576'><table:table-cell table:number-columns-repeated='16384'><text:p>1</text:p></table:table-cell></table:table-row></table:table>";
    has(
        &refusal("a.ods", &ods(repeated)),
        "有内容的单元格超过 1000000 个",
    );
}

/// Rows and columns that hold something are few cells, but many places.
#[test]
fn places_are_counted() {
    let cell = |number: u32| {
        let column = letters(number - 1);
        format!("<row><c r='{column}{number}'><v>1</v></c></row>")
    };
    let diagonal: Vec<String> = (1..=2_001).map(cell).collect();
    has(
        &refusal("a.xlsx", &rows(&diagonal.concat())),
        "行数乘以列数合计超过 4000000",
    );
    has(
        &refusal("a.csv", &vec![b','; 4_000_001]),
        "行数乘以列数合计超过 4000000",
    );
}

#[test]
fn places_of_all_sheets_are_counted_together() {
    let row = |before: u32| {
        format!(
            "<table:table-row><table:table-cell table:number-columns-repeated='{before}'/><table:table-cell><text:p>1</text:p></table:table-cell></table:table-row>"
        )
    };
    let lines: Vec<String> = (1..=1_500).map(row).collect();
    let table = format!("<table:table>{}</table:table>", lines.concat());
    assert_eq!(read("a.ods", &ods(&table)).grids[0].width(), 1_500);
    has(
        &refusal("a.ods", &ods(&table.repeat(2))),
        "行数乘以列数合计超过 4000000",
    );
}

/// A workbook of so many sheets, all of them one part.
fn workbook(sheets: usize) -> Vec<u8> {
    let sheets = "<sheet name='a' id='1'/>".repeat(sheets);
    let workbook = format!("<workbook>{sheets}</workbook>");
    let relations = b"<r><Relationship Id='1' Type='x/worksheet' Target='s.xml'/></r>";
    let sheet = b"<worksheet><row><c><v>1</v></c></row></worksheet>";
    archive(&[
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations),
        ("xl/s.xml", sheet),
    ])
}

#[test]
fn sheets_are_counted() {
    let limits = Limits {
        sheets: 3,
        ..Limits::STATED
    };
    let files = |count: usize| {
        [
            ("a.xlsx", workbook(count)),
            ("a.docx", docx(&DOCX_TABLE.repeat(count))),
            ("a.ods", ods(&ODS_TABLE.repeat(count))),
        ]
    };
    for (name, bytes) in files(limits.sheets) {
        let tables = read_within(name, &bytes, limits).unwrap();
        assert_eq!(tables.grids.len(), limits.sheets, "{name}");
    }
    for (name, bytes) in files(limits.sheets + 1) {
        let said = refusal_within(name, &bytes, limits);
        has(&said, "工作表或表格超过 3 个");
    }
}

/// A sheet for each of some thousand projects is what a large unit hands in.
#[test]
fn thousands_of_sheets_are_read() {
    assert_eq!(read("a.xlsx", &workbook(5_000)).grids.len(), 5_000);
}

#[test]
fn a_cell_holds_what_a_cell_can() {
    let cell = |count: usize| {
        rows(&format!(
            "<row><c r='B7' t='str'><v>{}</v></c></row>",
            "字".repeat(count)
        ))
    };
    assert_eq!(read("a.xlsx", &cell(MAX_CELL_CHARS)).grids.len(), 1);
    let said = "a.xlsx [表!B7]：单元格文字过长，最多 32767 个字；请缩短文字";
    assert_eq!(refusal("a.xlsx", &cell(MAX_CELL_CHARS + 1)), said);
}

/// A long text that many cells share is small in the file and large once read.
#[test]
fn text_is_counted_once_it_is_read() {
    let limits = Limits {
        text_bytes: MIB,
        ..Limits::STATED
    };
    let cells = "<row><c t='s'><v>0</v></c></row>".repeat(33);
    let sheet = format!("<worksheet><sheetData>{cells}</sheetData></worksheet>");
    let shared = format!("<si><t>{}</t></si>", "a".repeat(MAX_CELL_CHARS));
    let said = refusal_within("a.xlsx", &xlsx(&sheet, &shared), limits);
    has(&said, "文字合计超过 1 MiB");
}

#[test]
fn depth_is_limited() {
    let deep = format!(
        "{}{}",
        "<w:sdt>".repeat(100_000),
        "</w:sdt>".repeat(100_000)
    );
    has(
        &refusal("a.docx", &docx(&deep)),
        "元素嵌套过深，最多 200 层",
    );
    let nested = |depth: usize| {
        let (open, close) = (
            "<w:tbl><w:tr><w:tc><w:p/>",
            "<w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        );
        docx(&format!("{}{}", open.repeat(depth), close.repeat(depth)))
    };
    assert_eq!(read("a.docx", &nested(10)).grids.len(), 10);
    has(&refusal("a.docx", &nested(11)), "表格嵌套过深，最多 10 层");
}

#[test]
fn no_entity_is_expanded() {
    let laughs = "<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'><!ENTITY x SYSTEM 'file:///etc/passwd'>]>";
    let document = format!("{laughs}<w:document>&b;&x;</w:document>");
    let document = archive(&[("word/document.xml", document.as_bytes())]);
    has(&refusal("a.docx", &document), "文档类型定义（DOCTYPE）");
    let content = format!("{laughs}<content>&b;</content>");
    let mimetype: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";
    let sheet = archive(&[("mimetype", mimetype), ("content.xml", content.as_bytes())]);
    has(&refusal("a.ods", &sheet), "文档类型定义（DOCTYPE）");
    has(
        &refusal("a.xlsx", &xlsx(&format!("{laughs}<worksheet/>"), "")),
        "文档类型定义（DOCTYPE）",
    );
}

#[test]
fn a_cell_in_the_last_place_and_a_region_over_all_cost_nothing() {
    let sheet = "<worksheet><dimension ref='A1:XFD1048576'/><cols><col min='2' max='4294967295' hidden='1'/></cols><sheetData>\
        <row><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>2</v></c></row></sheetData>\
        <mergeCells><mergeCell ref='A1:XFD1048576'/><mergeCell ref='B2:B2:B2'/><mergeCell ref='XFE1:A1'/></mergeCells></worksheet>";
    let tables = read("a.xlsx", &xlsx(sheet, ""));
    assert_eq!(told(&tables.grids[0]), "A1 1\n");
    assert_eq!(remarks(&tables).len(), 1);
}

#[test]
fn what_contradicts_itself_is_refused_at_its_place() {
    let cases = [
        (
            "<row><c r='XFE1'><v>1</v></c></row>",
            "a.xlsx [表]：文件已损坏：没有单元格“XFE1”",
        ),
        (
            "<row><c r='A1048577'><v>1</v></c></row>",
            "没有单元格“A1048577”",
        ),
        (
            "<row><c r='C2' t='s'><v>9</v></c></row>",
            "a.xlsx 表!C2: no text 9",
        ),
        ("<row><c t='s'><v>-1</v></c></row>", "no text -1"),
    ];
    for (row, said) in cases {
        has(&refusal("a.xlsx", &rows(row)), said);
    }
}

#[test]
fn nothing_outside_the_file_is_followed() {
    for target in ["../../../etc/passwd", "file:///etc/passwd", "/etc/passwd"] {
        let relations =
            format!("<r><Relationship Id='1' Type='x/worksheet' Target='{target}'/></r>");
        let workbook = b"<workbook><sheet name='a' id='1'/></workbook>";
        let parts: [(&str, &[u8]); 2] = [
            ("xl/workbook.xml", workbook),
            ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ];
        has(&refusal("a.xlsx", &archive(&parts)), "文件已损坏");
    }
    let relations =
        b"<r><Relationship Id='1' Type='x/worksheet' TargetMode='External' Target='xl/a.xml'/></r>";
    let parts: [(&str, &[u8]); 3] = [
        (
            "xl/workbook.xml",
            b"<workbook><sheet name='a' id='1'/></workbook>",
        ),
        ("xl/_rels/workbook.xml.rels", relations),
        ("xl/a.xml", b"<worksheet/>"),
    ];
    has(&refusal("a.xlsx", &archive(&parts)), "a: no part");
}

/// Blanks by number, spans over everything, one place for every sheet: little in the file, much if it were believed.
#[test]
fn what_repeats_itself_is_bounded() {
    let blanks = "<text:s text:c='4294967295'/>".repeat(1_000);
    let table = format!(
        "<table:table><table:table-row><table:table-cell table:number-columns-spanned='4294967295' table:number-rows-spanned='4294967295'><text:p>1{blanks}2</text:p></table:table-cell></table:table-row></table:table>"
    );
    has(&refusal("a.ods", &ods(&table)), "单元格文字过长");
    let spans = "<w:tc><w:tcPr><w:gridSpan w:val='4294967295'/></w:tcPr><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>".repeat(1_000);
    let tables = read(
        "a.docx",
        &docx(&format!("<w:tbl><w:tr>{spans}</w:tr></w:tbl>")),
    );
    assert_eq!(tables.grids[0].width(), 1_000);
}

/// A workbook of the old format whose sheets all begin at one place of the stream, which is long.
fn old_workbook(sheets: usize) -> Vec<u8> {
    let begin = [0x09_u8, 8, 4, 0, 0, 6, 16, 0];
    let mut stream = begin.to_vec();
    let globals = sheets * 16 + begin.len() + 4;
    for _ in 0..sheets {
        stream.extend([0x85, 0, 12, 0]);
        stream.extend(u32::try_from(globals).unwrap().to_le_bytes());
        stream.extend([0, 0, 4, 0, b'a', b'b', b'c', b'd']);
    }
    stream.extend([0x0a, 0, 0, 0]);
    stream.extend(begin);
    // The file of the tests has room for one sector of chains.
    stream.resize(120 * 512, 0);
    let end = stream.len() - 4;
    stream[end..].copy_from_slice(&[0x0a, 0, 0, 0]);
    files::compound("Workbook", &stream)
}

#[test]
fn sheets_of_an_old_workbook_at_one_place_are_not_read_over_and_over() {
    let file = old_workbook(40);
    assert_eq!(read("a.xls", &file).grids.len(), 0);
    let limits = Limits {
        unpacked_bytes: MIB,
        ..Limits::STATED
    };
    has(&refusal_within("a.xls", &file, limits), "文件已损坏");
}

#[test]
fn sheets_of_an_old_workbook_are_counted() {
    let limits = Limits {
        sheets: 3,
        ..Limits::STATED
    };
    assert!(read_within("a.xls", &old_workbook(3), limits).is_ok());
    let said = refusal_within("a.xls", &old_workbook(4), limits);
    has(&said, "工作表或表格超过 3 个");
}
