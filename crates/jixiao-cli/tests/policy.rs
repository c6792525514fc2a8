//! `jixiao policy`: the list, every value with its basis, two policies side by side, a file checked.

mod command;

use std::fs;

use command::{json, refused, stdout};
use jixiao::scoring::policy::{BUILTIN, builtin_text};
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

const PROVINCE: &str = r#"
id = "province"
name = "某省政策"
name_en = "a province's policy"
extends = "mof-2020"
basis = "某省办法"

[levels]
achieved = 85
partly_achieved = 55

[grades]
fair = { value = 65, basis = "某省办法，待核实" }
"#;

const OURS: &str = r#"
id = "ours"
name = "本单位政策"
name_en = "our policy"
jurisdiction = "本单位"
extends = "province"
basis = "本单位办法"

[execution]
weight = 10

[levels]
partly_achieved = 50

[[bands]]
from = 90
share = 100

[[bands]]
from = 0
share = 30
"#;

/// Two files, of which one extends the other.
fn files() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("province.toml"), PROVINCE).unwrap();
    let ours = folder.path().join("ours.toml");
    fs::write(&ours, OURS).unwrap();
    (folder, ours.to_str().unwrap().to_string())
}

fn value<'v>(policy: &'v Value, path: &str) -> &'v Value {
    let values = policy["values"].as_array().unwrap();
    values.iter().find(|value| value["path"] == path).unwrap()
}

