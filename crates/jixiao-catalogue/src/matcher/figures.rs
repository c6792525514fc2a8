//! What figures say: more than the whole, from one year into another, a month, a number of people.

use alloc::vec::Vec;

use super::GroupId;
use super::hits::Hit;
use super::text::Folded;

/// The groups of figures, by the names under which cues ask for them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Figures {
    /// 超百: a percentage above 100.
    pub(super) above_whole: GroupId,
    /// 跨年: two different years as the ends of a span, such as 2023年9月至2024年8月.
    pub(super) across_years: GroupId,
    /// 数月: a month, such as 9月 or 十一月.
    pub(super) month: GroupId,
    /// 数人: people, such as 3人, 9个人 or 两名.
    pub(super) people: GroupId,
}

/// The names of the groups of figures, in the order of [`Figures`].
pub(super) const NAMES: [&str; 4] = ["超百", "跨年", "数月", "数人"];

/// The most characters between two years that are the ends of one span.
const SPAN: usize = 16;

/// What the figures of a text say, by group.
pub(super) fn found(folded: &Folded, figures: Figures) -> Vec<(GroupId, Hit)> {
    let mut found = Vec::new();
    let mut years = Years::default();
    let mut at = 0;
    while let Some(c) = folded.get(at) {
        if !is_digit(c) {
            at = at.saturating_add(1);
            continue;
        }
        let end = while_chars(folded, at, is_digit);
        let across_years = years.meet(folded, at, end);
        found.extend(counted(folded, figures, at, end));
        found.extend(percentage(folded, at, end).map(|hit| (figures.above_whole, hit)));
        found.extend(across_years.map(|span| (figures.across_years, span)));
        at = end;
    }
    found
}

/// A month or a number of people.
fn counted(folded: &Folded, figures: Figures, start: usize, end: usize) -> Option<(GroupId, Hit)> {
    let sign = match folded.get(end) {
        Some('个') => end.saturating_add(1),
        _ => end,
    };
    let group = match folded.get(sign) {
        Some('月') if sign == end => figures.month,
        Some('人' | '名') => figures.people,
        _ => return None,
    };
    let end = sign.saturating_add(1);
    Some((group, Hit { start, end }))
}

/// A percentage above 100.
fn percentage(folded: &Folded, start: usize, end: usize) -> Option<Hit> {
    let sign = match folded.get(end) {
        Some('.') => while_chars(folded, end.saturating_add(1), |c| c.is_ascii_digit()),
        _ => end,
    };
    let is_above = value(folded, start, end).is_some_and(|number| number > 100);
    let end = sign.saturating_add(1);
    (folded.get(sign) == Some('%') && is_above).then_some(Hit { start, end })
}

/// The last year that was met.
#[derive(Default)]
struct Years {
    before: Option<(u32, Hit)>,
}

impl Years {
    /// The span that ends with the figure from `start` to `end`, where that is a year and an earlier one stands shortly before it.
    fn meet(&mut self, folded: &Folded, start: usize, end: usize) -> Option<Hit> {
        let year = value(folded, start, end).filter(|year| (1990..=2100).contains(year))?;
        if !matches!(folded.get(end), Some('年' | '.' | '/' | '-' | '—')) {
            return None;
        }
        let before = self.before.replace((year, Hit { start, end }));
        let (earlier, own) = before?;
        let is_span = earlier < year
            && start.saturating_sub(own.end) <= SPAN
            && joins(folded, own.end, start);
        let start = own.start;
        is_span.then_some(Hit { start, end })
    }
}

/// Do the characters between two years make a span of them?
fn joins(folded: &Folded, start: usize, end: usize) -> bool {
    let between = folded.chars.get(start..end).unwrap_or_default();
    let is_stop = |c: &char| matches!(c, ',' | ';' | '。' | '、');
    let joins = |c: &char| matches!(c, '至' | '到' | '-' | '—' | '~' | '起');
    between.iter().any(joins) && !between.iter().any(is_stop)
}

fn is_digit(c: char) -> bool {
    matches!(
        c,
        '0'..='9'
            | '一'
            | '二'
            | '两'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '几'
    )
}

/// The end of the characters from `start` on that fit.
fn while_chars(folded: &Folded, start: usize, fits: impl Fn(char) -> bool) -> usize {
    let rest = folded.chars.get(start..).unwrap_or_default();
    let count = rest.iter().take_while(|c| fits(**c)).count();
    start.saturating_add(count)
}

/// The number that digits write; none where they are no plain digits or too many.
fn value(folded: &Folded, start: usize, end: usize) -> Option<u32> {
    let digits = folded.chars.get(start..end)?;
    digits.iter().try_fold(0_u32, |number, c| {
        number.checked_mul(10)?.checked_add(c.to_digit(10)?)
    })
}
