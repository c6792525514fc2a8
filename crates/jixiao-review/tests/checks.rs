//! Each check has a submission that trips it and one that just does not.

mod fixture;

use std::sync::Arc;

use fixture::*;
use jixiao_model::{
    Bilingual, CarryOver, Figure, Grade, Ignored, Indicator, Lang, Place, RateId, Remark,
    RemarkKind, Submission, Traced,
};
use jixiao_review::catalogue::Catalogue;
use jixiao_review::{Check, Concerned, Finding, Findings, Selection};
use jixiao_scoring::evaluate;
use jixiao_scoring::policy::Policy;

/// What JX003 says of `clean()` after a change, under a policy.
fn first_levels(policy: &Policy, change: impl FnOnce(&mut Submission)) -> String {
    let mut submission = clean();
    change(&mut submission);
    let found = findings_under(&submission, policy);
    let told = found.iter().filter(|one| one.code.to_string() == "JX003");
    told.map(|one| one.message.zh.clone())
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn a_clean_submission_yields_nothing() {
    assert_eq!(told(|_| ()), "");
    assert_eq!(
        lines(&claimed()),
        "",
        "nor does one that claims all that it can"
    );
}

#[test]
fn jx001_weights_that_do_not_sum_to_a_hundred() {
    insta::assert_snapshot!(
        told(|submission| submission.projects[0].indicators[0] = level("产出指标", "45")),
        @"
    错误 JX001  “培训项目”：分值合计为 95（其中预算执行率 10），应为 100；请调整各指标分值
    提示 JX003  “培训项目”：一级指标分值与评分政策不同：产出指标 45（政策 50）；如系有意调整，请在政策文件中写明；否则请调整分值
    "
    );
}

#[test]
fn jx002_an_indicator_that_cannot_be_scored() {
    insta::assert_snapshot!(
        told(|submission| submission.projects[0].indicators[0] = indicator("≥10次", "", "50")),
        @"错误 JX002  “培训项目”：指标“培训”无法计分，按 0 分计（指标值“≥10次”，完成值未填）；实际完成值为空，请填写完成情况"
    );
}

#[test]
fn jx002_a_rate_without_its_amounts_says_where_to_write_them() {
    let of = |rule| {
        told(|submission| {
            let mut rate = indicator("≥90%", "", "90");
            rate.rule = Some(rule);
            department(submission).indicators = vec![rate];
        })
    };
    insta::assert_snapshot!(of(RateId::ProcurementExecution), @"错误 JX002  部门整体支出：指标“培训”无法计分，按 0 分计（指标值“≥90%”，完成值未填）；缺少计算该比率所需的金额，请在 [department.rates.procurement-execution-rate] 填写 budget、purchased");
    insta::assert_snapshot!(of(RateId::StaffingControl), @"错误 JX002  部门整体支出：指标“培训”无法计分，按 0 分计（指标值“≥90%”，完成值未填）；缺少计算该比率所需的金额，请在 [department.staffing] 填写 quota、staff");
    insta::assert_snapshot!(of(RateId::ThreePublicControl), @"错误 JX002  部门整体支出：指标“培训”无法计分，按 0 分计（指标值“≥90%”，完成值未填）；缺少计算该比率所需的金额，请在 [department.three_public] 填写 abroad、vehicles、reception");
}

#[test]
fn jx101_a_rate_without_a_value() {
    insta::assert_snapshot!(
        told(|submission| {
            submission.projects[0].funds.fiscal = Some(funds("0", "0", "1"));
            department(submission).project = None;
            let amount = |text: &str| Traced::reported(text.parse().unwrap());
            department(submission).carry_over =
                Some(CarryOver { current: amount("2"), previous: amount("0") });
        }),
        @"
    错误 JX101  “培训项目”：预算执行率没有数值；预算数为零却有支出，请核对预算数或说明资金来源
    警告 JX101  部门整体支出：结转结余变动率没有数值；上年无结转结余而本年有，请说明本年结转结余的原因
    "
    );
}

#[test]
fn jx101_an_explanation_is_all_that_a_new_balance_asks_for() {
    let of = |indicator: Option<&str>, cause: &str| {
        let mut submission = clean();
        let amount = |text: &str| Traced::reported(text.parse().unwrap());
        let form = department(&mut submission);
        form.carry_over = Some(CarryOver {
            current: amount("2"),
            previous: amount("0"),
        });
        form.deviations = vec![explanation(indicator, cause)];
        of_check(&submission, "JX101").len()
    };
    assert_eq!(of(Some("结转结余变动率"), "项目跨年实施"), 0);
    assert_eq!(of(None, "项目跨年实施"), 0);
    assert_eq!(of(Some("结转结余变动率"), " "), 1);
    assert_eq!(of(Some("培训"), "项目跨年实施"), 1);
    // What cannot be is not explained away.
    let mut submission = clean();
    submission.unit.budgeted_projects = None;
    department(&mut submission).project = Some(funds("0", "0", "1"));
    department(&mut submission).deviations = vec![explanation(None, "退款")];
    let found = of_check(&submission, "JX101");
    assert!(!found.is_empty(), "{found:?}");
}

#[test]
fn nothing_over_nothing_is_no_finding() {
    let nothing = |submission: &mut Submission| {
        submission.projects[0].funds.fiscal = Some(funds("0", "0", "0"));
        department(submission).project = Some(funds("0", "0", "0"));
        department(submission).basic = Some(funds("100", "100", "90"));
    };
    assert_eq!(told(nothing), "");
}

#[test]
fn jx102_claims_that_differ_from_the_rule() {
    let mut submission = claimed();
    let project = &mut submission.projects[0];
    project.indicators[0].claimed = points("49");
    project.claims.total = points("97.75");
    insta::assert_snapshot!(lines(&submission), @"
    警告 JX102  “培训项目”：指标“产出指标”得分填报为 49，按规则计算为 50；请核对，有误的请更正填报值
    警告 JX102  “培训项目”：总分填报为 97.75，按规则计算为 98.75；请核对，有误的请更正填报值
    ");
    let project = &mut submission.projects[0];
    project.indicators[0].claimed = points("40");
    project.claims.total = points("88.75");
    project.claims.grade = Some(Traced::reported(Grade::Good));
    insta::assert_snapshot!(lines(&submission), @"
    警告 JX102  “培训项目”：指标“产出指标”得分填报为 40，按规则计算为 50；请核对，有误的请更正填报值
    警告 JX102  “培训项目”：总分填报为 88.75，按规则计算为 98.75；请核对，有误的请更正填报值
    警告 JX102  “培训项目”：等级填报为“良”，按规则计算为“优”；请核对，有误的请更正填报值
    ");
}

#[test]
fn jx201_stated_figures() {
    let cases = [
        (Figure::ProjectsExecutionRate, "87.5%", true),
        (Figure::ProjectsExecutionRate, "87.50%", true),
        (Figure::ProjectsExecutionRate, "88%", true), // 87.5, shown without decimals
        (Figure::ProjectsExecutionRate, "87.4%", false),
        (Figure::DepartmentExecutionRate, "90%", true),
        (Figure::DepartmentExecutionRate, "90.01%", false),
        (Figure::DepartmentTotal, "99", true),
        (Figure::DepartmentTotal, "98.99", false),
        (Figure::DepartmentGrade, "优", true),
        (Figure::DepartmentGrade, "良", false),
        (Figure::ProjectsBudget, "40万元", true),
        (Figure::ProjectsBudget, "40.01万元", false),
        (Figure::GradeExcellent, "1个", true),
        (Figure::GradeGood, "1个", false),
        (Figure::ProjectsDeviations, "1", true),
        (Figure::CarryOverChangeRate, "-99%", false), // nothing to check it by
    ];
    for (figure, text, agrees) in cases {
        let told = told(|submission| state(submission, figure, text));
        assert_eq!(!told.contains("JX201"), agrees, "{figure:?} {text}: {told}");
    }
    insta::assert_snapshot!(
        told(|submission| state(submission, Figure::DepartmentTotal, "98.99")),
        @"警告 JX201  总结第二部分载明部门整体自评总分为 98.99，由数据计算为 99；请更正其一，使文与表一致"
    );
}

#[test]
fn the_whole_is_stated_only_of_the_whole() {
    let almost = |submission: &mut Submission| {
        let form = department(submission);
        form.total = funds("100000", "100000", "99999.9");
        form.basic = None;
        state(submission, Figure::DepartmentExecutionRate, "100%");
    };
    assert!(told(almost).contains("由数据计算为 99.99%"));
}

#[test]
fn jx202_a_department_that_is_not_its_parts() {
    insta::assert_snapshot!(
        told(|submission| department(submission).basic = Some(funds("60", "60.01", "55"))),
        @"警告 JX202  部门整体支出：部门整体全年预算数为 100.00 万元，基本支出与项目支出之和为 100.01 万元；请核对三个数"
    );
}

#[test]
fn jx203_jx204_jx205_two_figures_for_project_spending() {
    insta::assert_snapshot!(
        told(|submission| submission.projects[0].funds.fiscal = Some(funds("40", "40", "29.99"))),
        @"
    警告 JX203  部门整体表的项目支出全年执行数为 35.00 万元，各项目自评表合计为 29.99 万元；请核对两表，不一致的说明口径
    警告 JX204  项目支出预算执行率有两个数：部门整体支出自评表为 87.5%，各项目自评表合计为 74.98%；请统一口径，或在报告中说明两者的差别
    警告 JX205  各项目未执行资金合计 10.01 万元，多于全单位未执行资金 10.00 万元；请核对部门整体与各项目的执行数
    "
    );
    // As much as the unit left over is no contradiction in itself.
    let as_much = told(|submission| {
        submission.projects[0].funds.fiscal = Some(funds("40", "40", "30"));
    });
    assert!(!as_much.contains("JX205"), "{as_much}");
}

#[test]
fn a_stated_rate_says_where_it_stands() {
    let told = told(|submission| {
        state(submission, Figure::ProjectExecutionRate, "99.99%");
        state(submission, Figure::ProjectsExecutionRate, "87.5%");
    });
    assert!(
        told.contains("项目支出预算执行率有两个数：总结第二部分为 99.99%，总结第二部分为 87.5%"),
        "{told}"
    );
}

#[test]
fn a_rule_with_a_rate_that_has_no_value_is_told_once() {
    let told = told(|submission| {
        let form = department(submission);
        form.total = funds("0", "0", "5");
        form.basic = None;
        form.project = None;
        form.indicators[0].rule = Some(RateId::Execution);
    });
    assert_eq!(told.matches("预算执行率没有数值").count(), 1, "{told}");
    assert!(!told.contains("JX002"), "{told}");
}

#[test]
fn jx003_first_levels() {
    let told = told(|submission| {
        submission.projects[0].indicators = vec![level("产出指标", "60"), level("效益指标", "30")];
    });
    insta::assert_snapshot!(told, @"提示 JX003  “培训项目”：一级指标分值与评分政策不同：产出指标 60（政策 50），效益指标 30（政策 30，另加满意度 10）；如系有意调整，请在政策文件中写明；否则请调整分值");
    // Where satisfaction does not apply, its 10 go to benefit.
    assert_eq!(
        self::told(|submission| {
            submission.projects[0].indicators =
                vec![level("产出指标", "50"), level("效益指标", "40")];
        }),
        ""
    );
}

#[test]
fn jx003_benefit_and_satisfaction_together() {
    let hubei = Policy::hubei_2023().unwrap();
    let told = |benefit, satisfaction| {
        first_levels(&hubei, |submission| {
            submission.projects[0].indicators = vec![
                level("产出指标", "40"),
                level("效益指标", benefit),
                level("满意度指标", satisfaction),
            ];
        })
    };
    assert_eq!(told("25", "15"), "");
    assert_eq!(told("40", "0"), "");
    insta::assert_snapshot!(told("30", "15"), @"一级指标分值与评分政策不同：效益指标和满意度指标合计 45（政策 40）");
}

#[test]
fn jx003_the_first_levels_of_the_department() {
    let gansu = Policy::gansu_2023().unwrap();
    let told = |policy, duties, capacity| {
        first_levels(policy, |submission| {
            submission.department.as_mut().unwrap().indicators = vec![
                level("部门管理", "20"),
                level("履职效果", duties),
                level("能力建设", capacity),
                level("服务对象满意度", "10"),
            ];
        })
    };
    assert_eq!(told(&gansu, "50", "10"), "");
    insta::assert_snapshot!(told(&gansu, "45", "15"), @"一级指标分值与评分政策不同：履职效果 45（政策 50），能力建设 15（政策 10）");
    // A policy that sets none objects to none.
    assert_eq!(told(&Policy::mof_2020().unwrap(), "45", "15"), "");
}

#[test]
fn jx103_a_policy_of_another_year() {
    let old = |submission: &mut Submission| submission.year = 2019.try_into().unwrap();
    insta::assert_snapshot!(told(old), @"警告 JX103  评分政策 mof-2020 自 2020-02-25 起有效，不适用于 2019 年度；请改用该年度有效的政策");
    assert_eq!(
        told(|submission| submission.year = 2020.try_into().unwrap()),
        ""
    );
}

#[test]
fn jx104_more_executed_than_budgeted() {
    let over = |submission: &mut Submission| {
        submission.projects[0].funds.fiscal = Some(funds("40", "40", "40.01"));
        department(submission).project = Some(funds("40", "40", "40.01"));
        department(submission).basic = Some(funds("60", "60", "49.99"));
        submission.projects[0].deviations.clear();
    };
    insta::assert_snapshot!(told(over), @"警告 JX104  “培训项目”：全年执行数 40.01 万元大于全年预算数 40.00 万元；请核对两个数，或在偏差原因中说明");
    let explained = |submission: &mut Submission| {
        over(submission);
        submission.projects[0].deviations = vec![explanation(None, "年末追加指标尚未下达")];
    };
    assert_eq!(told(explained), "");
    let negative = told(|submission| {
        over(submission);
        submission.projects[0].funds.fiscal = Some(funds("40", "40", "-1"));
    });
    assert!(
        negative.contains("JX104  “培训项目”：全年执行数为负（-1.00 万元）"),
        "{negative}"
    );
}

#[test]
fn jx104_a_source_of_money_that_its_sum_hides() {
    let two = |fiscal: [&str; 3], other: [&str; 3]| {
        let mut submission = clean();
        submission.department = None;
        let project = &mut submission.projects[0];
        let row = |[initial, budget, executed]: [&str; 3]| Some(funds(initial, budget, executed));
        (project.funds.fiscal, project.funds.other) = (row(fiscal), row(other));
        project.deviations.clear();
        let told = of_check(&submission, "JX104").into_iter();
        let told =
            told.map(|one| format!("{}\n{}\n→ {}", one.message.zh, one.message.en, one.mend.zh));
        told.collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(two(["20", "20", "30"], ["30", "30", "10"]), @"
    当年财政拨款全年执行数 30.00 万元大于全年预算数 20.00 万元
    this year's appropriation: 30.00 万元 executed are more than the budget of 20.00 万元
    → 请核对两个数，或在偏差原因中说明
    ");
    insta::assert_snapshot!(two(["20", "20", "-1"], ["30", "30", "30"]), @"
    当年财政拨款全年执行数为负（-1.00 万元）
    this year's appropriation: what was executed is negative (-1.00 万元)
    → 请核对全年执行数；确因退款的，请在偏差原因中说明
    ");
    // The sum tells it already.
    insta::assert_snapshot!(two(["20", "20", "51"], ["30", "30", "10"]), @"
    全年执行数 61.00 万元大于全年预算数 50.00 万元
    61.00 万元 executed are more than the budget of 50.00 万元
    → 请核对两个数，或在偏差原因中说明
    ");
    insta::assert_snapshot!(two(["20", "20", "-40"], ["30", "30", "30"]), @"
    全年执行数为负（-10.00 万元）
    what was executed is negative (-10.00 万元)
    → 请核对全年执行数；确因退款的，请在偏差原因中说明
    ");
    assert_eq!(two(["20", "20", "20"], ["30", "30", "30"]), "");
}

#[test]
fn jx206_projects_of_one_name() {
    let twice = |submission: &mut Submission, name: &str| {
        let mut again = submission.projects[0].clone();
        again.number = 2;
        again.name = Traced::reported(name.parse().unwrap());
        again.funds.fiscal = Some(funds("0", "0", "0"));
        submission.projects.push(again);
    };
    insta::assert_snapshot!(
        told(|submission| twice(submission, "培训 项目")),
        @"警告 JX206  “培训 项目”：第 1、2 项同名；请核对名称；确为不同项目的，请加以区别"
    );
    assert_eq!(told(|submission| twice(submission, "培训项目（二期）")), "");
}

#[test]
fn jx301_a_miss_without_a_cause() {
    let missed = |submission: &mut Submission| {
        submission.projects[0].indicators[0] =
            Indicator::new("产出指标", "数量指标", "培训次数", "≥10次", "8次", "50").unwrap();
    };
    insta::assert_snapshot!(told(missed), @"警告 JX301  “培训项目”：指标“培训次数”得 40 分（分值 50），没有偏差原因；请补写偏差原因及改进措施");
    for (explained, found) in [
        (Some("培训次数"), false),
        (None, false),
        (Some("产出指标"), true),
    ] {
        let told = told(|submission| {
            missed(submission);
            submission.projects[0]
                .deviations
                .push(explanation(explained, "场地停用两月"));
        });
        assert_eq!(told.contains("JX301"), found, "{explained:?}: {told}");
    }
    let empty = told(|submission| {
        missed(submission);
        submission.projects[0]
            .deviations
            .push(explanation(Some("培训次数"), " "));
    });
    assert!(empty.contains("JX301"), "an empty cause explains nothing");
}

#[test]
fn jx301_an_execution_rate_below_the_threshold() {
    let unexplained = |submission: &mut Submission| submission.projects[0].deviations.clear();
    insta::assert_snapshot!(told(unexplained), @"警告 JX301  “培训项目”：预算执行率 87.5%，低于 90%，没有偏差原因；请补写偏差原因及改进措施");
    let just_enough = |submission: &mut Submission| {
        unexplained(submission);
        submission.projects[0].funds.fiscal = Some(funds("40", "40", "36"));
        department(submission).project = Some(funds("40", "40", "36"));
        department(submission).basic = Some(funds("60", "60", "54"));
    };
    assert_eq!(told(just_enough), "");
}

#[test]
fn jx401_far_above_the_target() {
    let reached = |actual: &'static str| {
        move |submission: &mut Submission| {
            submission.projects[0].indicators[0] =
                Indicator::new("产出指标", "数量指标", "培训次数", "≥10次", actual, "50").unwrap();
        }
    };
    insta::assert_snapshot!(told(reached("16次")), @"提示 JX401  “培训项目”：指标“培训次数”完成指标值的 160%，高于 150%，没有说明；请说明原因，指标值偏低的请重定");
    assert_eq!(told(reached("15次")), "");
    let within_a_range = told(|submission| {
        submission.projects[0].indicators[0] =
            Indicator::new("产出指标", "数量指标", "培训次数", "10-20次", "19次", "50").unwrap();
    });
    assert_eq!(within_a_range, "");
    let explained = told(|submission| {
        reached("16次")(submission);
        submission.projects[0]
            .deviations
            .push(explanation(Some("培训次数"), "年中新增一批学员"));
    });
    assert_eq!(explained, "");
}

#[test]
fn a_unit_without_projects_or_that_overspent_is_not_told_of_unspent_money() {
    let none = told(|submission| submission.projects.clear());
    assert!(!none.contains("JX205"), "{none}");
    let overspent = told(|submission| {
        department(submission).total = funds("100", "100", "110");
    });
    assert!(
        !overspent.contains("JX205") && overspent.contains("JX104"),
        "{overspent}"
    );
}

#[test]
fn jx207_coverage() {
    let budgeted = |count: u32| {
        move |submission: &mut Submission| {
            submission.unit.budgeted_projects = Some(Traced::reported(count));
        }
    };
    insta::assert_snapshot!(told(budgeted(2)), @"警告 JX207  预算项目 2 个，自评项目 1 个；请补做自评，或核对预算项目数");
    assert_eq!(told(budgeted(1)), "");
    let more = told(|submission| {
        let mut again = submission.projects[0].clone();
        again.number = 2;
        again.name = Traced::reported("另一个项目".parse().unwrap());
        again.funds.fiscal = Some(funds("0", "0", "0"));
        submission.projects.push(again);
        budgeted(1)(submission);
    });
    let mut submission = clean();
    add_project(&mut submission, "另一个项目");
    submission.unit.budgeted_projects = Some(Traced::reported(1));
    insta::assert_snapshot!(expected_and_found(&submission, "JX207"), @"预算项目数不少于 2 ← 预算项目数 1 | at least 2 budgeted ← 1 budgeted");
    insta::assert_snapshot!(more, @"错误 JX207  预算项目 1 个，自评项目 2 个；请核对预算项目数；不是预算项目的，请移出");
}

#[test]
fn jx004_what_reading_left_to_be_said() {
    let remark = |kind: RemarkKind| {
        move |submission: &mut Submission| {
            submission.remarks.push(Remark {
                kind,
                message: Bilingual::new("没有“全年预算数”", "there is no 全年预算数"),
                mend: Bilingual::new("请补上", "add it"),
                place: Some(Arc::new(Place::file("表.xlsx"))),
            });
        }
    };
    insta::assert_snapshot!(told(remark(RemarkKind::Unread)), @"错误 JX004  没有“全年预算数”；请补上 [表.xlsx]");
    insta::assert_snapshot!(told(remark(RemarkKind::Unclear)), @"警告 JX004  没有“全年预算数”；请补上 [表.xlsx]");
    insta::assert_snapshot!(told(remark(RemarkKind::PassedOver)), @"提示 JX004  没有“全年预算数”；请补上 [表.xlsx]");
}

#[test]
fn jx001_a_form_of_which_only_the_money_is_known() {
    let only_money = told(|submission| {
        let project = &mut submission.projects[0];
        project.indicators.clear();
        project.claims.total = Some(Traced::reported("97".parse().unwrap()));
    });
    insta::assert_snapshot!(only_money, @"错误 JX001  “培训项目”：没有绩效指标，总分只有预算执行率的得分；请补上绩效指标");
}

#[test]
fn jx201_what_follows_from_totals_is_left_where_a_form_has_none() {
    let counts = |indicators: bool| {
        told(move |submission| {
            state(submission, Figure::GradePoor, "0");
            state(submission, Figure::GradeExcellent, "0");
            if !indicators {
                submission.projects[0].indicators.clear();
            }
        })
    };
    insta::assert_snapshot!(counts(true), @"警告 JX201  总结第二部分载明“优”的项目数为 0，由数据计算为 1；请更正其一，使文与表一致");
    assert!(!counts(false).contains("JX201"));
}

#[test]
fn jx102_a_rate_that_the_form_shows_and_a_rule_computes() {
    let shown = |actual: &'static str| {
        told(move |submission| {
            let form = department(submission);
            let mut rate = indicator("≥90%", actual, "90");
            rate.rule = Some(RateId::Execution);
            form.indicators = vec![rate];
        })
    };
    // 90 of 100 was spent.
    for agrees in ["90%", "90.00％", "90", "0.9", "0.90", "", "—"] {
        assert_eq!(shown(agrees), "", "{agrees}");
    }
    insta::assert_snapshot!(shown("95%"), @"警告 JX102  部门整体支出：指标“培训”的实际完成值填报为 95%，按规则计算为 90%；请核对，有误的请更正填报值");
}

#[test]
fn jx004_leaves_what_does_not_pair_off_to_others() {
    let unpaired = told(|submission| {
        submission.remarks.push(Remark {
            kind: RemarkKind::Unpaired,
            message: Bilingual::new("没有自评表", "there is no form"),
            mend: Bilingual::new("请补上", "add it"),
            place: None,
        });
    });
    assert!(!unpaired.contains("JX004"), "{unpaired}");
}

#[test]
#[allow(clippy::too_many_lines, reason = "a table")]
fn what_was_expected_and_what_was_found() {
    let sides_after = |change: &&dyn Fn(&mut Submission)| {
        let mut submission = clean();
        change(&mut submission);
        let lines = findings(&submission).iter().map(sides).collect::<Vec<_>>();
        lines.join("\n")
    };
    let claims = |submission: &mut Submission| {
        let project = &mut submission.projects[0];
        project.indicators[0].claimed = Some(Traced::reported("49".parse().unwrap()));
        project.claims.execution_points = Some(Traced::reported("9".parse().unwrap()));
        project.claims.grade = Some(Traced::reported(Grade::Good));
    };
    let first_levels = |submission: &mut Submission| {
        submission.projects[0].indicators = vec![level("产出指标", "60"), level("效益指标", "30")];
    };
    let executed = |executed: &'static str| {
        move |submission: &mut Submission| {
            submission.projects[0].funds.fiscal = Some(funds("40", "40", executed));
            submission.projects[0].deviations.clear();
        }
    };
    let reached = |actual: &'static str| {
        move |submission: &mut Submission| {
            submission.projects[0].indicators[0] =
                Indicator::new("产出指标", "数量指标", "培训次数", "≥10次", actual, "50").unwrap();
        }
    };
    let remark = |kind: RemarkKind| {
        move |submission: &mut Submission| {
            submission.remarks.push(Remark {
                kind,
                message: Bilingual::new("没有“全年预算数”", "there is no 全年预算数"),
                mend: Bilingual::new("请补上", "add it"),
                place: None,
            });
        }
    };
    let changes: [&dyn Fn(&mut Submission); 19] = [
        &|submission| submission.projects[0].indicators[0] = level("产出指标", "45"),
        &|submission| submission.projects[0].indicators.clear(),
        &first_levels,
        &remark(RemarkKind::Unread),
        &remark(RemarkKind::PassedOver),
        &remark(RemarkKind::Unclear),
        &reached(""),
        &reached("8次"),
        &reached("16次"),
        &claims,
        &|submission| submission.year = 2019.try_into().unwrap(),
        &executed("40.01"),
        &executed("-1"),
        &executed("29.99"),
        &|submission| {
            submission.projects[0].funds.fiscal = Some(funds("0", "0", "1"));
            department(submission).project = None;
        },
        &|submission| state(submission, Figure::DepartmentTotal, "98.99"),
        &|submission| state(submission, Figure::CarryOverChangeRate, "-99%"),
        &|submission| department(submission).basic = Some(funds("60", "60.01", "55")),
        &|submission| {
            let mut again = submission.projects[0].clone();
            again.number = 2;
            again.funds.fiscal = Some(funds("0", "0", "0"));
            submission.projects.push(again);
            submission.unit.budgeted_projects = Some(Traced::reported(3));
        },
    ];
    let told: Vec<String> = changes.iter().map(sides_after).collect();
    insta::assert_snapshot!(told.join("\n\n"), @r#"
    JX001 - | 分值合计 100 | 95 | weights that sum to 100 | 95
    JX003 - | 产出指标 50 | 产出指标 45 | output 50 | output 45

    JX001 - | 绩效指标 | 没有绩效指标 | indicators | no indicators

    JX003 - | 产出指标 50，效益指标 30（另加满意度 10） | 产出指标 60，效益指标 30 | output 50, benefit 30 (and 10 of satisfaction) | output 60, benefit 30

    JX004 - | 全部读取、计入自评 | 没有读取 | everything read and evaluated | not read

    JX004 - | 全部读取、计入自评 | 略过，没有计入 | everything read and evaluated | passed over

    JX004 - | 各处互不冲突 | 有冲突 | nothing at odds with anything else | at odds

    JX002 培训次数 | 可以计分的指标值和完成值 | 指标值“≥10次”，完成值未填 | a target and an actual that can be scored | target "≥10次", no actual

    JX301 培训次数 | 写有偏差原因 | 得 40 分（分值 50），没有偏差原因 | a cause | 40 of 50, and no cause

    JX401 培训次数 | 不高于指标值的 150%，或有说明 | 指标值的 160%，没有说明 | at most 150% of the target, or a word why | 160% of the target, and no word

    JX005 - | 各项得分齐全 | 缺 2 项 | points for every row | 2 missing
    JX102 产出指标 | 按规则计算为 50 | 填报为 49 | 50 by the rule | 49 claimed
    JX102 预算执行率 | 按规则计算为 8.75 | 填报为 9 | 8.75 by the rule | 9 claimed
    JX102 - | 按规则计算为“优” | 填报为“良” | excellent by the rule | good claimed

    JX103 - | 2019 年度有效的政策 | mof-2020，自 2020-02-25 起有效 | a policy in force in 2019 | mof-2020, in force from 2020-02-25

    JX104 - | 不大于全年预算数 40.00 万元 | 全年执行数 40.01 万元 | at most the budget of 40.00 万元 | 40.01 万元 executed
    JX203 - | 各项目自评表合计 40.01 万元 | 部门整体表的项目支出全年执行数 35.00 万元 | 40.01 万元, the sum of the projects' forms | executed amount: 35.00 万元 in the department's form
    JX204 项目支出预算执行率 | 同一项目支出只有一个执行率 | 87.5% 和 100.03% | one rate for one spending | 87.5% and 100.03%

    JX104 - | 全年执行数不为负 | 全年执行数 -1.00 万元 | nothing below zero | -1.00 万元 executed
    JX203 - | 各项目自评表合计 -1.00 万元 | 部门整体表的项目支出全年执行数 35.00 万元 | -1.00 万元, the sum of the projects' forms | executed amount: 35.00 万元 in the department's form
    JX204 项目支出预算执行率 | 同一项目支出只有一个执行率 | 87.5% 和 -2.5% | one rate for one spending | 87.5% and -2.5%
    JX205 - | 不多于全单位未执行资金 10.00 万元 | 各项目未执行资金合计 41.00 万元 | at most 10.00 万元, what the whole unit left | 41.00 万元 that the projects left
    JX301 预算执行率 | 写有偏差原因 | 预算执行率 -2.5%，没有偏差原因 | a cause | -2.5%, and no cause

    JX203 - | 各项目自评表合计 29.99 万元 | 部门整体表的项目支出全年执行数 35.00 万元 | 29.99 万元, the sum of the projects' forms | executed amount: 35.00 万元 in the department's form
    JX204 项目支出预算执行率 | 同一项目支出只有一个执行率 | 87.5% 和 74.98% | one rate for one spending | 87.5% and 74.98%
    JX205 - | 不多于全单位未执行资金 10.00 万元 | 各项目未执行资金合计 10.01 万元 | at most 10.00 万元, what the whole unit left | 10.01 万元 that the projects left
    JX301 预算执行率 | 写有偏差原因 | 预算执行率 74.98%，没有偏差原因 | a cause | 74.98%, and no cause

    JX101 预算执行率 | 能够计算的比率 | 预算数为零却有支出 | a rate with a value | money was spent without a budget

    JX201 部门整体自评总分 | 由数据计算为 99 | 载明 98.99 | the data give 99 | 98.99 is stated

    JX201 结转结余变动率 | 数据中有可以核对的数 | 载明 -99% | a figure that the data can check | -99% is stated

    JX202 - | 基本支出与项目支出之和 100.01 万元 | 部门整体全年预算数 100.00 万元 | 100.01 万元, the sum of basic and project spending | annual budget: 100.00 万元

    JX206 - | 各项目名称不同 | 第 1、2 项同名 | a name of its own for each project | one name for the projects 1, 2
    JX207 - | 自评项目 3 个 | 自评项目 2 个 | evaluated: 3 | evaluated: 2
    "#);
}

/// What a finding concerns, what was expected and what was found, in both languages.
fn sides(finding: &Finding) -> String {
    let Finding {
        code,
        indicator,
        expected,
        found,
        ..
    } = finding;
    let concerned = indicator.as_deref().unwrap_or("-");
    let (zh, en) = (
        [&expected.zh, &found.zh].map(String::as_str).join(" | "),
        [&expected.en, &found.en].map(String::as_str).join(" | "),
    );
    format!("{code} {concerned} | {zh} | {en}")
}

fn entry(code: &str, project: Option<u32>, indicator: Option<&str>, reason: &str) -> Ignored {
    Ignored {
        code: code.into(),
        project,
        indicator: indicator.map(|name| name.parse().unwrap()),
        reason: reason.into(),
        place: Some(Arc::new(Place::file("unit.toml"))),
    }
}

/// Two projects that each missed `培训次数` and spent too little without a word, and what is asked to be ignored.
fn two_that_missed(ignored: Vec<Ignored>) -> Submission {
    let mut submission = clean();
    submission.department = None;
    let project = &mut submission.projects[0];
    project.deviations.clear();
    project.indicators[0] =
        Indicator::new("产出指标", "数量指标", "培训次数", "≥10次", "8次", "50").unwrap();
    let mut again = project.clone();
    again.number = 2;
    again.name = Traced::reported("另一个项目".parse().unwrap());
    submission.projects.push(again);
    submission.ignored = ignored;
    submission
}

/// The ignored findings: project, indicator, reason.
fn passed_over(findings: &Findings) -> Vec<String> {
    let ignored = findings.ignored().iter();
    let ignored = ignored.map(|one| {
        let finding = &one.finding;
        let number = finding
            .project
            .as_ref()
            .and_then(Concerned::number)
            .unwrap_or_default();
        let indicator = finding.indicator.as_deref().unwrap_or("-");
        format!("{} {number} {indicator}：{}", finding.code, one.reason)
    });
    ignored.collect()
}

/// The code, the project and the indicator of an entry, and what it ignores.
type IgnoreCase = (
    &'static str,
    Option<u32>,
    Option<&'static str>,
    &'static [&'static str],
);

#[test]
fn what_an_entry_ignores() {
    let rate = Some("预算执行率");
    let cases: [IgnoreCase; 7] = [
        (
            "JX301",
            None,
            None,
            &[
                "JX301 1 培训次数",
                "JX301 1 预算执行率",
                "JX301 2 培训次数",
                "JX301 2 预算执行率",
            ],
        ),
        (
            "JX301",
            Some(2),
            None,
            &["JX301 2 培训次数", "JX301 2 预算执行率"],
        ),
        ("JX301", Some(2), rate, &["JX301 2 预算执行率"]),
        (
            "JX301",
            None,
            rate,
            &["JX301 1 预算执行率", "JX301 2 预算执行率"],
        ),
        ("JX301", Some(1), Some("培训 次数"), &["JX301 1 培训次数"]),
        ("JX301", Some(1), Some("培训"), &[]),
        ("JX302", None, None, &[]),
    ];
    assert!(findings(&two_that_missed(Vec::new())).ignored().is_empty());
    for (code, project, indicator, expected) in cases {
        let findings = findings(&two_that_missed(vec![entry(
            code, project, indicator, "无",
        )]));
        let expected: Vec<_> = expected.iter().map(|one| format!("{one}：无")).collect();
        let what = format!("{code} {project:?} {indicator:?}");
        assert_eq!(passed_over(&findings), expected, "{what}");
        let kept = findings
            .iter()
            .filter(|one| one.code.to_string() == "JX301");
        assert_eq!(kept.count() + expected.len(), 4, "{what}");
        let in_vain = findings.iter().any(|one| one.code.to_string() == "JX006");
        assert_eq!(in_vain, expected.is_empty(), "{what}");
    }
}

#[test]
fn the_most_particular_entry_gives_the_reason_and_each_that_fits_is_of_use() {
    let findings = findings(&two_that_missed(vec![
        entry("JX301", None, None, "全部"),
        entry("JX301", None, Some("培训次数"), "这项指标"),
        entry("JX301", Some(1), None, "这个项目"),
        entry("JX301", Some(1), Some("培训次数"), "这一条"),
    ]));
    insta::assert_snapshot!(passed_over(&findings).join("\n"), @"
    JX301 1 培训次数：这一条
    JX301 1 预算执行率：这个项目
    JX301 2 培训次数：这项指标
    JX301 2 预算执行率：全部
    ");
    assert!(findings.is_empty(), "{findings:?}");
}

#[test]
fn of_entries_that_name_the_same_the_first_gives_the_reason() {
    for (project, indicator) in [(None, None), (Some(1), Some("培训次数"))] {
        let findings = findings(&two_that_missed(vec![
            entry("JX301", project, indicator, "先写的"),
            entry("JX301", project, indicator, "后写的"),
        ]));
        let reasons = findings.ignored().iter().map(|one| one.reason.as_str());
        assert!(
            reasons.clone().all(|reason| reason == "先写的"),
            "{project:?}"
        );
        assert!(reasons.count() > 0);
        let in_vain = findings
            .iter()
            .filter(|one| one.code.to_string() == "JX006");
        assert_eq!(in_vain.count(), 1, "the second is of no use");
    }
}

#[test]
fn an_ignored_error_does_not_count_and_stays_with_its_reason() {
    let mut submission = clean();
    submission.projects[0].indicators[0] = level("产出指标", "45");
    submission.ignored = vec![
        entry("JX001", Some(1), None, "财政批复的分值"),
        entry("JX003", None, None, "财政批复的分值"),
    ];
    let findings = findings(&submission);
    assert!(!findings.has_errors() && findings.is_empty());
    insta::assert_snapshot!(passed_over(&findings).join("\n"), @"
    JX001 1 -：财政批复的分值
    JX003 1 -：财政批复的分值
    ");
}

#[test]
fn what_was_not_read_cannot_be_ignored() {
    let with = |kinds: &[RemarkKind]| {
        let mut submission = clean();
        for kind in kinds {
            submission.remarks.push(Remark {
                kind: *kind,
                message: Bilingual::new("问题", "a problem"),
                mend: Bilingual::new("请改正", "mend it"),
                place: None,
            });
        }
        submission.ignored = vec![entry("JX004", None, None, "有意隐藏")];
        let findings = findings(&submission);
        let lines = findings.iter().map(|one| one.render(Lang::Chinese));
        let told = lines.collect::<Vec<_>>().join("\n");
        (told, findings.ignored().len())
    };
    let (told, ignored) = with(&[RemarkKind::Unread, RemarkKind::PassedOver]);
    insta::assert_snapshot!(told, @"错误 JX004  问题；请改正");
    assert_eq!(ignored, 1);
    let (told, ignored) = with(&[RemarkKind::Unread]);
    insta::assert_snapshot!(told, @"
    错误 JX004  问题；请改正
    提示 JX006  没有需要这一条来忽略的 JX004 意见；请删去这一条；没有读取的表和文件（JX004 的错误）不能忽略 [unit.toml]
    ");
    assert_eq!(ignored, 0);
}

#[test]
fn jx006_entries_that_are_of_no_use() {
    let told = |lang: Lang| {
        let findings = findings(&two_that_missed(vec![
            entry("JX301", None, None, "无"),
            entry("JX301", None, None, "与前一条相同"),
            entry("JX301", Some(2), Some("培训人数"), "无"),
            entry("JX310", None, None, "无"),
            entry("JX55555", None, None, "无"),
            entry("JX006", None, None, "无"),
        ]));
        let lines: Vec<_> = findings.iter().map(|one| one.render(lang)).collect();
        lines.join("\n")
    };
    insta::assert_snapshot!(told(Lang::Chinese), @"
    提示 JX006  与前面一条（unit.toml）相同，这一条没有作用；请删去其中一条 [unit.toml]
    提示 JX006  “另一个项目”：没有名为“培训人数”的指标、比率或数据，这一条没有作用；请按自评表核对指标名称，或删去这一条 [unit.toml]
    警告 JX006  要忽略的“JX310”不是检查编号，这一条没有作用；是否应为“JX210”？ [unit.toml]
    警告 JX006  要忽略的“JX55555”不是检查编号，这一条没有作用；检查编号以 JX0、JX1、JX2、JX3、JX4 开头 [unit.toml]
    提示 JX006  JX006 不能忽略，这一条没有作用；请删去这一条，并按提示改正其他各条 [unit.toml]
    ");
    insta::assert_snapshot!(told(Lang::English), @r#"
    note JX006  an earlier entry (unit.toml) names the same; this one does nothing; delete one of the two [unit.toml]
    note JX006  另一个项目: no indicator, rate or figure is called "培训人数"; the entry does nothing; write the name as the form has it, or delete the entry [unit.toml]
    warning JX006  "JX310", which is to be ignored, is no check; the entry does nothing; did you mean "JX210"? [unit.toml]
    warning JX006  "JX55555", which is to be ignored, is no check; the entry does nothing; codes begin with JX0, JX1, JX2, JX3, JX4 [unit.toml]
    note JX006  JX006 cannot be ignored; the entry does nothing; delete it, and mend the entries that are told of [unit.toml]
    "#);
}

#[test]
fn jx006_entries_named_twice_and_indicators_that_there_are_not() {
    let mut ignored = vec![
        entry("JX301", Some(1), Some("培训次数"), "无"),
        entry("jx301", Some(1), Some("培训 次数"), "又一条"),
        entry("JX301", Some(1), Some("培训场次"), "无"),
        entry("JX301", None, Some("预算执行率"), "无"),
        entry("JX201", None, Some("自评覆盖率"), "无"),
    ];
    ignored[0].place = Some(Arc::new(Place::file("第一处.toml")));
    let findings = findings(&two_that_missed(ignored));
    let told = findings
        .iter()
        .filter(|one| one.code.to_string() == "JX006");
    let told = told.map(|one| one.render(Lang::Chinese));
    insta::assert_snapshot!(told.collect::<Vec<_>>().join("\n"), @"
    提示 JX006  “培训项目”：与前面一条（第一处.toml）相同，这一条没有作用；请删去其中一条 [unit.toml]
    提示 JX006  “培训项目”：没有名为“培训场次”的指标、比率或数据，这一条没有作用；请按自评表核对指标名称，或删去这一条 [unit.toml]
    提示 JX006  没有需要这一条来忽略的 JX201 意见；请删去这一条，或核对编号、项目序号和指标 [unit.toml]
    ");
}

#[test]
fn a_finding_on_the_departments_form_names_it_and_no_project() {
    let mut submission = clean();
    department(&mut submission).basic = Some(funds("60", "60.01", "55"));
    department(&mut submission).total = funds("100", "100", "-1");
    let found = of_check(&submission, "JX104");
    assert_eq!(found[0].project, Some(Concerned::Department));
    insta::assert_snapshot!(found[0].render(Lang::Chinese), @"警告 JX104  部门整体支出：全年执行数为负（-1.00 万元）；请核对全年执行数；确因退款的，请在偏差原因中说明");
    insta::assert_snapshot!(found[0].render(Lang::English), @"warning JX104  the department's form: what was executed is negative (-1.00 万元); check what was executed, or explain the refund among the deviations");
    let found = of_check(&submission, "JX202");
    assert_eq!(found[0].project, Some(Concerned::Department));
    // An entry without a project covers it, one with a project does not.
    for (project, counts) in [(None, 0), (Some(1), 1)] {
        submission.ignored = vec![entry("JX104", project, None, "退款")];
        assert_eq!(of_check(&submission, "JX104").len(), counts, "{project:?}");
    }
}

#[test]
fn names_in_quotes_within_quotes() {
    let mut submission = claimed();
    let name = "“三公经费”控制率";
    submission.projects[0].indicators[0].name.value = name.parse().unwrap();
    submission.projects[0].indicators[0].claimed = points("49");
    let found = of_check(&submission, "JX102");
    insta::assert_snapshot!(found[0].message.zh, @"指标“‘三公经费’控制率”得分填报为 49，按规则计算为 50");
}

#[test]
fn projects_are_reviewed_though_nothing_was_read_in_their_explanations() {
    let mut submission = clean();
    submission.projects[0].indicators[0] = level("产出指标", "45");
    let policy = Policy::mof_2020().unwrap();
    let evaluation = evaluate(&submission, &policy).unwrap();
    let findings = jixiao_review::review_read(&jixiao_review::Subject {
        submission: &submission,
        evaluation: &evaluation,
        policy: &policy,
        catalogue: &Catalogue::builtin().unwrap(),
        explanations: &jixiao_review::Explanations::default(),
    });
    assert!(findings.iter().any(|one| one.code.to_string() == "JX001"));
}

#[test]
fn findings_stand_in_the_order_of_their_codes() {
    let findings = findings(&two_that_missed(vec![entry("JX401", None, None, "无")]));
    let codes: Vec<_> = findings.iter().map(|one| one.code.to_string()).collect();
    assert_eq!(codes, ["JX006", "JX301", "JX301", "JX301", "JX301"]);
}

#[test]
fn jx007_codes_that_the_catalogue_does_not_know() {
    let coded = |causes: &[&str], remedies: &[&str]| {
        told(|submission| {
            let deviation = &mut submission.projects[0].deviations[0];
            deviation.causes = causes.iter().map(ToString::to_string).collect();
            deviation.remedies = remedies.iter().map(ToString::to_string).collect();
        })
    };
    let told = [coded(&["F1", "Z9"], &["M1"]), coded(&["M2"], &["F1"])].join("\n");
    insta::assert_snapshot!(told, @"
    错误 JX007  “培训项目”：目录中没有代码为“Z9”的偏差原因；请改用目录中的代码，或删去；本单位自己的代码须写在目录文件里
    错误 JX007  “培训项目”：目录中没有代码为“M2”的偏差原因；“M2”是改进措施的代码，请移到 remedies 中
    错误 JX007  “培训项目”：目录中没有代码为“F1”的改进措施；“F1”是偏差原因的代码，请移到 causes 中
    ");
    assert_eq!(coded(&["F1"], &["M1"]), "");
}

#[test]
fn what_a_selection_holds() {
    // Each with a code that it holds and one that it does not.
    let cases = [
        ("JX3", "", "JX301", "JX003"),
        ("JX301", "", "JX301", "JX401"),
        ("jx301、 ＪＸ00", "", "JX004", "JX101"),
        ("", "JX3", "JX401", "JX301"),
        ("JX", "JX3", "JX001", "JX301"),
        ("JX301", "JX3", "JX301", "JX001"), // the longer wins
        ("JX3,JX001", "JX301", "JX001", "JX301"),
        ("JX301,JX001", "JX301", "JX001", "JX301"), // of two as long, the one that ignores
        ("JX00", "JX0", "JX001", "JX101"),
        ("JX0,JX007", "JX00", "JX007", "JX001"),
    ];
    let holds =
        |selection: &Selection, code: &str| selection.holds(Check::find(code).unwrap().code);
    for (select, ignore, held, not_held) in cases {
        let selection = Selection::parse(select, ignore).unwrap();
        let what = format!("{select} without {ignore}");
        assert!(holds(&selection, held), "{what}: {held}");
        assert!(!holds(&selection, not_held), "{what}: {not_held}");
    }
    assert!(holds(&Selection::default(), "JX001"));
    assert_eq!(Selection::parse("", " ， ").unwrap(), Selection::default());
}

#[test]
fn a_selection_of_findings_leaves_those_ignored_out_as_well() {
    let findings = findings(&two_that_missed(vec![
        entry("JX301", Some(1), None, "无"),
        entry("JX401", None, None, "无"),
    ]));
    let counts = |select: &str, ignore: &str| {
        let selection = Selection::parse(select, ignore).unwrap();
        let selected = findings.clone().selected(&selection);
        (selected.len(), selected.ignored().len())
    };
    assert_eq!(counts("", ""), (3, 2));
    assert_eq!(counts("JX3", ""), (2, 2));
    assert_eq!(counts("", "JX3"), (1, 0));
}

#[test]
fn words_with_which_no_code_begins() {
    let said = |lang: Lang| {
        let words = "JX3, JX311, JX55555, XJ301, 指标";
        let error = Selection::parse(words, "JX3010").unwrap_err();
        jixiao_model::Speak::speak(&error).get(lang).to_string()
    };
    insta::assert_snapshot!(said(Lang::Chinese), @"
    没有检查“JX311”；是否应为“JX301”？
    没有检查“JX55555”；检查编号以 JX0、JX1、JX2、JX3、JX4 开头
    没有检查“XJ301”；是否应为“JX301”？
    没有检查“指标”；检查编号以 JX0、JX1、JX2、JX3、JX4 开头
    没有检查“JX3010”；是否应为“JX301”？
    ");
    insta::assert_snapshot!(said(Lang::English), @r#"
    there is no check "JX311"; did you mean "JX301"?
    there is no check "JX55555"; codes begin with JX0, JX1, JX2, JX3, JX4
    there is no check "XJ301"; did you mean "JX301"?
    there is no check "指标"; codes begin with JX0, JX1, JX2, JX3, JX4
    there is no check "JX3010"; did you mean "JX301"?
    "#);
    let error = Selection::parse(&"长".repeat(1000), "").unwrap_err();
    assert!(error.to_string().len() < 300);
}
