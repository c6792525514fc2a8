//! One table as other programs write it.

use super::*;

const SHEET: &str = "\
A1 项目支出绩效自评表 1×3
A2 （2023年度）
A4 一级指标 3×1
B4 执行率
C4 100.00% = 99.99771923%
B5 数量\\n指标
C5 50个
B6 执行数
C6 1234.50 = 1234.5
B7 日期
C7 2023-12-31
B8 通过
C8 是
B9 文本数字
C9 20.3055
B10 浮点
C10 0.3
B11 负数
C11 -3.25
B12 公式样文字
C12 '=1+1
B14 批注
";

fn is_the_workbook(name: &str, bytes: &[u8]) {
    let tables = read(name, bytes);
    let sheets: Vec<&str> = tables.grids.iter().map(Grid::sheet).collect();
    assert_eq!(sheets, ["自评表", "汇总"], "{name}");
    assert_eq!(told(&tables.grids[0]), SHEET, "{name}");
    assert_eq!(told(&tables.grids[1]), "B2 合计\nC2 20.3055\n", "{name}");
    let said = [
        format!("{name} [自评表!E4] 隐藏的行（列）没有读取，首处 自评表!E4；如需计入请取消隐藏"),
        format!("{name} [旧表] 隐藏的工作表“旧表”没有读取；如需计入请取消隐藏"),
    ];
    assert_eq!(remarks(&tables), said);
}

#[test]
fn a_workbook_reads_the_same_from_every_format() {
    is_the_workbook("表.xlsx", XLSX);
    is_the_workbook("表.xls", XLS);
    is_the_workbook("表.ods", ODS);
}

/// Some systems give every file the same ending.
#[test]
fn bytes_and_not_endings_tell_what_a_file_is() {
    is_the_workbook("表.docx", XLS);
    is_the_workbook("表.csv", XLSX);
    is_the_workbook("表", ODS);
}

/// The same numbers as another reader finds.
#[test]
fn the_old_workbook_reads_as_another_reader_reads_it() {
    use calamine::{Reader, Xls, Xlsx};
    let mut old: Xls<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(XLS)).unwrap();
    let mut new: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(XLSX)).unwrap();
    for range in [
        old.worksheet_range("自评表").unwrap(),
        new.worksheet_range("自评表").unwrap(),
    ] {
        let value = |row, column| range.get_value((row, column)).unwrap().to_string();
        assert_eq!(value(3, 2), "0.9999771923");
        assert_eq!(value(5, 2), "1234.5");
        assert_eq!(value(4, 1), "数量\n指标");
    }
    assert_eq!(old.merge_cells_by_sheet_name("自评表").unwrap().len(), 2);
}

#[test]
fn a_document_gives_its_tables_with_what_stands_around_them() {
    let tables = read("表.docx", DOCX);
    let sheets: Vec<&str> = tables.grids.iter().map(Grid::sheet).collect();
    assert_eq!(sheets, ["表1", "表2", "表3"]);
    let first = "\
第1行第1格 项目名称 1×3
第1行第2格 免费开放
第2行第1格 产出 3×1
第2行第2格 数量
第2行第3格 ≥50个\\n第二段
第3行第2格 质量
第3行第3格 95% 1×2
第4行第2格 时效
";
    assert_eq!(told(&tables.grids[0]), first);
    assert_eq!(told(&tables.grids[1]), "第1行第1格 内一\n第1行第2格 内二\n");
    assert_eq!(told(&tables.grids[2]), "第1行第1格 部门\n第1行第2格 某局\n");
    assert_eq!(
        tables.grids[0].above,
        ["项目支出绩效自评表", "（2023年度）"]
    );
    assert_eq!(tables.grids[0].below, ["填表人：某某", "单位自评表"]);
    assert_eq!(tables.grids[1].above, [""; 0]);
    assert_eq!(tables.grids[2].above, ["填表人：某某", "单位自评表"]);
    assert_eq!(tables.grids[2].below, ["说明"]);
}

