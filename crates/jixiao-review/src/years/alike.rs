//! How alike two texts are, by the pairs of characters that they share, and finding the texts that may be alike without comparing all with all.

use std::collections::HashMap;

use jixiao_model::normalise;

/// A pair of characters that stands in more texts than this tells none of them from another, and is not searched by.
const MOST_TEXTS: usize = 50;

/// So many of a text's rarest pairs are searched by. Names are shorter.
const MOST_PAIRS: usize = 24;

/// The likeness of equal texts.
pub(super) const SAME: u32 = 10_000;

/// The pairs of neighbouring characters of a text, sorted; one that stands twice is there twice.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Pairs(Vec<(char, char)>);

impl Pairs {
    pub(super) fn of(text: &str) -> Self {
        let nexts = text.chars().skip(1);
        let mut pairs: Vec<_> = text.chars().zip(nexts).collect();
        if pairs.is_empty() {
            pairs.extend(text.chars().map(|only| (only, '\0')));
        }
        pairs.sort_unstable();
        Self(pairs)
    }

    /// Twice the pairs in common over the pairs of both (Dice), in parts of [`SAME`]; 0 where a text is empty.
    pub(super) fn alike(&self, other: &Self) -> u32 {
        let (mut left, mut right) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut common = 0_usize;
        while let (Some(one), Some(another)) = (left.peek(), right.peek()) {
            let order = one.cmp(another);
            common = common.saturating_add(usize::from(order.is_eq()));
            if order.is_le() {
                left.next();
            }
            if order.is_ge() {
                right.next();
            }
        }
        let all = self.0.len().saturating_add(other.0.len());
        let parts = common.saturating_mul(20_000).checked_div(all);
        parts.map_or(0, |parts| u32::try_from(parts).unwrap_or(SAME))
    }
}

/// What a sentence says: without spaces and punctuation.
pub(super) fn plain_words(text: &str) -> String {
    let plain = normalise(text);
    plain.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Which of many texts have a pair of characters.
#[derive(Debug, Default)]
pub(super) struct Index(HashMap<(char, char), Vec<usize>>);

impl Index {
    /// Of the texts with their numbers, in ascending order.
    pub(super) fn of<'a>(texts: impl IntoIterator<Item = (usize, &'a Pairs)>) -> Self {
        let mut index = Self::default();
        for (number, pairs) in texts {
            for pair in &pairs.0 {
                let holders = index.0.entry(*pair).or_default();
                if holders.last() != Some(&number) {
                    holders.push(number);
                }
            }
        }
        index
    }

    /// The numbers of the texts that share one of the rare pairs of `wanted`, ascending.
    pub(super) fn candidates(&self, wanted: &Pairs) -> Vec<usize> {
        let mut pairs = wanted.0.clone();
        pairs.dedup();
        let mut rare: Vec<(usize, (char, char))> = pairs
            .into_iter()
            .filter_map(|pair| Some((self.0.get(&pair)?.len(), pair)))
            .filter(|(holders, _)| *holders <= MOST_TEXTS)
            .collect();
        rare.sort_unstable();
        let holders = rare.iter().take(MOST_PAIRS);
        let holders = holders.filter_map(|(_, pair)| self.0.get(pair));
        let mut found: Vec<usize> = holders.flatten().copied().collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// The share in whole percent, rounded down, so that what differs never shows as 100 %.
pub(super) fn percent(alike: u32) -> u8 {
    u8::try_from(alike / 100).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_counts_the_pairs_in_common() {
        for (one, other, alike) in [
            ("道路养护", "道路养护", SAME),
            ("道路养护", "道路保养", 3333), // 道路 of 3 and 3
            ("aaaa", "aa", 5000),           // aa once of 3 and 1
            ("路", "路", SAME),
            ("路", "桥", 0),
            ("", "", 0),
            ("", "路", 0),
        ] {
            let alike_found = Pairs::of(one).alike(&Pairs::of(other));
            assert_eq!(alike_found, alike, "{one} {other}");
            assert_eq!(Pairs::of(other).alike(&Pairs::of(one)), alike);
        }
        assert_eq!(
            plain_words("资金 未到位，“工期”顺延。"),
            plain_words("资金未到位工期顺延")
        );
    }

    #[test]
    fn pairs_that_stand_everywhere_are_not_searched_by() {
        let names: Vec<Pairs> = (0..=MOST_TEXTS)
            .map(|number| Pairs::of(&format!("道路硬化{number:02}")))
            .collect();
        let index = Index::of(names.iter().enumerate());
        assert_eq!(
            index.candidates(&Pairs::of("道路硬化")),
            Vec::<usize>::new()
        );
        let found = index.candidates(&Pairs::of("硬化17"));
        assert!(found.contains(&17) && found.len() <= 20, "{found:?}");
    }
}
