//! `jixiao rate`: one rate by hand.

use std::process::ExitCode;

use clap::Args;
use jixiao::model::{Bilingual, Lang, Rate, RateId, Speak};
use jixiao::scoring::RateOutcome;
use jixiao::scoring::rules::RateRule;
use serde_json::{Map, Value, json};

use crate::failure::Failure;
use crate::print;

#[derive(Args)]
pub(crate) struct Arguments {
    /// 规则编号，例如 execution-rate
    rule: String,
    /// 数据，写作 键=值；金额以万元计，也可写明 元、万元、亿元
    #[arg(value_name = "KEY=VALUE")]
    values: Vec<String>,
    /// 评分政策：编号或 TOML 文件；比率的公式各政策相同，此处只核对政策可用并在 JSON 中注明
    #[arg(long, value_name = "ID|FILE")]
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
        let mut document = as_json(rule, &values, outcome);
        if let (Some(policy), Some(members)) = (policy, document.as_object_mut()) {
            members.insert("policy".into(), json!(policy.id));
        }
        print(&format!("{document:#}"))?;
    } else {
        print(&as_text(outcome, lang))?;
    }
    Ok(ExitCode::from(u8::from(is_error(outcome))))
}

fn find_rule(id: &str) -> Result<&'static RateRule, Bilingual> {
    RateId::recognise(id).map(RateRule::of).ok_or_else(|| {
        let known: Vec<&str> = RateId::ALL.iter().map(|id| id.id()).collect();
        let known = known.join(" ");
        Bilingual::new(
            format!("没有规则“{id}”；可用的规则：{known}"),
            format!("there is no rule `{id}`; the rules are: {known}"),
        )
    })
}

/// The values in the order in which the rule takes them.
fn read_values(rule: &RateRule, given: &[String]) -> Result<Vec<String>, Bilingual> {
    let mut values: Vec<Option<String>> = vec![None; rule.inputs.len()];
    let wanted = rule.inputs.iter();
    let wanted: Vec<String> = wanted
        .map(|input| format!("{}={}", input.key, input.term))
        .collect();
    let wanted = wanted.join(" ");
    for pair in given {
        let (key, value) = pair.split_once('=').ok_or_else(|| {
            Bilingual::new(
                format!("“{pair}”应写作 键=值；本规则需要：{wanted}"),
                format!("write `{pair}` as KEY=VALUE; this rule takes: {wanted}"),
            )
        })?;
        let index = rule.inputs.iter().position(|input| input.key == key);
        let slot = index
            .and_then(|index| values.get_mut(index))
            .ok_or_else(|| {
                Bilingual::new(
                    format!("本规则没有“{key}”；需要：{wanted}"),
                    format!("this rule takes no `{key}`; it takes: {wanted}"),
                )
            })?;
        if slot.replace(value.to_string()).is_some() {
            return Err(Bilingual::new(
                format!("“{key}”写了两次，请只留一个"),
                format!("`{key}` stands twice; keep one"),
            ));
        }
    }
    values.into_iter().collect::<Option<_>>().ok_or_else(|| {
        Bilingual::new(
            format!("缺少数据；本规则需要：{wanted}"),
            format!("a value is missing; this rule takes: {wanted}"),
        )
    })
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

fn as_json(rule: &RateRule, values: &[String], outcome: RateOutcome) -> Value {
    let inputs: Map<String, Value> = rule
        .inputs
        .iter()
        .zip(values)
        .map(|(input, value)| (input.key.to_string(), json!(value)))
        .collect();
    let rate = outcome.rate();
    let mut document = json!({
        "rule": rule.id.id(),
        "display": rate.map(|rate| rate.to_string()),
        "exact": rate.map(Rate::exact_percent),
        "inputs": inputs,
        "status": outcome.status(),
        "basis": rule.basis,
    });
    if let (RateOutcome::Undefined(reason), Some(members)) = (outcome, document.as_object_mut()) {
        let said = reason.speak();
        let level = if is_error(outcome) {
            "error"
        } else {
            "warning"
        };
        let finding = json!({ "level": level, "message": said.zh, "message_en": said.en });
        members.insert("findings".into(), json!([finding]));
    }
    document
}
