//! One unit's forms in every layout, by other writers than ours, come to one submission. `forms/README.md` tells how the files were made.

use std::fs;

use jixiao_import::read_files;
use jixiao_model::{
    Actual, Figure, FundSources, Funds, Lang, Locator, Name, RemarkKind, Submission, Traced,
};
use serde_json::Value;

fn file(name: &str) -> (String, Vec<u8>) {
    let path = format!("{}/tests/forms/{name}", env!("CARGO_MANIFEST_DIR"));
    (name.to_owned(), fs::read(path).unwrap())
}

fn read(names: &[&str]) -> Submission {
    let files: Vec<_> = names.iter().map(|name| file(name)).collect();
    read_files(&files).unwrap_or_else(|error| panic!("{}", error.render(Lang::Chinese)))
}

/// The unit as it is, its projects only.
fn projects() -> Submission {
    let mut submission = read(&["expected.toml"]);
    submission.department = None;
    submission
}

/// All that a submission says, but for places, stated figures and remarks, and the order in which a layout tells explanations.
fn told(submission: &Submission) -> Value {
    let mut submission = submission.clone();
    submission.stated.clear();
    submission.remarks.clear();
    for form in &mut submission.projects {
        form.deviations.sort_by_key(|one| one.indicator.clone());
        // The unit that carries out its own project need not be named.
        let unit = &submission.unit.name;
        form.implementer = form.implementer.take().filter(|name| name != unit);
    }
    if let Some(form) = &mut submission.department {
        form.deviations.sort_by_key(|one| one.indicator.clone());
    }
    serde_json::to_value(submission).unwrap()
}

/// Where two values differ first; empty where they do not.
fn first_difference(at: &str, expected: &Value, found: &Value) -> String {
    let differs = |parts: Vec<(String, &Value, &Value)>| {
        let mut parts = parts.into_iter().filter(|(_, one, other)| one != other);
        parts.next().map_or_else(String::new, |(part, one, other)| {
            first_difference(&format!("{at}{part}"), one, other)
        })
    };
    match (expected, found) {
        _ if expected == found => String::new(),
        (Value::Object(one), Value::Object(other)) if one.len() == other.len() => {
            let pairs = one.iter().zip(other.values());
            differs(
                pairs
                    .map(|((key, a), b)| (format!(".{key}"), a, b))
                    .collect(),
            )
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            let pairs = one.iter().zip(other).enumerate();
            differs(
                pairs
                    .map(|(index, (a, b))| (format!("[{index}]"), a, b))
                    .collect(),
            )
        }
        _ => format!("{at}: expected {expected}, found {found}"),
    }
}

fn assert_same(found: &Submission, expected: &Submission, file: &str) {
    let difference = first_difference("", &told(expected), &told(found));
    assert_eq!(difference, "", "{file}");
}

/// The figures that the forms state of one kind, as they show them.
fn stated(submission: &Submission, figure: Figure) -> Vec<(Option<u32>, String)> {
    let stated = submission.stated.iter().filter(|one| one.figure == figure);
    stated
        .map(|one| (one.project, one.value.value.to_string()))
        .collect()
}

/// Every form states what the dataset states: amounts and rates of each project.
fn assert_same_stated(found: &Submission, expected: &Submission, file: &str) {
    for figure in [
        Figure::ProjectBudget,
        Figure::ProjectExecuted,
        Figure::ProjectRate,
    ] {
        assert_eq!(stated(found, figure), stated(expected, figure), "{file}");
    }
}

#[test]
fn annex_1_of_2020_in_workbooks_and_documents() {
    let expected = projects();
    let files = [
        "mof-2020.xlsx",
        "mof-2020-one-sheet.xlsx",
        "mof-2020-resaved.xlsx",
        "mof-2020.xls",
        "mof-2020.ods",
        "mof-2020.docx",
    ];
    for file in files {
        let found = read(&[file]);
        assert_same(&found, &expected, file);
        assert_same_stated(&found, &expected, file);
    }
}

#[test]
fn what_is_hidden_is_no_part_of_the_form_and_is_told() {
    for file in [
        "mof-2020.xlsx",
        "mof-2020-resaved.xlsx",
        "mof-2020.xls",
        "mof-2020.ods",
    ] {
        let submission = read(&[file]);
        let remarks = submission.remarks.iter();
        let told: Vec<_> = remarks
            .map(|remark| (remark.kind, remark.message.zh.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                (
                    RemarkKind::PassedOver,
                    "隐藏的行（列）没有读取，首处 01 公共文化场馆免费开放项目!D14"
                ),
                (RemarkKind::PassedOver, "隐藏的工作表“项目字典”没有读取"),
            ],
            "{file}"
        );
    }
}

