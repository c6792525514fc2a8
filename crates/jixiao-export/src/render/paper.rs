//! The paper: A4, with the margins of each style.

use crate::document::{Orientation, Page, Style};

/// A page in twips (a twentieth of a point).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Paper {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) top: u32,
    pub(super) bottom: u32,
    pub(super) left: u32,
    pub(super) right: u32,
    /// From the page's lower edge to the page number.
    pub(super) footer: u32,
}

const SHORT_SIDE: u32 = 11_906;
const LONG_SIDE: u32 = 16_838;

/// A half-width character of a table's text (五号) is this wide.
pub(super) const HALF_WIDTH: u32 = 105;

impl Paper {
    pub(super) fn new(page: Page) -> Self {
        let (width, height) = match page.orientation {
            Orientation::Portrait => (SHORT_SIDE, LONG_SIDE),
            Orientation::Landscape => (LONG_SIDE, SHORT_SIDE),
        };
        // GB/T 9704: 37, 35, 28 and 26 mm; the page number 7 mm below the text. Forms: 15 mm all round.
        let (top, bottom, left, right, footer) = match page.style {
            Style::Official => (2098, 1984, 1588, 1474, 1400),
            Style::Form => (850, 850, 850, 850, 420),
        };
        Self {
            width,
            height,
            top,
            bottom,
            left,
            right,
            footer,
        }
    }

    /// The height that text has.
    pub(super) fn text_height(&self) -> u32 {
        self.height
            .saturating_sub(self.top)
            .saturating_sub(self.bottom)
    }

    /// The width that text has.
    pub(super) fn text_width(&self) -> u32 {
        self.width
            .saturating_sub(self.left)
            .saturating_sub(self.right)
    }
}
