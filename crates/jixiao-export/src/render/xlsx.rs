//! A workbook: a sheet for each section.

use std::collections::BTreeSet;

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::clean::clean;
use super::dress::{CELL_HALF_POINTS, CONSTRUCTED, Part, dress};
use super::layout::Piece;
use super::measure::{lines, text_width};
use super::paper::{HALF_WIDTH, Paper};
use super::sheet_name::sheet_names;
use super::{lay, require_sections};
use crate::ExportError;
use crate::document::{
    Align, Block, Document, Mark, Orientation, Page, Section, Span, Style, Table, Value,
};

/// The most UTF-16 units of a cell.
const LONGEST_TEXT: usize = 32_767;
/// Half-width characters of the widest column, and pixels of the tallest row (409 pt), that Excel has.
const WIDEST: u32 = 254;
const TALLEST: u32 = 545;
/// Pixels of a half-width character of a cell's text, of the room at a cell's sides, and above and below its text.
const CHARACTER: u32 = 7;
const SIDES: u32 = 8;
const ABOVE_AND_BELOW: u32 = 8;
/// The character set of simplified Chinese: where a typeface is missing, Excel takes another of the same set.
const GB2312: u8 = 134;
const PAPER_A4: u8 = 9;

/// The document as an Excel workbook (`.xlsx`).
///
/// Sheets have the sections' names, changed where Excel does not take them. Pages are A4 and as wide as the sheet; the head
/// rows of a table are repeated on every page where nothing but notes and lines stands behind it, since Excel repeats rows to the end of a sheet. Where tables of a sheet have different columns, the sheet has all
/// their edges, and cells are merged over them.
///
/// Rows are as high as their texts need by estimate, up to Excel's limit of 409 pt: of a longer text only the beginning is seen,
/// though the cell holds all of it. A text longer than 32 767 characters is refused ([`ExportError::TextTooLong`]).
///
/// Figures are true numbers. One with more than 15 significant digits, which Excel would drop, is written as the text that shows
/// it. No text is ever a formula, whatever sign it begins with.
///
/// Fails as each variant of [`ExportError`] but `Archive` says.
pub fn xlsx(document: &Document) -> Result<Vec<u8>, ExportError> {
    require_sections(document)?;
    let mut workbook = Workbook::new();
    let first_day = ExcelDateTime::from_ymd(1980, 1, 1)?;
    let properties = DocProperties::new()
        .set_title(clean(&document.title))
        .set_creation_datetime(&first_day);
    workbook.set_properties(&properties);
    let names = sheet_names(
        document
            .sections
            .iter()
            .map(|section| section.name.as_str()),
    );
    for (section, name) in document.sections.iter().zip(names) {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name)?;
        SheetWriter::new(section, sheet)?.write()?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// Writes a section, block by block.
struct SheetWriter<'a> {
    section: &'a Section,
    sheet: &'a mut Worksheet,
    /// The right edges of the sheet's columns, in half-width characters; never empty.
    edges: Vec<u32>,
    /// The row to write next.
    row: u32,
    page_breaks: Vec<u32>,
    /// The first and last head row of the table written last.
    repeated: Option<(u32, u32)>,
}

/// A rectangle of the sheet, both ends included.
#[derive(Clone, Copy)]
struct Area {
    top: u32,
    bottom: u32,
    left: u16,
    right: u16,
}

impl<'a> SheetWriter<'a> {
    fn new(section: &'a Section, sheet: &'a mut Worksheet) -> Result<Self, ExportError> {
        let edges = column_edges(section);
        if edges.len() > 16_384 {
            return Err(too_large(section));
        }
        Ok(Self {
            section,
            sheet,
            edges,
            row: 0,
            page_breaks: Vec::new(),
            repeated: None,
        })
    }

    fn write(mut self) -> Result<(), ExportError> {
        set_up_page(self.sheet, self.section.page);
        self.set_columns()?;
        let mut tables: usize = 0;
        for block in &self.section.blocks {
            match block {
                Block::Title(lines) => self.write_title(lines)?,
                Block::Line { left, right } => self.write_line(left, right)?,
                Block::Heading { level, text } => {
                    self.write_spans(&[Span::plain(text)], Part::Heading(*level))?;
                }
                Block::Paragraph(spans) => self.write_spans(spans, Part::Body)?,
                Block::Note(spans) => self.write_spans(spans, Part::Note)?,
                Block::Table(table) => {
                    tables = tables.saturating_add(1);
                    self.write_table(tables, table)?;
                }
                Block::PageBreak => self.page_breaks.push(self.row),
            }
        }
        // A break with nothing behind it would print an empty page.
        self.page_breaks.retain(|row| *row > 0 && *row < self.row);
        self.sheet.set_page_breaks(&self.page_breaks)?;
        self.repeat_head_rows()
    }

