//! A submission written in the dataset format is read back as it was, places aside.

use chrono::NaiveDate;
use jixiao_import::read_texts;
use jixiao_model::{
    Actual, Amount, BudgetAndSpent, BudgetUnit, CarryOver, Claims, DepartmentForm, Deviation,
    Figure, FiscalYear, FundSources, Funds, Grade, Ignored, Indicator, InputKind, Method, Name,
    Notice, OverallGoal, Percent, Points, ProjectForm, RateFigures, RateId, RateValue, Remediation,
    RemediationState, ReportNotes, Source, Staffing, StatedFigure, StatedValue, Submission, Target,
    ThreePublic, Traced, Weight,
};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

// The writer: the format of docs/dataset.md, the source written at every value.

fn traced<T: ToString>(traced: &Traced<T>) -> Value {
    json!({ "value": traced.value.to_string(), "source": traced.source.id() })
}

/// A table of what there is.
fn table<const N: usize>(members: [(&str, Option<Value>); N]) -> Value {
    let members = members.into_iter();
    let there: Map<String, Value> = members
        .filter_map(|(key, value)| Some((key.to_owned(), value?)))
        .collect();
    Value::Object(there)
}

fn list<T>(items: &[T], write: impl Fn(&T) -> Value) -> Option<Value> {
    (!items.is_empty()).then(|| items.iter().map(write).collect())
}

fn named(name: Option<&Name>) -> Option<Value> {
    name.map(|name| json!(name.as_str()))
}

fn funds(funds: &Funds) -> Value {
    json!({ "initial": traced(&funds.initial), "budget": traced(&funds.budget), "executed": traced(&funds.executed) })
}

fn goal(goal: &OverallGoal) -> Value {
    json!({ "expected": traced(&goal.expected), "actual": traced(&goal.actual) })
}

fn claims(claims: &Claims) -> Value {
    table([
        (
            "execution_points",
            claims.execution_points.as_ref().map(traced),
        ),
        ("total", claims.total.as_ref().map(traced)),
        ("grade", claims.grade.as_ref().map(traced)),
    ])
}

fn indicator(indicator: &Indicator) -> Value {
    let filled = indicator.rule.is_none();
    table([
        ("level1", Some(json!(indicator.level1.as_str()))),
        ("level2", Some(json!(indicator.level2.as_str()))),
        ("name", Some(traced(&indicator.name))),
        ("target", Some(traced(&indicator.target))),
        ("actual", filled.then(|| traced(&indicator.actual))),
        ("weight", Some(traced(&indicator.weight))),
        ("percent", indicator.percent.as_ref().map(traced)),
        ("points", indicator.claimed.as_ref().map(traced)),
        ("method", indicator.method.map(|method| json!(method.id()))),
        ("rule", indicator.rule.map(|rule| json!(rule.id()))),
        ("not_applicable", Some(json!(indicator.not_applicable))),
    ])
}

fn deviation(deviation: &Deviation) -> Value {
    table([
        ("indicator", named(deviation.indicator.as_ref())),
        ("cause", Some(traced(&deviation.cause))),
        ("remedy", Some(traced(&deviation.remedy))),
        ("causes", Some(json!(deviation.causes))),
        ("remedies", Some(json!(deviation.remedies))),
    ])
}

fn project(form: &ProjectForm) -> Value {
    let sources = &form.funds;
    table([
        ("number", Some(json!(form.number))),
        ("name", Some(traced(&form.name))),
        ("supervisor", named(form.supervisor.as_ref())),
        ("implementer", named(form.implementer.as_ref())),
        ("section", form.section.as_ref().map(traced)),
        ("note", Some(json!(form.note))),
        (
            "funds",
            Some(table([
                ("fiscal", sources.fiscal.as_ref().map(funds)),
                ("carried", sources.carried.as_ref().map(funds)),
                ("other", sources.other.as_ref().map(funds)),
            ])),
        ),
        ("goal", Some(goal(&form.goal))),
        ("indicators", list(&form.indicators, indicator)),
        ("deviations", list(&form.deviations, deviation)),
        ("claimed", Some(claims(&form.claims))),
    ])
}

