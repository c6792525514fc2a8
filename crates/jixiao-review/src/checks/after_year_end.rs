#![doc = include_str!("after_year_end.md")]

use chrono::NaiveDate;
use jixiao_model::{Bilingual, FiscalYear, Goal, Indicator, Outcome, Points};
use jixiao_scoring::{ScoreError, Scored};

use super::{Form, forms};
use crate::{Check, Code, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(406);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "年末以后完成的按时",
    en: "In time after the year's end",
    page: include_str!("after_year_end.md"),
    run: check,
};

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for form in forms(subject) {
        for (indicator, score) in form.indicators.iter().zip(&form.score.indicators) {
            findings
                .extend(of_target(&form, indicator).or_else(|| of_actual(&form, indicator, score)));
        }
    }
}

/// A target that allows what is to be done in the year to be done after it.
fn of_target(form: &Form<'_>, indicator: &Indicator) -> Option<Finding> {
    let due = due_after(indicator, form.year)?;
    let (name, year) = (indicator.name.value.as_str(), form.year.number());
    Some(Finding {
        message: Bilingual::new(
            format!(
                "指标“{name}”的指标值“{}”晚于 {year} 年年末",
                indicator.target.value
            ),
            format!(
                "the target \"{}\" of \"{name}\" lies after the end of {year}",
                indicator.target.value
            ),
        ),
        found: Bilingual::new(format!("期限 {due}"), format!("due {due}")),
        mend: Bilingual::new(
            "请核对期限的年份；确属跨年的，按本年度应完成的部分设定指标值",
            "check the year; where the work spans years, set a target for this one's part",
        ),
        place: indicator.target.place.clone(),
        ..finding(form, name)
    })
}

/// Something done after the year that earned points, or claims them.
fn of_actual(
    form: &Form<'_>,
    indicator: &Indicator,
    score: &Result<Scored, ScoreError>,
) -> Option<Finding> {
    let done = done_after(indicator, form.year)?;
    let (claimed, earned) = (
        claimed(indicator),
        score.as_ref().ok().map(|scored| scored.points),
    );
    let (given_zh, given_en) = match (claimed, earned) {
        (Some(points), _) if points > Points::ZERO => (
            format!("填报 {points} 分"),
            format!("claims {points} points"),
        ),
        (None, Some(points)) if points > Points::ZERO => {
            (format!("得 {points} 分"), format!("earns {points} points"))
        }
        _ => return None,
    };
    let (name, year) = (indicator.name.value.as_str(), form.year.number());
    let actual = &indicator.actual.value;
    Some(Finding {
        message: Bilingual::new(
            format!("指标“{name}”的完成值“{actual}”已过 {year} 年年末，却{given_zh}"),
            format!("\"{name}\" was done on \"{actual}\", after the end of {year}, yet {given_en}"),
        ),
        found: Bilingual::new(format!("完成于 {done}"), format!("done on {done}")),
        mend: Bilingual::new(
            "请核对完成日期；确实跨年完成的，更正得分并写明原因",
            "check the date; where it is right, mend the points and give the cause",
        ),
        place: indicator.actual.place.clone(),
        ..finding(form, name)
    })
}

fn finding(form: &Form<'_>, name: &str) -> Finding {
    let year = form.year.number();
    Finding {
        code: CODE,
        severity: Severity::Warning,
        project: Some(form.concerned()),
        indicator: Some(name.to_string()),
        message: Bilingual::new("", ""),
        expected: Bilingual::new(
            format!("不晚于 {year} 年 12 月 31 日"),
            format!("no later than {year}-12-31"),
        ),
        found: Bilingual::new("", ""),
        mend: Bilingual::new("", ""),
        place: None,
    }
}

/// Does a claim give points to what was done after the year's end? Such a claim is objected to here.
pub(super) fn claims_late_points(indicator: &Indicator, year: FiscalYear) -> bool {
    let is_late = due_after(indicator, year).is_none() && done_after(indicator, year).is_some();
    is_late && claimed(indicator).is_some_and(|points| points > Points::ZERO)
}

fn claimed(indicator: &Indicator) -> Option<Points> {
    indicator.claimed.as_ref().map(|claimed| claimed.value)
}

/// The day by which a target asks for something, where it lies after the year.
fn due_after(indicator: &Indicator, year: FiscalYear) -> Option<NaiveDate> {
    if indicator.not_applicable {
        return None;
    }
    let Goal::By(day) = indicator.target.value.goal() else {
        return None;
    };
    day.date(year.number()).filter(|due| is_after(*due, year))
}

/// The day on which something was done, where it lies after the year.
fn done_after(indicator: &Indicator, year: FiscalYear) -> Option<NaiveDate> {
    if indicator.not_applicable {
        return None;
    }
    let Outcome::On(day) = indicator.actual.value.outcome() else {
        return None;
    };
    day.date(year.number()).filter(|done| is_after(*done, year))
}

fn is_after(day: NaiveDate, year: FiscalYear) -> bool {
    use chrono::Datelike;
    day.year() > year.number()
}