    fn set_columns(&mut self) -> Result<(), ExportError> {
        let mut left = 0;
        for (column, edge) in (0u16..).zip(&self.edges) {
            let width = edge.saturating_sub(left).min(WIDEST);
            self.sheet
                .set_column_width_pixels(column, column_pixels(width))?;
            left = *edge;
        }
        Ok(())
    }

    fn last_column(&self) -> u16 {
        u16::try_from(self.edges.len().saturating_sub(1)).unwrap_or(u16::MAX)
    }

    /// The half-width characters of a table's text that fit on a line across these columns.
    fn room(&self, left: u16, right: u16) -> u32 {
        let begin = match usize::from(left).checked_sub(1) {
            Some(before) => self.edges.get(before).copied().unwrap_or(0),
            None => 0,
        };
        let end = self.edges.get(usize::from(right)).copied().unwrap_or(begin);
        // Merged columns give the room at their inner sides to the text.
        let inner = u32::from(right.saturating_sub(left));
        let gained = inner.saturating_mul(SIDES).checked_div(CHARACTER);
        end.saturating_sub(begin)
            .min(inner.saturating_add(1).saturating_mul(WIDEST))
            .saturating_add(gained.unwrap_or(0))
    }

    /// The format of a text, which is wrapped.
    fn format(&self, part: Part, mark: Mark, align: FormatAlign) -> Format {
        self.unwrapped(part, mark, align).set_text_wrap()
    }

    fn unwrapped(&self, part: Part, mark: Mark, align: FormatAlign) -> Format {
        let format = text_format(self.section.page.style, part, align);
        match mark {
            Mark::Constructed => format.set_font_color(CONSTRUCTED),
            Mark::Plain => format,
        }
    }

    fn write_title(&mut self, lines: &[String]) -> Result<(), ExportError> {
        for line in lines {
            let format = self.format(Part::Title, Mark::Plain, FormatAlign::Center);
            self.write_across(line, Part::Title, &format)?;
        }
        Ok(())
    }

    /// Both ends in one row where both fit; else a row each.
    fn write_line(&mut self, left: &str, right: &str) -> Result<(), ExportError> {
        let left_format = self.format(Part::Line, Mark::Plain, FormatAlign::Left);
        let right_format = self.format(Part::Line, Mark::Plain, FormatAlign::Right);
        if let Some(middle) = self.division(left, right) {
            let last = self.last_column();
            let (left, right) = (self.checked(left)?, self.checked(right)?);
            self.merge(self.area(0, middle), &left, &left_format)?;
            self.merge(
                self.area(middle.saturating_add(1), last),
                &right,
                &right_format,
            )?;
            return self.end_row(line_height(Part::Line, self.section.page.style, 1));
        }
        if !left.is_empty() {
            self.write_across(left, Part::Line, &left_format)?;
        }
        if !right.is_empty() {
            self.write_across(right, Part::Line, &right_format)?;
        }
        Ok(())
    }

    /// The last column of the left text, if both stand and a column's edge leaves room for both.
    fn division(&self, left: &str, right: &str) -> Option<u16> {
        if left.is_empty() || right.is_empty() || left.contains('\n') || right.contains('\n') {
            return None;
        }
        let needed = |text: &str| self.scaled_up(text_width(text), Part::Line);
        let last = self.last_column();
        (0..last).find(|column| {
            self.room(0, *column) >= needed(left)
                && self.room(column.saturating_add(1), last) >= needed(right)
        })
    }

    /// The width of so many half-width characters of a part, in those of a table's text.
    fn scaled_up(&self, width: u32, part: Part) -> u32 {
        let size = dress(self.section.page.style, part).half_points;
        width.saturating_mul(size).div_ceil(CELL_HALF_POINTS)
    }

    /// How many half-width characters of a part fit where so many of a table's text do.
    fn scaled_down(&self, room: u32, part: Part) -> u32 {
        let size = dress(self.section.page.style, part).half_points;
        room.saturating_mul(CELL_HALF_POINTS)
            .checked_div(size)
            .unwrap_or(room)
    }

