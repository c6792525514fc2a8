//! What the benchmarks and the programs of `examples/` share: units that are generated. `README.md` tells how to run them.

mod annexes;
mod explained;
mod unit;

pub use annexes::{annexes, with_outcome};
pub use explained::explained;
pub use unit::submission;
