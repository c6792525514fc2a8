//! Readers of single values. Each reports what is wrong and returns `None`.

use std::fmt::Display;
use std::ops::RangeInclusive;

use chrono::NaiveDate;
use jixiao_keyed::Entry;
use jixiao_model::{
    Actual, Amount, Bilingual, Figure, FiscalYear, Grade, Method, ModelError, Name, Percent,
    Points, Quantity, RateId, RateInput, RateValue, RemediationState, Source, StatedValue, Target,
    Weight,
};

use crate::MAX_TEXT_CHARS;

/// The largest 序号, and the most of anything that is counted.
pub(crate) const MAX_COUNT: u32 = 1_000_000;

/// The longest text that shows one figure, in characters.
const MAX_SHOWN_FIGURE: usize = 100;

/// The control characters that a free text may hold.
const SPACES: [char; 3] = ['\n', '\r', '\t'];

/// How much of what stood there a message repeats, in characters.
const SHOWN: usize = 40;

/// The beginning of `text`, for a message.
pub(crate) fn beginning(text: &str) -> String {
    let mut shown: String = text.chars().take(SHOWN).collect();
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}

pub(crate) fn source(entry: &Entry<'_>) -> Option<Source> {
    let words: Vec<_> = Source::ALL.iter().map(|word| (word.id(), *word)).collect();
    entry.choice(&words)
}

/// A free text, which may be empty. Blanks and newlines around it are no part of it.
pub(crate) fn text(entry: &Entry<'_>) -> Option<String> {
    entry.text()?;
    legible(entry, &SPACES)?;
    entry.parse(|text| {
        let text = text.trim();
        let length = text.chars().count();
        if length > MAX_TEXT_CHARS {
            let max = MAX_TEXT_CHARS;
            return Err(ModelError::TooLong { length, max });
        }
        Ok(text.to_owned())
    })
}

/// A short text, of one line or several, that must not be empty.
pub(crate) fn name(entry: &Entry<'_>) -> Option<Name> {
    entry.text()?;
    legible(entry, &['\n'])?;
    entry.parse(str::parse)
}

/// A text with a bare control character could be shown in no table and written to no document. Of those, `allowed` may stand.
fn legible(entry: &Entry<'_>, allowed: &[char]) -> Option<()> {
    let control = |c: &char| c.is_control() && !allowed.contains(c);
    let Some(found) = entry.scalar()?.chars().find(control) else {
        return Some(());
    };
    let found = found.escape_unicode();
    entry.fail_with(
        Bilingual::new(
            format!("文字中有不可见的控制字符 {found}"),
            format!("the text holds the control character {found}"),
        ),
        Bilingual::new("请删去这个字符", "delete it"),
    );
    None
}

/// Money that may be negative, such as what was spent or carried over.
pub(crate) fn amount(entry: &Entry<'_>) -> Option<Amount> {
    entry.parse(str::parse)
}

/// A figure of a rate.
pub(crate) fn figure(entry: &Entry<'_>, input: RateInput) -> Option<RateValue> {
    entry.parse(|text| input.kind.read(text))
}

/// Money that was budgeted.
pub(crate) fn budget(entry: &Entry<'_>) -> Option<Amount> {
    entry.parse(|text| {
        let amount: Amount = text.parse()?;
        if amount.is_negative() {
            return Err(ModelError::Negative {
                field: "a budget",
                found: beginning(text),
            });
        }
        Ok(amount)
    })
}

pub(crate) fn target(entry: &Entry<'_>) -> Option<Target> {
    digits_only(entry)?;
    entry.parse(str::parse)
}

pub(crate) fn actual(entry: &Entry<'_>) -> Option<Actual> {
    digits_only(entry)?;
    entry.parse(str::parse)
}

/// A bare number is a number: `1e30` and `nan` must not pass as mere words.
fn digits_only(entry: &Entry<'_>) -> Option<()> {
    if entry.is_number() {
        return entry.parse(str::parse::<Quantity>).map(|_| ());
    }
    legible(entry, &SPACES)
}

pub(crate) fn weight(entry: &Entry<'_>) -> Option<Weight> {
    entry.parse(str::parse)
}

pub(crate) fn points(entry: &Entry<'_>) -> Option<Points> {
    entry.parse(str::parse)
}

/// 0 to 100 %.
pub(crate) fn percent(entry: &Entry<'_>) -> Option<Percent> {
    entry.parse(|text| {
        let percent: Percent = text.parse()?;
        if (Percent::ZERO..=Percent::WHOLE).contains(&percent) {
            return Ok(percent);
        }
        Err(ModelError::OutOfRange {
            found: beginning(text),
            kind: "a percentage that is granted",
            low: "0%",
            high: "100%",
        })
    })
}

pub(crate) fn year(entry: &Entry<'_>) -> Option<FiscalYear> {
    let [first, last] = [FiscalYear::FIRST, FiscalYear::LAST].map(FiscalYear::number);
    let year = whole(entry, first.unsigned_abs()..=last.unsigned_abs())?;
    let year = i32::try_from(year).ok()?;
    entry.parse(|_| FiscalYear::try_from(year))
}

