//! `jixiao policy`: what a policy sets, on what it rests, and in what two differ.
//!
//! As JSON, a policy's head is `{"id","name","name_en","jurisdiction","effective":{"from","to"}|null,"extends","reconstruction"}`. `list` is an
//! array of heads. `show` is a head with `"values":[{"path","term","term_en","written","value","value_en","basis","set_by","own","unconfirmed"}]`,
//! `written` as a policy file has it. `diff` is `{"left":HEAD,"right":HEAD,"differences":[{"path","term","term_en","left":VALUE|null,"right":VALUE|null}]}`
//! with the `written`, `value`, `value_en` and `basis` of each side. Members may gain siblings, never change.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use jixiao::model::{Bilingual, Lang};
use jixiao::scoring::policy::{BUILTIN, Difference, Policy, PolicyValue, builtin_text};
use jixiao::{SetValue, policy_chain, policy_differences, set_values};
use serde_json::{Map, Value, json};

use crate::columns::{indented, row, width};
use crate::failure::Failure;
use crate::print;

#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// 列出内置的评分政策
    List {
        /// 输出 JSON
        #[arg(long)]
        json: bool,
    },
    /// 显示一个政策的全部取值及其依据，注明哪些是自定的、哪些待核实
    Show {
        /// 政策编号（如 mof-2020）或 TOML 文件
        #[arg(value_name = "编号|文件")]
        policy: String,
        /// 输出 JSON
        #[arg(long, conflicts_with = "toml")]
        json: bool,
        /// 输出内置政策的 TOML 原文，可在其基础上修改
        #[arg(long)]
        toml: bool,
    },
    /// 比较两个政策，逐项列出不同的取值
    Diff {
        /// 一个政策：编号或 TOML 文件
        #[arg(value_name = "编号|文件")]
        left: String,
        /// 另一个政策：编号或 TOML 文件
        #[arg(value_name = "编号|文件")]
        right: String,
        /// 输出 JSON
        #[arg(long)]
        json: bool,
    },
    /// 检查一个政策文件：可用，或列出全部问题
    Check {
        /// TOML 文件
        #[arg(value_name = "文件")]
        policy: String,
    },
}

