//! What is compared is the same, whether it comes from a dataset or from the `evaluation.json` of it.
#![cfg(all(feature = "import", feature = "export"))]

use jixiao::Assessment;
use jixiao::catalogue::Catalogue;
use jixiao::export::data;
use jixiao::import::read_texts;
use jixiao::model::{Remediation, RemediationState, Speak, Traced};
use jixiao::years::{Comparison, Year, evaluation_file, year_from_json};
use serde_json::{Value, json};

/// A unit whose rates are known, do not apply, and have no value; with a register.
fn assessed() -> Assessment {
    let dataset = r#"
        unit = { name = "某局", year = 2023, policy = "mof-2020", budgeted_projects = 4 }
        [department.spending.total]
        initial = 30
        budget = 30
        executed = 29.99
        [department.carry_over]
        current = 3
        previous = 0
        [[projects]]
        name = "图书馆运行"
        funds.fiscal = { initial = 20, budget = 20, executed = 19 }
        [[projects.deviations]]
        indicator = "预算执行率"
        cause = "尾款未付"
        remedy = "加快结算"
        causes = ["P2"]
        remedies = ["M5"]
        [[projects]]
        name = "无预算项目"
        funds.fiscal = { initial = 0, budget = 0, executed = 0 }
        [[projects]]
        name = "无预算有支出"
        funds.fiscal = { initial = 0, budget = 0, executed = 1 }
    "#;
    let mut submission = read_texts(&[("unit.toml", dataset)]).unwrap();
    let row = |project: Option<&str>, due: Option<&str>, state| Remediation {
        year: 2022.try_into().unwrap(),
        project: project.map(|name| name.parse().unwrap()),
        indicator: None,
        cause: Traced::reported("开工晚".into()),
        remedy: Traced::reported("提前招标".into()),
        owner: project.map(|_| "办公室".parse().unwrap()),
        due: due.map(|due| due.parse().unwrap()),
        state,
        progress: "已发文".into(),
    };
    submission.register = vec![
        row(
            Some("图书馆运行"),
            Some("2024-06-30"),
            RemediationState::UnderWay,
        ),
        row(None, None, RemediationState::Done),
    ];
    Assessment::new(submission, None).unwrap()
}

fn read(evaluation: &Value) -> Result<Year, String> {
    let catalogue = Catalogue::builtin().unwrap();
    year_from_json(&evaluation.to_string(), &catalogue).map_err(|error| error.speak().en)
}

#[test]
fn a_year_is_the_same_from_its_evaluation() {
    let assessment = assessed();
    let year = assessment.year().unwrap();
    assert_eq!(read(&data(&assessment.outcome())), Ok(year.clone()));
    assert_eq!(year.projects[0].explained[0].causes, ["P2"]);
    assert_eq!(
        year.register[0].row.owner.as_ref().unwrap().as_str(),
        "办公室"
    );

    // Without projects, and without a department.
    let bare = r#"
        unit = { name = "某局", year = 2023, policy = "mof-2020", budgeted_projects = 0 }
        department.spending.total = { initial = 1, budget = 1, executed = 1 }
    "#;
    let bare = Assessment::new(read_texts(&[("unit.toml", bare)]).unwrap(), None).unwrap();
    assert_eq!(read(&data(&bare.outcome())), Ok(bare.year().unwrap()));
    let (one, other) = (bare.year().unwrap(), year);
    assert_eq!(Comparison::of(&one, &other).come.len(), 3);
    let mut assessment = assessment;
    (
        assessment.submission.department,
        assessment.evaluation.department,
    ) = (None, None);
    let year = assessment.year().unwrap();
    assert_eq!(read(&data(&assessment.outcome())), Ok(year));
}

