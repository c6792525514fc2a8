//! What a parser finds wrong with a text as such, in a form both parsers share.

use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

use jixiao_model::{Bilingual, Locator, Place};

use crate::position::{Position, Positions};
use crate::problem::{Problem, ProblemKind};
use crate::shown::shorten;
use crate::{MAX_DEPTH, MAX_KEY_PARTS, MAX_SYNTAX_PROBLEMS, MAX_TEXT_BYTES};

/// The text without the byte order mark that some editors put before it, or the problem that it is too long.
pub(crate) fn accept<'t>(file: &Arc<str>, text: &'t str) -> Result<&'t str, Vec<Problem>> {
    if text.len() > MAX_TEXT_BYTES {
        return Err(vec![too_large(file, text.len())]);
    }
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

fn too_large(file: &Arc<str>, length: usize) -> Problem {
    let mib = |bytes: usize| bytes.div_ceil(1024 * 1024);
    let (length, most) = (mib(length), mib(MAX_TEXT_BYTES));
    let message = Bilingual::new(
        format!("文件过大：{length} MiB，最多 {most} MiB"),
        format!("the file is too large: {length} MiB, at most {most} MiB"),
    );
    let mend = Bilingual::new("请拆分成几个文件", "split it into several files");
    Problem::new(
        ProblemKind::TooLarge,
        Place::file(Arc::clone(file)),
        message,
    )
    .with_mend(mend)
}

/// The problems of one text.
pub(crate) struct Findings<'t> {
    file: Arc<str>,
    pub(crate) positions: Positions<'t>,
    problems: Vec<Problem>,
    /// Where the first problem past the limit is, and how many there are.
    left_out: Option<(usize, usize)>,
}

impl<'t> Findings<'t> {
    pub(crate) fn new(file: &Arc<str>, text: &'t str) -> Self {
        Self {
            file: Arc::clone(file),
            positions: Positions::new(text),
            problems: Vec::new(),
            left_out: None,
        }
    }

    /// Adds a problem at `offset`; `key` is its path where that is known.
    pub(crate) fn push(
        &mut self,
        kind: ProblemKind,
        offset: usize,
        key: String,
        message: Bilingual,
        mend: Option<Bilingual>,
    ) {
        if self.is_full() {
            self.leave_out(offset);
            return;
        }
        let at = self.positions.at(offset);
        let place = self.place(at, key);
        let problem = Problem {
            kind,
            place,
            message,
            mend,
        };
        // One mistake in a table header is found twice: when the table begins and when it ends.
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// Are there as many problems as are told? What follows is only counted.
    pub(crate) fn is_full(&self) -> bool {
        self.problems.len() >= MAX_SYNTAX_PROBLEMS
    }

    /// Counts a problem past the limit.
    pub(crate) fn leave_out(&mut self, offset: usize) {
        let (first, count) = self.left_out.unwrap_or((offset, 0));
        self.left_out = Some((first, count.saturating_add(1)));
    }

    pub(crate) fn too_deep(&mut self, offset: usize) {
        let message = Bilingual::new(
            format!("嵌套过深：最多 {MAX_DEPTH} 层"),
            format!("nested too deep: at most {MAX_DEPTH} levels"),
        );
        self.push(ProblemKind::TooDeep, offset, String::new(), message, None);
    }

    #[cfg_attr(not(feature = "toml"), expect(dead_code))]
    pub(crate) fn key_too_long(&mut self, offset: usize) {
        let message = Bilingual::new(
            format!("键的段数过多：最多 {MAX_KEY_PARTS} 段"),
            format!("the key has too many parts: at most {MAX_KEY_PARTS}"),
        );
        self.push(ProblemKind::TooDeep, offset, String::new(), message, None);
    }

    /// What stands at `range`, in quotes, for the end of a message; nothing where nothing stands there.
    pub(crate) fn quoted(&self, range: Range<usize>) -> Bilingual {
        let found = shorten(self.positions.slice(range).trim());
        if found.is_empty() {
            return Bilingual::new("", "");
        }
        Bilingual::new(format!("：“{found}”"), format!(": \"{found}\""))
    }

    /// All problems by line and column; the last one says how many were left out.
    pub(crate) fn into_problems(mut self) -> Vec<Problem> {
        self.problems.sort_by(|a, b| a.place.cmp(&b.place));
        if let Some((offset, count)) = self.left_out {
            let message = Bilingual::new(
                format!("还有 {count} 处问题未列出"),
                format!("{count} more problems are not listed"),
            );
            let mend = Bilingual::new("请先改正以上各处", "mend those above first");
            let place = self.place(self.positions.at(offset), String::new());
            let problem = Problem::new(ProblemKind::Syntax, place, message).with_mend(mend);
            self.problems.push(problem);
        }
        self.problems
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.problems.is_empty()
    }

    fn place(&self, at: Position, key: String) -> Place {
        Place {
            file: Arc::clone(&self.file),
            locator: Locator::Key {
                line: at.line,
                column: at.column,
                key,
            },
        }
    }
}
