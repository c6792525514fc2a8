//! A text parted into sentences, items of enumerations and clauses, each of which tells what happened or what will be done.

use alloc::vec::Vec;

use super::Grammar;
use super::hits::{Hit, Hits};
use super::text::Folded;

/// What a clause does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mood {
    /// It tells what happened and why.
    Account,
    /// It tells what will be done.
    Promise,
    /// Nothing says which of the two.
    Open,
}

/// A stretch without a comma.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clause {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Which sentence it stands in, counted from 0, and where that begins and ends.
    pub(super) sentence: usize,
    pub(super) sentence_start: usize,
    pub(super) sentence_end: usize,
    /// Where the item of an enumeration begins that it stands in; 0 where there is none.
    pub(super) item_start: usize,
    /// Where what stands before the first item ends; that of the text where there is no item.
    pub(super) intro_end: usize,
    pub(super) mood: Mood,
}

/// How far into a clause a promise may open.
const OPENING: usize = 3;
/// How far into a heading its word may stand.
const HEADING: usize = 8;

/// The clauses of a text in their order. `promises` says that all of it promises.
pub(super) fn clauses(
    folded: &Folded,
    hits: &Hits,
    grammar: &Grammar,
    promises: bool,
) -> Vec<Clause> {
    let mut list = parted(folded, hits, grammar);
    let mut state = State {
        headed: promises.then_some(Mood::Promise),
        promising: false,
    };
    let mut sentence = None;
    for clause in &mut list {
        let opens_sentence = sentence != Some(clause.sentence);
        sentence = Some(clause.sentence);
        clause.mood = state.mood(hits, grammar, *clause, opens_sentence);
    }
    list
}

/// What the text has said so far of what it does.
struct State {
    /// What a heading says: 改进措施： or 原因：.
    headed: Option<Mood>,
    /// Has a promise been opened?
    promising: bool,
}

impl State {
    fn mood(
        &mut self,
        hits: &Hits,
        grammar: &Grammar,
        clause: Clause,
        opens_sentence: bool,
    ) -> Mood {
        let has = |group| {
            hits.within(group, clause.start, clause.end)
                .next()
                .is_some()
        };
        let opens_with = |group, within: usize| {
            let last = clause.start.saturating_add(within);
            let mut words = hits.within(group, clause.start, clause.end);
            words.any(|word| word.start <= last && !is_accomplished(hits, grammar, word))
        };
        if opens_with(grammar.heads_of_remedies, HEADING) {
            self.headed = Some(Mood::Promise);
        } else if opens_with(grammar.heads_of_causes, HEADING) {
            (self.headed, self.promising) = (None, false);
        }
        if let Some(mood) = self.headed {
            return mood;
        }
        let (at_fault, reasons) = (has(grammar.faults), has(grammar.reasons));
        if opens_with(grammar.promises, OPENING) || has(grammar.requests) {
            self.promising = true;
        } else if opens_sentence && opens_with(grammar.efforts, 0) {
            let end = clause.sentence_end;
            let faulty = |group| hits.within(group, clause.start, end).next().is_some();
            self.promising = !faulty(grammar.faults) && !faulty(grammar.reasons);
        } else if opens_sentence && reasons && at_fault {
            self.promising = false;
        }
        if self.promising {
            return Mood::Promise;
        }
        // Beside a fault a clause without one tells of it, too, unless it begins with an effort.
        let in_sentence = |group| {
            let mut words = hits.within(group, clause.sentence_start, clause.sentence_end);
            words.next().is_some()
        };
        let tells = at_fault || reasons;
        let is_beside_fault = in_sentence(grammar.faults) && !opens_with(grammar.efforts, 0);
        if tells || is_beside_fault {
            Mood::Account
        } else {
            Mood::Open
        }
    }
}

/// Is the word part of what tells that something has been done, as 将 is of 已将?
fn is_accomplished(hits: &Hits, grammar: &Grammar, word: Hit) -> bool {
    let around = word.start.saturating_sub(2);
    let mut told = hits.within(grammar.accomplished, around, word.end);
    told.any(|hit| hit.overlaps(word))
}

