//! What of an evaluation is compared.

use jixiao_catalogue::{Catalogue, Classification};
use jixiao_model::{
    Amount, Deviation, FiscalYear, Grade, ModelError, Percent, Points, RateId, Remediation,
    Submission,
};
use jixiao_scoring::{DepartmentScore, Evaluation, GradeCounts, RateOutcome};

use crate::Explanations;

/// One evaluation, as far as it is compared with another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Year {
    /// 单位名称.
    pub unit: String,
    /// 年度.
    pub year: FiscalYear,
    /// The id of the policy by which it was scored.
    pub policy: String,
    /// Are some of its figures constructed for a demonstration (构造)?
    pub constructed: bool,
    /// 部门整体支出, where the unit has that form.
    pub department: Option<UnitYear>,
    /// The projects, in the order of the forms.
    pub projects: Vec<ProjectYear>,
    /// All projects together.
    pub summary: Summed,
    /// 整改台账.
    pub register: Register,
}

/// The rows of a remediation register (整改台账), each with its codes.
pub type Register = Vec<Promised>;

/// The department's form (部门整体支出).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitYear {
    /// 全年预算数.
    pub budget: Amount,
    /// 全年执行数.
    pub executed: Amount,
    /// The rates for which the form has the amounts.
    pub rates: Vec<(RateId, RateShown)>,
    /// 总分.
    pub total: Points,
    /// 等级.
    pub grade: Option<Grade>,
    /// 偏差原因分析及改进措施.
    pub explained: Vec<Explained>,
}

impl UnitYear {
    /// One of the rates.
    pub fn rate(&self, rule: RateId) -> Option<RateShown> {
        let found = self.rates.iter().find(|(id, _)| *id == rule);
        found.map(|(_, rate)| *rate)
    }
}

/// A project's form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectYear {
    /// 序号.
    pub number: u32,
    /// 项目名称.
    pub name: String,
    /// 全年预算数.
    pub budget: Amount,
    /// 全年执行数.
    pub executed: Amount,
    /// 预算执行率.
    pub execution_rate: RateShown,
    /// 总分.
    pub total: Points,
    /// 等级.
    pub grade: Option<Grade>,
    /// 偏差原因分析及改进措施.
    pub explained: Vec<Explained>,
}

/// All projects together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summed {
    /// 预算项目数.
    pub budgeted: u32,
    /// 自评项目数.
    pub evaluated: u32,
    /// 自评覆盖率.
    pub coverage: RateShown,
    /// 全年预算数.
    pub budget: Amount,
    /// 全年执行数.
    pub executed: Amount,
    /// 预算执行率.
    pub execution_rate: RateShown,
    /// How many projects got which grade.
    pub grades: GradeCounts,
}

/// A rate as a form shows it. Two years are compared by what their forms show, so that who subtracts one from the other finds the change that is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RateShown {
    /// The rate.
    Known(Percent),
    /// 不适用: nothing to divide and nothing to divide by.
    NotApplicable,
    /// 无法计算.
    Undefined,
}

impl From<RateOutcome> for RateShown {
    fn from(outcome: RateOutcome) -> Self {
        match outcome {
            RateOutcome::Known(rate) => Self::Known(rate.shown()),
            RateOutcome::NotApplicable => Self::NotApplicable,
            RateOutcome::Undefined(_) => Self::Undefined,
        }
    }
}

/// Why a target was missed and what was promised, with codes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Explained {
    /// The indicator; none for the form as a whole.
    pub indicator: Option<String>,
    /// 偏差原因, as it is written.
    pub cause: String,
    /// 改进措施, as it is written.
    pub remedy: String,
    /// Codes of the causes.
    pub causes: Vec<String>,
    /// Codes of the remedies.
    pub remedies: Vec<String>,
}

/// A row of the register with the codes of its cause and its remedy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promised {
    /// The row.
    pub row: Remediation,
    /// Codes of the causes.
    pub causes: Vec<String>,
    /// Codes of the remedies.
    pub remedies: Vec<String>,
}

impl Promised {
    /// A row with the codes that the catalogue finds in it.
    pub fn of(row: Remediation, catalogue: &Catalogue) -> Self {
        let (causes, remedies) = codes(&[], &row.cause.value, &[], &row.remedy.value, catalogue);
        Self {
            row,
            causes,
            remedies,
        }
    }
}

