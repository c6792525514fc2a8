//! 自评工作总结: the narrative report. Every sentence is made from the evaluation; no figure stands in a template.

use jixiao_model::{Deviation, Figure, Indicator, ProjectForm, RateId, StatedValue, Submission};
use jixiao_scoring::{FormScore, RateOutcome, computed_figure, rate_deviation};

use crate::department_form::rate_mark;
use crate::deviations::{of_indicator, of_whole};
use crate::document::{Block, Document, Mark, Orientation, Page, Section, Span, Style};
use crate::form_table::rate;
use crate::outcome::{CONSTRUCTED, Outcome, any, funds_mark, mark, points_mark, project_mark};
use crate::prose::Prose;

/// The report of a unit's year.
pub fn report(outcome: &Outcome<'_>) -> Document {
    let submission = outcome.submission;
    let mut blocks = vec![Block::Title(title(submission)), opening(submission)];
    blocks.push(heading(1, "一、自评工作开展情况"));
    blocks.extend(how_it_went(outcome));
    blocks.push(heading(1, "二、自评结果概述"));
    blocks.push(heading(2, "（一）总体绩效目标完成情况"));
    blocks.extend(department(outcome));
    blocks.push(heading(2, "（二）项目绩效目标完成情况"));
    blocks.extend(projects(outcome));
    blocks.push(heading(2, "（三）项目绩效目标偏离原因及改进措施"));
    blocks.extend(deviations(outcome));
    blocks.push(heading(1, "三、下一步工作措施"));
    blocks.extend(next_steps(submission));
    blocks.extend(closing(outcome));
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

/// 一、自评工作开展情况.
fn how_it_went(outcome: &Outcome<'_>) -> [Block; 2] {
    let notes = &outcome.submission.report;
    let summary = &outcome.evaluation.summary;
    let mut who = Prose::new("自评工作");
    if let Some(principle) = &notes.principle {
        who = who.text(format!("按照“{principle}”的原则进行，"));
    }
    if let Some(lead) = &notes.lead {
        who = who.text(format!("由{lead}牵头组织并汇总，"));
    }
    let evaluators = notes.evaluators.as_ref();
    let evaluators = evaluators.map_or("各项目实施单位", |evaluators| evaluators.as_str());
    let department = match outcome.evaluation.department {
        Some(_) => "和单位整体支出",
        None => "",
    };
    who = who.text(format!(
        "{evaluators}对照年初批复的绩效目标逐项评价。本次共对{}个项目{department}作出评价。",
        summary.evaluated
    ));
    let policy = outcome.policy;
    let how = format!(
        "评分采用{}，预算执行率{}分，其余分值由各项绩效指标构成，满分100分；各项得分由填报的指标值和完成值计算，保留两位小数，总分为各项得分之和。金额单位为万元。",
        policy_name(outcome),
        policy.execution_weight,
    );
    [who.paragraph(), Prose::new(how).paragraph()]
}

fn policy_name(outcome: &Outcome<'_>) -> String {
    format!("“{}”", outcome.policy.name.zh)
}

/// （一）总体绩效目标完成情况.
fn department(outcome: &Outcome<'_>) -> Vec<Block> {
    let Some(form) = &outcome.submission.department else {
        return vec![Prose::new("本次未填报部门（单位）整体支出绩效自评表。").paragraph()];
    };
    let Some(score) = &outcome.evaluation.department else {
        return Vec::new();
    };
    let year = form.year.number();
    let total = &form.total;
    let known = |figure, otherwise| outcome.figure_mark(figure, None, otherwise);
    let rate_of = |prose: Prose, label: &str, rule, figure: Option<Figure>| match score.rate(rule) {
        None => prose,
        Some(outcome) => {
            let otherwise = rate_mark(form, rule);
            let mark = figure.map_or(otherwise, |figure| known(figure, otherwise));
            prose.text(label).marked(rate(outcome), mark)
        }
    };
    let mut money = Prose::new(format!("{year}年我单位全年预算数"))
        .marked(total.budget.value.grouped(), mark(&total.budget))
        .text("万元，全年执行数")
        .marked(total.executed.value.grouped(), mark(&total.executed))
        .text("万元");
    for (label, rule, figure) in [
        (
            "，预算执行率",
            RateId::Execution,
            Some(Figure::DepartmentExecutionRate),
        ),
        (
            "，其中基本支出预算执行率",
            RateId::BasicExecution,
            Some(Figure::BasicExecutionRate),
        ),
        (
            "，项目支出预算执行率",
            RateId::ProjectExecution,
            Some(Figure::ProjectExecutionRate),
        ),
        (
            "；“三公经费”控制率",
            RateId::ThreePublicControl,
            Some(Figure::ThreePublicControlRate),
        ),
        (
            "，结转结余变动率",
            RateId::CarryOverChange,
            Some(Figure::CarryOverChangeRate),
        ),
        ("，在职人员控制率", RateId::StaffingControl, None),
    ] {
        money = rate_of(money, label, rule, figure);
    }
    let mut blocks = vec![money.text("（均按部门整体支出自评表）。").paragraph()];
    if !form.goal.actual.value.is_empty() {
        let goal = &form.goal.actual;
        blocks.push(
            Prose::new("年度总体目标完成情况：")
                .sentence(&goal.value, mark(goal))
                .paragraph(),
        );
    }
    blocks.extend(department_misses(outcome));
    let otherwise = any(form.indicators.iter().map(points_mark));
    let mut verdict = Prose::new("部门（单位）整体支出自评得分")
        .marked(score.form.total, known(Figure::DepartmentTotal, otherwise));
    verdict = match score.form.grade {
        Some(grade) => verdict
            .text("分，自评等级为“")
            .marked(grade.term(), known(Figure::DepartmentGrade, otherwise))
            .text("”。"),
        None => verdict.text("分，超出0至100的范围，无法评定等级。"),
    };
    blocks.push(verdict.paragraph());
    blocks
}

/// What the department missed, by how much, why, and what is promised; the rest in one sentence.
fn department_misses(outcome: &Outcome<'_>) -> Vec<Block> {
    let (Some(form), Some(score)) = (
        &outcome.submission.department,
        &outcome.evaluation.department,
    ) else {
        return Vec::new();
    };
    let missed: Vec<&Indicator> = missed(&form.indicators, &score.form);
    let mut blocks: Vec<Block> = missed
        .iter()
        .map(|indicator| {
            let prose = department_miss(outcome, indicator);
            told(prose, of_indicator(&form.deviations, &indicator.name.value)).paragraph()
        })
        .collect();
    for deviation in of_whole(&form.deviations) {
        let subject = deviation.indicator.as_ref().map(|name| format!("{name}："));
        let prose = Prose::new(subject.unwrap_or_default());
        blocks.push(told(prose, [deviation]).paragraph());
    }
    let met = form.indicators.len().saturating_sub(missed.len());
    let sentence = match (missed.len(), met) {
        (0, _) => "各项指标均得满分。".to_string(),
        (_, 0) => return blocks,
        (_, met) => format!("其余{met}项指标均得满分。"),
    };
    blocks.push(Prose::new(sentence).paragraph());
    blocks
}

/// The indicators that did not earn all of their weight.
fn missed<'a>(indicators: &'a [Indicator], score: &FormScore) -> Vec<&'a Indicator> {
    indicators
        .iter()
        .zip(&score.indicators)
        .filter(|(_, scored)| !scored.is_ok_and(|scored| scored.is_full()))
        .map(|(indicator, _)| indicator)
        .collect()
}