fn remediation(row: &Remediation) -> Value {
    table([
        ("year", Some(json!(row.year.number()))),
        ("project", named(row.project.as_ref())),
        ("indicator", named(row.indicator.as_ref())),
        ("cause", Some(traced(&row.cause))),
        ("remedy", Some(traced(&row.remedy))),
        ("owner", named(row.owner.as_ref())),
        ("due", row.due.map(|due| json!(due.to_string()))),
        ("state", Some(json!(row.state.term()))),
        ("progress", Some(json!(row.progress))),
    ])
}

/// The rules that an indicator of the department may have.
fn rules() -> Vec<RateId> {
    let rules = RateId::ALL.iter().copied();
    rules
        .filter(|rule| *rule != RateId::SelfEvaluationCoverage)
        .collect()
}

fn spent(part: &BudgetAndSpent) -> Value {
    json!({ "budget": traced(&part.budget), "spent": traced(&part.spent) })
}

fn department(form: &DepartmentForm) -> Value {
    let three_public = |parts: &ThreePublic| {
        table([
            ("abroad", parts.abroad.as_ref().map(spent)),
            ("vehicles", parts.vehicles.as_ref().map(spent)),
            ("reception", parts.reception.as_ref().map(spent)),
        ])
    };
    table([
        (
            "spending",
            Some(table([
                ("total", Some(funds(&form.total))),
                ("basic", form.basic.as_ref().map(funds)),
                ("project", form.project.as_ref().map(funds)),
            ])),
        ),
        ("three_public", form.three_public.as_ref().map(three_public)),
        (
            "carry_over",
            form.carry_over.as_ref().map(|carried| json!({ "current": traced(&carried.current), "previous": traced(&carried.previous) })),
        ),
        (
            "staffing",
            form.staffing.as_ref().map(|staffing| json!({ "quota": traced(&staffing.quota), "staff": traced(&staffing.staff) })),
        ),
        ("rates", Some(form.rates.iter().map(figures).collect())),
        ("goal", Some(goal(&form.goal))),
        ("indicators", list(&form.indicators, indicator)),
        ("deviations", list(&form.deviations, deviation)),
        ("claimed", Some(claims(&form.claims))),
    ])
}

fn figures(figures: &RateFigures) -> (String, Value) {
    let inputs = figures.rate().inputs().iter().zip(figures.values());
    let members = inputs.map(|(input, figure)| (input.key.to_owned(), traced(figure)));
    (
        figures.rate().id().to_owned(),
        Value::Object(members.collect()),
    )
}

fn stated(stated: &StatedFigure) -> Value {
    table([
        ("figure", Some(json!(stated.figure.id()))),
        ("project", stated.project.map(|number| json!(number))),
        (
            "value",
            Some(json!({ "value": stated.text, "source": stated.value.source.id() })),
        ),
        ("place", Some(json!(stated.stated_in))),
    ])
}

fn ignored(ignored: &Ignored) -> Value {
    table([
        ("code", Some(json!(ignored.code))),
        ("project", ignored.project.map(|number| json!(number))),
        ("indicator", named(ignored.indicator.as_ref())),
        ("reason", Some(json!(ignored.reason))),
    ])
}

