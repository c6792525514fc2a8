//! What several files say of one unit, joined: nothing good is lost, and nothing is said twice without a word.

use std::fmt::Write;
use std::fs;

use jixiao_import::{ImportError, MAX_FORM_PROBLEMS, read_dataset, read_files};
use jixiao_model::{Lang, RemarkKind, Submission};

const UNIT: (&str, &str) = ("unit.toml", "[unit]\nname = '某县文化局'\nyear = 2023\n");

const HEAD: &str = "序号,项目名称,全年预算数,全年执行数,执行率,自评得分,自评等级\n";

fn summary(rows: &str) -> String {
    format!("2023年度项目支出绩效自评结果汇总表\n{HEAD}{rows}")
}

fn read(files: &[(&str, &str)]) -> Result<Submission, ImportError> {
    read_files(files)
}

fn told(submission: &Submission) -> String {
    let remarks = submission.remarks.iter().map(|remark| {
        let place = remark.place.as_ref().map(ToString::to_string);
        format!(
            "{:?} {}：{}；{}",
            remark.kind,
            place.unwrap_or_default(),
            remark.message.zh,
            remark.mend.zh
        )
    });
    remarks.collect::<Vec<_>>().join("\n")
}

fn numbered(submission: &Submission) -> Vec<(u32, &str)> {
    let projects = submission.projects.iter();
    projects
        .map(|form| (form.number, form.name.value.as_str()))
        .collect()
}

#[test]
fn a_file_full_of_mistakes_costs_no_other() {
    let bad = (0..6_000).fold(String::new(), |mut rows, number| {
        let _ = writeln!(rows, "{number},项目{number},一,二,,,");
        rows
    });
    let good = summary("1,图书馆运行费,20,19,95%,98,优\n");
    let found = read(&[("坏表.csv", &summary(&bad)), UNIT, ("好表.csv", &good)]).unwrap();
    assert_eq!(numbered(&found), [(1, "图书馆运行费")]);
    assert_eq!(found.remarks.len(), MAX_FORM_PROBLEMS + 1);
    let last = &found.remarks[MAX_FORM_PROBLEMS];
    insta::assert_snapshot!(last.message.zh, @"另有 11900 处问题没有列出");
}

#[test]
fn a_file_of_another_kind_costs_no_other() {
    let good = summary("1,图书馆运行费,20,19,95%,98,优\n");
    let found = read(&[UNIT, ("汇总表.csv", &good), ("照片.jpg", "\u{fffd}")]).unwrap();
    assert_eq!(found.projects.len(), 1);
    insta::assert_snapshot!(told(&found), @"Unread 照片.jpg：不能读取 .jpg 文件；可读 .xlsx、.xls、.ods、.docx、.csv、.toml 和 .json；请另存为 .xlsx 或 .docx");
}

#[test]
fn a_folder_of_what_cannot_be_read_says_how_to_mend_it() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["自评表.doc", "通知.pdf", "~$自评表.docx"] {
        fs::write(folder.path().join(name), "x").unwrap();
    }
    let base = folder.path().to_str().unwrap();
    let said = read_dataset(&[folder.path()])
        .unwrap_err()
        .render(Lang::Chinese);
    insta::assert_snapshot!(said.replace(base, "D"), @"
    D/自评表.doc：这种格式不能读取，文件没有计入；如果是自评表，请另存为 .xlsx 或 .docx
    D/通知.pdf：这种格式不能读取，文件没有计入；如果是自评表，请另存为 .xlsx 或 .docx
    ");
    // As `*.docx` finds it: no form, and nothing to be told of.
    let beside = folder.path().join("~$自评表.docx");
    let said = read_dataset(&[beside]).unwrap_err().render(Lang::Chinese);
    insta::assert_snapshot!(said.replace(base, "D"), @"D/~$自评表.docx：没有可读的数据；请给出自评表、数据集的文件或文件夹");
}

