//! The renderers, their files read back.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use jixiao_export::document::{
    Block, Cell, Document, Mark, Orientation, Page, Row, Section, Span, Style, Table, Value,
};
use jixiao_export::{ExportError, TableFault, render};
use jixiao_model::Speak;
use proptest::prelude::*;

fn row(cells: Vec<Cell>) -> Row {
    Row { cells }
}

fn section(name: &str, style: Style, orientation: Orientation, blocks: Vec<Block>) -> Section {
    Section {
        name: name.into(),
        page: Page { orientation, style },
        blocks,
    }
}

fn document(blocks: Vec<Block>) -> Document {
    Document {
        title: "绩效<自评>".into(),
        sections: vec![section("附表1", Style::Form, Orientation::Portrait, blocks)],
    }
}

fn one_cell(cell: Cell) -> Document {
    document(vec![Block::Table(Table {
        columns: vec![20],
        head_rows: 0,
        rows: vec![row(vec![cell])],
    })])
}

fn constructed(text: &str) -> Span {
    Span {
        text: text.into(),
        mark: Mark::Constructed,
    }
}

/// A form with merged cells, figures, marks, and what might be taken for something else.
fn form() -> Document {
    let rows = vec![
        row(vec![
            Cell::head("项目资金\n(万元)").tall(3),
            Cell::head("全年预算数"),
            Cell::head("执行率"),
        ]),
        row(vec![Cell::number("109607.51"), Cell::number("99.99%")]),
        row(vec![
            Cell::number("1234567890123456.78"),
            Cell::text("=1+1").marked(Mark::Constructed),
        ]),
        row(vec![
            Cell::head("总分").wide(2),
            Cell::text("-0.5 *或* 1|2").right(),
        ]),
    ];
    document(vec![
        Block::Line {
            left: "附表1".into(),
            right: String::new(),
        },
        Block::Title(vec!["项目支出绩效自评表".into(), "（2023年度）".into()]),
        Block::Line {
            left: "填报单位：甲".into(),
            right: "单位：万元".into(),
        },
        Block::Table(Table {
            columns: vec![10, 14, 16],
            head_rows: 1,
            rows,
        }),
        Block::Note(vec![Span::plain("注："), constructed("构造<数>")]),
    ])
}

fn report() -> Document {
    let table = Table {
        columns: vec![20, 10, 10],
        head_rows: 2,
        rows: vec![
            row(vec![Cell::head("指标").tall(2), Cell::head("值").wide(2)]),
            row(vec![Cell::head("目标"), Cell::head("实际")]),
            row(vec![
                Cell::text("控制率"),
                Cell::text("≤90%"),
                Cell::number("99%"),
            ]),
        ],
    };
    let heading = |level, text: &str| Block::Heading {
        level,
        text: text.into(),
    };
    let blocks = vec![
        Block::Title(vec!["自评工作总结".into()]),
        heading(1, "一、概述"),
        heading(2, "（一）总体"),
        heading(3, "1.收入"),
        Block::Paragraph(vec![
            Span::plain("执行率86.29%,"),
            constructed("满意度95%"),
            Span::plain("。\n另行"),
        ]),
        Block::Table(table.clone()),
        Block::Table(table),
        Block::PageBreak,
        heading(1, "二、措施"),
    ];
    let annex = Block::Table(Table {
        columns: vec![10],
        head_rows: 1,
        rows: vec![row(vec![Cell::head("序号")])],
    });
    Document {
        title: "总结".into(),
        sections: vec![
            section("报告", Style::Official, Orientation::Portrait, blocks),
            section("附表", Style::Form, Orientation::Landscape, vec![annex]),
        ],
    }
}

fn workbook(document: &Document) -> Xlsx<Cursor<Vec<u8>>> {
    let bytes = render::xlsx(document).expect("a workbook");
    calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook that can be read")
}

/// A file of an archive, as text.
fn part(archive: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).expect("an archive");
    let mut text = String::new();
    let mut file = archive.by_name(name).expect("a file of the archive");
    file.read_to_string(&mut text).expect("text");
    text
}

fn has_each(text: &str, wanted: &[&str]) {
    for piece in wanted {
        assert!(text.contains(piece), "{piece} is missing in:\n{text}");
    }
}

