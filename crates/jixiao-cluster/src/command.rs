//! The two commands, `jixiao-scheduler` and `jixiao-executor`, for a program that has them within itself.

use std::ffi::OsString;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use tokio::net::TcpListener;

use crate::cluster::{Executor, Scheduler};

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// Plans queries and gives their parts to executors (jixiao-executor).
///
/// It has no policy: each plan brings its own. It asks nobody who they are; keep it on a network that you trust.
#[derive(Debug, Parser)]
#[command(name = "jixiao-scheduler", version)]
struct SchedulerCall {
    /// The address to bind; 0.0.0.0 for all.
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    bind_host: IpAddr,
    /// The port to bind; 0 for any that is free. The first line of the output tells it.
    #[arg(long, default_value_t = 50050)]
    bind_port: u16,
    /// The host by which executors reach this scheduler; the address that it binds where none is given.
    #[arg(long)]
    external_host: Option<String>,
    /// Seconds without a word after which an executor counts as lost. A busy one gives word every five.
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u64).range(8..=3600))]
    executor_timeout: u64,
}

/// Asks a scheduler (jixiao-scheduler) for parts of queries and runs them.
///
/// It has no policy: each plan brings its own. On Ctrl-C it finishes what it has begun and tells the scheduler.
#[derive(Debug, Parser)]
#[command(name = "jixiao-executor", version)]
struct ExecutorCall {
    /// The address to bind; 0.0.0.0 for all, with --external-host.
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    bind_host: IpAddr,
    /// The port by which others fetch what it has computed; 0 for any that is free.
    #[arg(long, default_value_t = 50051)]
    bind_port: u16,
    /// The host by which others reach this executor; the address that it binds where none is given.
    #[arg(long)]
    external_host: Option<String>,
    /// The scheduler's host.
    #[arg(long, default_value = "127.0.0.1")]
    scheduler_host: String,
    /// The scheduler's port.
    #[arg(long, default_value_t = 50050)]
    scheduler_port: u16,
    /// A folder for what it computes, on a fast disk; no other executor may have the same.
    #[arg(long)]
    work_dir: PathBuf,
    /// Partitions that it works on at a time; 0 for as many as the machine has cores.
    #[arg(long, default_value_t = 0)]
    tasks: usize,
    /// Memory for all of them in bytes; 70 % of the machine's where none is given.
    #[arg(long)]
    memory: Option<u64>,
}

/// `jixiao-scheduler` with these arguments, the first of which is the program's name. Ends on Ctrl-C or SIGTERM.
pub async fn scheduler(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    match SchedulerCall::try_parse_from(arguments) {
        Ok(call) => ended("jixiao-scheduler", schedule(call).await),
        Err(error) => not_understood(&error),
    }
}

/// `jixiao-executor` with these arguments, the first of which is the program's name. Ends on Ctrl-C or SIGTERM.
pub async fn executor(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    match ExecutorCall::try_parse_from(arguments) {
        Ok(call) => ended("jixiao-executor", execute(call).await),
        Err(error) => not_understood(&error),
    }
}

fn not_understood(error: &clap::Error) -> ExitCode {
    let _ = error.print();
    if error.use_stderr() {
        ExitCode::from(2)
    } else {
        ExitCode::SUCCESS
    }
}

fn ended(name: &str, outcome: Outcome) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{name}: {error}");
            ExitCode::from(2)
        }
    }
}

/// Warnings go to stderr; RUST_LOG asks for more.
fn log() {
    let level = env_logger::Env::default().default_filter_or("warn");
    let _ = env_logger::Builder::from_env(level).try_init();
}

async fn schedule(call: SchedulerCall) -> Outcome {
    log();
    let asked = SocketAddr::new(call.bind_host, call.bind_port);
    let listener = TcpListener::bind(asked).await.map_err(|error| {
        format!("{asked} cannot be bound ({error}); choose another --bind-port")
    })?;
    println!("listening on {}", listener.local_addr()?);
    let host = call.external_host.clone();
    let host = host.unwrap_or_else(|| call.bind_host.to_string());
    let scheduler = Scheduler::new(&host, call.executor_timeout);
    tokio::select! {
        served = scheduler.serve(listener) => Ok(served?),
        asked = stop() => Ok(asked?),
    }
}

async fn execute(call: ExecutorCall) -> Outcome {
    log();
    let folder = call.work_dir.display();
    std::fs::create_dir_all(&call.work_dir)
        .map_err(|error| format!("{folder} cannot be made ({error}); choose another --work-dir"))?;
    let bind = SocketAddr::new(call.bind_host, call.bind_port);
    if call.bind_host.is_unspecified() && call.external_host.is_none() {
        let said = "--bind-host 0.0.0.0 is no address at which others find this process; give its name with --external-host";
        return Err(said.into());
    }
    let scheduler = (call.scheduler_host.as_str(), call.scheduler_port);
    let mut executor = Executor::new(bind, scheduler, call.work_dir.clone(), call.tasks);
    executor.external_host = call.external_host;
    executor.memory = call.memory;
    Ok(executor.run().await?)
}

/// Ctrl-C, or what a service manager sends.
async fn stop() -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            asked = tokio::signal::ctrl_c() => asked,
            _ = terminate.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}
