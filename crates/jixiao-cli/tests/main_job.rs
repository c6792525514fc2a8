//! `jixiao evaluate`, `explain` and `schema` as a person calls them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use unicode_width::UnicodeWidthStr;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

const DATASET: &str = "examples/data/lanzhou-2023";

/// The command, called from the top of the project.
fn jixiao(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_jixiao"))
        .args(arguments)
        .current_dir(root())
        .stdin(Stdio::null()) // no terminal, so that no width but the usual one wraps the help
        .env_remove("COLUMNS")
        .output()
        .unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

/// A dataset of one file in a folder of its own.
fn dataset(text: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("unit.toml");
    fs::write(&file, text).unwrap();
    let file = file.to_str().unwrap().to_string();
    (folder, file)
}

const SMALL: &str = r#"
unit = { name = "某局", year = 2023 }

[[projects]]
name = "图书馆运行费"
funds.fiscal = { initial = 20, budget = 20, executed = 19 }

[[projects.indicators]]
level1 = "产出指标"
level2 = "数量指标"
name = "开放天数"
target = "≥300天"
actual = "285天"
weight = 90
"#;

fn files_of(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = fs::read_dir(folder).unwrap().map(|entry| {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_string();
        (name, fs::read(path).unwrap())
    });
    files.collect()
}

/// What the front page shows of the output is what comes out; `…` stands for the findings.
#[test]
fn the_front_page_shows_what_comes_out() {
    let output = stdout(&jixiao(&["evaluate", DATASET]));
    let page = include_str!("../../../README.md");
    let (_, shown) = page.split_once("```text\n").unwrap();
    let (shown, _) = shown.split_once("```").unwrap();
    for line in shown.lines().filter(|line| line.trim() != "…") {
        assert!(output.lines().any(|own| own == line), "{line}");
    }
}

#[test]
fn it_says_what_came_out() {
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().to_str().unwrap();
    let output = jixiao(&["evaluate", DATASET, "--out", folder]);
    assert_eq!(status(&output), 0);
    assert_eq!(
        stderr(&output),
        "",
        "no progress bar where stderr is no terminal"
    );
    insta::assert_snapshot!("evaluate", stdout(&output).replace(folder, "OUT"));
}

#[test]
fn it_says_so_in_english() {
    let output = jixiao(&["evaluate", DATASET, "--lang", "en"]);
    assert_eq!(status(&output), 0);
    insta::assert_snapshot!("evaluate_in_english", stdout(&output));
}

#[test]
fn the_same_dataset_gives_the_same_bytes() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for out in [&one, &other] {
        let output = jixiao(&["evaluate", DATASET, "--out", out.path().to_str().unwrap()]);
        assert_eq!(status(&output), 0);
    }
    let (one, other) = (files_of(one.path()), files_of(other.path()));
    assert_eq!(one.len(), 13);
    for (name, bytes) in &one {
        assert!(other[name] == *bytes, "{name} differs");
    }
}

#[test]
fn formats_are_chosen() {
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().join("new/deeper");
    let output = jixiao(&[
        "evaluate",
        DATASET,
        "--out",
        folder.to_str().unwrap(),
        "--formats",
        "json, md",
    ]);
    assert_eq!(status(&output), 0);
    let names: Vec<_> = files_of(&folder).into_keys().collect();
    assert_eq!(
        names,
        [
            "evaluation.json",
            "整改台账.md",
            "核对结果.md",
            "自评工作总结.md",
            "附表1-项目支出绩效自评表.md",
            "附表2-项目支出绩效自评结果汇总表.md",
            "附表3-部门整体支出绩效自评表.md",
        ]
    );
    let output = jixiao(&[
        "evaluate",
        DATASET,
        "--formats",
        "xlsx,pdf",
        "--out",
        folder.to_str().unwrap(),
    ]);
    assert_eq!(status(&output), 2);
    assert_eq!(
        stderr(&output),
        "错误：没有格式“pdf”；可用的格式：xlsx、docx、md、json\n"
    );
}

