//! Whole forms: the published total, and each way in which an indicator can be scored or refused.
#![cfg(feature = "policies")]

use jixiao_model::{
    BudgetAndSpent, CarryOver, Claims, Comparison, DepartmentForm, FiscalYear, FundSources, Funds,
    Indicator, Method, OverallGoal, Percent, ProjectForm, RateId, ThreePublic, Traced,
};
use jixiao_scoring::policy::{
    BUILTIN, BandTable, BegunStep, DeductionTerms, OverAchievementTerms, Policy, Reduction,
    RuleTerms,
};
use jixiao_scoring::rules::proportional::hold;
use jixiao_scoring::{
    Derivation, Scale, ScoreError, Scored, derive_number, derive_rate, score_department,
    score_indicator, score_project,
};

const SIZE_OF_DERIVATION: usize = 56;

fn year() -> FiscalYear {
    2023.try_into().unwrap()
}

fn funds(budget: &str, executed: &str) -> Funds {
    let amount = |text: &str| Traced::reported(text.parse().unwrap());
    Funds::new(amount(budget), amount(budget), amount(executed)).unwrap()
}

fn indicator(name: &str, target: &str, actual: &str, weight: &str) -> Indicator {
    Indicator::new("产出指标", "数量指标", name, target, actual, weight).unwrap()
}

fn by_rule(rule: RateId, target: &str, weight: &str) -> Indicator {
    Indicator {
        rule: Some(rule),
        ..indicator(rule.term(), target, "", weight)
    }
}

/// The published department figures of 兰州新区 2023; the weights are a reconstruction.
fn department() -> DepartmentForm {
    let amount = |text: &str| Traced::reported(text.parse().unwrap());
    DepartmentForm {
        year: year(),
        total: funds("109607.51", "109605.01"),
        basic: Some(funds("4346.2501", "4346.2501")),
        project: Some(funds("105261.2599", "105258.7599")),
        three_public: Some(ThreePublic {
            abroad: Some(BudgetAndSpent {
                budget: amount("10"),
                spent: amount("9.9"),
            }),
            ..ThreePublic::default()
        }),
        carry_over: Some(CarryOver {
            current: amount("2.5"),
            previous: amount("250"),
        }),
        rates: Vec::new(),
        staffing: None,
        goal: OverallGoal::default(),
        indicators: vec![
            by_rule(RateId::BasicExecution, "≥95%", "2"),
            by_rule(RateId::ProjectExecution, "≥95%", "2"),
            by_rule(RateId::ThreePublicControl, "≤90%", "2"),
            by_rule(RateId::CarryOverChange, "≤0%", "2"),
            indicator("履职", "≥100%", "100%", "82"),
        ],
        deviations: Vec::new(),
        claims: Claims::default(),
    }
}

#[test]
fn the_published_total_comes_out_of_the_reconstruction() {
    let score = score_department(&department(), &Policy::lanzhou_2023().unwrap()).unwrap();
    let points: Vec<String> = score
        .indicators
        .iter()
        .map(|scored| scored.unwrap().points.to_string())
        .collect();
    assert_eq!(score.execution_rate.rate().unwrap().to_string(), "99.99%");
    assert_eq!(score.execution_points.to_string(), "9.99");
    assert_eq!(points, ["2", "2", "0", "2", "82"]);
    assert_eq!(score.total.to_string(), "97.99");
    assert_eq!(score.grade.unwrap().term(), "优");
}

#[test]
fn the_regulation_alone_gives_another_total() {
    // 10 × 99.9977 % rounds to 10, and the missed ceiling still earns 2 × 90 ÷ 99 = 1.82.
    let score = score_department(&department(), &Policy::mof_2020().unwrap()).unwrap();
    assert_eq!(score.total.to_string(), "99.82");
}

#[test]
fn a_rule_without_its_amounts_says_so() {
    let form = DepartmentForm {
        three_public: None,
        ..department()
    };
    let score = score_department(&form, &Policy::lanzhou_2023().unwrap()).unwrap();
    assert_eq!(score.indicators[2], Err(ScoreError::MissingAmounts));
}

