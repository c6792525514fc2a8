//! Names of sheets that Excel takes.

use std::collections::BTreeSet;

use super::clean::clean;

/// The most UTF-16 units of a sheet's name.
const LONGEST: usize = 31;

/// Stands where nothing else is left of a name.
const NAMELESS: &str = "表";

/// A name for each sheet, in order: no longer than Excel allows, without the characters that it forbids, and unlike every other
/// whether in capitals or not.
///
/// Forbidden characters turn into their full-width forms; a name met before gets a number.
pub(super) fn sheet_names<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    // Excel keeps this name for itself.
    let mut taken = BTreeSet::from([String::from("history")]);
    names.map(|name| free_name(name, &mut taken)).collect()
}

fn free_name(name: &str, taken: &mut BTreeSet<String>) -> String {
    let allowed = allowed(name);
    let mut candidate = fitted(&allowed, "");
    let mut number: usize = 1;
    while !taken.insert(candidate.to_lowercase()) {
        number = number.saturating_add(1);
        candidate = fitted(&allowed, &format!("({number})"));
    }
    candidate
}

fn allowed(name: &str) -> String {
    let name = clean(name);
    let replaced = name.chars().map(|character| match character {
        '[' => '\u{ff3b}',
        ']' => '\u{ff3d}',
        ':' => '\u{ff1a}',
        '*' => '\u{ff0a}',
        '?' => '\u{ff1f}',
        '/' => '\u{ff0f}',
        '\\' => '\u{ff3c}',
        '\n' => ' ',
        other => other,
    });
    replaced.collect()
}

/// The name cut so that it and the ending fit.
fn fitted(name: &str, ending: &str) -> String {
    let mut room = LONGEST.saturating_sub(ending.encode_utf16().count());
    let kept: String = name
        .trim_start_matches(['\'', ' '])
        .chars()
        .take_while(|character| match room.checked_sub(character.len_utf16()) {
            Some(left) => {
                room = left;
                true
            }
            None => false,
        })
        .collect();
    match kept.trim_end_matches(['\'', ' ']) {
        "" => format!("{NAMELESS}{ending}"),
        kept => format!("{kept}{ending}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_keep_to_the_rules_and_apart() {
        let long = "一".repeat(40);
        let names = [
            "附表1",
            "附表1",
            "a[b]:c*d?e/f\\g",
            "'引'",
            "",
            "'",
            "Summary",
            "SUMMARY",
            "History",
            &long,
            &long,
        ];
        let expected = [
            String::from("附表1"),
            String::from("附表1(2)"),
            String::from("a\u{ff3b}b\u{ff3d}\u{ff1a}c\u{ff0a}d\u{ff1f}e\u{ff0f}f\u{ff3c}g"),
            String::from("引"),
            String::from("表"),
            String::from("表(2)"),
            String::from("Summary"),
            String::from("SUMMARY(2)"),
            String::from("History(2)"),
            "一".repeat(31),
            format!("{}(2)", "一".repeat(28)),
        ];
        assert_eq!(sheet_names(names.into_iter()), expected);
    }

    proptest! {
        #[test]
        fn excel_takes_any_name_and_no_two_are_alike(names in proptest::collection::vec(r"[aA'/\[\]一😀( )\x00-\x1f]{0,40}", 0..12)) {
            let made = sheet_names(names.iter().map(String::as_str));
            let mut seen = BTreeSet::new();
            for name in &made {
                let mut sheet = rust_xlsxwriter::Worksheet::new();
                prop_assert!(sheet.set_name(name.as_str()).is_ok(), "{name:?}");
                prop_assert!(seen.insert(name.to_lowercase()), "{name:?} twice");
            }
            prop_assert_eq!(made.len(), names.len());
        }
    }
}
