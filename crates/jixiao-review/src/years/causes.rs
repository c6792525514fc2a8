//! Causes that stand in both years, and finding in a form's explanations what one of another year says.

use std::collections::{BTreeMap, BTreeSet};

use jixiao_catalogue::Catalogue;
use jixiao_model::{Bilingual, Speak};

use super::alike::{self, Index, Pairs, SAME};
use super::year::{Explained, ProjectYear};

/// From so much likeness on two sentences say the same: seven pairs of characters in ten.
pub(super) const NEAR: u32 = 7_000;

/// A cause (偏差原因) that one project, or the unit as a whole, gives in both years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CameBack<'a> {
    /// The project in both years; none for the unit as a whole.
    pub project: Option<[&'a ProjectYear; 2]>,
    /// The old explanation.
    pub old: &'a Explained,
    /// The new one.
    pub new: &'a Explained,
    /// By what the two causes are one.
    pub same: Sameness<'a>,
}

/// By what two texts say the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sameness<'a> {
    /// They have a code of the catalogue in common.
    Code(&'a str),
    /// Their words: at least seven pairs of characters in ten are the same.
    Words {
        /// How alike they are, 70 to 100.
        percent: u8,
    },
}

impl Sameness<'_> {
    /// What it says, with the name that the catalogue has for the code of a cause.
    pub fn named(&self, catalogue: &Catalogue) -> Bilingual {
        let cause = match self {
            Self::Code(code) => catalogue.cause(code),
            Self::Words { .. } => None,
        };
        cause.map_or_else(
            || self.speak(),
            |cause| {
                let (code, name) = (&cause.code, &cause.name);
                Bilingual::new(format!("{code} {}", name.zh), format!("{code} {}", name.en))
            },
        )
    }
}

impl Speak for Sameness<'_> {
    fn speak(&self) -> Bilingual {
        match self {
            Self::Code(code) => Bilingual::new(*code, *code),
            Self::Words { percent: 100 } => Bilingual::new("文字相同", "same words"),
            Self::Words { percent } => Bilingual::new(
                format!("文字相似 {percent}%"),
                format!("words alike by {percent}%"),
            ),
        }
    }
}

/// The explanations of a form, to be looked up by codes and by words.
pub(super) struct Told<'a> {
    pub(super) all: &'a [Explained],
    causes: Words,
    remedies: Words,
    by_cause: BTreeMap<&'a str, usize>,
    /// All that promise a remedy, in their order.
    by_remedy: BTreeMap<&'a str, Vec<usize>>,
}

/// Texts to be looked up by their words.
pub(super) struct Words {
    pairs: Vec<Pairs>,
    index: Index,
    /// Where a text stands, by its plain words.
    same: BTreeMap<String, Vec<usize>>,
}

impl Words {
    pub(super) fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let words: Vec<String> = texts.map(alike::plain_words).collect();
        let pairs: Vec<Pairs> = words.iter().map(|words| Pairs::of(words)).collect();
        let index = Index::of(pairs.iter().enumerate());
        let mut same: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, words) in words.into_iter().enumerate() {
            same.entry(words).or_default().push(at);
        }
        Self { pairs, index, same }
    }

    /// The text that is most like `wanted`, the first of several, and how alike it is; only of those that `may` be it. Equal words need no search, which
    /// would not find those that stand in many texts.
    pub(super) fn nearest(
        &self,
        wanted: &str,
        may: impl Fn(usize) -> bool,
    ) -> Option<(usize, u32)> {
        let words = alike::plain_words(wanted);
        if words.is_empty() {
            return None;
        }
        let same = self.same.get(&words);
        let mut same = same.into_iter().flatten().copied();
        if let Some(same) = same.find(|own| may(*own)) {
            return Some((same, SAME));
        }
        let wanted = Pairs::of(&words);
        let candidates = self.index.candidates(&wanted).into_iter();
        let candidates = candidates.filter(|own| may(*own));
        let near = candidates.filter_map(|own| Some((own, self.pairs.get(own)?.alike(&wanted))));
        let near = near.filter(|(_, alike)| *alike >= NEAR);
        near.max_by_key(|(own, alike)| (*alike, std::cmp::Reverse(*own)))
    }
}