/// The day that a text names as a deadline.
pub(crate) fn day(text: &str) -> Result<NaiveDate, ModelError> {
    if text.chars().nth(SHOWN).is_some() {
        let found = beginning(text);
        return Err(ModelError::NotADay { found });
    }
    jixiao_model::deadline(text)
}

/// 完成时限: a date of TOML, or a text that names a day.
pub(crate) fn deadline(entry: &Entry<'_>) -> Option<NaiveDate> {
    entry.parse(day)
}

/// 整改状态, by its id or its official term.
pub(crate) fn state(entry: &Entry<'_>) -> Option<RemediationState> {
    let ids = RemediationState::ALL.map(|state| (state.id(), state));
    let terms = RemediationState::ALL.map(|state| (state.term(), state));
    entry.choice(&[ids, terms].concat())
}

/// A free text that must say something.
pub(crate) fn said(entry: &Entry<'_>) -> Option<String> {
    let text = text(entry)?;
    if !text.is_empty() {
        return Some(text);
    }
    entry.parse(|_| Err(ModelError::Empty))
}

/// 序号, from 1.
pub(crate) fn number(entry: &Entry<'_>) -> Option<u32> {
    whole(entry, 1..=MAX_COUNT)
}

pub(crate) fn count(entry: &Entry<'_>) -> Option<u32> {
    whole(entry, 0..=MAX_COUNT)
}

/// A whole number, with or without quotes.
fn whole(entry: &Entry<'_>, range: RangeInclusive<u32>) -> Option<u32> {
    entry.parse(|text| {
        let number = text.trim().parse().ok();
        let number = number.filter(|number| range.contains(number));
        number.ok_or_else(|| not_whole(text, range.start(), range.end()))
    })
}

/// That a text is no whole number between two others.
pub(crate) fn not_whole(text: &str, low: impl Display, high: impl Display) -> Bilingual {
    let found = beginning(text);
    Bilingual::new(
        format!("“{found}”应为 {low} 至 {high} 的整数"),
        format!("`{found}` should be a whole number from {low} to {high}"),
    )
}

/// What a text shows of a figure, and the text itself.
pub(crate) fn stated(entry: &Entry<'_>, figure: Figure) -> Option<(StatedValue, String)> {
    let text = entry.scalar()?.trim();
    legible(entry, &SPACES)?;
    let value = entry.parse(|_| {
        let length = text.chars().count();
        if length > MAX_SHOWN_FIGURE {
            let max = MAX_SHOWN_FIGURE;
            return Err(ModelError::TooLong { length, max });
        }
        StatedValue::read(figure, text)
    })?;
    Some((value, text.to_owned()))
}

pub(crate) fn grade(entry: &Entry<'_>) -> Option<Grade> {
    entry.text()?;
    entry.parse(|text| {
        Grade::recognise(text).ok_or_else(|| ModelError::UnknownWord {
            found: beginning(text),
            known: "优、良、中、差",
        })
    })
}

/// By its id or its official term.
pub(crate) fn method(entry: &Entry<'_>) -> Option<Method> {
    let ids = Method::ALL.iter().map(|method| (method.id(), *method));
    let terms = Method::ALL.iter().map(|method| (method.term(), *method));
    entry.choice(&ids.chain(terms).collect::<Vec<_>>())
}

pub(crate) fn rule(entry: &Entry<'_>) -> Option<RateId> {
    // 自评覆盖率 is one of the projects, not of the department's form.
    let rules = RateId::ALL.iter();
    let rules = rules.filter(|rule| **rule != RateId::SelfEvaluationCoverage);
    let words: Vec<_> = rules.map(|rule| (rule.id(), *rule)).collect();
    entry.choice(&words)
}

/// A code of the catalogue by its shape; whether the catalogue knows it is asked elsewhere.
pub(crate) fn code(entry: &Entry<'_>) -> Option<String> {
    entry.text()?;
    entry.parse(|text| {
        let digits = text.strip_prefix(|c: char| c.is_ascii_uppercase());
        let well_formed = digits.is_some_and(|digits| {
            (1..=3).contains(&digits.len()) && digits.chars().all(|c| c.is_ascii_digit())
        });
        if well_formed {
            return Ok(text.to_owned());
        }
        Err(Bilingual::new(
            "代码应为一个大写字母加一至三位数字，如 F1、M2",
            "a code is a capital letter and one to three digits, such as F1 or M2",
        ))
    })
}

/// The code of a check by its shape; whether there is such a check is for the review to say.
pub(crate) fn check_code(entry: &Entry<'_>) -> Option<String> {
    entry.text()?;
    entry.parse(|text| {
        let digits = text.strip_prefix("JX");
        let well_formed = digits
            .is_some_and(|digits| digits.len() == 3 && digits.chars().all(|c| c.is_ascii_digit()));
        if well_formed {
            return Ok(text.to_owned());
        }
        Err(Bilingual::new(
            "应为 JX 加三位数字，如 JX301",
            "the code of a check is JX and three digits, such as JX301",
        ))
    })
}