#[test]
fn what_word_does_not_show_is_not_read() {
    let cell = |content: &str| format!("<w:tc>{content}</w:tc>");
    let text = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let rows = [
        row(&[
            cell("<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r></w:p>"),
            cell(
                "<w:p><w:ins><w:r><w:t>增</w:t></w:r></w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del></w:p>",
            ),
            cell(
                "<w:sdt><w:sdtPr><w:t>占位</w:t></w:sdtPr><w:sdtContent><w:p><w:r><w:t>控件</w:t></w:r></w:p></w:sdtContent></w:sdt>",
            ),
            cell(
                "<w:p><w:r><mc:AlternateContent><mc:Choice><w:t>选</w:t></mc:Choice><mc:Fallback><w:t>备</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>",
            ),
            cell(
                "<w:p><w:r><w:drawing><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:drawing><w:t>外</w:t></w:r></w:p>",
            ),
            cell(
                "<w:p><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>显</w:t></w:r><w:r><w:instrText>码</w:instrText><w:sym w:char='F0FE'/></w:r></w:p>",
            ),
        ]),
        format!(
            "<w:tr><w:trPr><w:del/></w:trPr>{}</w:tr>",
            cell(&text("整行删去"))
        ),
        format!(
            "<w:tr><w:trPr><w:hidden/></w:trPr>{}</w:tr>",
            cell(&text("整行隐藏"))
        ),
        format!(
            "<w:tr><w:trPr><w:gridBefore w:val='2'/></w:trPr>{}{}{}</w:tr>",
            cell(&format!(
                "<w:tcPr><w:hMerge w:val='restart'/></w:tcPr>{}",
                text("旧式")
            )),
            cell(&format!("<w:tcPr><w:hMerge/></w:tcPr>{}", text("盖住"))),
            cell(&text("末")),
        ),
    ];
    let tables = read(
        "a.docx",
        &docx(&format!("<w:tbl>{}</w:tbl>", rows.concat())),
    );
    let expected = "\
第1行第1格 甲\\t乙\\n丙
第1行第2格 增
第1行第3格 控件
第1行第4格 选
第1行第5格 外
第1行第6格 显☑
第3行第1格 旧式 1×2
第3行第2格 末
";
    assert_eq!(told(&tables.grids[0]), expected);
    let said =
        "a.docx [表1!第2行第1格] 隐藏的行（列）没有读取，首处 表1!第2行第1格；如需计入请取消隐藏";
    assert_eq!(remarks(&tables), [said]);
}

#[test]
fn separated_values_are_read_in_every_encoding() {
    let expected = "\
A1 项目名称
B1 预算数（万元）
A3 免费开放，\\n项目
B3 1,234.50
A4 =1+1
";
    for bytes in [UTF8, GB18030] {
        assert_eq!(told(&read("表.csv", bytes).grids[0]), expected);
    }
    let tabs = read("表.TXT", UTF16);
    assert_eq!(
        told(&tabs.grids[0]).replace("，\\n项目", ""),
        expected
            .replace("，\\n项目", "")
            .replace("1,234", "1\\t234")
    );
    assert_eq!(
        told(&read("a.csv", "甲;乙\n1;2,5\n3;4,5".as_bytes()).grids[0])
            .lines()
            .last(),
        Some("B3 4,5")
    );
}

#[test]
fn what_cannot_be_read_says_what_to_do() {
    let cases: [(&str, &[u8], &str); 12] = [
        (
            "a.doc",
            DOC,
            "a.doc：这是旧格式的文字文档（.doc 或 .wps），不能读取；请另存为 .xlsx 或 .docx",
        ),
        (
            "a.odt",
            ODT,
            "a.odt：这是 .odt 文档，不能读取；请另存为 .xlsx 或 .docx",
        ),
        (
            "a.pdf",
            b"%PDF-1.7",
            "a.pdf：这是 PDF 文件，不能读取；请另存为 .xlsx 或 .docx",
        ),
        (
            "a.xls",
            b"\r\n<html><table>",
            "a.xls：这是网页（HTML）或 XML 文字，并非表格文件，不能读取；请另存为 .xlsx 或 .docx",
        ),
        (
            "a.csv",
            b"<table>",
            "a.csv：这是网页（HTML）或 XML 文字，并非表格文件，不能读取；请另存为 .xlsx 或 .docx",
        ),
        (
            "a.doc",
            b"{\\rtf1",
            "a.doc：这是 RTF 文档，不能读取；请另存为 .xlsx 或 .docx",
        ),
        ("a.xlsx", b"", "a.xlsx：文件是空的；请检查文件是否保存完整"),
        (
            "a.csv",
            b"\xff\xff\xff\xff",
            "a.csv：看不出文件的文字编码（不是 UTF-8、UTF-16 或 GB18030）；请用文本编辑器或 Excel 另存为 UTF-8 编码，或另存为 .xlsx",
        ),
        (
            "a.et",
            b"what",
            "a.et：看不出是什么表格或文档，可读 .xlsx、.xls、.ods、.docx 和 .csv；请另存为 .xlsx 或 .docx",
        ),
        (
            "a.xlsx",
            &XLSX[..4_000],
            "a.xlsx：文件已损坏，不能读取（invalid Zip archive: Could not find EOCD）；请用原来的软件打开，另存为 .xlsx 或 .docx",
        ),
        (
            "a.xls",
            &XLS[..600],
            "a.xls：文件已损坏，不能读取（OLE）；请用原来的软件打开，另存为 .xlsx 或 .docx",
        ),
        (
            "a.zip",
            &archive(&[("a.txt", b"1")]),
            "a.zip：看不出是什么表格或文档，可读 .xlsx、.xls、.ods、.docx 和 .csv；请另存为 .xlsx 或 .docx",
        ),
    ];
    for (name, bytes, said) in cases {
        assert_eq!(refusal(name, bytes), said);
    }
    let binary = archive(&[("xl/workbook.bin", b"1")]);
    assert_eq!(
        refusal("a.xlsb", &binary),
        "a.xlsb：这是 .xlsb 工作簿，不能读取；请另存为 .xlsx 或 .docx"
    );
}

