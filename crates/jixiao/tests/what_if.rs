//! What-if: which value an address leads to, what is refused, and what differs afterwards.
#![cfg(feature = "import")]

use jixiao::import::read_texts;
use jixiao::model::{Method, RateId, Source, Speak, Submission};
use jixiao::what_if::{Change, ChangeFault, FormName, Subject, WhatIf, apply};
use jixiao::{Assessment, FindError};

/// Projects and indicators with the signs that an address is parted by in their names.
const UNIT: &str = r#"
unit = { name = "某局", year = 2023, policy = "mof-2020" }

[department.spending]
total = { initial = 100, budget = 100, executed = 90 }
basic = { budget = 40, executed = 40 }
[department.three_public]
abroad = { budget = 10, spent = 9 }
[department.carry_over]
current = 2
previous = 4
[department.staffing]
quota = 20
staff = 19
[department.rates.procurement-execution-rate]
budget = 100
purchased = 95
[department.rates.payment-progress-rate]
planned = "100%"
actual = "90%"
[department.rates.key-work-rate]
assigned = 12
completed = 9
[[department.indicators]]
level1 = "部门管理"
level2 = "资金投入"
name = "“三公经费”控制率"
target = "≤80%"
rule = "three-public-control-rate"
weight = 10
[[department.indicators]]
level1 = "履职效果"
level2 = "部门履职目标"
name = "培训次数"
target = "≥4次"
actual = "4次"
weight = 60
[[department.indicators]]
level1 = "部门管理"
level2 = "资金投入"
name = "采购执行情况"
target = "≥100%"
rule = "procurement-execution-rate"
weight = 10
[[department.indicators]]
level1 = "部门管理"
level2 = "资金投入"
name = "质量达标情况"
target = "≥100%"
rule = "quality-rate"
weight = 10

[[projects]]
number = 7
name = "图书馆运行费"
funds.fiscal = { initial = 20, budget = 20, executed = 19 }
[[projects.indicators]]
level1 = "产出指标"
level2 = "数量指标"
name = "开放天数"
target = "≥300天"
actual = "285天"
weight = 50
[[projects.indicators]]
level1 = "产出指标"
level2 = "质量指标"
name = "速度km/h（v1.2=设计值）"
target = "≥100"
actual = "100"
weight = 40

[[projects]]
number = 8
name = "A/B线.二期=续建"
funds.fiscal = { budget = 20, executed = 20 }
funds.other = { budget = 5, executed = 5 }
[[projects.indicators]]
level1 = "产出指标"
level2 = "数量指标"
name = "里程/公里"
target = "≥10"
actual = "10"
weight = 45
[[projects.indicators]]
level1 = "效益指标"
level2 = "社会效益指标"
name = "沿线居民出行改善"
target = "有效改善"
actual = "达成预期指标"
percent = "100%"
weight = 45

[[projects]]
number = 9
name = "图书馆修缮费"
funds.carried = { budget = 1, executed = 1 }
"#;

fn unit() -> Submission {
    read_texts(&[("unit.toml", UNIT)]).unwrap()
}

fn assessment() -> Assessment {
    Assessment::new(unit(), None).unwrap()
}

fn what_if(changes: &[&str]) -> WhatIf {
    let changes = changes.iter().map(|text| Change::parse(text).unwrap());
    WhatIf::new(assessment(), &changes.collect::<Vec<_>>()).unwrap()
}

/// Why a change cannot be made.
fn fault(text: &str) -> ChangeFault {
    let mut submission = unit();
    let error = match Change::parse(text) {
        Err(error) => error,
        Ok(change) => apply(&mut submission, &change).unwrap_err(),
    };
    assert_eq!(submission, unit(), "{text}: nothing may be replaced");
    assert_eq!(error.change, text);
    *error.fault
}

const P7: FormName = FormName::Project(0);
const P8: FormName = FormName::Project(1);
const P9: FormName = FormName::Project(2);
const OWN: FormName = FormName::Department;

/// A change, the form, the indicator and the key that it leads to, and what stands there before and after.
type Address = (
    &'static str,
    FormName,
    Option<usize>,
    &'static str,
    &'static str,
    &'static str,
);

