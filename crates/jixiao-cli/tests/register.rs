//! `jixiao register`: what it prints, what it writes, and what it refuses.

mod command;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use command::{json, refused, stdout};

const DATASET: &str = r#"
[unit]
name = "某县文化局"
year = 2024

[[projects]]
name = "图书馆运行费"
section = "文化科"
funds.fiscal = { initial = 20, budget = 20.32, executed = 10 }
[[projects.deviations]]
indicator = "预算执行率"
cause = "供货企业开票晚"
remedy = "提前通知供货企业开票日期，收票后五个工作日内办理支付，每季度末与财务科核对一次未付款项，并把进度报局务会"
[[projects.deviations]]
cause = "只有原因"

[department.spending.total]
budget = 100
executed = 90
[[department.deviations]]
indicator = "预算执行率"
remedy = "下年按进度安排支出"

[[register]]
year = 2023
project = "乡村道路养护"
remedy = "倒排工期"
owner = "工程科"
due = 2024-06-30
state = "整改中"
progress = "已完成七成"

[[register]]
year = 2023
project = "图书馆运行费"
cause = "人手不足"
remedy = "加强业务指导"
state = "done"
"#;

fn dataset(folder: &Path) -> String {
    let file = folder.join("dataset.toml");
    fs::write(&file, DATASET).unwrap();
    text(&file).to_owned()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// The names in a folder.
fn names(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn it_prints_a_table_that_fits_the_page() {
    let folder = tempfile::tempdir().unwrap();
    let dataset = dataset(folder.path());
    let told = stdout(&["register", &dataset]);
    insta::assert_snapshot!(told, @"
    某县文化局  2024 年度整改台账

    年度 项目名称           整改措施                 责任科室   完成时限   整改状态
    2023 图书馆运行费       加强业务指导                                   已完成
    2023 乡村道路养护       倒排工期                 工程科     2024-06-30 整改中
    2024 图书馆运行费       提前通知供货企业开票日   文化科                未开始
                            期，收票后五个工作日内办
                            理支付，每季度末与财务科
                            核对一次未付款项，并把进
                            度…
    2024 部门整体支出       下年按进度安排支出                             未开始

    共 4 项：未开始 2，整改中 1，已完成 1，已取消 0
    ");
    insta::assert_snapshot!(stdout(&["register", &dataset, "--pending", "--lang", "en"]), @"
    某县文化局, remediation register of 2024

    year project            remedy                   owner      due        state
    2023 乡村道路养护       倒排工期                 工程科     2024-06-30 under way
    2024 图书馆运行费       提前通知供货企业开票日   文化科                not begun
                            期，收票后五个工作日内办
                            理支付，每季度末与财务科
                            核对一次未付款项，并把进
                            度…
    2024 the unit as a      下年按进度安排支出                             not begun
         whole

    3 in all: not begun 2, under way 1, done 0, dropped 0
    ");
}

#[test]
fn json_is_the_dataset_format() {
    let folder = tempfile::tempdir().unwrap();
    let told = json(&["register", &dataset(folder.path()), "--json", "--pending"]);
    assert_eq!(told["register"].as_array().unwrap().len(), 3);
    insta::assert_snapshot!(format!("{:#}", told["register"][0]), @r#"
    {
      "year": 2023,
      "project": "乡村道路养护",
      "remedy": "倒排工期",
      "owner": "工程科",
      "due": "2024-06-30",
      "state": "under-way",
      "progress": "已完成七成"
    }
    "#);
}

#[test]
fn every_kind_of_file_is_written_and_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let dataset = dataset(folder.path());
    let printed = stdout(&["register", &dataset]);
    let next = folder.path().join("2025");
    for name in ["台账.xlsx", "台账.toml", "台账.MD"] {
        let out = next.join(name);
        let said = stdout(&["register", &dataset, "--out", text(&out)]);
        let first = format!(
            "已写出：{}\n共 4 项：未开始 2，整改中 1，已完成 1，已取消 0\n",
            text(&out)
        );
        assert!(said.starts_with(&first), "{said}");
        if name != "台账.MD" {
            // Beside the dataset that it was made of, it says nothing new.
            assert_eq!(stdout(&["register", &dataset, text(&out)]), printed);
        }
    }
    assert_eq!(names(&next).len(), 3);
    let markdown = fs::read_to_string(next.join("台账.MD")).unwrap();
    assert!(
        markdown.contains("| 4 | 2024 | 部门整体支出 | 预算执行率 |"),
        "{markdown}"
    );
}

#[test]
fn the_same_call_writes_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let dataset = dataset(folder.path());
    let write = |name: &str| {
        let out = folder.path().join("out").join(name);
        stdout(&["register", &dataset, "--out", text(&out)]);
        fs::read(out).unwrap()
    };
    assert_eq!(write("a.xlsx"), write("b.xlsx"));
}

#[test]
fn what_cannot_be_done_is_refused_and_harms_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let dataset = dataset(folder.path());
    let pdf = folder.path().join("台账.pdf");
    fs::write(&pdf, "原有").unwrap();
    assert_eq!(
        refused(&["register", &dataset, "--out", text(&pdf)]),
        format!(
            "错误：“{}”不以 .xlsx、.toml 或 .md 结尾，不知写成什么；供填写用 .xlsx，放入数据集用 .toml，如 --out 整改台账.xlsx\n",
            text(&pdf)
        )
    );
    assert_eq!(fs::read_to_string(&pdf).unwrap(), "原有");
    let here = text(folder.path());
    assert_eq!(
        refused(&["register", &dataset, "--lang", "en", "--out", here]),
        format!("error: `{here}` is a folder; --out takes a file, such as {here}/register.xlsx\n")
    );
    let both = refused(&["register", &dataset, "--json", "--out", "a.xlsx"]);
    assert!(
        both.starts_with("错误：--json 与 --out <文件> 不能同用"),
        "{both}"
    );
    assert_eq!(names(folder.path()).len(), 2);
}

#[test]
fn what_was_filled_in_is_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let dataset = dataset(folder.path());
    for name in ["台账.toml", "台账.md", "台账.xlsx"] {
        let out = folder.path().join(name);
        let call = ["register", &dataset, "--out", text(&out)];
        stdout(&call);
        let first = fs::read(&out).unwrap();
        // Nobody filled it in: written again, also where the dataset says more than before.
        stdout(&call);
        assert_eq!(fs::read(&out).unwrap(), first, "{name}");
        let more = folder.path().join("more.toml");
        fs::write(&more, DATASET.replace("已完成七成", "已完成九成")).unwrap();
        fs::write(&out, "不是台账").unwrap();
        let said = refused(&call);
        assert_eq!(
            said,
            format!(
                "错误：“{}”已有文件，但不能作为整改台账读取，不知其中填写了什么，没有覆盖；请换一个文件名，或先把它移走\n",
                text(&out)
            )
        );
        assert_eq!(fs::read_to_string(&out).unwrap(), "不是台账");
        // Filled in by a clerk: that the 乡村道路养护 is further than the dataset knows.
        fs::remove_file(&out).unwrap();
        stdout(&["register", text(&more), "--out", text(&out)]);
        let filled = fs::read(&out).unwrap();
        assert_eq!(
            refused(&call),
            format!(
                "错误：“{}”已有填写内容（1 行在新台账里没有或不同），没有覆盖；请把它放进数据集文件夹后再生成，或换一个文件名\n",
                text(&out)
            )
        );
        // Of all rows the pending ones alone would lose the others.
        fs::write(&out, &first).unwrap();
        let pending = ["register", &dataset, "--pending", "--out", text(&out)];
        assert!(refused(&pending).contains("（1 行"), "{name}");
        fs::write(&out, &filled).unwrap();
        // Its own data beside it, nothing is lost.
        stdout(&["register", text(&more), "--out", text(&out)]);
        assert_eq!(fs::read(&out).unwrap(), filled);
        fs::remove_file(&out).unwrap();
    }
}

#[test]
fn evaluate_leaves_a_filled_register_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let (dataset, out) = (dataset(folder.path()), folder.path().join("out"));
    let run = || {
        Command::new(env!("CARGO_BIN_EXE_jixiao"))
            .args(["evaluate", &dataset, "--out", text(&out)])
            .output()
            .unwrap()
    };
    let first = run();
    let register = out.join("整改台账.xlsx");
    let blank = fs::read(&register).unwrap();
    let again = run();
    assert_eq!(
        (&again.stdout, again.stderr.is_empty()),
        (&first.stdout, true)
    );
    assert_eq!(fs::read(&register).unwrap(), blank);
    let more = folder.path().join("more.toml");
    fs::write(&more, DATASET.replace("已完成七成", "已完成九成")).unwrap();
    let filled = folder.path().join("filled.xlsx");
    stdout(&["register", text(&more), "--out", text(&filled)]);
    fs::copy(&filled, &register).unwrap();
    let third = run();
    assert_eq!(third.status.code(), first.status.code());
    assert_eq!(fs::read(&register).unwrap(), fs::read(&filled).unwrap());
    assert_eq!(
        String::from_utf8(third.stderr).unwrap(),
        format!(
            "注意：“{}”已有填写内容（1 行在新台账里没有或不同），文件保留未动；请把它放进数据集文件夹后再运行\n",
            text(&register)
        )
    );
    let told = String::from_utf8(third.stdout).unwrap();
    assert!(
        !told.contains("整改台账.xlsx") && told.contains("整改台账.md"),
        "{told}"
    );
}

