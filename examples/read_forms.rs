//! Shows: forms as clerks fill them, in a document, a workbook and a list, read into one submission in which every value knows its cell.
//!
//! `cargo run -p jixiao-examples --example read_forms`

use jixiao::Assessment;
use jixiao::model::Lang;

fn main() -> Result<(), jixiao::Error> {
    let submission = jixiao::read(&["examples/data/county-2023"])?;
    for form in &submission.projects {
        println!("{} {}", form.number, form.name.value);
        for indicator in form.indicators.iter().take(2) {
            if let Some(place) = &indicator.actual.place {
                let (name, actual) = (&indicator.name.value, &indicator.actual.value);
                println!("  {name} {actual} @ {}", place.brief());
            }
        }
    }
    // What the forms claim is held against what follows.
    let assessment = Assessment::new(submission, None)?;
    for finding in assessment.findings.iter().take(3) {
        println!("{}", finding.render(Lang::Chinese));
    }
    Ok(())
}
