//! A cue: words that, standing together, tell a cause or a remedy.
//!
//! | written | means |
//! |---|---|
//! | `库款` | the word |
//! | `@财政` | any word of the group 财政 |
//! | `不足\|@紧张` | any of these |
//! | `@财政 @紧张` | both in one clause, in any order, a few characters apart |
//! | `@未>到位` | the one close before the other |
//! | `暴雨 … 停工` | what follows `…` may stand in a later clause of the sentence |
//! | `!验收` | unless this stands in the clause |
//! | `~节约` | in a promise, and only where nothing else tells a cause |
//! | `?人数 下降` | only where the sentence tells no other cause: a consequence of one is none itself |

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::cmp::Reverse;

use jixiao_model::Bilingual;

use super::hits::{Hit, Hits};
use super::text::Folded;
use super::text::folded;
use super::{GroupId, Words};

/// The most characters between words of one clause.
const NEAR: usize = 14;
/// The most characters between words of which one stands close before the other.
const CLOSE: usize = 6;
/// The most characters between words of one sentence.
const FAR: usize = 40;
/// The most places at which one clause meets one cue.
const MAX_MATCHES: usize = 8;

/// How a word stands to those before it in the cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    Near,
    Behind,
    Far,
}

/// See the module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cue {
    first: GroupId,
    rest: Vec<(Link, GroupId)>,
    bars: Vec<GroupId>,
    /// Is it told by promises, where nothing else tells a cause?
    pub(super) of_promise: bool,
    /// Does it yield to any other cause of the sentence?
    pub(super) is_weak: bool,
}

/// The words by which a cue is met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) words: Vec<Hit>,
}

impl Match {
    /// From the first word to the last.
    pub(super) fn span(&self) -> Hit {
        let start = self.words.iter().map(|word| word.start).min();
        let end = self.words.iter().map(|word| word.end).max();
        Hit {
            start: start.unwrap_or_default(),
            end: end.unwrap_or_default(),
        }
    }
}

/// What is wrong with a cue, and how to mend it.
type Refusal = (Bilingual, Bilingual);

impl Cue {
    pub(super) fn parse(text: &str, words: &mut Words) -> Result<Self, Refusal> {
        let (of_promise, text) = match text.trim().strip_prefix('~') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (is_weak, text) = match text.strip_prefix('?') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let mut links = Vec::new();
        let mut bars = Vec::new();
        let mut far = false;
        for token in text.split_whitespace() {
            if token == "…" {
                far = true;
            } else if let Some(bar) = token.strip_prefix('!') {
                bars.push(alternatives(bar, words)?);
            } else {
                for (index, part) in token.split('>').enumerate() {
                    let link = match (index, far) {
                        (0, true) => Link::Far,
                        (0, false) => Link::Near,
                        _ => Link::Behind,
                    };
                    links.push((link, alternatives(part, words)?));
                }
            }
        }
        let mut links = links.into_iter();
        let Some((_, first)) = links.next() else {
            return Err((
                Bilingual::new("线索中没有要找的词", "the cue names no word to be found"),
                Bilingual::new("请至少写一个词", "write at least one word"),
            ));
        };
        Ok(Self {
            first,
            rest: links.collect(),
            bars,
            of_promise,
            is_weak,
        })
    }

    pub(super) fn first(&self) -> GroupId {
        self.first
    }

    /// Has the text all the words behind the first? Most cues lack one that stands nowhere in it.
    pub(super) fn may_be_met(&self, hits: &Hits) -> bool {
        self.rest.iter().all(|(_, group)| hits.has(*group))
    }

    /// Where a clause (`start` to `end`, in a sentence that ends at `sentence_end`) meets the cue.
    pub(super) fn matches(
        &self,
        hits: &Hits,
        folded: &Folded,
        (start, end): (usize, usize),
        sentence_end: usize,
    ) -> Vec<Match> {
        if !self.may_be_met(hits) {
            return Vec::new();
        }
        let firsts = hits.within(self.first, start, end);
        firsts
            .filter_map(|first| self.complete(hits, folded, first, (start, end), sentence_end))
            .filter(|found| !self.is_barred(hits, folded, found.span(), (start, end)))
            .take(MAX_MATCHES)
            .collect()
    }

