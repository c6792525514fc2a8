//! （二）项目绩效目标完成情况.

use jixiao_model::{Figure, Grade, RateId};
use jixiao_scoring::RateOutcome;

use super::rate_in_words;
use crate::department_form::known_rate_mark;
use crate::document::Block;
use crate::outcome::{Outcome, mark};
use crate::prose::Prose;

pub(super) fn blocks(outcome: &Outcome<'_>) -> Vec<Block> {
    let summary = &outcome.evaluation.summary;
    if summary.evaluated == 0 {
        let sentence = match summary.budgeted {
            0 => "本年度没有项目。".to_string(),
            budgeted => format!("预算项目{budgeted}个，均未开展自评。"),
        };
        return vec![Prose::new(sentence).paragraph()];
    }
    let mut blocks = vec![money(outcome).paragraph()];
    blocks.extend(two_rates(outcome));
    blocks.push(coverage(outcome).paragraph());
    blocks.extend(claims(outcome));
    blocks
}

fn money(outcome: &Outcome<'_>) -> Prose {
    let summary = &outcome.evaluation.summary;
    let all = outcome.projects_mark();
    let known = |figure| outcome.figure_mark(figure, None, all);
    let year = outcome.submission.year.number();
    Prose::new(format!("{year}年各项目全年预算数合计"))
        .marked(summary.budget.grouped(), known(Figure::ProjectsBudget))
        .text("万元，全年执行数合计")
        .marked(summary.executed.grouped(), known(Figure::ProjectsExecuted))
        .text("万元，按各项目自评表汇总，预算执行率")
        .marked(
            rate_in_words(summary.execution_rate),
            known(Figure::ProjectsExecutionRate),
        )
        .text("。")
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
    if one.shown() == other.shown() {
        return None;
    }
    let all = outcome.projects_mark();
    let rate_of_department = known_rate_mark(outcome, form, RateId::ProjectExecution);
    let mut prose = Prose::new("上述执行率与部门整体支出自评表中的项目支出预算执行率")
        .marked(one, rate_of_department)
        .text("不一致：");
    let columns = [
        (
            "全年预算数",
            summary.budget,
            &project.budget,
            Figure::ProjectsBudget,
        ),
        (
            "全年执行数",
            summary.executed,
            &project.executed,
            Figure::ProjectsExecuted,
        ),
    ];
    for (column, sum, stands, figure) in columns {
        if sum == stands.value {
            continue;
        }
        prose = prose
            .text(format!("项目支出的{column}，各项目合计为"))
            .marked(sum.grouped(), outcome.figure_mark(figure, None, all))
            .text("万元，部门表为")
            .marked(stands.value.grouped(), mark(stands))
            .text("万元；");
    }
    Some(prose.text("两个口径的差别有待说明。").paragraph())
}

/// How many forms claim another total or grade than the rules give.
fn claims(outcome: &Outcome<'_>) -> Option<Block> {
    let projects = outcome.submission.projects.iter();
    let differ = projects
        .zip(&outcome.evaluation.projects)
        .filter(|(form, score)| {
            let claims = &form.claims;
            claims
                .total
                .as_ref()
                .is_some_and(|total| total.value != score.total)
                || claims
                    .grade
                    .as_ref()
                    .is_some_and(|grade| Some(grade.value) != score.grade)
        });
    let count = differ.count();
    let sentence =
        format!("有{count}个项目填报的总分或等级与按规则计算的不同，以上为按规则计算的结果。");
    (count > 0).then(|| Prose::new(sentence).paragraph())
}

/// How many were evaluated, and their grades.
fn coverage(outcome: &Outcome<'_>) -> Prose {
    let summary = &outcome.evaluation.summary;
    let mut prose = Prose::new(format!(
        "预算项目{}个，开展自评{}个，自评覆盖率{}。",
        summary.budgeted,
        summary.evaluated,
        rate_in_words(summary.coverage)
    ));
    let featured = &outcome.submission.report.featured;
    if !featured.is_empty() {
        let named = featured.join("、");
        prose = prose.text(format!(
            "{named}等{}个项目均已完成自评。",
            summary.evaluated
        ));
    }
    let all = outcome.projects_mark();
    let grades = [
        (Grade::Excellent, Figure::GradeExcellent),
        (Grade::Good, Figure::GradeGood),
        (Grade::Fair, Figure::GradeFair),
        (Grade::Poor, Figure::GradePoor),
    ];
    let mut before = "自评等级为";
    for (grade, figure) in grades {
        prose = prose
            .text(format!("{before}“{}”的", grade.term()))
            .marked(
                summary.grades.of(grade),
                outcome.figure_mark(figure, None, all),
            )
            .text("个");
        before = "，";
    }
    if summary.grades.ungraded > 0 {
        prose = prose.text(format!("，无法评定等级的{}个", summary.grades.ungraded));
    }
    prose.text("。")
}
