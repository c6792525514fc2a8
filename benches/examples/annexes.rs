//! Writes the annexes of a generated unit into a folder, or reads them back, once, and tells how long it took: for `time -v`, and for
//! other programs to be measured on the same files.
//!
//! `cargo run --profile bench -p jixiao-benches --example annexes -- write FOLDER [PROJECTS]`, then `… -- read FOLDER`

use std::path::Path;
use std::time::Instant;

use jixiao_benches::{annexes, submission};
use jixiao_export::write_files;
use jixiao_import::read_dataset;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match *arguments {
        ["write", folder] => write(folder, 1_000),
        ["write", folder, projects] => write(folder, projects.parse()?),
        ["read", folder] => read(folder),
        _ => Err("usage: annexes write FOLDER [PROJECTS] | annexes read FOLDER".into()),
    }
}

fn write(folder: &str, projects: u32) -> Result<(), Box<dyn std::error::Error>> {
    let submission = submission(projects);
    let start = Instant::now();
    let files = annexes(&submission);
    write_files(Path::new(folder), &files)?;
    let seconds = start.elapsed().as_secs_f64();
    println!("wrote {projects} projects in {seconds:.2} s");
    Ok(())
}

fn read(folder: &str) -> Result<(), Box<dyn std::error::Error>> {
    let start = Instant::now();
    let submission = read_dataset(&[folder])?;
    let seconds = start.elapsed().as_secs_f64();
    let forms = submission.projects.iter();
    let indicators: usize = forms.map(|form| form.indicators.len()).sum();
    println!(
        "read {} projects, {indicators} indicators, {} form of the department in {seconds:.2} s; {} remarks",
        submission.projects.len(),
        if submission.department.is_some() {
            "a"
        } else {
            "no"
        },
        submission.remarks.len(),
    );
    Ok(())
}
