//! The checks: one pair of files each, the function and the page that tells it.

use std::fmt;
use std::sync::Arc;

use jixiao_catalogue::Classification;
use jixiao_model::{
    Amount, Bilingual, Claims, Deviation, FiscalYear, Funds, Indicator, IndicatorClass, Name,
    OverallGoal, Percent, Place, ProjectForm, RateId, StatedFigure, says_nothing,
};
use jixiao_scoring::{FormScore, Scored};

use crate::{Code, Concerned, Finding, Subject};

pub mod after_year_end;
pub mod beyond_weight;
pub mod claimed_grade;
pub mod claimed_sum;
pub mod claims;
pub mod contradicted;
pub mod copied;
pub mod coverage;
pub mod department_parts;
pub mod duplicate_names;
pub mod first_levels;
pub mod full_marks;
pub mod grade_counts;
pub mod in_year_addition;
pub mod incomplete_claims;
pub mod little_executed;
pub mod missing_explanation;
pub mod missing_remedy;
pub mod no_quantity;
pub mod no_rate;
pub mod no_survey;
pub mod nothing_missed;
pub mod over_achievement;
pub mod over_budget;
pub mod policy_year;
pub mod project_rates;
pub mod project_spending;
pub mod promised_again;
pub mod reading;
pub mod restated;
pub mod spellings;
pub mod stated;
pub mod unfitting_cause;
pub mod unfitting_remedy;
pub mod unknown_causes;
pub mod unpaired;
pub mod unscored;
pub mod unspent;
pub mod unused_ignore;
pub mod weights;

/// A check: its code, its name, the page that tells it, and the function.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Check {
    /// The stable code.
    pub code: Code,
    /// The Chinese name.
    pub zh: &'static str,
    /// The English name.
    pub en: &'static str,
    /// The page, in Markdown.
    pub page: &'static str,
    run: fn(&Subject<'_>, &mut Vec<Finding>),
}

impl Check {
    /// The check with this code, however it is typed.
    pub fn find(code: &str) -> Option<&'static Self> {
        let code = code.trim().to_uppercase();
        ALL.iter().find(|check| check.code.to_string() == code)
    }

    /// Adds what it objects to.
    pub(crate) fn run(&self, subject: &Subject<'_>, findings: &mut Vec<Finding>) {
        (self.run)(subject, findings);
    }
}

/// All of them, in the order of their codes.
pub const ALL: &[Check] = &[
    weights::CHECK,
    unscored::CHECK,
    first_levels::CHECK,
    reading::CHECK,
    incomplete_claims::CHECK,
    unused_ignore::CHECK,
    unknown_causes::CHECK,
    no_rate::CHECK,
    claims::CHECK,
    policy_year::CHECK,
    over_budget::CHECK,
    beyond_weight::CHECK,
    claimed_sum::CHECK,
    claimed_grade::CHECK,
    stated::CHECK,
    department_parts::CHECK,
    project_spending::CHECK,
    project_rates::CHECK,
    unspent::CHECK,
    duplicate_names::CHECK,
    coverage::CHECK,
    unpaired::CHECK,
    grade_counts::CHECK,
    spellings::CHECK,
    missing_explanation::CHECK,
    missing_remedy::CHECK,
    restated::CHECK,
    copied::CHECK,
    unfitting_cause::CHECK,
    unfitting_remedy::CHECK,
    promised_again::CHECK,
    contradicted::CHECK,
    nothing_missed::CHECK,
    over_achievement::CHECK,
    no_survey::CHECK,
    no_quantity::CHECK,
    full_marks::CHECK,
    in_year_addition::CHECK,
    after_year_end::CHECK,
    little_executed::CHECK,
];

/// A form of either kind with its score: what most checks look at.
struct Form<'a> {
    /// The project's form; none where it is the department's.
    project: Option<&'a ProjectForm>,
    year: FiscalYear,
    /// Its rows of money: of the department's, that of all spending.
    funds: Vec<&'a Funds>,
    goal: &'a OverallGoal,
    /// 备注; of the department's, none.
    note: &'a str,
    indicators: &'a [Indicator],
    deviations: &'a [Deviation],
    /// What the matcher reads in each of the deviations, in their order.
    read: &'a [Classification],
    claims: &'a Claims,
    score: &'a FormScore,
}

impl Form<'_> {
    /// The form, as a finding names it.
    fn concerned(&self) -> Concerned {
        self.project.map_or(Concerned::Department, Concerned::from)
    }

    /// The deviations, each with what the matcher reads in it.
    fn explanations(&self) -> impl Iterator<Item = (&Deviation, &Classification)> {
        self.deviations.iter().zip(self.read)
    }

    /// The indicator of this name, with its score where it could be scored.
    fn indicator(&self, name: &Name) -> Option<(&Indicator, Option<&Scored>)> {
        let mut indicators = self.indicators.iter().zip(&self.score.indicators);
        let (indicator, score) = indicators.find(|(one, _)| one.name.value == *name)?;
        Some((indicator, score.as_ref().ok()))
    }

    /// The indicators that lost points, with their scores.
    fn losses(&self) -> impl Iterator<Item = (&Indicator, &Scored)> {
        let scored = self.indicators.iter().zip(&self.score.indicators);
        let scored = scored.filter_map(|(one, score)| Some((one, score.as_ref().ok()?)));
        scored.filter(|(_, score)| !score.is_full())
    }

    /// The execution rate, as shown, where it is below `below` and not negative.
    fn executed_below(&self, below: Percent) -> Option<Percent> {
        let rate = self.score.execution_rate.rate()?;
        (rate < below.rate() && !self.is_executed_negative()).then(|| rate.shown())
    }

    /// Is less than nothing executed, through refunds? That is objected to once, by [`over_budget`].
    fn is_executed_negative(&self) -> bool {
        let executed = Amount::sum(self.funds.iter().map(|row| row.executed.value));
        executed.is_ok_and(Amount::is_negative)
    }

    /// Where 全年执行数 stands; of a project with several sources of money, the first.
    fn executed_place(&self) -> Option<Arc<Place>> {
        self.funds.first()?.executed.place.clone()
    }
}

