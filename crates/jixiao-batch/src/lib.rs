//! The rules of budget performance self-evaluation (预算绩效自评) over columns: a province in seconds on one machine.
//!
//! A file has one indicator a row, the rows of a project together. [`score_files`] streams files of any size through all cores in bounded memory and
//! writes a row a project; [`Kernel`] is the rules over Arrow arrays by themselves. Both score as forms are scored: by any policy, exactly, with the one
//! rounding. What cannot be scored is told with its row; nothing is guessed, rounded to fit or passed over.
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

mod column;
mod error;
mod input;
mod kernel;
mod output;
mod project;
mod roll_up;
mod rows;
mod run;

pub use column::Numbers;
pub use error::{BatchError, CellError, ColumnError, RowProblem};
pub use kernel::{Kernel, POINTS_TYPE, ScoredRows};
pub use roll_up::RollUp;
pub use rows::{COLUMNS, Indicators, Key, OPTIONAL_COLUMNS};
pub use run::{Job, Summary, Watch, score_files};
