//! From free text to codes, by words.
//!
//! A text is folded ([`text`]) and parted into sentences and clauses, each of which tells what happened or what will be done ([`clauses`]). The words of the
//! catalogue are found by one automaton in one pass; a cue ([`cue`]) is met where its words stand together in one clause and nothing denies them.

mod clauses;
mod cue;
mod denial;
mod figures;
mod found;
mod hits;
mod text;

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use aho_corasick::{AhoCorasick, MatchKind};
use jixiao_model::{Bilingual, IndicatorClass};

use self::clauses::{Clause, Mood};
use self::cue::Cue;
use self::figures::Figures;
use self::found::Found;
use self::hits::{Hit, Hits};
use self::text::{Folded, folded};

pub(crate) use self::found::{Reading, Span, Told};

/// What a cue speaks for: the cause or the remedy at an index of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Owner {
    Cause(usize),
    Remedy(usize),
}

/// A cue as the catalogue writes it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CueText<'a> {
    pub(crate) owner: Owner,
    pub(crate) text: &'a str,
}

/// What is wrong with the cue at an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CueProblem {
    pub(crate) index: usize,
    pub(crate) message: Bilingual,
    pub(crate) mend: Bilingual,
}

/// So many denials may end where a word ends, or a little later, and still hold it.
const WIDEST_DENIAL: usize = 8;

/// A set of words that a cue may ask for.
type GroupId = usize;

/// The words that the matcher itself needs, by the names that the catalogue gives their groups.
#[derive(Debug, Clone)]
struct Grammar {
    /// 否定: what denies all that follows in its clause, such as 不存在 or 并非.
    denials: GroupId,
    /// 后否定: what denies the words before it.
    denials_behind: GroupId,
    /// 没有: what denies together with a situation behind.
    absences: GroupId,
    /// 情形: what a denial before and this behind deny together, as in 没有资金不足的情况.
    situations: GroupId,
    /// 转折: what turns a sentence from one thing to another, such as 而是.
    turns: GroupId,
    /// 承诺: what opens a promise, such as 下一步 or 今后.
    promises: GroupId,
    /// 已然: what takes a promise back, such as 已将.
    accomplished: GroupId,
    /// 申报: what makes a promise of a clause wherever it stands, such as 申请列入.
    requests: GroupId,
    /// 举措: what a sentence that promises begins with, such as 加强 or 尽快.
    efforts: GroupId,
    /// 过失: what tells that something went wrong, such as 未 or 滞后.
    faults: GroupId,
    /// 因果: what tells that a reason follows, such as 由于.
    reasons: GroupId,
    /// 列举: what begins an item of an enumeration, such as 一是 or 其次.
    items: GroupId,
    /// 原因标题: what heads the causes.
    heads_of_causes: GroupId,
    /// 措施标题: what heads the remedies.
    heads_of_remedies: GroupId,
    /// 指标类别, one group a class: its names.
    classes: Vec<(IndicatorClass, GroupId)>,
}

impl Grammar {
    fn new(words: &mut Words) -> Self {
        let classes = IndicatorClass::ALL.iter();
        Self {
            denials: words.named("否定"),
            denials_behind: words.named("后否定"),
            absences: words.named("没有"),
            situations: words.named("情形"),
            turns: words.named("转折"),
            promises: words.named("承诺"),
            accomplished: words.named("已然"),
            requests: words.named("申报"),
            efforts: words.named("举措"),
            faults: words.named("过失"),
            reasons: words.named("因果"),
            items: words.named("列举"),
            heads_of_causes: words.named("原因标题"),
            heads_of_remedies: words.named("措施标题"),
            classes: classes
                .map(|class| (*class, words.named(class.term())))
                .collect(),
        }
    }
}

/// The automaton and the cues.
#[derive(Debug, Clone)]
pub(crate) struct Matcher {
    automaton: AhoCorasick,
    /// The groups that each pattern belongs to.
    groups_of: Vec<Vec<GroupId>>,
    /// The groups that cues write out, by the groups of figures in them.
    unions: Vec<(GroupId, GroupId)>,
    grammar: Grammar,
    figures: Figures,
    /// The cues, by the group of their first word.
    cues: Vec<Vec<(Owner, Cue)>>,
}

/// Words by group while the matcher is being built.
#[derive(Default)]
struct Words {
    named: BTreeMap<String, GroupId>,
    groups: Vec<WordGroup>,
    /// The groups that cues write out, by the named groups in them.
    unions: Vec<(GroupId, GroupId)>,
}

/// A group's own words, folded.
#[derive(Default)]
struct WordGroup {
    words: Vec<String>,
    /// Is it looked for itself, and not only as a part of others? What nobody looks for need not be found.
    is_asked_for: bool,
}

