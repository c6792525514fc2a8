//! `jixiao explain`: how a total, a rate or a point came about.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use jixiao::export::{explanation, explanation_markdown};
use jixiao::model::{Lang, RateId, normalise};
use jixiao::scoring::explain::{
    Explanation, explain_department, explain_department_rate, explain_project,
};
use jixiao::what_if::{Change, FormName, WhatIf};
use jixiao::{Assessment, Error, find_project};
use serde_json::Value;

use crate::failure::Failure;
use crate::{print, what_if};

#[derive(Args)]
pub(crate) struct Arguments {
    /// 单位的数据：文件夹，自评表（.xlsx、.xls、.ods、.docx、.csv），或 .toml、.json 文件
    #[arg(required = true, value_name = "数据集")]
    inputs: Vec<PathBuf>,
    /// 评分政策：编号（如 mof-2020）或 TOML 文件；不写则用数据集指定的政策
    #[arg(long, value_name = "编号|文件")]
    policy: Option<String>,
    /// 项目的序号、名称或名称中独有的一段；不写则为部门整体
    #[arg(long, value_name = "名称")]
    project: Option<String>,
    /// 指标或比率的名称，比率也可写编号；不写则说明总分
    #[arg(long, value_name = "名称")]
    indicator: Option<String>,
    /// 假设某值改为另一个，看总分和等级的变化，可多次；如 18/游客满意度.actual=80% 或 部门.total.executed=100000
    #[arg(long, value_name = "位置=值")]
    set: Vec<String>,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
    /// 输出 Markdown
    #[arg(long)]
    markdown: bool,
}

/// How the result is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Text,
    Json,
    Markdown,
}

/// Prints the tree, or with `--set` what would change and the tree after it.
pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Result<ExitCode, Failure> {
    let shape = match (arguments.json, arguments.markdown) {
        (false, false) => Shape::Text,
        (true, false) => Shape::Json,
        (false, true) => Shape::Markdown,
        (true, true) => {
            return Err(Failure::new(
                "--json 与 --markdown 只能选一个",
                "--json and --markdown cannot both be given; choose one",
            ));
        }
    };
    let changes = arguments.set.iter().map(|text| Change::parse(text));
    let changes: Vec<Change> = changes.collect::<Result<_, _>>().map_err(Error::from)?;
    let policy = arguments
        .policy
        .as_deref()
        .map(jixiao::policy)
        .transpose()?;
    let assessment = Assessment::new(jixiao::read(&arguments.inputs)?, policy)?;
    let printed = if changes.is_empty() {
        let (_, found) = asked(arguments, &assessment)?;
        match shape {
            Shape::Json => format!("{:#}", json(&found)),
            _ => listed(&found, shape, lang),
        }
    } else {
        let what_if = WhatIf::new(assessment, &changes)?;
        let asks = arguments.project.is_some() || arguments.indicator.is_some();
        let found = if asks {
            let (form, found) = asked(arguments, &what_if.after)?;
            found.into_iter().map(|tree| (form, tree)).collect()
        } else {
            what_if::touched(&what_if)
        };
        what_if::shown(&what_if, &found, shape, lang)?
    };
    print(&printed)?;
    Ok(ExitCode::SUCCESS)
}

/// One tree as it is, several as a list.
fn json(trees: &[Explanation]) -> Value {
    match trees {
        [one] => explanation(one),
        several => several.iter().map(explanation).collect(),
    }
}

/// Trees as text or as Markdown.
pub(crate) fn listed<'a>(
    trees: impl IntoIterator<Item = &'a Explanation>,
    shape: Shape,
    lang: Lang,
) -> String {
    let texts = trees.into_iter().map(|tree| match shape {
        Shape::Markdown => explanation_markdown(tree, lang),
        _ => tree.render(lang),
    });
    texts.collect::<Vec<_>>().join("\n")
}

