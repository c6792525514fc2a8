//! Text in columns: Chinese characters are two wide.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The width that every terminal has.
pub(crate) const PAGE: usize = 80;

/// `text` and the spaces that fill its column.
pub(crate) fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

/// How many columns `text` takes.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// Cells side by side, each in lines of its own width; a gap of one column stands behind each but the last.
pub(crate) fn row(cells: &[(&str, usize)]) -> Vec<String> {
    let last = cells.len().saturating_sub(1);
    let lines = |(at, (text, width)): (usize, &(&str, usize))| {
        let gap = usize::from(at < last);
        (wrap(text, width.saturating_sub(gap)), *width)
    };
    let columns: Vec<(Vec<String>, usize)> = cells.iter().enumerate().map(lines).collect();
    let lines = columns.iter().map(|(lines, _)| lines.len()).max();
    (0..lines.unwrap_or_default())
        .map(|at| {
            let cells = columns.iter().map(|(lines, width)| {
                let text = lines.get(at).map_or("", String::as_str);
                pad(text, *width)
            });
            cells.collect::<String>().trim_end().to_string()
        })
        .collect()
}

/// `text` behind `indent` spaces, in lines that fit the page.
pub(crate) fn indented(text: &str, indent: usize) -> Vec<String> {
    let lines = wrap(text, PAGE.saturating_sub(indent)).into_iter();
    lines
        .map(|line| format!("{}{line}", " ".repeat(indent)))
        .collect()
}

/// `text` on one line no wider than `width`: its blanks made one, and what does not fit made `…`.
pub(crate) fn shortened(text: &str, width: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = words.join(" ");
    if line.width() <= width {
        return line;
    }
    let mut shown = String::new();
    let mut left = width.saturating_sub("…".width());
    for c in line.chars() {
        let wide = c.width().unwrap_or_default();
        if wide > left {
            break;
        }
        left -= wide;
        shown.push(c);
    }
    shown + "…"
}

/// Lines no wider than `width`, broken at spaces; a long run of Chinese is broken between its characters, too.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut add = |piece: &str| {
        if !line.is_empty() && line.width() + piece.trim_end().width() > width {
            lines.push(line.trim_end().to_string());
            line.clear();
        }
        line.push_str(piece);
    };
    for word in text.split_inclusive(' ') {
        // What fills half a line is prose: to move it whole would leave too much of the line empty.
        if word.width() * 2 > width {
            pieces(word).into_iter().for_each(&mut add);
        } else {
            add(word);
        }
    }
    lines.push(line.trim_end().to_string());
    lines
}

/// The pieces between which a word may be broken.
fn pieces(word: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut rest, mut begun) = (word, 0);
    let nexts = word.chars().skip(1);
    for (c, next) in word.chars().zip(nexts) {
        begun += c.len_utf8();
        if may_break(c, next) {
            let (piece, after) = rest.split_at(begun);
            pieces.push(piece);
            (rest, begun) = (after, 0);
        }
    }
    pieces.push(rest);
    pieces
}

fn may_break(c: char, next: char) -> bool {
    const OPENING: &str = "“‘（《〔(";
    const CLOSING: &str = "”’）》〕)，。、；：！？,.;:%";
    let is_wide = |c: char| c.width() == Some(2);
    if next == ' ' || OPENING.contains(c) || CLOSING.contains(next) {
        return false;
    }
    is_wide(c) || is_wide(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_of_a_row_break_each_for_itself() {
        assert_eq!(
            row(&[("*", 2), ("及格门槛的比例", 9), ("60%", 3)]),
            ["* 及格门槛 60%", "  的比例"]
        );
        assert_eq!(row(&[]), Vec::<String>::new());
    }

    #[test]
    fn what_does_not_fit_a_line_is_left_out() {
        for (text, width, shown) in [
            ("", 4, ""),
            ("预算", 4, "预算"),
            ("预算数", 5, "预算…"),
            ("预算数", 4, "预…"),
            ("a\n b\tc", 5, "a b c"),
            ("abcdef", 5, "abcd…"),
        ] {
            assert_eq!(shortened(text, width), shown, "{text} in {width}");
        }
    }

    #[test]
    fn lines_break_at_spaces_and_between_characters() {
        for (text, width, lines) in [
            ("", 10, vec![""]),
            ("one two three", 7, vec!["one two", "three"]),
            ("one two three", 8, vec!["one two", "three"]),
            ("预算执行率", 4, vec!["预算", "执行", "率"]),
            ("预算（全年）数", 8, vec!["预算（全", "年）数"]),
            ("预算（全年）数", 6, vec!["预算", "（全", "年）数"]),
            ("低，高", 4, vec!["低，", "高"]),
            ("unbreakable", 4, vec!["unbreakable"]),
            ("年末 ÷ 年初", 7, vec!["年末 ÷", "年初"]),
            ("本年 ÷ 上年数", 12, vec!["本年 ÷", "上年数"]),
            ("见 jixiao", 8, vec!["见", "jixiao"]),
        ] {
            assert_eq!(wrap(text, width), lines, "{text} in {width}");
        }
    }
}
