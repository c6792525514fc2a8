//! How much room a text takes.
//!
//! An estimate that need not know any font: Chinese typefaces draw a letter of ASCII half as wide as a character, and all
//! else, their quotation marks and Greek too, as wide as one.

/// The width of a character in half-width characters.
fn width(character: char) -> u32 {
    match character {
        '\u{300}'..='\u{36f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2060}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' => 0,
        '\0'..='\u{7e}' | '\u{ff61}'..='\u{ffdc}' | '\u{ffe8}'..='\u{ffee}' => 1,
        _ => 2,
    }
}

/// The width of a text without line breaks, in half-width characters.
pub(super) fn text_width(text: &str) -> u32 {
    text.chars()
        .fold(0, |sum, character| sum.saturating_add(width(character)))
}

/// How many lines a text takes where `room` half-width characters fit on one.
///
/// Words and figures stay whole, closing marks do not begin a line and opening marks do not end one; what is longer than a
/// line is broken anywhere. Line breaks of the text are kept.
pub(crate) fn lines(text: &str, room: u32) -> u32 {
    let room = room.max(2);
    text.split('\n').fold(0, |sum: u32, line| {
        sum.saturating_add(lines_of_one(line, room))
    })
}

fn lines_of_one(line: &str, room: u32) -> u32 {
    let mut lines: u32 = 1;
    let mut used: u32 = 0;
    for piece in unbreakable(line) {
        // Spaces at the end of a line hang over its edge.
        let needed = text_width(piece.trim_end_matches(' '));
        if needed == 0 || used.saturating_add(needed) <= room {
            used = used.saturating_add(text_width(piece));
            continue;
        }
        if used > 0 {
            lines = lines.saturating_add(1);
        }
        let full = needed.saturating_sub(1).checked_div(room).unwrap_or(0);
        lines = lines.saturating_add(full);
        used = text_width(piece).saturating_sub(full.saturating_mul(room));
    }
    lines
}

/// The text in parts of so many lines each, the last of what is left. One behind the other they are the text, line breaks included.
pub(super) fn parts(text: &str, room: u32, lines: usize) -> Vec<&str> {
    let starts = line_starts(text, room.max(2));
    let mut begins = starts.iter().copied().step_by(lines.max(1)).peekable();
    let mut parts = Vec::new();
    while let Some(begin) = begins.next() {
        let end = begins.peek().copied().unwrap_or(text.len());
        parts.extend(text.get(begin..end));
    }
    parts
}

/// Where each line of a text begins, broken as [`lines`] counts.
fn line_starts(text: &str, room: u32) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut at: usize = 0;
    for line in text.split('\n') {
        starts.push(at);
        let mut used: u32 = 0;
        for piece in unbreakable(line) {
            let needed = text_width(piece.trim_end_matches(' '));
            if used > 0 && used.saturating_add(needed) > room {
                starts.push(at);
                used = 0;
            }
            for character in piece.chars() {
                let own = width(character);
                if character != ' ' && used > 0 && used.saturating_add(own) > room {
                    starts.push(at);
                    used = 0;
                }
                used = used.saturating_add(own);
                at = at.saturating_add(character.len_utf8());
            }
        }
        at = at.saturating_add(1);
    }
    starts
}

/// The pieces between which a line may end.
fn unbreakable(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let end = rest
            .char_indices()
            .zip(rest.chars().skip(1))
            .find(|((_, left), right)| may_break(*left, *right))
            .map_or(rest.len(), |((at, left), _)| {
                at.saturating_add(left.len_utf8())
            });
        let (piece, after) = rest.split_at_checked(end)?;
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

fn may_break(left: char, right: char) -> bool {
    // The full-width forms of ( [ { and of ) , . : ; ! ? ] } % ~ stand as escapes, lest they be mistaken for ASCII.
    const OPENING: &str = "“‘《〈「『【〔\u{ff08}\u{ff3b}\u{ff5b}([{";
    const CLOSING: &str = "”’》〉」』】〕。、…—·\u{ff09}\u{ff0c}\u{ff0e}\u{ff1a}\u{ff1b}\u{ff01}\u{ff1f}\u{ff3d}\u{ff5d}\u{ff05}\u{ff5e})]},.:;!?% ";
    if OPENING.contains(left) || CLOSING.contains(right) {
        return false;
    }
    let in_word = |character: char| character.is_ascii_graphic();
    !(in_word(left) && in_word(right))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_are_counted_as_a_reader_would_set_them() {
        let cases = [
            ("", 10, 1),
            ("预算执行率", 10, 1),
            ("预算执行率是", 10, 2),
            ("预算执行率", 9, 2),
            ("一\n二", 10, 2),
            ("一\n\n二\n", 10, 4),
            // A figure is not cut in two.
            ("共计109607.51万元", 12, 3),
            // A full stop does not begin a line: the character before it goes along.
            ("资金未到位。后", 10, 2),
            ("资金未到位。", 10, 2),
            // An opening mark does not end one.
            ("资金未到（一）", 10, 2),
            // A space hangs over the edge.
            ("abcde fghij", 5, 2),
            // What is longer than a line is broken anywhere.
            ("abcdefghijk", 5, 3),
            ("一abcdefghij", 5, 3),
            // Half-width katakana, a combining accent, an emoji.
            ("\u{ff71}\u{ff72}\u{ff73}\u{ff74}\u{ff75}", 5, 1),
            ("e\u{301}e\u{301}", 2, 1),
            ("😀😀", 4, 1),
            // No room is taken as room for one character.
            ("一二三", 0, 3),
        ];
        for (text, room, expected) in cases {
            assert_eq!(lines(text, room), expected, "{text:?} in {room}");
        }
    }

    #[test]
    fn a_long_text_is_parted_between_its_lines() {
        let text = "偏差原因：资金未到位。\n改进措施：共计109607.51万元";
        let expected = [
            "偏差原因：资金未到",
            "位。\n改进措施：",
            "共计109607.51",
            "万元",
        ];
        assert_eq!(parts(text, 10, 2), expected);
        assert_eq!(parts("", 10, 2), [""]);
        assert_eq!(parts("一\n\n二", 10, 1), ["一\n", "\n", "二"]);
    }

    proptest! {
        #[test]
        fn the_parts_are_the_text(text in "[一-龥a-z0-9，。（）\n ]{0,90}", room in 0u32..40, most in 0usize..5) {
            prop_assert_eq!(parts(&text, room, most).concat(), text);
        }

        #[test]
        fn no_part_has_more_lines_than_asked(text in "[一-龥\n]{0,90}", room in 2u32..40, most in 1usize..5) {
            let most_lines = u32::try_from(most).unwrap();
            for part in parts(&text, room, most) {
                // The line break at a part's end is no line of its own.
                let part = part.strip_suffix('\n').unwrap_or(part);
                prop_assert!(lines(part, room) <= most_lines, "{:?}", part);
            }
        }

        #[test]
        fn the_lines_hold_the_text(text in "[一-龥a-z0-9，。（）]{0,60}", room in 2u32..40) {
            let counted = lines(&text, room);
            prop_assert!(counted * room >= text_width(&text));
            prop_assert!(lines(&text, room + 1) <= counted);
        }

        #[test]
        fn the_pieces_are_the_text(text in "[一-龥a-z0-9，。（） ]{0,60}") {
            prop_assert_eq!(unbreakable(&text).collect::<String>(), text);
        }
    }
}
