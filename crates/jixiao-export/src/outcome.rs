//! What there is to show, and which of it the unit did not publish.

use jixiao_model::{Bilingual, Figure, Indicator, ProjectForm, RateId, Source, Submission, Traced};
use jixiao_review::checks::stated::agrees;
use jixiao_review::{Explanations, Findings, Severity};
use jixiao_scoring::policy::Policy;
use jixiao_scoring::{Evaluation, computed_figure};

use crate::department_form::department_mark;
use crate::document::{Block, Mark, Span};
use crate::shown_score::PointsShown;

/// A submission with all that follows from it.
#[derive(Debug, Clone, Copy)]
pub struct Outcome<'a> {
    /// What was handed in.
    pub submission: &'a Submission,
    /// The policy by which it was scored.
    pub policy: &'a Policy,
    /// The scores, project for project.
    pub evaluation: &'a Evaluation,
    /// What the catalogue's matcher reads in the explanations.
    pub explanations: &'a Explanations,
    /// What a review objects to.
    pub findings: &'a Findings,
    /// Which points go into the annexes; report and data tell what the rules give, and beside it what the forms claim otherwise.
    pub points: PointsShown,
}

/// The note below everything that shows constructed figures.
const CONSTRUCTED: &str = "注：标记的文字和数字（表格和报告中为蓝色）是为演示而构造的，或由构造的数据算出，不是该单位公布的数据。";

impl Outcome<'_> {
    /// The mark of a figure that follows from the data: what a published text states in the same way is not marked.
    pub(crate) fn figure_mark(
        &self,
        figure: Figure,
        project: Option<u32>,
        otherwise: Mark,
    ) -> Mark {
        // Where nothing would be marked, nothing need be looked up among what may be a hundred thousand figures.
        if otherwise == Mark::Plain {
            return otherwise;
        }
        let published = self.submission.stated.iter().any(|stated| {
            stated.figure == figure
                && stated.project == project
                && stated.value.source == Source::Published
                && computed_figure(self.submission, self.evaluation, figure, project)
                    .is_some_and(|computed| agrees(stated, computed))
        });
        if published { Mark::Plain } else { otherwise }
    }

    /// The mark of what the policy gives to the execution rate of a form: in a form with constructed figures, a reconstruction was not
    /// published either.
    pub(crate) fn execution_mark(&self, of_form: Mark) -> Mark {
        if self.policy.reconstruction {
            of_form
        } else {
            Mark::Plain
        }
    }

    /// Is anything that is shown constructed?
    pub fn is_partly_constructed(&self) -> bool {
        let department = self
            .submission
            .department
            .as_ref()
            .map_or(Mark::Plain, department_mark);
        department.max(self.projects_mark()) == Mark::Constructed
    }

    /// What stands below figures in which nothing is marked, where some of them are constructed.
    pub fn constructed_note(&self) -> Option<Bilingual> {
        let note = || {
            Bilingual::new(
                "注：数据集含有为演示而构造的数据，以上数字不全是该单位公布的。",
                "Note: the dataset holds figures that were constructed for a demonstration; not all of the above were published.",
            )
        };
        self.is_partly_constructed().then(note)
    }

    /// How many findings count of each level.
    pub fn finding_counts(&self) -> Bilingual {
        let [errors, warnings, notes] = [Severity::Error, Severity::Warning, Severity::Note]
            .map(|level| self.findings.count(level));
        Bilingual::new(
            format!("错误 {errors}，警告 {warnings}，提示 {notes}"),
            format!("errors {errors}, warnings {warnings}, notes {notes}"),
        )
    }

    /// The same, and where any is passed over, how many.
    pub fn all_finding_counts(&self) -> Bilingual {
        let counts = self.finding_counts();
        match self.findings.ignored().len() {
            0 => counts,
            ignored => Bilingual::new(
                format!("{}，已忽略 {ignored}", counts.zh),
                format!("{}, ignored {ignored}", counts.en),
            ),
        }
    }

    /// The mark of what follows from all projects together.
    pub(crate) fn projects_mark(&self) -> Mark {
        any(self.submission.projects.iter().map(project_mark))
    }
}

/// The figure of a report that a rate of the department is.
pub(crate) const fn figure_of(rule: RateId) -> Option<Figure> {
    Some(match rule {
        RateId::Execution => Figure::DepartmentExecutionRate,
        RateId::BasicExecution => Figure::BasicExecutionRate,
        RateId::ProjectExecution => Figure::ProjectExecutionRate,
        RateId::ThreePublicControl => Figure::ThreePublicControlRate,
        RateId::CarryOverChange => Figure::CarryOverChangeRate,
        _ => return None,
    })
}

/// The note on constructed figures, where something above it bears a mark.
pub(crate) fn note_below(blocks: &[Block]) -> Option<Block> {
    let marked = blocks.iter().any(Block::is_marked);
    marked.then(|| Block::Note(vec![Span::plain(CONSTRUCTED)]))
}

/// The mark of a filled-in value.
pub(crate) fn mark<T>(value: &Traced<T>) -> Mark {
    if value.is_constructed() {
        Mark::Constructed
    } else {
        Mark::Plain
    }
}

/// The mark of what follows from several values: constructed as soon as one of them is.
pub(crate) fn any(marks: impl IntoIterator<Item = Mark>) -> Mark {
    marks.into_iter().max().unwrap_or_default()
}

/// The mark of an indicator's points.
pub(crate) fn points_mark(indicator: &Indicator) -> Mark {
    let percent = indicator.percent.as_ref().map_or(Mark::Plain, mark);
    any([
        mark(&indicator.target),
        mark(&indicator.actual),
        mark(&indicator.weight),
        percent,
    ])
}

/// The mark of a project's money.
pub(crate) fn funds_mark(form: &ProjectForm) -> Mark {
    any(form
        .funds
        .rows()
        .flat_map(|row| [mark(&row.budget), mark(&row.executed)]))
}

/// The mark of a project's total.
pub(crate) fn project_mark(form: &ProjectForm) -> Mark {
    any(form
        .indicators
        .iter()
        .map(points_mark)
        .chain([funds_mark(form)]))
}