    /// A text across the whole sheet, in a row as high as it needs.
    fn write_across(&mut self, text: &str, part: Part, format: &Format) -> Result<(), ExportError> {
        let text = self.checked(text)?;
        let last = self.last_column();
        self.merge(self.area(0, last), &text, format)?;
        let room = self.scaled_down(self.room(0, last), part);
        self.end_row(line_height(
            part,
            self.section.page.style,
            lines(&text, room),
        ))
    }

    fn write_spans(&mut self, spans: &[Span], part: Part) -> Result<(), ExportError> {
        let pieces: Vec<(Format, String)> = spans
            .iter()
            .map(|span| {
                (
                    self.format(part, span.mark, FormatAlign::Left),
                    clean(&span.text),
                )
            })
            .filter(|(_, text)| !text.is_empty())
            .collect();
        let whole: String = pieces.iter().map(|(_, text)| text.as_str()).collect();
        match pieces.as_slice() {
            [] => Ok(()),
            [(format, text)] => self.write_across(text, part, format),
            [(first, _), ..] => {
                let row = self.row;
                self.write_across(&whole, part, first)?;
                let pieces: Vec<(&Format, &str)> = pieces
                    .iter()
                    .map(|(format, text)| (format, text.as_str()))
                    .collect();
                self.sheet
                    .write_rich_string_with_format(row, 0, &pieces, first)?;
                Ok(())
            }
        }
    }

    fn write_table(&mut self, number: usize, table: &Table) -> Result<(), ExportError> {
        let rows = lay(self.section, number, table)?;
        let top = self.row;
        let columns = self.sheet_columns(table);
        let mut heights = RowHeights::new(rows.len());
        for (index, row) in rows.iter().enumerate() {
            for piece in row.iter().filter(|piece| piece.begins) {
                let area = self.table_area(piece, &columns)?;
                let needed = self.write_cell(area, piece)?;
                heights.need(index, piece.rows_left, needed);
            }
            self.row = self
                .row
                .checked_add(1)
                .ok_or_else(|| too_large(self.section))?;
        }
        for (row, height) in (top..).zip(heights.settle()) {
            self.sheet.set_row_height_pixels(row, height)?;
        }
        self.repeated = u32::try_from(table.head_rows)
            .ok()
            .and_then(|heads| Some((top, top.saturating_add(heads.checked_sub(1)?))));
        Ok(())
    }

    fn repeat_head_rows(&mut self) -> Result<(), ExportError> {
        // Excel repeats them to the sheet's end, so nothing but notes may stand behind the table.
        let mut from_end = self.section.blocks.iter().rev();
        let last = from_end.find(|block| !matches!(block, Block::Note(_) | Block::Line { .. }));
        if let (Some((first, last)), Some(Block::Table(_))) = (self.repeated, last) {
            self.sheet.set_repeat_rows(first, last)?;
        }
        Ok(())
    }

    /// The last column of the sheet that each column of a table covers.
    fn sheet_columns(&self, table: &Table) -> Vec<u16> {
        table_edges(table)
            .map(|edge| {
                let column = self.edges.binary_search(&edge).unwrap_or_else(|near| near);
                u16::try_from(column).unwrap_or(u16::MAX)
            })
            .collect()
    }

    fn table_area(&self, piece: &Piece<'_>, columns: &[u16]) -> Result<Area, ExportError> {
        let edge = |column: usize| columns.get(column).copied().unwrap_or(u16::MAX);
        let left = match piece.column.checked_sub(1) {
            Some(before) => edge(before).saturating_add(1),
            None => 0,
        };
        let last = piece.column.saturating_add(piece.columns).saturating_sub(1);
        let more_rows = u32::try_from(piece.rows_left.saturating_sub(1)).unwrap_or(u32::MAX);
        let bottom = self.row.checked_add(more_rows);
        Ok(Area {
            top: self.row,
            bottom: bottom.ok_or_else(|| too_large(self.section))?,
            left,
            right: edge(last),
        })
    }

