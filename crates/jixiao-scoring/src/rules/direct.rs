#![doc = include_str!("direct.md")]

use crate::scored::{Branch, Derivation, Held};

/// All of the weight where the target was met, nothing where it was not.
pub const fn direct(met: bool) -> Derivation {
    Derivation::Direct { met, held: None }
}

/// The same of a number that was held against another.
pub const fn direct_number(held: Held) -> Derivation {
    Derivation::Direct {
        met: matches!(held.branch, Branch::Met),
        held: Some(held),
    }
}
