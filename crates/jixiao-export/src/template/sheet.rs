//! Writing one sheet: labels, cells to fill in, formulas, and the page around them.

use std::collections::BTreeMap;

use rust_xlsxwriter::{
    ConditionalFormatFormula, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder,
    Formula, IgnoreError, ProtectionOptions, Workbook, Worksheet, utility,
};

use super::field::Field;
use crate::ExportError;
use crate::document::{Orientation, Page, Style};
use crate::render::{Part, column_pixels, line_height, lines, set_up_page, text_format};

/// The number format of money: two to six decimals.
pub(super) const MONEY: &str = "0.00####";
/// The number format of a rate.
pub(super) const RATE: &str = "0.00%";
/// The number format of points, weights and counts.
pub(super) const PLAIN: &str = "General";

/// The ground of a cell to fill in, and the colour of what is wrong.
const TINT: &str = "FFF8E1";
const RED: &str = "C00000";
/// Pixels of the tallest row that Excel has.
const TALLEST: u32 = 545;

/// Pixels of a column that nobody has set.
const COLUMN_WIDTH: u32 = 64;

/// Pixels of a row with one line.
fn usual_height() -> u32 {
    line_height(Part::Cell, Style::Form, 1)
}

/// An empty workbook whose rows are high enough for a line of a form. It bears a date that is the same on any day.
pub(super) fn workbook(title: &str) -> Result<Workbook, ExportError> {
    let mut workbook = Workbook::new();
    workbook.set_default_format(&Format::new(), usual_height(), COLUMN_WIDTH)?;
    // The first day that a zip archive can name.
    let first_day = ExcelDateTime::from_ymd(1980, 1, 1)?;
    let properties = DocProperties::new()
        .set_title(title)
        .set_creation_datetime(&first_day);
    workbook.set_properties(&properties);
    Ok(workbook)
}

/// A rectangle of a sheet, both ends included.
#[derive(Debug, Clone, Copy)]
pub(super) struct Area {
    pub(super) top: u32,
    pub(super) left: u16,
    pub(super) bottom: u32,
    pub(super) right: u16,
}

impl Area {
    /// Columns of one row.
    pub(super) const fn row(row: u32, left: u16, right: u16) -> Self {
        Self {
            top: row,
            left,
            bottom: row,
            right,
        }
    }

    /// One cell.
    pub(super) const fn cell(row: u32, column: u16) -> Self {
        Self::row(row, column, column)
    }

    /// So many rows, from this one down.
    pub(super) fn tall(mut self, rows: u32) -> Self {
        self.bottom = self.top.saturating_add(rows.saturating_sub(1));
        self
    }

    fn is_one(self) -> bool {
        self.top == self.bottom && self.left == self.right
    }
}

/// The name of a cell, such as D13.
pub(super) fn at(row: u32, column: u16) -> String {
    utility::row_col_to_cell(row, column)
}

/// The same, for formulas that are copied: $D$13.
pub(super) fn fixed(row: u32, column: u16) -> String {
    utility::row_col_to_cell_absolute(row, column)
}

/// What stands in a cell to fill in before anybody fills it.
pub(super) enum Filled<'a> {
    Nothing,
    Text(&'a str),
    Number(i32),
    /// A formula that may be written over.
    Formula(String),
}

/// Where the text of a cell stands.
#[derive(Clone, Copy)]
pub(super) enum Side {
    Left,
    Centre,
    Right,
}

impl Side {
    const fn align(self) -> FormatAlign {
        match self {
            Self::Left => FormatAlign::Left,
            Self::Centre => FormatAlign::Center,
            Self::Right => FormatAlign::Right,
        }
    }
}

/// Writes a sheet.
pub(super) struct Form<'a> {
    sheet: &'a mut Worksheet,
    widths: &'a [u16],
    heights: BTreeMap<u32, u32>,
    /// Pixels of a row with one line.
    usual: u32,
    /// How many rows at the top stay where they are while others move.
    frozen: u32,
    /// The first cell to fill in, where a reader begins.
    first: Option<(u32, u16)>,
    last_row: u32,
}

