//! Why a review cannot be had as it is asked for.

use jixiao_keyed::nearest;
use jixiao_model::{Bilingual, Lang, Speak};

use crate::{Code, checks};

/// How much of a word a message repeats, in characters.
const SHOWN: usize = 40;

/// Why a review cannot be had as it is asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReviewError {
    /// Words with which the code of no check begins.
    #[error("{}", lines(.0, Lang::English))]
    UnknownCodes(Vec<UnknownCode>),
}

/// A word with which the code of no check begins.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownCode {
    /// The beginning of the word.
    pub found: String,
    /// The code that was probably meant.
    pub near: Option<Code>,
}

impl UnknownCode {
    pub(crate) fn new(word: &str) -> Self {
        let mut found: String = word.chars().take(SHOWN).collect();
        if word.chars().nth(SHOWN).is_some() {
            found.push('…');
        }
        Self {
            found,
            near: near(word),
        }
    }

    /// What was probably meant; where that cannot be told, how codes begin.
    pub(crate) fn mend(&self) -> Bilingual {
        let Some(near) = self.near else {
            let groups = groups();
            return Bilingual::new(
                format!("检查编号以 {} 开头", groups.join("、")),
                format!("codes begin with {}", groups.join(", ")),
            );
        };
        Bilingual::new(
            format!("是否应为“{near}”？"),
            format!("did you mean \"{near}\"?"),
        )
    }
}

impl Speak for UnknownCode {
    fn speak(&self) -> Bilingual {
        let (found, mend) = (&self.found, self.mend());
        Bilingual::new(
            format!("没有检查“{found}”；{}", mend.zh),
            format!("there is no check \"{found}\"; {}", mend.en),
        )
    }
}

impl Speak for ReviewError {
    fn speak(&self) -> Bilingual {
        let Self::UnknownCodes(unknown) = self;
        Bilingual::new(lines(unknown, Lang::Chinese), lines(unknown, Lang::English))
    }
}

fn lines(unknown: &[UnknownCode], lang: Lang) -> String {
    let said: Vec<String> = unknown
        .iter()
        .map(|one| one.speak().get(lang).to_string())
        .collect();
    said.join("\n")
}

/// The code that was probably meant by a word.
fn near(word: &str) -> Option<Code> {
    let codes: Vec<(Code, String)> = checks::ALL
        .iter()
        .map(|check| (check.code, check.code.to_string()))
        .collect();
    let near = nearest(word, codes.iter().map(|(_, text)| text.as_str()))?;
    let found = codes.iter().find(|(_, text)| text == near);
    found.map(|(code, _)| *code)
}

/// The beginnings of the groups: `JX0`, `JX1` …
fn groups() -> Vec<String> {
    let mut groups: Vec<String> = checks::ALL.iter().map(|check| check.code.group()).collect();
    groups.dedup();
    groups
}
