//! Findings as data, as a SARIF log and as a sheet.

mod submissions;

use std::io::{Cursor, Read};

use jixiao_export::document::{Block, Document};
use jixiao_export::render::{markdown, xlsx};
use jixiao_export::{data, findings_data, findings_sheet, sarif};
use jixiao_model::{Bilingual, Ignored, Locator, Place, Remark, RemarkKind, Submission};
use jixiao_review::checks::ALL;
use serde_json::{Value, json};
use submissions::*;

/// The schema of OASIS, as the crate serde-sarif carries it.
const SARIF_SCHEMA: &str = include_str!("schemas/sarif-2.1.0.schema.json");

/// What reading left to be said of a place of each kind.
fn places() -> Submission {
    let key = |key: &str| Locator::Key {
        line: 12,
        column: 3,
        key: key.into(),
    };
    let cell = |sheet: &str, cell: &str| Locator::Cell {
        sheet: sheet.into(),
        cell: cell.into(),
    };
    let remark = |kind, file: &str, locator| Remark {
        kind,
        message: Bilingual::new("甲", "one"),
        mend: Bilingual::new("请改为“乙”。", "make it two"),
        place: Some(
            Place {
                file: file.into(),
                locator,
            }
            .into(),
        ),
    };
    changed(|own| {
        own.projects.clear();
        own.department = None;
        own.remarks = vec![
            remark(RemarkKind::Unread, "表/自评 表.xlsx", Locator::File),
            remark(RemarkKind::Unclear, "表/a.xlsx", cell("附表1", "C7")),
            remark(RemarkKind::Unclear, "a.csv", cell("", "B2")),
            remark(RemarkKind::Unclear, "a.csv", cell("", "")),
            remark(RemarkKind::PassedOver, "/数据/u.toml", key("unit.name")),
            remark(RemarkKind::PassedOver, "u.toml", key("")),
        ];
    })
}

/// A submission of which one project's findings of one code are passed over.
fn ignoring() -> Submission {
    changed(|own| {
        own.ignored = vec![Ignored {
            code: "JX001".into(),
            project: Some(2),
            indicator: None,
            reason: "财政批复的分值".into(),
            place: None,
        }];
    })
}

fn log(submission: Submission) -> Value {
    sarif(&Shown::new(submission).outcome())
}

#[test]
fn a_log_is_what_the_schema_of_sarif_says() {
    // The pattern of languages has a bracket too many, which ECMAScript passes over.
    let schema = SARIF_SCHEMA.replace("{2}]?$", "{2}$");
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::draft7::new(&schema).unwrap();
    for (what, submission) in all()
        .into_iter()
        .chain([("places", places()), ("ignored", ignoring())])
    {
        let log = log(submission);
        let faults: Vec<_> = validator
            .iter_errors(&log)
            .map(|fault| format!("{fault} at {}", fault.instance_path()))
            .collect();
        assert_eq!(faults, [""; 0], "{what}");
    }
    let whole = log(places());
    for (pointer, wrong) in [
        ("/runs/0/results/0/level", json!("fatal")),
        ("/runs/0/results/0/message", json!("甲")),
        (
            "/runs/0/results/4/locations/0/physicalLocation/region/startLine",
            json!(0),
        ),
        ("/runs/0/columnKind", json!("characters")),
    ] {
        let mut broken = whole.clone();
        *broken.pointer_mut(pointer).unwrap() = wrong;
        assert!(!validator.is_valid(&broken), "{pointer}");
    }
}

#[test]
fn a_log_has_every_check_as_a_rule_and_every_finding_as_a_result() {
    let shown = Shown::new(everything());
    let log = sarif(&shown.outcome());
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(rules.len(), ALL.len());
    for (rule, check) in rules.iter().zip(ALL) {
        assert_eq!(rule["id"], check.code.to_string());
        assert_eq!(rule["shortDescription"]["text"], check.zh);
        assert_eq!(rule["help"]["markdown"], check.page);
    }
    let results = run["results"].as_array().unwrap();
    assert!(!results.is_empty());
    assert_eq!(results.len(), shown.findings.len());
    for (result, finding) in results.iter().zip(shown.findings.iter()) {
        assert_eq!(result["ruleId"], finding.code.to_string());
        assert_eq!(result["level"], finding.severity.id());
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        let text = result["message"]["text"].as_str().unwrap();
        assert!(text.contains(&finding.message.zh) && text.contains(&finding.mend.zh));
        assert!(text.ends_with('。') && !text.contains("。。"), "{text}");
    }
}

