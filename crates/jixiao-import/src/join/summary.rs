//! A summary of results: its rows held against the forms of the projects.

use std::collections::{BTreeMap, BTreeSet};

use jixiao_model::{
    Bilingual, Claims, Deviation, Figure, FiscalYear, FundSources, Name, OverallGoal, ProjectForm,
    Remark, StatedFigure, Traced,
};

use super::projects::Candidate;
use super::{plain, stated, unpaired, year_of};
use crate::forms::{SummaryDraft, SummaryRow};
use crate::unit::Unit;

/// The shortest name that a slip of the pen does not make another's.
const LONG: usize = 6;

/// The most characters that a slip drops from a name.
const SLIP: usize = 2;

/// The most pairs of names that are compared letter by letter.
const MOST_COMPARED: usize = 1_000_000;

/// Gives each row of all summaries to its project: what it states to the review, what the form leaves open to the form. A row without a form
/// becomes a project of its own, since its money was handed in. Several summaries, a section's each or a page's, are one list.
pub(super) fn join(
    summaries: Vec<SummaryDraft>,
    all: &mut Vec<Candidate>,
    unit: &Unit,
    stated_figures: &mut Vec<StatedFigure>,
    remarks: &mut Vec<Remark>,
) {
    if summaries.is_empty() {
        return;
    }
    let mut rows: Vec<(SummaryRow, FiscalYear)> = Vec::new();
    for summary in summaries {
        let year = year_of(summary.year.as_ref(), unit.year, remarks);
        let told = summary.stated.into_iter().map(|one| stated(one, None));
        stated_figures.extend(told);
        rows.extend(summary.rows.into_iter().map(|row| (row, year)));
    }
    let forms = all.len();
    let owners = owners(&rows, all);
    let met: BTreeSet<usize> = owners.iter().flatten().copied().collect();
    for ((row, year), owner) in rows.into_iter().zip(owners) {
        if let Some(owner) = owner.and_then(|owner| all.get_mut(owner)) {
            give(row, owner, unit, remarks);
            continue;
        }
        if forms > 0 {
            remarks.push(no_form(&row.name));
        }
        all.push(alone(row, year, unit));
    }
    for (index, one) in all.iter().enumerate().take(forms) {
        if !met.contains(&index) {
            remarks.push(no_row(&one.form.name));
        }
    }
}

/// Which project each row is about: one of its name, else the only one left whose name differs by a slip of the pen.
fn owners(rows: &[(SummaryRow, FiscalYear)], all: &[Candidate]) -> Vec<Option<usize>> {
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, one) in all.iter().enumerate().rev() {
        by_name
            .entry(plain(&one.form.name.value))
            .or_default()
            .push(index);
    }
    let mut owners: Vec<Option<usize>> = rows
        .iter()
        .map(|(row, _)| by_name.get_mut(&plain(&row.name.value)).and_then(Vec::pop))
        .collect();
    let mut left: Vec<(String, usize)> = by_name
        .into_iter()
        .flat_map(|(name, indices)| indices.into_iter().map(move |index| (name.clone(), index)))
        .collect();
    let without: Vec<(&SummaryRow, &mut Option<usize>)> = rows
        .iter()
        .map(|(row, _)| row)
        .zip(&mut owners)
        .filter(|(_, owner)| owner.is_none())
        .collect();
    // So many names that fit nowhere are no slips of the pen, but another unit's.
    if without.len().saturating_mul(left.len()) > MOST_COMPARED {
        return owners;
    }
    for (row, owner) in without {
        let name = plain(&row.name.value);
        let mut alike = left
            .iter()
            .enumerate()
            .filter(|(_, (other, _))| is_slip(&name, other));
        if let (Some((at, (_, index))), None) = (alike.next(), alike.next()) {
            *owner = Some(*index);
            left.swap_remove(at);
        }
    }
    owners
}

/// Is one name the other with a character or two dropped in one place? An exchanged character makes another name: 文化馆, 图书馆.
fn is_slip(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let (short, long) = (one.len().min(other.len()), one.len().max(other.len()));
    let same = |pair: &(&char, &char)| pair.0 == pair.1;
    let before = one.iter().zip(&other).take_while(same).count();
    let behind = one
        .iter()
        .rev()
        .zip(other.iter().rev())
        .take_while(same)
        .count();
    let kept = before.saturating_add(behind).min(short);
    short >= LONG && kept == short && long.saturating_sub(short) <= SLIP
}

