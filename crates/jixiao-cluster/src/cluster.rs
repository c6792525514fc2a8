//! Scheduler, executors and sessions of a cluster.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use ballista_core::config::TaskSchedulingPolicy;
use ballista_core::error::{BallistaError, Result};
use ballista_core::extension::{SessionConfigExt, SessionStateExt};
use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};
use ballista_scheduler::cluster::BallistaCluster;
use ballista_scheduler::config::{SchedulerConfig, TaskDistributionPolicy};
use ballista_scheduler::scheduler_process::{create_scheduler, start_grpc_service_with_listener};
use datafusion::arrow::array::RecordBatch;
use datafusion::execution::SessionStateBuilder;
use datafusion::prelude::{DataFrame, SessionConfig, SessionContext};
use jixiao_scoring::policy::Policy;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{sleep, timeout};

use crate::codec::{LogicalCodec, PhysicalCodec};
use crate::error::ClusterError;
use crate::watch::{Server, Watch};
use crate::{policy_text, register};

/// How long an executor waits for its scheduler when it starts.
const SCHEDULER_WAIT: Duration = Duration::from_secs(10);

/// How a scheduler judges its executors.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Scheduler {
    /// The host by which executors reach it.
    pub external_host: String,
    /// Seconds without a word after which an executor counts as lost, and the queries that it has worked for fail.
    pub executor_timeout: u64,
}

impl Scheduler {
    /// One that executors reach by the host, and that waits so many seconds for a word of them.
    pub fn new(external_host: &str, executor_timeout: u64) -> Self {
        Self {
            external_host: external_host.into(),
            executor_timeout,
        }
    }

    /// Serves until it is dropped.
    ///
    /// # Errors
    /// Where the listener cannot be served.
    pub async fn serve(&self, listener: TcpListener) -> Result<()> {
        let address = listener.local_addr()?;
        let config = SchedulerConfig {
            external_host: self.external_host.clone(),
            bind_host: address.ip().to_string(),
            bind_port: address.port(),
            // Executors ask for work: they need no port that the scheduler must reach.
            scheduling_policy: TaskSchedulingPolicy::PullStaged,
            task_distribution: TaskDistributionPolicy::RoundRobin,
            executor_timeout_seconds: self.executor_timeout,
            expire_dead_executor_interval_seconds: self.executor_timeout.div_ceil(4).max(1),
            no_executors_grace_period_seconds: self.executor_timeout,
            // Nothing is tried a second time: see `watch`.
            task_max_failures: 1,
            stage_max_failures: 1,
            override_logical_codec: Some(Arc::new(LogicalCodec::default())),
            override_physical_codec: Some(Arc::new(PhysicalCodec::default())),
            ..SchedulerConfig::default()
        };
        config.validate()?;
        let cluster = BallistaCluster::new_from_config(&config).await?;
        let (watch, cluster) = Watch::over(&cluster);
        let scheduler: Server = create_scheduler(cluster, Arc::new(config)).await?;
        let _watching = watch.begin(&scheduler);
        start_grpc_service_with_listener(listener, scheduler).await
    }
}

/// One that does the work.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Executor {
    /// Where it serves what it has computed. Port 0 is any that is free.
    pub bind: SocketAddr,
    /// The host by which other executors and clients reach it; its own address where there is none.
    pub external_host: Option<String>,
    /// The scheduler's host.
    pub scheduler_host: String,
    /// The scheduler's port.
    pub scheduler_port: u16,
    /// A folder of its own, for what it has computed.
    pub work_dir: PathBuf,
    /// Partitions that it works on at a time.
    pub tasks: usize,
    /// Memory for all of them in bytes; beyond its share, a partition is spilled to the disk. `None`: 70 % of what the machine has.
    pub memory: Option<u64>,
}

impl Executor {
    /// One for a scheduler, with a folder for its work.
    pub fn new(bind: SocketAddr, scheduler: (&str, u16), work_dir: PathBuf, tasks: usize) -> Self {
        Self {
            bind,
            external_host: None,
            scheduler_host: scheduler.0.into(),
            scheduler_port: scheduler.1,
            work_dir,
            tasks,
            memory: None,
        }
    }

