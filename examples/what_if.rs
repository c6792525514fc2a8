//! Shows: what becomes of totals and grades when some values are replaced; the dataset itself stays as it is.
//!
//! `cargo run -p jixiao-examples --example what_if`

use jixiao::Assessment;
use jixiao::model::Speak;
use jixiao::what_if::{Change, WhatIf};

fn main() -> Result<(), jixiao::Error> {
    let submission = jixiao::read(&["examples/data/lanzhou-2023"])?;
    let before = Assessment::new(submission, None)?;
    let changes = [
        Change::parse("18/游客满意度.actual=80%")?,
        Change::parse("部门.three_public.abroad.spent=8")?,
    ];
    let what_if = WhatIf::new(before, &changes)?;
    for change in what_if.changes() {
        println!(
            "{} {}：{} → {}",
            change.form.name(&what_if.before.submission).zh,
            change.subject.speak().zh,
            change.before.speak().zh,
            change.after.speak().zh
        );
    }
    Ok(())
}
