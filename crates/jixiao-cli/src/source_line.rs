//! The line of a text file at which a value stands.

use std::collections::HashMap;
use std::fs;
use std::ops::Range;
use std::sync::Arc;

use jixiao::model::{Locator, Place};
use unicode_width::UnicodeWidthChar;

/// In a longer line, such as that of data without line breaks, nobody finds a place.
const LONGEST_LINE: usize = 2_000;

/// A line is cut around what is underlined: of a longer value this many columns are enough to find it by.
const WIDEST_VALUE: usize = 48;

/// The files that were looked at, as lines. A file that cannot be read has none.
#[derive(Default)]
pub(crate) struct SourceFiles(HashMap<Arc<str>, Vec<String>>);

/// A line, and what of it is meant.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct SourceLine<'a> {
    /// Counted from 1.
    pub(crate) number: usize,
    pub(crate) text: &'a str,
    /// The bytes of the value.
    pub(crate) value: Range<usize>,
}

impl SourceFiles {
    /// The line of a place in a text file; none where the file is gone, or has no such place any more.
    pub(crate) fn line(&mut self, place: &Place) -> Option<SourceLine<'_>> {
        let Locator::Key { line, column, .. } = &place.locator else {
            return None;
        };
        let file = Arc::clone(&place.file);
        let lines = self.0.entry(file).or_insert_with(|| lines_of(&place.file));
        let number = usize::try_from(*line).ok()?;
        let text = lines.get(number.checked_sub(1)?)?;
        if text.len() > LONGEST_LINE {
            return None;
        }
        let before = usize::try_from(*column).ok()?.checked_sub(1)?;
        let (start, _) = text.char_indices().nth(before)?;
        let rest = text.get(start..)?;
        let length = shown_length(rest, value_length(rest));
        Some(SourceLine {
            number,
            text,
            value: start..start + length,
        })
    }
}

fn lines_of(file: &str) -> Vec<String> {
    let text = fs::read_to_string(file).unwrap_or_default();
    // The mark at the beginning of a file counts as no column.
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    text.lines().map(ToString::to_string).collect()
}

/// How many bytes at the beginning of `text` are one value: a text with its quotation marks, a list or a table up to its end, or what stands up to
/// the next sign. What goes on over the line counts to its end; of a list or a table, the sign alone.
fn value_length(text: &str) -> usize {
    let Some(first) = text.chars().next() else {
        return 0;
    };
    match first {
        '"' | '\'' => quoted_length(text, first).unwrap_or(text.trim_end().len()),
        '[' | '{' => bracketed_length(text).unwrap_or(first.len_utf8()),
        _ => {
            let ends = |c: char| c.is_whitespace() || ",]}#=:".contains(c);
            text.find(ends).unwrap_or(text.len()).max(first.len_utf8())
        }
    }
}

/// As many of the first `length` bytes of `text` as there is room for.
fn shown_length(text: &str, length: usize) -> usize {
    let mut columns = 0;
    let mut letters = text.char_indices().take_while(|(at, _)| *at < length);
    let beyond = letters.find(|(_, letter)| {
        columns += letter.width().unwrap_or(0);
        columns > WIDEST_VALUE
    });
    beyond.map_or(length, |(at, _)| at)
}

/// A list or a table up to its closing bracket on this line; none where it goes on.
fn bracketed_length(text: &str) -> Option<usize> {
    let (mut at, mut depth) = (0, 0usize);
    loop {
        let rest = text.get(at..)?;
        let sign = rest.chars().next()?;
        match sign {
            '[' | '{' => depth += 1,
            ']' | '}' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        at += match sign {
            '"' | '\'' => quoted_length(rest, sign)?,
            _ => sign.len_utf8(),
        };
        if depth == 0 {
            return Some(at);
        }
    }
}

/// A text up to its closing mark on this line; none where it goes on.
fn quoted_length(text: &str, mark: char) -> Option<usize> {
    let mut escaped = false;
    let mut letters = text.char_indices().skip(1);
    let closing = letters.find(|(_, letter)| {
        let closes = *letter == mark && !escaped;
        escaped = mark == '"' && *letter == '\\' && !escaped;
        closes
    });
    // Three marks open a text of several lines.
    let opens_lines = text
        .chars()
        .take(3)
        .filter(|letter| *letter == mark)
        .count()
        == 3;
    closing
        .filter(|_| !opens_lines)
        .map(|(at, mark)| at + mark.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_ends_where_the_next_sign_stands() {
        for (text, value) in [
            ("19 }", "19"),
            ("90,", "90"),
            ("1.5]", "1.5"),
            ("true# yes", "true"),
            ("\"开放天数\", x", "\"开放天数\""),
            (r#""a\"b" c"#, r#""a\"b""#),
            (r#""a\\" c"#, r#""a\\""#),
            (r"'a\' c'", r"'a\'"),
            ("\"\" x", "\"\""),
            ("\"\"\"several lines ", "\"\"\"several lines"),
            ("\"open ", "\"open"),
            ("[[projects]] # two", "[[projects]]"),
            ("{ a = \"}\", b = [1] }, c", "{ a = \"}\", b = [1] }"),
            ("{ a = [1,", "{"),
            ("[ \"open", "["),
            ("90", "90"),
            ("=", "="),
            ("", ""),
        ] {
            assert_eq!(&text[..value_length(text)], value, "{text}");
        }
    }

    #[test]
    fn what_is_no_longer_there_has_no_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("unit.toml");
        let long = "x".repeat(LONGEST_LINE + 1);
        fs::write(&path, format!("\u{feff}name = \"某局\"\r\n{long}\n")).unwrap();
        let at = |file: &std::path::Path, line, column| Place {
            file: file.to_str().unwrap().into(),
            locator: Locator::Key {
                line,
                column,
                key: String::new(),
            },
        };
        let mut files = SourceFiles::default();
        let place = at(&path, 1, 8);
        let found = files.line(&place).unwrap();
        assert_eq!((found.number, found.text), (1, "name = \"某局\""));
        assert_eq!(&found.text[found.value.clone()], "\"某局\"");
        for (file, line, column) in [
            (path.clone(), 1, 12),
            (path.clone(), 0, 1),
            (path.clone(), 1, 0),
            (path.clone(), 2, 1),
            (path, 3, 1),
            (folder.path().join("gone.toml"), 1, 1),
        ] {
            let place = at(&file, line, column);
            assert_eq!(files.line(&place), None, "{place}");
        }
    }
}
