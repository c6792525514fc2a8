//! A unit as large as one likes: projects with ten indicators each, texts as long as real ones, and a department's form.

use jixiao_model::{
    BudgetAndSpent, BudgetUnit, CarryOver, Claims, DepartmentForm, Deviation, FundSources, Funds,
    Indicator, OverallGoal, ProjectForm, ReportNotes, Staffing, Submission, ThreePublic, Traced,
};

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
    form.indicators = ROWS.map(row).into();
    let when = format!("第{number}届");
    form.deviations = vec![missed(&when, ROWS[0]), missed(&when, ROWS[9])];
    form
}

/// The department's own form (附表3): funds by kind, the carry-over, the staff, and ten indicators of 90 points.
fn department() -> DepartmentForm {
    let amount = |text: &str| Traced::reported(text.parse().unwrap());
    let funds = |initial, budget, executed| {
        Funds::new(amount(initial), amount(budget), amount(executed)).unwrap()
    };
    let spent = |budget, spent| BudgetAndSpent {
        budget: amount(budget),
        spent: amount(spent),
    };
    DepartmentForm {
        year: 2023.try_into().unwrap(),
        total: funds("1650000.00", "1700000.00", "1680420.15"),
        basic: Some(funds("200000.00", "200000.00", "199870.55")),
        project: Some(funds("1450000.00", "1500000.00", "1480549.60")),
        three_public: Some(ThreePublic {
            abroad: None,
            vehicles: Some(spent("36.00", "31.52")),
            reception: Some(spent("12.00", "8.64")),
        }),
        carry_over: Some(CarryOver {
            current: amount("120.50"),
            previous: amount("250.00"),
        }),
        staffing: Some(Staffing {
            quota: Traced::reported(120),
            staff: Traced::reported(117),
        }),
        rates: Vec::new(),
        goal: OverallGoal {
            expected: text(
                "办好各项展会，扩大消费，保护和利用好文化遗产，提高公共文化服务的水平。".into(),
            ),
            actual: text("各项展会如期举办，文化遗产巡查全覆盖，公共文化场馆全年免费开放。".into()),
        },
        indicators: ROWS.map(row).into(),
        deviations: vec![missed("全年", ROWS[0]), missed("全年", ROWS[9])],
        claims: Claims::default(),
    }
}

fn row([level1, level2, name, target, actual]: [&str; 5]) -> Indicator {
    Indicator::new(level1, level2, name, target, actual, "9").unwrap()
}

/// Why the indicator of a row missed its target; `when` makes every text another.
fn missed(when: &str, [_, _, name, _, _]: [&str; 5]) -> Deviation {
    Deviation {
        indicator: Some(name.parse().unwrap()),
        cause: text(format!("{when}：{CAUSE}")),
        remedy: text(format!("{when}：{REMEDY}")),
        ..Deviation::default()
    }
}

/// A unit with so many projects.
///
/// # Panics
/// Never: all that it writes is well-formed.
pub fn submission(projects: u32) -> Submission {
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
        department: Some(department()),
        projects: (1..=projects).map(project).collect(),
        stated: Vec::new(),
        register: Vec::new(),
        ignored: Vec::new(),
        remarks: Vec::new(),
    }
}
