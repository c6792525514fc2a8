//! What a text denies, it does not tell.

use super::Grammar;
use super::clauses::Clause;
use super::cue::Match;
use super::hits::{Hit, Hits};
use super::text::Folded;

/// How far behind the words a denial of them may stand: 资金不足的情况不存在.
const BEHIND: usize = 10;

/// Does the clause deny what it names?
pub(super) fn is_denied(
    folded: &Folded,
    hits: &Hits,
    grammar: &Grammar,
    clause: Clause,
    found: &Match,
) -> bool {
    let span = found.span();
    let is_own = |hit: Hit| found.words.iter().any(|word| word.overlaps(hit));
    let mut before = hits.within(grammar.denials, clause.start, span.start);
    let behind_end = clause.end.min(span.end.saturating_add(BEHIND));
    let mut behind = hits.within(grammar.denials_behind, span.end, behind_end);
    before.any(|hit| !is_own(hit))
        || behind.any(|hit| !is_own(hit))
        || is_no_situation(hits, grammar, clause, span, is_own)
        || found
            .words
            .iter()
            .any(|word| is_negated(folded, *word, found))
}

/// Does the clause say that there is no such situation: 没有未完成的情况?
fn is_no_situation(
    hits: &Hits,
    grammar: &Grammar,
    clause: Clause,
    span: Hit,
    is_own: impl Fn(Hit) -> bool,
) -> bool {
    let mut situations = hits.within(grammar.situations, span.end, clause.end);
    let mut before = hits.within(grammar.absences, clause.start, span.start);
    situations.next().is_some() && before.any(|hit| !is_own(hit))
}

/// Does a 不, 未 or 无 stand right before a word, without being a word of the cue itself?
fn is_negated(folded: &Folded, word: Hit, found: &Match) -> bool {
    let Some(before) = word.start.checked_sub(1) else {
        return false;
    };
    let negates = matches!(folded.get(before), Some('不' | '未' | '没' | '无' | '非'))
        || (folded.get(before) == Some('有')
            && before.checked_sub(1).and_then(|at| folded.get(at)) == Some('没'));
    let sign = Hit {
        start: before,
        end: word.start,
    };
    negates && !found.words.iter().any(|own| own.overlaps(sign))
}
