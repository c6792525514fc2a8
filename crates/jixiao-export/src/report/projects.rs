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
    if one == other {
        return None;
    }
    let all = outcome.projects_mark().max(mark(&project.executed));
    let rate_of_department = known_rate_mark(outcome, form, RateId::ProjectExecution);
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
