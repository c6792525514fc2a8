//! What becomes of queries when an executor is lost: they fail.
//!
//! Ballista 55 would compute again what was lost. In tests, a stage that was begun again kept what its first attempt had given, and projects came out
//! twice; planned adaptively, the query hung. No rows are better than wrong ones, so whatever has run on a lost executor is given up before that is begun.

use std::collections::HashMap;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use ballista_core::JobId;
use ballista_core::error::Result;
use ballista_core::serde::protobuf::{ExecutorHeartbeat, task_status::Status};
use ballista_core::serde::scheduler::{ExecutorData, ExecutorMetadata};
use ballista_scheduler::cluster::{
    BallistaCluster, BoundTask, ClusterState, ClusterStateEventStream, ExecutorSlot,
};
use ballista_scheduler::config::TaskDistributionPolicy;
use ballista_scheduler::scheduler_server::SchedulerServer;
use ballista_scheduler::state::execution_stage::TaskInfo;
use ballista_scheduler::state::task_manager::JobInfoCache;
use datafusion_proto::protobuf::{LogicalPlanNode, PhysicalPlanNode};

pub(crate) type Server = SchedulerServer<LogicalPlanNode, PhysicalPlanNode>;

/// The state of a cluster, and the scheduler whose queries are given up.
pub(crate) struct Watch {
    state: Arc<dyn ClusterState>,
    server: Mutex<Option<Server>>,
}

/// Ends the watch when it is dropped: server and state would else keep each other.
pub(crate) struct Watching(Arc<Watch>);

impl Drop for Watching {
    fn drop(&mut self) {
        self.0.set(None);
    }
}

impl Watch {
    /// The cluster, watched.
    pub(crate) fn over(cluster: &BallistaCluster) -> (Arc<Self>, BallistaCluster) {
        let watch = Arc::new(Self {
            state: cluster.cluster_state(),
            server: Mutex::new(None),
        });
        let state: Arc<dyn ClusterState> = Arc::<Self>::clone(&watch);
        (watch, BallistaCluster::new(state, cluster.job_state()))
    }

    /// From now on the queries of this scheduler are given up.
    pub(crate) fn begin(self: Arc<Self>, server: &Server) -> Watching {
        self.set(Some(server.clone()));
        Watching(self)
    }

    fn server(&self) -> Option<Server> {
        let server = self.server.lock().unwrap_or_else(PoisonError::into_inner);
        server.clone()
    }

    fn set(&self, server: Option<Server>) {
        *self.server.lock().unwrap_or_else(PoisonError::into_inner) = server;
    }

    /// Gives up every query that has run on the executor. The scheduler hears of the loss only after this.
    async fn give_up(&self, executor: &str) {
        let Some(server) = self.server() else {
            return;
        };
        for (job, cached) in server.state.task_manager.get_running_job_cache().iter() {
            if !has_run_on(cached, executor).await {
                continue;
            }
            log::warn!(
                "query {job} fails: executor {executor} is lost, which has run a part of it"
            );
            if let Err(error) = server.cancel_job(job.clone()).await {
                log::error!("query {job} cannot be given up: {error}");
            }
        }
    }
}

async fn has_run_on(job: &JobInfoCache, executor: &str) -> bool {
    let graph = job.execution_graph.read().await;
    let tasks = graph
        .stages()
        .values()
        .filter_map(|stage| stage.task_infos());
    tasks.flatten().any(|task| is_of(task, executor))
}

fn is_of(task: &TaskInfo, executor: &str) -> bool {
    match &task.task_status {
        Status::Running(own) => own.executor_id == executor,
        Status::Successful(own) => own.executor_id == executor,
        Status::Failed(_) => false,
    }
}

#[async_trait]
impl ClusterState for Watch {
    async fn remove_executor(&self, executor: &str) -> Result<()> {
        self.give_up(executor).await;
        self.state.remove_executor(executor).await
    }

    async fn init(&self) -> Result<()> {
        self.state.init().await
    }

    async fn bind_schedulable_tasks(
        &self,
        distribution: TaskDistributionPolicy,
        jobs: Arc<HashMap<JobId, JobInfoCache>>,
        executors: Option<HashSet<String>>,
    ) -> Result<Vec<BoundTask>> {
        let state = &self.state;
        state
            .bind_schedulable_tasks(distribution, jobs, executors)
            .await
    }

    async fn unbind_tasks(&self, slots: Vec<ExecutorSlot>) -> Result<()> {
        self.state.unbind_tasks(slots).await
    }

    async fn register_executor(&self, own: ExecutorMetadata, data: ExecutorData) -> Result<()> {
        self.state.register_executor(own, data).await
    }

    async fn save_executor_metadata(&self, own: ExecutorMetadata) -> Result<()> {
        self.state.save_executor_metadata(own).await
    }

    async fn get_executor_metadata(&self, executor: &str) -> Result<ExecutorMetadata> {
        self.state.get_executor_metadata(executor).await
    }

    async fn registered_executor_metadata(&self) -> Vec<ExecutorMetadata> {
        self.state.registered_executor_metadata().await
    }

    async fn save_executor_heartbeat(&self, heartbeat: ExecutorHeartbeat) -> Result<()> {
        self.state.save_executor_heartbeat(heartbeat).await
    }

    fn executor_heartbeats(&self) -> HashMap<String, ExecutorHeartbeat> {
        self.state.executor_heartbeats()
    }

    fn get_executor_heartbeat(&self, executor: &str) -> Option<ExecutorHeartbeat> {
        self.state.get_executor_heartbeat(executor)
    }

    async fn cluster_state_events(&self) -> Result<ClusterStateEventStream> {
        self.state.cluster_state_events().await
    }
}
