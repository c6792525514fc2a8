//! `jixiao template`: the file, and what is refused.

mod command;

use std::fs;
use std::path::Path;

use calamine::{Reader, Xlsx, open_workbook};
use command::{refused, stdout};

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn a_workbook_for_a_unit_is_written_where_it_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("表").join("自评表.xlsx");
    let said = stdout(&[
        "template",
        "--policy",
        "gansu-2023",
        "--projects",
        "2",
        "--year",
        "2024",
        "--out",
        text(&out),
    ]);
    assert_eq!(
        said,
        format!("已写出：{0}\n填好后评价：jixiao evaluate {0}\n", text(&out))
    );
    let mut workbook: Xlsx<_> = open_workbook(&out).unwrap();
    let names = workbook.sheet_names();
    assert!(names.contains(&"项目02".into()) && !names.contains(&"项目03".into()));
    let about = workbook.worksheet_range("单位信息").unwrap();
    assert_eq!(about.get_value((5, 1)).unwrap().to_string(), "2024");
    assert_eq!(about.get_value((6, 1)).unwrap().to_string(), "gansu-2023");
    // Nothing else is left in the folder.
    assert_eq!(fs::read_dir(out.parent().unwrap()).unwrap().count(), 1);
}

#[test]
fn one_form_is_written_without_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("forms.xlsx");
    for (kind, sheets) in [("project", 1), ("department", 2)] {
        let said = stdout(&[
            "template",
            "--kind",
            kind,
            "--lang",
            "en",
            "--out",
            text(&out),
        ]);
        assert!(said.starts_with("written: "));
        let workbook: Xlsx<_> = open_workbook(&out).unwrap();
        assert_eq!(workbook.sheet_names().len(), sheets);
    }
}

#[test]
fn the_same_call_writes_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str| {
        let out = folder.path().join(name);
        stdout(&["template", "--out", text(&out)]);
        fs::read(out).unwrap()
    };
    assert_eq!(write("a.xlsx"), write("b.xlsx"));
}

#[test]
fn what_cannot_be_done_is_refused_and_harms_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("有.xlsx");
    fs::write(&out, "已填").unwrap();
    let cases: [(&[&str], &str); 8] = [
        (
            &["--projects", "0"],
            "错误：--projects 后面是“0”，应为 1 至 200 之间的整数",
        ),
        (&["--projects", "201"], "更多的项目请分成几个工作簿"),
        (&["--projects", "-1"], "应为 1 至 200 之间的整数"),
        (&["--projects", "三"], "--projects 后面是“三”"),
        (
            &["--projects", "3", "--kind", "project"],
            "--projects 只用于 --kind unit",
        ),
        (&["--year", "1993"], "应为 1994 至 2100 之间的四位年份"),
        (&["--policy", "mof-1999"], "mof-1999"),
        (&["--kind", "all"], "可用：project、department、unit"),
    ];
    for (arguments, wrong) in cases {
        let call = [&["template", "--out", text(&out)], arguments].concat();
        let said = refused(&call);
        assert!(said.contains(wrong), "{said}");
        assert_eq!(fs::read_to_string(&out).unwrap(), "已填");
    }
    let said = refused(&["template", "--out", text(folder.path())]);
    assert!(
        said.contains("是文件夹") && said.contains("自评表.xlsx"),
        "{said}"
    );
    let other = folder.path().join("表.xls");
    let said = refused(&["template", "--out", text(&other)]);
    assert!(said.contains("不以 .xlsx 结尾"), "{said}");
    let said = refused(&["template"]);
    assert!(said.contains("缺少参数：--out"), "{said}");
    // A folder that cannot be made.
    let below = out.join("表.xlsx");
    let said = refused(&["template", "--out", text(&below)]);
    assert!(said.contains("无法写出"), "{said}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn every_option_is_told_in_both_languages() {
    insta::assert_snapshot!("template_help", stdout(&["template", "--help"]));
    insta::assert_snapshot!(
        "template_help_in_english",
        stdout(&["template", "--help", "--lang", "en"])
    );
}
