//! The narrative report, sentence by sentence.

mod submissions;

use jixiao_export::document::{Block, Document};
use jixiao_export::{render, report};
use jixiao_model::{Figure, ReportNotes, Submission, Traced};
use submissions::*;

fn built(submission: Submission) -> Document {
    report(&Shown::new(submission).outcome())
}

/// The report's paragraphs, a line each.
fn lines(submission: Submission) -> Vec<String> {
    let document = built(submission);
    let blocks = document.sections.iter().flat_map(|section| &section.blocks);
    let lines = blocks.filter_map(|block| match block {
        Block::Paragraph(spans) => Some(spans.iter().map(|span| &*span.text).collect()),
        Block::Heading { text, .. } => Some(text.clone()),
        _ => None,
    });
    lines.collect()
}

/// The one paragraph that holds `words`.
fn line(submission: Submission, words: &str) -> String {
    let mut found = lines(submission)
        .into_iter()
        .filter(|line| line.contains(words));
    let line = found
        .next()
        .unwrap_or_else(|| panic!("nothing says {words}"));
    assert_eq!(found.next(), None, "{words} is said twice");
    line
}

fn says(submission: Submission, words: &str) -> bool {
    lines(submission).iter().any(|line| line.contains(words))
}

#[test]
fn the_whole_report() {
    insta::assert_snapshot!("report", render::markdown(&built(everything())).unwrap());
}

#[test]
fn a_unit_that_hands_in_nothing_but_its_name() {
    let submission = changed(|own| {
        own.department = None;
        own.projects.clear();
        own.notice = None;
        own.report = ReportNotes::default();
        own.unit.alias = None;
    });
    insta::assert_snapshot!(
        "report_of_nothing",
        render::markdown(&built(submission)).unwrap()
    );
}

#[test]
fn the_opening_cites_the_notice() {
    let opening = |change: fn(&mut Submission)| lines(changed(change)).remove(0);
    assert_eq!(
        opening(|_| {}),
        "根据《关于开展绩效自评工作的通知》（财绩〔2024〕5号）要求，我单位组织开展了2023年度本级预算绩效自评，现将情况报告如下。"
    );
    assert_eq!(
        opening(|own| own.notice.as_mut().unwrap().number = None),
        "根据《关于开展绩效自评工作的通知》要求，我单位组织开展了2023年度本级预算绩效自评，现将情况报告如下。"
    );
    assert_eq!(
        opening(|own| {
            own.notice = None;
            own.report.scope = None;
        }),
        "我单位开展了2023年度预算绩效自评，现将情况报告如下。"
    );
}

#[test]
fn who_evaluated_is_told_from_what_the_unit_says() {
    let who = |change: fn(&mut ReportNotes)| {
        let submission = changed(|own| change(&mut own.report));
        let line = line(submission, "逐项评价");
        line.split_once("对照").unwrap().0.to_string()
    };
    assert_eq!(
        who(|_| {}),
        "自评工作按照“谁支出、谁自评”的原则进行，由办公室牵头组织并汇总，各科室"
    );
    assert_eq!(
        who(|notes| notes.principle = None),
        "自评工作由办公室牵头组织并汇总，各科室"
    );
    assert_eq!(
        who(|notes| notes.lead = None),
        "自评工作按照“谁支出、谁自评”的原则进行，由各科室"
    );
    assert_eq!(
        who(|notes| *notes = ReportNotes::default()),
        "自评工作由各项目实施单位"
    );
}

#[test]
fn a_unit_without_a_department_form_says_so() {
    let without = || changed(|own| own.department = None);
    assert!(says(without(), "本次没有部门（单位）整体支出绩效自评表。"));
    assert!(!says(without(), "单位整体支出作出评价"));
    assert!(!says(without(), "3.部门（单位）整体支出绩效自评表"));
    assert!(!says(without(), "不一致"));
    assert!(!says(everything(), "本次没有"));
    assert!(says(everything(), "本次对3个项目和单位整体支出作出评价。"));
}

