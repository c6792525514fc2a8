//! Which files of a folder are read, and what is said of those that cannot be.

use std::fs;
use std::path::Path;

use jixiao_import::{MAX_FILE_BYTES, read_dataset};
use jixiao_model::{Lang, Submission};
use tempfile::TempDir;

const UNIT: &str = "[unit]\nname = '甲'\nyear = 2023\n";

fn project(name: &str) -> String {
    format!("[[projects]]\nname = '{name}'\nfunds.fiscal.budget = 1\n")
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        write(folder.path(), name, text.as_bytes());
    }
    folder
}

fn write(folder: &Path, name: &str, bytes: &[u8]) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn names(submission: &Submission) -> Vec<&str> {
    let projects = submission.projects.iter();
    projects
        .map(|project| project.name.value.as_str())
        .collect()
}

/// What is said of the paths, the temporary folder shown as `D`.
fn said(folder: &TempDir, paths: &[&str], lang: Lang) -> String {
    let paths: Vec<_> = paths.iter().map(|path| folder.path().join(path)).collect();
    let said = read_dataset(&paths).unwrap_err().render(lang);
    said.replace(folder.path().to_str().unwrap(), "D")
}

#[test]
fn every_dataset_file_is_read_in_the_order_of_the_paths() {
    let folder = folder(&[
        ("unit.toml", UNIT),
        ("b/1.toml", &project("三")),
        ("b-c.toml", &project("二")),
        ("a.TOML", &project("一")),
        (
            "b/1/x.json",
            r#"{ "projects": [{ "name": "四", "funds": { "other": {} } }] }"#,
        ),
        ("README.md", "# nothing to read"),
        ("b/form.xlsx", "PK"),
        ("x.toml~", "[["),
        (".hidden.toml", "[["),
        (".git/x.toml", "[["),
    ]);
    let submission = read_dataset(&[folder.path()]).unwrap();
    // Bytes: `-` and `.` come before `/`, which comes before digits.
    assert_eq!(
        names(&submission),
        ["一", "二", "三", "四"]
            .map(String::from)
            .each_ref()
            .map(String::as_str)
            .as_slice()
    );
    let numbers: Vec<u32> = submission
        .projects
        .iter()
        .map(|project| project.number)
        .collect();
    assert_eq!(numbers, [1, 2, 3, 4]);
}

#[test]
fn files_are_named_as_the_user_named_them() {
    let folder = folder(&[("unit.toml", UNIT), ("p/1.toml", &project("一"))]);
    let root = folder.path().to_str().unwrap();
    for given in [root.to_owned(), format!("{root}/"), format!("{root}/./")] {
        let submission = read_dataset(&[&given]).unwrap();
        let place = submission.projects[0].name.place.clone().unwrap();
        let base = given.trim_end_matches('/');
        assert_eq!(
            place.to_string(),
            format!("{base}/p/1.toml:2:8 (projects[1].name)")
        );
    }
}

#[test]
fn several_paths_are_joined_and_no_file_is_read_twice() {
    let folder = folder(&[
        ("a/unit.toml", UNIT),
        ("a/1.toml", &project("一")),
        ("b/2.toml", &project("二")),
    ]);
    let at = |path: &str| folder.path().join(path);
    let submission = read_dataset(&[at("b"), at("a/1.toml"), at("a"), at("b/../b")]).unwrap();
    assert_eq!(names(&submission), ["二", "一"]);
}

#[test]
fn paths_that_hold_no_dataset() {
    let folder = folder(&[
        ("docs/README.md", ""),
        ("forms/附件1.xlsx", "PK"),
        ("附件2.docx", "PK"),
    ]);
    fs::create_dir(folder.path().join("empty")).unwrap();
    let paths = ["docs", "empty", "forms", "missing", "附件2.docx"];
    assert_eq!(
        said(&folder, &paths, Lang::Chinese),
        "D/docs：文件夹里没有可读的文件（.xlsx、.xls、.ods、.docx、.csv、.toml、.json）；请给出数据集所在的文件夹\n\
         D/empty：文件夹是空的；请给出数据集所在的文件夹\n\
         D/forms/附件1.xlsx：看不出是什么表格或文档，可读 .xlsx、.xls、.ods、.docx 和 .csv；请另存为 .xlsx 或 .docx\n\
         D/missing：没有这个文件或文件夹；请检查路径\n\
         D/附件2.docx：看不出是什么表格或文档，可读 .xlsx、.xls、.ods、.docx 和 .csv；请另存为 .xlsx 或 .docx"
    );
    assert_eq!(
        said(&folder, &paths[..4], Lang::English),
        "D/docs: the folder holds no file that can be read (.xlsx, .xls, .ods, .docx, .csv, .toml, .json); \
         name the folder that holds the dataset\n\
         D/empty: the folder is empty; name the folder that holds the dataset\n\
         D/forms/附件1.xlsx: the bytes are no table or document that is known; what can be read is .xlsx, .xls, .ods, .docx and .csv; \
         save it as .xlsx or .docx\n\
         D/missing: there is no such file or folder; check the path"
    );
    let nothing: [&str; 0] = [];
    let error = read_dataset(&nothing).unwrap_err();
    assert_eq!(
        error.to_string(),
        "数据集: there is nothing to read; name forms, or the dataset's files or folders"
    );
}

const SUMMARY: &str = "序号,项目名称,年初预算数,全年预算数,全年执行数,执行率,自评得分,自评等级\n";

