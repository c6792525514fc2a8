//! `jixiao evaluate`: the main job.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use jixiao::export::{Format, OutputFile, PointsShown, data, files, write_files};
use jixiao::model::{Bilingual, Lang, Speak};
use jixiao::{Assessment, RegisterLoss, register_loss, review};

use crate::failure::Failure;
use crate::progress::Progress;
use crate::{causes, print, summary};

#[derive(Args)]
pub(crate) struct Arguments {
    /// 单位的数据：文件夹，自评表（.xlsx、.xls、.ods、.docx、.csv），或 .toml、.json 文件
    #[arg(required = true, value_name = "数据集")]
    inputs: Vec<PathBuf>,
    /// 评分政策：编号（如 mof-2020）或 TOML 文件；不写则用数据集指定的政策
    #[arg(long, value_name = "编号|文件")]
    policy: Option<String>,
    /// 本单位补充的原因与措施（TOML 文件）
    #[arg(long, value_name = "文件")]
    catalogue: Option<String>,
    /// 附表列示哪种得分：computed（按规则计算）或 claimed（单位填报）；不写则为 computed
    #[arg(
        long,
        value_enum,
        value_name = "得分",
        default_value = "computed",
        hide_default_value = true,
        hide_possible_values = true
    )]
    points: Points,
    /// 写出到这个文件夹；不写则只输出结果
    #[arg(long, value_name = "文件夹")]
    out: Option<PathBuf>,
    /// 写出哪些格式，以逗号分隔：xlsx、docx、md、json（须有 --out）；不写则全部
    #[arg(long, value_name = "格式")]
    formats: Option<String>,
    /// 以 JSON 输出结果（与 evaluation.json 相同）
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Points {
    /// 按规则计算
    Computed,
    /// 单位填报
    Claimed,
}

/// Reads, scores, reviews and writes. Status 1 where a finding of level error exists.
pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Result<ExitCode, Failure> {
    let say = |zh: &str, en: &str| Bilingual::new(zh, en).get(lang).to_string();
    let formats = formats(arguments)?;
    let progress = Progress::new(steps(&formats));
    progress.doing(&say("读取数据集", "reading the dataset"));
    let policy = arguments
        .policy
        .as_deref()
        .map(jixiao::policy)
        .transpose()?;
    let catalogue = causes::catalogue(arguments.catalogue.as_deref())?;
    let submission = jixiao::read(&arguments.inputs)?;
    progress.step(&say("计分、核对", "scoring and reviewing"));
    let assessment = Assessment::with_catalogue(submission, policy, catalogue)?;
    let mut outcome = assessment.outcome();
    outcome.points = match arguments.points {
        Points::Computed => PointsShown::Computed,
        Points::Claimed => PointsShown::Claimed,
    };
    let (mut written, mut kept) = (Vec::new(), Vec::new());
    if let Some(folder) = &arguments.out {
        progress.step(&say("生成附表和总结", "making the annexes and the report"));
        let mut files = files(&outcome, &formats, |name| progress.step(name))?;
        progress.doing(&say("写出", "writing"));
        kept = take_kept(folder, &mut files, &assessment);
        written = write_files(folder, &files)?;
    }
    drop(progress);
    for (path, loss) in &kept {
        eprintln!("{}", left_alone(path, *loss).get(lang));
    }
    if arguments.json {
        print(&format!("{:#}", data(&outcome)))?;
    } else {
        print(&summary::text(&assessment, &written, lang))?;
    }
    Ok(ExitCode::from(u8::from(assessment.findings.has_errors())))
}

/// Takes out of the files a register in whose place stands one that somebody filled in: that one is kept.
fn take_kept(
    folder: &Path,
    files: &mut Vec<OutputFile>,
    assessment: &Assessment,
) -> Vec<(PathBuf, RegisterLoss)> {
    let rows = review::register(&assessment.submission);
    let mut kept = Vec::new();
    files.retain(|file| {
        let path = folder.join(&file.name);
        let is_register = file.is_register();
        let loss = is_register.then(|| register_loss(&path, &file.bytes, &rows));
        let loss = loss.flatten();
        kept.extend(loss.map(|loss| (path, loss)));
        loss.is_none()
    });
    kept
}

/// What is said of a register that was not written over.
fn left_alone(path: &Path, loss: RegisterLoss) -> Bilingual {
    let (path, why) = (path.display(), loss.speak());
    let (zh, en) = match loss {
        RegisterLoss::Rows(_) => (
            "请把它放进数据集文件夹后再运行",
            "lay it into the dataset and run again",
        ),
        RegisterLoss::Unreadable => ("请把它移走后再运行", "move it away and run again"),
    };
    Bilingual::new(
        format!("注意：“{path}”{}，文件保留未动；{zh}", why.zh),
        format!("note: `{path}` was left as it is: {}; {en}", why.en),
    )
}

/// Reading, scoring, and at most so many files.
fn steps(formats: &[Format]) -> u64 {
    let files = formats.iter().map(|format| match format {
        Format::Xlsx => 5,
        Format::Markdown => 6,
        Format::Docx | Format::Json => 1,
    });
    files.sum::<u64>() + 2
}

/// The formats that are asked for, all where none is named.
fn formats(arguments: &Arguments) -> Result<Vec<Format>, Failure> {
    let Some(list) = &arguments.formats else {
        return Ok(Format::ALL.to_vec());
    };
    if arguments.out.is_none() {
        return Err(Failure::new(
            "写了 --formats 而没有写 --out，不知写出到哪里；请加上 --out 文件夹",
            "there is --formats but no --out to write to; add --out DIR",
        ));
    }
    let mut formats = Vec::new();
    for name in list.split(',').map(str::trim) {
        let format = Format::recognise(name).ok_or_else(|| {
            let known = Format::ALL.map(Format::ending);
            Failure::new(
                format!("没有格式“{name}”；可用的格式：{}", known.join("、")),
                format!(
                    "there is no format `{name}`; the formats are: {}",
                    known.join(", ")
                ),
            )
        })?;
        if !formats.contains(&format) {
            formats.push(format);
        }
    }
    Ok(formats)
}
