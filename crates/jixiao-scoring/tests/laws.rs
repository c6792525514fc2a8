//! Laws of scoring, and exact equality with an independent oracle over big rationals.

use jixiao_model::{Comparison, Fraction, Percent, Points, Quantity, Rate, Rounding, Weight};
use jixiao_scoring::policy::{
    BandTable, BegunStep, Ceiling, DeductionTerms, GradeCuts, LevelCuts, OverAchievementTerms,
    Reduction,
};
use jixiao_scoring::rules::{
    bands, deduction, direct, levels, over_achievement, pass_mark, proportional,
};
use jixiao_scoring::{Held, PointsRounding, Scale, ScoreError, Scored};
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};
use proptest::prelude::*;

const ROUND: PointsRounding = PointsRounding::HALF_AWAY_2;

fn weight() -> impl Strategy<Value = Weight> {
    (0_u32..=10_000_000).prop_map(|steps| Weight::from_steps(steps).unwrap())
}

/// Everyday numbers, and those at the bounds of the model.
fn quantity() -> impl Strategy<Value = Quantity> {
    prop_oneof![
        (-100_i64..1000).prop_map(|n| n.to_string()),
        (0_i64..100_000_000, 0_u32..=6).prop_map(|(n, scale)| decimal(i128::from(n), scale)),
        (-9_999_999_999_999_999_999_999_999_i128..=9_999_999_999_999_999_999_999_999)
            .prop_map(|n| decimal(n, 10)),
    ]
    .prop_map(|text| text.parse().unwrap())
}

fn decimal(n: i128, scale: u32) -> String {
    let divisor = 10_i128.pow(scale);
    let sign = if n < 0 { "-" } else { "" };
    let width = usize::try_from(scale).unwrap();
    let (whole, rest) = (n.abs() / divisor, n.abs() % divisor);
    if scale == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{rest:0width$}")
    }
}

fn big(value: i128) -> BigRational {
    BigRational::from_integer(value.into())
}

fn ratio(quantity: Quantity) -> BigRational {
    big(quantity.steps())
}

fn full(weight: Weight) -> BigRational {
    big(i128::from(weight.steps())) / big(10_000)
}

/// Half away from zero to two decimals, in steps of 0.0001.
fn rounded(value: &BigRational) -> i64 {
    let half = big(1) / big(2);
    let scaled = value.abs() * big(100) + half;
    let count = scaled.floor().to_integer().to_i64().unwrap() * 100;
    if value.is_negative() { -count } else { count }
}

fn degree(
    comparison: Comparison,
    target: Quantity,
    actual: Quantity,
    ceiling: Ceiling,
) -> BigRational {
    let (t, a) = (ratio(target), ratio(actual));
    let (floor, met) = match comparison {
        Comparison::AtLeast | Comparison::Unstated => (true, a >= t),
        Comparison::MoreThan => (true, a > t),
        Comparison::AtMost => (false, a <= t),
        Comparison::LessThan => (false, a < t),
        Comparison::Equal => (a < t, a == t),
    };
    if met {
        return big(1);
    }
    if !t.is_positive() || !a.is_positive() {
        return big(0);
    }
    if floor {
        return a / t;
    }
    if comparison != Comparison::Equal && ceiling == Ceiling::LinearExcess {
        let left = big(1) - (a - &t) / t;
        return if left.is_negative() { big(0) } else { left };
    }
    t / a
}

/// The points of a share of a weight: rounded once, never above the weight, and all of it is the weight itself.
fn awarded(weight: Weight, share: &BigRational) -> i64 {
    if *share == big(1) {
        return weight.full().steps();
    }
    rounded(&(full(weight) * share)).min(weight.full().steps())
}

fn comparison() -> impl Strategy<Value = Comparison> {
    prop::sample::select(vec![
        Comparison::AtLeast,
        Comparison::MoreThan,
        Comparison::AtMost,
        Comparison::LessThan,
        Comparison::Equal,
        Comparison::Unstated,
    ])
}

fn ceiling() -> impl Strategy<Value = Ceiling> {
    prop::sample::select(vec![Ceiling::TargetOverActual, Ceiling::LinearExcess])
}

