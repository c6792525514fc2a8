//! Small submissions built by hand, and what follows from them.
#![allow(
    dead_code,
    reason = "each test file is a crate of its own and takes what it needs"
)]

use jixiao_export::Outcome;
use jixiao_export::document::{Block, Document, Mark};
use jixiao_model::{
    Amount, BudgetAndSpent, BudgetUnit, CarryOver, Claims, DepartmentForm, Deviation, Figure,
    FundSources, Funds, Indicator, Method, Notice, OverallGoal, ProjectForm, RateId, ReportNotes,
    Source, Staffing, StatedFigure, StatedValue, Submission, ThreePublic, Traced,
};
use jixiao_review::catalogue::Catalogue;
use jixiao_review::{Explanations, Findings, review};
use jixiao_scoring::policy::Policy;
use jixiao_scoring::{Evaluation, evaluate};

/// A submission with all that follows from it.
pub(crate) struct Shown {
    pub(crate) submission: Submission,
    pub(crate) policy: Policy,
    pub(crate) evaluation: Evaluation,
    pub(crate) explanations: Explanations,
    pub(crate) findings: Findings,
}

impl Shown {
    pub(crate) fn new(submission: Submission) -> Self {
        let policy = Policy::mof_2020().unwrap();
        let evaluation = evaluate(&submission, &policy).unwrap();
        let catalogue = Catalogue::builtin().unwrap();
        let explanations = Explanations::read(&submission, &catalogue);
        let findings = review(&submission, &evaluation, &policy, &catalogue);
        Self {
            submission,
            policy,
            evaluation,
            explanations,
            findings,
        }
    }

    pub(crate) fn outcome(&self) -> Outcome<'_> {
        Outcome {
            submission: &self.submission,
            policy: &self.policy,
            evaluation: &self.evaluation,
            explanations: &self.explanations,
            findings: &self.findings,
            points: jixiao_export::PointsShown::Computed,
        }
    }
}

pub(crate) fn amount(text: &str) -> Traced<Amount> {
    Traced::reported(text.parse().unwrap())
}

pub(crate) fn text(text: &str) -> Traced<String> {
    Traced::reported(text.into())
}

pub(crate) fn constructed<T>(value: &mut Traced<T>) {
    value.source = Source::Constructed;
}

pub(crate) fn funds(initial: &str, budget: &str, executed: &str) -> Funds {
    Funds::new(amount(initial), amount(budget), amount(executed)).unwrap()
}

pub(crate) fn fiscal(initial: &str, budget: &str, executed: &str) -> FundSources {
    FundSources {
        fiscal: Some(funds(initial, budget, executed)),
        ..FundSources::default()
    }
}

pub(crate) fn deviation(indicator: Option<&str>, cause: &str, remedy: &str) -> Deviation {
    Deviation {
        indicator: indicator.map(|name| name.parse().unwrap()),
        cause: text(cause),
        remedy: text(remedy),
        causes: vec!["F1".into()],
        remedies: vec!["M1".into(), "M5".into()],
    }
}

fn project(number: u32, name: &str, sources: FundSources) -> ProjectForm {
    ProjectForm::new(number, 2023.try_into().unwrap(), name, sources).unwrap()
}

/// Three sources, merged levels, deviations of three kinds, an indicator that does not apply, one that cannot be scored, and a note.
pub(crate) fn training() -> ProjectForm {
    let sources = FundSources {
        fiscal: Some(funds("20", "25.5", "24.1234")),
        carried: Some(funds("0", "3", "3")),
        other: Some(funds("1", "0", "0")),
    };
    let row = |level1, level2, name, target, actual, weight| {
        Indicator::new(level1, level2, name, target, actual, weight).unwrap()
    };
    let mut form = project(1, "文旅培训", sources);
    form.section = Some(Traced::reported("产业科".parse().unwrap()));
    form.goal = OverallGoal {
        expected: text("培训500人"),
        actual: text("培训620人"),
    };
    form.indicators = vec![
        row("产出指标", "数量指标", "参加人数", "≥500人", "620人", "20"),
        row("产出指标", "数量指标", "培训场次", "≥7场", "5场", "20"),
        row("产出指标", "质量指标", "合格率", "≥95%", "", "10"),
        Indicator {
            not_applicable: true,
            ..row("效益指标", "经济效益指标", "带动增收", "≥5万元", "", "15")
        },
        Indicator {
            percent: Some(Traced::reported("85%".parse().unwrap())),
            ..row(
                "效益指标",
                "社会效益指标",
                "社会影响",
                "有效提升",
                "达成预期指标",
                "15",
            )
        },
        Indicator {
            method: Some(Method::Deduction),
            claimed: Some(Traced::reported("9.5".parse().unwrap())),
            ..row(
                "满意度指标",
                "服务对象满意度指标",
                "满意度",
                "≥90%",
                "84%",
                "10",
            )
        },
    ];
    form.deviations = vec![
        deviation(Some("培训场次"), "场地紧张", "提前预订场地"),
        deviation(Some("培训场次"), "师资不足", ""),
        deviation(Some("预算执行率"), "尾款未到付款条件", "及时结算"),
        deviation(None, "启动较晚", "列入下年计划"),
    ];
    form.note = "与人社部门合办".into();
    form
}

