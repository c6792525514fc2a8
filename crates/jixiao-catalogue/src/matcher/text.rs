//! A text with its ways of typing made one.

use alloc::string::String;
use alloc::vec::Vec;

/// Pairs of a traditional character (繁體字) and its simplified form (简体字), in the order of the first.
const TRADITIONAL: &str = include_str!("traditional.txt");

/// A text without blanks, with half-width signs, simplified characters and small letters, that knows where each character came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Folded {
    pub(super) text: String,
    pub(super) chars: Vec<char>,
    /// Where each character begins and ends, in bytes of the original.
    origin: Vec<(usize, usize)>,
    /// The index of the character that begins at a byte of `text`.
    at_byte: Vec<usize>,
}

impl Folded {
    pub(super) fn new(original: &str) -> Self {
        let mut folded = Self {
            text: String::with_capacity(original.len()),
            chars: Vec::new(),
            origin: Vec::new(),
            at_byte: Vec::new(),
        };
        for (start, c) in original.char_indices() {
            if let Some(plain) = plain(c) {
                folded.push(plain, start, start.saturating_add(c.len_utf8()));
            }
        }
        let end = folded.chars.len();
        folded.at_byte.push(end);
        folded
    }

    fn push(&mut self, c: char, start: usize, end: usize) {
        let index = self.chars.len();
        self.at_byte.extend((0..c.len_utf8()).map(|_| index));
        self.text.push(c);
        self.chars.push(c);
        self.origin.push((start, end));
    }

    /// The character at which a byte of the folded text stands.
    pub(super) fn char_at(&self, byte: usize) -> usize {
        self.at_byte.get(byte).copied().unwrap_or(self.chars.len())
    }

    /// The bytes of the original from the character `start` to before the character `end`.
    pub(super) fn original(&self, start: usize, end: usize) -> (usize, usize) {
        let first = self.origin.get(start).map_or(0, |place| place.0);
        let last = end.checked_sub(1).and_then(|last| self.origin.get(last));
        (first, last.map_or(first, |place| place.1))
    }

    pub(super) fn get(&self, index: usize) -> Option<char> {
        self.chars.get(index).copied()
    }
}

/// A character as it is folded; none for what is passed over.
fn plain(c: char) -> Option<char> {
    match c {
        '\n' => Some('\n'),
        '\u{feff}' | '\u{200b}'..='\u{200d}' | '\u{2063}' => None,
        c if c.is_whitespace() => None,
        '﹕' | '∶' => Some(':'),
        '﹐' => Some(','),
        '﹔' => Some(';'),
        '“' | '”' | '「' | '」' | '『' | '』' | '‘' | '’' | '"' | '\'' => None,
        '\u{ff01}'..='\u{ff5e}' => u32::from(c)
            .checked_sub(0xfee0)
            .and_then(char::from_u32)
            .map(|c| c.to_ascii_lowercase()),
        c if c.is_ascii() => Some(c.to_ascii_lowercase()),
        c => Some(simplified(c)),
    }
}

/// The simplified form of a character.
fn simplified(c: char) -> char {
    // A line is a pair of characters of three bytes each, and a line break.
    const LINE: usize = 7;
    let (mut low, mut high) = (0, TRADITIONAL.len().checked_div(LINE).unwrap_or(0));
    while low < high {
        let middle = usize::midpoint(low, high);
        let at = middle.saturating_mul(LINE);
        let mut pair = TRADITIONAL.get(at..).unwrap_or("").chars();
        let (Some(own), Some(simple)) = (pair.next(), pair.next()) else {
            return c;
        };
        match own.cmp(&c) {
            core::cmp::Ordering::Equal => return simple,
            core::cmp::Ordering::Less => low = middle.saturating_add(1),
            core::cmp::Ordering::Greater => high = middle,
        }
    }
    c
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_of_typing_become_one() {
        for (typed, folded) in [
            ("資金 未 到位", "资金未到位"),
            ("２０２５年，ＡＰＰ", "2025年,app"),
            ("“三公”经费：", "三公经费:"),
            ("一\n二", "一\n二"),
            ("", ""),
        ] {
            assert_eq!(Folded::new(typed).text, folded);
        }
    }

    #[test]
    fn places_are_those_of_the_original() {
        let folded = Folded::new("因 資金 緊張");
        let (start, end) = folded.original(1, 5);
        assert_eq!(&"因 資金 緊張"[start..end], "資金 緊張");
    }

    #[test]
    fn the_table_is_in_order_and_simplifies_at_once() {
        let pairs: Vec<(char, char)> = TRADITIONAL
            .lines()
            .map(|line| {
                let mut chars = line.chars();
                assert_eq!(line.len(), 6, "{line}");
                (chars.next().unwrap(), chars.next().unwrap())
            })
            .collect();
        assert!(pairs.len() > 2000);
        assert!(pairs.is_sorted_by(|one, other| one.0 < other.0));
        for (_, simple) in &pairs {
            assert_eq!(simplified(*simple), *simple);
        }
    }
}
