//! A whole submission scored: coverage, counts of grades, sums, and what does not fit.
#![cfg(feature = "policies")]

use jixiao_model::{
    Amount, BudgetAndSpent, BudgetUnit, Claims, DepartmentForm, FundSources, Funds, Grade,
    Indicator, ModelError, OverallGoal, ProjectForm, RateId, ReportNotes, Speak, Submission,
    ThreePublic, Traced,
};
use jixiao_scoring::policy::Policy;
use jixiao_scoring::rules::self_evaluation_coverage::self_evaluation_coverage;
use jixiao_scoring::{Evaluation, EvaluationError, NoRate, RateOutcome, evaluate};
use proptest::prelude::*;

/// The most that an amount holds, in 万元.
const MOST: &str = "9000000000000";

fn amount(text: &str) -> Traced<Amount> {
    Traced::reported(text.parse().unwrap())
}

fn funds(initial: &str, budget: &str, executed: &str) -> Funds {
    Funds::new(amount(initial), amount(budget), amount(executed)).unwrap()
}

/// A project with all of its money spent, whose one indicator earns `points` of its weight of `weight`.
fn project(number: u32, money: [&str; 3], weight: &str, points: &str) -> ProjectForm {
    let [initial, budget, executed] = money;
    let sources = FundSources {
        fiscal: Some(funds(initial, budget, executed)),
        ..FundSources::default()
    };
    let name = format!("项目{number}");
    let mut form = ProjectForm::new(number, 2023.try_into().unwrap(), &name, sources).unwrap();
    let target = format!("≥{weight}");
    form.indicators =
        vec![Indicator::new("产出指标", "数量指标", "指标", &target, points, weight).unwrap()];
    form
}

fn submission(projects: Vec<ProjectForm>) -> Submission {
    Submission {
        unit: BudgetUnit {
            name: "某局".parse().unwrap(),
            alias: None,
            short_name: None,
            supervisor: None,
            budgeted_projects: None,
        },
        year: 2023.try_into().unwrap(),
        policy: None,
        notice: None,
        report: ReportNotes::default(),
        department: None,
        projects,
        stated: Vec::new(),
        register: Vec::new(),
        ignored: Vec::new(),
        remarks: Vec::new(),
    }
}

fn department() -> DepartmentForm {
    DepartmentForm {
        year: 2023.try_into().unwrap(),
        total: funds("100", "100", "90"),
        basic: Some(funds("60", "60", "60")),
        project: None,
        three_public: None,
        carry_over: None,
        rates: Vec::new(),
        staffing: None,
        goal: OverallGoal::default(),
        indicators: Vec::new(),
        deviations: Vec::new(),
        claims: Claims::default(),
    }
}

fn evaluated(submission: &Submission) -> Result<Evaluation, EvaluationError> {
    evaluate(submission, &Policy::mof_2020().unwrap())
}

const TEN: [&str; 3] = ["10", "10", "10"];

#[test]
fn coverage_is_what_was_evaluated_of_what_was_budgeted() {
    let cases = [
        (35, 35, Some("100%")),
        (3, 2, Some("66.67%")),
        (2, 3, Some("150%")),
        (20_001, 20_000, Some("99.99%")), // short of the whole, never shown as it
        (20_000, 20_001, Some("100.01%")),
        (4, 0, Some("0%")),
        (0, 0, None),
        (0, 1, None),
    ];
    for (budgeted, evaluated, shown) in cases {
        let coverage = self_evaluation_coverage(budgeted, evaluated);
        let rate = coverage.rate().map(|rate| rate.to_string());
        assert_eq!(rate.as_deref(), shown, "{evaluated} of {budgeted}");
    }
    assert_eq!(self_evaluation_coverage(0, 0), RateOutcome::NotApplicable);
    let reason = NoRate::EvaluatedWithoutBudget;
    assert_eq!(
        self_evaluation_coverage(0, 1),
        RateOutcome::Undefined(reason)
    );
    assert_eq!(
        reason.speak().zh,
        "预算项目数为零却有自评项目，请核对预算项目数"
    );
}

