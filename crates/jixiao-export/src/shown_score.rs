//! Which points the annexes show: those that the rules give, or those that the form claims.

use jixiao_model::{Claims, Grade, Indicator, Points};
use jixiao_scoring::FormScore;
use jixiao_scoring::policy::Policy;

use crate::document::{Block, Span};

/// Which points go into the annexes. Where they differ a review says so, either way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PointsShown {
    /// What the rules give.
    #[default]
    Computed,
    /// What the forms claim, and what the rules give where they claim nothing.
    Claimed,
}

/// The points of one form as its tables show them.
pub(crate) struct ShownScore {
    /// 预算执行率的得分.
    pub(crate) execution: Points,
    /// In the order of the form.
    pub(crate) indicators: Vec<Points>,
    /// 总分.
    pub(crate) total: Points,
    /// 等级.
    pub(crate) grade: Option<Grade>,
}

impl ShownScore {
    pub(crate) fn of(
        which: PointsShown,
        indicators: &[Indicator],
        claims: &Claims,
        score: &FormScore,
        policy: &Policy,
    ) -> Self {
        let computed = score.indicators.iter().map(|scored| {
            let earned = scored.as_ref().map(|scored| scored.points);
            earned.unwrap_or(Points::ZERO)
        });
        if which == PointsShown::Computed {
            return Self {
                execution: score.execution_points,
                indicators: computed.collect(),
                total: score.total,
                grade: score.grade,
            };
        }
        let claimed = |points: &Option<jixiao_model::Traced<Points>>, otherwise: Points| {
            points.as_ref().map_or(otherwise, |points| points.value)
        };
        let execution = claimed(&claims.execution_points, score.execution_points);
        let indicators: Vec<Points> = indicators
            .iter()
            .zip(computed)
            .map(|(indicator, computed)| claimed(&indicator.claimed, computed))
            .collect();
        let sum = Points::sum(indicators.iter().copied()).and_then(|sum| sum.plus(execution));
        let total = claimed(&claims.total, sum.unwrap_or(score.total));
        let grade = claims.grade.as_ref().map(|grade| grade.value);
        Self {
            execution,
            indicators,
            total,
            grade: grade.or_else(|| policy.grades.grade(total)),
        }
    }
}

/// Says that claimed points are shown.
pub(crate) fn note(which: PointsShown) -> Option<Block> {
    let text = "注：得分、总分和等级按单位填报列示，与按规则计算的差别见核对意见。";
    (which == PointsShown::Claimed).then(|| Block::Note(vec![Span::plain(text)]))
}
