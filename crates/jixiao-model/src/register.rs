//! The remediation register (整改台账): words for how a remedy stands, and which rows speak of one promise.

use alloc::collections::{BTreeMap, VecDeque};
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use crate::form::{FiscalYear, Remediation, RemediationState};
use crate::name::Name;
use crate::text::normalise;

impl RemediationState {
    /// The state whose id, term or synonym `text` is, however it is typed.
    ///
    /// ```
    /// use jixiao_model::RemediationState;
    /// assert_eq!(RemediationState::recognise("已 整改"), Some(RemediationState::Done));
    /// assert_eq!(RemediationState::recognise("看情况"), None);
    /// ```
    pub fn recognise(text: &str) -> Option<Self> {
        Some(match normalise(text).trim_end_matches('.') {
            "open" | "未开始" | "未整改" | "未启动" | "未落实" | "未完成" | "待整改" | "待落实"
            | "尚未开始" | "尚未整改" | "尚未启动" | "尚未完成" | "未开展" => {
                Self::Open
            }
            "under-way" | "整改中" | "进行中" | "正在整改" | "正在进行" | "正在推进" | "推进中"
            | "办理中" | "落实中" | "实施中" | "部分完成" | "部分整改" | "持续整改"
            | "持续推进" | "长期坚持" | "已启动" | "已开始" => Self::UnderWay,
            "done" | "已完成" | "完成" | "已整改" | "整改完成" | "已整改完成" | "已完成整改"
            | "整改到位" | "已整改到位" | "已落实" | "落实到位" | "已办结" | "办结" | "已销号"
            | "销号" => Self::Done,
            "dropped" | "已取消" | "取消" | "已终止" | "终止" | "已撤销" | "不再执行"
            | "不再实施" | "无需整改" | "不需整改" => Self::Dropped,
            _ => return None,
        })
    }
}

impl Remediation {
    /// Is its due date (完成时限) past once `year` is over: on 31 December of that year or before? Never without one; whether it is done does not count.
    pub fn is_past(&self, year: FiscalYear) -> bool {
        self.due.is_some_and(|due| year.has_passed(due))
    }
}

/// What two rows must agree in to speak of one promise; year, project and remedy always count, as two typists would have them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SamePromise {
    /// In the indicator as well.
    OfOneIndicator,
    /// In nothing else: a row may name another indicator, or none.
    OfOneProject,
}

/// For each of `rows` the index in `others` of the row that speaks of the same promise; each is taken once.
///
/// Two projects may bear one name, and a project may promise one thing for several indicators: rows that agree in more go first (indicator,
/// cause and owner; indicator and cause; indicator; nothing more), and those that agree alike are taken in their order.
pub fn same_promises<'a>(
    rows: impl IntoIterator<Item = &'a Remediation>,
    others: impl IntoIterator<Item = &'a Remediation>,
    same: SamePromise,
) -> Vec<Option<usize>> {
    let rows: Vec<&Remediation> = rows.into_iter().collect();
    let others: Vec<&Remediation> = others.into_iter().collect();
    let mut found = vec![None; rows.len()];
    let mut taken = vec![false; others.len()];
    let steps: [fn(&Remediation) -> Vec<String>; 4] = [
        |row| {
            vec![
                plain(row.indicator.as_ref()),
                normalise(&row.cause.value),
                plain(row.owner.as_ref()),
            ]
        },
        |row| vec![plain(row.indicator.as_ref()), normalise(&row.cause.value)],
        |row| vec![plain(row.indicator.as_ref())],
        |_| Vec::new(),
    ];
    let count = match same {
        SamePromise::OfOneIndicator => 3,
        SamePromise::OfOneProject => 4,
    };
    for further in steps.into_iter().take(count) {
        pair(&rows, &others, further, &mut found, &mut taken);
    }
    found
}

/// Pairs what is left of both sides where year, project, remedy and these further texts agree.
fn pair(
    rows: &[&Remediation],
    others: &[&Remediation],
    further: fn(&Remediation) -> Vec<String>,
    found: &mut [Option<usize>],
    taken: &mut [bool],
) {
    let key = |row: &Remediation| {
        let remedy = normalise(&row.remedy.value);
        (row.year, plain(row.project.as_ref()), remedy, further(row))
    };
    let mut free: BTreeMap<Key, VecDeque<usize>> = BTreeMap::new();
    let left = others.iter().enumerate().zip(taken.iter());
    for ((index, other), _) in left.filter(|(_, taken)| !**taken) {
        free.entry(key(other)).or_default().push_back(index);
    }
    if free.is_empty() {
        return;
    }
    let left = rows.iter().zip(found.iter_mut());
    for (row, found) in left.filter(|(_, found)| found.is_none()) {
        *found = free.get_mut(&key(row)).and_then(VecDeque::pop_front);
        if let Some(taken) = found.and_then(|index| taken.get_mut(index)) {
            *taken = true;
        }
    }
}

