//! `jixiao diff`: two years, or two evaluations of one year, side by side.

mod command;

use std::fs;
use std::path::Path;

use calamine::{Reader, Xlsx, open_workbook};
use command::{json, refused, stdout};
use serde_json::{Value, json as value};
use unicode_width::UnicodeWidthStr;

const CATALOGUE: &str = r#"
[causes.X1]
group = "EXTERNAL"
name = "供应商违约"
name_en = "a supplier in breach of contract"
definition = "供应商没有按合同供货或施工。"
definition_en = "A supplier did not deliver or build as the contract says."
wording = ["中标单位中途弃标，重新采购耽误了工期。"]
classes = ["execution", "timeliness"]
remedies = ["M4", "M9"]
cues = ["弃标"]
"#;

fn dataset(year: u16) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/years");
    folder.join(format!("{year}.toml")).to_str().unwrap().into()
}

/// A folder with the evaluation of 2024 and its register.
fn evaluated() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("evaluation.json");
    let mut evaluation = json(&["evaluate", &dataset(2024), "--json"]);
    let row = |project: Value, remedy: &str, state: &str, due: Value, progress: &str| {
        value!({
            "year": 2023, "project": project, "cause": "", "remedy": remedy, "owner": "办公室",
            "due": due, "state": state, "progress": progress, "later": { "addition": true },
        })
    };
    evaluation["register"] = value!([
        row(
            value!("文化馆免费开放补助资金"),
            "提前与财政部门沟通，争取资金及早下达",
            "done",
            Value::Null,
            "资金3月到位"
        ),
        row(
            value!("乡村文化站设备维修"),
            "增聘维修人员两名，8月底前到岗",
            "under-way",
            value!("2024-08-31"),
            "已招聘一名"
        ),
        row(
            value!("数字文化馆建设"),
            "列入2024年预算",
            "dropped",
            Value::Null,
            "并入县级平台"
        ),
        row(
            Value::Null,
            "结合近三年支出重新核定指标值",
            "open",
            value!("2025-06-30"),
            ""
        ),
        row(value!(""), "雨季改在室内演出", "open", Value::Null, ""),
    ]);
    fs::write(&file, evaluation.to_string()).unwrap();
    let path = file.to_str().unwrap().to_string();
    (folder, path)
}

#[test]
fn two_years_stand_side_by_side() {
    let (_folder, new) = evaluated();
    let old = dataset(2023);
    insta::assert_snapshot!("diff", stdout(&["diff", &old, &new]));
    insta::assert_snapshot!(
        "diff_in_english",
        stdout(&["diff", &old, &new, "--lang", "en"])
    );
}

#[test]
fn help_names_what_it_takes_in_order() {
    insta::assert_snapshot!("diff_help", stdout(&["diff", "--help"]));
    insta::assert_snapshot!(
        "diff_help_in_english",
        stdout(&["diff", "--help", "--lang", "en"])
    );
}

#[test]
fn a_page_has_80_columns() {
    let (_folder, new) = evaluated();
    let lanzhou = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../examples/data/lanzhou-2023"
    );
    let (old, other) = (dataset(2023), dataset(2024));
    for call in [
        [&*old, &*new],
        [&*new, &*old],
        [&*other, lanzhou],
        [&*other, &*new],
    ] {
        for lang in ["zh", "en"] {
            for line in stdout(&["diff", call[0], call[1], "--lang", lang]).lines() {
                assert!(line.width() <= 80, "{line}");
            }
        }
    }
}

#[test]
fn an_evaluation_compares_as_its_dataset_does() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().to_str().unwrap();
    for year in [2023, 2024] {
        let formats = ["--formats", "json", "--out", &format!("{out}/{year}")];
        stdout(&[&["evaluate", &*dataset(year)], &formats[..]].concat());
    }
    let datasets = json(&["diff", &dataset(2023), &dataset(2024), "--json"]);
    let [old, new] = [2023, 2024].map(|year| format!("{out}/{year}"));
    assert_eq!(json(&["diff", &old, &new, "--json"]), datasets);
    let file = format!("{new}/evaluation.json");
    assert_eq!(json(&["diff", &dataset(2023), &file, "--json"]), datasets);
}