/// A text that reads alike in both languages, such as a number.
fn alike(text: impl Into<String>) -> Bilingual {
    let text = text.into();
    Bilingual::new(text.clone(), text)
}

/// A name in Chinese quotes, those in it made single: “‘三公经费’控制率”.
fn quoted(name: impl fmt::Display) -> String {
    let name = name.to_string().replace('“', "‘").replace('”', "’");
    format!("“{name}”")
}

/// Where a figure stands, as a sentence names it.
fn stands(stated: &StatedFigure) -> Bilingual {
    if stated.stated_in.trim().is_empty() {
        return Bilingual::new(stated.stands(), "the unit's own figures");
    }
    alike(stated.stands())
}

/// The first few of a list, and how many there are where that is more: `甲、乙、丙等 5 项`.
fn few(names: &[&str]) -> Bilingual {
    const SHOWN: usize = 3;
    let (shown, rest) = names.split_at_checked(SHOWN).unwrap_or((names, &[]));
    let (zh, en) = (shown.join("、"), shown.join(", "));
    if rest.is_empty() {
        return Bilingual::new(zh, en);
    }
    Bilingual::new(
        format!("{zh}等 {} 项", names.len()),
        format!("{en} and {} more", rest.len()),
    )
}

/// Does a deviation speak of this indicator, or of the form as a whole?
fn concerns(deviation: &Deviation, indicator: &Name) -> bool {
    let name = deviation.indicator.as_ref();
    name.is_none_or(|name| name == indicator)
}

/// Does a deviation speak of the execution rate, or of the form as a whole?
fn concerns_execution(deviation: &Deviation) -> bool {
    let name = deviation.indicator.as_ref();
    name.is_none_or(|name| name.as_str() == RateId::Execution.term())
}

/// Does a deviation give a cause for this indicator, or for the form as a whole?
fn explains(deviation: &Deviation, indicator: &Name) -> bool {
    concerns(deviation, indicator) && !deviation.cause.value.trim().is_empty()
}

/// Does a deviation give a cause for the execution rate, or for the form as a whole?
fn explains_execution(deviation: &Deviation) -> bool {
    concerns_execution(deviation) && !deviation.cause.value.trim().is_empty()
}

/// Does a deviation say in words of its own what will be done? A dash, 无 and the like say nothing.
fn remedy_is_told(deviation: &Deviation) -> bool {
    !says_nothing(&deviation.remedy.value)
}

/// Is this the execution rate, which no form lists among its indicators?
fn is_execution(name: &Name) -> bool {
    IndicatorClass::recognise(name.as_str()) == Some(IndicatorClass::Execution)
}

/// The codes of causes that a deviation gives; where it gives none, those that the matcher reads in it.
fn cause_codes<'a>(deviation: &'a Deviation, read: &'a Classification) -> Vec<&'a str> {
    if deviation.causes.is_empty() {
        return read.cause_codes();
    }
    deviation.causes.iter().map(String::as_str).collect()
}

/// The codes of remedies that a deviation gives; where it gives none, those that the matcher reads in it.
fn remedy_codes<'a>(deviation: &'a Deviation, read: &'a Classification) -> Vec<&'a str> {
    if deviation.remedies.is_empty() {
        return read.stated_remedy_codes();
    }
    deviation.remedies.iter().map(String::as_str).collect()
}

/// The indicator of a deviation, as a finding names it.
fn indicator_of(deviation: &Deviation) -> Option<String> {
    deviation.indicator.as_ref().map(Name::to_string)
}

/// The cause of a deviation, as a sentence names it.
fn cause_of(deviation: &Deviation) -> Bilingual {
    match &deviation.indicator {
        None => Bilingual::new("偏差原因", "the cause"),
        Some(name) => Bilingual::new(
            format!("{}的偏差原因", quoted(name)),
            format!("the cause of \"{name}\""),
        ),
    }
}

/// Every form of the submission, the projects first.
fn forms<'a>(subject: &Subject<'a>) -> impl Iterator<Item = Form<'a>> {
    // A form whose explanations were not read is a form all the same.
    let readings = subject.explanations.projects.iter().map(Vec::as_slice);
    let readings = readings.chain(std::iter::repeat(&[][..]));
    let projects = subject
        .submission
        .projects
        .iter()
        .zip(&subject.evaluation.projects)
        .zip(readings)
        .map(|((form, score), read)| Form {
            project: Some(form),
            year: form.year,
            funds: form.funds.rows().collect(),
            goal: &form.goal,
            note: &form.note,
            indicators: &form.indicators,
            deviations: &form.deviations,
            read,
            claims: &form.claims,
            score,
        });
    let department = subject
        .submission
        .department
        .iter()
        .zip(&subject.evaluation.department)
        .map(|(form, score)| Form {
            project: None,
            year: form.year,
            funds: vec![&form.total],
            goal: &form.goal,
            note: "",
            indicators: &form.indicators,
            deviations: &form.deviations,
            read: &subject.explanations.department,
            claims: &form.claims,
            score: &score.form,
        });
    projects.chain(department)
}
