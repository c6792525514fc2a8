//! The tree: values with their positions.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::entry::Entry;
use crate::position::Position;
use crate::problem::Problems;

/// A parsed text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The file as the user named it.
    pub file: Arc<str>,
    /// The whole text: a table in TOML, any value in JSON.
    pub root: Node,
}

impl Document {
    /// The document's root for reading; what is wrong goes to `problems`.
    pub fn read<'a>(&'a self, problems: &'a Problems) -> Entry<'a> {
        Entry::root(self, problems)
    }
}

/// A value and where it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Where it begins: for a TOML table its header, or the key where it has no header.
    pub at: Position,
}

/// A value of either format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A table (TOML) or object (JSON), its members as they stand in the file. No key occurs twice.
    Table(Vec<Member>),
    /// An array.
    Array(Vec<Node>),
    /// A quoted text, unescaped.
    Text(String),
    /// A number exactly as it stands in the file (`0.10`, `1e30`, `+5`), less the underscores that TOML allows.
    ///
    /// Hexadecimal, octal and binary integers of TOML are written in decimal. `nan` and `inf` of TOML come through as they stand:
    /// whoever reads a quantity refuses them.
    Number(String),
    /// `true` or `false`.
    Boolean(bool),
    /// A date, a time or both, as it stands in a TOML file.
    Date(String),
    /// `null` of JSON.
    Null,
}

/// A key of a table with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The key, unquoted.
    pub key: String,
    /// Where the key stands.
    pub at: Position,
    /// The value.
    pub node: Node,
}
