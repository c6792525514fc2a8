//! What an explanation says: every way in which points come about, in both languages, and that the text and the score agree.
#![cfg(feature = "policies")]

use jixiao_model::{
    BudgetAndSpent, CarryOver, Claims, DepartmentForm, Fraction, FundSources, Funds, Indicator,
    Lang, Level, Locator, Method, OverallGoal, Percent, Place, Points, ProjectForm, RateId,
    Rounding, Source, Speak, Staffing, Submission, ThreePublic, Traced, Weight,
};
use jixiao_scoring::explain::{
    Explanation, explain_department, explain_indicator, explain_project,
};
use jixiao_scoring::policy::{
    BUILTIN, BandTable, BegunStep, Ceiling, NotApplicableWeight, OverAchievementTerms, Policy,
    Reduction,
};
use jixiao_scoring::rules::Rule;
use jixiao_scoring::{
    Derivation, NoRate, PointsRounding, ScoreError, Scored, evaluate, score_indicator,
    score_project,
};
use proptest::prelude::*;

fn policy(change: impl FnOnce(&mut Policy)) -> Policy {
    let mut policy = Policy::mof_2020().unwrap();
    change(&mut policy);
    policy
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

fn amount(text: &str) -> Traced<jixiao_model::Amount> {
    Traced::reported(text.parse().unwrap())
}

fn funds(initial: &str, budget: &str, executed: &str) -> Funds {
    Funds::new(amount(initial), amount(budget), amount(executed)).unwrap()
}

fn project(indicators: Vec<Indicator>) -> ProjectForm {
    let sources = FundSources {
        fiscal: Some(funds("10", "10", "10")),
        ..FundSources::default()
    };
    let form = ProjectForm::new(1, 2023.try_into().unwrap(), "某项目", sources).unwrap();
    ProjectForm { indicators, ..form }
}

fn explained(form: &ProjectForm, policy: &Policy) -> Explanation {
    explain_project(form, &score_project(form, policy).unwrap(), policy)
}

/// An indicator of 10 points, the policy that scores it, and what is said of its points.
struct Case {
    what: &'static str,
    target: &'static str,
    actual: &'static str,
    percent: Option<&'static str>,
    method: Option<Method>,
    change: fn(&mut Policy),
    zh: &'static str,
    en: &'static str,
    points: &'static str,
    rounded: bool,
    basis: &'static [&'static str],
}

const SAME: &str = "";
const REGULATION: &[&str] = &["MOF-2020-10"];
const GUIDE: &[&str] = &["MOF-2021-101"];
const MARK: &[&str] = &["MOF-2021-101，数值待核实"];
const BANDS: &[&str] = &["MOF-2021-101，各档待核实"];
const REDUCED: &[&str] = &["MOF-2020-10", "MOF-2020-10，数值文件未规定，待核实"];
const DEDUCTION: &[&str] = &["省级部门评分表通行做法，待核实"];

const MET: Case = Case {
    what: "in proportion, a floor reached",
    target: "≥95%",
    actual: "97%",
    percent: None,
    method: None,
    change: |_| {},
    zh: "97 ≥ 95，达到指标值，得满分 10",
    en: "97 ≥ 95: met, all of 10",
    points: "10",
    rounded: false,
    basis: REGULATION,
};

fn linear(policy: &mut Policy) {
    policy.ceiling = Ceiling::LinearExcess;
}

fn ceilings(policy: &mut Policy) {
    let cuts = [(0, 100), (10, 60), (20, 40)];
    let cuts = cuts.map(|(to, share)| (Percent::whole(to), Percent::whole(share)));
    policy.bands = BandTable::ceilings(cuts, Percent::ZERO).unwrap();
}

fn reduce(policy: &mut Policy, reduction: Reduction, least: i32) {
    policy.over_achievement = OverAchievementTerms::explained_above(Percent::whole(150)).reducing(
        reduction,
        Percent::whole(130),
        Percent::whole(least),
    );
}

