//! `jixiao causes`: the list, the pages, and both as data; with a team's own file, too.

mod command;

use std::fs;

use command::{json, refused, stdout};
use jixiao::catalogue::Catalogue;
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

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

#[test]
fn every_cause_and_remedy_is_listed_on_a_page_of_80_columns() {
    for (name, arguments) in [
        ("causes", vec!["causes"]),
        ("causes_in_english", vec!["causes", "--lang", "en"]),
    ] {
        let list = stdout(&arguments);
        for line in list.lines() {
            assert!(line.width() <= 80, "{line}");
        }
        insta::assert_snapshot!(name, list);
    }
}

#[test]
fn a_page_is_that_of_the_handbook_without_links() {
    let catalogue = Catalogue::builtin().unwrap();
    let plain = |page: String| -> String {
        let codes = catalogue.causes().iter().map(|own| &own.code);
        let codes = codes.chain(catalogue.remedies().iter().map(|own| &own.code));
        codes.fold(page, |page, code| {
            page.replace(&format!("[{code}]({code}.md)"), code)
        })
    };
    for cause in catalogue.causes() {
        assert_eq!(
            stdout(&["causes", &cause.code]),
            plain(cause.page(&catalogue))
        );
    }
    for remedy in catalogue.remedies() {
        assert_eq!(
            stdout(&["causes", &remedy.code]),
            plain(remedy.page(&catalogue))
        );
    }
}

#[test]
fn an_entry_is_found_however_it_is_typed() {
    for (typed, code) in [
        ("P1", "P1"),
        (" p1 ", "P1"),
        ("m10", "M10"),
        ("未开票或未报账", "P1"),
        ("未开票", "P1"),
        ("late start", "S1"),
        ("人手", "C1"),
        ("列入下年预算", "M2"),
        ("Next year's budget", "M2"),
    ] {
        assert_eq!(json(&["causes", typed, "--json"])["code"], code, "{typed}");
    }
}

#[test]
fn near_ones_are_listed() {
    for (arguments, said) in [
        (
            vec!["causes", "F9"],
            "错误：没有原因或措施“F9”；是否指（全部见 jixiao causes）：\n  F1    财政资金紧张或未及时到位\n  F2    年末停止支付\n",
        ),
        (
            vec!["causes", "f9", "--lang", "en"],
            "error: there is no cause or remedy `f9`; did you mean (see all with jixiao causes):\n  F1    public funds short or late\n  F2    payments stopped at the year's end\n",
        ),
        (
            vec!["causes", "推广"],
            "错误：有 4 项符合“推广”，请写明代码：\n  C2    招展推广不足\n  C4    经验制度未推广\n  M6    招商、推广、招展\n  M12   制度创新推广\n",
        ),
        (
            vec!["causes", "人员不足"],
            "错误：没有原因或措施“人员不足”；全部见 jixiao causes\n",
        ),
        (
            vec!["causes", "启动较晚"],
            "错误：没有原因或措施“启动较晚”；全部见 jixiao causes\n",
        ),
        (
            vec!["causes", "Q1", "--lang", "en"],
            "error: there is no cause or remedy `Q1`; see all with jixiao causes\n",
        ),
    ] {
        assert_eq!(refused(&arguments), said);
    }
}

#[test]
fn the_data_have_every_entry() {
    let data = json(&["causes", "--json"]);
    let codes = |key: &str| -> Vec<&str> {
        let entries = data[key].as_array().unwrap();
        entries
            .iter()
            .map(|own| own["code"].as_str().unwrap())
            .collect()
    };
    assert_eq!((codes("causes").len(), codes("remedies").len()), (23, 14));
    assert_eq!(
        data["groups"][0],
        json!({ "id": "FUND", "name": "资金保障", "name_en": "funding" })
    );
    let one = json(&["causes", "V1", "--json"]);
    assert_eq!(data["causes"][22], one);
    assert_eq!(one["kind"], "cause");
    assert_eq!(one["group"], "SAVING");
    assert_eq!(one["classes"], json!(["execution", "cost"]));
    assert_eq!(one["remedies"], json!(["M13", "M3"]));
    let one = json(&["causes", "M14", "--json"]);
    assert_eq!(data["remedies"][13], one);
    assert_eq!(one["kind"], "remedy");
    assert_eq!(one["causes"], json!(["E2", "E5"]));
    for key in ["name", "name_en", "definition", "definition_en"] {
        assert!(one[key].as_str().is_some_and(|text| !text.is_empty()));
    }
    assert!(one["wording"].as_array().is_some_and(|list| list.len() > 4));
}

#[test]
fn a_file_adds_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ours.toml");
    let file = file.to_str().unwrap();
    fs::write(file, OURS).unwrap();
    let one = json(&["causes", "违约", "--catalogue", file, "--json"]);
    assert_eq!(one["code"], "X1");
    assert!(stdout(&["causes", "--catalogue", file]).contains("  X1    供应商违约 "));
    let answered = json(&["causes", "M9", "--catalogue", file, "--json"]);
    assert!(
        answered["causes"]
            .as_array()
            .unwrap()
            .contains(&Value::from("X1"))
    );

    fs::write(file, "[causes.F1]\nname = \"缺钱\"").unwrap();
    assert_eq!(
        refused(&["causes", "--catalogue", file]),
        format!(
            "错误：{file} 第 2 行第 8 列（causes.F1.name）：F1 已公布为“财政资金紧张或未及时到位”，代码一经公布不改变含义；请删去这一处；含义不同的，请另用新代码\n"
        )
    );
    let missing = folder.path().join("none.toml");
    let missing = missing.to_str().unwrap();
    assert_eq!(
        refused(&["classify", "甲", "--catalogue", missing]),
        format!("错误：目录文件“{missing}”无法读取：没有这个文件或文件夹；请核对路径和权限\n")
    );
}
