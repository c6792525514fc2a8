//! `jixiao batch`: columns of any size, a row a project.

use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use jixiao::batch::{Job, Key, RollUp, Summary, Watch, score_files};
use jixiao::model::{Bilingual, Fraction, Lang, Speak, grouped};
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::{columns, out, print};

#[derive(Args)]
pub(crate) struct Arguments {
    /// 数据文件（.parquet、.csv、.arrow、.arrows）或其文件夹：每行一个指标，同一项目的各行相邻
    #[arg(required = true, value_name = "数据")]
    inputs: Vec<PathBuf>,
    /// 写出到这个 Parquet 文件，每行一个项目
    #[arg(long, required = true, value_name = "文件")]
    out: PathBuf,
    /// 评分政策：编号或 TOML 文件；不写则为 mof-2020
    #[arg(long, value_name = "编号|文件")]
    policy: Option<String>,
    /// 按这一列（如 department_id）汇总项目：金额合计、执行率、等级个数、平均分
    #[arg(long, value_name = "列")]
    by: Option<String>,
    /// 汇总写出到这个 Parquet 文件；不写则在结果旁边，名为 结果.by-列.parquet
    #[arg(long, value_name = "文件", requires = "by")]
    by_out: Option<PathBuf>,
    /// 无法评分的行写出到这个 CSV 文件；不写则在结果旁边，名为 结果.rejects.csv
    #[arg(long, value_name = "文件")]
    rejects: Option<PathBuf>,
    /// 计分的线程数；不写则与处理器核数相同
    #[arg(long, value_name = "个数")]
    threads: Option<NonZero<usize>>,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
}

/// Scores, writes, and tells what all projects come to. Status 1 where a row has no score.
pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Result<ExitCode, Failure> {
    let job = job(arguments, lang)?;
    let watch = Watcher::new(lang)?;
    let done = score_files(&job, &watch);
    watch.bar.finish_and_clear();
    let summary = done.map_err(|error| Failure::from(error.speak()))?;
    if arguments.json {
        print(&format!("{:#}", data(&job, &summary)))?;
    } else {
        print(told(&job, &summary).get(lang))?;
    }
    Ok(ExitCode::from(u8::from(summary.rejects > 0)))
}

fn job(arguments: &Arguments, lang: Lang) -> Result<Job, Failure> {
    parquet(&arguments.out, "结果.parquet", "scores.parquet")?;
    let policy = jixiao::policy(arguments.policy.as_deref().unwrap_or("mof-2020"))?;
    let mut job = Job::new(arguments.inputs.clone(), arguments.out.clone(), policy);
    if let Some(rejects) = &arguments.rejects {
        out::place(rejects, &Bilingual::new("未评分.csv", "rejects.csv"))?;
        job.rejects.clone_from(rejects);
    }
    if let Some(by) = &arguments.by {
        // A column may be called anything; a file may not.
        let name = by.replace(['/', '\\'], "_");
        let stem = arguments
            .out
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy();
        let beside = || {
            arguments
                .out
                .with_file_name(format!("{stem}.by-{name}.parquet"))
        };
        let file = arguments.by_out.clone().unwrap_or_else(beside);
        parquet(&file, "汇总.parquet", "roll-up.parquet")?;
        job.by = Some((by.clone(), file));
    }
    job.threads = arguments.threads;
    job.lang = lang;
    Ok(job)
}

/// A result is a Parquet file, whatever it is called: so it must be called one.
fn parquet(file: &Path, zh: &str, en: &str) -> Result<(), Failure> {
    out::place(file, &Bilingual::new(zh, en))?;
    if matches!(out::ending(file).as_str(), "parquet" | "pq") {
        return Ok(());
    }
    let shown = file.display();
    Err(Failure::new(
        format!("“{shown}”不以 .parquet 结尾；结果写成 Parquet 文件，如 {zh}"),
        format!("`{shown}` does not end in .parquet; results are Parquet files, such as {en}"),
    ))
}

/// Shows how far the run is, and hears whether it is to stop.
struct Watcher {
    bar: ProgressBar,
    lang: Lang,
    stopped: Arc<AtomicBool>,
}

