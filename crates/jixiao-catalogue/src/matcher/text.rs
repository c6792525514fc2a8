//! A text with its ways of typing made one.

use alloc::string::String;
use alloc::vec::Vec;

/// Lines of a traditional character (繁體字) and its simplified form (简体字), in the order of the first; three bytes each.
const PAIRS: &str = include_str!("traditional.txt");
/// The bytes of a line: two characters and the line break.
const LINE: usize = 7;
const COUNT: usize = PAIRS.len() / LINE;

/// The pairs as numbers, so that a character is looked up without reading the text.
static TRADITIONAL: [(u16, u16); COUNT] = pairs();

#[allow(clippy::arithmetic_side_effects, clippy::indexing_slicing)] // Run by the compiler, where a slip is an error of the build.
const fn pairs() -> [(u16, u16); COUNT] {
    let bytes = PAIRS.as_bytes();
    let mut pairs = [(0, 0); COUNT];
    let mut line = 0;
    while line < COUNT {
        let at = line * LINE;
        pairs[line] = (three_bytes(bytes, at), three_bytes(bytes, at + 3));
        line += 1;
    }
    pairs
}

/// The character that three bytes of UTF-8 write.
#[allow(clippy::arithmetic_side_effects, clippy::indexing_slicing)] // As above.
const fn three_bytes(bytes: &[u8], at: usize) -> u16 {
    ((bytes[at] & 0x0f) as u16) << 12
        | ((bytes[at + 1] & 0x3f) as u16) << 6
        | (bytes[at + 2] & 0x3f) as u16
}

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
    let Ok(code) = u16::try_from(u32::from(c)) else {
        return c;
    };
    let found = TRADITIONAL.binary_search_by_key(&code, |pair| pair.0);
    let simple = found.ok().and_then(|at| TRADITIONAL.get(at));
    simple
        .map_or(Some(c), |pair| char::from_u32(u32::from(pair.1)))
        .unwrap_or(c)
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
        let pairs: Vec<(char, char)> = PAIRS
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