#[test]
fn a_sheet_of_the_unit_fills_what_a_text_leaves_open() {
    let sheet = "单位基本信息表\n单位名称,某县文化和旅游局\n简称,文旅局\n年度,2022\n评分政策,mof-2021\n预算项目数,50\n";
    let good = summary("1,图书馆运行费,20,19,95%,98,优\n");
    let found = read(&[UNIT, ("单位.csv", sheet), ("汇总表.csv", &good)]).unwrap();
    assert_eq!(found.unit.name.as_str(), "某县文化局");
    assert_eq!(found.unit.short_name.as_ref().unwrap().as_str(), "文旅局");
    assert_eq!(found.unit.budgeted_projects.as_ref().unwrap().value, 50);
    assert_eq!(
        (found.year.number(), found.policy.as_deref()),
        (2023, Some("mof-2021"))
    );
    insta::assert_snapshot!(told(&found), @"
    Unclear 单位.csv [B2]：单位基本信息表写作“某县文化和旅游局”，[unit] 写作“某县文化局”，按后者；请统一两处
    Unclear 单位.csv [B4]：单位基本信息表写作“2022”，[unit] 写作“2023”，按后者；请统一两处
    ");
}

#[test]
fn a_number_that_stands_twice_is_told() {
    let rows = summary(
        "3,图书馆运行费,20,19,95%,98,优\n3,道路养护,20,19,95%,98,优\n,植树,20,19,95%,98,优\n",
    );
    let found = read(&[UNIT, ("汇总表.csv", &rows)]).unwrap();
    assert_eq!(
        numbered(&found),
        [(1, "道路养护"), (2, "植树"), (3, "图书馆运行费")]
    );
    insta::assert_snapshot!(told(&found), @"Unclear 汇总表.csv [B4]：序号 3 已有项目使用，这个项目另行编号；请核对序号");
}

#[test]
fn names_are_held_together_through_a_slip_and_by_nothing_less() {
    let project = |number: u32, name: &str| {
        format!(
            "[[projects]]\nnumber = {number}\nname = '{name}'\nfunds.fiscal = {{ budget = 20, executed = 19 }}\n"
        )
    };
    let forms = [
        project(1, "综合保税区运行补助"),
        project(2, "文化馆免费开放"),
    ]
    .concat();
    let rows = summary("7,综合保区运行补助,20,19,95%,98,优\n8,图书馆免费开放,20,19,95%,98,优\n");
    let found = read(&[UNIT, ("projects.toml", &forms), ("汇总表.csv", &rows)]).unwrap();
    assert_eq!(
        numbered(&found),
        [
            (1, "综合保税区运行补助"),
            (2, "文化馆免费开放"),
            (8, "图书馆免费开放")
        ]
    );
    insta::assert_snapshot!(told(&found), @"
    Unpaired 汇总表.csv [B3]：汇总表写作“综合保区运行补助”，自评表写作“综合保税区运行补助”，按同一项目计；请统一项目名称
    Unpaired 汇总表.csv [B4]：没有读到汇总表中“图书馆免费开放”的自评表；请补上或改正这个项目的自评表，或核对项目名称
    Unpaired projects.toml:7:8 (projects[2].name)：自评表“文化馆免费开放”没有列入汇总表；请在汇总表中补上，或核对项目名称
    ");
}

#[test]
fn another_year_and_a_second_department_are_told() {
    let department = |name: &str, year: u32| {
        format!(
            "部门（单位）整体支出绩效自评表（{year}年度）\n部门（单位）名称,{name}\n预算执行,,年初预算数,全年预算数,全年执行数,分值,执行率,得分\n,全部支出,100,100,99,10,99%,9.9\n\
             一级指标,二级指标,三级指标,年度指标值,实际完成值,分值,得分\n部门管理,资金投入,制度健全性,健全,达成预期指标,90,85\n总分,,,,,100,94.9\n"
        )
    };
    let (one, other) = (
        department("某县文化局", 2022),
        department("某县图书馆", 2023),
    );
    let found = read(&[UNIT, ("甲.csv", &one), ("乙.csv", &other)]).unwrap();
    assert_eq!(found.department.as_ref().unwrap().year.number(), 2022);
    assert!(
        found
            .remarks
            .iter()
            .any(|one| one.kind == RemarkKind::Unread)
    );
    insta::assert_snapshot!(told(&found), @"
    Unread 乙.csv [B2]：同样的表已有一份（甲.csv [B2]），这一份没有采用；请只留一份；不同单位请分别自评
    Unclear 甲.csv [A1]：表的年度为 2022，自评年度为 2023；请核对年度，不是本年度的表请移出
    ");
}

#[test]
fn several_summaries_are_one_list() {
    let project = |name: &str| {
        format!("[[projects]]\nname = '{name}'\nfunds.fiscal = {{ budget = 20, executed = 19 }}\n")
    };
    let forms = [project("图书馆运行费"), project("文化馆免费开放")].concat();
    let first = summary("1,图书馆运行费,20,19,95%,98,优\n");
    let second = summary("2,文化馆免费开放,20,19,95%,98,优\n3,植树,20,19,95%,98,优\n");
    let files = [("甲.csv", first.as_str()), ("乙.csv", second.as_str())];
    let found = read(&[UNIT, ("projects.toml", &forms), files[0], files[1]]).unwrap();
    assert_eq!(
        numbered(&found),
        [(1, "图书馆运行费"), (2, "文化馆免费开放"), (3, "植树")]
    );
    insta::assert_snapshot!(told(&found), @"Unpaired 乙.csv [B4]：没有读到汇总表中“植树”的自评表；请补上或改正这个项目的自评表，或核对项目名称");
    // Without forms each row is a project, and none of them lacks anything.
    let found = read(&[UNIT, files[0], files[1]]).unwrap();
    assert_eq!((found.projects.len(), found.remarks.len()), (3, 0));
}

#[test]
fn registers_are_one_and_what_the_first_leaves_open_the_others_fill() {
    const TEXT: &str = "[department.spending.total]\nbudget = 1\n[[register]]\nyear = 2022\nproject = '乡村 道路'\nremedy = '倒排工期。'\n";
    let list = |rows: &str| {
        format!(
            "提出年度,项目名称,指标,偏差原因,整改措施,责任人,完成时限,整改状态,进展情况\n{rows}"
        )
    };
    let lines = |submission: &Submission| {
        let rows = submission.register.iter().map(|row| {
            let owner = row.owner.as_ref().map_or("-", |owner| owner.as_str());
            let due = row.due.map_or("-".into(), |due| due.to_string());
            let state = row.state.term();
            format!("{}/{owner}/{due}/{state}/{}", row.cause.value, row.progress)
        });
        rows.collect::<Vec<_>>()
    };
    let one = list("2022,乡村道路,,雨季长,倒排工期.,工程科,2023-06-30,,已完成七成\n");
    let submission = read(&[UNIT, ("a.toml", TEXT), ("b.csv", &one)]).unwrap();
    assert_eq!(
        lines(&submission),
        ["雨季长/工程科/2023-06-30/未开始/已完成七成"]
    );
    assert_eq!(told(&submission), "");
    // Another indicator is another promise; what one list holds twice stays twice.
    let two = list(
        "2022,乡村道路,里程,,倒排工期。,,,,\n2022,乡村道路,,,倒排工期。,,,,\n2022,乡村道路,,,倒排工期。,,,,\n",
    );
    let submission = read(&[UNIT, ("a.toml", TEXT), ("b.csv", &two)]).unwrap();
    assert_eq!(submission.register.len(), 3);
    assert_eq!(told(&submission), "");
    // A row of a later year than that of the dataset is told at the first of them.
    let later = list("2023,乡村道路,,,甲,,,,\n2024,乡村道路,,,乙,,,,\n2025,乡村道路,,,丙,,,,\n");
    let submission = read(&[UNIT, ("b.csv", &later), ("a.toml", TEXT)]).unwrap();
    assert_eq!(
        told(&submission),
        "Unclear b.csv [E3]：整改台账的提出年度为 2024，晚于自评年度 2023（共 2 行晚于自评年度）；请核对提出年度，以后年度的行请移出"
    );
    let other = list("2022,乡村道路,,,倒排工期。,,,已完成,\n");
    let submission = read(&[UNIT, ("a.toml", TEXT), ("b.csv", &other)]).unwrap();
    assert_eq!(lines(&submission), ["/-/-/未开始/"]);
    assert_eq!(
        told(&submission),
        "Unclear b.csv [E2]：两份整改台账都有这项措施，内容不同（这里为“已完成”，那里为“未开始”），按 a.toml 第 6 行 计；请只留填写最新的一份台账，或把两处改为一致"
    );
}
