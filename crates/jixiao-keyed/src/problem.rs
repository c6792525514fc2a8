//! What is wrong in a file, and where.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::RefCell;
use core::cmp::Ordering;
use core::fmt;

use jixiao_model::{Bilingual, Lang, Locator, Place, Speak};

/// What sort of problem it is, for programs that must tell them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ProblemKind {
    /// The text is not TOML or not JSON.
    Syntax,
    /// A key stands twice in one table.
    DuplicateKey,
    /// The text is longer than [`MAX_TEXT_BYTES`](crate::MAX_TEXT_BYTES).
    TooLarge,
    /// The text nests deeper than [`MAX_DEPTH`](crate::MAX_DEPTH), or a key has more than
    /// [`MAX_KEY_PARTS`](crate::MAX_KEY_PARTS) parts.
    TooDeep,
    /// A key that has no meaning in its table.
    UnknownKey,
    /// A key that must be there is not.
    MissingKey,
    /// A text where a number belongs, a number where a table belongs, and so on.
    WrongType,
    /// A value of the right type that cannot be.
    Invalid,
}

/// One problem of a file: where, what, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What sort of problem.
    pub kind: ProblemKind,
    /// Where.
    pub place: Place,
    /// What stands there and what was expected.
    pub message: Bilingual,
    /// What to do about it, where that is known.
    pub mend: Option<Bilingual>,
}

impl Problem {
    /// A problem for which no remedy is known.
    pub fn new(kind: ProblemKind, place: Place, message: Bilingual) -> Self {
        Self {
            kind,
            place,
            message,
            mend: None,
        }
    }

    /// The same problem with its remedy.
    #[must_use]
    pub fn with_mend(mut self, mend: Bilingual) -> Self {
        self.mend = Some(mend);
        self
    }

    /// The problem on one line: place, message and remedy.
    pub fn render(&self, lang: Lang) -> String {
        let message = self.message.get(lang);
        let mend = self.mend.as_ref().map(|mend| mend.get(lang));
        match (lang, mend) {
            (Lang::English, None) => format!("{}: {message}", self.place),
            (Lang::English, Some(mend)) => format!("{}: {message}; {mend}", self.place),
            (Lang::Chinese, None) => format!("{}：{message}", chinese_place(&self.place)),
            (Lang::Chinese, Some(mend)) => {
                format!("{}：{message}；{mend}", chinese_place(&self.place))
            }
        }
    }
}

fn chinese_place(place: &Place) -> String {
    let file = &place.file;
    match &place.locator {
        Locator::Key { line, column, key } if key.is_empty() => {
            format!("{file} 第 {line} 行第 {column} 列")
        }
        Locator::Key { line, column, key } => {
            format!("{file} 第 {line} 行第 {column} 列（{key}）")
        }
        _ => format!("{place}"),
    }
}

impl fmt::Display for Problem {
    /// In English: `file:line:column (key): message; mend`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(Lang::English))
    }
}

impl core::error::Error for Problem {}

impl Speak for Problem {
    fn speak(&self) -> Bilingual {
        Bilingual::new(self.render(Lang::Chinese), self.render(Lang::English))
    }
}

/// Collects problems behind a shared reference, so that many readers can add to one list.
#[derive(Debug, Default)]
pub struct Problems {
    found: RefCell<Vec<Problem>>,
}

impl Problems {
    /// No problems yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&self, problem: Problem) {
        self.found.borrow_mut().push(problem);
    }

    /// Adds many, such as what a parser returned.
    pub fn extend(&self, problems: impl IntoIterator<Item = Problem>) {
        // One at a time: the iterator may itself push here, which a borrow held over it would not survive.
        for problem in problems {
            self.push(problem);
        }
    }

    /// Nothing found so far?
    pub fn is_empty(&self) -> bool {
        self.found.borrow().is_empty()
    }

    /// How many were found so far.
    pub fn len(&self) -> usize {
        self.found.borrow().len()
    }

    /// All of them by file, line and column; those of one place as they were found.
    pub fn into_sorted_vec(self) -> Vec<Problem> {
        let mut problems = self.found.into_inner();
        problems.sort_by(|a, b| by_place(&a.place, &b.place));
        problems
    }
}

/// The order of two places, keys aside: of one line and column, the problem that was found first stays first.
fn by_place(a: &Place, b: &Place) -> Ordering {
    a.file
        .cmp(&b.file)
        .then_with(|| match (&a.locator, &b.locator) {
            (
                Locator::Key { line, column, .. },
                Locator::Key {
                    line: other_line,
                    column: other_column,
                    ..
                },
            ) => (line, column).cmp(&(other_line, other_column)),
            (a, b) => a.cmp(b),
        })
}
