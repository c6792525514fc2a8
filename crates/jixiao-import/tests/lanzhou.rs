//! A real dataset of 35 projects reads as it stands.

use std::fs;

use jixiao_import::read_dataset;
use jixiao_model::{Amount, Locator, Source, StatedValue, Submission};

fn lanzhou() -> Submission {
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../examples/data/lanzhou-2023"
    );
    read_dataset(&[folder]).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn reads_all_of_it() {
    let submission = lanzhou();
    assert_eq!(submission.unit.name.as_str(), "兰州新区商务和文化旅游局");
    assert_eq!(submission.year.number(), 2023);
    assert_eq!(submission.policy.as_deref(), Some("lanzhou-2023"));
    let numbers: Vec<u32> = submission
        .projects
        .iter()
        .map(|project| project.number)
        .collect();
    assert_eq!(numbers, (1..=35).collect::<Vec<_>>());
    assert!(
        submission
            .projects
            .iter()
            .all(|project| project.year == submission.year)
    );
    assert_eq!(submission.report.featured.len(), 3);
    assert_eq!(submission.report.next_steps.len(), 3);
}

#[test]
fn sums_are_exact() {
    let submission = lanzhou();
    let sum = |of: fn(&jixiao_model::FundSources) -> Result<Amount, jixiao_model::ModelError>| {
        let amounts = submission
            .projects
            .iter()
            .map(|project| of(&project.funds).unwrap());
        Amount::sum(amounts).unwrap().to_string()
    };
    assert_eq!(sum(jixiao_model::FundSources::budget), "105261.2599");
    assert_eq!(sum(jixiao_model::FundSources::executed), "90834.7179");
    let department = submission.department.as_ref().unwrap();
    assert_eq!(department.total.executed.value.to_string(), "109605.01");
}

#[test]
fn sources_are_as_marked() {
    let submission = lanzhou();
    let department = submission.department.as_ref().unwrap();
    // The table says constructed, the value itself published.
    assert_eq!(department.total.initial.source, Source::Constructed);
    assert_eq!(department.total.budget.source, Source::Published);
    let control_rate = &department.indicators[2];
    assert_eq!(control_rate.target.source, Source::Published);
    assert_eq!(control_rate.weight.source, Source::Constructed);
    let three_public = department.three_public.as_ref().unwrap();
    assert_eq!(
        three_public.abroad.as_ref().unwrap().spent.source,
        Source::Constructed
    );

    let project = &submission.projects[17];
    assert_eq!(project.name.source, Source::Published);
    let fiscal = project.funds.fiscal.as_ref().unwrap();
    assert_eq!(fiscal.initial.source, Source::Constructed);
    assert_eq!(fiscal.executed.source, Source::Published);
    assert_eq!(project.deviations[0].cause.source, Source::Constructed);

    assert!(
        submission
            .stated
            .iter()
            .all(|figure| figure.value.source == Source::Published)
    );
    // The list says published, each step constructed.
    assert!(
        submission
            .report
            .next_steps
            .iter()
            .all(jixiao_model::Traced::is_constructed)
    );
    let budgeted = submission.unit.budgeted_projects.as_ref().unwrap();
    assert_eq!((budgeted.value, budgeted.source), (35, Source::Published));
}

#[test]
fn stated_figures_are_read_by_their_kind() {
    let submission = lanzhou();
    let stated = |id: &str| {
        let found = submission
            .stated
            .iter()
            .find(|stated| stated.figure.id() == id)
            .unwrap();
        (found.value.value, found.text.as_str(), found.project)
    };
    let amount = StatedValue::Amount("109607.51".parse().unwrap());
    assert_eq!(
        stated("department.budget"),
        (amount, "109,607.51万元", None)
    );
    assert_eq!(
        stated("projects.grade.优"),
        (StatedValue::Count(27), "27", None)
    );
    let rate = StatedValue::Percent("99.93%".parse().unwrap());
    assert_eq!(stated("project.execution-rate"), (rate, "99.93%", Some(18)));
}

#[test]
fn places_lead_back_to_the_file() {
    let submission = lanzhou();
    let fiscal = submission.projects[17].funds.fiscal.as_ref().unwrap();
    let place = fiscal.executed.place.as_ref().unwrap();
    assert!(
        place
            .file
            .ends_with("/examples/data/lanzhou-2023/projects/18.toml")
    );
    let Locator::Key { line, column, key } = &place.locator else {
        panic!("{place}")
    };
    assert_eq!(key, "projects[1].funds.fiscal.executed");
    let text = fs::read_to_string(&*place.file).unwrap();
    let line = text.lines().nth(*line as usize - 1).unwrap();
    let value: String = line.chars().skip(*column as usize - 1).collect();
    assert!(value.starts_with("{ value = 20.3055,"), "{value}");
}
