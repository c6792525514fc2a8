//! 自评工作总结: the narrative report. Every sentence is made from the evaluation; no figure stands in a template.

mod department;
mod deviations;
mod projects;

use jixiao_model::{Claims, Rounding, Submission};
use jixiao_scoring::policy::{ExecutionBasis, NotApplicableWeight};
use jixiao_scoring::{FormScore, PointsRounding, RateOutcome};

use crate::document::{Block, Document, Mark, Orientation, Page, Section, Style};
use crate::outcome::{Outcome, mark, note_below};
use crate::prose::Prose;

/// The report of a unit's year.
pub fn report(outcome: &Outcome<'_>) -> Document {
    let submission = outcome.submission;
    let mut blocks = vec![Block::Title(title(submission)), opening(submission)];
    blocks.push(heading(1, "一、自评工作开展情况"));
    blocks.extend(how_it_went(outcome));
    blocks.push(heading(1, "二、自评结果概述"));
    blocks.push(heading(2, "（一）总体绩效目标完成情况"));
    blocks.extend(department::blocks(outcome));
    blocks.push(heading(2, "（二）项目绩效目标完成情况"));
    blocks.extend(projects::blocks(outcome));
    blocks.push(heading(2, "（三）项目绩效目标偏离原因及改进措施"));
    blocks.extend(deviations::blocks(outcome));
    blocks.push(heading(1, "三、下一步工作措施"));
    blocks.extend(next_steps(submission));
    blocks.extend(closing(submission));
    blocks.extend(note_below(&blocks));
    let section = Section {
        name: "自评工作总结".into(),
        page: Page {
            orientation: Orientation::Portrait,
            style: Style::Official,
        },
        blocks,
    };
    Document {
        title: title(submission).concat(),
        sections: vec![section],
    }
}

fn heading(level: u8, text: impl Into<String>) -> Block {
    Block::Heading {
        level,
        text: text.into(),
    }
}

fn title(submission: &Submission) -> Vec<String> {
    let unit = &submission.unit;
    let scope = submission.report.scope.as_ref();
    let alias = unit.alias.iter().map(|alias| format!("（{alias}）"));
    let last = format!(
        "{}年度{}预算绩效自评工作总结",
        submission.year.number(),
        scope.map_or("", |scope| scope.as_str())
    );
    [unit.name.to_string()]
        .into_iter()
        .chain(alias)
        .chain([last])
        .collect()
}

fn opening(submission: &Submission) -> Block {
    let scope = submission.report.scope.as_ref();
    let scope = scope.map_or("", |scope| scope.as_str());
    let year = submission.year.number();
    let what = format!("{year}年度{scope}预算绩效自评");
    let Some(notice) = &submission.notice else {
        return Prose::new(format!("我单位开展了{what}，现将情况报告如下。")).paragraph();
    };
    let number = notice.number.as_ref().map(|number| format!("（{number}）"));
    Prose::new(format!(
        "根据《{}》{}要求，我单位组织开展了{what}，现将情况报告如下。",
        notice.title,
        number.unwrap_or_default()
    ))
    .paragraph()
}

/// 一、自评工作开展情况: who did it, and by which rules.
fn how_it_went(outcome: &Outcome<'_>) -> [Block; 2] {
    let notes = &outcome.submission.report;
    let mut who = Prose::new("自评工作");
    if let Some(principle) = &notes.principle {
        who = who.text(format!("按照“{principle}”的原则进行，"));
    }
    who = who.text(match &notes.lead {
        Some(lead) => format!("由{lead}牵头组织并汇总，"),
        None => "由".to_string(),
    });
    let evaluators = notes.evaluators.as_ref();
    let evaluators = evaluators.map_or("各项目实施单位", |evaluators| evaluators.as_str());
    let evaluated = outcome.evaluation.summary.evaluated;
    let what = match (evaluated, &outcome.evaluation.department) {
        (0, _) => "单位整体支出".to_string(),
        (evaluated, None) => format!("{evaluated}个项目"),
        (evaluated, Some(_)) => format!("{evaluated}个项目和单位整体支出"),
    };
    let who = who.text(format!(
        "{evaluators}对照年初批复的绩效目标逐项评价，本次对{what}作出评价。"
    ));
    [who.paragraph(), by_which_rules(outcome).paragraph()]
}

