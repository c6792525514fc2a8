//! A text document for Word.

use std::io::{Cursor, Write};

use docx_rs::{
    AlignmentType, BreakType, Docx, Footer, LineSpacing, LineSpacingType, PageMargin, PageNum,
    PageOrientationType, Paragraph, Run, RunFonts, Section as Pages, SpecialIndentType,
    Style as ParagraphStyle, StyleType, Tab, TabValueType, Table as WordTable, TableBorder,
    TableBorderPosition, TableBorders, TableCell, TableCellMargins, TableLayoutType, TableRow,
    VAlignType, VMergeType, WidthType, XMLDocx,
};
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime};

use super::clean::clean;
use super::dress::{CELL_HALF_POINTS, CONSTRUCTED, Part, dress};
use super::layout::Piece;
use super::paper::{HALF_WIDTH, Paper};
use super::{lay, require_sections};
use crate::ExportError;
use crate::document::{Align, Block, Document, Mark, Orientation, Section, Span, Style, Table};

/// The date of everything in the file: the first day that a zip archive can name.
const FIRST_DAY: &str = "1980-01-01T00:00:00Z";
/// An official document has 28 pt between lines, in twips.
const OFFICIAL_LINE: i32 = 560;
/// The room at either side of a cell's text, in twips.
const CELL_SIDE: u32 = 40;
/// Text of a table is not made smaller than 7.5 pt (六号).
const SMALLEST_HALF_POINTS: u32 = 15;
const LATIN: &str = "Times New Roman";

/// The document as a text document for Word (`.docx`).
///
/// Every section has its own page set-up. [`Style::Official`] follows GB/T 9704: A4, margins of 37, 35, 28 and 26 mm, 仿宋 16 pt
/// at 28 pt between lines, paragraphs indented by two characters; each part is a style of the document, so that a reader can
/// change all of its kind at once. Tables are as wide as the text, their columns in the proportion of [`Table::columns`], their text smaller where it would not fit (down to 7.5 pt); head
/// rows are repeated on every page, and rows are kept whole. Every page has its number.
///
/// Fails with [`ExportError::NoSection`], [`ExportError::Table`], and `Archive` should the archive not be written.
pub fn docx(document: &Document) -> Result<Vec<u8>, ExportError> {
    require_sections(document)?;
    let mut file = styles()
        .into_iter()
        .fold(Docx::new(), Docx::add_style)
        .created_at(FIRST_DAY)
        .updated_at(FIRST_DAY);
    let mut head_rows = Vec::new();
    let (last, before) = document
        .sections
        .split_last()
        .ok_or(ExportError::NoSection)?;
    for section in before {
        let content = content(section, &mut head_rows)?;
        file = file.add_section(pages(section, content));
    }
    file = last_pages(file, last, content(last, &mut head_rows)?);
    let mut parts = file.build();
    parts.document = finish_body(&without_ids(&parts.document), &head_rows);
    parts.footnotes = without_ids(&parts.footnotes).into_bytes();
    for footer in &mut parts.footers {
        *footer = without_ids(footer).into_bytes();
    }
    parts.styles = finish_styles(&parts.styles);
    parts.doc_props.core = core_properties(&document.title);
    pack(&parts)
}

/// What stands on pages.
enum Item {
    Paragraph(Box<Paragraph>),
    Table(Box<WordTable>),
}

fn pages(section: &Section, content: Vec<Item>) -> Pages {
    let paper = Paper::new(section.page);
    let pages = Pages::new()
        .page_size(
            docx_rs::PageSize::new()
                .size(paper.width, paper.height)
                .orient(orientation(section)),
        )
        .page_margin(margin(paper))
        .footer(footer(section.page.style));
    content.into_iter().fold(pages, |pages, item| match item {
        Item::Paragraph(paragraph) => pages.add_paragraph(*paragraph),
        Item::Table(table) => pages.add_table(*table),
    })
}