#[test]
fn a_unit_without_projects_lists_no_forms_of_them() {
    let without = || changed(|own| own.projects.clear());
    assert!(says(everything(), "附表：1.项目支出绩效自评表"));
    assert!(says(without(), "附表：1.部门（单位）整体支出绩效自评表"));
    assert!(!says(without(), "项目支出绩效自评结果汇总表"));
    assert!(says(without(), "本年度没有项目。"));
    assert!(says(without(), "本次没有项目支出绩效自评表。"));
    assert!(!says(without(), "自评等级为“优”的"));
    let owed = changed(|own| {
        own.projects.clear();
        own.unit.budgeted_projects = Some(Traced::reported(2));
    });
    assert!(says(owed, "预算项目2个，均未开展自评。"));
}

#[test]
fn the_coverage_is_told() {
    let coverage = |stated: Option<u32>| {
        let submission = changed(|own| own.unit.budgeted_projects = stated.map(Traced::reported));
        let line = line(submission, "自评覆盖率");
        line.split('。').next().unwrap().to_string()
    };
    assert_eq!(coverage(None), "预算项目3个，开展自评3个，自评覆盖率100%");
    assert_eq!(coverage(Some(4)), "预算项目4个，开展自评3个，自评覆盖率75%");
    assert_eq!(
        coverage(Some(0)),
        "预算项目0个，开展自评3个，自评覆盖率无法计算（预算项目数为零却有自评项目）"
    );
    assert_eq!(
        line(everything(), "自评覆盖率").split_once('。').unwrap().1,
        "文旅培训等3个项目均已完成自评。自评等级为“优”的1个，“良”的0个，“中”的1个，“差”的0个，无法评定等级的1个。"
    );
}

#[test]
fn two_rates_of_project_spending_are_both_told() {
    let told = line(everything(), "不一致");
    assert_eq!(
        told,
        "上述执行率与部门整体支出自评表中的项目支出预算执行率90.1%不一致：项目支出的全年预算数，各项目合计为38.50万元，部门表为500.00万元；项目支出的全年执行数，各项目合计为37.1234万元，部门表为450.50万元；两个口径的差别有待说明。"
    );
    let equal = changed(|own| form(own).project = Some(funds("1", "77", "74.2468")));
    assert!(!says(equal, "不一致"), "other amounts, but the same rate");
    let none = changed(|own| form(own).project = None);
    assert!(!says(none, "不一致"));
    let alike = changed(|own| form(own).project = Some(funds("1", "7700", "7424.7")));
    assert!(!says(alike, "不一致"), "shown alike, as the review sees it");
    let no_rate = changed(|own| form(own).project = Some(funds("1", "0", "0")));
    assert!(!says(no_rate, "不一致"));
}

#[test]
fn a_department_without_parts_tells_only_what_it_has() {
    let submission = changed(|own| {
        form(own).basic = None;
        form(own).project = None;
        form(own).three_public = None;
        form(own).carry_over = None;
        form(own).staffing = None;
    });
    assert_eq!(
        line(submission, "我单位全年预算数"),
        "2023年，我单位全年预算数1,100.00万元，全年执行数1,050.50万元，按部门整体支出自评表计算，预算执行率95.5%。"
    );
}

#[test]
fn a_rate_off_its_target_is_told_with_its_distance() {
    assert_eq!(
        line(everything(), "偏离9个百分点"),
        "“三公经费”控制率年度指标值为≤90%，实际为99%，偏离9个百分点。原因：年初指标值偏低。改进措施：合理设置指标值。"
    );
    assert!(says(everything(), "其余指标中，3项得满分。"));
    let met = || changed(|own| form(own).three_public = None);
    assert_eq!(
        line(met(), "无法计分"),
        "“三公经费”控制率无法计分，暂计0分：缺少计算该比率所需的金额。原因：年初指标值偏低。改进措施：合理设置指标值。"
    );
    let all_met = changed(|own| {
        form(own).indicators.remove(1);
    });
    assert!(says(all_met, "3项指标均得满分。"));
    assert!(says(
        everything(),
        "整体支出方面，原因：部分项目启动较晚。改进措施：加快实施。"
    ));
}

