//! A table of the dataset being read, with the source that everything inside it inherits.

use std::sync::Arc;

use jixiao_keyed::{Entry, Problem, Problems, Table, Value};
use jixiao_model::{Bilingual, Place, Source, Traced};

use crate::MAX_PROBLEMS;
use crate::value;

/// More keys than this has no table of the format; of so many, each would be reported as unknown.
const MAX_KEYS: usize = 100;

/// What a table passes on to everything inside it.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    source: Source,
    problems: &'a Problems,
}

impl<'a> Scope<'a> {
    /// The scope of a file: its values are reported (填报) where nothing else is said.
    pub(crate) fn new(problems: &'a Problems) -> Self {
        Self {
            source: Source::Reported,
            problems,
        }
    }

    pub(crate) fn report(self, problem: Problem) {
        self.problems.push(problem);
    }

    /// Have so many problems been found that reading on would help nobody?
    pub(crate) fn is_full(self) -> bool {
        self.problems.len() >= MAX_PROBLEMS
    }

    /// Reads a table; its `source` holds for what `read` finds inside it.
    pub(crate) fn section<T>(
        self,
        entry: &Entry<'a>,
        read: impl FnOnce(&mut Section<'_, 'a>) -> Option<T>,
    ) -> Option<T> {
        refuse_crowd(entry)?;
        entry.table(|table| {
            let stated = table.optional("source", "来源");
            let source = stated.map_or(Some(self.source), |entry| value::source(&entry));
            let place = Arc::new(table.place());
            let scope = Self {
                // A source that cannot be read is reported; what stands below it is read all the same.
                source: source.unwrap_or(self.source),
                ..self
            };
            let read = read(&mut Section {
                table,
                scope,
                place,
            });
            source.and(read)
        })
    }

