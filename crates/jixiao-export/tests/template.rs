//! The blank forms, their files read back.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use jixiao_export::{ExportError, TemplateKind, TemplateOrder, template};
use jixiao_model::{FiscalYear, RateId, Speak};
use jixiao_scoring::policy::{BUILTIN, Policy};

fn policy(id: &str) -> Policy {
    Policy::builtin(id).unwrap()
}

fn made(policy: &Policy, kind: TemplateKind, projects: u16) -> Vec<u8> {
    let mut order = TemplateOrder::new(policy);
    order.kind = kind;
    order.projects = projects;
    order.policies = BUILTIN;
    template(&order).unwrap()
}

fn workbook(bytes: &[u8]) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes.to_vec())).unwrap()
}

/// A part of the archive, such as `xl/worksheets/sheet1.xml`.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

fn sheet(bytes: &[u8], number: usize) -> String {
    part(bytes, &format!("xl/worksheets/sheet{number}.xml"))
}

/// The cells of a sheet that hold a text, a row a line.
fn texts(bytes: &[u8], name: &str) -> String {
    let range = workbook(bytes).worksheet_range(name).unwrap();
    let (top, left) = range.start().unwrap();
    let mut lines = Vec::new();
    for (row, cells) in range.rows().enumerate() {
        let shown = cells.iter().enumerate().filter_map(|(column, cell)| {
            let column =
                char::from(b'A' + u8::try_from(column).unwrap() + u8::try_from(left).unwrap());
            let text = cell.to_string().replace('\n', "/");
            (!text.is_empty()).then(|| format!("{column}{} {text}", row + 1 + top as usize))
        });
        let line: Vec<String> = shown.collect();
        if !line.is_empty() {
            lines.push(line.join(" | "));
        }
    }
    lines.join("\n")
}

/// The element that begins so and names this cell or range.
fn element<'a>(xml: &'a str, tag: &str, attribute: &str) -> &'a str {
    let found = xml
        .split(&format!("<{tag} "))
        .skip(1)
        .find(|text| text.split('>').next().unwrap().contains(attribute));
    let text = found.unwrap_or_else(|| panic!("no <{tag}> with {attribute}"));
    let ends = [format!("</{tag}>"), format!("<{tag} ")];
    let end = ends.iter().filter_map(|end| text.find(end)).min();
    &text[..end.unwrap_or(text.len())]
}

fn validation<'a>(xml: &'a str, range: &str) -> &'a str {
    element(xml, "dataValidation", &format!("sqref=\"{range}\""))
}

fn cell<'a>(xml: &'a str, cell: &str) -> &'a str {
    element(xml, "c", &format!("r=\"{cell}\""))
}

#[test]
fn each_form_has_the_labels_of_its_annex() {
    let common = policy("mof-2020");
    let project = made(&common, TemplateKind::Project, 1);
    insta::assert_snapshot!("annex_1", texts(&project, "项目支出绩效自评表"));
    let gansu = policy("gansu-2023");
    let department = made(&gansu, TemplateKind::Department, 1);
    insta::assert_snapshot!("annex_3", texts(&department, "部门整体支出"));
    insta::assert_snapshot!("figures", texts(&department, "基础数据"));
    let unit = made(&common, TemplateKind::Unit, 2);
    insta::assert_snapshot!("guide", texts(&unit, "填表说明"));
    insta::assert_snapshot!("unit", texts(&unit, "单位信息"));
    insta::assert_snapshot!("summary", texts(&unit, "汇总表"));
}

#[test]
fn a_unit_has_a_sheet_for_all_that_it_fills_in() {
    let unit = made(&policy("mof-2020"), TemplateKind::Unit, 3);
    let names = workbook(&unit).sheet_names();
    let expected = "填表说明 单位信息 部门整体支出 基础数据 项目01 项目02 项目03 汇总表 选项";
    assert_eq!(names.join(" "), expected);
    let listed = part(&unit, "xl/workbook.xml");
    assert!(element(&listed, "sheet", "选项").contains("state=\"veryHidden\""));
}

