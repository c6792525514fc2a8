//! 偏差原因分析及改进措施: causes and remedies in one cell, as clerks write them and as our own tables do.

use std::sync::Arc;

use jixiao_model::{Deviation, Name, Place, RateId, Traced, normalise};

use crate::forms::label;
use crate::forms::part::{is_blank, traced};

/// Whom a text explains.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Subject<'a> {
    /// One indicator.
    Indicator(&'a Name),
    /// The form as a whole, or one of these indicators where a line begins with its name.
    Form(&'a [Name]),
}

/// Which side of an explanation a text is, where nothing in it says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Cause,
    Remedy,
}

/// What begins a cause or a remedy, the longer words first.
const MARKS: [(&str, Side); 12] = [
    ("偏差原因分析", Side::Cause),
    ("偏差原因", Side::Cause),
    ("偏离原因", Side::Cause),
    ("未完成原因", Side::Cause),
    ("原因分析", Side::Cause),
    ("原因", Side::Cause),
    ("拟采取的改进措施", Side::Remedy),
    ("下一步改进措施", Side::Remedy),
    ("改进措施", Side::Remedy),
    ("整改措施", Side::Remedy),
    ("下一步措施", Side::Remedy),
    ("措施", Side::Remedy),
];

/// The indicator that no form lists, since it follows from the funds.
pub(crate) fn execution_rate() -> Option<Name> {
    RateId::Execution.term().parse().ok()
}

/// The deviations that a text tells of.
pub(crate) fn read(text: &str, place: &Arc<Place>, subject: Subject<'_>) -> Vec<Deviation> {
    if says_nothing(text) || label::is_guidance(text) {
        return Vec::new();
    }
    let mut told: Vec<Told> = Vec::new();
    for line in text.lines() {
        let (indicator, line) = addressed(line, subject);
        match marked(line) {
            Some((side, rest)) => begin(&mut told, side, rest, indicator),
            None => go_on(&mut told, line),
        }
    }
    let own = match subject {
        Subject::Indicator(name) => Some(name.clone()),
        Subject::Form(_) => None,
    };
    let told = told.into_iter().map(Told::parted).map(|mut one| {
        one.indicator = one.indicator.or_else(|| own.clone());
        one
    });
    told.filter_map(|one| one.deviation(place)).collect()
}

/// Does a text say by its marks, or by the name of an indicator before its colon, that it explains something?
pub(crate) fn has_marks(text: &str, subject: Subject<'_>) -> bool {
    let names = match subject {
        Subject::Form(names) => names,
        Subject::Indicator(_) => &[],
    };
    let is_named = |line: &str| {
        let mut rests = names
            .iter()
            .filter_map(|name| line.strip_prefix(name.as_str()));
        rests.any(|rest| rest.starts_with(['：', ':']))
    };
    text.lines()
        .any(|line| marked(line).is_some() || is_named(line))
        || remedy_within(text).is_some()
}

/// A deviation of which cause and remedy stand in cells of their own.
pub(crate) fn of_sides(
    indicator: Option<Name>,
    cause: Option<Traced<String>>,
    remedy: Option<Traced<String>>,
    otherwise: &Arc<Place>,
) -> Option<Deviation> {
    let side = |text: Option<Traced<String>>| {
        let told =
            |text: &Traced<String>| !says_nothing(&text.value) && !label::is_guidance(&text.value);
        text.filter(told)
    };
    let (cause, remedy) = (side(cause), side(remedy));
    if cause.is_none() && remedy.is_none() {
        return None;
    }
    let untold = || traced(String::new(), Arc::clone(otherwise));
    Some(Deviation {
        indicator,
        cause: cause.unwrap_or_else(untold),
        remedy: remedy.unwrap_or_else(untold),
        causes: Vec::new(),
        remedies: Vec::new(),
    })
}

/// One deviation in the making.
#[derive(Debug, Default)]
struct Told {
    indicator: Option<Name>,
    cause: Option<String>,
    remedy: Option<String>,
}

impl Told {
    fn deviation(self, place: &Arc<Place>) -> Option<Deviation> {
        let text = |text: Option<String>| traced(text.unwrap_or_default(), Arc::clone(place));
        of_sides(
            self.indicator,
            Some(text(self.cause)),
            Some(text(self.remedy)),
            place,
        )
    }

    /// A remedy that stands behind its cause on one line is parted from it.
    fn parted(mut self) -> Self {
        let Some(cause) = self.cause.as_deref().filter(|_| self.remedy.is_none()) else {
            return self;
        };
        let Some((before, remedy)) = remedy_within(cause) else {
            return self;
        };
        self.remedy = Some(remedy.trim().to_owned());
        self.cause = Some(before.trim().to_owned());
        self
    }
}

/// What a text says before a mark of a remedy that stands behind the end of a sentence, and what it says after it.
fn remedy_within(text: &str) -> Option<(&str, &str)> {
    let ends = text
        .char_indices()
        .filter(|(_, c)| matches!(c, '。' | '；' | ';' | '！' | '，' | ',' | '\n' | ' ' | '　'));
    ends.into_iter().find_map(|(index, end)| {
        let after = text.get(index.checked_add(end.len_utf8())?..)?;
        let (side, rest) = marked(after)?;
        let keep = if matches!(end, '。' | '！') {
            index.checked_add(end.len_utf8())?
        } else {
            index
        };
        (side == Side::Remedy).then_some((text.get(..keep)?, rest))
    })
}

