//! Projects that former years name, known again among those of this year.

use std::collections::{BTreeMap, BTreeSet};

use jixiao_model::FiscalYear;

use super::alike::{self, Index};
use super::name::ProjectName;

/// For each name that a former year has for a project, the projects of this year that are the same; none where it is gone.
///
/// As [`matched`](super::matching::matched) pairs the projects of two years: the same name, else the same but for years, brackets and 项目, else words
/// of one meaning, else the nearest name. Several projects of one name are all meant. By a near name only a project is known that none of the former
/// names has for its own.
pub(crate) fn known_again(
    formers: &[(&str, FiscalYear)],
    news: &[&str],
    year: FiscalYear,
) -> Vec<Vec<usize>> {
    let news: Vec<ProjectName> = news
        .iter()
        .map(|name| ProjectName::of(name, year))
        .collect();
    let by: [BTreeMap<&str, Vec<usize>>; 3] = KEYS.map(|key| {
        let mut by: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, name) in news.iter().enumerate() {
            by.entry(key(name)).or_default().push(at);
        }
        by
    });
    let formers: Vec<ProjectName> = formers
        .iter()
        .map(|(name, year)| ProjectName::of(name, *year))
        .collect();
    let same = |name: &ProjectName| -> Vec<usize> {
        let mut steps = by.iter().zip(KEYS);
        let found = steps.find_map(|(by, key)| by.get(key(name)));
        found.cloned().unwrap_or_default()
    };
    let mut known: Vec<Vec<usize>> = formers.iter().map(same).collect();
    let near = near(&formers, &news, &known);
    for (name, known) in formers.iter().zip(&mut known) {
        let near = near.get(name.core.as_str()).filter(|_| known.is_empty());
        known.extend(near);
    }
    known
}

/// The forms of a name by which it is known, one after the other.
const KEYS: [fn(&ProjectName) -> &str; 3] = [
    |name| name.plain.as_str(),
    |name| name.stem.as_str(),
    |name| name.core.as_str(),
];

/// Which project has the nearest name, for the names that none has: each project once, the most alike first.
fn near<'a>(
    formers: &'a [ProjectName],
    news: &[ProjectName],
    known: &[Vec<usize>],
) -> BTreeMap<&'a str, usize> {
    let mut taken: BTreeSet<usize> = known.iter().flatten().copied().collect();
    let left = news.iter().enumerate();
    let left = left.filter(|(at, _)| !taken.contains(at));
    let index = Index::of(left.map(|(at, name)| (at, &name.pairs)));
    // A project that several years name is one.
    let lost = formers.iter().zip(known);
    let lost = lost.filter(|(_, known)| known.is_empty());
    let lost: BTreeMap<&str, &ProjectName> =
        lost.map(|(name, _)| (name.core.as_str(), name)).collect();
    let mut pairs: Vec<(u32, usize, &str)> = Vec::new();
    for (core, name) in &lost {
        for at in index.candidates(&name.pairs) {
            let near = news.get(at).and_then(|other| name.near(other));
            pairs.extend(near.map(|near| (alike::SAME.saturating_sub(near), at, *core)));
        }
    }
    pairs.sort_unstable();
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, at, core) in pairs {
        if !found.contains_key(core) && taken.insert(at) {
            found.insert(core, at);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn projects_are_known_again_as_two_years_are_matched() {
        let year = |year: i32| FiscalYear::try_from(year).unwrap();
        let news = [
            "2023年乡村道路养护项目",
            "农村公路养护资金",
            "供水管网改造1标段",
            "供水管网改造2标段",
            "第1批中央直达资金",
            "图书馆运行费",
            "图书馆运行费",
            "文化馆免费开放补助",
        ];
        let known = |name: &str| {
            let formers = [(name, year(2022))];
            known_again(&formers, &news, year(2023)).remove(0)
        };
        for (name, expected) in [
            ("乡村道路养护（2022年）", vec![0]),
            ("农村公路养护经费", vec![1]),
            ("供水管网改造2标段", vec![3]),
            ("供水管网改造3标段", vec![]),
            ("第2批中央直达资金", vec![]),
            ("图书馆 运行费", vec![5, 6]),
            ("文化馆免费开放", vec![7]),
            ("体育馆免费开放补助", vec![]),
        ] {
            assert_eq!(known(name), expected, "{name}");
        }
        // The nearest takes a project; one whose own name a former year has is not taken by a near one.
        let formers = [
            ("文化馆免费开放补助", year(2022)),
            ("文化馆免费开放", year(2022)),
        ];
        assert_eq!(known_again(&formers, &news, year(2023)), [vec![7], vec![]]);
        let formers = [
            ("文化馆免费补助", year(2022)),
            ("文化馆免费开放", year(2022)),
            ("文化馆免费开放（2021年）", year(2021)),
        ];
        assert_eq!(
            known_again(&formers, &news, year(2023)),
            [vec![], vec![7], vec![7]]
        );
    }
}
