//! `evaluation.json` read back. What a later version adds is passed over; of what is compared, every problem is told with its path.

use std::fmt;
use std::marker::PhantomData;

use jixiao_catalogue::Catalogue;
use jixiao_import::{MAX_ITEMS, MAX_PROBLEMS, MAX_PROJECTS, MAX_REGISTER};
use jixiao_model::{
    Amount, Bilingual, FiscalYear, Grade, Name, Percent, Points, RateId, Remediation,
    RemediationState, Traced, is_blank,
};
use jixiao_review::years::{
    Explained, ProjectYear, Promised, RateShown, Summed, UnitYear, Year, codes,
};
use jixiao_scoring::GradeCounts;
use serde::Deserialize;
use serde::de::{Deserializer, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::{EvaluationFileError, MemberProblem};

/// What a JSON text seems to be.
pub(super) enum Kind {
    Evaluation,
    Dataset,
    Neither,
}

/// The members that tell the two apart; their contents do not matter.
#[derive(Deserialize)]
struct Outline {
    summary: Option<serde::de::IgnoredAny>,
    findings: Option<serde::de::IgnoredAny>,
    unit: Option<serde::de::IgnoredAny>,
    projects: Option<serde::de::IgnoredAny>,
    department: Option<serde::de::IgnoredAny>,
}

/// Which it is; none where it is no JSON.
pub(super) fn kind(text: &str) -> Option<Kind> {
    match serde_json::from_str::<Outline>(text) {
        Ok(outline) if outline.summary.is_some() || outline.findings.is_some() => {
            Some(Kind::Evaluation)
        }
        Ok(Outline {
            unit: None,
            projects: None,
            department: None,
            ..
        }) => Some(Kind::Neither),
        Ok(_) => Some(Kind::Dataset),
        Err(error) if error.is_data() => Some(Kind::Neither),
        Err(_) => None,
    }
}

/// The members that are compared. Derivations and the like are many times as long, and never kept.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Whole {
    unit: Value,
    policy: Value,
    partly_constructed: Value,
    department: Option<Form>,
    projects: Option<AtMost<Form, MAX_PROJECTS>>,
    summary: Option<Map<String, Value>>,
    register: AtMost<Map<String, Value>, MAX_REGISTER>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Form {
    number: Value,
    name: Value,
    budget: Value,
    executed: Value,
    execution_rate: Value,
    execution_rate_status: Value,
    rates: Map<String, Value>,
    rates_status: Map<String, Value>,
    total: Value,
    grade: Value,
    deviations: AtMost<Map<String, Value>, MAX_ITEMS>,
}

/// A list that is as long as one of a dataset can be; more is refused before it is kept.
struct AtMost<T, const MOST: usize>(Vec<T>);

impl<T, const MOST: usize> Default for AtMost<T, MOST> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>, const MOST: usize> Deserialize<'de> for AtMost<T, MOST> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Items(PhantomData))
    }
}

struct Items<T, const MOST: usize>(PhantomData<T>);

impl<'de, T: Deserialize<'de>, const MOST: usize> Visitor<'de> for Items<T, MOST> {
    type Value = AtMost<T, MOST>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "a list of at most {MOST}")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            if items.len() >= MOST {
                return Err(serde::de::Error::invalid_length(
                    MOST.saturating_add(1),
                    &self,
                ));
            }
            items.push(item);
        }
        Ok(AtMost(items))
    }
}

/// Reads the text of an `evaluation.json`.
///
/// Codes of causes and remedies are its own where it has some, else those that `catalogue` finds in its texts.
///
/// # Errors
/// [`EvaluationFileError::Syntax`] and [`EvaluationFileError::Members`].
pub fn year_from_json(text: &str, catalogue: &Catalogue) -> Result<Year, EvaluationFileError> {
    let whole: Whole = serde_json::from_str(text).map_err(|error| EvaluationFileError::Syntax {
        line: error.line(),
        column: error.column(),
        why: error.to_string(),
    })?;
    let mut reader = Reader {
        problems: Vec::new(),
        catalogue,
    };
    let year = reader.year(&whole);
    match year {
        Some(year) if reader.problems.is_empty() => Ok(year),
        _ => Err(EvaluationFileError::Members(reader.problems)),
    }
}

