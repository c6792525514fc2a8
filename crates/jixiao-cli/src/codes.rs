//! `jixiao codes`: the checks by their codes, and the page of each.

use std::process::ExitCode;

use clap::Args;
use jixiao::export::check_data;
use jixiao::model::{Bilingual, Lang};
use jixiao::review::Check;
use jixiao::review::checks::ALL;
use serde_json::Value;

use crate::by_name::{Named, called, nearest};
use crate::columns::indented;
use crate::failure::Failure;
use crate::print;

#[derive(Args)]
pub(crate) struct Arguments {
    /// 检查的编号（如 JX301）或名称；不写则列出全部检查
    #[arg(value_name = "检查")]
    code: Option<String>,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
}

/// Lists the checks, or prints the page of one.
pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Result<ExitCode, Failure> {
    let check = arguments.code.as_deref().map(find).transpose()?;
    let text = match (check, arguments.json) {
        (None, false) => list(lang),
        (None, true) => format!("{:#}", ALL.iter().map(check_data).collect::<Value>()),
        (Some(check), false) => check.page.to_string(),
        (Some(check), true) => format!("{:#}", check_data(check)),
    };
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// Every check below the heading of its group.
fn list(lang: Lang) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut last: Option<Bilingual> = None;
    for check in ALL {
        let group = group(check);
        if last.as_ref() != Some(&group) {
            lines.extend(last.map(|_| String::new()));
            lines.push(group.get(lang).to_string());
            last = Some(group);
        }
        lines.extend(entry(check, lang));
    }
    let more = Bilingual::new(
        "一项检查的说明：jixiao codes 编号",
        "The page of a check: jixiao codes CODE",
    );
    lines.push(String::new());
    lines.push(more.get(lang).to_string());
    lines.join("\n")
}

fn entry(check: &'static Check, lang: Lang) -> Vec<String> {
    let code = check.code.to_string();
    indented(&format!("{code}  {}", check.name(lang)), 2)
}

impl Named for &'static Check {
    /// Codes are looked up by themselves: what stands here is one more name.
    fn id(&self) -> &str {
        self.zh
    }

    fn name(&self, lang: Lang) -> &str {
        match lang {
            Lang::Chinese => self.zh,
            Lang::English => self.en,
        }
    }
}

/// What the first digit of a code says.
fn group(check: &Check) -> Bilingual {
    match check.code.to_string().as_bytes().get(2) {
        Some(b'0') => Bilingual::new("表内", "Within a form"),
        Some(b'1') => Bilingual::new("计算与口径", "Arithmetic"),
        Some(b'2') => Bilingual::new("表间勾稽", "Between tables"),
        Some(b'3') => Bilingual::new("偏差说明", "Explanations"),
        Some(b'4') => Bilingual::new("合理性", "Plausibility"),
        _ => Bilingual::new("其他", "Others"),
    }
}

/// The check of a code or a name, however it is typed.
fn find(wanted: &str) -> Result<&'static Check, Failure> {
    let found = Check::find(wanted).or_else(|| called(wanted, ALL));
    found.ok_or_else(|| unknown(wanted))
}

/// Those whose codes begin as `wanted` does, of the same group at least; else those whose names share much with it.
fn near(wanted: &str) -> Vec<&'static Check> {
    const GROUP: usize = "JX0".len();
    let typed = wanted.trim().to_uppercase();
    let shared = |check: &&Check| {
        let code = check.code.to_string();
        let pairs = code.chars().zip(typed.chars());
        pairs.take_while(|(own, typed)| own == typed).count()
    };
    let most = ALL.iter().map(|check| shared(&check)).max();
    match most {
        Some(most) if most >= GROUP => ALL.iter().filter(|check| shared(check) == most).collect(),
        _ => nearest(wanted, ALL),
    }
}

/// There is no such check: those that were probably meant, else where all stand.
fn unknown(wanted: &str) -> Failure {
    let near = near(wanted);
    if near.is_empty() {
        return Failure::new(
            format!("没有检查“{wanted}”；全部检查见 jixiao codes"),
            format!("there is no check `{wanted}`; see all with jixiao codes"),
        );
    }
    let listed = |lang| {
        let lines = near.iter().flat_map(|check| entry(check, lang));
        let lines: Vec<String> = lines.collect();
        lines.join("\n")
    };
    Failure::new(
        format!(
            "没有检查“{wanted}”；是否指（全部检查见 jixiao codes）：\n{}",
            listed(Lang::Chinese)
        ),
        format!(
            "there is no check `{wanted}`; did you mean (see all with jixiao codes):\n{}",
            listed(Lang::English)
        ),
    )
}
