//! How values, keys and paths are shown in messages.

use alloc::format;
use alloc::string::String;

use jixiao_model::Bilingual;

use crate::node::{Node, Value};

/// How much of a text a message shows, in characters.
const SHOWN: usize = 40;

/// A text as a message shows it: its first 40 characters on one line, control and invisible ones escaped, `…` for the rest.
///
/// ```
/// assert_eq!(jixiao_keyed::shorten("two\nlines"), r"two\nlines");
/// ```
pub fn shorten(text: &str) -> String {
    let mut shown = String::new();
    let mut rest = text.chars();
    for character in rest.by_ref().take(SHOWN) {
        push_visible(&mut shown, character);
    }
    if rest.next().is_some() {
        shown.push('…');
    }
    shown
}

fn push_visible(shown: &mut String, character: char) {
    if matches!(character, '"' | '\'' | '\\') {
        shown.push(character);
    } else {
        // Escapes what cannot be seen, writing direction marks included; everything else stays as it is.
        shown.extend(character.escape_debug());
    }
}

/// What stands there, for "expected …, found …".
pub(crate) fn describe(node: &Node) -> Bilingual {
    match &node.value {
        Value::Table(members) => Bilingual::new(
            format!("一组键值（{} 个键）", members.len()),
            format!("a table of {}", counted(members.len(), "key")),
        ),
        Value::Array(items) => Bilingual::new(
            format!("列表（{} 项）", items.len()),
            format!("a list of {}", counted(items.len(), "item")),
        ),
        Value::Text(text) => {
            let text = shorten(text);
            Bilingual::new(format!("文字“{text}”"), format!("the text \"{text}\""))
        }
        Value::Number(number) => {
            let number = shorten(number);
            Bilingual::new(format!("数字 {number}"), format!("the number {number}"))
        }
        Value::Boolean(value) => {
            Bilingual::new(format!("逻辑值 {value}"), format!("the boolean {value}"))
        }
        Value::Date(date) => {
            let date = shorten(date);
            Bilingual::new(format!("日期 {date}"), format!("the date {date}"))
        }
        Value::Null => Bilingual::new("空值 null", "null"),
    }
}

fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// The path of `key` in the table at `path`.
pub(crate) fn member_path(path: &str, key: &str) -> String {
    let key = shown_key(key);
    if path.is_empty() {
        return key;
    }
    format!("{path}.{key}")
}

/// The path of an element, which people count from one.
pub(crate) fn element_path(path: &str, index: usize) -> String {
    format!("{path}[{}]", index.saturating_add(1))
}

/// The key, in quotes where it would otherwise not be told from its path.
fn shown_key(key: &str) -> String {
    let short = shorten(key);
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '…');
    if !short.is_empty() && short.chars().all(plain) {
        return short;
    }
    format!("\"{short}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_and_escaped() {
        let cases = [
            ("", ""),
            ("abc", "abc"),
            ("say \"hi\" \\ 'x'", "say \"hi\" \\ 'x'"),
            ("a\nb\tc", "a\\nb\\tc"),
            ("\u{7}\u{1b}[31m", "\\u{7}\\u{1b}[31m"),
            ("a\u{202e}b\u{feff}", "a\\u{202e}b\\u{feff}"),
            ("预算执行率", "预算执行率"),
        ];
        for (text, shown) in cases {
            assert_eq!(shorten(text), shown);
        }
        assert_eq!(shorten(&"长".repeat(40)), "长".repeat(40));
        assert_eq!(shorten(&"长".repeat(41)), "长".repeat(40) + "…");
    }

    #[test]
    fn paths_quote_what_is_not_plain() {
        assert_eq!(member_path("", "name"), "name");
        assert_eq!(member_path("a", "指标"), "a.指标");
        assert_eq!(member_path("a", "b.c"), "a.\"b.c\"");
        assert_eq!(member_path("a", ""), "a.\"\"");
        assert_eq!(member_path("a", "x\ny"), "a.\"x\\ny\"");
        assert_eq!(element_path("a", 0), "a[1]");
        assert_eq!(element_path("", 2), "[3]");
    }
}