    /// Writes a cell and says how many pixels of height it needs.
    fn write_cell(&mut self, area: Area, piece: &Piece<'_>) -> Result<u32, ExportError> {
        let cell = piece.cell;
        let part = if cell.head { Part::Label } else { Part::Cell };
        let align = match cell.align {
            Align::Left => FormatAlign::Left,
            Align::Center => FormatAlign::Center,
            Align::Right => FormatAlign::Right,
        };
        let format = self
            .unwrapped(part, cell.mark, align)
            .set_border(FormatBorder::Thin);
        let format = match cell.align {
            Align::Right => format.set_indent(1), // So that figures keep clear of the border.
            Align::Left | Align::Center => format,
        };
        let text = self.checked(cell.value.shown())?;
        if let Some((number, shape)) = figure(&cell.value) {
            // A figure too wide for its column shows as ###, unless it may shrink.
            let format = format.set_shrink().set_num_format(shape);
            self.merge(area, "", &format)?;
            self.sheet
                .write_number_with_format(area.top, area.left, number, &format)?;
        } else if text.starts_with(['=', '+', '-', '@']) {
            // Without the prefix, a text like =1 would turn into a formula once a reader edits it.
            let format = format.set_text_wrap().set_quote_prefix();
            self.merge(area, &text, &format)?;
        } else {
            self.merge(area, &text, &format.set_text_wrap())?;
        }
        let lines = lines(&text, self.room(area.left, area.right));
        Ok(line_height(part, self.section.page.style, lines))
    }

    fn area(&self, left: u16, right: u16) -> Area {
        Area {
            top: self.row,
            bottom: self.row,
            left,
            right,
        }
    }

    /// A text over an area, merged if it is more than one cell.
    fn merge(&mut self, area: Area, text: &str, format: &Format) -> Result<(), ExportError> {
        let written = if area.top == area.bottom && area.left == area.right {
            self.sheet
                .write_string_with_format(area.top, area.left, text, format)
        } else {
            self.sheet
                .merge_range(area.top, area.left, area.bottom, area.right, text, format)
        };
        match written {
            Ok(_) => Ok(()),
            Err(XlsxError::RowColumnLimitError) => Err(too_large(self.section)),
            Err(other) => Err(other.into()),
        }
    }

    /// A text that a cell can hold.
    fn checked(&self, text: &str) -> Result<String, ExportError> {
        let text = clean(text);
        let length = text.encode_utf16().count();
        if length > LONGEST_TEXT {
            return Err(ExportError::TextTooLong {
                section: self.section.name.clone(),
                row: self.row.saturating_add(1),
                length,
                max: LONGEST_TEXT,
            });
        }
        Ok(text)
    }

    fn end_row(&mut self, height: u32) -> Result<(), ExportError> {
        self.sheet
            .set_row_height_pixels(self.row, height.min(TALLEST))?;
        self.row = self
            .row
            .checked_add(1)
            .ok_or_else(|| too_large(self.section))?;
        Ok(())
    }
}

/// A4 with the margins of the style, as wide as the sheet, with page numbers.
pub(crate) fn set_up_page(sheet: &mut Worksheet, page: Page) {
    let paper = Paper::new(page);
    let inches = |twips: u32| f64::from(twips) / 1440.0;
    sheet
        .set_paper_size(PAPER_A4)
        .set_margins(
            inches(paper.left),
            inches(paper.right),
            inches(paper.top),
            inches(paper.bottom),
            inches(paper.footer),
            inches(paper.footer),
        )
        .set_print_center_horizontally(true)
        .set_print_fit_to_pages(1, 0)
        .set_footer("&C第 &P 页 共 &N 页");
    match page.orientation {
        Orientation::Portrait => sheet.set_portrait(),
        Orientation::Landscape => sheet.set_landscape(),
    };
}

/// How wide a column is that holds so many half-width characters.
pub(crate) fn column_pixels(width: u32) -> u32 {
    width.saturating_mul(CHARACTER).saturating_add(SIDES)
}

/// The dress of a part as a format, without line breaks.
pub(crate) fn text_format(style: Style, part: Part, align: FormatAlign) -> Format {
    let dress = dress(style, part);
    let format = Format::new()
        .set_font_name(dress.font)
        .set_font_charset(GB2312)
        .set_font_size(f64::from(dress.half_points) / 2.0)
        .set_align(align)
        .set_align(FormatAlign::VerticalCenter);
    if dress.bold {
        return format.set_bold();
    }
    format
}

fn too_large(section: &Section) -> ExportError {
    ExportError::TooLarge {
        section: section.name.clone(),
    }
}

/// The right edges of a table's columns.
fn table_edges(table: &Table) -> impl Iterator<Item = u32> {
    table.columns.iter().scan(0u32, |edge, width| {
        *edge = edge.saturating_add(u32::from(*width));
        Some(*edge)
    })
}

/// The right edges of all tables; without tables, the edge of the paper.
fn column_edges(section: &Section) -> Vec<u32> {
    let tables = section.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let edges: BTreeSet<u32> = tables.flat_map(table_edges).collect();
    if edges.is_empty() {
        let width = Paper::new(section.page).text_width();
        return vec![width.checked_div(HALF_WIDTH).unwrap_or(width)];
    }
    edges.into_iter().collect()
}