#[test]
fn a_dataset_may_be_its_own_out_folder() {
    let folder = tempfile::tempdir().unwrap();
    dataset(folder.path());
    let here = text(folder.path());
    let run = || {
        let output = Command::new(env!("CARGO_BIN_EXE_jixiao"))
            .args(["evaluate", here, "--out", here])
            .output()
            .unwrap();
        assert!(output.stderr.is_empty());
        output.stdout
    };
    let data = |member: &str| {
        let text = fs::read_to_string(folder.path().join("evaluation.json")).unwrap();
        let data: serde_json::Value = serde_json::from_str(&text).unwrap();
        data[member].to_string()
    };
    let members = ["projects", "department", "findings"];
    let first = run();
    let one = members.map(data);
    // What the register says is read again; the annexes and the report are not.
    for _ in 0..2 {
        assert!(run() == first);
        assert!(members.map(data) == one);
    }
    let rows: serde_json::Value = serde_json::from_str(&data("register")).unwrap();
    assert_eq!(rows.as_array().map(Vec::len), Some(4));
}

#[test]
fn what_could_not_be_read_is_told_since_a_promise_may_be_missing() {
    let folder = tempfile::tempdir().unwrap();
    dataset(folder.path());
    let list = "提出年度,项目名称,整改措施,责任人,整改状态\n2022,甲,措,张三,差不多了\n,乙,措二,李四,完成\n";
    fs::write(folder.path().join("旧台账.csv"), list).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_jixiao"))
        .args(["register", text(folder.path()), "--json"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stderr).unwrap();
    insta::assert_snapshot!(told.replace(text(folder.path()), "DIR"), @"
    注意：DIR/旧台账.csv [E2]：整改状态：“差不多了”不在可选之列，暂按未开始计；请填写未开始、整改中、已完成或已取消
    注意：DIR/旧台账.csv [C3]：看不出这项措施是哪一年度提出的，没有读取；请填写“提出年度”一列，或在标题中写明年度，如“2023年度整改台账”
    ");
    let rows: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(rows["register"].as_array().unwrap().len(), 5);
}
