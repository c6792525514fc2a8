//! `jixiao`: budget performance self-evaluation (预算绩效自评) from the terminal.
//!
//! Results go to stdout, progress and notes to stderr. Exit status: 0 done; 1 done, and findings of level error exist (`evaluate`, `check` and `rate`; `register` where a
//! part of the dataset could not be read, `batch` where a row has no score; the others show none); 2 the input or the call is wrong.

mod batch;
mod by_name;
mod call;
mod causes;
mod check;
mod classify;
mod codes;
mod columns;
mod diff;
mod evaluate;
mod explain;
mod failure;
mod finding_text;
mod out;
mod policy;
mod progress;
mod rate;
mod register;
mod rules;
mod schema;
mod source_line;
mod summary;
mod template;
mod what_if;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::{ArgAction, Parser, Subcommand, ValueEnum};
use jixiao::model::{Lang, Speak};

use crate::call::Answer;
use crate::failure::Failure;

/// 预算绩效自评：按规则精确计算，每一分都有来历
#[derive(Parser)]
#[command(
    name = "jixiao",
    version,
    max_term_width = 80,
    disable_help_flag = true,
    disable_version_flag = true,
    arg_required_else_help = true
)]
struct Cli {
    /// 语言：zh（中文）或 en（English）
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "语言",
        default_value = "zh",
        hide_default_value = true,
        hide_possible_values = true
    )]
    lang: Language,
    /// 显示用法
    #[arg(short, long, global = true, action = ArgAction::HelpShort)]
    help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
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
    /// 读取、计分、核对，并写出附表、自评工作总结和 evaluation.json
    Evaluate(evaluate::Arguments),
    /// 只核对：列出问题、所在位置和修改办法
    Check(check::Arguments),
    /// 列出全部检查的编号，或显示一项检查的说明
    Codes(codes::Arguments),
    /// 说明一个总分、比率或得分的由来
    Explain(explain::Arguments),
    /// 比较两个年度（或同一年度前后两次）的自评结果
    Diff(diff::Arguments),
    /// 手工计算一个比率，例如：jixiao rate execution-rate budget=20.32 executed=20.3055
    Rate(rate::Arguments),
    /// 列出全部规则，或显示一条规则的说明
    Rules(rules::Arguments),
    /// 评分政策：列出、显示、比较、检查
    #[command(arg_required_else_help = true)]
    Policy(policy::Arguments),
    /// 整改台账：各项整改措施由谁负责、何时完成、进展如何
    Register(register::Arguments),
    /// 写出空白自评表（Excel），供单位填写
    Template(template::Arguments),
    /// 列出全部偏差原因和改进措施，或显示一项的说明
    Causes(causes::Arguments),
    /// 把说明文字归到偏差原因和改进措施
    Classify(classify::Arguments),
    /// 对任意规模的数据列（Parquet、CSV、Arrow）逐项目计分
    Batch(batch::Arguments),
    /// 输出 JSON Schema
    Schema(schema::Arguments),
}

fn main() -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().collect();
    let lang = call::language(&words);
    let cli = match call::understand(&words, lang) {
        Ok(cli) => cli,
        Err(Answer::Show(text)) => text.exit(),
        Err(Answer::Complain(failure)) => return failure.report(lang),
    };
    let lang = match cli.lang {
        Language::Zh => Lang::Chinese,
        Language::En => Lang::English,
    };
    let done = match &cli.command {
        Command::Evaluate(arguments) => evaluate::run(arguments, lang),
        Command::Check(arguments) => check::run(arguments, lang),
        Command::Codes(arguments) => codes::run(arguments, lang),
        Command::Explain(arguments) => explain::run(arguments, lang),
        Command::Diff(arguments) => diff::run(arguments, lang),
        Command::Rate(arguments) => rate::run(arguments, lang),
        Command::Policy(arguments) => policy::run(arguments, lang),
        Command::Rules(arguments) => rules::run(arguments, lang),
        Command::Register(arguments) => register::run(arguments, lang),
        Command::Template(arguments) => template::run(arguments, lang),
        Command::Causes(arguments) => causes::run(arguments, lang),
        Command::Classify(arguments) => classify::run(arguments, lang),
        Command::Batch(arguments) => batch::run(arguments, lang),
        Command::Schema(arguments) => schema::run(arguments),
    };
    match done {
        Ok(status) => status,
        Err(failure) => failure.report(lang),
    }
}

/// Prints a result. A reader that stops reading early (`| head`) is no failure of ours; a full disk is.
fn print(text: &str) -> Result<(), Failure> {
    print_on(text).map(|_| ())
}

/// The same, and whether anybody reads on.
fn print_on(text: &str) -> Result<bool, Failure> {
    let mut stdout = io::stdout().lock();
    let written = writeln!(stdout, "{}", text.trim_end_matches('\n')).and_then(|()| stdout.flush());
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let said = error.speak();
            Err(Failure::new(
                format!("无法写出结果：{}", said.zh),
                format!("the result could not be written: {}", said.en),
            ))
        }
        Err(_) => Ok(false),
        Ok(()) => Ok(true),
    }
}
