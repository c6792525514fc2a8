//! What stands below the indicators: the total and its grade, what is said of the form as a whole, notes.

use jixiao_keyed::ProblemKind;
use jixiao_model::{Bilingual, Deviation, Grade, Name, Points, Traced, normalise};

use crate::forms::explanation::{self, Subject};
use crate::forms::indicators::{Head, row_deviations};
use crate::forms::label::{self, Field};
use crate::forms::money;
use crate::forms::part::{Filled, Part, is_blank};
use crate::grid::Cell;

/// What stands below the indicators.
#[derive(Debug, Default)]
pub(crate) struct Closing {
    pub(crate) total: Option<Traced<Points>>,
    pub(crate) grade: Option<Traced<Grade>>,
    pub(crate) deviations: Vec<Deviation>,
    pub(crate) note: String,
}

/// Reads what stands from the row `from`. `names` are those of the indicators that a line may speak of.
pub(crate) fn read(part: &Part<'_>, head: &Head<'_>, from: usize, names: &[Name]) -> Closing {
    let mut closing = Closing::default();
    let total = (from..part.rows.end).find_map(|row| Some((row, total_label(part, row)?)));
    if let Some((row, label)) = total {
        let points = total_points(part, head, row, label);
        if let Some(Filled { cell, text }) = points {
            let (number, grade) = with_grade(text);
            closing.total = money::points_in(part, cell, number, "总分");
            closing.grade = grade.map(|grade| part.traced(cell, grade));
        }
        let beside = points.map_or(label, |points| points.cell);
        for cell in part.own(row).filter(|cell| cell.column > beside.column) {
            beside_total(part, head, cell, names, &mut closing);
        }
    }
    if closing.grade.is_none() {
        closing.grade = part
            .filled_in(Field::Grade)
            .and_then(|filled| grade(part, filled));
    }
    closing.deviations.extend(of_whole(part, from));
    // Beside the total a form may repeat what this row says.
    for told in of_execution_rate(part, from) {
        if !says_same(&closing.deviations, &told) {
            closing.deviations.push(told);
        }
    }
    read_note(part, from, names, &mut closing);
    closing
}

/// The label of a row with the total, alone or in one cell with it.
fn total_label<'a>(part: &Part<'a>, row: usize) -> Option<&'a Cell> {
    let of_block = |cell: &&Cell| label::recognise(&cell.shown) == Some(Field::IndicatorBlock);
    let first = part.own(row).find(|cell| !of_block(cell))?;
    let inline = label::with_value(&first.shown).map(|(field, _)| field);
    let field = label::recognise(&first.shown).or(inline)?;
    matches!(field, Field::Total | Field::Sum).then_some(first)
}

/// The total: under the head of the points, in one cell with its label, or, where a document cuts the row otherwise or the form has no
/// sum of the weights, a number between the two.
fn total_points<'a>(
    part: &Part<'a>,
    head: &Head<'a>,
    row: usize,
    label: &'a Cell,
) -> Option<Filled<'a>> {
    let filled = |cell: &'a Cell| Filled {
        cell,
        text: &cell.shown,
    };
    let under = head.columns.value(part.grid, row, Field::Points);
    if let Some(under) = under.filter(|cell| cell.column > label.column) {
        return Some(filled(under));
    }
    if let Some((_, text)) = label::with_value(&label.shown) {
        return Some(Filled { cell: label, text });
    }
    // What stands right of the form is none of its numbers.
    let end = head
        .columns
        .head(Field::Points)
        .map_or(usize::MAX, |head| head.column.saturating_add(head.columns));
    let numbers = part.own(row).filter(|cell| {
        (label.column.saturating_add(1)..end).contains(&cell.column)
            && normalise(&cell.shown).starts_with(|c: char| c.is_ascii_digit())
    });
    let numbers: Vec<&Cell> = numbers.collect();
    match numbers.as_slice() {
        [alone] => {
            let weights = head.columns.value(part.grid, row, Field::Weight);
            let is_weights = weights.is_some_and(|cell| cell.column == alone.column);
            (!is_weights).then(|| filled(alone))
        }
        [_, points, ..] => Some(filled(points)),
        [] => None,
    }
}

/// A total without the grade in brackets behind it.
fn with_grade(text: &str) -> (&str, Option<Grade>) {
    let Some((number, rest)) = text.split_once(['(', '（']) else {
        return (text, None);
    };
    let GradeLine::Is(grade) = grade_in(&format!("({rest}")) else {
        return (text, None);
    };
    (number, Some(grade))
}