    /// Does a bar stand in the clause, between the same 、 as the words? What is listed beside them bars nothing.
    fn is_barred(
        &self,
        hits: &Hits,
        folded: &Folded,
        span: Hit,
        (start, end): (usize, usize),
    ) -> bool {
        let part = |from: usize, to: usize| folded.chars.get(from..to).unwrap_or_default();
        let before = part(start, span.start).iter().rposition(|c| *c == '、');
        let behind = part(span.end, end).iter().position(|c| *c == '、');
        let start = before.map_or(start, |at| start.saturating_add(at));
        let end = behind.map_or(end, |at| span.end.saturating_add(at));
        let stands = |bar: &GroupId| hits.within(*bar, start, end).next().is_some();
        self.bars.iter().any(stands)
    }

    /// The other words of the cue around its first: each time the nearest.
    fn complete(
        &self,
        hits: &Hits,
        folded: &Folded,
        first: Hit,
        (start, end): (usize, usize),
        sentence_end: usize,
    ) -> Option<Match> {
        let mut words = alloc::vec![first];
        for (link, group) in &self.rest {
            let found = Match { words };
            let span = found.span();
            words = found.words;
            let last = *words.last()?;
            let (low, high) = match link {
                // Behind a word of this clause within it, behind one of a later clause within the sentence.
                Link::Behind if last.end <= end => (last.end, end.min(reach(last))),
                Link::Behind => (last.end, sentence_end.min(reach(last))),
                Link::Near => (
                    start.max(span.start.saturating_sub(NEAR)),
                    end.min(span.end.saturating_add(NEAR)),
                ),
                Link::Far => (span.end, sentence_end.min(span.end.saturating_add(FAR))),
            };
            let gap = |hit: Hit| {
                let before = span.start.saturating_sub(hit.end);
                before.max(hit.start.saturating_sub(span.end))
            };
            let fits = |hit: &Hit| {
                let free = !words.iter().any(|word| word.overlaps(*hit));
                let between = || folded.chars.get(last.end..hit.start).unwrap_or_default();
                let close = *link != Link::Behind
                    || (hit.start.saturating_sub(last.end) <= CLOSE && !between().contains(&'、'));
                free && close
            };
            let nearest = hits
                .within(*group, low, high)
                .filter(fits)
                .min_by_key(|hit| (gap(*hit), hit.start, Reverse(hit.end)));
            words.push(nearest?);
        }
        Some(Match { words })
    }
}

/// How far a word that stands close behind another may reach.
fn reach(last: Hit) -> usize {
    const LONGEST: usize = 32;
    last.end.saturating_add(CLOSE).saturating_add(LONGEST)
}

/// The group of words written `a|@b|c`.
fn alternatives(written: &str, words: &mut Words) -> Result<GroupId, Refusal> {
    if let Some(name) = written.strip_prefix('@')
        && !written.contains('|')
    {
        let Some(group) = words.find(name) else {
            return Err(unknown(name, words));
        };
        words.ask_for(group);
        return Ok(group);
    }
    let (mut own, mut groups) = (Vec::new(), Vec::new());
    for word in written.split('|') {
        match word.strip_prefix('@') {
            Some(name) => groups.push(words.find(name).ok_or_else(|| unknown(name, words))?),
            None => match folded(word) {
                word if word.is_empty() => return Err(empty(written)),
                word => own.push(word),
            },
        }
    }
    Ok(words.inline(written, own, &groups))
}

fn empty(written: &str) -> Refusal {
    (
        Bilingual::new(
            format!("“{written}”中有空的词"),
            format!("`{written}` holds an empty word"),
        ),
        Bilingual::new(
            "请写成 甲|乙，或 甲>乙",
            "write it as one|other, or one>other",
        ),
    )
}

fn unknown(name: &str, words: &Words) -> Refusal {
    let near = jixiao_keyed::nearest(name, words.names());
    let (zh, en) = near.map_or_else(
        || (String::new(), String::new()),
        |near| {
            (
                format!("是否应为“@{near}”？"),
                format!("did you mean `@{near}`? "),
            )
        },
    );
    (
        Bilingual::new(
            format!("没有词组“{name}”"),
            format!("there is no group of words `{name}`"),
        ),
        Bilingual::new(
            format!("{zh}请在 [words] 中写明，或去掉 @"),
            format!("{en}name it under [words], or drop the @"),
        ),
    )
}