impl Words {
    /// Adds words to the group with this name.
    fn name<'a>(&mut self, name: &str, words: impl IntoIterator<Item = &'a str>) {
        let id = self.known(name);
        if let Some(group) = self.groups.get_mut(id) {
            group.words.extend(words.into_iter().map(folded));
        }
    }

    /// The group with this name, which is to be looked for; an empty one where there is none.
    fn named(&mut self, name: &str) -> GroupId {
        let id = self.known(name);
        self.ask_for(id);
        id
    }

    fn known(&mut self, name: &str) -> GroupId {
        if let Some(id) = self.named.get(name) {
            return *id;
        }
        let id = self.groups.len();
        self.groups.push(WordGroup::default());
        self.named.insert(name.to_string(), id);
        id
    }

    fn ask_for(&mut self, id: GroupId) {
        if let Some(group) = self.groups.get_mut(id) {
            group.is_asked_for = true;
        }
    }

    /// The group of words that a cue writes out, and of the groups that it names: the same for the same writing.
    fn inline(&mut self, written: &str, words: Vec<String>, groups: &[GroupId]) -> GroupId {
        // A name holds no `=`: no group of the catalogue is met by this key.
        let key = alloc::format!("={written}");
        if let Some(id) = self.named.get(&key) {
            return *id;
        }
        let id = self.groups.len();
        self.groups.push(WordGroup {
            words,
            is_asked_for: true,
        });
        self.unions.extend(groups.iter().map(|group| (*group, id)));
        self.named.insert(key, id);
        id
    }

    fn find(&self, name: &str) -> Option<GroupId> {
        let is_name = !name.starts_with('=');
        self.named.get(name).copied().filter(|_| is_name)
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        let names = self.named.keys().map(String::as_str);
        names.filter(|name| !name.starts_with('='))
    }

    /// The words that are looked for, each with the groups that it belongs to.
    fn patterns(&self) -> (Vec<&str>, Vec<Vec<GroupId>>) {
        let told = self.told_by_groups();
        let groups = self.groups.iter().enumerate();
        let words = groups.flat_map(|(id, group)| group.words.iter().map(move |word| (word, id)));
        let mut words: Vec<(&String, GroupId)> = words.collect();
        words.sort_unstable();
        let (mut patterns, mut groups_of) = (Vec::new(), Vec::new());
        for same in words.chunk_by(|one, next| one.0 == next.0) {
            let groups = same.iter().filter_map(|(_, id)| told.get(*id)).flatten();
            let mut groups: Vec<GroupId> = groups.copied().collect();
            groups.sort_unstable();
            groups.dedup();
            if let Some((word, _)) = same.first().filter(|(word, _)| !word.is_empty())
                && !groups.is_empty()
            {
                patterns.push(word.as_str());
                groups_of.push(groups);
            }
        }
        (patterns, groups_of)
    }

    /// The groups that are looked for by the words of each group: itself, and those that hold it.
    fn told_by_groups(&self) -> Vec<Vec<GroupId>> {
        let groups = self.groups.iter().enumerate();
        let own = groups.map(|(id, group)| group.is_asked_for.then_some(id).into_iter().collect());
        let mut told: Vec<Vec<GroupId>> = own.collect();
        for (part, union) in &self.unions {
            if let Some(told) = told.get_mut(*part) {
                told.push(*union);
            }
        }
        told
    }
}

impl Matcher {
    /// Builds it from named groups of words and from cues.
    pub(crate) fn new<'a>(
        groups: impl IntoIterator<Item = (&'a str, Vec<&'a str>)>,
        cue_texts: &[CueText<'_>],
    ) -> Result<Self, Vec<CueProblem>> {
        let mut words = Words::default();
        for (name, list) in groups {
            words.name(name, list);
        }
        let figures = figures::NAMES.map(|name| words.named(name));
        let [above_whole, across_years, month, people] = figures;
        let mut problems = Vec::new();
        let mut cues = Vec::new();
        for (index, cue) in cue_texts.iter().enumerate() {
            match Cue::parse(cue.text, &mut words) {
                Ok(parsed) => cues.push((cue.owner, parsed)),
                Err((message, mend)) => problems.push(CueProblem {
                    index,
                    message,
                    mend,
                }),
            }
        }
        let grammar = Grammar::new(&mut words);
        let (patterns, groups_of) = words.patterns();
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(&patterns);
        let Ok(automaton) = automaton else {
            problems.push(too_many_words());
            return Err(problems);
        };
        if !problems.is_empty() {
            return Err(problems);
        }
        let mut by_first: Vec<Vec<(Owner, Cue)>> = alloc::vec![Vec::new(); words.groups.len()];
        for (owner, cue) in cues {
            if let Some(list) = by_first.get_mut(cue.first()) {
                list.push((owner, cue));
            }
        }
        let of_figures = words
            .unions
            .iter()
            .filter(|(part, _)| figures.contains(part));
        let unions = of_figures.copied().collect();
        Ok(Self {
            automaton,
            groups_of,
            unions,
            grammar,
            figures: Figures {
                above_whole,
                across_years,
                month,
                people,
            },
            cues: by_first,
        })
    }

