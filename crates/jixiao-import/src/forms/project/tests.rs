//! The layouts of project forms, each as clerks fill it.

use crate::forms::tests::{forms, problems, table, told};
use crate::forms::{self, Forms};
use crate::grid::Region;

/// MOF-2020-10 annex 1 as a town has it: levels written once, totals of nothing over a source that has money.
const TOWN: &str = r"
    附件1
    项目支出绩效自评表
    （2023年度）
    项目名称 |  | 乡村道路养护
    主管部门 |  | 219-某镇人民政府 |  |  | 实施单位 | 某镇\n农业中心
    项目资金\n（万元） |  |  | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
     | 年度资金总额： |  | 0 | 0 | 0 | 10 | 99.97% | 10
     | 其中:本年财政拨款 |  | 90 | 89.974 | 89.974 | — | 100% | —
     | 上年结转资金 |  |  |  |  | — |  | —
     | 其他资金 |  | 0 | 0 | 0 | — |  | —
    年度总体目标 | 预期目标 |  |  |  | 实际完成情况
     | 养护道路\n30公里 |  |  |  | 全部完成
    绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
     | 产出指标\n(50分) | 数量指标 | 养护里程 | ≥30公里 | 30 | 25 | 25 | 无
     |  |  | 指标2：
     |  | 质量指标 | 验收合格率 | ≥95% | 93% | 25 | 24.47368 | 原因：雨季长。措施：补修
     | 效益指标 | 社会效益指标 | 出行条件 | 有效改善 | 部分达成 | 30 | 21
     | 满意度指标(10分) |  | 群众满意度 | ≥90% | 不适用 | 10
    总分 |  |  |  |  |  | 100 | 80.47
    填报人：张三 |  |  | 联系电话：1
";

