//! The main job on the real 2023 report: every published figure stands in the written files.
//!
//! Reads the folder that `JIXIAO_OUT` names, where it names one; else does the main job itself.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Data, DataType, Range, Reader, Xlsx, open_workbook};
use serde_json::Value;

const FORMS: &str = "附表1-项目支出绩效自评表.xlsx";
const SUMMARY: &str = "附表2-项目支出绩效自评结果汇总表.xlsx";
const DEPARTMENT: &str = "附表3-部门整体支出绩效自评表.xlsx";
const REPORT: &str = "自评工作总结.docx";

/// A folder with the written files, and the guard that deletes it where we made it.
fn written() -> (PathBuf, Option<tempfile::TempDir>) {
    if let Some(out) = std::env::var_os("JIXIAO_OUT") {
        return (out.into(), None);
    }
    let folder = tempfile::tempdir().unwrap();
    let dataset = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/data/lanzhou-2023");
    let status = Command::new(env!("CARGO_BIN_EXE_jixiao"))
        .arg("evaluate")
        .arg(dataset)
        .arg("--out")
        .arg(folder.path())
        .output()
        .unwrap()
        .status;
    assert!(status.success());
    (folder.path().into(), Some(folder))
}

fn sheets(path: &Path) -> Vec<(String, Range<Data>)> {
    let mut workbook: Xlsx<_> = open_workbook(path).unwrap();
    workbook.worksheets()
}

/// The cells of the first row whose first filled cell is `label`, as texts.
fn row(sheet: &Range<Data>, label: &str) -> Vec<String> {
    let texts = |row: &[Data]| -> Vec<String> {
        let filled = row.iter().map(ToString::to_string);
        filled.filter(|text| !text.is_empty()).collect()
    };
    let mut rows = sheet.rows().map(texts);
    rows.find(|row| row.iter().any(|text| text == label))
        .unwrap_or_else(|| panic!("no row {label}"))
}

fn document_text(path: &Path) -> String {
    let mut archive = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
    let mut xml = String::new();
    archive
        .by_name("word/document.xml")
        .unwrap()
        .read_to_string(&mut xml)
        .unwrap();
    // The text without its markup: pieces of one sentence stand in several runs.
    let mut text = String::new();
    for piece in xml.split('<') {
        text.push_str(piece.split_once('>').map_or("", |(_, text)| text));
    }
    text
}

#[test]
fn the_data_file_holds_the_published_figures() {
    let (out, _guard) = written();
    let text = fs::read_to_string(out.join("evaluation.json")).unwrap();
    let data: Value = serde_json::from_str(&text).unwrap();
    let cases = [
        ("/unit/name", "兰州新区商务和文化旅游局"),
        ("/policy", "lanzhou-2023"),
        ("/department/budget", "109607.51"),
        ("/department/executed", "109605.01"),
        ("/department/rates/execution-rate", "99.99%"),
        ("/department/rates/basic-execution-rate", "100%"),
        ("/department/rates/project-execution-rate", "99.99%"),
        ("/department/rates/three-public-control-rate", "99%"),
        ("/department/rates/carry-over-change-rate", "-99%"),
        ("/department/total", "97.99"),
        ("/department/grade", "优"),
        ("/summary/budget", "105261.2599"),
        ("/summary/executed", "90834.7179"),
        ("/summary/execution_rate", "86.29%"),
        ("/summary/coverage", "100%"),
        ("/projects/17/budget", "20.32"),
        ("/projects/17/executed", "20.3055"),
        ("/projects/17/execution_rate", "99.93%"),
        ("/projects/18/budget", "5.00"),
        ("/projects/18/executed", "0.00"),
        ("/projects/18/execution_rate", "0%"),
    ];
    for (pointer, expected) in cases {
        assert_eq!(
            data.pointer(pointer),
            Some(&Value::from(expected)),
            "{pointer}"
        );
    }
    let counts = [
        ("/unit/year", 2023),
        ("/summary/projects", 35),
        ("/summary/evaluated", 35),
        ("/summary/grades/优", 27),
        ("/summary/grades/良", 6),
        ("/summary/grades/中", 1),
        ("/summary/grades/差", 1),
    ];
    for (pointer, expected) in counts {
        assert_eq!(
            data.pointer(pointer),
            Some(&Value::from(expected)),
            "{pointer}"
        );
    }
    assert_eq!(data["projects"].as_array().unwrap().len(), 35);
    let explained = data["projects"].as_array().unwrap().iter();
    let explained = explained.filter(|one| !one["deviations"].as_array().unwrap().is_empty());
    assert_eq!(explained.count(), 25);
    // Every figure that the report states is held against the data, and agrees.
    let stated = data["stated"].as_array().unwrap();
    assert_eq!(stated.len(), 27);
    for one in stated {
        assert_eq!(one["agrees"], true, "{one}");
    }
}