#[test]
fn a_department_beyond_a_hundred_has_no_grade() {
    let submission =
        changed(|own| form(own).indicators[3].weight = Traced::reported("70".parse().unwrap()));
    assert_eq!(
        line(submission, "部门（单位）整体支出自评得分"),
        "部门（单位）整体支出自评得分108.64分（其中预算执行率得9.55分），超出0至100的范围，无法评定等级。"
    );
    assert_eq!(
        line(everything(), "部门（单位）整体支出自评得分"),
        "部门（单位）整体支出自评得分98.64分（其中预算执行率得9.55分），自评等级为“优”。"
    );
}

#[test]
fn deviations_are_told_project_by_project_cause_and_remedy_under_one_number() {
    let all = lines(everything());
    let at = all.iter().position(|line| line == "1.文旅培训").unwrap();
    assert_eq!(
        all[at + 1..at + 4],
        [
            "预算执行率95.17%，自评得分79.56分，等级“中”。",
            "偏离绩效目标的原因：（1）“培训场次”：场地紧张。（2）“培训场次”：师资不足。（3）“预算执行率”：尾款未到付款条件。（4）启动较晚。",
            "下一步改进措施：（1）“培训场次”：提前预订场地。（3）“预算执行率”：及时结算。（4）列入下年计划。",
        ]
    );
    assert!(
        !all.iter().any(|line| line.contains("图书馆")),
        "no word on it was handed in"
    );
    let one = changed(|own| own.projects[0].deviations.truncate(1));
    assert!(says(one, "偏离绩效目标的原因：“培训场次”：场地紧张。"));
    let empty = changed(|own| own.projects[0].deviations = vec![deviation(None, "", " ")]);
    assert!(says(empty, "偏离绩效目标的原因：未填写。"));
}

#[test]
fn silence_is_not_taken_for_success() {
    let silent = lines(changed(|own| own.projects[0].deviations.clear()));
    let at = silent.iter().position(|line| line == "1.文旅培训").unwrap();
    assert_eq!(
        silent[at + 2..at + 4],
        ["偏离绩效目标的原因：未填写。", "下一步改进措施：未填写。"]
    );
    let full = changed(|own| {
        own.projects.remove(0);
    });
    assert!(says(full, "各项目没有需要说明原因的偏离。"));
    let unspent = |executed: &'static str| {
        changed(|own| {
            own.projects.drain(..2);
            own.projects[0].funds = fiscal("10", "10", executed);
        })
    };
    assert!(says(unspent("8.9"), "偏离绩效目标的原因：未填写。"));
    assert!(says(unspent("9"), "各项目没有需要说明原因的偏离。"));
}

#[test]
fn next_steps_are_numbered_where_there_are_several() {
    let steps = |steps: &[&str]| {
        let submission =
            changed(|own| own.report.next_steps = steps.iter().map(|step| text(step)).collect());
        let all = lines(submission);
        let at = all
            .iter()
            .position(|line| line == "三、下一步工作措施")
            .unwrap();
        all[at + 1..]
            .iter()
            .take_while(|line| !line.starts_with("附表"))
            .cloned()
            .collect::<Vec<_>>()
    };
    assert_eq!(
        steps(&["加强监控", "完善目标。"]),
        ["（1）加强监控。", "（2）完善目标。"]
    );
    assert_eq!(steps(&["加强监控"]), ["加强监控。"]);
    assert_eq!(steps(&[]), ["按照上述改进措施逐项落实。"]);
}

