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
        let told = |matches: &[(Owner, Hit, Clause)]| {
            put_together(matches)
                .into_iter()
                .map(|(owner, list)| told(owner, &list, folded, hits, grammar))
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

fn told(
    owner: Owner,
    found: &[(Hit, Clause)],
    folded: &Folded,
    hits: &Hits,
    grammar: &Grammar,
) -> Told {
    let span = |(hit, _): &(Hit, Clause)| {
        let (start, end) = folded.original(hit.start, hit.end);
        Span { start, end }
    };
    let named = |class: GroupOfClass<'_>| {
        found
            .iter()
            .any(|(hit, clause)| class.is_named_for(*hit, *clause))
    };
    let classes = grammar.classes.iter().filter(|(_, group)| {
        named(GroupOfClass {
            group: *group,
            hits,
            grammar,
        })
    });
    Told {
        owner,
        evidence: found.iter().map(span).collect(),
        classes: classes.map(|(class, _)| *class).collect(),
    }
}

/// The names of a class of indicators in a text.
#[derive(Clone, Copy)]
struct GroupOfClass<'a> {
    group: usize,
    hits: &'a Hits,
    grammar: &'a Grammar,
}

impl GroupOfClass<'_> {
    /// Is the class what the words at `hit` speak of: named in their item up to their sentence's end, or, where the item names none, before it?
    fn is_named_for(self, hit: Hit, clause: Clause) -> bool {
        let within = |start, end, group| self.hits.within(group, start, end).next().is_some();
        let any = |start, end| {
            let mut groups = self.grammar.classes.iter();
            groups.any(|(_, group)| within(start, end, *group))
        };
        let end = clause.sentence_end.max(hit.end);
        let stretches = [
            (clause.sentence_start, end),
            (clause.item_start, end),
            (0, end),
        ];
        let named = stretches.into_iter().find(|(start, end)| any(*start, *end));
        named.is_some_and(|(start, end)| within(start, end, self.group))
    }
}