struct Reader<'c> {
    problems: Vec<MemberProblem>,
    catalogue: &'c Catalogue,
}

impl Reader<'_> {
    /// The value of a needed member.
    fn need<T>(
        &mut self,
        path: &str,
        value: &Value,
        expected: (&str, &str),
        read: impl FnOnce(&Value) -> Option<T>,
    ) -> Option<T> {
        let found = read(value);
        if found.is_none() && self.problems.len() < MAX_PROBLEMS {
            let (path, expected) = (path.to_string(), Bilingual::new(expected.0, expected.1));
            self.problems.push(if value.is_null() {
                MemberProblem::Missing { path, expected }
            } else {
                let found = shortened(value);
                MemberProblem::Wrong {
                    path,
                    found,
                    expected,
                }
            });
        }
        found
    }

    fn text(&mut self, path: &str, value: &Value) -> Option<String> {
        self.need(path, value, ("文字", "a text"), |value| {
            value.as_str().map(ToString::to_string)
        })
    }

    fn amount(&mut self, path: &str, value: &Value) -> Option<Amount> {
        let expected = (
            "万元金额，如 \"120.5\"",
            "an amount in 万元, such as \"120.5\"",
        );
        self.need(path, value, expected, |value| value.as_str()?.parse().ok())
    }

    fn points(&mut self, path: &str, value: &Value) -> Option<Points> {
        let expected = ("分数，如 \"97.99\"", "points, such as \"97.99\"");
        self.need(path, value, expected, |value| value.as_str()?.parse().ok())
    }

    fn fiscal_year(&mut self, path: &str, value: &Value) -> Option<FiscalYear> {
        let (first, last) = (FiscalYear::FIRST.number(), FiscalYear::LAST.number());
        let zh = format!(" {first} 至 {last} 之间的年份");
        let en = format!("a year from {first} to {last}");
        self.need(path, value, (&zh, &en), |value| {
            let year = i32::try_from(value.as_i64()?).ok()?;
            year.try_into().ok()
        })
    }

    fn count(&mut self, path: &str, value: &Value) -> Option<u32> {
        self.need(path, value, ("整数", "a whole number"), |value| {
            u32::try_from(value.as_u64()?).ok()
        })
    }

    /// A grade; none also where the total has none.
    fn grade(&mut self, path: &str, value: &Value) -> Option<Grade> {
        if value.is_null() {
            return None;
        }
        let expected = ("优、良、中、差或 null", "优, 良, 中, 差 or null");
        self.need(path, value, expected, |value| {
            Grade::recognise(value.as_str()?)
        })
    }

    /// A rate as it is shown; without a value, what its status says of it.
    fn rate(&mut self, path: &str, value: &Value, status: &Value) -> Option<RateShown> {
        if value.is_null() {
            let status = status.as_str();
            return Some(if status == Some("not_applicable") {
                RateShown::NotApplicable
            } else {
                RateShown::Undefined
            });
        }
        let expected = (
            "百分比，如 \"99.99%\"，或 null",
            "a percentage such as \"99.99%\", or null",
        );
        self.need(path, value, expected, |value| {
            value.as_str()?.parse::<Percent>().ok()
        })
        .map(RateShown::Known)
    }

    /// The year, as far as it can be read. Every part is read, for its own problems.
    fn year(&mut self, whole: &Whole) -> Option<Year> {
        let unit = self.text("unit.name", at(&whole.unit, "name"));
        let year = self.fiscal_year("unit.year", at(&whole.unit, "year"));
        let policy = self.text("policy", &whole.policy);
        let department = whole.department.as_ref().map(|form| self.department(form));
        let projects = self.projects(whole);
        let summary = self.summary(whole.summary.as_ref());
        let rows = whole.register.0.iter().enumerate();
        let register: Vec<Option<Promised>> = rows
            .map(|(row, members)| self.row(&format!("register[{row}]"), members))
            .collect();
        Some(Year {
            unit: unit?,
            year: year?,
            policy: policy?,
            constructed: whole.partly_constructed == true,
            department: match department {
                Some(department) => Some(department?),
                None => None,
            },
            projects: projects?,
            summary: summary?,
            register: register.into_iter().collect::<Option<_>>()?,
        })
    }

    fn department(&mut self, form: &Form) -> Option<UnitYear> {
        let budget = self.amount("department.budget", &form.budget);
        let executed = self.amount("department.executed", &form.executed);
        let mut rates = Vec::new();
        for rule in RateId::ALL {
            if let Some(value) = form.rates.get(rule.id()) {
                let path = format!("department.rates.{}", rule.id());
                let status = form.rates_status.get(rule.id()).unwrap_or(&Value::Null);
                rates.extend(self.rate(&path, value, status).map(|rate| (*rule, rate)));
            }
        }
        let total = self.points("department.total", &form.total);
        let grade = self.grade("department.grade", &form.grade);
        let explained = self.explained("department", &form.deviations.0);
        Some(UnitYear {
            budget: budget?,
            executed: executed?,
            rates,
            total: total?,
            grade,
            explained,
        })
    }

    fn projects(&mut self, whole: &Whole) -> Option<Vec<ProjectYear>> {
        let Some(forms) = &whole.projects else {
            let expected = ("项目列表", "a list of projects");
            return self.need("projects", &Value::Null, expected, |_| None);
        };
        let forms = forms.0.iter().enumerate();
        let read: Vec<Option<ProjectYear>> = forms
            .map(|(at, form)| self.project(&format!("projects[{at}]"), form))
            .collect();
        read.into_iter().collect()
    }

    fn project(&mut self, path: &str, form: &Form) -> Option<ProjectYear> {
        let number = self.count(&format!("{path}.number"), &form.number);
        let name = self.text(&format!("{path}.name"), &form.name);
        let budget = self.amount(&format!("{path}.budget"), &form.budget);
        let executed = self.amount(&format!("{path}.executed"), &form.executed);
        let rate = &form.execution_rate;
        let rate = self.rate(
            &format!("{path}.execution_rate"),
            rate,
            &form.execution_rate_status,
        );
        let total = self.points(&format!("{path}.total"), &form.total);
        let grade = self.grade(&format!("{path}.grade"), &form.grade);
        let explained = self.explained(path, &form.deviations.0);
        Some(ProjectYear {
            number: number?,
            name: name?,
            budget: budget?,
            executed: executed?,
            execution_rate: rate?,
            total: total?,
            grade,
            explained,
        })
    }

    fn summary(&mut self, summary: Option<&Map<String, Value>>) -> Option<Summed> {
        let Some(summary) = summary else {
            let expected = ("项目汇总", "the sums of all projects");
            return self.need("summary", &Value::Null, expected, |_| None);
        };
        let member = |key: &str| summary.get(key).unwrap_or(&Value::Null);
        let budgeted = self.count("summary.projects", member("projects"));
        let evaluated = self.count("summary.evaluated", member("evaluated"));
        let budget = self.amount("summary.budget", member("budget"));
        let executed = self.amount("summary.executed", member("executed"));
        let nothing = budget == Some(Amount::ZERO) && executed == Some(Amount::ZERO);
        let rate = member("execution_rate");
        let rate = self.rate("summary.execution_rate", rate, &status(nothing));
        let none = budgeted == Some(0) && evaluated == Some(0);
        let coverage = self.rate("summary.coverage", member("coverage"), &status(none));
        let grades = self.grades(member("grades"), member("ungraded"));
        Some(Summed {
            budgeted: budgeted?,
            evaluated: evaluated?,
            coverage: coverage?,
            budget: budget?,
            executed: executed?,
            execution_rate: rate?,
            grades: grades?,
        })
    }

    fn grades(&mut self, grades: &Value, ungraded: &Value) -> Option<GradeCounts> {
        let [excellent, good, fair, poor] = ["优", "良", "中", "差"]
            .map(|grade| self.count(&format!("summary.grades.{grade}"), at(grades, grade)));
        let mut counts = GradeCounts::default();
        counts.excellent = excellent?;
        counts.good = good?;
        counts.fair = fair?;
        counts.poor = poor?;
        if !ungraded.is_null() {
            counts.ungraded = self.count("summary.ungraded", ungraded)?;
        }
        Some(counts)
    }

    fn explained(&mut self, path: &str, deviations: &[Map<String, Value>]) -> Vec<Explained> {
        let deviations = deviations.iter().enumerate();
        deviations
            .map(|(at, own)| {
                let path = format!("{path}.deviations[{at}]");
                let member = |key: &str| own.get(key).unwrap_or(&Value::Null);
                let indicator = self.optional(&format!("{path}.indicator"), member("indicator"));
                let mut text = |key: &str| {
                    let text = self.optional(&format!("{path}.{key}"), member(key));
                    text.unwrap_or_default()
                };
                let (cause, remedy) = (text("cause_text"), text("remedy_text"));
                let causes = self.codes(&format!("{path}.causes"), member("causes"));
                let remedies = self.codes(&format!("{path}.remedies"), member("remedies"));
                let (causes, remedies) = codes(&causes, &cause, &remedies, &remedy, self.catalogue);
                Explained {
                    indicator,
                    cause,
                    remedy,
                    causes,
                    remedies,
                }
            })
            .collect()
    }

    /// A text that may be missing.
    fn optional(&mut self, path: &str, value: &Value) -> Option<String> {
        if value.is_null() {
            return None;
        }
        self.text(path, value)
    }

    fn codes(&mut self, path: &str, value: &Value) -> Vec<String> {
        if value.is_null() {
            return Vec::new();
        }
        let expected = (
            "编号的列表，如 [\"F1\"]",
            "a list of codes, such as [\"F1\"]",
        );
        let codes = self.need(path, value, expected, |value| {
            let codes = value.as_array()?.iter();
            codes
                .map(|code| code.as_str().map(ToString::to_string))
                .collect()
        });
        codes.unwrap_or_default()
    }

    fn row(&mut self, path: &str, members: &Map<String, Value>) -> Option<Promised> {
        let member = |key: &str| members.get(key).unwrap_or(&Value::Null);
        let year = self.fiscal_year(&format!("{path}.year"), member("year"));
        let [project, indicator, owner] = ["project", "indicator", "owner"].map(|key| {
            let value = member(key);
            let name = |value: &Value| value.as_str()?.parse::<Name>().ok();
            let path = format!("{path}.{key}");
            let is_none = value.is_null() || value == "";
            (!is_none)
                .then(|| self.need(&path, value, ("名称", "a name"), name))
                .flatten()
        });
        let due = member("due");
        let due = if due.is_null() {
            None
        } else {
            let expected = ("日期，如 \"2024-06-30\"", "a day, such as \"2024-06-30\"");
            self.need(&format!("{path}.due"), due, expected, |value| {
                value.as_str()?.parse().ok()
            })
        };
        let expected = (
            "open、under-way、done 或 dropped",
            "open, under-way, done or dropped",
        );
        let state = self.need(
            &format!("{path}.state"),
            member("state"),
            expected,
            |value| {
                let id = value.as_str()?;
                RemediationState::ALL
                    .into_iter()
                    .find(|state| state.id() == id)
            },
        );
        let mut text = |key: &str| {
            let text = self.optional(&format!("{path}.{key}"), member(key));
            text.unwrap_or_default()
        };
        let (cause, progress) = (text("cause"), text("progress"));
        let expected = ("整改措施", "the remedy that was promised");
        let remedy = self.need(
            &format!("{path}.remedy"),
            member("remedy"),
            expected,
            |value| {
                let text = value.as_str()?;
                (!is_blank(text)).then(|| text.to_owned())
            },
        );
        let row = Remediation {
            year: year?,
            project,
            indicator,
            cause: Traced::reported(cause),
            remedy: Traced::reported(remedy?),
            owner,
            due,
            state: state?,
            progress,
        };
        Some(Promised::of(row, self.catalogue))
    }
}

fn at<'v>(value: &'v Value, key: &str) -> &'v Value {
    value.get(key).unwrap_or(&Value::Null)
}

/// The status of a rate that a summary does not tell: nothing over nothing does not apply.
fn status(nothing: bool) -> Value {
    Value::from(if nothing {
        "not_applicable"
    } else {
        "undefined"
    })
}

fn shortened(value: &Value) -> String {
    const MOST: usize = 40;
    let text = value.to_string();
    if text.chars().count() <= MOST {
        return text;
    }
    let begin: String = text.chars().take(MOST).collect();
    format!("{begin}…")
}