#[test]
fn cost_as_a_first_level_of_its_own() {
    let mut expected = projects();
    for indicator in expected
        .projects
        .iter_mut()
        .flat_map(|form| &mut form.indicators)
    {
        if indicator.level2.as_str() == "成本指标" {
            indicator.level1 = "成本指标".parse().unwrap();
            indicator.level2 = "经济成本指标".parse().unwrap();
        }
    }
    let found = read(&["mof-2021.xlsx"]);
    assert_same(&found, &expected, "mof-2021.xlsx");
    assert_same_stated(&found, &expected, "mof-2021.xlsx");
}

/// One row for the money that two rows of annex 1 have.
fn together(sources: &FundSources) -> FundSources {
    let sum = |amount: Result<jixiao_model::Amount, _>| Traced::reported(amount.unwrap());
    let [initial, budget, executed] =
        [sources.initial(), sources.budget(), sources.executed()].map(sum);
    FundSources {
        fiscal: Some(Funds::new(initial, budget, executed).unwrap()),
        ..FundSources::default()
    }
}

#[test]
fn sichuans_form() {
    let mut expected = projects();
    for form in &mut expected.projects {
        form.claims.grade = None;
    }
    let first = &mut expected.projects[0];
    first.funds = together(&first.funds);
    for file in ["sichuan.xlsx", "sichuan.docx"] {
        let found = read(&[file]);
        assert_same(&found, &expected, file);
        assert_same_stated(&found, &expected, file);
    }
}

#[test]
fn yunnans_form() {
    let expected = projects();
    let found = read(&["yunnan.xlsx"]);
    assert_same(&found, &expected, "yunnan.xlsx");
    assert_same_stated(&found, &expected, "yunnan.xlsx");
}

#[test]
fn the_departments_form_of_gansu() {
    let mut expected = read(&["expected.toml"]);
    expected.projects.clear();
    for file in ["gansu-department.xlsx", "gansu-department.docx"] {
        let mut found = read(&[file]);
        let mut claimed = Vec::new();
        for indicator in &mut found.department.as_mut().unwrap().indicators {
            if indicator.rule.is_some() {
                claimed.push(indicator.actual.value.text().to_owned());
                indicator.actual = Traced::reported(Actual::empty());
            }
        }
        assert_eq!(claimed.len(), 2, "{file}");
        assert!(claimed[1].starts_with("94.7"), "{claimed:?}");
        assert_same(&found, &expected, file);
        let rates = [
            Figure::DepartmentExecutionRate,
            Figure::ProjectExecutionRate,
        ];
        let rates = rates.map(|figure| stated(&found, figure));
        assert_eq!(rates[0], [(None, "98.98%".to_owned())], "{file}");
        assert_eq!(rates[1], [(None, "94.76%".to_owned())], "{file}");
    }
}

#[test]
fn a_form_as_a_town_published_it() {
    let expected = read(&["expected-town.toml"]);
    let found = read(&["town.xlsx"]);
    assert_same(&found, &expected, "town.xlsx");
    assert_eq!(
        stated(&found, Figure::ProjectRate),
        [(Some(1), "0%".to_owned())]
    );
    assert_eq!(
        stated(&found, Figure::ProjectBudget),
        [(Some(1), "0.00".to_owned())]
    );
}

#[test]
fn a_summary_alone_is_projects_with_money_and_without_indicators() {
    let unit = (
        "unit.toml".to_owned(),
        "[unit]\nname = '某县文化和旅游局'\nyear = 2023"
            .as_bytes()
            .to_vec(),
    );
    for name in ["summary.xlsx", "summary.csv", "summary-gb18030.csv"] {
        let found = read_files(&[unit.clone(), file(name)]).unwrap();
        let expected = projects();
        assert_same_stated(
            &without_amounts(found.clone()),
            &without_amounts(expected.clone()),
            name,
        );
        for (found, expected) in found.projects.iter().zip(&expected.projects) {
            assert_eq!(
                (found.number, found.name.value.as_str()),
                (expected.number, expected.name.value.as_str())
            );
            let funds = [&found.funds, &expected.funds].map(|funds| {
                [funds.initial(), funds.budget(), funds.executed()].map(Result::unwrap)
            });
            assert_eq!(funds[0], funds[1], "{name}");
            let claims = |claims: &jixiao_model::Claims| {
                (
                    claims.total.as_ref().map(|total| total.value),
                    claims.grade.as_ref().map(|grade| grade.value),
                )
            };
            assert_eq!(claims(&found.claims), claims(&expected.claims), "{name}");
            let texts = |form: &jixiao_model::ProjectForm| -> Vec<(String, String)> {
                let told = form.deviations.iter();
                told.map(|one| (one.cause.value.clone(), one.remedy.value.clone()))
                    .collect()
            };
            assert_eq!(texts(found), texts(expected), "{name}");
            assert!(found.indicators.is_empty());
        }
        assert_eq!(found.projects.len(), 3);
        assert_eq!(found.remarks, []);
    }
}