const ADDRESSES: &[Address] = &[
    (
        "7/开放天数.actual=300天",
        P7,
        Some(0),
        "actual",
        "285天",
        "300天",
    ),
    (
        "图书馆运行/开放.actual = 300",
        P7,
        Some(0),
        "actual",
        "285天",
        "300",
    ),
    (
        "运行费/开放天数.target=≥280天",
        P7,
        Some(0),
        "target",
        "≥300天",
        "≥280天",
    ),
    ("7/开放天数.actual=", P7, Some(0), "actual", "285天", ""),
    (
        "7/速度km/h（v1.2=设计值）.actual=98",
        P7,
        Some(1),
        "actual",
        "100",
        "98",
    ),
    (
        "7/km/h.target=≤5=上限",
        P7,
        Some(1),
        "target",
        "≥100",
        "≤5=上限",
    ),
    (
        "8/里程/公里.weight=40.5",
        P8,
        Some(0),
        "weight",
        "45",
        "40.5",
    ),
    (
        "A/B线.二期=续建/里程/公里.actual=9",
        P8,
        Some(0),
        "actual",
        "10",
        "9",
    ),
    (
        "A/B线.二期=续建/公里.actual=9",
        P8,
        Some(0),
        "actual",
        "10",
        "9",
    ),
    ("8/出行.percent=85", P8, Some(1), "percent", "100%", "85%"),
    ("7/开放天数.percent=85%", P7, Some(0), "percent", "", "85%"),
    (
        "7/开放天数.method=直接赋分",
        P7,
        Some(0),
        "method",
        "",
        "direct",
    ),
    (
        "7/开放天数.not_applicable=true",
        P7,
        Some(0),
        "not_applicable",
        "false",
        "true",
    ),
    (
        "7.executed=20",
        P7,
        None,
        "fiscal.executed",
        "19.00",
        "20.00",
    ),
    (
        "7.funds.fiscal.initial=190000元",
        P7,
        None,
        "fiscal.initial",
        "20.00",
        "19.00",
    ),
    (
        "A/B线.二期=续建.other.budget=6",
        P8,
        None,
        "other.budget",
        "5.00",
        "6.00",
    ),
    (
        "9.executed=-0.5",
        P9,
        None,
        "carried.executed",
        "1.00",
        "-0.50",
    ),
    (
        "部门/培训次数.actual=3次",
        OWN,
        Some(1),
        "actual",
        "4次",
        "3次",
    ),
    ("部门/三公.weight=5", OWN, Some(0), "weight", "10", "5"),
    (
        "部门.total.executed=95",
        OWN,
        None,
        "total.executed",
        "90.00",
        "95.00",
    ),
    (
        "department.spending.basic.budget=50",
        OWN,
        None,
        "basic.budget",
        "40.00",
        "50.00",
    ),
    (
        "部门.three_public.abroad.spent=8",
        OWN,
        None,
        "three_public.abroad.spent",
        "9.00",
        "8.00",
    ),
    (
        "部门.carry_over.current=-1",
        OWN,
        None,
        "carry_over.current",
        "2.00",
        "-1.00",
    ),
    (
        "部门整体支出.staffing.staff=２１",
        OWN,
        None,
        "staffing.staff",
        "19",
        "21",
    ),
    (
        "部门.rates.procurement-execution-rate.purchased=500000元",
        OWN,
        None,
        "rates.procurement-execution-rate.purchased",
        "95.00",
        "50.00",
    ),
    (
        "部门.payment-progress-rate.actual = 95",
        OWN,
        None,
        "rates.payment-progress-rate.actual",
        "90%",
        "95%",
    ),
    (
        "department.rates.key-work-rate.completed=10项",
        OWN,
        None,
        "rates.key-work-rate.completed",
        "9",
        "10",
    ),
];

#[test]
fn an_address_leads_to_its_value() {
    for (text, form, indicator, key, before, after) in ADDRESSES {
        let mut submission = unit();
        let replaced = apply(&mut submission, &Change::parse(text).unwrap());
        let replaced = replaced.unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(
            (replaced.form, replaced.indicator, &*replaced.key),
            (*form, *indicator, *key),
            "{text}"
        );
        assert_eq!(
            (&*replaced.before, &*replaced.after),
            (*before, *after),
            "{text}"
        );
        assert_ne!(submission, unit(), "{text}");
    }
}

