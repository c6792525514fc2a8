//! Two evaluations side by side: what `jixiao diff` takes is read here, be it a dataset or an `evaluation.json`.
//!
//! ```
//! use jixiao::years::{Comparison, read_year};
//! # let data = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/data/");
//! let old = read_year(format!("{data}county-2023").as_ref(), None)?;
//! let new = read_year(format!("{data}lanzhou-2023").as_ref(), None)?;
//! let comparison = Comparison::of(&old, &new);
//! assert_eq!(comparison.notes.len(), 4); // another unit, another policy, the same year, constructed figures
//! # Ok::<(), jixiao::Error>(())
//! ```

use std::path::{Path, PathBuf};

use jixiao_catalogue::Catalogue;
use jixiao_import::holds_more_than_results;
use jixiao_model::{Bilingual, Speak};
use jixiao_scoring::policy::Policy;

use crate::{Assessment, Error, UnreadableFile, regular_file};

mod evaluation_json;

pub use evaluation_json::year_from_json;
pub use jixiao_review::years::*;

/// The longest `evaluation.json` that is read, in bytes: 256 MiB, some 20 000 projects with every derivation.
pub const MAX_EVALUATION_BYTES: usize = 256 * 1024 * 1024;

/// The name under which `evaluate` writes a whole evaluation.
const EVALUATION_JSON: &str = "evaluation.json";

/// So many problems of one file are told.
const MOST_PROBLEMS: usize = 20;

/// Why an `evaluation.json` cannot be compared.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EvaluationFileError {
    /// It cannot be read.
    #[error("it cannot be read: {0}; check the path, or the file")]
    Unreadable(UnreadableFile),
    /// It is no JSON, or its parts are not what they should be.
    #[error(
        "it is no evaluation.json: line {line}, column {column}: {why}; write it anew with `jixiao evaluate … --out DIR`"
    )]
    Syntax {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What the parser says.
        why: String,
    },
    /// It is JSON, but neither an evaluation nor a dataset.
    #[error(
        "it is JSON, but no evaluation (which has `unit`, `policy`, `projects` and `summary`) and no dataset (which has `unit` and `projects`); give what `jixiao evaluate` takes, or the evaluation.json that it writes"
    )]
    Neither,
    /// Members are missing, or hold what they cannot.
    #[error("{}\n{}", listed(.0, ToString::to_string), ANEW.1)]
    Members(Vec<MemberProblem>),
}

/// A member of an `evaluation.json` that is missing, or holds what it cannot.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MemberProblem {
    /// It is not there.
    #[error("`{path}` is missing; it should be {}", .expected.en)]
    Missing {
        /// The path, such as `projects[3].total`.
        path: String,
        /// What should stand there.
        expected: Bilingual,
    },
    /// It is something else.
    #[error("`{path}` is {found}; it should be {}", .expected.en)]
    Wrong {
        /// The path.
        path: String,
        /// What stands there, as JSON, shortened.
        found: String,
        /// What should stand there.
        expected: Bilingual,
    },
}

/// What mends a file in which members are missing or wrong.
const ANEW: (&str, &str) = (
    "请用 jixiao evaluate … --out 文件夹 重新生成这个文件",
    "write the file anew with `jixiao evaluate … --out DIR`",
);

fn listed(problems: &[MemberProblem], said: impl Fn(&MemberProblem) -> String) -> String {
    let mut lines: Vec<String> = problems.iter().take(MOST_PROBLEMS).map(said).collect();
    if problems.len() > MOST_PROBLEMS {
        lines.push(format!("… ({})", problems.len()));
    }
    lines.join("\n")
}

impl Speak for MemberProblem {
    fn speak(&self) -> Bilingual {
        let zh = match self {
            Self::Missing { path, expected } => format!("缺少“{path}”，应为{}", expected.zh),
            Self::Wrong {
                path,
                found,
                expected,
            } => {
                format!("“{path}”处是 {found}，应为{}", expected.zh)
            }
        };
        Bilingual::new(zh, self.to_string())
    }
}