impl<'a> Told<'a> {
    pub(super) fn of(all: &'a [Explained]) -> Self {
        let mut by_cause: BTreeMap<&str, usize> = BTreeMap::new();
        let mut by_remedy: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (own, one) in all.iter().enumerate() {
            for cause in &one.causes {
                by_cause.entry(cause.as_str()).or_insert(own);
            }
            for remedy in &one.remedies {
                by_remedy.entry(remedy.as_str()).or_default().push(own);
            }
        }
        Self {
            all,
            causes: Words::of(all.iter().map(|one| one.cause.as_str())),
            remedies: Words::of(all.iter().map(|one| one.remedy.as_str())),
            by_cause,
            by_remedy,
        }
    }

    /// The explanation that gives the cause of this code.
    fn with_cause(&self, code: &str) -> Option<&'a Explained> {
        self.by_cause.get(code).and_then(|own| self.all.get(*own))
    }

    /// The explanation that gives the same cause: by a code, else, where either has none, by its words.
    pub(super) fn same_cause<'w>(
        &self,
        codes: &'w [String],
        cause: &str,
    ) -> Option<(&'a Explained, Sameness<'w>)> {
        let by_code = codes.iter().find_map(|code| {
            let told = self.with_cause(code)?;
            Some((told, Sameness::Code(code)))
        });
        by_code.or_else(|| {
            let may = |own: usize| {
                codes.is_empty() || self.all.get(own).is_some_and(|own| own.causes.is_empty())
            };
            let (own, alike) = self.causes.nearest(cause, may)?;
            Some((self.all.get(own)?, words(alike)))
        })
    }

    /// The explanation that promises the same remedy: in the same words, else under the same code for the same cause.
    pub(super) fn same_remedy<'w>(
        &self,
        codes: &'w [String],
        causes: &[String],
        remedy: &str,
    ) -> Option<(&'a Explained, Sameness<'w>)> {
        if let Some((own, alike)) = self.remedies.nearest(remedy, |_| true) {
            return Some((self.all.get(own)?, words(alike)));
        }
        codes.iter().find_map(|code| {
            let told = self.by_remedy.get(code.as_str())?.iter();
            let mut told = told.filter_map(|own| self.all.get(*own));
            let same = told.find(|own| own.causes.iter().any(|cause| causes.contains(cause)));
            Some((same?, Sameness::Code(code)))
        })
    }
}

pub(super) fn words<'w>(alike: u32) -> Sameness<'w> {
    Sameness::Words {
        percent: alike::percent(alike),
    }
}

/// The causes of `olds` that `news` gives again: each code once, and where there are no codes, each text once.
pub(super) fn came_back<'a>(
    project: Option<[&'a ProjectYear; 2]>,
    olds: &'a [Explained],
    news: &Told<'a>,
) -> Vec<CameBack<'a>> {
    let mut found = Vec::new();
    let (mut codes, mut texts) = (BTreeSet::new(), BTreeSet::new());
    for old in olds {
        let mut by_code = false;
        for code in &old.causes {
            let Some(new) = news.with_cause(code) else {
                continue;
            };
            by_code = true;
            if codes.insert(code.as_str()) {
                let same = Sameness::Code(code);
                found.push(CameBack {
                    project,
                    old,
                    new,
                    same,
                });
            }
        }
        if by_code || !texts.insert(old.cause.as_str()) {
            continue;
        }
        if let Some((new, same)) = news.same_cause(&old.causes, &old.cause) {
            found.push(CameBack {
                project,
                old,
                new,
                same,
            });
        }
    }
    found
}
