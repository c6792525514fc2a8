//! Rates of a department whose figures stand in its form by themselves.
#![cfg(feature = "policies")]

use jixiao_model::Speak;
use jixiao_model::{
    Amount, BudgetUnit, Claims, DepartmentForm, Funds, Indicator, InputKind, Lang, Method,
    OverallGoal, Percent, Points, Quantity, RateFigures, RateId, RateValue, ReportNotes,
    Submission, Traced,
};
use jixiao_scoring::explain::explain_department;
use jixiao_scoring::policy::{BandTable, BandsError, BegunStep, DeductionTerms, Policy};
use jixiao_scoring::rules::arrival_rate::arrival_rate;
use jixiao_scoring::rules::cost_saving_rate::cost_saving_rate;
use jixiao_scoring::rules::{InputError, RateRule};
use jixiao_scoring::{NoRate, ScoreError, department_rate, evaluate, score_department};

/// A department with the figures of one rate and an indicator that asks for it.
fn department(rate: RateId, figures: &[&str], target: &str) -> DepartmentForm {
    let amount = || Traced::reported("100".parse().unwrap());
    let indicator = Indicator::new("部门管理", "管理", rate.term(), target, "", "90").unwrap();
    let read = rate.inputs().iter().zip(figures);
    let values = read.map(|(input, text)| Traced::reported(input.kind.read(text).unwrap()));
    let rates = match figures {
        [] => Vec::new(),
        _ => vec![RateFigures::new(rate, values.collect()).unwrap()],
    };
    DepartmentForm {
        year: 2023.try_into().unwrap(),
        total: Funds::new(amount(), amount(), amount()).unwrap(),
        basic: None,
        project: None,
        three_public: None,
        carry_over: None,
        staffing: None,
        rates,
        goal: OverallGoal::default(),
        indicators: vec![Indicator {
            rule: Some(rate),
            ..indicator
        }],
        deviations: Vec::new(),
        claims: Claims::default(),
    }
}

#[test]
fn an_indicator_takes_its_actual_from_the_figures_of_its_rate() {
    let policy = Policy::mof_2020().unwrap();
    for (rate, figures, target, shown, points) in [
        (
            RateId::ProcurementExecution,
            &["100", "95万元"][..],
            "≥100%",
            "95%",
            "85.5",
        ),
        (
            RateId::PaymentProgress,
            &["75%", "60%"],
            "≥100%",
            "80%",
            "72",
        ),
        (RateId::KeyWork, &["12项", "9"], "≥90%", "75%", "75"),
        (RateId::Quality, &["12.5", "12.5"], "≥100%", "100%", "90"),
        (
            RateId::BudgetCompletion,
            &["10", "80", "-5", "8.5"],
            "≥95%",
            "90%",
            "85.26",
        ),
        (RateId::CostSaving, &["50", "55"], "≥0%", "-10%", "0"),
        (RateId::ThreePublicChange, &["8", "10"], "≤0%", "-20%", "90"),
    ] {
        let form = department(rate, figures, target);
        let outcome = department_rate(&form, rate).unwrap().unwrap();
        assert_eq!(outcome.rate().unwrap().to_string(), shown, "{rate:?}");
        let score = score_department(&form, &policy).unwrap();
        let scored = score.indicators[0].unwrap();
        assert_eq!(scored.points.to_string(), points, "{rate:?}");
    }
}

#[test]
fn without_figures_or_without_a_rate_it_says_why() {
    let policy = Policy::mof_2020().unwrap();
    let scored = |figures: &[&str]| {
        let form = department(RateId::ProcurementExecution, figures, "≥100%");
        score_department(&form, &policy).unwrap().indicators[0]
    };
    assert_eq!(scored(&[]), Err(ScoreError::MissingAmounts));
    assert_eq!(
        scored(&["0", "5"]),
        Err(ScoreError::NoRate(NoRate::PurchasedWithoutBudget))
    );
    assert_eq!(scored(&["0", "0"]).unwrap().points.to_string(), "90");
}