#[test]
fn a_published_figure_is_plain_where_the_data_confirm_it() {
    let marks = |figure, text: &str| {
        let mut submission = all_constructed();
        submission.projects[0].deviations.clear();
        published(&mut submission, figure, None, text);
        marked(&built(submission))
    };
    let none = {
        let mut submission = all_constructed();
        submission.projects[0].deviations.clear();
        marked(&built(submission))
    };
    let without = |texts: &[&str]| {
        let mut left = none.clone();
        for text in texts {
            let at = left
                .iter()
                .position(|own| own == text)
                .unwrap_or_else(|| panic!("{text} is not marked"));
            left.remove(at);
        }
        left
    };
    let cases: [(Figure, &str, &str, &[&str]); 10] = [
        (Figure::DepartmentTotal, "98.64分", "98.65分", &["98.64"]),
        (Figure::DepartmentGrade, "优", "良", &["优"]),
        (
            Figure::DepartmentExecutionRate,
            "95.5%",
            "95.51%",
            &["95.5%"],
        ),
        (Figure::BasicExecutionRate, "100%", "99%", &["100%"]),
        // Told twice: among the department's rates, and where it is held against the projects' own.
        (
            Figure::ProjectExecutionRate,
            "90.1%",
            "90.2%",
            &["90.1%", "90.1%"],
        ),
        (
            Figure::ProjectsBudget,
            "38.5万元",
            "39万元",
            &["38.50", "38.50"],
        ),
        (
            Figure::ProjectsExecuted,
            "37.1234万元",
            "37万元",
            &["37.1234", "37.1234"],
        ),
        (
            Figure::ProjectsExecutionRate,
            "96.42%",
            "95.42%",
            &["96.42%"],
        ),
        (Figure::GradeExcellent, "1", "2", &["1"]),
        (Figure::GradeGood, "0", "1", &["0"]),
    ];
    for (figure, right, wrong, plain) in cases {
        assert_eq!(marks(figure, right), without(plain), "{figure:?}");
        assert_eq!(marks(figure, wrong), none, "{figure:?}");
    }
}

#[test]
fn a_total_is_marked_by_whatever_it_follows_from() {
    let total = |change: fn(&mut Submission)| {
        marked(&built(changed(change))).contains(&"98.64".to_string())
    };
    assert!(!total(|_| {}));
    assert!(total(|own| constructed(
        &mut form(own).indicators[3].actual
    )));
    assert!(total(|own| constructed(&mut form(own).total.executed)));
    assert!(total(|own| constructed(
        &mut form(own)
            .three_public
            .as_mut()
            .unwrap()
            .vehicles
            .as_mut()
            .unwrap()
            .spent
    )));
    assert!(
        !total(|own| constructed(&mut form(own).carry_over.as_mut().unwrap().current)),
        "no indicator asks for it"
    );
}

#[test]
fn marks_and_the_note_below_come_together() {
    type Change = fn(&mut Submission);
    let changes: [(&str, Change, bool); 12] = [
        ("nothing", |_| {}, false),
        (
            "project's money",
            |own| constructed(&mut own.projects[2].funds.fiscal.as_mut().unwrap().executed),
            true,
        ),
        (
            "project's initial",
            |own| constructed(&mut own.projects[2].funds.fiscal.as_mut().unwrap().initial),
            false,
        ),
        (
            "project's target",
            |own| constructed(&mut own.projects[2].indicators[0].target),
            true,
        ),
        (
            "project's cause",
            |own| constructed(&mut own.projects[0].deviations[0].cause),
            true,
        ),
        (
            "department's money",
            |own| constructed(&mut form(own).total.budget),
            true,
        ),
        (
            "three public",
            |own| {
                constructed(
                    &mut form(own)
                        .three_public
                        .as_mut()
                        .unwrap()
                        .vehicles
                        .as_mut()
                        .unwrap()
                        .spent,
                );
            },
            true,
        ),
        (
            "carry-over",
            |own| constructed(&mut form(own).carry_over.as_mut().unwrap().current),
            true,
        ),
        (
            "staff",
            |own| constructed(&mut form(own).staffing.as_mut().unwrap().staff),
            true,
        ),
        ("goal", |own| constructed(&mut form(own).goal.actual), true),
        (
            "department's remedy",
            |own| constructed(&mut form(own).deviations[0].remedy),
            true,
        ),
        (
            "next step",
            |own| constructed(&mut own.report.next_steps[0]),
            true,
        ),
    ];
    for (what, change, noted) in changes {
        let document = built(changed(change));
        assert_eq!(has_marks(&document), [noted], "{what}");
        assert_eq!(notes(&document), [noted], "{what}");
    }
}

#[test]
fn the_report_of_every_submission_can_be_rendered() {
    for (what, submission) in all() {
        let document = built(submission);
        assert_eq!(notes(&document), has_marks(&document), "{what}");
        let text = render::markdown(&document).unwrap_or_else(|error| panic!("{what}: {error}"));
        render::docx(&document).unwrap_or_else(|error| panic!("{what}: {error}"));
        for flaw in ["。。", "，，", "，。", "：。", "“”", "None", "()"] {
            assert!(!text.contains(flaw), "{what}: {flaw}\n{text}");
        }
    }
}