fn dataset(submission: &Submission) -> Value {
    let unit = &submission.unit;
    let report = &submission.report;
    let notice = |notice: &Notice| {
        table([
            ("title", Some(json!(notice.title.as_str()))),
            ("number", named(notice.number.as_ref())),
            ("issuer", named(notice.issuer.as_ref())),
        ])
    };
    table([
        (
            "unit",
            Some(table([
                ("name", Some(json!(unit.name.as_str()))),
                ("alias", named(unit.alias.as_ref())),
                ("short_name", named(unit.short_name.as_ref())),
                ("supervisor", named(unit.supervisor.as_ref())),
                ("year", Some(json!(submission.year.number()))),
                (
                    "policy",
                    submission.policy.as_ref().map(|policy| json!(policy)),
                ),
                (
                    "budgeted_projects",
                    unit.budgeted_projects.as_ref().map(traced),
                ),
            ])),
        ),
        ("notice", submission.notice.as_ref().map(notice)),
        (
            "report",
            Some(table([
                ("lead", named(report.lead.as_ref())),
                ("evaluators", named(report.evaluators.as_ref())),
                ("principle", named(report.principle.as_ref())),
                ("scope", named(report.scope.as_ref())),
                ("featured", Some(json!(report.featured))),
                ("next_steps", list(&report.next_steps, traced)),
            ])),
        ),
        ("department", submission.department.as_ref().map(department)),
        ("projects", list(&submission.projects, project)),
        ("stated", list(&submission.stated, stated)),
        ("register", list(&submission.register, remediation)),
        ("ignored", list(&submission.ignored, ignored)),
    ])
}

// The generator.

fn a<T: Clone + std::fmt::Debug + 'static>(
    value: impl Strategy<Value = T> + 'static,
) -> BoxedStrategy<Traced<T>> {
    (value, select(Source::ALL))
        .prop_map(|(value, source)| Traced {
            value,
            source,
            place: None,
        })
        .boxed()
}

fn words() -> impl Strategy<Value = String> {
    // Quotes, escapes, newlines, signs of TOML and JSON; no blanks around it.
    "([一-龥a-z\"'\\\\{}\\[\\]=#%,0-9“”(]([一-龥a-z\"'\\\\ \n\t=]{0,12}[一-龥a-z\"'.])?)?"
        .prop_map(|text| text.trim().to_owned())
}

fn name() -> impl Strategy<Value = Name> {
    words().prop_map(|text| format!("名{}", text.replace('\t', " ")).parse().unwrap())
}

fn amount(low: i64) -> impl Strategy<Value = Amount> {
    (low..3_000_000_000_000_000_000_i64).prop_map(|fen| Amount::from_fen(fen).unwrap())
}

fn some_funds() -> impl Strategy<Value = Funds> {
    (a(amount(0)), a(amount(0)), a(amount(-1_000_000_000))).prop_map(
        |(initial, budget, executed)| Funds {
            initial,
            budget,
            executed,
        },
    )
}

fn some_points() -> BoxedStrategy<Traced<Points>> {
    a((-10_000_000_000_i64..10_000_000_000).prop_map(|steps| Points::from_steps(steps).unwrap()))
}

fn some_claims() -> impl Strategy<Value = Claims> {
    (
        of(some_points()),
        of(some_points()),
        of(a(select(Grade::ALL))),
    )
        .prop_map(|(execution_points, total, grade)| Claims {
            execution_points,
            total,
            grade,
        })
}

fn some_goal() -> impl Strategy<Value = OverallGoal> {
    (a(words()), a(words())).prop_map(|(expected, actual)| OverallGoal { expected, actual })
}

fn target() -> impl Strategy<Value = Target> {
    let known = select(
        &[
            "≥95%",
            "≤90万元",
            "3次",
            "2023-12-31",
            "12月31日前完成",
            "效果明显",
            "95%~100%",
        ][..],
    );
    prop_oneof![
        known.prop_map(str::to_owned),
        name().prop_map(|name| name.to_string())
    ]
    .prop_map(|text| text.parse().unwrap())
}

fn actual() -> impl Strategy<Value = Actual> {
    select(
        &[
            "",
            "93%",
            "50",
            "12.5000",
            "完成",
            "部分达成预期指标",
            "2023年8月20日",
            "未完成",
        ][..],
    )
    .prop_map(|text| text.parse().unwrap())
}