/// Lists, shows, compares or checks policies. That two differ is a result, not a failure.
pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Result<ExitCode, Failure> {
    let text = match &arguments.what {
        What::List { json } => list(*json, lang)?,
        What::Show { policy, toml, .. } if *toml => original(policy)?,
        What::Show { policy, json, .. } => {
            let chain = policy_chain(policy)?;
            if *json {
                shown_as_data(&chain)
            } else {
                shown(&chain, lang)
            }
        }
        What::Diff { left, right, json } => {
            let (left, right) = (jixiao::policy(left)?, jixiao::policy(right)?);
            if *json {
                compared_as_data(&left, &right)
            } else {
                compared(&left, &right, lang)
            }
        }
        What::Check { policy } => checked(policy, lang)?,
    };
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn list(json: bool, lang: Lang) -> Result<String, Failure> {
    let policies: Vec<Policy> = BUILTIN
        .iter()
        .map(|id| jixiao::policy(id))
        .collect::<Result<_, _>>()?;
    if json {
        let heads = policies.iter().map(|policy| Value::Object(head(policy)));
        return Ok(format!("{:#}", heads.collect::<Value>()));
    }
    let wide = policies.iter().map(|policy| width(&policy.id)).max();
    let wide = wide.unwrap_or_default() + 2;
    let lines = policies
        .iter()
        .flat_map(|policy| introduced(policy, wide, lang));
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

/// A policy by its id and name, and under them where and when it holds.
fn introduced(policy: &Policy, wide: usize, lang: Lang) -> Vec<String> {
    let name = policy.name.get(lang);
    let mut lines = row(&[(&policy.id, wide), (name, 80 - wide)]);
    lines.extend(indented(&scope(policy, lang), wide));
    lines
}

/// Where and when a policy holds, what it extends, and whether it is a reconstruction.
fn scope(policy: &Policy, lang: Lang) -> String {
    let mut said: Vec<Bilingual> = Vec::new();
    if !policy.jurisdiction.is_empty() {
        said.push(Bilingual::new(&policy.jurisdiction, &policy.jurisdiction));
    }
    if let Some(effective) = policy.effective {
        let from = effective.from;
        said.push(match effective.to {
            Some(to) => Bilingual::new(format!("{from} 至 {to}"), format!("{from} to {to}")),
            None => Bilingual::new(format!("{from} 起"), format!("from {from}")),
        });
        let basis = policy.basis.get("effective.from");
        if basis.is_some_and(|basis| basis.contains("待核实")) {
            said.push(Bilingual::new("日期待核实", "days to be confirmed"));
        }
    }
    if let Some(extends) = &policy.extends {
        said.push(Bilingual::new(
            format!("继承 {extends}"),
            format!("extends {extends}"),
        ));
    }
    if policy.reconstruction {
        said.push(Bilingual::new(
            "还原，非文件规定",
            "a reconstruction, no regulation",
        ));
    }
    let said: Vec<&str> = said.iter().map(|said| said.get(lang)).collect();
    said.join(Bilingual::new("；", "; ").get(lang))
}

fn head(policy: &Policy) -> Map<String, Value> {
    let effective = policy.effective.map(|effective| {
        json!({
            "from": effective.from.to_string(),
            "to": effective.to.map(|to| to.to_string()),
        })
    });
    let members = [
        ("id", json!(policy.id)),
        ("name", json!(policy.name.zh)),
        ("name_en", json!(policy.name.en)),
        ("jurisdiction", json!(policy.jurisdiction)),
        ("effective", json!(effective)),
        ("extends", json!(policy.extends)),
        ("reconstruction", json!(policy.reconstruction)),
    ];
    let members = members.into_iter();
    members.map(|(key, value)| (key.into(), value)).collect()
}

/// The text of a built-in policy.
fn original(id: &str) -> Result<String, Failure> {
    builtin_text(id).map(ToString::to_string).ok_or_else(|| {
        Failure::new(
            format!(
                "“{id}”不是内置政策，--toml 只输出内置政策的原文；可用：{}",
                BUILTIN.join("、")
            ),
            format!(
                "`{id}` is no built-in policy, and --toml prints the text of those only: {}",
                BUILTIN.join(", ")
            ),
        )
    })
}

/// Every value with its basis, section by section.
fn shown(chain: &[Policy], lang: Lang) -> String {
    let Some(policy) = chain.first() else {
        return String::new();
    };
    let mut lines = introduced(policy, width(&policy.id) + 2, lang);
    let mut section = "";
    let values = set_values(chain);
    for set in &values {
        if section_of(&set.value) != section {
            section = section_of(&set.value);
            lines.push(String::new());
            lines.push(heading(section, lang).to_string());
        }
        lines.extend(shown_value(set, chain, lang));
    }
    lines.push(String::new());
    lines.extend(indented(&counted(&values, chain, lang), 0));
    lines.join("\n")
}

/// A value: the marks, what it is, how much, and on what it rests; of several policies behind one another also which sets it.
fn shown_value(set: &SetValue, chain: &[Policy], lang: Lang) -> Vec<String> {
    let is_own = chain.first().is_some_and(|own| own.id == set.set_by);
    let marks = format!(
        "{}{}",
        if is_own && chain.len() > 1 { "*" } else { " " },
        if set.is_unconfirmed() { "?" } else { " " }
    );
    let mut basis = set.value.basis.as_deref().unwrap_or("—").to_string();
    if !is_own && chain.len() > 2 {
        basis = format!("{basis} ← {}", set.set_by);
    }
    row(&[
        (&marks, 3),
        (set.value.term.get(lang), 28),
        (set.value.value.get(lang), 19),
        (&basis, 30),
    ])
}

/// How many values there are, what the marks say, and how many bear them.
fn counted(values: &[SetValue], chain: &[Policy], lang: Lang) -> String {
    let all = values.len();
    let unconfirmed = values.iter().filter(|set| set.is_unconfirmed()).count();
    let own = match chain {
        [policy, behind @ ..] if !behind.is_empty() => {
            let own = values.iter().filter(|set| set.set_by == policy.id).count();
            let behind: Vec<&str> = behind.iter().map(|own| own.id.as_str()).collect();
            Bilingual::new(
                format!("* 本政策自定 {own} 项，其余取自 {}；", behind.join("、")),
                format!(
                    "* set by this policy: {own}, the rest is taken over from {}; ",
                    behind.join(", ")
                ),
            )
        }
        _ => Bilingual::new("", ""),
    };
    Bilingual::new(
        format!("共 {all} 项；{}? 待核实 {unconfirmed} 项", own.zh),
        format!("{all} values; {}? to be confirmed: {unconfirmed}", own.en),
    )
    .get(lang)
    .to_string()
}

fn shown_as_data(chain: &[Policy]) -> String {
    let Some(policy) = chain.first() else {
        return String::new();
    };
    let one = |set: &SetValue| {
        let mut members = value(&set.value);
        members.insert("set_by".into(), json!(set.set_by));
        members.insert("own".into(), json!(set.set_by == policy.id));
        members.insert("unconfirmed".into(), json!(set.is_unconfirmed()));
        let mut named = named(&set.value.path, &set.value.term);
        named.extend(members);
        Value::Object(named)
    };
    let mut document = head(policy);
    let values: Vec<Value> = set_values(chain).iter().map(one).collect();
    document.insert("values".into(), json!(values));
    format!("{:#}", Value::Object(document))
}

fn named(path: &str, term: &Bilingual) -> Map<String, Value> {
    let members = [
        ("path", json!(path)),
        ("term", json!(term.zh)),
        ("term_en", json!(term.en)),
    ];
    let members = members.into_iter();
    members.map(|(key, value)| (key.into(), value)).collect()
}

fn value(value: &PolicyValue) -> Map<String, Value> {
    let members = [
        ("written", json!(value.written)),
        ("value", json!(value.value.zh)),
        ("value_en", json!(value.value.en)),
        ("basis", json!(value.basis)),
    ];
    let members = members.into_iter();
    members.map(|(key, value)| (key.into(), value)).collect()
}

fn compared(left: &Policy, right: &Policy, lang: Lang) -> String {
    let wide = width(&left.id).max(width(&right.id)) + 2;
    let mut lines = introduced(left, wide, lang);
    lines.extend(introduced(right, wide, lang));
    lines.push(String::new());
    let differences = policy_differences(left, right);
    let count = differences.len();
    let said = match count {
        0 => Bilingual::new(
            "两个政策的取值全部相同。",
            "The two policies set the same values.",
        ),
        count => Bilingual::new(
            format!("有 {count} 项不同："),
            format!("They differ in {count} values:"),
        ),
    };
    lines.push(said.get(lang).to_string());
    for own in &differences {
        lines.push(String::new());
        lines.extend(indented(own.term.get(lang), 0));
        for (policy, value) in [(left, &own.left), (right, &own.right)] {
            lines.extend(side(policy, value.as_ref(), wide, lang));
        }
    }
    lines.join("\n")
}

/// What one of two policies sets.
fn side(policy: &Policy, value: Option<&PolicyValue>, wide: usize, lang: Lang) -> Vec<String> {
    const VALUE: usize = 30;
    let none = Bilingual::new("未规定", "not set");
    let (said, basis) = match value {
        Some(value) => (&value.value, value.basis.as_deref().unwrap_or("—")),
        None => (&none, ""),
    };
    let basis_wide = 80usize.saturating_sub(2 + wide + VALUE);
    row(&[
        ("", 2),
        (&policy.id, wide),
        (said.get(lang), VALUE),
        (basis, basis_wide),
    ])
}

fn compared_as_data(left: &Policy, right: &Policy) -> String {
    let one = |own: &Difference| {
        let mut members = named(&own.path, &own.term);
        members.insert("left".into(), json!(own.left.as_ref().map(value)));
        members.insert("right".into(), json!(own.right.as_ref().map(value)));
        Value::Object(members)
    };
    let differences: Vec<Value> = policy_differences(left, right).iter().map(one).collect();
    let document = json!({
        "left": head(left),
        "right": head(right),
        "differences": differences,
    });
    format!("{document:#}")
}

fn checked(file: &str, lang: Lang) -> Result<String, Failure> {
    let chain = policy_chain(file)?;
    let mut lines = Vec::new();
    if let Some(policy) = chain.first() {
        let said = Bilingual::new(format!("“{file}”可用。"), format!("`{file}` is fine."));
        lines.extend(indented(said.get(lang), 0));
        lines.extend(introduced(policy, width(&policy.id) + 2, lang));
        lines.extend(indented(&counted(&set_values(&chain), &chain, lang), 0));
    }
    Ok(lines.join("\n"))
}

/// The table of a policy file in which a value stands.
fn section_of(value: &PolicyValue) -> &str {
    value.path.split(['.', '[']).next().unwrap_or_default()
}

fn heading(section: &str, lang: Lang) -> &str {
    const HEADINGS: [(&str, &str, &str); 12] = [
        ("execution", "预算执行率", "Execution rate"),
        ("points", "指标得分", "Points of an indicator"),
        ("weights", "一级指标分值", "Weights of the first levels"),
        (
            "department_weights",
            "部门整体支出一级指标分值",
            "Weights of the first levels, the department's form",
        ),
        ("methods", "赋分规则", "Scoring methods"),
        ("rules", "单个比率的规则", "Rules of single rates"),
        (
            "levels",
            "定性指标的等次",
            "Levels of qualitative indicators",
        ),
        ("bands", "分档赋分", "Bands"),
        ("deduction", "按步扣分", "Deduction per step"),
        (
            "explanations",
            "应当说明的情形",
            "When an explanation is owed",
        ),
        ("over_achievement", "超额完成", "Over-achievement"),
        ("grades", "等级", "Grades"),
    ];
    let found = HEADINGS.iter().find(|(key, ..)| *key == section);
    found.map_or(section, |(_, zh, en)| match lang {
        Lang::Chinese => zh,
        Lang::English => en,
    })
}
