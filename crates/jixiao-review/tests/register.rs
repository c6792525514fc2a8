//! The remediation register: what is promised, what is kept of an earlier register, and in which order.

use jixiao_model::{
    BudgetUnit, DepartmentForm, Deviation, FundSources, Funds, OverallGoal, ProjectForm,
    Remediation, RemediationState, ReportNotes, Submission, Traced,
};
use jixiao_review::register;

fn funds() -> Funds {
    let amount = || Traced::reported("1".parse().unwrap());
    Funds::new(amount(), amount(), amount()).unwrap()
}

/// `indicator/cause/remedy`, `-` for no indicator.
fn deviation(text: &str) -> Deviation {
    let parts: Vec<&str> = text.split('/').collect();
    Deviation {
        indicator: (parts[0] != "-").then(|| parts[0].parse().unwrap()),
        cause: Traced::reported(parts[1].into()),
        remedy: Traced::reported(parts[2].into()),
        ..Deviation::default()
    }
}

fn project(number: u32, name: &str, section: Option<&str>, deviations: &[&str]) -> ProjectForm {
    let sources = FundSources {
        fiscal: Some(funds()),
        ..FundSources::default()
    };
    let mut form = ProjectForm::new(number, 2024.try_into().unwrap(), name, sources).unwrap();
    form.section = section.map(|section| Traced::reported(section.parse().unwrap()));
    form.deviations = deviations.iter().map(|text| deviation(text)).collect();
    form
}

fn submission(projects: Vec<ProjectForm>, department: &[&str], held: &[&str]) -> Submission {
    let year = 2024.try_into().unwrap();
    let department = DepartmentForm {
        year,
        total: funds(),
        basic: None,
        project: None,
        three_public: None,
        carry_over: None,
        staffing: None,
        rates: Vec::new(),
        goal: OverallGoal::default(),
        indicators: Vec::new(),
        deviations: department.iter().map(|text| deviation(text)).collect(),
        claims: jixiao_model::Claims::default(),
    };
    Submission {
        unit: BudgetUnit {
            name: "某局".parse().unwrap(),
            alias: None,
            short_name: None,
            supervisor: None,
            budgeted_projects: None,
        },
        year,
        policy: None,
        notice: None,
        report: ReportNotes::default(),
        department: Some(department),
        projects,
        stated: Vec::new(),
        register: held.iter().map(|text| row(text)).collect(),
        ignored: Vec::new(),
        remarks: Vec::new(),
    }
}

/// A row as [`told`] shows one.
fn row(text: &str) -> Remediation {
    let parts: Vec<&str> = text.split('/').collect();
    let name = |at: usize| (parts[at] != "-").then(|| parts[at].parse().unwrap());
    Remediation {
        year: parts[0].parse::<i32>().unwrap().try_into().unwrap(),
        project: name(1),
        indicator: name(2),
        cause: Traced::reported(parts[3].into()),
        remedy: Traced::reported(parts[4].into()),
        owner: name(5),
        due: (parts[6] != "-").then(|| parts[6].parse().unwrap()),
        state: RemediationState::recognise(parts[7]).unwrap(),
        progress: parts[8].into(),
    }
}

fn told(rows: &[Remediation]) -> Vec<String> {
    let name = |name: Option<&jixiao_model::Name>| name.map_or("-".into(), ToString::to_string);
    let rows = rows.iter().map(|row| {
        let due = row.due.map_or("-".into(), |due| due.to_string());
        let names = [&row.project, &row.indicator, &row.owner];
        let [project, indicator, owner] = names.map(|one| name(one.as_ref()));
        let (year, state) = (row.year.number(), row.state.term());
        let (cause, remedy, progress) = (&row.cause.value, &row.remedy.value, &row.progress);
        format!("{year}/{project}/{indicator}/{cause}/{remedy}/{owner}/{due}/{state}/{progress}")
    });
    rows.collect()
}

