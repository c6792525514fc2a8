//! The department's form, as it is filled in and where it cannot be read.

use crate::forms::tests::{forms, told};

const GANSU: &str = r"
    附件3
    部门（单位）整体支出绩效自评表
    （2023年度）
    部门（单位）名称 |  | 某市文化旅游局
    预算\n执行\n（万元） |  |  | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
     | 全部支出 |  | 109000 | 109607.51 | 109605.01 | 10 | 99.99% | 9.99
     | 其中：基本支出 |  | 4346.25 | 4346.25 | 4346.25 | — | 1 | —
     | 项目支出 |  | — | — | — | — | — | —
    年度总体目标 | 预期目标 |  |  |  | 实际完成情况
     | 完成年度任务 |  |  |  | 已完成
    绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
     | 部门管理 | 资金投入 | “三公经费”控制率 | ≤90% | 99% | 2 | 0 | 偏差原因：指标值不合理\n改进措施：重新设定
     |  | 财务管理 | 财务管理制度健全性 | 健全 | 健全 | 88 | 88
    总分 |  |  |  |  |  | 100 | 97.99 | 等级：优\n预算执行率：偏差原因：结余\n改进措施：加快支付
    填报人： |  |  |  | 联系电话：
";

#[test]
fn a_form_of_gansu() {
    insta::assert_snapshot!(told(&forms(GANSU)), @r#"
    department 某市文化旅游局@C4 year=Some(2023)
      total 109000.00@D6 109607.51@E6 109605.01@F6
      basic 4346.25@D7 4346.25@E7 4346.25@F7
      stated department.execution-rate 99.99%@H6 "99.99%"
      stated department.basic-execution-rate 100%@H7 "1"
      goal "完成年度任务@B10" -> "已完成@F10"
      部门管理 / 资金投入 / “三公经费”控制率@D12: ≤90%@E12 -> 99%@F12, 0@H12 of 2@G12
      部门管理 / 财务管理 / 财务管理制度健全性@D13: 健全@E13 -> 健全@F13, 88@H13 of 88@G13 100%
      why “三公经费”控制率: "指标值不合理@I12" -> "重新设定"
      why 预算执行率: "结余@I14" -> "加快支付"
      claims 9.99@I6 97.99@H14 优@I14
    "#);
}

/// The form with one of its lines otherwise.
fn with_row(row: usize, line: &str) -> String {
    let mut lines: Vec<&str> = GANSU.trim_matches('\n').lines().collect();
    lines[row] = line;
    told(&forms(&lines.join("\n")))
}

#[test]
fn all_spending_must_be_filled_in() {
    insta::assert_snapshot!(with_row(5, " | 全部支出 | | | | | 10"), @"
    ! 表.xlsx [自评表!B6]：没有填写“全部支出”（年度资金总额）一行的金额；请填写年初预算数、全年预算数和全年执行数
    ");
}

#[test]
fn a_form_known_by_its_title_needs_no_name_in_the_table() {
    let text = with_row(3, "");
    assert!(
        text.starts_with("department - year=Some(2023)\n  total 109000.00@D6"),
        "{text}"
    );
}
