//! Drafts as texts, and what holds of every grid.

use std::fmt::Write;
use std::sync::Arc;

use jixiao_keyed::Problem;
use jixiao_model::{
    Claims, Deviation, Funds, Indicator, Lang, Locator, OverallGoal, Place, Traced,
};

use super::*;
use crate::grid::GridBuilder;
use crate::grid::tests::builder;

/// A table as one reads it: a line a row, `|` between cells, `\\n` for a line break in one.
pub(crate) fn table(text: &str) -> GridBuilder {
    let rows: Vec<Vec<String>> = text
        .trim_matches('\n')
        .lines()
        .map(|line| {
            line.split('|')
                .map(|cell| cell.replace("\\n", "\n"))
                .collect()
        })
        .collect();
    let rows: Vec<Vec<&str>> = rows
        .iter()
        .map(|row| row.iter().map(String::as_str).collect())
        .collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    builder(&rows)
}

/// The forms of one table.
pub(crate) fn forms(text: &str) -> Forms {
    read(&[table(text).finish().unwrap()])
}

/// Everything that the drafts say, a line each, with the cell where it stands.
pub(crate) fn told(forms: &Forms) -> String {
    let mut text = String::new();
    for draft in &forms.projects {
        let project = &draft.project;
        let year = draft.year.as_ref().map(|year| year.value.number());
        writeln!(
            text,
            "project {} year={year:?} number={:?}",
            at(&project.name),
            draft.number
        )
        .unwrap();
        let names = [&project.supervisor, &project.implementer];
        writeln!(
            text,
            "  {}",
            names
                .map(|name| name.as_ref().map_or("-", |name| name.as_str()))
                .join(" | ")
        )
        .unwrap();
        if let Some(section) = &project.section {
            writeln!(text, "  section {}", at(section)).unwrap();
        }
        let sources = [
            &project.funds.fiscal,
            &project.funds.carried,
            &project.funds.other,
        ];
        for (label, source) in ["fiscal", "carried", "other"].iter().zip(sources) {
            money(&mut text, label, source.as_ref());
        }
        stated(&mut text, &draft.stated);
        body(
            &mut text,
            &project.goal,
            &project.indicators,
            &project.deviations,
            &project.claims,
        );
        if !project.note.is_empty() {
            writeln!(text, "  note {:?}", project.note).unwrap();
        }
    }
    for draft in &forms.departments {
        let department = &draft.department;
        let year = draft.year.as_ref().map(|year| year.value.number());
        let unit = draft.unit.as_ref().map_or_else(|| "-".into(), at);
        writeln!(text, "department {unit} year={year:?}").unwrap();
        money(&mut text, "total", Some(&department.spending.total));
        money(&mut text, "basic", department.spending.basic.as_ref());
        money(&mut text, "project", department.spending.project.as_ref());
        stated(&mut text, &draft.stated);
        body(
            &mut text,
            &department.goal,
            &department.indicators,
            &department.deviations,
            &department.claims,
        );
    }
    for problem in &forms.problems {
        writeln!(text, "! {}", problem.render(Lang::Chinese)).unwrap();
    }
    text
}

fn money(text: &mut String, label: &str, funds: Option<&Funds>) {
    if let Some(funds) = funds {
        let amounts = [&funds.initial, &funds.budget, &funds.executed].map(at);
        writeln!(text, "  {label} {}", amounts.join(" ")).unwrap();
    }
}

fn stated(text: &mut String, stated: &[StatedDraft]) {
    for one in stated {
        writeln!(
            text,
            "  stated {} {} {:?}",
            one.figure.id(),
            at(&one.value),
            one.text
        )
        .unwrap();
    }
}

fn body(
    text: &mut String,
    goal: &OverallGoal,
    indicators: &[Indicator],
    deviations: &[Deviation],
    claims: &Claims,
) {
    writeln!(
        text,
        "  goal {:?} -> {:?}",
        at(&goal.expected),
        at(&goal.actual)
    )
    .unwrap();
    for one in indicators {
        let percent = one
            .percent
            .as_ref()
            .map_or_else(String::new, |percent| format!(" {}", percent.value));
        let claimed = one.claimed.as_ref().map_or_else(|| "-".into(), at);
        let applies = if one.not_applicable { " 不适用" } else { "" };
        writeln!(
            text,
            "  {} / {} / {}: {} -> {}{applies}, {} of {}{percent}",
            one.level1,
            one.level2,
            at(&one.name),
            at(&one.target),
            at(&one.actual),
            claimed,
            at(&one.weight),
        )
        .unwrap();
    }
    for one in deviations {
        let name = one.indicator.as_ref().map_or("-", |name| name.as_str());
        writeln!(
            text,
            "  why {name}: {:?} -> {:?}",
            at(&one.cause),
            one.remedy.value
        )
        .unwrap();
    }
    let points = claims
        .execution_points
        .as_ref()
        .map_or_else(|| "-".into(), at);
    let total = claims.total.as_ref().map_or_else(|| "-".into(), at);
    let grade = claims.grade.as_ref().map_or_else(|| "-".into(), at);
    writeln!(text, "  claims {points} {total} {grade}").unwrap();
}

/// A value and the cell that it was read from.
fn at<T: std::fmt::Display>(value: &Traced<T>) -> String {
    let place: &Arc<Place> = value.place.as_ref().unwrap();
    match &place.locator {
        Locator::Cell { cell, .. } if cell.is_empty() => format!("{}@sheet", value.value),
        Locator::Cell { cell, .. } => format!("{}@{cell}", value.value),
        _ => panic!("no cell"),
    }
}

/// The problems, a line each.
pub(crate) fn problems(problems: &[Problem]) -> Vec<String> {
    problems
        .iter()
        .map(|problem| problem.render(Lang::Chinese))
        .collect()
}