fn by_which_rules(outcome: &Outcome<'_>) -> Prose {
    let policy = outcome.policy;
    let taken = match policy.execution.basis {
        ExecutionBasis::Shown => "公示的执行率（两位小数）",
        _ => "未取整的执行率",
    };
    let weight_mark = if policy.reconstruction && outcome.is_partly_constructed() {
        Mark::Constructed
    } else {
        Mark::Plain
    };
    Prose::new(format!("评分采用“{}”。预算执行率", policy.name.zh))
        .marked(policy.execution_weight, weight_mark)
        .text(format!(
            "分，以{taken}乘以分值计算，{}；其余分值由各项绩效指标构成，各项得分按该政策的赋分规则计算，{}；总分为各项得分之和{}。金额单位为万元。",
            rounded(policy.execution.rounding),
            rounded(policy.rounding),
            if policy.not_applicable == NotApplicableWeight::Spread { "，以满分为限" } else { "" },
        ))
}

fn rounded(rounding: PointsRounding) -> String {
    let how = match rounding.rounding() {
        Rounding::Truncate => "截尾",
        _ => "四舍五入",
    };
    match rounding.decimals() {
        0 => format!("{how}取整数"),
        decimals => format!("{how}，保留{decimals}位小数"),
    }
}

/// What the form claims, where that is not what the rules give.
fn claimed(prose: Prose, claims: &Claims, score: &FormScore) -> Prose {
    let total = claims
        .total
        .as_ref()
        .filter(|total| total.value != score.total);
    let grade = claims
        .grade
        .as_ref()
        .filter(|grade| Some(grade.value) != score.grade);
    let prose = match (total, grade) {
        (None, None) => return prose,
        (Some(total), None) => prose.text("填报的总分为").marked(total.value, mark(total)),
        (None, Some(grade)) => prose.text("填报的等级为").marked(grade.value, mark(grade)),
        (Some(total), Some(grade)) => prose
            .text("填报的总分为")
            .marked(total.value, mark(total))
            .text("，等级为")
            .marked(grade.value, mark(grade)),
    };
    prose.text("，与按规则计算的不同。")
}

/// A rate as a sentence has it: the figure, or why there is none.
fn rate_in_words(outcome: RateOutcome) -> String {
    match outcome {
        RateOutcome::Known(rate) => rate.to_string(),
        RateOutcome::NotApplicable => "不适用".into(),
        RateOutcome::Undefined(reason) => format!("无法计算（{}）", reason.reason().zh),
    }
}

/// 三、下一步工作措施.
fn next_steps(submission: &Submission) -> Vec<Block> {
    let steps = &submission.report.next_steps;
    if steps.is_empty() {
        let department = submission
            .department
            .iter()
            .flat_map(|form| &form.deviations);
        let projects = submission.projects.iter().flat_map(|form| &form.deviations);
        let promised = department
            .chain(projects)
            .any(|one| !one.remedy.value.trim().is_empty());
        let sentence = if promised {
            "按照上述改进措施逐项落实。"
        } else {
            "未填写下一步工作措施。"
        };
        return vec![Prose::new(sentence).paragraph()];
    }
    let numbered = steps.len() > 1;
    steps
        .iter()
        .zip(1..)
        .map(|(step, number)| {
            let prose = if numbered {
                Prose::new(format!("（{number}）"))
            } else {
                Prose::default()
            };
            prose.sentence(&step.value, mark(step)).paragraph()
        })
        .collect()
}

/// The annexes that there are, and the unit's name.
fn closing(submission: &Submission) -> Vec<Block> {
    let mut annexes = Vec::new();
    if !submission.projects.is_empty() {
        annexes.extend(["项目支出绩效自评表", "项目支出绩效自评结果汇总表"]);
    }
    if submission.department.is_some() {
        annexes.push("部门（单位）整体支出绩效自评表");
    }
    let mut blocks: Vec<Block> = annexes
        .into_iter()
        .zip(1..)
        .map(|(name, number)| {
            let label = if number == 1 {
                "附表："
            } else {
                "　　　"
            };
            Prose::new(format!("{label}{number}.{name}")).paragraph()
        })
        .collect();
    blocks.push(Block::Line {
        left: String::new(),
        right: submission.unit.name.to_string(),
    });
    blocks
}