fn begin(told: &mut Vec<Told>, side: Side, text: &str, indicator: Option<Name>) {
    let text = Some(text.trim().to_owned());
    let open = told.last_mut().filter(|_| indicator.is_none());
    match (side, open) {
        (Side::Remedy, Some(open)) if open.remedy.is_none() => open.remedy = text,
        (Side::Remedy, _) => told.push(Told {
            indicator,
            cause: None,
            remedy: text,
        }),
        (Side::Cause, _) => told.push(Told {
            indicator,
            cause: text,
            remedy: None,
        }),
    }
}

/// A line without a mark goes on with what the one before it said.
fn go_on(told: &mut Vec<Told>, line: &str) {
    let Some(open) = told.last_mut() else {
        told.push(Told {
            cause: Some(line.to_owned()),
            ..Told::default()
        });
        return;
    };
    let text = match open.remedy.as_mut() {
        Some(remedy) => remedy,
        None => open.cause.get_or_insert_default(),
    };
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(line);
}

/// The indicator that a line names before its mark.
fn addressed<'a>(line: &'a str, subject: Subject<'_>) -> (Option<Name>, &'a str) {
    let Subject::Form(names) = subject else {
        return (None, line);
    };
    let found = names.iter().find_map(|name| {
        let rest = line
            .strip_prefix(name.as_str())?
            .strip_prefix(['：', ':'])?;
        marked(rest)?;
        Some((name.clone(), rest))
    });
    match found {
        Some((name, rest)) => (Some(name), rest),
        None => (None, line),
    }
}

/// The mark that a text begins with, and what follows its colon.
fn marked(text: &str) -> Option<(Side, &str)> {
    let text = text.trim_start();
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五（）()、.".contains(c);
    let bare = text.trim_start_matches(numeral);
    MARKS.iter().find_map(|(word, side)| {
        let rest = bare.strip_prefix(word)?;
        Some((*side, rest.strip_prefix(['：', ':'])?))
    })
}

fn says_nothing(text: &str) -> bool {
    let plain = normalise(text);
    let plain = plain.trim_end_matches('.');
    is_blank(text) || matches!(plain, "无偏差" | "无偏离" | "不涉及" | "不适用" | "无原因")
}

#[cfg(test)]
mod tests {
    use jixiao_model::Place;

    use super::*;

    fn sides(text: &str, subject: Subject<'_>) -> Vec<(String, String, String)> {
        let place = Arc::new(Place::file("表"));
        let told = read(text, &place, subject).into_iter();
        let name = |name: Option<Name>| name.map_or_else(String::new, |name| name.to_string());
        told.map(|one| (name(one.indicator), one.cause.value, one.remedy.value))
            .collect()
    }

    fn of_form(text: &str) -> Vec<(String, String, String)> {
        sides(text, Subject::Form(&[execution_rate().unwrap()]))
    }

    /// Indicator, cause, remedy.
    type One<'a> = (&'a str, &'a str, &'a str);

    fn expect(told: &[One<'_>]) -> Vec<(String, String, String)> {
        let told = told.iter();
        told.map(|(a, b, c)| (a.to_string(), b.to_string(), c.to_string()))
            .collect()
    }

    #[test]
    fn a_text_is_parted_at_its_marks() {
        let cases: [(&str, &[One<'_>]); 12] = [
            ("资金未到位", &[("", "资金未到位", "")]),
            ("偏差原因：甲\n改进措施：乙", &[("", "甲", "乙")]),
            ("原因:甲。措施:乙", &[("", "甲。", "乙")]),
            ("1.偏差原因：甲；2.改进措施：乙", &[("", "甲", "乙")]),
            ("甲。整改措施：乙", &[("", "甲。", "乙")]),
            (
                "偏差原因：甲\n续\n改进措施：乙\n再续",
                &[("", "甲\n续", "乙\n再续")],
            ),
            (
                "偏差原因：甲\n改进措施：乙\n偏差原因：丙",
                &[("", "甲", "乙"), ("", "丙", "")],
            ),
            ("改进措施：乙", &[("", "", "乙")]),
            ("主要原因：甲", &[("", "主要原因：甲", "")]),
            ("偏差原因：无\n改进措施：—", &[]),
            (
                "预算执行率：偏差原因：甲\n改进措施：乙\n偏差原因：丙",
                &[("预算执行率", "甲", "乙"), ("", "丙", "")],
            ),
            (
                "偏差原因：甲\n预算执行率：改进措施：乙",
                &[("", "甲", ""), ("预算执行率", "", "乙")],
            ),
        ];
        for (text, told) in cases {
            assert_eq!(of_form(text), expect(told), "{text}");
        }
    }

    #[test]
    fn nothing_said_is_no_deviation() {
        for text in [
            "",
            "无",
            "无。",
            "—",
            "/",
            "无偏差",
            "预算执行率低于80%需说明原因（200字以内）",
        ] {
            assert!(of_form(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn what_stands_beside_an_indicator_bears_its_name() {
        let name: Name = "培训次数".parse().unwrap();
        let told = sides("甲", Subject::Indicator(&name));
        assert_eq!(told, expect(&[("培训次数", "甲", "")]));
    }
}
