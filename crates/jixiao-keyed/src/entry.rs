//! A value being read, with the path that leads to it.

use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;
use core::ops::RangeInclusive;

use jixiao_model::{Bilingual, Locator, Place, Speak};

use crate::nearest::nearest;
use crate::node::{Document, Node, Value};
use crate::position::Position;
use crate::problem::{Problem, ProblemKind, Problems};
use crate::shown::{describe, element_path, shorten};
use crate::table::Table;

/// How many words a message lists.
const LISTED: usize = 12;

/// A value being read.
///
/// Each reading method returns the value, or reports what is wrong and returns `None`; a caller need not report again.
#[derive(Clone)]
pub struct Entry<'a> {
    node: &'a Node,
    spot: Spot<'a>,
    /// The official Chinese name of the value, for messages; empty where there is none.
    term: &'static str,
}

/// Where a reader stands and whom it tells: what an entry and a table have in common.
#[derive(Clone)]
pub(crate) struct Spot<'a> {
    pub(crate) file: &'a Arc<str>,
    pub(crate) at: Position,
    pub(crate) path: String,
    pub(crate) problems: &'a Problems,
}

impl Spot<'_> {
    pub(crate) fn place(&self) -> Place {
        Place {
            file: Arc::clone(self.file),
            locator: Locator::Key {
                line: self.at.line,
                column: self.at.column,
                key: self.path.clone(),
            },
        }
    }

    /// A spot under this one.
    pub(crate) fn below(&self, path: String, at: Position) -> Self {
        Self {
            file: self.file,
            at,
            path,
            problems: self.problems,
        }
    }

    pub(crate) fn report(&self, kind: ProblemKind, message: Bilingual, mend: Option<Bilingual>) {
        self.problems.push(Problem {
            kind,
            place: self.place(),
            message,
            mend,
        });
    }
}

impl<'a> Entry<'a> {
    pub(crate) fn root(document: &'a Document, problems: &'a Problems) -> Self {
        let spot = Spot {
            file: &document.file,
            at: document.root.at,
            path: String::new(),
            problems,
        };
        Self::new(&document.root, spot, "")
    }

    pub(crate) fn new(node: &'a Node, spot: Spot<'a>, term: &'static str) -> Self {
        Self { node, spot, term }
    }

    /// Where the value stands.
    pub fn place(&self) -> Place {
        self.spot.place()
    }

    /// The keys that lead to the value, such as `projects[3].indicators[2].weight`; empty for the document itself.
    ///
    /// Elements are counted from 1, since people count from one.
    pub fn path(&self) -> &str {
        &self.spot.path
    }

