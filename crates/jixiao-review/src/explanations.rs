//! What the catalogue's matcher reads in a submission's explanations, read once for all checks.

use std::collections::HashMap;

use jixiao_catalogue::{Catalogue, Classification};
use jixiao_model::{Deviation, Submission};

use crate::cores;

/// One reading for each deviation, in the order of the forms.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Explanations {
    /// Of the projects, form for form.
    pub projects: Vec<Vec<Classification>>,
    /// Of the department's form.
    pub department: Vec<Classification>,
}

/// So many are read at a time: fewer are not worth a thread.
const AT_A_TIME: usize = 64;

impl Explanations {
    /// Reads them all, on all cores where they are many.
    pub fn read(submission: &Submission, catalogue: &Catalogue) -> Self {
        let department = submission.department.as_ref();
        let department = department.map_or(&[][..], |form| &form.deviations);
        let forms = submission.projects.iter();
        let of_projects = forms.clone().flat_map(|form| &form.deviations);
        let all: Vec<&Deviation> = of_projects.chain(department).collect();
        let mut readings = readings(&all, catalogue).into_iter();
        let mut next = |count: usize| readings.by_ref().take(count).collect();
        Self {
            projects: forms.map(|form| next(form.deviations.len())).collect(),
            department: next(department.len()),
        }
    }
}

/// What is read in each. Copies are common: what says the same is read once.
fn readings(all: &[&Deviation], catalogue: &Catalogue) -> Vec<Classification> {
    let mut firsts: HashMap<(&str, &str), usize> = HashMap::with_capacity(all.len());
    let mut own: Vec<(&str, &str)> = Vec::with_capacity(all.len());
    let mut like: Vec<usize> = Vec::with_capacity(all.len());
    for (at, one) in all.iter().enumerate() {
        let words = (one.cause.value.as_str(), one.remedy.value.as_str());
        let first = *firsts.entry(words).or_insert(at);
        if first == at {
            own.push(words);
        }
        like.push(first);
    }
    let parts: Vec<&[(&str, &str)]> = own.chunks(AT_A_TIME).collect();
    let read = cores::map(&parts, |part| -> Vec<Classification> {
        let words = part.iter();
        words
            .map(|(cause, remedy)| catalogue.classify_parts(cause, remedy))
            .collect()
    });
    let mut read = read.into_iter().flatten();
    let mut readings: Vec<Classification> = Vec::with_capacity(all.len());
    for (at, first) in like.into_iter().enumerate() {
        let reading = match readings.get(first) {
            Some(reading) if first != at => Some(reading.clone()),
            _ => read.next(),
        };
        readings.extend(reading);
    }
    readings
}

#[cfg(test)]
mod tests {
    use jixiao_model::Traced;

    use super::*;

    #[test]
    fn each_has_its_own_reading_be_it_a_copy_or_not() {
        let told = [
            ("施工单位未开具发票。", "督促开票。"),
            ("人手不足。", ""),
            ("施工单位未开具发票。", "督促开票。"),
            ("施工单位未开具发票。", "人手不足。"),
            ("", "督促开票。"),
            ("人手不足。", ""),
        ];
        // So many that they are read in parts.
        let deviations: Vec<Deviation> = (0..AT_A_TIME * 3)
            .flat_map(|at| {
                let numbered = (format!("第{at}批汛期停工。"), String::new());
                let told = told.map(|(cause, remedy)| (cause.to_string(), remedy.to_string()));
                told.into_iter().chain([numbered])
            })
            .map(|(cause, remedy)| Deviation {
                cause: Traced::reported(cause),
                remedy: Traced::reported(remedy),
                ..Deviation::default()
            })
            .collect();
        let catalogue = Catalogue::builtin().unwrap();
        let all: Vec<&Deviation> = deviations.iter().collect();
        let alone = all
            .iter()
            .map(|one| catalogue.classify_parts(&one.cause.value, &one.remedy.value));
        let alone: Vec<Classification> = alone.collect();
        assert_eq!(readings(&all, &catalogue), alone);
        assert_eq!(alone[0].cause_codes(), ["P1"]);
        assert_eq!(alone[1].cause_codes(), ["C1"]);
    }
}
