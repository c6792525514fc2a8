//! `jixiao rules`: the book of rules, and the page of each.

use std::process::ExitCode;

use clap::Args;
use jixiao::export::rule_data;
use jixiao::model::{Bilingual, Lang, Speak};
use jixiao::scoring::rules::{Direction, RateRule, Rule, RuleKind};
use serde_json::Value;

use crate::by_name::{self, Named};
use crate::columns::{indented, pad};
use crate::failure::Failure;
use crate::print;

#[derive(Args)]
pub(crate) struct Arguments {
    /// 规则的编号、名称，或名称中独有的一段；不写则列出全部规则
    #[arg(value_name = "规则")]
    rule: Option<String>,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
}

/// The width of the column of ids.
const ID: usize = 28;

/// Lists the rules, or prints the page of one.
pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Result<ExitCode, Failure> {
    let rule = arguments.rule.as_deref().map(find).transpose()?;
    let text = match (rule, arguments.json) {
        (None, false) => list(lang),
        (None, true) => format!("{:#}", Rule::all().map(rule_data).collect::<Value>()),
        (Some(rule), false) => page(rule, lang),
        (Some(rule), true) => format!("{:#}", rule_data(rule)),
    };
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// Every rule: its id and name, and under them the formula.
fn list(lang: Lang) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut kind: Option<RuleKind> = None;
    for rule in Rule::all() {
        if kind != Some(rule.kind()) {
            lines.extend(kind.map(|_| String::new()));
            lines.push(heading(rule.kind(), lang));
            kind = Some(rule.kind());
        }
        lines.push(format!("  {}{}", pad(rule.id(), ID), name(rule, lang)));
        let mut formula = indented(&rule.formula(lang), 2 + ID);
        if let (Rule::Rate(rate), Some(first)) = (rule, formula.first_mut()) {
            let sign = pad(rate.direction.sign(), 2);
            *first = format!("{}{sign}{}", " ".repeat(ID), first.trim_start());
        }
        lines.extend(formula);
    }
    let signs = [Direction::More, Direction::Less, Direction::Whole];
    let signs = signs.map(|way| format!("{} {}", way.sign(), way.speak().get(lang)));
    let more = Bilingual::new(
        "一条规则的全文：jixiao rules 编号或名称",
        "The page of a rule: jixiao rules ID",
    );
    lines.push(String::new());
    lines.push(signs.join("    "));
    lines.push(more.get(lang).to_string());
    lines.join("\n")
}

fn heading(kind: RuleKind, lang: Lang) -> String {
    let said = kind.speak();
    let mut letters = said.get(lang).chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

fn name(rule: Rule, lang: Lang) -> &'static str {
    match lang {
        Lang::Chinese => rule.term(),
        Lang::English => rule.english(),
    }
}

/// The page as it stands beside the rule, and how to use the rule.
fn page(rule: Rule, lang: Lang) -> String {
    let page = readable(rule.page());
    let how = match rule {
        Rule::Rate(rate) => call_of(rate, lang),
        _ => Bilingual::new(
            "得分的由来：jixiao explain 数据集 --indicator 指标名称",
            "How points came about: jixiao explain INPUT --indicator NAME",
        )
        .get(lang)
        .to_string(),
    };
    format!("{}\n\n{how}", page.trim_end())
}

/// How the command computes a rate, key by key.
fn call_of(rate: &RateRule, lang: Lang) -> String {
    let keys: Vec<String> = rate
        .inputs
        .iter()
        .map(|input| format!("{}=…", input.key))
        .collect();
    let call = format!("jixiao rate {} {}", rate.id.id(), keys.join(" "));
    let head = Bilingual::new(format!("计算：{call}"), format!("Compute it: {call}"));
    let mut lines = vec![head.get(lang).to_string()];
    for input in rate.inputs {
        let kind = input.kind.speak();
        let told = Bilingual::new(
            format!("{}，{}", input.term, kind.zh),
            format!("{}: {}", input.english, kind.en),
        );
        lines.push(format!("  {}{}", pad(input.key, 16), told.get(lang)));
    }
    lines.join("\n")
}

/// A page without the lines that only make its worked example run.
fn readable(page: &str) -> String {
    let mut in_example = false;
    let mut is_rust = false;
    let mut kept: Vec<&str> = Vec::new();
    for line in page.lines() {
        let plain = line.trim();
        if let Some(language) = plain.strip_prefix("```") {
            is_rust = !in_example && is_doctest(language);
            in_example = !in_example;
        }
        let is_hidden = is_rust && (plain == "#" || plain.starts_with("# "));
        if !is_hidden {
            kept.push(line);
        }
    }
    kept.join("\n")
}

/// As rustdoc reads what stands behind the fence of an example.
fn is_doctest(language: &str) -> bool {
    const RUST: [&str; 6] = [
        "",
        "rust",
        "no_run",
        "ignore",
        "should_panic",
        "compile_fail",
    ];
    language.split(',').all(|word| RUST.contains(&word.trim()))
}

impl Named for Rule {
    fn id(&self) -> &str {
        Rule::id(*self)
    }

    fn name(&self, lang: Lang) -> &str {
        name(*self, lang)
    }
}

/// The rule of an id or a name, or of a part that only it has.
fn find(wanted: &str) -> Result<Rule, Failure> {
    if let Some(rule) = named(wanted) {
        return Ok(rule);
    }
    let fitting = by_name::with_part(wanted, Rule::all());
    match fitting.as_slice() {
        [] => Err(unknown(wanted, Rule::all())),
        [rule] => Ok(*rule),
        several => {
            let count = several.len();
            let listed = by_name::listed(several, ID);
            Err(Failure::new(
                format!("有 {count} 条规则符合“{wanted}”，请写明编号：{}", listed.zh),
                format!("{count} rules fit `{wanted}`; name one:{}", listed.en),
            ))
        }
    }
}

/// The rule whose id or name this is, however it is typed.
pub(crate) fn named(wanted: &str) -> Option<Rule> {
    Rule::find(wanted).or_else(|| by_name::called(wanted, Rule::all()))
}

/// There is no such rule: those that were probably meant, else where all stand.
pub(crate) fn unknown(wanted: &str, among: impl Iterator<Item = Rule>) -> Failure {
    let near = by_name::nearest(wanted, among);
    if near.is_empty() {
        return Failure::new(
            format!("没有规则“{wanted}”；全部规则见 jixiao rules"),
            format!("there is no rule `{wanted}`; see all with jixiao rules"),
        );
    }
    let listed = by_name::listed(&near, ID);
    Failure::new(
        format!(
            "没有规则“{wanted}”；是否指（全部规则见 jixiao rules）：{}",
            listed.zh
        ),
        format!(
            "there is no rule `{wanted}`; did you mean (see all with jixiao rules):{}",
            listed.en
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_makes_an_example_run_is_left_out() {
        let page = "# Title\n\n```rust\n# use hidden;\n#\n#[derive(Debug)]\nlet shown = 1;\n# Ok(())\n```\n# Next\n```text\n# shown\n```\n```\n# hidden\n```\n";
        assert_eq!(
            readable(page),
            "# Title\n\n```rust\n#[derive(Debug)]\nlet shown = 1;\n```\n# Next\n```text\n# shown\n```\n```\n```"
        );
    }
}
