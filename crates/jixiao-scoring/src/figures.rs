//! The figures that reports state, as they follow from the data.

use jixiao_model::{
    DepartmentForm, Figure, Goal, Grade, Percent, ProjectForm, Quantity, RateId, StatedValue,
    Submission,
};

use crate::evaluation::Evaluation;
use crate::form::FormScore;
use crate::rules::RateOutcome;

/// A figure as it follows from the data, shown as reports show it; `project` is the 序号 for figures of one project. `None` where the
/// submission does not hold what it takes, or where the figure has no value.
pub fn computed_figure(
    submission: &Submission,
    evaluation: &Evaluation,
    figure: Figure,
    project: Option<u32>,
) -> Option<StatedValue> {
    if figure.is_of_one_project() {
        let (form, score) = find(submission, evaluation, project?)?;
        return figure_of_project(form, score, figure);
    }
    of_projects(submission, evaluation, figure).or_else(|| {
        let form = submission.department.as_ref()?;
        of_department(form, evaluation, figure)
    })
}

/// How far the actual of an indicator with a rule lies from its target (偏离), in percentage points and without a sign; `None` where the rate or
/// the target has no number.
pub fn rate_deviation(
    form: &DepartmentForm,
    evaluation: &Evaluation,
    rule: RateId,
) -> Option<Percent> {
    let indicator = form
        .indicators
        .iter()
        .find(|indicator| indicator.rule == Some(rule))?;
    let Goal::Number { value, .. } = indicator.target.value.goal() else {
        return None;
    };
    let rate = evaluation.department.as_ref()?.rate(rule)?.rate()?;
    distance(rate.percent_quantity().ok()?, value)
}

/// The distance of two numbers of percent, half away from zero at two decimals.
fn distance(actual: Quantity, target: Quantity) -> Option<Percent> {
    let steps = actual.steps().checked_sub(target.steps())?.checked_abs()?;
    let hundredths = jixiao_model::Fraction::new(steps, 100_000_000)
        .and_then(|distance| distance.round(0, jixiao_model::Rounding::HalfAwayFromZero))
        .ok()?;
    Percent::from_hundredths(hundredths).ok()
}

fn find<'a>(
    submission: &'a Submission,
    evaluation: &'a Evaluation,
    number: u32,
) -> Option<(&'a ProjectForm, &'a FormScore)> {
    // Forms stand in the order of their numbers; where somebody put them otherwise, they are searched one by one.
    let forms = &submission.projects;
    let place = forms.binary_search_by_key(&number, |form| form.number);
    let place = place
        .ok()
        .or_else(|| forms.iter().position(|form| form.number == number))?;
    Some((forms.get(place)?, evaluation.projects.get(place)?))
}

fn percent(outcome: RateOutcome) -> Option<StatedValue> {
    Some(StatedValue::Percent(outcome.rate()?.shown()))
}

/// What a figure of one project comes to by its form and its score, as [`computed_figure`] tells it: for whoever has found the project already.
pub fn figure_of_project(
    form: &ProjectForm,
    score: &FormScore,
    figure: Figure,
) -> Option<StatedValue> {
    Some(match figure {
        Figure::ProjectInitial => StatedValue::Amount(form.funds.initial().ok()?),
        Figure::ProjectBudget => StatedValue::Amount(form.funds.budget().ok()?),
        Figure::ProjectExecuted => StatedValue::Amount(form.funds.executed().ok()?),
        Figure::ProjectRate => percent(score.execution_rate)?,
        Figure::ProjectTotal => StatedValue::Points(score.total),
        Figure::ProjectGrade => StatedValue::Grade(score.grade?),
        _ => return None,
    })
}

fn of_projects(
    submission: &Submission,
    evaluation: &Evaluation,
    figure: Figure,
) -> Option<StatedValue> {
    let summary = &evaluation.summary;
    let grade = |grade| StatedValue::Count(summary.grades.of(grade));
    Some(match figure {
        Figure::ProjectsInitial => StatedValue::Amount(summary.initial),
        Figure::ProjectsBudget => StatedValue::Amount(summary.budget),
        Figure::ProjectsExecuted => StatedValue::Amount(summary.executed),
        Figure::ProjectsExecutionRate => percent(summary.execution_rate)?,
        Figure::ProjectsBudgeted => StatedValue::Count(summary.budgeted),
        Figure::ProjectsEvaluated => StatedValue::Count(summary.evaluated),
        Figure::ProjectsCoverage => percent(summary.coverage)?,
        Figure::GradeExcellent => grade(Grade::Excellent),
        Figure::GradeGood => grade(Grade::Good),
        Figure::GradeFair => grade(Grade::Fair),
        Figure::GradePoor => grade(Grade::Poor),
        Figure::ProjectsDeviations => {
            let explained = |form: &&ProjectForm| !form.deviations.is_empty();
            let count = submission.projects.iter().filter(explained).count();
            StatedValue::Count(u32::try_from(count).ok()?)
        }
        _ => return None,
    })
}

fn of_department(
    form: &DepartmentForm,
    evaluation: &Evaluation,
    figure: Figure,
) -> Option<StatedValue> {
    let score = evaluation.department.as_ref()?;
    let rate = |rule| percent(score.rate(rule)?);
    Some(match figure {
        Figure::DepartmentInitial => StatedValue::Amount(form.total.initial.value),
        Figure::DepartmentBudget => StatedValue::Amount(form.total.budget.value),
        Figure::DepartmentExecuted => StatedValue::Amount(form.total.executed.value),
        Figure::DepartmentExecutionRate => rate(RateId::Execution)?,
        Figure::BasicExecutionRate => rate(RateId::BasicExecution)?,
        Figure::ProjectExecutionRate => rate(RateId::ProjectExecution)?,
        Figure::ThreePublicControlRate => rate(RateId::ThreePublicControl)?,
        Figure::CarryOverChangeRate => rate(RateId::CarryOverChange)?,
        Figure::ThreePublicDeviation => StatedValue::Percent(rate_deviation(
            form,
            evaluation,
            RateId::ThreePublicControl,
        )?),
        Figure::DepartmentTotal => StatedValue::Points(score.form.total),
        Figure::DepartmentGrade => StatedValue::Grade(score.form.grade?),
        _ => return None,
    })
}