const CASES: &[Case] = &[
    MET,
    Case {
        what: "a number without a sign is a floor",
        target: "3次",
        actual: "4次",
        zh: "4 ≥ 3，达到指标值，得满分 10",
        en: "4 ≥ 3: met, all of 10",
        ..MET
    },
    Case {
        what: "more than",
        target: ">3次",
        actual: "4次",
        zh: "4 > 3，达到指标值，得满分 10",
        en: "4 > 3: met, all of 10",
        ..MET
    },
    Case {
        what: "a ceiling kept",
        target: "≤90万元",
        actual: "850000元",
        zh: "850000 ≤ 900000，达到指标值，得满分 10",
        en: "850000 ≤ 900000: met, all of 10",
        ..MET
    },
    Case {
        what: "less than",
        target: "<5%",
        actual: "4.5%",
        zh: "4.5 < 5，达到指标值，得满分 10",
        en: "4.5 < 5: met, all of 10",
        ..MET
    },
    Case {
        what: "equal",
        target: "=100%",
        actual: "100%",
        zh: "100 = 100，达到指标值，得满分 10",
        en: "100 = 100: met, all of 10",
        ..MET
    },
    Case {
        what: "a floor missed",
        actual: "93%",
        zh: "10 × 93 ÷ 95 = 9.78947368421…",
        en: SAME,
        points: "9.79",
        rounded: true,
        ..MET
    },
    Case {
        what: "a ceiling exceeded",
        target: "≤90%",
        actual: "95%",
        zh: "10 × 90 ÷ 95 = 9.47368421052…",
        en: SAME,
        points: "9.47",
        rounded: true,
        ..MET
    },
    Case {
        what: "more than what should be equal",
        target: "=100%",
        actual: "104%",
        zh: "10 × 100 ÷ 104 = 9.61538461538…",
        en: SAME,
        points: "9.62",
        rounded: true,
        ..MET
    },
    Case {
        what: "a ceiling exceeded, by the local convention",
        target: "≤90%",
        actual: "95%",
        change: linear,
        zh: "10 × max(0, 1 − (95 − 90) ÷ 90) = 9.44444444444…",
        en: SAME,
        points: "9.44",
        rounded: true,
        ..MET
    },
    Case {
        what: "a ceiling exceeded more than twice, by the local convention",
        target: "≤10个",
        actual: "35个",
        change: linear,
        zh: "10 × max(0, 1 − (35 − 10) ÷ 10) = 0",
        en: SAME,
        points: "0",
        rounded: false,
        ..MET
    },
    Case {
        what: "no ratio",
        target: "≥100%",
        actual: "-5%",
        zh: "实际 -5，指标值 100，无法按比例计算，不得分",
        en: "actual -5, target 100: no ratio can be formed, nothing",
        points: "0",
        ..MET
    },
    Case {
        what: "direct, met",
        actual: "97%",
        method: Some(Method::Direct),
        zh: "97 ≥ 95，达到指标值，得满分 10",
        en: "97 ≥ 95: met, all of 10",
        basis: GUIDE,
        ..MET
    },
    Case {
        what: "direct, missed",
        actual: "94.99%",
        method: Some(Method::Direct),
        zh: "94.99 < 95，未达到指标值，不得分",
        en: "94.99 < 95: missed, nothing",
        points: "0",
        basis: GUIDE,
        ..MET
    },
    Case {
        what: "direct for a day",
        target: "12月31日前",
        actual: "2023年12月31日",
        zh: "达到指标值，得满分 10",
        en: "target met: all of 10",
        basis: GUIDE,
        ..MET
    },
    Case {
        what: "pass mark, met",
        method: Some(Method::PassMark),
        basis: MARK,
        ..MET
    },
    Case {
        what: "pass mark, above",
        target: "≥100%",
        actual: "88%",
        method: Some(Method::PassMark),
        zh: "10 × (88 ÷ 100 − 60%) ÷ (100% − 60%) = 7",
        en: SAME,
        points: "7",
        rounded: true,
        basis: MARK,
        ..MET
    },
    Case {
        what: "pass mark, at the mark",
        target: "≥100%",
        actual: "60%",
        method: Some(Method::PassMark),
        zh: "10 × (60 ÷ 100 − 60%) ÷ (100% − 60%) = 0",
        en: SAME,
        points: "0",
        rounded: false,
        basis: MARK,
        ..MET
    },
    Case {
        what: "pass mark, below",
        target: "≥100%",
        actual: "59.99%",
        method: Some(Method::PassMark),
        zh: "完成比例 59.99%，低于及格门槛 60%，不得分",
        en: "degree 59.99 %, below the pass mark 60%: nothing",
        points: "0",
        basis: MARK,
        ..MET
    },
    Case {
        what: "levels, achieved",
        target: "效果明显",
        actual: "达成预期指标",
        percent: Some("92.55%"),
        zh: "10 × 92.55% = 9.255（达成预期指标）",
        en: "10 × 92.55% = 9.255",
        points: "9.26",
        rounded: true,
        ..MET
    },
    Case {
        what: "levels, partly achieved",
        target: "效果明显",
        actual: "基本完成",
        percent: Some("60%"),
        zh: "10 × 60% = 6（部分达成预期指标并具有一定效果）",
        en: "10 × 60% = 6",
        points: "6",
        rounded: true,
        ..MET
    },
    Case {
        what: "levels, not achieved",
        target: "效果明显",
        actual: "群众有意见",
        percent: Some("59.99%"),
        zh: "10 × 59.99% = 5.999（未达成预期指标且效果较差）",
        en: "10 × 59.99% = 5.999",
        points: "6",
        rounded: true,
        ..MET
    },
    Case {
        what: "bands of a percentage: the actual is looked up",
        target: "≥95%",
        actual: "83%",
        method: Some(Method::Bands),
        zh: "10 × 80% = 8（实际 83 所在档的比例）",
        en: "10 × 80% = 8 (the share of the band of 83)",
        points: "8",
        rounded: true,
        basis: BANDS,
        ..MET
    },
    Case {
        what: "bands of ceilings: the actual is looked up",
        target: "≤0%",
        actual: "8%",
        method: Some(Method::Bands),
        change: ceilings,
        zh: "10 × 60% = 6（实际 8 所在档的比例）",
        en: "10 × 60% = 6 (the share of the band of 8)",
        points: "6",
        basis: BANDS,
        ..MET
    },
    Case {
        what: "far above the target: what lies beyond the threshold is lost",
        target: "≥7次",
        actual: "10次",
        change: |policy| reduce(policy, Reduction::Excess, 0),
        zh: "10 × max(0, 1 − (10 ÷ 7 − 130%)) = 8.71428571428…（超额完成，高于指标值的 130%，按政策调减）",
        en: "10 × max(0, 1 − (10 ÷ 7 − 130%)) = 8.71428571428… (above 130% of the target: reduced, as the policy says)",
        points: "8.71",
        rounded: true,
        basis: REDUCED,
        ..MET
    },
    Case {
        what: "far above the target: all that lies beyond the target is lost, and a part is kept",
        target: ">10次",
        actual: "25次",
        change: |policy| reduce(policy, Reduction::Deviation, 60),
        zh: "10 × max(60%, max(0, 1 − (25 ÷ 10 − 1))) = 6（超额完成，高于指标值的 130%，按政策调减）",
        en: "10 × max(60%, max(0, 1 − (25 ÷ 10 − 1))) = 6 (above 130% of the target: reduced, as the policy says)",
        points: "6",
        basis: REDUCED,
        ..MET
    },
    Case {
        what: "far above the target: the threshold over what was reached",
        target: "10次",
        actual: "26次",
        change: |policy| reduce(policy, Reduction::Inverse, 0),
        zh: "10 × 130% × 10 ÷ 26 = 5（超额完成，高于指标值的 130%，按政策调减）",
        en: "10 × 130% × 10 ÷ 26 = 5 (above 130% of the target: reduced, as the policy says)",
        points: "5",
        basis: REDUCED,
        ..MET
    },
    Case {
        what: "at the threshold nothing is reduced",
        target: "≥10次",
        actual: "13次",
        change: |policy| reduce(policy, Reduction::Deviation, 0),
        zh: "13 ≥ 10，达到指标值，得满分 10",
        en: "13 ≥ 10: met, all of 10",
        ..MET
    },
    Case {
        what: "bands of a count: the degree is looked up",
        target: "≥50家",
        actual: "31家",
        method: Some(Method::Bands),
        zh: "10 × 50% = 5（实际 31 所在档的比例）",
        en: "10 × 50% = 5 (the share of the band of 31)",
        points: "5",
        rounded: true,
        basis: BANDS,
        ..MET
    },
    Case {
        what: "deduction, met",
        method: Some(Method::Deduction),
        basis: DEDUCTION,
        ..MET
    },
    Case {
        what: "deduction, a begun step is free",
        target: "≥100%",
        actual: "88%",
        method: Some(Method::Deduction),
        zh: "10 − 2 × 2 = 6（未达指标值，计 2 步，每步扣 2 分）",
        en: "10 − 2 × 2 = 6 (2 steps short, 2 points each)",
        points: "6",
        rounded: true,
        basis: DEDUCTION,
        ..MET
    },
    Case {
        what: "deduction, a begun step is charged whole",
        target: "≥100%",
        actual: "88%",
        method: Some(Method::Deduction),
        change: |policy| policy.deduction.begun = BegunStep::Whole,
        zh: "10 − 2 × 3 = 4（未达指标值，计 3 步，每步扣 2 分）",
        en: "10 − 2 × 3 = 4 (3 steps short, 2 points each)",
        points: "4",
        rounded: true,
        basis: DEDUCTION,
        ..MET
    },
    Case {
        what: "deduction, a begun step is charged in proportion",
        target: "≥100%",
        actual: "88%",
        method: Some(Method::Deduction),
        change: |policy| policy.deduction.begun = BegunStep::InProportion,
        zh: "10 − 2 × 2.4 = 5.2（未达指标值，计 2.4 步，每步扣 2 分）",
        en: "10 − 2 × 2.4 = 5.2 (2.4 steps short, 2 points each)",
        points: "5.2",
        rounded: true,
        basis: DEDUCTION,
        ..MET
    },
    Case {
        what: "deduction, until none are left",
        target: "≥100家",
        actual: "20家",
        method: Some(Method::Deduction),
        zh: "max(0, 10 − 2 × 16) = 0（未达指标值，计 16 步，每步扣 2 分）",
        en: "max(0, 10 − 2 × 16) = 0 (16 steps short, 2 points each)",
        points: "0",
        rounded: false,
        basis: DEDUCTION,
        ..MET
    },
    Case {
        what: "deduction from a target of nought: there is no step to count by",
        target: "≤0起",
        actual: "3起",
        method: Some(Method::Deduction),
        zh: "指标值为零，无从计步，扣完，不得分",
        en: "a target of zero has no steps: all is lost",
        points: "0",
        rounded: false,
        basis: DEDUCTION,
        ..MET
    },
];

