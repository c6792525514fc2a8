//! TOML and JSON texts as a tree of keys in which every value knows its line, and a reader on top that collects every
//! problem of a file instead of stopping at the first.
//!
//! ```
//! # #[cfg(feature = "toml")] {
//! use jixiao_keyed::{Entry, Problems, parse_toml};
//! use jixiao_model::{Bilingual, Lang};
//!
//! struct Indicator {
//!     name: String,
//!     weight: u32,
//! }
//!
//! fn indicator(entry: &Entry<'_>) -> Option<Indicator> {
//!     entry.table(|table| {
//!         // Ask for every key first and use `?` afterwards: so no problem hides another.
//!         let name = table.required("name", "指标名称").and_then(|entry| entry.text());
//!         let weight = table.required("weight", "分值").and_then(|entry| {
//!             entry.parse(|text| {
//!                 text.parse()
//!                     .map_err(|_| Bilingual::new("应为整数", "expected a whole number"))
//!             })
//!         });
//!         Some(Indicator { name: name?.into(), weight: weight? })
//!     })
//! }
//!
//! let text = r#"
//! [[indicators]]
//! name = "培训人次"
//! wieght = 10
//! "#;
//! let document = parse_toml("form.toml", text).map_err(|problems| problems.len()).unwrap();
//! let problems = Problems::new();
//! let indicators = document.read(&problems).table(|table| {
//!     table.required("indicators", "绩效指标")?.list(indicator)
//! });
//!
//! assert!(indicators.is_none());
//! let shown: Vec<String> = problems.into_sorted_vec().iter().map(|problem| problem.render(Lang::Chinese)).collect();
//! assert_eq!(
//!     shown,
//!     [
//!         "form.toml 第 2 行第 1 列（indicators[1].weight）：缺少键“weight”（分值）；请补上这个键",
//!         "form.toml 第 4 行第 1 列（indicators[1].wieght）：不认识的键“wieght”；是否应为“weight”（分值）？",
//!     ]
//! );
//! # }
//! ```
//!
//! What a file may hold is limited by [`MAX_TEXT_BYTES`], [`MAX_DEPTH`] and [`MAX_KEY_PARTS`], so that no text can exhaust the
//! stack; a text in which nothing fits reports its first [`MAX_SYNTAX_PROBLEMS`] problems.
//!
//! Features: `toml` (default) gives `parse_toml`, without `std` too; `json` gives `parse_json` and needs `std`.
#![no_std]
#![cfg_attr(
    not(test),
    deny(
        clippy::arithmetic_side_effects,
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing
    )
)]

extern crate alloc;
#[cfg(any(feature = "std", test))]
extern crate std;

mod entry;
mod nearest;
mod node;
mod position;
mod problem;
mod shown;
#[cfg(any(feature = "toml", feature = "json"))]
mod syntax;
mod table;

#[cfg(feature = "json")]
mod from_json;
#[cfg(feature = "toml")]
mod from_toml;
#[cfg(feature = "toml")]
mod toml_depth;
#[cfg(feature = "toml")]
mod toml_messages;

pub use entry::Entry;
pub use nearest::nearest;
pub use node::{Document, Member, Node, Value};
pub use position::Position;
pub use problem::{Problem, ProblemKind, Problems};
pub use shown::shorten;
pub use table::Table;

#[cfg(feature = "json")]
pub use from_json::parse_json;
#[cfg(feature = "toml")]
pub use from_toml::parse_toml;

/// The longest text that is read, in bytes: 64 MiB.
pub const MAX_TEXT_BYTES: usize = 64 * 1024 * 1024;

/// How deep brackets and braces may nest.
///
/// In TOML each of these levels may have a key of up to [`MAX_KEY_PARTS`] parts, and so may the header above them.
pub const MAX_DEPTH: usize = 32;

/// How many parts a dotted TOML key may have: `a.b.c` has three.
pub const MAX_KEY_PARTS: usize = 8;

/// How many problems a parser reports of one text; one more then says how many were left out.
pub const MAX_SYNTAX_PROBLEMS: usize = 100;
