//! The command as a person calls it.

use std::process::{Command, Output};

fn jixiao(line: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_jixiao"))
        .args(line.split(' '))
        .output()
        .unwrap()
}

#[test]
fn published_rates_come_out() {
    for (line, said, status) in [
        (
            "rate execution-rate budget=109607.51 executed=109605.01",
            "99.99%",
            0,
        ),
        (
            "rate execution-rate budget=20.32 executed=20.3055",
            "99.93%",
            0,
        ),
        (
            "rate execution-rate budget=105261.2599 executed=90834.7179",
            "86.29%",
            0,
        ),
        ("rate execution-rate budget=5 executed=0", "0%", 0),
        (
            "rate 预算执行率 budget=203200元 executed=20.3055万元",
            "99.93%",
            0,
        ),
        ("rate execution-rate budget=0 executed=0", "不适用", 0),
        (
            "rate execution-rate budget=0 executed=0 --lang en",
            "not applicable",
            0,
        ),
        (
            "rate execution-rate budget=0 executed=1",
            "错误：预算数为零却有支出，请核对预算数或说明资金来源",
            1,
        ),
        (
            "rate three-public-control-rate spent=9.9 budget=10",
            "99%",
            0,
        ),
        (
            "rate carry-over-change-rate current=2.5 previous=250",
            "-99%",
            0,
        ),
        ("rate carry-over-change-rate current=0 previous=0", "0%", 0),
        (
            "rate carry-over-change-rate current=1 previous=0",
            "警告：上年无结转结余而本年有，请说明本年结转结余的原因",
            0,
        ),
        ("rate staffing-control-rate quota=120 staff=114", "95%", 0),
    ] {
        let output = jixiao(line);
        assert_eq!(
            String::from_utf8(output.stdout).unwrap().trim_end(),
            said,
            "{line}"
        );
        assert_eq!(output.status.code(), Some(status), "{line}");
    }
}

