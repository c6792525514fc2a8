//! Names and other short texts that must not be empty.

use alloc::boxed::Box;
use core::fmt;
use core::str::FromStr;

use crate::error::ModelError;
use crate::fixed::shorten;

/// A text that a form must have, such as a name: not empty, at most 500 characters, kept as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(Box<str>);

impl Name {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Name {
    type Err = ModelError;

    fn from_str(text: &str) -> Result<Self, ModelError> {
        let text = text.trim();
        let length = text.chars().count();
        match length {
            0 => Err(ModelError::Empty),
            1..=500 if !text.chars().any(|c| c.is_control() && c != '\n') => Ok(Self(text.into())),
            1..=500 => Err(ModelError::UnknownWord {
                found: shorten(text),
                known: "a text without control characters",
            }),
            _ => Err(ModelError::TooLong { length, max: 500 }),
        }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

crate::serde_text::by_text!(Name);
