//! Paragraphs of which some pieces are marked.

use std::fmt::Display;

use crate::document::{Block, Mark, Span};

/// A paragraph being written.
#[derive(Default)]
pub(crate) struct Prose(Vec<Span>);

impl Prose {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self::default().text(text)
    }

    /// Plain words.
    pub(crate) fn text(self, text: impl Into<String>) -> Self {
        self.marked(text.into(), Mark::Plain)
    }

    /// A figure or a text of the unit, with its mark.
    pub(crate) fn marked(mut self, piece: impl Display, mark: Mark) -> Self {
        let text = piece.to_string();
        match self.0.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.mark == mark => last.text.push_str(&text),
            _ => self.0.push(Span { text, mark }),
        }
        self
    }

    /// A text of the unit as one or more whole sentences: its last full stop is added where it lacks one.
    pub(crate) fn sentence(self, text: &str, mark: Mark) -> Self {
        let text = text.trim();
        let ended = text.ends_with(['。', '！', '？', '；', '.']);
        let prose = self.marked(text, mark);
        if ended { prose } else { prose.text("。") }
    }

    pub(crate) fn paragraph(self) -> Block {
        Block::Paragraph(self.0)
    }
}
