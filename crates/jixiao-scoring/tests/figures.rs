//! The figures that reports state, as they follow from one submission.
#![cfg(feature = "policies")]

use jixiao_model::{
    Amount, BudgetAndSpent, BudgetUnit, CarryOver, Claims, DepartmentForm, Deviation, Figure,
    FigureKind, FundSources, Funds, Indicator, OverallGoal, ProjectForm, RateId, ReportNotes,
    Staffing, StatedValue, Submission, ThreePublic, Traced,
};
use jixiao_scoring::policy::Policy;
use jixiao_scoring::{computed_figure, evaluate, rate_deviation};

fn amount(text: &str) -> Traced<Amount> {
    Traced::reported(text.parse().unwrap())
}

fn funds(budget: &str, executed: &str) -> Funds {
    Funds::new(amount(budget), amount(budget), amount(executed)).unwrap()
}

fn project(number: u32, budget: &str, executed: &str, earned: &str) -> ProjectForm {
    let sources = FundSources {
        fiscal: Some(funds(budget, executed)),
        ..FundSources::default()
    };
    let name = format!("项目{number}");
    let mut form = ProjectForm::new(number, 2023.try_into().unwrap(), &name, sources).unwrap();
    form.indicators =
        vec![Indicator::new("产出指标", "数量指标", "指标", "≥90", earned, "90").unwrap()];
    form
}

fn by_rule(rule: RateId, target: &str, weight: &str) -> Indicator {
    let indicator = Indicator::new("部门管理", "资金投入", rule.term(), target, "", weight);
    Indicator {
        rule: Some(rule),
        ..indicator.unwrap()
    }
}