fn scored_case(case: &Case) -> (Policy, Indicator, Scored) {
    let policy = policy(case.change);
    let indicator = Indicator {
        percent: case
            .percent
            .map(|text| Traced::reported(text.parse().unwrap())),
        method: case.method,
        ..indicator("指标", case.target, case.actual, "10")
    };
    let scored = score_indicator(&indicator, 2023.try_into().unwrap(), &policy).unwrap();
    (policy, indicator, scored)
}

#[test]
fn every_way_to_points_is_told_in_both_languages() {
    for case in CASES {
        let what = case.what;
        let (policy, indicator, scored) = scored_case(case);
        let told = explain_indicator(&indicator, &Ok(scored), None, &policy);
        let formula = told.formula.unwrap();
        let en = if case.en == SAME { case.zh } else { case.en };
        assert_eq!(formula.zh, case.zh, "{what}");
        assert_eq!(formula.en, en, "{what}");
        assert_eq!(told.value.zh, format!("{} 分", case.points), "{what}");
        assert_eq!(told.value.en, format!("{} points", case.points), "{what}");
        let rounding = told.rounding.map(|said| said.zh);
        // Where the formula comes to the points themselves, nothing was rounded.
        let result = case.zh.rsplit("= ").next().unwrap();
        let exact = result.split('（').next() == Some(case.points);
        let rounded = case.rounded && !exact;
        let expected = rounded.then(|| "四舍五入，保留 2 位小数".to_string());
        assert_eq!(rounding, expected, "{what}");
        assert_eq!(told.basis, case.basis, "{what}");
        let method = scored.derivation.method().unwrap();
        let rule = told.rule.unwrap();
        assert_eq!((&*rule.zh, &*rule.en), (method.term(), method.english()));
    }
}

