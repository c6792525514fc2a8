//! What the values of a small dataset become: digits, sources, places, defaults.

use std::fs;
use std::sync::Arc;

use jixiao_import::{read_dataset, read_texts};
use jixiao_model::{Goal, Method, Source, Submission};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/small");

fn small() -> Submission {
    let texts = ["all.json", "late.toml", "unit.toml"].map(|name| {
        (
            name,
            fs::read_to_string(format!("{FOLDER}/{name}")).unwrap(),
        )
    });
    read_texts(&texts).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn a_folder_and_its_texts_are_one() {
    let (folder, texts) = (read_dataset(&[FOLDER]).unwrap(), small());
    assert_eq!(folder.unit, {
        let mut unit = texts.unit.clone();
        let budgeted = unit.budgeted_projects.as_mut().unwrap();
        budgeted
            .place
            .clone_from(&folder.unit.budgeted_projects.as_ref().unwrap().place);
        unit
    });
    assert_eq!(folder.projects.len(), texts.projects.len());
}

#[test]
fn numbers_keep_their_digits() {
    let submission = small();
    let indicators = &submission.projects[0].indicators;
    assert_eq!(indicators[0].target.value.text(), "300");
    assert_eq!(indicators[0].actual.value.text(), "318.50");
    assert_eq!(
        indicators[1].percent.as_ref().unwrap().value.to_string(),
        "100%"
    );
    let department = submission.department.as_ref().unwrap();
    assert_eq!(department.total.budget.value.to_string(), "25.32");
    assert_eq!(department.total.executed.value.to_string(), "25.3055");
    assert_eq!(department.staffing.as_ref().unwrap().staff.value, 11);
}

#[test]
fn a_date_of_toml_is_the_text_of_a_target() {
    let submission = small();
    let indicator = &submission.projects[1].indicators[0];
    assert_eq!(indicator.target.value.text(), "2023-12-31");
    assert!(matches!(indicator.target.value.goal(), Goal::By(_)));
    assert_eq!(indicator.method, Some(Method::Direct));
}

#[test]
fn the_nearest_source_holds() {
    let submission = small();
    let department = submission.department.as_ref().unwrap();
    // At the top of all.json: constructed. It holds for that file alone.
    assert_eq!(department.total.initial.source, Source::Constructed);
    assert_eq!(department.total.budget.source, Source::Published);
    assert_eq!(department.goal.actual.source, Source::Constructed);
    assert_eq!(
        submission.projects[0].indicators[0].weight.source,
        Source::Constructed
    );
    assert_eq!(submission.projects[1].name.source, Source::Reported);
    assert_eq!(submission.report.next_steps[0].source, Source::Reported);
}

#[test]
fn what_is_left_out_has_its_default_and_the_place_of_its_table() {
    let submission = small();
    assert_eq!(submission.unit.supervisor, None);
    let project = &submission.projects[0];
    // `null` of JSON is left out: the first project that is read is number 1.
    assert_eq!(
        (project.number, &project.supervisor, &project.implementer),
        (1, &None, &None)
    );
    assert_eq!(
        (project.note.as_str(), &project.goal.expected.value),
        ("", &String::new())
    );
    let fiscal = project.funds.fiscal.as_ref().unwrap();
    assert_eq!(fiscal.initial.value, jixiao_model::Amount::ZERO);
    assert_eq!(
        fiscal.initial.place.as_ref().unwrap().to_string(),
        "all.json:20:28 (projects[1].funds.fiscal)"
    );
    let department = submission.department.as_ref().unwrap();
    assert_eq!(department.indicators[0].actual.value.text(), "");
    // Values left out of one table share its place.
    let goal = &project.goal;
    assert!(Arc::ptr_eq(
        goal.expected.place.as_ref().unwrap(),
        goal.actual.place.as_ref().unwrap()
    ));
}

#[test]
fn every_value_knows_its_line_and_key() {
    let submission = small();
    let project = &submission.projects[1];
    let shown = |place: &Option<Arc<jixiao_model::Place>>| place.as_ref().unwrap().to_string();
    let fiscal = project.funds.fiscal.as_ref().unwrap();
    assert_eq!(
        shown(&fiscal.executed.place),
        "late.toml:5:62 (projects[1].funds.fiscal.executed)"
    );
    assert_eq!(
        shown(&project.indicators[0].weight.place),
        "late.toml:14:10 (projects[1].indicators[1].weight)"
    );
    assert_eq!(
        shown(&submission.stated[0].value.place),
        "unit.toml:20:11 (stated[1].value)"
    );
    // A value with its source stands where its table begins.
    let total = &submission.department.as_ref().unwrap().total;
    assert_eq!(
        shown(&total.budget.place),
        "all.json:5:43 (department.spending.total.budget)"
    );
    // All places of a file share its name.
    let (first, second) = (
        fiscal.executed.place.as_ref().unwrap(),
        fiscal.budget.place.as_ref().unwrap(),
    );
    assert!(Arc::ptr_eq(&first.file, &second.file));
}

#[test]
fn projects_stand_in_the_order_of_their_numbers() {
    let text = "[unit]\nname = '甲'\nyear = 2023\n[[projects]]\nname = '乙'\nnumber = 9\nfunds.other = {}\n\
        [[projects]]\nname = '丙'\nfunds.other = {}\n";
    let submission = read_texts(&[("a.toml", text)]).unwrap();
    let numbers: Vec<u32> = submission
        .projects
        .iter()
        .map(|project| project.number)
        .collect();
    assert_eq!(numbers, [2, 9]);
}

#[test]
fn what_is_ignored_may_stand_in_many_files() {
    let unit = "[unit]\nname = '甲'\nyear = 2023\n[[ignored]]\ncode = 'JX103'\nreason = '沿用'\n";
    let project = "[[projects]]\nname = '乙'\nnumber = 7\nfunds.fiscal.budget = 1\n\
        [[ignored]]\ncode = 'JX301'\nproject = 7\nindicator = '场次'\nreason = ' 已说明 '\n";
    let read = read_texts(&[("unit.toml", unit), ("projects/07.toml", project)]).unwrap();
    let [first, second] = &read.ignored[..] else {
        panic!("two entries: {:?}", read.ignored)
    };
    assert_eq!((&*first.code, first.project), ("JX103", None));
    assert_eq!((&*second.code, second.project), ("JX301", Some(7)));
    assert_eq!((&*first.reason, &*second.reason), ("沿用", "已说明"));
    let indicator = second.indicator.as_ref().map(ToString::to_string);
    assert_eq!(indicator.as_deref(), Some("场次"));
    assert_eq!(
        second.place.as_ref().unwrap().to_string(),
        "projects/07.toml:6:8 (ignored[1].code)"
    );
}