#[test]
fn the_forms_are_held_against_the_stated_number_of_projects() {
    let forms: Vec<_> = (1..=3).map(|n| project(n, TEN, "90", "90")).collect();
    for (stated, forms_in, budgeted, coverage) in [
        (None, 3, 3, Some("100%")),
        (None, 0, 0, None),
        (Some(3), 3, 3, Some("100%")),
        (Some(4), 3, 4, Some("75%")),
        (Some(2), 3, 2, Some("150%")),
        (Some(5), 0, 5, Some("0%")),
        (Some(0), 1, 0, None),
    ] {
        let mut submission = submission(forms[..forms_in].to_vec());
        submission.unit.budgeted_projects = stated.map(Traced::reported);
        let summary = evaluated(&submission).unwrap().summary;
        assert_eq!(summary.budgeted, budgeted);
        assert_eq!(summary.evaluated, u32::try_from(forms_in).unwrap());
        let shown = summary.coverage.rate().map(|rate| rate.to_string());
        assert_eq!(shown.as_deref(), coverage, "{stated:?} of {forms_in}");
    }
}

#[test]
fn grades_are_counted_from_the_totals() {
    // 10 for the execution rate, and what the indicator earns.
    let totals = [
        ("90", "90", Some(Grade::Excellent)),
        ("90", "80", Some(Grade::Excellent)), // 90 to the point
        ("90", "79.99", Some(Grade::Good)),
        ("90", "70", Some(Grade::Good)),
        ("90", "69.99", Some(Grade::Fair)),
        ("90", "50", Some(Grade::Fair)),
        ("90", "49.99", Some(Grade::Poor)),
        ("90", "", Some(Grade::Poor)), // cannot be scored
        ("95", "95", None),            // weights beyond 100
        ("90.01", "90.01", None),
    ];
    let forms = (1..)
        .zip(totals)
        .map(|(n, (weight, points, _))| project(n, TEN, weight, points));
    let evaluation = evaluated(&submission(forms.collect())).unwrap();
    let given: Vec<_> = evaluation
        .projects
        .iter()
        .map(|score| score.grade)
        .collect();
    assert_eq!(given, totals.map(|(_, _, grade)| grade));
    let grades = evaluation.summary.grades;
    assert_eq!(
        (
            grades.excellent,
            grades.good,
            grades.fair,
            grades.poor,
            grades.ungraded
        ),
        (2, 2, 2, 2, 2)
    );
    for grade in Grade::ALL {
        let count = given.iter().filter(|given| **given == Some(*grade)).count();
        assert_eq!(
            usize::try_from(grades.of(*grade)).unwrap(),
            count,
            "{grade}"
        );
    }
}

#[test]
fn the_sums_are_those_of_the_projects() {
    let forms = vec![
        project(1, ["1", "2.5", "2"], "90", "90"),
        project(2, ["0", "3.123456", "1.000001"], "90", "90"),
    ];
    let summary = evaluated(&submission(forms)).unwrap().summary;
    assert_eq!(summary.initial.to_string(), "1.00");
    assert_eq!(summary.budget.to_string(), "5.623456");
    assert_eq!(summary.executed.to_string(), "3.000001");
    assert_eq!(summary.execution_rate.rate().unwrap().to_string(), "53.35%");
    let none = evaluated(&submission(Vec::new())).unwrap().summary;
    assert_eq!(
        (none.budget, none.execution_rate),
        (Amount::ZERO, RateOutcome::NotApplicable)
    );
}

#[test]
fn a_department_has_the_rates_for_which_its_form_holds_the_amounts() {
    let mut submission = submission(Vec::new());
    assert_eq!(evaluated(&submission).unwrap().department, None);
    submission.department = Some(department());
    let score = evaluated(&submission).unwrap().department.unwrap();
    let rates: Vec<_> = score
        .rates
        .iter()
        .map(|(id, outcome)| (*id, outcome.rate().unwrap().to_string()))
        .collect();
    assert_eq!(
        rates,
        [
            (RateId::Execution, "90%".to_string()),
            (RateId::BasicExecution, "100%".to_string()),
        ]
    );
    assert_eq!(
        score.rate(RateId::Execution),
        Some(score.form.execution_rate)
    );
    assert_eq!(score.rate(RateId::StaffingControl), None);
}

