//! Indicators of a province as partitioned Parquet, from formulas: the same numbers on every run.

use std::error::Error;
use std::path::Path;

use datafusion::prelude::{SessionConfig, SessionContext};

/// Ten indicators a project: seven floors, two ceilings and a level, of 9 points each. The numbers of a project depend on its id alone.
fn rows(first: u64, last: u64) -> String {
    format!(
        "SELECT project_id, project_id % 97 AS department_id,
            budget, CAST(budget * executed AS DECIMAL(18, 4)) AS executed,
            CAST(CASE WHEN nth < 7 THEN 0 WHEN nth < 9 THEN 1 ELSE 2 END AS TINYINT) AS kind,
            CAST(CASE WHEN nth < 9 THEN target END AS DECIMAL(18, 2)) AS target,
            CAST(CASE WHEN nth < 9 THEN target * share ELSE share * 62.5 END AS DECIMAL(18, 2)) AS actual,
            CAST(9 AS DECIMAL(4, 1)) AS weight
        FROM (
            SELECT project_id, nth,
                CAST(project_id * 7919 % 900000 + 100 AS DECIMAL(18, 4)) AS budget,
                CAST(project_id * 104729 % 10001 AS DECIMAL(9, 0)) * 0.0001 AS executed,
                CAST((project_id * 31 + nth * 17) % 5000 + 1 AS DECIMAL(9, 0)) AS target,
                CAST((project_id * 613 + nth * 271) % 160 AS DECIMAL(9, 0)) * 0.01 AS share
            FROM generate_series({first}, {last}) AS projects(project_id)
            CROSS JOIN generate_series(0, 9) AS indicators(nth)
        ) ORDER BY project_id, nth"
    )
}

/// Writes so many projects into so many files.
pub(crate) async fn write(folder: &Path, projects: u64, files: u64) -> Result<(), Box<dyn Error>> {
    let mut config = SessionConfig::new();
    config.options_mut().sql_parser.parse_float_as_decimal = true;
    let context = SessionContext::new_with_config(config);
    std::fs::create_dir_all(folder)?;
    for file in 0..files {
        let (first, last) = (projects * file / files + 1, projects * (file + 1) / files);
        let path = folder.join(format!("part-{file}.parquet"));
        let rows = rows(first, last);
        let sql = format!("COPY ({rows}) TO '{}' STORED AS PARQUET", path.display());
        context.sql(&sql).await?.collect().await?;
    }
    Ok(())
}
