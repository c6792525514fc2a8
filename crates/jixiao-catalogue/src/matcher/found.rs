//! What the cues have found in a text, put together.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use jixiao_model::IndicatorClass;

use super::clauses::{Clause, Mood};
use super::cue::{Cue, Match};
use super::hits::{Hit, Hits};
use super::text::Folded;
use super::{Grammar, Owner};

/// A stretch of the original text, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Span {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// A cause or a remedy that a text tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) owner: Owner,
    /// The words that decided, in the order of the text.
    pub(crate) evidence: Vec<Span>,
    pub(crate) classes: Vec<IndicatorClass>,
}

/// All that a text tells, best first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Reading {
    pub(crate) told: Vec<Told>,
    /// Causes that only a promise speaks of, for a text that tells none otherwise.
    pub(crate) from_promises: Vec<Told>,
}

/// Matches while a text is being read.
#[derive(Debug, Default)]
pub(super) struct Found {
    matches: Vec<(Owner, Hit, Clause)>,
    from_promises: Vec<(Owner, Hit, Clause)>,
    /// What yields to any other cause of its sentence.
    weak: Vec<(Owner, Hit, Clause)>,
}

impl Found {
    pub(super) fn add(&mut self, owner: Owner, cue: &Cue, found: &Match, clause: Clause) {
        let found = (owner, found.span(), clause);
        if cue.of_promise {
            self.from_promises.push(found);
        } else if cue.is_weak {
            self.weak.push(found);
        } else {
            self.matches.push(found);
        }
    }

    /// Puts the matches together by what they tell.
    pub(super) fn finish(mut self, folded: &Folded, hits: &Hits, grammar: &Grammar) -> Reading {
        self.take_weak();
        self.drop_remedies_among_causes();
        let named = NamedClasses::new(folded, hits, grammar);
        let told = |matches: &[(Owner, Hit, Clause)]| {
            let by_owner = put_together(matches).into_iter();
            by_owner
                .map(|(owner, list)| told(owner, &list, folded, &named))
                .collect()
        };
        Reading {
            told: told(&self.matches),
            from_promises: told(&self.from_promises),
        }
    }

    /// Takes what is weak where its sentence tells no other cause.
    fn take_weak(&mut self) {
        let told = self.sentences_with_causes();
        let weak = core::mem::take(&mut self.weak).into_iter();
        self.matches
            .extend(weak.filter(|(_, _, clause)| !told.contains(&clause.sentence)));
    }

    fn sentences_with_causes(&self) -> BTreeSet<usize> {
        let causes = self.matches.iter();
        causes
            .filter(|(owner, ..)| matches!(owner, Owner::Cause(_)))
            .map(|(_, _, clause)| clause.sentence)
            .collect()
    }

    /// A sentence that tells a cause and promises nothing in so many words names no remedy.
    fn drop_remedies_among_causes(&mut self) {
        let accounts = self.sentences_with_causes();
        self.matches.retain(|(owner, _, clause)| {
            let is_open_remedy = matches!(owner, Owner::Remedy(_)) && clause.mood == Mood::Open;
            !(is_open_remedy && accounts.contains(&clause.sentence))
        });
    }
}

/// The matches by what they tell: most stretches first, then the longest words, then the order of the text.
fn put_together(matches: &[(Owner, Hit, Clause)]) -> Vec<(Owner, Vec<(Hit, Clause)>)> {
    let mut by_owner: BTreeMap<Owner, Vec<(Hit, Clause)>> = BTreeMap::new();
    for (owner, hit, clause) in matches {
        by_owner.entry(*owner).or_default().push((*hit, *clause));
    }
    let mut list: Vec<(Owner, Vec<(Hit, Clause)>)> = by_owner
        .into_iter()
        .map(|(owner, found)| (owner, apart(found)))
        .collect();
    list.sort_by_key(|(owner, found)| {
        let chars = found
            .iter()
            .map(|(hit, _)| hit.end.saturating_sub(hit.start));
        let first = found.first().map(|(hit, _)| hit.start);
        let most = core::cmp::Reverse((found.len(), chars.sum::<usize>()));
        (most, first, *owner)
    });
    list
}

/// Of stretches that overlap only the longest, in the order of the text.
fn apart(mut found: Vec<(Hit, Clause)>) -> Vec<(Hit, Clause)> {
    found.sort_by_key(|(hit, _)| {
        let length = hit.end.saturating_sub(hit.start);
        (core::cmp::Reverse(length), hit.start)
    });
    let mut kept: Vec<(Hit, Clause)> = Vec::new();
    for (hit, clause) in found {
        if !kept.iter().any(|(own, _)| own.overlaps(hit)) {
            kept.push((hit, clause));
        }
    }
    kept.sort_by_key(|(hit, _)| hit.start);
    kept
}

fn told(owner: Owner, found: &[(Hit, Clause)], folded: &Folded, named: &NamedClasses) -> Told {
    let span = |(hit, _): &(Hit, Clause)| {
        let (start, end) = folded.original(hit.start, hit.end);
        Span { start, end }
    };
    let mut classes: Vec<IndicatorClass> = found
        .iter()
        .flat_map(|(hit, clause)| named.of(folded, *hit, *clause))
        .collect();
    classes.sort_unstable();
    classes.dedup();
    Told {
        owner,
        evidence: found.iter().map(span).collect(),
        classes,
    }
}

/// Where a text names classes of indicators, in its order. A class in the name of an indicator that is quoted (“资金拨付及时率”) names none.
struct NamedClasses(Vec<(usize, IndicatorClass)>);

impl NamedClasses {
    fn new(folded: &Folded, hits: &Hits, grammar: &Grammar) -> Self {
        let classes = grammar.classes.iter();
        let named = classes.flat_map(|(class, group)| {
            let words = hits.within(*group, 0, folded.chars.len());
            let words = words.filter(|word| !folded.is_part_of_quote(word.start, word.end));
            words.map(|word| (word.start, *class))
        });
        let mut named: Vec<(usize, IndicatorClass)> = named.collect();
        named.sort_unstable();
        Self(named)
    }

    /// The classes that the words at `hit` speak of: those named last before them in their sentence, else behind them there, else last before in their
    /// item, else before the first item.
    fn of(&self, folded: &Folded, hit: Hit, clause: Clause) -> Vec<IndicatorClass> {
        let intro = clause.intro_end.min(clause.sentence_start);
        let last = |from: usize, to: usize| {
            let named = self.within(from, to);
            let (at, _) = named.last()?;
            let clause_start = start_of_clause(folded, *at);
            let first = named.partition_point(|(at, _)| *at < clause_start);
            named.get(first..)
        };
        let behind = self.within(hit.start, clause.sentence_end.max(hit.end));
        let named = last(clause.sentence_start, hit.start)
            .or(Some(behind).filter(|named| !named.is_empty()))
            .or_else(|| last(clause.item_start, clause.sentence_start))
            .or_else(|| last(0, intro));
        let named = named.unwrap_or_default().iter();
        named.map(|(_, class)| *class).collect()
    }

    fn within(&self, from: usize, to: usize) -> &[(usize, IndicatorClass)] {
        let first = self.0.partition_point(|(at, _)| *at < from);
        let end = self.0.partition_point(|(at, _)| *at < to);
        self.0.get(first..end).unwrap_or_default()
    }
}

/// Where the clause begins that a character stands in.
fn start_of_clause(folded: &Folded, at: usize) -> usize {
    let before = folded.chars.get(..at).unwrap_or_default();
    let stop = before.iter().rposition(|c| matches!(c, ',' | ';' | '。'));
    stop.map_or(0, |stop| stop.saturating_add(1))
}
