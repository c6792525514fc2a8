//! `jixiao check`: what an auditor would object to, and where.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use jixiao::Assessment;
use jixiao::export::render::xlsx;
use jixiao::export::{OutputFile, findings_data, findings_sheet, sarif, write_files};
use jixiao::model::{Bilingual, Lang};
use jixiao::review::Selection;

use crate::causes;
use crate::failure::Failure;
use crate::finding_text::{self, Colours};
use crate::out;
use crate::print;
use crate::progress::Progress;

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
    /// 只做哪些检查：编号或编号的开头，以逗号分隔，如 JX0,JX301；不写则全部
    #[arg(long, value_name = "检查编号")]
    select: Vec<String>,
    /// 不做哪些检查：写法同 --select；两者都符合时以较长的为准，一样长则不做
    #[arg(long, value_name = "检查编号")]
    ignore: Vec<String>,
    /// 格式：text、json、sarif（2.1.0）或 xlsx；不写则看 --out 的结尾，没有 --out 则为 text
    #[arg(long, value_enum, value_name = "输出格式", hide_possible_values = true)]
    format: Option<Format>,
    /// 输出 JSON，即 --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// 写出到这个文件；不写则输出到屏幕（xlsx 须写）
    #[arg(long, value_name = "文件")]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// 文字
    Text,
    /// JSON
    Json,
    /// SARIF 2.1.0
    Sarif,
    /// Excel 工作簿
    Xlsx,
}

/// Reads, scores and reviews, and tells the findings. Status 1 where one of level error is counted.
pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Result<ExitCode, Failure> {
    let say = |zh: &str, en: &str| Bilingual::new(zh, en).get(lang).to_string();
    let example = Bilingual::new("核对结果.xlsx", "findings.xlsx");
    let out = arguments.out.as_deref();
    let target = out.map(|out| out::place(out, &example)).transpose()?;
    let format = format(arguments)?;
    let selection = Selection::parse(&arguments.select.join(","), &arguments.ignore.join(","))?;
    if selection.count() == 0 {
        return Err(Failure::new(
            "--select 和 --ignore 没有留下任何检查；请改其中一项，编号见 jixiao codes",
            "--select and --ignore leave no check; change one of them",
        ));
    }
    let progress = Progress::new(2);
    progress.doing(&say("读取数据集", "reading the dataset"));
    let policy = arguments.policy.as_deref();
    let policy = policy.map(jixiao::policy).transpose()?;
    let catalogue = causes::catalogue(arguments.catalogue.as_deref())?;
    let submission = jixiao::read(&arguments.inputs)?;
    progress.step(&say("计分、核对", "scoring and reviewing"));
    let mut assessment = Assessment::with_catalogue(submission, policy, catalogue)?;
    assessment.findings = assessment.findings.selected(&selection);
    progress.step(&say("写出", "writing"));
    let colours = match &target {
        None => Colours::of_terminal(io::stdout().is_terminal()),
        Some(_) => Colours::None,
    };
    let bytes = told(&assessment, &selection, format, colours, lang)?;
    drop(progress);
    match (out, target) {
        (Some(out), Some((folder, name))) => {
            write_files(&folder, &[OutputFile { name, bytes }])?;
            print(&written(&assessment, &selection, out, lang))?;
        }
        _ => print(&String::from_utf8_lossy(&bytes))?,
    }
    Ok(ExitCode::from(u8::from(assessment.findings.has_errors())))
}

/// The findings in a format.
fn told(
    assessment: &Assessment,
    selection: &Selection,
    format: Format,
    colours: Colours,
    lang: Lang,
) -> Result<Vec<u8>, Failure> {
    let outcome = assessment.outcome();
    let mut text = match format {
        Format::Text => finding_text::text(assessment, selection, colours, lang),
        Format::Json => format!("{:#}", findings_data(&outcome)),
        Format::Sarif => format!("{:#}", sarif(&outcome)),
        Format::Xlsx => return Ok(xlsx(&findings_sheet(&outcome))?),
    };
    text.push('\n');
    Ok(text.into_bytes())
}

/// How many findings went into which file.
fn written(assessment: &Assessment, selection: &Selection, out: &Path, lang: Lang) -> String {
    let out = out.display();
    let said = Bilingual::new(format!("已写出：{out}"), format!("written: {out}"));
    let counts = finding_text::counts(assessment, selection, lang);
    format!("{counts}\n{}", said.get(lang))
}

/// The format that is asked for: by name, else by the ending of the file.
fn format(arguments: &Arguments) -> Result<Format, Failure> {
    let named = arguments.format.or(arguments.json.then_some(Format::Json));
    match (named, &arguments.out) {
        (Some(Format::Xlsx), None) => Err(Failure::new(
            "工作簿不能输出到屏幕；请加上 --out 文件，如 --out 核对结果.xlsx",
            "a workbook cannot be printed; add --out FILE, such as --out findings.xlsx",
        )),
        (Some(named), _) => Ok(named),
        (None, None) => Ok(Format::Text),
        (None, Some(out)) => by_ending(out),
    }
}

fn by_ending(out: &Path) -> Result<Format, Failure> {
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    let name = name.to_lowercase();
    let endings = [
        (".sarif.json", Format::Sarif),
        (".sarif", Format::Sarif),
        (".json", Format::Json),
        (".xlsx", Format::Xlsx),
        (".txt", Format::Text),
    ];
    let found = endings.iter().find(|(ending, _)| name.ends_with(ending));
    found.map(|(_, format)| *format).ok_or_else(|| {
        let shown = out.display();
        Failure::new(
            format!("从“{shown}”的结尾看不出格式；请以 .txt、.json、.sarif 或 .xlsx 结尾，或加上 --format"),
            format!("the ending of `{shown}` tells no format; end it in .txt, .json, .sarif or .xlsx, or add --format"),
        )
    })
}