impl Watcher {
    fn new(lang: Lang) -> Result<Self, Failure> {
        let stopped = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&stopped);
        let handler = move || {
            // Whoever asks twice does not want to wait for the rows that are being read.
            if flag.swap(true, Ordering::Relaxed) {
                std::process::exit(130);
            }
        };
        ctrlc::set_handler(handler).map_err(|error| {
            Failure::new(
                format!("无法设置中止处理：{error}"),
                format!("an interrupt cannot be listened for: {error}"),
            )
        })?;
        // Drawn to stderr; hidden by itself where that is no terminal. How many rows there will be, only some files say.
        let bar = ProgressBar::no_length();
        style(
            &bar,
            &format!("{{spinner}} {{human_pos}} {} {{elapsed}}", rows(lang)),
        );
        Ok(Self { bar, lang, stopped })
    }
}

fn rows(lang: Lang) -> &'static str {
    match lang {
        Lang::Chinese => "行",
        Lang::English => "rows",
    }
}

fn style(bar: &ProgressBar, template: &str) {
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
}

impl Watch for Watcher {
    fn begin(&self, rows: Option<u64>) {
        if let Some(rows) = rows {
            self.bar.set_length(rows);
            let template = format!(
                "{{bar:24}} {{human_pos}}/{{human_len}} {} {{eta}}",
                self::rows(self.lang)
            );
            style(&self.bar, &template);
        }
    }

    fn scored(&self, rows: u64) {
        self.bar.inc(rows);
    }

    fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }
}

fn count(value: u64) -> String {
    grouped(&value.to_string())
}

/// A sum of 分 in 万元, in all its digits.
fn wan(fen: i128) -> String {
    match Fraction::new(fen, 1_000_000) {
        Ok(sum) => sum.decimal(DIGITS),
        Err(_) => fen.to_string(),
    }
}

/// As many digits as a sum can have.
const DIGITS: usize = 40;

/// The rate as it is shown; a dash where it has none.
fn rate(of: &RollUp) -> String {
    of.execution_rate()
        .map_or_else(|| "—".into(), |rate| rate.to_string())
}

fn mean(of: &RollUp) -> String {
    of.mean(2)
        .map_or_else(|| "—".into(), |points| points.to_string())
}

fn told(job: &Job, summary: &Summary) -> Bilingual {
    let all = &summary.all;
    let policy = &job.policy;
    let mut zh = vec![
        format!("评分政策：{}，{}", policy.id, policy.name.zh),
        format!("行 {}，项目 {}", count(summary.rows), count(all.projects)),
        format!(
            "预算执行率 {}（{} ÷ {} 万元）",
            rate(all),
            grouped(&wan(all.executed_fen())),
            grouped(&wan(all.budget_fen()))
        ),
        format!(
            "等级 优/良/中/差  {}/{}/{}/{}，平均分 {}",
            count(all.excellent),
            count(all.good),
            count(all.fair),
            count(all.poor),
            mean(all)
        ),
    ];
    let mut en = vec![
        format!("policy: {}, {}", policy.id, policy.name.en),
        format!(
            "{} rows, {} projects",
            count(summary.rows),
            count(all.projects)
        ),
        format!(
            "execution rate {} ({} ÷ {} 万元)",
            rate(all),
            grouped(&wan(all.executed_fen())),
            grouped(&wan(all.budget_fen()))
        ),
        format!(
            "grades 优/良/中/差 {}/{}/{}/{}, mean {}",
            count(all.excellent),
            count(all.good),
            count(all.fair),
            count(all.poor),
            mean(all)
        ),
    ];
    let mut note = |count_of: u64, said: fn(&str) -> (String, String)| {
        if count_of > 0 {
            let (of_zh, of_en) = said(&count(count_of));
            zh.push(of_zh);
            en.push(of_en);
        }
    };
    note(all.ungraded, |count| {
        (
            format!("总分不在 0 至 100 之间、没有等级的项目 {count} 个"),
            format!("{count} projects have a total outside 0 to 100 and so no grade"),
        )
    });
    note(all.off_hundred, |count| {
        (
            format!("分值（含执行率）合计不为 100 的项目 {count} 个"),
            format!(
                "the weights of {count} projects, with that of the execution rate, do not sum to 100"
            ),
        )
    });
    if summary.without_levels && job.policy.satisfaction != job.policy.number {
        zh.push(
            "注意：该政策对满意度指标另有赋分规则，而文件没有 level1 列，所有指标都按一般规则评分"
                .into(),
        );
        en.push("note: the policy scores satisfaction by another method, and there is no column level1: all indicators are scored by the general one".into());
    }
    if summary.rejects > 0 {
        let (file, rejects) = (job.rejects.display(), count(summary.rejects));
        let projects = count(all.rejected);
        zh.push(format!(
            "未评分：问题 {rejects} 处，涉及项目 {projects} 个（不计入执行率、等级和平均分），逐行见 {file}"
        ));
        en.push(format!(
            "not scored: {rejects} problems, {projects} projects, left out of rate, grades and mean; each row is told in {file}"
        ));
    }
    if let Some((by, file)) = &job.by {
        let table = |lang: Lang, lines: &mut Vec<String>| {
            lines.push(String::new());
            lines.extend(by_table(by, &summary.by, file, lang));
        };
        table(Lang::Chinese, &mut zh);
        table(Lang::English, &mut en);
    }
    zh.push(format!("已写出：{}", job.out.display()));
    en.push(format!("written: {}", job.out.display()));
    let fit = |lines: Vec<String>| {
        let lines = lines
            .iter()
            .flat_map(|line| columns::wrap(line, columns::PAGE));
        lines.collect::<Vec<_>>().join("\n")
    };
    Bilingual::new(fit(zh), fit(en))
}

