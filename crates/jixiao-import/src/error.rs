//! Why a dataset could not be read.

use std::fmt::Write;

use jixiao_keyed::Problem;
use jixiao_model::{Bilingual, Lang, Speak};

/// How many problems are shown to people; all that were kept are in [`ImportError::problems`].
pub const MAX_SHOWN_PROBLEMS: usize = 50;

/// Why a dataset could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// Files cannot be read, or what stands in them cannot be: every problem, by file, line and column.
    #[error("{}", listed(.0, Lang::English))]
    Problems(Vec<Problem>),
}

impl ImportError {
    /// Every problem, by file, line and column; at most [`MAX_PROBLEMS`](crate::MAX_PROBLEMS) and a last one that says so.
    pub fn problems(&self) -> &[Problem] {
        match self {
            Self::Problems(problems) => problems,
        }
    }

    /// The problems, a line each; past the first [`MAX_SHOWN_PROBLEMS`] only how many there are.
    pub fn render(&self, lang: Lang) -> String {
        listed(self.problems(), lang)
    }
}

impl Speak for ImportError {
    fn speak(&self) -> Bilingual {
        Bilingual::new(self.render(Lang::Chinese), self.render(Lang::English))
    }
}

fn listed(problems: &[Problem], lang: Lang) -> String {
    let shown = problems.iter().take(MAX_SHOWN_PROBLEMS);
    let lines: Vec<String> = shown.map(|problem| problem.render(lang)).collect();
    let mut text = lines.join("\n");
    let all = problems.len();
    if all > MAX_SHOWN_PROBLEMS {
        let rest = Bilingual::new(
            format!("等共 {all} 处问题，以上是前 {MAX_SHOWN_PROBLEMS} 处"),
            format!("… {all} problems in all; these are the first {MAX_SHOWN_PROBLEMS}"),
        );
        // Writing to a String cannot fail.
        let _ = write!(text, "\n{}", rest.get(lang));
    }
    text
}