#[test]
fn formats_need_a_folder_to_write_to() {
    for (lang, said) in [
        (
            "zh",
            "错误：写了 --formats 而没有写 --out，不知写出到哪里；请加上 --out 文件夹\n",
        ),
        (
            "en",
            "error: there is --formats but no --out to write to; add --out DIR\n",
        ),
    ] {
        let output = jixiao(&["evaluate", DATASET, "--formats", "md", "--lang", lang]);
        assert_eq!(
            (status(&output), stdout(&output), stderr(&output)),
            (2, String::new(), said.into())
        );
    }
}

#[test]
fn json_is_one_document_that_fits_its_schema() {
    let output = jixiao(&["evaluate", DATASET, "--json"]);
    assert_eq!(status(&output), 0);
    let document: Value = serde_json::from_str(&stdout(&output)).unwrap();
    let schema: Value = serde_json::from_str(&stdout(&jixiao(&["schema", "evaluation"]))).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let faults: Vec<_> = validator
        .iter_errors(&document)
        .map(|fault| format!("{fault} at {}", fault.instance_path()))
        .collect();
    assert_eq!(faults, Vec::<String>::new());
    let mut broken = document;
    broken["summary"]["budget"] = Value::from(1.5);
    assert!(!validator.is_valid(&broken));
}

#[test]
fn explanations_are_read_by_a_catalogue_of_ones_own() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ours.toml");
    fs::write(&file, "[causes.F1]\nwording = [\"镇财力薄弱。\"]").unwrap();
    let file = file.to_str().unwrap();
    let output = jixiao(&["evaluate", DATASET, "--catalogue", file, "--json"]);
    assert_eq!((status(&output), stderr(&output)), (0, String::new()));
    fs::write(file, "[causes.F1]\nwordings = []").unwrap();
    let output = jixiao(&["evaluate", DATASET, "--catalogue", file]);
    assert_eq!((status(&output), stdout(&output)), (2, String::new()));
    assert_eq!(
        stderr(&output),
        format!(
            "错误：{file} 第 2 行第 1 列（causes.F1.wordings）：不认识的键“wordings”；是否应为“wording”（常见写法）？\n"
        )
    );
}

#[test]
fn every_schema_is_one() {
    for name in ["dataset", "policy", "catalogue", "evaluation", "rules"] {
        let output = jixiao(&["schema", name]);
        assert_eq!(status(&output), 0);
        let schema: Value = serde_json::from_str(&stdout(&output)).unwrap();
        jsonschema::validator_for(&schema).unwrap();
    }
}