#[test]
fn what_an_evaluation_wrote_into_the_dataset_is_no_part_of_it() {
    let folder = folder(&[
        ("unit.toml", UNIT),
        ("1.toml", &project("一")),
        ("sub/2.toml", &project("二")),
        ("附表1-项目支出绩效自评表.xlsx", "no form"),
        ("附表2-项目支出绩效自评结果汇总表.xlsx", "no form"),
        ("附表3-部门整体支出绩效自评表.xlsx", "no form"),
        ("自评工作总结.docx", "no form"),
        ("核对结果.xlsx", "no form"),
    ]);
    let read = || read_dataset(&[folder.path()]).unwrap();
    // Without an evaluation.json they may be what was handed in.
    assert_eq!(read().remarks.len(), 4);
    write(folder.path(), "evaluation.json", b"{}");
    let submission = read();
    assert_eq!(names(&submission), ["一", "二"]);
    assert_eq!(submission.remarks, []);
    // Named by itself, each is read.
    let annex = folder.path().join("附表1-项目支出绩效自评表.xlsx");
    let named = read_dataset(&[folder.path(), &annex]).unwrap();
    assert_eq!(named.remarks.len(), 1);
    // The register is filled in and read.
    let register = "提出年度,项目名称,整改措施,责任科室,整改状态\n2022,甲,措,科,完成\n";
    write(folder.path(), "整改台账.csv", register.as_bytes());
    write(folder.path(), "整改台账.xlsx", b"no form");
    assert_eq!(read().register.len(), 1);
    assert_eq!(read().remarks.len(), 1);
}

#[test]
fn a_folder_of_nothing_but_results_is_read_as_what_the_unit_reported() {
    let folder = folder(&[
        ("evaluation.json", "{}"),
        ("整改台账.xlsx", "no form"),
        ("核对结果.xlsx", "no form"),
        ("附表2-项目支出绩效自评结果汇总表.xlsx", "no form"),
    ]);
    let told = said(&folder, &[""], Lang::Chinese);
    assert_eq!(told.lines().count(), 2, "{told}");
    assert!(told.contains("附表2"), "{told}");
    // Beside what was handed in, they are not.
    write(folder.path(), "汇总表.csv", SUMMARY.as_bytes());
    assert!(!said(&folder, &[""], Lang::Chinese).contains("附表2"));
}

#[test]
fn texts_that_are_no_utf8_and_files_too_large_leave_the_others_read() {
    let folder = folder(&[("a.toml", "[unit]\nyear = 1900\nname = '甲'\n")]);
    write(
        folder.path(),
        "b.toml",
        b"[[projects]]\n# \xc4\xe3\xba\xc3\n",
    );
    write(folder.path(), "c.json", &vec![b' '; MAX_FILE_BYTES + 1]);
    assert_eq!(
        said(&folder, &[""], Lang::Chinese),
        "D/a.toml 第 2 行第 8 列（unit.year）：年度：“1900”应为 1994 至 2100 的整数\n\
         D/b.toml：文件不是 UTF-8 编码，从第 2 行起无法读取；请用文本编辑器另存为 UTF-8 编码\n\
         D/c.json：文件过大，最多 4 MiB；请拆分成几个文件，放在同一文件夹里"
    );
}

#[test]
fn a_byte_order_mark_is_no_problem() {
    let text = format!("\u{feff}{UNIT}{}", project("一"));
    let folder = folder(&[("a.toml", &text)]);
    assert_eq!(names(&read_dataset(&[folder.path()]).unwrap()), ["一"]);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn links_that_leave_the_folder_are_not_followed() {
        let outside = folder(&[("2.toml", &project("外")), ("p/3.toml", &project("外"))]);
        let inside = folder(&[("unit.toml", UNIT), ("1.toml", &project("内"))]);
        symlink(outside.path().join("2.toml"), inside.path().join("2.toml")).unwrap();
        symlink(outside.path().join("p"), inside.path().join("p")).unwrap();
        assert_eq!(names(&read_dataset(&[inside.path()]).unwrap()), ["内"]);
    }

    #[test]
    fn links_within_the_folder_are_followed_once() {
        // As a mounted configuration has them: the data behind a hidden name, a link for each file, and a circle.
        let folder = folder(&[
            ("..data/unit.toml", UNIT),
            ("..data/p/1.toml", &project("一")),
        ]);
        symlink("..data/unit.toml", folder.path().join("unit.toml")).unwrap();
        symlink("..data/p", folder.path().join("p")).unwrap();
        symlink("..data/p", folder.path().join("q")).unwrap();
        symlink("../..", folder.path().join("..data/p/round")).unwrap();
        assert_eq!(names(&read_dataset(&[folder.path()]).unwrap()), ["一"]);
    }

    #[test]
    fn a_folder_named_through_a_link_is_read() {
        let folder = folder(&[("d/unit.toml", UNIT), ("d/1.toml", &project("一"))]);
        symlink("d", folder.path().join("link")).unwrap();
        let submission = read_dataset(&[folder.path().join("link")]).unwrap();
        assert_eq!(names(&submission), ["一"]);
    }

    #[test]
    fn what_is_no_file_is_not_waited_for() {
        let folder = folder(&[("unit.toml", UNIT)]);
        symlink("nowhere", folder.path().join("broken.toml")).unwrap();
        symlink("nowhere", folder.path().join("broken.txt")).unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("s.json")).unwrap();
        assert_eq!(
            said(&folder, &[""], Lang::Chinese),
            "D/broken.toml：没有这个文件或文件夹；请检查路径\n\
             D/s.json：不是普通文件；请给出存好的文件或文件夹"
        );
    }
}
