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
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{feff}' | '\u{200b}'..='\u{200d}'))
        .map(half_width)
        .collect()
}

fn half_width(c: char) -> char {
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
