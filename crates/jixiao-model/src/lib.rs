//! Placeholder.
#![no_std]
extern crate alloc;
mod lang;
mod trace;
pub use lang::{Bilingual, Lang, Speak};
pub use trace::{Locator, Place};