#[test]
fn what_is_replaced_is_marked_as_made_up_and_has_no_place() {
    let mut submission = unit();
    for text in [
        "7/开放天数.actual=1",
        "7.executed=1",
        "部门.staffing.staff=1",
        "8/出行.percent=1",
        "部门.rates.procurement-execution-rate.purchased=1",
    ] {
        apply(&mut submission, &Change::parse(text).unwrap()).unwrap();
    }
    let project = &submission.projects[0];
    let actual = &project.indicators[0].actual;
    assert_eq!((actual.source, &actual.place), (Source::Constructed, &None));
    let executed = &project.funds.fiscal.as_ref().unwrap().executed;
    assert_eq!(
        (executed.source, &executed.place),
        (Source::Constructed, &None)
    );
    let staff = &submission
        .department
        .as_ref()
        .unwrap()
        .staffing
        .as_ref()
        .unwrap()
        .staff;
    assert_eq!((staff.source, &staff.place), (Source::Constructed, &None));
    let percent = submission.projects[1].indicators[1]
        .percent
        .as_ref()
        .unwrap();
    assert_eq!(
        (percent.source, &percent.place),
        (Source::Constructed, &None)
    );
    let figures = submission.department.as_ref().unwrap();
    let figures = figures.figures(RateId::ProcurementExecution).unwrap();
    let [budget, purchased] = figures.values() else {
        panic!("{figures:?}");
    };
    assert_eq!(
        (purchased.source, &purchased.place),
        (Source::Constructed, &None)
    );
    // Its neighbours keep theirs.
    assert!(budget.place.is_some());
    assert!(project.indicators[0].target.place.is_some());
}

