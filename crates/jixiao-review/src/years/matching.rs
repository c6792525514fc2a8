//! Which project of one year is which of the other: by name, through small changes of wording.

use std::collections::{BTreeMap, BTreeSet};

use jixiao_model::{Bilingual, FiscalYear, Speak};

use super::alike::{self, Index};
use super::name::ProjectName;
use super::year::{ProjectYear, Year};

/// Projects of one name are paired by their budgets as long as no more pairs than this are to be weighed; else in their order.
const MOST_PAIRS_OF_A_NAME: usize = 2_500;

/// How a project was known again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Likeness {
    /// The name is the same.
    SameName,
    /// The names differ in nothing but years, brackets and 项目 at the end.
    SameSeries,
    /// The name was changed.
    Alike {
        /// How alike the names are: the pairs of characters that they share, words of one meaning taken for one, below 100.
        percent: u8,
    },
}

impl Speak for Likeness {
    fn speak(&self) -> Bilingual {
        match self {
            Self::SameName => Bilingual::new("名称相同", "same name"),
            Self::SameSeries => Bilingual::new(
                "名称只差年份、标点或“项目”二字",
                "same but for years, punctuation or 项目",
            ),
            Self::Alike { percent } => Bilingual::new(
                format!("名称相似 {percent}%"),
                format!("names alike by {percent}%"),
            ),
        }
    }
}

/// Pairs of indices, old and new, in the order of the old; each index at most once.
pub(super) fn matched(old: &Year, new: &Year) -> Vec<(usize, usize, Likeness)> {
    let [olds, news] = [old, new].map(|year| names(year.year, &year.projects));
    let mut matching = Matching {
        projects: [&old.projects, &new.projects],
        names: [&olds, &news],
        left: [(0..olds.len()).collect(), (0..news.len()).collect()],
        found: Vec::new(),
    };
    matching.group(|name| &name.plain, Likeness::SameName);
    matching.group(|name| &name.stem, Likeness::SameSeries);
    matching.group(|name| &name.core, Likeness::Alike { percent: 99 });
    matching.near();
    let mut found = matching.found;
    found.sort_unstable_by_key(|(old, ..)| *old);
    found
}

fn names(year: FiscalYear, projects: &[ProjectYear]) -> Vec<ProjectName> {
    let names = projects.iter().map(|one| ProjectName::of(&one.name, year));
    names.collect()
}

/// What is matched so far, and what is left of either year.
struct Matching<'a> {
    projects: [&'a [ProjectYear]; 2],
    names: [&'a [ProjectName]; 2],
    left: [BTreeSet<usize>; 2],
    found: Vec<(usize, usize, Likeness)>,
}

impl<'a> Matching<'a> {
    fn take(&mut self, old: usize, new: usize, likeness: Likeness) {
        let [olds, news] = &mut self.left;
        if olds.contains(&old) && news.contains(&new) {
            olds.remove(&old);
            news.remove(&new);
            self.found.push((old, new, likeness));
        }
    }

    /// Pairs what has the same key.
    fn group(&mut self, key: fn(&'a ProjectName) -> &'a String, likeness: Likeness) {
        let mut groups: BTreeMap<&str, [Vec<usize>; 2]> = BTreeMap::new();
        let [olds, news] = &self.left;
        let [old_names, new_names] = self.names;
        for index in olds {
            if let Some(name) = old_names.get(*index) {
                let [members, _] = groups.entry(key(name)).or_default();
                members.push(*index);
            }
        }
        for index in news {
            // A name that only the new year has pairs with nothing.
            let members = new_names
                .get(*index)
                .and_then(|name| groups.get_mut(key(name).as_str()));
            if let Some([_, members]) = members {
                members.push(*index);
            }
        }
        for [olds, news] in groups.into_values() {
            for (old, new) in self.within(olds, news) {
                self.take(old, new, likeness);
            }
        }
    }

    /// Projects of one name: as many in both years are paired in the order of their numbers; else those whose budgets are nearest.
    fn within(&self, mut olds: Vec<usize>, mut news: Vec<usize>) -> Vec<(usize, usize)> {
        let [old_projects, new_projects] = self.projects;
        let number =
            |projects: &[ProjectYear], index: usize| projects.get(index).map(|own| own.number);
        olds.sort_by_key(|index| number(old_projects, *index));
        news.sort_by_key(|index| number(new_projects, *index));
        let weighed = olds.len().saturating_mul(news.len());
        if olds.len() == news.len() || weighed > MOST_PAIRS_OF_A_NAME {
            return olds.into_iter().zip(news).collect();
        }
        let budget = |projects: &[ProjectYear], index: usize| {
            projects.get(index).map_or(0, |own| own.budget.fen())
        };
        let mut pairs: Vec<(u64, usize, usize)> = Vec::new();
        for old in &olds {
            for new in &news {
                let distance = budget(old_projects, *old).abs_diff(budget(new_projects, *new));
                pairs.push((distance, *old, *new));
            }
        }
        pairs.sort_unstable();
        pairs.into_iter().map(|(_, old, new)| (old, new)).collect()
    }

    /// Pairs what is left by near names, the nearest first.
    fn near(&mut self) {
        let [olds, news] = &self.left;
        let [old_names, new_names] = self.names;
        let texts = news
            .iter()
            .filter_map(|index| Some((*index, &new_names.get(*index)?.pairs)));
        let index = Index::of(texts);
        let mut pairs: Vec<(u32, usize, usize)> = Vec::new();
        for old in olds {
            let Some(name) = old_names.get(*old) else {
                continue;
            };
            for new in index.candidates(&name.pairs) {
                let near = new_names.get(new).and_then(|other| name.near(other));
                // Ascending, the most alike comes first, then the first of the forms.
                pairs.extend(near.map(|near| (alike::SAME.saturating_sub(near), *old, new)));
            }
        }
        pairs.sort_unstable();
        for (distance, old, new) in pairs {
            let alike = alike::SAME.saturating_sub(distance);
            let percent = alike::percent(alike).min(99);
            self.take(old, new, Likeness::Alike { percent });
        }
    }
}