impl Year {
    /// Of a submission that was scored by the policy of that id, with what is read in its explanations; the rows of its register are read by `catalogue`. Whether figures are constructed is for those to say who know which are shown.
    ///
    /// # Errors
    /// [`ModelError`] where a sum does not fit; a submission that could be scored has none.
    pub fn of(
        submission: &Submission,
        evaluation: &Evaluation,
        policy: &str,
        explanations: &Explanations,
        catalogue: &Catalogue,
    ) -> Result<Self, ModelError> {
        let readings = explanations.projects.iter().map(Vec::as_slice);
        let readings = readings.chain(std::iter::repeat(&[][..]));
        let forms = submission.projects.iter().zip(&evaluation.projects);
        let projects = forms.zip(readings).map(|((form, score), readings)| {
            Ok(ProjectYear {
                number: form.number,
                name: form.name.value.to_string(),
                budget: form.funds.budget()?,
                executed: form.funds.executed()?,
                execution_rate: score.execution_rate.into(),
                total: score.total,
                grade: score.grade,
                explained: explained(&form.deviations, readings),
            })
        });
        let projects: Vec<ProjectYear> = projects.collect::<Result<_, ModelError>>()?;
        let department = submission
            .department
            .as_ref()
            .zip(evaluation.department.as_ref());
        let rows = submission.register.iter();
        Ok(Self {
            unit: submission.unit.name.to_string(),
            year: submission.year,
            policy: policy.to_string(),
            constructed: false,
            department: department.map(|(form, score)| UnitYear {
                budget: form.total.budget.value,
                executed: form.total.executed.value,
                rates: rates(score),
                total: score.form.total,
                grade: score.form.grade,
                explained: explained(&form.deviations, &explanations.department),
            }),
            projects,
            summary: summed(evaluation),
            register: rows
                .map(|row| Promised::of(row.clone(), catalogue))
                .collect(),
        })
    }
}

fn rates(score: &DepartmentScore) -> Vec<(RateId, RateShown)> {
    let rates = score.rates.iter();
    rates
        .map(|(rule, outcome)| (*rule, (*outcome).into()))
        .collect()
}

fn summed(evaluation: &Evaluation) -> Summed {
    let summary = &evaluation.summary;
    Summed {
        budgeted: summary.budgeted,
        evaluated: summary.evaluated,
        coverage: summary.coverage.into(),
        budget: summary.budget,
        executed: summary.executed,
        execution_rate: summary.execution_rate.into(),
        grades: summary.grades,
    }
}

/// The explanations of a form, each with what is read in it.
fn explained(deviations: &[Deviation], readings: &[Classification]) -> Vec<Explained> {
    let none = Classification::default();
    let readings = readings.iter().chain(std::iter::repeat(&none));
    let both = deviations.iter().zip(readings);
    both.map(|(own, reading)| Explained::of(own, reading))
        .collect()
}

impl Explained {
    fn of(own: &Deviation, reading: &Classification) -> Self {
        let (causes, remedies) = given_or_found(&own.causes, &own.remedies, reading);
        Self {
            indicator: own.indicator.as_ref().map(ToString::to_string),
            cause: own.cause.value.clone(),
            remedy: own.remedy.value.clone(),
            causes,
            remedies,
        }
    }
}

/// The codes of causes and of remedies: those that were given, else those that the catalogue finds in the texts.
pub fn codes(
    causes: &[String],
    cause: &str,
    remedies: &[String],
    remedy: &str,
    catalogue: &Catalogue,
) -> (Vec<String>, Vec<String>) {
    let found = if causes.is_empty() || remedies.is_empty() {
        catalogue.classify_parts(cause, remedy)
    } else {
        Classification::default()
    };
    given_or_found(causes, remedies, &found)
}

fn given_or_found(
    causes: &[String],
    remedies: &[String],
    found: &Classification,
) -> (Vec<String>, Vec<String>) {
    let given_or = |given: &[String], found: Vec<&str>| {
        if given.is_empty() {
            found.into_iter().map(str::to_string).collect()
        } else {
            given.to_vec()
        }
    };
    (
        given_or(causes, found.cause_codes()),
        given_or(remedies, found.stated_remedy_codes()),
    )
}
