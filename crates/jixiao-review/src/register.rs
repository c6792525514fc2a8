//! The remediation register of a year (整改台账): what its explanations promise, beside what its register already holds.

use std::collections::BTreeMap;

use jixiao_model::{
    Deviation, Name, Remediation, RemediationState, SamePromise, Submission, normalise,
    same_promises, says_nothing,
};

/// The register of a submission's year.
///
/// Every remedy that a project or the department promises this year is a row: open, without a due date, owed by the project's 实施科室 (else
/// its 实施单位). Where the submission's own register speaks of the same promise (one project, one remedy, as two typists would have them),
/// the row has that one's owner, due date, state and progress, so that to make the register again changes nothing. All other rows of that
/// register are kept as they are: those of other years whatever their state, and those of this year that no explanation promises any more.
///
/// By year; within one, rows of projects in the order of their forms, then those of the unit as a whole, then those of projects that there are
/// none of this year.
pub fn register(submission: &Submission) -> Vec<Remediation> {
    let held = &submission.register;
    let all = promises(submission);
    let found = same_promises(
        all.iter().map(|(_, promise)| promise),
        held,
        SamePromise::OfOneProject,
    );
    let mut is_renewed = vec![false; held.len()];
    let mut rows: Vec<(Subject, Remediation)> = Vec::new();
    for ((subject, promise), found) in all.into_iter().zip(found) {
        let row = match found.and_then(|index| held.get(index)) {
            Some(held) => renewed(promise, held),
            None => promise,
        };
        if let Some(is_renewed) = found.and_then(|index| is_renewed.get_mut(index)) {
            *is_renewed = true;
        }
        rows.push((subject, row));
    }
    let subjects = Subjects::of(submission);
    let others = held.iter().zip(is_renewed);
    let others = others.filter(|(_, is_renewed)| !is_renewed);
    rows.extend(others.map(|(row, _)| (subjects.of_row(row), row.clone())));
    // Stable: what is of one year and one subject stays in its order.
    rows.sort_by_key(|(subject, row)| (row.year, *subject));
    rows.into_iter().map(|(_, row)| row).collect()
}

/// Whom a row is about, in the order of the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Subject {
    /// A project of this year, by its place among them.
    Project(usize),
    /// The unit as a whole.
    Unit,
    /// A project that there is none of this year.
    Former,
}

/// This year's projects by name.
struct Subjects(BTreeMap<String, usize>);

impl Subjects {
    fn of(submission: &Submission) -> Self {
        let names = submission.projects.iter().map(|form| &form.name.value);
        // Of several projects of one name, the first.
        let names = names.enumerate().rev();
        Self(names.map(|(index, name)| (plain(name), index)).collect())
    }

    fn of_row(&self, row: &Remediation) -> Subject {
        let Some(name) = &row.project else {
            return Subject::Unit;
        };
        let index = self.0.get(&plain(name));
        index.map_or(Subject::Former, |index| Subject::Project(*index))
    }
}

/// A name as two typists would have it.
fn plain(name: &Name) -> String {
    normalise(name.as_str())
}

/// What the explanations of a year promise.
fn promises(submission: &Submission) -> Vec<(Subject, Remediation)> {
    let mut all = Vec::new();
    for (index, form) in submission.projects.iter().enumerate() {
        let section = form.section.as_ref().map(|section| &section.value);
        let owner = section.or(form.implementer.as_ref());
        let project = Some(&form.name.value);
        let told = of_form(submission, &form.deviations, project, owner);
        all.extend(told.map(|promise| (Subject::Project(index), promise)));
    }
    let department = submission.department.iter();
    all.extend(department.flat_map(|form| {
        let told = of_form(submission, &form.deviations, None, None);
        told.map(|promise| (Subject::Unit, promise))
    }));
    all
}

/// What the explanations of one form promise.
fn of_form<'a>(
    submission: &'a Submission,
    deviations: &'a [Deviation],
    project: Option<&'a Name>,
    owner: Option<&'a Name>,
) -> impl Iterator<Item = Remediation> + 'a {
    let told = deviations
        .iter()
        .filter(|one| !says_nothing(&one.remedy.value));
    told.map(move |one| Remediation {
        year: submission.year,
        project: project.cloned(),
        indicator: one.indicator.clone(),
        cause: one.cause.clone(),
        remedy: one.remedy.clone(),
        owner: owner.cloned(),
        due: None,
        state: RemediationState::Open,
        progress: String::new(),
    })
}

/// A promise as the form words it, with what has become of it.
fn renewed(promise: Remediation, held: &Remediation) -> Remediation {
    Remediation {
        owner: held.owner.clone().or(promise.owner),
        due: held.due,
        state: held.state,
        progress: held.progress.clone(),
        ..promise
    }
}
