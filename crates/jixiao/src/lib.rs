//! Budget performance self-evaluation (预算绩效自评) through one door.
//!
//! | module | what it is | feature |
//! |---|---|---|
//! | [`model`] | amounts, rates, targets, forms, submissions | |
//! | [`scoring`] | rules, policies, totals, grades, explanations | |
//! | [`import`] | forms in workbooks and documents, datasets in TOML and JSON | `import` |
//! | [`catalogue`] | causes and remedies, and the matcher that finds them in texts | `review` |
//! | [`review`] | what an auditor would object to | `review` |
//! | [`export`] | annex tables, report, data file | `export` |
//! | [`batch`] | the same rules over columns: Parquet, CSV and Arrow of any size | `batch` |
//! | [`what_if`] | totals and grades after some values are replaced | |
//! | [`years`] | two evaluations, or two years, side by side | `import`, `export` |
//!
//! [`Assessment`] is the main job: a submission, scored and reviewed. [`read`], [`policy`] and [`catalogue_file`] bring in what it needs, and [`export::files`]
//! makes of it what a unit owes. [`set_values`] tells which of the policies of a [`policy_chain`] sets a value, [`policy_differences`] in what two differ.
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

mod assessment;
#[cfg(feature = "review")]
mod catalogue_file;
mod error;
mod find;
mod policy_file;
#[cfg(all(feature = "import", feature = "export"))]
mod register_file;
mod regular_file;
pub mod what_if;
#[cfg(all(feature = "import", feature = "export"))]
pub mod years;

pub use assessment::Assessment;
#[cfg(feature = "review")]
pub use catalogue_file::catalogue_file;
pub use error::{Error, UnreadableFile};
pub use find::{FindError, find_indicator, find_project};
pub use policy_file::{
    MAX_POLICY_BYTES, SetValue, policy, policy_chain, policy_differences, set_values,
};

#[cfg(feature = "import")]
pub use assessment::read;
#[cfg(all(feature = "import", feature = "export"))]
pub use register_file::{RegisterLoss, register_loss};

#[cfg(feature = "batch")]
pub use jixiao_batch as batch;
#[cfg(feature = "review")]
pub use jixiao_catalogue as catalogue;
#[cfg(feature = "export")]
pub use jixiao_export as export;
#[cfg(feature = "import")]
pub use jixiao_import as import;
pub use jixiao_model as model;
#[cfg(feature = "review")]
pub use jixiao_review as review;
pub use jixiao_scoring as scoring;
