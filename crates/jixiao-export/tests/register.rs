//! The remediation register as a table to fill in and as a part of a dataset.

mod submissions;

use std::io::{Cursor, Read};

use jixiao_export::render::{markdown, xlsx};
use jixiao_export::{register, register_data, register_toml};
use jixiao_model::{RemediationState, Source, Submission, deadline};
use jixiao_review as review;
use submissions::{changed, everything};

/// A submission whose register holds a row of an earlier year.
fn with_an_earlier_row() -> Submission {
    changed(|submission| {
        let mut row = review::register(&everything()).remove(0);
        row.year = 2022.try_into().unwrap();
        row.owner = Some("文化科".parse().unwrap());
        row.due = Some(deadline("2023-06-30").unwrap());
        row.state = RemediationState::UnderWay;
        row.progress = "已开\n\"票\"".into();
        row.cause.source = Source::Constructed;
        submission.register = vec![row];
    })
}

#[test]
fn a_row_a_remedy() {
    let submission = with_an_earlier_row();
    let rows = review::register(&submission);
    let told = markdown(&register(&submission, &rows)).unwrap();
    insta::assert_snapshot!(told, @r#"
    # 2023年度文旅局预算绩效自评整改台账

    填报单位：某区文旅局

    | 序号 | 提出年度 | 项目名称 | 指标 | 偏差原因 | 整改措施 | 责任科室 | 完成时限 | 整改状态 | 进展情况 |
    | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
    | 1 | 2022 | 文旅培训 | 培训场次 | <em>场地紧张</em> | 提前预订场地 | 文化科 | 2023-06-30 | 整改中 | 已开<br>"票" |
    | 2 | 2023 | 文旅培训 | 培训场次 | 场地紧张 | 提前预订场地 | 产业科 |  | 未开始 |  |
    | 3 | 2023 | 文旅培训 | 预算执行率 | 尾款未到付款条件 | 及时结算 | 产业科 |  | 未开始 |  |
    | 4 | 2023 | 文旅培训 |  | 启动较晚 | 列入下年计划 | 产业科 |  | 未开始 |  |
    | 5 | 2023 | 部门整体支出 | “三公经费”控制率 | 年初指标值偏低 | 合理设置指标值 |  |  | 未开始 |  |
    | 6 | 2023 | 部门整体支出 |  | 部分项目启动较晚 | 加快实施 |  |  | 未开始 |  |

    注：“责任科室”“完成时限”“整改状态”“进展情况”由责任科室填写。填好后请把本文件存入本年度或下一年度的数据文件夹，自评时一并读取，已填内容保留，未完成的措施结转。

    注：标记的文字和数字（表格和报告中为蓝色）是为演示而构造的，或由构造的数据算出，不是该单位公布的数据。
    "#);
}

#[test]
fn the_dataset_format_leaves_out_what_is_not_known() {
    let submission = with_an_earlier_row();
    let mut rows = review::register(&submission);
    rows.truncate(2);
    insta::assert_snapshot!(register_toml(&rows), @r#"
    # 整改台账：放入下一年度的数据集文件夹，未完成的措施结转。

    [[register]]
    year = 2022
    project = "文旅培训"
    indicator = "培训场次"
    cause = "场地紧张"
    remedy = "提前预订场地"
    owner = "文化科"
    due = 2023-06-30
    state = "under-way"
    progress = "已开\n\"票\""
    source = "constructed"

    [[register]]
    year = 2023
    project = "文旅培训"
    indicator = "培训场次"
    cause = "场地紧张"
    remedy = "提前预订场地"
    owner = "产业科"
    state = "open"
    "#);
    insta::assert_snapshot!(format!("{:#}", register_data(&rows[..1])), @r#"
    {
      "register": [
        {
          "year": 2022,
          "project": "文旅培训",
          "indicator": "培训场次",
          "cause": "场地紧张",
          "remedy": "提前预订场地",
          "owner": "文化科",
          "due": "2023-06-30",
          "state": "under-way",
          "progress": "已开\n\"票\"",
          "source": "constructed"
        }
      ]
    }
    "#);
    assert_eq!(register_data(&[]).to_string(), r#"{"register":[]}"#);
}

#[test]
fn a_workbook_checks_what_is_filled_in() {
    let submission = with_an_earlier_row();
    let rows = review::register(&submission);
    let bytes = xlsx(&register(&submission, &rows)).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut sheet = String::new();
    let mut part = archive.by_name("xl/worksheets/sheet1.xml").unwrap();
    part.read_to_string(&mut sheet).unwrap();
    let last = rows.len() + 3;
    let checks = sheet.split("<dataValidation ").skip(1).map(|check| {
        let kind = check.split('"').nth(1).unwrap();
        let area = check.split("sqref=\"").nth(1).unwrap();
        (kind, area.split('"').next().unwrap().to_owned())
    });
    // One check for all rows of a column.
    assert_eq!(
        checks.collect::<Vec<_>>(),
        [
            ("date", format!("H4:H{last}")),
            ("list", format!("I4:I{last}"))
        ]
    );
    assert!(sheet.contains("<formula1>\"未开始,整改中,已完成,已取消\"</formula1>"));
    assert!(sheet.contains("orientation=\"landscape\""));
    // A day is a true date: 2023-06-30.
    assert!(sheet.contains("<v>45107</v>"));
}

#[test]
fn long_texts_stand_whole_and_give_the_table_other_widths() {
    // As long as an importer takes.
    let text = "延误。".repeat(3_333);
    let submission = changed(|submission| {
        submission.projects[0].deviations[0].remedy.value = text.clone();
    });
    let rows = review::register(&submission);
    let document = register(&submission, &rows);
    let usual = register(&everything(), &review::register(&everything()));
    assert!(markdown(&document).unwrap().contains(&text));
    let widths = |document: &jixiao_export::document::Document| {
        let blocks = document.sections[0].blocks.iter();
        let widths = blocks.filter_map(|block| match block {
            jixiao_export::document::Block::Table(table) => Some(table.columns.clone()),
            _ => None,
        });
        widths.collect::<Vec<_>>()
    };
    assert_ne!(widths(&document), widths(&usual));
    let sum = |widths: &[Vec<u16>]| widths[0].iter().sum::<u16>();
    // Wider columns would make the print smaller.
    assert!(sum(&widths(&document)).abs_diff(sum(&widths(&usual))) < 16);
}
