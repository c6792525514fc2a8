//! What differs between two assessments of one unit.

use jixiao_model::{Bilingual, Grade, Indicator, Points, RateId, Speak, Submission};
use jixiao_scoring::{FormScore, RateOutcome, ScoreError, Scored, Summary};

use crate::Assessment;

/// Whose figure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FormName {
    /// 部门整体支出.
    Department,
    /// A project, by its index in the submission.
    Project(usize),
    /// 项目汇总: all projects together.
    AllProjects,
}

impl FormName {
    /// As people call it; a project with its 序号.
    pub fn name(self, submission: &Submission) -> Bilingual {
        match self {
            Self::Department => Bilingual::new("部门整体支出", "the department's spending"),
            Self::AllProjects => Bilingual::new("项目汇总", "all projects"),
            Self::Project(index) => {
                let form = submission.projects.get(index);
                let name = form.map(|form| format!("{} {}", form.number, form.name.value));
                let name = name.unwrap_or_default();
                Bilingual::new(name.clone(), name)
            }
        }
    }
}

/// Which figure it is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Subject {
    /// 总分.
    Total,
    /// 等级.
    Grade,
    /// A rate; of a project and of all projects, the execution rate.
    Rate(RateId),
    /// 预算执行率得分.
    ExecutionPoints,
    /// 得分 of an indicator, by its index in the form.
    Points {
        /// Its index.
        indicator: usize,
        /// Its name.
        name: String,
    },
    /// How many projects have a grade; `None` for those without one.
    GradeCount(Option<Grade>),
}

impl Speak for Subject {
    fn speak(&self) -> Bilingual {
        match self {
            Self::Total => Bilingual::new("总分", "total"),
            Self::Grade => Bilingual::new("等级", "grade"),
            Self::Rate(rule) => Bilingual::new(rule.term(), rule.english()),
            Self::ExecutionPoints => {
                Bilingual::new("预算执行率得分", "points of the execution rate")
            }
            Self::Points { name, .. } => {
                Bilingual::new(format!("{name}得分"), format!("points of {name}"))
            }
            Self::GradeCount(Some(grade)) => Bilingual::new(
                format!("评为“{}”的项目数", grade.term()),
                format!("projects graded {}", grade.english()),
            ),
            Self::GradeCount(None) => {
                Bilingual::new("没有等级的项目数", "projects without a grade")
            }
        }
    }
}

/// A figure's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Value {
    /// Points.
    Points(Points),
    /// The indicator cannot be scored and earns nothing.
    Unscored,
    /// A grade; `None` for a total outside 0 to 100.
    Grade(Option<Grade>),
    /// A rate; `None` where the form does not hold its amounts.
    Rate(Option<RateOutcome>),
    /// A count.
    Count(u32),
}

impl Speak for Value {
    fn speak(&self) -> Bilingual {
        let same = |text: String| Bilingual::new(text.clone(), text);
        match self {
            Self::Points(points) => same(points.to_string()),
            Self::Unscored => Bilingual::new("0（无法计分）", "0 (cannot be scored)"),
            Self::Grade(Some(grade)) => Bilingual::new(grade.term(), grade.english()),
            Self::Grade(None) => Bilingual::new("无等级", "no grade"),
            Self::Rate(Some(RateOutcome::Undefined(_)) | None) => {
                Bilingual::new("无法计算", "no value")
            }
            Self::Rate(Some(outcome)) => outcome.speak(),
            Self::Count(count) => same(count.to_string()),
        }
    }
}

/// One figure before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// Whose.
    pub form: FormName,
    /// Which.
    pub subject: Subject,
    /// As it is.
    pub before: Value,
    /// As it would be.
    pub after: Value,
}

impl Difference {
    /// Do the two differ as they are shown? Total and grade also stand where they do not.
    pub fn differs(&self) -> bool {
        self.before.speak() != self.after.speak()
    }

