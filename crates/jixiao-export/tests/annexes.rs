//! The annex tables, as they are built from submissions.

mod submissions;

use jixiao_export::document::{Block, Document, Mark, Row, Section, Table};
use jixiao_export::{department_form, project_forms, render, summary_table};
use jixiao_model::{Figure, Funds, Indicator, RateFigures, RateId, Submission, Traced};
use submissions::*;

fn annex1(submission: Submission) -> Document {
    project_forms(&Shown::new(submission).outcome()).unwrap()
}

fn annex2(submission: Submission) -> Document {
    summary_table(&Shown::new(submission).outcome()).unwrap()
}

fn annex3(submission: Submission) -> Option<Document> {
    department_form(&Shown::new(submission).outcome())
}

fn table(section: &Section) -> &Table {
    let mut tables = section.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    tables.next().unwrap()
}

fn shown(row: &Row) -> Vec<&str> {
    row.cells.iter().map(|cell| cell.value.shown()).collect()
}

/// The row that begins with `label`, and the marks of its cells.
fn row<'a>(table: &'a Table, label: &str) -> (Vec<&'a str>, Vec<Mark>) {
    let found = table.rows.iter().find(|row| {
        let texts = shown(row);
        texts.iter().take(3).any(|text| *text == label)
    });
    let row = found.unwrap_or_else(|| panic!("no row {label}"));
    (shown(row), row.cells.iter().map(|cell| cell.mark).collect())
}

#[test]
fn annex_1_shows_all_that_a_form_can_hold() {
    let submission = changed(|own| own.projects.truncate(1));
    insta::assert_snapshot!("annex_1", render::markdown(&annex1(submission)).unwrap());
}

#[test]
fn annex_1_has_a_section_a_project_under_its_number() {
    let document = annex1(everything());
    let names: Vec<_> = document
        .sections
        .iter()
        .map(|section| &*section.name)
        .collect();
    assert_eq!(names, ["01 文旅培训", "02 图书馆运行费", "03 博物馆维护"]);
    assert_eq!(document.title, "某区文旅局2023年度项目支出绩效自评表");
    assert!(
        annex1(changed(|own| own.projects.clear()))
            .sections
            .is_empty()
    );
}

#[test]
fn annex_1_merges_the_levels_over_their_rows() {
    let document = annex1(everything());
    let table = table(&document.sections[0]);
    let cell = |text: &str| {
        let cells = table.rows.iter().flat_map(|row| &row.cells);
        cells
            .filter(|cell| cell.value.shown() == text)
            .map(|cell| cell.rows)
            .collect::<Vec<_>>()
    };
    assert_eq!(cell("产出指标"), [3]);
    assert_eq!(cell("数量指标"), [2]);
    assert_eq!(cell("质量指标"), [1]);
    assert_eq!(cell("效益指标"), [2]);
    assert_eq!(cell("经济效益指标"), [1]);
    assert_eq!(
        cell("绩\n效\n指\n标"),
        [7],
        "the heading and six indicators"
    );
}

#[test]
fn annex_1_names_supervisor_and_implementer() {
    let who = |change: fn(&mut Submission)| {
        let document = annex1(changed(change));
        let (texts, _) = row(table(&document.sections[0]), "主管部门");
        (texts[1].to_string(), texts[3].to_string())
    };
    let pair = |a: &str, b: &str| (a.to_string(), b.to_string());
    assert_eq!(who(|_| {}), pair("某区文旅局", "某区文旅局（产业科）"));
    assert_eq!(
        who(|own| {
            own.unit.supervisor = Some("区政府".parse().unwrap());
            own.projects[0].section = None;
        }),
        pair("区政府", "某区文旅局")
    );
    assert_eq!(
        who(|own| {
            own.projects[0].supervisor = Some("区委宣传部".parse().unwrap());
            own.projects[0].implementer = Some("文化馆".parse().unwrap());
        }),
        pair("区委宣传部", "文化馆（产业科）")
    );
}