/// The first of the roll-ups, and where all of them are.
fn by_table(by: &str, of: &[(Key, RollUp)], file: &Path, lang: Lang) -> Vec<String> {
    const MOST: usize = 10;
    const WIDTHS: [usize; 6] = [18, 9, 9, 9, 24, 8];
    let say = |zh: &str, en: &str| Bilingual::new(zh, en).get(lang).to_string();
    let heads = [
        by.to_string(),
        say("项目数", "projects"),
        say("未评分", "no score"),
        say("执行率", "rate"),
        say("优/良/中/差", "优/良/中/差"),
        say("平均分", "mean"),
    ];
    let rows = of.iter().take(MOST).map(|(key, of)| {
        let grades = [of.excellent, of.good, of.fair, of.poor].map(|count| count.to_string());
        [
            columns::shortened(&key.to_string(), 16),
            count(of.projects),
            count(of.rejected),
            rate(of),
            grades.join("/"),
            mean(of),
        ]
    });
    let mut lines = Vec::new();
    for cells in [heads].into_iter().chain(rows) {
        let cells: Vec<(&str, usize)> = cells.iter().map(String::as_str).zip(WIDTHS).collect();
        lines.extend(columns::row(&cells));
    }
    let (all, file) = (count(of.len() as u64), file.display());
    lines.push(say(
        &format!("共 {all} 组，全部见 {file}"),
        &format!("{all} in all, written to {file}"),
    ));
    lines
}

fn data(job: &Job, summary: &Summary) -> Value {
    let mut document = json!({
        "policy": job.policy.id,
        "rows": summary.rows,
        "rejects": summary.rejects,
        "without_levels": summary.without_levels,
        "out": job.out.display().to_string(),
        "rejects_file": job.rejects.display().to_string(),
        "all": roll_up(&summary.all),
    });
    if let (Some((by, file)), Some(members)) = (&job.by, document.as_object_mut()) {
        let of = summary.by.iter().map(|(key, of)| {
            let mut own = json!({ "key": key_data(key) });
            if let (Some(own), Value::Object(figures)) = (own.as_object_mut(), roll_up(of)) {
                own.extend(figures);
            }
            own
        });
        members.insert("by".into(), json!(by));
        members.insert("by_file".into(), json!(file.display().to_string()));
        members.insert("groups".into(), of.collect());
    }
    document
}

fn key_data(key: &Key) -> Value {
    match key {
        Key::Whole(number) => json!(number),
        Key::Text(text) => json!(text),
        _ => Value::Null,
    }
}

/// Money and points are texts of exact decimals.
fn roll_up(of: &RollUp) -> Value {
    json!({
        "projects": of.projects,
        "rejected": of.rejected,
        "budget": wan(of.budget_fen()),
        "executed": wan(of.executed_fen()),
        "execution_rate": of.execution_rate().map(|rate| rate.to_string()),
        "grades": { "优": of.excellent, "良": of.good, "中": of.fair, "差": of.poor },
        "ungraded": of.ungraded,
        "off_hundred": of.off_hundred,
        "mean_total": of.mean(4).map(|mean| mean.to_string()),
    })
}
