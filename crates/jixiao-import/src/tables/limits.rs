//! The most that one file of tables may hold.
//!
//! The readers are given the limits instead of knowing them, so that tests can pass each without building files of hundreds of
//! megabytes.

use crate::{
    MAX_CELL_TEXT_BYTES, MAX_CELLS, MAX_FORM_BYTES, MAX_PART_BYTES, MAX_PARTS, MAX_SHEETS,
    MAX_UNPACKED_BYTES,
};

#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub(super) file_bytes: usize,
    pub(super) parts: usize,
    pub(super) part_bytes: usize,
    pub(super) unpacked_bytes: usize,
    pub(super) sheets: usize,
    pub(super) cells: usize,
    pub(super) text_bytes: usize,
}

impl Limits {
    /// Those that the crate states.
    pub(super) const STATED: Self = Self {
        file_bytes: MAX_FORM_BYTES,
        parts: MAX_PARTS,
        part_bytes: MAX_PART_BYTES,
        unpacked_bytes: MAX_UNPACKED_BYTES,
        sheets: MAX_SHEETS,
        cells: MAX_CELLS,
        text_bytes: MAX_CELL_TEXT_BYTES,
    };
}

/// A number of bytes as messages tell it.
pub(super) fn mebibytes(bytes: usize) -> usize {
    bytes / (1024 * 1024)
}