impl Speak for EvaluationFileError {
    fn speak(&self) -> Bilingual {
        let zh = match self {
            Self::Unreadable(why) => format!("无法读取：{}；请核对路径或文件", why.speak().zh),
            Self::Syntax { line, column, .. } => format!(
                "第 {line} 行第 {column} 列的内容不符合 evaluation.json 的格式；请用 jixiao evaluate … --out 文件夹 重新生成"
            ),
            Self::Neither => "这是 JSON，但既不是评价结果（应有 unit、policy、projects、summary），也不是数据集（应有 unit、projects）；请给出 jixiao evaluate 能读取的数据，或它写出的 evaluation.json".into(),
            Self::Members(problems) => {
                format!("{}\n{}", listed(problems, |own| own.speak().zh), ANEW.0)
            }
        };
        Bilingual::new(zh, self.to_string())
    }
}

/// Reads one side of a comparison: an `evaluation.json`, the folder that `jixiao evaluate --out` wrote it into, or whatever `evaluate` takes, which is scored
/// by `policy`, else by the policy that it names. An `evaluation.json` keeps the policy that it was scored by.
///
/// # Errors
/// [`Error::EvaluationFile`], and those of [`read`](crate::read) and [`Assessment::new`].
pub fn read_year(path: &Path, policy: Option<Policy>) -> Result<Year, Error> {
    read_year_by(path, policy, &Catalogue::builtin()?)
}

/// As [`read_year`], with explanations read by another catalogue. Codes that an `evaluation.json` has are kept.
///
/// # Errors
/// As for [`read_year`].
pub fn read_year_by(
    path: &Path,
    policy: Option<Policy>,
    catalogue: &Catalogue,
) -> Result<Year, Error> {
    if let Some(path) = evaluation_file(path)? {
        let text = regular_file::text(&path, MAX_EVALUATION_BYTES)
            .map_err(EvaluationFileError::Unreadable);
        let year = text.and_then(|text| year_from_json(&text, catalogue));
        return year.map_err(|error| Error::EvaluationFile { path, error });
    }
    let submission = crate::read(&[path])?;
    Assessment::with_catalogue(submission, policy, catalogue.clone())?.year()
}

/// The `evaluation.json` that a path leads to; none where it leads to a dataset, as a folder does that holds anything to be read beside what `evaluate`
/// writes, even if results lie in it, which may be stale.
///
/// # Errors
/// [`Error::EvaluationFile`] for JSON that is neither.
pub fn evaluation_file(path: &Path) -> Result<Option<PathBuf>, Error> {
    if path.is_dir() {
        let file = path.join(EVALUATION_JSON);
        return Ok((file.is_file() && !holds_more_than_results(path)).then_some(file));
    }
    let is_json = path
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
    if !is_json || !path.is_file() {
        return Ok(None);
    }
    let failed = |error| Error::EvaluationFile {
        path: path.into(),
        error,
    };
    let text = regular_file::text(path, MAX_EVALUATION_BYTES)
        .map_err(|error| failed(EvaluationFileError::Unreadable(error)))?;
    match evaluation_json::kind(&text) {
        Some(evaluation_json::Kind::Evaluation) => Ok(Some(path.into())),
        // What is no JSON at all is told by the reader of datasets, with its line.
        Some(evaluation_json::Kind::Dataset) | None => Ok(None),
        Some(evaluation_json::Kind::Neither) => Err(failed(EvaluationFileError::Neither)),
    }
}

impl Assessment {
    /// What of it is compared with another year.
    ///
    /// # Errors
    /// [`Error::Export`] where a sum does not fit; what could be scored has none.
    pub fn year(&self) -> Result<Year, Error> {
        let year = Year::of(
            &self.submission,
            &self.evaluation,
            &self.policy.id,
            &self.explanations,
            &self.catalogue,
        );
        let mut year = year.map_err(jixiao_export::ExportError::Sum)?;
        year.constructed = self.outcome().is_partly_constructed();
        Ok(year)
    }
}