#[test]
fn what_other_versions_have_or_lack_does_not_matter() {
    let assessment = assessed();
    let whole = data(&assessment.outcome());
    let year = assessment.year().unwrap();
    let mut later = whole.clone();
    later["comments"] = json!([1, { "of": "a later version" }]);
    later["projects"][0]["mood"] = json!({ "good": true });
    later["department"]["rates"]["a-later-rate"] = json!("12%");
    assert_eq!(read(&later), Ok(year.clone()));

    let mut earlier = whole;
    let members = earlier.as_object_mut().unwrap();
    members.remove("register");
    members.remove("partly_constructed");
    let mut expected = year;
    expected.register.clear();
    assert_eq!(read(&earlier), Ok(expected));
}

#[test]
fn no_list_is_longer_than_that_of_a_dataset() {
    let whole = data(&assessed().outcome());
    for (pointer, most) in [
        ("/projects", 20_000),
        ("/projects/0/deviations", 300),
        ("/department/deviations", 300),
        ("/register", 100_000),
    ] {
        let mut long = whole.clone();
        *long.pointer_mut(pointer).unwrap() = json!(vec![json!({}); most + 1]);
        let said = read(&long).unwrap_err();
        let expected = format!("expected a list of at most {most}");
        assert!(said.contains(&expected), "{pointer}: {said}");
    }
    // Of as many as there may be, the first problems are kept.
    let mut wrong = whole;
    wrong["register"] = json!(vec![json!({}); 100_000]);
    let said = read(&wrong).unwrap_err();
    assert!(said.contains("… (10000)"), "{said}");
    assert!(said.contains("`register[0].remedy` is missing"), "{said}");
}

#[test]
fn a_folder_with_anything_but_results_in_it_is_a_dataset() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    for name in [
        "evaluation.json",
        "附表1-项目支出绩效自评表.xlsx",
        "附表1-项目支出绩效自评表.md",
        "自评工作总结.docx",
        "整改台账.xlsx",
        "打印稿.pdf",
    ] {
        std::fs::write(at(name), "{}").unwrap();
    }
    let found = || evaluation_file(folder.path()).unwrap();
    assert_eq!(found(), Some(at("evaluation.json")));
    for name in ["自评表.xlsx", "unit.toml", "汇总.csv"] {
        std::fs::write(at(name), "").unwrap();
        assert_eq!(found(), None, "{name}");
        std::fs::remove_file(at(name)).unwrap();
    }
    assert_eq!(found(), Some(at("evaluation.json")));
}

#[test]
fn what_is_missing_or_wrong_is_told_with_its_path() {
    let whole = data(&assessed().outcome());
    for (pointer, value, said) in [
        (
            "/unit/year",
            json!("2023"),
            "`unit.year` is \"2023\"; it should be a year from 1994 to 2100",
        ),
        (
            "/projects/1/total",
            Value::Null,
            "`projects[1].total` is missing; it should be points",
        ),
        (
            "/projects/0/deviations/0/causes",
            json!("P2"),
            "`projects[0].deviations[0].causes` is \"P2\"; it should be a list of codes",
        ),
        (
            "/projects/0/name",
            json!(5),
            "`projects[0].name` is 5; it should be a text",
        ),
        (
            "/projects/2/execution_rate",
            json!("much"),
            "`projects[2].execution_rate` is \"much\"; it should be a percentage",
        ),
        (
            "/department/executed",
            json!(29.99),
            "`department.executed` is 29.99; it should be an amount",
        ),
        (
            "/register/0/due",
            json!("soon"),
            "`register[0].due` is \"soon\"; it should be a day",
        ),
        (
            "/register/1/state",
            json!("late"),
            "`register[1].state` is \"late\"; it should be open, under-way, done or dropped",
        ),
        (
            "/summary/grades/优",
            json!(-1),
            "`summary.grades.优` is -1; it should be a whole number",
        ),
        ("/projects", json!({}), "column"),
    ] {
        let mut broken = whole.clone();
        *broken.pointer_mut(pointer).unwrap() = value;
        let told = read(&broken).unwrap_err();
        assert!(told.contains(said), "{pointer}: {told}");
        assert!(told.contains("jixiao evaluate"), "{told}");
    }
}