#[test]
fn data_follow_their_schema() {
    let (_folder, new) = evaluated();
    let schema = json(&["schema", "diff"]);
    let validator = jsonschema::validator_for(&schema).unwrap();
    let evaluation = jsonschema::validator_for(&json(&["schema", "evaluation"])).unwrap();
    let lanzhou = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../examples/data/lanzhou-2023"
    );
    for [old, new] in [
        [&*dataset(2023), &*new],
        [&*new, &*dataset(2023)],
        [lanzhou, &*new],
    ] {
        let data = json(&["diff", old, new, "--json"]);
        let problems: Vec<String> = validator
            .iter_errors(&data)
            .map(|own| own.to_string())
            .collect();
        assert_eq!(problems, Vec::<String>::new());
    }
    let written = serde_json::from_str(&fs::read_to_string(&new).unwrap()).unwrap();
    assert!(evaluation.is_valid(&written));

    let data = json(&["diff", &dataset(2023), &new, "--json"]);
    let total = &data["department"][0];
    assert_eq!(
        (&total["old"], &total["new"], &total["change"]),
        (&value!("92.08"), &value!("99.88"), &value!("+7.8"))
    );
    assert_eq!(
        data["projects"][1]["matched"],
        value!({
            "by": "alike", "alike_percent": 77, "text": "名称相似 77%", "text_en": "names alike by 77%",
        })
    );
    assert_eq!(
        data["causes_came_back"][0]["same"],
        value!({ "by": "code", "code": "S1" })
    );
    let certain = &data["remedies_not_kept"]
        .as_array()
        .unwrap()
        .iter()
        .find(|own| own["certainty"] == "certain")
        .unwrap();
    assert_eq!(certain["project"], "乡村文化站设备维修（2023年度）");
    assert_eq!(certain["evidence"][0]["due"], "2024-08-31");
    let verdicts: Vec<&str> = data["remedies_other"]
        .as_array()
        .unwrap()
        .iter()
        .map(|own| own["verdict"].as_str().unwrap())
        .collect();
    assert_eq!(verdicts, ["not-due", "kept", "unknown", "dropped"]);
}

#[test]
fn one_year_before_and_after_a_correction_is_compared_without_a_word_of_years() {
    let folder = tempfile::tempdir().unwrap();
    let corrected = folder.path().join("corrected.toml");
    let text = fs::read_to_string(dataset(2024)).unwrap();
    fs::write(&corrected, text.replacen("291天", "281天", 1)).unwrap();
    let corrected = corrected.to_str().unwrap();
    let text = stdout(&["diff", &dataset(2024), corrected]);
    assert!(
        text.contains("前一次") && text.contains("97.6 → 95.93（-1.67 分）"),
        "{text}"
    );
    assert!(
        !text.contains("重复出现的原因  ") && !text.contains("未兑现"),
        "{text}"
    );
    let english = stdout(&["diff", &dataset(2024), corrected, "--lang", "en"]);
    assert!(
        english.contains("first") && !english.contains("promised"),
        "{english}"
    );
}

#[test]
fn a_workbook_has_a_sheet_for_each_part() {
    let (folder, new) = evaluated();
    let out = folder.path().join("对比.xlsx");
    let out = out.to_str().unwrap();
    let text = stdout(&["diff", &dataset(2023), &new, "--out", out]);
    assert!(text.ends_with(&format!("已写出：{out}\n")), "{text}");
    let first = fs::read(out).unwrap();
    stdout(&["diff", &dataset(2023), &new, "--out", out]);
    assert_eq!(fs::read(out).unwrap(), first);
    let mut book: Xlsx<_> = open_workbook(out).unwrap();
    assert_eq!(
        book.sheet_names(),
        [
            "总体",
            "项目",
            "重复出现的原因",
            "未兑现的措施",
            "新增和取消的项目"
        ]
    );
    let sheet = book.worksheet_range("项目").unwrap();
    let row = sheet
        .rows()
        .find(|row| row[2].to_string().starts_with("免费开放"))
        .unwrap();
    let mut shown = row.iter().map(ToString::to_string);
    let change = shown.position(|text| text == "1.72");
    assert_eq!(change, Some(5), "{row:?}");

    // Of one year, nothing came back and nothing was promised.
    let evaluation = fs::read_to_string(&new)
        .unwrap()
        .replacen("2024", "2023", 1);
    fs::write(&new, evaluation).unwrap();
    stdout(&["diff", &dataset(2023), &new, "--out", out]);
    let book: Xlsx<_> = open_workbook(out).unwrap();
    assert_eq!(book.sheet_names(), ["总体", "项目", "新增和取消的项目"]);
}

