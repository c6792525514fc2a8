//! `jixiao classify`: free text to causes and remedies.

use std::io::{self, BufRead, IsTerminal, Read};
use std::iter;
use std::process::ExitCode;

use annotate_snippets::normalize_untrusted_str;
use clap::Args;
use jixiao::catalogue::{Catalogue, Classification, Evidence, FoundCause, FoundRemedy, Origin};
use jixiao::export::classification_data;
use jixiao::model::{Bilingual, Lang, Speak};
use serde_json::Value;

use crate::causes::catalogue;
use crate::columns::{PAGE, indented, shortened, width, wrap};
use crate::failure::Failure;
use crate::{print, print_on};

/// The longest text that is read, in bytes: 64 KiB, far beyond what a form holds.
const MAX_TEXT_BYTES: usize = 64 * 1024;

#[derive(Args)]
pub(crate) struct Arguments {
    /// 说明偏差原因、改进措施的文字；不写则从标准输入读取，一行一段
    #[arg(value_name = "文字")]
    text: Option<String>,
    /// 本单位补充的原因与措施（TOML 文件）
    #[arg(long, value_name = "文件")]
    catalogue: Option<String>,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
}

/// Classifies one text, or every line of stdin.
pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Result<ExitCode, Failure> {
    let catalogue = catalogue(arguments.catalogue.as_deref())?;
    let mut shown = Shown {
        catalogue: &catalogue,
        lang,
        members: arguments.json.then(Vec::new),
    };
    match &arguments.text {
        Some(text) if text.len() > MAX_TEXT_BYTES => return Err(too_long(None)),
        Some(text) => {
            shown.add(None, text)?;
        }
        None => each_line(lang, |line, text| shown.add(Some(line), text))?,
    }
    if let Some(members) = shown.members {
        print(&format!("{:#}", Value::Array(members)))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What has been classified: printed as it comes, or kept until all is there, since JSON is one document.
struct Shown<'c> {
    catalogue: &'c Catalogue,
    lang: Lang,
    members: Option<Vec<Value>>,
}

impl Shown<'_> {
    /// Adds one; tells whether anybody still reads the result.
    fn add(&mut self, line: Option<usize>, text: &str) -> Result<bool, Failure> {
        let found = self.catalogue.classify(text);
        match &mut self.members {
            Some(members) => {
                members.push(classification_data(text, &found, self.catalogue));
                Ok(true)
            }
            None => print_on(&self.told(line, text, &found)),
        }
    }

    /// The text on one line; below it each cause and each remedy.
    fn told(&self, line: Option<usize>, text: &str, found: &Classification) -> String {
        let number = line.map(|line| format!("{line}  ")).unwrap_or_default();
        if text.trim().is_empty() {
            let none = Bilingual::new("（空）", "(empty)");
            return format!("{number}{}", none.get(self.lang));
        }
        let room = PAGE.saturating_sub(width(&number));
        let mut lines = vec![format!("{number}{}", shortened(&harmless(text), room))];
        if found.causes.is_empty() {
            let none = Bilingual::new("未归类", "fits no cause (未归类)");
            lines.extend(indented(none.get(self.lang), 2));
        }
        for cause in &found.causes {
            lines.extend(hanging(&self.cause(cause)));
        }
        for remedy in &found.remedies {
            lines.extend(hanging(&self.remedy(remedy)));
        }
        lines.join("\n")
    }

    fn cause(&self, found: &FoundCause) -> String {
        let name = self.catalogue.cause(&found.code).map(|own| &own.name);
        let name = name.map_or("", |name| name.get(self.lang));
        let quoted = quoted(&found.evidence);
        let said = format!("{} {name}", found.code);
        let mut terms = found.classes.iter();
        match self.lang {
            Lang::Chinese if found.classes.is_empty() => format!("原因 {said}：{quoted}"),
            Lang::Chinese => {
                let terms: Vec<&str> = terms.by_ref().map(|class| class.term()).collect();
                format!("原因 {said}：{quoted}，涉及{}", terms.join("、"))
            }
            Lang::English if found.classes.is_empty() => format!("cause {said}: {quoted}"),
            Lang::English => {
                let terms: Vec<&str> = terms.by_ref().map(|class| class.english()).collect();
                format!("cause {said}: {quoted}, tied to {}", terms.join(", "))
            }
        }
    }

    fn remedy(&self, found: &FoundRemedy) -> String {
        let name = self.catalogue.remedy(&found.code).map(|own| &own.name);
        let name = name.map_or("", |name| name.get(self.lang));
        let said = format!("{} {name}", found.code);
        let quoted = quoted(&found.evidence);
        match (self.lang, found.origin) {
            (Lang::Chinese, Origin::Stated) => format!("措施 {said}：{quoted}"),
            (Lang::Chinese, Origin::Suggested) => format!("建议 {said}"),
            (Lang::English, Origin::Stated) => format!("remedy {said}: {quoted}"),
            (Lang::English, Origin::Suggested) => format!("suggested {said}"),
        }
    }
}

