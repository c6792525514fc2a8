//! `JX402` to `JX407`: what is hardly plausible.

mod fixture;

use fixture::*;
use jixiao_model::{Claims, Funds, Grade, Indicator, Method, ProjectForm, Submission, Traced};
use jixiao_review::{Concerned, Finding};
use jixiao_scoring::policy::Policy;

/// What is changed in the project of `clean()`.
type ProjectChange = fn(&mut ProjectForm);

fn of_project(change: impl FnOnce(&mut ProjectForm)) -> Submission {
    let mut submission = clean();
    change(&mut submission.projects[0]);
    submission
}

fn is_found(code: &str, change: impl FnOnce(&mut ProjectForm)) -> bool {
    !of_check(&of_project(change), code).is_empty()
}

/// A policy that owes a cause of a low execution rate to lost points only, and takes none for it.
fn lenient() -> Policy {
    let mut policy = Policy::mof_2020().unwrap();
    policy.explanations.execution_only_where_points_lost = true;
    policy.execution_weight = "0".parse().unwrap();
    policy
}

fn of_check_when_lenient(submission: &Submission, code: &str) -> Vec<Finding> {
    let findings = findings_under(submission, &lenient());
    let of_code = findings.iter().filter(|one| one.code.to_string() == code);
    of_code.cloned().collect()
}

/// The message of the only finding of a check, its expected and its found, in both languages.
fn told_by(submission: &Submission, code: &str) -> String {
    let found = of_check(submission, code);
    assert_eq!(found.len(), 1, "{found:?}");
    let (level, message) = (found[0].severity.term(), &found[0].message);
    let rest = expected_and_found(submission, code);
    format!(
        "{level} {}\n{}\n{rest}\n→ {}",
        message.zh, message.en, found[0].mend.zh
    )
}

/// The sentence of the only finding of a check under the lenient policy, and what was found.
fn told_when_lenient(submission: &Submission, code: &str) -> String {
    let found = of_check_when_lenient(submission, code);
    assert_eq!(found.len(), 1, "{found:?}");
    let (one, level) = (&found[0], found[0].severity.term());
    let rest = [
        &one.message.en,
        &one.expected.zh,
        &one.found.zh,
        &one.mend.zh,
    ];
    format!(
        "{level} {}\n{}",
        one.message.zh,
        rest.map(String::as_str).join("\n")
    )
}

