//! What `jixiao explain --set` prints: what was replaced, what differs before and after, and how that comes about.

use jixiao::Assessment;
use jixiao::export::document::{
    Block, Cell, Document, Orientation, Page, Row, Section, Span, Style, Table,
};
use jixiao::export::{data, explanation, render};
use jixiao::model::{Bilingual, Grade, Lang, RateId, Speak};
use jixiao::review::Severity;
use jixiao::scoring::RateOutcome;
use jixiao::scoring::explain::Explanation;
use jixiao::what_if::{Difference, FormName, Replaced, Subject, Value, WhatIf};
use serde_json::json;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::explain::{Shape, form_tree, listed, rate_tree};
use crate::failure::Failure;

/// A tree and the form that it belongs to.
pub(crate) type Branch = (FormName, Explanation);

/// Which part of a form is explained.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// A branch of the form's tree: the execution rate comes first there, then the indicators.
    Branch(usize),
    /// A rate of the department that no indicator has.
    Rate(RateId),
}

/// The trees of what was replaced: the indicators, the execution rate of a project, and of the department's amounts whatever they changed.
pub(crate) fn touched(what_if: &WhatIf) -> Vec<Branch> {
    let mut parts: Vec<(FormName, Part)> = Vec::new();
    for replaced in &what_if.replaced {
        match (replaced.form, replaced.indicator) {
            (form, Some(index)) => parts.push((form, Part::Branch(index + 1))),
            (FormName::Department, None) => parts.extend(moved(what_if)),
            (form, None) => parts.push((form, Part::Branch(0))),
        }
    }
    let mut seen = Vec::new();
    parts.retain(|part| {
        let is_new = !seen.contains(part);
        seen.push(*part);
        is_new
    });
    let trees = parts.into_iter().filter_map(|(form, part)| {
        let tree = match part {
            Part::Branch(branch) => {
                let tree = form_tree(&what_if.after, form)?;
                tree.children.into_iter().nth(branch)?
            }
            Part::Rate(rule) => rate_tree(&what_if.after, rule)?,
        };
        Some((form, tree))
    });
    trees.collect()
}

/// The branches of the department's tree whose points differ, and the rates that differ and stand in none.
fn moved(what_if: &WhatIf) -> Vec<(FormName, Part)> {
    let department = what_if.after.submission.department.iter();
    let indicators = department.flat_map(|form| &form.indicators);
    let rules: Vec<RateId> = indicators.filter_map(|indicator| indicator.rule).collect();
    let stands = |rule: RateId| rule == RateId::Execution || rules.contains(&rule);
    let changes = what_if.changes().into_iter();
    let of_department = changes.filter(|change| change.form == FormName::Department);
    let part = |change: Difference| match change.subject {
        Subject::ExecutionPoints => Some(Part::Branch(0)),
        Subject::Points { indicator, .. } => Some(Part::Branch(indicator + 1)),
        Subject::Rate(rule) if !stands(rule) => Some(Part::Rate(rule)),
        _ => None,
    };
    let parts = of_department.filter_map(part);
    parts.map(|part| (FormName::Department, part)).collect()
}

/// The what-if with the trees below it.
pub(crate) fn shown(
    what_if: &WhatIf,
    trees: &[Branch],
    shape: Shape,
    lang: Lang,
) -> Result<String, Failure> {
    Ok(match shape {
        Shape::Text => text(what_if, trees, lang),
        Shape::Markdown => markdown(what_if, trees, lang)?,
        Shape::Json => format!("{:#}", document(what_if, trees)),
    })
}

const UNCHANGED: (&str, &str) = (
    "没有任何得分、比率、总分或等级因此改变。",
    "No points, rate, total or grade changes.",
);

fn say(lang: Lang, zh: &str, en: &str) -> String {
    Bilingual::new(zh, en).get(lang).to_string()
}

/// One line of the comparison: label, before, after, gain. A form's name stands alone on its line.
struct Line {
    label: String,
    cells: Option<[String; 3]>,
}

