//! `jixiao-executor`: see [`jixiao_cluster::command`].

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    jixiao_cluster::command::executor(std::env::args_os()).await
}
