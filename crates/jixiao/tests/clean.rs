//! A dataset to which nobody could object, and to which no check does.
#![cfg(all(feature = "import", feature = "review"))]

use std::path::Path;

use jixiao::Assessment;
use jixiao::model::Lang;

#[test]
fn a_clean_dataset_yields_no_finding() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clean");
    let submission = jixiao::read(&[folder]).unwrap();
    assert_eq!(submission.projects.len(), 2);
    let assessment = Assessment::new(submission, None).unwrap();
    let findings = assessment.findings.iter();
    let said: Vec<_> = findings.map(|one| one.render(Lang::Chinese)).collect();
    assert!(said.is_empty(), "{said:#?}");
}
