//! A workbook: a sheet for each section.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use jixiao_model::GOES_ON;
use rust_xlsxwriter::{
    DataValidation, DataValidationRule, DocProperties, ExcelDateTime, Format, FormatAlign,
    FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::clean::clean;
use super::dress::{CELL_HALF_POINTS, CONSTRUCTED, Part, dress};
use super::layout::Piece;
use super::measure::{lines, parts, text_width};
use super::pages::{RowHeights, SheetRow, TALLEST, divided, page_starts, parted};
use super::paper::{HALF_WIDTH, Paper};
use super::sheet_name::sheet_names;
use super::{lay, require_sections};
use crate::ExportError;
use crate::document::{
    Align, Block, Check, Document, Fill, Mark, Orientation, Page, Section, Span, Style, Table,
    Value,
};

/// The most UTF-16 units of a cell.
const LONGEST_TEXT: usize = 32_767;
/// Half-width characters of the widest column that Excel has.
const WIDEST: u32 = 254;
/// Pixels of a half-width character of a cell's text, of the room at a cell's sides, and above and below its text.
const CHARACTER: u32 = 7;
const SIDES: u32 = 8;
const ABOVE_AND_BELOW: u32 = 8;
/// Twips of a pixel.
const TWIPS: u32 = 15;
/// The character set of simplified Chinese: where a typeface is missing, Excel takes another of the same set.
const GB2312: u8 = 134;
const PAPER_A4: u8 = 9;
/// The size of texts that are higher than a row can be, 小五, in half points.
const SMALL_HALF_POINTS: u32 = 18;
/// How many lines of a text that no page can hold stand in one row.
const PART_LINES: u32 = 12;
/// A sheet up to so many hundredths of a page is made smaller so that one page holds it.
const SHRINKS_TO_A_PAGE: u32 = 115;
/// The most page breaks that Excel has.
const MOST_BREAKS: usize = 1_023;

/// The document as an Excel workbook (`.xlsx`).
///
/// Sheets have the sections' names, changed where Excel does not take them. Pages are A4 and as wide as the sheet; the head
/// rows of a table are repeated on every page where nothing but notes and lines stands behind it, since Excel repeats rows to the end of a sheet. Where tables of a sheet have different columns, the sheet has all
/// their edges, and cells are merged over them.
///
/// Rows are as high as their texts need by estimate. A text that would be higher than Excel's limit of 409 pt is set smaller, and its row,
/// where that is not enough, divided into several under merged cells, which stand together on a page. Only a text that no page can hold is
/// told in parts, a row of the sheet each, which one behind the other are the text. What goes on over pages begins each with its levels and
/// below the last row of labels; a sheet little longer than a page is made to fit it. A text longer than 32 767 characters is refused ([`ExportError::TextTooLong`]).
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
    /// Pixels of height that a page has room for, and how many of them stand on the page begun.
    page: u32,
    used: u32,
    page_breaks: Vec<u32>,
    /// The first and last head row of the table written last.
    repeated: Option<(u32, u32)>,
    /// Where cells are filled in later, each area as long as one fill goes on downwards.
    fills: Vec<(Area, Fill)>,
}

/// A table, measured.
struct Plan<'a> {
    table: &'a Table,
    /// The cells that begin in each row.
    rows: Vec<Vec<Fitted<'a>>>,
    /// Pixels of each row, however many.
    heights: Vec<u32>,
}

impl Plan<'_> {
    /// The rows that head what goes on over pages: those of the table, else the last with nothing but labels.
    fn heads(&self) -> Range<usize> {
        if self.table.head_rows > 0 {
            return 0..self.table.head_rows;
        }
        let last = self.rows.iter().rposition(|row| labels_only(row));
        last.map_or(0..0, |row| row..row.saturating_add(1))
    }
}

/// A cell with its text measured.
struct Fitted<'a> {
    piece: Piece<'a>,
    /// Its first and last column of the sheet.
    left: u16,
    right: u16,
    text: Cow<'a, str>,
    /// Its text is set smaller, being long.
    small: bool,
    /// Pixels that its text needs.
    height: u32,
}