    /// Works until Ctrl-C or SIGTERM; then it finishes what it has begun and tells the scheduler.
    ///
    /// # Errors
    /// Where there is no scheduler, or the address is taken.
    pub async fn run(&self) -> Result<()> {
        let work_dir = self.work_dir.to_str().ok_or_else(|| {
            BallistaError::Configuration(format!(
                "the work dir {} is not UTF-8; choose another",
                self.work_dir.display()
            ))
        })?;
        let host = self.bind.ip().to_string();
        self.scheduler_answers().await?;
        let port = free_port(self.bind)?;
        let config = ExecutorProcessConfig {
            external_host: Some(self.external_host.clone().unwrap_or_else(|| host.clone())),
            bind_host: host,
            port,
            // Nothing serves it where executors ask for work; the scheduler calls it once one is lost, and must reach nobody else.
            grpc_port: port,
            scheduler_host: self.scheduler_host.clone(),
            scheduler_port: self.scheduler_port,
            // Once: in Ballista 55 a time limit here never ends.
            scheduler_connect_timeout_seconds: 0,
            vcores: self.tasks,
            task_scheduling_policy: TaskSchedulingPolicy::PullStaged,
            work_dir: Some(work_dir.into()),
            memory_pool_size: self.memory,
            override_logical_codec: Some(Arc::new(LogicalCodec::default())),
            override_physical_codec: Some(Arc::new(PhysicalCodec::default())),
            ..ExecutorProcessConfig::default()
        };
        start_executor_process(Arc::new(config)).await
    }
}

impl Executor {
    /// Waits a while for a scheduler that may have been started at the same moment.
    async fn scheduler_answers(&self) -> Result<()> {
        let address = (self.scheduler_host.as_str(), self.scheduler_port);
        let knock = async {
            while TcpStream::connect(address).await.is_err() {
                sleep(Duration::from_millis(200)).await;
            }
        };
        timeout(SCHEDULER_WAIT, knock).await.map_err(|_| {
            BallistaError::Configuration(format!(
                "no scheduler answers at {}:{} within {SCHEDULER_WAIT:?}; start it, or mend the address",
                address.0, address.1
            ))
        })
    }
}

/// The port, or a free one for 0: the executor tells the scheduler its port before it binds it.
fn free_port(bind: SocketAddr) -> Result<u16> {
    if bind.port() != 0 {
        return Ok(bind.port());
    }
    Ok(std::net::TcpListener::bind(bind)?.local_addr()?.port())
}

/// The rows of a query of a cluster. Where an executor is lost in the middle of it, the query fails, and is asked anew: `attempts` times in all.
///
/// What cannot be scored fails at once.
///
/// # Errors
/// [`ClusterError::Lost`] where the last attempt has lost an executor as well; else whatever the query fails of.
pub async fn collect(
    query: &DataFrame,
    attempts: usize,
) -> datafusion::error::Result<Vec<RecordBatch>> {
    let mut attempt = 1_usize;
    loop {
        let error = match query.clone().collect().await {
            Ok(rows) => return Ok(rows),
            Err(error) => error,
        };
        let said = error.to_string();
        if !is_loss(&said) {
            return Err(error);
        }
        if attempt >= attempts {
            return Err(ClusterError::Lost(said).into());
        }
        log::warn!("attempt {attempt} of {attempts} failed: {said}");
        attempt = attempt.saturating_add(1);
    }
}

/// Does the text, which is all that Ballista leaves of an error, tell of an executor that is gone?
fn is_loss(said: &str) -> bool {
    const SIGNS: [&str; 4] = [
        // By the scheduler, which has given the query up …
        "failed: Cancelled",
        // … or was told by another executor that it could not fetch what the lost one had computed.
        "has failed 1 times",
        // By the client itself, which could not.
        "Shuffle fetch partition error",
        "h2 protocol error",
    ];
    SIGNS.iter().any(|sign| said.contains(sign))
}

/// A session whose queries a cluster runs, with the functions of a policy.
///
/// `scheduler` is such as `http://127.0.0.1:50050`. Files must lie where client, scheduler and executors all find them under the same path.
///
/// # Errors
/// Where the policy cannot be sent to executors, or the session not be made. The scheduler is not asked before the first query.
pub fn session(scheduler: &str, policy: &Policy) -> datafusion::error::Result<SessionContext> {
    session_with(scheduler, policy, SessionConfig::new_with_ballista())
}

/// The same with a configuration, begun by [`SessionConfigExt::new_with_ballista`].
///
/// # Errors
/// As for [`session`].
pub fn session_with(
    scheduler: &str,
    policy: &Policy,
    config: SessionConfig,
) -> datafusion::error::Result<SessionContext> {
    // A policy that cannot travel is told now, not by the first query.
    policy_text::write(policy)?;
    let config = config
        // The other planner of Ballista 55 loses the order of ORDER BY.
        .with_ballista_adaptive_query_planner(true)
        .with_ballista_logical_extension_codec(Arc::new(LogicalCodec::default()))
        .with_ballista_physical_extension_codec(Arc::new(PhysicalCodec::default()));
    let state = SessionStateBuilder::new()
        .with_config(config)
        .with_default_features()
        .build()
        .upgrade_for_ballista(scheduler.into())?;
    let context = SessionContext::new_with_state(state);
    // Only now: to upgrade a session sets its functions anew.
    register(&context, policy);
    Ok(context)
}
