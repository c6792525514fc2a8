//! Text that a file can hold.

use std::borrow::Cow;

/// The text without characters that XML cannot hold, and with `\n` for every kind of line break. A tab becomes a space, as
/// no cell has tab stops.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let is_clean = |character: char| {
        character == '\n'
            || !(character.is_control()
                || matches!(character, '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}'))
    };
    if text.chars().all(is_clean) {
        return Cow::Borrowed(text);
    }
    let kept = text.replace("\r\n", "\n");
    let kept = kept.chars().filter_map(|character| match character {
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\t' => Some(' '),
        '\u{fffe}' | '\u{ffff}' => None,
        other => (!other.is_control()).then_some(other),
    });
    Cow::Owned(kept.collect())
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn only_what_xml_holds_is_left() {
        let cases = [
            ("甲\u{0}乙\u{1f}丙\u{7f}\u{fffe}\u{ffff}", "甲乙丙"),
            (
                "甲\r\n乙\r丙\u{b}丁\u{2028}戊\n己",
                "甲\n乙\n丙\n丁\n戊\n己",
            ),
            ("甲\t乙", "甲 乙"),
            ("<&>\"'_x000D_", "<&>\"'_x000D_"),
            ("😀𠮷", "😀𠮷"),
        ];
        for (text, expected) in cases {
            assert_eq!(clean(text), expected);
        }
    }
}