/// “三公经费”控制率 is 99%, its target ≤90%: off by 9 percentage points.
fn department_miss(outcome: &Outcome<'_>, indicator: &Indicator) -> Prose {
    let target = &indicator.target;
    let prose = Prose::new(&*format!("{}年度指标值为", indicator.name.value))
        .marked(target.value.text(), mark(target))
        .text("，实际为");
    let Some((form, rule)) = outcome.submission.department.as_ref().zip(indicator.rule) else {
        let actual = &indicator.actual;
        return prose.sentence(actual.value.text(), mark(actual));
    };
    let otherwise = rate_mark(form, rule);
    let figure = (rule == RateId::ThreePublicControl).then_some(Figure::ThreePublicControlRate);
    let rate_mark = figure.map_or(otherwise, |figure| {
        outcome.figure_mark(figure, None, otherwise)
    });
    let score = outcome.evaluation.department.as_ref();
    let shown = score
        .and_then(|score| score.rate(rule))
        .map_or("—".to_string(), rate);
    let prose = prose.marked(shown, rate_mark);
    match rate_deviation(form, outcome.evaluation, rule) {
        Some(distance) => {
            let figure =
                (rule == RateId::ThreePublicControl).then_some(Figure::ThreePublicDeviation);
            let mark = figure.map_or(otherwise, |figure| {
                outcome.figure_mark(figure, None, otherwise)
            });
            let points = distance.to_string();
            prose
                .text("，偏离")
                .marked(points.trim_end_matches('%'), mark)
                .text("个百分点。")
        }
        None => prose.text("。"),
    }
}

