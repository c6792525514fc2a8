//! A scheduler and executors on this machine, as child processes that end with their owner.

use std::error::Error;
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long anything may take to start.
const START: Duration = Duration::from_secs(30);

/// Seconds after which the scheduler gives up an executor that says nothing: few, so that a lost one is soon noticed.
const EXECUTOR_TIMEOUT: &str = "8";

/// A child process, which is killed when this is dropped.
pub(crate) struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // One that has ended already is as dead as can be.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// An executor, and the folder of its work.
pub(crate) struct Worker {
    process: Running,
    pub(crate) folder: PathBuf,
}

impl Worker {
    /// Ends it without a word and takes away what it has computed, as if its machine were gone.
    pub(crate) fn lose(self) -> std::io::Result<()> {
        drop(self.process);
        std::fs::remove_dir_all(&self.folder)
    }

    /// Has it computed anything yet?
    pub(crate) fn has_worked(&self) -> bool {
        has_files(&self.folder)
    }
}

fn has_files(folder: &Path) -> bool {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).any(|path| {
        if path.is_dir() {
            has_files(&path)
        } else {
            path.metadata().is_ok_and(|file| file.len() > 0)
        }
    })
}

/// A scheduler and its executors.
pub(crate) struct Cluster {
    /// Executors, of one task each.
    pub(crate) workers: Vec<Worker>,
    /// Where the scheduler is to be found.
    pub(crate) url: String,
    _scheduler: Running,
}

impl Cluster {
    /// Starts them and waits until all serve; `scheduler` and `executor` make the commands without their arguments.
    pub(crate) fn start(
        scheduler: impl Fn() -> Command,
        executor: impl Fn() -> Command,
        executors: usize,
        folder: &Path,
    ) -> Result<Self, Box<dyn Error>> {
        let mut command = scheduler();
        command.args(["--bind-port", "0", "--executor-timeout", EXECUTOR_TIMEOUT]);
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()?;
        let output = child.stdout.take();
        let running = Running(child);
        let mut line = String::new();
        BufReader::new(output.ok_or("the scheduler has no output")?).read_line(&mut line)?;
        let address = line.trim().strip_prefix("listening on ");
        let address = address.ok_or_else(|| format!("the scheduler said `{line}`"))?;
        let port = address.rsplit(':').next().unwrap_or_default();
        let workers = (1..=executors)
            .map(|count| start_worker(executor(), port, folder.join(format!("executor-{count}"))))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            workers,
            url: format!("http://{address}"),
            _scheduler: running,
        })
    }
}

fn start_worker(
    mut command: Command,
    scheduler_port: &str,
    folder: PathBuf,
) -> Result<Worker, Box<dyn Error>> {
    let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
        .local_addr()?
        .port();
    command.args(["--scheduler-port", scheduler_port, "--tasks", "1"]);
    command.args(["--bind-port", &port.to_string()]);
    command.arg("--work-dir").arg(&folder);
    let process = Running(command.stdin(Stdio::null()).spawn()?);
    let mut worker = Worker { process, folder };
    let until = Instant::now() + START;
    // It asks for work before it serves what it has computed.
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        if let Some(status) = worker.process.0.try_wait()? {
            return Err(format!("an executor ended at once: {status}").into());
        }
        if Instant::now() > until {
            return Err(format!("an executor does not serve after {START:?}").into());
        }
        sleep(Duration::from_millis(20));
    }
    Ok(worker)
}
