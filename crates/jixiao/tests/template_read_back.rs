//! Blank forms, filled in as people fill them, come back as what was written into them.
#![cfg(all(feature = "import", feature = "export"))]

mod filling;
mod office;

use filling::{Book, Entry};
use jixiao::export::{TemplateKind, TemplateOrder, template};
use jixiao::import::read_files;
use jixiao::model::{
    Amount, BudgetAndSpent, BudgetUnit, CarryOver, Claims, DepartmentForm, Deviation, FiscalYear,
    FundSources, Funds, Indicator, InputKind, Lang, Name, Notice, OverallGoal, Percent,
    ProjectForm, RateFigures, RateId, ReportNotes, Speak, Staffing, Submission, ThreePublic,
    Traced,
};
use jixiao::scoring::policy::{BUILTIN, Policy};
use jixiao::{Assessment, scoring};
use serde_json::Value;

const POLICIES: [&str; 3] = ["mof-2020", "mof-2021", "gansu-2023"];
const KINDS: [TemplateKind; 3] = [
    TemplateKind::Project,
    TemplateKind::Department,
    TemplateKind::Unit,
];
const PROJECT: &str = "项目支出绩效自评表";
const DEPARTMENT: &str = "部门整体支出";
const FIGURES: &str = "基础数据";
const UNIT: &str = "单位信息";
const UNIT_NAME: &str = "某市文化和旅游局";

/// The blank forms: a unit's workbook has four project forms.
fn blank(policy: &str, kind: TemplateKind) -> Vec<u8> {
    let policy = Policy::builtin(policy).unwrap();
    let mut order = TemplateOrder::new(&policy);
    order.kind = kind;
    order.projects = 4;
    order.policies = BUILTIN;
    template(&order).unwrap()
}

fn read(bytes: &[u8]) -> Submission {
    read_files(&[("自评表.xlsx", bytes)]).unwrap()
}

#[test]
fn a_blank_form_is_refused_as_blank() {
    for policy in POLICIES {
        for kind in KINDS {
            let error = read_files(&[("自评表.xlsx", blank(policy, kind))]).unwrap_err();
            let said = error.speak().zh;
            let expected = "自评表是空白的：没有填写项目，也没有填写部门整体支出；请填写后再读取";
            assert!(said.contains(expected), "{policy} {kind:?}: {said}");
        }
    }
}

// What is filled in: indicators with where they go, and the submission that follows.

/// An indicator and its row: the so-manieth of its second level, or, of an open row at the end, counted from the last.
struct Row {
    indicator: Indicator,
    place: RowPlace,
    /// A real date in the cell of the actual value.
    date: Option<u32>,
    cause: &'static str,
    remedy: &'static str,
}

enum RowPlace {
    Of(u32),
    /// A rate whose name and actual the form has itself.
    Preset(u32),
    Open(u32),
}

fn row(
    place: RowPlace,
    levels: (&str, &str),
    (name, target, actual): (&str, &str, &str),
    weight: &str,
) -> Row {
    let mut indicator = Indicator::new(levels.0, levels.1, name, target, actual, weight).unwrap();
    if target == "效果明显" {
        let percent = Percent::from_hundredths(9_000).unwrap();
        indicator.percent = Some(Traced::reported(percent));
    }
    Row {
        indicator,
        place,
        date: None,
        cause: "",
        remedy: "",
    }
}

impl Row {
    fn because(mut self, cause: &'static str, remedy: &'static str) -> Self {
        (self.cause, self.remedy) = (cause, remedy);
        self
    }

    fn deviation(&self) -> Option<Deviation> {
        let name = self.indicator.name.value.clone();
        (!self.cause.is_empty() || !self.remedy.is_empty())
            .then(|| deviation(name, self.cause, self.remedy))
    }
}

fn deviation(indicator: Name, cause: &str, remedy: &str) -> Deviation {
    Deviation {
        indicator: Some(indicator),
        cause: Traced::reported(cause.to_string()),
        remedy: Traced::reported(remedy.to_string()),
        ..Deviation::default()
    }
}