/// A change that cannot be made, and what is said of it in both languages.
const REFUSED: &[(&str, &str, &str)] = &[
    (
        "7/开放天数.actual",
        "请写成“地址.键=值”",
        "write ADDRESS.KEY=VALUE",
    ),
    (
        "7/开放天数.aktual=3",
        "“aktual”不是可设定的键；指标的键：\n  actual、target",
        "\"aktual\" is no key of a value; keys of an indicator:\n  actual, target",
    ),
    (
        "7.exeucted=3",
        "“exeucted”不是可设定的键；项目的键：\n  initial、budget",
        "\"exeucted\" is no key of a value; keys of a project:\n  initial, budget",
    ),
    (
        "部门.total.exeucted=3",
        "“total.exeucted”不是可设定的键；部门的键：\n  total.initial、",
        "\"total.exeucted\" is no key of a value; keys of the department:\n  total.initial, ",
    ),
    (
        "部门.rates.key-work-rate.complete=3",
        "“complete”不是可设定的键；重点工作办结率的键：\n  rates.key-work-rate.assigned、rates.key-work-rate.completed",
        "keys of the key work completion rate:\n  rates.key-work-rate.assigned, rates.key-work-rate.completed",
    ),
    (
        "部门.rates.staffing-control-rate.quota=3",
        "“rates.staffing-control-rate.quota”不是可设定的键；部门的键：\n",
        "staffing.quota, staffing.staff,\n  rates.ID.KEY",
    ),
    ("=3", "“”不是可设定的键", "\"\" is no key"),
    (
        "7.actual=3",
        "请写成“项目/指标.actual=值”",
        "write PROJECT/INDICATOR.actual=VALUE",
    ),
    (
        "77/开放天数.actual=3",
        "没有项目“77”；数据集中的项目：\n  7 图书馆运行费\n",
        "there is no project \"77\"; the dataset has:\n  7 ",
    ),
    (
        "图书馆/开放天数.actual=3",
        "有 2 个项目符合“图书馆”",
        "2 projects fit \"图书馆\"",
    ),
    (
        "/开放天数.actual=3",
        "没有项目“”",
        "there is no project \"\"",
    ),
    (
        "7/关门天数.actual=3",
        "没有指标“关门天数”；这张表的指标：\n  开放天数\n",
        "there is no indicator \"关门天数\"; the form has:\n  开放天数\n",
    ),
    ("7/.actual=3", "没有指标“”", "there is no indicator \"\""),
    (
        "部门/关门天数.actual=3",
        "没有指标“关门天数”；这张表的指标：\n  “三公经费”控制率\n",
        "the form has:\n  “三公经费”控制率\n",
    ),
    (
        "8.executed=3",
        "请写明其一：\n  fiscal.executed、other.executed",
        "name one of:\n  fiscal.executed, other.executed",
    ),
    (
        "7.other.executed=3",
        "可改的有：\n  fiscal.executed",
        "it has:\n  fiscal.executed",
    ),
    (
        "7.total.executed=3",
        "可改的有：\n  fiscal.initial、fiscal.budget、fiscal.executed",
        "it has:\n  fiscal.initial, fiscal.budget, fiscal.executed",
    ),
    (
        "部门.executed=3",
        "没有 executed 可改；可改的有：\n  total.initial、",
        "no `executed` to replace; it has:\n  total.initial, ",
    ),
    (
        "部门.rates.carry-over-rate.budget=5",
        "这张表没有 rates.carry-over-rate.budget 可改；可改的有：\n  total.initial、",
        "rates.payment-progress-rate.planned, rates.payment-progress-rate.actual,\n",
    ),
    (
        "部门.rates.three-public-control-rate.budget=5",
        "这张表没有 rates.three-public-control-rate.budget 可改；可改的有：\n  total.initial、",
        "the form has no `rates.three-public-control-rate.budget` to replace; it has:\n",
    ),
    (
        "部门.other.total.executed=5",
        "这张表没有 other.total.executed 可改",
        "the form has no `other.total.executed` to replace",
    ),
    (
        "7.rates.key-work-rate.completed=5",
        "这张表没有 rates.key-work-rate.completed 可改；可改的有：\n  fiscal.initial",
        "it has:\n  fiscal.initial",
    ),
    (
        "部门.three_public.vehicles.spent=3",
        "three_public.abroad.budget、three_public.abroad.spent、\n  carry_over.current、",
        "three_public.abroad.budget, three_public.abroad.spent,\n  carry_over.current, ",
    ),
    (
        "部门/三公.actual=79%",
        "请改设部门的：\n  three_public.abroad.budget、three_public.abroad.spent",
        "set these instead, at 部门:\n  three_public.abroad.budget, three_public.abroad.spent",
    ),
    (
        "部门/采购执行情况.actual=90%",
        "请改设部门的：\n  rates.procurement-execution-rate.budget、\n  rates.procurement-execution-rate.purchased",
        "at 部门:\n  rates.procurement-execution-rate.budget,\n  rates.procurement-execution-rate.purchased",
    ),
    (
        "部门/质量达标情况.actual=90%",
        "缺少计算该比率所需的金额，请在 [department.rates.quality-rate] 填写 completed、qualified",
        "write completed, qualified in [department.rates.quality-rate]",
    ),
    (
        "部门.rates.procurement-execution-rate.purchased=很多",
        "rates.procurement-execution-rate.purchased：“很多”不是数字",
        "`rates.procurement-execution-rate.purchased`: `很多` is not a number",
    ),
    (
        "部门.rates.procurement-execution-rate.budget=-1",
        "此处不能为负",
        "which this figure cannot be",
    ),
    (
        "部门.rates.key-work-rate.completed=9.5",
        "“9.5”不是整数",
        "`9.5` is no whole number",
    ),
    (
        "7.executed=很多",
        "fiscal.executed：“很多”不是数字",
        "`fiscal.executed`: `很多` is not a number",
    ),
    (
        "7.budget=-1",
        "fiscal.budget：“-1”为负数",
        "`fiscal.budget`: a budget is negative (-1)",
    ),
    (
        "部门.three_public.abroad.budget=-1",
        "为负数",
        "is negative",
    ),
    (
        "部门.staffing.staff=1000001",
        "0 至 1000000",
        "from 0 to 1000000",
    ),
    (
        "部门.staffing.staff=19.5",
        "0 至 1000000",
        "from 0 to 1000000",
    ),
    (
        "7/开放天数.weight=1001",
        "weight：“1001”超出允许范围",
        "`weight`: `1001` is out of range",
    ),
    (
        "7/开放天数.target=",
        "target：内容为空",
        "`target`: the text is empty",
    ),
    ("7/开放天数.percent=101%", "0% 至 100%", "from 0% to 100%"),
    ("7/开放天数.percent=-1%", "0% 至 100%", "from 0% to 100%"),
    (
        "7/开放天数.method=随意",
        "可用：direct、proportional",
        "use one of: direct、proportional",
    ),
    (
        "7/开放天数.not_applicable=是",
        "可用：true、false",
        "use one of: true、false",
    ),
    ("7/开放天数.actual=三\u{7}", "不认识", "control characters"),
];