#[test]
fn texts_longer_than_a_cell_are_shortened() {
    let folder = tempfile::tempdir().unwrap();
    let write = |year: i32| {
        let mut evaluation = json(&["evaluate", &dataset(2024), "--json"]);
        evaluation["unit"]["year"] = value!(year);
        for key in ["cause_text", "remedy_text"] {
            evaluation["projects"][0]["deviations"] = value!([]);
            evaluation["department"]["deviations"] = value!([{ key: "长".repeat(40_000) }]);
        }
        evaluation["department"]["deviations"][0]["cause_text"] = value!("久".repeat(40_000));
        let file = folder.path().join(format!("{year}.json"));
        fs::write(&file, evaluation.to_string()).unwrap();
        file.to_str().unwrap().to_owned()
    };
    let (old, new) = (write(2023), write(2024));
    let out = folder.path().join("对比.xlsx");
    stdout(&["diff", &old, &new, "--out", out.to_str().unwrap()]);
    let mut book: Xlsx<_> = open_workbook(&out).unwrap();
    // As much as the sheet of the findings has of a text: of two causes, then of a cause, a remedy, and both again as evidence of its coming back.
    for (sheet, sign, count) in [
        ("重复出现的原因", '久', 16_000),
        ("未兑现的措施", '长', 16_000),
    ] {
        let sheet = book.worksheet_range(sheet).unwrap();
        let text: String = sheet.rows().flatten().map(ToString::to_string).collect();
        let found = text.chars().filter(|own| *own == sign).count();
        assert!((count - 100..=count).contains(&found), "{found}");
        assert!(text.contains("以下从略"));
    }
}

#[test]
fn causes_are_read_by_a_catalogue_of_ones_own() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("own.toml");
    fs::write(&own, CATALOGUE).unwrap();
    let write = |year: i32, cause: &str| {
        let file = folder.path().join(format!("{year}.toml"));
        let text = format!(
            "unit = {{ name = '某局', year = {year} }}\n[[projects]]\nname = '甲'\nfunds.fiscal = {{ budget = 1, executed = 1 }}\n\
             [[projects.deviations]]\ncause = '{cause}'\n"
        );
        fs::write(&file, text).unwrap();
        file.to_str().unwrap().to_owned()
    };
    let old = write(2023, "中标单位中途弃标，重新采购。");
    let new = write(2024, "中标单位中途弃标，重新采购耽误了工期。");
    let own = own.to_str().unwrap();
    let codes = |told: Value| told["causes_came_back"].to_string();
    let told = codes(json(&["diff", &old, &new, "--catalogue", own, "--json"]));
    assert!(told.contains("\"X1\""), "{told}");
    assert!(stdout(&["diff", &old, &new, "--catalogue", own]).contains("X1 供应商违约"));
    assert!(!codes(json(&["diff", &old, &new, "--json"])).contains("X1"));
}

#[test]
fn the_same_as_markdown_and_as_data_without_harm_to_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_string();
    let (old, new) = (dataset(2023), dataset(2024));
    stdout(&["diff", &old, &new, "--out", &path("a.md")]);
    insta::assert_snapshot!("diff_markdown", fs::read_to_string(path("a.md")).unwrap());
    stdout(&["diff", &old, &new, "--out", &path("a.json")]);
    let written: Value =
        serde_json::from_str(&fs::read_to_string(path("a.json")).unwrap()).unwrap();
    assert_eq!(written, json(&["diff", &old, &new, "--json"]));
    refused(&["diff", &old, &path("none.toml"), "--out", &path("a.json")]);
    assert!(fs::read_to_string(path("a.json")).unwrap().contains("2024"));
}

#[test]
fn what_cannot_be_compared_is_refused_with_the_mend() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_string()
    };
    let old = dataset(2023);
    let told = |words: &[&str]| -> String {
        let root = folder.path().to_str().unwrap();
        let data = Path::new(&old).parent().unwrap().to_str().unwrap();
        refused(words).replace(root, "DIR").replace(data, "DATA")
    };
    let list = file("list.json", "[1, 2]");
    let config = file("config.json", r#"{"name": "x"}"#);
    let bare = file(
        "bare.json",
        r#"{"unit": {"name": "某局"}, "summary": {"projects": "3"}, "policy": 7, "projects": [{"number": 1, "name": "甲", "total": "多", "budget": "1", "executed": "1", "grade": "上"}]}"#,
    );
    let twisted = file("twisted.json", r#"{"summary": {}, "projects": {}}"#);
    let (_folder, evaluation) = evaluated();
    let copy = file("copy.json", &fs::read_to_string(&evaluation).unwrap());
    let calls: [&[&str]; 10] = [
        &["diff", &old, &old],
        &["diff", &old, &list],
        &["diff", &old, &config, "--lang", "en"],
        &["diff", &old, &bare],
        &["diff", &old, &bare, "--lang", "en"],
        &["diff", &old, &twisted],
        &["diff", &old, "none.json"],
        &["diff", &old, &dataset(2024), "--out", "a.pdf"],
        &["diff", &old],
        &["diff", &copy, &evaluation, "--policy", "mof-2021"],
    ];
    insta::assert_snapshot!("diff_refused", calls.map(told).join("\n"));
    // With one dataset, the policy is its.
    let text = stdout(&["diff", &old, &evaluation, "--policy", "mof-2021"]);
    assert!(text.contains("mof-2021 与 mof-2020"), "{text}");
}
