//! The words of an explanation as they are compared: letters without signs, numbers, dates, and the names that the form itself gives.

use std::collections::BTreeMap;
use std::ops::Range;

use jixiao_model::half_width;

/// One letter of a text, half-width and in lower case, and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Letter {
    /// The letter itself.
    pub(crate) sign: char,
    /// Where it begins, in bytes of the text.
    start: usize,
    /// Where it ends.
    end: usize,
}

/// What a number may count; it goes with the number. The longer words first.
const UNITS: [&str; 36] = [
    "个百分点",
    "平方米",
    "百分点",
    "万人次",
    "亿元",
    "万元",
    "人次",
    "万吨",
    "公里",
    "小时",
    "年度",
    "月份",
    "元",
    "年",
    "月",
    "日",
    "号",
    "个",
    "家",
    "次",
    "场",
    "人",
    "天",
    "项",
    "套",
    "份",
    "座",
    "吨",
    "名",
    "户",
    "册",
    "批",
    "班",
    "台",
    "条",
    "倍",
];

/// The letters of a text that are its own: no signs, no numbers with what they count, none of the names.
pub(crate) fn letters(text: &str, names: &[Vec<char>]) -> Vec<Letter> {
    let mut all: Vec<Letter> = Vec::with_capacity(text.chars().count());
    all.extend(text.char_indices().map(letter));
    let mut own = Vec::with_capacity(all.len());
    let mut rest = all.as_slice();
    while let Some(first) = rest.first() {
        let number = number(rest);
        if number == 0 && is_letter(first.sign) {
            own.push(*first);
        }
        rest = rest.get(number.max(1)..).unwrap_or_default();
    }
    names.iter().fold(own, |own, name| without(own, name))
}

/// Is it no sign? Asked of every character: most are of the block in which all are letters, and need no search.
fn is_letter(sign: char) -> bool {
    matches!(sign, '\u{4e00}'..='\u{9fff}') || sign.is_alphanumeric()
}

fn letter((start, sign): (usize, char)) -> Letter {
    Letter {
        sign: half_width(sign).to_ascii_lowercase(),
        start,
        end: start.saturating_add(sign.len_utf8()),
    }
}

/// How many letters a number takes with its unit; 0 where none begins.
fn number(rest: &[Letter]) -> usize {
    let is_digit = |at: &Letter| at.sign.is_ascii_digit();
    if !rest.first().is_some_and(is_digit) {
        return 0;
    }
    // A sign is of the number only where the number goes on behind it: in “93%，人手不足” nobody is counted.
    let goes_on = |(at, next): &(&Letter, Option<&Letter>)| match at.sign {
        '.' | ',' => next.is_some_and(is_digit),
        ' ' | '%' => true,
        _ => is_digit(at),
    };
    let nexts = rest.iter().skip(1).map(Some).chain([None]);
    let digits = rest.iter().zip(nexts).take_while(goes_on).count();
    let (digits_of, behind) = rest.split_at_checked(digits).unwrap_or_default();
    // A share counts nothing.
    let is_share = digits_of.iter().any(|at| at.sign == '%');
    let unit = UNITS.iter().find(|unit| !is_share && begins(behind, unit));
    digits.saturating_add(unit.map_or(0, |unit| unit.chars().count()))
}

fn begins(letters: &[Letter], word: &str) -> bool {
    let mut own = letters.iter().map(|at| at.sign);
    word.chars().all(|letter| own.next() == Some(letter))
}

fn without(letters: Vec<Letter>, name: &[char]) -> Vec<Letter> {
    let is_here = |window: &[Letter]| window.iter().map(|at| at.sign).eq(name.iter().copied());
    if name.len() < 2 || !letters.windows(name.len()).any(is_here) {
        return letters;
    }
    let mut left = Vec::with_capacity(letters.len());
    let mut rest = letters.as_slice();
    while let Some(first) = rest.first() {
        let named = rest.get(..name.len()).is_some_and(is_here);
        if !named {
            left.push(*first);
        }
        rest = rest
            .get(if named { name.len() } else { 1 }..)
            .unwrap_or_default();
    }
    left
}

/// A name as it is looked for in texts: without signs, numbers and the word 项目 at its end.
pub(crate) fn core(name: &str) -> Vec<char> {
    let mut own = plain(&letters(name, &[]));
    if own.len() > 3 && own.ends_with(&['项', '目']) {
        own.truncate(own.len().saturating_sub(2));
    }
    own
}

/// The letters alone.
pub(crate) fn plain(letters: &[Letter]) -> Vec<char> {
    letters.iter().map(|at| at.sign).collect()
}

/// The words of `text` from one of its letters to another, shortened where they are many.
pub(crate) fn quote(text: &str, letters: &[Letter], range: Range<usize>) -> String {
    let words = letters.get(range).unwrap_or_default();
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return String::new();
    };
    shortened(text.get(first.start..last.end).unwrap_or_default())
}

