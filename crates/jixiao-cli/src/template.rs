//! `jixiao template`: blank forms to fill in.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use jixiao::export::{
    MAX_TEMPLATE_PROJECTS, OutputFile, TemplateKind, TemplateOrder, template, write_files,
};
use jixiao::model::{Bilingual, FiscalYear, Lang};
use jixiao::scoring::policy::BUILTIN;

use crate::failure::Failure;
use crate::{out, print};

/// The policy of whoever names none.
const USUAL_POLICY: &str = "mof-2020";

#[derive(Args)]
pub(crate) struct Arguments {
    /// 评分政策：编号（如 mof-2020）或 TOML 文件，决定分值和等级；不写则为 mof-2020
    #[arg(long, value_name = "编号|文件")]
    policy: Option<String>,
    /// 哪种空白表：project（附表1）、department（附表3）或 unit（一个单位的全套表）；不写则为 unit
    #[arg(
        long,
        value_enum,
        value_name = "种类",
        default_value = "unit",
        hide_default_value = true,
        hide_possible_values = true
    )]
    kind: Kind,
    /// 全套表中有几张项目表，1 至 200；不写则为 10
    #[arg(long, value_name = "个数", allow_hyphen_values = true)]
    projects: Option<String>,
    /// 预先填好的年度，如 2024；不写则留空
    #[arg(long, value_name = "年度", allow_hyphen_values = true)]
    year: Option<String>,
    /// 写出到这个文件，以 .xlsx 结尾
    #[arg(long, required = true, value_name = "文件")]
    out: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum Kind {
    /// 附表1
    Project,
    /// 附表3
    Department,
    /// 全套表
    Unit,
}

/// Writes the workbook and says what to do with it.
pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Result<ExitCode, Failure> {
    let policy = jixiao::policy(arguments.policy.as_deref().unwrap_or(USUAL_POLICY))?;
    let (folder, name) = place(&arguments.out)?;

    let mut order = TemplateOrder::new(&policy);
    order.kind = match arguments.kind {
        Kind::Project => TemplateKind::Project,
        Kind::Department => TemplateKind::Department,
        Kind::Unit => TemplateKind::Unit,
    };
    order.policies = BUILTIN;
    if let Some(count) = &arguments.projects {
        order.projects = projects(count, order.kind)?;
    }
    order.year = arguments.year.as_deref().map(year).transpose()?;
    let bytes = template(&order)?;
    write_files(&folder, &[OutputFile { name, bytes }])?;
    let out = arguments.out.display();
    let said = Bilingual::new(
        format!("已写出：{out}\n填好后评价：jixiao evaluate {out}"),
        format!("written: {out}\nonce it is filled in: jixiao evaluate {out}"),
    );
    print(said.get(lang))?;
    Ok(ExitCode::SUCCESS)
}

/// The folder and the name of the workbook to write.
fn place(out: &Path) -> Result<(PathBuf, String), Failure> {
    let place = out::place(out, &Bilingual::new("自评表.xlsx", "forms.xlsx"))?;
    if out::ending(out) == "xlsx" {
        return Ok(place);
    }
    let shown = out.display();
    Err(Failure::new(
        format!("“{shown}”不以 .xlsx 结尾；空白表是 Excel 工作簿，请写成如 --out 自评表.xlsx"),
        format!(
            "`{shown}` does not end in .xlsx; blank forms are an Excel workbook, so write it like --out forms.xlsx"
        ),
    ))
}

fn projects(count: &str, kind: TemplateKind) -> Result<u16, Failure> {
    if kind != TemplateKind::Unit {
        return Err(Failure::new(
            "--projects 只用于 --kind unit（全套表）；请删去其一",
            "--projects goes with --kind unit only; leave one of them out",
        ));
    }
    let read = count.trim().parse::<u16>().ok();
    let fits = read.filter(|count| (1..=MAX_TEMPLATE_PROJECTS).contains(count));
    fits.ok_or_else(|| {
        Failure::new(
            format!("--projects 后面是“{count}”，应为 1 至 {MAX_TEMPLATE_PROJECTS} 之间的整数，如 --projects 35；更多的项目请分成几个工作簿"),
            format!("--projects is `{count}`; it takes a whole number from 1 to {MAX_TEMPLATE_PROJECTS}, such as --projects 35; divide more projects into several workbooks"),
        )
    })
}

fn year(text: &str) -> Result<FiscalYear, Failure> {
    let read = text.trim().parse::<i32>().ok();
    let year = read.and_then(|year| FiscalYear::try_from(year).ok());
    let [first, last] = [FiscalYear::FIRST, FiscalYear::LAST].map(FiscalYear::number);
    year.ok_or_else(|| {
        Failure::new(
            format!("--year 后面是“{text}”，应为 {first} 至 {last} 之间的四位年份，如 --year 2024"),
            format!(
                "--year is `{text}`; it takes a year from {first} to {last}, such as --year 2024"
            ),
        )
    })
}
