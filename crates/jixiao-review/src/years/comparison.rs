//! The whole comparison.

use std::collections::BTreeSet;

use super::causes::{CameBack, Told, came_back};
use super::matching::{Likeness, matched};
use super::note::Note;
use super::promises::{Promise, promises};
use super::side_by_side::{self, Change, SideBySide};
use super::year::{ProjectYear, Year};

/// Two evaluations side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison<'a> {
    /// The old evaluation.
    pub old: &'a Year,
    /// The new one.
    pub new: &'a Year,
    /// What has to be known beforehand.
    pub notes: Vec<Note>,
    /// The department's figures; none where neither has its form.
    pub department: Vec<SideBySide>,
    /// The figures of all projects together.
    pub summary: Vec<SideBySide>,
    /// The projects that both have, in the order of the old.
    pub pairs: Vec<ProjectPair<'a>>,
    /// 取消的项目: those that only the old one has.
    pub gone: Vec<&'a ProjectYear>,
    /// 新增的项目: those that only the new one has.
    pub come: Vec<&'a ProjectYear>,
    /// Causes that came back: first the unit's, then by project. Empty where both are of one year.
    pub causes: Vec<CameBack<'a>>,
    /// The remedies that the old one promised. Empty where the new one is not of a later year.
    pub promises: Vec<Promise<'a>>,
}

/// A project of both evaluations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectPair<'a> {
    /// As it was.
    pub old: &'a ProjectYear,
    /// As it is.
    pub new: &'a ProjectYear,
    /// How it was known again.
    pub likeness: Likeness,
    /// Its figures.
    pub figures: Vec<SideBySide>,
}

impl ProjectPair<'_> {
    /// Does the name, or any of its figures, differ?
    pub fn differs(&self) -> bool {
        self.likeness != Likeness::SameName
            || self.figures.iter().any(|own| own.change() != Change::None)
    }
}

impl<'a> Comparison<'a> {
    /// Compares two evaluations.
    pub fn of(old: &'a Year, new: &'a Year) -> Self {
        let found = matched(old, new);
        let matched_new: BTreeSet<usize> = found.iter().map(|(_, new, _)| *new).collect();
        let matched_old: BTreeSet<usize> = found.iter().map(|(old, ..)| *old).collect();
        let pairs: Vec<ProjectPair<'a>> = found
            .iter()
            .filter_map(|(one, other, likeness)| {
                let (old, new) = (old.projects.get(*one)?, new.projects.get(*other)?);
                Some(ProjectPair {
                    old,
                    new,
                    likeness: *likeness,
                    figures: side_by_side::of_project(old, new),
                })
            })
            .collect();
        let both: Vec<[&ProjectYear; 2]> = pairs.iter().map(|pair| [pair.old, pair.new]).collect();
        Self {
            old,
            new,
            notes: Note::of(old, new),
            department: side_by_side::of_department(
                old.department.as_ref(),
                new.department.as_ref(),
            ),
            summary: side_by_side::of_summary(&old.summary, &new.summary),
            gone: others(&old.projects, &matched_old),
            come: others(&new.projects, &matched_new),
            causes: if old.year == new.year {
                Vec::new()
            } else {
                all_causes(old, new, &both)
            },
            promises: if new.year > old.year {
                promises([old, new], &both)
            } else {
                Vec::new()
            },
            pairs,
        }
    }

    /// Are both of one year, before and after a correction, say? Then nothing speaks of years.
    pub fn is_of_one_year(&self) -> bool {
        self.old.year == self.new.year
    }
}

fn others<'a>(projects: &'a [ProjectYear], matched: &BTreeSet<usize>) -> Vec<&'a ProjectYear> {
    let others = projects.iter().enumerate();
    let others = others.filter(|(index, _)| !matched.contains(index));
    others.map(|(_, project)| project).collect()
}

fn all_causes<'a>(
    old: &'a Year,
    new: &'a Year,
    pairs: &[[&'a ProjectYear; 2]],
) -> Vec<CameBack<'a>> {
    let mut found = Vec::new();
    if let (Some(old), Some(new)) = (&old.department, &new.department) {
        found.extend(came_back(None, &old.explained, &Told::of(&new.explained)));
    }
    for [old, new] in pairs {
        // Most projects have nothing to explain.
        if !old.explained.is_empty() && !new.explained.is_empty() {
            let told = Told::of(&new.explained);
            found.extend(came_back(Some([*old, *new]), &old.explained, &told));
        }
    }
    found
}
