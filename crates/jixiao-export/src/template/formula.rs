//! The formulas of the forms, as Excel writes them.

use jixiao_model::Rounding;
use jixiao_scoring::policy::{ExecutionBasis, ExecutionTerms, GradeCuts};

/// A rate as it is shown: two decimals of a percent, but short of its whole never as the whole, and beyond it neither.
pub(super) fn shown_rate(quotient: &str) -> String {
    format!(
        "IF(AND({quotient}<1,{quotient}>=0.99995),0.9999,IF(AND({quotient}>1,{quotient}<1.00005),1.0001,ROUND({quotient},4)))"
    )
}

/// The rate of two cells; empty while one of them is, or where nothing was planned.
pub(super) fn rate_of(part: &str, whole: &str) -> String {
    let rate = shown_rate(&format!("({part}/{whole})"));
    format!("IF(OR(N({whole})=0,{part}=\"\"),\"\",{rate})")
}

/// The sum of a range of money; empty while nothing stands there. Rounded to the least amount, so that no sum is off by a hair.
pub(super) fn sum_of(range: &str) -> String {
    format!("IF(COUNT({range})=0,\"\",ROUND(SUM({range}),6))")
}

/// The points of the execution rate: a share of the weight, no more than all and no less than none, rounded once.
pub(super) fn execution_points(
    terms: ExecutionTerms,
    weight: &str,
    [rate, part, whole]: [&str; 3],
) -> String {
    let basis = match terms.basis {
        ExecutionBasis::Shown => rate.to_string(),
        _ => format!("{part}/{whole}"),
    };
    let decimals = terms.rounding.decimals();
    let points = format!("{weight}*{basis}");
    let rounded = match terms.rounding.rounding() {
        // What a product is off by a hair must not cost a step.
        Rounding::Truncate => format!("TRUNC(ROUND({points},9),{decimals})"),
        _ => format!("ROUND({points},{decimals})"),
    };
    format!("IF({rate}=\"\",\"\",MAX(0,MIN({weight},{rounded})))")
}

/// 等级 of a total, with its label; empty while there is no total.
pub(super) fn grade(cuts: GradeCuts, total: &str) -> String {
    let (excellent, good, fair) = (cuts.excellent(), cuts.good(), cuts.fair());
    format!(
        "IF({total}=\"\",\"\",IF(OR({total}<0,{total}>100),\"总分不在0至100之间，请核对\",IF({total}>={excellent},\"等级：优\",IF({total}>={good},\"等级：良\",IF({total}>={fair},\"等级：中\",\"等级：差\")))))"
    )
}

/// A text before another one, which may be an empty cell.
pub(super) fn empty_or(cell: &str, otherwise: &str) -> String {
    format!("IF({cell}=\"\",\"\",{otherwise})")
}