/// Lines that fit the page, those behind the first further in, so that each finding shows where it begins.
fn hanging(text: &str) -> Vec<String> {
    const FIRST: &str = "  ";
    const REST: &str = "      ";
    let lines = wrap(text, PAGE.saturating_sub(width(REST))).into_iter();
    let indents = iter::once(FIRST).chain(iter::repeat(REST));
    let line = |(indent, line): (&str, String)| format!("{indent}{line}");
    indents.zip(lines).map(line).collect()
}

/// The words that decided, each in quotes.
fn quoted(evidence: &[Evidence]) -> String {
    let words: Vec<String> = evidence.iter().map(|own| harmless(&own.text)).collect();
    format!("“{}”", words.join("”“"))
}

/// A text without what steers a terminal: other signs stand where such signs stood.
fn harmless(text: &str) -> String {
    let lines: Vec<&str> = text.split_whitespace().collect();
    normalize_untrusted_str(&lines.join(" "))
}

/// Hands on every line of stdin with its number, also an empty one, for as long as it is wanted.
fn each_line(
    lang: Lang,
    mut take: impl FnMut(usize, &str) -> Result<bool, Failure>,
) -> Result<(), Failure> {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        let said = Bilingual::new(
            "请输入文字，一行一段；按 Ctrl-D 结束（Windows 为 Ctrl-Z 后回车）",
            "type texts, one a line; end with Ctrl-D (on Windows, Ctrl-Z and Enter)",
        );
        eprintln!("{}", said.get(lang));
    }
    let mut input = stdin.lock();
    for number in 1.. {
        let Some(line) = read_line(&mut input, number)? else {
            break;
        };
        if !take(number, &line)? {
            break;
        }
    }
    Ok(())
}

/// The next line without its end; nothing where there is none.
fn read_line(input: &mut impl BufRead, number: usize) -> Result<Option<String>, Failure> {
    // A line of the longest text, its end and one byte more.
    let most = u64::try_from(MAX_TEXT_BYTES + 3).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    let read = input.by_ref().take(most).read_until(b'\n', &mut bytes);
    let read = read.map_err(|error| unreadable(&error))?;
    if read == 0 {
        return Ok(None);
    }
    let mut line = bytes.as_slice();
    line = line.strip_suffix(b"\n").unwrap_or(line);
    line = line.strip_suffix(b"\r").unwrap_or(line);
    if number == 1 {
        line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line);
    }
    if line.len() > MAX_TEXT_BYTES {
        return Err(too_long(Some(number)));
    }
    match std::str::from_utf8(line) {
        Ok(text) => Ok(Some(text.to_string())),
        Err(_) => Err(Failure::new(
            format!("标准输入第 {number} 行不是 UTF-8 编码；请先转换为 UTF-8"),
            format!("line {number} of the input is not UTF-8; convert it to UTF-8 first"),
        )),
    }
}

fn too_long(line: Option<usize>) -> Failure {
    let most = MAX_TEXT_BYTES / 1024;
    let (zh, en) = match line {
        Some(line) => (
            format!("标准输入第 {line} 行"),
            format!("line {line} of the input"),
        ),
        None => ("文字".to_string(), "the text".to_string()),
    };
    Failure::new(
        format!("{zh}超过 {most} KiB；请分成几段，一段一行"),
        format!("{en} is longer than {most} KiB; part it into several, one a line"),
    )
}

fn unreadable(error: &io::Error) -> Failure {
    let said = error.speak();
    Failure::new(
        format!("无法读取标准输入：{}", said.zh),
        format!("the input cannot be read: {}", said.en),
    )
}
