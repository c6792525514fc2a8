//! Reads what a unit has into a [`Submission`]: checked, and every value with its place.
//!
//! A unit has forms (自评表) as clerks fill them, in workbooks, text documents and lists of values, or a dataset of TOML and JSON files, or both.
//! Forms are found in tables by their labels, wherever a layout puts them; `docs/forms.md` tells which layouts are known.
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
mod ignored;
mod indicators;
mod join;
mod parts;
mod project;
mod register;
mod section;
mod stated;
mod tables;
mod unit;
mod value;

use std::path::Path;

use jixiao_model::{Remediation, Submission};

use crate::dataset::Dataset;

pub use error::{ImportError, MAX_SHOWN_PROBLEMS};

/// The longest file of a dataset, in bytes: 4 MiB, room for a thousand projects.
pub const MAX_FILE_BYTES: usize = 4 * 1024 * 1024;

/// The most bytes of all `.toml` and `.json` files of a dataset together: 32 MiB, room for ten thousand projects.
pub const MAX_DATASET_BYTES: usize = 32 * 1024 * 1024;

/// The longest file with forms in it (.xlsx, .xls, .ods, .docx, .csv), in bytes: 32 MiB.
pub const MAX_FORM_BYTES: usize = 32 * 1024 * 1024;

/// The most bytes of all files with forms in them together: 256 MiB.
pub const MAX_FORMS_BYTES: usize = 256 * 1024 * 1024;

/// The most files of a dataset.
pub const MAX_FILES: usize = 10_000;

/// The most files and folders, of whatever kind, that are looked at in the search for those of a dataset.
pub const MAX_FOLDER_ENTRIES: usize = 100_000;

/// The most projects (项目) of a dataset.
pub const MAX_PROJECTS: usize = 20_000;

/// The most figures already stated (已载明的数据) of a dataset.
pub const MAX_STATED: usize = 100_000;

/// The most rows of one remediation register (整改台账), and of all of a dataset together.
pub const MAX_REGISTER: usize = 100_000;

/// The most entries that ask for findings to be passed over (忽略) of a dataset.
pub const MAX_IGNORED: usize = 10_000;

/// The most items of any other list: indicators (绩效指标) and deviations (偏差) of one form, sentences, codes.
pub const MAX_ITEMS: usize = 300;

/// The most characters of a free text, such as a cause (偏差原因).
pub const MAX_TEXT_CHARS: usize = 10_000;

/// How many problems are kept. What follows is not read, and the last problem says so.
pub const MAX_PROBLEMS: usize = 10_000;

/// How many problems of the forms in one file are told one by one.
pub const MAX_FORM_PROBLEMS: usize = 100;

/// The most files inside one form file, which is a zip archive.
pub const MAX_PARTS: usize = 10_000;

/// The most bytes of one file inside a form file once unpacked: 64 MiB. Counted while unpacking, whatever the archive declares.
pub const MAX_PART_BYTES: usize = 64 * 1024 * 1024;

/// The most bytes that are unpacked of one form file: 256 MiB.
pub const MAX_UNPACKED_BYTES: usize = 256 * 1024 * 1024;

/// How deep the elements of an XML file inside a form file may nest.
pub const MAX_XML_DEPTH: usize = 200;

/// How deep the tables of a text document may nest.
pub const MAX_TABLE_DEPTH: usize = 10;

/// The most sheets, or tables, of one form file: as many as a workbook can have parts, each sheet being one ([`MAX_PARTS`]).
pub const MAX_SHEETS: usize = MAX_PARTS;

/// The most cells with content of one form file.
pub const MAX_CELLS: usize = 1_000_000;

/// The most characters of one cell: what a spreadsheet itself allows.
pub const MAX_CELL_CHARS: usize = 32_767;

/// The most bytes of text of all cells of one form file: 64 MiB.
pub const MAX_CELL_TEXT_BYTES: usize = 64 * 1024 * 1024;

/// The JSON Schema (2020-12) of a dataset: of one file that holds all of it, or of the files of a folder joined.
///
/// What holds between values, such as that no two projects bear one number, no schema can say; the reader does.
pub const DATASET_SCHEMA: &str = include_str!("../schemas/dataset.schema.json");

/// Reads what a unit has from files and folders; several are joined like the files of one folder.
///
/// Of a folder every `.toml` and `.json` file and every form (`.xlsx`, `.xls`, `.ods`, `.docx`, `.csv`) is read, subfolders included,
/// in the order of the paths' bytes. Hidden files are passed over, and so are links that leave the folder, and the results of an earlier
/// evaluation (`evaluation.json`, the subfolder that holds it, and `核对结果.xlsx`). In the folder itself that holds an `evaluation.json`, the annexes and the
/// report that were written with it are passed over, too, unless nothing else lies there but the remediation register; one that is named by itself is
/// read. A file that is met twice is read once. Names in places are as the paths were given, with `/` between folders.
///
/// A form that cannot be read does not spoil the others: [`Submission::remarks`] tells of it.
///
/// # Errors
/// [`ImportError`] with every problem of every file, where one in the dataset format has any, or where nothing comes of the whole.
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
            Ok(bytes) => dataset.add(&file.name, &bytes, file.named),
            Err(problem) => dataset.fail(*problem),
        }
    }
    let first = paths.first().map(|path| files::shown(path.as_ref()));
    dataset.finish(first.as_deref())
}

/// Does a folder that holds an `evaluation.json` hold anything beside that [`read_dataset`] reads and no evaluation wrote? Then it is a dataset, into which
/// results were written, rather than the results alone.
pub fn holds_more_than_results(folder: &Path) -> bool {
    files::holds_more_than_results(folder)
}

/// Reads what a unit has from the bytes of files, each with its name, as [`read_dataset`] reads those on a disk.
///
/// ```
/// use jixiao_import::read_files;
/// let unit = "[unit]\nname = '某县图书馆'\nyear = 2023";
/// let summary = "序号,项目名称,年初预算数,全年预算数,全年执行数,执行率,自评得分,自评等级\n1,图书馆运行费,20,20.32,20.3055,99.93%,98,优\n";
/// let submission = read_files(&[("unit.toml", unit), ("汇总表.csv", summary)])?;
/// assert_eq!(submission.projects[0].funds.budget()?.to_string(), "20.32");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// As [`read_dataset`].
pub fn read_files(
    files: &[(impl AsRef<str>, impl AsRef<[u8]>)],
) -> Result<Submission, ImportError> {
    let mut dataset = Dataset::new();
    for (name, bytes) in files {
        dataset.add(name.as_ref(), bytes.as_ref(), true);
    }
    let first = files.first().map(|(name, _)| name.as_ref());
    dataset.finish(first)
}

/// Reads a remediation register (整改台账) that stands by itself, as a table or in the dataset format; the name's ending says how it is read.
///
/// None where it holds anything else beside, is no register, or cannot be read in every part.
pub fn read_register(name: &str, bytes: &[u8]) -> Option<Vec<Remediation>> {
    let mut dataset = Dataset::new();
    dataset.add(name, bytes, true);
    dataset.into_register()
}

/// Reads a dataset from texts, each with its name; the name's ending, `.toml` or `.json`, says how it is read.
///
/// # Errors
/// As [`read_dataset`].
pub fn read_texts(texts: &[(impl AsRef<str>, impl AsRef<str>)]) -> Result<Submission, ImportError> {
    let files: Vec<_> = texts
        .iter()
        .map(|(name, text)| (name.as_ref(), text.as_ref()))
        .collect();
    read_files(&files)
}