fn reduction() -> impl Strategy<Value = Reduction> {
    prop::sample::select(vec![
        Reduction::None,
        Reduction::Excess,
        Reduction::Deviation,
        Reduction::Inverse,
    ])
}

fn grade_cuts() -> GradeCuts {
    let points = |whole| Weight::whole(whole).full();
    GradeCuts::new(points(90), points(80), points(60)).unwrap()
}

fn hold(comparison: Comparison, target: Quantity, actual: Quantity) -> Held {
    proportional::hold(comparison, target, actual, Ceiling::TargetOverActual)
}

fn scale(percent: bool) -> Scale {
    if percent {
        Scale::Percent
    } else {
        Scale::Number
    }
}

fn score(held: Held, weight: Weight) -> Scored {
    proportional::proportional(held)
        .score(weight, ROUND)
        .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn proportional_equals_the_oracle(c in comparison(), way in ceiling(), t in quantity(), a in quantity(), w in weight()) {
        let scored = score(proportional::hold(c, t, a, way), w);
        prop_assert_eq!(scored.points.steps(), awarded(w, &degree(c, t, a, way)));
    }

    #[test]
    fn pass_mark_equals_the_oracle(c in comparison(), t in quantity(), a in quantity(), w in weight(), mark in 0_i32..100) {
        let held = hold(c, t, a);
        let scored = pass_mark::pass_mark(held, Percent::whole(mark)).score(w, ROUND).unwrap();
        let mark = big(i128::from(mark)) / big(100);
        let degree = degree(c, t, a, Ceiling::TargetOverActual);
        let share = if degree < mark { big(0) } else { (degree - &mark) / (big(1) - mark) };
        prop_assert_eq!(scored.points.steps(), awarded(w, &share));
    }

    #[test]
    fn levels_equal_the_oracle(hundredths in 0_i32..=10_000, w in weight()) {
        let percent: Percent = format!("{}.{:02}", hundredths / 100, hundredths % 100).parse().unwrap();
        let scored = levels::levels(None, percent, LevelCuts::new(Percent::whole(80), Percent::whole(60)).unwrap()).unwrap().score(w, ROUND).unwrap();
        prop_assert_eq!(scored.points.steps(), awarded(w, &(big(i128::from(hundredths)) / big(10_000))));
    }

    #[test]
    fn bands_equal_the_oracle(c in comparison(), t in 1_i32..120, a in 0_i32..120, percent: bool, w in weight()) {
        let table = [(90, 100), (80, 80), (60, 50), (0, 0)];
        let table = BandTable::floors(table.map(|(from, share)| (Percent::whole(from), Percent::whole(share)))).unwrap();
        let scored = bands::bands(hold(c, t.into(), a.into()), scale(percent), &table).unwrap().score(w, ROUND).unwrap();
        let floor = matches!(c, Comparison::AtLeast | Comparison::MoreThan | Comparison::Unstated);
        let looked_up = if percent && floor {
            big(i128::from(a)) / big(100)
        } else {
            degree(c, t.into(), a.into(), Ceiling::TargetOverActual)
        };
        let reached = |from: i128| looked_up >= big(from) / big(100);
        let share = if reached(90) { 100 } else if reached(80) { 80 } else if reached(60) { 50 } else { 0 };
        prop_assert_eq!(scored.points.steps(), awarded(w, &(big(share) / big(100))));
    }

    #[test]
    fn direct_equals_the_oracle(c in comparison(), t in quantity(), a in quantity(), w in weight()) {
        let scored = direct::direct_number(hold(c, t, a)).score(w, ROUND).unwrap();
        let met = match c {
            Comparison::AtLeast | Comparison::Unstated => a >= t,
            Comparison::MoreThan => a > t,
            Comparison::AtMost => a <= t,
            Comparison::LessThan => a < t,
            Comparison::Equal => a == t,
        };
        prop_assert_eq!(scored.points, if met { w.full() } else { Points::ZERO });
    }

    #[test]
    fn deductions_equal_the_oracle(t in 1_i32..300, a in 0_i32..300, percent: bool, w in weight(), step in 1_i32..20, each in 0_i64..40, begun in 0..3) {
        let begun = [BegunStep::Whole, BegunStep::InProportion, BegunStep::Free][usize::try_from(begun).unwrap()];
        let terms = DeductionTerms::new(Percent::whole(step), Points::from_steps(each * 1000).unwrap(), begun).unwrap();
        let held = hold(Comparison::AtLeast, t.into(), a.into());
        let scored = deduction::deduction(held, scale(percent), terms).score(w, ROUND).unwrap();
        // A percentage is short by percentage points, any other number by hundredths of its target.
        let short = big(i128::from((t - a).max(0)));
        let short = if percent { short } else { short * big(100) / big(i128::from(t)) };
        let steps = short / big(i128::from(step));
        let steps = match begun {
            BegunStep::Whole => steps.ceil(),
            BegunStep::Free => steps.floor(),
            _ => steps,
        };
        let lost = steps * big(i128::from(each)) / big(10);
        let left = full(w) - lost;
        let left = if left.is_negative() { BigRational::zero() } else { left };
        let share = if w == Weight::ZERO { big(0) } else { left / full(w) };
        prop_assert_eq!(scored.points.steps(), awarded(w, &share));
    }

    #[test]
    fn ceilings_equal_the_oracle(c in comparison(), t in quantity(), a in quantity(), percent: bool, w in weight(), ceilings in prop::collection::btree_set(-100_i32..300, 0..5), shares in prop::array::uniform6(0_i32..=100)) {
        let pairs: Vec<(i32, i32)> = ceilings.into_iter().zip(shares).collect();
        let table = pairs.iter().map(|(to, share)| (Percent::whole(*to), Percent::whole(*share)));
        let beyond = shares[5];
        let table = BandTable::ceilings(table, Percent::whole(beyond)).unwrap();
        let held = hold(c, t, a);
        let derived = bands::bands(held, scale(percent), &table);
        if !matches!(c, Comparison::AtMost | Comparison::LessThan) {
            prop_assert_eq!(derived, Err(ScoreError::BandsNeedCeiling));
            return Ok(());
        }
        let scored = derived.unwrap().score(w, ROUND).unwrap();
        let of = |rate: &BigRational| {
            let fits = |(to, _): &&(i32, i32)| *rate <= big(i128::from(*to)) / big(100);
            pairs.iter().find(fits).map_or(beyond, |(_, share)| *share)
        };
        let first = pairs.first().map_or(beyond, |(_, share)| *share);
        let share = if percent {
            of(&(ratio(a) / big(1_000_000_000_000)))
        } else if ratio(t).is_positive() {
            of(&(ratio(a) / ratio(t)))
        } else if held.degree() == Fraction::ONE {
            first
        } else {
            beyond
        };
        prop_assert_eq!(scored.points.steps(), awarded(w, &(big(i128::from(share)) / big(100))));
    }

    #[test]
    fn more_never_earns_more_where_the_shares_of_ceilings_fall(t in quantity(), a in quantity(), b in quantity(), percent: bool, w in weight(), mut cuts in prop::collection::vec((0_i32..200, 0_i32..=100), 1..6)) {
        cuts.sort_unstable();
        cuts.dedup_by_key(|(to, _)| *to);
        let mut shares: Vec<i32> = cuts.iter().map(|(_, share)| *share).collect();
        shares.sort_unstable_by(|one, other| other.cmp(one));
        let table = cuts.iter().zip(&shares).map(|((to, _), share)| (Percent::whole(*to), Percent::whole(*share)));
        let table = BandTable::ceilings(table, Percent::ZERO).unwrap();
        let points = |actual| bands::bands(hold(Comparison::AtMost, t, actual), scale(percent), &table).unwrap().score(w, ROUND).unwrap().points;
        let (less, more) = (points(a.min(b)), points(a.max(b)));
        prop_assert!(less >= more);
        prop_assert!(less <= w.full() && more >= Points::ZERO);
    }

    #[test]
    fn reductions_equal_the_oracle_and_never_raise_points(c in comparison(), t in quantity(), a in quantity(), w in weight(), kind in reduction(), above in 100_i32..400, least in 0_i32..=100, mark in prop::option::of(0_i32..=100)) {
        let held = hold(c, t, a);
        let terms = OverAchievementTerms::explained_above(Percent::whole(above)).reducing(kind, Percent::whole(above), Percent::whole(least));
        let plain = match mark {
            Some(mark) => pass_mark::pass_mark(held, Percent::whole(mark)),
            None => proportional::proportional(held),
        };
        let usual = plain.score(w, ROUND).unwrap();
        let reduced = over_achievement::over_achievement(plain, terms).score(w, ROUND).unwrap();
        prop_assert!(Points::ZERO <= reduced.points && reduced.points <= usual.points);
        prop_assert_eq!(reduced.derivation.method(), plain.method());
        let percent = |whole: i32| big(i128::from(whole)) / big(100);
        let (target, actual, above, least) = (ratio(t), ratio(a), percent(above), percent(least));
        let floor = matches!(c, Comparison::AtLeast | Comparison::MoreThan | Comparison::Unstated);
        if !floor || !target.is_positive() || &actual / &target <= above {
            prop_assert_eq!(reduced, usual);
            return Ok(());
        }
        let left = match kind {
            Reduction::Excess => big(1) - (&actual / &target - &above),
            Reduction::Deviation => big(1) - (&actual / &target - big(1)),
            Reduction::Inverse => above * target / actual,
            _ => big(1),
        };
        let share = left.max(least).min(big(1));
        prop_assert_eq!(reduced.points.steps(), awarded(w, &share));
    }

    #[test]
    fn points_lie_between_nothing_and_the_weight(c in comparison(), way in ceiling(), t in quantity(), a in quantity(), w in weight()) {
        let points = score(proportional::hold(c, t, a, way), w).points;
        prop_assert!(points >= Points::ZERO && points <= w.full());
    }

    #[test]
    fn more_of_a_floor_never_scores_less(t in quantity(), a in quantity(), b in quantity(), w in weight()) {
        let (less, more) = (a.min(b), a.max(b));
        prop_assert!(score(hold(Comparison::AtLeast, t, less), w).points <= score(hold(Comparison::AtLeast, t, more), w).points);
    }

    #[test]
    fn more_over_a_ceiling_never_scores_more(t in quantity(), a in quantity(), b in quantity(), w in weight(), way in ceiling()) {
        let (less, more) = (a.min(b), a.max(b));
        let points = |actual| score(proportional::hold(Comparison::AtMost, t, actual, way), w).points;
        prop_assert!(points(less) >= points(more));
    }

    #[test]
    fn points_are_the_rounding_of_the_exact_score(c in comparison(), t in 1_i32..100_000, a in 1_i32..100_000, w in weight()) {
        let scored = score(hold(c, t.into(), a.into()), w);
        let exact = scored.exact().unwrap();
        let cents = exact.round(2, Rounding::HalfAwayFromZero).unwrap();
        let expected = if scored.is_full() { exact } else { Fraction::new(cents, 100).unwrap() };
        prop_assert_eq!(Fraction::new(scored.points.steps().into(), 10_000).unwrap(), expected.min(Fraction::new(w.steps().into(), 10_000).unwrap()));
    }

    #[test]
    fn every_total_has_one_grade_and_more_is_never_worse(a in 0_i64..=1_000_000, b in 0_i64..=1_000_000) {
        let cuts = grade_cuts();
        let grade = |steps| cuts.grade(Points::from_steps(steps).unwrap()).unwrap();
        prop_assert!(grade(a.max(b)) <= grade(a.min(b))); // 优 comes first
    }

}

#[test]
fn grades_begin_where_the_regulation_says() {
    let grade = |text: &str| {
        grade_cuts()
            .grade(text.parse().unwrap())
            .map(jixiao_model::Grade::term)
    };
    for (total, expected) in [
        ("100", Some("优")),
        ("90", Some("优")),
        ("89.99", Some("良")),
        ("80", Some("良")),
        ("79.99", Some("中")),
        ("60", Some("中")),
        ("59.99", Some("差")),
        ("0", Some("差")),
        ("100.01", None),
        ("-0.01", None),
    ] {
        assert_eq!(grade(total), expected, "{total}");
    }
}

#[test]
fn half_a_cent_goes_away_from_zero() {
    let share = Fraction::new(1, 200).unwrap();
    assert_eq!(
        ROUND.points(Weight::whole(1), share).unwrap().to_string(),
        "0.01"
    );
    let whole = Rate::WHOLE.fraction();
    assert_eq!(
        ROUND
            .points(Weight::whole(1000), whole)
            .unwrap()
            .to_string(),
        "1000"
    );
}