fn last_pages(file: Docx, section: &Section, content: Vec<Item>) -> Docx {
    let paper = Paper::new(section.page);
    let file = file
        .page_size(paper.width, paper.height)
        .page_orient(orientation(section))
        .page_margin(margin(paper))
        .footer(footer(section.page.style));
    content.into_iter().fold(file, |file, item| match item {
        Item::Paragraph(paragraph) => file.add_paragraph(*paragraph),
        Item::Table(table) => file.add_table(*table),
    })
}

fn orientation(section: &Section) -> PageOrientationType {
    match section.page.orientation {
        Orientation::Portrait => PageOrientationType::Portrait,
        Orientation::Landscape => PageOrientationType::Landscape,
    }
}

fn margin(paper: Paper) -> PageMargin {
    PageMargin::new()
        .top(signed(paper.top))
        .bottom(signed(paper.bottom))
        .left(signed(paper.left))
        .right(signed(paper.right))
        .header(signed(paper.footer))
        .footer(signed(paper.footer))
}

fn signed(value: u32) -> i32 {
    i32::try_from(value).unwrap_or(i32::MAX)
}

fn size(value: u32) -> usize {
    usize::try_from(value).unwrap_or(usize::MAX)
}

/// The page's number between dashes.
fn footer(style: Style) -> Footer {
    let paragraph = Paragraph::new()
        .style(&style_id(style, Part::PageNumber))
        .add_run(Run::new().add_text("— "))
        .add_page_num(PageNum::new())
        .add_run(Run::new().add_text(" —"));
    Footer::new().add_paragraph(paragraph)
}

/// The blocks of a section. For each row of its tables, whether it is a head row is told to `head_rows`.
fn content(section: &Section, head_rows: &mut Vec<bool>) -> Result<Vec<Item>, ExportError> {
    let mut items = Vec::new();
    let mut tables: usize = 0;
    let mut new_page = false;
    for block in &section.blocks {
        if matches!(block, Block::PageBreak) {
            new_page = !items.is_empty();
            continue;
        }
        for paragraph in paragraphs(section, block) {
            items.push(Item::from(begun(paragraph, new_page)));
            new_page = false;
        }
        if let Block::Table(table) | Block::List(table) = block {
            // Tables with nothing between them would become one.
            if new_page || matches!(items.last(), Some(Item::Table(_))) {
                items.push(Item::from(begun(hairline(), new_page)));
                new_page = false;
            }
            tables = tables.saturating_add(1);
            items.push(Item::Table(Box::new(write_table(section, tables, table)?)));
            head_rows.extend((0..table.rows.len()).map(|row| row < table.head_rows));
        }
    }
    // Word wants a paragraph behind a table.
    if !matches!(items.last(), Some(Item::Paragraph(_))) {
        items.push(Item::from(hairline()));
    }
    Ok(items)
}

impl From<Paragraph> for Item {
    fn from(paragraph: Paragraph) -> Self {
        Self::Paragraph(Box::new(paragraph))
    }
}

/// The paragraph, on a new page if so.
fn begun(paragraph: Paragraph, new_page: bool) -> Paragraph {
    if new_page {
        paragraph.page_break_before(true)
    } else {
        paragraph
    }
}

/// A paragraph that takes next to no room.
fn hairline() -> Paragraph {
    let line = LineSpacing::new()
        .line_rule(LineSpacingType::Exact)
        .line(20);
    Paragraph::new().size(2).line_spacing(line)
}

fn paragraphs(section: &Section, block: &Block) -> Vec<Paragraph> {
    let style = section.page.style;
    match block {
        Block::Title(lines) => lines
            .iter()
            .map(|line| plain(style, Part::Title, line).keep_next(true))
            .collect(),
        Block::Line { left, right } => vec![line(section, left, right)],
        Block::Heading { level, text } => {
            vec![plain(style, Part::Heading(*level), text).keep_next(true)]
        }
        Block::Paragraph(spans) => vec![spanned(style, Part::Body, spans)],
        Block::Note(spans) => vec![spanned(style, Part::Note, spans)],
        Block::Table(_) | Block::List(_) | Block::PageBreak => Vec::new(),
    }
}

