//! What became of the remedies that the old evaluation promised (改进措施的兑现).

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use jixiao_model::{
    Bilingual, FiscalYear, Remediation, RemediationState, SamePromise, Speak, Traced, normalise,
    same_promises,
};

use super::alike::SAME;
use super::causes::{Sameness, Told, Words, words};
use super::name::ProjectName;
use super::year::{Explained, ProjectYear, Promised, Year};

/// A remedy that was promised, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise<'a> {
    /// 项目名称, as the old evaluation has it; none for the unit as a whole.
    pub project: Option<&'a str>,
    /// The indicator; none for the form as a whole.
    pub indicator: Option<&'a str>,
    /// The year whose self-evaluation promised it.
    pub year: FiscalYear,
    /// 偏差原因.
    pub cause: &'a str,
    /// 改进措施.
    pub remedy: &'a str,
    /// Codes of the causes.
    pub causes: &'a [String],
    /// Codes of the remedies.
    pub remedies: &'a [String],
    /// 责任科室, where a register names one.
    pub owner: Option<&'a str>,
    /// 完成时限, where a register names one.
    pub due: Option<NaiveDate>,
    /// What became of it.
    pub verdict: Verdict,
    /// What that rests on; never empty.
    pub evidence: Vec<Evidence<'a>>,
}

/// What became of a remedy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// 未兑现.
    NotKept(Certainty),
    /// 已兑现: the new register says that it is done.
    Kept,
    /// 时限未到: it is not done, and need not be yet.
    NotDue,
    /// 已取消.
    Dropped,
    /// 情况不明: nothing speaks for or against it.
    Unknown,
}

/// How sure it is that a remedy was not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// 可能: its cause came back, which a remedy that was kept may not have prevented.
    Possible,
    /// 很可能: it is promised again, or the register has it as not done, without a due date.
    Likely,
    /// 确定: the register has it as not done, past its due date.
    Certain,
}

/// What speaks for or against a remedy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence<'a> {
    /// What the new register says.
    Register {
        /// 整改状态.
        state: RemediationState,
        /// 完成时限.
        due: Option<NaiveDate>,
        /// Is the due date within the new year or before it?
        is_past: bool,
        /// 进展情况; may be empty.
        progress: &'a str,
    },
    /// The new evaluation promises it again.
    PromisedAgain {
        /// As it is promised now.
        remedy: &'a str,
        /// By what the two are one.
        same: Sameness<'a>,
    },
    /// The cause that it was to answer stands in the new evaluation, too.
    CauseCameBack {
        /// As it is written now.
        cause: &'a str,
        /// By what the two are one.
        same: Sameness<'a>,
    },
    /// The new evaluation has no such project, and its register no such remedy.
    ProjectGone,
    /// 没有整改记录: neither register nor explanations speak of it.
    NoRecord,
}

impl Speak for Verdict {
    fn speak(&self) -> Bilingual {
        match self {
            Self::NotKept(certainty) => {
                let (zh, en) = match certainty {
                    Certainty::Certain => ("未兑现（确定）", "not kept (certain)"),
                    Certainty::Likely => ("未兑现（很可能）", "not kept (likely)"),
                    Certainty::Possible => ("未兑现（可能）", "not kept (possible)"),
                };
                Bilingual::new(zh, en)
            }
            Self::Kept => Bilingual::new("已兑现", "kept"),
            Self::NotDue => Bilingual::new("时限未到", "not due yet"),
            Self::Dropped => Bilingual::new("已取消", "dropped"),
            Self::Unknown => Bilingual::new("情况不明", "unknown"),
        }
    }
}

impl Verdict {
    /// The word that data have: `not-kept`, `kept`, `not-due`, `dropped`, `unknown`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::NotKept(_) => "not-kept",
            Self::Kept => "kept",
            Self::NotDue => "not-due",
            Self::Dropped => "dropped",
            Self::Unknown => "unknown",
        }
    }
}

impl Certainty {
    /// The word that data have: `certain`, `likely`, `possible`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Likely => "likely",
            Self::Possible => "possible",
        }
    }
}

impl Evidence<'_> {
    /// The word that data have: `register`, `promised-again`, `cause-came-back`, `project-gone`, `no-record`.
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Register { .. } => "register",
            Self::PromisedAgain { .. } => "promised-again",
            Self::CauseCameBack { .. } => "cause-came-back",
            Self::ProjectGone => "project-gone",
            Self::NoRecord => "no-record",
        }
    }
}

