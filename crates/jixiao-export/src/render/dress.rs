//! The dress of each part of a page, the same in a workbook and a text document.

use crate::document::Style;

/// What a text is on its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Title,
    Line,
    Heading(u8),
    Body,
    Note,
    Label,
    Cell,
    PageNumber,
}

/// How a text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dress {
    /// The Chinese typeface.
    pub(super) font: &'static str,
    /// The size, in half points.
    pub(super) half_points: u32,
    pub(super) bold: bool,
}

/// The colour of made-up text.
pub(super) const CONSTRUCTED: &str = "0000FF";

const SONG: &str = "宋体";
const HEI: &str = "黑体";
const KAI: &str = "楷体_GB2312";
const FANG: &str = "仿宋_GB2312";
const TITLE_SONG: &str = "方正小标宋简体";

/// The size of a table's text, 五号, in half points: its half-width characters are the unit of column widths.
pub(super) const CELL_HALF_POINTS: u32 = 21;

/// How a part looks in a style.
pub(super) fn dress(style: Style, part: Part) -> Dress {
    let (font, half_points, bold) = match (style, part) {
        (_, Part::Label) => (HEI, CELL_HALF_POINTS, false),
        (_, Part::Cell) | (Style::Form, Part::Line | Part::Body) => (SONG, CELL_HALF_POINTS, false),
        (Style::Official, Part::Title) => (TITLE_SONG, 44, false),
        (Style::Official, Part::Heading(..=1)) => (HEI, 32, false),
        (Style::Official, Part::Heading(2)) => (KAI, 32, false),
        (Style::Official, Part::Heading(3..)) => (FANG, 32, true),
        (Style::Official, Part::Line | Part::Body) => (FANG, 32, false),
        (Style::Official, Part::Note) => (FANG, 24, false),
        (Style::Official, Part::PageNumber) => (SONG, 28, false),
        (Style::Form, Part::Title) => (TITLE_SONG, 36, false),
        (Style::Form, Part::Heading(..=1)) => (HEI, 24, false),
        (Style::Form, Part::Heading(2)) => (KAI, 24, false),
        (Style::Form, Part::Heading(3..)) => (SONG, CELL_HALF_POINTS, true),
        (Style::Form, Part::Note | Part::PageNumber) => (SONG, 18, false),
    };
    Dress {
        font,
        half_points,
        bold,
    }
}
