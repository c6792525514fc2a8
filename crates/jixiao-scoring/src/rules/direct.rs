#![doc = include_str!("direct.md")]

use crate::scored::Derivation;

/// All of the weight where the target was met, nothing where it was not.
pub const fn direct(met: bool) -> Derivation {
    Derivation::Direct { met }
}
