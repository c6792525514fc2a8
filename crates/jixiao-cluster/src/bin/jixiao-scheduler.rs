//! `jixiao-scheduler`: see [`jixiao_cluster::command`].

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    jixiao_cluster::command::scheduler(std::env::args_os()).await
}
