//! The rules and their rates for programs.

use jixiao_model::{Lang, Rate, Speak};
use jixiao_scoring::RateOutcome;
use jixiao_scoring::rules::{Direction, Input, RateRule, Rule, document};
use serde_json::{Map, Value, json};

/// The JSON Schema of [`rule_data`]: of one rule, or of a list of them.
pub const RULES_SCHEMA: &str = include_str!("../schemas/rules.schema.json");

/// A rule as the book has it: its names, what it takes, its formula, what it gives where the denominator is zero, the documents behind it and
/// its page. Members may gain siblings, never change.
///
/// ```
/// use jixiao_export::rule_data;
/// use jixiao_scoring::rules::Rule;
/// let rule = rule_data(Rule::find("在职人员控制率").unwrap());
/// assert_eq!(rule["id"], "staffing-control-rate");
/// assert_eq!(rule["formula"]["en"], "staff in post ÷ posts approved × 100%");
/// assert_eq!(rule["zero"][0]["status"], "not_applicable"); // no posts, no staff
/// ```
pub fn rule_data(rule: Rule) -> Value {
    let (direction, inputs, zero) = match rule {
        Rule::Rate(rule) => {
            let inputs: Vec<Value> = rule.inputs.iter().map(input).collect();
            (Some(rule.direction), inputs, without_denominator(rule))
        }
        _ => (None, Vec::new(), Vec::new()),
    };
    let basis: Vec<Value> = rule.basis().iter().map(|named| basis(named)).collect();
    let told = direction.as_ref().map(Direction::speak);
    json!({
        "id": rule.id(),
        "kind": rule.kind().id(),
        "unit": rule.kind().unit(),
        "name": rule.term(),
        "name_en": rule.english(),
        "direction": direction.map(Direction::id),
        "direction_text": told.as_ref().map(|told| &told.zh),
        "direction_text_en": told.as_ref().map(|told| &told.en),
        "inputs": inputs,
        "formula": { "zh": rule.formula(Lang::Chinese), "en": rule.formula(Lang::English) },
        "zero": zero,
        "basis": basis,
        "page": rule.page(),
    })
}

/// A rate that was computed of `values`, which stand in the order of the rule's inputs.
///
/// `exact` is the ratio × 100 in decimal digits, `display` what people read; both are `null` where there is no rate. `findings` stands
/// where the outcome needs a word.
pub fn rate_data(rule: &RateRule, values: &[&str], outcome: RateOutcome) -> Value {
    let rate = outcome.rate();
    let mut document = json!({
        "rule": rule.id.id(),
        "display": rate.map(|rate| rate.to_string()),
        "exact": rate.map(Rate::exact_percent),
        "inputs": by_key(rule, values),
        "status": outcome.status(),
        "basis": rule.basis,
    });
    if let (Some(finding), Some(members)) = (finding(outcome), document.as_object_mut()) {
        members.insert("findings".into(), json!([finding]));
    }
    document
}

fn by_key(rule: &RateRule, values: &[&str]) -> Map<String, Value> {
    let pairs = rule.inputs.iter().zip(values);
    pairs
        .map(|(input, value)| (input.key.to_string(), json!(value)))
        .collect()
}

/// What the outcome needs said, and how grave it is.
fn finding(outcome: RateOutcome) -> Option<Map<String, Value>> {
    let RateOutcome::Undefined(reason) = outcome else {
        return None;
    };
    let level = if reason.is_error() {
        "error"
    } else {
        "warning"
    };
    let said = reason.speak();
    let mut finding = Map::new();
    finding.insert("level".into(), json!(level));
    finding.insert("message".into(), json!(said.zh));
    finding.insert("message_en".into(), json!(said.en));
    Some(finding)
}

fn input(input: &Input) -> Value {
    json!({
        "key": input.key,
        "name": input.term,
        "name_en": input.english,
        "kind": input.kind.id(),
    })
}

/// A document, or words where there is none.
fn basis(named: &str) -> Value {
    match document(named) {
        Some(document) => json!({
            "id": document.id, "number": document.number, "title": document.title,
        }),
        None => json!({ "text": named }),
    }
}

/// What the rule itself says where all that it divides by is zero: with the rest zero, too, and with the rest not.
fn without_denominator(rule: &RateRule) -> Vec<Value> {
    let (_, denominator) = rule.template.rsplit_once('÷').unwrap_or_default();
    let values = |other: &'static str| -> Vec<&'static str> {
        let value = |input: &Input| {
            if denominator.contains(&format!("{{{}}}", input.key)) {
                "0"
            } else {
                other
            }
        };
        rule.inputs.iter().map(value).collect()
    };
    let told = |other| {
        let values = values(other);
        let outcome = rule.compute(&values).ok()?;
        let mut case = Map::new();
        case.insert("inputs".into(), json!(by_key(rule, &values)));
        case.insert("status".into(), json!(outcome.status()));
        if let Some(rate) = outcome.rate() {
            case.insert("display".into(), json!(rate.to_string()));
        }
        case.extend(finding(outcome).unwrap_or_default());
        Some(Value::Object(case))
    };
    ["0", "1"].into_iter().filter_map(told).collect()
}