    /// The value itself.
    pub fn node(&self) -> &'a Node {
        self.node
    }

    /// A table, or an object of JSON?
    pub fn is_table(&self) -> bool {
        matches!(self.node.value, Value::Table(_))
    }

    /// An array?
    pub fn is_array(&self) -> bool {
        matches!(self.node.value, Value::Array(_))
    }

    /// A quoted text?
    pub fn is_text(&self) -> bool {
        matches!(self.node.value, Value::Text(_))
    }

    /// A number?
    pub fn is_number(&self) -> bool {
        matches!(self.node.value, Value::Number(_))
    }

    /// Reads a table and then reports every key that `read` did not ask for.
    ///
    /// `read` should ask for all keys before it first returns: a key that it did not come to is reported as unknown. Where it
    /// must return early, [`Table::skip_rest`] says so.
    pub fn table<T>(&self, read: impl FnOnce(&mut Table<'a>) -> Option<T>) -> Option<T> {
        let Value::Table(members) = &self.node.value else {
            return self.wrong_type(Expected::Table);
        };
        let mut table = Table::new(members, self.spot.clone());
        let value = read(&mut table);
        table.finish();
        value
    }

    /// The elements of an array.
    pub fn array(&self) -> Option<Vec<Entry<'a>>> {
        let Value::Array(items) = &self.node.value else {
            return self.wrong_type(Expected::Array);
        };
        let entry = |(index, node): (usize, &'a Node)| {
            let path = element_path(&self.spot.path, index);
            Self::new(node, self.spot.below(path, node.at), self.term)
        };
        Some(items.iter().enumerate().map(entry).collect())
    }

    /// Reads every element of an array, also past one that cannot be read, and returns them if all could be.
    pub fn list<T>(&self, mut read: impl FnMut(&Entry<'a>) -> Option<T>) -> Option<Vec<T>> {
        let entries = self.array()?;
        let read: Vec<Option<T>> = entries.iter().map(&mut read).collect();
        read.into_iter().collect()
    }

    /// A quoted text.
    pub fn text(&self) -> Option<&'a str> {
        match &self.node.value {
            Value::Text(text) => Some(text),
            _ => self.wrong_type(Expected::Text),
        }
    }

    /// What a quantity is read from: a quoted text, or a number or a date as it stands in the file.
    pub fn scalar(&self) -> Option<&'a str> {
        match &self.node.value {
            Value::Text(raw) | Value::Number(raw) | Value::Date(raw) => Some(raw),
            _ => self.wrong_type(Expected::Scalar),
        }
    }

    /// `true` or `false`.
    pub fn boolean(&self) -> Option<bool> {
        match self.node.value {
            Value::Boolean(value) => Some(value),
            _ => self.wrong_type(Expected::Boolean),
        }
    }

    /// A whole number within `range`, written as a number.
    pub fn whole(&self, range: RangeInclusive<i64>) -> Option<i64> {
        let number = match &self.node.value {
            Value::Number(raw) => raw.parse().ok(),
            _ => None,
        };
        match number.filter(|number| range.contains(number)) {
            Some(number) => Some(number),
            None => self.wrong_whole(&range),
        }
    }

    /// The value of one of a few words. The message lists them, and suggests the nearest.
    pub fn choice<T: Clone>(&self, words: &[(&str, T)]) -> Option<T> {
        let text = self.text()?;
        match words.iter().find(|(word, _)| *word == text) {
            Some((_, value)) => Some(value.clone()),
            None => self.wrong_word(text, words.iter().map(|(word, _)| *word)),
        }
    }

    /// What `read` makes of the [`scalar`](Self::scalar); its error becomes an [`Invalid`](ProblemKind::Invalid) problem.
    pub fn parse<T, E: Speak>(&self, read: impl FnOnce(&'a str) -> Result<T, E>) -> Option<T> {
        let raw = self.scalar()?;
        match read(raw) {
            Ok(value) => Some(value),
            Err(error) => self.invalid(raw, &error.speak()),
        }
    }

    /// Reports that the value cannot be, in the caller's words.
    pub fn fail(&self, message: Bilingual) {
        self.spot.report(ProblemKind::Invalid, message, None);
    }

    /// Reports that the value cannot be, and what to do about it.
    pub fn fail_with(&self, message: Bilingual, mend: Bilingual) {
        self.spot.report(ProblemKind::Invalid, message, Some(mend));
    }

    fn wrong_type<T>(&self, expected: Expected) -> Option<T> {
        let found = describe(self.node);
        let message = Bilingual::new(
            format!("{}应为{}，实为{}", self.term, expected.zh(), found.zh),
            format!("expected {}, found {}", expected.en(), found.en),
        );
        let mend = expected.mend(self.node);
        self.spot
            .report(ProblemKind::WrongType, message, Some(mend));
        None
    }

    fn wrong_whole<T>(&self, range: &RangeInclusive<i64>) -> Option<T> {
        let (low, high) = (range.start(), range.end());
        let found = describe(self.node);
        let kind = match self.node.value {
            Value::Number(_) => ProblemKind::Invalid,
            _ => ProblemKind::WrongType,
        };
        let message = Bilingual::new(
            format!("{}应为 {low} 至 {high} 的整数，实为{}", self.term, found.zh),
            format!(
                "expected a whole number from {low} to {high}, found {}",
                found.en
            ),
        );
        let mend = Bilingual::new(
            "请填写整数，不加引号",
            "write a whole number without quotes",
        );
        self.spot.report(kind, message, Some(mend));
        None
    }

    fn wrong_word<'w, T>(
        &self,
        found: &str,
        words: impl Iterator<Item = &'w str> + Clone,
    ) -> Option<T> {
        let mend = match nearest(found, words.clone()) {
            Some(word) => Bilingual::new(
                format!("是否应为“{word}”？"),
                format!("did you mean \"{word}\"?"),
            ),
            None => Bilingual::new("请改为其中之一", "write one of them"),
        };
        let (found, listed) = (shorten(found), listed(words));
        let message = Bilingual::new(
            format!("{}“{found}”不在可选之列：{}", self.term, listed.zh),
            format!("\"{found}\" is not one of: {}", listed.en),
        );
        self.spot.report(ProblemKind::Invalid, message, Some(mend));
        None
    }

    /// Says what stood there, too, where the error itself does not.
    fn invalid<T>(&self, raw: &str, error: &Bilingual) -> Option<T> {
        let found = describe(self.node);
        let shown = shorten(raw);
        let told =
            |message: &str| raw.is_empty() || message.contains(raw) || message.contains(&shown);
        let subject = if self.term.is_empty() { "" } else { "：" };
        let mut zh = format!("{}{subject}{}", self.term, error.zh);
        let mut en = error.en.clone();
        if !told(&error.zh) {
            zh = format!("{zh}，实为{}", found.zh);
        }
        if !told(&error.en) {
            en = format!("{en}, found {}", found.en);
        }
        let message = Bilingual::new(zh, en);
        self.spot.report(ProblemKind::Invalid, message, None);
        None
    }
}