#[test]
fn the_rate_stands_among_those_of_the_department_and_can_be_explained() {
    let policy = Policy::mof_2020().unwrap();
    let form = department(RateId::ProcurementExecution, &["100", "95"], "≥100%");
    let submission = Submission {
        unit: BudgetUnit {
            name: "某局".parse().unwrap(),
            alias: None,
            short_name: None,
            supervisor: None,
            budgeted_projects: None,
        },
        year: form.year,
        policy: None,
        notice: None,
        report: ReportNotes::default(),
        department: Some(form.clone()),
        projects: Vec::new(),
        stated: Vec::new(),
        register: Vec::new(),
        ignored: Vec::new(),
        remarks: Vec::new(),
    };
    let score = evaluate(&submission, &policy).unwrap().department.unwrap();
    let rates: Vec<RateId> = score.rates.iter().map(|(rate, _)| *rate).collect();
    assert_eq!(rates, [RateId::Execution, RateId::ProcurementExecution]);
    let tree = explain_department(&form, &score, &policy);
    insta::assert_snapshot!(tree.children[1].render(Lang::Chinese), @r"
    政府采购执行率：85.5 分
    │ 算式：90 × 95 ÷ 100 = 85.5
    │ 规则：按完成比例赋分
    │ 依据：财预〔2020〕10号（MOF-2020-10）
    ├─ 年度指标值：≥100% [填报]
    ├─ 政府采购执行率：95%
    │  │ 算式：95.00 ÷ 100.00 × 100% = 95%
    │  │ 规则：实际政府采购金额 ÷ 政府采购预算数 × 100%
    │  │ 取整：显示两位小数，四舍五入；未达或超过 100% 的不显示为 100%
    │  │ 依据：财预〔2013〕53号（MOF-2013-53）
    │  ├─ 政府采购预算数：100.00 [填报]
    │  └─ 实际政府采购金额：95.00 [填报]
    └─ 分值：90 [填报]
    ");
    insta::assert_snapshot!(tree.children[1].render(Lang::English), @r"
    政府采购执行率: 85.5 points
    │ formula: 90 × 95 ÷ 100 = 85.5
    │ rule: proportional
    │ basis: MOF-2020-10
    ├─ target: ≥100% [reported by the unit]
    ├─ procurement execution rate: 95%
    │  │ formula: 95.00 ÷ 100.00 × 100% = 95%
    │  │ rule: purchased ÷ procurement budget × 100%
    │  │ rounding: shown with two decimals, half away from zero; never 100 % unless it is the whole
    │  │ basis: MOF-2013-53
    │  ├─ procurement budget: 100.00 [reported by the unit]
    │  └─ purchased: 95.00 [reported by the unit]
    └─ weight: 90 [reported by the unit]
    ");
}

#[test]
fn a_hair_short_of_a_target_is_not_taken_for_it() {
    // 30 billion yuan: the rate lies less than a step of a quantity beside 100 %.
    let short = ["3000000", "2999999.999999"];
    let beyond = ["3000000", "3000000.000001"];
    let policy = Policy::mof_2020().unwrap();
    for (figures, target, points) in [
        (short, "≥100%", "0"),
        (short, "≤100%", "90"),
        (short, "=100%", "0"),
        (beyond, "≥100%", "90"),
        (beyond, "≤100%", "0"),
        (["3000000", "3000000"], "=100%", "90"),
    ] {
        let mut form = department(RateId::ProcurementExecution, &figures, target);
        form.indicators[0].method = Some(Method::Direct);
        let score = score_department(&form, &policy).unwrap();
        let scored = score.indicators[0].unwrap();
        assert_eq!(scored.points.to_string(), points, "{figures:?} {target}");
    }
}

#[test]
fn bands_by_ceilings_are_refused_for_a_target_of_which_more_is_better() {
    let mut policy = Policy::mof_2020().unwrap();
    let percent = Percent::whole;
    let table = [(10, 100), (20, 50)].map(|(to, share)| (percent(to), percent(share)));
    policy.bands = BandTable::ceilings(table, percent(0)).unwrap();
    policy.number = Method::Bands;
    let scored = |target: &str| {
        let form = department(RateId::ProcurementExecution, &["100", "5"], target);
        score_department(&form, &policy).unwrap().indicators[0]
    };
    for target in ["≥90%", "90%", "=90%", ">90%"] {
        assert_eq!(
            scored(target),
            Err(ScoreError::BandsNeedCeiling),
            "{target}"
        );
    }
    assert_eq!(scored("≤10%").unwrap().points.to_string(), "90");
}

#[test]
fn figures_that_cannot_be_negative_are_refused_by_the_rules_themselves() {
    let negative = |kind: InputKind| match kind {
        InputKind::Amount => Some(RateValue::Amount(Amount::from_fen(-1).unwrap())),
        InputKind::Percent => Some(RateValue::Percent(Percent::whole(-1))),
        InputKind::Quantity => Some(RateValue::Quantity(Quantity::from(-1))),
        _ => None,
    };
    for rule in RateRule::ALL {
        let one = |input: &jixiao_model::RateInput| input.kind.read("1").unwrap();
        let whole: Vec<RateValue> = rule.inputs.iter().map(one).collect();
        for (at, input) in rule.inputs.iter().enumerate() {
            let Some(value) = negative(input.kind) else {
                continue;
            };
            let mut values = whole.clone();
            values[at] = value;
            let refused = Err(InputError::WrongKind { key: input.key });
            assert_eq!(rule.of_values(&values), refused, "{:?}", rule.id);
        }
    }
    // Whoever calls a rule by itself is told, too.
    let amount = |fen| Amount::from_fen(fen).unwrap();
    let outcome = arrival_rate(amount(100), amount(-1));
    assert_eq!(outcome.speak().zh, "有不得为负的数为负，请核对正负号");
    assert_eq!(cost_saving_rate(amount(100), amount(-1)), outcome);
}

#[test]
fn terms_that_make_no_sense_cannot_be_made() {
    let percent = Percent::whole;
    let two = Points::from_steps(20_000).unwrap();
    for step in [percent(0), percent(-5), percent(101)] {
        assert_eq!(DeductionTerms::new(step, two, BegunStep::Free), None);
    }
    let minus = Points::from_steps(-1).unwrap();
    assert_eq!(
        DeductionTerms::new(percent(5), minus, BegunStep::Free),
        None
    );
    for share in [percent(-50), percent(150)] {
        assert_eq!(
            BandTable::floors([(percent(0), share)]),
            Err(BandsError::NoShare { at: 0, share })
        );
    }
}