impl<'a> Form<'a> {
    /// An empty page with columns of these widths, in half-width characters. The first `frozen` rows stay where they are while others
    /// move.
    pub(super) fn new(
        sheet: &'a mut Worksheet,
        orientation: Orientation,
        widths: &'a [u16],
        frozen: u32,
    ) -> Result<Self, ExportError> {
        let style = Style::Form;
        set_up_page(sheet, Page { orientation, style }, false);
        for (column, width) in (0u16..).zip(widths) {
            let pixels = column_pixels(u32::from(*width));
            sheet.set_column_width_pixels(column, pixels)?;
        }
        sheet
            .set_formula_result_default("")
            .set_screen_gridlines(false)
            .set_freeze_panes(frozen, 0)?;
        Ok(Self {
            sheet,
            widths,
            heights: BTreeMap::new(),
            usual: usual_height(),
            frozen,
            first: None,
            last_row: 0,
        })
    }

    pub(super) fn last_column(&self) -> u16 {
        u16::try_from(self.widths.len().saturating_sub(1)).unwrap_or(u16::MAX)
    }

    /// A title across the sheet.
    pub(super) fn title(&mut self, row: u32, text: &str) -> Result<(), ExportError> {
        self.across(row, text, Part::Title, Side::Centre)
    }

    /// A text across the sheet, without a border.
    pub(super) fn across(
        &mut self,
        row: u32,
        text: &str,
        part: Part,
        side: Side,
    ) -> Result<(), ExportError> {
        let area = Area::row(row, 0, self.last_column());
        let format = text_format(Style::Form, part, side.align()).set_text_wrap();
        self.need(area, text, part);
        self.put(area, text, &format)
    }

    /// A formula across the sheet in the dress of a part, which has this result in an empty form.
    pub(super) fn across_formula(
        &mut self,
        row: u32,
        (formula, result): (&str, &str),
        part: Part,
        side: Side,
    ) -> Result<(), ExportError> {
        let area = Area::row(row, 0, self.last_column());
        let format = text_format(Style::Form, part, side.align()).set_text_wrap();
        self.need(area, result, part);
        self.put_formula(area, formula, result, &format)
    }

    /// A line above or below the form: no border, locked.
    pub(super) fn line(&mut self, area: Area, text: &str, side: Side) -> Result<(), ExportError> {
        let format = text_format(Style::Form, Part::Line, side.align());
        self.put(area, text, &format)
    }

    /// A line whose text may be changed.
    pub(super) fn open_line(
        &mut self,
        area: Area,
        text: &str,
        side: Side,
    ) -> Result<(), ExportError> {
        let format = text_format(Style::Form, Part::Line, side.align()).set_unlocked();
        self.put(area, text, &format)
    }

    /// A formula in a line.
    pub(super) fn line_formula(
        &mut self,
        area: Area,
        formula: &str,
        result: &str,
        side: Side,
    ) -> Result<(), ExportError> {
        let format = text_format(Style::Form, Part::Line, side.align());
        self.put_formula(area, formula, result, &format)
    }

    /// What is wrong with the form, in red across the sheet.
    pub(super) fn warning(&mut self, row: u32, formula: &str) -> Result<(), ExportError> {
        let area = Area::row(row, 0, self.last_column());
        let format = text_format(Style::Form, Part::Label, FormatAlign::Left)
            .set_font_color(RED)
            .set_text_wrap();
        self.put_formula(area, formula, "", &format)
    }

    /// A heading of the form.
    pub(super) fn label(&mut self, area: Area, text: &str) -> Result<(), ExportError> {
        self.bordered(area, text, Part::Label, Side::Centre)
    }

    /// A text of the form that cannot be changed.
    pub(super) fn text(&mut self, area: Area, text: &str, side: Side) -> Result<(), ExportError> {
        self.bordered(area, text, Part::Cell, side)
    }

