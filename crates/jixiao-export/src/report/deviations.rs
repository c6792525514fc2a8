//! （三）项目绩效目标偏离原因及改进措施, numbered by project.

use std::collections::BTreeSet;

use jixiao_model::{Deviation, Figure, ProjectForm, Traced};
use jixiao_review::Code;
use jixiao_review::checks::{missing_explanation, no_rate, over_budget, unscored};
use jixiao_scoring::FormScore;

use super::{claimed, heading, rate_in_words};
use crate::document::Block;
use crate::outcome::{Outcome, funds_mark, mark, project_mark};
use crate::prose::Prose;

pub(super) fn blocks(outcome: &Outcome<'_>) -> Vec<Block> {
    let projects = &outcome.submission.projects;
    if projects.is_empty() {
        return vec![Prose::new("本次没有项目支出绩效自评表。").paragraph()];
    }
    let objected_to = objected_to(outcome);
    let told = projects
        .iter()
        .zip(&outcome.evaluation.projects)
        .filter(|(form, _)| !form.deviations.is_empty() || objected_to.contains(&form.number));
    let blocks: Vec<Block> = told
        .zip(1..)
        .flat_map(|((form, score), number)| entry(outcome, form, score, number))
        .collect();
    if blocks.is_empty() {
        return vec![Prose::new("各项目没有需要说明原因的偏离。").paragraph()];
    }
    blocks
}

/// The projects of which the review objects to what was reached, or misses an explanation of it.
fn objected_to(outcome: &Outcome<'_>) -> BTreeSet<u32> {
    const CODES: [Code; 4] = [
        unscored::CODE,
        no_rate::CODE,
        over_budget::CODE,
        missing_explanation::CODE,
    ];
    let findings = outcome.findings.iter();
    findings
        .filter(|finding| CODES.contains(&finding.code))
        .filter_map(|finding| finding.project.as_ref()?.number())
        .collect()
}

fn entry(outcome: &Outcome<'_>, form: &ProjectForm, score: &FormScore, number: u32) -> Vec<Block> {
    let rate_mark = outcome.figure_mark(Figure::ProjectRate, Some(form.number), funds_mark(form));
    let mark = project_mark(form);
    let result = Prose::new("预算执行率")
        .marked(rate_in_words(score.execution_rate), rate_mark)
        .text("，自评得分")
        .marked(score.total, mark);
    let result = match score.grade {
        Some(grade) => result
            .text("分，等级“")
            .marked(grade.term(), mark)
            .text("”。"),
        None => result.text("分，无法评定等级。"),
    };
    let result = claimed(result, &form.claims, score);
    vec![
        heading(3, format!("{number}.{}", form.name.value)),
        result.paragraph(),
        side("偏离绩效目标的原因：", &form.deviations, |one| {
            &one.cause
        }),
        side("下一步改进措施：", &form.deviations, |one| {
            &one.remedy
        }),
    ]
}

/// One side of a project's deviations in one paragraph, each after the indicator that it explains.
fn side(label: &str, deviations: &[Deviation], pick: fn(&Deviation) -> &Traced<String>) -> Block {
    let told: Vec<_> = deviations
        .iter()
        .zip(1..)
        .filter(|(deviation, _)| !pick(deviation).value.trim().is_empty())
        .collect();
    // A cause and its remedy share a number.
    let numbered = deviations.len() > 1;
    let mut prose = Prose::new(label);
    if told.is_empty() {
        prose = prose.text("未填写。");
    }
    for (deviation, number) in told {
        if numbered {
            prose = prose.text(format!("（{number}）"));
        }
        if let Some(indicator) = &deviation.indicator {
            prose = prose.text(format!("“{indicator}”："));
        }
        let text = pick(deviation);
        prose = prose.sentence(&text.value, mark(text));
    }
    prose.paragraph()
}