#[test]
fn a_workbook_has_true_numbers_texts_and_merged_cells() {
    let mut workbook = workbook(&form());
    let cells = workbook.worksheet_range("附表1").expect("the sheet");
    let at = |row, column| cells.get_value((row, column)).cloned().unwrap_or_default();
    let text = |text: &str| Data::String(text.into());
    assert_eq!(at(0, 0), text("附表1"));
    assert_eq!(at(1, 0), text("项目支出绩效自评表"));
    assert_eq!(at(2, 0), text("（2023年度）"));
    assert_eq!(at(3, 0), text("填报单位：甲"));
    assert_eq!(at(3, 2), text("单位：万元"));
    assert_eq!(at(4, 0), text("项目资金\n(万元)"));
    assert_eq!(at(5, 1), Data::Float(109_607.51));
    assert_eq!(at(5, 2), Data::Float(0.9999));
    assert_eq!(at(6, 1), text("1234567890123456.78"));
    assert_eq!(at(6, 2), text("=1+1"));
    assert_eq!(at(7, 2), text("-0.5 *或* 1|2"));
    assert_eq!(at(8, 0), text("注：构造<数>"));

    let formulas = workbook.worksheet_formula("附表1").expect("the sheet");
    assert!(
        formulas.used_cells().next().is_none(),
        "no text is a formula"
    );

    let mut merged: Vec<_> = workbook
        .merge_cells_by_sheet_name("附表1")
        .expect("merged cells")
        .into_iter()
        .map(|area| (area.start, area.end))
        .collect();
    merged.sort_unstable();
    let across = |row| ((row, 0), (row, 2));
    let expected = [
        across(0),
        across(1),
        across(2),
        ((3, 0), (3, 1)),
        ((4, 0), (6, 0)),
        ((7, 0), (7, 1)),
        across(8),
    ];
    assert_eq!(merged, expected);
}

