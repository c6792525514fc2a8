//! Shows: from a dataset to the annex tables, the report and the data file.
//!
//! `cargo run -p jixiao-examples --example export_annexes`

use std::path::Path;

use jixiao::Assessment;
use jixiao::export::{Format, files, write_files};

fn main() -> Result<(), jixiao::Error> {
    let submission = jixiao::read(&["examples/data/lanzhou-2023"])?;
    let assessment = Assessment::new(submission, None)?;
    let files = files(&assessment.outcome(), &Format::ALL, |name| {
        println!("{name}");
    })?;
    let written = write_files(Path::new("target/annexes"), &files)?;
    println!("{} files in target/annexes", written.len());
    Ok(())
}
