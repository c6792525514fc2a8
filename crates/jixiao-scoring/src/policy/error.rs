//! Why a policy cannot be had.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use jixiao_keyed::Problem;
use jixiao_model::{Bilingual, Lang, Speak};

use super::BUILTIN;

/// Why a policy cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PolicyError {
    /// No built-in policy has this id.
    #[error("there is no built-in policy `{id}`; use one of {}, or name a file", BUILTIN.join(", "))]
    UnknownId {
        /// The id that was asked for.
        id: String,
    },
    /// The file cannot be a policy: everything that is wrong with it and with the files that it extends, by file and line.
    #[error("{}", lines(.0, Lang::English))]
    Refused(Vec<Problem>),
}

impl PolicyError {
    /// The problems of the file, each with its place; none for an unknown id.
    pub fn problems(&self) -> &[Problem] {
        match self {
            Self::UnknownId { .. } => &[],
            Self::Refused(problems) => problems,
        }
    }
}

impl Speak for PolicyError {
    fn speak(&self) -> Bilingual {
        let zh = match self {
            Self::UnknownId { id } => {
                let known = BUILTIN.join("、");
                format!("没有内置政策“{id}”，可用：{known}，或指定政策文件")
            }
            Self::Refused(problems) => lines(problems, Lang::Chinese),
        };
        Bilingual::new(zh, format!("{self}"))
    }
}

/// A problem a line.
fn lines(problems: &[Problem], lang: Lang) -> String {
    let lines: Vec<String> = problems
        .iter()
        .map(|problem| problem.render(lang))
        .collect();
    lines.join("\n")
}
