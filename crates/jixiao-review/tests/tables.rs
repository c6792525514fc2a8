//! `JX208` to `JX210`: tables beside forms, counts beside projects, names beside names.

mod fixture;

use std::sync::Arc;

use fixture::*;
use jixiao_model::{Bilingual, Figure, Place, Remark, RemarkKind, Submission, Traced};

#[test]
fn jx208_rows_and_forms_that_do_not_pair() {
    let mut submission = clean();
    submission.remarks.push(Remark {
        kind: RemarkKind::Unpaired,
        message: Bilingual::new(
            "汇总表中的“植树”没有自评表",
            "\"植树\" of the summary has no form",
        ),
        mend: Bilingual::new("请补上这个项目的自评表", "add its form"),
        place: Some(Arc::new(Place::file("汇总表.csv"))),
    });
    insta::assert_snapshot!(lines(&submission), @"警告 JX208  汇总表中的“植树”没有自评表；请补上这个项目的自评表 [汇总表.csv]");
    insta::assert_snapshot!(expected_and_found(&submission, "JX208"), @r#"汇总表与自评表一一对应，名称相同 ← 汇总表中的“植树”没有自评表 | one row for each form, under one name ← "植树" of the summary has no form"#);
}

#[test]
fn jx208_tells_of_a_row_without_a_form_what_jx001_would_tell_again() {
    let with = |at: &str, goal_at: &str| {
        let mut submission = clean();
        submission.department = None;
        let place = |name: &str| Some(Arc::new(Place::file(name)));
        let project = &mut submission.projects[0];
        project.indicators.clear();
        project.name.place = place("汇总表.csv");
        project.goal.expected.place = place(goal_at);
        submission.remarks.push(Remark {
            kind: RemarkKind::Unpaired,
            message: Bilingual::new("没有读到自评表", "no form was read"),
            mend: Bilingual::new("请补上", "add it"),
            place: place(at),
        });
        let findings = findings(&submission);
        let codes = findings.iter().map(|one| one.code.to_string());
        codes.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(with("汇总表.csv", "汇总表.csv"), "JX208");
    // Another row's remark, and a form that has a goal of its own, are no excuse.
    assert_eq!(with("别的.csv", "汇总表.csv"), "JX001 JX208");
    assert_eq!(with("汇总表.csv", "自评表.csv"), "JX001 JX208");
}

#[test]
fn jx208_leaves_other_remarks_to_jx004() {
    for kind in [
        RemarkKind::Unread,
        RemarkKind::PassedOver,
        RemarkKind::Unclear,
    ] {
        let mut submission = clean();
        submission.remarks.push(Remark {
            kind,
            message: Bilingual::new("说法不一", "said in two ways"),
            mend: Bilingual::new("请统一", "say it in one"),
            place: None,
        });
        assert!(of_check(&submission, "JX208").is_empty(), "{kind:?}");
        assert_eq!(of_check(&submission, "JX004").len(), 1, "{kind:?}");
    }
}

/// `clean()` with 35 projects more or less, and counts that a report states.
fn counted(stated: &[(Figure, &str)]) -> Submission {
    let mut submission = clean();
    for number in 2..=3 {
        let names = ["", "", "图书采购", "河道清淤"];
        add_project(&mut submission, names[number]);
    }
    for (figure, text) in stated {
        state(&mut submission, *figure, text);
    }
    submission
}

#[test]
fn jx209_counts_of_grades() {
    use Figure::{GradeExcellent as A, GradeFair as C, GradeGood as B, GradePoor as D};
    let cases: [(&[(Figure, &str)], bool); 9] = [
        (&[(A, "3"), (B, "0"), (C, "0"), (D, "0")], false),
        (&[(A, "2"), (B, "0"), (C, "0"), (D, "0")], true),
        (&[(A, "3"), (B, "1"), (C, "0"), (D, "0")], true),
        // Not all of the four are stated: too few may be right, too many not.
        (&[(A, "2")], false),
        (&[(A, "3")], false),
        (&[(A, "4")], true),
        (&[(A, "2"), (B, "2")], true),
        // The number of projects that the text itself states goes before the real one.
        (
            &[
                (A, "4"),
                (B, "0"),
                (C, "0"),
                (D, "0"),
                (Figure::ProjectsEvaluated, "4"),
            ],
            false,
        ),
        (&[(Figure::ProjectsEvaluated, "4")], false),
    ];
    for (stated, expected) in cases {
        let found = of_check(&counted(stated), "JX209");
        assert_eq!(!found.is_empty(), expected, "{stated:?}");
    }
    let wrong = counted(&[(A, "2"), (B, "0"), (C, "1"), (D, "1")]);
    let found = of_check(&wrong, "JX209");
    insta::assert_snapshot!(found[0].message.zh, @"总结第二部分载明的等级个数合计 4（优 2，良 0，中 1，差 1），自评项目数为 3");
    insta::assert_snapshot!(found[0].message.en, @"the counts of grades in 总结第二部分 make 4 (excellent 2, good 0, fair 1, poor 1); 3 projects were evaluated");
    insta::assert_snapshot!(expected_and_found(&wrong, "JX209"), @"合计 3 个 ← 合计 4 个 | 3 together ← 4 together");
}

#[test]
fn jx209_counts_that_no_number_of_projects_can_be() {
    use Figure::{GradeExcellent, GradeGood};
    let huge = counted(&[(GradeExcellent, "4294967295"), (GradeGood, "4294967295")]);
    let found = of_check(&huge, "JX209");
    assert_eq!(found[0].found.zh, "合计 8589934590 个");
}

#[test]
fn jx209_figures_that_stand_nowhere_are_the_units_own() {
    let mut submission = counted(&[(Figure::GradeExcellent, "4")]);
    submission.stated[0].stated_in.clear();
    let found = of_check(&submission, "JX209");
    insta::assert_snapshot!(found[0].message.zh, @"单位所报数据载明的等级个数合计 4（优 4），自评项目数为 3");
    insta::assert_snapshot!(found[0].message.en, @"the counts of grades in the unit's own figures make 4 (excellent 4); 3 projects were evaluated");
}

#[test]
fn jx209_counts_each_text_by_itself() {
    use Figure::{GradeExcellent, GradeFair, GradeGood, GradePoor};
    let mut submission = counted(&[(GradeExcellent, "3"), (GradeGood, "0")]);
    for figure in [GradeExcellent, GradeGood, GradeFair, GradePoor] {
        let count = if figure == GradeExcellent { "3" } else { "0" };
        state(&mut submission, figure, count);
        submission.stated.last_mut().unwrap().stated_in = "汇总表".into();
    }
    assert!(of_check(&submission, "JX209").is_empty());
}

/// What is said where projects bear these names.
fn named(names: &[&str]) -> Submission {
    let mut submission = clean();
    let (first, rest) = names.split_first().unwrap();
    submission.projects[0].name = Traced::reported(first.parse().unwrap());
    for name in rest {
        add_project(&mut submission, name);
    }
    submission
}

const SLIPPED: [&str; 5] = [
    "兰州新综合保税区运营经费项目",
    "兰州新综合保税区运营经费（补差额）项目",
    "兰州新区综合保税区外贸发展扶持资金项目",
    "兰州新区综合保税区发展绩效评估工作专项资金项目",
    "兰州新区综合保税区企业2020年度政策扶持资金项目",
];

#[test]
fn jx210_a_name_without_one_of_its_characters() {
    let submission = named(&SLIPPED);
    insta::assert_snapshot!(lines(&submission), @"提示 JX210  “兰州新综合保税区运营经费项目”：第 1、2 项写作“兰州新综合保税区”，第 3、4、5 项写作“兰州新区综合保税区”，只差一个“区”字，前者疑为笔误；请统一写法；确为两个名称的，不必修改");
    insta::assert_snapshot!(english(&submission), @r#"note JX210  兰州新综合保税区运营经费项目: the projects 1, 2 write "兰州新综合保税区", the projects 3, 4, 5 write "兰州新区综合保税区": but for one 区 the same, the former perhaps a slip; write one of them; leave both where they name two things"#);
    insta::assert_snapshot!(expected_and_found(&submission, "JX210"), @r#"“兰州新区综合保税区” ← “兰州新综合保税区” | "兰州新区综合保税区" ← "兰州新综合保税区""#);
}

#[test]
fn jx210_presumes_the_rarer_to_be_the_slip_and_nothing_where_none_is() {
    assert_eq!(of_check(&named(&SLIPPED[1..]), "JX210").len(), 1);
    assert_eq!(
        of_check(&named(&SLIPPED[..4]), "JX210").len(),
        0,
        "two of each"
    );
    assert_eq!(
        of_check(&named(&SLIPPED[1..3]), "JX210").len(),
        0,
        "one of each"
    );
    let turned: Vec<&str> = [&SLIPPED[..2], &SLIPPED[4..]].concat();
    let found = of_check(&named(&turned), "JX210");
    assert_eq!(
        found[0].found.zh, "“兰州新区综合保税区”",
        "of two and one, the one"
    );
}

/// Three projects bear one stretch, a fourth the other; whether that is a slip.
const STRETCHES: [(&str, &str, bool); 42] = [
    // Slips: a character dropped, or one too many.
    ("兰州新区综合保税区", "兰州新综合保税区", true),
    ("兰州新区综合保税区", "兰州新区综合税区", true),
    ("兰州新区综合保税区", "兰州新区区综合保税区", true),
    ("全县农业机械购置服务", "全县农业机购置服务", true),
    ("城乡环境卫生整治", "城乡环卫生整治", true),
    ("县城供热管网维护", "县城供热管维护", true),
    ("乡村振兴产业发展", "乡村振产业发展", true),
    ("困难群众基本生活救助", "困难群基本生活救助", true),
    ("高标准农田灌溉渠道", "高标农田灌溉渠道", true),
    ("科技成果转化引导", "科技成果化引导", true),
    // Words that list more or less.
    ("某县全县中小学校舍维修", "某县全县小学校舍维修", false),
    ("扶持中小企业贷款贴息", "扶持中小微企业贷款贴息", false),
    ("重大动物疫病防控物资", "重大动植物疫病防控物资", false),
    ("城区供水管网改造工程", "城区供排水管网改造工程", false),
    ("城区雨水管网清淤疏浚", "城区雨污水管网清淤疏浚", false),
    ("全县农民实用技术培训", "全县农牧民实用技术培训", false),
    ("城镇居民取暖费用补助", "城镇老居民取暖费用补助", false),
    ("机关办公水费支付保障", "机关办公水电费支付保障", false),
    ("全市少年活动中心运行", "全市青少年活动中心运行", false),
    ("铁路货运场站维护费用", "铁路客货运场站维护费用", false),
    // Institutions and places.
    ("某县文化活动经费保障", "某县文化馆活动经费保障", false),
    ("某县图书采购经费保障", "某县图书馆采购经费保障", false),
    ("乡镇卫生补助资金管理", "乡镇卫生院补助资金管理", false),
    ("某县养老服务补贴发放", "某县养老院服务补贴发放", false),
    ("污水处理运行经费保障", "污水处理厂运行经费保障", false),
    ("兰州市道路绿化养护费", "兰州市区道路绿化养护费", false),
    ("某县城道路照明维护费", "某县城区道路照明维护费", false),
    ("柳树镇王家村饮水管道", "柳树镇王家庄村饮水管道", false),
    ("城关镇东街道路硬化费", "城关镇东街村道路硬化费", false),
    ("某县公立医院改革补助", "某县级公立医院改革补助", false),
    // Digits, years, ordinals and numerals.
    ("免疫规划第二批疫苗采购", "免疫规划第二十批疫苗采购", false),
    ("免疫规划第一批疫苗采购", "免疫规划第一二批疫苗采购", false),
    ("2022年免疫规划疫苗采购", "2022免疫规划疫苗采购", false),
    ("2022年免疫规划疫苗采购", "202年免疫规划疫苗采购", false),
    ("十四五现代服务业规划", "十五现代服务业规划", false),
    ("旅游APP运营维护费用", "旅游AP运营维护费用", false),
    // Particles, and words that differ by custom.
    ("文化旅游产业扶持办法", "文化和旅游产业扶持办法", false),
    ("图书馆运营费支付保障", "图书馆运营经费支付保障", false),
    ("商贸企业奖励金兑付工作", "商贸企业奖励资金兑付工作", false),
    ("农村道路建工程质量检测", "农村道路扩建工程质量检测", false),
    // Another character instead of one, and another order.
    ("图书馆免费开放补助经费", "文化馆免费开放补助经费", false),
    ("农村公路养护工程经费", "农村道路养护工程经费", false),
];

#[test]
fn jx210_slips_and_what_differs_lawfully() {
    for (one, other, is_slip) in STRETCHES {
        for (common, rare) in [(one, other), (other, one)] {
            let names = [
                format!("{common}甲期项目"),
                format!("关于{common}宣传"),
                format!("{common}（东片）"),
                format!("{rare}检查评估"),
            ];
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let found = of_check(&named(&names), "JX210");

            assert_eq!(!found.is_empty(), is_slip, "{common} ×3, {rare}: {found:?}");
        }
    }
    let lawful = STRETCHES.iter().filter(|(_, _, is_slip)| !is_slip).count();
    assert!(lawful >= 15, "{lawful}");
}

/// Two projects that explain themselves in the same words but for what the second writes.
fn explained(first: &str, second: &str) -> Submission {
    let mut submission = named(&["海关驻综保区关员餐费", "全县中小学营养餐"]);
    submission.projects[0].deviations = vec![explanation(Some("预算执行率"), first)];
    submission.projects[1].deviations = vec![explanation(None, second)];
    submission
}

#[test]
fn jx210_explanations_that_drop_a_character_of_a_name() {
    let sentence = "进出口比上年少了一些，综保区考核名次随之后移，没有全部做到。";
    let slipped = sentence.replace("综保区", "保区");
    let submission = explained(sentence, &slipped);
    insta::assert_snapshot!(of_check(&submission, "JX210")[0].render(jixiao_model::Lang::Chinese), @"提示 JX210  “全县中小学营养餐”：偏差说明写作“保区考核名次”，第 1 项同一句话写作“综保区考核名次”，疑脱“综”字；请统一写法");
    insta::assert_snapshot!(of_check(&submission, "JX210")[0].message.en, @r#"the explanation writes "保区考核名次", project 1 in the same sentence "综保区考核名次"; a 综 was perhaps dropped"#);
    insta::assert_snapshot!(expected_and_found(&submission, "JX210"), @r#"“综保区考核名次” ← “保区考核名次” | "综保区考核名次" ← "保区考核名次""#);
    assert!(of_check(&explained(sentence, sentence), "JX210").is_empty());
    // A project may contradict itself.
    let mut own = explained(sentence, "合同尾款跨年支付");
    own.projects[0].deviations[0].remedy.value = slipped;
    let found = of_check(&own, "JX210");
    assert!(
        found[0].message.zh.contains("另一处同一句话写作“综保区"),
        "{found:?}"
    );
}

#[test]
fn jx210_explanations_that_differ_lawfully() {
    let cases = [
        // A word of a name beside a shorter one.
        (
            "因暑期短，全县中小学校舍维修没有完工。",
            "因暑期短，全县小学校舍维修没有完工。",
        ),
        // A character that belongs to no name.
        (
            "海关人手不足，货物查验完成较晚。",
            "海关人手不足，货物验完成较晚。",
        ),
        (
            "受监管影响，外贸额没有增长多少。",
            "受监管影响，外贸额有增长多少。",
        ),
        // Another sentence.
        (
            "进出口少了一些，综保区考核名次随之后移。",
            "保区外的企业没有参加这一次考核评比。",
        ),
        (
            "收入减少百分之五，综保区第一批企业。",
            "收入减少百分之五，综保区第二批企业。",
        ),
    ];
    for (first, second) in cases {
        let found = of_check(&explained(first, second), "JX210");
        assert!(found.is_empty(), "{second}: {found:?}");
    }
}
