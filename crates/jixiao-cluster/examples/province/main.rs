//! A province scored on a cluster of this machine, and the same rows on one: `cargo run -p jixiao-cluster --example province [FOLDER]`
//!
//! One scheduler and two executors are started on loopback as child processes, which end with this program. The query is asked of one machine, of the
//! cluster, and of the cluster once more while an executor is lost in the middle of it: the query is given up without rows, and asked anew of the other. FOLDER holds Parquet files with the columns `project_id`,
//! `department_id`, `budget`, `executed`, `kind`, `target`, `actual` and `weight`; without one, 16 000 projects of ten indicators are made up.

mod data;
mod local;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use ballista_core::extension::SessionConfigExt;
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::util::pretty::pretty_format_batches;
use datafusion::prelude::{ParquetReadOptions, SessionConfig, SessionContext};
use jixiao_cluster::cluster::{collect, session_with};
use jixiao_cluster::{command, register};
use jixiao_scoring::policy::Policy;
use local::Cluster;
use tokio::time::{sleep, timeout};

/// No query may take longer: it is given up, with an error.
const PATIENCE: Duration = Duration::from_mins(2);

/// Total and grade of each project.
const PROJECTS: &str = "
    SELECT department_id, project_id, budget, executed, total, jixiao_grade(total) AS grade
    FROM (
        SELECT department_id, project_id, MAX(budget) AS budget, MAX(executed) AS executed,
            jixiao_total(budget, executed, kind, target, actual, weight) AS total
        FROM indicators GROUP BY department_id, project_id
    ) AS totals";

/// What a department's projects come to.
fn departments() -> String {
    format!(
        "SELECT department_id, COUNT(*) AS projects, SUM(budget) AS budget, SUM(executed) AS executed,
            COUNT(*) FILTER (WHERE grade = '优') AS 优, COUNT(*) FILTER (WHERE grade = '良') AS 良,
            COUNT(*) FILTER (WHERE grade = '中') AS 中, COUNT(*) FILTER (WHERE grade = '差') AS 差,
            AVG(total) AS mean
        FROM ({PROJECTS}) AS projects GROUP BY department_id ORDER BY department_id"
    )
}

#[tokio::main]
async fn main() -> ExitCode {
    // The child processes are this program again.
    let mut arguments = std::env::args_os().skip(1).peekable();
    match arguments.peek().and_then(|first| first.to_str()) {
        Some("scheduler") => return command::scheduler(arguments).await,
        Some("executor") => return command::executor(arguments).await,
        _ => {}
    }
    match run(arguments.next().map(PathBuf::from)).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(given: Option<PathBuf>) -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let data = if let Some(given) = given {
        given.canonicalize()?
    } else {
        let made = folder.path().join("indicators");
        data::write(&made, 16_000, 16).await?;
        made
    };
    let policy = Policy::mof_2020()?;
    let alone = SessionContext::new();
    register(&alone, &policy);
    let alone = Answers::of(&alone, &data).await?;
    println!("one machine:      {alone}");

    let program = std::env::current_exe()?;
    let child = |role: &str| {
        let mut command = Command::new(&program);
        command.arg(role);
        command
    };
    let start = || {
        Cluster::start(
            || child("scheduler"),
            || child("executor"),
            2,
            folder.path(),
        )
    };
    let cluster = start()?;
    let distributed = Answers::of(&session(&cluster, &policy)?, &data).await?;
    println!("two executors:    {distributed}");
    alone.must_be(&distributed)?;
    drop(cluster);

    let mut cluster = start()?;
    let context = session(&cluster, &policy)?;
    let asked = Answers::of(&context, &data);
    tokio::pin!(asked);
    let victim = cluster.workers.remove(0);
    while !victim.has_worked() {
        tokio::select! {
            _ = &mut asked => return Err("the query was over before an executor could be lost; give more rows".into()),
            () = sleep(Duration::from_millis(5)) => {}
        }
    }
    victim.lose()?;
    println!("one executor is gone in mid-query, with all that it had computed …");
    let after = asked.await?;
    println!("the other alone:  {after}");
    alone.must_be(&after)?;
    println!(
        "The rows are the very same each time. The first departments:\n\n{}",
        alone.shown()?
    );
    Ok(())
}

/// Whatever an executor computed is fetched from it, though all its files lie on this machine.
fn session(cluster: &Cluster, policy: &Policy) -> datafusion::error::Result<SessionContext> {
    let config = SessionConfig::new_with_ballista()
        .with_target_partitions(8)
        .with_ballista_shuffle_reader_force_remote_read(true);
    session_with(&cluster.url, policy, config)
}

/// The rows of both queries.
struct Answers {
    projects: Vec<RecordBatch>,
    departments: Vec<RecordBatch>,
    took: Duration,
}

impl Answers {
    async fn of(context: &SessionContext, data: &Path) -> Result<Self, Box<dyn Error>> {
        let begun = Instant::now();
        let path = data.to_str().ok_or("the path of the data is no text")?;
        let options = ParquetReadOptions::default();
        context
            .register_parquet("indicators", path, options)
            .await?;
        Ok(Self {
            projects: ask(context, &format!("{PROJECTS} ORDER BY project_id")).await?,
            departments: ask(context, &departments()).await?,
            took: begun.elapsed(),
        })
    }

    /// The rows as texts, the same for the same rows, however they are cut into batches.
    fn must_be(&self, other: &Self) -> Result<(), Box<dyn Error>> {
        let text = |rows: &[RecordBatch]| pretty_format_batches(rows).map(|text| text.to_string());
        if text(&self.projects)? == text(&other.projects)?
            && text(&self.departments)? == text(&other.departments)?
        {
            return Ok(());
        }
        Err("the rows differ from those of one machine".into())
    }

    fn shown(&self) -> Result<String, Box<dyn Error>> {
        let first = self.departments.first().ok_or("there are no departments")?;
        let first = first.slice(0, first.num_rows().min(5));
        Ok(pretty_format_batches(&[first])?.to_string())
    }
}

async fn ask(context: &SessionContext, sql: &str) -> Result<Vec<RecordBatch>, Box<dyn Error>> {
    // Twice, for an executor may be lost.
    let query = context.sql(sql).await?;
    let rows = timeout(PATIENCE, collect(&query, 2)).await;
    Ok(rows.map_err(|_| format!("no answer within {PATIENCE:?}"))??)
}

impl std::fmt::Display for Answers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let count = |rows: &[RecordBatch]| rows.iter().map(RecordBatch::num_rows).sum::<usize>();
        let (projects, departments) = (count(&self.projects), count(&self.departments));
        let took = self.took;
        write!(
            f,
            "{projects} projects of {departments} departments in {took:.1?}"
        )
    }
}