fn plain(style: Style, part: Part, text: &str) -> Paragraph {
    Paragraph::new()
        .style(&style_id(style, part))
        .add_run(run(text, Mark::Plain))
}

fn spanned(style: Style, part: Part, spans: &[Span]) -> Paragraph {
    spans.iter().fold(
        Paragraph::new().style(&style_id(style, part)),
        |paragraph, span| paragraph.add_run(run(&span.text, span.mark)),
    )
}

/// The right end stands at a tab stop on the right margin.
fn line(section: &Section, left: &str, right: &str) -> Paragraph {
    let paragraph = plain(section.page.style, Part::Line, left);
    if right.is_empty() {
        return paragraph;
    }
    let stop = Tab::new()
        .val(TabValueType::Right)
        .pos(size(Paper::new(section.page).text_width()));
    paragraph
        .add_tab(stop)
        .add_run(Run::new().add_tab())
        .add_run(run(right, Mark::Plain))
}

fn run(text: &str, mark: Mark) -> Run {
    let text = clean(text);
    let mut run = Run::new();
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            run = run.add_break(BreakType::TextWrapping);
        }
        run = run.add_text(line);
    }
    match mark {
        Mark::Constructed => run.color(CONSTRUCTED),
        Mark::Plain => run,
    }
}

fn write_table(section: &Section, number: usize, table: &Table) -> Result<WordTable, ExportError> {
    let width = Paper::new(section.page).text_width();
    let fit = Fit::new(&table.columns, width);
    let rows: Vec<TableRow> = lay(section, number, table)?
        .iter()
        .map(|row| {
            let cells = row
                .iter()
                .map(|piece| write_piece(section.page.style, piece, &fit));
            TableRow::new(cells.collect()).cant_split()
        })
        .collect();
    let grid = (0..table.columns.len()).map(|column| size(fit.between(column, 1)));
    Ok(WordTable::new(rows)
        .set_grid(grid.collect())
        .width(size(width), WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .margins(TableCellMargins::new().margin(40, size(CELL_SIDE), 40, size(CELL_SIDE)))
        .set_borders(borders()))
}

/// How a table is fitted to the width of the text.
struct Fit {
    /// The columns' edges in twips, the left one of the first included.
    edges: Vec<u32>,
    /// The size of its text in half points, less than usual where the columns would not fit.
    half_points: u32,
}

impl Fit {
    fn new(columns: &[u16], width: u32) -> Self {
        let sides = u64::from(CELL_SIDE).saturating_mul(2);
        let characters = columns.iter().map(|column| u64::from(*column));
        let needed = characters
            .clone()
            .sum::<u64>()
            .saturating_mul(u64::from(HALF_WIDTH));
        let all_sides = sides.saturating_mul(u64::try_from(columns.len()).unwrap_or(u64::MAX));
        let half_points = u64::from(width)
            .saturating_sub(all_sides)
            .saturating_mul(u64::from(CELL_HALF_POINTS))
            .checked_div(needed)
            .and_then(|fitting| u32::try_from(fitting).ok())
            .unwrap_or(CELL_HALF_POINTS)
            .clamp(SMALLEST_HALF_POINTS, CELL_HALF_POINTS);
        // What a half-width character of that size takes, so that every column has room for its characters and its sides.
        let character = u64::from(half_points).saturating_mul(5);
        let widths = characters.map(|count| count.saturating_mul(character).saturating_add(sides));
        Self {
            edges: stretched(&widths.collect::<Vec<_>>(), width),
            half_points,
        }
    }

    fn between(&self, column: usize, columns: usize) -> u32 {
        let edge = |index: usize| self.edges.get(index).copied().unwrap_or(0);
        edge(column.saturating_add(columns)).saturating_sub(edge(column))
    }
}

/// The edges of columns of these widths, stretched or shrunk so that together they have the width asked for.
fn stretched(widths: &[u64], width: u32) -> Vec<u32> {
    let total = widths
        .iter()
        .fold(0, |sum: u64, width| sum.saturating_add(*width));
    let mut reached: u64 = 0;
    let mut edges = vec![0];
    for own in widths {
        reached = reached.saturating_add(*own);
        let edge = reached
            .saturating_mul(u64::from(width))
            .checked_div(total)
            .unwrap_or(0);
        edges.push(u32::try_from(edge).unwrap_or(width));
    }
    edges
}

fn borders() -> TableBorders {
    [
        TableBorderPosition::Top,
        TableBorderPosition::Bottom,
        TableBorderPosition::Left,
        TableBorderPosition::Right,
        TableBorderPosition::InsideH,
        TableBorderPosition::InsideV,
    ]
    .into_iter()
    .fold(TableBorders::new(), |borders, position| {
        borders.set(TableBorder::new(position).size(4))
    })
}

fn write_piece(style: Style, piece: &Piece<'_>, fit: &Fit) -> TableCell {
    let cell = piece.cell;
    let part = if cell.head { Part::Label } else { Part::Cell };
    let paragraph = Paragraph::new()
        .style(&style_id(style, part))
        .align(match cell.align {
            Align::Left => AlignmentType::Left,
            Align::Center => AlignmentType::Center,
            Align::Right => AlignmentType::Right,
        });
    let paragraph = if piece.begins {
        let run = run(cell.value.shown(), cell.mark);
        paragraph.add_run(if fit.half_points < CELL_HALF_POINTS {
            run.size(size(fit.half_points))
        } else {
            run
        })
    } else {
        paragraph
    };
    let width = fit.between(piece.column, piece.columns);
    let mut written = TableCell::new()
        .width(size(width), WidthType::Dxa)
        .vertical_align(VAlignType::Center)
        .add_paragraph(paragraph);
    if piece.columns > 1 {
        written = written.grid_span(piece.columns);
    }
    if cell.rows > 1 {
        written = written.vertical_merge(if piece.begins {
            VMergeType::Restart
        } else {
            VMergeType::Continue
        });
    }
    written
}

const PARTS: [Part; 9] = [
    Part::Title,
    Part::Line,
    Part::Heading(1),
    Part::Heading(2),
    Part::Heading(3),
    Part::Body,
    Part::Note,
    Part::Label,
    Part::Cell,
];

fn styles() -> Vec<ParagraphStyle> {
    let mut styles = Vec::new();
    for style in [Style::Official, Style::Form] {
        for part in PARTS.into_iter().chain([Part::PageNumber]) {
            styles.push(paragraph_style(style, part));
        }
    }
    styles
}

/// Such as `OfficialHeading1`.
fn style_id(style: Style, part: Part) -> String {
    let style = match style {
        Style::Official => "Official",
        Style::Form => "Form",
    };
    let part = match part {
        Part::Title => "Title",
        Part::Line => "Line",
        Part::Heading(..=1) => "Heading1",
        Part::Heading(2) => "Heading2",
        Part::Heading(3..) => "Heading3",
        Part::Body => "Body",
        Part::Note => "Note",
        Part::Label => "Label",
        Part::Cell => "Cell",
        Part::PageNumber => "PageNumber",
    };
    format!("{style}{part}")
}

/// The style's name in Word's list.
fn style_name(style: Style, part: Part) -> String {
    let style = match style {
        Style::Official => "公文",
        Style::Form => "表格",
    };
    let part = match part {
        Part::Title => "标题",
        Part::Line => "附注行",
        Part::Heading(..=1) => "一级标题",
        Part::Heading(2) => "二级标题",
        Part::Heading(3..) => "三级标题",
        Part::Body => "正文",
        Part::Note => "注",
        Part::Label => "栏目",
        Part::Cell => "内容",
        Part::PageNumber => "页码",
    };
    format!("{style}{part}")
}

fn paragraph_style(style: Style, part: Part) -> ParagraphStyle {
    let dress = dress(style, part);
    let fonts = RunFonts::new()
        .ascii(LATIN)
        .hi_ansi(LATIN)
        .east_asia(dress.font);
    let mut made = ParagraphStyle::new(style_id(style, part), StyleType::Paragraph)
        .name(style_name(style, part))
        .q_format(true)
        .fonts(fonts)
        .size(size(dress.half_points))
        .line_spacing(spacing(style, part))
        .align(match part {
            Part::Title | Part::Label | Part::PageNumber => AlignmentType::Center,
            Part::Line | Part::Cell => AlignmentType::Left,
            Part::Heading(_) | Part::Body | Part::Note => AlignmentType::Both,
        });
    if dress.bold {
        made = made.bold();
    }
    if let Part::Heading(level) = part {
        made = made.outline_lvl(usize::from(level.saturating_sub(1)));
    }
    if is_indented(style, part) {
        // Two characters are four half-widths, and a half-width is as many half points wide as half the size.
        let two_characters = signed(dress.half_points.saturating_mul(20));
        let first_line = SpecialIndentType::FirstLine(two_characters);
        made = made.indent(None, Some(first_line), None, None);
    }
    made
}

fn is_indented(style: Style, part: Part) -> bool {
    match part {
        Part::Body => true,
        Part::Heading(_) => style == Style::Official,
        _ => false,
    }
}

fn spacing(style: Style, part: Part) -> LineSpacing {
    let exact = |line| {
        LineSpacing::new()
            .line_rule(LineSpacingType::Exact)
            .line(line)
    };
    match (style, part) {
        (_, Part::Label | Part::Cell | Part::PageNumber) => LineSpacing::new(),
        (Style::Official, Part::Title) => exact(720),
        (Style::Official, Part::Note) => exact(400),
        (Style::Official, _) => exact(OFFICIAL_LINE),
        (Style::Form, Part::Title) => LineSpacing::new().before(60).after(120),
        (Style::Form, _) => LineSpacing::new().before(40).after(40),
    }
}

/// A part without the numbers of its paragraphs: they serve only those who edit together, and count on from one document to the next.
fn without_ids(part: &[u8]) -> String {
    const ID: &str = " w14:paraId=\"";
    let part = String::from_utf8_lossy(part);
    let mut kept = String::with_capacity(part.len());
    for (index, piece) in part.split(ID).enumerate() {
        let after_id = match piece.split_once('"') {
            Some((_, after)) if index > 0 => after,
            _ => piece,
        };
        kept.push_str(after_id);
    }
    kept
}

/// Adds what the writer of the body has no word for: the mark of head rows, and no room for the paragraphs that end sections.
///
/// Rows come in the order in which `head_rows` was told of them. No text of the document holds these tags, since it is escaped.
fn finish_body(body: &str, head_rows: &[bool]) -> Vec<u8> {
    const ROW: &str = "<w:trPr>";
    let body = body.replace(
        "<w:pPr><w:sectPr>",
        r#"<w:pPr><w:spacing w:line="20" w:lineRule="exact" /><w:rPr><w:sz w:val="2" /></w:rPr><w:sectPr>"#,
    );
    let body = footers_first(&body);
    let mut heads = head_rows.iter();
    let mut finished = String::with_capacity(body.len());
    for (index, part) in body.split(ROW).enumerate() {
        if index > 0 {
            finished.push_str(ROW);
            if heads.next() == Some(&true) {
                finished.push_str("<w:tblHeader />");
            }
        }
        finished.push_str(part);
    }
    finished.into_bytes()
}

/// The format wants a section's footer named before its page, where the writer names it last.
fn footers_first(body: &str) -> String {
    const SECTION: &str = "<w:sectPr>";
    const FOOTER: &str = "<w:footerReference";
    let mut ordered = String::with_capacity(body.len());
    for (index, part) in body.split(SECTION).enumerate() {
        if index > 0 {
            ordered.push_str(SECTION);
        }
        let footer = part
            .split_once(FOOTER)
            .and_then(|(page, rest)| rest.split_once("/>").map(|(name, rest)| (page, name, rest)));
        match footer {
            Some((page, name, rest)) => ordered.extend([FOOTER, name, "/>", page, rest]),
            None => ordered.push_str(part),
        }
    }
    ordered
}

/// An indent by characters, which follows the size of the text, beside the one by twips.
fn finish_styles(styles: &[u8]) -> Vec<u8> {
    String::from_utf8_lossy(styles)
        .replace("w:firstLine=\"", "w:firstLineChars=\"200\" w:firstLine=\"")
        .into_bytes()
}

fn core_properties(title: &str) -> Vec<u8> {
    let title = clean(title)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dcterms:created xsi:type="dcterms:W3CDTF">{FIRST_DAY}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">{FIRST_DAY}</dcterms:modified></cp:coreProperties>"#
    )
    .into_bytes()
}

