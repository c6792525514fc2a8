//! Finding a rule, a cause or a remedy by what a person types: its id, its name, or a part of it.

use jixiao::model::{Bilingual, Lang, normalise};

use crate::columns::pad;

/// What is called by an id and by names.
pub(crate) trait Named {
    /// The stable id or code.
    fn id(&self) -> &str;
    /// The name.
    fn name(&self, lang: Lang) -> &str;
}

fn names<T: Named>(item: &T) -> [&str; 3] {
    let (zh, en) = (item.name(Lang::Chinese), item.name(Lang::English));
    [item.id(), zh, en]
}

/// The one whose id or name this is, however it is typed.
pub(crate) fn called<T: Named>(wanted: &str, among: impl IntoIterator<Item = T>) -> Option<T> {
    let plain = folded(wanted);
    let is_called = |item: &T| names(item).iter().any(|name| folded(name) == plain);
    among.into_iter().find(is_called)
}

/// Those of whose id or name this is a part.
pub(crate) fn with_part<T: Named>(wanted: &str, among: impl IntoIterator<Item = T>) -> Vec<T> {
    let part = folded(wanted);
    let has_part = |item: &T| {
        let names = names(item);
        !part.is_empty() && names.iter().any(|name| folded(name).contains(&part))
    };
    among.into_iter().filter(has_part).collect()
}

/// At most five whose id or name shares much with `wanted`, the nearest first.
pub(crate) fn nearest<T: Named>(wanted: &str, among: impl IntoIterator<Item = T>) -> Vec<T> {
    const SHOWN: usize = 5;
    const ALIKE: usize = 50;
    let wanted = folded(wanted);
    let alike = |item: &T| {
        let names = names(item);
        let each = names.iter().map(|name| likeness(&wanted, &folded(name)));
        each.max().unwrap_or_default()
    };
    let mut near: Vec<(usize, T)> = among
        .into_iter()
        .map(|item| (alike(&item), item))
        .filter(|(alike, _)| *alike >= ALIKE)
        .collect();
    near.sort_by_key(|(alike, _)| std::cmp::Reverse(*alike));
    near.truncate(SHOWN);
    near.into_iter().map(|(_, item)| item).collect()
}

/// One a line, for a message: the id in a column of this width, and the name.
pub(crate) fn listed<T: Named>(items: &[T], width: usize) -> Bilingual {
    let lines = |lang| -> String {
        let line = |item: &T| format!("\n  {}{}", pad(item.id(), width), item.name(lang));
        items.iter().map(line).collect()
    };
    Bilingual::new(lines(Lang::Chinese), lines(Lang::English))
}

/// A name without what people type differently: case, spaces, dashes and quotation marks.
fn folded(name: &str) -> String {
    let plain = normalise(name).to_lowercase().replace('_', "-");
    plain.replace(['“', '”', '"', '\'', '‘', '’'], "")
}

/// How many percent of the pairs of neighbouring characters two texts share.
fn likeness(one: &str, other: &str) -> usize {
    let pairs =
        |text: &str| -> Vec<(char, char)> { text.chars().zip(text.chars().skip(1)).collect() };
    let (one, mut left) = (pairs(one), pairs(other));
    let all = one.len() + left.len();
    let mut shared: usize = 0;
    for pair in one {
        if let Some(at) = left.iter().position(|own| *own == pair) {
            left.swap_remove(at);
            shared += 2;
        }
    }
    (shared * 100).checked_div(all).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_counts_shared_pairs() {
        for (one, other, percent) in [
            ("", "", 0),
            ("a", "a", 0),
            ("rate", "rate", 100),
            ("rate", "rat", 80),
            ("aaa", "aa", 66),
            ("ab", "cd", 0),
        ] {
            assert_eq!(likeness(one, other), percent, "{one} {other}");
        }
    }
}