    /// Reads a scalar that may stand alone or as `{ value = …, source = "…" }`.
    pub(crate) fn traced<T>(
        self,
        entry: &Entry<'a>,
        term: &'static str,
        read: impl FnOnce(&Entry<'a>) -> Option<T>,
    ) -> Option<Traced<T>> {
        if !entry.is_table() {
            return Some(self.at(read(entry)?, Arc::new(entry.place())));
        }
        self.section(entry, |section| {
            let value = section.table.required("value", term);
            let value = value.and_then(|value| read(&value))?;
            Some(section.scope.at(value, Arc::clone(&section.place)))
        })
    }

    fn at<T>(self, value: T, place: Arc<Place>) -> Traced<T> {
        Traced {
            value,
            source: self.source,
            place: Some(place),
        }
    }
}

fn refuse_crowd(entry: &Entry<'_>) -> Option<()> {
    let Value::Table(members) = &entry.node().value else {
        return Some(());
    };
    let count = members.len();
    if count <= MAX_KEYS {
        return Some(());
    }
    entry.fail_with(
        Bilingual::new(
            format!("一组键值有 {count} 个键，最多 {MAX_KEYS} 个"),
            format!("a table of {count} keys, at most {MAX_KEYS} are read"),
        ),
        Bilingual::new(
            "请对照数据集格式检查这个文件",
            "hold the file against the dataset format",
        ),
    );
    None
}

/// A table being read. Each method asks for one key; all should be called before the first `?`.
pub(crate) struct Section<'t, 'a> {
    table: &'t mut Table<'a>,
    scope: Scope<'a>,
    place: Arc<Place>,
}

impl<'a> Section<'_, 'a> {
    pub(crate) fn scope(&self) -> Scope<'a> {
        self.scope
    }

    /// Reports that the keys of the table do not fit together.
    pub(crate) fn fail(&self, message: Bilingual) {
        self.table.fail(message);
    }

    /// The value of a key as it stands, for what no other method reads.
    pub(crate) fn entry(&mut self, key: &'static str, term: &'static str) -> Option<Entry<'a>> {
        self.table.optional(key, term)
    }

    /// A value that stands for one left out: it has the place and the source of its table.
    pub(crate) fn left_out<T>(&self, value: T) -> Traced<T> {
        self.scope.at(value, Arc::clone(&self.place))
    }

    /// A scalar that must be there.
    pub(crate) fn required<T>(
        &mut self,
        key: &'static str,
        term: &'static str,
        read: impl FnOnce(&Entry<'a>) -> Option<T>,
    ) -> Option<Traced<T>> {
        let entry = self.table.required(key, term)?;
        self.scope.traced(&entry, term, read)
    }

    /// A scalar that may be left out. The outer `None` is a problem, the inner one a key left out.
    #[allow(clippy::option_option, reason = "a problem and a key left out differ")]
    pub(crate) fn optional<T>(
        &mut self,
        key: &'static str,
        term: &'static str,
        read: impl FnOnce(&Entry<'a>) -> Option<T>,
    ) -> Option<Option<Traced<T>>> {
        let Some(entry) = self.table.optional(key, term) else {
            return Some(None);
        };
        self.scope.traced(&entry, term, read).map(Some)
    }

    /// A scalar that may be left out, without its source and place.
    #[allow(clippy::option_option, reason = "a problem and a key left out differ")]
    pub(crate) fn plain<T>(
        &mut self,
        key: &'static str,
        term: &'static str,
        read: impl FnOnce(&Entry<'a>) -> Option<T>,
    ) -> Option<Option<T>> {
        let traced = self.optional(key, term, read)?;
        Some(traced.map(|traced| traced.value))
    }

    /// A scalar that is `default` when left out.
    pub(crate) fn or<T>(
        &mut self,
        key: &'static str,
        term: &'static str,
        default: T,
        read: impl FnOnce(&Entry<'a>) -> Option<T>,
    ) -> Option<Traced<T>> {
        let traced = self.optional(key, term, read)?;
        Some(traced.unwrap_or_else(|| self.left_out(default)))
    }

    /// A table that may be left out.
    #[allow(clippy::option_option, reason = "a problem and a key left out differ")]
    pub(crate) fn table<T>(
        &mut self,
        key: &'static str,
        term: &'static str,
        read: impl FnOnce(&mut Section<'_, 'a>) -> Option<T>,
    ) -> Option<Option<T>> {
        let Some(entry) = self.table.optional(key, term) else {
            return Some(None);
        };
        self.scope.section(&entry, read).map(Some)
    }

    /// A table that must be there.
    pub(crate) fn required_table<T>(
        &mut self,
        key: &'static str,
        term: &'static str,
        read: impl FnOnce(&mut Section<'_, 'a>) -> Option<T>,
    ) -> Option<T> {
        let entry = self.table.required(key, term)?;
        self.scope.section(&entry, read)
    }

    /// A list, empty when left out. Every item is read, also past one that cannot be.
    pub(crate) fn list<T>(
        &mut self,
        key: &'static str,
        term: &'static str,
        most: usize,
        mut read: impl FnMut(&Entry<'a>, Scope<'a>) -> Option<T>,
    ) -> Option<Vec<T>> {
        let Some(entry) = self.table.optional(key, term) else {
            return Some(Vec::new());
        };
        refuse_length(&entry, term, most)?;
        let (mut items, mut all_read) = (Vec::new(), true);
        for item in entry.array()? {
            if self.scope.is_full() {
                return None;
            }
            match read(&item, self.scope) {
                Some(item) => items.push(item),
                None => all_read = false,
            }
        }
        all_read.then_some(items)
    }

    /// A list of scalars.
    pub(crate) fn scalars<T>(
        &mut self,
        key: &'static str,
        term: &'static str,
        read: impl Fn(&Entry<'a>) -> Option<T>,
    ) -> Option<Vec<Traced<T>>> {
        self.list(key, term, crate::MAX_ITEMS, |item, scope| {
            scope.traced(item, term, &read)
        })
    }
}

fn refuse_length(entry: &Entry<'_>, term: &str, most: usize) -> Option<()> {
    let Value::Array(items) = &entry.node().value else {
        return Some(());
    };
    let count = items.len();
    if count <= most {
        return Some(());
    }
    entry.fail_with(
        Bilingual::new(
            format!("{term}有 {count} 项，最多 {most} 项"),
            format!("a list of {count} items, at most {most} are read"),
        ),
        Bilingual::new("请删去或合并多出的项", "delete or merge some of them"),
    );
    None
}