/// The letters around one of them, at most so many before and behind it, as far as no sign parts them.
pub(crate) fn around(letters: &[Letter], at: usize, before: usize, behind: usize) -> Range<usize> {
    let at = at.min(letters.len().saturating_sub(1));
    let joined = |pair: &&[Letter]| matches!(pair, [one, next] if one.end == next.start);
    let (left, right) = letters.split_at_checked(at).unwrap_or_default();
    let left = letters
        .get(..left.len().saturating_add(1))
        .unwrap_or_default();
    let back = left
        .windows(2)
        .rev()
        .take(before)
        .take_while(joined)
        .count();
    let on = right.windows(2).take(behind).take_while(joined).count();
    at.saturating_sub(back)..at.saturating_add(on).saturating_add(1)
}

/// A text on one line, of at most 40 characters.
pub(crate) fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    let line = text.trim().replace(['\n', '\r'], " ");
    if line.chars().count() <= MOST {
        return line;
    }
    let kept: String = line.chars().take(MOST.saturating_sub(1)).collect();
    format!("{kept}…")
}

/// Three letters in a row.
pub(crate) type Shingle = u64;

/// Every three letters in a row, in the order of the text.
pub(crate) fn shingles(letters: &[char]) -> impl Iterator<Item = Shingle> {
    // A character of Unicode has 21 bits.
    letters.windows(3).map(|three| {
        let join = |joined: u64, letter: &char| joined << 21 | u64::from(u32::from(*letter));
        three.iter().fold(0, join)
    })
}

/// How many shingles two texts share, and how many the shorter has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shared {
    pub(crate) shared: u32,
    pub(crate) of: u32,
}

impl Shared {
    /// Of two texts, each by its [`sorted_shingles`].
    pub(crate) fn between(one: &[Shingle], other: &[Shingle]) -> Self {
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let of = count(one.len().min(other.len()));
        let (mut one, mut other) = (one.iter().peekable(), other.iter().peekable());
        let mut shared = 0_u32;
        while let (Some(here), Some(there)) = (one.peek(), other.peek()) {
            let order = here.cmp(there);
            if order.is_le() {
                one.next();
            }
            if order.is_ge() {
                other.next();
            }
            shared = shared.saturating_add(u32::from(order.is_eq()));
        }
        Self { shared, of }
    }
}

/// The shingles of a text in ascending order, each once.
pub(crate) fn sorted_shingles(letters: &[char]) -> Vec<Shingle> {
    let mut all: Vec<Shingle> = shingles(letters).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The longest passage that two texts share, as a range of the first.
pub(crate) fn longest_shared(one: &[char], other: &[char]) -> Range<usize> {
    // A text that repeats itself many times is not looked at for each repetition.
    const MOST_PLACES: usize = 8;
    let places = shingles(other)
        .enumerate()
        .map(|(at, shingle)| (shingle, at));
    let mut places: Vec<(Shingle, usize)> = places.collect();
    places.sort_unstable();
    let mut longest = 0..0;
    for (at, shingle) in shingles(one).enumerate() {
        // What is left is no longer than what was found.
        if one.len().saturating_sub(at) <= longest.len() {
            break;
        }
        let first = places.partition_point(|(other, _)| *other < shingle);
        let same = places.get(first..).unwrap_or_default().iter();
        let same = same.take_while(|(other, _)| *other == shingle);
        for &(_, there) in same.take(MOST_PLACES) {
            let goes_on = at.checked_sub(1).zip(there.checked_sub(1));
            if goes_on.is_some_and(|(at, there)| one.get(at) == other.get(there)) {
                continue;
            }
            let (here, there) = (one.iter().skip(at), other.iter().skip(there));
            let length = here.zip(there).take_while(|(one, other)| one == other);
            let length = length.count();
            if length > longest.len() {
                longest = at..at.saturating_add(length);
            }
        }
    }
    longest
}

/// The letter of the longer text that the shorter one lacks, where nothing else tells them apart: its place in the longer.
pub(crate) fn dropped_letter(longer: &[char], shorter: &[char]) -> Option<usize> {
    if longer.len() != shorter.len().checked_add(1)? {
        return None;
    }
    let same = longer.iter().zip(shorter);
    let at = same.take_while(|(one, other)| one == other).count();
    (longer.get(at.checked_add(1)?..)? == shorter.get(at..)?).then_some(at)
}

/// Words to be looked for in letters, the longest first.
#[derive(Debug, Clone)]
pub(crate) struct Lexicon(BTreeMap<char, Vec<Vec<char>>>);

impl Lexicon {
    /// Of these words, apart by spaces or line breaks.
    pub(crate) fn of(words: &str) -> Self {
        let mut by_first: BTreeMap<char, Vec<Vec<char>>> = BTreeMap::new();
        for word in words.split_whitespace() {
            let word: Vec<char> = word.chars().collect();
            if let Some(first) = word.first() {
                by_first.entry(*first).or_default().push(word);
            }
        }
        for words in by_first.values_mut() {
            words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        }
        Self(by_first)
    }

    /// The length of the longest word with which the letters begin; 0 where none does.
    pub(crate) fn word(&self, letters: &[char]) -> usize {
        let words = letters.first().and_then(|first| self.0.get(first));
        let mut words = words.into_iter().flatten();
        words
            .find(|word| letters.starts_with(word))
            .map_or(0, Vec::len)
    }

    /// Which letters stand in none of the words: runs of them.
    pub(crate) fn apart<'a>(&self, letters: &'a [char]) -> Runs<'a, '_> {
        Runs {
            lexicon: self,
            letters,
        }
    }
}

