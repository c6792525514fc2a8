//! The known word that was probably meant.

use alloc::vec::Vec;

/// Longer words are no slips of the pen, and comparing them would take long.
const LONGEST: usize = 64;

/// The nearest of the `known` words, if it is near enough to have been meant; of equally near ones the first.
///
/// Case does not count, nor does `-` for `_`; a word may have up to three slips, a short one fewer.
///
/// ```
/// use jixiao_keyed::nearest;
/// assert_eq!(nearest("wieght", ["name", "weight"]), Some("weight"));
/// assert_eq!(nearest("colour", ["name", "weight"]), None);
/// ```
pub fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let word = folded(word);
    if word.len() > LONGEST {
        return None;
    }
    known
        .into_iter()
        .filter_map(|candidate| Some((slips(&word, &folded(candidate))?, candidate)))
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, candidate)| candidate)
}

/// Case and the two dashes are not told apart: `Carry-Over` is `carry_over`.
fn folded(word: &str) -> Vec<char> {
    word.chars()
        .map(|c| {
            if c == '-' {
                '_'
            } else {
                c.to_ascii_lowercase()
            }
        })
        .collect()
}

/// How many slips turn one word into the other, or nothing where they are too many for their length.
fn slips(a: &[char], b: &[char]) -> Option<usize> {
    let longer = a.len().max(b.len());
    let allowed = (longer.saturating_add(1) / 3).min(3);
    if longer > LONGEST || a.len().abs_diff(b.len()) > allowed {
        return None;
    }
    let slips = distance(a, b);
    (slips <= allowed && slips < longer).then_some(slips)
}

/// The optimal string alignment distance: insertions, deletions, replacements and swaps of neighbours.
fn distance(a: &[char], b: &[char]) -> usize {
    let cell = |row: &[usize], i: usize| row.get(i).copied().unwrap_or(usize::MAX);
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    let mut previous_a = None;
    for (i, &in_a) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(above.len());
        let mut left = i.saturating_add(1);
        row.push(left);
        let mut previous_b = None;
        for (j, &in_b) in b.iter().enumerate() {
            let replaced = cell(&above, j).saturating_add(usize::from(in_a != in_b));
            let deleted = cell(&above, j.saturating_add(1)).saturating_add(1);
            let inserted = left.saturating_add(1);
            left = replaced.min(deleted).min(inserted);
            if previous_a == Some(in_b) && previous_b == Some(in_a) {
                left = left.min(cell(&before, j.saturating_sub(1)).saturating_add(1));
            }
            row.push(left);
            previous_b = Some(in_b);
        }
        previous_a = Some(in_a);
        before = core::mem::replace(&mut above, row);
    }
    cell(&above, b.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances() {
        let cases = [
            ("", "", 0),
            ("", "abc", 3),
            ("abc", "", 3),
            ("abc", "abc", 0),
            ("wieght", "weight", 1),
            ("kitten", "sitting", 3),
            ("ca", "abc", 3),
            ("定梁", "定量", 1),
        ];
        for (a, b, expected) in cases {
            let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            assert_eq!(distance(&a, &b), expected, "{a:?} {b:?}");
        }
    }

    #[test]
    fn only_slips_are_suggested() {
        let known = ["name", "weight", "target", "carry_over"];
        let cases = [
            ("wieght", Some("weight")),
            ("Weight", Some("weight")),
            ("carry-over", Some("carry_over")),
            ("nam", Some("name")),
            ("targets", Some("target")),
            ("colour", None),
            ("x", None),
            ("", None),
        ];
        for (word, expected) in cases {
            assert_eq!(nearest(word, known), expected, "{word}");
        }
        assert_eq!(nearest("定梁", ["定性", "定量"]), Some("定性"));
        assert_eq!(nearest("a", ["b"]), None);
        assert_eq!(nearest(&"weight".repeat(1000), known), None);
    }
}
