//! The checks on explanations: each has a case that trips it and one that just does not.

mod fixture;

use fixture::{clean, findings};
use jixiao_model::{
    Deviation, FundSources, Funds, Indicator, Lang, ProjectForm, Remediation, RemediationState,
    Submission, Traced,
};
use jixiao_review::Severity;

/// A project with two indicators: 培训次数 with 8 of 10, 学员满意度 in full; 20.32 万元, of which so much was spent.
fn project(number: u32, name: &str, executed: &str) -> ProjectForm {
    let amount = |text: &str| Traced::reported(text.parse().unwrap());
    let funds = Funds::new(amount("20"), amount("20.32"), amount(executed)).unwrap();
    let sources = FundSources {
        fiscal: Some(funds),
        ..FundSources::default()
    };
    let mut form = ProjectForm::new(number, 2023.try_into().unwrap(), name, sources).unwrap();
    let indicator = |levels: [&str; 2], name, target, actual, weight| {
        Indicator::new(levels[0], levels[1], name, target, actual, weight).unwrap()
    };
    form.indicators = vec![
        indicator(["产出指标", "数量指标"], "培训次数", "≥10次", "8次", "50"),
        indicator(
            ["效益指标", "社会效益指标"],
            "持证人数",
            "≥30人",
            "30人",
            "30",
        ),
        indicator(
            ["满意度指标", "服务对象满意度指标"],
            "学员满意度",
            "≥90%",
            "92%",
            "10",
        ),
    ];
    form
}

fn explained(indicator: &str, cause: &str, remedy: &str) -> Deviation {
    Deviation {
        indicator: (!indicator.is_empty()).then(|| indicator.parse().unwrap()),
        cause: Traced::reported(cause.into()),
        remedy: Traced::reported(remedy.into()),
        ..Deviation::default()
    }
}

fn coded(indicator: &str, causes: &[&str], remedies: &[&str]) -> Deviation {
    let codes = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
    Deviation {
        causes: codes(causes),
        remedies: codes(remedies),
        ..explained(indicator, "场地停用两月", "改用社区礼堂")
    }
}

fn unit(projects: Vec<ProjectForm>) -> Submission {
    Submission {
        department: None,
        projects,
        ..clean()
    }
}

/// What one check says, a line each, in Chinese.
fn told(code: &str, submission: &Submission) -> String {
    in_language(code, submission, Lang::Chinese)
}

fn in_language(code: &str, submission: &Submission, lang: Lang) -> String {
    let findings = findings(submission);
    let of_code = findings.iter().filter(|one| one.code.to_string() == code);
    let lines: Vec<String> = of_code.map(|one| one.render(lang)).collect();
    lines.join("\n")
}

/// What one check says of a project in which 8 of 10 were done and so much of 20.32 was spent.
fn of(code: &str, executed: &str, deviations: Vec<Deviation>) -> String {
    let mut form = project(1, "培训项目", executed);
    form.deviations = deviations;
    told(code, &unit(vec![form]))
}

/// What one check says where the indicator that missed is explained so.
fn cause(code: &str, cause: &str) -> String {
    of(
        code,
        "20.32",
        vec![explained("培训次数", cause, "改用社区礼堂")],
    )
}

/// What one check says where the execution rate of 99.93% is explained so.
fn money(code: &str, cause: &str) -> String {
    of(
        code,
        "20.3055",
        vec![explained("预算执行率", cause, "按月核对支出")],
    )
}

#[test]
fn jx302_a_cause_without_a_remedy() {
    let remedy = |cause: &str, remedy: &str| {
        of("JX302", "20.32", vec![explained("培训次数", cause, remedy)])
    };
    insta::assert_snapshot!(remedy("场地停用两月", " "), @"警告 JX302  “培训项目”：“培训次数”写有偏差原因，没有改进措施；请补写改进措施");
    assert_eq!(remedy("场地停用两月", "改用社区礼堂"), "");
    // A remedy behind its cause is one.
    assert_eq!(remedy("场地停用两月，下一步改用社区礼堂", ""), "");
    // Without a cause another check speaks.
    assert_eq!(remedy("", ""), "");
    let by_code = Deviation {
        remedies: vec!["M10".into()],
        ..explained("培训次数", "场地停用两月", "")
    };
    insta::assert_snapshot!(of("JX302", "20.32", vec![by_code]), @"警告 JX302  “培训项目”：“培训次数”写有偏差原因，改进措施只有代码（M10），没有文字；请补写改进措施");
    insta::assert_snapshot!(remedy("场地停用两月", "——"), @"警告 JX302  “培训项目”：“培训次数”写有偏差原因，改进措施写的是“——”，等于没有写；请补写改进措施");
    for none in ["无", "无。", "不适用", "／", "—", "暂无", " / "] {
        assert!(
            remedy("场地停用两月", none).contains("等于没有写"),
            "{none}"
        );
    }
    assert_eq!(remedy("场地停用两月，下一步改用社区礼堂", "无"), "");
}