#[test]
fn the_rounding_that_took_place_is_the_one_that_is_told() {
    let cases = [
        // A weight with more decimals than are kept is not rounded where nothing is lost.
        (
            2,
            Rounding::HalfAwayFromZero,
            "3.3333",
            "97%",
            "3.3333",
            None,
        ),
        (
            4,
            Rounding::HalfAwayFromZero,
            "3.3333",
            "97%",
            "3.3333",
            None,
        ),
        (
            1,
            Rounding::Truncate,
            "10",
            "93%",
            "9.7",
            Some(("截尾，保留 1 位小数", "truncated to 1 decimals")),
        ),
        (
            0,
            Rounding::HalfAwayFromZero,
            "10",
            "93%",
            "10",
            Some(("四舍五入，保留 0 位小数", "half away from zero, 0 decimals")),
        ),
        (2, Rounding::Truncate, "10", "97%", "10", None),
    ];
    for (decimals, rounding, weight, actual, points, told) in cases {
        let rounding = PointsRounding::new(decimals, rounding).unwrap();
        let policy = policy(|policy| policy.rounding = rounding);
        let asked = indicator("指标", "≥95%", actual, weight);
        let scored = score_indicator(&asked, 2023.try_into().unwrap(), &policy);
        let tree = explain_indicator(&asked, &scored, None, &policy);
        assert_eq!(tree.value.zh, format!("{points} 分"));
        let said = tree.rounding.as_ref().map(|said| (&*said.zh, &*said.en));
        assert_eq!(said, told, "{weight} {actual} {rounding:?}");
    }
}

/// Points, formula in both languages, whether a rounding and a rule are told, and the basis.
type Line = (String, String, String, bool, bool, Vec<String>);

fn line(points: &str, zh: &str, en: &str, rounded: bool, ruled: bool, basis: &str) -> Line {
    let en = if en == SAME { zh } else { en };
    let basis = vec![basis.to_string()];
    (points.into(), zh.into(), en.into(), rounded, ruled, basis)
}

/// The indicators of a form of which the first does not apply.
fn one_not_applicable(not_applicable: NotApplicableWeight) -> Vec<Line> {
    let form = project(vec![
        Indicator {
            not_applicable: true,
            ..indicator("不适用的", "≥100%", "", "30")
        },
        indicator("达到的", "≥100%", "100%", "20"),
        indicator("未达到的", "≥100%", "90%", "10"),
        Indicator {
            method: Some(Method::Deduction),
            ..indicator("扣分的", "≥100%", "90%", "30")
        },
    ]);
    let policy = policy(|policy| policy.not_applicable = not_applicable);
    let tree = explained(&form, &policy);
    let lines = tree.children.iter().skip(1).map(|child| {
        let formula = child.formula.clone().unwrap();
        let (rounded, ruled) = (child.rounding.is_some(), child.rule.is_some());
        let basis = child.basis.clone();
        (
            child.value.zh.clone(),
            formula.zh,
            formula.en,
            rounded,
            ruled,
            basis,
        )
    });
    lines.collect()
}

/// The basis of a node as it is told.
fn told_basis(basis: &str, lang: Lang) -> String {
    let policy = policy(|_| {});
    let mut tree = explained_department(department(), &policy);
    tree.basis = vec![basis.to_string()];
    let notes = tree.notes(lang);
    notes.last().unwrap().text.clone()
}

#[test]
fn standard_words_of_a_basis_are_told_in_english_and_others_stay() {
    for (basis, english) in [
        (
            "各地通行做法，待核实",
            "各地通行做法，待核实 (common practice, to be confirmed)",
        ),
        (
            "MOF-2021-101，数值待核实",
            "MOF-2021-101，数值待核实 (the number to be confirmed)",
        ),
        ("某县办法，待核实", "某县办法，待核实 (to be confirmed)"),
        ("某县办法", "某县办法"),
        ("已待核实", "已待核实"),
        ("MOF-2020-10", "MOF-2020-10"),
    ] {
        assert_eq!(told_basis(basis, Lang::English), english);
        assert!(!told_basis(basis, Lang::Chinese).contains("to be"));
    }
}

#[test]
fn what_is_to_be_confirmed_of_rules_and_built_in_policies_says_so_in_english() {
    let mut bases: Vec<String> = Rule::all()
        .flat_map(|rule| rule.basis().iter().map(ToString::to_string))
        .collect();
    for id in BUILTIN {
        bases.extend(Policy::builtin(id).unwrap().basis.into_values());
    }
    for basis in bases.iter().filter(|basis| basis.contains("待核实")) {
        let told = told_basis(basis, Lang::English);
        assert!(told.ends_with("to be confirmed)"), "{told}");
    }
    for basis in bases.iter().filter(|basis| basis.contains("非文件规定")) {
        let told = told_basis(basis, Lang::English);
        assert!(
            told.ends_with("(reconstruction of a published result, no regulation)"),
            "{told}"
        );
    }
}

const PRACTICE: &str = "各地通行做法，待核实";

