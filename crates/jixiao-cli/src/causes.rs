//! `jixiao causes`: the catalogue of causes and remedies, and the page of each.

use std::process::ExitCode;

use clap::Args;
use jixiao::catalogue::{Catalogue, Cause, Remedy};
use jixiao::export::{catalogue_data, cause_data, remedy_data};
use jixiao::model::{Bilingual, Lang};
use serde_json::Value;

use crate::by_name::{self, Named};
use crate::columns::row;
use crate::failure::Failure;
use crate::print;

/// The width of the column of codes.
const CODE: usize = 6;

#[derive(Args)]
pub(crate) struct Arguments {
    /// 原因或措施的代码、名称，或名称中独有的一段；不写则列出全部
    #[arg(value_name = "代码")]
    code: Option<String>,
    /// 本单位补充的原因与措施（TOML 文件）
    #[arg(long, value_name = "文件")]
    catalogue: Option<String>,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
}

/// Lists causes and remedies, or prints the page of one.
pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Result<ExitCode, Failure> {
    let catalogue = catalogue(arguments.catalogue.as_deref())?;
    let entry = arguments.code.as_deref();
    let entry = entry.map(|code| find(code, &catalogue)).transpose()?;
    let text = match (entry, arguments.json) {
        (None, false) => list(&catalogue, lang),
        (None, true) => format!("{:#}", catalogue_data(&catalogue)),
        (Some(entry), false) => without_links(&entry.page(&catalogue)),
        (Some(entry), true) => format!("{:#}", entry.data(&catalogue)),
    };
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// The built-in catalogue, or the one with a team's own file.
pub(crate) fn catalogue(file: Option<&str>) -> Result<Catalogue, Failure> {
    Ok(match file {
        Some(file) => jixiao::catalogue_file(file)?,
        None => Catalogue::builtin().map_err(jixiao::Error::from)?,
    })
}

/// A cause or a remedy: both are asked for in the same way.
#[derive(Clone, Copy)]
enum Entry<'c> {
    Cause(&'c Cause),
    Remedy(&'c Remedy),
}

impl Entry<'_> {
    fn page(self, catalogue: &Catalogue) -> String {
        match self {
            Self::Cause(cause) => cause.page(catalogue),
            Self::Remedy(remedy) => remedy.page(catalogue),
        }
    }

    fn data(self, catalogue: &Catalogue) -> Value {
        match self {
            Self::Cause(cause) => cause_data(cause),
            Self::Remedy(remedy) => remedy_data(catalogue, remedy),
        }
    }
}

impl Named for Entry<'_> {
    fn id(&self) -> &str {
        match self {
            Self::Cause(cause) => &cause.code,
            Self::Remedy(remedy) => &remedy.code,
        }
    }

    fn name(&self, lang: Lang) -> &str {
        match self {
            Self::Cause(cause) => cause.name.get(lang),
            Self::Remedy(remedy) => remedy.name.get(lang),
        }
    }
}

fn entries(catalogue: &Catalogue) -> Vec<Entry<'_>> {
    let causes = catalogue.causes().iter().map(Entry::Cause);
    causes
        .chain(catalogue.remedies().iter().map(Entry::Remedy))
        .collect()
}

