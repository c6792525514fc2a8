//! What the catalogue's matcher reads in a submission's explanations, read once for all checks.

use jixiao_catalogue::{Catalogue, Classification};
use jixiao_model::{Deviation, Submission};

/// One reading for each deviation, in the order of the forms.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Explanations {
    /// Of the projects, form for form.
    pub projects: Vec<Vec<Classification>>,
    /// Of the department's form.
    pub department: Vec<Classification>,
}

impl Explanations {
    /// Reads them all.
    pub fn read(submission: &Submission, catalogue: &Catalogue) -> Self {
        let read = |deviations: &[Deviation]| -> Vec<Classification> {
            let one =
                |one: &Deviation| catalogue.classify_parts(&one.cause.value, &one.remedy.value);
            deviations.iter().map(one).collect()
        };
        let department = submission.department.as_ref();
        Self {
            projects: submission
                .projects
                .iter()
                .map(|form| read(&form.deviations))
                .collect(),
            department: department.map_or_else(Vec::new, |form| read(&form.deviations)),
        }
    }
}
