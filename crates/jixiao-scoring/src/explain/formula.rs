//! Formulas with the numbers put in.

use alloc::format;
use alloc::string::{String, ToString};

use jixiao_model::{Bilingual, Fraction, Percent, Rounding, Weight};

use super::same;
use crate::policy::Reduction;
use crate::rules::deduction::Charged;
use crate::scored::{Branch, Derivation, Held, PointsRounding, Scored};

/// How many significant digits an exact result is shown with.
const DIGITS: usize = 12;

/// Digits enough to tell any two results of the model's bounds apart.
const ALL_DIGITS: usize = 40;

/// The first digits of an exact result, cut and not rounded, with `…` where more follow: a result a hair below a half would otherwise be shown as the
/// half, from which nobody comes to the points.
pub(super) fn digits(exact: Fraction) -> String {
    let mut text = exact.decimal(ALL_DIGITS);
    let Some(point) = text.find('.') else {
        return text;
    };
    let mut counted: usize = 0;
    let after = text.find(|c: char| {
        let begun = counted > 0 || matches!(c, '1'..='9');
        counted = counted.saturating_add(usize::from(begun && c != '.'));
        counted > DIGITS
    });
    if let Some(after) = after {
        text.truncate(after.max(point));
        text.push('…');
    }
    text
}

pub(super) fn rounded(rounding: PointsRounding) -> Bilingual {
    let places = rounding.decimals;
    match rounding.rounding {
        Rounding::Truncate => Bilingual::new(
            format!("截尾，保留 {places} 位小数"),
            format!("truncated to {places} decimals"),
        ),
        _ => Bilingual::new(
            format!("四舍五入，保留 {places} 位小数"),
            format!("half away from zero, {places} decimals"),
        ),
    }
}

pub(super) fn percent(share: Fraction) -> String {
    digits(share.times(Fraction::whole(100)).unwrap_or(share))
}

/// `weight × share` before it is rounded.
pub(super) fn weighed(weight: Weight, share: Fraction) -> String {
    Fraction::new(i128::from(weight.steps()), 10_000)
        .and_then(|weight| weight.times(share))
        .map_or_else(|_| "…".to_string(), digits)
}

/// The formula of an indicator's points with the numbers put in.
pub(super) fn formula(scored: &Scored) -> Bilingual {
    let exact = scored.exact().map_or_else(|_| "…".to_string(), digits);
    let weight = &raised(scored);
    match scored.derivation {
        Derivation::Direct { met: true, held } => {
            let full = full(scored, &exact);
            match held {
                Some(held) => met(&held, &full),
                None => Bilingual::new(
                    format!("达到指标值，得满分 {full}"),
                    format!("target met: all of {full}"),
                ),
            }
        }
        Derivation::Direct { met: false, held } => missed(held.as_ref()),
        Derivation::Proportional(held)
        | Derivation::PassMark { held, .. }
        | Derivation::Deduction { held, .. }
            if held.branch == Branch::Met =>
        {
            met(&held, &full(scored, &exact))
        }
        Derivation::Proportional(held) => held_formula(&held, &exact, weight),
        Derivation::PassMark { held, pass } => pass_mark(&held, pass, weight, &exact),
        Derivation::Levels { level, percent } => Bilingual::new(
            format!("{weight} × {percent} = {exact}（{}）", level.term()),
            format!("{weight} × {percent} = {exact}"),
        ),
        Derivation::Bands { held, share } => {
            let actual = held.actual;
            Bilingual::new(
                format!("{weight} × {share} = {exact}（实际 {actual} 所在档的比例）"),
                format!("{weight} × {share} = {exact} (the share of the band of {actual})"),
            )
        }
        Derivation::Deduction { held, charged } => deduction(&held, charged, scored, &exact),
        Derivation::OverAchieved { held, reduced } => {
            let (above, least) = (reduced.above(), reduced.least());
            let kept = kept(&held, reduced.reduction(), above);
            let kept = if least > Percent::ZERO {
                format!("max({least}, {kept})")
            } else {
                kept
            };
            Bilingual::new(
                format!(
                    "{weight} × {kept} = {exact}（超额完成，高于指标值的 {above}，按政策调减）"
                ),
                format!(
                    "{weight} × {kept} = {exact} (above {above} of the target: reduced, as the policy says)"
                ),
            )
        }
        Derivation::NotApplicable => Bilingual::new(
            format!("不适用，按政策给满分 {weight}"),
            format!("not applicable: all of {weight}, as the policy says"),
        ),
        Derivation::NotApplicableSpread => Bilingual::new(
            format!("不适用，按政策将分值 {weight} 分摊到其他指标"),
            format!(
                "not applicable: its {weight} are spread over other indicators, as the policy says"
            ),
        ),
    }
}