#[test]
fn the_contradictions_of_the_report_are_found() {
    let (out, _guard) = written();
    let text = fs::read_to_string(out.join("evaluation.json")).unwrap();
    let data: Value = serde_json::from_str(&text).unwrap();
    let findings = data["findings"].as_array().unwrap();
    let codes: Vec<_> = findings
        .iter()
        .map(|one| one["code"].as_str().unwrap())
        .collect();
    let expected = [
        "JX203", "JX204", "JX205", "JX206", "JX210", "JX210", "JX301", "JX301", "JX303", "JX304",
        "JX304", "JX304", "JX304", "JX304", "JX304", "JX304", "JX304", "JX305", "JX308", "JX407",
        "JX407", "JX407", "JX407",
    ];
    assert_eq!(codes, expected);
    // 24 and 25 bear one name; what neither explains is why so little was spent.
    let said = |index: usize| findings[index]["message"].as_str().unwrap();
    assert!(said(0).contains("105258.7599") && said(0).contains("90834.7179"));
    assert!(said(1).contains("99.99%") && said(1).contains("86.29%"));
    assert!(said(2).contains("14426.542") && said(2).contains("2.50"));
    assert!(said(3).contains("第 24、25 项同名"));
    assert!(said(4).contains("第 8、9 项写作“兰州新综合保税区”"));
    assert!(said(5).contains("疑脱“综”字"));
    assert!(said(6).contains("77.42%") && said(7).contains("60%"));
    assert!(said(8).contains("99.93%") && said(8).contains("只复述偏差"));
    // 8, 10, 11 and 13 share sentences, and so do 22 and 23.
    assert!(said(12).contains("第 11 项") && said(12).contains("本项作“保区”"));
    assert!(said(16).contains("图书馆运行费（2022年）") || said(16).contains("第 22 项"));
    assert!(said(17).contains("与第 24 项同名") && said(17).contains("“规划”"));
    assert!(said(18).contains("各项指标都已做到") && said(18).contains("0%"));
    // 09, 12, 15 and 20 spent nothing and rank high all the same; 19 and 21 do not.
    for (index, grade) in [(19, "良"), (20, "良"), (21, "良"), (22, "优")] {
        assert!(said(index).contains("预算执行率 0%") && said(index).contains(grade));
    }
    let level = |code: &str| if code == "JX210" { "note" } else { "warning" };
    for one in findings {
        assert_eq!(one["level"], level(one["code"].as_str().unwrap()), "{one}");
    }
}

#[test]
fn the_forms_of_all_projects_stand_in_annex_1() {
    let (out, _guard) = written();
    let sheets = sheets(&out.join(FORMS));
    assert_eq!(sheets.len(), 35);
    let (name, form) = &sheets[17];
    assert!(name.starts_with("18 "), "{name}");
    let total = row(form, "年度资金总额");
    assert_eq!(
        total,
        [
            "年度资金总额",
            "20.32",
            "20.32",
            "20.3055",
            "10",
            "0.9993",
            "9.99"
        ]
    );
    assert_eq!(row(form, "总分")[1], "100");
    let (_, form) = &sheets[18];
    assert_eq!(
        row(form, "年度资金总额")[1..],
        ["5", "5", "0", "10", "0", "0"]
    );
}

#[test]
fn the_sums_and_counts_stand_in_annex_2() {
    let (out, _guard) = written();
    let sheets = sheets(&out.join(SUMMARY));
    let table = &sheets[0].1;
    let numbered = table
        .rows()
        .filter(|row| matches!(row[0], Data::Float(_)))
        .count();
    assert_eq!(numbered, 35 + 1, "35 projects, and the row of counts");
    let total = row(table, "合计");
    assert_eq!(
        total[1..5],
        ["94818.2875", "105261.2599", "90834.7179", "0.8629"]
    );
    let labels = row(table, "预算项目数");
    assert_eq!(
        labels[3..],
        ["优（个）", "良（个）", "中（个）", "差（个）"]
    );
    let mut rows = table
        .rows()
        .skip_while(|row| row[0].get_string() != Some("预算项目数"));
    let counts: Vec<String> = rows
        .nth(1)
        .unwrap()
        .iter()
        .map(ToString::to_string)
        .collect();
    let counts: Vec<&str> = counts
        .iter()
        .map(String::as_str)
        .filter(|text| !text.is_empty())
        .collect();
    assert_eq!(counts, ["35", "35", "1", "27", "6", "1", "1"]);
}

#[test]
fn the_department_stands_in_annex_3() {
    let (out, _guard) = written();
    let sheets = sheets(&out.join(DEPARTMENT));
    let form = &sheets[0].1;
    assert_eq!(
        row(form, "全部支出")[2..],
        ["109607.51", "109605.01", "10", "0.9999", "9.99"]
    );
    assert_eq!(
        row(form, "“三公经费”控制率")[..4],
        ["“三公经费”控制率", "≤90%", "99%", "2"]
    );
    assert_eq!(row(form, "“三公经费”控制率")[4], "0");
    assert_eq!(row(form, "结转结余变动率")[2..5], ["-99%", "2", "2"]);
    let total = row(form, "总分");
    assert_eq!(total[1..3], ["100", "97.99"]);
    assert!(total[3].contains('优'));
}

#[test]
fn the_report_tells_them_in_words() {
    let (out, _guard) = written();
    let text = document_text(&out.join(REPORT));
    for told in [
        "2023年度本级预算绩效自评工作总结",
        "兰新财发〔2024〕35号",
        "全年预算数109,607.51万元，全年执行数109,605.01万元，按部门整体支出自评表计算，预算执行率99.99%",
        "基本支出预算执行率100%，项目支出预算执行率99.99%",
        "“三公经费”控制率99%，结转结余变动率-99%",
        "偏离9个百分点",
        "自评得分97.99分（其中预算执行率得9.99分），自评等级为“优”",
        "105,261.2599万元，全年执行数合计90,834.7179万元，按各项目自评表汇总，预算执行率86.29%",
        "预算项目35个，开展自评35个，自评覆盖率100%",
        "“优”的27个，“良”的6个，“中”的1个，“差”的1个",
        "预算执行率99.93%",
        "预算执行率0%",
        "25.大宗贸易企业经济社会贡献奖励资金",
        "蓝色",
    ] {
        assert!(text.contains(told), "the report does not tell: {told}");
    }
}
