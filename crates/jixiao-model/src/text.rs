//! Making the many ways of typing a text one.

use alloc::string::String;

/// Where a text that a table tells in parts goes on in the cell below, and goes on from the one above: the invisible separator of Unicode.
///
/// No row of a workbook is higher than 409 points, so a table divides a very long text over several cells; who reads it makes one of them again.
pub const GOES_ON: char = '\u{2063}';

/// `text` without spaces and line breaks, full-width letters, digits and signs made half-width.
///
/// ```
/// assert_eq!(jixiao_model::normalise("≧ ９５ ％"), "≥95%");
/// ```
pub fn normalise(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let told = |c: &char| !c.is_whitespace() && !matches!(c, '\u{feff}' | '\u{200b}'..='\u{200d}');
    plain.extend(text.chars().filter(told).map(half_width));
    plain
}

/// Does a text say that nothing stands there: a dash, a slash, 无?
///
/// ```
/// assert!(jixiao_model::is_blank("—") && jixiao_model::is_blank("无。") && !jixiao_model::is_blank("0"));
/// ```
pub fn is_blank(text: &str) -> bool {
    let plain = normalise(text);
    let plain = plain.trim_end_matches('.');
    plain
        .chars()
        .all(|c| matches!(c, '-' | '/' | '\\' | '_' | '…' | '─'))
        || matches!(plain, "无" | "暂无" | "空" | "没有")
}

/// Does an explanation say nothing: is it blank, or 不适用?
///
/// In other cells of a form 不适用 says something: that an indicator does not apply.
///
/// ```
/// use jixiao_model::{is_blank, says_nothing};
/// assert!(says_nothing("无") && says_nothing("不适用。") && !is_blank("不适用"));
/// ```
pub fn says_nothing(text: &str) -> bool {
    is_blank(text) || normalise(text).trim_end_matches('.') == "不适用"
}

/// One sign as [`normalise`] types it.
pub fn half_width(c: char) -> char {
    match c {
        '≧' | '⩾' => '≥',
        '≦' | '⩽' => '≤',
        '﹦' | '═' => '=',
        '。' => '.',
        '—' | '–' | '―' | '−' => '-',
        // The full-width block mirrors ASCII from `!` to `~`.
        '\u{ff01}'..='\u{ff5e}' => u32::from(c)
            .checked_sub(0xfee0)
            .and_then(char::from_u32)
            .unwrap_or(c),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dash_and_a_slash_say_that_nothing_stands_there() {
        for text in [
            "", " ", "—", "——", "-", "/", "／", "\\", "无", "无。", "暂无",
        ] {
            assert!(is_blank(text) && says_nothing(text), "{text}");
        }
        for text in ["不适用", "不 适用。"] {
            assert!(says_nothing(text) && !is_blank(text), "{text}");
        }
        for text in ["0", "无偏差的项目", "完成"] {
            assert!(!is_blank(text), "{text}");
        }
    }
}