#[test]
fn a_wrong_call_says_what_to_mend() {
    for (line, said) in [
        (
            "rate execution-rate budget=1",
            "错误：缺少数据；本规则需要：budget=全年预算数 executed=全年执行数",
        ),
        (
            "rate execution-rate budget=1 spent=1",
            "错误：本规则没有“spent”；需要：budget=全年预算数 executed=全年执行数",
        ),
        (
            "rate execution-rate budget=1e30 executed=1",
            "错误：budget：“1e30”不是数字，请填写如 20.32 的数字",
        ),
        (
            "rate execution-rate budget=NaN executed=1",
            "错误：budget：“NaN”不是数字，请填写如 20.32 的数字",
        ),
        (
            "rate execution-rate budget=-1 executed=1",
            "错误：budget：“-1.00”为负数，此处不能为负，请核对正负号",
        ),
        (
            "rate execution-rate budget",
            "错误：“budget”应写作 键=值；本规则需要：budget=全年预算数 executed=全年执行数",
        ),
        (
            "rate execution-rate budget=1 budget=2",
            "错误：“budget”写了两次，请只留一个",
        ),
    ] {
        let output = jixiao(line);
        assert_eq!(
            String::from_utf8(output.stderr).unwrap().trim_end(),
            said,
            "{line}"
        );
        assert_eq!(output.status.code(), Some(2), "{line}");
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn json_has_the_agreed_members() {
    let output = jixiao("rate execution-rate budget=109607.51 executed=109605.01 --json");
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(value["rule"], "execution-rate");
    assert_eq!(value["display"], "99.99%");
    assert_eq!(value["status"], "ok");
    assert_eq!(value["inputs"]["budget"], "109607.51");
    assert!(value["exact"].as_str().unwrap().starts_with("99.99771913"));
    assert_eq!(value["basis"][0], "MOF-2020-10");
    let output = jixiao("rate execution-rate budget=0 executed=1 --json");
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(value["status"], "undefined");
    assert_eq!(value["findings"][0]["level"], "error");
}

/// Every rate with every key, under the id that stays.
#[test]
fn every_rate_is_computed_by_its_keys() {
    let cases = [
        ("execution-rate budget=20.32 executed=20.3055", "99.93%"),
        (
            "basic-execution-rate budget=1200 executed=1199.99",
            "99.99%",
        ),
        ("project-execution-rate budget=800 executed=600", "75%"),
        (
            "budget-completion-rate carried_over=100 initial=800 added=100 balance=50",
            "95%",
        ),
        ("budget-control-rate initial=800 added=100", "12.5%"),
        ("budget-adjustment-rate budget=800 adjusted=100", "12.5%"),
        ("payment-progress-rate planned=80% actual=60", "75%"),
        ("public-funds-control-rate budget=90 spent=93", "103.33%"),
        ("three-public-control-rate budget=10 spent=9.9", "99%"),
        ("three-public-change-rate current=9 previous=12", "-25%"),
        ("carry-over-rate budget=3000 carried_over=1", "0.03%"),
        ("carry-over-change-rate current=2.5 previous=250", "-99%"),
        (
            "procurement-execution-rate budget=300 purchased=200",
            "66.67%",
        ),
        ("staffing-control-rate quota=120人 staff=114", "95%"),
        ("key-spending-rate total=1亿元 key=2500", "25%"),
        ("fixed-asset-use-rate total=400 in_use=399.99", "99.99%"),
        ("completion-rate planned=300 completed=330.5", "110.17%"),
        ("timely-rate completed=3 timely=2", "66.67%"),
        ("quality-rate completed=12.5 qualified=12.5", "100%"),
        ("key-work-rate assigned=7 completed=6", "85.71%"),
        ("arrival-rate planned=500 arrived=499.9999", "99.99%"),
        ("cost-saving-rate planned=500 actual=450", "10%"),
        ("self-evaluation-coverage budgeted=35 evaluated=35", "100%"),
    ];
    assert_eq!(cases.len(), jixiao::model::RateId::ALL.len());
    for ((case, said), id) in cases.into_iter().zip(jixiao::model::RateId::ALL) {
        assert!(case.starts_with(&format!("{} ", id.id())), "{case}");
        let output = jixiao(&format!("rate {case}"));
        let stdout = String::from_utf8(output.stdout).unwrap();
        assert_eq!(
            (stdout.trim_end(), output.status.code()),
            (said, Some(0)),
            "{case}"
        );
        let output = jixiao(&format!("rate {case} --json"));
        let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(document["rule"], id.id());
        assert_eq!(document["display"], said);
        for pair in case.split(' ').skip(1) {
            let (key, value) = pair.split_once('=').unwrap();
            assert_eq!(document["inputs"][key], value, "{case}");
        }
        let members: Vec<&str> = document
            .as_object()
            .unwrap()
            .keys()
            .map(|key| &**key)
            .collect();
        assert_eq!(
            members,
            ["rule", "display", "exact", "inputs", "status", "basis"]
        );
    }
}

#[test]
fn a_rate_without_a_value_is_an_error_or_a_warning() {
    for (line, level, status) in [
        ("execution-rate budget=0 executed=1", "error", 1),
        ("budget-control-rate initial=0 added=1", "warning", 0),
        ("budget-adjustment-rate budget=0 adjusted=1", "warning", 0),
        ("payment-progress-rate planned=0 actual=1", "warning", 0),
        ("carry-over-rate budget=0 carried_over=1", "error", 1),
        (
            "three-public-change-rate current=1 previous=0",
            "warning",
            0,
        ),
        ("staffing-control-rate quota=0 staff=1", "error", 1),
        ("timely-rate completed=1 timely=2", "error", 1),
        ("key-spending-rate total=1 key=2", "error", 1),
        (
            "self-evaluation-coverage budgeted=0 evaluated=1",
            "error",
            1,
        ),
    ] {
        let output = jixiao(&format!("rate {line} --json"));
        assert_eq!(output.status.code(), Some(status), "{line}");
        let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(document["status"], "undefined", "{line}");
        assert_eq!(document["display"], serde_json::Value::Null);
        assert_eq!(document["findings"][0]["level"], level, "{line}");
        let said = document["findings"][0]["message_en"].as_str().unwrap();
        let output = jixiao(&format!("rate {line} --lang en"));
        let stdout = String::from_utf8(output.stdout).unwrap();
        assert_eq!(stdout.trim_end(), format!("{level}: {said}"));
        assert_eq!(output.status.code(), Some(status));
    }
}

#[test]
fn a_rule_that_gives_no_rate_is_told_from_one_that_there_is_not() {
    for (line, said) in [
        (
            "rate pass-mark budget=1",
            "错误：“设置及格门槛”给出得分，不是比率；说明见 jixiao rules pass-mark",
        ),
        (
            "rate levels budget=1 --lang en",
            "error: `levels` gives points and is no rate; read about it with jixiao rules levels",
        ),
        (
            "rate quailty-rate a=1",
            "错误：没有规则“quailty-rate”；是否指（全部规则见 jixiao rules）：\n  quality-rate                质量达标率",
        ),
        (
            "rate weather a=1 --lang en",
            "error: there is no rule `weather`; see all with jixiao rules",
        ),
        // A part of a name that only one rule has is not enough: the number would not say which rule it is of.
        (
            "rate 达标率 completed=1 qualified=1",
            "错误：没有规则“达标率”；是否指（全部规则见 jixiao rules）：\n  quality-rate                质量达标率",
        ),
        (
            "rate quality-rate completed=1 --lang en",
            "error: a value is missing; this rule takes: completed=completed, qualified=up to standard",
        ),
        (
            "rate quality-rate completed=1 timely=1 --lang en",
            "error: this rule takes no `timely`; it takes: completed=completed, qualified=up to standard",
        ),
    ] {
        let output = jixiao(line);
        assert_eq!(
            String::from_utf8(output.stderr).unwrap().trim_end(),
            said,
            "{line}"
        );
        assert_eq!(output.status.code(), Some(2), "{line}");
        assert!(output.stdout.is_empty());
    }
}
