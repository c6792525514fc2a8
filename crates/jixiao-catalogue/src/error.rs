//! Why a catalogue cannot be had.

use alloc::string::String;
use alloc::vec::Vec;

use jixiao_keyed::Problem;
use jixiao_model::{Bilingual, Lang, Speak};

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

fn lines(problems: &[Problem], lang: Lang) -> String {
    let shown: Vec<String> = problems
        .iter()
        .map(|problem| problem.render(lang))
        .collect();
    shown.join("\n")
}
