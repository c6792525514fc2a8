//! `jixiao batch`: what it prints and writes, its status, and that an interrupted run leaves nothing.

mod command;

use std::fs;
use std::path::Path;

use command::{json, refused, stdout};
use tempfile::TempDir;

const ROWS: &str = "\
department_id,project_id,budget,executed,kind,target,actual,weight
商务局,1,20.32,20.3055,0,300,285,90
商务局,2,100,50,0,95,93,40
商务局,2,100,50,1,90,99,50
文旅局,3,0,0,2,,85,90
";

fn rows(text: &str) -> (TempDir, String, String) {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(at("rows.csv"), text).unwrap();
    let (input, out) = (at("rows.csv"), at("scores.parquet"));
    (folder, input, out)
}

/// Without the folder, which is another each time.
fn shown(text: &str, folder: &Path) -> String {
    text.replace(&format!("{}/", folder.display()), "")
}

#[test]
fn what_all_projects_come_to_is_told() {
    let (folder, input, out) = rows(ROWS);
    let said = stdout(&["batch", &input, "--out", &out, "--by", "department_id"]);
    insta::assert_snapshot!(shown(&said, folder.path()), @r"
    评分政策：mof-2020，项目支出绩效自评通用政策（财预〔2020〕10号）
    行 4，项目 3
    预算执行率 58.43%（70.3055 ÷ 120.32 万元）
    等级 优/良/中/差  1/2/0/0，平均分 90.53

    department_id     项目数   未评分   执行率   优/良/中/差             平均分
    商务局            2        0        58.43%   1/1/0/0                 92.55
    文旅局            1        0        —        0/1/0/0                 86.5
    共 2 组，全部见 scores.by-department_id.parquet
    已写出：scores.parquet
    ");
    let english = stdout(&["--lang", "en", "batch", &input, "--out", &out]);
    insta::assert_snapshot!(shown(&english, folder.path()), @r"
    policy: mof-2020, Project self-evaluation under MOF-2020-10
    4 rows, 3 projects
    execution rate 58.43% (70.3055 ÷ 120.32 万元)
    grades 优/良/中/差 1/2/0/0, mean 90.53
    written: scores.parquet
    ");
    let mut files: Vec<String> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    assert_eq!(
        files,
        [
            "rows.csv",
            "scores.by-department_id.parquet",
            "scores.parquet",
            "scores.rejects.csv"
        ]
    );
}

#[test]
fn data_has_money_and_points_as_exact_texts() {
    let (_folder, input, out) = rows(ROWS);
    let document = json(&[
        "batch",
        &input,
        "--out",
        &out,
        "--by",
        "department_id",
        "--json",
    ]);
    assert_eq!(document["rows"], 4);
    assert_eq!(document["rejects"], 0);
    assert_eq!(document["all"]["budget"], "120.32");
    assert_eq!(document["all"]["executed"], "70.3055");
    assert_eq!(document["all"]["execution_rate"], "58.43%");
    // 95.49, 5 + 39.16 + 45.45 and 10 + 76.5
    assert_eq!(document["all"]["mean_total"], "90.5333");
    assert_eq!(document["groups"][1]["key"], "文旅局");
    assert_eq!(
        document["groups"][1]["execution_rate"],
        serde_json::Value::Null
    );
    assert_eq!(document["groups"][0]["grades"]["优"], 1);
}

#[test]
fn rows_without_a_score_make_the_status_one() {
    let (folder, input, out) = rows(&format!("{ROWS}文旅局,4,100,90,0,95,九十,90\n"));
    let output = command::jixiao_reading(&["batch", &input, "--out", &out], b"");
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(
        said.contains("未评分：问题 1 处，涉及项目 1 个（不计入执行率、等级和平均分）"),
        "{said}"
    );
    let rejects = fs::read_to_string(folder.path().join("scores.rejects.csv")).unwrap();
    let line = rejects.lines().nth(1).unwrap();
    assert!(
        line.ends_with("rows.csv,5,4,actual,actual：“九十”不是数字，请修改"),
        "{line}"
    );
}

#[test]
fn wrong_calls_are_refused_with_the_mend() {
    let (folder, input, out) = rows(ROWS);
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    for (arguments, expected) in [
        (
            vec!["batch", &input, "--out", &at("scores.csv")],
            "不以 .parquet 结尾",
        ),
        (
            vec!["batch", &input, "--out", &out, "--by", "省"],
            "缺少列 省",
        ),
        (
            vec!["batch", &at("none.parquet"), "--out", &out],
            "无法读取",
        ),
        (
            vec!["batch", &at("rows.xlsx"), "--out", &out],
            "不是可评分的文件",
        ),
        (
            vec!["batch", &input, "--out", &out, "--policy", "none"],
            "none",
        ),
        (
            vec!["batch", &input, "--out", &out, "--by", "a/b"],
            "缺少列 a/b",
        ),
        (
            vec!["batch", &input, "--out", &out, "--rejects", &input],
            "不止一处",
        ),
    ] {
        let said = refused(&arguments);
        assert!(said.contains(expected), "{said}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_nothing_new() {
    use std::io::Read;
    use std::process::{Command, Stdio};

    // A pipe that is never closed: the run waits for more rows as long as it is let.
    let folder = TempDir::new().unwrap();
    let pipe = folder.path().join("rows.csv");
    let out = folder.path().join("scores.parquet");
    fs::write(&out, "older").unwrap();
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    let mut child = Command::new(env!("CARGO_BIN_EXE_jixiao"))
        .arg("batch")
        .arg(&pipe)
        .arg("--out")
        .arg(&out)
        .stderr(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    // Opening waits until the run reads.
    let mut rows = fs::OpenOptions::new().write(true).open(&pipe).unwrap();
    let id = child.id().to_string();
    let pause = || Command::new("kill").args(["-INT", &id]).status().unwrap();
    assert!(pause().success());
    // Rows that come after are not scored any more.
    let header = ROWS.lines().next().unwrap();
    let line = "甲,1,1,1,0,1,1,1\n";
    let _ = std::io::Write::write_all(
        &mut rows,
        format!("{header}\n{}", line.repeat(100_000)).as_bytes(),
    );
    drop(rows);
    assert_eq!(child.wait().unwrap().code(), Some(2));
    let mut said = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut said)
        .unwrap();
    assert!(said.contains("已中止，未写入任何结果"), "{said}");
    assert_eq!(fs::read_to_string(&out).unwrap(), "older");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}