fn lines(what_if: &WhatIf, lang: Lang) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut form = None;
    for change in what_if.changes() {
        if form != Some(change.form) {
            form = Some(change.form);
            let name = change.form.name(&what_if.before.submission);
            lines.push(Line {
                label: name.get(lang).into(),
                cells: None,
            });
        }
        let shown = |value: &Value| value.speak().get(lang).to_string();
        let gain = change.gain().filter(|_| change.differs());
        let gain = gain.map(|gain| match gain.to_string() {
            lost if lost.starts_with('-') => lost,
            gained => format!("+{gained}"),
        });
        lines.push(Line {
            label: change.subject.speak().get(lang).into(),
            cells: Some([
                shown(&change.before),
                shown(&change.after),
                gain.unwrap_or_default(),
            ]),
        });
    }
    lines.extend(findings(what_if, lang));
    lines
}

/// How many findings there are, where that differs.
fn findings(what_if: &WhatIf, lang: Lang) -> Vec<Line> {
    let count = |assessment: &Assessment| {
        let levels = [Severity::Error, Severity::Warning, Severity::Note];
        levels
            .map(|level| assessment.findings.count(level).to_string())
            .join("/")
    };
    let (before, after) = (count(&what_if.before), count(&what_if.after));
    if before == after {
        return Vec::new();
    }
    let heading = Line {
        label: say(lang, "核对意见", "findings"),
        cells: None,
    };
    let counts = Line {
        label: say(lang, "错误/警告/提示", "errors/warnings/notes"),
        cells: Some([before, after, String::new()]),
    };
    vec![heading, counts]
}

fn heads(lang: Lang) -> [String; 3] {
    [
        say(lang, "之前", "before"),
        say(lang, "之后", "after"),
        say(lang, "增减", "gain"),
    ]
}

/// Form and indicator, such as `18 某项目 / 游客满意度`, and `实际完成值（actual）：` and `93% → 80%`.
fn told(what_if: &WhatIf, replaced: &Replaced, lang: Lang) -> [String; 3] {
    let name = replaced.form.name(&what_if.before.submission);
    let mut place = name.get(lang).to_string();
    if let Some(indicator) = indicator(what_if, replaced) {
        place = format!("{place} / {indicator}");
    }
    let shown = |text: &str| match text {
        "" => say(lang, "（空）", "(empty)"),
        text => text.to_string(),
    };
    let (key, term) = (&replaced.key, replaced.term());
    let key = say(lang, &format!("{term}（{key}）："), &format!("{key}: "));
    let (before, after) = (shown(&replaced.before), shown(&replaced.after));
    [place, key, format!("{before} → {after}")]
}

fn indicator<'a>(what_if: &'a WhatIf, replaced: &Replaced) -> Option<&'a str> {
    let submission = &what_if.before.submission;
    let indicators = match replaced.form {
        FormName::Project(index) => &submission.projects.get(index)?.indicators,
        _ => &submission.department.as_ref()?.indicators,
    };
    let indicator = indicators.get(replaced.indicator?)?;
    Some(indicator.name.value.as_str())
}

/// Columns that fit a terminal of 80, counting a Chinese character as two.
fn text(what_if: &WhatIf, trees: &[Branch], lang: Lang) -> String {
    /// A line, and the widest label.
    const WIDTH: usize = 80;
    const LABEL: usize = 40;
    let mut page = vec![say(lang, "假设", "What if")];
    for replaced in &what_if.replaced {
        let [place, key, change] = told(what_if, replaced, lang);
        page.push(format!("  {place}"));
        let line = format!("    {key}{change}");
        if line.width() <= WIDTH {
            page.push(line);
        } else {
            page.extend([format!("    {}", key.trim_end()), format!("      {change}")]);
        }
    }
    page.push(String::new());
    let lines = lines(what_if, lang);
    if what_if.changes().is_empty() {
        page.push(say(lang, UNCHANGED.0, UNCHANGED.1));
    }
    if !lines.is_empty() {
        let widths = widths(&lines);
        let figures: usize = widths.iter().sum();
        let widest = LABEL.min(WIDTH.saturating_sub(2 + figures));
        let row = |label: &str, cells: &[String; 3]| {
            let label = shortened(label, widest);
            let mut line = format!("  {label}{}", pad(&label, widest));
            for (cell, width) in cells.iter().zip(widths) {
                line.push_str(&pad(cell, width));
                line.push_str(cell);
            }
            line.trim_end().to_string()
        };
        page.push(row("", &heads(lang)));
        for line in &lines {
            page.push(match &line.cells {
                Some(cells) => row(&line.label, cells),
                None => shortened(&line.label, WIDTH),
            });
        }
    }
    if !trees.is_empty() {
        page.extend([String::new(), say(lang, "之后的由来", "After, explained")]);
        for (name, trees) in by_form(what_if, trees, lang) {
            page.extend([name, listed(trees, Shape::Text, lang)]);
        }
    }
    page.join("\n")
}

