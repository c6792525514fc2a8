//! Any text is read as a dataset, or refused with every problem at a place in it.
//!
//! The first byte says how it is read: even as TOML, odd as JSON. The rest is the text.
#![no_main]

use jixiao_import::{ImportError, MAX_PROBLEMS, MAX_PROJECTS, read_texts};
use jixiao_model::{Lang, Submission};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((format, text)) = data.split_first() else {
        return;
    };
    let Ok(text) = str::from_utf8(text) else {
        return;
    };
    let name = if format % 2 == 0 { "a.toml" } else { "a.json" };
    match read_texts(&[(name, text)]) {
        Ok(submission) => whole(&submission),
        Err(error) => told(&error),
    }
});

/// What is read has something in it, and no two projects bear one number.
fn whole(submission: &Submission) {
    assert!(!submission.projects.is_empty() || submission.department.is_some());
    assert!(submission.projects.len() <= MAX_PROJECTS);
    assert!(submission.projects.is_sorted_by(|a, b| a.number < b.number));
    for project in &submission.projects {
        assert!(!project.name.value.as_str().is_empty());
        let _ = (
            project.funds.initial(),
            project.funds.budget(),
            project.funds.executed(),
        );
    }
}

/// What is refused says why, in both languages.
fn told(error: &ImportError) {
    let problems = error.problems();
    assert!(!problems.is_empty() && problems.len() <= MAX_PROBLEMS + 1);
    for language in [Lang::Chinese, Lang::English] {
        assert!(!error.render(language).is_empty());
        assert!(
            problems
                .iter()
                .all(|problem| !problem.render(language).is_empty())
        );
    }
}
