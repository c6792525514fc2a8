//! Laws of whole forms under a built-in policy.
#![cfg(feature = "policies")]

use jixiao_model::{FundSources, Funds, Indicator, Points, ProjectForm, Traced, Weight};
use jixiao_scoring::policy::Policy;
use jixiao_scoring::{score_indicator, score_project};
use proptest::prelude::*;

proptest! {
    #[test]
    fn money_in_yuan_or_in_wan_scores_alike(t in 1_i64..100_000_000, a in 0_i64..100_000_000, w in 0_u32..1_000_000, sign in prop::sample::select(vec!["≥", "≤", "=", ""])) {
        let policy = Policy::mof_2020().unwrap();
        let points = |target: String, actual: String| {
            let indicator = Indicator::new("成本指标", "经济成本", "支出", &target, &actual, &Weight::from_steps(w).unwrap().to_string()).unwrap();
            score_indicator(&indicator, 2023.try_into().unwrap(), &policy).unwrap().points
        };
        let wan = |yuan: i64| format!("{}.{:04}万元", yuan / 10_000, yuan % 10_000);
        let (wan_t, wan_a) = (format!("{sign}{}", wan(t)), wan(a));
        let (yuan_t, yuan_a) = (format!("{sign}{t}元"), format!("{a}元"));
        let in_wan = points(wan_t.clone(), wan_a.clone());
        prop_assert_eq!(points(yuan_t.clone(), yuan_a.clone()), in_wan);
        prop_assert_eq!(points(wan_t, yuan_a), in_wan);
        prop_assert_eq!(points(yuan_t, wan_a), in_wan);
    }

    #[test]
    fn a_total_does_not_depend_on_the_order_and_is_the_sum_of_the_shown_points(rows in prop::collection::vec((1_i32..200, 0_i32..200, 1_u32..90_000), 0..12), seed in any::<u64>()) {
        let policy = Policy::mof_2020().unwrap();
        let indicators: Vec<Indicator> = rows
            .iter()
            .map(|(target, actual, weight)| {
                let weight = Weight::from_steps(*weight).unwrap().to_string();
                Indicator::new("产出指标", "数量指标", "数量", &format!("≥{target}个"), &format!("{actual}个"), &weight).unwrap()
            })
            .collect();
        let amount = |text: &str| Traced::reported(text.parse().unwrap());
        let fiscal = Funds::new(amount("20"), amount("20.32"), amount("20.3055")).unwrap();
        let funds = FundSources { fiscal: Some(fiscal), ..FundSources::default() };
        let mut form = ProjectForm::new(1, 2023.try_into().unwrap(), "项目", funds).unwrap();
        form.indicators.clone_from(&indicators);
        let score = score_project(&form, &policy).unwrap();
        let shown = score.indicators.iter().flatten().map(|scored| scored.points);
        prop_assert_eq!(Points::sum(shown).unwrap().plus(score.execution_points).unwrap(), score.total);
        let mut shuffled = indicators;
        let length = shuffled.len().max(1) as u64;
        shuffled.rotate_left(usize::try_from(seed % length).unwrap());
        shuffled.reverse();
        form.indicators = shuffled;
        prop_assert_eq!(score_project(&form, &policy).unwrap().total, score.total);
    }
}
