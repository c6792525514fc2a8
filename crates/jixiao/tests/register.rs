//! The remediation register: written, filled in, read back, and carried from one year's dataset into the next.
#![cfg(all(feature = "import", feature = "export", feature = "review"))]

#[allow(dead_code, reason = "other tests search and compute")]
mod filling;
mod office;

use filling::{Book, Entry};
use jixiao::export::render::{docx, xlsx};
use jixiao::export::{Format, files, register, register_data, register_toml};
use jixiao::import::read_files;
use jixiao::model::{Name, Remediation, RemediationState, Submission, Traced, deadline};
use jixiao::{Assessment, review};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;

/// What a row says, places and sources aside.
fn told(rows: &[Remediation]) -> Vec<Value> {
    let rows = rows.iter().map(|row| {
        let mut row = row.clone();
        for text in [&mut row.cause, &mut row.remedy] {
            *text = Traced::reported(std::mem::take(&mut text.value));
        }
        serde_json::to_value(row).unwrap()
    });
    rows.collect()
}

const UNIT: &str = "[unit]\nname = '某局'\nyear = 2024\n[department.spending.total]\nbudget = 1\n";

/// The submission of a unit that promised nothing this year, and of the files of registers beside it.
fn read(registers: &[(&str, Vec<u8>)]) -> Submission {
    let mut files = vec![("unit.toml", UNIT.as_bytes().to_vec())];
    files.extend(registers.iter().cloned());
    let submission = read_files(&files).unwrap();
    assert_eq!(submission.remarks, []);
    submission
}

fn workbook(submission: &Submission, rows: &[Remediation]) -> Vec<u8> {
    xlsx(&register(submission, rows)).unwrap()
}

fn row(project: Option<&str>, remedy: &str) -> Remediation {
    Remediation {
        year: 2023.try_into().unwrap(),
        project: project.map(|name| name.parse().unwrap()),
        indicator: None,
        cause: Traced::default(),
        remedy: Traced::reported(remedy.into()),
        owner: None,
        due: None,
        state: RemediationState::Open,
        progress: String::new(),
    }
}

fn text() -> impl Strategy<Value = String> {
    let sign = select(vec![
        "=",
        "+",
        "-",
        "@",
        "'",
        "\"",
        "&",
        "1.",
        "（二）",
        "注：",
        "合计：",
    ]);
    let words = select(vec![
        "已完成",
        "资金未到位",
        "Abc",
        "１２",
        "整改措施",
        "加快支付",
        "2023年12月",
        "50%",
    ]);
    let line = (of(sign), vec(words, 1..6))
        .prop_map(|(sign, words)| format!("{}{}", sign.unwrap_or_default(), words.concat()));
    let lines = vec(line, 1..4).prop_map(|lines| lines.join("\n"));
    // Some that no row, and some that no page, has room for.
    (lines, prop_oneof![9 => Just(1_usize), 1 => 1_usize..120]).prop_map(|(text, times)| {
        let all = text.chars().count() * times;
        let long: String = text.chars().cycle().take(all.min(9_000)).collect();
        long.trim().to_owned()
    })
}

fn name() -> impl Strategy<Value = Name> {
    let sign = select(vec!["=", "-", "@", "“新”", "(A)", "", ""]);
    let words = select(vec!["图书馆", "免费开放", "道路", "养护", "2023"]);
    (sign, vec(words, 1..5))
        .prop_map(|(sign, words)| format!("{sign}{}经费", words.concat()).parse().unwrap())
}

