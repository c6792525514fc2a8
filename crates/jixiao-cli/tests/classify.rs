//! `jixiao classify`: texts from the call or from standard input, as text and as data.

mod command;

use command::{jixiao_reading, json, refused, stdout};
use serde_json::{Value, json};

/// What it prints of `input`, where it complains of nothing.
fn read(arguments: &[&str], input: &[u8]) -> String {
    let output = jixiao_reading(arguments, input);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), &*stderr), (Some(0), ""));
    String::from_utf8(output.stdout).unwrap()
}

/// What it prints, and what it complains of.
fn complained(arguments: &[&str], input: &[u8]) -> (String, String) {
    let output = jixiao_reading(arguments, input);
    assert_eq!(output.status.code(), Some(2));
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr))
}

#[test]
fn members_and_lines_correspond() {
    for (input, texts) in [
        ("", json!([])),
        ("\n", json!([""])),
        ("甲", json!(["甲"])),
        ("甲\n", json!(["甲"])),
        ("甲\n\n乙\r\n  丙 ", json!(["甲", "", "乙", "  丙 "])),
        ("\u{feff}甲\n\u{feff}乙", json!(["甲", "\u{feff}乙"])),
        ("\r\n\n", json!(["", ""])),
    ] {
        let data = read(&["classify", "--json"], input.as_bytes());
        let data: Value = serde_json::from_str(&data).unwrap();
        let found: Vec<&Value> = data
            .as_array()
            .unwrap()
            .iter()
            .map(|member| &member["text"])
            .collect();
        assert_eq!(json!(found), texts, "{input:?}");
    }
}

#[test]
fn a_text_that_fits_no_cause_is_told_so() {
    let data = json(&["classify", "天气晴朗。", "--json"]);
    assert_eq!(
        data,
        json!([{ "text": "天气晴朗。", "causes": [], "remedies": [] }])
    );
    assert_eq!(
        stdout(&["classify", "天气晴朗。"]),
        "天气晴朗。\n  未归类\n"
    );
    assert_eq!(
        stdout(&["classify", "天气晴朗。", "--lang", "en"]),
        "天气晴朗。\n  fits no cause (未归类)\n"
    );
    assert_eq!(
        read(&["classify"], "天气晴朗。\n \n".as_bytes()),
        "1  天气晴朗。\n  未归类\n2  （空）\n"
    );
}

#[test]
fn a_long_text_is_shown_on_one_line() {
    let told = stdout(&["classify", &format!("天\n气{}", "晴".repeat(60))]);
    let shown = format!("天 气{}…\n  未归类\n", "晴".repeat(37));
    assert_eq!(told, shown);
}

#[test]
fn lines_that_cannot_be_read_are_told_by_their_number() {
    let (shown, said) = complained(&["classify"], b"\xe5\xa4\xa9\n\xff\n");
    assert_eq!(shown, "1  天\n  未归类\n", "what stood before is there");
    assert_eq!(
        said,
        "错误：标准输入第 2 行不是 UTF-8 编码；请先转换为 UTF-8\n"
    );
    let (shown, said) = complained(&["classify", "--json", "--lang", "en"], b"a\n\xff\n");
    assert_eq!(shown, "", "no half document");
    assert_eq!(
        said,
        "error: line 2 of the input is not UTF-8; convert it to UTF-8 first\n"
    );
}

#[test]
fn a_line_may_have_64_kib_and_no_more() {
    let long = |length: usize, end: &str| format!("{}{end}", "a".repeat(length));
    for end in ["", "\n", "\r\n"] {
        let told = read(&["classify"], long(65_536, end).as_bytes());
        assert_eq!(told.lines().count(), 2, "{end:?}");
        let (_, said) = complained(&["classify"], long(65_537, end).as_bytes());
        assert_eq!(
            said,
            "错误：标准输入第 1 行超过 64 KiB；请分成几段，一段一行\n"
        );
    }
    let said = refused(&["classify", &long(65_537, ""), "--lang", "en"]);
    assert_eq!(
        said,
        "error: the text is longer than 64 KiB; part it into several, one a line\n"
    );
}

#[test]
fn a_cause_is_told_with_the_words_that_decided() {
    let text = "（1）时效指标存在偏离，因施工单位未及时开具发票，工程款年底前没有付出。";
    let data = json(&["classify", text, "--json"]);
    let member = &data[0];
    assert_eq!(member["text"], text);
    let cause = &member["causes"][0];
    assert_eq!(cause["code"], "P1");
    assert_eq!(cause["name"], "未开票或未报账");
    assert_eq!(cause["evidence"], json!(["未及时开具发票"]));
    assert_eq!(cause["classes"], json!(["timeliness"]));
    assert_eq!(member["remedies"][0]["code"], "M5");
    assert_eq!(member["remedies"][0]["origin"], "suggested");
    assert_eq!(member["remedies"][0]["evidence"], json!([]));

    let told = stdout(&["classify", text]);
    let mut lines = told.lines();
    assert_eq!(lines.next(), Some(text));
    assert_eq!(
        lines.next(),
        Some("  原因 P1 未开票或未报账：“未及时开具发票”，涉及时效指标")
    );
    assert_eq!(lines.next(), Some("  建议 M5 加快支付、开票"));
    let told = stdout(&["classify", text, "--lang", "en"]);
    assert!(told.contains(
        "  cause P1 no invoice, or no claim for payment: “未及时开具发票”, tied to\n      timeliness\n  suggested M5 "
    ));
}

#[test]
fn a_remedy_that_is_stated_is_told_with_its_words() {
    let text = "施工单位未及时开具发票。下一步改进措施：督促施工单位及时开具发票。";
    let data = json(&["classify", text, "--json"]);
    let remedy = &data[0]["remedies"][0];
    assert_eq!(
        (&remedy["code"], &remedy["origin"]),
        (&json!("M5"), &json!("stated"))
    );
    assert!(!remedy["evidence"].as_array().unwrap().is_empty());
    assert!(stdout(&["classify", text]).contains("\n  措施 M5 加快支付、开票：“"));
}

#[test]
fn what_steers_a_terminal_is_shown_and_not_sent() {
    let text = read(&["classify"], "财政资金\u{1b}[31m紧张\u{7}。\n".as_bytes());
    assert!(
        text.contains("F1") && !text.contains(['\u{1b}', '\u{7}']),
        "{text}"
    );
}