impl fmt::Debug for Entry<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry")
            .field("path", &self.spot.path)
            .field("node", self.node)
            .finish_non_exhaustive()
    }
}

/// The first words of a list, and how many there are where not all are shown.
pub(crate) fn listed<'w>(words: impl Iterator<Item = &'w str> + Clone) -> Bilingual {
    let all = words.clone().count();
    let first: Vec<&str> = words.take(LISTED).collect();
    let (zh, en) = (first.join("、"), first.join(", "));
    if all <= LISTED {
        return Bilingual::new(zh, en);
    }
    Bilingual::new(format!("{zh}等 {all} 个"), format!("{en} … ({all} in all)"))
}

/// What a reading method wants to find.
#[derive(Clone, Copy)]
enum Expected {
    Table,
    Array,
    Text,
    Scalar,
    Boolean,
}

impl Expected {
    fn zh(self) -> &'static str {
        match self {
            Self::Table => "一组键值",
            Self::Array => "列表",
            Self::Text => "文字",
            Self::Scalar => "文字、数字或日期",
            Self::Boolean => "逻辑值 true 或 false",
        }
    }

    fn en(self) -> &'static str {
        match self {
            Self::Table => "a table of keys",
            Self::Array => "a list",
            Self::Text => "a text",
            Self::Scalar => "a text, a number or a date",
            Self::Boolean => "true or false",
        }
    }

    fn mend(self, found: &Node) -> Bilingual {
        let (zh, en) = match (self, &found.value) {
            (Self::Table, Value::Array(_)) => (
                "此处只能有一组，请去掉列表的方括号",
                "there can be one only; remove the list's brackets",
            ),
            (Self::Table, _) => (
                "请在此处分别填写各键及其值",
                "write its keys and their values here",
            ),
            (Self::Array, _) => (
                "请用方括号括起，各项以逗号分隔",
                "put the items in brackets, with commas between them",
            ),
            (Self::Text, Value::Number(_) | Value::Boolean(_) | Value::Date(_)) => {
                ("请加上英文双引号", "put it in double quotes")
            }
            (Self::Text, _) => (
                "请填写一段加英文双引号的文字",
                "write one text in double quotes",
            ),
            (Self::Scalar, _) => ("请填写单个值", "write a single value"),
            (Self::Boolean, Value::Text(text)) if text == "true" || text == "false" => {
                ("请去掉引号", "remove the quotes")
            }
            (Self::Boolean, _) => ("请填写 true（是）或 false（否）", "write true or false"),
        };
        Bilingual::new(zh, en)
    }
}
