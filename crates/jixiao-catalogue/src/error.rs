//! Why a catalogue cannot be had.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use jixiao_keyed::Problem;
use jixiao_model::{Bilingual, Lang, Speak};

/// So many problems a message shows.
pub const MAX_SHOWN_PROBLEMS: usize = 50;

/// Why a catalogue cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CatalogueError {
    /// The file cannot be a catalogue: everything that is wrong with it, by line.
    #[error("{}", lines(.0, Lang::English))]
    Refused(Vec<Problem>),
}

impl CatalogueError {
    /// The problems of the file, each with its place.
    pub fn problems(&self) -> &[Problem] {
        let Self::Refused(problems) = self;
        problems
    }
}

impl Speak for CatalogueError {
    fn speak(&self) -> Bilingual {
        let problems = self.problems();
        Bilingual::new(
            lines(problems, Lang::Chinese),
            lines(problems, Lang::English),
        )
    }
}

/// A problem a line; past the first [`MAX_SHOWN_PROBLEMS`] only how many there are.
fn lines(problems: &[Problem], lang: Lang) -> String {
    let shown = problems.iter().take(MAX_SHOWN_PROBLEMS);
    let mut lines: Vec<String> = shown.map(|problem| problem.render(lang)).collect();
    let rest = problems.len().saturating_sub(MAX_SHOWN_PROBLEMS);
    if rest > 0 {
        lines.push(match lang {
            Lang::Chinese => format!("另有 {rest} 处问题未列出"),
            Lang::English => format!("… and {rest} more problems"),
        });
    }
    lines.join("\n")
}
