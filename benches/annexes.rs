//! The annexes of a unit as files.

use jixiao_export::{Format, Outcome, OutputFile, PointsShown, files};
use jixiao_model::Submission;
use jixiao_review::catalogue::Catalogue;
use jixiao_review::{Explanations, review};
use jixiao_scoring::evaluate;
use jixiao_scoring::policy::Policy;

/// Evaluates and reviews a submission, and hands the outcome on.
///
/// # Panics
/// Where the submission cannot be evaluated.
pub fn with_outcome<T>(submission: &Submission, then: impl FnOnce(&Outcome<'_>) -> T) -> T {
    let policy = Policy::mof_2020().unwrap();
    let evaluation = evaluate(submission, &policy).unwrap();
    let catalogue = Catalogue::builtin().unwrap();
    let explanations = Explanations::read(submission, &catalogue);
    let findings = review(submission, &evaluation, &policy, &catalogue);
    then(&Outcome {
        submission,
        policy: &policy,
        evaluation: &evaluation,
        explanations: &explanations,
        findings: &findings,
        points: PointsShown::Computed,
    })
}

/// The annexes (附表1–3) of a submission as workbooks.
///
/// # Panics
/// Where they cannot be written.
pub fn annexes(submission: &Submission) -> Vec<OutputFile> {
    with_outcome(submission, |outcome| {
        files(outcome, &[Format::Xlsx], |_| {}).unwrap()
    })
}