prop_compose! {
    fn some_row()(
        year in 2019_i32..=2024, project in of(name()), indicator in of(name()), cause in of(text()), remedy in text(), owner in of(name()),
        due in of((1994..=2200, 1..=12, 1..=28)), state in select(&RemediationState::ALL), progress in of(text()),
    ) -> Remediation {
        Remediation {
            year: year.try_into().unwrap(),
            project,
            indicator,
            cause: Traced::reported(cause.unwrap_or_default()),
            remedy: Traced::reported(remedy),
            owner,
            due: due.map(|(year, month, day)| deadline(&format!("{year}-{month}-{day}")).unwrap()),
            state,
            progress: progress.unwrap_or_default(),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_file_of_a_register_is_read_back_as_it_was(rows in vec(some_row(), 1..8)) {
        let nothing = read(&[]);
        let files = [
            ("台账.xlsx", workbook(&nothing, &rows)),
            ("台账.docx", docx(&register(&nothing, &rows)).unwrap()),
            ("台账.toml", register_toml(&rows).into_bytes()),
            ("台账.json", register_data(&rows).to_string().into_bytes()),
        ];
        for file in files {
            let name = file.0;
            let back = read(&[file]);
            prop_assert_eq!(told(&back.register), told(&rows), "{}", name);
        }
    }
}

#[test]
fn a_register_that_office_saved_again_is_read_back_as_it_was() {
    let mut long = row(
        Some("=道路养护"),
        &"一是倒排工期，二是加快支付。\n".repeat(500),
    );
    long.cause = Traced::reported("雨季长，用地未批。".repeat(900));
    long.progress = "已开票".into();
    let mut filled = row(None, "完善绩效目标");
    filled.due = Some(deadline("2024-06-30").unwrap());
    filled.state = RemediationState::UnderWay;
    filled.owner = Some("办公室".parse().unwrap());
    let rows = [row(Some("图书馆"), "加快支付"), long, filled];
    let made = workbook(&read(&[]), &rows);
    assert_eq!(
        told(&read(&[("台账.xlsx", made.clone())]).register),
        trimmed(&rows)
    );
    let Some(saved) = office::saved_again(&[("台账.xlsx", made)]) else {
        return;
    };
    let saved = saved.into_iter().map(|bytes| ("台账.xlsx", bytes));
    let back = read(&saved.collect::<Vec<_>>());
    assert_eq!(told(&back.register), trimmed(&rows));
}

#[test]
fn what_a_clerk_types_into_the_cells_is_read() {
    let rows: Vec<_> = ["一", "二", "三", "四"]
        .map(|remedy| row(Some("甲"), remedy))
        .into();
    let mut book = Book::open(&workbook(&read(&[]), &rows));
    let typed = [
        // As Excel keeps a day that is typed, and as a cell that holds text keeps it.
        ("H4", Entry::Date("45473")),
        ("H5", Entry::Text("2024年6月30日前")),
        ("H6", Entry::Number("45473")),
        ("I4", Entry::Text("已完成")),
        ("I5", Entry::Text("进行中")),
        ("I6", Entry::Text("已取消")),
        ("G4", Entry::Text("财务科")),
        ("J4", Entry::Text("已付清")),
    ];
    for (cell, entry) in typed {
        book.put("整改台账", cell, entry);
    }
    let filled = book.save();
    let mut versions = vec![filled.clone()];
    versions.extend(
        office::saved_again(&[("台账.xlsx", filled)])
            .into_iter()
            .flatten(),
    );
    for bytes in versions {
        let back = read(&[("台账.xlsx", bytes)]);
        assert_eq!(
            lines(&back.register),
            [
                "2023 甲 一 2024-06-30 已完成已付清",
                "2023 甲 二 2024-06-30 整改中",
                "2023 甲 三 2024-06-30 已取消",
                "2023 甲 四 未开始",
            ]
        );
        assert_eq!(back.register[0].owner.as_ref().unwrap().as_str(), "财务科");
    }
}

#[test]
fn a_list_of_values_is_read_by_its_heads() {
    let list = "2023年度整改台账\n序号,项目名称,存在问题,整改措施,责任部门,整改时限,整改情况\n1,甲,因,措,财务科,2024/6/30,已整改\n";
    let back = read(&[("台账.csv", list.as_bytes().to_vec())]);
    assert_eq!(
        lines(&back.register),
        ["2023 甲 措 2024-06-30 已完成已整改"]
    );
}

/// The same without blanks around the texts, which no reader keeps.
fn trimmed(rows: &[Remediation]) -> Vec<Value> {
    let mut rows = rows.to_vec();
    for row in &mut rows {
        row.remedy.value = row.remedy.value.trim().to_owned();
    }
    told(&rows)
}

const PROJECTS: &str = "
[[projects]]
name = '图书馆运行费'
section = '文化科'
funds.fiscal = { initial = 20, budget = 20, executed = 10 }
[[projects.deviations]]
indicator = '预算执行率'
cause = '未开票'
remedy = '加快开票、支付'
[[projects.deviations]]
cause = '培训对象不熟'
remedy = '加强业务指导'

[[projects]]
name = '道路养护'
funds.fiscal = { initial = 5, budget = 5, executed = 5 }
[[projects.deviations]]
cause = '只有原因'
";

fn dataset(year: i32) -> (&'static str, Vec<u8>) {
    let unit = format!("[unit]\nname = '某局'\nyear = {year}\n{PROJECTS}");
    ("dataset.toml", unit.into_bytes())
}

/// A line a row: what a clerk would look at.
fn lines(rows: &[Remediation]) -> Vec<String> {
    let lines = rows.iter().map(|row| {
        let due = row.due.map_or(String::new(), |due| format!(" {due}"));
        let project = row.project.as_ref().map_or("", Name::as_str);
        let (year, remedy, state) = (row.year.number(), &row.remedy.value, row.state.term());
        format!("{year} {project} {remedy}{due} {state}{}", row.progress)
    });
    lines.collect()
}

/// The register that `jixiao evaluate` writes of the files of a year.
fn evaluated(files_of_year: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let submission = read_files(files_of_year).unwrap();
    assert_eq!(submission.remarks, []);
    let assessment = Assessment::new(submission, None).unwrap();
    let outcome = assessment.outcome();
    let written = files(&outcome, &[Format::Xlsx, Format::Markdown], |_| ()).unwrap();
    let named = |name: &str| written.iter().find(|file| file.name == name);
    assert!(named("整改台账.md").is_some());
    named("整改台账.xlsx").unwrap().bytes.clone()
}

/// The register as a clerk fills it in: what the closure changes of its rows.
fn filled_in(register_file: Vec<u8>, fill: impl FnOnce(&mut [Remediation])) -> Vec<u8> {
    let mut held = read(&[("台账.xlsx", register_file)]);
    fill(&mut held.register);
    workbook(&held, &held.register)
}

#[test]
fn promises_go_from_year_to_year_and_none_comes_twice() {
    // 2023: nobody has promised anything before.
    let first = evaluated(&[dataset(2023)]);
    let filled = filled_in(first, |rows| {
        rows[0].state = RemediationState::Done;
        rows[0].progress = "：已付清".into();
        rows[1].state = RemediationState::UnderWay;
        rows[1].due = Some(deadline("2024年6月底").unwrap());
    });
    // Evaluated again with what was filled in, 2023 says the same.
    let again = evaluated(&[dataset(2023), ("整改台账.xlsx", filled.clone())]);
    let held = read(&[("台账.xlsx", again)]).register;
    let of_2023 = [
        "2023 图书馆运行费 加快开票、支付 已完成：已付清",
        "2023 图书馆运行费 加强业务指导 2024-06-30 整改中",
    ];
    assert_eq!(lines(&held), of_2023);
    // Laid into the folder of 2024, beside this year's promises, which happen to be the same.
    let of_2024 = [dataset(2024), ("去年/整改台账.xlsx", filled.clone())];
    let submission = read_files(&of_2024).unwrap();
    assert_eq!(lines(&submission.register), of_2023);
    let carried = [
        of_2023[0],
        of_2023[1],
        "2024 图书馆运行费 加快开票、支付 未开始",
        "2024 图书馆运行费 加强业务指导 未开始",
    ];
    assert_eq!(lines(&review::register(&submission)), carried);
    let next = evaluated(&of_2024);
    // However often it is made, and with both registers in the folder.
    let both = [
        dataset(2024),
        ("去年/整改台账.xlsx", filled.clone()),
        ("整改台账.xlsx", next.clone()),
    ];
    let submission = read_files(&both).unwrap();
    assert_eq!(submission.remarks, []);
    assert_eq!(lines(&review::register(&submission)), carried);
    assert_eq!(evaluated(&both), next);
    // The same by way of the dataset format.
    let text = register_toml(&review::register(&submission)).into_bytes();
    let submission = read_files(&[dataset(2024), ("register.toml", text)]).unwrap();
    assert_eq!(lines(&review::register(&submission)), carried);
}

#[test]
fn of_two_registers_that_differ_the_first_is_taken_and_a_remark_tells() {
    let first = evaluated(&[dataset(2023)]);
    let filled = filled_in(first.clone(), |rows| rows[0].state = RemediationState::Done);
    let files = [dataset(2023), ("一.xlsx", first), ("二.xlsx", filled)];
    let submission = read_files(&files).unwrap();
    let told = submission.remarks.iter();
    let told = told.map(|one| format!("{}；{}", one.message.zh, one.mend.zh));
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            "两份整改台账都有这项措施，内容不同（这里为“已完成”，那里为“未开始”），按 一.xlsx [整改台账!F4] 计；请只留填写最新的一份台账，或把两处改为一致"
        ]
    );
    assert_eq!(submission.register.len(), 2);
    assert_eq!(submission.register[0].state, RemediationState::Open);
}

#[test]
fn a_unit_that_promised_nothing_has_no_register_to_write() {
    let submission = read(&[]);
    let assessment = Assessment::new(submission, None).unwrap();
    let written = files(&assessment.outcome(), &Format::ALL, |_| ()).unwrap();
    assert!(
        written
            .iter()
            .all(|file| !file.name.starts_with("整改台账"))
    );
}

#[test]
fn a_register_stands_beside_the_other_forms_of_a_workbook() {
    let submission = read_files(&[dataset(2023)]).unwrap();
    let assessment = Assessment::new(submission, None).unwrap();
    let written = files(&assessment.outcome(), &[Format::Xlsx], |_| ()).unwrap();
    // Findings are no form.
    let forms = written
        .iter()
        .filter(|file| !file.name.starts_with("核对结果"));
    let all: Vec<_> = forms.map(|file| (&file.name, &file.bytes)).collect();
    let back = read_files(&all).unwrap();
    assert_eq!(back.remarks, []);
    assert_eq!(back.projects.len(), 2);
    // What the forms promise is what the register holds.
    assert_eq!(back.register.len(), 2);
    assert_eq!(told(&review::register(&back)), told(&back.register));
}