    fn bordered(
        &mut self,
        area: Area,
        text: &str,
        part: Part,
        side: Side,
    ) -> Result<(), ExportError> {
        let format = boxed(part, side).set_text_wrap();
        self.need(area, text, part);
        self.put(area, text, &format)
    }

    /// A number that cannot be changed.
    pub(super) fn number(&mut self, area: Area, text: &str) -> Result<(), ExportError> {
        let format = boxed(Part::Cell, Side::Centre).set_num_format(PLAIN);
        match text.parse::<f64>() {
            Ok(number) => {
                self.put(area, "", &format)?;
                self.sheet
                    .write_number_with_format(area.top, area.left, number, &format)?;
                Ok(())
            }
            Err(_) => self.put(area, text, &format),
        }
    }

    /// A formula, which shows `result` while the form is empty.
    pub(super) fn formula(
        &mut self,
        area: Area,
        formula: &str,
        shape: &str,
        result: &str,
    ) -> Result<(), ExportError> {
        let format = boxed(
            Part::Cell,
            if shape == MONEY {
                Side::Right
            } else {
                Side::Centre
            },
        );
        // A figure too wide for its column shows as ###, unless it may shrink.
        let format = format.set_num_format(shape).set_shrink();
        self.put_formula(area, formula, result, &format)
    }

    /// A formula that gives a text of any length.
    pub(super) fn text_formula(
        &mut self,
        area: Area,
        formula: &str,
        side: Side,
    ) -> Result<(), ExportError> {
        let format = boxed(Part::Cell, side).set_text_wrap();
        self.put_formula(area, formula, "", &format)
    }

    /// A cell to fill in.
    pub(super) fn input(
        &mut self,
        area: Area,
        field: &Field,
        side: Side,
    ) -> Result<(), ExportError> {
        self.filled(area, field, side, &Filled::Nothing)?;
        self.check(area, field)
    }

    /// A cell to fill in that is filled already, without its check.
    pub(super) fn filled(
        &mut self,
        area: Area,
        field: &Field,
        side: Side,
        filled: &Filled<'_>,
    ) -> Result<(), ExportError> {
        let format = boxed(Part::Cell, side)
            .set_background_color(TINT)
            .set_unlocked();
        let format = if field.is_number() {
            format.set_shrink().set_num_format(field.shape())
        } else {
            format.set_text_wrap()
        };
        // A formula in a cell of texts would be taken for one.
        let format = match filled {
            Filled::Formula(_) => format,
            _ => format.set_num_format(field.shape()),
        };
        if area.top >= self.frozen {
            self.first.get_or_insert((area.top, area.left));
        }
        match filled {
            Filled::Nothing => self.put(area, "", &format),
            Filled::Text(text) => {
                self.need(area, text, Part::Cell);
                self.put(area, text, &format)
            }
            Filled::Number(number) => {
                self.put(area, "", &format)?;
                self.sheet
                    .write_number_with_format(area.top, area.left, *number, &format)?;
                Ok(())
            }
            Filled::Formula(formula) => self.put_formula(area, formula, "", &format),
        }
    }

    /// The check of a range of cells to fill in.
    pub(super) fn check(&mut self, area: Area, field: &Field) -> Result<(), ExportError> {
        let cell = at(area.top, area.left);
        let weight = at(area.top, area.left.saturating_sub(1));
        let validation = field.validation(&cell, &weight)?;
        self.sheet.add_data_validation(
            area.top,
            area.left,
            area.bottom,
            area.right,
            &validation,
        )?;
        Ok(())
    }

    /// The cell turns red where the formula holds.
    pub(super) fn red_where(&mut self, area: Area, formula: &str) -> Result<(), ExportError> {
        let red = Format::new()
            .set_font_color("FFFFFF")
            .set_background_color(RED);
        let condition = ConditionalFormatFormula::new()
            .set_rule(Formula::new(formula))
            .set_format(red);
        self.sheet.add_conditional_format(
            area.top,
            area.left,
            area.bottom,
            area.right,
            &condition,
        )?;
        Ok(())
    }

