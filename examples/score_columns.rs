//! Shows: rows of a file, one indicator each, to a result a project and a roll-up of departments.
//!
//! `cargo run -p jixiao-examples --example score_columns`

use std::error::Error;
use std::path::Path;

use jixiao::batch::{Job, score_files};
use jixiao::scoring::policy::Policy;

/// The last row lacks its actual: it is told, and its project gets no total.
const ROWS: &str = "\
department_id,project_id,budget,executed,kind,target,actual,weight
商务局,1,20.32,20.3055,0,300,285,90
商务局,2,100,50,0,95,93,40
商务局,2,100,50,1,90,99,50
文旅局,3,40,38,0,100,,90
";

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new("target/columns");
    std::fs::create_dir_all(folder)?;
    let rows = folder.join("rows.csv");
    std::fs::write(&rows, ROWS)?;

    let out = folder.join("scores.parquet");
    let mut job = Job::new(vec![rows], out, Policy::mof_2020()?);
    job.by = Some(("department_id".into(), folder.join("departments.parquet")));
    let summary = score_files(&job, &())?;

    for (department, projects) in &summary.by {
        let mean = projects.mean(2).map_or("—".into(), |mean| mean.to_string());
        println!(
            "{department}：项目 {} 个，未评分 {} 个，平均分 {mean}",
            projects.projects, projects.rejected
        );
    }
    print!(
        "{}",
        std::fs::read_to_string(&job.rejects)?.trim_start_matches('\u{feff}')
    );
    Ok(())
}