#[test]
fn the_first_levels_are_those_of_the_policy() {
    let levels = |id: &str| -> Vec<String> {
        let bytes = made(&policy(id), TemplateKind::Project, 1);
        let range = workbook(&bytes)
            .worksheet_range("项目支出绩效自评表")
            .unwrap();
        let column = (13..40).filter_map(|row| range.get_value((row, 1)));
        column
            .map(ToString::to_string)
            .filter(|text| text.contains("指标"))
            .collect()
    };
    assert_eq!(
        levels("mof-2020"),
        ["产出指标（50分）", "效益指标（30分）", "满意度指标（10分）"]
    );
    assert_eq!(
        levels("mof-2021"),
        [
            "产出指标（40分）",
            "成本指标（20分）",
            "效益指标（20分）",
            "满意度指标（10分）"
        ]
    );
    // 效益指标和满意度指标合计 40
    assert_eq!(
        levels("hubei-2023"),
        ["产出指标（40分）", "效益指标（40分）", "满意度指标"]
    );
    let cost_apart = made(&policy("mof-2021"), TemplateKind::Project, 1);
    let shown = texts(&cost_apart, "项目支出绩效自评表");
    assert!(shown.contains("经济成本指标") && !shown.contains(" 成本指标/"));
    assert!(!shown.lines().any(|line| line.contains("C23 成本指标")));
}

#[test]
fn labels_and_formulas_are_locked_and_the_rest_is_open() {
    let unit = made(&policy("mof-2020"), TemplateKind::Unit, 1);
    let styles = part(&unit, "xl/styles.xml");
    let formats = styles.split("<cellXfs").nth(1).unwrap();
    let formats: Vec<&str> = formats.split("<xf ").skip(1).collect();
    let open = |xml: &str, name: &str| {
        let style = cell(xml, name).split("s=\"").nth(1).unwrap();
        let style: usize = style.split('"').next().unwrap().parse().unwrap();
        let own = formats[style].split("</xf>").next().unwrap();
        own.contains("locked=\"0\"")
    };
    for number in 1..=6 {
        let xml = sheet(&unit, number);
        let protection = element(&xml, "sheetProtection", "sheet=\"1\"");
        assert!(protection.contains("formatColumns=\"0\" formatRows=\"0\""));
        assert!(!protection.contains("password"));
        assert!(xml.contains("state=\"frozen\""), "sheet {number}");
    }
    let project = sheet(&unit, 5);
    for name in [
        "C4", "C5", "G5", "D8", "F10", "B12", "F12", "D14", "E14", "F14", "G14", "H14", "I14",
    ] {
        assert!(open(&project, name), "{name}");
    }
    for name in [
        "A4", "B14", "C14", "D7", "H7", "I7", "H8", "G36", "H36", "I36",
    ] {
        assert!(!open(&project, name), "{name}");
    }
    // A target stays as it is typed.
    let target = cell(&project, "E14").split("s=\"").nth(1).unwrap();
    let style: usize = target.split('"').next().unwrap().parse().unwrap();
    let text = element(&styles, "numFmt", "formatCode=\"@\"");
    let text = text.split(" formatCode").next().unwrap();
    assert!(formats[style].contains(text), "{text}");
}

#[test]
fn what_is_typed_is_checked_and_told_of() {
    let unit = made(&policy("mof-2020"), TemplateKind::Unit, 1);
    let project = sheet(&unit, 5);
    let money = validation(&project, "D8");
    assert!(money.contains("type=\"custom\"") && money.contains("errorTitle=\"填写有误\""));
    assert!(money.contains("金额应为不小于 0 的数字，以万元为单位，最多6位小数"));
    assert!(money.contains("<formula1>AND(ISNUMBER(D8),D8&gt;=0,ROUND(D8,6)=D8)</formula1>"));
    // Refunds may take what was executed below zero.
    let executed = validation(&project, "F8");
    assert!(executed.contains("<formula1>AND(ISNUMBER(F8),ROUND(F8,6)=F8)</formula1>"));
    let weight = validation(&project, "G14:G35");
    assert!(weight.contains("type=\"decimal\""));
    assert!(weight.contains("<formula1>0</formula1><formula2>100</formula2>"));
    let points = validation(&project, "H14:H35");
    assert!(points.contains("<formula1>AND(ISNUMBER(H14),H14&gt;=0,H14&lt;=N(G14))</formula1>"));
    let target = validation(&project, "E14:E35");
    for way in ["≥95%", "≤90万元", "12月31日前完成", "效果明显"] {
        assert!(target.contains(way), "{way}");
    }
    let actual = validation(&project, "F14:F35");
    assert!(actual.contains("不适用") && !actual.contains("showErrorMessage"));
    let level = validation(&project, "B33:B35");
    assert!(level.contains("<formula1>\"产出指标,效益指标,满意度指标\"</formula1>"));

    let about = sheet(&unit, 2);
    let year = validation(&about, "B6");
    assert!(year.contains("<formula1>'选项'!$A$1:$A$107</formula1>"));
    assert!(year.contains("年度应为 1994 至 2100 之间的四位整数"));
    let ids = format!("<formula1>\"{}\"</formula1>", BUILTIN.join(","));
    assert!(validation(&about, "B7").contains(&ids));
    assert!(validation(&about, "B8").contains("type=\"whole\""));

    let alone = made(&policy("mof-2020"), TemplateKind::Project, 1);
    let year = sheet(&alone, 1);
    let year = validation(&year, "I1");
    assert!(year.contains("<formula1>1994</formula1><formula2>2100</formula2>"));
}