#[test]
fn a_password_is_said_to_be_one() {
    let said = "a.xlsx：文件有密码，不能读取；请先取消密码再保存";
    assert_eq!(
        refusal("a.xlsx", &compound("EncryptedPackage", b"secret")),
        said
    );
    // A workbook of old tells it in its first records.
    let records = [0x09, 8, 4, 0, 0, 6, 5, 0, 0x2f, 0, 2, 0, 1, 0];
    assert_eq!(refusal("a.xlsx", &compound("Workbook", &records)), said);
    let manifest = b"<manifest><encryption-data/></manifest>";
    let mimetype = b"application/vnd.oasis.opendocument.spreadsheet";
    let parts: [(&str, &[u8]); 2] = [("mimetype", mimetype), ("META-INF/manifest.xml", manifest)];
    assert_eq!(refusal("a.xlsx", &archive(&parts)), said);
    assert!(refusal("a.xls", &compound("Book", b"")).contains("Excel 95"));
    assert!(refusal("a.ppt", &compound("PowerPoint Document", b"")).contains("旧格式的文件"));
}

#[test]
fn a_formula_without_a_result_is_told_apart_from_a_blank() {
    let sheet = "<worksheet><sheetData><row><c><v>1</v></c><c><f>1+1</f></c><c><f>1+1</f><v></v></c><c t='str'><f>\"\"</f><v></v></c>\
        <c><f>1+1</f><v>2</v></c><c/></row><row><c/><c><v>1</v></c><c><v>1</v></c><c><v>1</v></c><c/><c><v>1</v></c></row></sheetData></worksheet>";
    let table = "<table:table table:name='表'><table:table-row><table:table-cell><text:p>1</text:p></table:table-cell>\
        <table:table-cell table:formula='of:=1+1'/><table:table-cell table:formula='of:=1+1'></table:table-cell>\
        <table:table-cell table:formula='of:=&quot;&quot;' office:value-type='string'/>\
        <table:table-cell table:formula='of:=1+1' office:value-type='float' office:value='2'><text:p>2</text:p></table:table-cell></table:table-row>\
        <table:table-row><table:table-cell table:number-columns-repeated='6'><text:p>1</text:p></table:table-cell></table:table-row></table:table>";
    for (name, bytes) in [("a.xlsx", xlsx(sheet, "")), ("a.ods", ods(table))] {
        let tables = read(name, &bytes);
        let row = (0..6).map(|column| tables.grids[0].is_uncomputed(0, column));
        let expected = [false, true, true, false, false, false];
        assert_eq!(row.collect::<Vec<_>>(), expected, "{name}");
    }
}

#[test]
fn cells_of_every_type_show_as_they_do_in_a_spreadsheet() {
    let sheet = "<worksheet><sheetData><row><c t='s'><v>0</v></c><c t='s'><v>1</v></c><c t='b'><v>0</v></c><c t='e'><v>#DIV/0!</v></c>\
        <c t='str'><f>A1&amp;\"x\"</f><v>甲x</v></c><c t='inlineStr'><is><r><t>行</t></r><r><t>内</t></r></is></c><c t='d'><v>2023-12-31T08:00:00</v></c>\
        <c><v>1E-3</v></c><c><v>no</v></c><c/></row><row r='5'><c r='C5'><v>7</v></c><c><v>8</v></c></row></sheetData></worksheet>";
    let shared = "<si><t>甲</t><rPh><t>jia</t></rPh></si><si><t>一_x000D_&#10;二</t></si>";
    let tables = read("a.xlsx", &xlsx(sheet, shared));
    let expected = "\
A1 甲
B1 一\\n二
C1 否
D1 #DIV/0!
E1 甲x
F1 行内
G1 2023-12-31
H1 0.001
I1 no
C5 7
D5 8
";
    assert_eq!(told(&tables.grids[0]), expected);
}

