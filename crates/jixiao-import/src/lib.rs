//! Reads what a unit has, a dataset of TOML and JSON files, into a [`Submission`]: checked, and every value with its place.
//!
//! The format is described in `docs/dataset.md` and by [`DATASET_SCHEMA`]. A dataset is read whole: every problem of every file is
//! reported in one run, each with file, line, column and key, in Chinese and in English.
//!
//! ```
//! use jixiao_import::read_texts;
//! use jixiao_model::Lang;
//!
//! let unit = r#"
//! [unit]
//! name = "某市文化馆"
//! year = 2023
//! "#;
//! let project = r#"
//! [[projects]]
//! name  = "免费开放项目"
//! funds = { fiscal = { initial = 20, budget = "20.32万元", executed = 20.3055 } }
//! "#;
//! let submission = read_texts(&[("projects/01.toml", project), ("unit.toml", unit)])?;
//! assert_eq!(submission.projects[0].funds.budget()?.to_string(), "20.32");
//!
//! let error = read_texts(&[("unit.toml", unit), ("a.toml", "[[projects]]\nnmae = '甲'\nfunds.fiscal.budget = -1")]).unwrap_err();
//! assert_eq!(
//!     error.render(Lang::Chinese),
//!     "a.toml 第 1 行第 1 列（projects[1].name）：缺少键“name”（项目名称）；请补上这个键\n\
//!      a.toml 第 2 行第 1 列（projects[1].nmae）：不认识的键“nmae”；是否应为“name”（项目名称）？\n\
//!      a.toml 第 3 行第 23 列（projects[1].funds.fiscal.budget）：全年预算数：“-1”为负数；只有执行数可以因退款为负",
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Nothing here computes a score, and nothing is guessed: what cannot be read is a problem. What a dataset may hold is limited by
//! the constants below, so that no input can exhaust memory.
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

mod dataset;
mod department;
mod error;
mod files;
mod format;
mod forms;
mod funds;
mod grid;
mod indicators;
mod join;
mod project;
mod section;
mod stated;
mod tables;
mod unit;
mod value;

use std::path::Path;

use jixiao_model::Submission;

use crate::dataset::Dataset;

pub use error::{ImportError, MAX_SHOWN_PROBLEMS};

/// The longest file of a dataset, in bytes: 4 MiB, room for a thousand projects.
pub const MAX_FILE_BYTES: usize = 4 * 1024 * 1024;

/// The most bytes of all files of a dataset together: 32 MiB, room for ten thousand projects.
pub const MAX_DATASET_BYTES: usize = 32 * 1024 * 1024;

/// The most files of a dataset.
pub const MAX_FILES: usize = 10_000;

/// The most files and folders, of whatever kind, that are looked at in the search for those of a dataset.
pub const MAX_FOLDER_ENTRIES: usize = 100_000;

/// The most projects (项目) of a dataset.
pub const MAX_PROJECTS: usize = 20_000;

/// The most figures already stated (已载明的数据) of a dataset.
pub const MAX_STATED: usize = 100_000;

/// The most items of any other list: indicators (绩效指标) and deviations (偏差) of one form, sentences, codes.
pub const MAX_ITEMS: usize = 300;

/// The most characters of a free text, such as a cause (偏差原因).
pub const MAX_TEXT_CHARS: usize = 10_000;

/// How many problems are kept. What follows is not read, and the last problem says so.
pub const MAX_PROBLEMS: usize = 10_000;

/// The JSON Schema (2020-12) of a dataset: of one file that holds all of it, or of the files of a folder joined.
///
/// What holds between values, such as that no two projects bear one number, no schema can say; the reader does.
pub const DATASET_SCHEMA: &str = include_str!("../schemas/dataset.schema.json");

/// Reads a dataset from files and folders; several are joined like the files of one folder.
///
/// Of a folder every `.toml` and `.json` file is read, subfolders included, in the order of the paths' bytes. Hidden files are
/// passed over, and so are links that leave the folder; a file that is met twice is read once. Names in places are as the paths
/// were given, with `/` between folders.
///
/// # Errors
/// [`ImportError`] with every problem of every file.
pub fn read_dataset(paths: &[impl AsRef<Path>]) -> Result<Submission, ImportError> {
    let mut dataset = Dataset::new();
    let (found, problems) = files::find(paths);
    for problem in problems {
        dataset.fail(problem);
    }
    for file in found {
        if dataset.has_stopped() {
            break;
        }
        match files::read(&file) {
            Ok(text) => dataset.add(&file.name, &text),
            Err(problem) => dataset.fail(*problem),
        }
    }
    let first = paths.first().map(|path| files::shown(path.as_ref()));
    dataset.finish(first.as_deref())
}

/// Reads a dataset from texts, each with its name; the name's ending, `.toml` or `.json`, says how it is read.
///
/// # Errors
/// [`ImportError`] with every problem of every text.
pub fn read_texts(texts: &[(impl AsRef<str>, impl AsRef<str>)]) -> Result<Submission, ImportError> {
    let mut dataset = Dataset::new();
    for (name, text) in texts {
        dataset.add(name.as_ref(), text.as_ref());
    }
    let first = texts.first().map(|(name, _)| name.as_ref());
    dataset.finish(first)
}