impl Speak for Evidence<'_> {
    fn speak(&self) -> Bilingual {
        match self {
            Self::Register {
                state,
                due,
                is_past,
                progress,
            } => registered(*state, *due, *is_past, progress),
            Self::PromisedAgain { remedy, same } => by(
                *same,
                ("再次提出同一措施", "the same remedy is promised again"),
                remedy,
            ),
            Self::CauseCameBack { cause, same } => by(
                *same,
                ("同一原因再次出现", "the same cause came back"),
                cause,
            ),
            Self::ProjectGone => Bilingual::new(
                "项目未再出现，也没有整改记录",
                "the project is gone, and there is no record of the remedy",
            ),
            Self::NoRecord => Bilingual::new("没有整改记录", "there is no record of it"),
        }
    }
}

fn registered(
    state: RemediationState,
    due: Option<NaiveDate>,
    is_past: bool,
    progress: &str,
) -> Bilingual {
    let (term, english) = (state.term(), state.english());
    let (mut zh, mut en) = (
        format!("整改台账记为“{term}”"),
        format!("the register says: {english}"),
    );
    if let (Some(due), true) = (due, state.is_pending()) {
        let (past_zh, past_en) = if is_past {
            ("，已过", ", past")
        } else {
            ("，未到", ", not yet at")
        };
        zh = format!("{zh}{past_zh}时限 {due}");
        en = format!("{en}{past_en} its due date, {due}");
    }
    if due.is_none() && state.is_pending() {
        zh.push_str("，没有写时限");
        en.push_str(", without a due date");
    }
    let progress = progress.trim();
    if !progress.is_empty() {
        zh = format!("{zh}：{progress}");
        en = format!("{en}: {progress}");
    }
    Bilingual::new(zh, en)
}

fn by(same: Sameness<'_>, said: (&str, &str), text: &str) -> Bilingual {
    let how = same.speak();
    let text = text.trim();
    let quoted = |open: &str, close: &str| {
        if text.is_empty() {
            String::new()
        } else {
            format!("{open}{text}{close}")
        }
    };
    Bilingual::new(
        format!("{}（{}）{}", said.0, how.zh, quoted("：“", "”")),
        format!("{} ({}){}", said.1, how.en, quoted(": \"", "\"")),
    )
}

/// The remedies that the old evaluation promised, in the order of its forms, then those of its register alone.
pub(super) fn promises<'a>(
    [old, new]: [&'a Year; 2],
    pairs: &[[&'a ProjectYear; 2]],
) -> Vec<Promise<'a>> {
    let mut cases = Cases::of(old, new, pairs);
    cases.sort_in(old, new);
    let cases = cases.all.iter();
    cases
        .flat_map(|case| case.judged([old.year, new.year]))
        .collect()
}

/// What both years say of one project, or of the unit as a whole.
struct Case<'a> {
    project: Option<&'a str>,
    olds: &'a [Explained],
    /// None where the project is gone.
    news: Option<&'a [Explained]>,
    old_rows: Vec<&'a Promised>,
    new_rows: Vec<&'a Promised>,
}

struct Cases<'a> {
    all: Vec<Case<'a>>,
    by_name: BTreeMap<String, usize>,
}