#[test]
fn jx402_satisfaction_without_a_survey() {
    let silent = of_project(|project| project.goal.actual.value = "培训如期结业。".into());
    insta::assert_snapshot!(told_by(&silent, "JX402"), @r#"
    提示 “满意度指标”的结果没有写明由何种调查得来
    nothing says by which survey "满意度指标" was found
    写明调查方式和样本量 ← 没有写明 | the kind of survey and how many answered ← neither
    → 请写明问卷、回访等调查方式和份数
    "#);
}

#[test]
fn jx402_wherever_a_survey_is_named() {
    let silent = |project: &mut ProjectForm| project.goal.actual.value.clear();
    let cases: [(&str, ProjectChange, bool); 9] = [
        ("nowhere", |_| (), true),
        (
            "expected goal",
            |one| one.goal.expected.value = "训后问卷了解效果".into(),
            false,
        ),
        ("note", |one| one.note = "电话回访 30 人".into(), false),
        (
            "cause",
            |one| one.deviations[0].cause.value = "测评未结束".into(),
            false,
        ),
        (
            "remedy",
            |one| one.deviations[0].remedy.value = "补做访谈".into(),
            false,
        ),
        (
            "name of the indicator",
            |one| one.indicators[2].name.value = "学员评议满意度".parse().unwrap(),
            false,
        ),
        (
            "actual of the indicator",
            |one| one.indicators[2].actual.value = "96%（样本120份）".parse().unwrap(),
            false,
        ),
        (
            "another indicator",
            |one| one.indicators[0].name.value = "调查报告".parse().unwrap(),
            true,
        ),
        (
            "satisfaction that does not apply",
            |one| one.indicators[2].not_applicable = true,
            false,
        ),
    ];
    for (which, change, expected) in cases {
        let found = is_found("JX402", |project| {
            silent(project);
            change(project);
        });
        assert_eq!(found, expected, "{which}");
    }
}

#[test]
fn jx402_a_survey_that_was_not_held_is_none() {
    let cases = [
        ("未开展问卷调查", true),
        ("本年度没有调查", true),
        ("未调查", true),
        ("尚未组织群众满意度测评", true),
        ("未收到投诉，回收问卷120份", false),
        ("开展无记名问卷调查", false),
        ("问卷回收率未达到预期", false),
        ("未开展调查，改为电话回访", false),
    ];
    for (note, expected) in cases {
        let found = is_found("JX402", |project| {
            project.goal.actual.value.clear();
            project.note = note.into();
        });
        assert_eq!(found, expected, "{note}");
    }
}

#[test]
fn jx402_complaints_are_counted_and_asked_of_nobody() {
    let cases = [
        ("群众投诉", "≤3次", false),
        ("有效投诉率", "≤1%", false),
        ("服务对象满意度", "≤3次", false),
        ("服务对象满意度", "≤3%", true),
        ("服务对象满意度", "≥90%", true),
    ];
    for (name, target, expected) in cases {
        let found = is_found("JX402", |project| {
            project.goal.actual.value.clear();
            project.indicators[2] =
                Indicator::new("满意度指标", "满意度指标", name, target, "2", "10").unwrap();
        });
        assert_eq!(found, expected, "{name} {target}");
    }
}

#[test]
fn jx402_once_a_form_and_for_the_department_too() {
    let mut submission = of_project(|project| {
        project.goal.actual.value.clear();
        let again = project.indicators[2].clone();
        project.indicators.push(again);
    });
    department(&mut submission).indicators = vec![level("服务对象满意度", "90")];
    let found = of_check(&submission, "JX402");
    let projects: Vec<_> = found
        .iter()
        .map(|one| one.project.as_ref().and_then(Concerned::number))
        .collect();
    assert_eq!(projects, [Some(1), None]);
}

fn output(level2: &str, target: &str) -> Indicator {
    Indicator::new("产出指标", level2, "产出", target, "完成", "50").unwrap()
}

#[test]
fn jx403_an_output_that_is_only_described() {
    let described = of_project(|project| project.indicators[0] = output("数量指标", "稳步推进"));
    insta::assert_snapshot!(told_by(&described, "JX403"), @"
    警告 没有一个产出指标的指标值是数值
    no target of an output indicator is a number
    至少一个定量的产出指标 ← 适用的产出指标 1 个，均无数值 | at least one quantitative output ← 1 of output, none with a number
    → 请为主要产出设定可以计量的指标值，如“≥10次”
    ");
    let none = of_project(|project| {
        project.indicators.remove(0);
    });
    insta::assert_snapshot!(told_by(&none, "JX403"), @"
    警告 没有产出指标，做了多少无从计量
    there is no output indicator, so that nothing is counted
    至少一个定量的产出指标 ← 没有产出指标 | at least one quantitative output ← no output indicator
    → 请为主要产出设定可以计量的指标值，如“≥10次”
    ");
}

#[test]
fn jx403_outputs_that_do_not_apply() {
    let none = of_project(|project| project.indicators[0].not_applicable = true);
    insta::assert_snapshot!(told_by(&none, "JX403"), @"
    警告 产出指标均不适用，做了多少无从计量
    no output indicator applies, so that nothing is counted
    至少一个定量的产出指标 ← 产出指标 1 个，均不适用 | at least one quantitative output ← 1 of output, none applies
    → 请核对这些指标是否确不适用；确不适用的，另设可以计量的产出指标
    ");
    let some = of_project(|project| {
        let mut other = output("质量指标", "≥10次");
        other.not_applicable = true;
        project.indicators[0] = output("数量指标", "稳步推进");
        project.indicators.push(other);
    });
    let found = of_check(&some, "JX403");
    assert_eq!(found[0].found.zh, "适用的产出指标 1 个，均无数值");
}

#[test]
fn jx403_what_counts_as_a_quantity() {
    let cases = [
        ("数量指标", "≥10次", false),
        ("数量指标", "3次", false),
        ("质量指标", "10-20次", false),
        ("成本指标", "≤90万元", false),
        ("数量指标", "稳步推进", true),
        ("时效指标", "2023年12月31日前", true),
        ("质量指标", "达成预期指标", true),
    ];
    for (level2, target, expected) in cases {
        let found = is_found("JX403", |project| {
            project.indicators[0] = output(level2, target);
        });
        assert_eq!(found, expected, "{level2} {target}");
    }
    let not_applicable = is_found("JX403", |project| {
        project.indicators[0].not_applicable = true;
    });
    assert!(not_applicable);
    let levels_of_its_own = is_found("JX403", |project| {
        project.indicators =
            vec![Indicator::new("甲类", "乙类", "产出", "稳步推进", "完成", "90").unwrap()];
    });
    assert!(!levels_of_its_own);
    assert!(!is_found("JX403", |project| project.indicators.clear()));
}

/// What was spent of 40 by a project that gives no cause.
fn spent(executed: &str) -> impl Fn(&mut ProjectForm) {
    let funds = funds("40", "40", executed);
    move |project| {
        project.funds.fiscal = Some(funds.clone());
        project.deviations.clear();
    }
}

#[test]
fn jx404_full_marks_with_money_unspent() {
    insta::assert_snapshot!(told_when_lenient(&of_project(spent("35.99")), "JX404"), @"
    警告 各项指标均得满分，预算执行率却只有 89.98%，没有说明
    every indicator earns its full points, yet the execution rate is only 89.98%, without a word
    执行率不低于 90%，或有说明
    满分，执行率 89.98%
    请说明资金没有用完而任务已完成的原因；指标值偏低或预算偏高的，下年调整
    ");
    let is_found = |change: &dyn Fn(&mut ProjectForm)| {
        let submission = of_project(|project| {
            spent("35.99")(project);
            change(project);
        });
        !of_check_when_lenient(&submission, "JX404").is_empty()
    };
    assert!(!is_found(&spent("36")), "90 %");
    for (cause, expected) in [("招标结余", false), (" ", true)] {
        let found = is_found(&|project| project.deviations = vec![explanation(None, cause)]);
        assert_eq!(found, expected, "{cause:?}");
    }
    assert!(!is_found(&|project| {
        project.indicators[0] = indicator("≥10次", "9次", "50");
    }));
    assert!(!is_found(&|project| project.indicators.clear()));
}

#[test]
fn jx404_says_nothing_again_of_a_rate_that_owes_a_cause() {
    let unspent = of_project(spent("35.99"));
    assert_eq!(of_check(&unspent, "JX301").len(), 1);
    assert!(of_check(&unspent, "JX404").is_empty());
    assert!(of_check_when_lenient(&unspent, "JX301").is_empty());
}

#[test]
fn jx404_and_jx407_leave_what_is_negative_to_jx104() {
    let negative = of_project(spent("-1"));
    assert_eq!(of_check(&negative, "JX104").len(), 1);
    assert!(of_check_when_lenient(&negative, "JX404").is_empty());
    assert!(of_check(&negative, "JX407").is_empty());
    assert!(!of_check(&of_project(spent("0")), "JX407").is_empty());
}

#[test]
fn jx404_full_marks_that_are_only_claimed() {
    let missed = |project: &mut ProjectForm| {
        spent("35.99")(project);
        claim_all(project);
        project.indicators[0].actual.value = "9次".parse().unwrap();
    };
    insta::assert_snapshot!(told_when_lenient(&of_project(missed), "JX404"), @"
    警告 各项指标均填报满分，预算执行率却只有 89.98%，没有说明
    every indicator is claimed at its full points, yet the execution rate is only 89.98%, without a word
    执行率不低于 90%，或有说明
    满分，执行率 89.98%
    请说明资金没有用完而任务已完成的原因；指标值偏低或预算偏高的，下年调整
    ");
    let less = of_project(|project| {
        missed(project);
        project.indicators[0].claimed = points("45");
    });
    assert!(of_check_when_lenient(&less, "JX404").is_empty());
}

fn added(initial: &str, budget: &str) -> Funds {
    funds(initial, budget, budget)
}

#[test]
fn jx405_money_that_was_not_there_at_first() {
    let silent = |project: &mut ProjectForm| project.funds.fiscal = Some(added("0", "40"));
    insta::assert_snapshot!(told_by(&of_project(silent), "JX405"), @"
    提示 年初预算数为 0，全年预算数为 40.00 万元，没有说明是追加
    the initial budget is 0, the annual one 40.00 万元; nothing says that it was added
    写明追加的依据 ← 没有说明 | what it was added by ← not a word
    → 请在备注中写明追加或下达的文号；年初预算漏填的请补上
    ");
    let cases: [(&str, ProjectChange, bool); 7] = [
        (
            "a cent at first",
            |one| one.funds.fiscal = Some(added("0.01", "40")),
            false,
        ),
        (
            "nothing at all",
            |one| one.funds.fiscal = Some(added("0", "0")),
            false,
        ),
        ("note", |one| one.note = "年中追加".into(), false),
        (
            "goal",
            |one| one.goal.expected.value = "落实上级下达任务".into(),
            false,
        ),
        (
            "name",
            |one| one.name.value = "培训专项经费".parse().unwrap(),
            false,
        ),
        (
            "carried over",
            |one| one.funds.carried = one.funds.fiscal.take(),
            false,
        ),
        (
            "carried over beside money of the year",
            |one| one.funds.carried = Some(added("0", "5")),
            true,
        ),
    ];
    for (which, change, expected) in cases {
        let found = is_found("JX405", |project| {
            silent(project);
            change(project);
        });
        assert_eq!(found, expected, "{which}");
    }
}

#[test]
fn jx405_only_words_about_money_tell_where_it_came_from() {
    let cases = [
        ("按季节调整水温", true),
        ("编制专项方案", true),
        ("新增床位 20 张", true),
        ("按期完成应急演练", true),
        ("年中追加", false),
        ("根据预算调整文件安排", false),
        ("调整预算 40 万元", false),
        ("上级下达", false),
        ("省级财政安排", false),
        ("专项债券资金", false),
    ];
    for (note, expected) in cases {
        let found = is_found("JX405", |project| {
            project.funds.fiscal = Some(added("0", "40"));
            project.note = note.into();
        });
        assert_eq!(found, expected, "{note}");
    }
}

fn dated(target: &str, actual: &str, claimed: Option<&str>) -> Submission {
    of_project(|project| {
        let mut one =
            Indicator::new("产出指标", "时效指标", "结业时间", target, actual, "10").unwrap();
        one.claimed = claimed.and_then(points);
        project.indicators[0].weight.value = "40".parse().unwrap();
        project.indicators.push(one);
    })
}

#[test]
fn jx406_done_after_the_year_and_claimed_in_time() {
    let late = dated("2023年12月31日前", "2024年1月5日", Some("10"));
    insta::assert_snapshot!(told_by(&late, "JX406"), @r#"
    警告 指标“结业时间”的完成值“2024年1月5日”已过 2023 年年末，却填报 10 分
    "结业时间" was done on "2024年1月5日", after the end of 2023, yet claims 10 points
    不晚于 2023 年 12 月 31 日 ← 完成于 2024-01-05 | no later than 2023-12-31 ← done on 2024-01-05
    → 请核对完成日期；确实跨年完成的，更正得分并写明原因
    "#);
    assert!(of_check(&late, "JX102").is_empty(), "it is said once");
    let beyond = dated("2024年3月31日前", "2023年12月1日", None);
    insta::assert_snapshot!(told_by(&beyond, "JX406"), @r#"
    警告 指标“结业时间”的指标值“2024年3月31日前”晚于 2023 年年末
    the target "2024年3月31日前" of "结业时间" lies after the end of 2023
    不晚于 2023 年 12 月 31 日 ← 期限 2024-03-31 | no later than 2023-12-31 ← due 2024-03-31
    → 请核对期限的年份；确属跨年的，按本年度应完成的部分设定指标值
    "#);
}

#[test]
fn jx406_days_on_either_side_of_the_year_end() {
    let cases = [
        ("2023年12月31日前", "2023年12月31日", Some("10"), false),
        ("2023年12月31日前", "2024年1月1日", Some("0.01"), true),
        ("2023年12月31日前", "2024年1月1日", Some("0"), false),
        // The rule itself gives nothing for what is late.
        ("2023年12月31日前", "2024年1月1日", None, false),
        ("2023年11月30日前", "2023年12月15日", Some("10"), false), // late within the year is JX102's
        ("12月31日前", "12月31日", Some("10"), false),
        ("2024年1月1日前", "2023年12月31日", None, true),
        ("2023年底前", "2023年12月30日", None, false),
        ("按时完成", "2024年2月完成", Some("8"), true),
        ("按时完成", "完成", Some("8"), false),
    ];
    for (target, actual, claimed, expected) in cases {
        let found = of_check(&dated(target, actual, claimed), "JX406");
        assert_eq!(
            !found.is_empty(),
            expected,
            "{target} {actual} {claimed:?}: {found:?}"
        );
    }
}

#[test]
fn jx406_points_that_an_evaluator_granted() {
    let mut granted = dated("按时完成", "2024年2月完成", None);
    let one = &mut granted.projects[0].indicators[3];
    one.method = Some(Method::Levels);
    one.percent = Some(Traced::reported("80%".parse().unwrap()));
    let found = of_check(&granted, "JX406");
    insta::assert_snapshot!(found.iter().map(|one| one.message.zh.as_str()).collect::<String>(), @"指标“结业时间”的完成值“2024年2月完成”已过 2023 年年末，却得 8 分");
}

#[test]
fn jx407_hardly_anything_spent_and_a_good_grade() {
    let explained = |executed: &str| {
        let spend = spent(executed);
        of_project(move |project| {
            spend(project);
            project.deviations = vec![explanation(None, "年末停止支付")];
        })
    };
    insta::assert_snapshot!(told_by(&explained("3.99"), "JX407"), @"
    警告 预算执行率 9.98%，低于 10%，等级却为“优”
    the execution rate of 9.98% is below 10%, yet the grade is excellent
    执行率低于 10% 的，一般不评“优”“良” ← 执行率 9.98%，优 | as a rule neither excellent nor good below 10% ← excellent at 9.98%
    → 请核对各指标的完成值：资金基本没有支出，产出从何而来；如由垫付或欠付完成，请写明
    ");
    assert!(of_check(&explained("4"), "JX407").is_empty(), "10 %");
    let poor = |project: &mut ProjectForm| {
        spent("3.99")(project);
        project.indicators[0] = indicator("≥10次", "3次", "50");
    };
    assert!(!is_found("JX407", poor));
    let claimed = of_project(|project| {
        poor(project);
        project.claims = Claims {
            grade: Some(Traced::reported(Grade::Good)),
            ..Claims::default()
        };
    });
    insta::assert_snapshot!(told_by(&claimed, "JX407"), @"
    警告 预算执行率 9.98%，低于 10%，填报的等级却为“良”
    the execution rate of 9.98% is below 10%, yet the claimed grade is good
    执行率低于 10% 的，一般不评“优”“良” ← 执行率 9.98%，良 | as a rule neither excellent nor good below 10% ← good at 9.98%
    → 请核对各指标的完成值：资金基本没有支出，产出从何而来；如由垫付或欠付完成，请写明
    ");
}
