#![doc = include_str!("unfitting_remedy.md")]

use jixiao_catalogue::{Catalogue, Cause, Classification, Evidence, Remedy};
use jixiao_model::{Bilingual, Deviation};

use super::{Form, cause_codes, forms, indicator_of, remedy_codes};
use crate::{Check, Code, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(306);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "措施与原因不对应",
    en: "A remedy that answers no cause",
    page: include_str!("unfitting_remedy.md"),
    run: check,
};

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for form in forms(subject) {
        for (deviation, read) in form.explanations() {
            findings.extend(of_deviation(subject.catalogue, &form, deviation, read));
        }
    }
}

fn of_deviation(
    catalogue: &Catalogue,
    form: &Form<'_>,
    deviation: &Deviation,
    read: &Classification,
) -> Option<Finding> {
    if !is_sure(deviation, read) {
        return None;
    }
    let causes = all_known(&cause_codes(deviation, read), |code| catalogue.cause(code))?;
    let remedies = all_known(&remedy_codes(deviation, read), |code| {
        catalogue.remedy(code)
    })?;
    let answers = |remedy: &&Remedy| {
        let mut causes = causes.iter();
        causes.any(|cause| cause.remedies.is_empty() || cause.remedies.contains(&remedy.code))
    };
    if remedies.iter().any(answers) {
        return None;
    }
    let causes = listed(causes.iter().map(|&Cause { code, name, .. }| (code, name)));
    let remedies = listed(
        remedies
            .iter()
            .map(|&Remedy { code, name, .. }| (code, name)),
    );
    let of = super::indicator_of(deviation);
    let of = of.map_or_else(
        || Bilingual::new("", ""),
        |name| Bilingual::new(format!("“{name}”的"), format!(" of \"{name}\"")),
    );
    Some(Finding {
        code: CODE,
        // Which remedies answer a cause is a judgement; others may be found.
        severity: Severity::Note,
        project: Some(form.concerned()),
        indicator: indicator_of(deviation),
        message: Bilingual::new(
            format!(
                "{}改进措施{}不是针对所写原因{}的",
                of.zh, remedies.zh, causes.zh
            ),
            format!(
                "the remedy{}, {}, does not answer its cause, {}",
                of.en, remedies.en, causes.en
            ),
        ),
        expected: Bilingual::new(
            format!("针对{}的措施", causes.zh),
            format!("a remedy that answers {}", causes.en),
        ),
        found: remedies,
        mend: Bilingual::new(
            "请写针对原因的措施；原因没有写全的请补上",
            "tell what will be done about the cause, or add the cause that it answers",
        ),
        place: deviation.remedy.place.clone(),
    })
}

/// Is it sure enough what cause and remedy are meant? Where both are only read in the text, neither may hang on a short word, nor both on one word.
fn is_sure(deviation: &Deviation, read: &Classification) -> bool {
    const SHORT: usize = 4;
    let has_codes = !deviation.causes.is_empty() || !deviation.remedies.is_empty();
    let causes = || read.causes.iter().map(|found| &found.evidence);
    let remedies = || read.remedies.iter().map(|found| &found.evidence);
    let least = |evidence: &Vec<Evidence>| longest(evidence) >= SHORT;
    let plain = |evidence: &Vec<Evidence>| evidence.len() > 1 || longest(evidence) > SHORT;
    has_codes
        || (causes().any(least) && remedies().any(least) && causes().chain(remedies()).any(plain))
}

/// How many characters the longest of the words has.
fn longest(evidence: &[Evidence]) -> usize {
    let lengths = evidence.iter().map(|one| one.text.chars().count());
    lengths.max().unwrap_or(0)
}

/// What the codes stand for; none where there are none, or one is unknown.
fn all_known<'a, T>(codes: &[&str], find: impl Fn(&str) -> Option<&'a T>) -> Option<Vec<&'a T>> {
    let found: Option<Vec<&T>> = codes.iter().map(|code| find(code)).collect();
    found.filter(|found| !found.is_empty())
}

/// “name”（code）, one after the other.
fn listed<'a>(named: impl Iterator<Item = (&'a String, &'a Bilingual)>) -> Bilingual {
    let (zh, en): (Vec<String>, Vec<String>) = named
        .map(|(code, name)| {
            let zh = format!("“{}”（{code}）", name.zh);
            (zh, format!("\"{}\" ({code})", name.en))
        })
        .unzip();
    Bilingual::new(zh.join("、"), en.join(", "))
}
