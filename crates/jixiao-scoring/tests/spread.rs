//! The weight of what does not apply (不适用): given in full or spread, exactly, over what applies.
#![cfg(feature = "policies")]

use jixiao_model::{Fraction, FundSources, Funds, Indicator, Points, ProjectForm, Traced, Weight};
use jixiao_scoring::policy::{NotApplicableWeight, Policy};
use jixiao_scoring::rules::not_applicable::{self, Raise, raises};
use jixiao_scoring::{Derivation, FormScore, PointsRounding, ScoreError, score_project};
use num_rational::Ratio;
use proptest::prelude::*;

/// A row: first level, actual of a target of ≥100, weight, and whether it applies.
type Row<'a> = (&'a str, &'a str, &'a str, bool);

fn score(rows: &[Row<'_>], not_applicable: NotApplicableWeight) -> FormScore {
    let mut policy = Policy::mof_2020().unwrap();
    policy.not_applicable = not_applicable;
    let amount = || Traced::reported("10".parse().unwrap());
    let sources = FundSources {
        fiscal: Some(Funds::new(amount(), amount(), amount()).unwrap()),
        ..FundSources::default()
    };
    let mut form = ProjectForm::new(1, 2023.try_into().unwrap(), "项目", sources).unwrap();
    for (level, actual, weight, applies) in rows {
        let indicator = Indicator::new(level, "二级", "指标", "≥100", actual, weight).unwrap();
        form.indicators.push(Indicator {
            not_applicable: !applies,
            ..indicator
        });
    }
    score_project(&form, &policy).unwrap()
}

fn points(score: &FormScore) -> Vec<String> {
    let shown = |scored: &Result<jixiao_scoring::Scored, ScoreError>| match scored {
        Ok(scored) => scored.points.to_string(),
        Err(_) => "?".into(),
    };
    score.indicators.iter().map(shown).collect()
}

/// What it is, the rows, the points where weights are given in full, and where they are spread.
type Case<'a> = (&'a str, &'a [Row<'a>], &'a [&'a str], &'a [&'a str]);