/// The columns of figures: as wide as their widest and two blanks.
fn widths(lines: &[Line]) -> [usize; 3] {
    const LEAST: usize = 12;
    const GAP: usize = 2;
    let mut widths = [LEAST; 3];
    for cells in lines.iter().filter_map(|line| line.cells.as_ref()) {
        for (width, cell) in widths.iter_mut().zip(cells) {
            *width = (*width).max(cell.width() + GAP);
        }
    }
    widths
}

/// Neighbours of one form together, under its name.
fn by_form<'a>(
    what_if: &WhatIf,
    trees: &'a [Branch],
    lang: Lang,
) -> Vec<(String, impl Iterator<Item = &'a Explanation>)> {
    let groups = trees.chunk_by(|(one, _), (other, _)| one == other);
    let named = groups.map(|group| {
        let form = group.first().map(|(form, _)| *form);
        let name = form.map(|form| form.name(&what_if.before.submission));
        let name = name.map(|name| name.get(lang).to_string());
        (name.unwrap_or_default(), group.iter().map(|(_, tree)| tree))
    });
    named.collect()
}

fn pad(text: &str, width: usize) -> String {
    " ".repeat(width.saturating_sub(text.width()))
}

/// The beginning of a text that is too wide.
fn shortened(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_string();
    }
    let mut shown = String::new();
    let mut taken = 1; // of the ellipsis
    for character in text.chars() {
        taken += character.width().unwrap_or(0);
        if taken > width {
            break;
        }
        shown.push(character);
    }
    shown + "…"
}

/// A small table, and the trees as lists.
fn markdown(what_if: &WhatIf, trees: &[Branch], lang: Lang) -> Result<String, Failure> {
    let heading = |level, text| Block::Heading { level, text };
    let paragraph = |text| Block::Paragraph(vec![Span::plain(text)]);
    let mut blocks = vec![heading(1, say(lang, "假设", "What if"))];
    for replaced in &what_if.replaced {
        let [place, key, change] = told(what_if, replaced, lang);
        let comma = say(lang, "，", ", ");
        blocks.push(paragraph(format!("{place}{comma}{key}{change}")));
    }
    let lines = lines(what_if, lang);
    if what_if.changes().is_empty() {
        blocks.push(paragraph(say(lang, UNCHANGED.0, UNCHANGED.1)));
    }
    if !lines.is_empty() {
        blocks.push(Block::Table(table(&lines, lang)));
    }
    if !trees.is_empty() {
        blocks.push(heading(1, say(lang, "之后的由来", "After, explained")));
    }
    let mut parts = vec![page(blocks)?];
    for (name, trees) in by_form(what_if, trees, lang) {
        parts.push(page(vec![heading(2, name)])?);
        parts.push(listed(trees, Shape::Markdown, lang));
    }
    Ok(parts.join("\n"))
}

/// Blocks in Markdown.
fn page(blocks: Vec<Block>) -> Result<String, Failure> {
    let page = Page {
        orientation: Orientation::Portrait,
        style: Style::Form,
    };
    let section = Section {
        name: String::new(),
        page,
        blocks,
    };
    Ok(render::markdown(&Document {
        title: String::new(),
        sections: vec![section],
    })?)
}