#[test]
fn a_rate_that_does_not_apply_needs_no_amounts() {
    let own = Indicator {
        rule: Some(RateId::StaffingControl),
        not_applicable: true,
        ..Indicator::new("部门管理", "人员管理", "在职人员控制率", "≤100%", "", "5").unwrap()
    };
    let mut submission = submission(Vec::new());
    submission.department = Some(DepartmentForm {
        indicators: vec![own],
        ..department()
    });
    let score = evaluated(&submission).unwrap().department.unwrap();
    let scored = score.form.indicators[0].unwrap();
    assert_eq!(scored.derivation, jixiao_scoring::Derivation::NotApplicable);
    assert_eq!(scored.points.to_string(), "5");
}

#[test]
fn a_sum_that_does_not_fit_names_whose_it_is() {
    let mut twice = project(2, ["0", MOST, "0"], "90", "90");
    twice.funds.carried = twice.funds.fiscal.clone();
    let most = |number| project(number, ["0", MOST, "0"], "90", "90");
    let part = || {
        Some(BudgetAndSpent {
            budget: amount(MOST),
            spent: amount("0"),
        })
    };
    let with_department = Submission {
        department: Some(DepartmentForm {
            three_public: Some(ThreePublic {
                abroad: part(),
                reception: part(),
                vehicles: None,
            }),
            ..department()
        }),
        ..submission(vec![most(1)])
    };
    let many_points = |number| {
        let mut form = project(number, TEN, "1000", "1000");
        form.indicators = vec![form.indicators[0].clone(); 1001];
        form
    };
    let cases = [
        (submission(vec![most(1), twice]), "项目2"),
        (submission(vec![most(1), most(2)]), "项目合计"),
        (with_department, "部门整体支出"),
        (submission(vec![many_points(7)]), "项目7"),
    ];
    for (submission, whose) in cases {
        let error = evaluated(&submission).unwrap_err();
        assert_eq!(error.whose, whose);
        let said = error.speak();
        let why = error.error.speak();
        assert_eq!(said.zh, format!("“{whose}”：{}", why.zh));
        assert_eq!(said.en, format!("{whose}: {}", why.en));
        assert_eq!(error.to_string(), said.en);
        assert!(matches!(
            error.error,
            ModelError::OutOfRange { .. } | ModelError::Overflow
        ));
    }
}

#[test]
fn the_most_that_fits_is_evaluated() {
    let form = project(1, [MOST, MOST, MOST], "90", "90");
    let summary = evaluated(&submission(vec![form])).unwrap().summary;
    assert_eq!(summary.budget.to_string(), "9000000000000.00");
    assert_eq!(summary.grades.excellent, 1);
}

fn some_projects() -> impl Strategy<Value = Vec<ProjectForm>> {
    let money = (
        0_i64..1_000_000_000,
        0_i64..1_000_000_000,
        -1000_i64..1_000_000_000,
    );
    let one = (money, 1_u32..120, 0_u32..120);
    prop::collection::vec(one, 0..12).prop_map(|projects| {
        let forms =
            (1..)
                .zip(projects)
                .map(|(number, ((initial, budget, executed), weight, points))| {
                    let mut form = project(number, TEN, &weight.to_string(), &points.to_string());
                    let fen = |fen| Traced::reported(Amount::from_fen(fen).unwrap());
                    form.funds.fiscal =
                        Some(Funds::new(fen(initial), fen(budget), fen(executed)).unwrap());
                    form
                });
        forms.collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_the_projects_does_not_matter(
        (forms, shuffled) in some_projects().prop_flat_map(|forms| (Just(forms.clone()), Just(forms).prop_shuffle())),
    ) {
        let one = evaluated(&submission(forms.clone())).unwrap();
        let other = evaluated(&submission(shuffled.clone())).unwrap();
        prop_assert_eq!(one.summary, other.summary);
        for (form, score) in forms.iter().zip(&one.projects) {
            let at = shuffled.iter().position(|shuffled| shuffled.number == form.number).unwrap();
            prop_assert_eq!(score, &other.projects[at]);
        }
    }

    #[test]
    fn every_project_is_counted_once(forms in some_projects()) {
        let evaluation = evaluated(&submission(forms.clone())).unwrap();
        let grades = evaluation.summary.grades;
        let counted: u32 = Grade::ALL.iter().map(|grade| grades.of(*grade)).sum();
        prop_assert_eq!(counted + grades.ungraded, evaluation.summary.evaluated);
        let over = evaluation.projects.iter().filter(|score| score.total > jixiao_model::Points::HUNDRED).count();
        prop_assert_eq!(usize::try_from(grades.ungraded).unwrap(), over);
    }
}