#[test]
fn jx301_asks_for_the_cause_alone_where_a_remedy_stands() {
    let of = |deviations| of("JX301", "10", deviations);
    let remedy = |indicator| explained(indicator, " ", "改用社区礼堂");
    insta::assert_snapshot!(of(vec![remedy("培训次数")]), @"
    警告 JX301  “培训项目”：指标“培训次数”得 40 分（分值 50），没有偏差原因；请补写偏差原因
    警告 JX301  “培训项目”：预算执行率 49.21%，低于 90%，没有偏差原因；请补写偏差原因及改进措施
    ");
    insta::assert_snapshot!(of(vec![remedy("预算执行率")]), @"
    警告 JX301  “培训项目”：指标“培训次数”得 40 分（分值 50），没有偏差原因；请补写偏差原因及改进措施
    警告 JX301  “培训项目”：预算执行率 49.21%，低于 90%，没有偏差原因；请补写偏差原因
    ");
    assert!(of(vec![explained("培训次数", "", "无")]).contains("请补写偏差原因及改进措施"));
    // A code without words is no cause.
    let bare = Deviation {
        causes: vec!["C1".into()],
        ..explained("培训次数", "", "改用社区礼堂")
    };
    assert!(of(vec![bare]).contains("“培训次数”得 40 分（分值 50），没有偏差原因"));
}

#[test]
fn jx302_one_remedy_of_several_causes_is_enough_and_a_full_indicator_owes_none() {
    let two = vec![
        explained("培训次数", "场地停用两月", ""),
        explained("", "讲师辞职", "另聘讲师"),
    ];
    assert_eq!(of("JX302", "20.32", two), "");
    let full = vec![explained("学员满意度", "课程合适", "")];
    assert_eq!(of("JX302", "20.32", full), "");
}

#[test]
fn jx302_the_execution_rate() {
    let rate = |executed| {
        of(
            "JX302",
            executed,
            vec![explained("预算执行率", "场地停用两月", "")],
        )
    };
    insta::assert_snapshot!(rate("10"), @"警告 JX302  “培训项目”：“预算执行率”写有偏差原因，没有改进措施；请补写改进措施");
    // 90% is not below the threshold.
    assert_eq!(rate("18.288"), "");
}

#[test]
fn jx303_a_cause_that_only_tells_the_miss_again() {
    insta::assert_snapshot!(cause("JX303", "实际培训次数低于年度指标值"), @"警告 JX303  “培训项目”：“培训次数”的偏差原因只复述偏差，没有说出为什么：“实际培训次数低于年度指标值”；请写明为什么没有做到");
    insta::assert_snapshot!(cause("JX303", "无"), @"警告 JX303  “培训项目”：“培训次数”的偏差原因写的是“无”，等于没有写；请写明为什么没有做到");
    insta::assert_snapshot!(money("JX303", "安排20.32万元，用掉20.3055万元，执行率99.93%，没有满百"), @"警告 JX303  “培训项目”：“预算执行率”的偏差原因只复述偏差，没有说出为什么：“安排20.32万元，用掉20.3055万元，执行率99.93%，没有满百”；请写明为什么没有做到");
    assert_eq!(cause("JX303", "场地停用两月"), "");
    assert_eq!(money("JX303", "采购价低于概算，余0.0145万元"), "");
}

#[test]
fn jx303_whatever_the_catalogue_reads() {
    let restating = [
        "未达到指标值",
        "实际完成 93%，未达到 95%",
        "因未完成，故未达标",
        "项目绩效目标存在偏离",
        "培训次数未达到目标值。",
        "主要原因是没有完成年度目标任务",
        "实际只完成了8次，比计划少了2次",
        "截至2023年12月31日，该指标尚未完成",
        "因客观原因未能按期完成",
        "受各种因素影响，未达到预期目标",
        "培训项目进度滞后，未按时完成",
        "只完成八成，没有达到预期",
    ];
    let silent = restating
        .iter()
        .filter(|text| cause("JX303", text).is_empty());
    assert_eq!(silent.collect::<Vec<_>>(), Vec::<&&str>::new());
    let telling = [
        "资金不足，未完成",
        "预算不足，未达到指标值",
        "任务重，人员少",
        "讲师生病，少了两次",
        "教室漏雨",
        "经费没有到位",
    ];
    let objected = telling
        .iter()
        .filter(|text| !cause("JX303", text).is_empty());
    assert_eq!(objected.collect::<Vec<_>>(), Vec::<&&str>::new());
}

#[test]
fn jx303_what_was_exceeded_is_asked_why_it_was() {
    let exceeded = |cause: &str| {
        let mut form = project(1, "培训项目", "20.32");
        form.indicators[0].actual = Traced::reported("20次".parse().unwrap());
        form.deviations = vec![explained("培训次数", cause, "")];
        told("JX303", &unit(vec![form]))
    };
    insta::assert_snapshot!(exceeded("超额完成目标"), @"警告 JX303  “培训项目”：“培训次数”的偏差原因只复述超额完成，没有说出为什么：“超额完成目标”；请写明为什么超额完成");
    insta::assert_snapshot!(exceeded("无"), @"警告 JX303  “培训项目”：“培训次数”的偏差原因写的是“无”，等于没有写；请写明为什么超额完成");
    for restating in ["超额完成", "实际完成20次，超过目标值100%", "培训次数较多"]
    {
        assert!(
            exceeded(restating).contains("只复述超额完成"),
            "{restating}"
        );
    }
    assert_eq!(exceeded("报名踊跃，超额完成"), "");
    assert_eq!(exceeded("目标定低，超额完成"), "");
    assert!(cause("JX303", "未完成的原因是培训次数少").contains("只复述偏差"));
    assert!(money("JX303", "结余40万元").contains("只复述偏差"));
    assert_eq!(money("JX303", "招标结余40万元"), "");
}

#[test]
fn jx303_a_code_does_not_stand_for_the_text() {
    let coded = Deviation {
        causes: vec!["V1".into()],
        ..explained("预算执行率", "执行率99.93%，没有满百", "从紧花钱")
    };
    assert!(of("JX303", "20.3055", vec![coded]).contains("只复述偏差"));
}

#[test]
fn jx303_what_was_met_is_for_another_check() {
    let met = vec![explained("学员满意度", "已达到目标", "")];
    assert_eq!(of("JX303", "20.32", met), "");
    let whole = vec![explained("", "未达到目标", "")];
    assert!(of("JX303", "20.32", whole).contains("偏差原因只复述偏差"));
    // All was spent: there is nothing to tell again.
    let spent = vec![explained("预算执行率", "执行率100%", "")];
    assert_eq!(of("JX303", "20.32", spent), "");
}

/// Projects of which each explains its miss with one of the texts, cause and remedy.
fn texts(texts: &[(&str, &str)]) -> Submission {
    let forms = texts.iter().zip(1..);
    let forms = forms.map(|((cause, remedy), number)| {
        let mut form = project(number, &format!("第{number}期项目"), "20.32");
        form.deviations = vec![explained("培训次数", cause, remedy)];
        form
    });
    unit(forms.collect())
}

const LATE_INVOICES: &str = "供货企业发票开得晚，单据不全，到年底没能付款。";

#[test]
fn jx304_the_same_words_in_two_projects() {
    let same = texts(&[(LATE_INVOICES, "提前催票"), (LATE_INVOICES, "提前催票")]);
    insta::assert_snapshot!(told("JX304", &same), @"警告 JX304  “第2期项目”：偏差原因（100%）与第 1 项“第1期项目”雷同，如“供货企业发票开得晚，单据不全，到年底没能付款”；请按本项目的实际情况改写");
    insta::assert_snapshot!(in_language("JX304", &same, Lang::English), @r#"warning JX304  第2期项目: its cause (100%) is like that of project 1, "第1期项目", such as "供货企业发票开得晚，单据不全，到年底没能付款"; write what holds for this project"#);
    assert_eq!(told("JX304", &texts(&[(LATE_INVOICES, "")])), "");
}

#[test]
fn jx304_how_similar_is_too_similar() {
    let base = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥";
    let cases = [
        // 20 shingles; an alien tail leaves so many of them.
        ("甲乙丙丁戊己庚辛壬癸子丑寅卯东南西北春夏秋冬", true), // 12 of 20
        ("甲乙丙丁戊己庚辛壬癸子丑寅东南西北春夏秋冬风", false), // 11 of 20
        // Numbers and signs do not count.
        (
            "甲乙丙，丁戊己（庚辛）2023年壬癸子丑寅卯辰巳午未申酉戌亥。",
            true,
        ),
        // A short text in a long one, and the other way round.
        ("甲乙丙丁戊己庚辛壬癸子丑", true),
        ("甲乙丙丁戊己庚辛壬癸子", false), // 11 letters
    ];
    for (other, copied) in cases {
        for pair in [[(base, ""), (other, "")], [(other, ""), (base, "")]] {
            let told = told("JX304", &texts(&pair));
            assert_eq!(told.contains("JX304"), copied, "{other}: {told}");
        }
    }
}

#[test]
fn jx304_a_dropped_character() {
    let pair = texts(&[
        ("海关监管口径有变，影响综保区进出口，考核名次后移。", ""),
        ("海关监管口径有变，影响保区进出口，考核名次后移。", ""),
    ]);
    insta::assert_snapshot!(told("JX304", &pair), @"警告 JX304  “第2期项目”：偏差原因（89%）与第 1 项“第1期项目”雷同，如“保区进出口，考核名次后移”；偏差原因整段只差一字，本项作“影响保区”，第 1 项作“影响综保区”；请按本项目的实际情况改写");
    insta::assert_snapshot!(in_language("JX304", &pair, Lang::English), @r#"warning JX304  第2期项目: its cause (89%) is like that of project 1, "第1期项目", such as "保区进出口，考核名次后移"; of the cause one character differs: "影响保区" here, "影响综保区" in project 1; write what holds for this project"#);
}

#[test]
fn jx304_names_of_project_and_indicator_are_left_out() {
    let cause = |name: &str| format!("{name}的讲师临时辞职，补聘手续办了两个月，停了两期");
    let mut forms = vec![
        project(1, "乡村教师外语能力提升项目", "20.32"),
        project(2, "社区养老护理员技能提升项目", "20.32"),
    ];
    for form in &mut forms {
        let name = form.name.value.as_str().trim_end_matches("项目").to_owned();
        form.deviations = vec![explained("培训次数", &cause(&name), "")];
    }
    assert!(told("JX304", &unit(forms)).contains("100%"));
}

#[test]
fn jx304_phrases_that_everybody_uses_are_no_copies() {
    for phrase in [
        "因财政资金紧张",
        "因财政资金紧张，未能及时拨付到位",
        "受疫情影响，项目未能按期完成",
        "加快项目实施进度，加强资金管理",
    ] {
        assert_eq!(
            told("JX304", &texts(&[(phrase, ""), (phrase, "")])),
            "",
            "{phrase}"
        );
    }
    // They are where a whole paragraph of them is the same.
    let slogans = "加快项目实施进度，加强资金管理，提高资金使用效益，确保按期完成年度目标任务。";
    assert!(told("JX304", &texts(&[("", slogans), ("", slogans)])).contains("改进措施（100%）"));
}

#[test]
fn jx304_one_remedy_within_one_project() {
    let mut form = project(1, "培训项目", "10");
    form.deviations = vec![
        explained("培训次数", "场地停用两月", LATE_INVOICES),
        explained("预算执行率", "尾款未到付款日期", LATE_INVOICES),
    ];
    assert_eq!(told("JX304", &unit(vec![form])), "");
}

#[test]
fn jx304_one_finding_for_each_copying_project() {
    let many = vec![
        (LATE_INVOICES, "请供货企业按月对账，单据齐了当天就办支付");
        1_000
    ];
    let submission = texts(&many);
    let findings = findings(&submission);
    let of_code: Vec<_> = findings
        .iter()
        .filter(|one| one.code.to_string() == "JX304")
        .collect();
    assert_eq!(of_code.len(), 999);
    let with_first = |one: &&jixiao_review::Finding| one.message.zh.contains("与第 1 项");
    assert!(of_code.iter().all(with_first));
}

#[test]
fn jx304_the_most_alike_is_named() {
    let submission = texts(&[
        ("供货企业发票开得晚，单据不全，拖了一个季度。", ""),
        (LATE_INVOICES, ""),
        ("供货企业发票开得晚，单据不全，到年底没能付款呢。", ""),
    ]);
    let told = told("JX304", &submission);
    assert!(told.contains("与第 2 项"), "{told}");
}

/// What one check says of a deviation of this indicator, given by codes, with nothing met.
fn by_code(code: &str, deviation: Deviation) -> String {
    let mut form = project(1, "培训项目", "10");
    for indicator in &mut form.indicators {
        indicator.actual = Traced::reported("0".parse().unwrap());
    }
    form.deviations = vec![deviation];
    told(code, &unit(vec![form]))
}

#[test]
fn jx305_a_cause_that_cannot_explain_the_indicator() {
    let of = |indicator, causes: &[&str]| by_code("JX305", coded(indicator, causes, &[]));
    insta::assert_snapshot!(of("学员满意度", &["V1"]), @"警告 JX305  “培训项目”：“学员满意度”是服务对象满意度指标，所写原因“厉行节约或采购形成结余”（V1）与它对不上；请写出这项指标没有做到的原因；原因代码有误的请改正");
    insta::assert_snapshot!(of("预算执行率", &["T3", "C4"]), @"警告 JX305  “培训项目”：要说明的是“预算执行率”，所写原因“超额完成”（T3）、“经验制度未推广”（C4）与它对不上；请写出这项指标没有做到的原因；原因代码有误的请改正");
    // One of several is enough; so is a cause that the catalogue does not know.
    assert_eq!(of("学员满意度", &["V1", "C1"]), "");
    assert_eq!(of("学员满意度", &["V1", "X9"]), "");
    assert_eq!(of("预算执行率", &["V1"]), "");
    // Nobody knows the class of the form as a whole.
    assert_eq!(of("", &["V1"]), "");
}

#[test]
fn jx305_words_that_speak_of_another_class() {
    let of = |indicator, cause| by_code("JX305", explained(indicator, cause, "改用社区礼堂"));
    insta::assert_snapshot!(of("学员满意度", "因疫情停课，生态效益指标没有达到"), @"警告 JX305  “培训项目”：“学员满意度”是服务对象满意度指标，偏差原因说的却是生态效益指标；请写出这项指标没有做到的原因，或移到它所说的指标下");
    assert_eq!(of("学员满意度", "因疫情停课，服务对象满意度没有达到"), "");
    insta::assert_snapshot!(of("学员满意度", "质量指标未达标是因为抽检批次少"), @"警告 JX305  “培训项目”：“学员满意度”是服务对象满意度指标，偏差原因说的却是质量指标；请写出这项指标没有做到的原因，或移到它所说的指标下");
    assert!(of("预算执行率", "满意度未达到目标，是因为问卷发得少").contains("JX305"));
    for fits in [
        "质量指标未达标，学员不满意",
        "教室漏雨，质量指标未达标",
        "满意度未达到目标",
        "成本偏低，课程简单",
        "质量差",
    ] {
        assert_eq!(of("学员满意度", fits), "", "{fits}");
    }
    assert_eq!(of("预算执行率", "满意度未达到，影响预算执行率"), "");
    // Money that is late shows in time and in the execution rate alike.
    assert_eq!(of("培训次数", "财政资金未及时到位，预算执行率偏低"), "");
}

#[test]
fn jx306_a_remedy_that_answers_no_cause() {
    let of =
        |causes: &[&str], remedies: &[&str]| by_code("JX306", coded("培训次数", causes, remedies));
    insta::assert_snapshot!(of(&["P1"], &["M7"]), @"提示 JX306  “培训项目”：“培训次数”的改进措施“培训与业务指导”（M7）不是针对所写原因“未开票或未报账”（P1）的；请写针对原因的措施；原因没有写全的请补上");
    insta::assert_snapshot!(of(&["F1", "P1"], &["M6", "M14"]), @"提示 JX306  “培训项目”：“培训次数”的改进措施“招商、推广、招展”（M6）、“优惠补贴、降低成本”（M14）不是针对所写原因“财政资金紧张或未及时到位”（F1）、“未开票或未报账”（P1）的；请写针对原因的措施；原因没有写全的请补上");
    assert_eq!(of(&["P1"], &["M7", "M5"]), "");
    assert_eq!(of(&["P1", "C3"], &["M7"]), "");
    assert_eq!(of(&["P1"], &["M99"]), "");
    assert_eq!(of(&["X9"], &["M7"]), "");
    // Read in the words where there are no codes.
    let words = explained(
        "培训次数",
        "供货商未及时开具发票",
        "组织业务培训，提高人员素质",
    );
    assert!(by_code("JX306", words).contains("JX306"));
    let fits = explained("培训次数", "供货商未及时开具发票", "提前催开发票，加快支付");
    assert_eq!(by_code("JX306", fits), "");
    let alone = explained("培训次数", "供货商未及时开具发票", "");
    assert_eq!(by_code("JX306", alone), "");
    // One short word of each is not enough to go by, unless a code says it.
    let weak = explained(
        "培训次数",
        "动态管理退出86户，保障人数下降。",
        "按月核定人数，据实编制预算。",
    );
    let with_code = Deviation {
        causes: vec!["E2".into()],
        ..weak.clone()
    };
    assert_eq!(by_code("JX306", weak), "");
    assert!(by_code("JX306", with_code).contains("JX306"));
}

#[test]
fn jx305_a_project_that_speaks_of_the_matter_of_another() {
    let pair = |second: [&str; 3]| {
        let mut forms = vec![
            project(1, "高标准农田灌溉渠道整修", "20.32"),
            project(2, "高标准农田灌溉渠道整修", "20.32"),
            project(3, "幼儿园校舍新建", "20.32"),
        ];
        forms[0].deviations = vec![explained(
            "培训次数",
            "渠道上游停水晚，农田不能进机械",
            "错开灌溉期",
        )];
        forms[1].deviations = second
            .map(|cause| explained("培训次数", cause, "催办"))
            .into();
        told("JX305", &unit(forms))
    };
    insta::assert_snapshot!(
        pair(["幼儿园校舍图纸返工", "校舍图纸没有过审", "校舍图纸没有过审，招生推迟"]),
        @"警告 JX305  “高标准农田灌溉渠道整修”：与第 1 项同名，偏差说明讲的却不是名称所说的事，一再说到“校舍”；请核对项目名称；名称无误的，请改写偏差说明"
    );
    // Nothing is told of another matter where the name comes up, or nothing comes up again and again.
    assert_eq!(
        pair(["渠道校舍图纸返工", "校舍图纸没有过审", "校舍推迟"]),
        ""
    );
    assert_eq!(pair(["尾款未付", "发票开得晚", "人手不够"]), "");
    assert_eq!(pair(["雨季长", "雨季长，停工", "雨季长，工期后移"]), "");
}

#[test]
fn jx307_a_remedy_that_was_promised_before() {
    let row = |state, remedy: &str| Remediation {
        year: 2022.try_into().unwrap(),
        project: Some("培训项目（2022年）".parse().unwrap()),
        indicator: Some("培训次数".parse().unwrap()),
        cause: Traced::reported("场地停用".into()),
        remedy: Traced::reported(remedy.into()),
        owner: None,
        due: chrono::NaiveDate::from_ymd_opt(2023, 6, 30),
        state,
        progress: String::new(),
    };
    let told = |row: Remediation, remedy: &str| {
        let mut form = project(1, "培训项目（2023年）", "20.32");
        form.deviations = match remedy {
            "" => Vec::new(),
            remedy => vec![explained("培训次数", "场地停用两月", remedy)],
        };
        let mut submission = unit(vec![form]);
        submission.register = vec![row];
        told("JX307", &submission)
    };
    let hall = "与社区商定礼堂的使用日期";
    let under_way = RemediationState::UnderWay;
    insta::assert_snapshot!(told(row(under_way, hall), hall), @"警告 JX307  “培训项目（2023年）”：2022 年度提出的措施“与社区商定礼堂的使用日期”尚未落实（整改中，应于 2023-06-30 前完成，已逾期），本年又作为措施提出；请说明为什么没有落实，并重定期限或改用别的措施");
    insta::assert_snapshot!(told(row(RemediationState::Open, hall), "与社区商定礼堂的使用日期，按月检查"), @"警告 JX307  “培训项目（2023年）”：2022 年度提出的措施“与社区商定礼堂的使用日期”尚未落实（未开始，应于 2023-06-30 前完成，已逾期），本年又提出：“与社区商定礼堂的使用日期，按月检查”；请说明为什么没有落实，并重定期限或改用别的措施");
    let without_date = Remediation {
        due: None,
        ..row(under_way, hall)
    };
    insta::assert_snapshot!(told(without_date, hall), @"警告 JX307  “培训项目（2023年）”：2022 年度提出的措施“与社区商定礼堂的使用日期”尚未落实（整改中），本年又作为措施提出；请说明为什么没有落实，并定出期限或改用别的措施");
    assert_eq!(told(row(RemediationState::Done, hall), hall), "");
    assert_eq!(told(row(RemediationState::Dropped, hall), hall), "");
    assert_eq!(told(row(under_way, hall), "另聘两名讲师"), "");
    // This year's own rows are no former promise.
    let this_year = Remediation {
        year: 2023.try_into().unwrap(),
        ..row(under_way, hall)
    };
    assert_eq!(told(this_year, hall), "");
    // Overdue, and not a word.
    insta::assert_snapshot!(told(row(under_way, hall), ""), @"提示 JX307  “培训项目（2023年）”：2022 年度提出的措施“与社区商定礼堂的使用日期”应于 2023-06-30 前完成，台账上仍是整改中，本年没有说明；请在整改台账中填写进展；已完成的改为“已完成”");
    let with_progress = Remediation {
        progress: "礼堂正在修缮".into(),
        ..row(under_way, hall)
    };
    assert_eq!(told(with_progress, ""), "");
    let due = |year, month, day| Remediation {
        due: chrono::NaiveDate::from_ymd_opt(year, month, day),
        ..row(under_way, hall)
    };
    // The last day of the year is past with the year.
    assert!(told(due(2023, 12, 31), "").contains("应于 2023-12-31 前完成"));
    assert!(told(due(2023, 12, 31), hall).contains("已逾期"));
    assert_eq!(told(due(2024, 1, 1), ""), "");
    insta::assert_snapshot!(told(due(2024, 6, 30), hall), @"提示 JX307  “培训项目（2023年）”：2022 年度提出的措施“与社区商定礼堂的使用日期”还没有到期（整改中，应于 2024-06-30 前完成），本年又作为措施提出；是同一措施的，请写明进展，仍按原定期限完成");
    let of_another = Remediation {
        project: Some("图书馆运行费".parse().unwrap()),
        ..row(under_way, hall)
    };
    insta::assert_snapshot!(told(of_another, hall), @"提示 JX307  “图书馆运行费”2022 年度提出的措施“与社区商定礼堂的使用日期”应于 2023-06-30 前完成，台账上仍是整改中，没有写进展，本年的项目中也没有这个项目；请在整改台账中填写进展；已完成的改为“已完成”");
    // 无 is no promise.
    assert!(!told(row(RemediationState::Open, "无"), "无").contains("本年又"));
}

/// A row of 2022 that is open and has no date.
fn promised(project: Option<&str>, indicator: Option<&str>, remedy: &str) -> Remediation {
    Remediation {
        year: 2022.try_into().unwrap(),
        project: project.map(|name| name.parse().unwrap()),
        indicator: indicator.map(|name| name.parse().unwrap()),
        cause: Traced::reported(String::new()),
        remedy: Traced::reported(remedy.into()),
        owner: None,
        due: None,
        state: RemediationState::Open,
        progress: String::new(),
    }
}

#[test]
fn jx307_knows_a_project_again_by_its_name() {
    const HALL: &str = "与社区商定礼堂的使用日期";
    let again = |former: Option<&str>, names: &[&str]| {
        let forms = names.iter().zip(1..).map(|(name, number)| {
            let mut form = project(number, name, "20.32");
            form.deviations = vec![explained("培训次数", "场地停用两月", HALL)];
            form
        });
        let mut submission = unit(forms.collect());
        submission.register = vec![promised(former, None, HALL)];
        told("JX307", &submission)
    };
    let lots = ["供水管网改造1标段", "供水管网改造2标段"];
    for (former, names, whose) in [
        (
            "农村公路养护经费",
            &["农村公路养护资金"][..],
            "农村公路养护资金",
        ),
        (
            "培训（2022年）",
            &["培训项目（2023年）"],
            "培训项目（2023年）",
        ),
        ("供水管网改造2标段", &lots, "供水管网改造2标段"),
        (
            "图书馆运行费",
            &["图书馆运行费", "图书馆运行费"],
            "图书馆运行费",
        ),
    ] {
        let told = again(Some(former), names);
        let begins = format!("警告 JX307  “{whose}”：");
        assert!(
            told.starts_with(&begins) && told.lines().count() == 1,
            "{former}: {told}"
        );
    }
    for (former, names) in [
        (Some("供水管网改造3标段"), &lots[..]),
        (Some("第1批直达资金"), &["第2批直达资金"]),
        (Some("2022"), &["2023年"]),
        // The unit as a whole is no project, be its name nothing but signs.
        (None, &["2023"]),
        (None, &["培训项目"]),
    ] {
        assert_eq!(again(former, names), "", "{former:?}");
    }
}

#[test]
fn jx307_finds_the_same_words_and_the_same_code_among_many() {
    let mut form = project(1, "培训项目", "20.32");
    // Numbers do not tell texts apart; these letters do.
    let letter = |at: u32| char::from_u32(0x4e00 + at % 20_000).unwrap();
    let text = |at: u32| -> String {
        let own = (0..9).map(|place| letter(at * (place * 2 + 3) + place * 997));
        own.chain("按月检查".chars()).collect()
    };
    form.deviations = (0..2_000)
        .map(|at| explained("培训次数", "场地停用", &text(at)))
        .collect();
    let mut submission = unit(vec![form]);
    let rows = (0..20_000).map(|at| promised(Some("培训项目"), Some("学员满意度"), &text(at)));
    submission.register = rows.collect();
    let told = told("JX307", &submission);
    assert_eq!(
        told.lines().count(),
        2_000,
        "{}",
        told.lines().next().unwrap()
    );
    let mut form = project(1, "培训项目", "20.32");
    form.deviations = vec![
        coded("培训次数", &["C1"], &["M10"]),
        coded("学员满意度", &["C1"], &["M7"]),
    ];
    let by_code = |indicator| {
        let mut submission = unit(vec![form.clone()]);
        let row = promised(Some("培训项目"), indicator, "组织业务培训，提高人员素质");
        submission.register = vec![row];
        self::told("JX307", &submission)
    };
    assert!(by_code(Some("学员满意度")).contains("又提出"));
    assert!(by_code(None).contains("又提出"));
    assert_eq!(by_code(Some("培训次数")), "");
}

#[test]
fn jx307_says_that_nothing_is_said_only_where_that_is_true() {
    let silent = |of: &str, explained_one: &str, cause: &str| {
        let mut form = project(1, "培训项目", "20.32");
        form.deviations = vec![explained(explained_one, cause, "")];
        let mut submission = unit(vec![form]);
        let due = chrono::NaiveDate::from_ymd_opt(2023, 6, 30);
        let row = promised(Some("培训项目"), Some(of), "另聘两名讲师");
        submission.register = vec![Remediation { due, ..row }];
        told("JX307", &submission).contains("本年没有说明")
    };
    assert!(!silent("培训次数", "培训次数", "场地停用"));
    assert!(!silent("培训次数", "", "场地停用"));
    assert!(!silent("执行率", "预算执行率", "尾款跨年"));
    assert!(silent("培训次数", "学员满意度", "场地停用"));
    // 无 says nothing.
    assert!(silent("培训次数", "培训次数", "无"));
}

#[test]
fn jx307_is_a_warning_where_promised_again_and_a_note_where_forgotten() {
    let mut submission = unit(vec![project(1, "培训项目", "20.32")]);
    submission.register = vec![Remediation {
        year: 2022.try_into().unwrap(),
        project: None,
        indicator: None,
        cause: Traced::reported(String::new()),
        remedy: Traced::reported("补齐资产台账".into()),
        owner: None,
        due: chrono::NaiveDate::from_ymd_opt(2023, 3, 31),
        state: RemediationState::Open,
        progress: String::new(),
    }];
    let findings = findings(&submission);
    let of_code = findings.iter().find(|one| one.code.to_string() == "JX307");
    assert_eq!(of_code.unwrap().severity, Severity::Note);
}

#[test]
fn jx308_nothing_was_missed_they_say() {
    insta::assert_snapshot!(cause("JX308", "各项指标都已做到，没有落下的"), @"警告 JX308  “培训项目”：“培训次数”的偏差原因说“各项指标都已做到”，指标“培训次数”却只得 40 分（分值 50）；请核对说明和表中的数据，改正其一");
    insta::assert_snapshot!(of("JX308", "0", vec![explained("预算执行率", "全部完成", "")]), @"警告 JX308  “培训项目”：“预算执行率”的偏差原因说“全部完成”，预算执行率却只有 0%；请核对说明和表中的数据，改正其一");
    for says in [
        "达到预期指标值，没有未完成情况",
        "全部完成",
        "全部指标均已完成",
        "无偏差",
        "不存在偏差",
        "已完成。",
        "没有未完成的指标",
    ] {
        assert!(cause("JX308", says).contains("却只得 40 分"), "{says}");
    }
    for does_not in [
        "其他指标均已完成，培训因场地停用少了两次",
        "除培训外各项指标均已完成",
        "各项指标已完成，但培训少了两次",
        "这一项没有全部做到",
        "未全部完成",
        "预计次年三月全部完成",
        "没有明显偏差",
        "前三季度已完成，四季度场地停用",
        "没有按要求补上未完成的课时",
        "因无人报名未完成",
        "无法达到目标",
        "场地停用，任务没有全部完成",
    ] {
        assert_eq!(cause("JX308", does_not), "", "{does_not}");
    }
    // Nothing was lost of this one.
    let full = vec![explained("学员满意度", "全部完成", "")];
    assert_eq!(of("JX308", "20.32", full), "");
    // A tenth of the money is not next to nothing; that of an indicator is not the money's.
    let done = |executed, indicator: &str| {
        let mut form = project(1, "培训项目", executed);
        form.indicators[0].actual = Traced::reported("10次".parse().unwrap());
        form.deviations = vec![explained(
            indicator,
            "各项指标都已做到，尾款跨年",
            "到期付款",
        )];
        told("JX308", &unit(vec![form]))
    };
    assert_eq!(done("2.032", "预算执行率"), "");
    assert!(done("2.03", "预算执行率").contains("预算执行率却只有 9.99%"));
    assert_eq!(done("2.03", "培训次数"), "");
}

#[test]
fn jx308_all_was_paid_they_say() {
    insta::assert_snapshot!(money("JX308", "资金已全部支付"), @"警告 JX308  “培训项目”：“预算执行率”的偏差原因说“资金已全部支付”，预算执行率却是 99.93%；请核对说明和表中的数据，改正其一");
    for does_not in [
        "首付款已全部支付",
        "上年资金已全部支付",
        "资金尚未全部支付",
        "资金将于一月全部支付",
        "培训资金已全部支付",
        "除尾款外，资金已全部支付",
        "资金已全部支付（除了质保金）",
        "除质保金以外，资金已全部支付",
    ] {
        assert_eq!(money("JX308", does_not), "", "{does_not}");
    }
    let all = vec![explained("培训次数", "资金已全部支付，场地停用两月", "")];
    assert_eq!(of("JX308", "20.32", all), "");
}

#[test]
fn jx308_figures_that_are_not_the_forms() {
    insta::assert_snapshot!(money("JX308", "预算20.32万元，实际支出20.3055万元，执行率99.98%"), @"警告 JX308  “培训项目”：“预算执行率”的偏差原因写预算执行率为 99.98%，表中是 99.93%；请核对说明和表中的数据，改正其一");
    insta::assert_snapshot!(money("JX308", "全年预算 23.2 万元，采购节约"), @"警告 JX308  “培训项目”：“预算执行率”的偏差原因写预算数为 23.2 万元，表中是 20.32 万元；请核对说明和表中的数据，改正其一");
    let differ = [
        "实际支出20.35万元，略有结余",
        "培训项目2023年执行率为99%，略有结余",
        "预算执行率达到100%",
        "实际执行率为90%，略有结余",
        "实际预算执行率 90%",
        "执行率为 90%",
        "培训项目全年执行率为90%",
        "年初预算21万元",
        "安排203500元，用掉203055元",
        "执行数为0.003亿元",
    ];
    for text in differ {
        assert!(money("JX308", text).contains("表中是"), "{text}");
    }
    let agree = [
        "预算20.32万元，实际支出20.3055万元，执行率99.93%",
        "安排的是20.32万元，用掉20.3055万元，没有满百",
        "预算20.3万元，实际支出20.31万元，执行率99.9%",
        "年初预算20万元",
        "安排203200元，用掉203055元",
    ];
    let unclear = [
        "执行率低于95%",
        "2022年执行率为80%",
        "上年执行率80%",
        "政府采购执行率80%",
        "截至11月底执行率80%",
        "培训费预算5万元，实际支出4万元",
        "预算5万元用于场地",
        "其中场地预算5万元，实际支出4万元",
        "安排5万元，安排3万元",
        "实际支出5万元左右",
    ];
    for text in agree.iter().chain(&unclear) {
        assert_eq!(money("JX308", text), "", "{text}");
    }
    // Beside an indicator, an amount may be that of a part.
    assert_eq!(cause("JX308", "预算5万元，场地停用"), "");
    assert!(cause("JX308", "预算执行率80%，场地停用").contains("表中是 100%"));
}

#[test]
fn jx308_ends_soon_however_often_nothing_is_said() {
    assert_eq!(cause("JX308", &"无".repeat(200_000)), "");
    assert!(cause("JX308", &format!("{}任何未完成的", "无".repeat(1_000))).contains("却只得"));
}

#[test]
fn jx309_an_explanation_of_nothing() {
    let name =
        |name: &str, text: &str| of("JX309", "20.32", vec![explained(name, text, "按月检查")]);
    insta::assert_snapshot!(name("持证人数", "场地停用两月"), @"提示 JX309  “培训项目”：“持证人数”得满分（30 分），没有需要说明的偏差，却写有偏差说明；请核对指标名称和完成值；没有偏差的请删去说明");
    insta::assert_snapshot!(name("结业人数", "场地停用两月"), @"提示 JX309  “培训项目”：偏差说明写的是“结业人数”，表中没有这项指标；请核对指标名称和完成值；没有偏差的请删去说明");
    insta::assert_snapshot!(name("预算执行率", "尾款跨年"), @"提示 JX309  “培训项目”：“预算执行率”为 100%，得满分，没有需要说明的偏差，却写有偏差说明；请核对指标名称和完成值；没有偏差的请删去说明");
    let mut form = project(1, "培训项目", "20.32");
    form.deviations = vec![explained("预算执行率", "尾款跨年", "")];
    let findings = findings(&unit(vec![form]));
    let mut of_code = findings
        .iter()
        .filter(|one| one.code.to_string() == "JX309");
    assert_eq!(of_code.next().unwrap().found.zh, "100%，得满分");
    assert_eq!(name("培训次数", "场地停用两月"), "");
    assert_eq!(name("", "场地停用两月"), "");
    // 92% is above 90%, and told as that; 30 of 30 is not above.
    assert_eq!(name("学员满意度", "换了讲师，评价高于往年"), "");
    assert!(name("学员满意度", "场地停用两月").contains("JX309"));
    assert!(name("持证人数", "报名多于往年").contains("JX309"));
    let short = vec![explained("预算执行率", "采购节约", "")];
    assert_eq!(of("JX309", "20.3055", short), "");
    let mut inapplicable = project(1, "培训项目", "20.32");
    inapplicable.indicators[1].not_applicable = true;
    inapplicable.deviations = vec![explained("持证人数", "当年不发证", "")];
    assert_eq!(told("JX309", &unit(vec![inapplicable])), "");
}