#[test]
fn the_built_in_policies_are_listed() {
    insta::assert_snapshot!("policy_list", stdout(&["policy", "list"]));
    insta::assert_snapshot!(
        "policy_list_in_english",
        stdout(&["policy", "list", "--lang", "en"])
    );
    let list = json(&["policy", "list", "--json"]);
    let ids: Vec<&str> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|head| head["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, BUILTIN);
    let lanzhou = list.as_array().unwrap().last().unwrap();
    assert_eq!(lanzhou["reconstruction"], true);
    assert_eq!(lanzhou["effective"]["to"], "2023-12-31");
    assert_eq!(list[0]["extends"], Value::Null);
    assert_eq!(list[0]["effective"]["to"], Value::Null);
}

#[test]
fn every_value_stands_with_its_basis() {
    let (_folder, ours) = files();
    insta::assert_snapshot!("policy_show", stdout(&["policy", "show", &ours]));
    insta::assert_snapshot!(
        "policy_show_in_english",
        stdout(&["policy", "show", &ours, "--lang", "en"])
    );
}

#[test]
fn a_page_has_80_columns() {
    let (_folder, ours) = files();
    let mut calls = vec![vec!["policy", "list"], vec!["policy", "show", &ours]];
    for id in BUILTIN {
        calls.push(vec!["policy", "show", id]);
        calls.push(vec!["policy", "diff", id, &ours]);
        calls.push(vec!["policy", "check", id]);
    }
    for command in [
        "", "evaluate", "explain", "diff", "rate", "rules", "policy", "template", "schema",
    ] {
        calls.push(vec![command, "--help"]);
    }
    for command in ["list", "show", "diff", "check"] {
        calls.push(vec!["policy", command, "--help"]);
    }
    for call in calls {
        for lang in ["zh", "en"] {
            let mut call: Vec<&str> = call
                .iter()
                .copied()
                .filter(|word| !word.is_empty())
                .collect();
            call.extend(["--lang", lang]);
            for line in stdout(&call).lines() {
                // The name of a file is as long as it is.
                assert!(
                    line.width() <= 80 || line.contains(&ours),
                    "{call:?}: {line}"
                );
            }
        }
    }
}

#[test]
fn help_for_chinese_readers_has_no_english_words_but_those_of_the_command() {
    for call in [
        vec!["--help"],
        vec!["evaluate", "--help"],
        vec!["explain", "--help"],
        vec!["diff", "--help"],
        vec!["rate", "--help"],
        vec!["rules", "--help"],
        vec!["schema", "--help"],
        vec!["policy", "--help"],
        vec!["policy", "show", "--help"],
        vec!["policy", "diff", "--help"],
    ] {
        let help = stdout(&call);
        for word in [
            "[OPTIONS]",
            "<INPUT>",
            "<NAME>",
            "<LANG>",
            "Usage",
            "Print",
            "Options",
        ] {
            assert!(!help.contains(word), "{call:?}: {help}");
        }
        if call[0] == "explain" {
            continue; // Its examples name a project's indicator, which is Chinese.
        }
        let mut english = call.clone();
        english.extend(["--lang", "en"]);
        let help = stdout(&english);
        // Units of money keep their Chinese.
        let plain = help
            .replace("万元", "")
            .replace("亿元", "")
            .replace('元', "");
        let chinese = plain.chars().find(|c| c.width() == Some(2));
        assert_eq!(chinese, None, "{call:?}: {help}");
    }
}

trait Wide {
    fn width(self) -> Option<usize>;
}

impl Wide for char {
    fn width(self) -> Option<usize> {
        unicode_width::UnicodeWidthChar::width(self)
    }
}

#[test]
fn what_a_policy_sets_itself_is_told_from_what_it_takes_over() {
    let (_folder, ours) = files();
    let policy = json(&["policy", "show", &ours, "--json"]);
    for (path, set_by, unconfirmed) in [
        ("execution.weight", "ours", false), // the same number on another basis
        ("execution.rate", "mof-2020", true),
        ("levels.partly_achieved", "ours", false),
        ("levels.achieved", "province", false),
        ("grades.fair", "province", true),
        ("grades.good", "mof-2020", false),
        ("bands[1].from", "ours", false),
        ("bands[2].share", "ours", false),
    ] {
        let value = value(&policy, path);
        assert_eq!(value["set_by"], set_by, "{path}");
        assert_eq!(value["own"], set_by == "ours", "{path}");
        assert_eq!(value["unconfirmed"], unconfirmed, "{path}");
    }
    let weight = value(&policy, "execution.weight");
    assert_eq!(weight["term"], "预算执行率分值");
    assert_eq!(weight["written"], "10");
    assert_eq!(weight["value_en"], "10 points");
    assert_eq!(weight["basis"], "本单位办法");
    assert_eq!(policy["extends"], "province");
    let values = policy["values"].as_array().unwrap();
    assert!(values.iter().all(|value| value["path"] != "name"));
}

#[test]
fn the_text_of_a_built_in_policy_is_printed_to_begin_from() {
    for id in BUILTIN {
        let text = stdout(&["policy", "show", id, "--toml"]);
        assert_eq!(text, builtin_text(id).unwrap());
    }
    let (_folder, ours) = files();
    assert!(refused(&["policy", "show", &ours, "--toml"]).contains("--toml 只输出内置政策的原文"));
    assert_eq!(
        refused(&["policy", "show", "mof-2020", "--toml", "--json"]),
        "错误：--toml 与 --json 不能同用（用法：jixiao --help）\n"
    );
}

#[test]
fn two_policies_are_compared_value_by_value() {
    let (_folder, ours) = files();
    insta::assert_snapshot!(
        "policy_diff",
        stdout(&["policy", "diff", "mof-2020", &ours])
    );
    insta::assert_snapshot!(
        "policy_diff_in_english",
        stdout(&["policy", "diff", &ours, "mof-2020", "--lang", "en"])
    );
    let document = json(&["policy", "diff", "mof-2020", &ours, "--json"]);
    assert_eq!(document["left"]["id"], "mof-2020");
    assert_eq!(document["right"]["id"], "ours");
    let differences = document["differences"].as_array().unwrap();
    let at = |path: &str| {
        let found = differences.iter().find(|own| own["path"] == path);
        found.unwrap_or_else(|| panic!("{path}"))
    };
    let fair = at("grades.fair");
    assert_eq!(fair["left"]["written"], "60");
    assert_eq!(fair["left"]["basis"], "MOF-2020-10");
    assert_eq!(fair["right"]["written"], "65");
    assert_eq!(fair["right"]["basis"], "某省办法，待核实");
    assert_eq!(at("bands[4].from")["right"], Value::Null);
    // The same number on another basis is no difference; heads are none.
    for path in ["execution.weight", "id", "name", "jurisdiction", "extends"] {
        assert!(differences.iter().all(|own| own["path"] != path), "{path}");
    }
}

#[test]
fn equal_policies_are_said_to_be_equal() {
    let said = stdout(&["policy", "diff", "mof-2021", "mof-2021"]);
    assert!(said.ends_with("\n\n两个政策的取值全部相同。\n"), "{said}");
    let said = stdout(&["policy", "diff", "mof-2021", "mof-2021", "--lang", "en"]);
    assert!(
        said.ends_with("\n\nThe two policies set the same values.\n"),
        "{said}"
    );
    let document = json(&["policy", "diff", "mof-2021", "mof-2021", "--json"]);
    assert_eq!(document["differences"], Value::Array(Vec::new()));
}

#[test]
fn a_file_is_checked() {
    let (folder, ours) = files();
    let said = stdout(&["policy", "check", &ours]);
    assert!(
        said.replace('\n', "")
            .contains("ours.toml”可用。ours  本单位政策"),
        "{said}"
    );
    assert!(said.contains("其余取自 province、mof-2020"), "{said}");
    fs::write(
        folder.path().join("province.toml"),
        PROVINCE.replace("= 55", "= 95").replace("fair", "fare"),
    )
    .unwrap();
    let said = refused(&["policy", "check", &ours]);
    assert!(said.contains("province.toml"), "{said}");
    assert!(
        said.contains("95") && said.contains("fare"),
        "every problem: {said}"
    );
}

#[test]
fn a_wrong_call_says_what_to_mend() {
    for (arguments, said) in [
        (
            vec!["policy", "shw"],
            "错误：没有命令“shw”；是否应为“show”？可用：list、show、diff、check\n（用法：jixiao --help）\n",
        ),
        (
            vec!["policy", "shw", "--lang=en"],
            "error: unrecognized subcommand 'shw'; did you mean 'show'? Use one of: list,\nshow, diff, check (usage: jixiao --help)\n",
        ),
        (
            vec!["policy", "diff", "mof-2020"],
            "错误：缺少参数：<编号|文件>（用法：jixiao --help）\n",
        ),
        (
            vec!["policy", "show", "nowhere/ours.toml"],
            "错误：政策文件“nowhere/ours.toml”无法读取：",
        ),
        (
            vec!["policy", "show", "mof-1999"],
            "错误：没有内置政策“mof-1999”，可用：mof-2020、mof-2021、gansu-2023、hubei-2023、\nlanzhou-2023，或指定政策文件\n",
        ),
        (
            vec!["policy", "show", "mof-1999", "--lang", "en"],
            "error: there is no built-in policy `mof-1999`; use one of mof-2020, mof-2021,\ngansu-2023, hubei-2023, lanzhou-2023, or name a file\n",
        ),
        (
            vec!["policy", "diff", "mof-2020", "MOF-2021"],
            "错误：没有内置政策“MOF-2021”；是否应为“mof-2021”？可用：mof-2020、mof-2021、\ngansu-2023、hubei-2023、lanzhou-2023，或指定政策文件\n",
        ),
        (
            vec!["policy", "check", "nowhere/", "--lang=zh"],
            "错误：政策文件“nowhere/”无法读取：没有这个文件或文件夹；请核对路径和权限\n",
        ),
    ] {
        let found = refused(&arguments);
        assert!(found.starts_with(said), "{arguments:?}: {found}");
        // A path stays whole, so that it can be copied.
        let fits = found.lines().all(|line| line.width() <= 80);
        assert!(fits || found.contains("nowhere/"), "{found}");
    }
}
