#![doc = include_str!("promised_again.md")]

use std::collections::BTreeMap;

use chrono::NaiveDate;
use jixiao_catalogue::Catalogue;
use jixiao_model::{Bilingual, Name, Rate, Remediation, RemediationState, normalise};

use super::{Form, forms, indicator_of, remedy_codes};
use crate::wording::{Shared, core, letters, plain, shortened, sorted_shingles};
use crate::{Check, Code, Finding, Severity, Subject};

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
    let mut pending = pending
        .filter(|row| row.year < year && row.state.is_pending())
        .peekable();
    // Most submissions have no register: nothing is set up for them.
    if pending.peek().is_none() {
        return;
    }
    let mut by_name: BTreeMap<Vec<char>, Vec<Form<'_>>> = BTreeMap::new();
    for form in forms(subject) {
        let name = form.project.map(|form| core(form.name.value.as_str()));
        by_name
            .entry(name.unwrap_or_default())
            .or_default()
            .push(form);
    }
    for row in pending {
        let name = row.project.as_ref().map(|name| core(name.as_str()));
        let forms = by_name.get(&name.unwrap_or_default());
        let forms = forms.map_or(&[][..], Vec::as_slice);
        findings.extend(of_row(subject, row, forms));
    }
}

/// What is to be said of a row that former years left to do, beside the forms of its project.
fn of_row(subject: &Subject<'_>, row: &Remediation, forms: &[Form<'_>]) -> Option<Finding> {
    let promise = Promise::of(row, subject);
    for form in forms {
        for (deviation, read) in form.explanations() {
            let (indicator, words) = (deviation.indicator.as_ref(), &deviation.remedy.value);
            let again = promise.in_words(words)
                || promise.in_codes(indicator, &remedy_codes(deviation, read));
            if again {
                return Some(promise.given_again(form, indicator_of(deviation), words));
            }
        }
    }
    let mut all = forms.iter().flat_map(|form| form.deviations);
    let told = all.any(|one| concerns(one.indicator.as_ref(), row.indicator.as_ref()));
    let is_silent = !told && row.progress.trim().is_empty();
    let due = promise.overdue.filter(|_| is_silent)?;
    Some(promise.forgotten(forms.first(), due))
}

/// Do two indicators speak of one miss? None stands for all of them.
fn concerns(one: Option<&Name>, other: Option<&Name>) -> bool {
    let same = |one: &Name, other: &Name| normalise(one.as_str()) == normalise(other.as_str());
    one.zip(other).is_none_or(|(one, other)| same(one, other))
}

/// A remedy of a former year that is still to be done.
struct Promise<'a> {
    row: &'a Remediation,
    letters: Vec<char>,
    codes: Vec<String>,
    alike_from: Rate,
    /// The day by which it should have been done, where that has passed with the year.
    overdue: Option<NaiveDate>,
}

impl<'a> Promise<'a> {
    fn of(row: &'a Remediation, subject: &Subject<'_>) -> Self {
        let year = subject.submission.year.number();
        let last_day = NaiveDate::from_ymd_opt(year, 12, 31);
        let overdue = row.due.zip(last_day).filter(|(due, last)| due < last);
        Self {
            row,
            letters: own(&row.remedy.value),
            codes: codes(row, subject.catalogue),
            alike_from: subject.policy.explanations.copied_from.rate(),
            overdue: overdue.map(|(due, _)| due),
        }
    }

    /// Is it told in nearly the same words?
    fn in_words(&self, remedy: &str) -> bool {
        let other = own(remedy);
        if self.letters.is_empty() || other.is_empty() {
            return false;
        }
        if self.letters == other {
            return true;
        }
        let Shared { shared, of } =
            Shared::between(&sorted_shingles(&self.letters), &sorted_shingles(&other));
        // A few letters are in many sentences.
        of > 3 && Rate::of_counts(shared, of).is_ok_and(|share| share >= self.alike_from)
    }

    /// Is it the same remedy by its code, for the same miss?
    fn in_codes(&self, indicator: Option<&Name>, codes: &[&str]) -> bool {
        concerns(indicator, self.row.indicator.as_ref())
            && codes
                .iter()
                .any(|code| self.codes.iter().any(|own| own == code))
    }

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
        let due = self.overdue.map(|due| {
            Bilingual::new(
                format!("，应于 {due} 前完成，已逾期"),
                format!(", due by {due} and overdue"),
            )
        });
        let due = due.unwrap_or_else(|| Bilingual::new("", ""));
        Bilingual::new(
            format!("{}{}", state.term(), due.zh),
            format!("{}{}", state_in_english(self.row), due.en),
        )
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
        Finding {
            code: CODE,
            severity: Severity::Warning,
            project: form.concerned(),
            indicator,
            message: Bilingual::new(
                format!("{}尚未落实（{}），{}", told.zh, state.zh, again.zh),
                format!("{} is not done ({}) and {}", told.en, state.en, again.en),
            ),
            expected: Bilingual::new("已完成的措施", "a remedy that was kept"),
            found: state,
            mend: Bilingual::new(
                "请说明为什么没有落实，并重定期限或改用别的措施",
                "tell why it was not kept, and set a new date or another remedy",
            ),
            place: self.row.remedy.place.clone(),
        }
    }

    fn forgotten(&self, form: Option<&Form<'_>>, due: NaiveDate) -> Finding {
        let (told, state) = (self.told(), self.row.state);
        // The name goes with the finding where the project is among this year's.
        let project = self.row.project.as_ref().filter(|_| form.is_none());
        let (zh, en) = match project {
            None => (String::new(), String::new()),
            Some(name) => (format!("“{name}”"), format!(" of \"{name}\"")),
        };
        Finding {
            code: CODE,
            severity: Severity::Note,
            project: form.and_then(Form::concerned),
            indicator: self.row.indicator.as_ref().map(Name::to_string),
            message: Bilingual::new(
                format!(
                    "{zh}{}应于 {due} 前完成，台账上仍是{}，本年没有说明",
                    told.zh,
                    state.term()
                ),
                format!(
                    "{}{en} due by {due}, is still {} in the register, and nothing is said of it this year",
                    told.en.trim_end_matches(','),
                    state_in_english(self.row)
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

fn own(text: &str) -> Vec<char> {
    plain(&letters(text, &[]))
}

/// The codes of remedies that a row's own words name.
fn codes(row: &Remediation, catalogue: &Catalogue) -> Vec<String> {
    let read = catalogue.classify_parts(&row.cause.value, &row.remedy.value);
    let stated = read.stated_remedy_codes();
    stated.into_iter().map(str::to_owned).collect()
}
