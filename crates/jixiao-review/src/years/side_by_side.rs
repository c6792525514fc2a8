//! A figure of both evaluations and what it changed by.

use jixiao_model::{Amount, Bilingual, Grade, Percent, Points, RateId, Speak};

use super::year::{ProjectYear, RateShown, Summed, UnitYear};

/// A figure as it was and as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SideBySide {
    /// Its stable id, such as `total`, `execution-rate` or `grade.优`.
    pub id: &'static str,
    /// Its name.
    pub name: Bilingual,
    /// In the old evaluation; none where it does not have the figure.
    pub old: Option<Value>,
    /// In the new evaluation.
    pub new: Option<Value>,
}

/// The value of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// Points.
    Points(Points),
    /// A grade; none for a total outside 0 to 100.
    Grade(Option<Grade>),
    /// Money, in 万元.
    Amount(Amount),
    /// A rate.
    Rate(RateShown),
    /// A count.
    Count(u32),
}

/// What a figure changed by: new less old.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Nothing.
    None,
    /// Points.
    Points(Points),
    /// Grades upwards; downwards where negative.
    Grades(i8),
    /// Money, in 万元.
    Amount(Amount),
    /// Percentage points.
    PercentagePoints(Percent),
    /// A count.
    Count(i64),
    /// The two cannot be subtracted: one of them is missing, has no value or does not apply.
    Incomparable,
}

impl SideBySide {
    fn new(id: &'static str, name: (&str, &str), old: Option<Value>, new: Option<Value>) -> Self {
        let name = Bilingual::new(name.0, name.1);
        Self { id, name, old, new }
    }

    /// What it changed by.
    pub fn change(&self) -> Change {
        if self.old == self.new {
            return Change::None;
        }
        let difference = match (self.old, self.new) {
            (Some(Value::Points(old)), Some(Value::Points(new))) => {
                new.minus(old).map(Change::Points).ok()
            }
            (Some(Value::Amount(old)), Some(Value::Amount(new))) => {
                new.minus(old).map(Change::Amount).ok()
            }
            (
                Some(Value::Rate(RateShown::Known(old))),
                Some(Value::Rate(RateShown::Known(new))),
            ) => {
                let hundredths = new.hundredths().checked_sub(old.hundredths());
                let change = hundredths.and_then(|own| Percent::from_hundredths(own).ok());
                change.map(Change::PercentagePoints)
            }
            (Some(Value::Count(old)), Some(Value::Count(new))) => i64::from(new)
                .checked_sub(i64::from(old))
                .map(Change::Count),
            (Some(Value::Grade(Some(old))), Some(Value::Grade(Some(new)))) => rank(old)
                .zip(rank(new))
                .and_then(|(old, new)| old.checked_sub(new))
                .map(Change::Grades),
            _ => None,
        };
        difference.unwrap_or(Change::Incomparable)
    }
}

/// The best grade is 0.
fn rank(grade: Grade) -> Option<i8> {
    let place = Grade::ALL.iter().position(|own| *own == grade);
    place.and_then(|place| i8::try_from(place).ok())
}

impl Speak for Value {
    fn speak(&self) -> Bilingual {
        let same = |text: String| Bilingual::new(text.clone(), text);
        match self {
            Self::Points(points) => same(points.to_string()),
            Self::Grade(Some(grade)) => Bilingual::new(grade.term(), grade.english()),
            Self::Grade(None) => Bilingual::new("无等级", "no grade"),
            Self::Amount(amount) => same(amount.grouped()),
            Self::Rate(RateShown::Known(percent)) => same(percent.to_string()),
            Self::Rate(RateShown::NotApplicable) => Bilingual::new("不适用", "not applicable"),
            Self::Rate(RateShown::Undefined) => Bilingual::new("无法计算", "no value"),
            Self::Count(count) => same(count.to_string()),
        }
    }
}

impl Change {
    /// The number with its sign, such as `+1.5`; none where nothing was subtracted.
    pub fn signed(&self) -> Option<String> {
        let number = match self {
            Self::Points(points) => points.to_string(),
            Self::Grades(grades) => grades.to_string(),
            Self::Amount(amount) => amount.grouped(),
            Self::PercentagePoints(percent) => percent.to_string().trim_end_matches('%').into(),
            Self::Count(count) => count.to_string(),
            Self::None | Self::Incomparable => return None,
        };
        let sign = if number.starts_with('-') { "" } else { "+" };
        Some(format!("{sign}{number}"))
    }
}