const CASES: &[Case<'_>] = &[
    (
        "all apply",
        &[
            ("产出指标", "50", "60", true),
            ("效益指标", "100", "30", true),
        ],
        &["30", "30"],
        &["30", "30"],
    ),
    (
        "within one first level, in proportion to the weights",
        &[
            ("产出指标", "100", "30", false),
            ("产出", "100", "20", true),
            ("产出指标", "90", "10", true),
            ("效益指标", "100", "30", true),
        ],
        &["30", "20", "9", "30"],
        &["0", "40", "18", "30"],
    ),
    (
        "rounded once: 7 × 30 ÷ 20, of which two thirds",
        &[
            ("产出指标", "0", "10", false),
            ("产出指标", "66.6666666667", "7", true),
            ("产出指标", "0", "13", true),
        ],
        &["10", "4.67", "0"],
        &["0", "7", "0"],
    ),
    (
        "a first level of which nothing applies, over the others",
        &[
            ("产出指标", "100", "50", true),
            ("效益指标", "50", "30", true),
            ("成本指标", "", "10", false),
        ],
        &["50", "15", "10"],
        &["56.25", "16.88", "0"],
    ),
    (
        "both at once: the levels keep their proportions",
        &[
            ("产出指标", "100", "25", true),
            ("产出指标", "100", "25", false),
            ("效益指标", "100", "30", true),
            ("成本指标", "", "10", false),
        ],
        &["25", "25", "30", "10"],
        &["56.25", "0", "33.75", "0"],
    ),
    (
        "satisfaction of which nothing applies goes to benefit alone, in proportion",
        &[
            ("产出指标", "100", "50", true),
            ("效益", "50", "20", true),
            ("效益指标", "100", "10", true),
            ("满意度", "", "6", false),
            ("满意度指标", "", "4", false),
        ],
        &["50", "10", "10", "6", "4"],
        &["50", "13.33", "13.33", "0", "0"],
    ),
    (
        "satisfaction goes to what applies of benefit",
        &[
            ("满意度指标", "", "10", false),
            ("产出指标", "100", "50", true),
            ("效益指标", "100", "20", true),
            ("效益指标", "100", "10", false),
        ],
        &["10", "50", "20", "10"],
        &["0", "50", "40", "0"],
    ),
    (
        "satisfaction is a part of benefit when another level is spread",
        &[
            ("成本指标", "", "20", false),
            ("产出指标", "100", "40", true),
            ("效益指标", "100", "20", true),
            ("满意度指标", "", "10", false),
        ],
        &["20", "40", "20", "10"],
        &["0", "51.43", "38.57", "0"],
    ),
    (
        "what applies of satisfaction keeps all of it",
        &[
            ("效益指标", "100", "80", true),
            ("满意度指标", "100", "4", true),
            ("满意度指标", "", "6", false),
        ],
        &["80", "4", "6"],
        &["80", "10", "0"],
    ),
    (
        "satisfaction that applies and weighs nothing takes nothing",
        &[
            ("产出指标", "100", "60", true),
            ("效益指标", "100", "20", true),
            ("满意度指标", "100", "0", true),
            ("满意度指标", "", "10", false),
        ],
        &["60", "20", "0", "10"],
        &["60", "30", "0", "0"],
    ),
    (
        "satisfaction goes to all where nothing of benefit applies",
        &[
            ("产出指标", "100", "40", true),
            ("成本指标", "100", "20", true),
            ("效益指标", "", "20", false),
            ("满意度指标", "", "10", false),
        ],
        &["40", "20", "20", "10"],
        &["60", "30", "0", "0"],
    ),
    (
        "satisfaction goes to all where benefit weighs nothing",
        &[
            ("产出指标", "100", "60", true),
            ("成本指标", "100", "20", true),
            ("效益指标", "100", "0", true),
            ("满意度指标", "", "10", false),
        ],
        &["60", "20", "0", "10"],
        &["67.5", "22.5", "0", "0"],
    ),
    (
        "satisfaction goes to all in the department's form, which has no benefit",
        &[
            ("部门管理", "100", "20", true),
            ("履职效果", "100", "50", true),
            ("能力建设", "100", "10", true),
            ("服务对象满意度", "", "10", false),
        ],
        &["20", "50", "10", "10"],
        &["22.5", "56.25", "11.25", "0"],
    ),
    (
        "benefit of which nothing applies goes to all, satisfaction among them",
        &[
            ("产出指标", "100", "50", true),
            ("效益指标", "", "30", false),
            ("满意度指标", "100", "10", true),
        ],
        &["50", "30", "10"],
        &["75", "0", "15"],
    ),
    (
        "levels of the unit's own, by their label",
        &[
            ("部门管理", "100", "20", false),
            ("部门 管理", "100", "20", true),
            ("履职效果", "100", "50", true),
        ],
        &["20", "20", "50"],
        &["0", "40", "50"],
    ),
    (
        "what applies and has no actual keeps its share and earns nothing",
        &[
            ("产出指标", "", "30", true),
            ("产出指标", "100", "30", true),
            ("产出指标", "100", "30", false),
        ],
        &["?", "30", "30"],
        &["?", "45", "0"],
    ),
    (
        "half of a weight that is doubled is rounded as all points are",
        &[
            ("产出指标", "50", "10.005", true),
            ("产出指标", "100", "10.005", false),
        ],
        &["5", "10.005"],
        &["10.01", "0"],
    ),
    (
        "over weights of nought nothing can be spread",
        &[
            ("产出指标", "100", "0", true),
            ("产出指标", "100", "40", false),
            ("效益指标", "100", "50", true),
        ],
        &["0", "40", "50"],
        &["0", "0", "90"],
    ),
    (
        "nothing applies: in full",
        &[("产出指标", "", "60", false), ("效益指标", "", "30", false)],
        &["60", "30"],
        &["60", "30"],
    ),
];

#[test]
fn weights_are_given_in_full_or_spread() {
    for (what, rows, full, spread) in CASES {
        let given = score(rows, NotApplicableWeight::Full);
        assert_eq!(points(&given), *full, "{what}, in full");
        let given = score(rows, NotApplicableWeight::Spread);
        assert_eq!(points(&given), *spread, "{what}, spread");
    }
}

#[test]
fn a_spread_weight_is_told_on_both_sides() {
    let score = score(
        &[
            ("产出指标", "", "30", false),
            ("产出指标", "90", "20", true),
        ],
        NotApplicableWeight::Spread,
    );
    let [left, raised] = [0, 1].map(|at: usize| score.indicators[at].unwrap());
    assert_eq!(left.derivation, Derivation::NotApplicableSpread);
    assert!(left.raise.is_none());
    assert_eq!(raised.weight, Weight::whole(20));
    assert_eq!(raised.raise.fraction(), Fraction::new(5, 2).unwrap());
    assert_eq!(raised.exact().unwrap(), Fraction::whole(45));
}

