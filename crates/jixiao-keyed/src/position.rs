//! From a byte offset to a line and a column.

#[cfg(any(feature = "toml", feature = "json"))]
use alloc::vec::Vec;

/// A line and a column, both counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The column, in characters.
    pub column: u32,
}

impl Position {
    /// Where every text begins.
    pub const START: Self = Self { line: 1, column: 1 };
}

/// How many characters may lie between two marks: a text of one long line must not be counted from its start each time.
#[cfg(any(feature = "toml", feature = "json"))]
const STRIDE: u32 = 256;

/// The positions of a text, looked up by byte offset.
#[cfg(any(feature = "toml", feature = "json"))]
pub(crate) struct Positions<'t> {
    text: &'t str,
    marks: Vec<(usize, Position)>,
}

#[cfg(any(feature = "toml", feature = "json"))]
impl<'t> Positions<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        let mut marks = Vec::new();
        let mut at = Position::START;
        let mut after_newline = true;
        for (offset, character) in text.char_indices() {
            if after_newline || at.column.is_multiple_of(STRIDE) {
                marks.push((offset, at));
            }
            after_newline = character == '\n';
            at = next(at, after_newline);
        }
        marks.push((text.len(), at));
        Self { text, marks }
    }

    /// The slice of the text, or nothing where the range does not fit it.
    pub(crate) fn slice(&self, range: core::ops::Range<usize>) -> &'t str {
        self.text.get(range).unwrap_or("")
    }

    /// The position of the character that begins at `offset`; past the end, the position after the last character.
    pub(crate) fn at(&self, offset: usize) -> Position {
        let after = self.marks.partition_point(|(mark, _)| *mark <= offset);
        let Some((mark, mut at)) = after
            .checked_sub(1)
            .and_then(|i| self.marks.get(i))
            .copied()
        else {
            return Position::START;
        };
        for character in self.slice(mark..offset).chars() {
            at = next(at, character == '\n');
        }
        at
    }
}

#[cfg(any(feature = "toml", feature = "json"))]
fn next(at: Position, newline: bool) -> Position {
    if newline {
        return Position {
            line: at.line.saturating_add(1),
            column: 1,
        };
    }
    Position {
        line: at.line,
        column: at.column.saturating_add(1),
    }
}

#[cfg(all(test, any(feature = "toml", feature = "json")))]
mod tests {
    use super::*;
    use std::borrow::ToOwned;

    #[test]
    fn agrees_with_counting_from_the_start() {
        let text = "项目 = 1\n\n\tb = \"好\"\r\n".to_owned() + &"长a".repeat(1000) + "\nend";
        let positions = Positions::new(&text);
        let mut at = Position::START;
        for (offset, character) in text.char_indices() {
            assert_eq!(positions.at(offset), at, "offset {offset}");
            at = next(at, character == '\n');
        }
        assert_eq!(positions.at(text.len()), at);
        assert_eq!(positions.at(text.len() + 10), at);
    }

    #[test]
    fn an_empty_text_has_a_start() {
        assert_eq!(Positions::new("").at(0), Position::START);
        assert_eq!(Positions::new("").at(7), Position::START);
    }
}