#[test]
fn every_cell_to_fill_in_has_a_help_text() {
    let unit = made(&policy("gansu-2023"), TemplateKind::Unit, 1);
    for number in 2..=5 {
        let xml = sheet(&unit, number);
        for text in xml.split("<dataValidation ").skip(1) {
            let start = text.split('>').next().unwrap();
            assert!(
                start.contains("promptTitle=") && start.contains("prompt="),
                "{start}"
            );
        }
    }
}

#[test]
fn formulas_show_nothing_wrong_while_the_form_is_empty() {
    let unit = made(&policy("mof-2020"), TemplateKind::Unit, 2);
    for number in 1..=8 {
        let xml = sheet(&unit, number);
        for text in xml.split("</f><v>").skip(1) {
            let result = text.split("</v>").next().unwrap();
            let fine = ["", "10", "0", "（    年度）", "填报单位："];
            assert!(
                fine.contains(&result) || result == "    年度项目支出绩效自评结果汇总表",
                "sheet {number}: {result}"
            );
        }
    }
}

#[test]
fn rates_points_and_grades_follow_the_policy() {
    let formula = |bytes: &[u8], name: &str| {
        let xml = sheet(bytes, 1);
        let text = cell(&xml, name).split("<f>").nth(1).unwrap();
        text.split("</f>")
            .next()
            .unwrap()
            .replace("&lt;", "<")
            .replace("&gt;", ">")
    };
    let common = made(&policy("mof-2020"), TemplateKind::Project, 1);
    insta::assert_snapshot!(formula(&common, "H7"), @r#"IF(OR(N(E7)=0,F7=""),"",IF(AND((F7/E7)<1,(F7/E7)>=0.99995),0.9999,IF(AND((F7/E7)>1,(F7/E7)<1.00005),1.0001,ROUND((F7/E7),4))))"#);
    insta::assert_snapshot!(formula(&common, "D7"), @r#"IF(COUNT(D8:D10)=0,"",ROUND(SUM(D8:D10),6))"#);
    insta::assert_snapshot!(formula(&common, "I7"), @r#"IF(H7="","",MAX(0,MIN(G7,ROUND(G7*F7/E7,2))))"#);
    insta::assert_snapshot!(formula(&common, "G36"), @"ROUND(SUM(G7,G14:G35),4)");
    insta::assert_snapshot!(formula(&common, "H36"), @r#"IF(COUNT(H14:H35)=0,"",ROUND(SUM(I7,H14:H35),4))"#);
    insta::assert_snapshot!(formula(&common, "A39"), @r#"IF(AND(COUNT(G14:G35)>0,$G$36<>100),"分值合计应为100，现为"&amp;G36&amp;"，请调整分值。","")"#);
    assert!(
        formula(&common, "I36")
            .contains(r#"IF(H36>=90,"等级：优",IF(H36>=80,"等级：良",IF(H36>=60,"#)
    );
    // By the rate as it is shown, without its last digits.
    let lanzhou = made(&policy("lanzhou-2023"), TemplateKind::Project, 1);
    insta::assert_snapshot!(formula(&lanzhou, "I7"), @r#"IF(H7="","",MAX(0,MIN(G7,TRUNC(ROUND(G7*H7,9),2))))"#);
    let xml = sheet(&common, 1);
    assert!(xml.contains("<conditionalFormatting sqref=\"G36\"><cfRule type=\"expression\""));
}

#[test]
fn the_department_takes_its_rates_from_the_figures() {
    let department = made(&policy("gansu-2023"), TemplateKind::Department, 1);
    let shown = texts(&department, "部门整体支出");
    let rates = [
        RateId::BasicExecution,
        RateId::ProjectExecution,
        RateId::ThreePublicControl,
        RateId::CarryOverChange,
        RateId::StaffingControl,
    ];
    let xml = sheet(&department, 1);
    for rate in rates {
        let line = shown
            .lines()
            .find(|line| line.contains(rate.term()))
            .unwrap();
        let row = line.split('D').nth(1).unwrap().split(' ').next().unwrap();
        assert!(
            cell(&xml, &format!("F{row}")).contains("<f>"),
            "{}",
            rate.term()
        );
    }
    // Every other rate has a place for its figures.
    let figures = texts(&department, "基础数据");
    let others = RateId::ALL.iter().filter(|rate| !rate.is_of_the_forms());
    for rate in others {
        assert!(
            figures.contains(&format!(" {}", rate.term())),
            "{}",
            rate.term()
        );
        for input in rate.inputs() {
            assert!(
                figures.contains(&format!(" {}", input.term)),
                "{}",
                input.term
            );
        }
    }
}

#[test]
fn what_is_known_is_filled_in() {
    let own = policy("mof-2021");
    let mut order = TemplateOrder::new(&own);
    order.projects = 1;
    order.year = FiscalYear::try_from(2024).ok();
    order.policies = &["mof-2020", "mof-2021"];
    let about = |order: &TemplateOrder<'_>| {
        let range = workbook(&template(order).unwrap())
            .worksheet_range("单位信息")
            .unwrap();
        [5, 6].map(|row| range.get_value((row, 1)).cloned().unwrap_or(Data::Empty))
    };
    assert_eq!(
        about(&order),
        [Data::Float(2024.0), Data::String("mof-2021".into())]
    );
    let shown = texts(&template(&order).unwrap(), "项目01");
    assert!(shown.contains("（2024年度）"));
    // A policy that is in nobody else's list is not named: the reader would look for it in vain.
    order.policies = &["mof-2020"];
    order.year = None;
    assert_eq!(about(&order), [Data::Empty, Data::Empty]);
}

#[test]
fn the_same_order_gives_the_same_bytes() {
    let own = policy("mof-2020");
    for kind in [
        TemplateKind::Project,
        TemplateKind::Department,
        TemplateKind::Unit,
    ] {
        assert_eq!(made(&own, kind, 12), made(&own, kind, 12));
    }
}

#[test]
fn a_number_of_projects_that_no_workbook_has_is_refused() {
    let own = policy("mof-2020");
    for projects in [0, 201] {
        let mut order = TemplateOrder::new(&own);
        order.projects = projects;
        let error = template(&order).unwrap_err();
        assert!(matches!(error, ExportError::TemplateProjects { .. }));
        assert!(error.speak().zh.contains(&format!("{projects} 张项目表")));
    }
    assert_eq!(
        workbook(&made(&own, TemplateKind::Unit, 200))
            .sheet_names()
            .len(),
        206
    );
}

/// A row with a height of its own would not grow with what is typed into it.
#[test]
fn rows_of_indicators_grow_with_their_texts() {
    for id in BUILTIN {
        for (kind, heads) in [(TemplateKind::Project, 13), (TemplateKind::Department, 11)] {
            let xml = sheet(&made(&policy(id), kind, 1), 1);
            let rows: Vec<&str> = xml.split("<row r=\"").skip(1).collect();
            // The total is the first row behind them that has no cell to fill in: G bears the sum of the weights.
            let total = rows.iter().position(|row| row.contains("<f>ROUND(SUM(G"));
            let indicators = &rows[heads..total.unwrap()];
            assert!(indicators.len() > 20, "{id} {kind:?}");
            let fixed = indicators
                .iter()
                .find(|row| row.split('>').next().unwrap().contains("ht="));
            assert_eq!(fixed, None, "{id} {kind:?}");
        }
    }
}