    /// What is gained, or lost where negative; `None` for what is no number of points.
    pub fn gain(&self) -> Option<Points> {
        let points = |value| match value {
            Value::Points(points) => Some(points),
            Value::Unscored => Some(Points::ZERO),
            _ => None,
        };
        points(self.after)?.minus(points(self.before)?).ok()
    }
}

pub(super) fn changes(before: &Assessment, after: &Assessment) -> Vec<Difference> {
    let mut changes = Vec::new();
    let (old, new) = (&before.evaluation, &after.evaluation);
    let department = before.submission.department.as_ref();
    if let (Some(form), Some(old), Some(new)) = (department, &old.department, &new.department) {
        let rates = RateId::ALL
            .iter()
            .map(|rule| (*rule, [old.rate(*rule), new.rate(*rule)]));
        let both = [&old.form, &new.form];
        changes.extend(of_form(FormName::Department, &form.indicators, both, rates));
    }
    let scores = old.projects.iter().zip(&new.projects);
    for (index, (form, (old, new))) in before.submission.projects.iter().zip(scores).enumerate() {
        let rate = [old, new].map(|score| Some(score.execution_rate));
        let rates = [(RateId::Execution, rate)].into_iter();
        let name = FormName::Project(index);
        changes.extend(of_form(name, &form.indicators, [old, new], rates));
    }
    changes.extend(of_summary(&old.summary, &new.summary));
    changes
}

/// Total and grade, and what else differs; nothing where nothing does.
fn of_form(
    form: FormName,
    indicators: &[Indicator],
    [old, new]: [&FormScore; 2],
    rates: impl Iterator<Item = (RateId, [Option<RateOutcome>; 2])>,
) -> Vec<Difference> {
    let figure = |subject, before, after| Difference {
        form,
        subject,
        before,
        after,
    };
    let rates = rates.map(|(rule, [before, after])| {
        figure(Subject::Rate(rule), Value::Rate(before), Value::Rate(after))
    });
    let execution = figure(
        Subject::ExecutionPoints,
        Value::Points(old.execution_points),
        Value::Points(new.execution_points),
    );
    let scores = old.indicators.iter().zip(&new.indicators);
    let points = indicators.iter().zip(scores).enumerate();
    let points = points.map(|(index, (indicator, (old, new)))| {
        let subject = Subject::Points {
            indicator: index,
            name: indicator.name.value.to_string(),
        };
        figure(subject, earned(old), earned(new))
    });
    let rest: Vec<_> = rates.chain([execution]).chain(points).collect();
    let rest = rest.into_iter().filter(Difference::differs);
    let [total, grade] = [
        figure(
            Subject::Total,
            Value::Points(old.total),
            Value::Points(new.total),
        ),
        figure(
            Subject::Grade,
            Value::Grade(old.grade),
            Value::Grade(new.grade),
        ),
    ];
    let differs = total.differs() || grade.differs();
    let changes: Vec<_> = [total, grade].into_iter().chain(rest).collect();
    if differs || changes.len() > 2 {
        changes
    } else {
        Vec::new()
    }
}

fn earned(score: &Result<Scored, ScoreError>) -> Value {
    match score {
        Ok(scored) => Value::Points(scored.points),
        Err(_) => Value::Unscored,
    }
}

fn of_summary(old: &Summary, new: &Summary) -> Vec<Difference> {
    let figure = |subject, before, after| Difference {
        form: FormName::AllProjects,
        subject,
        before,
        after,
    };
    let rate = figure(
        Subject::Rate(RateId::Execution),
        Value::Rate(Some(old.execution_rate)),
        Value::Rate(Some(new.execution_rate)),
    );
    let counts = Grade::ALL.iter().map(|grade| {
        figure(
            Subject::GradeCount(Some(*grade)),
            Value::Count(old.grades.of(*grade)),
            Value::Count(new.grades.of(*grade)),
        )
    });
    let ungraded = figure(
        Subject::GradeCount(None),
        Value::Count(old.grades.ungraded),
        Value::Count(new.grades.ungraded),
    );
    let all = [rate].into_iter().chain(counts).chain([ungraded]);
    all.filter(Difference::differs).collect()
}