#[test]
fn each_kind_of_target_is_scored_as_the_policy_says() {
    let cases = [
        ("≥95%", "93%", None, Ok("9.79")),
        ("≥95", "93%", None, Ok("9.79")),
        ("≥100百分比", "97%", None, Ok("9.7")),
        ("≤90万元", "95万元", None, Ok("9.47")),
        ("≤90万元", "890000元", None, Ok("10")),
        ("=100%", "104%", None, Ok("9.62")),
        ("3次", "4次", None, Ok("10")),
        ("≥50个", "40家", None, Ok("8")),
        ("90%-95%", "97%", None, Ok("9.79")),
        ("90%-95%", "92%", None, Ok("10")),
        ("1万-2万人", "5000人", None, Ok("5")),
        ("1万-2万人", "15000人", None, Ok("10")),
        ("1万-2万人", "25000人", None, Ok("8")),
        ("12月31日前完成", "2023年12月31日", None, Ok("10")),
        ("12月31日前完成", "2024年1月1日", None, Ok("0")),
        ("12月31日前完成", "完成", None, Ok("10")),
        ("12月31日前完成", "未完成", None, Ok("0")),
        ("12月31日前完成", "部分完成", None, Ok("0")),
        ("效果明显", "达成预期指标", Some("95%"), Ok("9.5")),
        ("效果明显", "部分达成预期指标", Some("60%"), Ok("6")),
        ("效果明显", "群众反映良好", Some("85%"), Ok("8.5")),
        (
            "效果明显",
            "达成预期指标",
            None,
            Err(ScoreError::MissingPercent),
        ),
        ("≥95%", "", None, Err(ScoreError::MissingActual)),
        ("≥95%", "完成", None, Err(ScoreError::NotComparable)),
        ("≥95%", "93万元", None, Err(ScoreError::DifferentUnits)),
        (
            "12月31日前完成",
            "93%",
            None,
            Err(ScoreError::NotComparable),
        ),
    ];
    for (target, actual, percent, expected) in cases {
        let mut asked = indicator("指标", target, actual, "10");
        asked.percent = percent.map(|text| Traced::reported(text.parse().unwrap()));
        let scored = score_indicator(&asked, year(), &Policy::mof_2020().unwrap());
        let points = scored.map(|scored| scored.points.to_string());
        assert_eq!(points, expected.map(str::to_string), "{target} / {actual}");
    }
}

#[test]
fn a_percent_outside_its_level_is_an_error() {
    let mut asked = indicator("指标", "效果明显", "达成预期指标", "10");
    asked.percent = Some(Traced::reported("79.99%".parse().unwrap()));
    let error = score_indicator(&asked, year(), &Policy::mof_2020().unwrap()).unwrap_err();
    assert_eq!(
        jixiao_model::Speak::speak(&error).zh,
        "完成比例79.99%不在“达成预期指标”的分值区间内，请修改其一"
    );
}

#[test]
fn a_form_may_ask_for_another_method() {
    for (method, points) in [
        (Method::Direct, "0"),
        (Method::Proportional, "8.8"),
        (Method::PassMark, "7"),
        (Method::Bands, "8"),
        (Method::Deduction, "6"),
    ] {
        let mut asked = indicator("指标", "≥100%", "88%", "10");
        asked.method = Some(method);
        let scored = score_indicator(&asked, year(), &Policy::mof_2020().unwrap()).unwrap();
        assert_eq!(scored.points.to_string(), points, "{method:?}");
    }
}

/// The points of a number of 10 points under mof-2020, changed.
fn points(target: &str, actual: &str, method: Option<Method>, policy: &Policy) -> String {
    let mut asked = indicator("指标", target, actual, "10");
    asked.method = method;
    let scored = score_indicator(&asked, year(), policy).unwrap();
    scored.points.to_string()
}

#[test]
fn a_target_far_exceeded_loses_what_the_policy_says() {
    let cases = [
        ("≥100", "130", None, ["10", "10", "10"]),
        ("≥100", "131", None, ["9.9", "6.9", "9.92"]),
        (">100", "180%", None, ["5", "2", "7.22"]),
        ("100次", "180次", None, ["5", "2", "7.22"]),
        ("100次", "180次", Some(Method::PassMark), ["5", "2", "7.22"]),
        ("100次", "300次", None, ["1", "1", "4.33"]),
        ("≤100", "20", None, ["10", "10", "10"]),
        ("=100", "180", None, ["5.56", "5.56", "5.56"]),
        ("100-200", "190", None, ["10", "10", "10"]),
        ("≥0", "190", None, ["10", "10", "10"]),
        ("≥-1", "190", None, ["10", "10", "10"]),
        ("100次", "180次", Some(Method::Direct), ["10", "10", "10"]),
        ("100次", "180次", Some(Method::Bands), ["10", "10", "10"]),
        (
            "100次",
            "180次",
            Some(Method::Deduction),
            ["10", "10", "10"],
        ),
    ];
    let kinds = [Reduction::Excess, Reduction::Deviation, Reduction::Inverse];
    for (target, actual, method, expected) in cases {
        for (kind, expected) in kinds.into_iter().zip(expected) {
            let mut policy = Policy::mof_2020().unwrap();
            policy.over_achievement = OverAchievementTerms::explained_above(Percent::whole(130))
                .reducing(kind, Percent::whole(130), Percent::whole(10));
            let found = points(target, actual, method, &policy);
            assert_eq!(found, expected, "{target} / {actual} {method:?} {kind:?}");
        }
        // No policy in the crate reduces anything.
        for id in BUILTIN {
            let policy = Policy::builtin(id).unwrap();
            assert_eq!(policy.over_achievement.reduction, Reduction::None, "{id}");
        }
    }
}

