//! Why a policy cannot be had.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use jixiao_keyed::{Problem, nearest, shorten};
use jixiao_model::{Bilingual, Lang, Speak};

use super::{BUILTIN, MAX_PROBLEMS};

/// How many problems a [`PolicyError`] shows to people; all that were kept are in [`PolicyError::problems`].
pub const MAX_SHOWN_PROBLEMS: usize = 50;

/// Why a policy cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PolicyError {
    /// No built-in policy has this id.
    #[error("{}", unknown(.id).en)]
    UnknownId {
        /// The id that was asked for.
        id: String,
    },
    /// The file cannot be a policy: everything that is wrong with it and with the files that it extends, by file and line.
    #[error("{}", lines(.0, Lang::English))]
    Refused(Vec<Problem>),
}

impl PolicyError {
    /// The problems of the file, each with its place; none for an unknown id. At most [`MAX_PROBLEMS`](super::MAX_PROBLEMS) and a last one
    /// that says so.
    pub fn problems(&self) -> &[Problem] {
        match self {
            Self::UnknownId { .. } => &[],
            Self::Refused(problems) => problems,
        }
    }
}

impl Speak for PolicyError {
    fn speak(&self) -> Bilingual {
        match self {
            Self::UnknownId { id } => unknown(id),
            Self::Refused(problems) => Bilingual::new(
                lines(problems, Lang::Chinese),
                lines(problems, Lang::English),
            ),
        }
    }
}

fn unknown(id: &str) -> Bilingual {
    let shown = shorten(id);
    let (meant_zh, meant_en) = match nearest(id, BUILTIN.iter().copied()) {
        Some(near) => (
            format!("；是否应为“{near}”？可用"),
            format!("; did you mean `{near}`? Use one of"),
        ),
        None => (String::from("，可用"), String::from("; use one of")),
    };
    Bilingual::new(
        format!(
            "没有内置政策“{shown}”{meant_zh}：{}，或指定政策文件",
            BUILTIN.join("、")
        ),
        format!(
            "there is no built-in policy `{shown}`{meant_en} {}, or name a file",
            BUILTIN.join(", ")
        ),
    )
}

/// A problem a line; past the first [`MAX_SHOWN_PROBLEMS`] only how many there are.
fn lines(problems: &[Problem], lang: Lang) -> String {
    let shown = problems.iter().take(MAX_SHOWN_PROBLEMS);
    let mut lines: Vec<String> = shown.map(|problem| problem.render(lang)).collect();
    let rest = problems.len().saturating_sub(MAX_SHOWN_PROBLEMS);
    if rest > 0 {
        // Of more than are kept nobody counted the rest.
        let (zh, en) = if problems.len() > MAX_PROBLEMS {
            ("至少 ", "at least ")
        } else {
            (" ", "")
        };
        let more = Bilingual::new(
            format!("另有{zh}{rest} 处问题未列出"),
            format!("… and {en}{rest} more problems"),
        );
        lines.push(more.get(lang).into());
    }
    lines.join("\n")
}
