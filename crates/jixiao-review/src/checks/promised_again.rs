#![doc = include_str!("promised_again.md")]

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use jixiao_model::{
    Bilingual, FiscalYear, Name, Remediation, RemediationState, Submission, normalise,
};

use self::told::Told;
use super::{Form, forms, indicator_of};
use crate::wording::shortened;
use crate::years::known_again;
use crate::{Check, Code, Finding, Severity, Subject};

mod told;

/// The code of this check.
pub const CODE: Code = Code(307);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "上年措施再次承诺",
    en: "A remedy promised before",
    page: include_str!("promised_again.md"),
    run: check,
};

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let year = subject.submission.year;
    let pending = subject.submission.register.iter();
    let pending = pending.filter(|row| row.year < year && row.state.is_pending());
    let rows: Vec<&Remediation> = pending.collect();
    // Most submissions have no register: nothing is set up for them.
    if rows.is_empty() {
        return;
    }
    let forms: Vec<Form<'_>> = forms(subject).collect();
    let known = Known::of(subject.submission, &rows, &forms);
    let mut codes = Codes {
        subject,
        read: HashMap::new(),
    };
    for row in rows {
        findings.extend(of_row(row, year, known.told_of(row), &mut codes));
    }
}

/// What is to be said of a row that former years left to do, beside what its project tells this year.
fn of_row<'a>(
    row: &'a Remediation,
    year: FiscalYear,
    told: Option<&Told<'_, '_>>,
    codes: &mut Codes<'a, '_>,
) -> Option<Finding> {
    let promise = Promise {
        row,
        overdue: row.due.filter(|_| row.is_past(year)),
    };
    let Some(told) = told else {
        let is_silent = row.progress.trim().is_empty();
        let due = promise.overdue.filter(|_| is_silent)?;
        return Some(promise.forgotten(None, due));
    };
    let alike_from = codes.subject.policy.explanations.copied_from.rate();
    let again = told.in_words(&row.remedy.value, alike_from).or_else(|| {
        let codes = told.has_codes().then(|| codes.of(row))?;
        told.in_codes(codes, row.indicator.as_ref())
    });
    if let Some((form, deviation)) = again.and_then(|at| told.get(at)) {
        let words = &deviation.remedy.value;
        return Some(promise.given_again(form, indicator_of(deviation), words));
    }
    let is_silent = !told.explains(row.indicator.as_ref()) && row.progress.trim().is_empty();
    let due = promise.overdue.filter(|_| is_silent)?;
    Some(promise.forgotten(Some(told.form), due))
}

/// Which forms of this year the rows of former years are about.
struct Known<'a, 'f, 's> {
    submission: &'s Submission,
    told: Vec<Told<'a, 'f>>,
    /// By the name of a project and the year that has it so, its place in `told`.
    by_name: HashMap<(&'s str, FiscalYear), usize>,
    department: Option<Told<'a, 'f>>,
}

impl<'a, 'f, 's> Known<'a, 'f, 's> {
    fn of(submission: &'s Submission, rows: &[&'s Remediation], forms: &'f [Form<'a>]) -> Self {
        let mut named: Vec<(&str, FiscalYear)> = rows
            .iter()
            .filter_map(|row| Some((row.project.as_ref()?.as_str(), row.year)))
            .collect();
        named.sort_unstable();
        named.dedup();
        let projects = submission.projects.iter();
        let projects: Vec<&str> = projects.map(|form| form.name.value.as_str()).collect();
        let known = known_again(&named, &projects, submission.year);
        let mut told: Vec<Told<'a, 'f>> = Vec::new();
        let mut groups: BTreeMap<Vec<usize>, usize> = BTreeMap::new();
        let mut by_name = HashMap::new();
        for (name, members) in named.into_iter().zip(known) {
            let own: Vec<&Form<'a>> = members.iter().filter_map(|at| forms.get(*at)).collect();
            let group = groups.get(&members).copied().or_else(|| {
                told.push(Told::of(&own)?);
                told.len().checked_sub(1)
            });
            if let Some(group) = group {
                groups.insert(members, group);
                by_name.insert(name, group);
            }
        }
        let department: Vec<&Form<'a>> = forms.iter().filter(|one| one.project.is_none()).collect();
        Self {
            submission,
            told,
            by_name,
            department: Told::of(&department),
        }
    }

    /// What the forms that a row is about tell; none where there are none this year.
    fn told_of(&self, row: &'s Remediation) -> Option<&Told<'a, 'f>> {
        let Some(project) = &row.project else {
            return self.department.as_ref();
        };
        let known = self.by_name.get(&(project.as_str(), row.year));
        let known = known.and_then(|at| self.told.get(*at));
        known.or_else(|| self.department.as_ref().filter(|_| self.is_unit(project)))
    }

    /// Is this the unit as a whole, by its own name?
    fn is_unit(&self, name: &Name) -> bool {
        let name = normalise(name.as_str());
        name == "部门整体支出" || name == normalise(self.submission.unit.name.as_str())
    }
}

/// The codes of remedies that rows name in their words, read once for the same words.
struct Codes<'a, 's> {
    subject: &'s Subject<'s>,
    read: HashMap<(&'a str, &'a str), Vec<String>>,
}

impl<'a> Codes<'a, '_> {
    fn of(&mut self, row: &'a Remediation) -> &[String] {
        let words = (row.cause.value.as_str(), row.remedy.value.as_str());
        let catalogue = self.subject.catalogue;
        self.read.entry(words).or_insert_with(|| {
            let read = catalogue.classify_parts(words.0, words.1);
            let stated = read.stated_remedy_codes();
            stated.into_iter().map(str::to_owned).collect()
        })
    }
}

