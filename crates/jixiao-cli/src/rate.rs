//! `jixiao rate`: one rate by hand.

use std::process::ExitCode;

use clap::Args;
use jixiao::export::rate_data;
use jixiao::model::{Bilingual, Lang, Speak};
use jixiao::scoring::RateOutcome;
use jixiao::scoring::rules::{Input, RateRule, Rule};
use serde_json::json;

use crate::failure::Failure;
use crate::{print, rules};

#[derive(Args)]
pub(crate) struct Arguments {
    /// 规则的编号或名称，例如 execution-rate；所需数据见 jixiao rules 编号
    #[arg(value_name = "规则")]
    rule: String,
    /// 数据，写作 键=值；金额以万元计，也可写明 元、万元、亿元
    #[arg(value_name = "键=值")]
    values: Vec<String>,
    /// 评分政策：编号或 TOML 文件；比率的公式各政策相同，此处只核对政策可用并在 JSON 中注明
    #[arg(long, value_name = "编号|文件")]
    policy: Option<String>,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
}

/// Computes and prints. Status 1 where the rate reveals an error.
pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Result<ExitCode, Failure> {
    let policy = arguments
        .policy
        .as_deref()
        .map(jixiao::policy)
        .transpose()?;
    let rule = find_rule(&arguments.rule)?;
    let values = read_values(rule, &arguments.values)?;
    let texts: Vec<&str> = values.iter().map(String::as_str).collect();
    let outcome = rule.compute(&texts)?;
    if arguments.json {
        let mut document = rate_data(rule, &texts, outcome);
        if let (Some(policy), Some(members)) = (policy, document.as_object_mut()) {
            members.insert("policy".into(), json!(policy.id));
        }
        print(&format!("{document:#}"))?;
    } else {
        print(&as_text(outcome, lang))?;
    }
    Ok(ExitCode::from(u8::from(is_error(outcome))))
}

/// The rule of an id or a name, however it is typed. A part is not enough: the result does not say which rule gave it.
fn find_rule(name: &str) -> Result<&'static RateRule, Failure> {
    match rules::named(name) {
        Some(Rule::Rate(rule)) => Ok(rule),
        Some(rule) => Err(Failure::new(
            format!(
                "“{}”给出得分，不是比率；说明见 jixiao rules {}",
                rule.term(),
                rule.id()
            ),
            format!(
                "`{}` gives points and is no rate; read about it with jixiao rules {}",
                rule.id(),
                rule.id()
            ),
        )),
        None => Err(rules::unknown(name, RateRule::ALL.iter().map(Rule::Rate))),
    }
}

/// The values in the order in which the rule takes them.
fn read_values(rule: &RateRule, given: &[String]) -> Result<Vec<String>, Failure> {
    let mut values: Vec<Option<String>> = vec![None; rule.inputs.len()];
    let wanted = wanted(rule);
    for pair in given {
        let (key, value) = pair.split_once(['=', '＝']).ok_or_else(|| {
            Failure::new(
                format!("“{pair}”应写作 键=值；本规则需要：{}", wanted.zh),
                format!(
                    "write `{pair}` as KEY=VALUE; this rule takes: {}",
                    wanted.en
                ),
            )
        })?;
        let key = key.trim();
        let index = rule.inputs.iter().position(|input| input.key == key);
        let slot = index
            .and_then(|index| values.get_mut(index))
            .ok_or_else(|| {
                Failure::new(
                    format!("本规则没有“{key}”；需要：{}", wanted.zh),
                    format!("this rule takes no `{key}`; it takes: {}", wanted.en),
                )
            })?;
        if slot.replace(value.trim().to_string()).is_some() {
            return Err(Failure::new(
                format!("“{key}”写了两次，请只留一个"),
                format!("`{key}` stands twice; keep one"),
            ));
        }
    }
    values.into_iter().collect::<Option<_>>().ok_or_else(|| {
        Failure::new(
            format!("缺少数据；本规则需要：{}", wanted.zh),
            format!("a value is missing; this rule takes: {}", wanted.en),
        )
    })
}

/// The keys of a rule with what stands behind each.
fn wanted(rule: &RateRule) -> Bilingual {
    let pairs = |term: fn(&Input) -> &'static str, between: &str| {
        let pairs = rule.inputs.iter();
        let pairs: Vec<String> = pairs
            .map(|input| format!("{}={}", input.key, term(input)))
            .collect();
        pairs.join(between)
    };
    Bilingual::new(
        pairs(|input| input.term, " "),
        pairs(|input| input.english, ", "),
    )
}

fn is_error(outcome: RateOutcome) -> bool {
    matches!(outcome, RateOutcome::Undefined(reason) if reason.is_error())
}

fn as_text(outcome: RateOutcome, lang: Lang) -> String {
    let said = outcome.speak();
    let label = match outcome {
        RateOutcome::Undefined(_) if is_error(outcome) => Bilingual::new("错误：", "error: "),
        RateOutcome::Undefined(_) => Bilingual::new("警告：", "warning: "),
        _ => Bilingual::new("", ""),
    };
    format!("{}{}", label.get(lang), said.get(lang))
}