#[test]
fn what_does_not_apply_is_told_to_be_given_in_full() {
    let (rule, steps) = (REGULATION[0], DEDUCTION[0]);
    assert_eq!(
        one_not_applicable(NotApplicableWeight::Full),
        [
            line(
                "30 分",
                "不适用，按政策给满分 30",
                "not applicable: all of 30, as the policy says",
                false,
                false,
                PRACTICE
            ),
            line(
                "20 分",
                "100 ≥ 100，达到指标值，得满分 20",
                "100 ≥ 100: met, all of 20",
                false,
                true,
                rule
            ),
            line("9 分", "10 × 90 ÷ 100 = 9", SAME, false, true, rule),
            line(
                "26 分",
                "30 − 2 × 2 = 26（未达指标值，计 2 步，每步扣 2 分）",
                "30 − 2 × 2 = 26 (2 steps short, 2 points each)",
                false,
                true,
                steps
            ),
        ]
    );
}

#[test]
fn a_spread_weight_is_told_where_it_left_and_where_it_went() {
    let (rule, steps) = (REGULATION[0], DEDUCTION[0]);
    let spread = "not applicable: its 30 are spread over other indicators, as the policy says";
    assert_eq!(
        one_not_applicable(NotApplicableWeight::Spread),
        [
            line(
                "0 分",
                "不适用，按政策将分值 30 分摊到其他指标",
                spread,
                false,
                false,
                PRACTICE
            ),
            line(
                "30 分",
                "100 ≥ 100，达到指标值，得满分 20 × 3/2 = 30",
                "100 ≥ 100: met, all of 20 × 3/2 = 30",
                false,
                true,
                rule
            ),
            line(
                "13.5 分",
                "10 × 3/2 × 90 ÷ 100 = 13.5",
                SAME,
                false,
                true,
                rule
            ),
            line(
                "39 分",
                "(30 − 2 × 2) × 3/2 = 39（未达指标值，计 2 步，每步扣 2 分）",
                "(30 − 2 × 2) × 3/2 = 39 (2 steps short, 2 points each)",
                false,
                true,
                steps
            ),
        ]
    );
}

#[test]
fn an_indicator_that_cannot_be_scored_says_why_in_the_tree() {
    let percent = Percent::whole(79);
    let level = Level::Achieved;
    let errors = [
        ScoreError::MissingActual,
        ScoreError::NotComparable,
        ScoreError::DifferentUnits,
        ScoreError::MissingPercent,
        ScoreError::PercentOutsideLevel { level, percent },
        ScoreError::PercentOutOfRange { percent },
        ScoreError::MethodNeedsNumber,
        ScoreError::NoRate(NoRate::SpendingWithoutBudget),
        ScoreError::NoRate(NoRate::NoPreviousBalance),
        ScoreError::NoRate(NoRate::StaffWithoutQuota),
        ScoreError::NoRate(NoRate::EvaluatedWithoutBudget),
        ScoreError::MissingAmounts,
        ScoreError::NoSuchDay,
        ScoreError::Overflow,
    ];
    let policy = policy(|_| {});
    let asked = indicator("指标", "≥95%", "", "10");
    let mut lines = Vec::new();
    for error in errors {
        let tree = explain_indicator(&asked, &Err(error), None, &policy);
        assert_eq!(tree.formula, Some(error.speak()));
        assert_eq!((tree.rule, tree.rounding), (None, None));
        assert!(tree.basis.is_empty());
        assert_eq!(tree.value.zh, "0 分（无法计分）");
        assert_eq!(tree.value.en, "0 points (cannot be scored)");
        let actual = &tree.children[1];
        assert_eq!((&*actual.value.zh, &*actual.value.en), ("未填", "empty"));
        lines.push(format!("{}\n{}", error.speak().zh, error.speak().en));
    }
    insta::assert_snapshot!("reasons", lines.join("\n"));
}

#[test]
fn each_reason_is_reached() {
    let no_day = "2月29日前";
    let asked = |target: &str, actual: &str, percent: Option<i32>, method| Indicator {
        percent: percent.map(|percent| Traced::reported(Percent::whole(percent))),
        method,
        ..indicator("指标", target, actual, "10")
    };
    let cases = [
        (asked("≥95%", "", None, None), ScoreError::MissingActual),
        (asked("≥95%", "完成", None, None), ScoreError::NotComparable),
        (
            asked("≥95%", "93万元", None, None),
            ScoreError::DifferentUnits,
        ),
        (
            asked("效果明显", "较好", None, None),
            ScoreError::MissingPercent,
        ),
        (
            asked("效果明显", "达成预期", Some(79), None),
            ScoreError::PercentOutsideLevel {
                level: Level::Achieved,
                percent: Percent::whole(79),
            },
        ),
        (
            asked("效果明显", "较好", Some(101), None),
            ScoreError::PercentOutOfRange {
                percent: Percent::whole(101),
            },
        ),
        (
            asked("效果明显", "较好", None, Some(Method::Bands)),
            ScoreError::MethodNeedsNumber,
        ),
        (
            asked(no_day, "2023年2月28日", None, None),
            ScoreError::NoSuchDay,
        ),
    ];
    let policy = policy(|_| {});
    for (asked, error) in cases {
        let scored = score_indicator(&asked, 2023.try_into().unwrap(), &policy);
        assert_eq!(scored, Err(error), "{}", asked.target.value);
        let tree = explain_indicator(&asked, &scored, None, &policy);
        let said = error.speak();
        let (zh, en) = (tree.render(Lang::Chinese), tree.render(Lang::English));
        assert!(
            zh.starts_with(&format!("指标：0 分（无法计分）\n│ 算式：{}\n", said.zh)),
            "{zh}"
        );
        assert!(
            en.starts_with(&format!(
                "指标: 0 points (cannot be scored)\n│ formula: {}\n",
                said.en
            )),
            "{en}"
        );
    }
}