    /// A row as high as is wanted for texts that are not yet there.
    pub(super) fn set_height(&mut self, row: u32, pixels: u32) {
        let own = self.heights.entry(row).or_default();
        *own = pixels.max(*own);
    }

    /// Rows with one line are so high.
    pub(super) fn set_usual_height(&mut self, pixels: u32) {
        self.usual = pixels;
    }

    /// All on one page.
    pub(super) fn fit_on_one_page(&mut self) {
        self.sheet.set_print_fit_to_pages(1, 1);
    }

    /// The row is repeated on every page.
    pub(super) fn repeat(&mut self, row: u32) -> Result<(), ExportError> {
        self.sheet.set_repeat_rows(row, row)?;
        Ok(())
    }

    /// Heights, protection and the place where a reader begins.
    pub(super) fn finish(mut self) -> Result<(), ExportError> {
        self.set_heights()?;
        let last = self.last_column();
        self.sheet.set_print_area(0, 0, self.last_row, last)?;
        // Targets such as 50 are texts on purpose.
        self.sheet.ignore_error_range(
            0,
            0,
            self.last_row,
            last,
            IgnoreError::NumberStoredAsText,
        )?;
        if let Some((row, column)) = self.first.take() {
            self.sheet.set_selection(row, column, row, column)?;
        }
        self.sheet.protect_with_options(&ProtectionOptions {
            format_columns: true,
            format_rows: true,
            ..ProtectionOptions::new()
        });
        Ok(())
    }

    /// A row that is as high as others has no height of its own: then it grows with what is typed.
    fn set_heights(&mut self) -> Result<(), ExportError> {
        for row in 0..=self.last_row {
            let needed = self.heights.get(&row).copied().unwrap_or(0);
            let height = needed.max(self.usual).min(TALLEST);
            if height != usual_height() {
                self.sheet.set_row_height_pixels(row, height)?;
            }
        }
        Ok(())
    }

    fn put(&mut self, area: Area, text: &str, format: &Format) -> Result<(), ExportError> {
        self.last_row = self.last_row.max(area.bottom);
        if area.is_one() {
            if text.is_empty() {
                self.sheet.write_blank(area.top, area.left, format)?;
            } else {
                self.sheet
                    .write_string_with_format(area.top, area.left, text, format)?;
            }
            return Ok(());
        }
        self.sheet
            .merge_range(area.top, area.left, area.bottom, area.right, text, format)?;
        Ok(())
    }

    fn put_formula(
        &mut self,
        area: Area,
        formula: &str,
        result: &str,
        format: &Format,
    ) -> Result<(), ExportError> {
        self.put(area, "", format)?;
        let formula = Formula::new(format!("={formula}")).set_result(result);
        self.sheet
            .write_formula_with_format(area.top, area.left, formula, format)?;
        Ok(())
    }

    /// Makes room for a text; what a text over several rows needs beyond theirs goes to the first.
    fn need(&mut self, area: Area, text: &str, part: Part) {
        let columns = self.widths.iter();
        let covered = columns
            .skip(usize::from(area.left))
            .take(usize::from(area.right.saturating_sub(area.left)).saturating_add(1));
        let inner = u32::from(area.right.saturating_sub(area.left));
        let room = covered.fold(inner, |sum, width| sum.saturating_add(u32::from(*width)));
        let room = match part {
            // Its characters are 18 pt against 10.5 pt.
            Part::Title => room.saturating_mul(7).checked_div(12).unwrap_or(room),
            _ => room,
        };
        let height = line_height(part, Style::Form, lines(text, room));
        let usual = self.usual;
        let below = area.bottom.saturating_sub(area.top).saturating_mul(usual);
        self.set_height(area.top, height.saturating_sub(below));
    }
}

/// The dress of a cell with its border.
fn boxed(part: Part, side: Side) -> Format {
    let format = text_format(Style::Form, part, side.align()).set_border(FormatBorder::Thin);
    match side {
        Side::Right => format.set_indent(1), // So that figures keep clear of the border.
        Side::Left | Side::Centre => format,
    }
}