/// The indicators of a project, 100 points with the execution rate's 10.
fn project_rows(policy: &str) -> Vec<Row> {
    use RowPlace::{Of, Open};
    let output = |level2: &'static str| ("产出指标", level2);
    let (costs, cost_weight, benefit) = match policy {
        "mof-2021" => (("成本指标", "经济成本指标"), "20", "20"),
        _ => (output("成本指标"), "10", "30"),
    };
    let quality = "达标率";
    let reason = "@甲单位停工\n-3 周未复工";
    let mut rows = vec![
        row(
            Of(0),
            output("数量指标"),
            ("购书数量", "≥50个", "50个"),
            "10",
        ),
        row(Of(2), output("数量指标"), ("=合计册数", "=100", "100"), "5"),
        row(Of(1), output("质量指标"), (quality, "≥95%", "93%"), "10").because(reason, "+5%的抽检"),
        row(
            Of(0),
            costs,
            ("总成本", "≤90万元", "89.974万元"),
            cost_weight,
        ),
        row(
            Of(1),
            ("效益指标", "社会效益指标"),
            ("社会效益", "效果明显", "达成预期指标"),
            benefit,
        )
        .because("宣传不够", ""),
        row(
            Of(0),
            ("满意度指标", "服务对象满意度指标"),
            ("读者满意度", "≥90%", "92%"),
            "10",
        ),
        row(
            Open(1),
            output("时效指标"),
            ("招标完成时间", "12月31日前", "2023年11月16日"),
            "5",
        ),
        row(
            Open(0),
            output("时效指标"),
            ("完工时间", "2023年12月31日前", "2023-12-25"),
            "10",
        ),
    ];
    rows.last_mut().unwrap().date = Some(45_285);
    rows
}

fn department_rows() -> Vec<Row> {
    use RowPlace::{Of, Preset};
    let money = ("部门管理", "资金投入");
    let duties = |level2: &'static str| ("履职效果", level2);
    let rate = |place, levels, rate: RateId, target, weight| {
        let mut row = row(place, levels, (rate.term(), target, ""), weight);
        row.indicator.rule = Some(rate);
        row
    };
    vec![
        rate(Preset(0), money, RateId::BasicExecution, "≥100%", "4"),
        rate(Preset(1), money, RateId::ProjectExecution, "≥95%", "4")
            .because("尾款未付", "加快验收"),
        rate(Preset(2), money, RateId::ThreePublicControl, "≤90%", "4")
            .because("接待多", "严格审批"),
        rate(Preset(3), money, RateId::CarryOverChange, "≤0%", "4"),
        row(
            Of(1),
            ("部门管理", "财务管理"),
            ("制度健全性", "效果明显", "达成预期指标"),
            "1",
        ),
        rate(
            Of(0),
            ("部门管理", "采购管理"),
            RateId::ProcurementExecution,
            "≥80%",
            "1",
        ),
        rate(
            Preset(0),
            ("部门管理", "人员管理"),
            RateId::StaffingControl,
            "≤100%",
            "2",
        ),
        row(
            Of(0),
            duties("部门履职目标"),
            ("演出场次", "≥100场", "120场"),
            "25",
        ),
        row(Of(2), duties("部门履职目标"), ("培训", "≥3次", "3次"), "10"),
        row(
            Of(0),
            duties("部门效果目标"),
            ("影响力", "效果明显", "达成预期指标"),
            "15",
        ),
        row(
            Of(0),
            ("能力建设", "档案管理"),
            ("归档率", "100%", "100%"),
            "10",
        ),
        row(
            Of(0),
            ("服务对象满意度", "服务对象满意度"),
            ("满意度", "≥90%", "95.5%"),
            "10",
        ),
    ]
}

fn amount(text: &str) -> Traced<Amount> {
    Traced::reported(text.parse().unwrap())
}

fn funds([initial, budget, executed]: [&str; 3]) -> Funds {
    Funds::new(amount(initial), amount(budget), amount(executed)).unwrap()
}

fn goal(expected: &str, actual: &str) -> OverallGoal {
    OverallGoal {
        expected: Traced::reported(expected.into()),
        actual: Traced::reported(actual.into()),
    }
}

fn name(text: &str) -> Name {
    text.parse().unwrap()
}

fn year() -> FiscalYear {
    FiscalYear::try_from(2023).unwrap()
}