#[test]
fn what_cannot_be_made_is_refused_with_the_mend() {
    for (text, zh, en) in REFUSED {
        let said = fault(text).speak();
        assert!(said.zh.contains(zh), "{text}: {}", said.zh);
        assert!(said.en.contains(en), "{text}: {}", said.en);
    }
}

#[test]
fn keys_stand_on_lines_that_fit_a_terminal() {
    let longest = [
        "x=3",
        "7.exeucted=3",
        "部门.foo=3",
        "部门.executed=3",
        "部门/采购执行情况.actual=90%",
    ];
    for text in longest {
        let said = fault(text).speak();
        for list in [&said.zh, &said.en] {
            let lines: Vec<_> = list.lines().filter(|line| line.starts_with("  ")).collect();
            assert!(!lines.is_empty(), "{list}");
            for line in lines {
                // An enumeration comma is two columns wide.
                let width = line.chars().count() + line.matches('、').count();
                assert!(
                    width <= 80 && line.is_ascii() | line.contains('、'),
                    "{line}"
                );
            }
        }
    }
}

#[test]
fn only_the_keys_of_what_is_addressed_are_listed() {
    let list = |text: &str| {
        let said = fault(text).speak().zh;
        ["not_applicable", "carried.initial", "staffing.quota"].map(|key| said.contains(key))
    };
    assert_eq!(list("7/开放天数.aktual=3"), [true, false, false]);
    assert_eq!(list("部门/培训次数.aktual=3"), [true, false, false]);
    assert_eq!(list("7.aktual=3"), [false, true, false]);
    assert_eq!(list("department.aktual=3"), [false, false, true]);
    assert_eq!(list("部门.rates.quality-rate.aktual=3"), [false; 3]);
    assert_eq!(list("aktual=3"), [true; 3]);
}

#[test]
fn a_rate_follows_its_figures_with_or_without_an_indicator() {
    let what_if = what_if(&[
        "部门.rates.procurement-execution-rate.purchased=50",
        "部门.payment-progress-rate.actual=45%",
    ]);
    assert_eq!(
        told(&what_if),
        [
            "部门整体支出 总分: 87.39 → 82.89",
            "部门整体支出 等级: 良 → 良",
            "部门整体支出 支付进度率: 90% → 45%",
            "部门整体支出 政府采购执行率: 95% → 50%",
            "部门整体支出 采购执行情况得分: 9.5 → 5",
        ]
    );
    let terms = what_if.replaced.iter().map(jixiao::what_if::Replaced::term);
    let terms: Vec<_> = terms.collect();
    assert_eq!(
        terms,
        [
            "政府采购执行率的实际政府采购金额",
            "支付进度率的实际支付进度"
        ]
    );
}

#[test]
fn an_error_repeats_the_change() {
    let error = Change::parse("7/开放天数.aktual=3").unwrap_err();
    assert!(error.speak().zh.starts_with("“7/开放天数.aktual=3”："));
    assert!(error.to_string().starts_with("\"7/开放天数.aktual=3\": "));
}

#[test]
fn the_department_must_stand() {
    let mut submission = unit();
    submission.department = None;
    for text in [
        "部门.total.budget=1",
        "部门/培训次数.actual=3",
        "部门.executed=3",
        "部门.rates.key-work-rate.completed=3",
        "部门.other.total.budget=3",
    ] {
        let error = apply(&mut submission, &Change::parse(text).unwrap()).unwrap_err();
        assert_eq!(*error.fault, ChangeFault::NoDepartment, "{text}");
    }
}

#[test]
fn two_indicators_of_one_name_are_not_told_apart() {
    let mut submission = unit();
    let copy = submission.projects[0].indicators[0].clone();
    submission.projects[0].indicators.push(copy);
    let change = Change::parse("7/开放天数.actual=3").unwrap();
    let error = apply(&mut submission, &change).unwrap_err();
    let fitting = vec!["开放天数".to_string(); 2];
    let wanted = "开放天数".to_string();
    let several = FindError::SeveralIndicators { wanted, fitting };
    assert_eq!(*error.fault, ChangeFault::NotFound(several));
}

/// Form, subject, before and after of each difference.
fn told(what_if: &WhatIf) -> Vec<String> {
    let changes = what_if.changes().into_iter();
    changes
        .map(|change| {
            format!(
                "{} {}: {} → {}",
                change.form.name(&what_if.before.submission).zh,
                change.subject.speak().zh,
                change.before.speak().zh,
                change.after.speak().zh
            )
        })
        .collect()
}

