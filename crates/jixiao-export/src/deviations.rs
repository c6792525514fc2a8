//! 偏差原因分析及改进措施, as tables and the report show them.

use std::borrow::Cow;

use jixiao_model::{Deviation, Indicator, Name, Traced};

use crate::document::Mark;
use crate::outcome::{any, mark};

/// The most characters that a cell of a table shows of explanations: a workbook's cell holds few more, and no page shows as many.
const MOST: usize = 8_000;

/// The deviations that explain one indicator.
pub(crate) fn of_indicator<'a>(
    deviations: &'a [Deviation],
    name: &'a Name,
) -> impl Iterator<Item = &'a Deviation> {
    deviations
        .iter()
        .filter(move |deviation| deviation.indicator.as_ref() == Some(name))
}

/// The deviations that no indicator of the table shows: those of the form as a whole and, where the table does not list it, of the execution rate.
pub(crate) fn of_whole<'a>(
    deviations: &'a [Deviation],
    indicators: &'a [Indicator],
) -> impl Iterator<Item = &'a Deviation> {
    let listed = |name: &Name| indicators.iter().any(|one| one.name.value == *name);
    deviations.iter().filter(move |deviation| {
        let indicator = deviation.indicator.as_ref();
        indicator.is_none_or(|name| !listed(name))
    })
}

/// Cause and remedy in one cell, a line each.
pub(crate) fn in_one_cell<'a>(
    deviations: impl IntoIterator<Item = &'a Deviation>,
    named: bool,
) -> (String, Mark) {
    let mut lines = Vec::new();
    let mut marks = Vec::new();
    for deviation in deviations {
        let subject = deviation
            .indicator
            .as_ref()
            .filter(|_| named)
            .map(|name| format!("{name}："))
            .unwrap_or_default();
        let sides = [
            ("偏差原因", &deviation.cause),
            ("改进措施", &deviation.remedy),
        ];
        // The subject stands once, before whichever side is told first.
        let mut subject = Some(subject);
        for (label, text) in sides {
            if !text.value.trim().is_empty() {
                let subject = subject.take().unwrap_or_default();
                lines.push(format!("{subject}{label}：{}", text.value));
                marks.push(mark(text));
            }
        }
    }
    (fitting(lines.join("\n")), any(marks))
}

/// One side of all deviations of a form; where there are several, each under its own number, so that a cause and its remedy share one.
pub(crate) fn one_side(
    deviations: &[Deviation],
    side: fn(&Deviation) -> &Traced<String>,
) -> (String, Mark) {
    let told: Vec<_> = deviations
        .iter()
        .map(side)
        .zip(1..)
        .filter(|(text, _)| !text.value.trim().is_empty())
        .collect();
    let mark = any(told.iter().map(|(text, _)| mark(text)));
    let lines: Vec<_> = told
        .iter()
        .map(|(text, number)| match deviations {
            [_] => text.value.clone(),
            _ => format!("（{number}）{}", text.value),
        })
        .collect();
    (fitting(lines.join("\n")), mark)
}

/// All of a text that a cell has room for; the report has the whole.
fn fitting(text: String) -> String {
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!(
            "{}……（全文见自评工作总结）",
            text.get(..end).unwrap_or_default()
        ),
        None => text,
    }
}

/// As much of any other text as a cell has room for.
pub(crate) fn shortened(text: &str) -> Cow<'_, str> {
    shortened_to(text, MOST)
}

/// The first `most` characters of a text, and how many it has where these are more.
pub(crate) fn shortened_to(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some((end, _)) => {
            let kept = text.get(..end).unwrap_or_default();
            let all = text.chars().count();
            Cow::Owned(format!("{kept}……（全文 {all} 字，以下从略）"))
        }
        None => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_subject_stands_before_the_side_that_is_told() {
        let told = |cause: &str, remedy: &str| {
            let deviation = Deviation {
                indicator: Some("预算执行率".parse().unwrap()),
                cause: Traced::reported(cause.into()),
                remedy: Traced::reported(remedy.into()),
                ..Deviation::default()
            };
            in_one_cell([&deviation], true).0
        };
        assert_eq!(told("甲", "乙"), "预算执行率：偏差原因：甲\n改进措施：乙");
        assert_eq!(told("甲", ""), "预算执行率：偏差原因：甲");
        assert_eq!(told(" ", "乙"), "预算执行率：改进措施：乙");
        assert_eq!(told("", ""), "");
    }

    #[test]
    fn other_texts_are_shortened_and_say_how_long_they_were() {
        assert_eq!(shortened("甲"), "甲");
        let cut = shortened(&"标".repeat(40_000)).into_owned();
        assert!(cut.ends_with("标……（全文 40000 字，以下从略）"));
        assert_eq!(cut.matches('标').count(), MOST);
    }

    #[test]
    fn a_cell_shows_as_much_as_it_has_room_for() {
        let told = |length: usize| {
            let deviation = Deviation {
                cause: Traced::reported("因".repeat(length)),
                ..Deviation::default()
            };
            one_side(&[deviation], |one| &one.cause).0
        };
        assert_eq!(told(MOST).chars().count(), MOST);
        let cut = told(MOST + 1);
        assert!(cut.ends_with("因……（全文见自评工作总结）"));
        assert_eq!(cut.matches('因').count(), MOST);
    }
}
