//! Why a target was missed, and what is done about it: a catalogue of causes (偏差原因) and remedies (改进措施) with stable codes, and a matcher from
//! free text to these codes that says which words decided.
//!
//! ```
//! use jixiao_catalogue::Catalogue;
//! let catalogue = Catalogue::builtin()?;
//! let found = catalogue.classify("因施工单位未及时开具发票，工程款年底前没有付出。");
//! assert_eq!(found.cause_codes(), ["P1"]);
//! assert_eq!(found.causes[0].evidence[0].text, "未及时开具发票");
//! # Ok::<(), jixiao_catalogue::CatalogueError>(())
//! ```
//!
//! The codes are the published ones: a code never changes its meaning. A text that fits no cause has none (未归类); none is forced on it. The matcher
//! is deterministic and knows nothing but the words of the catalogue, which are data: a team extends it with a file of its own ([`Catalogue::from_toml`]).
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
#[cfg(test)]
extern crate std;

mod catalogue;
mod classification;
mod error;
mod load;
mod matcher;
mod page;
mod read;

pub use catalogue::{Catalogue, Cause, Group, Remedy};
pub use classification::{Classification, Evidence, FoundCause, FoundRemedy, Origin};
pub use error::{CatalogueError, MAX_SHOWN_PROBLEMS};
pub use load::{CATALOGUE_SCHEMA, MAX_CATALOGUE_BYTES};
pub use read::{MAX_ENTRIES, MAX_ITEMS};
