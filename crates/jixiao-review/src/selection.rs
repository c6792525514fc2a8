//! Which checks are asked for.

use jixiao_model::normalise;

use crate::{Check, Code, ReviewError, UnknownCode, checks};

/// Checks, by code or by the beginning of one: `JX3` is every check of explanations.
///
/// A check is held where it is selected, or nothing is, and not ignored. Of two words that disagree the longer one wins, and of two equally long ones that which ignores.
///
/// ```
/// use jixiao_review::{Check, Selection};
/// let selection = Selection::parse("JX3, JX001", "JX301")?;
/// let holds = |code| Check::find(code).is_some_and(|check| selection.holds(check.code));
/// assert!(holds("JX001"));
/// assert!(!holds("JX301") && !holds("JX101"));
/// # Ok::<(), jixiao_review::ReviewError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    select: Vec<String>,
    ignore: Vec<String>,
}

impl Selection {
    /// From two lists, each with commas or blanks between codes or beginnings of codes. An empty `select` selects every check.
    ///
    /// # Errors
    /// [`ReviewError::UnknownCodes`] with every word with which no code begins.
    pub fn parse(select: &str, ignore: &str) -> Result<Self, ReviewError> {
        let selection = Self {
            select: words(select),
            ignore: words(ignore),
        };
        let all = selection.select.iter().chain(&selection.ignore);
        let unknown: Vec<UnknownCode> = all
            .filter(|word| !begins_a_code(word))
            .map(|word| UnknownCode::new(word))
            .collect();
        if unknown.is_empty() {
            return Ok(selection);
        }
        Err(ReviewError::UnknownCodes(unknown))
    }

    /// How many checks are among them.
    pub fn count(&self) -> usize {
        let held = checks::ALL.iter().filter(|check| self.holds(check.code));
        held.count()
    }

    /// Are all checks among them?
    pub fn is_all(&self) -> bool {
        self.count() == checks::ALL.len()
    }

    /// Is a check among them?
    pub fn holds(&self, code: Code) -> bool {
        let code = code.to_string();
        let longest = |words: &[String]| {
            let fitting = words.iter().filter(|word| code.starts_with(word.as_str()));
            fitting.map(String::len).max()
        };
        let selected = if self.select.is_empty() {
            Some(0)
        } else {
            longest(&self.select)
        };
        let ignored = longest(&self.ignore);
        selected.is_some_and(|selected| ignored.is_none_or(|ignored| ignored < selected))
    }
}

/// The words of a list, as codes are written.
fn words(list: &str) -> Vec<String> {
    let comma = |c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、' | ';' | '；');
    let words = list.split(comma).map(normalise);
    words
        .filter(|word| !word.is_empty())
        .map(|word| word.to_uppercase())
        .collect()
}

fn begins_a_code(word: &str) -> bool {
    let mut codes = checks::ALL
        .iter()
        .map(|check: &Check| check.code.to_string());
    codes.any(|code| code.starts_with(word))
}
