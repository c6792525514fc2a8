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