/// Year, project, remedy, and what else must agree.
type Key = (FiscalYear, String, String, Vec<String>);

/// A name as two typists would have it; empty for none, as no name is.
fn plain(name: Option<&Name>) -> String {
    name.map_or_else(String::new, |name| normalise(name.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::Traced;

    /// `project/indicator/cause/remedy/owner`, `-` for none.
    fn row(text: &str) -> Remediation {
        let parts: Vec<&str> = text.split('/').collect();
        let name = |at: usize| (parts[at] != "-").then(|| parts[at].parse().unwrap());
        Remediation {
            year: FiscalYear::try_from(2023).unwrap(),
            project: name(0),
            indicator: name(1),
            cause: Traced::reported(parts[2].into()),
            remedy: Traced::reported(parts[3].into()),
            owner: name(4),
            due: None,
            state: RemediationState::Open,
            progress: String::new(),
        }
    }

    fn pairs(rows: &[&str], others: &[&str], same: SamePromise) -> Vec<Option<usize>> {
        let [rows, others] = [rows, others].map(|all| all.iter().map(|one| row(one)).collect());
        let (rows, others): (Vec<_>, Vec<_>) = (rows, others);
        same_promises(&rows, &others, same)
    }

    /// Rows, others, in what they must agree, and which of the others each is paired with.
    type Case = (
        &'static [&'static str],
        &'static [&'static str],
        SamePromise,
        &'static [Option<usize>],
    );

    #[test]
    fn what_agrees_in_more_goes_first_and_nothing_is_taken_twice() {
        use SamePromise::{OfOneIndicator, OfOneProject};
        let one = OfOneIndicator;
        let cases: [Case; 9] = [
            (&["甲/-/因/措/-"], &["甲/-/因/措/-"], one, &[Some(0)]),
            // As two typists would have it.
            (
                &["甲 A/-/因/措 施。/-"],
                &["甲Ａ/-/因/措施./科"],
                one,
                &[Some(0)],
            ),
            // Two projects of one name are told apart by their sections, then by their order.
            (
                &["甲/-/因/措/文化科", "甲/-/因/措/体育科"],
                &["甲/-/因/措/体育科", "甲/-/因/措/文化科"],
                one,
                &[Some(1), Some(0)],
            ),
            (
                &["甲/-/因/措/-", "甲/-/因/措/-", "甲/-/因/措/-"],
                &["甲/-/因/措/-", "甲/-/因/措/-"],
                one,
                &[Some(0), Some(1), None],
            ),
            // The first row would take what the second agrees with in more.
            (
                &["甲/-/改过的因/措/-", "甲/-/因/措/-"],
                &["甲/-/因/措/-", "甲/-/别因/措/-"],
                one,
                &[Some(1), Some(0)],
            ),
            (&["甲/数量/因/措/-"], &["甲/质量/因/措/-"], one, &[None]),
            (
                &["甲/数量/因/措/-"],
                &["甲/质量/因/措/-"],
                OfOneProject,
                &[Some(0)],
            ),
            (&["甲/-/因/措/-"], &["乙/-/因/措/-"], OfOneProject, &[None]),
            (&["-/-/因/措/-"], &["甲/-/因/措/-"], OfOneProject, &[None]),
        ];
        for (rows, others, same, expected) in cases {
            assert_eq!(pairs(rows, others, same), expected, "{rows:?} {others:?}");
        }
    }

    #[test]
    fn the_last_day_of_a_year_is_past_with_it() {
        let year = FiscalYear::try_from(2024).unwrap();
        for (due, is_past) in [
            (Some("2023-06-30"), true),
            (Some("2024-12-31"), true),
            (Some("2025-01-01"), false),
            (None, false),
        ] {
            let mut row = row("甲/-/因/措/-");
            row.due = due.map(|due| due.parse().unwrap());
            assert_eq!(row.is_past(year), is_past, "{due:?}");
        }
    }

    #[test]
    fn another_year_is_another_promise() {
        let [this, mut last] = [row("甲/-/因/措/-"), row("甲/-/因/措/-")];
        last.year = FiscalYear::try_from(2022).unwrap();
        let found = same_promises([&this], &[last], SamePromise::OfOneProject);
        assert_eq!(found, [None]);
    }

    #[test]
    fn states_are_known_by_id_term_and_synonym() {
        for state in RemediationState::ALL {
            assert_eq!(RemediationState::recognise(state.id()), Some(state));
            assert_eq!(RemediationState::recognise(state.term()), Some(state));
        }
        let cases = [
            ("已 整改。", Some(RemediationState::Done)),
            ("完成", Some(RemediationState::Done)),
            ("进行中", Some(RemediationState::UnderWay)),
            ("未整改", Some(RemediationState::Open)),
            ("无需整改", Some(RemediationState::Dropped)),
            ("", None),
            ("完成一半", None),
        ];
        for (text, state) in cases {
            assert_eq!(RemediationState::recognise(text), state, "{text}");
        }
    }
}
