//! Shows: asking a total how it came about, down to the file and line of every figure that was filled in.
//!
//! `cargo run -p jixiao-examples --example explain_a_total`

use jixiao::Assessment;
use jixiao::model::Lang;
use jixiao::scoring::explain::explain_project;

fn main() -> Result<(), jixiao::Error> {
    let submission = jixiao::read(&["examples/data/lanzhou-2023"])?;
    let assessment = Assessment::new(submission, None)?;
    let projects = &assessment.submission.projects;
    let scores = &assessment.evaluation.projects;
    if let Some((form, score)) = projects
        .iter()
        .zip(scores)
        .find(|(form, _)| form.number == 19)
    {
        let tree = explain_project(form, score, &assessment.policy);
        print!("{}", tree.render(Lang::Chinese));
    }
    Ok(())
}