impl<'a> Cases<'a> {
    /// The unit as a whole first, then the old projects in their order.
    fn of(old: &'a Year, new: &'a Year, pairs: &[[&'a ProjectYear; 2]]) -> Self {
        let explained = |year: &'a Year| -> Option<&'a [Explained]> {
            year.department
                .as_ref()
                .map(|form| form.explained.as_slice())
        };
        let case = |project, olds, news| Case {
            project,
            olds,
            news,
            old_rows: Vec::new(),
            new_rows: Vec::new(),
        };
        let unit = case(
            None,
            explained(old).unwrap_or_default(),
            Some(explained(new).unwrap_or_default()),
        );
        let mut cases = Self {
            all: vec![unit],
            by_name: BTreeMap::new(),
        };
        for name in ["部门整体支出", &old.unit, &new.unit] {
            let name = ProjectName::of(name, old.year);
            cases.by_name.insert(name.plain, 0);
        }
        let mut pairs = pairs.iter().peekable();
        for project in &old.projects {
            let pair = pairs.next_if(|[own, _]| std::ptr::eq(*own, project));
            let is_case = cases.all.len();
            let news = pair.map(|[_, new]| new.explained.as_slice());
            cases
                .all
                .push(case(Some(&project.name), &project.explained, news));
            cases.call(&project.name, old.year, is_case);
            if let Some([_, renamed]) = pair {
                cases.call(&renamed.name, new.year, is_case);
            }
        }
        cases
    }

    /// Rows that name a project so are of the case; a name that two projects bear is of the first.
    fn call(&mut self, name: &str, year: FiscalYear, case: usize) {
        let name = ProjectName::of(name, year);
        self.by_name.entry(name.plain).or_insert(case);
        self.by_name.entry(name.stem).or_insert(case);
    }

    fn find(&self, name: &str, year: FiscalYear) -> Option<usize> {
        let name = ProjectName::of(name, year);
        let found = self
            .by_name
            .get(&name.plain)
            .or_else(|| self.by_name.get(&name.stem));
        found.copied()
    }

    /// Sorts the rows of both registers into their cases. Of projects that the old evaluation does not have, its register makes cases of their own.
    fn sort_in(&mut self, old: &'a Year, new: &'a Year) {
        let come = new.projects.iter();
        let come: BTreeMap<String, &'a ProjectYear> = if old.register.is_empty() {
            BTreeMap::new()
        } else {
            come.map(|own| (normalise(&own.name), own)).collect()
        };
        for row in &old.register {
            let name = row.row.project.as_ref().map(jixiao_model::Name::as_str);
            let case = name.map_or(Some(0), |name| self.find(name, row.row.year));
            let case = case.unwrap_or_else(|| {
                let name = name.unwrap_or_default();
                let is_case = self.all.len();
                let news = come.get(&normalise(name));
                self.all.push(Case {
                    project: Some(name),
                    olds: &[],
                    news: news.map(|own| own.explained.as_slice()),
                    old_rows: Vec::new(),
                    new_rows: Vec::new(),
                });
                self.call(name, row.row.year, is_case);
                is_case
            });
            if let Some(case) = self.all.get_mut(case) {
                case.old_rows.push(row);
            }
        }
        for row in &new.register {
            let name = row.row.project.as_ref().map(jixiao_model::Name::as_str);
            let case = name.map_or(Some(0), |name| self.find(name, row.row.year));
            if let Some(case) = case.and_then(|case| self.all.get_mut(case)) {
                case.new_rows.push(row);
            }
        }
    }
}

impl<'a> Case<'a> {
    /// Its promises, each with what became of it.
    fn judged(&self, [old, new]: [FiscalYear; 2]) -> Vec<Promise<'a>> {
        let mut promises = self.promised(old);
        if promises.is_empty() {
            return promises;
        }
        let told = Told::of(self.news.unwrap_or_default());
        let records = self.rows_of(&promises, |year| year <= old);
        let agains = self.rows_of(&promises, |year| year > old);
        for (at, promise) in promises.iter_mut().enumerate() {
            let row = records.find(at, promise).map(|(row, _)| row);
            let record = row.map(|row| record(promise, row, new));
            let again = told
                .same_remedy(promise.remedies, promise.causes, promise.remedy)
                .map(|(own, same)| (own.remedy.as_str(), same))
                .or_else(|| {
                    let (row, same) = agains.find(at, promise)?;
                    Some((&row.row.remedy.value, same))
                })
                .map(|(remedy, same)| Evidence::PromisedAgain { remedy, same });
            let back = told
                .same_cause(promise.causes, promise.cause)
                .map(|(own, same)| Evidence::CauseCameBack {
                    cause: &own.cause,
                    same,
                });
            promise.evidence = record.into_iter().chain(again).chain(back).collect();
            promise.verdict = verdict(&promise.evidence);
            if promise.evidence.is_empty() {
                let gone = self.news.is_none();
                let none = if gone {
                    Evidence::ProjectGone
                } else {
                    Evidence::NoRecord
                };
                promise.evidence.push(none);
            }
        }
        promises
    }

