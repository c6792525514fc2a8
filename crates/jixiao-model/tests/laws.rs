//! Laws that hold for every value.

use jixiao_model::{Actual, Amount, Fraction, Percent, Points, Quantity, Rate, Rounding, Target};
use proptest::prelude::*;

proptest! {
    #[test]
    fn amounts_come_back_from_their_text(fen in -9_000_000_000_000_000_000_i64..=9_000_000_000_000_000_000) {
        let amount = Amount::from_fen(fen).unwrap();
        prop_assert_eq!(amount.to_string().parse::<Amount>().unwrap(), amount);
        prop_assert_eq!(amount.grouped().parse::<Amount>().unwrap(), amount);
        prop_assert_eq!(Amount::from_wan(amount.wan()).unwrap(), amount);
        prop_assert_eq!(Amount::from_yuan(amount.yuan()).unwrap(), amount);
    }

    #[test]
    fn a_rate_keeps_its_side_of_any_target(fen in 1_i64..=9_000_000_000_000_000_000, off in -3_i64..=3, percent in 0_i32..=200) {
        let whole = Amount::from_fen(fen).unwrap();
        let part = i128::from(fen) * i128::from(percent) / 100 + i128::from(off);
        let part = Amount::from_fen(part.clamp(0, 9_000_000_000_000_000_000).try_into().unwrap()).unwrap();
        let rate = Rate::of_amounts(part, whole).unwrap();
        let target = Quantity::from(percent);
        let exact = rate.fraction().cmp(&Fraction::new(i128::from(percent), 100).unwrap());
        if let Ok(beside) = rate.percent_beside(target) {
            prop_assert_eq!(beside.cmp(&target), exact);
        }
    }

    #[test]
    fn a_shown_rate_has_the_sign_of_the_rate(part in -9_000_000_000_000_000_000_i64..=9_000_000_000_000_000_000, whole in 1_i64..=9_000_000_000_000_000_000) {
        let amount = |fen| Amount::from_fen(fen).unwrap();
        let shown = Rate::of_amounts(amount(part), amount(whole)).unwrap().shown();
        prop_assert!(shown == Percent::ZERO || (shown > Percent::ZERO) == (part > 0));
        prop_assert!(shown.to_string().parse::<Percent>().is_ok());
    }

    #[test]
    fn values_come_back_from_json(fen in -1_000_000_000_i64..1_000_000_000, steps in -10_000_000_i64..10_000_000) {
        let amount = Amount::from_fen(fen).unwrap();
        let points = Points::from_steps(steps).unwrap();
        let text = serde_json::to_string(&(amount, points)).unwrap();
        prop_assert_eq!(serde_json::from_str::<(Amount, Points)>(&text).unwrap(), (amount, points));
    }

    #[test]
    fn any_text_is_read_or_refused_but_never_panics(text in ".{0,60}") {
        let _ = text.parse::<Amount>();
        let _ = text.parse::<Quantity>();
        let _ = text.parse::<Actual>();
        if let Ok(target) = text.parse::<Target>() {
            prop_assert_eq!(target.to_string().parse::<Target>().unwrap(), target);
        }
    }

    #[test]
    fn texts_made_of_the_signs_of_forms_never_panic(text in "[≥≤<>=0-9０-９.,%年月日前万元个次~至\\-]{0,24}") {
        let _ = text.parse::<Target>();
        let _ = text.parse::<Actual>();
    }

    #[test]
    fn the_order_of_fractions_needs_no_product(a in any::<i64>(), b in 1..=i64::MAX, c in any::<i64>(), d in 1..=i64::MAX) {
        let scale = 1_i128 << 62;
        let small = |n: i64, d: i64| Fraction::new(i128::from(n), i128::from(d)).unwrap();
        let large = |n: i64, d: i64| Fraction::new(i128::from(n) * scale, i128::from(d) * scale).unwrap();
        prop_assert_eq!(large(a, b).cmp(&large(c, d)), small(a, b).cmp(&small(c, d)));
    }

    #[test]
    fn less_than_the_whole_never_shows_as_the_whole(over in 0..1_000_000_000_000_i64, more in 1..1_000_000_000_000_i64) {
        let rate = |n, d| Rate::of_amounts(Amount::from_fen(n).unwrap(), Amount::from_fen(d).unwrap()).unwrap().to_string();
        prop_assert_ne!(rate(over, over + more), "100%");
        if over > 0 {
            prop_assert_ne!(rate(over + more, over), "100%");
        }
    }

    #[test]
    fn rounding_is_within_half_a_step(n in any::<i64>(), d in 1..=i64::MAX) {
        let fraction = Fraction::new(i128::from(n), i128::from(d)).unwrap();
        let rounded = fraction.round(2, Rounding::HalfAwayFromZero).unwrap();
        let twice_off = 2 * (rounded * i128::from(d) - i128::from(n) * 100).abs();
        prop_assert!(twice_off <= i128::from(d));
        let cut = fraction.round(2, Rounding::Truncate).unwrap();
        prop_assert!(cut.abs() <= rounded.abs() && (rounded - cut).abs() <= 1);
    }
}

#[test]
fn what_a_constructor_refuses_serde_refuses_too() {
    let funds = |budget: &str| {
        let amount = |text: &str| serde_json::json!({ "value": text, "source": "reported" });
        serde_json::json!({ "initial": amount("1"), "budget": amount(budget), "executed": amount("-1") })
    };
    assert!(serde_json::from_value::<jixiao_model::Funds>(funds("1")).is_ok());
    let refused = serde_json::from_value::<jixiao_model::Funds>(funds("-1")).unwrap_err();
    assert!(
        refused.to_string().contains("budget is negative"),
        "{refused}"
    );
}