#[test]
fn annex_1_shows_every_source_and_their_sum() {
    let document = annex1(everything());
    let first = table(&document.sections[0]);
    let cases: [(&str, [&str; 6]); 4] = [
        (
            "年度资金总额",
            ["21.00", "28.50", "27.1234", "10", "95.17%", "9.52"],
        ),
        (
            "其中：当年财政拨款",
            ["20.00", "25.50", "24.1234", "—", "94.6%", "—"],
        ),
        ("上年结转资金", ["0.00", "3.00", "3.00", "—", "100%", "—"]),
        ("其他资金", ["1.00", "0.00", "0.00", "—", "不适用", "—"]),
    ];
    for (label, cells) in cases {
        assert_eq!(row(first, label).0[1..], cells, "{label}");
    }
    // A source that a project has not is a row of noughts without a rate.
    let second = table(&document.sections[1]);
    assert_eq!(
        row(second, "上年结转资金").0[1..],
        ["0.00", "0.00", "0.00", "—", "—", "—"]
    );
    assert_eq!(
        row(second, "年度资金总额").0[1..],
        ["0.00", "0.00", "0.00", "10", "不适用", "10"]
    );
}

#[test]
fn annex_1_sums_the_weights_and_grades_the_total() {
    let document = annex1(everything());
    let last = |at: usize| {
        row(table(&document.sections[at]), "总分").0[1..]
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    };
    let [weights, total, rest] = &last(0)[..] else {
        panic!()
    };
    assert_eq!((weights.as_str(), total.as_str()), ("100", "79.56"));
    assert_eq!(
        rest,
        "等级：中\n预算执行率：偏差原因：尾款未到付款条件\n改进措施：及时结算\n偏差原因：启动较晚\n改进措施：列入下年计划"
    );
    assert_eq!(last(1), ["105", "105", "无等级（总分不在 0 至 100 之间）"]);
    assert_eq!(last(2), ["100", "100", "等级：优"]);
}