    /// What the old evaluation promised: in its explanations, and what its register had as not done yet. The same words for the same indicator are one
    /// promise.
    fn promised(&self, old: FiscalYear) -> Vec<Promise<'a>> {
        let mut promises: Vec<Promise<'a>> = Vec::new();
        let mut seen: BTreeSet<(String, String)> = BTreeSet::new();
        for own in self.olds {
            let is_promise = !own.remedy.trim().is_empty() || !own.remedies.is_empty();
            // A remedy without words is known by its codes.
            let words = format!("{}{}", normalise(&own.remedy), own.remedies.join(" "));
            let indicator = own.indicator.as_deref().map(normalise);
            if is_promise && seen.insert((words, indicator.unwrap_or_default())) {
                promises.push(self.of_explanation(own, old));
            }
        }
        let rows = self.old_rows.iter().copied();
        let rows: Vec<&'a Promised> = rows.filter(|row| row.row.state.is_pending()).collect();
        let exact = exact(&rows, &promises);
        let taken: BTreeSet<usize> = exact.iter().flatten().copied().collect();
        let words = Words::of(promises.iter().map(|own| own.remedy));
        for (row, exact) in rows.into_iter().zip(exact) {
            let found = exact.or_else(|| {
                let may = |own: usize| {
                    let promise = promises.get(own);
                    promise.is_some_and(|own| is_of_one_indicator(own, row))
                };
                let may = |own: usize| !taken.contains(&own) || may(own);
                let found = words.nearest(&row.row.remedy.value, may);
                found.map(|(own, _)| own)
            });
            match found.and_then(|own| promises.get_mut(own)) {
                Some(promise) => {
                    promise.year = promise.year.min(row.row.year);
                    promise.owner = promise.owner.or(owner(row));
                    promise.due = promise.due.or(row.row.due);
                }
                None => promises.push(self.of_row(row)),
            }
        }
        promises
    }

    fn of_explanation(&self, own: &'a Explained, year: FiscalYear) -> Promise<'a> {
        Promise {
            project: self.project,
            indicator: own.indicator.as_deref(),
            year,
            cause: &own.cause,
            remedy: &own.remedy,
            causes: &own.causes,
            remedies: &own.remedies,
            owner: None,
            due: None,
            verdict: Verdict::Unknown,
            evidence: Vec::new(),
        }
    }

    fn of_row(&self, own: &'a Promised) -> Promise<'a> {
        Promise {
            project: self.project,
            indicator: own.row.indicator.as_ref().map(jixiao_model::Name::as_str),
            year: own.row.year,
            cause: &own.row.cause.value,
            remedy: &own.row.remedy.value,
            causes: &own.causes,
            remedies: &own.remedies,
            owner: owner(own),
            due: own.row.due,
            verdict: Verdict::Unknown,
            evidence: Vec::new(),
        }
    }

    /// The rows of the new register whose year `may` be, to be found by what they promise.
    fn rows_of(&self, promises: &[Promise<'a>], may: impl Fn(FiscalYear) -> bool) -> Rows<'a> {
        let rows = self.new_rows.iter().copied();
        Rows::of(rows.filter(|row| may(row.row.year)).collect(), promises)
    }
}

/// What the register says of a promise. Who owes it and by when is learnt from it, too.
fn record<'a>(promise: &mut Promise<'a>, row: &'a Promised, new: FiscalYear) -> Evidence<'a> {
    let due = row.row.due.or(promise.due);
    promise.due = due;
    promise.owner = owner(row).or(promise.owner);
    Evidence::Register {
        state: row.row.state,
        due,
        is_past: due.is_some_and(|due| new.has_passed(due)),
        progress: &row.row.progress,
    }
}

/// Rows of a register to be found by what they promise.
struct Rows<'a> {
    all: Vec<&'a Promised>,
    /// For each promise the row that is of it word for word.
    exact: Vec<Option<usize>>,
    /// The rows that are of a promise word for word.
    taken: BTreeSet<usize>,
    words: Words,
    /// Where rows with a code of a remedy for a code of a cause stand.
    by_codes: BTreeMap<(&'a str, &'a str), Vec<usize>>,
}

impl<'a> Rows<'a> {
    fn of(rows: Vec<&'a Promised>, promises: &[Promise<'a>]) -> Self {
        let mut by_codes: BTreeMap<(&'a str, &'a str), Vec<usize>> = BTreeMap::new();
        for (at, row) in rows.iter().enumerate() {
            for remedy in &row.remedies {
                for cause in &row.causes {
                    by_codes.entry((remedy, cause)).or_default().push(at);
                }
            }
        }
        let mut found = vec![None; promises.len()];
        for (row, promise) in exact(&rows, promises).into_iter().enumerate() {
            if let Some(found) = promise.and_then(|promise| found.get_mut(promise)) {
                *found = Some(row);
            }
        }
        Self {
            taken: found.iter().flatten().copied().collect(),
            exact: found,
            words: Words::of(rows.iter().map(|own| own.row.remedy.value.as_str())),
            by_codes,
            all: rows,
        }
    }

    /// The row that is of the promise in that place: word for word, else in much the same words, else under the same code for the same cause. One that is
    /// word for word of another promise is of this only where it names no other indicator.
    fn find(&self, at: usize, promise: &Promise<'a>) -> Option<(&'a Promised, Sameness<'a>)> {
        if let Some(exact) = self.exact.get(at).copied().flatten() {
            return Some((self.all.get(exact)?, words(SAME)));
        }
        let may = |own: usize| {
            let row = self.all.get(own);
            !self.taken.contains(&own) || row.is_some_and(|row| is_of_one_indicator(promise, row))
        };
        if let Some((own, alike)) = self.words.nearest(promise.remedy, may) {
            return Some((self.all.get(own)?, words(alike)));
        }
        promise.remedies.iter().find_map(|code| {
            let causes = promise.causes.iter();
            let held = causes.filter_map(|cause| self.by_codes.get(&(code, cause)));
            let first = held.filter_map(|rows| rows.iter().copied().find(|own| may(*own)));
            Some((*self.all.get(first.min()?)?, Sameness::Code(code)))
        })
    }
}

/// For each row the promise that it is of word for word; each is taken once. That the rows are of one project is known; of a year they may be another.
fn exact(rows: &[&Promised], promises: &[Promise<'_>]) -> Vec<Option<usize>> {
    let Some(year) = promises.first().map(|own| own.year) else {
        return vec![None; rows.len()];
    };
    let rows: Vec<Remediation> = rows
        .iter()
        .map(|own| Remediation {
            year,
            project: None,
            ..own.row.clone()
        })
        .collect();
    let promises: Vec<Remediation> = promises
        .iter()
        .map(|own| Remediation {
            year,
            project: None,
            indicator: own.indicator.and_then(|name| name.parse().ok()),
            cause: Traced::reported(own.cause.to_owned()),
            remedy: Traced::reported(own.remedy.to_owned()),
            owner: own.owner.and_then(|name| name.parse().ok()),
            due: own.due,
            state: RemediationState::Open,
            progress: String::new(),
        })
        .collect();
    same_promises(&rows, &promises, SamePromise::OfOneProject)
}

/// Does a row name no other indicator than the promise?
fn is_of_one_indicator(promise: &Promise<'_>, row: &Promised) -> bool {
    let own = promise.indicator.map(normalise);
    let other = row.row.indicator.as_ref();
    let other = other.map(|name| normalise(name.as_str()));
    own.is_none() || other.is_none() || own == other
}

fn owner(row: &Promised) -> Option<&str> {
    row.row.owner.as_ref().map(jixiao_model::Name::as_str)
}

/// What the register says decides, unless it has the remedy as not done, or says nothing; then the strongest evidence does.
fn verdict(evidence: &[Evidence<'_>]) -> Verdict {
    let mut certainty = None;
    for own in evidence {
        let weight = match own {
            Evidence::Register {
                state: RemediationState::Done,
                ..
            } => return Verdict::Kept,
            Evidence::Register {
                state: RemediationState::Dropped,
                ..
            } => return Verdict::Dropped,
            Evidence::Register { is_past: true, .. } => Certainty::Certain,
            Evidence::Register { due: None, .. } | Evidence::PromisedAgain { .. } => {
                Certainty::Likely
            }
            Evidence::Register { .. } => return Verdict::NotDue,
            Evidence::CauseCameBack { .. } => Certainty::Possible,
            Evidence::ProjectGone | Evidence::NoRecord => continue,
        };
        certainty = certainty.max(Some(weight));
    }
    certainty.map_or(Verdict::Unknown, Verdict::NotKept)
}