/// Ten projects: 4 优, 3 良, 2 中, 1 差; their numbers do not begin at 1.
fn submission() -> Submission {
    let earned = ["90", "90", "90", "80", "70", "70", "70", "60", "50", "40"];
    let mut projects: Vec<_> = (11..)
        .zip(earned)
        .map(|(number, earned)| project(number, "10", "10", earned))
        .collect();
    projects[9].funds.fiscal = Some(funds("20.32", "20.3055"));
    projects[9].funds.other = Some(funds("0.5", "0"));
    for at in [3, 5, 9] {
        // Several words on one project are one project with deviations.
        projects[at].deviations = vec![Deviation::default(), Deviation::default()];
    }
    let department = DepartmentForm {
        year: 2023.try_into().unwrap(),
        total: funds("109607.51", "109605.01"),
        basic: Some(funds("4346.2501", "4346.2501")),
        project: Some(funds("105261.2599", "90834.7179")),
        three_public: Some(ThreePublic {
            abroad: None,
            vehicles: Some(BudgetAndSpent {
                budget: amount("6"),
                spent: amount("5.9"),
            }),
            reception: Some(BudgetAndSpent {
                budget: amount("4"),
                spent: amount("4"),
            }),
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
            by_rule(RateId::ThreePublicControl, "≤90%", "10"),
            by_rule(RateId::StaffingControl, "100", "10"),
            by_rule(RateId::ProjectExecution, "95%~100%", "10"),
            Indicator::new("履职", "履职", "履职", "≥100%", "85%", "60").unwrap(),
        ],
        deviations: Vec::new(),
        claims: Claims::default(),
    };
    Submission {
        unit: BudgetUnit {
            name: "某局".parse().unwrap(),
            alias: None,
            short_name: None,
            supervisor: None,
            budgeted_projects: Some(Traced::reported(12)),
        },
        year: 2023.try_into().unwrap(),
        policy: None,
        notice: None,
        report: ReportNotes::default(),
        department: Some(department),
        projects,
        stated: Vec::new(),
        register: Vec::new(),
        ignored: Vec::new(),
        remarks: Vec::new(),
    }
}

fn computed(submission: &Submission, figure: Figure, project: Option<u32>) -> Option<StatedValue> {
    let evaluation = evaluate(submission, &Policy::mof_2020().unwrap()).unwrap();
    computed_figure(submission, &evaluation, figure, project)
}

fn shown(submission: &Submission, figure: Figure) -> Option<String> {
    let project = figure.is_of_one_project().then_some(20);
    computed(submission, figure, project).map(|value| value.to_string())
}

fn without_department() -> Submission {
    Submission {
        department: None,
        ..submission()
    }
}

/// Each figure of the submission as a report shows it.
const EXPECTED: &[(Figure, &str)] = &[
    (Figure::DepartmentInitial, "109607.51"),
    (Figure::DepartmentBudget, "109607.51"),
    (Figure::DepartmentExecuted, "109605.01"),
    (Figure::DepartmentExecutionRate, "99.99%"),
    (Figure::BasicExecutionRate, "100%"),
    (Figure::ProjectExecutionRate, "86.29%"),
    (Figure::ThreePublicControlRate, "99%"),
    (Figure::ThreePublicDeviation, "9%"),
    (Figure::CarryOverChangeRate, "-99%"),
    // 10 of execution, 10 × 90 ÷ 99, 10, nothing for a range that a rule cannot be held against, 60 × 85 %.
    (Figure::DepartmentTotal, "80.09"),
    (Figure::DepartmentGrade, "良"),
    (Figure::ProjectsInitial, "110.82"),
    (Figure::ProjectsBudget, "110.82"),
    (Figure::ProjectsExecuted, "110.3055"),
    (Figure::ProjectsExecutionRate, "99.54%"),
    (Figure::ProjectsBudgeted, "12"),
    (Figure::ProjectsEvaluated, "10"),
    (Figure::ProjectsCoverage, "83.33%"),
    (Figure::GradeExcellent, "4"),
    (Figure::GradeGood, "3"),
    (Figure::GradeFair, "2"),
    (Figure::GradePoor, "1"),
    (Figure::ProjectsDeviations, "3"),
    (Figure::ProjectInitial, "20.82"),
    (Figure::ProjectBudget, "20.82"),
    (Figure::ProjectExecuted, "20.3055"),
    (Figure::ProjectRate, "97.53%"),
    (Figure::ProjectTotal, "49.75"),
    (Figure::ProjectGrade, "差"),
];

#[test]
fn every_figure_follows_from_the_data() {
    let submission = submission();
    for figure in Figure::ALL {
        let expected = EXPECTED.iter().find(|(own, _)| own == figure);
        let (_, expected) = expected.unwrap_or_else(|| panic!("{figure:?} has no case"));
        let found = shown(&submission, *figure);
        assert_eq!(found.as_deref(), Some(*expected), "{figure:?}");
    }
    assert_eq!(EXPECTED.len(), Figure::ALL.len());
}

#[test]
fn a_figure_is_of_the_kind_that_its_statement_is_read_as() {
    let submission = submission();
    for figure in Figure::ALL {
        let project = figure.is_of_one_project().then_some(20);
        let found = computed(&submission, *figure, project).unwrap();
        let kind = match found {
            StatedValue::Amount(_) => FigureKind::Amount,
            StatedValue::Percent(_) => FigureKind::Percent,
            StatedValue::Points(_) => FigureKind::Points,
            StatedValue::Count(_) => FigureKind::Count,
            StatedValue::Grade(_) => FigureKind::Grade,
            _ => panic!("{found:?}"),
        };
        assert_eq!(kind, figure.kind(), "{figure:?}");
        let read = StatedValue::read(*figure, &found.to_string()).unwrap();
        assert_eq!(read, found, "{figure:?}");
    }
}

#[test]
fn what_the_submission_does_not_hold_has_no_figure() {
    type Change = fn(&mut Submission);
    fn form(submission: &mut Submission) -> &mut DepartmentForm {
        submission.department.as_mut().unwrap()
    }
    let cases: [(&str, Change, &[Figure]); 9] = [
        (
            "no department",
            |own| own.department = None,
            &[
                Figure::DepartmentInitial,
                Figure::DepartmentBudget,
                Figure::DepartmentExecuted,
                Figure::DepartmentExecutionRate,
                Figure::BasicExecutionRate,
                Figure::ProjectExecutionRate,
                Figure::ThreePublicControlRate,
                Figure::ThreePublicDeviation,
                Figure::CarryOverChangeRate,
                Figure::DepartmentTotal,
                Figure::DepartmentGrade,
            ],
        ),
        (
            "no basic row",
            |own| form(own).basic = None,
            &[Figure::BasicExecutionRate],
        ),
        (
            "no project row",
            |own| form(own).project = None,
            &[Figure::ProjectExecutionRate],
        ),
        (
            "no 三公",
            |own| form(own).three_public = None,
            &[Figure::ThreePublicControlRate, Figure::ThreePublicDeviation],
        ),
        (
            "no carry-over",
            |own| form(own).carry_over = None,
            &[Figure::CarryOverChangeRate],
        ),
        (
            "no balance last year",
            |own| {
                form(own).carry_over.as_mut().unwrap().previous = amount("0");
            },
            &[Figure::CarryOverChangeRate],
        ),
        (
            "no 三公 indicator",
            |own| form(own).indicators.clear(),
            &[Figure::ThreePublicDeviation],
        ),
        (
            "weights beyond a hundred",
            |own| {
                form(own).indicators[3] =
                    Indicator::new("履职", "履职", "履职", "≥1", "1", "95").unwrap();
            },
            &[Figure::DepartmentGrade],
        ),
        (
            "no projects",
            |own| {
                own.projects.clear();
                own.unit.budgeted_projects = None;
            },
            &[
                Figure::ProjectsExecutionRate,
                Figure::ProjectsCoverage,
                Figure::ProjectInitial,
                Figure::ProjectBudget,
                Figure::ProjectExecuted,
                Figure::ProjectRate,
                Figure::ProjectTotal,
                Figure::ProjectGrade,
            ],
        ),
    ];
    for (what, change, expected) in cases {
        let mut submission = submission();
        change(&mut submission);
        let missing: Vec<_> = Figure::ALL
            .iter()
            .copied()
            .filter(|figure| shown(&submission, *figure).is_none())
            .collect();
        assert_eq!(missing, expected, "{what}");
    }
}

#[test]
fn a_figure_of_one_project_is_found_by_its_number() {
    let submission = submission();
    let budget = |project| computed(&submission, Figure::ProjectBudget, project);
    assert_eq!(budget(Some(11)).unwrap().to_string(), "10.00");
    assert_eq!(budget(Some(20)).unwrap().to_string(), "20.82");
    assert_eq!(budget(Some(1)), None, "an index is no number");
    assert_eq!(budget(None), None);
    // A figure of all projects is the same, whatever project is named beside it.
    let all = |project| computed(&submission, Figure::ProjectsBudget, project);
    assert_eq!(all(Some(11)), all(None));
}

#[test]
fn a_project_without_budget_has_no_rate() {
    let mut submission = without_department();
    submission.projects = vec![project(20, "0", "0", "90")];
    assert_eq!(shown(&submission, Figure::ProjectRate), None);
    submission.projects = vec![project(20, "0", "3", "90")];
    assert_eq!(shown(&submission, Figure::ProjectRate), None);
    assert_eq!(shown(&submission, Figure::ProjectExecuted).unwrap(), "3.00");
}

#[test]
fn a_deviation_is_a_distance_in_percentage_points() {
    let distance = |target: &str, budget: &str, spent: &str| {
        let mut submission = submission();
        let form = submission.department.as_mut().unwrap();
        form.indicators[0] = by_rule(RateId::ThreePublicControl, target, "10");
        form.three_public = Some(ThreePublic {
            reception: Some(BudgetAndSpent {
                budget: amount(budget),
                spent: amount(spent),
            }),
            ..ThreePublic::default()
        });
        let evaluation = evaluate(&submission, &Policy::mof_2020().unwrap()).unwrap();
        let form = submission.department.as_ref().unwrap();
        rate_deviation(form, &evaluation, RateId::ThreePublicControl)
            .map(|percent| percent.to_string())
    };
    let cases = [
        ("≤90%", "10", "9.9", Some("9%")),
        ("≤90%", "10", "8", Some("10%")), // below it too: without a sign
        ("≤90%", "10", "9", Some("0%")),
        ("≤90%", "3", "3.1", Some("13.33%")),
        ("≤90.005%", "10", "9", Some("0.01%")), // half away from zero
        ("≤90.0049%", "10", "9", Some("0%")),
        ("≤90%", "0", "0", None), // does not apply
        ("≤90%", "0", "1", None), // has no value
        ("有所下降", "10", "9.9", None),
        ("80%~90%", "10", "9.9", None),
    ];
    for (target, budget, spent, expected) in cases {
        let found = distance(target, budget, spent);
        assert_eq!(found.as_deref(), expected, "{target}: {spent} of {budget}");
    }
}

#[test]
fn a_deviation_is_of_the_rule_that_is_asked_for() {
    let submission = submission();
    let evaluation = evaluate(&submission, &Policy::mof_2020().unwrap()).unwrap();
    let form = submission.department.as_ref().unwrap();
    let found = |rule| rate_deviation(form, &evaluation, rule).map(|percent| percent.to_string());
    assert_eq!(found(RateId::StaffingControl).as_deref(), Some("4%"));
    assert_eq!(found(RateId::ThreePublicControl).as_deref(), Some("9%"));
    assert_eq!(
        found(RateId::ProjectExecution),
        None,
        "its target is a range"
    );
    assert_eq!(
        found(RateId::BasicExecution),
        None,
        "no indicator has this rule"
    );
    let without = evaluate(&without_department(), &Policy::mof_2020().unwrap()).unwrap();
    assert_eq!(
        rate_deviation(form, &without, RateId::StaffingControl),
        None
    );
}
