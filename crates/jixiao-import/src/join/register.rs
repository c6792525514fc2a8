//! The remediation register (整改台账): the rows of all texts and tables, each promise once.

use std::collections::BTreeMap;

use jixiao_keyed::{Problem, ProblemKind, Problems};
use jixiao_model::{
    Bilingual, FiscalYear, Locator, Name, Place, Remark, Remediation, SamePromise, normalise,
    same_promises,
};

use super::{plain, unclear};
use crate::MAX_REGISTER;
use crate::dataset::spoken;

/// Joins registers, those of texts first. A promise that several of them hold, since one was carried on from the other, is one row: the one that was
/// read first, and what it leaves open the others fill. Where another says otherwise of it, a remark tells so. What one register holds twice stays
/// twice: two projects may bear one name.
pub(super) fn join(
    registers: impl IntoIterator<Item = Vec<Remediation>>,
    year: FiscalYear,
    problems: &Problems,
    remarks: &mut Vec<Remark>,
) -> Option<Vec<Remediation>> {
    let mut all = Register::default();
    for register in registers {
        all.take(register, remarks);
        if all.rows.len() > MAX_REGISTER {
            problems.push(too_many());
            return None;
        }
    }
    remarks.extend(later(&all.rows, year));
    Some(all.rows)
}

/// What is remarked where rows were promised in a later year than that of the self-evaluation: at the first of them.
fn later(rows: &[Remediation], year: FiscalYear) -> Option<Remark> {
    let mut later = rows.iter().filter(|row| row.year > year);
    let first = later.next()?;
    let count = later.count().saturating_add(1);
    let (found, year) = (first.year.number(), year.number());
    Some(unclear(
        Bilingual::new(
            format!(
                "整改台账的提出年度为 {found}，晚于自评年度 {year}（共 {count} 行晚于自评年度）"
            ),
            format!(
                "a row of the register was promised in {found}, after the year of the self-evaluation, {year} (rows after it: {count})"
            ),
        ),
        Bilingual::new(
            "请核对提出年度，以后年度的行请移出",
            "check the year; take out rows of later years",
        ),
        &first.remedy,
    ))
}

/// What rows of one promise share at least.
type Key = (FiscalYear, Option<String>, Option<String>, String);

#[derive(Default)]
struct Register {
    rows: Vec<Remediation>,
    /// Where rows of a key stand: only those are compared.
    by_key: BTreeMap<Key, Vec<usize>>,
}

impl Register {
    fn take(&mut self, register: Vec<Remediation>, remarks: &mut Vec<Remark>) {
        let mut keys: Vec<Key> = register.iter().map(key).collect();
        keys.sort();
        keys.dedup();
        let held = keys.iter().filter_map(|key| self.by_key.get(key));
        let mut held: Vec<usize> = held.flatten().copied().collect();
        held.sort_unstable();
        let rows = held.iter().filter_map(|index| self.rows.get(*index));
        let found = same_promises(&register, rows, SamePromise::OfOneIndicator);
        for (row, found) in register.into_iter().zip(found) {
            let index = found.and_then(|found| held.get(found));
            match index.and_then(|index| self.rows.get_mut(*index)) {
                Some(first) => remarks.extend(fill_up(first, row)),
                None => self.add(row),
            }
        }
    }

    fn add(&mut self, row: Remediation) {
        let index = self.rows.len();
        self.by_key.entry(key(&row)).or_default().push(index);
        self.rows.push(row);
    }
}

fn key(row: &Remediation) -> Key {
    let project = row.project.as_ref().map(plain);
    let indicator = row.indicator.as_ref().map(plain);
    (row.year, project, indicator, normalise(&row.remedy.value))
}

/// Fills what a row leaves open with what another says of the same promise; a remark where the two contradict one another.
fn fill_up(first: &mut Remediation, row: Remediation) -> Option<Remark> {
    let contradicts = contradicts(&row, first).then(|| differs(&row, first));
    first.owner = first.owner.take().or(row.owner);
    first.due = first.due.or(row.due);
    if first.cause.value.is_empty() {
        first.cause = row.cause;
    }
    if first.progress.is_empty() {
        first.progress = row.progress;
    }
    contradicts
}

/// Does a row say otherwise than the first, where both say something?
fn contradicts(row: &Remediation, first: &Remediation) -> bool {
    fn differ<T: PartialEq>(one: Option<T>, other: Option<T>) -> bool {
        matches!((one, other), (Some(one), Some(other)) if one != other)
    }
    let name = |name: Option<&Name>| name.map(plain);
    let text = |text: &str| Some(normalise(text)).filter(|text| !text.is_empty());
    row.state != first.state
        || differ(row.due, first.due)
        || differ(name(row.owner.as_ref()), name(first.owner.as_ref()))
        || differ(text(&row.cause.value), text(&first.cause.value))
        || differ(text(&row.progress), text(&first.progress))
}

fn differs(row: &Remediation, first: &Remediation) -> Remark {
    let at = first.remedy.place.as_deref();
    let at = at.map_or_else(|| Bilingual::new("", ""), at_place);
    let (state, taken) = (row.state.term(), first.state.term());
    let (zh, en) = if row.state == first.state {
        (String::new(), String::new())
    } else {
        (
            format!("（这里为“{state}”，那里为“{taken}”）"),
            format!(" ({state} here, {taken} there)"),
        )
    };
    unclear(
        Bilingual::new(
            format!("两份整改台账都有这项措施，内容不同{zh}，按 {} 计", at.zh),
            format!(
                "two registers hold this remedy and differ in it{en}; that at {} is taken",
                at.en
            ),
        ),
        Bilingual::new(
            "请只留填写最新的一份台账，或把两处改为一致",
            "keep the latest register only, or write the same in both",
        ),
        &row.remedy,
    )
}

/// A place in the middle of a sentence; of a table its cell as well.
fn at_place(place: &Place) -> Bilingual {
    match &place.locator {
        Locator::Cell { .. } => Bilingual::new(place.to_string(), place.to_string()),
        _ => spoken(place),
    }
}

fn too_many() -> Problem {
    let message = Bilingual::new(
        format!("整改台账超过 {MAX_REGISTER} 行"),
        format!("the registers hold more than {MAX_REGISTER} rows"),
    );
    let mend = Bilingual::new(
        "请删去早年已完成的措施",
        "delete what was done in early years",
    );
    Problem::new(ProblemKind::TooLarge, Place::file("数据集"), message).with_mend(mend)
}
