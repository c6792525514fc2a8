//! A scheduler and two executors on loopback: the rows of one machine, also where an executor is lost in mid-query.

#[path = "../examples/province/local.rs"]
mod local;
mod rows;

use std::error::Error;
use std::fs::File;
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use ballista_core::extension::SessionConfigExt;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::prelude::{DataFrame, ParquetReadOptions, SessionConfig, SessionContext};
use jixiao_cluster::cluster::{collect, session, session_with};
use jixiao_cluster::register;
use jixiao_scoring::policy::Policy;
use local::Cluster;
use rows::{batches, lines, projects, schema};
use tokio::time::{sleep, timeout};

/// How long a query may take at most.
const PATIENCE: Duration = Duration::from_mins(1);

const PROJECTS: &str = "SELECT project_id, total, jixiao_grade(total) AS grade FROM (
    SELECT project_id, jixiao_total(budget, executed, kind, target, actual, weight) AS total
    FROM indicators GROUP BY project_id) AS projects ORDER BY project_id";

fn start(folder: &Path) -> Result<Cluster, Box<dyn Error>> {
    Cluster::start(
        || Command::new(env!("CARGO_BIN_EXE_jixiao-scheduler")),
        || Command::new(env!("CARGO_BIN_EXE_jixiao-executor")),
        2,
        folder,
    )
}

/// A file for every so many projects.
fn write(folder: &Path, projects: &[rows::Project], files: usize) -> Result<(), Box<dyn Error>> {
    std::fs::create_dir(folder)?;
    for (count, part) in projects.chunks(projects.len().div_ceil(files)).enumerate() {
        let file = File::create(folder.join(format!("part-{count}.parquet")))?;
        let mut writer = ArrowWriter::try_new(file, schema(), None)?;
        for batch in batches(part, 8192)? {
            writer.write(&batch)?;
        }
        writer.close()?;
    }
    Ok(())
}

/// A session of the cluster, which fetches what an executor computed from that executor, though the files lie on this machine.
fn distributed(cluster: &Cluster, policy: &Policy) -> datafusion::error::Result<SessionContext> {
    let config = SessionConfig::new_with_ballista()
        .with_target_partitions(8)
        .with_ballista_shuffle_reader_force_remote_read(true);
    session_with(&cluster.url, policy, config)
}

async fn query(context: &SessionContext, data: &Path) -> Result<DataFrame, Box<dyn Error>> {
    let data = data.to_str().ok_or("a path that is no text")?;
    let options = ParquetReadOptions::default();
    context
        .register_parquet("indicators", data, options)
        .await?;
    Ok(context.sql(PROJECTS).await?)
}

async fn asked(
    context: &SessionContext,
    data: &Path,
    sql: &str,
) -> Result<Vec<String>, Box<dyn Error>> {
    let data = data.to_str().ok_or("a path that is no text")?;
    context.deregister_table("indicators")?;
    context
        .register_parquet("indicators", data, ParquetReadOptions::default())
        .await?;
    let rows = timeout(PATIENCE, context.sql(sql).await?.collect()).await??;
    Ok(lines(&rows)?)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_rows_of_one_machine() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("indicators");
    let own = projects(2026, 2000, 10);
    write(&data, &own, 8)?;
    let cluster = start(folder.path())?;
    // Sessions of two policies on one cluster: each scores by its own.
    for policy in [Policy::mof_2020()?, Policy::lanzhou_2023()?] {
        let forms = own.iter().map(|own| own.by_form(&policy));
        let forms: Vec<String> = forms.collect::<Result<_, _>>()?;
        let alone = SessionContext::new();
        register(&alone, &policy);
        assert_eq!(asked(&alone, &data, PROJECTS).await?, forms, "alone");
        let context = distributed(&cluster, &policy)?;
        assert_eq!(
            asked(&context, &data, PROJECTS).await?,
            forms,
            "distributed"
        );
    }
    // The folders of queries stay for a while, though what the stages left there is cleared at once.
    for worker in &cluster.workers {
        assert!(
            std::fs::read_dir(&worker.folder)?.next().is_some(),
            "an executor had no part"
        );
    }
    // What cannot be scored fails the query, and says why.
    let context = distributed(&cluster, &Policy::mof_2020()?)?;
    let sql = "SELECT SUM(jixiao_points(kind + 7, target, actual, weight)) FROM indicators";
    let said = asked(&context, &data, sql)
        .await
        .err()
        .map(|error| error.to_string());
    let said = said.unwrap_or_default();
    assert!(said.contains("row 1 of the batch: kind"), "{said}");
    Ok(())
}

/// A scheduler that is not there is no lost executor, and nobody waits for it.
#[tokio::test]
async fn without_a_scheduler() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("indicators");
    write(&data, &projects(1, 1, 1), 1)?;
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let context = session(&format!("http://127.0.0.1:{port}"), &Policy::mof_2020()?)?;
    let query = query(&context, &data).await?;
    let said = timeout(PATIENCE, collect(&query, 3)).await?;
    let said = said
        .err()
        .map(|error| error.to_string())
        .unwrap_or_default();
    assert!(
        said.contains("connect") && !said.contains("executor was lost"),
        "{said}"
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_executor_is_lost_in_mid_query() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("indicators");
    let own = projects(27, 16_000, 10);
    write(&data, &own, 16)?;
    let policy = Policy::mof_2020()?;
    let forms = own.iter().map(|own| own.by_form(&policy));
    let forms: Vec<String> = forms.collect::<Result<_, _>>()?;

    let mut cluster = start(folder.path())?;
    let context = distributed(&cluster, &policy)?;
    let query = query(&context, &data).await?;
    let begun = timeout(PATIENCE, collect(&query, 1));
    tokio::pin!(begun);
    // Once it has computed something that others need, it goes.
    let victim = cluster.workers.remove(0);
    let until = Instant::now() + PATIENCE;
    while !victim.has_worked() {
        assert!(Instant::now() < until, "the executor got no work");
        tokio::select! {
            rows = &mut begun => return Err(format!("too quick to be disturbed: {rows:?}").into()),
            () = sleep(Duration::from_millis(5)) => {}
        }
    }
    victim.lose()?;
    // No rows, or all of them: where everything had been fetched from it, nobody misses it.
    match begun.await? {
        Ok(rows) => assert_eq!(lines(&rows)?, forms),
        Err(error) => assert!(
            error.to_string().contains("an executor was lost"),
            "{error}"
        ),
    }
    let rows = timeout(PATIENCE, collect(&query, 2)).await??;
    assert_eq!(lines(&rows)?, forms);
    Ok(())
}
