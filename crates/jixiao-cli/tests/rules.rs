//! `jixiao rules`: the list, the pages, and both as data.

mod command;

use command::{json, refused, stdout};
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

#[test]
fn every_rule_is_listed_on_a_page_of_80_columns() {
    for (name, arguments) in [
        ("rules", vec!["rules"]),
        ("rules_in_english", vec!["rules", "--lang", "en"]),
    ] {
        let list = stdout(&arguments);
        for line in list.lines() {
            assert!(line.width() <= 80, "{line}");
        }
        insta::assert_snapshot!(name, list);
    }
}

#[test]
fn a_page_is_the_file_beside_the_rule_without_hidden_lines() {
    for rule in jixiao::scoring::rules::Rule::all() {
        let shown = stdout(&["rules", rule.id()]);
        let mut shown = shown.lines();
        for line in rule.page().trim_end().lines() {
            // Headings have a word behind the sign, too: a page has them outside of its examples only.
            let is_hidden =
                line == "#" || line.starts_with("# ") && !line.starts_with(&title(rule.page()));
            if !is_hidden {
                assert_eq!(shown.next(), Some(line), "{}", rule.id());
            }
        }
        let rest: Vec<&str> = shown.collect();
        let jixiao::scoring::rules::Rule::Rate(rate) = rule else {
            assert_eq!(
                rest,
                ["", "得分的由来：jixiao explain 数据集 --indicator 指标名称"]
            );
            continue;
        };
        assert!(rest[1].starts_with(&format!("计算：jixiao rate {} ", rule.id())));
        for input in rate.inputs {
            assert!(rest[1].contains(&format!(" {}=…", input.key)));
            let told = rest[2..].iter().find(|line| line.contains(input.key));
            assert!(told.unwrap().contains(input.term), "{rest:?}");
        }
    }
}

fn title(page: &str) -> String {
    page.lines().next().unwrap().to_string()
}

#[test]
fn a_page_says_how_to_compute_the_rate() {
    let how = |lang| -> String {
        let page = stdout(&["rules", "payment-progress-rate", "--lang", lang]);
        page.rsplit_once("\n\n").unwrap().1.to_string()
    };
    assert_eq!(
        how("zh"),
        "计算：jixiao rate payment-progress-rate planned=… actual=…\n  planned         既定支付进度，百分数\n  actual          实际支付进度，百分数\n"
    );
    assert_eq!(
        how("en"),
        "Compute it: jixiao rate payment-progress-rate planned=… actual=…\n  planned         planned progress: percentage\n  actual          actual progress: percentage\n"
    );
}

#[test]
fn a_rule_is_found_however_it_is_typed() {
    for (typed, id) in [
        ("carry-over-change-rate", "carry-over-change-rate"),
        ("Carry_Over_Change_Rate", "carry-over-change-rate"),
        ("carry-over change rate", "carry-over-change-rate"),
        ("结转结余变动率", "carry-over-change-rate"),
        (" 结转 结余 变动率 ", "carry-over-change-rate"),
        ("\"三公经费\"变动率", "three-public-change-rate"),
        ("三公经费变动率", "three-public-change-rate"),
        ("预算完成率(结余法)", "budget-completion-rate"),
        ("预算完成率", "execution-rate"),
        ("完成及时", "timely-rate"),
        ("及格", "pass-mark"),
        ("总分", "total"),
        ("fixed-asset", "fixed-asset-use-rate"),
        ("预算执行率得分", "execution-points"),
    ] {
        assert_eq!(json(&["rules", typed, "--json"])["id"], id, "{typed}");
    }
}

#[test]
fn near_names_are_listed() {
    for (arguments, said) in [
        (
            vec!["rules", "变动率"],
            "错误：有 2 条规则符合“变动率”，请写明编号：\n  three-public-change-rate    “三公经费”变动率\n  carry-over-change-rate      结转结余变动率\n",
        ),
        (
            vec!["rules", "change-rate", "--lang", "en"],
            "error: 2 rules fit `change-rate`; name one:\n  three-public-change-rate    three-public change rate\n  carry-over-change-rate      carry-over change rate\n",
        ),
        (
            vec!["rules", "quailty-rate"],
            "错误：没有规则“quailty-rate”；是否指（全部规则见 jixiao rules）：\n  quality-rate                质量达标率\n",
        ),
        (
            vec!["rules", "公用经费支配率"],
            "错误：没有规则“公用经费支配率”；是否指（全部规则见 jixiao rules）：\n  public-funds-control-rate   公用经费控制率\n",
        ),
        (
            vec!["rules", "天气"],
            "错误：没有规则“天气”；全部规则见 jixiao rules\n",
        ),
        (
            vec!["rules", "weather", "--lang", "en"],
            "error: there is no rule `weather`; see all with jixiao rules\n",
        ),
    ] {
        assert_eq!(refused(&arguments), said, "{arguments:?}");
    }
    // Nothing is no part of a name.
    assert!(refused(&["rules", " "]).contains("没有规则"));
}

#[test]
fn the_book_as_data_fits_its_schema() {
    let book = json(&["rules", "--json"]);
    let schema = json(&["schema", "rules"]);
    let validator = jsonschema::validator_for(&schema).unwrap();
    let faults: Vec<String> = validator
        .iter_errors(&book)
        .map(|fault| format!("{fault} at {}", fault.instance_path()))
        .collect();
    assert_eq!(faults, Vec::<String>::new());
    let rules = book.as_array().unwrap();
    assert_eq!(rules.len(), jixiao::scoring::rules::Rule::all().count());
    for rule in rules {
        let id = rule["id"].as_str().unwrap();
        assert_eq!(*rule, json(&["rules", id, "--json"]));
        assert!(validator.is_valid(rule), "{id} alone");
    }
    let mut broken = book;
    broken[0]["zero"][1]["level"].take();
    assert!(!validator.is_valid(&broken));
    assert!(!validator.is_valid(&broken[0]));
}

#[test]
fn one_rule_as_data() {
    let mut rule = json(&["rules", "budget-completion-rate", "--json"]);
    assert!(rule["page"].take().as_str().unwrap().starts_with("# "));
    insta::assert_snapshot!("rule_as_data", format!("{rule:#}"));
}

/// What each rate gives where its denominator is zero: the rest zero, too, and the rest one.
#[test]
fn zero_denominators_are_told_by_the_rules_themselves() {
    let book = json(&["rules", "--json"]);
    let shown = |case: &Value| {
        let told = ["display", "level", "status"];
        let told = told.iter().find_map(|member| case[member].as_str());
        told.unwrap().to_string()
    };
    let lines: Vec<String> = book
        .as_array()
        .unwrap()
        .iter()
        .filter(|rule| rule["kind"] == "rate")
        .map(|rule| {
            let cases: Vec<String> = rule["zero"].as_array().unwrap().iter().map(shown).collect();
            format!("{} {}", rule["id"].as_str().unwrap(), cases.join(" "))
        })
        .collect();
    insta::assert_snapshot!("zero_denominators", lines.join("\n"));
}