/// A value that stands in a file.
fn placed<T>(value: &mut Traced<T>, source: Source, line: u32) {
    value.source = source;
    let locator = Locator::Key {
        line,
        column: 1,
        key: String::new(),
    };
    value.place = Some(std::sync::Arc::new(Place {
        file: "dataset/01.toml".into(),
        locator,
    }));
}

fn three_sources() -> ProjectForm {
    let mut form = project(vec![
        indicator("参加人数", "≥500人", "620人", "30"),
        indicator("培训场次", "≥7场", "5场", "30"),
        Indicator {
            percent: Some(Traced::reported("85%".parse().unwrap())),
            ..indicator("社会影响", "有效提升", "群众反映良好", "20")
        },
        indicator("满意度", "≥90%", "", "10"),
    ]);
    form.funds = FundSources {
        fiscal: Some(funds("20", "25.5", "24.1234")),
        carried: Some(funds("0", "3", "3")),
        other: Some(funds("1", "1", "0.876601")),
    };
    placed(
        &mut form.funds.fiscal.as_mut().unwrap().executed,
        Source::Published,
        7,
    );
    placed(&mut form.indicators[1].actual, Source::Constructed, 21);
    form
}

#[test]
fn a_project_with_three_fund_sources_is_told_to_the_last_figure() {
    let tree = explained(&three_sources(), &policy(|_| {}));
    insta::assert_snapshot!("project_in_chinese", tree.render(Lang::Chinese));
    insta::assert_snapshot!("project_in_english", tree.render(Lang::English));
}

fn department() -> DepartmentForm {
    let part = |budget: &str, spent: &str| {
        Some(BudgetAndSpent {
            budget: amount(budget),
            spent: amount(spent),
        })
    };
    DepartmentForm {
        year: 2023.try_into().unwrap(),
        total: funds("100", "109607.51", "109605.01"),
        basic: Some(funds("40", "4346.2501", "4346.2501")),
        project: Some(funds("60", "105261.2599", "105258.7599")),
        three_public: Some(ThreePublic {
            abroad: None,
            vehicles: part("6", "5.9"),
            reception: part("4", "4"),
        }),
        carry_over: Some(CarryOver {
            current: amount("2.5"),
            previous: amount("250"),
        }),
        rates: Vec::new(),
        staffing: Some(Staffing {
            quota: Traced::reported(50),
            staff: Traced::reported(52),
        }),
        goal: OverallGoal::default(),
        indicators: vec![
            by_rule(RateId::Execution, "≥95%", "10"),
            by_rule(RateId::BasicExecution, "≥95%", "10"),
            by_rule(RateId::ProjectExecution, "=100%", "10"),
            by_rule(RateId::ThreePublicControl, "≤90%", "10"),
            by_rule(RateId::CarryOverChange, "≤0%", "10"),
            by_rule(RateId::StaffingControl, "≤100%", "10"),
            indicator("履职", "≥100%", "100%", "30"),
        ],
        deviations: Vec::new(),
        claims: Claims::default(),
    }
}

fn explained_department(form: DepartmentForm, policy: &Policy) -> Explanation {
    let unit = jixiao_model::BudgetUnit {
        name: "某局".parse().unwrap(),
        alias: None,
        short_name: None,
        supervisor: None,
        budgeted_projects: None,
    };
    let submission = Submission {
        unit,
        year: form.year,
        policy: None,
        notice: None,
        report: jixiao_model::ReportNotes::default(),
        department: Some(form),
        projects: Vec::new(),
        stated: Vec::new(),
        register: Vec::new(),
        ignored: Vec::new(),
        remarks: Vec::new(),
    };
    let score = evaluate(&submission, policy).unwrap().department.unwrap();
    explain_department(&submission.department.unwrap(), &score, policy)
}

#[test]
fn a_department_with_all_its_rates_is_told_to_the_last_figure() {
    let tree = explained_department(department(), &Policy::lanzhou_2023().unwrap());
    insta::assert_snapshot!("department_in_chinese", tree.render(Lang::Chinese));
    insta::assert_snapshot!("department_in_english", tree.render(Lang::English));
}

#[test]
fn a_method_that_the_policy_sets_for_a_rate_rests_on_that_policy() {
    let basis_of = |policy: &Policy, change: fn(&mut Indicator)| {
        let mut form = department();
        change(&mut form.indicators[3]);
        let tree = explained_department(form, policy);
        tree.children[4].basis.clone()
    };
    let lanzhou = Policy::lanzhou_2023().unwrap();
    assert_eq!(
        basis_of(&lanzhou, |_| {}),
        ["对已公布结果的还原，非文件规定"]
    );
    // A form that asks for its method itself does not rest on the reconstruction.
    let asked = basis_of(&lanzhou, |own| own.method = Some(Method::Direct));
    assert_eq!(asked, GUIDE);
    assert_eq!(basis_of(&policy(|_| {}), |_| {}), REGULATION);
}

#[test]
fn the_terms_of_a_rate_rest_on_what_the_policy_says_of_that_rate() {
    let text = "id = \"ours\"\nname = \"甲\"\nname_en = \"x\"\nextends = \"mof-2020\"\n\
        [rules.three-public-control-rate]\nmethod = { value = \"bands\", basis = \"甲文\" }\nbasis = \"乙文\"\n\
        [[rules.three-public-control-rate.bands]]\nto = 100\nshare = 80\n\
        [[rules.three-public-control-rate.bands]]\nshare = 0";
    let own = Policy::from_toml("ours.toml", text).unwrap();
    let told = |change: fn(&mut Indicator)| {
        let mut form = department();
        change(&mut form.indicators[3]);
        let tree = explained_department(form, &own);
        let told = &tree.children[4];
        (told.formula.clone().unwrap().zh, told.basis.clone())
    };
    let (formula, basis) = told(|_| {});
    assert!(formula.contains("× 80% ="), "{formula}");
    assert_eq!(basis, ["甲文", "乙文"]);
    let (_, basis) = told(|own| own.method = Some(Method::Bands));
    assert_eq!(
        basis,
        ["乙文"],
        "the form chose the method, the terms are the rate's"
    );
    let (_, basis) = told(|own| own.method = Some(Method::Deduction));
    assert_eq!(basis, DEDUCTION);
}

