//! What the benchmarks and the programs of `examples/` share: units that are generated. `README.md` tells how to run them.

mod annexes;
mod explained;
mod rows;
mod unit;

pub use annexes::{annexes, with_outcome};
pub use explained::explained;
pub use rows::{AMOUNT_DECIMALS, INDICATORS, NUMBER_DECIMALS, Rows, WEIGHT_DECIMALS, rows};
pub use unit::submission;