/// A grade, or explanations, or both, right of the total. Beside a form stand checks and counts of all sorts: only what stands in the
/// column of explanations, or says with its marks that it is one, explains anything.
fn beside_total(
    part: &Part<'_>,
    head: &Head<'_>,
    cell: &Cell,
    names: &[Name],
    closing: &mut Closing,
) {
    if label::recognise(&cell.shown).is_some() {
        return;
    }
    let (first, rest) = match cell.shown.split_once('\n') {
        Some((first, rest)) => (first, rest),
        None => (cell.shown.as_str(), ""),
    };
    let told = match grade_in(first) {
        GradeLine::Is(grade) => {
            closing.grade = closing
                .grade
                .take()
                .or_else(|| Some(part.traced(cell, grade)));
            rest
        }
        GradeLine::OfNone => rest,
        GradeLine::Other => cell.shown.as_str(),
    };
    let subject = Subject::Form(names);
    let explains =
        explanation::has_marks(told, subject) || is_under_reasons(head, cell) && is_text(told);
    if !explains {
        return;
    }
    if let Some(text) = part.text(cell, told, "偏差原因分析及改进措施") {
        let place = part.grid.place_of(cell);
        closing
            .deviations
            .extend(explanation::read(&text.value, &place, subject));
    }
}

/// Does a cell stand in a column of explanations?
fn is_under_reasons(head: &Head<'_>, cell: &Cell) -> bool {
    let end = cell.column.saturating_add(cell.columns);
    let mut reasons = head
        .columns
        .heads(&[Field::Explanation, Field::Cause, Field::Remedy]);
    reasons.any(|head| head.column < end && cell.column < head.column.saturating_add(head.columns))
}

/// Is it more than a number?
fn is_text(text: &str) -> bool {
    let plain = normalise(text);
    let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+' | '%' | '分');
    !plain.chars().all(number)
}

/// What a line says of the grade.
enum GradeLine {
    Is(Grade),
    /// There is none.
    OfNone,
    /// Something else altogether.
    Other,
}

/// The grade that a line is: bare, ticked, or behind its label in one way or another.
fn grade_in(line: &str) -> GradeLine {
    let plain = normalise(line);
    if plain.starts_with("无等级") {
        return GradeLine::OfNone;
    }
    let value = without_grade_label(within_brackets(&plain));
    if is_boxed(value) {
        return ticked(value).map_or(GradeLine::OfNone, GradeLine::Is);
    }
    Grade::recognise(within_brackets(value)).map_or(GradeLine::Other, GradeLine::Is)
}

/// What stands behind `等级：`, `等级为` or `（等级）`.
fn without_grade_label(plain: &str) -> &str {
    let is_label = |text: &str| label::recognise(text) == Some(Field::Grade);
    let bracketed = plain
        .strip_prefix('(')
        .and_then(|rest| rest.split_once(')'));
    if let Some((before, value)) = bracketed
        && is_label(before)
    {
        return value.trim_start_matches(':');
    }
    let parted = [':', '为'].into_iter().find_map(|sign| {
        let (before, value) = plain.split_once(sign)?;
        is_label(before).then_some(value)
    });
    parted.unwrap_or(plain)
}

/// A text without the brackets around the whole of it.
fn within_brackets(text: &str) -> &str {
    let within = text
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    within
        .filter(|within| !within.contains(['(', ')']))
        .unwrap_or(text)
}

/// Signs of a choice that was made.
const TICKS: [char; 5] = ['☑', '√', '■', '✓', '✔'];

/// Signs of one that was not.
const BOXES: [char; 2] = ['□', '☐'];

/// Does a text begin with a box, ticked or not?
fn is_boxed(text: &str) -> bool {
    text.starts_with(|c| TICKS.contains(&c) || BOXES.contains(&c))
}

/// The one choice that is ticked of several, each behind its box.
fn ticked(text: &str) -> Option<Grade> {
    let mut chosen = text.split_inclusive(|c| TICKS.contains(&c));
    // What stands before the first tick was not chosen.
    let has_tick = chosen.next()?.ends_with(TICKS);
    let rest = chosen.next().filter(|_| has_tick)?;
    if chosen.next().is_some() || rest.ends_with(TICKS) {
        return None;
    }
    let choice = rest.split(|c| BOXES.contains(&c)).next()?;
    Grade::recognise(choice.trim_end_matches(['、', ',', ';', '/']))
}

