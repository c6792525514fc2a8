#![doc = include_str!("total.md")]

use jixiao_model::{ModelError, Points};

use super::book::{PointsRule, RuleKind};

/// 总分: the sum of the rounded points of the execution rate and of every indicator, at most `most` where one is given.
///
/// # Errors
/// [`ModelError::Overflow`].
pub fn total(
    execution: Points,
    indicators: impl IntoIterator<Item = Points>,
    most: Option<Points>,
) -> Result<Points, ModelError> {
    let sum = execution.plus(Points::sum(indicators)?)?;
    Ok(most.map_or(sum, |most| sum.min(most)))
}

/// The rule, as the book lists it.
pub const RULE: PointsRule = PointsRule {
    id: "total",
    kind: RuleKind::Form,
    term: "总分与等级",
    english: "total and grade",
    formula: "总分 = 预算执行率得分 + 各指标得分（均已取整）；等级按总分所在区间",
    formula_english: "total = points of the execution rate + points of every indicator, each rounded; the grade is the band of the total",
    basis: &["MOF-2020-10"],
    page: include_str!("total.md"),
};
