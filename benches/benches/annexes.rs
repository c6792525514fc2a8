//! All files of a unit with a thousand projects, ten indicators each, with texts as long as real ones: workbooks, Markdown, report and data.
//!
//! `cargo bench -p jixiao-benches --bench annexes`
#![allow(missing_docs)]

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use jixiao_export::{Format, Outcome, PointsShown, files};
use jixiao_model::{
    BudgetUnit, Deviation, FundSources, Funds, Indicator, OverallGoal, ProjectForm, ReportNotes,
    Submission, Traced,
};
use jixiao_review::review;
use jixiao_scoring::evaluate;
use jixiao_scoring::policy::Policy;

const PROJECTS: u32 = 1_000;

/// Levels, name, target and actual of a form's ten rows.
const ROWS: [[&str; 5]; 10] = [
    ["产出指标", "数量指标", "参展企业数量", "≥600家", "552家"],
    [
        "产出指标",
        "数量指标",
        "专业观众人次",
        "≥15000人次",
        "23000人次",
    ],
    ["产出指标", "数量指标", "配套论坛活动场次", "3场", "3场"],
    [
        "产出指标",
        "质量指标",
        "展位搭建验收合格率",
        "=100%",
        "100%",
    ],
    [
        "产出指标",
        "时效指标",
        "展会举办时间",
        "2023年9月30日前",
        "2023年8月20日",
    ],
    [
        "产出指标",
        "成本指标",
        "补贴资金总额",
        "≤798.65万元",
        "798.65万元",
    ],
    [
        "效益指标",
        "经济效益指标",
        "现场意向签约金额",
        "≥30亿元",
        "32.6亿元",
    ],
    [
        "效益指标",
        "社会效益指标",
        "新区产业知名度",
        "有效提升",
        "达成预期指标",
    ],
    [
        "效益指标",
        "可持续影响指标",
        "参展企业后续合作意愿",
        "效果明显",
        "达成预期指标",
    ],
    [
        "满意度指标",
        "服务对象满意度指标",
        "参展企业满意度",
        "≥90%",
        "81%",
    ],
];

const CAUSE: &str = "行业扩张快，想来参展的企业多，年初测算考虑不周，没有估准各方面的因素；展位、运输开支又不低，把一些企业挡在门外，到场家数因此少于预期。";
const REMEDY: &str = "深入了解行业的走势和市场需求，先摸清企业意愿再定家数，更准确地预测参展企业的数量；视情况给参展企业优惠或补助，降低参展成本。";

fn text(text: String) -> Traced<String> {
    Traced::reported(text)
}

fn project(number: u32) -> ProjectForm {
    let amount = |cents: u32| {
        let text = format!("{}.{:02}", cents / 100, cents % 100);
        Traced::reported(text.parse().unwrap())
    };
    let budget = 100_000 + number * 7_919 % 90_000;
    let executed = budget - number * 31 % 20_000;
    let fiscal = Funds::new(amount(90_000), amount(budget), amount(executed)).unwrap();
    let funds = FundSources {
        fiscal: Some(fiscal),
        ..FundSources::default()
    };
    let name = format!("第{number}项展会补贴资金项目");
    let mut form = ProjectForm::new(number, 2023.try_into().unwrap(), &name, funds).unwrap();
    form.goal = OverallGoal {
        expected: text(format!(
            "办好第{number}届博览会，集中展示种植、加工和流通成果，带动企业到新区投资。"
        )),
        actual: text(
            "博览会如期举办，到场观众多于预计，参展企业家数略低于目标，补贴资金全部兑付。".into(),
        ),
    };
    let row = |[level1, level2, name, target, actual]: [&str; 5]| {
        Indicator::new(level1, level2, name, target, actual, "9").unwrap()
    };
    form.indicators = ROWS.map(row).into();
    let missed = [ROWS[0], ROWS[9]];
    form.deviations = missed
        .map(|[_, _, name, _, _]| Deviation {
            indicator: Some(name.parse().unwrap()),
            cause: text(format!("第{number}届：{CAUSE}")),
            remedy: text(format!("第{number}届：{REMEDY}")),
            ..Deviation::default()
        })
        .into();
    form
}

fn submission() -> Submission {
    Submission {
        unit: BudgetUnit {
            name: "某新区商务和文化旅游局".parse().unwrap(),
            alias: None,
            short_name: None,
            supervisor: None,
            budgeted_projects: None,
        },
        year: 2023.try_into().unwrap(),
        policy: None,
        notice: None,
        report: ReportNotes::default(),
        department: None,
        projects: (1..=PROJECTS).map(project).collect(),
        stated: Vec::new(),
        remarks: Vec::new(),
    }
}

fn annexes(criterion: &mut Criterion) {
    let submission = submission();
    let policy = Policy::mof_2020().unwrap();
    let evaluation = evaluate(&submission, &policy).unwrap();
    let findings = review(&submission, &evaluation, &policy);
    let outcome = Outcome {
        submission: &submission,
        policy: &policy,
        evaluation: &evaluation,
        findings: &findings,
        points: PointsShown::Computed,
    };
    let mut group = criterion.benchmark_group("1 000 projects");
    group.sample_size(10);
    group.measurement_time(Duration::from_secs(20));
    for format in Format::ALL {
        group.bench_function(format.ending(), |b| {
            b.iter(|| files(black_box(&outcome), &[format], |_| {}).unwrap());
        });
    }
    group.bench_function("all", |b| {
        b.iter(|| files(black_box(&outcome), &Format::ALL, |_| {}).unwrap());
    });
    group.finish();
}

criterion_group!(benches, annexes);
criterion_main!(benches);