/// Adds causes and remedies.
fn told<'a>(prose: Prose, deviations: impl IntoIterator<Item = &'a Deviation>) -> Prose {
    deviations.into_iter().fold(prose, |prose, deviation| {
        let sides = [
            ("原因：", &deviation.cause),
            ("改进措施：", &deviation.remedy),
        ];
        sides.into_iter().fold(prose, |prose, (label, text)| {
            if text.value.trim().is_empty() {
                return prose;
            }
            prose.text(label).sentence(&text.value, mark(text))
        })
    })
}

/// （二）项目绩效目标完成情况.
fn projects(outcome: &Outcome<'_>) -> Vec<Block> {
    let summary = &outcome.evaluation.summary;
    let all = outcome.projects_mark();
    let known = |figure| outcome.figure_mark(figure, None, all);
    let money = Prose::new(format!(
        "{}年各项目全年预算数合计",
        outcome.submission.year.number()
    ))
    .marked(summary.budget.grouped(), known(Figure::ProjectsBudget))
    .text("万元，全年执行数合计")
    .marked(summary.executed.grouped(), known(Figure::ProjectsExecuted))
    .text("万元，预算执行率")
    .marked(
        rate(summary.execution_rate),
        known(Figure::ProjectsExecutionRate),
    )
    .text("（按各项目自评表汇总）。");
    let mut blocks = vec![money.paragraph()];
    blocks.extend(two_rates(outcome));
    blocks.push(coverage(outcome).paragraph());
    blocks
}

/// Where the department's form and the projects' forms give project spending two rates, the report says so instead of choosing one.
fn two_rates(outcome: &Outcome<'_>) -> Option<Block> {
    let form = outcome.submission.department.as_ref()?;
    let project = form.project.as_ref()?;
    let department = outcome
        .evaluation
        .department
        .as_ref()?
        .rate(RateId::ProjectExecution)?;
    let summary = &outcome.evaluation.summary;
    let (RateOutcome::Known(one), RateOutcome::Known(other)) = (department, summary.execution_rate)
    else {
        return None;
    };
    if one == other {
        return None;
    }
    let all = outcome.projects_mark().max(mark(&project.executed));
    let rate_of_department = outcome.figure_mark(
        Figure::ProjectExecutionRate,
        None,
        rate_mark(form, RateId::ProjectExecution),
    );
    let prose = Prose::new("上述执行率与部门整体支出自评表中的项目支出预算执行率")
        .marked(one, rate_of_department)
        .text("不一致：两表项目支出的全年执行数分别为")
        .marked(
            summary.executed.grouped(),
            outcome.figure_mark(Figure::ProjectsExecuted, None, all),
        )
        .text("万元和")
        .marked(project.executed.value.grouped(), mark(&project.executed))
        .text("万元，两个口径的差别有待说明。");
    Some(prose.paragraph())
}