/// What a row says of the project of a form.
fn give(row: SummaryRow, owner: &mut Candidate, unit: &Unit, remarks: &mut Vec<Remark>) {
    let form = &mut owner.form;
    if plain(&row.name.value) != plain(&form.name.value) {
        remarks.push(other_spelling(&row.name, &form.name.value));
    }
    owner.in_summary = owner.in_summary.or(row.number);
    owner.stated.extend(row.stated);
    let known = [Some(&unit.who.name), form.implementer.as_ref()];
    let is_known = |section: &Traced<Name>| {
        let mut known = known.into_iter().flatten();
        known.any(|name| plain(name) == plain(&section.value))
    };
    let section = row.section.filter(|section| !is_known(section));
    form.section = form.section.take().or(section);
    if form.note.is_empty() {
        form.note = row.note;
    }
    if form.deviations.is_empty() {
        form.deviations = deviations(row.causes, row.remedies);
    }
}

/// A project of which only the row tells.
fn alone(row: SummaryRow, year: FiscalYear, unit: &Unit) -> Candidate {
    let is_unit = |section: &Traced<Name>| plain(&section.value) == plain(&unit.who.name);
    let open = || Traced {
        value: String::new(),
        source: row.name.source,
        place: row.name.place.clone(),
    };
    let form = ProjectForm {
        number: 0,
        year,
        supervisor: None,
        implementer: None,
        section: row.section.filter(|section| !is_unit(section)),
        funds: FundSources {
            fiscal: Some(row.funds),
            ..FundSources::default()
        },
        goal: OverallGoal {
            expected: open(),
            actual: open(),
        },
        indicators: Vec::new(),
        deviations: deviations(row.causes, row.remedies),
        claims: Claims {
            execution_points: None,
            total: row.total,
            grade: row.grade,
        },
        note: row.note,
        name: row.name,
    };
    let amounts = row.stated.into_iter().filter(|one| {
        // Its total and its grade are what the project claims; without indicators nothing can be held against them.
        one.figure == Figure::ProjectRate
    });
    Candidate {
        number: None,
        in_summary: row.number,
        in_sheet: None,
        form,
        stated: amounts.collect(),
    }
}

/// Causes and remedies of the project as a whole, those of one number together.
fn deviations(causes: Vec<Traced<String>>, remedies: Vec<Traced<String>>) -> Vec<Deviation> {
    let (mut causes, mut remedies) = (causes.into_iter(), remedies.into_iter());
    let mut told = Vec::new();
    loop {
        let (cause, remedy) = (causes.next(), remedies.next());
        if cause.is_none() && remedy.is_none() {
            return told;
        }
        told.push(Deviation {
            cause: cause.unwrap_or_default(),
            remedy: remedy.unwrap_or_default(),
            ..Deviation::default()
        });
    }
}

fn other_spelling(row: &Traced<Name>, form: &Name) -> Remark {
    unpaired(
        Bilingual::new(
            format!(
                "汇总表写作“{}”，自评表写作“{form}”，按同一项目计",
                row.value
            ),
            format!(
                "the summary writes \"{}\", the form \"{form}\"; taken as one project",
                row.value
            ),
        ),
        Bilingual::new("请统一项目名称", "write one name in both"),
        row,
    )
}

fn no_form(row: &Traced<Name>) -> Remark {
    unpaired(
        Bilingual::new(
            format!("没有读到汇总表中“{}”的自评表", row.value),
            format!(
                "no form of \"{}\", which the summary has, was read",
                row.value
            ),
        ),
        Bilingual::new(
            "请补上或改正这个项目的自评表，或核对项目名称",
            "add or mend its form, or check the name",
        ),
        row,
    )
}

fn no_row(form: &Traced<Name>) -> Remark {
    unpaired(
        Bilingual::new(
            format!("自评表“{}”没有列入汇总表", form.value),
            format!("the form \"{}\" is not in the summary", form.value),
        ),
        Bilingual::new(
            "请在汇总表中补上，或核对项目名称",
            "add it to the summary, or check the name",
        ),
        form,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_makes_no_other_project() {
        let cases = [
            ("兰州新综合保税区补助", "兰州新区综合保税区补助", true),
            ("图书馆免费开放经费", "图书馆免费开放费", true),
            ("图书馆免费开放经费", "文化馆免费开放经费", false),
            ("图书馆免费开放经费", "博物院夜间开放经费", false),
            ("甲项目", "乙项目", false),
        ];
        for (one, other, expected) in cases {
            assert_eq!(is_slip(one, other), expected, "{one} {other}");
            assert_eq!(is_slip(other, one), expected, "{other} {one}");
        }
    }
}