/// The projects: all that a form holds in the first, others' unit and a section in the next.
fn projects(policy: &str, kind: TemplateKind) -> Vec<ProjectForm> {
    let rows = project_rows(policy);
    let money = [
        ["20", "20.32", "20.3055"],
        ["5", "6.123456", "1"],
        ["0", "0", "0"],
    ];
    let first = ProjectForm {
        number: 1,
        year: year(),
        name: Traced::reported(name("图书馆“免费开放”经费（一期）")),
        supervisor: None,
        implementer: None,
        section: None,
        funds: FundSources {
            fiscal: Some(funds(money[0])),
            carried: Some(funds(money[1])),
            other: None,
        },
        goal: goal("=100\n一、开放 <300> 天 & “免费”", "+5%\n-3\n@甲"),
        deviations: {
            let rate = deviation(name("预算执行率"), "=招标晚", "-早招标");
            let own = rows.iter().filter_map(Row::deviation);
            own.chain([rate]).collect()
        },
        indicators: rows.into_iter().map(|row| row.indicator).collect(),
        claims: Claims::default(),
        note: "@续建项目\n=A1".into(),
    };
    let mut second = first.clone();
    second.number = 2;
    second.name = Traced::reported(name("-道路养护"));
    second.supervisor = Some(name("市委宣传部"));
    second.implementer = Some(name("市图书馆"));
    second.funds = FundSources {
        other: Some(funds(["1", "2", "-0.5"])),
        ..FundSources::default()
    };
    second.deviations.clear();
    second.note = String::new();
    let mut third = second.clone();
    third.number = 3;
    third.name = Traced::reported(name("剧院维修"));
    third.supervisor = None;
    third.implementer = None;
    third.section = Some(Traced::reported(name("文化科")));
    match kind {
        TemplateKind::Project => vec![first],
        TemplateKind::Department => Vec::new(),
        TemplateKind::Unit => vec![first, second, third],
    }
}

fn further_rates() -> Vec<RateFigures> {
    let rates = RateId::ALL.iter().filter(|rate| !rate.is_of_the_forms());
    let one = |rate: &RateId| {
        let values = rate.inputs().iter().map(|input| {
            let text = figure(input.kind);
            Traced::reported(input.kind.read(text).unwrap())
        });
        RateFigures::new(*rate, values.collect()).unwrap()
    };
    rates.map(one).collect()
}

/// What is typed for a figure of each kind.
fn figure(kind: InputKind) -> &'static str {
    match kind {
        InputKind::Percent => "85.5%",
        InputKind::Count => "35",
        _ => "12.5",
    }
}

fn department() -> DepartmentForm {
    let spent = |budget: &str, spent: &str| BudgetAndSpent {
        budget: amount(budget),
        spent: amount(spent),
    };
    let rows = department_rows();
    let rate = deviation(name("预算执行率"), "项目结余", "");
    let own = rows.iter().filter_map(Row::deviation);
    DepartmentForm {
        year: year(),
        total: funds(["126", "128.443456", "121.8055"]),
        basic: Some(funds(["100", "100", "100"])),
        project: Some(funds(["26", "28.443456", "21.8055"])),
        three_public: Some(ThreePublic {
            abroad: Some(spent("1", "0")),
            vehicles: Some(spent("2", "2")),
            reception: Some(spent("10", "9.9")),
        }),
        carry_over: Some(CarryOver {
            current: amount("-2.5"),
            previous: amount("250"),
        }),
        staffing: Some(Staffing {
            quota: Traced::reported(88),
            staff: Traced::reported(85),
        }),
        rates: further_rates(),
        goal: goal("@全年目标", "已完成"),
        deviations: own.chain([rate]).collect(),
        indicators: rows.into_iter().map(|row| row.indicator).collect(),
        claims: Claims::default(),
    }
}

fn report() -> ReportNotes {
    let steps = ["+加强管理", "提高执行率"];
    ReportNotes {
        lead: Some(name("财务科")),
        evaluators: Some(name("各业务科室")),
        principle: Some(name("=客观公正")),
        scope: Some(name("-本级")),
        featured: vec!["图书馆“免费开放”经费（一期）".into(), "剧院维修".into()],
        next_steps: steps.map(|step| Traced::reported(step.into())).to_vec(),
    }
}

