//! Writing what a unit owes: whole files or none.
#![cfg(all(feature = "import", feature = "export"))]

use std::fs;
use std::path::Path;

use jixiao::export::{ExportError, Format, OutputFile, files, write_files};
use jixiao::model::Speak;
use jixiao::{Assessment, import::read_texts};

fn file(name: &str, text: &str) -> OutputFile {
    OutputFile {
        name: name.into(),
        bytes: text.into(),
    }
}

/// The names in a folder, in order.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn text(path: impl AsRef<Path>) -> String {
    fs::read_to_string(path).unwrap()
}

#[test]
fn folders_are_made_and_paths_returned_in_order() {
    let top = tempfile::tempdir().unwrap();
    let folder = top.path().join("2023/某局/out");
    let paths = write_files(
        &folder,
        &[file("b.md", "二"), file("a.json", "{}"), file("c.md", "")],
    )
    .unwrap();
    assert_eq!(
        paths,
        ["b.md", "a.json", "c.md"].map(|name| folder.join(name))
    );
    assert_eq!(names(&folder), ["a.json", "b.md", "c.md"]);
    assert_eq!(
        (text(&paths[0]), text(&paths[2])),
        ("二".into(), String::new())
    );
    assert!(write_files(&folder, &[]).unwrap().is_empty());
}

#[test]
fn a_file_that_stood_there_is_replaced_whole() {
    let folder = tempfile::tempdir().unwrap();
    write_files(
        folder.path(),
        &[file("a.md", "一段很长的旧文字"), file("kept.md", "留")],
    )
    .unwrap();
    write_files(folder.path(), &[file("a.md", "新")]).unwrap();
    assert_eq!(text(folder.path().join("a.md")), "新");
    assert_eq!(text(folder.path().join("kept.md")), "留");
    assert_eq!(names(folder.path()), ["a.md", "kept.md"]);
}

#[test]
fn a_failure_changes_nothing_and_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::write(path.join("a.md"), "旧").unwrap();
    fs::create_dir(path.join("b.md")).unwrap();
    let error = write_files(
        path,
        &[file("a.md", "新"), file("b.md", "新"), file("c.md", "新")],
    )
    .unwrap_err();
    let ExportError::Write {
        path: named,
        error: why,
    } = &error
    else {
        panic!("{error:?}");
    };
    assert_eq!(*named, path.join("b.md"));
    assert_eq!(why.kind(), std::io::ErrorKind::IsADirectory);
    let said = error.speak();
    let shown = named.display();
    assert_eq!(
        said.zh,
        format!("无法写出“{shown}”：这是文件夹，不是文件；请核对文件夹是否存在、可写且有空间")
    );
    assert_eq!(
        said.en,
        format!(
            "{shown} could not be written: {why}; check that the folder exists, is writable and has room"
        )
    );
    assert_eq!(names(path), ["a.md", "b.md"]);
    assert_eq!(text(path.join("a.md")), "旧");
    assert!(names(&path.join("b.md")).is_empty());
}

#[test]
fn a_file_in_the_place_of_the_folder_is_named_and_kept() {
    let top = tempfile::tempdir().unwrap();
    let place = top.path().join("out");
    fs::write(&place, "旧").unwrap();
    for folder in [place.clone(), place.join("deeper")] {
        let error = write_files(&folder, &[file("a.md", "新")]).unwrap_err();
        assert!(
            matches!(&error, ExportError::Write { path, .. } if *path == folder),
            "{error:?}"
        );
    }
    assert_eq!(
        (text(&place).as_str(), names(top.path())),
        ("旧", vec!["out".to_string()])
    );
}

/// Temporary files are private by default; what is written must be readable as any other file of the user is.
#[cfg(unix)]
#[test]
fn permissions_are_those_of_an_ordinary_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let ordinary = folder.path().join("ordinary");
    fs::write(&ordinary, "").unwrap();
    let written = write_files(folder.path(), &[file("a.md", "新")]).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&written[0]), mode(&ordinary));
    // Replacing does not make it private either.
    let written = write_files(folder.path(), &[file("ordinary", "新")]).unwrap();
    assert_eq!(mode(&written[0]), mode(&folder.path().join("a.md")));
}

/// A unit with one project and, where asked for, a department's form.
fn assessment(department: bool) -> Assessment {
    let department = if department {
        "[department]\nspending.total = { initial = 20, budget = 20, executed = 19 }\n"
    } else {
        ""
    };
    let dataset = format!(
        "unit = {{ name = \"某局\", year = 2023 }}\n{department}[[projects]]\nname = \"图书馆运行费\"\nfunds.fiscal = {{ initial = 20, budget = 20, executed = 19 }}\n"
    );
    Assessment::new(read_texts(&[("unit.toml", dataset)]).unwrap(), None).unwrap()
}

#[test]
fn the_files_of_each_format_are_made_and_told_one_by_one() {
    let made = |assessment: &Assessment, formats: &[Format]| {
        let mut told = Vec::new();
        let made = files(&assessment.outcome(), formats, |name| {
            told.push(name.to_string());
        })
        .unwrap();
        let names: Vec<_> = made.into_iter().map(|file| file.name).collect();
        assert_eq!(names, told);
        names
    };
    let (with, without) = (assessment(true), assessment(false));
    assert_eq!(
        made(&with, &[Format::Xlsx]),
        [
            "附表1-项目支出绩效自评表.xlsx",
            "附表2-项目支出绩效自评结果汇总表.xlsx",
            "附表3-部门整体支出绩效自评表.xlsx",
            "核对结果.xlsx"
        ]
    );
    assert_eq!(made(&without, &[Format::Xlsx]).len(), 3);
    assert_eq!(made(&with, &[Format::Docx]), ["自评工作总结.docx"]);
    assert_eq!(made(&with, &[Format::Json]), ["evaluation.json"]);
    assert_eq!(made(&with, &[Format::Markdown]).len(), 5);
    assert_eq!(made(&with, &Format::ALL).len(), 11);
    assert!(made(&with, &[]).is_empty());
    let mut nothing = assessment(false);
    nothing.submission.projects.clear();
    nothing.evaluation.projects.clear();
    assert_eq!(made(&nothing, &[Format::Xlsx]), ["核对结果.xlsx"]);
}