#[test]
fn every_figure_that_follows_is_told() {
    let what_if = what_if(&[
        "7/开放天数.actual=150天",
        "7.executed=10",
        "部门.three_public.abroad.spent=8",
    ]);
    assert_eq!(
        told(&what_if),
        [
            "部门整体支出 总分: 87.39 → 88.5",
            "部门整体支出 等级: 良 → 良",
            "部门整体支出 “三公经费”控制率: 90% → 80%",
            "部门整体支出 “三公经费”控制率得分: 8.89 → 10",
            "7 图书馆运行费 总分: 97 → 70",
            "7 图书馆运行费 等级: 优 → 中",
            "7 图书馆运行费 预算执行率: 95% → 50%",
            "7 图书馆运行费 预算执行率得分: 9.5 → 5",
            "7 图书馆运行费 开放天数得分: 47.5 → 25",
            "项目汇总 预算执行率: 97.83% → 78.26%",
            "项目汇总 评为“优”的项目数: 2 → 1",
            "项目汇总 评为“中”的项目数: 0 → 1",
        ]
    );
    let gains: Vec<_> = what_if
        .changes()
        .iter()
        .filter_map(jixiao::what_if::Difference::gain)
        .map(|gain| gain.to_string())
        .collect();
    assert_eq!(gains, ["1.11", "1.11", "-27", "-4.5", "-22.5"]);
}

#[test]
fn a_grade_stands_beside_its_total_though_it_stays() {
    let what_if = what_if(&["8/公里.actual=9"]);
    let changes = what_if.changes();
    let grade = changes
        .iter()
        .find(|change| change.subject == Subject::Grade)
        .unwrap();
    assert!(!grade.differs());
    assert_eq!(changes.len(), 3);
}

#[test]
fn an_indicator_that_cannot_be_scored_says_so() {
    let what_if = what_if(&["7/开放天数.actual="]);
    assert!(
        told(&what_if).contains(&"7 图书馆运行费 开放天数得分: 47.5 → 0（无法计分）".to_string())
    );
}

#[test]
fn what_changes_nothing_differs_in_nothing() {
    for changes in [
        &[][..],
        &["7/开放天数.actual=285天"],
        &["7.executed=19"],
        &["部门.staffing.staff=19"],
        &["7/速度.actual=120"],
        &["7/开放天数.actual=300天", "7/开放天数.actual=285天"],
    ] {
        let what_if = what_if(changes);
        assert_eq!(told(&what_if), [""; 0], "{changes:?}");
        assert_eq!(
            what_if.before.evaluation.projects[0].total,
            what_if.after.evaluation.projects[0].total
        );
    }
}

#[test]
fn of_two_changes_of_one_value_the_later_one_holds() {
    let what_if = what_if(&[
        "7/开放天数.actual=100天",
        "7/开放天数.method=direct",
        "7/开放天数.actual=300天",
    ]);
    let indicator = &what_if.after.submission.projects[0].indicators[0];
    assert_eq!(
        (indicator.actual.value.text(), indicator.method),
        ("300天", Some(Method::Direct))
    );
    let told: Vec<_> = what_if
        .replaced
        .iter()
        .map(|one| (&*one.before, &*one.after))
        .collect();
    assert_eq!(
        told,
        [("285天", "100天"), ("", "direct"), ("100天", "300天")]
    );
}

#[test]
fn the_assessment_before_is_what_it_was() {
    let plain = assessment();
    let what_if = what_if(&["7/开放天数.actual=1天", "部门.total.executed=0"]);
    assert_eq!(what_if.before.submission, plain.submission);
    assert_eq!(what_if.before.evaluation, plain.evaluation);
    assert_eq!(what_if.after.policy.id, plain.policy.id);
}

#[test]
fn a_sum_that_no_longer_fits_is_an_error() {
    let most = "8000000000000";
    let changes =
        ["8.fiscal.budget=", "8.other.budget="].map(|text| Change::parse(&format!("{text}{most}")));
    match changes {
        [Ok(first), Ok(second)] => {
            let error = WhatIf::new(assessment(), &[first, second]).unwrap_err();
            assert!(
                error.speak().zh.starts_with("“A/B线.二期=续建”："),
                "{error}"
            );
        }
        other => panic!("{other:?}"),
    }
}