#[test]
fn a_result_stands_where_its_finding_does() {
    let log = log(places());
    let results = log["runs"][0]["results"].as_array().unwrap();
    let results = results.iter().filter(|result| result["ruleId"] == "JX004");
    let locations: Vec<&Value> = results
        .inspect(|result| {
            let text = result["message"]["text"].as_str().unwrap();
            assert!(
                text.starts_with("甲。应为：") && text.ends_with("。请改为“乙”。"),
                "{text}"
            );
        })
        .map(|result| &result["locations"][0])
        .collect();
    let file = |uri: &str| json!({ "artifactLocation": { "uri": uri } });
    let line = |uri: &str| {
        json!({
            "artifactLocation": { "uri": uri },
            "region": { "startLine": 12, "startColumn": 3 },
        })
    };
    let book = "%E8%A1%A8/%E8%87%AA%E8%AF%84%20%E8%A1%A8.xlsx";
    let cell = json!([{ "name": "C7", "fullyQualifiedName": "附表1!C7" }]);
    let of_list = json!([{ "name": "B2", "fullyQualifiedName": "B2" }]);
    let key = json!([{ "fullyQualifiedName": "unit.name", "kind": "value" }]);
    for (location, expected) in locations.into_iter().zip([
        json!({ "physicalLocation": file(book) }),
        json!({ "physicalLocation": file("%E8%A1%A8/a.xlsx"), "logicalLocations": cell }),
        json!({ "physicalLocation": file("a.csv"), "logicalLocations": of_list }),
        json!({ "physicalLocation": file("a.csv") }),
        json!({
            "physicalLocation": line("file:///%E6%95%B0%E6%8D%AE/u.toml"),
            "logicalLocations": key,
        }),
        json!({ "physicalLocation": line("u.toml") }),
    ]) {
        assert_eq!(*location, expected);
    }
}

#[test]
fn findings_alone_are_those_of_the_evaluation() {
    for (what, submission) in all() {
        let shown = Shown::new(submission);
        let alone = findings_data(&shown.outcome());
        let whole = data(&shown.outcome());
        for key in ["unit", "policy", "findings"] {
            assert_eq!(alone[key], whole[key], "{what}: {key}");
        }
        let counts = ["error", "warning", "note"].map(|level| {
            let findings = alone["findings"].as_array().unwrap().iter();
            let counted = findings.filter(|finding| finding["level"] == level).count();
            assert_eq!(alone["counts"][level], counted, "{what}: {level}");
            counted
        });
        assert_eq!(counts.iter().sum::<usize>(), shown.findings.len());
        assert_eq!(alone["counts"]["ignored"], 0);
    }
}

fn sheet(submission: Submission) -> Document {
    findings_sheet(&Shown::new(submission).outcome())
}

#[test]
fn a_sheet_tells_each_finding_in_a_row() {
    insta::assert_snapshot!("sheet", markdown(&sheet(places())).unwrap());
    let shown = Shown::new(everything());
    let document = findings_sheet(&shown.outcome());
    let Some(Block::List(table)) = document.sections[0].blocks.get(3) else {
        panic!("no list");
    };
    assert_eq!(table.rows.len(), shown.findings.len() + 1);
}

#[test]
fn what_is_passed_over_stands_on_a_sheet_of_its_own() {
    let shown = Shown::new(ignoring());
    assert_eq!(shown.findings.ignored().len(), 1);
    let document = findings_sheet(&shown.outcome());
    let names: Vec<_> = document
        .sections
        .iter()
        .map(|section| &*section.name)
        .collect();
    assert_eq!(names, ["核对结果", "已忽略"]);
    let text = markdown(&document).unwrap();
    let (found, ignored) = text.split_once("---\n\n").unwrap();
    assert!(
        found.contains("，已忽略 1") && !found.contains("| JX001 |"),
        "{found}"
    );
    insta::assert_snapshot!("ignored", ignored);
    xlsx(&document).unwrap();
}

#[test]
fn a_sheet_without_findings_says_so() {
    let clean = changed(|own| {
        own.projects.retain(|project| project.number == 3);
        own.department = None;
        own.projects[0].indicators.clear();
        for (level1, weight) in [("产出指标", "50"), ("效益指标", "30"), ("满意度指标", "10")]
        {
            let met = jixiao_model::Indicator::new(level1, level1, level1, "≥4次", "4次", weight);
            own.projects[0].indicators.push(met.unwrap());
        }
        own.projects[0].goal.actual.value = "发放问卷100份。".into();
    });
    let document = sheet(clean);
    assert!(markdown(&document).unwrap().contains("没有核对意见。"));
    xlsx(&document).unwrap();
}

#[test]
fn a_workbook_keeps_the_head_in_sight_and_lets_rows_be_filtered() {
    let count = Shown::new(places()).findings.len();
    let bytes = xlsx(&sheet(places())).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        let mut file = archive.by_name(name).unwrap();
        file.read_to_string(&mut text).unwrap();
        text
    };
    let sheet = part("xl/worksheets/sheet1.xml");
    // Title, unit and counts stand above the head in row 4.
    let last = 4 + count;
    for wanted in [
        "ySplit=\"4\"".to_string(),
        "state=\"frozen\"".to_string(),
        format!("<autoFilter ref=\"A4:K{last}\"/>"),
        "fitToHeight=\"0\" orientation=\"landscape\"".to_string(),
    ] {
        assert!(sheet.contains(&wanted), "{wanted}");
    }
    assert!(part("xl/workbook.xml").contains("核对结果!$4:$4</definedName>"));
}