/// The form that `--project` asks for, and of its tree the nodes that `--indicator` does.
fn asked(
    arguments: &Arguments,
    assessment: &Assessment,
) -> Result<(FormName, Vec<Explanation>), Failure> {
    let form = match &arguments.project {
        Some(wanted) => {
            let found = find_project(&assessment.submission.projects, wanted);
            FormName::Project(found.map_err(Error::from)?)
        }
        None => FormName::Department,
    };
    let tree = form_tree(assessment, form).ok_or_else(|| {
        Failure::new(
            "数据集没有部门整体支出自评表，请用 --project 指定项目",
            "the dataset has no form of the department; name a project with --project",
        )
    })?;
    let Some(name) = &arguments.indicator else {
        return Ok((form, vec![tree]));
    };
    let mut found = Vec::new();
    named(&tree, &normalise(name), &mut found);
    if !found.is_empty() {
        return Ok((form, found.into_iter().cloned().collect()));
    }
    let rates = rates(assessment, form);
    let rule = rates.iter().find(|rule| is_called(**rule, name));
    let rate = rule.and_then(|rule| match form {
        FormName::Department => rate_tree(assessment, *rule),
        _ => only_rate(&tree).cloned(),
    });
    match rate {
        Some(rate) => Ok((form, vec![rate])),
        None => Err(no_indicator(&tree, &rates, name)),
    }
}

/// Is it the rate's id, its term, a synonym of it, or its English name?
fn is_called(rule: RateId, name: &str) -> bool {
    RateId::recognise(name) == Some(rule) || normalise(rule.english()) == normalise(name)
}

/// The rates that a form has: a project its execution rate.
fn rates(assessment: &Assessment, form: FormName) -> Vec<RateId> {
    match (form, &assessment.evaluation.department) {
        (FormName::Department, Some(score)) => score.rates.iter().map(|(rule, _)| *rule).collect(),
        _ => vec![RateId::Execution],
    }
}

/// The tree of one of the department's rates; `None` where its form does not hold the amounts.
pub(crate) fn rate_tree(assessment: &Assessment, rule: RateId) -> Option<Explanation> {
    let form = assessment.submission.department.as_ref()?;
    let score = assessment.evaluation.department.as_ref()?;
    Some(explain_department_rate(form, rule, score.rate(rule)?))
}

/// The execution rate of a project, below its points.
fn only_rate(tree: &Explanation) -> Option<&Explanation> {
    tree.children.first()?.children.first()
}

/// The tree of a form's total; `None` where there is no such form.
pub(crate) fn form_tree(assessment: &Assessment, form: FormName) -> Option<Explanation> {
    let Assessment {
        submission,
        policy,
        evaluation,
        ..
    } = assessment;
    if let FormName::Project(index) = form {
        let form = submission.projects.get(index)?;
        let score = evaluation.projects.get(index)?;
        return Some(explain_project(form, score, policy));
    }
    let form = submission.department.as_ref()?;
    let score = evaluation.department.as_ref()?;
    Some(explain_department(form, score, policy))
}

/// The nodes of a name, the uppermost of each branch.
fn named<'a>(tree: &'a Explanation, name: &str, found: &mut Vec<&'a Explanation>) {
    if normalise(&tree.subject.zh) == name || normalise(&tree.subject.en) == name {
        found.push(tree);
        return;
    }
    for child in &tree.children {
        named(child, name, found);
    }
}

fn no_indicator(tree: &Explanation, rates: &[RateId], name: &str) -> Failure {
    let known = |lang: Lang| -> String {
        let nodes = tree.children.iter().map(|child| child.subject.get(lang));
        let mut names: Vec<&str> = nodes.collect();
        for rate in rates {
            let rate = match lang {
                Lang::Chinese => rate.term(),
                Lang::English => rate.english(),
            };
            if !names.contains(&rate) {
                names.push(rate);
            }
        }
        format!("\n  {}", names.join("\n  "))
    };
    Failure::new(
        format!(
            "没有指标或比率“{name}”；可说明的有：{}",
            known(Lang::Chinese)
        ),
        format!(
            "there is no indicator or rate \"{name}\"; there are:{}",
            known(Lang::English)
        ),
    )
}