/// What the filled forms say, with the points that follow from the rules as those that the unit claims.
fn expected(policy: &str, kind: TemplateKind) -> Submission {
    let is_unit = kind == TemplateKind::Unit;
    let unit_only = |text: &str| is_unit.then(|| name(text));
    let mut submission = Submission {
        unit: BudgetUnit {
            name: name(UNIT_NAME),
            alias: unit_only("某市文物局"),
            short_name: unit_only("市文旅局"),
            supervisor: (kind != TemplateKind::Department).then(|| name("某市人民政府")),
            budgeted_projects: is_unit.then(|| Traced::reported(3)),
        },
        year: year(),
        policy: is_unit.then(|| policy.into()),
        notice: is_unit.then(|| Notice {
            title: name("关于开展自评的通知"),
            number: Some(name("某财发〔2024〕35号")),
            issuer: Some(name("某市财政局")),
        }),
        report: if is_unit {
            report()
        } else {
            ReportNotes::default()
        },
        department: (kind != TemplateKind::Project).then(department),
        projects: projects(policy, kind),
        stated: Vec::new(),
        register: Vec::new(),
        ignored: Vec::new(),
        remarks: Vec::new(),
    };
    claim(&mut submission, policy);
    submission
}

/// Every indicator claims the points that it earns.
fn claim(submission: &mut Submission, policy: &str) {
    let scores = scores(submission, policy);
    let forms = submission
        .projects
        .iter_mut()
        .map(|form| &mut form.indicators);
    let department = submission
        .department
        .iter_mut()
        .map(|form| &mut form.indicators);
    for (indicators, score) in department.chain(forms).zip(scores) {
        for (indicator, scored) in indicators.iter_mut().zip(score.indicators) {
            indicator.claimed = Some(Traced::reported(scored.unwrap().points));
        }
    }
}

/// The department's, then the projects'.
fn scores(submission: &Submission, policy: &str) -> Vec<scoring::FormScore> {
    let policy = Policy::builtin(policy).unwrap();
    let evaluation = scoring::evaluate(submission, &policy).unwrap();
    let department = evaluation.department.map(|department| department.form);
    department.into_iter().chain(evaluation.projects).collect()
}

/// What a workbook that has computed its formulas states besides.
fn with_results(mut submission: Submission, policy: &str) -> Submission {
    let scores = scores(&submission, policy);
    let forms = submission.projects.iter_mut().map(|form| &mut form.claims);
    let department = submission
        .department
        .iter_mut()
        .map(|form| &mut form.claims);
    for (claims, score) in department.chain(forms).zip(scores) {
        *claims = Claims {
            execution_points: Some(Traced::reported(score.execution_points)),
            total: Some(Traced::reported(score.total)),
            grade: score.grade.map(Traced::reported),
        };
    }
    let shown = [
        (RateId::BasicExecution, "100%"),
        (RateId::ProjectExecution, "76.66%"),
        (RateId::ThreePublicControl, "91.54%"),
        (RateId::CarryOverChange, "-101%"),
        (RateId::StaffingControl, "96.59%"),
    ];
    for indicator in submission
        .department
        .iter_mut()
        .flat_map(|form| &mut form.indicators)
    {
        let mut shown = shown.iter();
        if let Some((_, rate)) = shown.find(|(rate, _)| indicator.rule == Some(*rate)) {
            indicator.actual = Traced::reported(rate.parse().unwrap());
        }
    }
    submission
}

// Filling in.

/// The blank forms, filled in with what a submission says.
fn filled(policy: &str, kind: TemplateKind, submission: &Submission) -> Book {
    let mut book = Book::open(&blank(policy, kind));
    for form in &submission.projects {
        let sheet = match (kind, form.number) {
            (TemplateKind::Project, _) => PROJECT.to_string(),
            // One in between is left open.
            (_, 3) => "项目04".to_string(),
            (_, number) => format!("项目{number:02}"),
        };
        fill_project(&mut book, &sheet, form, policy);
        if kind == TemplateKind::Project {
            book.put(&sheet, "I1", Entry::Number("2023"));
            book.put(&sheet, "C5", Entry::Text("某市人民政府"));
            book.put(&sheet, "G5", Entry::Text(UNIT_NAME));
        }
    }
    if let Some(form) = &submission.department {
        fill_department(&mut book, form);
        if kind == TemplateKind::Department {
            book.put(DEPARTMENT, "I1", Entry::Number("2023"));
            book.put(DEPARTMENT, "C4", Entry::Text(UNIT_NAME));
        }
    }
    if kind == TemplateKind::Unit {
        fill_unit(&mut book, submission);
    }
    book
}