#[test]
fn a_sheet_is_set_up_for_print() {
    let bytes = render::xlsx(&form()).expect("a workbook");
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    has_each(
        &sheet,
        &[
            r#"<pageSetUpPr fitToPage="1"/>"#,
            r#"paperSize="9""#,
            r#"fitToHeight="0""#,
            r#"orientation="portrait""#,
            r#"<printOptions horizontalCentered="1"/>"#,
            "<oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter>",
        ],
    );
    let titles = part(&bytes, "xl/workbook.xml");
    has_each(&titles, &["_xlnm.Print_Titles", "$5:$5"]);
    let styles = part(&bytes, "xl/styles.xml");
    has_each(
        &styles,
        &[
            "FF0000FF",
            "宋体",
            "黑体",
            "方正小标宋简体",
            r#"quotePrefix="1""#,
            r#"formatCode="0.00%""#,
            r#"shrinkToFit="1""#,
        ],
    );

    let landscape = render::xlsx(&report()).expect("a workbook");
    let second = part(&landscape, "xl/worksheets/sheet2.xml");
    has_each(&second, &[r#"orientation="landscape""#]);
    let first = part(&landscape, "xl/worksheets/sheet1.xml");
    has_each(&first, &["<rowBreaks", r#"manualBreakCount="1""#]);
    // A table in the middle of a sheet does not repeat its head over what follows it.
    let titles = part(&landscape, "xl/workbook.xml");
    assert!(!titles.contains("报告!$"), "{titles}");
    has_each(&titles, &["附表!$1:$1"]);
}

/// The heights of the rows of the first sheet, in points.
fn heights(document: &Document) -> Vec<f64> {
    let bytes = render::xlsx(document).expect("a workbook");
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    let height = |row: &str| {
        let (_, after) = row.split_once(" ht=\"").expect("a height");
        let (height, _) = after.split_once('"').expect("its end");
        height.parse().expect("a number")
    };
    sheet.split("<row ").skip(1).map(height).collect()
}

#[test]
fn rows_are_as_high_as_their_text() {
    let height = |text: String| {
        let heights = heights(&one_cell(Cell::text(text)));
        assert_eq!(heights.len(), 1);
        heights[0]
    };
    let one = height("一".repeat(10));
    let two = height("一".repeat(11));
    assert!((one - 21.75).abs() < 0.01, "{one}");
    assert!((two - one - 15.75).abs() < 0.01, "{two}");
    assert!((height("一\n二".into()) - two).abs() < 0.01);
    // 26 lines of the usual size would be higher than a row can be; smaller ones are not.
    let small = height("一".repeat(255));
    assert!(small < height("一".repeat(250)), "{small}");
}

/// A row with a number, a name and a text, as high as the text.
fn told(text: &str) -> Row {
    row(vec![
        Cell::number("7"),
        Cell::text("名称"),
        Cell::text(text),
    ])
}

fn numbered(rows: Vec<Row>) -> Document {
    let head = row(["序号", "项目", "原因"].map(Cell::head).to_vec());
    document(vec![Block::Table(Table {
        columns: vec![6, 30, 60],
        head_rows: 1,
        rows: [head].into_iter().chain(rows).collect(),
    })])
}

fn merged(document: &Document) -> Vec<((u32, u32), (u32, u32))> {
    let mut areas: Vec<_> = workbook(document)
        .merge_cells_by_sheet_name("附表1")
        .expect("merged cells")
        .into_iter()
        .map(|area| (area.start, area.end))
        .collect();
    areas.sort_unstable();
    areas
}

/// Every cell that holds something: row, column and text.
fn cells(document: &Document) -> Vec<(usize, usize, String)> {
    let mut workbook = workbook(document);
    let sheet = workbook.worksheet_range("附表1").expect("the sheet");
    let cells = sheet.used_cells();
    cells
        .map(|(row, column, value)| (row, column, value.to_string()))
        .collect()
}

fn breaks(document: &Document) -> Vec<u32> {
    let bytes = render::xlsx(document).expect("a workbook");
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    let breaks = sheet.split("<brk id=\"").skip(1);
    breaks
        .map(|after| after.split('"').next().unwrap().parse().unwrap())
        .collect()
}

#[test]
fn a_text_higher_than_a_row_stands_whole_over_several_on_one_page() {
    let text = "因".repeat(1_220);
    let document = numbered(vec![told("短"), told(&text), told("短")]);
    let heights = heights(&document);
    assert!(heights.iter().all(|height| *height <= 409.5), "{heights:?}");
    // 35 lines of 35 characters at 13.5 pt and a little more: two rows.
    assert_eq!(heights.len(), 5);
    assert!(heights[2] + heights[3] >= 35.0 * 13.5, "{heights:?}");
    let expected = [((2, 0), (3, 0)), ((2, 1), (3, 1)), ((2, 2), (3, 2))];
    assert_eq!(merged(&document), expected);
    assert!(cells(&document).contains(&(2, 2, text)));
    assert!(
        breaks(&document).is_empty(),
        "all of it fits the first page"
    );

    // Where it does not fit what is left of a page, a new one begins above it and not within it.
    let four = numbered((0..4).map(|_| told(&"因".repeat(1_220))).collect());
    assert_eq!(breaks(&four), [3, 5, 7]);
}

#[test]
fn a_text_that_no_page_holds_is_told_in_parts_of_which_none_is_cut() {
    let lines = (0..700).map(|number| format!("第{number}条，原因。\n"));
    let text = lines.collect::<Vec<_>>().concat();
    let document = numbered(vec![told("短"), told(&text), told("后")]);
    let cells = cells(&document);
    let parts: Vec<&(usize, usize, String)> = cells
        .iter()
        .filter(|(row, column, _)| *row > 1 && *column == 2)
        .collect();
    let (last, parts) = parts.split_last().expect("the row behind");
    assert_eq!(last.2, "后");
    let told: String = parts.iter().map(|(_, _, text)| text.as_str()).collect();
    assert_eq!(
        told.matches("\u{2063}\u{2063}").count(),
        parts.len() - 1,
        "each edge is marked"
    );
    let told = told.replace('\u{2063}', "");
    assert_eq!(told, text, "one behind the other they are the text");
    assert!(parts.len() > 50);
    assert!(heights(&document).iter().all(|height| *height < 200.0));
    // Number and name are told once, and their cells begin anew on each page.
    assert_eq!(
        cells.iter().filter(|(_, _, text)| text == "名称").count(),
        3
    );
    let starts = breaks(&document);
    assert!(starts.len() > 5, "{starts:?}");
    for start in starts {
        let across = merged(&document)
            .into_iter()
            .find(|((top, _), (bottom, _))| *top < start && start <= *bottom);
        assert_eq!(
            across, None,
            "a cell lies across the page that begins at {start}"
        );
    }
}

/// A form with levels over more rows than a page has.
fn levelled(rows: usize) -> Document {
    let span = u16::try_from(rows).expect("a small number");
    let mut all = vec![
        row(vec![Cell::head("名称"), Cell::text("项目").wide(2)]),
        row(vec![
            Cell::head("绩效指标").tall(span + 1),
            Cell::head("一级指标"),
            Cell::head("三级指标"),
        ]),
    ];
    all.extend((0..rows).map(|number| {
        let name = Cell::text(format!("指标{number}"));
        let level = (number == 0).then(|| Cell::text("产出指标").tall(span));
        row(level.into_iter().chain([name]).collect())
    }));
    document(vec![
        Block::Table(Table {
            columns: vec![10, 10, 60],
            head_rows: 0,
            rows: all,
        }),
        Block::Line {
            left: "填报人：".into(),
            right: String::new(),
        },
    ])
}

#[test]
fn levels_go_on_under_their_names_on_every_page_below_the_head_of_the_indicators() {
    let document = levelled(70);
    let starts = breaks(&document);
    assert_eq!(starts.len(), 2, "{starts:?}");
    let cells = cells(&document);
    for start in &starts {
        let row = usize::try_from(*start).expect("a small number");
        for (column, text) in [(0, "绩效指标"), (1, "产出指标")] {
            assert!(
                cells.contains(&(row, column, text.into())),
                "{text} at {row}"
            );
        }
    }
    let bytes = render::xlsx(&document).expect("a workbook");
    has_each(&part(&bytes, "xl/workbook.xml"), &["$2:$2</definedName>"]);

    // What fits a page has neither.
    let bytes = render::xlsx(&levelled(20)).expect("a workbook");
    assert!(!part(&bytes, "xl/workbook.xml").contains("Print_Titles"));
    assert!(breaks(&levelled(20)).is_empty());
}

#[test]
fn a_sheet_a_little_longer_than_a_page_is_made_to_fit_it() {
    let fits = |rows: usize| {
        let bytes = render::xlsx(&levelled(rows)).expect("a workbook");
        let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
        (
            !sheet.contains(r#"fitToHeight="0""#),
            breaks(&levelled(rows)).len(),
        )
    };
    assert_eq!(fits(30), (false, 0), "it fits as it is");
    let first = (30..60)
        .find(|rows| fits(*rows).0)
        .expect("one that is made to fit");
    assert_eq!(fits(first), (true, 0));
    assert_eq!(fits(60), (false, 1), "twice as long is broken");
}

#[test]
fn the_last_row_goes_to_a_new_page_with_the_line_below_it() {
    let alone = (30..80).find(|rows| !breaks(&levelled(*rows)).is_empty());
    let first = alone.expect("one that is broken");
    let starts: Vec<_> = (first..first + 40)
        .map(|rows| breaks(&levelled(rows)))
        .collect();
    for (rows, starts) in (first..).zip(starts) {
        let last_row = u32::try_from(rows + 1).expect("a small number");
        assert!(
            starts.iter().all(|start| *start <= last_row),
            "{rows}: {starts:?}"
        );
    }
}

#[test]
fn tables_of_one_sheet_share_its_columns() {
    let table = |columns: Vec<u16>| {
        let cells = columns.iter().map(|width| Cell::number(width.to_string()));
        Block::Table(Table {
            head_rows: 0,
            rows: vec![row(cells.collect())],
            columns,
        })
    };
    let document = document(vec![
        table(vec![10, 20]),
        table(vec![5, 5, 20]),
        table(vec![15]),
    ]);
    let mut workbook = workbook(&document);
    let cells = workbook.worksheet_range("附表1").expect("the sheet");
    let numbers: Vec<_> = cells
        .used_cells()
        .map(|(row, column, value)| (row, column, value.to_string()))
        .collect();
    let at = |row, column, value: &str| (row, column, value.to_string());
    // The sheet's columns end at 5, 10, 15 and 30.
    let expected = [
        at(0, 0, "10"),
        at(0, 2, "20"),
        at(1, 0, "5"),
        at(1, 1, "5"),
        at(1, 2, "20"),
        at(2, 0, "15"),
    ];
    assert_eq!(numbers, expected);
}

#[test]
fn a_text_too_long_for_a_cell_is_refused_with_its_place() {
    let error = render::xlsx(&one_cell(Cell::text("😀".repeat(16_384)))).expect_err("too long");
    insta::assert_snapshot!(error.speak().zh, @"工作表“附表1”第 1 行的文字有 32768 个字符，单元格最多容纳 32767 个，请精简或拆分");
    insta::assert_snapshot!(error, @"sheet `附表1`, row 1: a text of 32768 characters; a cell holds at most 32767, so shorten or divide it");
    assert!(render::xlsx(&one_cell(Cell::text("一".repeat(32_767)))).is_ok());
    let long = document(vec![Block::Paragraph(vec![
        Span::plain("一".repeat(32_767)),
        constructed("二"),
    ])]);
    assert!(matches!(
        render::xlsx(&long),
        Err(ExportError::TextTooLong { row: 1, .. })
    ));
}

#[test]
fn a_text_document_follows_the_standard() {
    let bytes = render::docx(&report()).expect("a text document");
    let styles = part(&bytes, "word/styles.xml");
    let style = |id: &str| {
        let (_, after) = styles
            .split_once(&format!(r#"w:styleId="{id}""#))
            .expect("the style");
        let (style, _) = after.split_once("</w:style>").expect("its end");
        style.to_string()
    };
    has_each(
        &style("OfficialBody"),
        &[
            r#"w:eastAsia="仿宋_GB2312""#,
            r#"w:ascii="Times New Roman""#,
            r#"<w:sz w:val="32" />"#,
            r#"w:line="560" w:lineRule="exact""#,
            r#"w:firstLineChars="200" w:firstLine="640""#,
            r#"<w:jc w:val="both" />"#,
        ],
    );
    has_each(
        &style("OfficialTitle"),
        &[
            "方正小标宋简体",
            r#"<w:sz w:val="44" />"#,
            r#"<w:jc w:val="center" />"#,
        ],
    );
    has_each(
        &style("OfficialHeading1"),
        &["黑体", r#"<w:outlineLvl w:val="0" />"#],
    );
    has_each(&style("OfficialHeading2"), &["楷体_GB2312"]);
    has_each(&style("OfficialHeading3"), &["仿宋_GB2312", "<w:b />"]);
    has_each(
        &style("OfficialPageNumber"),
        &["宋体", r#"<w:sz w:val="28" />"#],
    );
    has_each(&style("FormCell"), &["宋体", r#"<w:sz w:val="21" />"#]);

    let body = part(&bytes, "word/document.xml");
    has_each(
        &body,
        &[
            r#"<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588""#,
            r#"<w:pgSz w:w="11906" w:h="16838""#,
            r#"<w:pgSz w:w="16838" w:h="11906" w:orient="landscape""#,
            r#"<w:color w:val="0000FF" />"#,
            r#"<w:br w:type="textWrapping" />"#,
            "<w:pageBreakBefore",
        ],
    );
    assert!(!body.contains("paraId"), "paragraphs have no numbers");
    let footer = part(&bytes, "word/footer1.xml");
    has_each(
        &footer,
        &["OfficialPageNumber", "— </w:t>", "PAGE", " —</w:t>"],
    );
}

#[test]
fn tables_of_a_text_document_are_merged_and_fitted_and_repeat_their_heads() {
    let bytes = render::docx(&report()).expect("a text document");
    let body = part(&bytes, "word/document.xml");
    // Two head rows in either table of the report, one in the annex.
    assert_eq!(body.matches("<w:tblHeader />").count(), 5);
    assert_eq!(body.matches("<w:cantSplit").count(), 7);
    assert_eq!(body.matches(r#"<w:vMerge w:val="restart" />"#).count(), 2);
    assert_eq!(body.matches(r#"<w:vMerge w:val="continue" />"#).count(), 2);
    assert_eq!(body.matches(r#"<w:gridSpan w:val="2" />"#).count(), 2);
    // Two tables are kept apart by a paragraph.
    assert!(!body.contains("</w:tbl><w:tbl>"));
    has_each(&body, &[r#"<w:tblW w:w="8844" w:type="dxa" />"#]);
    let rows: Vec<&str> = body.split("</w:tr>").collect();
    has_each(rows[1], &["tblHeader", "continue", "目标", "实际"]);
    assert!(!rows[2].contains("tblHeader"));
}

#[test]
fn each_section_has_its_own_footer_however_many_there_are() {
    let style = |number: usize| {
        if number.is_multiple_of(2) {
            Style::Official
        } else {
            Style::Form
        }
    };
    let sections = (1..=12).map(|number| {
        let blocks = vec![Block::Title(vec!["题".into()])];
        section(
            &number.to_string(),
            style(number),
            Orientation::Portrait,
            blocks,
        )
    });
    let document = Document {
        title: String::new(),
        sections: sections.collect(),
    };
    let bytes = render::docx(&document).expect("a text document");
    let relations = part(&bytes, "word/_rels/document.xml.rels");
    let body = part(&bytes, "word/document.xml");
    let ids: Vec<&str> = body
        .split("<w:footerReference ")
        .skip(1)
        .filter_map(|after| after.split("r:id=\"").nth(1)?.split('"').next())
        .collect();
    assert_eq!(ids.len(), 12);
    for (number, id) in (1..).zip(ids) {
        let relation = relations
            .split("<Relationship ")
            .find(|relation| relation.contains(&format!(r#"Id="{id}""#)))
            .expect("the footer's place");
        let target = relation.split("Target=\"").nth(1).expect("a target");
        let name = target.split('"').next().expect("its end");
        let footer = part(&bytes, &format!("word/{name}"));
        has_each(&footer, &[&format!("{:?}PageNumber", style(number))]);
    }
}

#[test]
fn markdown_shows_a_form() {
    let text = render::markdown(&form()).expect("a text");
    insta::assert_snapshot!(text, @r"
    附表1

    # 项目支出绩效自评表<br>（2023年度）

    填报单位：甲　单位：万元

    | 项目资金<br>(万元) | 全年预算数 | 执行率 |
    | --- | --- | --- |
    |  | 109607.51 | 99.99% |
    |  | 1234567890123456.78 | <em>=1+1</em> |
    | 总分 |  | -0.5 \*或\* 1\|2 |

    注：<em>构造\<数\></em>
    ");
}

#[test]
fn markdown_shows_a_report() {
    let text = render::markdown(&report()).expect("a text");
    insta::assert_snapshot!(text, @"
    # 自评工作总结

    ## 一、概述

    ### （一）总体

    #### 1.收入

    执行率86.29%,<em>满意度95%</em>。<br>另行

    | 指标 | 值 |  |
    | --- | --- | --- |
    |  | 目标 | 实际 |
    | 控制率 | ≤90% | 99% |

    | 指标 | 值 |  |
    | --- | --- | --- |
    |  | 目标 | 实际 |
    | 控制率 | ≤90% | 99% |

    ---

    ## 二、措施

    ---

    | 序号 |
    | --- |
    ");
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    for document in [form(), report()] {
        let workbook = render::xlsx(&document).expect("a workbook");
        let text = render::docx(&document).expect("a text document");
        assert!(workbook == render::xlsx(&document).expect("a workbook"));
        assert!(text == render::docx(&document).expect("a text document"));
        for bytes in [&workbook, &text] {
            let core = part(bytes, "docProps/core.xml");
            assert_eq!(core.matches("1980-01-01T00:00:00Z").count(), 2, "{core}");
            let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
            for index in 0..archive.len() {
                let file = archive.by_index(index).expect("a file");
                let first_day = Some(zip::DateTime::default());
                assert_eq!(file.last_modified(), first_day, "{:?}", file.name());
            }
        }
    }
}

#[test]
fn the_title_is_a_property_of_the_file() {
    let workbook = render::xlsx(&form()).expect("a workbook");
    let text = render::docx(&form()).expect("a text document");
    for bytes in [workbook, text] {
        let core = part(&bytes, "docProps/core.xml");
        has_each(&core, &["<dc:title>绩效&lt;自评&gt;</dc:title>"]);
    }
}

#[test]
fn no_text_is_a_formula_whatever_it_begins_with() {
    let commands = [
        "=1+1",
        "+1",
        "-1+2",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "=cmd|' /C calc'!A0",
        "＝1",
        "=\u{0}1",
    ];
    let cell = |text: &&str| row(vec![Cell::text(*text), Cell::head(*text).wide(2)]);
    let table = Block::Table(Table {
        columns: vec![20, 20, 20],
        head_rows: 0,
        rows: commands.iter().map(cell).collect(),
    });
    let mut blocks = vec![table];
    for text in commands {
        blocks.push(Block::Title(vec![text.into()]));
        blocks.push(Block::Line {
            left: text.into(),
            right: text.into(),
        });
        blocks.push(Block::Heading {
            level: 1,
            text: text.into(),
        });
        blocks.push(Block::Paragraph(vec![Span::plain(text), constructed(text)]));
        blocks.push(Block::Note(vec![Span::plain(text)]));
    }
    let bytes = render::xlsx(&document(blocks)).expect("a workbook");
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f>") && !sheet.contains("<f "), "{sheet}");
    // Each is a shared string, none a number or an error.
    assert_eq!(
        sheet.matches("<v>").count(),
        sheet.matches(r#"t="s"><v>"#).count()
    );
    let styles = part(&bytes, "xl/styles.xml");
    has_each(&styles, &[r#"quotePrefix="1""#]);
}

#[test]
fn control_characters_are_dropped_everywhere() {
    let document = one_cell(Cell::text("甲\u{0}\u{b}乙\u{ffff}\u{1b}丙"));
    let mut workbook = workbook(&document);
    let cells = workbook.worksheet_range("附表1").expect("the sheet");
    let expected = Data::String("甲\n乙丙".into());
    assert_eq!(cells.get_value((0, 0)), Some(&expected));
    let bytes = render::docx(&document).expect("a text document");
    let body = part(&bytes, "word/document.xml");
    has_each(&body, &["甲</w:t>", ">乙丙</w:t>"]);
    let text = render::markdown(&document).expect("a text");
    has_each(&text, &["| 甲<br>乙丙 |"]);
}

#[test]
fn sections_with_names_that_excel_does_not_take_become_sheets() {
    let names = ["附表1/甲", "附表1:甲", "", "History", "a", "A"];
    let sections = names.map(|name| {
        let blocks = vec![Block::Paragraph(vec![Span::plain(name)])];
        section(name, Style::Form, Orientation::Portrait, blocks)
    });
    let document = Document {
        title: String::new(),
        sections: sections.to_vec(),
    };
    let expected = [
        "附表1\u{ff0f}甲",
        "附表1\u{ff1a}甲",
        "表",
        "History(2)",
        "a",
        "A(2)",
    ];
    assert_eq!(workbook(&document).sheet_names(), expected);
}

#[test]
fn a_malformed_table_is_refused_by_all_three() {
    let good = Block::Table(Table {
        columns: vec![4],
        head_rows: 0,
        rows: vec![row(vec![Cell::text("一")])],
    });
    let bad = Block::Table(Table {
        columns: vec![4, 4],
        head_rows: 0,
        rows: vec![
            row(vec![Cell::text("一").wide(2)]),
            row(vec![Cell::text("二")]),
        ],
    });
    let document = document(vec![good, bad]);
    let errors = [
        render::xlsx(&document).expect_err("a workbook"),
        render::docx(&document).expect_err("a text document"),
        render::markdown(&document).expect_err("a text"),
    ];
    for error in errors {
        assert!(matches!(
            error,
            ExportError::Table {
                table: 2,
                row: 2,
                fault: TableFault::Uncovered { column: 2 },
                ..
            }
        ));
        insta::allow_duplicates! {
            insta::assert_snapshot!(error, @"section `附表1`, table 2, row 2: no cell covers column 2; add an empty cell, or widen one");
            insta::assert_snapshot!(error.speak().zh, @"“附表1”第 2 个表格第 2 行：第 2 列没有单元格，请补空单元格或加宽相邻单元格");
        }
    }
}

#[test]
fn a_document_without_sections_is_refused_and_an_empty_section_is_not() {
    let mut document = Document {
        title: String::new(),
        sections: Vec::new(),
    };
    let no_section = |error| matches!(error, ExportError::NoSection);
    assert!(render::xlsx(&document).is_err_and(no_section));
    assert!(render::docx(&document).is_err_and(no_section));
    assert!(render::markdown(&document).is_err_and(no_section));

    let blocks = vec![
        Block::PageBreak,
        Block::Title(Vec::new()),
        Block::Paragraph(Vec::new()),
        Block::Line {
            left: String::new(),
            right: String::new(),
        },
        Block::Heading {
            level: 0,
            text: String::new(),
        },
        Block::PageBreak,
    ];
    document.sections = vec![section(
        "空",
        Style::Official,
        Orientation::Portrait,
        blocks,
    )];
    assert!(render::xlsx(&document).is_ok());
    assert!(render::docx(&document).is_ok());
    assert!(render::markdown(&document).is_ok());
}

/// A table whose cells cover every place once: each free place, in order, begins a cell as wide and as tall as wished where
/// there is room.
fn tiled(wishes: &[(usize, usize)], columns: usize, rows: usize) -> Table {
    let span = |length: usize| u16::try_from(length).expect("a small number");
    let mut covered = vec![vec![false; columns]; rows];
    let mut wishes = wishes.iter().cycle();
    let mut made = Vec::new();
    for top in 0..rows {
        let mut cells = Vec::new();
        for left in 0..columns {
            if covered[top][left] {
                continue;
            }
            let (wide, tall) = *wishes.next().expect("a wish");
            let free = covered[top][left..].iter().take_while(|taken| !**taken);
            let wide = wide.min(free.count());
            let tall = tall.min(rows - top);
            for line in &mut covered[top..top + tall] {
                line[left..left + wide].fill(true);
            }
            let cell = Cell::text(format!("r{top}c{left}"));
            cells.push(cell.wide(span(wide)).tall(span(tall)));
        }
        made.push(row(cells));
    }
    Table {
        columns: vec![6; columns],
        head_rows: 0,
        rows: made,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_cell_of_a_table_appears_in_all_three(
        wishes in proptest::collection::vec((1usize..4, 1usize..4), 1..12),
        columns in 1usize..7,
        rows in 1usize..7,
    ) {
        let table = tiled(&wishes, columns, rows);
        let cells = table.rows.iter().flat_map(|row| &row.cells);
        let texts: Vec<String> = cells.map(|cell| cell.value.shown().to_string()).collect();
        let document = document(vec![Block::Table(table)]);

        let mut workbook = workbook(&document);
        let sheet = workbook.worksheet_range("附表1").expect("the sheet");
        let mut shown = Vec::new();
        for (row, column, value) in sheet.used_cells() {
            prop_assert_eq!(value.to_string(), format!("r{row}c{column}"));
            shown.push(value.to_string());
        }
        prop_assert_eq!(&shown, &texts);

        let bytes = render::docx(&document).expect("a text document");
        let body = part(&bytes, "word/document.xml");
        for text in &texts {
            prop_assert_eq!(body.matches(&format!(">{text}</w:t>")).count(), 1);
        }
        prop_assert_eq!(body.matches("<w:tr>").count(), rows);

        let markdown = render::markdown(&document).expect("a text");
        let lines: Vec<&str> = markdown.lines().skip(2).collect();
        prop_assert_eq!(lines.len(), rows);
        for (row, line) in lines.iter().enumerate() {
            let places: Vec<&str> = line.split('|').map(str::trim).collect();
            prop_assert_eq!(places.len(), columns + 2);
            for (column, place) in places[1..=columns].iter().enumerate() {
                let own = format!("r{row}c{column}");
                let wanted = if texts.contains(&own) { own.as_str() } else { "" };
                prop_assert_eq!(*place, wanted);
            }
        }
    }

    #[test]
    fn no_table_however_odd_is_a_panic(
        spans in proptest::collection::vec(proptest::collection::vec((0u16..4, 0u16..4), 0..4), 0..4),
        columns in proptest::collection::vec(0u16..9, 0..4),
        head_rows in 0usize..4,
    ) {
        let rows = spans.iter().map(|spans| {
            let cell = |(wide, tall): &(u16, u16)| Cell::text("一").wide(*wide).tall(*tall);
            row(spans.iter().map(cell).collect())
        });
        let rows = rows.collect();
        let document = document(vec![Block::Table(Table { columns, head_rows, rows })]);
        let laid = render::markdown(&document).is_ok();
        prop_assert_eq!(render::xlsx(&document).is_ok(), laid);
        prop_assert_eq!(render::docx(&document).is_ok(), laid);
    }

    #[test]
    fn any_text_is_kept_in_a_cell_of_a_workbook(text in "[=+@'\"<&>一-龥a-z0-9_x%*-][ -~一-龥]{0,30}") {
        let value = Value::Text(text.clone());
        let document = one_cell(Cell { value, ..Cell::text("") });
        let mut workbook = workbook(&document);
        let sheet = workbook.worksheet_range("附表1").expect("the sheet");
        prop_assert_eq!(sheet.get_value((0, 0)), Some(&Data::String(text)));
    }
}