/// No deviations, no money at all, and weights beyond a hundred.
pub(crate) fn library() -> ProjectForm {
    let mut form = project(2, "图书馆运行费", fiscal("0", "0", "0"));
    form.indicators =
        vec![Indicator::new("产出指标", "数量指标", "开放天数", "≥300天", "300天", "95").unwrap()];
    form
}

/// Nothing missed.
pub(crate) fn museum() -> ProjectForm {
    let mut form = project(3, "博物馆维护", fiscal("10", "10", "10"));
    form.indicators =
        vec![Indicator::new("产出指标", "数量指标", "展览次数", "≥4次", "4次", "90").unwrap()];
    form
}

pub(crate) fn department() -> DepartmentForm {
    let by_rule = |rule: RateId, target: &str, weight: &str| Indicator {
        rule: Some(rule),
        ..Indicator::new("部门管理", "资金投入", rule.term(), target, "", weight).unwrap()
    };
    DepartmentForm {
        year: 2023.try_into().unwrap(),
        total: funds("1000", "1100", "1050.5"),
        basic: Some(funds("600", "600", "600")),
        project: Some(funds("400", "500", "450.5")),
        three_public: Some(ThreePublic {
            abroad: None,
            vehicles: Some(BudgetAndSpent {
                budget: amount("6"),
                spent: amount("5.9"),
            }),
            reception: Some(BudgetAndSpent {
                budget: amount("4"),
                spent: amount("4"),
            }),
        }),
        carry_over: Some(CarryOver {
            current: amount("2.5"),
            previous: amount("250"),
        }),
        rates: Vec::new(),
        staffing: Some(Staffing {
            quota: Traced::reported(50),
            staff: Traced::reported(50),
        }),
        goal: OverallGoal {
            expected: text("推动文旅融合"),
            actual: text("举办活动12场"),
        },
        indicators: vec![
            by_rule(RateId::BasicExecution, "≥95%", "10"),
            by_rule(RateId::ThreePublicControl, "≤90%", "10"),
            by_rule(RateId::StaffingControl, "≤100%", "10"),
            Indicator::new(
                "履职效果",
                "部门履职目标",
                "活动场次",
                "≥10场",
                "12场",
                "60",
            )
            .unwrap(),
        ],
        deviations: vec![
            deviation(Some("“三公经费”控制率"), "年初指标值偏低", "合理设置指标值"),
            deviation(None, "部分项目启动较晚", "加快实施"),
        ],
        claims: Claims::default(),
    }
}

/// A unit with a notice, notes for the report, a department's form and three projects; nothing in it is constructed.
pub(crate) fn everything() -> Submission {
    let name = |name: &str| Some(name.parse().unwrap());
    Submission {
        unit: BudgetUnit {
            name: "某区文旅局".parse().unwrap(),
            alias: name("某区体育局"),
            short_name: name("文旅局"),
            supervisor: None,
            budgeted_projects: None,
        },
        year: 2023.try_into().unwrap(),
        policy: None,
        notice: Some(Notice {
            title: "关于开展绩效自评工作的通知".parse().unwrap(),
            number: name("财绩〔2024〕5号"),
            issuer: name("某区财政局"),
        }),
        report: ReportNotes {
            lead: name("办公室"),
            evaluators: name("各科室"),
            principle: name("谁支出、谁自评"),
            scope: name("本级"),
            featured: vec!["文旅培训".into()],
            next_steps: vec![text("加强监控"), text("完善目标。")],
        },
        department: Some(department()),
        projects: vec![training(), library(), museum()],
        stated: Vec::new(),
        register: Vec::new(),
        ignored: Vec::new(),
        remarks: Vec::new(),
    }
}

pub(crate) fn changed(change: impl FnOnce(&mut Submission)) -> Submission {
    let mut submission = everything();
    change(&mut submission);
    submission
}

pub(crate) fn form(submission: &mut Submission) -> &mut DepartmentForm {
    submission.department.as_mut().unwrap()
}

/// A figure that a published report states.
pub(crate) fn published(
    submission: &mut Submission,
    figure: Figure,
    project: Option<u32>,
    text: &str,
) {
    submission.stated.push(StatedFigure {
        figure,
        project,
        value: Traced {
            value: StatedValue::read(figure, text).unwrap(),
            source: Source::Published,
            place: None,
        },
        text: text.into(),
        stated_in: "自评报告".into(),
    });
}