#[test]
fn a_unit_without_a_department_form_is_fine() {
    let (folder, file) = dataset(SMALL);
    let out = folder.path().join("out");
    let output = jixiao(&["evaluate", &file, "--out", out.to_str().unwrap()]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let names: Vec<_> = files_of(&out).into_keys().collect();
    assert!(
        !names.iter().any(|name| name.starts_with("附表3")),
        "{names:?}"
    );
    assert!(names.contains(&"自评工作总结.docx".to_string()));
}

#[test]
fn findings_of_level_error_give_status_1_and_the_files_all_the_same() {
    let (folder, file) = dataset(&SMALL.replace("weight = 90", "weight = 80"));
    let out = folder.path().join("out");
    let output = jixiao(&["evaluate", &file, "--out", out.to_str().unwrap()]);
    assert_eq!(status(&output), 1);
    assert!(
        stdout(&output).contains("错误 JX001"),
        "{}",
        stdout(&output)
    );
    assert!(out.join("evaluation.json").exists());
}

#[test]
fn what_the_dataset_ignores_is_told_and_counts_nowhere() {
    let ignored = r#"
[[ignored]]
code = "JX001"
reason = "财政批复的分值"

[[ignored]]
code = "JX301"
project = 1
indicator = "开放天数"
reason = """
因场馆检修，
已经批准"""

[[ignored]]
code = "JX401"
reason = "已说明"
"#;
    let text = SMALL.replace("weight = 90", "weight = 80");
    let (_folder, file) = dataset(&format!("{text}{ignored}"));
    let output = jixiao(&["evaluate", &file]);
    assert_eq!(status(&output), 0, "{}", stdout(&output));
    let told = stdout(&output).replace(&file, "unit.toml");
    let (_, told) = told.split_once("核对意见").unwrap();
    insta::assert_snapshot!(told, @"
      错误 0，警告 0，提示 2
      提示 JX003 “图书馆运行费”：一级指标分值与评分政策不同：产出指标 80（政策 50），效益指标 0（政策 30，另加满意度 10）
          → 如系有意调整，请在政策文件中写明；否则请调整分值
          @ unit.toml:14:10 (projects[1].indicators[1].weight)
      提示 JX006 没有需要这一条来忽略的 JX401 意见
          → 请删去这一条，或核对编号、项目序号和指标
          @ unit.toml:29:8 (ignored[3].code)

    按数据集忽略的核对意见  2（其中错误 1）
      错误 JX001 “图书馆运行费”：分值合计为 90（其中预算执行率 10），应为 100
          理由：财政批复的分值
      警告 JX301 “图书馆运行费”：指标“开放天数”得 76 分（分值 80），没有偏差原因
          理由：因场馆检修， 已经批准
    ");
    let output = jixiao(&["evaluate", &file, "--lang", "en"]);
    let told = stdout(&output);
    assert!(
        told.contains("Findings ignored by the dataset: 2 (errors among them: 1)"),
        "{told}"
    );
    assert!(told.contains("      reason: 财政批复的分值\n"), "{told}");
}

#[test]
fn a_wrong_dataset_gives_status_2_every_problem_and_no_file() {
    let text = SMALL
        .replace("weight = 90", "weight = \"九十\"")
        .replace("budget = 20,", "budget = -20,");
    let (folder, file) = dataset(&text);
    let out = folder.path().join("out");
    let output = jixiao(&["evaluate", &file, "--out", out.to_str().unwrap()]);
    assert_eq!(status(&output), 2);
    assert_eq!(stdout(&output), "");
    let said = stderr(&output);
    assert!(said.contains("九十") && said.contains("-20"), "{said}");
    assert!(
        said.contains("第 14 行") && said.contains("第 6 行"),
        "{said}"
    );
    assert!(!out.exists());
}

#[test]
fn a_file_that_cannot_be_written_harms_no_other() {
    let (folder, file) = dataset(SMALL);
    let out = folder.path().join("out");
    fs::create_dir_all(out.join("evaluation.json")).unwrap();
    fs::write(out.join("自评工作总结.docx"), "as it was").unwrap();
    let output = jixiao(&["evaluate", &file, "--out", out.to_str().unwrap()]);
    assert_eq!(status(&output), 2);
    assert!(
        stderr(&output).contains("evaluation.json"),
        "{}",
        stderr(&output)
    );
    assert_eq!(
        fs::read(out.join("自评工作总结.docx")).unwrap(),
        b"as it was"
    );
    let names: Vec<_> = fs::read_dir(&out)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(names.len(), 2, "nothing half written is left: {names:?}");
}

#[test]
fn a_policy_is_an_id_or_a_file() {
    let (folder, file) = dataset(SMALL);
    let policy = folder.path().join("ours.toml");
    fs::write(
        &policy,
        "id = \"ours\"\nname = \"本局评分政策\"\nname_en = \"our policy\"\nextends = \"mof-2020\"\n",
    )
    .unwrap();
    let policy = policy.to_str().unwrap();
    let output = jixiao(&["evaluate", &file, "--policy", policy]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert!(
        stdout(&output).contains("评分政策：ours，本局评分政策"),
        "{}",
        stdout(&output)
    );
    let output = jixiao(&["evaluate", &file, "--policy", "mof-1999"]);
    assert_eq!(status(&output), 2);
    assert!(stderr(&output).contains("mof-1999"), "{}", stderr(&output));
    let output = jixiao(&["evaluate", &file, "--policy", "nowhere/p.toml"]);
    assert_eq!(status(&output), 2);
    assert!(
        stderr(&output).contains("nowhere/p.toml"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn a_total_is_explained_down_to_what_was_filled_in() {
    let output = jixiao(&["explain", DATASET, "--project", "18"]);
    assert_eq!(status(&output), 0);
    insta::assert_snapshot!("explain_project", stdout(&output));
    let output = jixiao(&["explain", DATASET, "--indicator", "“三公经费”控制率"]);
    insta::assert_snapshot!("explain_rate", stdout(&output));
    let output = jixiao(&[
        "explain",
        DATASET,
        "--indicator",
        "预算执行率",
        "--lang",
        "en",
    ]);
    insta::assert_snapshot!("explain_in_english", stdout(&output));
}

#[test]
fn an_explanation_is_data_too() {
    let output = jixiao(&["explain", DATASET, "--project", "旅游APP", "--json"]);
    let tree: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(tree["subject"], "兰州新区旅游APP运营维护费项目");
    assert_eq!(tree["children"][0]["children"][0]["value"], "0%");
    let place = &tree["children"][0]["children"][0]["children"][0]["place"];
    assert_eq!(place["file"], "examples/data/lanzhou-2023/projects/19.toml");
}

#[test]
fn a_project_is_named_so_that_only_one_fits() {
    let output = jixiao(&[
        "explain",
        DATASET,
        "--project",
        "大宗贸易企业经济社会贡献奖励资金",
    ]);
    assert_eq!(status(&output), 2);
    assert_eq!(
        stderr(&output),
        "错误：有 2 个项目符合“大宗贸易企业经济社会贡献奖励资金”，请用序号指定：\n  24 大宗贸易企业经济社会贡献奖励资金\n  25 大宗贸易企业经济社会贡献奖励资金\n"
    );
    let output = jixiao(&["explain", DATASET, "--project", "没有的项目"]);
    assert_eq!(status(&output), 2);
    assert!(stderr(&output).contains("没有项目“没有的项目”"));
    let output = jixiao(&[
        "explain",
        DATASET,
        "--project",
        "18",
        "--indicator",
        "没有的指标",
    ]);
    assert_eq!(status(&output), 2);
    assert!(stderr(&output).contains("没有指标或比率“没有的指标”"));
}

#[test]
fn help_and_complaints_are_in_the_language_that_is_asked_for() {
    for (name, arguments) in [
        ("help", vec!["--help"]),
        ("help_evaluate", vec!["evaluate", "--help"]),
        ("help_in_english", vec!["rate", "--help", "--lang=en"]),
        ("help_policy", vec!["policy", "--help"]),
        (
            "help_policy_in_english",
            vec!["policy", "show", "--help", "--lang=en"],
        ),
    ] {
        let output = jixiao(&arguments);
        assert_eq!(status(&output), 0);
        insta::assert_snapshot!(name, stdout(&output));
    }
    let cases = [
        (
            vec!["evalute"],
            "错误：没有命令“evalute”；是否应为“evaluate”？可用：evaluate、check、codes、\nexplain、diff、rate、rules、policy、register、template、causes、classify、\nbatch、schema（用法：jixiao --help）\n",
        ),
        (
            vec!["rule", "--lang=en"],
            "error: unrecognized subcommand 'rule'; did you mean 'rules'? Use one of:\nevaluate, check, codes, explain, diff, rate, rules, policy, register, template,\ncauses, classify, batch, schema (usage: jixiao --help)\n",
        ),
        (
            vec!["rule", "执行率"],
            "错误：没有命令“rule”；是否应为“rules”？可用：evaluate、check、codes、explain、\ndiff、rate、rules、policy、register、template、causes、classify、batch、schema\n（用法：jixiao --help）\n",
        ),
        (
            vec!["frobnicate"],
            "错误：没有命令“frobnicate”；可用：evaluate、check、codes、explain、diff、rate、\nrules、policy、register、template、causes、classify、batch、schema\n（用法：jixiao --help）\n",
        ),
        (
            vec!["rate", "--jsn", "--lang=en"],
            "error: unexpected argument '--jsn' found; did you mean '--json'?\n(usage: jixiao --help)\n",
        ),
        (
            vec!["evaluate"],
            "错误：缺少参数：<数据集>...（用法：jixiao --help）\n",
        ),
        (
            vec!["evaluate", "x", "--polcy", "y"],
            "错误：不认识的参数“--polcy”；是否应为“--policy”？（用法：jixiao --help）\n",
        ),
        (
            vec!["explain", "x", "--project"],
            "错误：参数 --project <名称> 后面缺少值（用法：jixiao --help）\n",
        ),
        (
            vec!["schema", "report"],
            "错误：“report”不能用作 <内容>；可用：dataset、policy、catalogue、evaluation、\nrules、diff（用法：jixiao --help）\n",
        ),
        (
            vec!["schema", "report", "--lang", "en"],
            "error: invalid value 'report' for '<SCHEMA>'; use one of: dataset, policy,\ncatalogue, evaluation, rules, diff (usage: jixiao --help)\n",
        ),
        (
            vec!["schema", "datset", "--lang", "en"],
            "error: invalid value 'datset' for '<SCHEMA>'; did you mean 'dataset'? Use one\nof: dataset, policy, catalogue, evaluation, rules, diff (usage: jixiao --help)\n",
        ),
        (
            vec!["schema"],
            "错误：缺少参数：<内容>；可用：dataset、policy、catalogue、evaluation、rules、\ndiff（用法：jixiao --help）\n",
        ),
        (
            vec!["schema", "--lang=en"],
            "error: the following required arguments were not provided: <SCHEMA>; use one of:\ndataset, policy, catalogue, evaluation, rules, diff (usage: jixiao --help)\n",
        ),
    ];
    for (arguments, said) in cases {
        let output = jixiao(&arguments);
        assert_eq!(status(&output), 2, "{arguments:?}");
        assert_eq!(stderr(&output), said);
        assert!(said.lines().all(|line| line.width() <= 80), "{said}");
        assert_eq!(stdout(&output), "");
    }
}

#[test]
fn the_annexes_show_computed_or_claimed_points_and_the_difference_is_told_either_way() {
    let text = SMALL
        .replace("weight = 90", "weight = 90\npoints = 88")
        .replace(
            "funds.fiscal",
            "claimed = { execution_points = 9, total = 97, grade = \"优\" }\nfunds.fiscal",
        );
    let (folder, file) = dataset(&text);
    for (points, earned, total) in [
        ("computed", "| 85.5 |", "| 95 |"),
        ("claimed", "| 88 |", "| 97 |"),
    ] {
        let out = folder.path().join(points);
        let output = jixiao(&[
            "evaluate",
            &file,
            "--points",
            points,
            "--out",
            out.to_str().unwrap(),
        ]);
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        assert!(
            stdout(&output).contains("总分填报为 97，按规则计算为 95"),
            "{}",
            stdout(&output)
        );
        let form = fs::read_to_string(out.join("附表1-项目支出绩效自评表.md")).unwrap();
        assert!(form.contains(earned) && form.contains(total), "{form}");
        assert_eq!(form.contains("按单位填报列示"), points == "claimed");
        let table = fs::read_to_string(out.join("附表2-项目支出绩效自评结果汇总表.md")).unwrap();
        assert!(table.contains(total), "{table}");
    }
}
