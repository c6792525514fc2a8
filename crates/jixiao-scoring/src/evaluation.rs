//! A whole submission scored: the department's form, every project's form, and the summary over the projects.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use jixiao_model::{
    Amount, Bilingual, DepartmentForm, Grade, ModelError, RateId, Speak, Submission,
};

use crate::form::{FormScore, department_rate, score_department, score_project};
use crate::policy::Policy;
use crate::rules::RateOutcome;
use crate::rules::execution_rate::execution_rate;
use crate::rules::self_evaluation_coverage::self_evaluation_coverage;

/// The scores of a submission, in its own order.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Evaluation {
    /// 部门(单位)整体支出, where the submission has that form.
    pub department: Option<DepartmentScore>,
    /// The projects, one for one with [`Submission::projects`].
    pub projects: Vec<FormScore>,
    /// 项目支出绩效自评结果汇总.
    pub summary: Summary,
}

/// The scores of a department's form, with the rates that its amounts give.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DepartmentScore {
    /// Points, total and grade.
    pub form: FormScore,
    /// Every rate for which the form holds the amounts, in the order of [`RateId::ALL`].
    pub rates: Vec<(RateId, RateOutcome)>,
}

impl DepartmentScore {
    /// One of the rates; `None` where the form does not hold its amounts.
    pub fn rate(&self, rule: RateId) -> Option<RateOutcome> {
        self.rates
            .iter()
            .find(|(id, _)| *id == rule)
            .map(|(_, outcome)| *outcome)
    }
}

/// What the projects come to together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// 预算项目数.
    pub budgeted: u32,
    /// 自评项目数: the forms that were handed in.
    pub evaluated: u32,
    /// 自评覆盖率.
    pub coverage: RateOutcome,
    /// 年初预算数 of all projects.
    pub initial: Amount,
    /// 全年预算数 of all projects.
    pub budget: Amount,
    /// 全年执行数 of all projects.
    pub executed: Amount,
    /// 预算执行率 over all projects.
    pub execution_rate: RateOutcome,
    /// How many projects got which grade.
    pub grades: GradeCounts,
}

/// How many projects got which grade (等级).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct GradeCounts {
    /// 优
    pub excellent: u32,
    /// 良
    pub good: u32,
    /// 中
    pub fair: u32,
    /// 差
    pub poor: u32,
    /// A total outside 0 to 100 has no grade.
    pub ungraded: u32,
}

impl GradeCounts {
    /// The count of one grade.
    pub const fn of(&self, grade: Grade) -> u32 {
        match grade {
            Grade::Excellent => self.excellent,
            Grade::Good => self.good,
            Grade::Fair => self.fair,
            _ => self.poor,
        }
    }

    fn count(&mut self, grade: Option<Grade>) {
        let counter = match grade {
            Some(Grade::Excellent) => &mut self.excellent,
            Some(Grade::Good) => &mut self.good,
            Some(Grade::Fair) => &mut self.fair,
            Some(_) => &mut self.poor,
            None => &mut self.ungraded,
        };
        *counter = counter.saturating_add(1);
    }
}

/// A sum of the submission that no longer fits, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{whose}: {error}")]
#[non_exhaustive]
pub struct EvaluationError {
    /// The project's name, or `部门整体支出` or `项目合计`.
    pub whose: String,
    /// What does not fit.
    pub error: ModelError,
}

impl Speak for EvaluationError {
    fn speak(&self) -> Bilingual {
        let said = self.error.speak();
        let whose = &self.whose;
        Bilingual::new(
            format!("“{whose}”：{}", said.zh),
            format!("{whose}: {}", said.en),
        )
    }
}

/// Scores a submission by `policy`.
///
/// ```
/// # #[cfg(feature = "policies")] {
/// use jixiao_model::{Amount, BudgetUnit, FundSources, Funds, ProjectForm, ReportNotes, Submission, Traced};
/// # use jixiao_scoring::{evaluate, policy::Policy};
/// let amount = |text: &str| text.parse().map(Traced::reported);
/// let fiscal = Funds::new(amount("20")?, amount("20")?, amount("10")?)?;
/// let funds = FundSources { fiscal: Some(fiscal), ..FundSources::default() };
/// let unit = BudgetUnit { name: "某局".parse()?, alias: None, short_name: None, supervisor: None, budgeted_projects: None };
/// let submission = Submission {
///     unit,
///     year: 2023.try_into()?,
///     policy: None,
///     notice: None,
///     report: ReportNotes::default(),
///     department: None,
///     projects: vec![ProjectForm::new(1, 2023.try_into()?, "图书馆运行费", funds)?],
///     stated: Vec::new(),
///     register: Vec::new(),
///     ignored: Vec::new(),
///     remarks: Vec::new(),
/// };
/// let evaluation = evaluate(&submission, &Policy::mof_2020()?)?;
/// assert_eq!(evaluation.summary.execution_rate.rate().unwrap().to_string(), "50%");
/// assert_eq!(evaluation.summary.coverage.rate().unwrap().to_string(), "100%");
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`EvaluationError`] where a sum no longer fits. An indicator that cannot be scored is no error: it earns nothing and says why.
pub fn evaluate(submission: &Submission, policy: &Policy) -> Result<Evaluation, EvaluationError> {
    let mut projects = Vec::with_capacity(submission.projects.len());
    for form in &submission.projects {
        let score = score_project(form, policy).map_err(of(form.name.value.as_str()))?;
        projects.push(score);
    }
    let department = match &submission.department {
        Some(form) => Some(evaluate_department(form, policy).map_err(of("部门整体支出"))?),
        None => None,
    };
    let summary = summarise(submission, &projects).map_err(of("项目合计"))?;
    Ok(Evaluation {
        department,
        projects,
        summary,
    })
}

fn of(whose: &str) -> impl FnOnce(ModelError) -> EvaluationError {
    move |error| EvaluationError {
        whose: whose.to_string(),
        error,
    }
}

fn evaluate_department(
    form: &DepartmentForm,
    policy: &Policy,
) -> Result<DepartmentScore, ModelError> {
    let mut rates = Vec::new();
    for rule in RateId::ALL {
        if let Some(outcome) = department_rate(form, *rule)? {
            rates.push((*rule, outcome));
        }
    }
    Ok(DepartmentScore {
        form: score_department(form, policy)?,
        rates,
    })
}

fn summarise(submission: &Submission, scores: &[FormScore]) -> Result<Summary, ModelError> {
    let (mut initial, mut budget, mut executed) = (Amount::ZERO, Amount::ZERO, Amount::ZERO);
    for form in &submission.projects {
        initial = initial.plus(form.funds.initial()?)?;
        budget = budget.plus(form.funds.budget()?)?;
        executed = executed.plus(form.funds.executed()?)?;
    }
    let mut grades = GradeCounts::default();
    for score in scores {
        grades.count(score.grade);
    }
    let evaluated = u32::try_from(scores.len()).map_err(|_| ModelError::Overflow)?;
    let stated = submission.unit.budgeted_projects.as_ref();
    let budgeted = stated.map_or(evaluated, |count| count.value);
    Ok(Summary {
        budgeted,
        evaluated,
        coverage: self_evaluation_coverage(budgeted, evaluated),
        initial,
        budget,
        executed,
        execution_rate: execution_rate(budget, executed),
        grades,
    })
}