/// A remedy of a former year that is still to be done.
struct Promise<'a> {
    row: &'a Remediation,
    /// The day by which it should have been done, where that has passed with the year.
    overdue: Option<NaiveDate>,
}

impl Promise<'_> {
    /// “remedy”, with the year that promised it.
    fn told(&self) -> Bilingual {
        let (year, remedy) = (self.row.year.number(), shortened(&self.row.remedy.value));
        Bilingual::new(
            format!("{year} 年度提出的措施“{remedy}”"),
            format!("what {year} promised, \"{remedy}\","),
        )
    }

    /// How it stands.
    fn state(&self) -> Bilingual {
        let state = self.row.state;
        let due = match (self.row.due, self.overdue) {
            (None, _) => Bilingual::new("", ""),
            (Some(due), None) => {
                Bilingual::new(format!("，应于 {due} 前完成"), format!(", due by {due}"))
            }
            (Some(due), Some(_)) => Bilingual::new(
                format!("，应于 {due} 前完成，已逾期"),
                format!(", due by {due} and overdue"),
            ),
        };
        Bilingual::new(
            format!("{}{}", state.term(), due.zh),
            format!("{}{}", state_in_english(self.row), due.en),
        )
    }

    /// Has it a date that is still to come?
    fn has_time(&self) -> bool {
        self.row.due.is_some() && self.overdue.is_none()
    }

    fn given_again(&self, form: &Form<'_>, indicator: Option<String>, words: &str) -> Finding {
        let (told, state) = (self.told(), self.state());
        let now = shortened(words);
        let again = if now.is_empty() || now == shortened(&self.row.remedy.value) {
            Bilingual::new("本年又作为措施提出", "is promised again this year")
        } else {
            Bilingual::new(
                format!("本年又提出：“{now}”"),
                format!("is promised again this year: \"{now}\""),
            )
        };
        let (severity, stands, expected, mend) = self.judged();
        Finding {
            code: CODE,
            severity,
            project: Some(form.concerned()),
            indicator,
            message: Bilingual::new(
                format!("{}{}（{}），{}", told.zh, stands.zh, state.zh, again.zh),
                format!("{} {} ({}) and {}", told.en, stands.en, state.en, again.en),
            ),
            expected,
            found: state,
            mend,
            place: self.row.remedy.place.clone(),
        }
    }

    /// How much it matters that it is promised again, how it stands, what was expected, and what to do.
    fn judged(&self) -> (Severity, Bilingual, Bilingual, Bilingual) {
        if self.has_time() {
            return (
                Severity::Note,
                Bilingual::new("还没有到期", "is not due yet"),
                Bilingual::new(
                    "本年新的措施，或原措施的进展",
                    "a new remedy, or how the old one stands",
                ),
                Bilingual::new(
                    "是同一措施的，请写明进展，仍按原定期限完成",
                    "where it is the same remedy, tell how it stands and keep to its date",
                ),
            );
        }
        let mend = match self.row.due {
            Some(_) => Bilingual::new(
                "请说明为什么没有落实，并重定期限或改用别的措施",
                "tell why it was not kept, and set a new date or another remedy",
            ),
            None => Bilingual::new(
                "请说明为什么没有落实，并定出期限或改用别的措施",
                "tell why it was not kept, and set a date or another remedy",
            ),
        };
        (
            Severity::Warning,
            Bilingual::new("尚未落实", "is not done"),
            Bilingual::new("已完成的措施", "a remedy that was kept"),
            mend,
        )
    }

    fn forgotten(&self, form: Option<&Form<'_>>, due: NaiveDate) -> Finding {
        let (told, state) = (self.told(), self.row.state);
        // The name goes with the finding where the project is among this year's.
        let project = self.row.project.as_ref().filter(|_| form.is_none());
        let (zh, en) = match project {
            None => (String::new(), String::new()),
            Some(name) => (format!("“{name}”"), format!(" of \"{name}\"")),
        };
        let silence = match (form, project) {
            (Some(_), _) => Bilingual::new("本年没有说明", "nothing is said of it this year"),
            (None, Some(_)) => Bilingual::new(
                "没有写进展，本年的项目中也没有这个项目",
                "no progress is told, and no project of this year bears the name",
            ),
            (None, None) => Bilingual::new("没有写进展", "no progress is told"),
        };
        Finding {
            code: CODE,
            severity: Severity::Note,
            project: form.map(Form::concerned),
            indicator: self.row.indicator.as_ref().map(Name::to_string),
            message: Bilingual::new(
                format!(
                    "{zh}{}应于 {due} 前完成，台账上仍是{}，{}",
                    told.zh,
                    state.term(),
                    silence.zh
                ),
                format!(
                    "{}{en} due by {due}, is still {} in the register, and {}",
                    told.en.trim_end_matches(','),
                    state_in_english(self.row),
                    silence.en
                ),
            ),
            expected: Bilingual::new("整改结果或进展", "what became of it"),
            found: Bilingual::new(state.term(), state_in_english(self.row)),
            mend: Bilingual::new(
                "请在整改台账中填写进展；已完成的改为“已完成”",
                "write in the register how it stands, or that it is done",
            ),
            place: self.row.remedy.place.clone(),
        }
    }
}

const fn state_in_english(row: &Remediation) -> &'static str {
    match row.state {
        RemediationState::Open => "not begun",
        RemediationState::UnderWay => "under way",
        RemediationState::Done => "done",
        RemediationState::Dropped => "dropped",
    }
}
