//! `jixiao explain`: how a total, a rate or a point came about.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use jixiao::Assessment;
use jixiao::export::explanation;
use jixiao::model::{Lang, ProjectForm, normalise};
use jixiao::scoring::explain::{Explanation, explain_department, explain_project};
use serde_json::Value;

use crate::failure::Failure;
use crate::print;

#[derive(Args)]
pub(crate) struct Arguments {
    /// 数据集：文件夹，或 TOML、JSON 文件
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// 评分政策：编号（如 mof-2020）或 TOML 文件；不写则用数据集指定的政策
    #[arg(long, value_name = "ID|FILE")]
    policy: Option<String>,
    /// 项目：序号、名称，或名称中独有的一段；不写则说明部门整体支出
    #[arg(long, value_name = "NAME")]
    project: Option<String>,
    /// 指标或比率的名称；不写则说明总分
    #[arg(long, value_name = "NAME")]
    indicator: Option<String>,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
}

/// Prints the tree.
pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Result<ExitCode, Failure> {
    let policy = arguments
        .policy
        .as_deref()
        .map(jixiao::policy)
        .transpose()?;
    let assessment = Assessment::new(jixiao::read(&arguments.inputs)?, policy)?;
    let tree = tree(&assessment, arguments.project.as_deref())?;
    let found = match &arguments.indicator {
        Some(name) => {
            let mut nodes = Vec::new();
            named(&tree, &normalise(name), &mut nodes);
            if nodes.is_empty() {
                return Err(no_indicator(&tree, name));
            }
            nodes
        }
        None => vec![&tree],
    };
    if arguments.json {
        let mut nodes: Vec<Value> = found.iter().map(|node| explanation(node)).collect();
        let document = match nodes.len() {
            1 => nodes.remove(0),
            _ => Value::Array(nodes),
        };
        print(&format!("{document:#}"))?;
    } else {
        let texts: Vec<String> = found.iter().map(|node| node.render(lang)).collect();
        print(&texts.join("\n"))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn tree(assessment: &Assessment, project: Option<&str>) -> Result<Explanation, Failure> {
    let Assessment {
        submission,
        policy,
        evaluation,
        ..
    } = assessment;
    if let Some(wanted) = project {
        let index = find(&submission.projects, wanted)?;
        let (form, score) = (
            submission.projects.get(index),
            evaluation.projects.get(index),
        );
        let (Some(form), Some(score)) = (form, score) else {
            return Err(no_project(&submission.projects, wanted));
        };
        return Ok(explain_project(form, score, policy));
    }
    match (&submission.department, &evaluation.department) {
        (Some(form), Some(score)) => Ok(explain_department(form, score, policy)),
        _ => Err(Failure::new(
            "数据集没有部门整体支出自评表，请用 --project 指定项目",
            "the dataset has no form of the department; name a project with --project",
        )),
    }
}

/// The project of a 序号, of a name, or of a part of a name that only it has.
fn find(projects: &[ProjectForm], wanted: &str) -> Result<usize, Failure> {
    let plain = normalise(wanted);
    let which = |fits: &dyn Fn(&ProjectForm) -> bool| -> Vec<usize> {
        let fitting = projects.iter().enumerate().filter(|(_, form)| fits(form));
        fitting.map(|(index, _)| index).collect()
    };
    let name = |form: &ProjectForm| normalise(form.name.value.as_str());
    let by_number = which(&|form| plain.parse() == Ok(form.number));
    let by_name = which(&|form| name(form) == plain);
    let by_part = which(&|form| name(form).contains(&plain));
    for found in [by_number, by_name, by_part] {
        match found.as_slice() {
            [] => {}
            [one] => return Ok(*one),
            several => return Err(several_projects(projects, several, wanted)),
        }
    }
    Err(no_project(projects, wanted))
}

fn listed<'a>(projects: impl Iterator<Item = &'a ProjectForm>) -> String {
    let lines: Vec<String> = projects
        .map(|form| format!("\n  {} {}", form.number, form.name.value))
        .collect();
    lines.concat()
}

fn several_projects(projects: &[ProjectForm], found: &[usize], wanted: &str) -> Failure {
    let listed = listed(found.iter().filter_map(|index| projects.get(*index)));
    Failure::new(
        format!(
            "有 {} 个项目符合“{wanted}”，请用序号指定：{listed}",
            found.len()
        ),
        format!(
            "{} projects fit \"{wanted}\"; name one by its number:{listed}",
            found.len()
        ),
    )
}

fn no_project(projects: &[ProjectForm], wanted: &str) -> Failure {
    let listed = listed(projects.iter());
    Failure::new(
        format!("没有项目“{wanted}”；数据集中的项目：{listed}"),
        format!("there is no project \"{wanted}\"; the dataset has:{listed}"),
    )
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

fn no_indicator(tree: &Explanation, name: &str) -> Failure {
    let known = |lang: Lang| -> String {
        let lines = tree
            .children
            .iter()
            .map(|child| format!("\n  {}", child.subject.get(lang)));
        lines.collect()
    };
    Failure::new(
        format!("没有指标“{name}”；可说明的有：{}", known(Lang::Chinese)),
        format!(
            "there is no indicator \"{name}\"; there are:{}",
            known(Lang::English)
        ),
    )
}