/// A compound file of one stream.
pub(super) fn compound(name: &str, stream: &[u8]) -> Vec<u8> {
    let mut head = vec![0_u8; 512];
    head[..8].copy_from_slice(&crate::tables::compound::MAGIC);
    head[30] = 9;
    head[32] = 6;
    head[44] = 1;
    head[48] = 1;
    head[76..].fill(0xff);
    head[60..64].fill(0xff);
    head[68..72].fill(0xff);
    head[76..80].copy_from_slice(&0_u32.to_le_bytes());
    let mut next = vec![0xff_u8; 512];
    let count = stream.len().div_ceil(512);
    next[..4].copy_from_slice(&0xffff_fffd_u32.to_le_bytes());
    next[4..8].copy_from_slice(&0xffff_fffe_u32.to_le_bytes());
    for index in 0..count {
        let at = 8 + index * 4;
        let following = if index + 1 == count {
            0xffff_fffe
        } else {
            u32::try_from(index + 3).unwrap()
        };
        next[at..at + 4].copy_from_slice(&following.to_le_bytes());
    }
    let mut entries = vec![0_u8; 512];
    entry(&mut entries[..128], "Root Entry", 5, 1, 0xffff_fffe, 0);
    entry(
        &mut entries[128..256],
        name,
        2,
        0xffff_ffff,
        2,
        u32::try_from(stream.len()).unwrap(),
    );
    let mut file = [head, next, entries, stream.to_vec()].concat();
    file.resize(file.len().next_multiple_of(512), 0);
    file
}

fn entry(bytes: &mut [u8], name: &str, kind: u8, child: u32, start: u32, size: u32) {
    let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes[..units.len()].copy_from_slice(&units);
    bytes[64] = u8::try_from(units.len() + 2).unwrap();
    bytes[66] = kind;
    bytes[68..76].fill(0xff);
    bytes[76..80].copy_from_slice(&child.to_le_bytes());
    bytes[116..120].copy_from_slice(&start.to_le_bytes());
    bytes[120..124].copy_from_slice(&size.to_le_bytes());
}

#[test]
fn signs_out_of_a_font_of_signs_are_read() {
    let cases = [
        (
            "<w:sym w:font='Symbol' w:char='F0A3'/><w:t>10万元</w:t>",
            "≤10万元",
        ),
        (
            "<w:sym w:font='Symbol' w:char='f0b3'/><w:t>95%</w:t>",
            "≥95%",
        ),
        ("<w:sym w:font='Symbol' w:char='F0B1'/><w:t>1</w:t>", "±1"),
        ("<w:t>2</w:t><w:sym w:font='Symbol' w:char='F0B4'/>", "2×"),
        (
            "<w:sym w:font='Wingdings 2' w:char='F052'/><w:t>优</w:t>",
            "☑优",
        ),
        (
            "<w:sym w:font='Wingdings 2' w:char='F0A3'/><w:t>良</w:t>",
            "□良",
        ),
        ("<w:sym w:font='Wingdings' w:char='F0FC'/>", "√"),
        ("<w:sym w:font='Wingdings' w:char='F0A8'/>", "□"),
        ("<w:t>\u{F0A3}3天，\u{F0B3}5次</w:t>", "≤3天，≥5次"),
        (
            "<w:rPr><w:rFonts w:ascii='Wingdings 2' w:hAnsi='Wingdings 2'/></w:rPr><w:t>\u{F0A3}</w:t>",
            "□",
        ),
    ];
    for (run, expected) in cases {
        let cell = format!("<w:tc><w:p><w:r>{run}</w:r></w:p></w:tc>");
        let table = docx(&format!("<w:tbl><w:tr>{cell}</w:tr></w:tbl>"));
        let tables = read("a.docx", &table);
        assert_eq!(tables.grids[0].cells()[0].shown, expected, "{run}");
    }
}

/// Some frame a whole form by a table of one cell.
#[test]
fn what_stands_above_a_frame_stands_above_the_table_in_it() {
    let text = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let table = |cell: &str| format!("<w:tbl><w:tr><w:tc>{cell}</w:tc></w:tr></w:tbl>");
    let form = table(&text("项目名称"));
    let body = format!(
        "{}{}{}",
        text("2023年度"),
        table(&format!("{}{form}{}", text("单位：元"), text(""))),
        table(&text("另一张"))
    );
    let grids = read("a.docx", &docx(&body)).grids;
    let of = |shown: &str| {
        let mut grids = grids.iter();
        let grid = grids.find(|grid| grid.cells()[0].shown == shown).unwrap();
        grid.above.clone()
    };
    assert_eq!(of("项目名称"), ["2023年度", "单位：元"]);
    assert!(of("另一张").is_empty());
    // In a second cell the table is no longer all that is framed.
    let beside = format!(
        "{}<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{form}</w:tc></w:tr></w:tbl>",
        text("2023年度"),
        text("甲")
    );
    let grids = read("a.docx", &docx(&beside)).grids;
    assert!(grids[1].above.is_empty());
}