fn fill_unit(book: &mut Book, submission: &Submission) {
    let (unit, report) = (&submission.unit, &submission.report);
    let notice = submission.notice.as_ref().unwrap();
    let text = |name: &Option<Name>| name.as_ref().unwrap().to_string();
    let single = [
        ("单位名称", unit.name.to_string()),
        ("另一名称", text(&unit.alias)),
        ("简称", text(&unit.short_name)),
        ("主管部门", text(&unit.supervisor)),
        ("评分政策", submission.policy.clone().unwrap()),
        ("通知标题", notice.title.to_string()),
        ("通知文号", text(&notice.number)),
        ("发文机关", text(&notice.issuer)),
        ("牵头部门", text(&report.lead)),
        ("自评主体", text(&report.evaluators)),
        ("原则", text(&report.principle)),
        ("口径", text(&report.scope)),
    ];
    for (label, value) in single {
        let row = book.row(UNIT, 'A', label);
        book.put(UNIT, &format!("B{row}"), Entry::Text(&value));
    }
    for (label, value) in [("年度", "2023"), ("预算项目数", "3")] {
        let row = book.row(UNIT, 'A', label);
        book.put(UNIT, &format!("B{row}"), Entry::Number(value));
    }
    let steps: Vec<String> = report
        .next_steps
        .iter()
        .map(|step| step.value.clone())
        .collect();
    for (label, values) in [("举例项目", &report.featured), ("下一步工作措施", &steps)] {
        let first = book.row(UNIT, 'A', label);
        for (row, value) in (first..).zip(values) {
            book.put(UNIT, &format!("B{row}"), Entry::Text(value));
        }
    }
}

fn fill_project(book: &mut Book, sheet: &str, form: &ProjectForm, policy: &str) {
    let name = form.name.value.to_string();
    book.put(sheet, "C4", Entry::Text(&name));
    if let Some(supervisor) = &form.supervisor {
        book.put(sheet, "C5", Entry::Text(supervisor.as_str()));
    }
    if let Some(implementer) = &form.implementer {
        book.put(sheet, "G5", Entry::Text(implementer.as_str()));
    }
    if let Some(section) = &form.section {
        let both = format!("{UNIT_NAME}（{}）", section.value);
        book.put(sheet, "G5", Entry::Text(&both));
    }
    let sources = [&form.funds.fiscal, &form.funds.carried, &form.funds.other];
    for (row, funds) in (8..).zip(sources) {
        fill_money(book, sheet, row, funds.as_ref());
    }
    fill_goal(book, sheet, 12, &form.goal);
    fill_rows(
        book,
        sheet,
        &project_rows(policy),
        &form.indicators,
        &form.deviations,
    );
    let row = book.row(sheet, 'A', "备注：");
    book.put(sheet, &format!("C{row}"), Entry::Text(&form.note));
}

fn fill_department(book: &mut Book, form: &DepartmentForm) {
    for (row, funds) in [(7, &form.basic), (8, &form.project)] {
        fill_money(book, DEPARTMENT, row, funds.as_ref());
    }
    fill_goal(book, DEPARTMENT, 10, &form.goal);
    fill_rows(
        book,
        DEPARTMENT,
        &department_rows(),
        &form.indicators,
        &form.deviations,
    );
    let three_public = form.three_public.as_ref().unwrap();
    let parts = [
        &three_public.abroad,
        &three_public.vehicles,
        &three_public.reception,
    ];
    let mut figures: Vec<String> = Vec::new();
    for part in parts.map(|part| part.as_ref().unwrap()) {
        figures.extend([part.budget.value, part.spent.value].map(number));
    }
    let carry_over = form.carry_over.as_ref().unwrap();
    figures.extend([carry_over.current.value, carry_over.previous.value].map(number));
    let staffing = form.staffing.as_ref().unwrap();
    figures.extend([staffing.quota.value, staffing.staff.value].map(|count| count.to_string()));
    let rates = form.rates.iter().flat_map(|rate| rate.rate().inputs());
    figures.extend(rates.map(|input| figure(input.kind).to_string()));
    for (row, figure) in (3..).zip(figures) {
        let entry = if figure.ends_with('%') {
            Entry::Text(&figure)
        } else {
            Entry::Number(&figure)
        };
        book.put(FIGURES, &format!("C{row}"), entry);
    }
}

fn number(amount: Amount) -> String {
    amount.to_string()
}

fn fill_money(book: &mut Book, sheet: &str, row: u32, funds: Option<&Funds>) {
    let Some(funds) = funds else { return };
    let amounts = [&funds.initial, &funds.budget, &funds.executed];
    for (column, amount) in ['D', 'E', 'F'].into_iter().zip(amounts) {
        let amount = number(amount.value);
        book.put(sheet, &format!("{column}{row}"), Entry::Number(&amount));
    }
}

