//! `jixiao`: budget performance self-evaluation (预算绩效自评) from the terminal.
//!
//! Exit status: 0 done; 1 done, and findings of level error exist; 2 the call is wrong.

mod rate;

use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use jixiao_model::Lang;

/// 预算绩效自评:按规则精确计算,每一分都有来历
#[derive(Parser)]
#[command(name = "jixiao", version)]
struct Cli {
    /// 语言
    #[arg(long, global = true, value_enum, default_value = "zh")]
    lang: Language,
    #[command(subcommand)]
    command: Command,
}

#[derive(Clone, Copy, ValueEnum)]
enum Language {
    /// 中文
    Zh,
    /// English
    En,
}

#[derive(Subcommand)]
enum Command {
    /// 手工计算一个比率,例如:jixiao rate execution-rate budget=20.32 executed=20.3055
    Rate(rate::Arguments),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let lang = match cli.lang {
        Language::Zh => Lang::Chinese,
        Language::En => Lang::English,
    };
    match cli.command {
        Command::Rate(arguments) => rate::run(&arguments, lang),
    }
}