/// Amounts of a summary that stands alone are the projects' own, and no statement of them.
fn without_amounts(mut submission: Submission) -> Submission {
    submission
        .stated
        .retain(|one| one.figure == Figure::ProjectRate);
    submission
}

#[test]
fn a_summary_beside_the_forms_is_held_against_them() {
    let expected = projects();
    let mut found = read(&["mof-2020.xlsx", "summary.csv"]);
    found
        .remarks
        .retain(|remark| remark.kind != RemarkKind::PassedOver);
    assert_eq!(found.remarks, []);
    assert_same(&found, &expected, "with summary.csv");
    // Both tables state the rate of each project.
    assert_eq!(stated(&found, Figure::ProjectRate).len(), 6);
    assert_eq!(stated(&found, Figure::ProjectTotal).len(), 3);
    assert_eq!(stated(&found, Figure::ProjectsBudget).len(), 1);
}

#[test]
fn the_whole_unit_from_three_files() {
    let found = read(&[
        "gansu-department.docx",
        "mof-2020.docx",
        "summary-gb18030.csv",
    ]);
    let name = |name: &Name| name.as_str().to_owned();
    assert_eq!(name(&found.unit.name), "某县文化和旅游局");
    assert_eq!((found.year.number(), found.projects.len()), (2023, 3));
    assert!(found.department.is_some() && found.remarks.is_empty());
}

#[test]
fn every_value_knows_its_cell() {
    let cell = |submission: &Submission, project: usize| {
        let form = &submission.projects[project];
        let budget = &form.funds.fiscal.as_ref().unwrap().budget;
        let target = &form.indicators[0].target;
        [
            budget.place.as_ref().unwrap().to_string(),
            target.place.as_ref().unwrap().to_string(),
        ]
    };
    let workbook = read(&["mof-2020-one-sheet.xlsx"]);
    let document = read(&["mof-2020.docx"]);
    insta::assert_snapshot!([cell(&workbook, 1), cell(&document, 1)].concat().join("\n"), @"
    mof-2020-one-sheet.xlsx [自评表!E35]
    mof-2020-one-sheet.xlsx [自评表!E41]
    mof-2020.docx [表2!第5行第4格]
    mof-2020.docx [表2!第11行第5格]
    ");
    let all = |submission: &Submission| {
        let forms = submission.projects.iter();
        forms
            .flat_map(|form| {
                let values = form.indicators.iter().flat_map(|one| {
                    [
                        one.target.place.clone(),
                        one.actual.place.clone(),
                        one.weight.place.clone(),
                        one.name.place.clone(),
                    ]
                });
                values
                    .chain([form.name.place.clone(), form.goal.expected.place.clone()])
                    .collect::<Vec<_>>()
            })
            .collect::<Vec<_>>()
    };
    for place in all(&workbook).into_iter().chain(all(&document)) {
        let place = place.expect("a place");
        assert!(
            matches!(&place.locator, Locator::Cell { cell, .. } if !cell.is_empty()),
            "{place}"
        );
    }
}

#[test]
fn a_good_file_is_not_lost_because_its_neighbour_is_bad() {
    let bad = ("坏表.xlsx".to_owned(), b"PK\x03\x04 nothing".to_vec());
    let picture = ("旧表.pdf".to_owned(), b"%PDF-1.7".to_vec());
    let found = read_files(&[bad.clone(), file("mof-2020.docx"), picture.clone()]).unwrap();
    assert_same(&found, &projects(), "beside bad files");
    let told: Vec<String> = found
        .remarks
        .iter()
        .map(|remark| {
            let place = remark.place.as_ref().unwrap();
            format!(
                "{:?} {place}：{}；{}",
                remark.kind, remark.message.zh, remark.mend.zh
            )
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"), @"
    Unread 坏表.xlsx：文件已损坏，不能读取（invalid Zip archive: Could not find EOCD）；请用原来的软件打开，另存为 .xlsx 或 .docx
    Unread 旧表.pdf：这是 PDF 文件，不能读取；请另存为 .xlsx 或 .docx
    ");
    // Where nothing comes of the whole, all of them are told.
    let error = read_files(&[bad, picture]).unwrap_err();
    insta::assert_snapshot!(error.render(Lang::Chinese), @"
    坏表.xlsx：文件已损坏，不能读取（invalid Zip archive: Could not find EOCD）；请用原来的软件打开，另存为 .xlsx 或 .docx
    旧表.pdf：这是 PDF 文件，不能读取；请另存为 .xlsx 或 .docx
    ");
}