/// Pixels that so many lines of a part need. Typefaces that stand in for a missing one are up to 1.45 times as high as their size, so
/// that much is left for each.
pub(crate) fn line_height(part: Part, style: Style, lines: u32) -> u32 {
    let size = dress(style, part).half_points;
    let line = size.saturating_mul(29).div_ceil(30);
    line.saturating_mul(lines).saturating_add(ABOVE_AND_BELOW)
}

/// The number of a figure and its format, if Excel keeps every digit: it has 15.
fn figure(value: &Value) -> Option<(f64, &str)> {
    let Value::Number {
        decimal, format, ..
    } = value
    else {
        return None;
    };
    let plain = decimal.strip_prefix('-').unwrap_or(decimal);
    let (whole, decimals) = plain.split_once('.').unwrap_or((plain, "0"));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    // Formats have at most 30 decimals.
    if !is_digits(whole) || !is_digits(decimals) || plain.len() > 30 {
        return None;
    }
    let significant = whole
        .bytes()
        .chain(decimals.bytes())
        .skip_while(|byte| *byte == b'0');
    let mut digits: usize = 0;
    for (place, byte) in (1usize..).zip(significant) {
        if byte != b'0' {
            digits = place;
        }
    }
    if digits > 15 {
        return None;
    }
    decimal.parse().ok().map(|number| (number, format.as_str()))
}

/// How high the rows of a table must be.
struct RowHeights {
    rows: Vec<u32>,
    /// First row, number of rows and need of each cell that covers several.
    spans: Vec<(usize, usize, u32)>,
}

impl RowHeights {
    fn new(rows: usize) -> Self {
        Self {
            rows: vec![0; rows],
            spans: Vec::new(),
        }
    }

    fn need(&mut self, row: usize, rows: usize, height: u32) {
        if rows > 1 {
            self.spans.push((row, rows, height));
            return;
        }
        if let Some(own) = self.rows.get_mut(row) {
            *own = height.max(*own);
        }
    }

    /// The rows' heights. What a cell over several rows needs beyond theirs is spread over them, cells over few rows first.
    fn settle(mut self) -> Vec<u32> {
        self.spans.sort_by_key(|(_, rows, _)| *rows);
        for (first, rows, needed) in self.spans {
            let covered: Vec<&mut u32> = self.rows.iter_mut().skip(first).take(rows).collect();
            let total = covered
                .iter()
                .fold(0u32, |sum, height| sum.saturating_add(**height));
            let each = u32::try_from(rows)
                .ok()
                .and_then(|rows| {
                    needed
                        .saturating_sub(total)
                        .checked_next_multiple_of(rows)?
                        .checked_div(rows)
                })
                .unwrap_or(0);
            for height in covered {
                *height = height.saturating_add(each);
            }
        }
        for height in &mut self.rows {
            *height = (*height).min(TALLEST);
        }
        self.rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_a_number_as_long_as_excel_keeps_its_digits() {
        let cases = [
            ("109607.51", Some((109_607.51, "0.00"))),
            ("99.99%", Some((0.9999, "0.00%"))),
            ("0", Some((0.0, "0"))),
            ("-0.5", Some((-0.5, "0.0"))),
            (
                "0.000000123456789012345",
                Some((1.234_567_890_123_45e-7, "0.000000000000000000000")),
            ),
            ("123456789012345", Some((123_456_789_012_345.0, "0"))),
            ("123456789012345000", Some((123_456_789_012_345_000.0, "0"))),
            ("1234567890123456", None),
            ("1.000000000000001", None),
            ("1.00000000000000000000000000000000000000000", None),
        ];
        for (shown, expected) in cases {
            let value = Value::number(shown);
            assert_eq!(figure(&value), expected, "{shown}");
        }
        let odd = Value::Number {
            shown: String::from("一"),
            decimal: String::from("NaN"),
            format: String::from("0"),
        };
        assert_eq!(figure(&odd), None);
    }

    #[test]
    fn what_a_tall_cell_needs_beyond_its_rows_is_spread() {
        let mut heights = RowHeights::new(4);
        heights.need(0, 1, 20);
        heights.need(1, 1, 20);
        heights.need(2, 1, 30);
        heights.need(0, 2, 61);
        heights.need(0, 3, 90);
        heights.need(3, 1, 9_999);
        assert_eq!(heights.settle(), [31, 31, 30, TALLEST]);
    }
}