/// Everything that is filled in is constructed.
pub(crate) fn all_constructed() -> Submission {
    fn money(funds: &mut Funds) {
        [&mut funds.initial, &mut funds.budget, &mut funds.executed]
            .into_iter()
            .for_each(constructed);
    }
    fn rows(indicators: &mut [Indicator]) {
        for row in indicators {
            constructed(&mut row.name);
            constructed(&mut row.target);
            constructed(&mut row.actual);
            constructed(&mut row.weight);
        }
    }
    changed(|own| {
        for project in &mut own.projects {
            let funds = &mut project.funds;
            [&mut funds.fiscal, &mut funds.carried, &mut funds.other]
                .into_iter()
                .flatten()
                .for_each(money);
            rows(&mut project.indicators);
        }
        let department = form(own);
        money(&mut department.total);
        department.basic.iter_mut().for_each(money);
        department.project.iter_mut().for_each(money);
        rows(&mut department.indicators);
    })
}

/// The submissions that differ in what a builder has to leave out or to say in another way.
pub(crate) fn all() -> Vec<(&'static str, Submission)> {
    vec![
        ("everything", everything()),
        ("no notice", changed(|own| own.notice = None)),
        ("no department", changed(|own| own.department = None)),
        ("no projects", changed(|own| own.projects.clear())),
        (
            "neither",
            changed(|own| {
                own.department = None;
                own.projects.clear();
                own.report = ReportNotes::default();
            }),
        ),
        (
            "fewer evaluated than budgeted",
            changed(|own| own.unit.budgeted_projects = Some(Traced::reported(4))),
        ),
        (
            "none budgeted",
            changed(|own| own.unit.budgeted_projects = Some(Traced::reported(0))),
        ),
        (
            "no parts of the department's spending",
            changed(|own| {
                form(own).basic = None;
                form(own).project = None;
                form(own).three_public = None;
                form(own).carry_over = None;
                form(own).staffing = None;
            }),
        ),
        (
            "rates without a value",
            changed(|own| {
                form(own).total = funds("0", "0", "1");
                form(own).carry_over.as_mut().unwrap().previous = amount("0");
                form(own).staffing.as_mut().unwrap().quota.value = 0;
                own.projects[2].funds = fiscal("0", "0", "3");
            }),
        ),
        ("all constructed", all_constructed()),
        (
            "stated figures",
            changed(|own| {
                published(own, Figure::ProjectsBudget, None, "38.5万元");
                published(own, Figure::ProjectRate, Some(1), "90%");
                published(own, Figure::DepartmentGrade, None, "优");
                published(own, Figure::ProjectRate, Some(2), "0%");
            }),
        ),
    ]
}

/// The texts of a document that are marked as constructed, in order.
pub(crate) fn marked(document: &Document) -> Vec<String> {
    pieces(document)
        .into_iter()
        .filter(|(_, mark)| *mark == Mark::Constructed)
        .map(|(text, _)| text)
        .collect()
}

/// Every text of the document with its mark.
pub(crate) fn pieces(document: &Document) -> Vec<(String, Mark)> {
    let blocks = document.sections.iter().flat_map(|section| &section.blocks);
    let mut pieces = Vec::new();
    for block in blocks {
        match block {
            Block::Title(lines) => {
                pieces.extend(lines.iter().map(|line| (line.clone(), Mark::Plain)));
            }
            Block::Heading { text, .. } => pieces.push((text.clone(), Mark::Plain)),
            Block::Line { left, right } => {
                pieces.push((left.clone(), Mark::Plain));
                pieces.push((right.clone(), Mark::Plain));
            }
            Block::Paragraph(spans) | Block::Note(spans) => {
                pieces.extend(spans.iter().map(|span| (span.text.clone(), span.mark)));
            }
            Block::Table(table) | Block::List(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                pieces.extend(cells.map(|cell| (cell.value.shown().to_string(), cell.mark)));
            }
            Block::PageBreak => {}
        }
    }
    pieces
}

/// Does each section say below what its marks mean?
pub(crate) fn notes(document: &Document) -> Vec<bool> {
    let noted = |blocks: &[Block]| {
        blocks.iter().any(|block| {
            matches!(block, Block::Note(spans) if spans.iter().any(|span| span.text.starts_with("注：标记的")))
        })
    };
    let sections = document.sections.iter();
    sections.map(|section| noted(&section.blocks)).collect()
}

/// Which sections have marks.
pub(crate) fn has_marks(document: &Document) -> Vec<bool> {
    let one = |section: &jixiao_export::document::Section| {
        let alone = Document {
            title: String::new(),
            sections: vec![section.clone()],
        };
        !marked(&alone).is_empty()
    };
    document.sections.iter().map(one).collect()
}
