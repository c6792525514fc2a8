//! A text with its ways of typing made one.

use alloc::string::String;
use alloc::vec::Vec;

use jixiao_model::half_width;

/// Lines of a traditional character (繁體字) and its simplified form (简体字), in the order of the first; three bytes each.
const PAIRS: &str = include_str!("traditional.txt");
/// The bytes of a line: two characters and the line break.
const LINE: usize = 7;
const COUNT: usize = PAIRS.len() / LINE;

/// The characters that the pairs are of: the first, and how many there are.
const FIRST: u16 = 0x4e00;
const CHARACTERS: usize = 0x5200;

/// The simplified form of each, 0 where it is its own: each character of each text is looked up here, and a search among the pairs takes longer.
static SIMPLIFIED: [u16; CHARACTERS] = simplified_forms();

#[allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::large_stack_arrays
)] // Run by the compiler, where a slip is an error of the build.
const fn simplified_forms() -> [u16; CHARACTERS] {
    let bytes = PAIRS.as_bytes();
    let mut forms = [0; CHARACTERS];
    let mut line = 0;
    while line < COUNT {
        let at = line * LINE;
        forms[(three_bytes(bytes, at) - FIRST) as usize] = three_bytes(bytes, at + 3);
        line += 1;
    }
    forms
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
    /// From where to where what stands in quotation marks reaches, in characters.
    quotes: Vec<(usize, usize)>,
}

impl Folded {
    pub(super) fn new(original: &str) -> Self {
        let (bytes, chars) = (original.len(), original.chars().count());
        let mut folded = Self {
            text: String::with_capacity(bytes),
            chars: Vec::with_capacity(chars),
            origin: Vec::with_capacity(chars),
            at_byte: Vec::with_capacity(bytes.saturating_add(1)),
            quotes: Vec::new(),
        };
        let mut opened = None;
        for (start, c) in original.char_indices() {
            let at = folded.chars.len();
            match c {
                '“' | '「' | '『' => opened = Some(at),
                '”' | '」' | '』' => folded.quotes.extend(opened.take().map(|from| (from, at))),
                _ => {}
            }
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
        let bytes = self.at_byte.len().saturating_add(c.len_utf8());
        self.at_byte.resize(bytes, index);
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

    /// Is this a part of what stands in quotation marks, rather than all of it?
    pub(super) fn is_part_of_quote(&self, start: usize, end: usize) -> bool {
        let first = self.quotes.partition_point(|(_, to)| *to < end);
        let quote = self.quotes.get(first);
        quote.is_some_and(|(from, to)| *from <= start && (*from, *to) != (start, end))
    }

    pub(super) fn get(&self, index: usize) -> Option<char> {
        self.chars.get(index).copied()
    }
}

/// A text folded, where nobody asks where its characters came from.
pub(super) fn folded(text: &str) -> String {
    text.chars().filter_map(plain).collect()
}

/// A character as it is folded; none for what is passed over.
fn plain(c: char) -> Option<char> {
    match c {
        // Most are of these, and none of them is a sign.
        '\u{4e00}'..='\u{9fff}' => Some(simplified(c)),
        '\n' => Some('\n'),
        // Cells that were copied side by side.
        '\t' => Some(','),
        '\u{feff}' | '\u{200b}'..='\u{200d}' | '\u{2063}' => None,
        c if c.is_whitespace() => None,
        '﹕' | '∶' => Some(':'),
        '﹐' => Some(','),
        '﹔' => Some(';'),
        '“' | '”' | '「' | '」' | '『' | '』' | '‘' | '’' | '"' | '\'' | '＂' | '＇' => {
            None
        }
        '\u{ff01}'..='\u{ff5e}' => Some(half_width(c).to_ascii_lowercase()),
        c if c.is_ascii() => Some(c.to_ascii_lowercase()),
        c => Some(simplified(c)),
    }
}

/// The simplified form of a character.
fn simplified(c: char) -> char {
    let code = u32::from(c).checked_sub(u32::from(FIRST));
    let form = code
        .and_then(|code| usize::try_from(code).ok())
        .and_then(|code| SIMPLIFIED.get(code));
    match form.copied() {
        None | Some(0) => c,
        Some(form) => char::from_u32(u32::from(form)).unwrap_or(c),
    }
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