    /// What a text tells; `promises` says that it is one of remedies from its first word.
    pub(crate) fn read(&self, text: &str, promises: bool) -> Reading {
        let folded = Folded::new(text);
        let hits = self.hits(&folded);
        let clauses = clauses::clauses(&folded, &hits, &self.grammar, promises);
        let mut found = Found::default();
        for (clause, group) in self.openings(&hits, &clauses) {
            if let Some(clause) = clauses.get(clause) {
                self.read_cues(&folded, &hits, *clause, group, &mut found);
            }
        }
        found.finish(&folded, &hits, &self.grammar)
    }

    /// The clauses, each with the groups of which a word begins in it and with which a cue begins that the text may meet.
    fn openings(&self, hits: &Hits, clauses: &[Clause]) -> Vec<(usize, GroupId)> {
        let mut openings = Vec::new();
        for (group, words) in hits.groups() {
            let cues = self.cues.get(group).into_iter().flatten();
            if !cues.map(|(_, cue)| cue).any(|cue| cue.may_be_met(hits)) {
                continue;
            }
            let clause = |word: Hit| clauses.partition_point(|clause| clause.end <= word.start);
            openings.extend(words.map(|word| (clause(word), group)));
        }
        openings.sort_unstable();
        openings.dedup();
        openings
    }

    /// Finds in a clause the cues that begin with a word of the group.
    fn read_cues(
        &self,
        folded: &Folded,
        hits: &Hits,
        clause: Clause,
        group: GroupId,
        found: &mut Found,
    ) {
        for (owner, cue) in self.cues.get(group).into_iter().flatten() {
            let is_promise = clause.mood == Mood::Promise;
            let fits = match owner {
                Owner::Cause(_) => cue.of_promise == is_promise,
                Owner::Remedy(_) => clause.mood != Mood::Account,
            };
            if !fits {
                continue;
            }
            for met in cue.matches(
                hits,
                folded,
                (clause.start, clause.end),
                clause.sentence_end,
            ) {
                if denial::is_denied(folded, hits, &self.grammar, clause, &met) {
                    continue;
                }
                found.add(*owner, cue, &met, clause);
            }
        }
    }

    fn hits(&self, folded: &Folded) -> Hits {
        // About so many there are in texts as people write them.
        let mut hits = Hits::with_capacity(folded.chars.len().saturating_mul(2));
        let words = self.automaton.find_overlapping_iter(&folded.text);
        let words = words.filter_map(|found| {
            let groups = self.groups_of.get(found.pattern().as_usize())?;
            let (start, end) = (folded.char_at(found.start()), folded.char_at(found.end()));
            Some((groups, Hit { start, end }))
        });
        let words: Vec<(&Vec<GroupId>, Hit)> = words.collect();
        // What denies is one word: the 未 of 未因 is none of its own.
        let is_denial =
            |(groups, _): &&(&Vec<GroupId>, Hit)| groups.contains(&self.grammar.denials);
        let denials: Vec<Hit> = words
            .iter()
            .filter(is_denial)
            .map(|(_, hit)| *hit)
            .collect();
        for (groups, hit) in words {
            let is_part = within_one_of(&denials, hit);
            for group in groups {
                if !is_part || *group == self.grammar.denials {
                    hits.push(*group, hit);
                }
            }
        }
        for (group, hit) in figures::found(folded, self.figures) {
            hits.push(group, hit);
            let unions = self.unions.iter().filter(|(own, _)| *own == group);
            unions.for_each(|(_, union)| hits.push(*union, hit));
        }
        hits.sort();
        hits
    }
}

/// Does a hit lie within one of these, which stand in the order of their ends?
fn within_one_of(list: &[Hit], hit: Hit) -> bool {
    let first = list.partition_point(|own| own.end < hit.end);
    let rest = list.get(first..).unwrap_or_default().iter();
    // Of words that end later, one that begins later than this ends has nothing of it.
    rest.take(WIDEST_DENIAL).any(|own| own.start <= hit.start)
}

fn too_many_words() -> CueProblem {
    CueProblem {
        index: 0,
        message: Bilingual::new(
            "词太多，无法建立匹配表",
            "there are too many words for one automaton",
        ),
        mend: Bilingual::new("请减少词组中的词", "name fewer words"),
    }
}