impl Speak for Change {
    fn speak(&self) -> Bilingual {
        let signed = self.signed().unwrap_or_default();
        match self {
            Self::None => Bilingual::new("不变", "unchanged"),
            Self::Incomparable => Bilingual::new("—", "—"),
            Self::Points(_) => Bilingual::new(format!("{signed} 分"), format!("{signed} points")),
            Self::Amount(_) => Bilingual::new(format!("{signed} 万元"), format!("{signed} 万元")),
            Self::PercentagePoints(_) => Bilingual::new(
                format!("{signed} 个百分点"),
                format!("{signed} percentage points"),
            ),
            Self::Count(_) => Bilingual::new(format!("{signed} 个"), signed),
            Self::Grades(grades) => {
                let steps = grades.unsigned_abs();
                let plural = if steps == 1 { "" } else { "s" };
                let (zh, en) = if *grades > 0 {
                    ("升", "up")
                } else {
                    ("降", "down")
                };
                Bilingual::new(
                    format!("{zh} {steps} 级"),
                    format!("{en} {steps} grade{plural}"),
                )
            }
        }
    }
}

const TOTAL: (&str, &str) = ("总分", "total");
const GRADE: (&str, &str) = ("等级", "grade");
const BUDGET: (&str, &str) = ("全年预算数（万元）", "budget (万元)");
const EXECUTED: (&str, &str) = ("全年执行数（万元）", "executed (万元)");

/// The figures of the department's form; none where neither evaluation has it.
pub(super) fn of_department(old: Option<&UnitYear>, new: Option<&UnitYear>) -> Vec<SideBySide> {
    if old.is_none() && new.is_none() {
        return Vec::new();
    }
    let both = |id, name, pick: &dyn Fn(&UnitYear) -> Option<Value>| {
        SideBySide::new(id, name, old.and_then(pick), new.and_then(pick))
    };
    let mut figures = vec![
        both("total", TOTAL, &|own| Some(Value::Points(own.total))),
        both("grade", GRADE, &|own| Some(Value::Grade(own.grade))),
        both("budget", BUDGET, &|own| Some(Value::Amount(own.budget))),
        both("executed", EXECUTED, &|own| {
            Some(Value::Amount(own.executed))
        }),
    ];
    for rule in RateId::ALL {
        let name = (rule.term(), rule.english());
        let figure = both(rule.id(), name, &|own| own.rate(*rule).map(Value::Rate));
        if figure.old.is_some() || figure.new.is_some() {
            figures.push(figure);
        }
    }
    figures
}

/// The figures of all projects together.
pub(super) fn of_summary(old: &Summed, new: &Summed) -> Vec<SideBySide> {
    let both = |id, name, pick: &dyn Fn(&Summed) -> Value| {
        SideBySide::new(id, name, Some(pick(old)), Some(pick(new)))
    };
    let count =
        |id, name, pick: &dyn Fn(&Summed) -> u32| both(id, name, &|own| Value::Count(pick(own)));
    let mut figures = vec![
        count(
            "projects",
            ("预算项目数", "budgeted projects"),
            &|own| own.budgeted,
        ),
        count(
            "evaluated",
            ("自评项目数", "evaluated projects"),
            &|own| own.evaluated,
        ),
        both("coverage", ("自评覆盖率", "coverage"), &|own| {
            Value::Rate(own.coverage)
        }),
        both("budget", BUDGET, &|own| Value::Amount(own.budget)),
        both("executed", EXECUTED, &|own| Value::Amount(own.executed)),
        both(
            "execution-rate",
            ("预算执行率", "execution rate"),
            &|own| Value::Rate(own.execution_rate),
        ),
    ];
    let grades = [
        ("grade.优", "评为“优”的项目数", "graded excellent"),
        ("grade.良", "评为“良”的项目数", "graded good"),
        ("grade.中", "评为“中”的项目数", "graded fair"),
        ("grade.差", "评为“差”的项目数", "graded poor"),
    ];
    for (grade, (id, zh, en)) in Grade::ALL.iter().zip(grades) {
        figures.push(count(id, (zh, en), &|own| own.grades.of(*grade)));
    }
    let ungraded = ("没有等级的项目数", "without a grade");
    let ungraded = count("ungraded", ungraded, &|own| own.grades.ungraded);
    let none = Some(Value::Count(0));
    if ungraded.old != none || ungraded.new != none {
        figures.push(ungraded);
    }
    figures
}

/// The figures of one project.
pub(super) fn of_project(old: &ProjectYear, new: &ProjectYear) -> Vec<SideBySide> {
    let both = |id, name, pick: &dyn Fn(&ProjectYear) -> Value| {
        SideBySide::new(id, name, Some(pick(old)), Some(pick(new)))
    };
    vec![
        both("total", TOTAL, &|own| Value::Points(own.total)),
        both("grade", GRADE, &|own| Value::Grade(own.grade)),
        both("budget", BUDGET, &|own| Value::Amount(own.budget)),
        both("executed", EXECUTED, &|own| Value::Amount(own.executed)),
        both(
            "execution-rate",
            ("预算执行率", "execution rate"),
            &|own| Value::Rate(own.execution_rate),
        ),
    ]
}