#[test]
fn annex_1_as_a_town_fills_it() {
    insta::assert_snapshot!(told(&forms(TOWN)), @r#"
    project 乡村道路养护@C4 year=Some(2023) number=None
      219-某镇人民政府 | 某镇农业中心
      fiscal 90.00@D8 89.974@E8 89.974@F8
      stated project.initial 0.00@D7 "0"
      stated project.budget 0.00@E7 "0"
      stated project.executed 0.00@F7 "0"
      stated project.execution-rate 99.97%@H7 "99.97%"
      goal "养护道路\n30公里@B12" -> "全部完成@F12"
      产出指标 / 数量指标 / 养护里程@D14: ≥30公里@E14 -> 30@F14, 25@H14 of 25@G14
      产出指标 / 质量指标 / 验收合格率@D16: ≥95%@E16 -> 93%@F16, 24.4737@H16 of 25@G16
      效益指标 / 社会效益指标 / 出行条件@D17: 有效改善@E17 -> 部分达成@F17, 21@H17 of 30@G17 70%
      满意度指标 / 满意度指标 / 群众满意度@D18: ≥90%@E18 -> @F18 不适用, - of 10@G18
      why 验收合格率: "雨季长。@I16" -> "补修"
      claims 10@I7 80.47@H19 -
    "#);
}

#[test]
fn cost_indicators_as_a_first_level() {
    let found = forms(
        r"
    项目名称： | 节能改造
    资金 |  | 预算数 | 执行数（B） | 分值 | 执行率（B/A) | 得分
     | 总额 | ￥1,200.5 | 1200.5万元 | 10 | 1 | 10分
    一级指标 | 二级指标 | 三级指标 | 指标值 | 全年实际值 | 分值 | 得分 | 未完成原因
    成本指标 | 经济成本指标 | 改造成本 | ≤1200万元 | 1200.5 | 10 | 9.9
    成本指标 | 社会成本指标 | 停业天数 | ≤3天 | 3 | 5 | 5
    成本指标 | 生态环境成本指标 | 排放 | 达标 | 达标 | 5 | 5
    合计 |  |  |  |  | 100 | 99.9
",
    );
    insta::assert_snapshot!(told(&found), @r#"
    project 节能改造@B1 year=None number=None
      - | -
      fiscal 0.00@B3 1200.50@C3 1200.50@D3
      stated project.budget 1200.50@C3 "￥1,200.5"
      stated project.executed 1200.50@D3 "1200.5万元"
      stated project.execution-rate 100%@F3 "1"
      goal "@sheet" -> "@sheet"
      成本指标 / 经济成本指标 / 改造成本@C5: ≤1200万元@D5 -> 1200.5@E5, 9.9@G5 of 10@F5
      成本指标 / 社会成本指标 / 停业天数@C6: ≤3天@D6 -> 3@E6, 5@G6 of 5@F6
      成本指标 / 生态环境成本指标 / 排放@C7: 达标@D7 -> 达标@E7, 5@G7 of 5@F7 100%
      claims 10@G3 99.9@G8 -
    "#);
}

#[test]
fn a_form_of_sichuan() {
    let found = forms(
        r"
    部门预算项目支出绩效自评表(2023年度)
    项目名称 |  | 51000021R000000019951-工资性支出
    主管部门 |  | 某厅 |  |  |  | 实施单位（盖章） |  | 某中心
    项目基本情况 | 1.项目年度目标完成情况 |  | 项目年度目标 |  |  | 年度目标完成情况
     |  |  | 按月发放 |  |  | 已发放
     | 2.项目实施内容及过程概述 |  | 每月十日发放工资
    预算执行情况(10分) | 年度预算数(万元) |  | 年初预算 | 调整后预算数 | 预算执行数 | 预算执行率 | 权重 | 得分 | 原因
     | 总额 |  | 100.00 | 98.50 | 98.50 | 100.00% | 10 | 10 | 预算执行率=预算执行数/调整后预算数，低于90%需说明原因
     | 其中：财政资金 |  | 100.00 | 98.50 | 98.50 | 100.00% | / | /
     | 财政专户管理资金 |  |  |  |  |  | / | /
     | 单位资金 |  | – | / |  |  | / | /
     | 其他资金 |  |  |  |  |  | / | /
    绩效指标(90分) | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 完成值 | 权重 | 得分 | 未完成原因分析
     | 产出指标 | 数量指标 | 发放人数 | ＝ | 120 | 人 | 118 | 30 | 29.5 | 退休2人
     | 产出指标 | 质量指标 | 足额率 | ≥ | 95 | % | 0.93 | 20 | 0
     | 产出指标 | 时效指标 | 发放及时率 | ≥ | 95 | % | 96 | 20 | 20
     | 效益指标 | 社会效益指标 | 职工队伍 | 定性 | 稳定 |  | 达成预期指标 | 20 | 20
    合计 |  |  |  |  |  |  |  | 100 | 99.5
    评价结论 |  | 自评良好，目标完成
    存在问题 |  | 预算编制不细
    改进措施 |  | 细化预算
    项目负责人：李四 |  |  |  | 财务负责人：王五
",
    );
    insta::assert_snapshot!(told(&found), @r#"
    project 工资性支出@C2 year=Some(2023) number=None
      某厅 | 某中心
      fiscal 100.00@D9 98.50@E9 98.50@F9
      stated project.initial 100.00@D8 "100.00"
      stated project.budget 98.50@E8 "98.50"
      stated project.executed 98.50@F8 "98.50"
      stated project.execution-rate 100%@G8 "100.00%"
      goal "按月发放@D5" -> "已发放@G5"
      产出指标 / 数量指标 / 发放人数@D14: =120人@F14 -> 118人@H14, 29.5@J14 of 30@I14
      产出指标 / 质量指标 / 足额率@D15: ≥95%@F15 -> 0.93@H15, 0@J15 of 20@I15
      产出指标 / 时效指标 / 发放及时率@D16: ≥95%@F16 -> 96%@H16, 20@J16 of 20@I16
      效益指标 / 社会效益指标 / 职工队伍@D17: 稳定@F17 -> 达成预期指标@H17, 20@J17 of 20@I17 100%
      why 发放人数: "退休2人@K14" -> ""
      why -: "预算编制不细@C20" -> "细化预算"
      claims 10@I8 99.5@J18 -
    "#);
}

#[test]
fn a_form_of_yunnan() {
    let found = forms(
        r"
    公开14表
    项目支出绩效自评表（2023年度）
    项目名称 |  |  | 阅览室开放
    主管部门 |  |  | 某文化局 |  |  | 实施单位 | 某图书馆
    项目资金\n（元） |  |  | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
     | 年度资金总额 |  | 900000.00 | 899740.55 | 899740.55 | 10 | 100.00 | 10
     | 其中：当年财政拨款 |  | 900,000.00 | 899,740.55 | 899,740.55
    年度总体目标 | 预期目标 |  |  |  | 实际完成情况
     | 开放三百天 |  |  |  | 开放三百一十天
    绩效指标 |  |  | 年度指标值 |  |  | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
    一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位
    产出指标 | 数量指标 | 开放天数 | >= | 300 | 天 | 310 | 50 | 50 | 无
    效益指标 | 社会效益指标 | 阅读氛围 | 定性指标 | 浓厚 |  | 浓厚 | 40 | 38 | 宣传少
    其他需要说明的事项 |  |  | 无
    总分 |  |  |  |  |  |  | 100 | 98 | （自评等级）优
",
    );
    insta::assert_snapshot!(told(&found), @r#"
    project 阅览室开放@D3 year=Some(2023) number=None
      某文化局 | 某图书馆
      fiscal 90.00@D7 89.974055@E7 89.974055@F7
      stated project.initial 90.00@D6 "900000.00元"
      stated project.budget 89.974055@E6 "899740.55元"
      stated project.executed 89.974055@F6 "899740.55元"
      stated project.execution-rate 100%@H6 "100.00"
      goal "开放三百天@B9" -> "开放三百一十天@F9"
      产出指标 / 数量指标 / 开放天数@C12: >=300天@E12 -> 310天@G12, 50@I12 of 50@H12
      效益指标 / 社会效益指标 / 阅读氛围@C13: 浓厚@E13 -> 浓厚@G13, 38@I13 of 40@H13 95%
      why 阅读氛围: "宣传少@J13" -> ""
      claims 10@I6 98@I15 优@J15
    "#);
}

/// A form that is well filled in, to be varied line by line.
const FORM: &str = r"
    某局2023年度项目支出绩效自评表
    项目名称 | | 图书馆运行费
    主管部门 | | 某局 | | | 实施单位 | 某馆（办公室）
    项目资金（万元） | | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
     | 年度资金总额 | | 20 | 20 | 18 | 10 | 90% | 9
     | 当年财政拨款 | | 20 | 20 | 18 | — | — | —
    年度总体目标 | 预期目标 | | | | 实际完成情况
     | 甲 | | | | 乙
    绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
     | 产出指标 | 数量指标 | 活动场次 | ≥10次 | 10次 | 90 | 90 |
    总分 | | | | | | 100 | 99 | 等级：优
    备注：含上年
";

/// The form with lines, counted from 0, replaced; an empty one falls away.
fn with(changes: &[(usize, &str)]) -> Forms {
    let mut lines: Vec<&str> = FORM.trim_matches('\n').lines().collect();
    for (line, text) in changes {
        lines[*line] = text;
    }
    let found = forms(&lines.join("\n"));
    assert_eq!(found.met, 1);
    found
}

/// The lines of what such a form says that begin with `word`.
fn lines(found: &Forms, word: &str) -> Vec<String> {
    let text = told(found);
    let told = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix(word));
    told.map(|line| line.trim().to_owned()).collect()
}

fn problem(changes: &[(usize, &str)]) -> String {
    let found = with(changes);
    assert!(found.projects.is_empty(), "{}", told(&found));
    problems(&found.problems).join("\n")
}

#[test]
fn the_form_that_is_varied_below() {
    insta::assert_snapshot!(told(&with(&[])), @r#"
    project 图书馆运行费@C2 year=Some(2023) number=None
      某局 | 某馆（办公室）
      fiscal 20.00@D6 20.00@E6 18.00@F6
      stated project.initial 20.00@D5 "20"
      stated project.budget 20.00@E5 "20"
      stated project.executed 18.00@F5 "18"
      stated project.execution-rate 90%@H5 "90%"
      goal "甲@B8" -> "乙@F8"
      产出指标 / 数量指标 / 活动场次@D10: ≥10次@E10 -> 10次@F10, 90@H10 of 90@G10
      claims 9@I5 99@H11 优@I11
      note "含上年"
    "#);
}

#[test]
fn money_is_in_the_unit_that_is_stated_nearest() {
    let cases = [
        (
            3,
            "项目资金（元）| | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分",
            "200000",
            "20.00@D6",
        ),
        (
            3,
            "项目资金（元）| | | 年初预算数（万元） | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分",
            "20",
            "20.00@D6",
        ),
        (
            3,
            "项目资金（千元）| | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分",
            "200.55",
            "20.055@D6",
        ),
        (
            3,
            "项目资金（元）| | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分",
            "20万元",
            "20.00@D6",
        ),
        (
            3,
            "项目资金| | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分",
            "￥1,020.5",
            "1020.50@D6",
        ),
    ];
    for (line, text, amount, expected) in cases {
        let row = format!(" | 当年财政拨款 | | {amount} | {amount} | 1");
        let found = with(&[(line, text), (4, ""), (5, &row)]);
        let fiscal = lines(&found, "fiscal");
        assert!(
            fiscal[0].starts_with(expected),
            "{text} {amount}: {}",
            told(&found)
        );
    }
}

#[test]
fn amounts_that_name_their_unit_beside_some_that_do_not_are_refused() {
    let head = (
        3,
        "项目资金| | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分",
    );
    let all = " | 当年财政拨款 | | 200000元 | 200000元 | 180000元";
    let found = with(&[head, (4, ""), (5, all)]);
    assert_eq!(lines(&found, "fiscal"), ["20.00@D6 20.00@E6 18.00@F6"]);
    let some = " | 当年财政拨款 | | 200000元 | 200000 | 180000元";
    let told = problem(&[head, (4, ""), (5, some)]);
    assert!(
        told.starts_with("表.xlsx [自评表!E6]：“200000”没有写单位"),
        "{told}"
    );
    // Where the table says the unit, nothing is left to guess.
    let told = with(&[(4, ""), (5, " | 当年财政拨款 | | 200000元 | 20 | 18")]);
    assert_eq!(lines(&told, "fiscal"), ["20.00@D6 20.00@E6 18.00@F6"]);
    // 万元 is what is meant without a word.
    let wan = with(&[head, (4, ""), (5, " | 当年财政拨款 | | 20万元 | 20 | 18")]);
    assert_eq!(lines(&wan, "fiscal"), ["20.00@D6 20.00@E6 18.00@F6"]);
}

#[test]
fn a_line_above_states_the_unit_where_the_block_does_not() {
    let head = "项目资金 | | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分";
    for line in [
        "自评表（2023年度） | 金额单位：元",
        "单位：元",
        "（单位：人民币元）",
    ] {
        let found = with(&[(0, line), (3, head)]);
        assert_eq!(lines(&found, "fiscal"), ["0.002@D6 0.002@E6 0.0018@F6"]);
    }
    let found = with(&[(0, "填报单位：某单元"), (3, head)]);
    assert_eq!(lines(&found, "fiscal"), ["20.00@D6 20.00@E6 18.00@F6"]);
}

/// The form with amounts in 元 and what its lines say of that.
fn in_yuan(changes: &[(usize, &str)]) -> String {
    const HEAD: &str = "项目资金 | | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分";
    let rows = [
        (3, HEAD),
        (
            4,
            " | 年度资金总额 | | 200000 | 200000 | 180000 | 10 | 90% | 9",
        ),
        (
            5,
            " | 当年财政拨款 | | 200000 | 200000 | 180000 | — | — | —",
        ),
    ];
    let found = with(&[&rows[..], changes].concat());
    format!(
        "{}{}",
        lines(&found, "fiscal").concat(),
        lines(&found, "!").concat()
    )
}

#[test]
fn a_unit_is_found_wherever_the_form_says_it() {
    let wan = "20.00@D6 20.00@E6 18.00@F6";
    let cases = [
        (
            3,
            "资金使用情况（元）| | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分",
        ),
        (
            3,
            "项目支出预算执行情况（元）| | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分",
        ),
        (
            3,
            "项目资金：元| | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分",
        ),
        (
            3,
            "项目资金/元| | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分",
        ),
        (
            4,
            " | 年度资金总额（元） | | 200000 | 200000 | 180000 | 10 | 90% | 9",
        ),
        (0, "2023年度自评表 | | | 金额：元"),
        (0, "2023年度自评表 | | | 金额单位:元"),
        (0, "2023年度自评表 | | | 单位：元　日期：2024年1月"),
        (0, "2023年度自评表 | | 单位 | 元"),
        (11, "注：金额单位为元。"),
        (11, "备注：本表金额均以元为单位"),
        (11, "单位：元"),
    ];
    for (line, text) in cases {
        assert_eq!(in_yuan(&[(line, text)]), wan, "{text}");
    }
}

#[test]
fn a_column_and_a_row_may_each_have_a_unit_of_their_own() {
    let columns = "项目资金 | | | 年初预算数（元） | 全年预算数（万元） | 全年执行数（千元） | 分值 | 执行率 | 得分";
    let found = with(&[
        (3, columns),
        (4, " | 年度资金总额 | | 200000 | 20 | 180 | 10 | 90% | 9"),
        (
            5,
            " | 当年财政拨款（元） | | 200000 | 200000 | 180000 | — | — | —",
        ),
    ]);
    assert_eq!(lines(&found, "fiscal"), ["20.00@D6 20.00@E6 18.00@F6"]);
    let stated = lines(&found, "stated project");
    assert_eq!(
        stated[..3],
        [
            ".initial 20.00@D5 \"200000元\"",
            ".budget 20.00@E5 \"20\"",
            ".executed 18.00@F5 \"180千元\""
        ]
    );
    // The label of another amount says nothing of the block.
    let found = with(&[(2, "项目总金额（元） | 500000 | 某局")]);
    assert_eq!(lines(&found, "fiscal"), ["20.00@D6 20.00@E6 18.00@F6"]);
}

#[test]
fn a_unit_in_which_no_amount_is_read_is_a_problem_at_its_place() {
    let mend = "应为元、千元、万元或亿元；请改用万元（或元），金额一并换算";
    let cases = [
        (
            3,
            "项目资金（百万元）| | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分",
            "A4",
            "百万元",
        ),
        (
            3,
            "项目资金| | | 年初预算数（美元） | 全年预算数（元） | 全年执行数（元） | 分值 | 执行率 | 得分",
            "D4",
            "美元",
        ),
        (0, "自评表 | | | 金额单位：万美元", "D1", "万美元"),
        (0, "自评表 | | 单位 | 港币", "C1", "港币"),
    ];
    for (line, text, cell, word) in cases {
        let expected = format!("表.xlsx [自评表!{cell}]：不认识金额单位“{word}”，{mend}");
        assert_eq!(in_yuan(&[(line, text)]), expected, "{text}");
    }
}

#[test]
fn a_typed_amount_of_too_many_decimals_is_refused_and_a_computed_one_rounded() {
    let typed = problem(&[(5, " | 当年财政拨款 | | 20 | 20.1234567 | 18")]);
    assert_eq!(
        typed,
        "表.xlsx [自评表!E6]：全年预算数：“20.1234567”的小数超过 6 位，无法精确保存"
    );
    let mut form: Vec<&str> = FORM.trim_matches('\n').lines().collect();
    form[5] = " | 当年财政拨款 | | | 20 | 18";
    let mut builder = table(&form.join("\n"));
    builder.cell(5, 3, "20.12", Some("20.123456700000001".into()));
    let found = forms::read(&[builder.finish().unwrap()]);
    assert_eq!(lines(&found, "fiscal"), ["20.123457@D6 20.00@E6 18.00@F6"]);
}

#[test]
fn a_unit_that_a_format_shows_is_the_unit_of_the_number() {
    let read = |shown: &str, exact: &str| {
        let mut form: Vec<&str> = FORM.trim_matches('\n').lines().collect();
        form[5] = " | 当年财政拨款 | | | 20 | 18";
        let mut builder = table(&form.join("\n"));
        builder.cell(5, 3, shown, Some(exact.into()));
        lines(&forms::read(&[builder.finish().unwrap()]), "fiscal").concat()
    };
    assert_eq!(read("200,000元", "200000"), "20.00@D6 20.00@E6 18.00@F6");
    assert_eq!(read("20.1万", "20.12"), "20.12@D6 20.00@E6 18.00@F6");
    // Scaled by its format: what a reader sees is what is meant.
    assert_eq!(read("20.0万", "200000"), "20.00@D6 20.00@E6 18.00@F6");
    assert_eq!(read("20.1", "20.12"), "20.12@D6 20.00@E6 18.00@F6");
}

#[test]
fn rows_of_one_kind_are_added_up_and_rows_of_nothing_left_out() {
    let found = with(&[(
        5,
        " | 单位资金 | | 5 | 5 | 4\n | 上年结转资金 | | 0 | 0 | 0\n | 其他资金 | | 15 | 15 | 14 \n | 财政专户管理资金 | | — | / | ",
    )]);
    assert_eq!(lines(&found, "other"), ["20.00@D6 20.00@E6 18.00@F6"]);
    assert!(lines(&found, "carried").is_empty() && lines(&found, "fiscal").is_empty());
    // A blank beside an amount is 0, and stands where its label does.
    let found = with(&[(5, " | 上年结转资金 | | — | 20 | ")]);
    assert_eq!(lines(&found, "carried"), ["0.00@B6 20.00@E6 0.00@B6"]);
    // Of zeros alone one row stays.
    let found = with(&[(
        5,
        " | 当年财政拨款 | | 0 | 0 | 0\n | 其他资金 | | 0 | 0 | 0",
    )]);
    assert_eq!(lines(&found, "fiscal"), ["0.00@D6 0.00@E6 0.00@F6"]);
    assert!(lines(&found, "other").is_empty());
}

#[test]
fn a_total_alone_is_fiscal_money() {
    let found = with(&[(5, "")]);
    assert_eq!(lines(&found, "fiscal"), ["20.00@D5 20.00@E5 18.00@F5"]);
    assert_eq!(lines(&found, "stated project.budget"), ["20.00@E5 \"20\""]);
    let nothing = problem(&[(4, " | 年度资金总额 | | | — | | 10 | | "), (5, "")]);
    assert!(
        nothing.starts_with("表.xlsx [自评表!A4]：项目资金没有填写；"),
        "{nothing}"
    );
}

#[test]
fn a_row_of_money_that_is_not_known_is_a_problem_unless_it_is_a_part() {
    let part = " | 当年财政拨款 | | 20 | 20 | 18\n | 其中：省级 | | 5 | 5 | 5";
    assert_eq!(lines(&with(&[(5, part)]), "fiscal").len(), 1);
    let other = problem(&[(
        5,
        " | 当年财政拨款 | | 15 | 15 | 13\n | 捐赠款 | | 5 | 5 | 5",
    )]);
    assert!(
        other.starts_with("表.xlsx [自评表!B7]：不认识的资金行“捐赠款”"),
        "{other}"
    );
}

#[test]
fn parts_of_a_source_are_not_counted_beside_it() {
    let total = (4, " | 年度资金总额 | | 20 | 20 | 18 | 10 | 90% | 9");
    let children = " | 财政拨款 | | 15 | 15 | 13\n | 其中：一般公共预算 | | 10 | 10 | 9\n | 政府性基金 | | 5 | 5 | 4\n | 其他资金 | | 5 | 5 | 5";
    let expected = ["15.00@D6 15.00@E6 13.00@F6"];
    for total in [total, (4, "")] {
        let found = with(&[total, (5, children)]);
        assert_eq!(lines(&found, "fiscal"), expected, "{}", told(&found));
        assert_eq!(lines(&found, "other").len(), 1);
    }
    // Kinds side by side are added up.
    let kinds =
        " | 一般公共预算 | | 10 | 10 | 9\n | 政府性基金 | | 5 | 5 | 4\n | 其他资金 | | 5 | 5 | 5";
    for total in [total, (4, "")] {
        let found = with(&[total, (5, kinds)]);
        let fiscal = lines(&found, "fiscal");
        assert!(fiscal[0].starts_with("15.00@"), "{}", told(&found));
    }
    // Parts under labels that are not known, where the total is not stated.
    for parts in [
        " | 当年财政拨款 | | 20 | 20 | 18\n | 中央财政资金 | | 15 | 15 | 13\n | 省级财政资金 | | 5 | 5 | 5",
        " | 当年财政拨款 | | 20 | 20 | 18\n | 其中：省级财政资金 | | 5 | 5 | 5",
        " | 小计 | | 20 | 20 | 18\n | 当年财政拨款 | | 20 | 20 | 18",
    ] {
        let found = with(&[(4, ""), (5, parts)]);
        let fiscal = lines(&found, "fiscal").concat();
        assert!(fiscal.starts_with("20.00@"), "{}", told(&found));
    }
    let found = with(&[(
        5,
        " | 小计 | | 20 | 20 | 18\n | 当年财政拨款 | | 20 | 20 | 18",
    )]);
    assert_eq!(lines(&found, "fiscal").len(), 1, "{}", told(&found));
}

#[test]
fn a_head_of_amounts_need_not_be_listed_but_is_never_passed_over() {
    let head = |initial: &str| {
        format!("项目资金（万元）| | | {initial} | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分")
    };
    for initial in [
        "年初预算（批复）数",
        "年初预算数①",
        "年初预算安排",
        "年初部门预算数",
    ] {
        let found = with(&[(3, &head(initial))]);
        assert_eq!(
            lines(&found, "fiscal"),
            ["20.00@D6 20.00@E6 18.00@F6"],
            "{initial}"
        );
    }
    assert_eq!(
        problem(&[(3, &head("部门安排数"))]),
        "表.xlsx [自评表!D4]：不认识表头“部门安排数”，这一列有金额“20”；请把表头改为“年初预算数”或“全年预算数”；与资金无关的，请移到“全年执行数”右边"
    );
    assert!(problem(&[(3, &head(""))]).starts_with("表.xlsx [自评表!D5]：不认识表头“”"));
}

#[test]
fn a_formula_without_a_result_is_no_zero_but_a_sum_may_lack_it() {
    let with_formula = |line: usize, text: &str, row: u32, column: u32| {
        let mut form: Vec<&str> = FORM.trim_matches('\n').lines().collect();
        form[line] = text;
        let mut builder = table(&form.join("\n"));
        builder.uncomputed(row, column);
        forms::read(&[builder.finish().unwrap()])
    };
    let source = with_formula(5, " | 当年财政拨款 | | | 20 | 18", 5, 3);
    assert_eq!(
        problems(&source.problems).concat(),
        "表.xlsx [自评表!D6]：年初预算数：公式没有计算结果；请用 Excel 或 WPS 打开、保存后再读取"
    );
    let total = with_formula(4, " | 年度资金总额 | | | 20 | 18 | 10 | 90% | 9", 4, 3);
    assert_eq!(lines(&total, "fiscal"), ["20.00@D6 20.00@E6 18.00@F6"]);
}

#[test]
fn a_bare_rate_is_read_as_what_the_amounts_are_nearer_to() {
    let rate = |text: &str, executed: &str| {
        let total = format!(" | 年度资金总额 | | 20 | 20 | {executed} | 10 | {text} | 9");
        let source = format!(" | 当年财政拨款 | | 20 | 20 | {executed}");
        lines(
            &with(&[(4, &total), (5, &source)]),
            "stated project.execution-rate",
        )
        .concat()
    };
    assert_eq!(rate("99.99%", "18"), "99.99%@H5 \"99.99%\"");
    assert_eq!(rate("0.9", "18"), "90%@H5 \"0.9\"");
    assert_eq!(rate("90", "18"), "90%@H5 \"90\"");
    assert_eq!(rate("1", "20"), "100%@H5 \"1\"");
    assert_eq!(rate("0.9", "0.2"), "0.9%@H5 \"0.9\"");
    assert_eq!(rate("1.2", "24"), "120%@H5 \"1.2\"");
    assert_eq!(rate("0.99977", "20"), "99.98%@H5 \"0.99977\"");
    // What falls short of the whole is not stated as the whole.
    assert_eq!(rate("0.99999", "20"), "99.99%@H5 \"0.99999\"");
    assert_eq!(rate("100.001%", "20"), "100.01%@H5 \"100.001%\"");
    for none in ["", "—", "不适用", "#DIV/0!"] {
        assert_eq!(rate(none, "18"), "");
    }
}

#[test]
fn an_execution_rate_among_the_indicators_gives_the_points_of_execution() {
    let row = " | 预算执行 | 预算执行率 | 预算执行率 | 100% | 90% | 10 | 9 | 原因：结余";
    let list = format!(
        "{row}\n{}",
        " | 产出指标 | 数量指标 | 活动场次 | ≥10次 | 10次 | 90 | 90 |"
    );
    let total = " | 年度资金总额 | | 20 | 20 | 18 | | 90% | ";
    let found = with(&[(4, total), (9, &list)]);
    assert_eq!(lines(&found, "claims"), ["9@H10 99@H12 优@I12"]);
    assert_eq!(lines(&found, "why"), ["预算执行率: \"结余@I10\" -> \"\""]);
    assert_eq!(lines(&found, "产出指标").len(), 1);
    // Beside points in the block of money, an output of that name is an output.
    let found = with(&[(
        9,
        " | 产出指标 | 质量指标 | 预算执行率 | ≥95% | 90% | 90 | 85 |",
    )]);
    assert_eq!(lines(&found, "产出指标").len(), 1);
}

#[test]
fn a_blank_row_says_nothing_and_a_row_without_what_it_needs_is_a_problem() {
    let good = " | 产出指标 | 数量指标 | 活动场次 | ≥10次 | 10次 | 90 | 90 |";
    for blank in [
        " | | | 指标1：",
        " | | | …… | | | |",
        " | 效益指标 | 社会效益指标 | | | | | 0",
    ] {
        let found = with(&[(9, &format!("{good}\n{blank}"))]);
        assert_eq!(lines(&found, "产出指标").len(), 1, "{}", told(&found));
    }
    let cases = [
        (
            " | | | 读者人次 | | 5 | 10",
            "D11]：这一行指标（“读者人次”）缺少年度指标值；",
        ),
        (
            " | | | 读者人次 | ≥5 | 5 | ",
            "D11]：这一行指标（“读者人次”）缺少分值；",
        ),
        (
            " | 效益指标 | 社会效益指标 | | ≥5 | 5 | 10",
            "B11]：这一行指标（“效益指标”）缺少三级指标；",
        ),
        (" | | | 读者人次 | ≥5 | 5 | 十分", "G11]：分值："),
        (" | | | 读者人次 | ≥5 | 5 | 10 | 好", "H11]：得分："),
    ];
    for (row, expected) in cases {
        let told = problem(&[(9, &format!("{good}\n{row}"))]);
        assert!(told.contains(expected), "{told}");
    }
}

#[test]
fn levels_go_on_until_others_are_written() {
    let rows = " | 产出指标（分值50） | | 甲 | 1 | 1 | 10\n | | | 乙 | 1 | 1 | 10\n | | 质量指标 | 丙 | 1 | 1 | 10\n | 效\\n益指标 | | 丁 | 1 | 1 | 10";
    let found = with(&[(9, rows)]);
    let levels: Vec<_> = found.projects[0]
        .project
        .indicators
        .iter()
        .map(|one| format!("{}/{}/{}", one.level1, one.level2, one.name.value))
        .collect();
    assert_eq!(
        levels,
        [
            "产出指标/产出指标/甲",
            "产出指标/产出指标/乙",
            "产出指标/质量指标/丙",
            "效益指标/效益指标/丁"
        ]
    );
}

#[test]
fn the_percent_of_a_qualitative_indicator_is_its_points_over_its_weight() {
    let percent = |target: &str, actual: &str, weight: &str, points: &str| {
        let row =
            format!(" | 效益指标 | 社会效益 | 氛围 | {target} | {actual} | {weight} | {points}");
        let found = with(&[(9, &row)]);
        let percent = found.projects[0].project.indicators[0].percent.clone();
        percent.map(|percent| percent.value.to_string())
    };
    assert_eq!(
        percent("浓厚", "部分达成", "30", "20").as_deref(),
        Some("66.67%")
    );
    assert_eq!(
        percent("达成预期指标", "有所提升", "10", "8.5").as_deref(),
        Some("85%")
    );
    assert_eq!(percent("≥5次", "部分达成", "30", "20"), None);
    assert_eq!(percent("浓厚", "5次", "30", "20"), None);
    assert_eq!(percent("浓厚", "部分达成", "30", ""), None);
    assert_eq!(percent("浓厚", "部分达成", "30", "31"), None);
    assert_eq!(percent("浓厚", "部分达成", "0", "0"), None);
}

#[test]
fn a_target_in_three_columns_is_put_together() {
    let form = |nature: &str, value: &str, unit: &str, actual: &str| {
        let text = format!(
            "项目名称 | 甲\n | 年初预算数 | 全年预算数 | 全年执行数\n总额 | 1 | 1 | 1\n一级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 完成值 | 权重 | 得分\n产出 | 乙 | {nature} | {value} | {unit} | {actual} | 10% | 10"
        );
        let found = forms(&text);
        assert!(found.problems.is_empty(), "{}", told(&found));
        let one = &found.projects[0].project.indicators[0];
        format!("{} -> {}", one.target.value, one.actual.value)
    };
    assert_eq!(form("≥", "95", "%", "93"), "≥95% -> 93%");
    assert_eq!(form("≧", "95", "％", "1"), "≥95％ -> 1");
    assert_eq!(form("≥", "95", "%", "0"), "≥95% -> 0%");
    assert_eq!(form("≥", "0.5", "%", "0.4"), "≥0.5% -> 0.4%");
    assert_eq!(form("<=", "3", "天", "2天"), "<=3天 -> 2天");
    assert_eq!(form("≥", "≥95%", "%", "93"), "≥95% -> 93%");
    assert_eq!(form("定性", "明显提升", "/", "达成"), "明显提升 -> 达成");
    assert_eq!(form("定性", "5", "级", "5"), "5 -> 5级");
    assert_eq!(form("反向", "3", "次", "2"), "≤3次 -> 2次");
    assert_eq!(form("", "3", "次", "完成"), "3次 -> 完成");
    assert_eq!(form("定量", "3-5", "次", "4"), "3-5次 -> 4次");
}

#[test]
fn the_grade_is_found_however_it_stands() {
    for cell in [
        "等级：优",
        "自评等级:优",
        "（自评等级）优",
        "（等级）：优秀",
        "优",
        "自评等级 | 优",
    ] {
        let found = with(&[(10, &format!("总分 | | | | | | 100 | 99 | {cell}"))]);
        let told = lines(&found, "claims").concat();
        assert!(
            told.starts_with("9@I5 99@H11 优@") || told.starts_with("9@J5 99@H11 优@"),
            "{cell}: {told}"
        );
    }
    let apart = with(&[(10, "总分 | | | | | | 100 | 99 |"), (11, "自评等级 | | 良")]);
    assert_eq!(lines(&apart, "claims"), ["9@I5 99@H11 良@C12"]);
    for none in ["无等级（总分不在 0 至 100 之间）", ""] {
        let found = with(&[(10, &format!("总分 | | | | | | 100 | 99 | {none}"))]);
        assert_eq!(lines(&found, "claims"), ["9@I5 99@H11 -"]);
        assert!(lines(&found, "why").is_empty());
    }
    let told = problem(&[
        (10, "总分 | | | | | | 100 | 99 |"),
        (11, "自评等级 | | 甲等"),
    ]);
    assert_eq!(
        told,
        "表.xlsx [自评表!C12]：等级：不认识“甲等”；请填写优、良、中或差"
    );
}

#[test]
fn notes_and_explanations_of_the_whole_form() {
    assert_eq!(lines(&with(&[]), "note"), ["\"含上年\""]);
    assert!(lines(&with(&[(11, "其他需要说明的事项 | | 无")]), "note").is_empty());
    assert_eq!(
        lines(&with(&[(11, "其他需要说明的事项 | | 跨年项目")]), "note"),
        ["\"跨年项目\""]
    );
    let found = with(&[(11, "存在问题 | | 暂无\n改进措施 | | 无")]);
    assert!(lines(&found, "why").is_empty());
    let found = with(&[(11, "存在问题\n进度慢\n下一步改进措施：加快")]);
    assert_eq!(lines(&found, "why"), ["-: \"进度慢@A13\" -> \"加快\""]);
}

#[test]
fn causes_and_remedies_in_columns_of_their_own() {
    let head = "绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因 | 改进措施";
    let found = with(&[
        (8, head),
        (
            9,
            " | 产出指标 | 数量指标 | 活动场次 | ≥10次 | 9次 | 90 | 81 | 停电 | 备机",
        ),
    ]);
    assert_eq!(lines(&found, "why"), ["活动场次: \"停电@I10\" -> \"备机\""]);
}

#[test]
fn a_reason_beside_the_money_is_that_of_the_execution_rate() {
    let found = with(&[
        (
            3,
            "项目资金（万元） | | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 | 原因",
        ),
        (5, " | 当年财政拨款 | | 20 | 20 | 18 | — | — | — | 政策调整"),
    ]);
    assert_eq!(
        lines(&found, "why"),
        ["预算执行率: \"政策调整@J6\" -> \"\""]
    );
}

#[test]
fn what_a_form_lacks_is_said_with_where_it_was_looked_for() {
    let cases: [(&[(usize, &str)], &str); 6] = [
        (
            &[(3, ""), (4, ""), (5, "")],
            "没有找到资金表的表头（年初预算数、全年预算数、全年执行数），已查找“自评表”的 A1 至 I12；",
        ),
        (
            &[(8, ""), (9, "")],
            "没有找到绩效指标表的表头（一级指标、二级指标、三级指标、年度指标值、实际完成值、分值），已查找“自评表”的 A1 至 I12；",
        ),
        (
            &[
                (2, ""),
                (
                    3,
                    "| | | 年初预算数 | 甲 | 全年执行数 | 分值 | 执行率 | 得分",
                ),
            ],
            "没有找到资金表的“全年预算数”一列，已查找“自评表”的 A1 至 I12；",
        ),
        (
            &[(
                8,
                "绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 甲 | 分值 | 得分",
            )],
            "没有找到绩效指标表的“实际完成值”一列",
        ),
        (
            &[(1, "项目名称 | | ")],
            "[自评表!A2]：“项目名称”没有填写；请在它右边填写项目名称",
        ),
        (
            &[(1, "")],
            "没有找到“项目名称”或“部门（单位）名称”，已查找“自评表”的 A1 至 I12；",
        ),
    ];
    for (changes, expected) in cases {
        let told = problem(changes);
        assert!(told.contains(expected), "{told}");
    }
}

#[test]
fn all_problems_are_told_and_good_forms_are_kept() {
    let bad = FORM
        .replace("20 | 20 | 18", "二十 | -20 | 18")
        .replace("| ≥10次 |", "| |")
        .replace("图书馆运行费", "坏\u{1}表");
    let found = forms(&format!(
        "{}{bad}{}",
        FORM.trim_end(),
        FORM.trim_matches('\n')
    ));
    assert_eq!(found.met, 3);
    assert_eq!(found.projects.len(), 2);
    let told = problems(&found.problems);
    assert_eq!(told.len(), 6, "{told:#?}");
}

#[test]
fn several_forms_below_one_another_keep_their_titles_and_notes_apart() {
    let second = FORM
        .replace("2023年度", "2022年度")
        .replace("图书馆运行费", "展览")
        .replace("含上年", "另附");
    let found = forms(&format!(
        "{}\n填报人：甲 | 填报日期：2024年1月1日{}",
        FORM.trim_end(),
        second.trim_end()
    ));
    let told: Vec<_> = found
        .projects
        .iter()
        .map(|draft| {
            let year = draft.year.as_ref().map(|year| year.value.number());
            (
                draft.project.name.value.as_str(),
                year,
                draft.project.note.as_str(),
                draft.number,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("图书馆运行费", Some(2023), "含上年", None),
            ("展览", Some(2022), "另附", None),
        ]
    );
}

#[test]
fn a_list_of_projects_is_no_form_of_one() {
    let list = forms("序号 | 项目名称 | 全年预算数\n1 | 甲 | 5");
    assert_eq!(
        (list.met, list.projects.len(), list.problems.len()),
        (1, 0, 1)
    );
    let other = forms("姓名 | 电话\n张三 | 1");
    assert_eq!((other.met, other.problems.len()), (0, 0));
}

#[test]
fn merged_cells_as_our_own_tables_have_them() {
    let mut builder = table(
        r"
附表1
项目支出绩效自评表\n（2023年度）
项目名称 | | 文化馆免费开放
主管部门 | | 某局 | | | 实施单位 | 某馆（办公室）
项目\n资金\n（万元） | | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
 | 年度资金总额 | | 20.00 | 20.32 | 20.3055 | 10 | 99.93% | 9.99
 | 其中：当年财政拨款 | | 20.00 | 20.32 | 20.3055 | — | 99.93% | —
 | 上年结转资金 | | 0.00 | 0.00 | 0.00 | — | — | —
 | 其他资金 | | 0.00 | 0.00 | 0.00 | — | — | —
年度\n总体\n目标 | 预期目标 | | | | 实际完成情况
 | | | | | 完成
绩\n效\n指\n标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
 | 产出指标 | 数量指标 | 演出 | ≥10场 | 9场 | 45 | 40.5 | 偏差原因：停演\n改进措施：补演\n偏差原因：场地
 | | | 讲座 | 3次 | 不适用 | 45 | 45
总分 | | | | | | 100 | 95.49 | 等级：优\n预算执行率：偏差原因：节约\n改进措施：细化\n偏差原因：总体
备注：甲\n乙
填报人： | | | | | 联系电话：            填报日期：
",
    );
    let regions = [
        (4, 0, 8, 0),
        (9, 0, 10, 0),
        (9, 1, 9, 4),
        (9, 5, 9, 8),
        (10, 5, 10, 8),
        (11, 0, 13, 0),
        (12, 1, 13, 1),
        (12, 2, 13, 2),
        (14, 0, 14, 5),
        (2, 0, 2, 1),
        (2, 2, 2, 8),
        (3, 2, 3, 4),
        (3, 6, 3, 8),
        (1, 0, 1, 8),
    ];
    for (first_row, first_column, last_row, last_column) in regions {
        builder.merge(Region {
            first_row,
            first_column,
            last_row,
            last_column,
        });
    }
    let found = forms::read(&[builder.finish().unwrap()]);
    insta::assert_snapshot!(told(&found), @r#"
    project 文化馆免费开放@C3 year=Some(2023) number=None
      某局 | 某馆（办公室）
      fiscal 20.00@D7 20.32@E7 20.3055@F7
      stated project.initial 20.00@D6 "20.00"
      stated project.budget 20.32@E6 "20.32"
      stated project.executed 20.3055@F6 "20.3055"
      stated project.execution-rate 99.93%@H6 "99.93%"
      goal "@B10" -> "完成@F11"
      产出指标 / 数量指标 / 演出@D13: ≥10场@E13 -> 9场@F13, 40.5@H13 of 45@G13
      产出指标 / 数量指标 / 讲座@D14: 3次@E14 -> @F14 不适用, 45@H14 of 45@G14
      why 演出: "停演@I13" -> "补演"
      why 演出: "场地@I13" -> ""
      why 预算执行率: "节约@I15" -> "细化"
      why -: "总体@I15" -> ""
      claims 9.99@I6 95.49@H15 优@I15
      note "甲\n乙"
    "#);
}

#[test]
fn a_goal_may_stand_alone_beside_its_label() {
    let found = with(&[(6, "年度总体目标 | | 甲"), (7, "")]);
    assert_eq!(lines(&found, "goal"), [r#""甲@C7" -> "@A7""#]);
}

#[test]
fn a_total_row_cut_otherwise_has_the_total_behind_the_weights() {
    let found = with(&[(10, "总分 | | | | | 100 | 99")]);
    assert_eq!(lines(&found, "claims"), ["9@I5 99@G11 -"]);
}

#[test]
fn a_wide_value_under_two_heads_is_that_of_the_first() {
    let mut form: Vec<&str> = FORM.trim_matches('\n').lines().collect();
    form[4] = " | 年度资金总额 | | 20 | 20 | 18 | 10 | 90% |";
    let mut builder = table(&form.join("\n"));
    builder.merge(Region {
        first_row: 4,
        first_column: 7,
        last_row: 4,
        last_column: 8,
    });
    let found = forms::read(&[builder.finish().unwrap()]);
    assert_eq!(lines(&found, "claims"), ["- 99@H11 优@I11"]);
}

#[test]
fn what_stands_beside_the_form_explains_nothing() {
    for cell in ["1", "95.75", "校验通过", "100", "核对无误", "—"] {
        // Beside the column of explanations, in it, and where there is none.
        let beside = with(&[(10, &format!("总分 | | | | | | 100 | 99 | | {cell}"))]);
        assert!(lines(&beside, "why").is_empty(), "{cell}");
    }
    let number = with(&[(10, "总分 | | | | | | 100 | 99 | 95.75")]);
    assert!(lines(&number, "why").is_empty());
    let head = "绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分";
    let without = with(&[(8, head), (10, "总分 | | | | | | 100 | 99 | 校验通过")]);
    assert!(lines(&without, "why").is_empty());
    let marked = with(&[
        (8, head),
        (10, "总分 | | | | | | 100 | 99 | 进度慢。改进措施：加快"),
    ]);
    assert_eq!(lines(&marked, "why"), ["-: \"进度慢。@I11\" -> \"加快\""]);
    let under = with(&[(10, "总分 | | | | | | 100 | 99 | 进度慢")]);
    assert_eq!(lines(&under, "why"), ["-: \"进度慢@I11\" -> \"\""]);
}

#[test]
fn a_grade_may_be_a_sentence_or_a_ticked_box() {
    let cases = [
        ("评价等级为优", "优@I11"),
        ("（自评等级：优）", "优@I11"),
        ("自评等级:优", "优@I11"),
        ("□优 ☑良 □中 □差", "良@I11"),
        ("等级：□优 □良 √中 □差", "中@I11"),
        ("■优□良□中□差", "优@I11"),
        ("□优 □良 □中 □差", "-"),
        ("☑优 ☑良 □中 □差", "-"),
    ];
    for (cell, grade) in cases {
        let found = with(&[(10, &format!("总分 | | | | | | 100 | 99 | {cell}"))]);
        let claims = lines(&found, "claims");
        assert_eq!(claims, [format!("9@I5 99@H11 {grade}")], "{cell}");
        assert!(lines(&found, "why").is_empty(), "{cell}");
    }
    let apart = [
        (10, "总分 | | | | | | 100 | 99 |"),
        (11, "自评等级 | | □优 ☑良 □中 □差"),
    ];
    assert_eq!(lines(&with(&apart), "claims"), ["9@I5 99@H11 良@C12"]);
}

#[test]
fn the_total_is_found_however_it_stands() {
    let cases = [
        ("总分：99", "99@A11 -"),
        ("总分:99分 | | | | | | 100 | | 优", "99@A11 优@I11"),
        ("总分：99（优）", "99@A11 优@A11"),
        ("总分 | 99", "99@B11 -"),
        ("总分 | | | | | | 100 | 99（良）", "99@H11 良@H11"),
        ("总分 | | | | | | 100", "- -"),
        ("总分 | | | | | | 100 | | | 95", "- -"),
        ("总分 | | | | | | | | | 95", "- -"),
    ];
    for (row, claims) in cases {
        let found = with(&[(10, row)]);
        assert_eq!(lines(&found, "claims"), [format!("9@I5 {claims}")], "{row}");
    }
}

#[test]
fn a_sum_among_the_indicators_is_neither_one_nor_the_total() {
    let first = " | 产出指标 | 数量指标 | 活动场次 | ≥10次 | 10次 | 50 | 50 |";
    let second = " | 效益指标 | 社会效益指标 | 读者人次 | ≥5次 | 5次 | 40 | 38 |";
    for sum in [
        "小计 | | | | | | 50 | 50",
        " | 小计 | | | | | 50 | 50",
        " | 产出指标 | 小计 | | | | 50 | 50",
        " | 产出指标 | | 小计 | | | 50 | 50",
        " | 产出指标小计 | | | | | 50 | 50",
        "合计 | | | | | | 50 | 50",
        " | 合计 | | | | | 50 | 50",
        " | 产出指标 | 合计 | | — | | 50 | 50",
        "总分 | | | | | | 50 | 50 | 优",
    ] {
        let found = with(&[(9, &format!("{first}\n{sum}\n{second}"))]);
        assert!(found.problems.is_empty(), "{sum}: {}", told(&found));
        assert_eq!(found.projects[0].project.indicators.len(), 2, "{sum}");
        assert_eq!(lines(&found, "claims"), ["9@I5 99@H13 优@I13"], "{sum}");
    }
    let last = with(&[(
        9,
        &format!("{first}\n{second}\n | 效益指标 | 小计 | | | | 40 | 38"),
    )]);
    assert_eq!(lines(&last, "claims"), ["9@I5 99@H13 优@I13"]);
    assert_eq!(last.projects[0].project.indicators.len(), 2);
}

#[test]
fn a_number_up_to_one_is_a_share_where_percent_are_asked_for() {
    let read = |target: (&str, Option<&str>), actual: (&str, Option<&str>)| {
        let mut form: Vec<&str> = FORM.trim_matches('\n').lines().collect();
        form[9] = " | 产出指标 | 质量指标 | 合格率 | | | 90 | 90 |";
        let mut builder = table(&form.join("\n"));
        for (column, (shown, exact)) in [(4, target), (5, actual)] {
            builder.cell(9, column, shown, exact.map(str::to_owned));
        }
        let found = forms::read(&[builder.finish().unwrap()]);
        let one = &found.projects[0].project.indicators[0];
        format!("{} -> {}", one.target.value, one.actual.value)
    };
    let typed = ("≥90%", None);
    assert_eq!(read(typed, ("0.95", Some("0.95"))), "≥90% -> 95%");
    assert_eq!(read(typed, ("1", Some("1"))), "≥90% -> 100%");
    assert_eq!(
        read(typed, ("0.9", Some("0.89974000000000002"))),
        "≥90% -> 89.974%"
    );
    let number = ("90%", Some("90%"));
    assert_eq!(read(number, ("0.95", Some("0.95"))), "90% -> 95%");
    // What somebody typed, what is in percent already, and what is no share.
    assert_eq!(read(typed, ("0.95", None)), "≥90% -> 0.95");
    assert_eq!(read(typed, ("0.95%", Some("0.95%"))), "≥90% -> 0.95%");
    assert_eq!(read(typed, ("95", Some("95"))), "≥90% -> 95");
    assert_eq!(read(typed, ("0", Some("0"))), "≥90% -> 0");
    assert_eq!(read(("≤0.5%", None), ("0.4", Some("0.4"))), "≤0.5% -> 0.4");
    assert_eq!(read(("≥90公里", None), ("1", Some("1"))), "≥90公里 -> 1");
}

#[test]
fn what_is_merged_over_several_indicators() {
    let merged = |column: u32, rows: [&str; 2]| {
        let mut form: Vec<&str> = FORM.trim_matches('\n').lines().collect();
        let rows = rows.join("\n");
        form[9] = &rows;
        let mut builder = table(&form.join("\n"));
        builder.merge(Region {
            first_row: 9,
            first_column: column,
            last_row: 10,
            last_column: column,
        });
        forms::read(&[builder.finish().unwrap()])
    };
    let first = " | 产出指标 | 数量指标 | 甲 | ≥10次 | 9次 | 45 | 40 | 停电";
    let explained = merged(8, [first, " | | | 乙 | ≥10次 | 8次 | 45 | 36 |"]);
    assert_eq!(
        lines(&explained, "why"),
        ["甲: \"停电@I10\" -> \"\"", "乙: \"停电@I10\" -> \"\""]
    );
    let points = merged(7, [first, " | | | 乙 | ≥10次 | 8次 | 45 | |"]);
    assert!(points.projects.is_empty());
    assert_eq!(
        problems(&points.problems),
        [
            "表.xlsx [自评表!H10]：得分：几行指标的得分合并在一格里，无法分给各行；请拆分这个单元格，逐行填写得分"
        ]
    );
    let weights = merged(6, [first, " | | | 乙 | ≥10次 | 8次 | | 36 |"]);
    assert_eq!(
        problems(&weights.problems),
        [
            "表.xlsx [自评表!G10]：分值：几行指标的分值合并在一格里，无法分给各行；请拆分这个单元格，逐行填写分值"
        ]
    );
}

#[test]
fn what_is_not_found_is_told_in_english_too() {
    let lacks = |changes: &[(usize, &str)]| {
        let problems = with(changes).problems;
        problems[0].render(jixiao_model::Lang::English)
    };
    insta::assert_snapshot!(lacks(&[(3, ""), (4, ""), (5, "")]), @r#"表.xlsx [自评表]: the heads of the block of money (年初预算数, 全年预算数, 全年执行数) were not found in A1 to I12 of "自评表"; add the block of money, or name its columns like that"#);
    insta::assert_snapshot!(lacks(&[(8, ""), (9, "")]), @r#"表.xlsx [自评表]: the heads of the table of indicators (一级指标, 二级指标, 三级指标, 年度指标值, 实际完成值, 分值) were not found in A1 to I12 of "自评表"; add the table of indicators, or name its columns like that"#);
    insta::assert_snapshot!(lacks(&[(1, "")]), @r#"表.xlsx [自评表]: 项目名称 or 部门（单位）名称 was not found in A1 to I12 of "自评表"; write 项目名称 above the table, and the name right of it"#);
}

#[test]
fn a_source_behind_a_part_of_another_is_no_part() {
    let total = (4, " | 年度资金总额 | | 20 | 20 | 18 | 10 | 90% | 9");
    let rows = |last: &str| {
        format!(
            " | 财政拨款 | | 15 | 15 | 13\n | 其中：上级补助 | | 5 | 5 | 5\n | {last} | | 5 | 5 | 5"
        )
    };
    let known = with(&[total, (5, &rows("单位自筹"))]);
    assert_eq!(lines(&known, "fiscal"), ["15.00@D6 15.00@E6 13.00@F6"]);
    assert_eq!(lines(&known, "other"), ["5.00@D8 5.00@E8 5.00@F8"]);
    let unknown = problem(&[total, (5, &rows("捐赠款"))]);
    assert!(unknown.contains("不认识的资金行“捐赠款”"), "{unknown}");
}

#[test]
fn a_source_that_stands_twice_is_a_problem() {
    let rows = " | 当年财政拨款 | | 15 | 15 | 13\n | 其中：当年财政拨款 | | 5 | 5 | 5";
    let told = problem(&[(4, ""), (5, rows)]);
    assert!(
        told.starts_with("表.xlsx [自评表!B7]：资金行“其中：当年财政拨款”有两行"),
        "{told}"
    );
    let blank = " | 当年财政拨款 | | 20 | 20 | 18\n | 当年财政拨款 | | 0 | 0 | 0";
    assert_eq!(lines(&with(&[(5, blank)]), "fiscal").len(), 1);
}