fn coverage(outcome: &Outcome<'_>) -> Prose {
    let summary = &outcome.evaluation.summary;
    let all = outcome.projects_mark();
    let mut prose = Prose::new(format!(
        "预算项目{}个，开展自评{}个，自评覆盖率{}。",
        summary.budgeted,
        summary.evaluated,
        rate(summary.coverage)
    ));
    let featured = &outcome.submission.report.featured;
    if !featured.is_empty() {
        prose = prose.text(format!(
            "{}等{}个项目均已完成自评。",
            featured.join("、"),
            summary.evaluated
        ));
    }
    prose = prose.text("自评等级为");
    let grades = [
        ("优", Figure::GradeExcellent),
        ("良", Figure::GradeGood),
        ("中", Figure::GradeFair),
        ("差", Figure::GradePoor),
    ];
    let mut comma = "";
    for (grade, figure) in grades {
        let count = computed_figure(outcome.submission, outcome.evaluation, figure, None);
        let count = match count {
            Some(StatedValue::Count(count)) => count,
            _ => 0,
        };
        prose = prose
            .text(format!("{comma}“{grade}”的"))
            .marked(count, outcome.figure_mark(figure, None, all))
            .text("个");
        comma = "，";
    }
    if summary.grades.ungraded > 0 {
        prose = prose.text(format!("，无法评定等级的{}个", summary.grades.ungraded));
    }
    prose.text("。")
}

/// （三）项目绩效目标偏离原因及改进措施, numbered by project.
fn deviations(outcome: &Outcome<'_>) -> Vec<Block> {
    let projects = outcome
        .submission
        .projects
        .iter()
        .zip(&outcome.evaluation.projects)
        .filter(|(form, _)| !form.deviations.is_empty());
    let blocks: Vec<Block> = projects
        .zip(1..)
        .flat_map(|((form, score), number)| entry(outcome, form, score, number))
        .collect();
    if blocks.is_empty() {
        return vec![Prose::new("各项目均未偏离绩效目标。").paragraph()];
    }
    blocks
}

fn entry(outcome: &Outcome<'_>, form: &ProjectForm, score: &FormScore, number: u32) -> Vec<Block> {
    let rate_mark = outcome.figure_mark(Figure::ProjectRate, Some(form.number), funds_mark(form));
    let mark = project_mark(form);
    let grade = score.grade.map_or("无等级", |grade| grade.term());
    let result = Prose::new("预算执行率")
        .marked(rate(score.execution_rate), rate_mark)
        .text("，自评得分")
        .marked(score.total, mark)
        .text("分，等级“")
        .marked(grade, mark)
        .text("”。");
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
fn side(
    label: &str,
    deviations: &[Deviation],
    pick: fn(&Deviation) -> &jixiao_model::Traced<String>,
) -> Block {
    let told: Vec<_> = deviations
        .iter()
        .filter(|deviation| !pick(deviation).value.trim().is_empty())
        .collect();
    let numbered = told.len() > 1;
    let mut prose = Prose::new(label);
    if told.is_empty() {
        prose = prose.text("未填写。");
    }
    for (deviation, number) in told.iter().zip(1..) {
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

fn next_steps(submission: &Submission) -> Vec<Block> {
    let steps = &submission.report.next_steps;
    if steps.is_empty() {
        return vec![Prose::new("按照上述改进措施逐项落实。").paragraph()];
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

/// The annexes, the note on constructed figures, and the unit's name.
fn closing(outcome: &Outcome<'_>) -> Vec<Block> {
    let submission = outcome.submission;
    let annexes = [
        Some("项目支出绩效自评表"),
        Some("项目支出绩效自评结果汇总表"),
        submission
            .department
            .as_ref()
            .map(|_| "部门（单位）整体支出绩效自评表"),
    ];
    let mut blocks: Vec<Block> = annexes
        .into_iter()
        .flatten()
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
    let name = submission.unit.name.to_string();
    blocks.push(Block::Line {
        left: String::new(),
        right: name,
    });
    let form = submission.department.as_ref();
    let department = form.map_or(Mark::Plain, |form| {
        any(form.indicators.iter().map(points_mark))
    });
    if outcome.projects_mark().max(department) == Mark::Constructed {
        blocks.push(Block::Note(vec![Span::plain(CONSTRUCTED)]));
    }
    blocks
}