/// The share of the weight that is kept of a target that was far exceeded.
fn kept(held: &Held, reduction: Reduction, above: Percent) -> String {
    let (actual, target) = (held.actual, held.target);
    match reduction {
        Reduction::None => "100%".to_string(),
        Reduction::Excess => format!("max(0, 1 − ({actual} ÷ {target} − {above}))"),
        Reduction::Deviation => format!("max(0, 1 − ({actual} ÷ {target} − 1))"),
        Reduction::Inverse => format!("{above} × {target} ÷ {actual}"),
    }
}

/// The weight, with the factor by which it is raised where others do not apply.
fn raised(scored: &Scored) -> String {
    if scored.raise.is_none() {
        return scored.weight.to_string();
    }
    let factor = scored.raise.fraction();
    format!(
        "{} × {}/{}",
        scored.weight,
        factor.numerator(),
        factor.denominator()
    )
}

/// All of the weight.
fn full(scored: &Scored, exact: &str) -> String {
    let weight = raised(scored);
    if scored.raise.is_none() {
        return weight;
    }
    format!("{weight} = {exact}")
}

fn met(held: &Held, full: &str) -> Bilingual {
    let (actual, target) = (held.actual, held.target);
    let sign = match held.comparison.sign() {
        "" => "≥",
        sign => sign,
    };
    Bilingual::new(
        format!("{actual} {sign} {target}，达到指标值，得满分 {full}"),
        format!("{actual} {sign} {target}: met, all of {full}"),
    )
}

/// All or nothing, and missed: how the actual lies to what was asked for.
fn missed(held: Option<&Held>) -> Bilingual {
    let Some(held) = held else {
        return Bilingual::new("未达到指标值，不得分", "target missed: nothing");
    };
    let (actual, target) = (held.actual, held.target);
    let lies = match actual.cmp(&target) {
        core::cmp::Ordering::Less => "<",
        core::cmp::Ordering::Equal => "=",
        core::cmp::Ordering::Greater => ">",
    };
    Bilingual::new(
        format!("{actual} {lies} {target}，未达到指标值，不得分"),
        format!("{actual} {lies} {target}: missed, nothing"),
    )
}

fn held_formula(held: &Held, exact: &str, weight: &str) -> Bilingual {
    let (actual, target) = (held.actual, held.target);
    match held.branch {
        Branch::ActualOverTarget => same(format!("{weight} × {actual} ÷ {target} = {exact}")),
        Branch::TargetOverActual => same(format!("{weight} × {target} ÷ {actual} = {exact}")),
        Branch::LinearExcess => same(format!(
            "{weight} × max(0, 1 − ({actual} − {target}) ÷ {target}) = {exact}"
        )),
        _ => Bilingual::new(
            format!("实际 {actual}，指标值 {target}，无法按比例计算，不得分"),
            format!("actual {actual}, target {target}: no ratio can be formed, nothing"),
        ),
    }
}

fn pass_mark(held: &Held, pass: Percent, weight: &str, exact: &str) -> Bilingual {
    let degree = percent(held.degree());
    if held.degree() < pass.rate().fraction() {
        return Bilingual::new(
            format!("完成比例 {degree}%，低于及格门槛 {pass}，不得分"),
            format!("degree {degree} %, below the pass mark {pass}: nothing"),
        );
    }
    let (actual, target) = (held.actual, held.target);
    let ratio = match held.branch {
        Branch::TargetOverActual => format!("{target} ÷ {actual}"),
        Branch::LinearExcess => format!("1 − ({actual} − {target}) ÷ {target}"),
        _ => format!("{actual} ÷ {target}"),
    };
    same(format!(
        "{weight} × ({ratio} − {pass}) ÷ (100% − {pass}) = {exact}"
    ))
}

fn deduction(held: &Held, charged: Charged, scored: &Scored, exact: &str) -> Bilingual {
    let weight = scored.weight;
    let Ok(Some(steps)) = charged.steps(held) else {
        return Bilingual::new(
            "指标值为零，无从计步，扣完，不得分",
            "a target of zero has no steps: all is lost",
        );
    };
    let (steps, each) = (digits(steps), charged.points_a_step());
    let lost_all = scored.share().is_ok_and(|share| share == Fraction::ZERO);
    let left = if lost_all {
        format!("max(0, {weight} − {each} × {steps})")
    } else {
        format!("{weight} − {each} × {steps}")
    };
    let left = match scored.raise.fraction() {
        _ if scored.raise.is_none() => left,
        factor => format!("({left}) × {}/{}", factor.numerator(), factor.denominator()),
    };
    Bilingual::new(
        format!("{left} = {exact}（未达指标值，计 {steps} 步，每步扣 {each} 分）"),
        format!("{left} = {exact} ({steps} steps short, {each} points each)"),
    )
}