#[test]
fn annex_1_marks_what_is_constructed_and_what_follows_from_it() {
    fn executed(own: &mut Submission) {
        constructed(&mut own.projects[0].funds.fiscal.as_mut().unwrap().executed);
    }
    fn actual(own: &mut Submission) {
        constructed(&mut own.projects[0].indicators[0].actual);
    }
    let marks = |change: fn(&mut Submission), label: &str| {
        let document = annex1(changed(change));
        let (texts, marks) = row(table(&document.sections[0]), label);
        let pairs = texts.into_iter().zip(marks);
        let marked = pairs.filter(|(_, mark)| *mark == Mark::Constructed);
        marked.map(|(text, _)| text.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(
        marks(executed, "年度资金总额"),
        ["27.1234", "95.17%", "9.52"]
    );
    assert_eq!(marks(executed, "其中：当年财政拨款"), ["24.1234", "94.6%"]);
    assert_eq!(marks(executed, "上年结转资金"), [""; 0]);
    assert_eq!(marks(executed, "参加人数"), [""; 0]);
    assert_eq!(marks(executed, "总分").len(), 2);
    assert_eq!(marks(actual, "参加人数"), ["620人", "20"]);
    assert_eq!(marks(actual, "年度资金总额"), [""; 0]);
    assert_eq!(marks(|_| {}, "总分"), [""; 0]);
}

#[test]
fn annex_2_has_a_row_a_project_and_the_sums() {
    insta::assert_snapshot!("annex_2", render::markdown(&annex2(everything())).unwrap());
}

#[test]
fn annex_2_tells_what_has_no_value() {
    let document = annex2(everything());
    let table = table(&document.sections[0]);
    let (library, _) = row(table, "图书馆运行费");
    assert_eq!(
        library,
        [
            "2",
            "图书馆运行费",
            "某区文旅局",
            "0.00",
            "0.00",
            "0.00",
            "不适用",
            "105",
            "无",
            "",
            "",
            ""
        ]
    );
    let (training, _) = row(table, "文旅培训");
    assert_eq!(
        training[9],
        "（1）场地紧张\n（2）师资不足\n（3）尾款未到付款条件\n（4）启动较晚"
    );
    assert_eq!(
        training[10],
        "（1）提前预订场地\n（3）及时结算\n（4）列入下年计划"
    );
    assert_eq!(training[11], "与人社部门合办");
    let (sums, _) = row(table, "合计");
    assert_eq!(sums[1..5], ["31.00", "38.50", "37.1234", "96.42%"]);
}

#[test]
fn annex_2_counts_projects_and_grades() {
    let counts = |submission| {
        let document = annex2(submission);
        let table = table(&document.sections[0]);
        let last = shown(table.rows.last().unwrap());
        last.into_iter().map(str::to_string).collect::<Vec<_>>()
    };
    // One project has no grade, so the grades come to one less than the projects.
    assert_eq!(counts(everything()), ["3", "3", "100%", "1", "0", "1", "0"]);
    let four = |own: &mut Submission| own.unit.budgeted_projects = Some(Traced::reported(4));
    assert_eq!(counts(changed(four))[..3], ["4", "3", "75%"]);
    let none = |own: &mut Submission| own.unit.budgeted_projects = Some(Traced::reported(0));
    assert_eq!(counts(changed(none))[..3], ["0", "3", "—"]);
    let empty = |own: &mut Submission| own.projects.clear();
    assert_eq!(
        counts(changed(empty)),
        ["0", "0", "不适用", "0", "0", "0", "0"]
    );
}

#[test]
fn annex_2_leaves_a_published_figure_plain_where_the_data_confirm_it() {
    let marks = |figure: Figure, project, text: &str, label: &str, at: usize| {
        let mut submission = all_constructed();
        let before = annex2(submission.clone());
        assert_eq!(
            row(table(&before.sections[0]), label).1[at],
            Mark::Constructed
        );
        published(&mut submission, figure, project, text);
        let document = annex2(submission);
        row(table(&document.sections[0]), label).1[at]
    };
    assert_eq!(
        marks(Figure::ProjectsBudget, None, "38.5", "合计", 2),
        Mark::Plain
    );
    assert_eq!(
        marks(Figure::ProjectsBudget, None, "38.51", "合计", 2),
        Mark::Constructed
    );
    assert_eq!(
        marks(Figure::ProjectsExecuted, None, "37.1234", "合计", 3),
        Mark::Plain
    );
    assert_eq!(
        marks(Figure::ProjectsExecuted, None, "37.1234", "合计", 2),
        Mark::Constructed
    );
    assert_eq!(
        marks(Figure::ProjectsExecutionRate, None, "96%", "合计", 4),
        Mark::Plain
    );
    assert_eq!(
        marks(Figure::ProjectsExecutionRate, None, "97%", "合计", 4),
        Mark::Constructed
    );
    assert_eq!(
        marks(Figure::ProjectRate, Some(1), "95.17%", "文旅培训", 6),
        Mark::Plain
    );
    assert_eq!(
        marks(Figure::ProjectRate, Some(3), "100%", "文旅培训", 6),
        Mark::Constructed
    );
    let (mut own, grade) = (all_constructed(), Figure::GradeExcellent);
    published(&mut own, grade, None, "1");
    let document = annex2(own);
    let last = table(&document.sections[0]).rows.last().unwrap();
    let marks: Vec<_> = last.cells[3..].iter().map(|cell| cell.mark).collect();
    assert_eq!(
        marks,
        [
            Mark::Plain,
            Mark::Constructed,
            Mark::Constructed,
            Mark::Constructed
        ]
    );
}

#[test]
fn a_figure_that_only_the_unit_reports_confirms_nothing() {
    let mut submission = all_constructed();
    published(&mut submission, Figure::ProjectsBudget, None, "38.5");
    submission.stated[0].value.source = jixiao_model::Source::Reported;
    let document = annex2(submission);
    assert_eq!(
        row(table(&document.sections[0]), "合计").1[2],
        Mark::Constructed
    );
}

#[test]
fn annex_3_shows_the_department() {
    let document = annex3(everything()).unwrap();
    insta::assert_snapshot!("annex_3", render::markdown(&document).unwrap());
    assert_eq!(
        document.title,
        "某区文旅局2023年度部门（单位）整体支出绩效自评表"
    );
    assert_eq!(annex3(changed(|own| own.department = None)), None);
}

#[test]
fn annex_3_leaves_out_what_the_form_does_not_hold() {
    let document = annex3(changed(|own| {
        form(own).basic = None;
        form(own).project = None;
        form(own).three_public = None;
    }))
    .unwrap();
    let table = table(&document.sections[0]);
    let dashes = ["—"; 6];
    assert_eq!(row(table, "其中：基本支出").0[1..], dashes);
    assert_eq!(row(table, "项目支出").0[1..], dashes);
    assert_eq!(
        row(table, "全部支出").0[1..],
        ["1000.00", "1100.00", "1050.50", "10", "95.5%", "9.55"]
    );
    let (missing, _) = row(table, "“三公经费”控制率");
    assert_eq!(missing[1..5], ["≤90%", "—", "10", "0"]);
}

#[test]
fn annex_3_leaves_a_published_rate_plain_where_the_data_confirm_it() {
    fn executed(funds: &mut Funds) {
        constructed(&mut funds.executed);
    }
    let marks = |figure, text: &str, label: &str| {
        let document = annex3(changed(|own| {
            executed(&mut form(own).total);
            executed(form(own).basic.as_mut().unwrap());
            published(own, figure, None, text);
        }))
        .unwrap();
        row(table(&document.sections[0]), label).1[5]
    };
    assert_eq!(
        marks(Figure::DepartmentExecutionRate, "95.5%", "全部支出"),
        Mark::Plain
    );
    assert_eq!(
        marks(Figure::DepartmentExecutionRate, "95%", "全部支出"),
        Mark::Plain
    );
    assert_eq!(
        marks(Figure::DepartmentExecutionRate, "94.5%", "全部支出"),
        Mark::Constructed
    );
    assert_eq!(
        marks(Figure::BasicExecutionRate, "95.5%", "全部支出"),
        Mark::Constructed
    );
    assert_eq!(
        marks(Figure::BasicExecutionRate, "100%", "其中：基本支出"),
        Mark::Plain
    );
    assert_eq!(
        marks(Figure::BasicExecutionRate, "99.99%", "其中：基本支出"),
        Mark::Constructed
    );
}

#[test]
fn what_does_not_apply_is_called_so_where_an_actual_would_stand() {
    let document = annex1(everything());
    let (own, _) = row(table(&document.sections[0]), "带动增收");
    let own = &own[own.len() - 6..];
    assert_eq!(own[1..5], ["≥5万元", "不适用", "15", "15"]);
    let document = annex3(changed(|own| {
        form(own).staffing = None;
        form(own).indicators[2].not_applicable = true;
    }))
    .unwrap();
    let (rate, _) = row(table(&document.sections[0]), "在职人员控制率");
    assert_eq!(rate[1..5], ["≤100%", "不适用", "10", "10"]);
}

/// One value after the other is constructed: whatever is marked is explained, and nothing else.
#[test]
fn marks_and_the_note_below_come_together() {
    type Change = fn(&mut Submission);
    fn first(own: &mut Submission) -> &mut Indicator {
        &mut own.projects[0].indicators[1]
    }
    let changes: [(&str, Change); 22] = [
        ("nothing", |_| {}),
        ("a project's name", |own| {
            constructed(&mut own.projects[0].name);
        }),
        ("initial", |own| {
            constructed(&mut own.projects[0].funds.other.as_mut().unwrap().initial);
        }),
        ("budget", |own| {
            constructed(&mut own.projects[0].funds.other.as_mut().unwrap().budget);
        }),
        ("executed", |own| {
            constructed(&mut own.projects[0].funds.other.as_mut().unwrap().executed);
        }),
        ("expected", |own| {
            constructed(&mut own.projects[0].goal.expected);
        }),
        ("reached", |own| {
            constructed(&mut own.projects[0].goal.actual);
        }),
        ("an indicator's name", |own| {
            constructed(&mut first(own).name);
        }),
        ("target", |own| constructed(&mut first(own).target)),
        ("actual", |own| constructed(&mut first(own).actual)),
        ("weight", |own| constructed(&mut first(own).weight)),
        ("percent", |own| {
            constructed(own.projects[0].indicators[4].percent.as_mut().unwrap());
        }),
        ("a cause", |own| {
            constructed(&mut own.projects[0].deviations[0].cause);
        }),
        ("a remedy", |own| {
            constructed(&mut own.projects[0].deviations[3].remedy);
        }),
        ("department's initial", |own| {
            constructed(&mut form(own).total.initial);
        }),
        ("department's budget", |own| {
            constructed(&mut form(own).basic.as_mut().unwrap().budget);
        }),
        ("department's executed", |own| {
            constructed(&mut form(own).total.executed);
        }),
        ("department's three public", |own| {
            constructed(
                &mut form(own)
                    .three_public
                    .as_mut()
                    .unwrap()
                    .reception
                    .as_mut()
                    .unwrap()
                    .spent,
            );
        }),
        ("department's carry-over", |own| {
            constructed(&mut form(own).carry_over.as_mut().unwrap().previous);
        }),
        ("department's staff", |own| {
            constructed(&mut form(own).staffing.as_mut().unwrap().staff);
        }),
        ("department's goal", |own| {
            constructed(&mut form(own).goal.actual);
        }),
        ("department's cause", |own| {
            constructed(&mut form(own).deviations[1].cause);
        }),
    ];
    for (what, change) in changes {
        for document in [
            Some(annex1(changed(change))),
            Some(annex2(changed(change))),
            annex3(changed(change)),
        ]
        .into_iter()
        .flatten()
        {
            assert_eq!(
                notes(&document),
                has_marks(&document),
                "{what}: {}",
                document.title
            );
        }
    }
}

#[test]
fn every_annex_of_every_submission_can_be_rendered() {
    for (what, submission) in all() {
        let shown = Shown::new(submission);
        let outcome = shown.outcome();
        let annexes = [
            Some(project_forms(&outcome).unwrap()),
            Some(summary_table(&outcome).unwrap()),
            department_form(&outcome),
        ];
        for annex in annexes
            .iter()
            .flatten()
            .filter(|annex| !annex.sections.is_empty())
        {
            render::markdown(annex).unwrap_or_else(|error| panic!("{what}: {error}"));
            render::xlsx(annex).unwrap_or_else(|error| panic!("{what}: {error}"));
            assert_eq!(notes(annex), has_marks(annex), "{what}: {}", annex.title);
        }
    }
}

/// The rows of the table of basic data: texts, marks, and rows that the first cell covers.
fn basic_data(submission: Submission) -> Option<Vec<(Vec<String>, u16)>> {
    let document = annex3(submission).unwrap();
    let section = document.sections.get(1)?;
    assert_eq!(section.name, "基础数据");
    let row = |row: &Row| {
        let texts = shown(row).into_iter().map(String::from).collect();
        (texts, row.cells[0].rows)
    };
    Some(table(section).rows.iter().map(row).collect())
}

#[test]
fn annex_3_tells_what_its_rates_are_computed_of() {
    let rows = basic_data(changed(|own| {
        let form = form(own);
        form.three_public = None;
        form.staffing = None;
        for (rate, texts) in [
            (RateId::ProcurementExecution, ["100.123456", "-5"]),
            (RateId::PaymentProgress, ["80%", "75.5%"]),
            (RateId::KeyWork, ["12", "11"]),
            (RateId::Completion, ["0.0000000001", "3"]),
        ] {
            let inputs = rate.inputs().iter().zip(texts);
            let values =
                inputs.map(|(input, text)| Traced::reported(input.kind.read(text).unwrap()));
            form.rates
                .push(RateFigures::new(rate, values.collect()).unwrap());
        }
    }))
    .unwrap();
    let lines: Vec<_> = rows
        .iter()
        .map(|(texts, rows)| format!("{} ({rows})", texts.join(" | ")))
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @r"
    类别 | 数据项 | 数值 | 单位 (1)
    结转结余 | 本年累计结转结余 | 2.50 | 万元 (2)
    上年累计结转结余 | 250.00 | 万元 (1)
    政府采购执行率 | 政府采购预算数 | 100.123456 | 万元 (2)
    实际政府采购金额 | -5.00 | 万元 (1)
    支付进度率 | 既定支付进度 | 80% | — (2)
    实际支付进度 | 75.5% | — (1)
    重点工作办结率 | 交办或下达数 | 12 | 个 (2)
    重点工作实际完成数 | 11 | 个 (1)
    实际完成率 | 计划完成数 | 0.0000000001 | — (2)
    实际完成数 | 3 | — (1)
    ");
}

#[test]
fn annex_3_has_no_basic_data_where_the_form_has_none() {
    assert!(
        basic_data(changed(|own| {
            let form = form(own);
            form.three_public = None;
            form.carry_over = None;
            form.staffing = None;
        }))
        .is_none()
    );
}

#[test]
fn annex_3_marks_what_is_constructed_of_the_basic_data() {
    let document = annex3(changed(|own| {
        constructed(&mut form(own).carry_over.as_mut().unwrap().previous);
    }))
    .unwrap();
    let alone = Document {
        title: String::new(),
        sections: vec![document.sections[1].clone()],
    };
    assert_eq!(marked(&alone), ["250.00"]);
    assert_eq!(notes(&alone), [true]);
}

/// The page has room for long explanations where there are some, and for the levels where there are none.
#[test]
fn columns_are_as_wide_as_the_explanations_ask() {
    let widths = |length: usize| {
        let own = changed(|own| own.projects[0].deviations[0].cause = text(&"因".repeat(length)));
        let last = table(&annex1(own.clone()).sections[0]).columns[8];
        (last, table(&annex2(own).sections[0]).columns[9])
    };
    assert_eq!(widths(100), (26, 32));
    assert_eq!(widths(280), (46, 32));
    assert_eq!(widths(400), (46, 47));
}

/// A text longer than a cell of a workbook holds, wherever a person can put one, and characters that no file holds.
#[test]
fn no_text_however_long_or_odd_breaks_a_file() {
    let long = format!("=1+1\u{0}\u{ffff}\u{1b}{}", "长".repeat(40_000));
    let submission = changed(|own| {
        for project in &mut own.projects {
            project.note.clone_from(&long);
            project.goal.expected = text(&long);
            project.goal.actual = text(&long);
            for deviation in &mut project.deviations {
                deviation.cause = text(&long);
                deviation.remedy = text(&long);
            }
        }
        form(own).goal.actual = text(&long);
        own.report.next_steps = vec![text(&long)];
    });
    let shown = Shown::new(submission);
    let files =
        jixiao_export::files(&shown.outcome(), &jixiao_export::Format::ALL, |_| {}).unwrap();
    let mut names: Vec<_> = files.iter().map(|file| file.name.as_str()).collect();
    names.sort_unstable();
    insta::assert_snapshot!(names.join("\n"), @"
    evaluation.json
    整改台账.md
    整改台账.xlsx
    核对结果.md
    核对结果.xlsx
    自评工作总结.docx
    自评工作总结.md
    附表1-项目支出绩效自评表.md
    附表1-项目支出绩效自评表.xlsx
    附表2-项目支出绩效自评结果汇总表.md
    附表2-项目支出绩效自评结果汇总表.xlsx
    附表3-部门整体支出绩效自评表.md
    附表3-部门整体支出绩效自评表.xlsx
    ");
    for file in &files {
        let is_workbook = file.bytes.starts_with(b"PK") && !file.name.starts_with("自评工作总结");
        if is_workbook {
            let bytes = std::io::Cursor::new(&file.bytes);
            let mut workbook: calamine::Xlsx<_> = calamine::open_workbook_from_rs(bytes).unwrap();
            assert!(!calamine::Reader::worksheets(&mut workbook).is_empty());
        }
    }
}