prop_compose! {
    fn some_indicator(with_rule: bool)(
        level1 in name(), level2 in name(), name in a(name()), target in a(target()), actual in a(actual()),
        weight in a((0_u32..=10_000_000).prop_map(|steps| Weight::from_steps(steps).unwrap())),
        percent in of(a((0_i32..=100).prop_map(Percent::whole))),
        claimed in of(some_points()), method in of(select(Method::ALL)),
        rule in of(select(rules())), not_applicable in any::<bool>(),
    ) -> Indicator {
        let rule = rule.filter(|_| with_rule);
        let actual = if rule.is_some() { Traced::reported(Actual::empty()) } else { actual };
        Indicator { level1, level2, name, target, actual, weight, percent, claimed, method, rule, not_applicable }
    }
}

prop_compose! {
    fn lists(with_rule: bool)(indicators in vec(some_indicator(with_rule), 0..4))(
        deviations in vec(some_deviation(indicators.iter().map(|indicator| indicator.name.value.clone()).collect()), 0..3),
        indicators in Just(indicators),
    ) -> (Vec<Indicator>, Vec<Deviation>) {
        (indicators, deviations)
    }
}

prop_compose! {
    fn some_deviation(mut names: Vec<Name>)(
        indicator in of(select({ names.push("预算执行率".parse().unwrap()); names })),
        cause in a(words()), remedy in a(words()),
        causes in vec("[A-Z][0-9]{1,3}", 0..3), remedies in vec("M[0-9]{1,2}", 0..3),
    ) -> Deviation {
        Deviation { indicator, cause, remedy, causes, remedies }
    }
}

prop_compose! {
    fn some_project()(
        name in a(name()), supervisor in of(name()), implementer in of(name()), section in of(a(name())),
        fiscal in some_funds(), carried in of(some_funds()), other in of(some_funds()),
        goal in some_goal(), (indicators, deviations) in lists(false), claims in some_claims(), note in words(),
    ) -> ProjectForm {
        let funds = FundSources { fiscal: Some(fiscal), carried, other };
        let year = FiscalYear::try_from(2023).unwrap();
        ProjectForm { number: 0, year, name, supervisor, implementer, section, funds, goal, indicators, deviations, claims, note }
    }
}

fn some_spent() -> impl Strategy<Value = BudgetAndSpent> {
    (a(amount(0)), a(amount(-1000))).prop_map(|(budget, spent)| BudgetAndSpent { budget, spent })
}

/// The rates that have figures of their own, each there or not, in the order of the vocabulary.
fn some_rates() -> impl Strategy<Value = Vec<RateFigures>> {
    let rates = RateId::ALL.iter().filter(|rate| !rate.is_of_the_forms());
    let figures = rates.map(|rate| of(some_figures(*rate)));
    let figures = figures.collect::<Vec<_>>();
    figures.prop_map(|rates| rates.into_iter().flatten().collect())
}

fn some_figures(rate: RateId) -> impl Strategy<Value = RateFigures> {
    let values = rate.inputs().iter().map(|input| a(some_figure(input.kind)));
    let values = values.collect::<Vec<_>>();
    values.prop_map(move |values| RateFigures::new(rate, values).unwrap())
}

fn some_figure(kind: InputKind) -> BoxedStrategy<RateValue> {
    match kind {
        InputKind::Amount => amount(0).prop_map(RateValue::Amount).boxed(),
        InputKind::SignedAmount => amount(-1000).prop_map(RateValue::Amount).boxed(),
        InputKind::Count => (0_u32..1_000_000).prop_map(RateValue::Count).boxed(),
        other => (0_u32..10_000)
            .prop_map(move |n| other.read(&format!("{}.{:02}", n / 100, n % 100)).unwrap())
            .boxed(),
    }
}

prop_compose! {
    fn some_department()(
        total in some_funds(), basic in of(some_funds()), project in of(some_funds()),
        three_public in of((of(some_spent()), of(some_spent()), of(some_spent()))),
        carry_over in of((a(amount(-1_000_000)), a(amount(-1_000_000)))),
        staffing in of((a(0_u32..1_000_000), a(0_u32..1_000_000))),
        rates in some_rates(),
        goal in some_goal(), (indicators, deviations) in lists(true), claims in some_claims(),
    ) -> DepartmentForm {
        let three_public = three_public.map(|(abroad, vehicles, reception)| ThreePublic { abroad, vehicles, reception });
        let carry_over = carry_over.map(|(current, previous)| CarryOver { current, previous });
        let staffing = staffing.map(|(quota, staff)| Staffing { quota, staff });
        let year = FiscalYear::try_from(2023).unwrap();
        DepartmentForm { year, total, basic, project, three_public, carry_over, staffing, rates, goal, indicators, deviations, claims }
    }
}

