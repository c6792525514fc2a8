#![doc = include_str!("stated.md")]

use std::collections::HashMap;

use jixiao_model::{Bilingual, Figure, Percent, ProjectForm, StatedFigure, StatedValue};
use jixiao_scoring::{FormScore, computed_figure, figure_of_project};

use crate::{Check, Code, Concerned, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(201);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "已载明的数据与计算不一致",
    en: "Stated figures that the data do not give",
    page: include_str!("stated.md"),
    run: check,
};

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    // Most submissions state nothing: nothing is set up for them.
    if subject.submission.stated.is_empty() {
        return;
    }
    let projects = Projects::of(subject);
    for stated in &subject.submission.stated {
        // A form without indicators has no total; that is objected to elsewhere, once.
        if follows_from_totals(stated.figure) && projects.lack_totals(stated.project) {
            continue;
        }
        let computed = projects.computed(subject, stated);
        if computed.is_some_and(|computed| agrees(stated, computed)) {
            continue;
        }
        let form = stated.project.and_then(|number| projects.form(number));
        findings.push(finding(form, stated, computed));
    }
}

/// The projects by their numbers: a summary states a few figures of each, and none of them is searched for.
struct Projects<'a> {
    by_number: HashMap<u32, Numbered<'a>>,
    /// Has any of them no indicators?
    lack_totals: bool,
}

/// The projects of one number, which should be one.
struct Numbered<'a> {
    first: &'a ProjectForm,
    /// None where it was not scored.
    score: Option<&'a FormScore>,
    /// Has any of them no indicators?
    lack_totals: bool,
}

impl<'a> Projects<'a> {
    fn of(subject: &Subject<'a>) -> Self {
        let mut by_number: HashMap<u32, Numbered<'a>> = HashMap::new();
        let mut scores = subject.evaluation.projects.iter();
        for form in &subject.submission.projects {
            let score = scores.next();
            let numbered = by_number.entry(form.number).or_insert(Numbered {
                first: form,
                score,
                lack_totals: false,
            });
            numbered.lack_totals |= form.indicators.is_empty();
        }
        let lack_totals = by_number.values().any(|numbered| numbered.lack_totals);
        Self {
            by_number,
            lack_totals,
        }
    }

    fn form(&self, number: u32) -> Option<&'a ProjectForm> {
        Some(self.by_number.get(&number)?.first)
    }

    /// Has a project, or any of them, no indicators that a total could follow from?
    fn lack_totals(&self, number: Option<u32>) -> bool {
        let Some(number) = number else {
            return self.lack_totals;
        };
        let numbered = self.by_number.get(&number);
        numbered.is_some_and(|numbered| numbered.lack_totals)
    }

    /// What a stated figure comes to by the data.
    fn computed(&self, subject: &Subject<'_>, stated: &StatedFigure) -> Option<StatedValue> {
        let figure = stated.figure;
        if figure.is_of_one_project() {
            let numbered = self.by_number.get(&stated.project?)?;
            return figure_of_project(numbered.first, numbered.score?, figure);
        }
        computed_figure(
            subject.submission,
            subject.evaluation,
            figure,
            stated.project,
        )
    }
}

/// Does a figure follow from the totals of projects?
fn follows_from_totals(figure: Figure) -> bool {
    matches!(
        figure,
        Figure::ProjectTotal
            | Figure::ProjectGrade
            | Figure::GradeExcellent
            | Figure::GradeGood
            | Figure::GradeFair
            | Figure::GradePoor
    )
}

/// Is the figure stated as it follows from the data? A text may show fewer decimals, but never the whole for less than the whole.
pub fn agrees(stated: &StatedFigure, computed: StatedValue) -> bool {
    match (stated.value.value, computed) {
        (StatedValue::Percent(told), StatedValue::Percent(follows)) => {
            same_percent(&stated.text, told, follows)
        }
        (told, follows) => told == follows,
    }
}

/// Does a text that shows `told` show `follows`, to the decimals that it has?
pub(super) fn same_percent(text: &str, told: Percent, follows: Percent) -> bool {
    told == follows || (told != Percent::WHOLE && within_half(text, told, follows))
}

/// Does `follows`, rounded to the decimals that the text shows, give `told`?
fn within_half(text: &str, told: Percent, follows: Percent) -> bool {
    let decimals: usize = text.split_once('.').map_or(0, |(_, rest)| {
        rest.chars().take_while(char::is_ascii_digit).count()
    });
    // A share has two of them less as a percentage.
    let is_share = !text.contains('%') && text.parse::<Percent>().is_ok_and(|own| own != told);
    let decimals = decimals.saturating_sub(if is_share { 2 } else { 0 });
    let half = match decimals {
        0 => 50,
        1 => 5,
        _ => 0,
    };
    let apart = told.hundredths().abs_diff(follows.hundredths());
    apart <= half
}

fn finding(
    project: Option<&ProjectForm>,
    stated: &StatedFigure,
    computed: Option<StatedValue>,
) -> Finding {
    let (figure, text, stands) = (stated.figure, &stated.text, super::stands(stated));
    let (follows, expected) = match computed {
        Some(computed) => {
            let unit = match computed {
                StatedValue::Amount(_) => " 万元",
                _ => "",
            };
            let follows = Bilingual::new(
                format!("由数据计算为 {computed}{unit}"),
                format!("the data give {computed}{unit}"),
            );
            (follows.clone(), follows)
        }
        None => (
            Bilingual::new(
                "数据中没有可核对的内容",
                "the data hold nothing to check it by",
            ),
            Bilingual::new("数据中有可以核对的数", "a figure that the data can check"),
        ),
    };
    let message = Bilingual::new(
        format!(
            "{}载明{}为 {text}，{}",
            stands.zh,
            figure.term(),
            follows.zh
        ),
        format!(
            "{} states the {} as {text}; {}",
            stands.en,
            figure.english(),
            follows.en
        ),
    );
    Finding {
        code: CODE,
        indicator: Some(figure.term().to_string()),
        expected,
        found: Bilingual::new(format!("载明 {text}"), format!("{text} is stated")),
        severity: Severity::Warning,
        project: project.map(Concerned::from),
        message,
        mend: Bilingual::new(
            "请更正其一，使文与表一致",
            "mend one of them, so that text and tables agree",
        ),
        place: stated.value.place.clone(),
    }
}