/// What becomes of the department's form, which child of the tree then tells it, and how.
type Valueless = (fn(&mut DepartmentForm), usize, &'static str, &'static str);

#[test]
fn a_rate_that_has_no_value_is_told_without_a_formula() {
    let cases: [Valueless; 4] = [
        (
            |form| form.staffing = None,
            6,
            "缺少计算该比率所需的金额，请在 [department.staffing] 填写 quota、staff",
            "the amounts that the rule needs are missing; write quota, staff in [department.staffing]",
        ),
        (
            |form| form.carry_over.as_mut().unwrap().previous = amount("0"),
            5,
            "上年无结转结余而本年有，请说明本年结转结余的原因",
            "there was no balance last year to compare with; explain this year's",
        ),
        (
            |form| form.staffing.as_mut().unwrap().quota.value = 0,
            6,
            "编制数为零却有在职人员，请核对编制数",
            "there are staff but no quota; mend the quota",
        ),
        (
            |form| form.three_public = Some(ThreePublic::default()),
            4,
            "不适用，按政策给满分 10",
            "not applicable: all of 10, as the policy says",
        ),
    ];
    for (change, at, zh, en) in cases {
        let mut form = department();
        change(&mut form);
        let tree = explained_department(form, &policy(|_| {}));
        let formula = tree.children[at].formula.clone().unwrap();
        assert_eq!((&*formula.zh, &*formula.en), (zh, en));
        let rate = &tree.children[at].children[1];
        assert_eq!((&rate.formula, &rate.rounding), (&None, &None), "{zh}");
    }
}

#[test]
fn an_execution_rate_without_a_budget_is_told_in_words() {
    let form = DepartmentForm {
        total: funds("0", "0", "0"),
        ..department()
    };
    let tree = explained_department(form, &policy(|_| {}));
    let execution = &tree.children[0];
    let formula = execution.formula.clone().unwrap();
    assert_eq!(formula.zh, "无预算亦无支出，不适用，给满分");
    assert_eq!(execution.value.zh, "10 分");
    let form = DepartmentForm {
        total: funds("0", "0", "5"),
        ..department()
    };
    let tree = explained_department(form, &policy(|_| {}));
    let formula = tree.children[0].formula.clone().unwrap();
    assert_eq!(formula.zh, "预算数为零却有支出，不得分");
    assert_eq!(tree.children[0].value.zh, "0 分");
}

#[test]
fn two_years_without_a_balance_are_not_told_as_a_division() {
    let mut form = department();
    form.carry_over = Some(CarryOver {
        current: amount("0"),
        previous: amount("0"),
    });
    let tree = explained_department(form, &policy(|_| {}));
    let rate = &tree.children[5].children[1];
    let formula = rate.formula.clone().unwrap();
    assert_eq!(rate.value.zh, "0%");
    assert_eq!(formula.zh, "上年和本年均为零，变动率为 0%");
    assert_eq!(
        formula.en,
        "nothing last year and nothing this year: a change of 0 %"
    );
}

#[test]
fn an_execution_rate_beyond_its_bounds_is_told_with_them() {
    let mut form = project(Vec::new());
    for (executed, formula) in [
        ("12", "10 × min(max(120%, 0%), 100%) = 10"),
        ("-2", "10 × min(max(-20%, 0%), 100%) = 0"),
        ("10", "10 × 100% = 10"),
        ("3", "10 × 30% = 3"),
    ] {
        form.funds.fiscal = Some(funds("10", "10", executed));
        let tree = explained(&form, &policy(|_| {}));
        assert_eq!(tree.children[0].formula.as_ref().unwrap().zh, formula);
    }
}

#[test]
fn a_total_beyond_a_hundred_is_told_to_have_no_grade() {
    let form = project(vec![indicator("一", "≥3", "3", "95")]);
    let tree = explained(&form, &policy(|_| {}));
    assert_eq!(tree.value.zh, "总分 105，超出 0 至 100，没有等级");
    assert_eq!(tree.value.en, "total 105, outside 0 to 100: no grade");
    assert_eq!(tree.formula.unwrap().zh, "10 + 95 = 105");
}

// The text and the score cannot disagree.

/// The number with which a formula ends: that behind the last `= `, or, where nothing is computed, the last one that it names.
fn told_points(formula: &str, computed: bool) -> Fraction {
    let text = if computed {
        formula.rsplit("= ").next().unwrap()
    } else {
        formula.rsplit(' ').next().unwrap()
    };
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-')))
        .unwrap_or(text.len());
    let number = &text[..end];
    let decimals = number.split_once('.').map_or(0, |(_, rest)| rest.len());
    let digits: i128 = number.replace('.', "").parse().unwrap();
    Fraction::new(digits, 10_i128.pow(u32::try_from(decimals).unwrap())).unwrap()
}

