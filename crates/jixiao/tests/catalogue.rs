//! The catalogue with a team's own file, and what is evaluated by it.
#![cfg(all(feature = "import", feature = "export"))]

use std::fs;

use jixiao::catalogue::MAX_CATALOGUE_BYTES;
use jixiao::export::data;
use jixiao::import::read_texts;
use jixiao::model::Speak;
use jixiao::what_if::WhatIf;
use jixiao::{Assessment, Error, catalogue_file};

const OURS: &str = r#"
[causes.X1]
group = "EXTERNAL"
name = "供应商违约"
name_en = "a supplier in breach of contract"
definition = "供应商没有按合同供货或施工。"
definition_en = "A supplier did not deliver or build as the contract says."
wording = ["中标单位中途弃标，重新采购耽误了工期。"]
classes = ["execution", "timeliness"]
remedies = ["M4", "M9"]
"#;

/// A project with two explanations, one of which has codes of its own.
const UNIT: &str = r#"
unit = { name = "某局", year = 2023 }
[[projects]]
name = "图书馆运行费"
funds.fiscal = { initial = 20, budget = 20, executed = 10 }
[[projects.deviations]]
indicator = "预算执行率"
cause = "供货商未及时开具发票。"
remedy = "督促供货商及时开具发票。"
causes = ["E4"]
remedies = ["M9"]
[[projects.deviations]]
cause = "供货商未及时开具发票。"
remedy = "督促供货商及时开具发票。"
"#;

#[test]
fn a_file_adds_to_the_built_in_catalogue_and_explanations_are_read_by_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ours.toml");
    fs::write(&file, OURS).unwrap();
    let catalogue = catalogue_file(file.to_str().unwrap()).unwrap();
    assert!(catalogue.cause("X1").is_some() && catalogue.cause("F1").is_some());

    let submission = read_texts(&[("unit.toml", UNIT)]).unwrap();
    let assessment = Assessment::with_catalogue(submission, None, catalogue).unwrap();
    assert!(assessment.catalogue.cause("X1").is_some());
    let [project] = &assessment.explanations.projects[..] else {
        panic!("one project")
    };
    assert_eq!(project.len(), 2, "one reading for each deviation");
    let what_if = WhatIf::new(assessment.clone(), &[]).unwrap();
    assert!(
        what_if.after.catalogue.cause("X1").is_some(),
        "assessed again by the same"
    );
    let common = Assessment::new(assessment.submission, None).unwrap();
    assert!(common.catalogue.cause("X1").is_none());
}

#[test]
fn codes_that_the_dataset_gives_stay() {
    let submission = read_texts(&[("unit.toml", UNIT)]).unwrap();
    let assessment = Assessment::new(submission, None).unwrap();
    let data = data(&assessment.outcome());
    let own = &data["projects"][0]["deviations"][0];
    assert_eq!(own["causes"], serde_json::json!(["E4"]));
    assert_eq!(own["remedies"], serde_json::json!(["M9"]));
    assert!(own.get("causes_from").is_none() && own.get("remedies_from").is_none());
}

#[test]
fn where_the_dataset_gives_none_the_data_tell_what_the_texts_say() {
    let submission = read_texts(&[("unit.toml", UNIT)]).unwrap();
    let assessment = Assessment::new(submission, None).unwrap();
    let data = data(&assessment.outcome());
    let read = &data["projects"][0]["deviations"][1];
    assert_eq!(read["causes"], serde_json::json!(["P1"]));
    assert_eq!(read["causes_from"], "text");
    assert_eq!(read["remedies"], serde_json::json!(["M5"]));
    assert_eq!(read["remedies_from"], "text");
}

#[test]
fn a_file_that_cannot_be_read_is_told_with_the_mend() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ours.toml");
    let named = file.to_str().unwrap();
    let told = || catalogue_file(named).unwrap_err().speak();

    fs::write(&file, vec![b'#'; MAX_CATALOGUE_BYTES]).unwrap();
    assert!(catalogue_file(named).is_ok());
    fs::write(&file, vec![b'#'; MAX_CATALOGUE_BYTES + 1]).unwrap();
    let said = told();
    assert_eq!(
        said.zh,
        format!("目录文件“{named}”无法读取：文件超过 1 MiB；请核对是否选对了文件")
    );
    assert_eq!(
        said.en,
        format!(
            "the catalogue file {named} cannot be read: it is longer than 1 MiB; check that it is the right file"
        )
    );
    fs::write(&file, b"# \xcf\xe7").unwrap();
    assert!(
        told()
            .zh
            .contains("从第 1 行起无法读取；请用文本编辑器另存为 UTF-8 编码")
    );
    fs::write(&file, "[causes.F1]\nname = \"缺钱\"").unwrap();
    let error = catalogue_file(named).unwrap_err();
    assert!(matches!(error, Error::Catalogue(_)), "{error}");
    assert!(error.speak().zh.starts_with(&format!("{named} 第 2 行")));
}