/// The rows of a table as rows of the sheet.
struct Divisions {
    rows: Vec<SheetRow>,
    /// For each row of the table its first row of the sheet, and behind the last one how many there are.
    first: Vec<usize>,
    /// For each row and cell of the table, the parts of its text; see [`Divided`].
    texts: Vec<Vec<Vec<String>>>,
}

/// A row of a table as rows of the sheet.
struct Divided {
    rows: Vec<SheetRow>,
    /// For each cell that begins there, the parts of its text, a row each; none where it stands whole.
    texts: Vec<Vec<String>>,
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
        let page = page_height(section, &edges);
        Ok(Self {
            section,
            sheet,
            edges,
            row: 0,
            page,
            used: 0,
            page_breaks: Vec::new(),
            repeated: None,
            fills: Vec::new(),
        })
    }

    fn write(mut self) -> Result<(), ExportError> {
        let section = self.section;
        let mut plans = Vec::new();
        for block in &section.blocks {
            if let Block::Table(table) | Block::List(table) = block {
                plans.push(self.plan(plans.len().saturating_add(1), table)?);
            }
        }
        let on_one_page = self.fits_one_page(&plans);
        if on_one_page {
            self.page = u32::MAX;
        }
        set_up_page(self.sheet, section.page, on_one_page);
        self.set_columns()?;
        let mut plans = plans.iter();
        for (index, block) in section.blocks.iter().enumerate() {
            match block {
                Block::Title(lines) => self.write_title(lines)?,
                Block::Line { left, right } => self.write_line(left, right)?,
                Block::Heading { level, text } => {
                    self.write_spans(&[Span::plain(text)], Part::Heading(*level))?;
                }
                Block::Paragraph(spans) => self.write_spans(spans, Part::Body)?,
                Block::Note(spans) => self.write_spans(spans, Part::Note)?,
                Block::Table(_) | Block::List(_) => {
                    let behind = section.blocks.iter().skip(index.saturating_add(1));
                    let below = behind.take_while(|block| is_small_print(block));
                    let below = below.fold(0, |sum: u32, block| {
                        sum.saturating_add(self.height_of_block(block))
                    });
                    let Some(plan) = plans.next() else {
                        continue;
                    };
                    self.write_table(plan, below)?;
                    if matches!(block, Block::List(_)) {
                        self.let_filter()?;
                    }
                }
                Block::PageBreak => {
                    self.page_breaks.push(self.row);
                    self.used = 0;
                }
            }
        }
        // A break with nothing behind it would print an empty page.
        self.page_breaks.retain(|row| *row > 0 && *row < self.row);
        self.page_breaks.truncate(MOST_BREAKS);
        self.sheet.set_page_breaks(&self.page_breaks)?;
        self.check_fills()?;
        self.repeat_head_rows()
    }

    /// Says and checks what is typed where cells are filled in later.
    fn check_fills(&mut self) -> Result<(), ExportError> {
        for (area, fill) in &self.fills {
            let rule = validation(fill)?;
            self.sheet
                .add_data_validation(area.top, area.left, area.bottom, area.right, &rule)?;
        }
        Ok(())
    }

    /// Keeps that an area is filled in later: one check for all rows of a column, however many.
    fn keep_fill(&mut self, area: Area, fill: Fill) {
        let above = self.fills.iter_mut().rev().find(|(above, one)| {
            *one == fill && (above.left, above.right) == (area.left, area.right)
        });
        match above {
            Some((above, _)) if above.bottom.checked_add(1) == Some(area.top) => {
                above.bottom = area.bottom;
            }
            _ => self.fills.push((area, fill)),
        }
    }

    /// Is the sheet so little longer than a page that it is better made smaller than broken?
    fn fits_one_page(&self, plans: &[Plan<'a>]) -> bool {
        let blocks = self.section.blocks.iter();
        if blocks
            .clone()
            .any(|block| matches!(block, Block::PageBreak))
        {
            return false;
        }
        let texts = blocks.map(|block| self.height_of_block(block));
        let tables = plans.iter().map(|plan| sum(&plan.heights));
        let height = texts.chain(tables).fold(0, u32::saturating_add);
        let most = self.page.saturating_mul(SHRINKS_TO_A_PAGE) / 100;
        height > self.page && height <= most
    }

    /// The height of a block; a table's is told by its plan.
    fn height_of_block(&self, block: &Block) -> u32 {
        let across = |text: &str, part: Part| {
            let room = self.scaled_down(self.room(0, self.last_column()), part);
            self.line_height(part, lines(&clean(text), room))
        };
        match block {
            Block::Title(lines) => lines.iter().fold(0, |sum: u32, line| {
                sum.saturating_add(across(line, Part::Title))
            }),
            Block::Line { left, right } if self.division(left, right).is_some() => {
                self.line_height(Part::Line, 1)
            }
            Block::Line { left, right } => [left, right]
                .into_iter()
                .filter(|text| !text.is_empty())
                .fold(0, |sum: u32, text| {
                    sum.saturating_add(across(text, Part::Line))
                }),
            Block::Heading { level, text } => across(text, Part::Heading(*level)),
            Block::Paragraph(spans) => across(&joined(spans), Part::Body),
            Block::Note(spans) => across(&joined(spans), Part::Note),
            Block::Table(_) | Block::List(_) | Block::PageBreak => 0,
        }
    }

    fn line_height(&self, part: Part, lines: u32) -> u32 {
        line_height(part, self.section.page.style, lines)
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
            return self.end_row(self.line_height(Part::Line, 1));
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
        self.end_row(self.line_height(part, lines(&text, room)))
    }

    fn write_spans(&mut self, spans: &[Span], part: Part) -> Result<(), ExportError> {
        let pieces: Vec<(Format, Cow<'_, str>)> = spans
            .iter()
            .map(|span| {
                (
                    self.format(part, span.mark, FormatAlign::Left),
                    clean(&span.text),
                )
            })
            .filter(|(_, text)| !text.is_empty())
            .collect();
        let whole: String = pieces.iter().map(|(_, text)| &**text).collect();
        match pieces.as_slice() {
            [] => Ok(()),
            [(format, text)] => self.write_across(text, part, format),
            [(first, _), ..] => {
                let row = self.row;
                self.write_across(&whole, part, first)?;
                let pieces: Vec<(&Format, &str)> = pieces
                    .iter()
                    .map(|(format, text)| (format, &**text))
                    .collect();
                self.sheet
                    .write_rich_string_with_format(row, 0, &pieces, first)?;
                Ok(())
            }
        }
    }

    /// Measures a table.
    fn plan(&self, number: usize, table: &'a Table) -> Result<Plan<'a>, ExportError> {
        let columns = self.sheet_columns(table);
        let laid = lay(self.section, number, table)?;
        let mut heights = RowHeights::new(laid.len());
        let mut rows = Vec::with_capacity(laid.len());
        for (index, row) in laid.iter().enumerate() {
            let mut fitted = Vec::new();
            for piece in row.iter().filter(|piece| piece.begins) {
                let cell = self.fit(piece, &columns)?;
                heights.need(index, piece.rows_left, cell.height);
                fitted.push(cell);
            }
            rows.push(fitted);
        }
        let least = height_of(CELL_HALF_POINTS, 1);
        let heights = heights.settle().into_iter();
        Ok(Plan {
            table,
            rows,
            heights: heights.map(|height| height.max(least)).collect(),
        })
    }

    /// A cell's text, and how high it is there. A text that would be higher than a row can be is set smaller.
    fn fit(&self, piece: &Piece<'a>, columns: &[u16]) -> Result<Fitted<'a>, ExportError> {
        let (left, right) = sheet_span(piece, columns);
        let text = self.checked(piece.cell.value.shown())?;
        let height = |half_points: u32| {
            let room = scaled(self.room(left, right), half_points);
            height_of(half_points, lines(&text, room))
        };
        let usual = height(CELL_HALF_POINTS);
        let is_text = matches!(piece.cell.value, Value::Text(_));
        let small = usual > TALLEST && is_text && !piece.cell.head && piece.rows_left == 1;
        let height = if small {
            height(SMALL_HALF_POINTS)
        } else {
            usual
        };
        Ok(Fitted {
            piece: *piece,
            left,
            right,
            text,
            small,
            height,
        })
    }

    /// Writes a table. `below` pixels of lines and notes stay on the page with its last row.
    fn write_table(&mut self, plan: &Plan<'a>, below: u32) -> Result<(), ExportError> {
        let heads = plan.heads();
        let heads_height = sum(plan.heights.get(heads.clone()).unwrap_or_default());
        let room = self.page.saturating_sub(heads_height);
        let Divisions {
            mut rows,
            first,
            texts,
        } = self.divide_all(plan, room);
        let count = rows.len();
        let at = |row: usize| first.get(row).copied().unwrap_or(count);
        let heads = at(heads.start)..at(heads.end);
        let mut with_below = rows.clone();
        with_below.extend((below > 0).then_some(SheetRow {
            height: below,
            with_above: true,
        }));
        let starts = page_starts(&with_below, self.used, self.page, &heads);
        let top = self.row;
        let rows_below = u32::try_from(count).unwrap_or(u32::MAX);
        self.row = top
            .checked_add(rows_below)
            .ok_or_else(|| too_large(self.section))?;
        let mut breaks: BTreeSet<usize> = starts
            .iter()
            .copied()
            .filter(|start| {
                with_below
                    .get(start.saturating_add(1))
                    .is_some_and(|row| row.with_above)
            })
            .collect();
        for (index, (row, texts)) in plan.rows.iter().zip(&texts).enumerate() {
            for (cell, texts) in row.iter().zip(texts) {
                let covered = at(index)..at(index.saturating_add(cell.piece.rows_left));
                let pieces = parted(covered.clone(), &starts);
                breaks.extend(pieces.iter().skip(1).map(|piece| piece.start));
                if let [_, _, ..] = texts.as_slice() {
                    self.write_parts(top, covered, cell, texts, &starts)?;
                    continue;
                }
                for (number, piece) in pieces.into_iter().enumerate() {
                    // A level goes on under its name; what stands once in its row is not told again.
                    let told = number == 0 || cell.piece.rows_left > 1;
                    if told {
                        heighten(&mut rows, piece.clone(), cell.height);
                    }
                    self.write_cell(rows_from(top, &piece, cell), cell, told)?;
                }
            }
        }
        let absolute = |row: usize| top.saturating_add(u32::try_from(row).unwrap_or(u32::MAX));
        self.page_breaks.extend(breaks.into_iter().map(absolute));
        let wanted = plan.table.head_rows > 0 || starts.iter().any(|start| *start >= heads.end);
        self.repeated = (wanted && !heads.is_empty())
            .then(|| (absolute(heads.start), absolute(heads.end.saturating_sub(1))));
        self.end_table(top, &rows, starts.last().copied(), heads_height)
    }

    /// The rows of the sheet that the rows of a table take.
    fn divide_all(&self, plan: &Plan<'a>, room: u32) -> Divisions {
        let mut all = Divisions {
            rows: Vec::new(),
            first: vec![0],
            texts: Vec::with_capacity(plan.rows.len()),
        };
        let mut below_labels = false;
        for (row, height) in plan.rows.iter().zip(&plan.heights) {
            let mut divided = self.divide(row, *height, room);
            // Labels do not stand alone at a page's end.
            if let (true, Some(first)) = (below_labels, divided.rows.first_mut()) {
                first.with_above = true;
            }
            below_labels = labels_only(row);
            all.rows.extend(divided.rows);
            all.first.push(all.rows.len());
            all.texts.push(divided.texts);
        }
        all
    }

    /// Gives the rows their heights, and keeps how much of the last page they take.
    fn end_table(
        &mut self,
        top: u32,
        rows: &[SheetRow],
        last_page: Option<usize>,
        heads_height: u32,
    ) -> Result<(), ExportError> {
        for (row, sheet_row) in (top..).zip(rows) {
            self.sheet
                .set_row_height_pixels(row, sheet_row.height.min(TALLEST))?;
        }
        let rest = rows.get(last_page.unwrap_or(0)..).unwrap_or_default();
        let before = match last_page {
            Some(_) => heads_height,
            None => self.used,
        };
        self.used = rest
            .iter()
            .fold(before, |sum, row| sum.saturating_add(row.height));
        Ok(())
    }

    /// Divides a row of a table into rows of the sheet: as few as Excel allows where a page has room for them, else into many, each with
    /// a part of every long text, so that a page ends between two lines of it.
    fn divide(&self, row: &[Fitted<'a>], height: u32, room: u32) -> Divided {
        let whole = |row: &[Fitted<'a>]| row.iter().map(|_| Vec::new()).collect();
        let most = height_of(SMALL_HALF_POINTS, PART_LINES);
        let long = |cell: &Fitted<'a>| cell.small && cell.height > most;
        if height <= room.max(TALLEST) || !row.iter().any(long) {
            let heights = divided(height).into_iter().enumerate();
            let rows = heights.map(|(number, height)| SheetRow {
                height,
                with_above: number > 0 && height <= room,
            });
            return Divided {
                rows: rows.collect(),
                texts: whole(row),
            };
        }
        let texts: Vec<Vec<String>> = row
            .iter()
            .map(|cell| {
                if !long(cell) {
                    return Vec::new();
                }
                let room = scaled(self.room(cell.left, cell.right), SMALL_HALF_POINTS);
                let lines = usize::try_from(PART_LINES).unwrap_or(usize::MAX);
                joinable(&parts(&cell.text, room, lines))
            })
            .collect();
        let count = texts.iter().map(Vec::len).max().unwrap_or(0);
        let rows = (0..count).map(|number| SheetRow {
            height: texts
                .iter()
                .zip(row)
                .filter_map(|(parts, cell)| {
                    let part = parts.get(number)?;
                    let room = scaled(self.room(cell.left, cell.right), SMALL_HALF_POINTS);
                    let part = part.trim_end_matches(GOES_ON);
                    let part = part.strip_suffix('\n').unwrap_or(part);
                    Some(height_of(SMALL_HALF_POINTS, lines(part, room)))
                })
                .fold(0, u32::max),
            with_above: false,
        });
        Divided {
            rows: rows.collect(),
            texts,
        }
    }

    /// A long text, a part in each row, without lines between them but where a page ends.
    fn write_parts(
        &mut self,
        top: u32,
        rows: Range<usize>,
        cell: &Fitted<'a>,
        texts: &[String],
        starts: &[usize],
    ) -> Result<(), ExportError> {
        for (number, row) in rows.clone().enumerate() {
            let begins = row == rows.start || starts.contains(&row);
            let next = row.saturating_add(1);
            let ends = next == rows.end || starts.contains(&next);
            let format = self
                // The lines are spread over the row, so that no gap shows where the estimate left room.
                .cell_format(cell, FormatAlign::VerticalJustify)
                .set_text_wrap()
                .set_border_top(edge(begins))
                .set_border_bottom(edge(ends));
            let text = texts.get(number).map_or("", String::as_str);
            let format = quoted(format, text);
            let area = rows_from(top, &(row..next), cell);
            self.merge(area, text, &format)?;
        }
        Ok(())
    }

    fn cell_format(&self, cell: &Fitted<'a>, vertical: FormatAlign) -> Format {
        let own = cell.piece.cell;
        let part = if own.head { Part::Label } else { Part::Cell };
        let align = match own.align {
            Align::Left => FormatAlign::Left,
            Align::Center => FormatAlign::Center,
            Align::Right => FormatAlign::Right,
        };
        let mut format = self
            .unwrapped(part, own.mark, align)
            .set_align(vertical)
            .set_border(FormatBorder::Thin);
        if cell.small {
            format = format.set_font_size(f64::from(SMALL_HALF_POINTS) / 2.0);
        }
        match own.align {
            Align::Right => format.set_indent(1), // So that figures keep clear of the border.
            Align::Left | Align::Center => format,
        }
    }

    /// Writes a cell, or only its frame.
    fn write_cell(&mut self, area: Area, cell: &Fitted<'a>, told: bool) -> Result<(), ExportError> {
        let format = self.cell_format(cell, FormatAlign::VerticalCenter);
        if !told {
            return self.merge(area, "", &format);
        }
        if let Some(fill) = cell.piece.cell.fill {
            self.keep_fill(area, fill);
        }
        let Some((number, shape)) = figure(&cell.piece.cell.value) else {
            let format = quoted(format.set_text_wrap(), &cell.text);
            return self.merge(area, &cell.text, &format);
        };
        // A figure too wide for its column shows as ###, unless it may shrink.
        let format = format.set_shrink().set_num_format(shape);
        if area.top != area.bottom || area.left != area.right {
            self.merge(area, "", &format)?;
        }
        self.sheet
            .write_number_with_format(area.top, area.left, number, &format)?;
        Ok(())
    }

    /// Keeps the head of the table written last in sight, and lets a reader filter its rows.
    fn let_filter(&mut self) -> Result<(), ExportError> {
        let Some((_, head)) = self.repeated else {
            return Ok(());
        };
        self.sheet.set_freeze_panes(head.saturating_add(1), 0)?;
        let last = self.row.saturating_sub(1);
        if last > head {
            self.sheet.autofilter(head, 0, last, self.last_column())?;
        }
        Ok(())
    }

    fn repeat_head_rows(&mut self) -> Result<(), ExportError> {
        // Excel repeats them to the sheet's end, so nothing but notes may stand behind the table.
        let mut from_end = self.section.blocks.iter().rev();
        let last = from_end.find(|block| !is_small_print(block));
        if let (Some((first, last)), Some(Block::Table(_) | Block::List(_))) = (self.repeated, last)
        {
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
    fn checked<'t>(&self, text: &'t str) -> Result<Cow<'t, str>, ExportError> {
        let text = clean(text);
        // No text has more units than bytes.
        if text.len() <= LONGEST_TEXT {
            return Ok(text);
        }
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
        let height = height.min(TALLEST);
        self.sheet.set_row_height_pixels(self.row, height)?;
        self.used = match self.used.saturating_add(height) {
            over if over > self.page => height,
            used => used,
        };
        self.row = self
            .row
            .checked_add(1)
            .ok_or_else(|| too_large(self.section))?;
        Ok(())
    }
}

/// A4 with the margins of the style, as wide as the sheet or smaller yet where all of it goes on one page, with page numbers.
pub(crate) fn set_up_page(sheet: &mut Worksheet, page: Page, on_one_page: bool) {
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
        .set_print_fit_to_pages(1, u16::from(on_one_page))
        .set_footer("&C第 &P 页，共 &N 页");
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

/// What Excel says and checks of a cell that is filled in later.
fn validation(fill: &Fill) -> Result<DataValidation, ExportError> {
    let rule = match fill.check {
        Check::OneOf(words) => DataValidation::new().allow_list_strings(words)?,
        Check::Date => {
            let first = ExcelDateTime::from_ymd(1994, 1, 1)?;
            let last = ExcelDateTime::from_ymd(2200, 12, 31)?;
            DataValidation::new().allow_date(DataValidationRule::Between(first, last))
        }
    };
    Ok(rule
        .set_input_title(fill.title)?
        .set_input_message(fill.help)?
        .set_error_title("填写有误")?
        .set_error_message(fill.wrong)?)
}

fn too_large(section: &Section) -> ExportError {
    ExportError::TooLarge {
        section: section.name.clone(),
    }
}

/// The parts of a text, with the sign that no reader sees at every edge between two: by it an importer makes them one text again.
fn joinable(parts: &[&str]) -> Vec<String> {
    let last = parts.len().saturating_sub(1);
    let marked = parts.iter().enumerate().map(|(number, part)| {
        let goes_on = GOES_ON.to_string();
        let before = if number == 0 { "" } else { &goes_on };
        let behind = if number == last { "" } else { &goes_on };
        format!("{before}{part}{behind}")
    });
    marked.collect()
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
        Block::Table(table) | Block::List(table) => Some(table),
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
    height_of(dress(style, part).half_points, lines)
}

/// Pixels that so many lines of a text of this size need. Typefaces that stand in for a missing one are up to 1.45 times as high as their
/// size, so that much is left for each.
fn height_of(half_points: u32, lines: u32) -> u32 {
    let line = half_points.saturating_mul(29).div_ceil(30);
    line.saturating_mul(lines).saturating_add(ABOVE_AND_BELOW)
}

/// How many half-width characters of this size fit where so many of a table's text do.
fn scaled(room: u32, half_points: u32) -> u32 {
    room.saturating_mul(CELL_HALF_POINTS)
        .checked_div(half_points)
        .unwrap_or(room)
}

/// Pixels of height that a page has room for when the sheet is as wide as it. A little is left over, since programs round the scale.
fn page_height(section: &Section, edges: &[u32]) -> u32 {
    let paper = Paper::new(section.page);
    let columns = u32::try_from(edges.len()).unwrap_or(u32::MAX);
    let characters = edges.last().copied().unwrap_or(0);
    let sheet = u64::from(characters.saturating_mul(CHARACTER))
        .saturating_add(u64::from(columns.saturating_mul(SIDES)));
    let width = u64::from(paper.text_width() / TWIPS);
    let height = u64::from(paper.text_height() / TWIPS);
    let scaled = height
        .saturating_mul(sheet.max(width))
        .checked_div(width)
        .unwrap_or(height);
    u32::try_from(scaled.saturating_mul(97) / 100).unwrap_or(u32::MAX)
}

fn sum(heights: &[u32]) -> u32 {
    heights
        .iter()
        .fold(0, |sum: u32, height| sum.saturating_add(*height))
}

/// Makes rows high enough for a text over all of them.
fn heighten(rows: &mut [SheetRow], covered: Range<usize>, needed: u32) {
    let Some(rows) = rows.get_mut(covered) else {
        return;
    };
    let height = rows
        .iter()
        .fold(0, |sum: u32, row| sum.saturating_add(row.height));
    if let Some(last) = rows.last_mut() {
        last.height = last.height.saturating_add(needed.saturating_sub(height));
    }
}

/// The area of a cell over rows of a table that begins at `top`.
fn rows_from(top: u32, rows: &Range<usize>, cell: &Fitted<'_>) -> Area {
    let absolute = |row: usize| top.saturating_add(u32::try_from(row).unwrap_or(u32::MAX));
    Area {
        top: absolute(rows.start),
        bottom: absolute(rows.end.saturating_sub(1)),
        left: cell.left,
        right: cell.right,
    }
}

/// Does nothing but labels begin in a row?
fn labels_only(row: &[Fitted<'_>]) -> bool {
    !row.is_empty() && row.iter().all(|cell| cell.piece.cell.head)
}

/// Lines and notes may stand behind a table whose head is repeated.
fn is_small_print(block: &Block) -> bool {
    matches!(block, Block::Note(_) | Block::Line { .. })
}

fn joined(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}

fn edge(drawn: bool) -> FormatBorder {
    if drawn {
        FormatBorder::Thin
    } else {
        FormatBorder::None
    }
}

/// Without the prefix, a text like =1 would turn into a formula once a reader edits it. The last four are the full-width signs, which
/// Excel takes for the others.
fn quoted(format: Format, text: &str) -> Format {
    const SIGNS: [char; 8] = [
        '=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
    ];
    if text.starts_with(SIGNS) {
        format.set_quote_prefix()
    } else {
        format
    }
}

/// The first and last column of the sheet that a cell covers.
fn sheet_span(piece: &Piece<'_>, columns: &[u16]) -> (u16, u16) {
    let edge = |column: usize| columns.get(column).copied().unwrap_or(u16::MAX);
    let left = match piece.column.checked_sub(1) {
        Some(before) => edge(before).saturating_add(1),
        None => 0,
    };
    let last = piece.column.saturating_add(piece.columns).saturating_sub(1);
    (left, edge(last))
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
}