/// What the text gives, rounded as the policy rounds.
fn rounded(told: Fraction, rounding: PointsRounding) -> Points {
    let count = told
        .round(rounding.decimals(), rounding.rounding())
        .unwrap();
    let steps = count * 10_i128.pow(4 - rounding.decimals());
    Points::from_steps(i64::try_from(steps).unwrap()).unwrap()
}

fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => (0_u32..200).prop_map(|n| n.to_string()),
        2 => (0_u32..2_000_000, 0_u32..10_000).prop_map(|(whole, rest)| format!("{whole}.{rest:04}")),
        // Two numbers a hair apart come out a hair beside a half.
        1 => (-3_i64..=3).prop_map(|off| format!("{}", 900_000_000_000_000 + off)),
        1 => (0_u64..9_999_999_999).prop_map(|rest| format!("199.{rest:010}")),
    ]
}

fn some_indicator() -> impl Strategy<Value = Indicator> {
    let signs = ["≥", ">", "≤", "<", "=", ""];
    let methods = [
        None,
        Some(Method::Direct),
        Some(Method::Proportional),
        Some(Method::PassMark),
        Some(Method::Bands),
        Some(Method::Deduction),
        Some(Method::Levels),
    ];
    (
        prop::sample::select(signs.to_vec()),
        number(),
        number(),
        prop::sample::select(vec!["", "%"]),
        1_u32..400_000,
        prop::sample::select(methods.to_vec()),
        0_i32..=100,
        prop::bool::weighted(0.2),
    )
        .prop_map(
            |(sign, target, actual, unit, weight, method, percent, not_applicable)| {
                let weight = Weight::from_steps(weight).unwrap().to_string();
                let (target, actual) = (format!("{sign}{target}{unit}"), format!("{actual}{unit}"));
                Indicator {
                    percent: Some(Traced::reported(Percent::whole(percent))),
                    method,
                    not_applicable,
                    ..indicator("指标", &target, &actual, &weight)
                }
            },
        )
}

fn some_policy() -> impl Strategy<Value = Policy> {
    let rounding = || {
        let ways = vec![Rounding::HalfAwayFromZero, Rounding::Truncate];
        (0_u32..=4, prop::sample::select(ways))
            .prop_map(|(decimals, rounding)| PointsRounding::new(decimals, rounding).unwrap())
    };
    let begun = vec![BegunStep::Whole, BegunStep::InProportion, BegunStep::Free];
    (
        rounding(),
        rounding(),
        any::<bool>(),
        any::<bool>(),
        prop::sample::select(begun),
    )
        .prop_map(|(points, execution, is_linear, is_spread, begun)| {
            policy(|policy| {
                policy.rounding = points;
                policy.execution.rounding = execution;
                policy.deduction.begun = begun;
                if is_linear {
                    policy.ceiling = Ceiling::LinearExcess;
                }
                if is_spread {
                    policy.not_applicable = NotApplicableWeight::Spread;
                }
            })
        })
}

/// All decimals that points have.
const WHOLE: PointsRounding = PointsRounding::new(4, Rounding::Truncate).unwrap();

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_number_that_a_formula_ends_with_gives_the_points(
        indicators in prop::collection::vec(some_indicator(), 1..5),
        policy in some_policy(),
        (budget, short) in prop_oneof![(1_i64..100_000, -10_i64..100_000), (899_999_999_999_999_990_i64..900_000_000_000_000_000, 0_i64..3)],
    ) {
        let mut form = project(indicators);
        let fen = |fen| Traced::reported(jixiao_model::Amount::from_fen(fen).unwrap());
        form.funds.fiscal = Some(Funds::new(fen(0), fen(budget), fen(budget - short)).unwrap());
        let score = score_project(&form, &policy).unwrap();
        let tree = explain_project(&form, &score, &policy);
        let formula = |child: &Explanation| child.formula.clone().unwrap();

        let execution = formula(&tree.children[0]);
        let points = rounded(told_points(&execution.zh, true), policy.execution.rounding);
        prop_assert_eq!(points, score.execution_points, "{}", execution.zh);

        for (child, scored) in tree.children[1..].iter().zip(&score.indicators) {
            let said = formula(child);
            let Ok(scored) = scored else {
                // A number of 25 digits times a fine factor: said aloud, never guessed.
                prop_assert_eq!(*scored, Err(ScoreError::Overflow));
                prop_assert_eq!(policy.not_applicable, NotApplicableWeight::Spread);
                prop_assert_eq!(said, ScoreError::Overflow.speak());
                continue;
            };
            let nothing = ["不得分", "分摊到其他指标"].iter().any(|word| said.zh.ends_with(word));
            if nothing {
                prop_assert_eq!(scored.points, Points::ZERO, "{}", said.zh);
                continue;
            }
            let met = said.zh.contains("达到指标值，得满分");
            let computed = !scored.raise.is_none() || !(met || scored.derivation == Derivation::NotApplicable);
            // Where nothing is computed the English text ends in words; the table above has it.
            let texts = if computed { vec![&said.zh, &said.en] } else { vec![&said.zh] };
            for text in texts {
                let told = told_points(text, computed);
                // All of a weight is the weight itself, whatever decimals it has, and nothing exceeds it.
                let own = scored.raise.is_none();
                let kept = if own && scored.is_full() { WHOLE } else { policy.rounding };
                let points = rounded(told, kept);
                let points = if own { points.min(scored.weight.full()) } else { points };
                prop_assert_eq!(points, scored.points, "{}", text);
            }
        }

        let total = told_points(&tree.formula.unwrap().zh, true);
        prop_assert_eq!(rounded(total, WHOLE), score.total);
    }
}