#[test]
fn a_score_is_raised_from_the_weight_of_the_form_each_time() {
    let rounding = PointsRounding::HALF_AWAY_2;
    let weight = Weight::whole(10);
    let row = |steps, applies| {
        not_applicable::Row::new("产出", Weight::from_steps(steps).unwrap(), applies)
    };
    let raise = |left| {
        let factors = raises(&[row(100_000, true), row(left, false)]).unwrap();
        factors[0].unwrap()
    };
    let own = Derivation::Direct {
        met: true,
        held: None,
    };
    let own = own.score(weight, rounding).unwrap();
    let twice = own.raised(raise(100_000), rounding).unwrap();
    assert_eq!(
        (twice.weight, twice.points.to_string()),
        (weight, "20".into())
    );
    let thrice = twice.raised(raise(200_000), rounding).unwrap();
    assert_eq!(thrice.points.to_string(), "30");
    assert_eq!(thrice.raised(Raise::NONE, rounding), Ok(own));
}

#[test]
fn a_fine_factor_is_kept_exactly_until_the_one_rounding() {
    let score = score(
        &[
            ("产出指标", "99.9999999977", "999.9983", true),
            ("产出指标", "100", "999.9979", false),
            ("效益指标", "100", "999.9961", true),
            ("效益指标", "100", "999.9943", false),
            ("满意度指标", "100", "999.9931", false),
        ],
        NotApplicableWeight::Spread,
    );
    for scored in score.indicators.iter().flatten() {
        let exact = scored.exact().unwrap();
        let cents = exact.round(2, jixiao_model::Rounding::HalfAwayFromZero);
        assert_eq!(i128::from(scored.points.steps()), cents.unwrap() * 100);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn spreading_keeps_the_weight_of_the_form(rows in prop::collection::vec((0_usize..4, 1_u32..=400_000, any::<bool>()), 1..12)) {
        let labels = ["产出指标", "效益指标", "满意度指标", "部门管理"];
        let weights: Vec<String> = rows.iter().map(|(_, steps, _)| Weight::from_steps(*steps).unwrap().to_string()).collect();
        let form: Vec<Row<'_>> = rows.iter().zip(&weights).map(|((level, _, applies), weight)| (labels[*level], "100", weight.as_str(), *applies)).collect();
        let score = score(&form, NotApplicableWeight::Spread);
        // Everything that applies is fully achieved, so the exact points sum to the weights of the whole form.
        let mut sum = Ratio::from_integer(0_i128);
        for scored in score.indicators.iter().flatten() {
            let exact = scored.exact().unwrap();
            sum += Ratio::new(exact.numerator(), exact.denominator());
        }
        let whole: u32 = rows.iter().map(|(_, steps, _)| steps).sum();
        prop_assert_eq!(sum, Ratio::new(i128::from(whole), 10_000));
        let shown = Points::sum(score.indicators.iter().flatten().map(|scored| scored.points)).unwrap();
        let off = shown.steps() - i64::from(whole);
        prop_assert!(off.abs() <= 50 * i64::try_from(rows.len()).unwrap(), "each is rounded once: {}", off);
    }

    #[test]
    fn satisfaction_that_does_not_apply_leaves_all_but_benefit_alone(
        output in prop::collection::vec((1_u32..=400_000, any::<bool>()), 1..6),
        benefit in prop::collection::vec((1_u32..=400_000, any::<bool>()), 1..6),
        satisfaction in prop::collection::vec(0_u32..=400_000, 1..4),
    ) {
        let row = |level, steps, applies| not_applicable::Row::new(level, Weight::from_steps(steps).unwrap(), applies);
        // The first of each level applies.
        let of = |level: &'static str, rows: &[(u32, bool)]| {
            let rows = rows.iter().enumerate();
            rows.map(|(at, (steps, applies))| row(level, *steps, at == 0 || *applies)).collect::<Vec<_>>()
        };
        let (others, benefit) = (of("产出指标", &output), of("效益指标", &benefit));
        let left: Vec<_> = satisfaction.iter().map(|steps| row("满意度指标", *steps, false)).collect();
        let factors = raises(&[&others[..], &benefit, &left].concat()).unwrap();
        // Other levels are raised as if the form had no more than them.
        let (kept, rest) = factors.split_at(others.len());
        prop_assert_eq!(kept, &raises(&others).unwrap()[..]);
        prop_assert!(rest[benefit.len()..].iter().all(Option::is_none));
    }

    #[test]
    fn where_all_apply_the_two_ways_agree(actuals in prop::collection::vec(0_u32..=120, 1..8)) {
        let actuals: Vec<String> = actuals.iter().map(u32::to_string).collect();
        let form: Vec<Row<'_>> = actuals.iter().map(|actual| ("产出指标", actual.as_str(), "10", true)).collect();
        prop_assert_eq!(score(&form, NotApplicableWeight::Spread), score(&form, NotApplicableWeight::Full));
    }
}