#[test]
fn every_remedy_is_a_row_and_a_cause_alone_is_none() {
    let mut without_section = project(2, "乙", None, &["-/因/措三"]);
    without_section.implementer = Some("县图书馆".parse().unwrap());
    let first = project(
        1,
        "甲",
        Some("文化科"),
        &["数量/因一/措一", "-/因二/", "-/因三/无", "-//措二"],
    );
    let submission = submission(vec![first, without_section], &["-/因/措四"], &[]);
    assert_eq!(
        told(&register(&submission)),
        [
            "2024/甲/数量/因一/措一/文化科/-/未开始/",
            "2024/甲/-//措二/文化科/-/未开始/",
            "2024/乙/-/因/措三/县图书馆/-/未开始/",
            "2024/-/-/因/措四/-/-/未开始/",
        ]
    );
}

#[test]
fn a_promise_keeps_what_became_of_it_and_the_form_words_it() {
    let first = project(1, "甲 项目", Some("文化科"), &["数量/新的因/加快 支付"]);
    let held = [
        "2024/甲项目/-/旧的因/加快支付/财务科/2024-06-30/整改中/已开票",
        "2024/甲项目/-/因/不再承诺的/-/-/已完成/",
        "2023/甲项目/-/因/加快支付/文化科/-/未开始/",
    ];
    let submission = submission(vec![first], &[], &held);
    assert_eq!(
        told(&register(&submission)),
        [
            "2023/甲项目/-/因/加快支付/文化科/-/未开始/",
            "2024/甲 项目/数量/新的因/加快 支付/财务科/2024-06-30/整改中/已开票",
            "2024/甲项目/-/因/不再承诺的/-/-/已完成/",
        ]
    );
}

#[test]
fn an_owner_left_open_is_the_section() {
    let first = project(1, "甲", Some("文化科"), &["-/因/措"]);
    let submission = submission(vec![first], &[], &["2024/甲/-/因/措/-/-/已完成/"]);
    assert_eq!(
        told(&register(&submission)),
        ["2024/甲/-/因/措/文化科/-/已完成/"]
    );
}

#[test]
fn two_projects_of_one_name_keep_their_own_rows() {
    let forms = vec![
        project(1, "甲", Some("文化科"), &["-/因/措"]),
        project(2, "甲", Some("体育科"), &["-/因/措"]),
    ];
    let held = [
        "2024/甲/-/因/措/体育科/-/已完成/体育",
        "2024/甲/-/因/措/文化科/-/整改中/文化",
    ];
    let submission = submission(forms, &[], &held);
    assert_eq!(
        told(&register(&submission)),
        [
            "2024/甲/-/因/措/文化科/-/整改中/文化",
            "2024/甲/-/因/措/体育科/-/已完成/体育",
        ]
    );
}

#[test]
fn rows_stand_by_year_and_by_project_and_making_them_again_changes_nothing() {
    let forms = vec![
        project(1, "甲", None, &["-/因/甲措"]),
        project(2, "乙", None, &["-/因/乙措"]),
    ];
    let held = [
        "2025/乙/-/因/明年/-/-/未开始/",
        "2024/旧/-/因/旧措/-/-/未开始/",
        "2023/-/-/因/部门/-/-/未开始/",
        "2023/旧/-/因/一/-/-/已完成/",
        "2023/乙/-/因/二/-/-/已取消/",
        "2023/甲/-/因/三/-/-/未开始/",
    ];
    let mut submission = submission(forms, &["-/因/部门措"], &held);
    let once = register(&submission);
    assert_eq!(
        told(&once),
        [
            "2023/甲/-/因/三/-/-/未开始/",
            "2023/乙/-/因/二/-/-/已取消/",
            "2023/-/-/因/部门/-/-/未开始/",
            "2023/旧/-/因/一/-/-/已完成/",
            "2024/甲/-/因/甲措/-/-/未开始/",
            "2024/乙/-/因/乙措/-/-/未开始/",
            "2024/-/-/因/部门措/-/-/未开始/",
            "2024/旧/-/因/旧措/-/-/未开始/",
            "2025/乙/-/因/明年/-/-/未开始/",
        ]
    );
    submission.register.clone_from(&once);
    assert_eq!(register(&submission), once);
}
