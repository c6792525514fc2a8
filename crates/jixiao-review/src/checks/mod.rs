//! The checks: one pair of files each, the function and the page that tells it.

use jixiao_model::{DepartmentForm, Indicator, ProjectForm};
use jixiao_scoring::FormScore;

use crate::{Finding, Subject};

pub mod claims;
pub mod department_parts;
pub mod no_rate;
pub mod project_rates;
pub mod project_spending;
pub mod stated;
pub mod unscored;
pub mod unspent;
pub mod weights;

/// A check: adds what it objects to.
pub type Check = fn(&Subject<'_>, &mut Vec<Finding>);

/// All of them, in the order of their codes.
pub const ALL: &[Check] = &[
    weights::check,
    unscored::check,
    no_rate::check,
    claims::check,
    stated::check,
    department_parts::check,
    project_spending::check,
    project_rates::check,
    unspent::check,
];

/// A form of either kind with its score: what most checks look at.
struct Form<'a> {
    /// The project's name; none for the department's form.
    project: Option<&'a ProjectForm>,
    department: Option<&'a DepartmentForm>,
    indicators: &'a [Indicator],
    score: &'a FormScore,
}

impl Form<'_> {
    fn name(&self) -> Option<String> {
        self.project.map(|form| form.name.value.to_string())
    }
}

/// Every form of the submission, the projects first.
fn forms<'a>(subject: &Subject<'a>) -> impl Iterator<Item = Form<'a>> {
    let projects = subject
        .submission
        .projects
        .iter()
        .zip(&subject.evaluation.projects)
        .map(|(form, score)| Form {
            project: Some(form),
            department: None,
            indicators: &form.indicators,
            score,
        });
    let department = subject
        .submission
        .department
        .iter()
        .zip(&subject.evaluation.department)
        .map(|(form, score)| Form {
            project: None,
            department: Some(form),
            indicators: &form.indicators,
            score: &score.form,
        });
    projects.chain(department)
}