fn some_stated() -> impl Strategy<Value = StatedFigure> {
    (
        select(Figure::ALL),
        0_u32..100,
        select(Source::ALL),
        words(),
    )
        .prop_map(|(figure, number, source, stated_in)| {
            let texts = [
                number.to_string(),
                format!("{number}%"),
                format!("{number}.5万元"),
                "良".to_owned(),
            ];
            let read = |text: String| Some((StatedValue::read(figure, &text).ok()?, text));
            let (value, text) = texts.into_iter().rev().find_map(read).unwrap();
            let project = figure.is_of_one_project().then_some(1);
            StatedFigure {
                figure,
                project,
                value: Traced {
                    value,
                    source,
                    place: None,
                },
                text,
                stated_in,
            }
        })
}

prop_compose! {
    fn some_ignored()(
        code in "JX[0-9]{3}", project in of(Just(1)), indicator in of(name()), reason in name(),
    ) -> Ignored {
        Ignored { code, project, indicator, reason: reason.to_string(), place: None }
    }
}

prop_compose! {
    fn some_remediation()(
        year in 1994..=2100, project in of(name()), indicator in of(name()), cause in a(words()), remedy in a(words()),
        owner in of(name()), due in of((1994..=2200, 1_u32..=366)), state in select(&RemediationState::ALL), progress in words(),
    ) -> Remediation {
        let year = FiscalYear::try_from(year).unwrap();
        let due = due.and_then(|(year, day)| NaiveDate::from_yo_opt(year, day));
        // A remedy says something.
        let remedy = Traced { value: format!("措{}", remedy.value), ..remedy };
        Remediation { year, project, indicator, cause, remedy, owner, due, state, progress }
    }
}

prop_compose! {
    fn some_submission()(
        name in name(), alias in of(name()), short_name in of(name()), supervisor in of(name()),
        budgeted_projects in of(a(0_u32..1_000_000)), year in 1994..=2100, policy in of("[a-z]{1,8}-20[0-9]{2}"),
        notice in of((name(), of(name()), of(name()))),
        (lead, evaluators, principle, scope) in (of(name()), of(name()), of(name()), of(name())),
        next_steps in vec(a(words()), 0..3),
        department in of(some_department()), projects in vec(some_project(), 1..4), stated in vec(some_stated(), 0..4),
        (register, ignored) in (vec(some_remediation(), 0..4), vec(some_ignored(), 0..4)),
    ) -> Submission {
        let year = FiscalYear::try_from(year).unwrap();
        let notice = notice.map(|(title, number, issuer)| Notice { title, number, issuer });
        let department = department.map(|department| DepartmentForm { year, ..department });
        let projects: Vec<ProjectForm> = (1..).zip(projects).map(|(number, project)| ProjectForm { number, year, ..project }).collect();
        let featured = vec![projects[0].name.value.to_string()];
        let report = ReportNotes { lead, evaluators, principle, scope, featured, next_steps };
        let unit = BudgetUnit { name, alias, short_name, supervisor, budgeted_projects };
        // What a later year promised is remarked on.
        let register = register.into_iter().map(|row| Remediation { year: row.year.min(year), ..row }).collect();
        Submission { unit, year, policy, notice, report, department, projects, stated, register, ignored, remarks: Vec::new() }
    }
}

// The comparison: all but the places, which a submission built in code does not have.

fn forget<T>(traced: &mut Traced<T>) {
    let place = traced.place.take();
    assert!(place.is_some(), "every value that was read has a place");
}

fn forget_funds(funds: &mut Funds) {
    [&mut funds.initial, &mut funds.budget, &mut funds.executed]
        .into_iter()
        .for_each(forget);
}