#[test]
fn a_rate_is_scored_by_its_own_terms() {
    let mut policy = Policy::mof_2020().unwrap();
    let percent = Percent::whole;
    let mut change = RuleTerms::new(Method::Bands);
    let cuts = [(-90, 100), (0, 50)].map(|(to, share)| (percent(to), percent(share)));
    change.bands = Some(BandTable::ceilings(cuts, percent(0)).unwrap());
    let mut control = RuleTerms::new(Method::Deduction);
    let points = "0.5".parse().unwrap();
    control.deduction = DeductionTerms::new(percent(4), points, BegunStep::Whole);
    policy.rules = vec![
        (RateId::ThreePublicControl, control),
        (RateId::CarryOverChange, change),
    ];
    // 99 % is nine points over ≤90%: two steps of four and a begun one; −99 % falls in the first band.
    let score = score_department(&department(), &policy).unwrap();
    let points: Vec<String> = score
        .indicators
        .iter()
        .map(|scored| scored.unwrap().points.to_string())
        .collect();
    assert_eq!(points, ["2", "2", "0.5", "2", "82"]);
    let Derivation::Bands { share, .. } = score.indicators[3].unwrap().derivation else {
        panic!("{:?}", score.indicators[3]);
    };
    assert_eq!(share, percent(100));
    // The same without any form.
    let held = hold(Comparison::AtMost, 90.into(), 99.into(), policy.ceiling);
    let alone = derive_rate(RateId::ThreePublicControl, None, held, &policy).unwrap();
    assert_eq!(alone, score.indicators[2].unwrap().derivation);
}

#[test]
fn a_number_is_derived_without_a_form_as_it_is_in_one() {
    let policy = Policy::mof_2020().unwrap();
    for method in Method::ALL {
        for (target, actual, scale) in [
            ("≥100%", "88%", Scale::Percent),
            ("≥100次", "88次", Scale::Number),
        ] {
            let held = hold(Comparison::AtLeast, 100.into(), 88.into(), policy.ceiling);
            let alone = derive_number(*method, held, scale, &policy);
            let mut asked = indicator("指标", target, actual, "10");
            asked.method = Some(*method);
            let in_form = score_indicator(&asked, year(), &policy);
            assert_eq!(alone, in_form.map(|scored| scored.derivation), "{method:?}");
        }
    }
}

#[test]
fn a_policy_may_leave_numbers_to_the_evaluator() {
    let mut policy = Policy::mof_2020().unwrap();
    policy.number = Method::Levels;
    for target in ["≥100%", "90%-95%"] {
        let mut asked = indicator("指标", target, "88%", "10");
        let missing = score_indicator(&asked, year(), &policy);
        assert_eq!(missing, Err(ScoreError::MissingPercent), "{target}");
        asked.percent = Some(Traced::reported("75%".parse().unwrap()));
        let scored = score_indicator(&asked, year(), &policy).unwrap();
        assert_eq!(scored.points.to_string(), "7.5", "{target}");
    }
}

#[test]
fn scores_stay_small() {
    // Forms hold many: a score that grows slows every one of them down.
    assert_eq!(size_of::<Derivation>(), SIZE_OF_DERIVATION);
    assert_eq!(size_of::<Scored>(), SIZE_OF_DERIVATION + 32);
}

#[test]
fn a_total_is_the_sum_of_the_shown_points_in_any_order() {
    let sources = FundSources {
        fiscal: Some(funds("5", "0")),
        ..FundSources::default()
    };
    let mut form = ProjectForm::new(19, year(), "运营维护费", sources).unwrap();
    form.indicators = vec![
        indicator("一", "≥3", "1", "30"),
        indicator("二", "≥7", "3", "30"),
        indicator("三", "≥9", "", "30"),
    ];
    let score = score_project(&form, &Policy::mof_2020().unwrap()).unwrap();
    assert_eq!(score.execution_points.to_string(), "0");
    assert_eq!(score.total.to_string(), "22.86"); // 10 + 12.86 + 0
    assert_eq!(score.grade.unwrap().term(), "差");
    form.indicators.reverse();
    assert_eq!(
        score_project(&form, &Policy::mof_2020().unwrap())
            .unwrap()
            .total,
        score.total
    );
}

#[test]
fn weights_beyond_a_hundred_get_no_grade() {
    let sources = FundSources {
        fiscal: Some(funds("5", "5")),
        ..FundSources::default()
    };
    let mut form = ProjectForm::new(1, year(), "项目", sources).unwrap();
    form.indicators = vec![indicator("一", "≥3", "3", "95")];
    let score = score_project(&form, &Policy::mof_2020().unwrap()).unwrap();
    assert_eq!(
        (score.total.to_string().as_str(), score.grade),
        ("105", None)
    );
}