fn table(lines: &[Line], lang: Lang) -> Table {
    let row = |label: &str, figures: &[String; 3]| {
        let cells = [label]
            .into_iter()
            .chain(figures.iter().map(String::as_str));
        Row {
            cells: cells.map(Cell::text).collect(),
        }
    };
    let none = [const { String::new() }; 3];
    let rows = lines
        .iter()
        .map(|line| row(&line.label, line.cells.as_ref().unwrap_or(&none)));
    Table {
        columns: vec![40, 12, 12, 12],
        head_rows: 1,
        rows: [row("", &heads(lang))].into_iter().chain(rows).collect(),
    }
}

/// `before` and `after` are evaluations as in `evaluation.json`, of whose projects only those stand that were set or differ.
fn document(what_if: &WhatIf, trees: &[Branch]) -> serde_json::Value {
    let changes = what_if.changes();
    let set = what_if.replaced.iter().map(|replaced| {
        let mut one = form(what_if, replaced.form);
        one["indicator"] = json!(indicator(what_if, replaced));
        one["key"] = json!(replaced.key);
        one["before"] = json!(replaced.before);
        one["after"] = json!(replaced.after);
        one
    });
    let differences = changes.iter().filter(|change| change.differs());
    let differences = differences.map(|change| {
        let mut one = form(what_if, change.form);
        one["indicator"] = match &change.subject {
            Subject::Points { name, .. } => json!(name),
            _ => json!(null),
        };
        one["figure"] = json!(figure(change));
        one["before"] = value(change.before);
        one["after"] = value(change.after);
        one
    });
    let explanations = trees.iter().map(|(name, tree)| {
        let mut one = form(what_if, *name);
        one["explanation"] = explanation(tree);
        one
    });
    let sets = what_if.replaced.iter().map(|replaced| replaced.form);
    let kept: Vec<FormName> = sets.chain(changes.iter().map(|one| one.form)).collect();
    json!({
        "set": set.collect::<Vec<_>>(),
        "before": evaluation(&what_if.before, &kept),
        "after": evaluation(&what_if.after, &kept),
        "changes": differences.collect::<Vec<_>>(),
        "explanations": explanations.collect::<Vec<_>>(),
    })
}

fn form(what_if: &WhatIf, form: FormName) -> serde_json::Value {
    let (kind, project) = match form {
        FormName::Project(index) => ("project", what_if.before.submission.projects.get(index)),
        FormName::Department => ("department", None),
        _ => ("summary", None),
    };
    json!({
        "form": kind,
        "project": project.map(|form| form.name.value.as_str()),
        "project_number": project.map(|form| form.number),
    })
}

/// The key under which `evaluation.json` has the figure.
fn figure(change: &Difference) -> String {
    match (&change.subject, change.form) {
        (Subject::Total, _) => "total".into(),
        (Subject::Grade, _) => "grade".into(),
        (Subject::Rate(rule), FormName::Department) => format!("rates.{}", rule.id()),
        (Subject::Rate(_), _) => "execution_rate".into(),
        (Subject::ExecutionPoints, _) => "execution_points".into(),
        (Subject::GradeCount(Some(grade)), _) => format!("grades.{}", grade.term()),
        (Subject::GradeCount(None), _) => "ungraded".into(),
        _ => "points".into(),
    }
}

/// As `evaluation.json` spells it.
fn value(value: Value) -> serde_json::Value {
    match value {
        Value::Points(points) => json!(points.to_string()),
        Value::Unscored => json!("0"),
        Value::Grade(grade) => json!(grade.map(Grade::term)),
        Value::Rate(outcome) => {
            let rate = outcome.and_then(RateOutcome::rate);
            json!(rate.map(|rate| rate.to_string()))
        }
        Value::Count(count) => json!(count),
        _ => json!(null),
    }
}

fn evaluation(assessment: &Assessment, kept: &[FormName]) -> serde_json::Value {
    let mut data = data(&assessment.outcome());
    if let Some(projects) = data["projects"].as_array_mut() {
        let mut index = 0..;
        projects.retain(|_| {
            let index = index.next().map(FormName::Project);
            index.is_some_and(|form| kept.contains(&form))
        });
    }
    data
}
