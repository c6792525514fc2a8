//! What the forms of one project promise this year, to be looked up without comparing all with all.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jixiao_model::{Deviation, Name, Rate, normalise, says_nothing};

use super::super::{Form, is_execution, remedy_codes};
use crate::wording::{Shared, Shingle, letters, plain, sorted_shingles};

/// A shingle that stands in more texts than this tells none of them from another, and is not searched by.
const MOST_TEXTS: usize = 50;

/// So many of the texts that share the most shingles are compared.
const MOST_COMPARED: usize = 16;

/// The explanations of the forms that bear one project's name, or of the department's form.
pub(super) struct Told<'a, 'f> {
    /// The first of the forms.
    pub(super) form: &'f Form<'a>,
    /// In the order of the forms.
    all: Vec<(&'f Form<'a>, &'f Deviation)>,
    /// The texts of the remedies, each once, with its first place.
    texts: Vec<(Vec<Shingle>, usize)>,
    by_letters: HashMap<Vec<char>, usize>,
    /// The texts that have a shingle.
    by_shingle: HashMap<Shingle, Vec<usize>>,
    /// The first place of a code; for an indicator, and for any.
    by_code: BTreeMap<(&'f str, Option<String>), usize>,
    by_code_alone: BTreeMap<&'f str, usize>,
    /// The indicators that are explained; none stands for the form as a whole.
    explained: BTreeSet<Option<String>>,
}

impl<'a, 'f> Told<'a, 'f> {
    /// None where there is no form.
    pub(super) fn of(forms: &[&'f Form<'a>]) -> Option<Self> {
        let mut told = Self {
            form: forms.first()?,
            all: Vec::new(),
            texts: Vec::new(),
            by_letters: HashMap::new(),
            by_shingle: HashMap::new(),
            by_code: BTreeMap::new(),
            by_code_alone: BTreeMap::new(),
            explained: BTreeSet::new(),
        };
        for form in forms {
            for (deviation, read) in form.explanations() {
                let at = told.all.len();
                told.all.push((form, deviation));
                told.add_words(&deviation.remedy.value, at);
                let indicator = deviation.indicator.as_ref().map(key);
                for code in remedy_codes(deviation, read) {
                    let own = (code, indicator.clone());
                    told.by_code.entry(own).or_insert(at);
                    told.by_code_alone.entry(code).or_insert(at);
                }
                if !says_nothing(&deviation.cause.value) || !says_nothing(&deviation.remedy.value) {
                    told.explained.insert(indicator);
                }
            }
        }
        Some(told)
    }

    fn add_words(&mut self, remedy: &str, at: usize) {
        let own = own(remedy);
        if own.is_empty() || says_nothing(remedy) || self.by_letters.contains_key(&own) {
            return;
        }
        let shingles = sorted_shingles(&own);
        for shingle in &shingles {
            let texts = self.by_shingle.entry(*shingle).or_default();
            texts.push(self.texts.len());
        }
        self.texts.push((shingles, at));
        self.by_letters.insert(own, at);
    }

    /// The form and the explanation that stand there.
    pub(super) fn get(&self, at: usize) -> Option<(&'f Form<'a>, &'f Deviation)> {
        self.all.get(at).copied()
    }

    /// Where a remedy is told in the same words, or in nearly the same: the first place.
    pub(super) fn in_words(&self, remedy: &str, alike_from: Rate) -> Option<usize> {
        let own = own(remedy);
        let same = self.by_letters.get(&own).copied();
        same.or_else(|| self.nearly(&sorted_shingles(&own), alike_from))
    }

    fn nearly(&self, own: &[Shingle], alike_from: Rate) -> Option<usize> {
        let mut hits: HashMap<usize, usize> = HashMap::new();
        let lists = own.iter().filter_map(|one| self.by_shingle.get(one));
        for text in lists.filter(|texts| texts.len() <= MOST_TEXTS).flatten() {
            let hits = hits.entry(*text).or_default();
            *hits = hits.saturating_add(1);
        }
        let mut most: Vec<(usize, usize)> = hits.into_iter().collect();
        most.sort_unstable_by_key(|(text, hits)| (std::cmp::Reverse(*hits), *text));
        let compared = most.into_iter().take(MOST_COMPARED);
        let near = compared.filter_map(|(text, _)| {
            let (shingles, at) = self.texts.get(text)?;
            let Shared { shared, of } = Shared::between(own, shingles);
            // A few letters are in many sentences.
            let near = of > 3 && Rate::of_counts(shared, of).is_ok_and(|share| share >= alike_from);
            near.then_some(*at)
        });
        near.min()
    }

    /// Where one of the codes of remedies is given for the same miss: the first place.
    pub(super) fn in_codes(&self, codes: &[String], indicator: Option<&Name>) -> Option<usize> {
        let codes = codes.iter().map(String::as_str);
        let Some(indicator) = indicator.map(key) else {
            return codes
                .filter_map(|code| self.by_code_alone.get(code).copied())
                .min();
        };
        let places = codes.flat_map(|code| {
            let of = |indicator| self.by_code.get(&(code, indicator)).copied();
            [of(Some(indicator.clone())), of(None)]
        });
        places.flatten().min()
    }

    /// Is any code given or read at all?
    pub(super) fn has_codes(&self) -> bool {
        !self.by_code_alone.is_empty()
    }

    /// Is anything said of this indicator, or of the form as a whole? Without an indicator: anything at all.
    pub(super) fn explains(&self, indicator: Option<&Name>) -> bool {
        let Some(indicator) = indicator else {
            return !self.explained.is_empty();
        };
        self.explained.contains(&None) || self.explained.contains(&Some(key(indicator)))
    }
}

/// An indicator as two typists would have it; the execution rate has several names.
fn key(indicator: &Name) -> String {
    if is_execution(indicator) {
        return jixiao_model::RateId::Execution.term().to_owned();
    }
    normalise(indicator.as_str())
}

fn own(text: &str) -> Vec<char> {
    plain(&letters(text, &[]))
}