fn fill_goal(book: &mut Book, sheet: &str, row: u32, goal: &OverallGoal) {
    for (column, text) in [('B', &goal.expected), ('F', &goal.actual)] {
        book.put(sheet, &format!("{column}{row}"), Entry::Text(&text.value));
    }
}

fn fill_rows(
    book: &mut Book,
    sheet: &str,
    rows: &[Row],
    indicators: &[Indicator],
    deviations: &[Deviation],
) {
    let total = book.row(sheet, 'A', "总分");
    for (row, indicator) in rows.iter().zip(indicators) {
        let (level1, level2) = (indicator.level1.to_string(), indicator.level2.to_string());
        let at = match row.place {
            RowPlace::Of(nth) | RowPlace::Preset(nth) => book.row(sheet, 'C', &level2) + nth,
            RowPlace::Open(nth) => total - 1 - nth,
        };
        let mut text = |column: char, text: &str| {
            if !text.is_empty() {
                book.put(sheet, &format!("{column}{at}"), Entry::Text(text));
            }
        };
        if matches!(row.place, RowPlace::Open(_)) {
            text('B', &level1);
            text('C', &level2);
        }
        if !matches!(row.place, RowPlace::Preset(_)) {
            text('D', indicator.name.value.as_str());
            text('F', &indicator.actual.value.to_string());
        }
        text('E', &indicator.target.value.to_string());
        let told = deviations
            .iter()
            .find(|told| told.indicator.as_ref() == Some(&indicator.name.value));
        text('I', &told.map_or_else(String::new, explanation));
        if let Some(date) = row.date {
            book.put(sheet, &format!("F{at}"), Entry::Date(&date.to_string()));
        }
        let weight = indicator.weight.value.to_string();
        book.put(sheet, &format!("G{at}"), Entry::Number(&weight));
        let points = indicator.claimed.as_ref().unwrap().value.to_string();
        book.put(sheet, &format!("H{at}"), Entry::Number(&points));
    }
    let of_rate = deviations
        .iter()
        .find(|told| told.indicator == Some(name("预算执行率")));
    if let Some(told) = of_rate {
        let at = format!("D{}", total + 1);
        book.put(sheet, &at, Entry::Text(&explanation(told)));
    }
}

fn explanation(told: &Deviation) -> String {
    let (cause, remedy) = (&told.cause.value, &told.remedy.value);
    if remedy.is_empty() {
        return format!("偏差原因：{cause}");
    }
    format!("偏差原因：{cause}\n改进措施：{remedy}")
}

// Comparing.

/// All that a submission says but its places, the figures that forms state of themselves, and what was passed over.
fn told(submission: &Submission) -> Value {
    let mut submission = submission.clone();
    submission.stated.clear();
    submission.remarks.clear();
    let projects = submission
        .projects
        .iter_mut()
        .map(|form| &mut form.deviations);
    let department = submission
        .department
        .iter_mut()
        .map(|form| &mut form.deviations);
    for deviations in projects.chain(department) {
        deviations.sort_by_key(|one| one.indicator.clone());
    }
    serde_json::to_value(submission).unwrap()
}

/// Every place where two values differ.
fn differences(at: &str, expected: &Value, found: &Value) -> Vec<String> {
    match (expected, found) {
        (Value::Object(one), Value::Object(other)) if one.len() == other.len() => {
            let members = one.iter().zip(other.values());
            let members = members.map(|((key, a), b)| differences(&format!("{at}.{key}"), a, b));
            members.flatten().collect()
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            let items = one.iter().zip(other).enumerate();
            let items = items.map(|(index, (a, b))| differences(&format!("{at}[{index}]"), a, b));
            items.flatten().collect()
        }
        _ if expected == found => Vec::new(),
        _ => vec![format!("{at}: expected {expected}, found {found}")],
    }
}

/// What the review says of claims, of stated figures and of the reading.
fn objections(submission: &Submission, policy: &str) -> Vec<String> {
    let policy = Policy::builtin(policy).unwrap();
    let assessment = Assessment::new(submission.clone(), Some(policy)).unwrap();
    let findings = assessment.findings.iter();
    let codes = [
        "JX004", "JX102", "JX105", "JX106", "JX107", "JX201", "JX208", "JX209",
    ];
    let of_claims = findings.filter(|finding| codes.contains(&&*finding.code.to_string()));
    of_claims
        .map(|finding| finding.render(Lang::Chinese))
        .collect()
}