/// The runs of letters between the words of a lexicon.
#[derive(Debug, Clone)]
pub(crate) struct Runs<'a, 'l> {
    lexicon: &'l Lexicon,
    letters: &'a [char],
}

impl<'a> Iterator for Runs<'a, '_> {
    type Item = &'a [char];

    fn next(&mut self) -> Option<&'a [char]> {
        loop {
            match self.lexicon.word(self.letters) {
                0 => break,
                word => self.letters = self.letters.get(word..)?,
            }
        }
        let whole = self.letters;
        if whole.is_empty() {
            return None;
        }
        let mut length = 0_usize;
        while length < whole.len() && self.lexicon.word(whole.get(length..)?) == 0 {
            length = length.saturating_add(1);
        }
        let (run, rest) = whole.split_at_checked(length)?;
        self.letters = rest;
        Some(run)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(text: &str, names: &[&str]) -> String {
        let names: Vec<Vec<char>> = names.iter().map(|name| core(name)).collect();
        plain(&letters(text, &names)).into_iter().collect()
    }

    #[test]
    fn letters_leave_out_signs_numbers_and_names() {
        let cases: [(&str, &[&str], &str); 13] = [
            ("安排20.32万元，用掉 20.3055 万元。", &[], "安排用掉"),
            ("２０２４年３月底完成９３％", &[], "底完成"),
            ("到2023年12月31日，APP停用", &[], "到app停用"),
            (
                "图书馆运行费未付清",
                &["图书馆运行费（2022年）项目"],
                "未付清",
            ),
            ("三成企业没有来", &[], "三成企业没有来"),
            ("", &[], ""),
            ("109,607.51万元", &[], ""),
            ("１０９，６０７．５１万元", &[], ""),
            ("完成93%，人手不足", &[], "完成人手不足"),
            ("完成93,人手不足", &[], "完成人手不足"),
            ("到了2023。年底停工", &[], "到了年底停工"),
            ("93%人手不足", &[], "人手不足"),
            ("办了5次，次次满员", &[], "办了次次满员"),
        ];
        for (text, names, expected) in cases {
            assert_eq!(own(text, names), expected, "{text}");
        }
    }

    #[test]
    fn the_longest_shared_passage_is_quoted_as_it_stands() {
        let (one, other) = ("发票，开得晚，年底没能付款", "因发票开得晚，没付");
        let letters_of = letters(one, &[]);
        let range = longest_shared(&plain(&letters_of), &plain(&letters(other, &[])));
        assert_eq!(quote(one, &letters_of, range), "发票，开得晚");
        assert_eq!(longest_shared(&['a', 'b'], &['a', 'b']), 0..0);
        let ends = |one: &str, other: &str| {
            let [one, other] = [one, other].map(|text| text.chars().collect::<Vec<_>>());
            longest_shared(&one, &other)
        };
        assert_eq!(ends("甲乙丙丁子丑寅卯辰", "子丑寅卯辰甲乙丙丁"), 4..9);
        assert_eq!(ends("子丑寅卯甲乙丙", "甲乙丙子丑寅卯"), 0..4);
    }

    #[test]
    fn a_dropped_letter_is_all_that_differs() {
        let letters = |text: &str| text.chars().collect::<Vec<_>>();
        let of = |longer, shorter| dropped_letter(&letters(longer), &letters(shorter));
        assert_eq!(of("影响综保区", "影响保区"), Some(2));
        assert_eq!(of("综保区", "综保"), Some(2));
        assert_eq!(of("影响综保区", "影晌保区"), None);
        assert_eq!(of("综保区", "综保区"), None);
        assert_eq!(of("综保区的", "综保"), None);
    }

    #[test]
    fn words_of_a_lexicon_part_runs() {
        let lexicon = Lexicon::of("目标 目标值 未");
        let letters: Vec<char> = "未到目标值上海目标".chars().collect();
        let runs: Vec<String> = lexicon
            .apart(&letters)
            .map(|run| run.iter().collect())
            .collect();
        assert_eq!(runs, ["到", "上海"]);
    }
}