/// The clauses, their moods still open.
fn parted(folded: &Folded, hits: &Hits, grammar: &Grammar) -> Vec<Clause> {
    let length = folded.chars.len();
    let mut cuts: Vec<(usize, Cut)> = Vec::new();
    for (index, c) in folded.chars.iter().enumerate() {
        let next = index.saturating_add(1);
        match c {
            '。' | ';' | '!' | '?' | '\n' => cuts.push((next, Cut::Sentence)),
            ',' | ':' => cuts.push((next, Cut::Clause)),
            '.' if ends_sentence(folded, index) => cuts.push((next, Cut::Sentence)),
            _ => {}
        }
        if let Some(end) = item_sign(folded, index) {
            cuts.push((index, Cut::Item));
            cuts.push((end, Cut::Clause));
        }
    }
    for item in hits.within(grammar.items, 0, length) {
        if begins_item(folded, item.start) {
            cuts.push((item.start, Cut::Item));
        }
    }
    for turn in hits.within(grammar.turns, 0, length) {
        let before = turn.start.checked_sub(1).and_then(|at| folded.get(at));
        // 不是因为 denies, 是因为 turns.
        if !matches!(before, Some('不' | '非' | '未')) {
            cuts.push((turn.start, Cut::Clause));
        }
    }
    cuts.push((length, Cut::Sentence));
    cuts.sort_by_key(|(at, cut)| (*at, core::cmp::Reverse(*cut)));
    cut_up(&cuts)
}

/// What begins at a cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Cut {
    Clause,
    Sentence,
    Item,
}

fn cut_up(cuts: &[(usize, Cut)]) -> Vec<Clause> {
    let mut list: Vec<Clause> = Vec::new();
    let (mut start, mut sentence_start, mut item_start) = (0, 0, 0);
    let (mut sentence, mut first_of_sentence) = (0_usize, 0);
    for (at, cut) in cuts {
        if *at > start {
            list.push(Clause {
                start,
                end: *at,
                sentence,
                sentence_start,
                sentence_end: *at,
                item_start,
                intro_end: usize::MAX,
                mood: Mood::Open,
            });
            start = *at;
        }
        if *cut == Cut::Clause {
            continue;
        }
        for clause in list.iter_mut().skip(first_of_sentence) {
            clause.sentence_end = *at;
        }
        if list.len() > first_of_sentence {
            sentence = sentence.saturating_add(1);
        }
        (first_of_sentence, sentence_start) = (list.len(), *at);
        if *cut == Cut::Item {
            item_start = *at;
        }
    }
    let first_item = cuts.iter().find(|(_, cut)| *cut == Cut::Item);
    for clause in &mut list {
        clause.intro_end = first_item.map_or(usize::MAX, |(at, _)| *at);
    }
    list
}

/// Does a full stop end a sentence, rather than part figures or follow the number of an item?
fn ends_sentence(folded: &Folded, index: usize) -> bool {
    let before = index.checked_sub(1).and_then(|before| folded.get(before));
    let is_plain = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    !is_plain(before)
}

/// Where the sign of an item ends that begins here: (1), （一）, ①, 1. or 1、 at the beginning of a clause.
fn item_sign(folded: &Folded, start: usize) -> Option<usize> {
    let c = folded.get(start)?;
    let next = start.saturating_add(1);
    if matches!(c, '①'..='⑳') {
        return Some(next);
    }
    let is_number = |c: char| c.is_ascii_digit() || is_chinese_digit(c);
    if c == '(' {
        let end = number_end(folded, next, is_number)?;
        return (folded.get(end) == Some(')')).then(|| end.saturating_add(1));
    }
    if !begins_item(folded, start) {
        return None;
    }
    let is_sign = |c: char| is_number(c) || matches!(c, 'a'..='h');
    let end = number_end(folded, start, is_sign)?;
    let behind = end.saturating_add(1);
    let is_decimal = folded.get(behind).is_some_and(|c| c.is_ascii_digit());
    match folded.get(end) {
        Some('、') => Some(behind),
        Some('.') if !is_decimal => Some(behind),
        _ => None,
    }
}

/// Where one or two signs of a number end.
fn number_end(folded: &Folded, start: usize, fits: impl Fn(char) -> bool) -> Option<usize> {
    let rest = folded.chars.get(start..)?;
    let count = rest.iter().take_while(|c| fits(**c)).count();
    (1..=2)
        .contains(&count)
        .then(|| start.saturating_add(count))
}

fn is_chinese_digit(c: char) -> bool {
    matches!(
        c,
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'
    )
}

/// Is this the beginning of the text, or does it stand behind a stop?
fn begins_item(folded: &Folded, index: usize) -> bool {
    let before = index.checked_sub(1).and_then(|before| folded.get(before));
    before.is_none_or(|c| {
        matches!(
            c,
            '。' | ';' | ':' | ',' | '\n' | '.' | ')' | '、' | '!' | '?'
        )
    })
}