/// Causes by group, then remedies; behind each cause what answers it, behind each remedy which causes.
fn list(catalogue: &Catalogue, lang: Lang) -> String {
    const NAME: usize = 46;
    const OTHERS: usize = 26;
    let line = |code: &str, name: &Bilingual, others: &[&str]| {
        let others = others.join(" ");
        let name = name.get(lang);
        row(&[("", 2), (code, CODE), (name, NAME), (&others, OTHERS)])
    };
    let mut lines = Vec::new();
    for group in catalogue.groups() {
        lines.push(format!("{} {}", group.id, group.name.get(lang)));
        let causes = catalogue.causes().iter();
        for cause in causes.filter(|cause| cause.group == group.id) {
            let remedies: Vec<&str> = cause.remedies.iter().map(String::as_str).collect();
            lines.extend(line(&cause.code, &cause.name, &remedies));
        }
        lines.push(String::new());
    }
    let remedies = Bilingual::new("改进措施", "Remedies");
    lines.push(remedies.get(lang).to_string());
    for remedy in catalogue.remedies() {
        let causes: Vec<&str> = remedy.answers(catalogue).map(|own| &*own.code).collect();
        lines.extend(line(&remedy.code, &remedy.name, &causes));
    }
    let more = Bilingual::new(
        "右列为对应的措施或原因\n一项的全文：jixiao causes 代码或名称\n文字归类：jixiao classify 文字",
        "On the right: what answers a cause, and which causes a remedy answers\nThe page of one: jixiao causes CODE\nThe causes of a text: jixiao classify TEXT",
    );
    lines.push(String::new());
    lines.push(more.get(lang).to_string());
    lines.join("\n")
}

/// A page whose links lead nowhere in a terminal: what they show is left.
fn without_links(page: &str) -> String {
    let mut shown = String::new();
    let mut rest = page;
    while let Some((before, after)) = rest.split_once("](") {
        let Some((_, behind)) = after.split_once(')') else {
            break;
        };
        match before.rsplit_once('[') {
            Some((before, text)) => shown.extend([before, text]),
            None => shown.push_str(before),
        }
        rest = behind;
    }
    shown + rest
}

/// The cause or remedy of a code or a name, or of a part that only it has.
fn find<'c>(wanted: &str, catalogue: &'c Catalogue) -> Result<Entry<'c>, Failure> {
    let entries = entries(catalogue);
    if let Some(entry) = by_name::called(wanted, entries.iter().copied()) {
        return Ok(entry);
    }
    if let Some(letter) = letter_of_code(wanted) {
        let near = entries.iter().copied();
        let near: Vec<Entry<'_>> = near.filter(|own| own.id().starts_with(letter)).collect();
        return Err(unknown(wanted, &near));
    }
    let fitting = by_name::with_part(wanted, entries.iter().copied());
    match fitting.as_slice() {
        [] => Err(unknown(wanted, &by_name::nearest(wanted, entries))),
        [entry] => Ok(*entry),
        several => {
            let count = several.len();
            let listed = by_name::listed(several, CODE);
            Err(Failure::new(
                format!("有 {count} 项符合“{wanted}”，请写明代码：{}", listed.zh),
                format!("{count} entries fit `{wanted}`; name one:{}", listed.en),
            ))
        }
    }
}

/// The capital letter of what has the shape of a code.
fn letter_of_code(wanted: &str) -> Option<char> {
    let wanted = wanted.trim();
    let letter = wanted.chars().next().filter(char::is_ascii_alphabetic)?;
    let digits = &wanted[letter.len_utf8()..];
    let is_code = !digits.is_empty() && digits.bytes().all(|c| c.is_ascii_digit());
    is_code.then(|| letter.to_ascii_uppercase())
}

fn unknown(wanted: &str, near: &[Entry<'_>]) -> Failure {
    if near.is_empty() {
        return Failure::new(
            format!("没有原因或措施“{wanted}”；全部见 jixiao causes"),
            format!("there is no cause or remedy `{wanted}`; see all with jixiao causes"),
        );
    }
    let listed = by_name::listed(near, CODE);
    Failure::new(
        format!(
            "没有原因或措施“{wanted}”；是否指（全部见 jixiao causes）：{}",
            listed.zh
        ),
        format!(
            "there is no cause or remedy `{wanted}`; did you mean (see all with jixiao causes):{}",
            listed.en
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_leave_what_they_show() {
        for (page, shown) in [
            (
                "- [M1](M1.md) 与财政沟通\n- [M2](M2.md)\n",
                "- M1 与财政沟通\n- M2\n",
            ),
            ("no link", "no link"),
            ("a](b", "a](b"),
            ("a](b) c", "a c"),
        ] {
            assert_eq!(without_links(page), shown);
        }
    }
}