/// The archive, compressed and without today's date.
fn pack(parts: &XMLDocx) -> Result<Vec<u8>, ExportError> {
    let named = [
        ("[Content_Types].xml", &parts.content_type),
        ("_rels/.rels", &parts.rels),
        ("docProps/app.xml", &parts.doc_props.app),
        ("docProps/core.xml", &parts.doc_props.core),
        ("docProps/custom.xml", &parts.doc_props.custom),
        ("word/_rels/document.xml.rels", &parts.document_rels),
        ("word/document.xml", &parts.document),
        ("word/styles.xml", &parts.styles),
        ("word/settings.xml", &parts.settings),
        ("word/fontTable.xml", &parts.font_table),
        ("word/comments.xml", &parts.comments),
        ("word/numbering.xml", &parts.numberings),
        ("word/commentsExtended.xml", &parts.comments_extended),
        ("word/footnotes.xml", &parts.footnotes),
    ];
    let named = named.map(|(name, bytes)| (String::from(name), bytes));
    // Footers come sorted by their numbers as texts: 1, 10, 11, 2.
    let mut numbers: Vec<String> = (1..=parts.footers.len()).map(|n| n.to_string()).collect();
    numbers.sort();
    let footers = numbers
        .iter()
        .zip(&parts.footers)
        .map(|(number, bytes)| (format!("word/footer{number}.xml"), bytes));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in named.into_iter().chain(footers) {
        archive.start_file(name, options)?;
        archive
            .write_all(bytes)
            .map_err(zip::result::ZipError::Io)?;
    }
    Ok(archive.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_footer_is_named_before_its_page() {
        let body = "<w:p/><w:sectPr><w:pgSz/><w:cols/><w:footerReference r:id=\"1\" /></w:sectPr><w:p/><w:sectPr><w:pgSz/></w:sectPr>";
        assert_eq!(
            footers_first(body),
            "<w:p/><w:sectPr><w:footerReference r:id=\"1\" /><w:pgSz/><w:cols/></w:sectPr><w:p/><w:sectPr><w:pgSz/></w:sectPr>"
        );
    }

    #[test]
    fn columns_share_the_width_without_loss() {
        assert_eq!(stretched(&[1, 1, 1], 100), [0, 33, 66, 100]);
        assert_eq!(stretched(&[u64::MAX; 3], 0), [0, 0, 0, 0]);
        assert_eq!(Fit::new(&[u16::MAX; 3], 10_000).edges.last(), Some(&10_000));
    }

    #[test]
    fn a_table_too_wide_for_its_page_has_smaller_text() {
        let size = |columns: &[u16]| Fit::new(columns, 10_206).half_points;
        assert_eq!(size(&[40, 40]), 21);
        assert_eq!(size(&[50, 50]), 20);
        assert_eq!(size(&[1000]), 15);
        // Eleven digits at 9.5 pt take 1045 twips, their sides 80.
        let fit = Fit::new(&[6, 9, 10, 14, 11, 11, 11, 7, 9, 8], 10_206);
        assert!(fit.between(4, 1) >= 11 * fit.half_points * 5 + 80);
    }
}