fn is_as_expected(which: &str, expected: &Submission, found: &Submission) {
    let different = differences("", &told(expected), &told(found));
    assert_eq!(different, Vec::<String>::new(), "{which}");
}

#[test]
fn what_is_typed_comes_back_though_nothing_has_computed_the_formulas() {
    for policy in POLICIES {
        for kind in KINDS {
            let expected = expected(policy, kind);
            let book = filled(policy, kind, &expected);
            // With the results of an empty form, and with none.
            for book in [book.clone(), book.without_results()] {
                let found = read(&book.save());
                is_as_expected(&format!("{policy} {kind:?}"), &expected, &found);
                assert_eq!(objections(&found, policy), Vec::<String>::new());
            }
        }
    }
}

/// The workbooks as an office of its own computes and saves them; none where there is none.
fn computed(books: &[(String, Book)]) -> Option<Vec<Vec<u8>>> {
    let files: Vec<_> = books
        .iter()
        .map(|(name, book)| (name.as_str(), book.save()))
        .collect();
    office::saved_again(&files)
}

#[test]
fn what_the_formulas_compute_agrees_with_the_rules() {
    let mut cases = Vec::new();
    for policy in POLICIES {
        for kind in KINDS {
            let expected = expected(policy, kind);
            // An office computes what has no result.
            let book = filled(policy, kind, &expected).without_results();
            cases.push((policy, kind, expected, book));
        }
    }
    let books = cases.iter().enumerate();
    let books = books.map(|(index, (.., book))| (format!("{index}.xlsx"), book.clone()));
    let Some(computed) = computed(&books.collect::<Vec<_>>()) else {
        return;
    };
    for ((policy, kind, expected, _), bytes) in cases.into_iter().zip(computed) {
        let found = read(&bytes);
        let which = format!("{policy} {kind:?}");
        is_as_expected(&which, &with_results(expected, policy), &found);
        // The office has made an ordinary hidden sheet of the very hidden one.
        let said = objections(&found, policy);
        let hidden = usize::from(kind == TemplateKind::Unit);
        assert_eq!(said.len(), hidden, "{which}: {said:?}");
        assert!(
            said.iter()
                .all(|said| said.contains("隐藏的工作表“选项”没有读取"))
        );
    }
}

#[test]
fn wrong_points_are_found() {
    let policy = "mof-2020";
    let mut wrong = expected(policy, TemplateKind::Unit);
    let indicator = &mut wrong.projects[1].indicators[2];
    assert_eq!(
        indicator.claimed.as_ref().unwrap().value.to_string(),
        "9.79"
    );
    indicator.claimed = Some(Traced::reported("10".parse().unwrap()));
    let found = read(&filled(policy, TemplateKind::Unit, &wrong).save());
    let said = objections(&found, policy).join("\n");
    assert!(
        said.contains("指标“达标率”得分填报为 10，按规则计算为 9.79"),
        "{said}"
    );
    assert_eq!(said.matches("JX102").count(), 1, "{said}");
}

/// Nothing planned and nothing spent: the form computes 不适用, and the rules say the same of a form without results.
#[test]
fn a_rate_that_does_not_apply_scores_the_same_with_results_and_without() {
    let policy = "gansu-2023";
    let kind = TemplateKind::Department;
    let mut submission = expected(policy, kind);
    let form = submission.department.as_mut().unwrap();
    let nothing = BudgetAndSpent {
        budget: amount("0"),
        spent: amount("0"),
    };
    let parts = form.three_public.as_mut().unwrap();
    parts.abroad = Some(nothing.clone());
    parts.vehicles = Some(nothing.clone());
    parts.reception = Some(nothing);
    let book = filled(policy, kind, &submission).without_results();
    let Some(computed) = computed(&[("0.xlsx".into(), book.clone())]) else {
        return;
    };
    let [typed, computed] = [book.save(), computed[0].clone()].map(|bytes| {
        let found = read(&bytes);
        let own = Policy::builtin(policy).unwrap();
        let score = scoring::evaluate(&found, &own).unwrap();
        let score = score.department.unwrap();
        (score.form.total, score.form.grade, score.rates)
    });
    assert_eq!(typed, computed);
    assert!(computed.2.iter().any(|(rate, outcome)| {
        *rate == RateId::ThreePublicControl && outcome.rate().is_none()
    }));
}