/// A grade that stands beside its label.
fn grade(part: &Part<'_>, filled: Filled<'_>) -> Option<Traced<Grade>> {
    let Filled { cell, text } = filled;
    if is_blank(text) {
        return None;
    }
    match grade_in(text) {
        GradeLine::Is(grade) => return Some(part.traced(cell, grade)),
        GradeLine::OfNone => return None,
        // Where boxes stand otherwise, only a picture says which of them is ticked.
        GradeLine::Other if text.contains(BOXES) => return None,
        GradeLine::Other => {}
    }
    part.fail(
        cell,
        ProblemKind::Invalid,
        Bilingual::new(
            format!("等级：不认识“{text}”"),
            format!("等级: `{text}` is not known"),
        ),
        Bilingual::new("请填写优、良、中或差", "write 优, 良, 中 or 差"),
    );
    None
}

/// 存在问题 and 改进措施 of the form as a whole.
fn of_whole(part: &Part<'_>, from: usize) -> Option<Deviation> {
    let text = |field: Field, term: &str| {
        let filled = below(part, from, field)?;
        part.text(filled.cell, filled.text, term)
    };
    let cause = text(Field::Shortcomings, "存在问题");
    let remedy = text(Field::Remedy, "改进措施");
    let place = cause.as_ref().or(remedy.as_ref())?.place.clone()?;
    explanation::of_sides(None, cause, remedy, &place)
}

/// What a row of its own says of the execution rate.
fn of_execution_rate(part: &Part<'_>, from: usize) -> Vec<Deviation> {
    let (Some(filled), Some(name)) = (
        below(part, from, Field::ExecutionExplanation),
        explanation::execution_rate(),
    ) else {
        return Vec::new();
    };
    row_deviations(
        part,
        [Some(filled.cell), None, None],
        Subject::Indicator(&name),
    )
}

/// Is it told already, though elsewhere in the form?
fn says_same(told: &[Deviation], one: &Deviation) -> bool {
    told.iter().any(|other| {
        other.indicator == one.indicator
            && other.cause.value == one.cause.value
            && other.remedy.value == one.remedy.value
    })
}

/// Keeps the note, or, where it explains indicators by name, what it explains.
fn read_note(part: &Part<'_>, from: usize, names: &[Name], closing: &mut Closing) {
    let note = note(part, from);
    let place = part.grid.whole();
    let told = explanation::read(&note, &place, Subject::Form(names));
    if told.iter().any(|one| one.indicator.is_some()) {
        closing.deviations.extend(told);
    } else {
        closing.note = note;
    }
}

/// 备注 in the form or below it. 其他需要说明的事项 is a note too, where it says anything.
fn note(part: &Part<'_>, from: usize) -> String {
    let filled = below(part, from, Field::Note);
    let in_form = filled.filter(|filled| !is_blank(filled.text) || is_remark(filled.cell));
    let in_form = in_form.and_then(|filled| part.text(filled.cell, filled.text, "备注"));
    if let Some(note) = in_form {
        return note.value;
    }
    let lines = part.grid.below.iter();
    let found = lines
        .filter_map(|line| label::with_value(line))
        .find(|(field, _)| *field == Field::Note);
    found.map_or_else(String::new, |(_, text)| text.to_owned())
}

/// Is a cell 备注 with its value, which is kept whatever it says?
fn is_remark(cell: &Cell) -> bool {
    normalise(&cell.shown).starts_with("备注:")
}

/// What stands for a field below the indicators: right of its label, in one cell with it, or under a label as wide as the form.
fn below<'a>(part: &Part<'a>, from: usize, field: Field) -> Option<Filled<'a>> {
    let cells = (from..part.rows.end).flat_map(|row| part.own(row));
    for cell in cells {
        if let Some((_, text)) = label::with_value(&cell.shown).filter(|(one, _)| *one == field) {
            return Some(Filled { cell, text });
        }
        if label::recognise(&cell.shown) != Some(field) {
            continue;
        }
        let under = || {
            let row = cell.row.checked_add(cell.rows)?;
            let mut own = (row < part.rows.end).then(|| part.own(row))?;
            let first = own.next()?;
            let alone = own.next().is_none() && label::recognise(&first.shown).is_none();
            alone.then_some(first)
        };
        let found = part.right_of(cell).or_else(under)?;
        let text = found.shown.as_str();
        return Some(Filled { cell: found, text });
    }
    None
}