fn forget_form(
    goal: &mut OverallGoal,
    indicators: &mut [Indicator],
    deviations: &mut [Deviation],
    claims: &mut Claims,
) {
    [&mut goal.expected, &mut goal.actual]
        .into_iter()
        .for_each(forget);
    for indicator in indicators {
        forget(&mut indicator.name);
        forget(&mut indicator.target);
        forget(&mut indicator.actual);
        forget(&mut indicator.weight);
        indicator.percent.iter_mut().for_each(forget);
        indicator.claimed.iter_mut().for_each(forget);
    }
    for deviation in deviations {
        [&mut deviation.cause, &mut deviation.remedy]
            .into_iter()
            .for_each(forget);
    }
    claims.execution_points.iter_mut().for_each(forget);
    claims.total.iter_mut().for_each(forget);
    claims.grade.iter_mut().for_each(forget);
}

fn without_places(mut submission: Submission) -> Submission {
    submission
        .unit
        .budgeted_projects
        .iter_mut()
        .for_each(forget);
    submission.report.next_steps.iter_mut().for_each(forget);
    submission
        .stated
        .iter_mut()
        .for_each(|stated| forget(&mut stated.value));
    for ignored in &mut submission.ignored {
        assert!(
            ignored.place.take().is_some(),
            "an entry that was read has a place"
        );
    }
    for row in &mut submission.register {
        [&mut row.cause, &mut row.remedy]
            .into_iter()
            .for_each(forget);
    }
    for form in &mut submission.projects {
        forget(&mut form.name);
        form.section.iter_mut().for_each(forget);
        let rows = [
            &mut form.funds.fiscal,
            &mut form.funds.carried,
            &mut form.funds.other,
        ];
        rows.into_iter().flatten().for_each(forget_funds);
        forget_form(
            &mut form.goal,
            &mut form.indicators,
            &mut form.deviations,
            &mut form.claims,
        );
    }
    if let Some(form) = &mut submission.department {
        forget_funds(&mut form.total);
        [&mut form.basic, &mut form.project]
            .into_iter()
            .flatten()
            .for_each(forget_funds);
        if let Some(parts) = &mut form.three_public {
            for part in [&mut parts.abroad, &mut parts.vehicles, &mut parts.reception]
                .into_iter()
                .flatten()
            {
                [&mut part.budget, &mut part.spent]
                    .into_iter()
                    .for_each(forget);
            }
        }
        if let Some(carried) = &mut form.carry_over {
            [&mut carried.current, &mut carried.previous]
                .into_iter()
                .for_each(forget);
        }
        for figures in &mut form.rates {
            let mut values = figures.values().to_vec();
            values.iter_mut().for_each(forget);
            *figures = RateFigures::new(figures.rate(), values).unwrap();
        }
        if let Some(staffing) = &mut form.staffing {
            [&mut staffing.quota, &mut staffing.staff]
                .into_iter()
                .for_each(forget);
        }
        forget_form(
            &mut form.goal,
            &mut form.indicators,
            &mut form.deviations,
            &mut form.claims,
        );
    }
    submission
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_back(submission in some_submission()) {
        let text = serde_json::to_string_pretty(&dataset(&submission)).unwrap();
        let read = read_texts(&[("dataset.json", &text)]);
        let read = read.unwrap_or_else(|error| panic!("{error}\n{text}"));
        prop_assert_eq!(without_places(read), submission);
    }

    #[test]
    fn what_is_serialised_is_read_back(submission in some_submission()) {
        let text = serde_json::to_string(&submission).unwrap();
        let read: Submission = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        prop_assert_eq!(read, submission);
    }

    #[test]
    fn what_was_read_from_a_file_is_serialised_without_its_places(submission in some_submission()) {
        let read = read_texts(&[("dataset.json", &dataset(&submission).to_string())]).unwrap();
        let text = serde_json::to_string(&read).unwrap();
        prop_assert!(!text.contains("dataset.json"));
        let again: Submission = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(again, submission);
    }
}
