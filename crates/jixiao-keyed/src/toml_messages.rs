//! The TOML parser's messages in both languages.
//!
//! The parser says `what, expected this, that` in English. What it cannot say better is replaced, the rest translated; a message
//! of a later version of the parser that is not known here still comes through in English.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use jixiao_model::Bilingual;

/// The message and its remedy.
pub(crate) fn translate(message: &str) -> (Bilingual, Option<Bilingual>) {
    let (what, expected) = match message.split_once(", expected ") {
        Some((what, expected)) => (what, Some(expected)),
        None => (message, None),
    };
    let known = |text: &str| MESSAGES.iter().find(|(known, _)| *known == text);
    let said = match known(message).or_else(|| known(what)) {
        Some((_, zh)) => Bilingual::new(*zh, what),
        None => Bilingual::new(format!("不符合 TOML 语法（{what}）"), what),
    };
    let mend = match MENDS.iter().find(|(start, _, _)| what.starts_with(start)) {
        Some((_, zh, en)) => Some(Bilingual::new(*zh, *en)),
        None => expected.and_then(wanted),
    };
    (said, mend)
}

/// What should stand there; nothing where the parser itself expects "nothing".
fn wanted(expected: &str) -> Option<Bilingual> {
    if expected == "nothing" {
        return None;
    }
    let words: Vec<String> = expected.split(", ").map(word).collect();
    Some(Bilingual::new(
        format!("此处应为{}", words.join("、")),
        format!("expected {expected}"),
    ))
}

fn word(word: &str) -> String {
    if let Some((_, zh)) = WORDS.iter().find(|(en, _)| *en == word) {
        return (*zh).to_string();
    }
    let literal = word.trim_matches('`');
    if literal.len() < word.len() {
        return format!("“{literal}”");
    }
    word.to_string()
}

/// Messages and their Chinese; those that mean different things by what they expect stand here with it.
const MESSAGES: &[(&str, &str)] = &[
    ("`_` may only go between digits", "下划线只能写在数字之间"),
    (
        "cannot extend value of type array with a dotted key",
        "这个键已是列表，不能再在其下设键",
    ),
    (
        "cannot extend value of type boolean with a dotted key",
        "这个键已有值，不能再在其下设键",
    ),
    (
        "cannot extend value of type datetime with a dotted key",
        "这个键已有值，不能再在其下设键",
    ),
    (
        "cannot extend value of type float with a dotted key",
        "这个键已有值，不能再在其下设键",
    ),
    (
        "cannot extend value of type inline table with a dotted key",
        "这个键已是一组键值，不能再从外部添键",
    ),
    (
        "cannot extend value of type integer with a dotted key",
        "这个键已有值，不能再在其下设键",
    ),
    (
        "cannot extend value of type string with a dotted key",
        "这个键已有值，不能再在其下设键",
    ),
    (
        "carriage return must be followed by newline",
        "回车符后缺少换行符",
    ),
    ("extra `=`", "多余的等号"),
    ("extra assignment between key-value pairs", "多余的等号"),
    ("extra comma in array", "列表中有多余的逗号"),
    ("extra comma in inline table", "花括号中有多余的逗号"),
    (
        "integers with a radix cannot be signed",
        "十六、八、二进制整数不能带正负号",
    ),
    ("invalid basic string", "双引号文字不正确"),
    ("invalid basic string, expected `\"`", "文字缺少右引号"),
    ("invalid binary number", "二进制数字不正确"),
    ("invalid boolean", "逻辑值不正确"),
    ("invalid comment character", "注释中有不允许的字符"),
    ("invalid date", "日期不正确"),
    ("invalid date-time", "日期不正确"),
    ("invalid datetime", "日期不正确"),
    ("invalid exponent", "数字不完整"),
    ("invalid float", "数字不正确"),
    ("invalid fraction", "数字不完整"),
    ("invalid hexadecimal number", "十六进制数字不正确"),
    ("invalid inline table element", "花括号中的内容不正确"),
    ("invalid integer number", "数字不正确"),
    ("invalid key-value pair", "键与值的写法不正确"),
    ("invalid literal string", "单引号文字不正确"),
    ("invalid literal string, expected `'`", "文字缺少右引号"),
    ("invalid mantissa", "数字不完整"),
    ("invalid multi-line basic string", "多行文字不正确"),
    (
        "invalid multi-line basic string, expected `\"`",
        "多行文字没有结束",
    ),
    ("invalid multi-line literal string", "多行文字不正确"),
    (
        "invalid multi-line literal string, expected `'`",
        "多行文字没有结束",
    ),
    ("invalid octal number", "八进制数字不正确"),
    ("invalid offset", "时区不正确"),
    ("invalid time", "时间不正确"),
    ("invalid unquoted key", "键中有不允许的字符"),
    ("invalid value", "值不正确"),
    ("key with no value", "键后没有值"),
    (
        "keys cannot be multi-line basic strings",
        "键不能写成多行文字",
    ),
    (
        "keys cannot be multi-line literal strings",
        "键不能写成多行文字",
    ),
    ("missing array opening", "缺少左方括号"),
    (
        "missing assignment between key-value pairs",
        "键与值之间缺少等号",
    ),
    (
        "missing comma between array elements",
        "列表各项之间缺少逗号",
    ),
    ("missing comma between key-value pairs", "各键之间缺少逗号"),
    ("missing escaped value", "反斜杠后的字符不正确"),
    ("missing inline table opening", "缺少左花括号"),
    ("missing key for inline table element", "花括号中缺少键"),
    ("missing opening quote", "缺少左引号"),
    ("missing table open", "缺少左方括号"),
    ("missing value", "缺少值"),
    ("missing value for key", "键后没有值"),
    ("radix must be lowercase", "进制前缀应为小写"),
    ("redundant integer number prefix", "多余的进制前缀"),
    ("redundant numeric sign", "多余的正负号"),
    ("string values must be quoted", "文字没有加引号，或缺少值"),
    ("too few unicode value digits", "字符编码的位数不足"),
    ("unclosed array", "列表缺少右方括号"),
    ("unclosed array table", "表头缺少右方括号"),
    ("unclosed inline table", "缺少右花括号"),
    ("unclosed table", "表头缺少右方括号"),
    ("unexpected `=` in array", "列表中不应有等号"),
    ("unexpected content", "多余的内容"),
    (
        "unexpected content between comment and newline",
        "注释之后有多余的内容",
    ),
    ("unexpected key or value", "同一行有多余的内容"),
    ("unexpected leading zero", "数字前有多余的零"),
    ("unexpected sign", "多余的正负号"),
    ("unquoted keys cannot be empty", "缺少键"),
];

/// Remedies that say more than what the parser expects, by how its message begins; the first that fits counts.
const MENDS: &[(&str, &str, &str)] = &[
    (
        "string values must be quoted",
        "请填写值，文字须加英文双引号",
        "write a value; a text needs double quotes",
    ),
    (
        "key with no value",
        "请在键后写等号和值",
        "write `=` and a value after the key",
    ),
    (
        "invalid unquoted key",
        "请给键加上英文双引号",
        "put the key in double quotes",
    ),
    (
        "missing escaped value",
        "反斜杠请写两个，或改用单引号",
        "double the backslash, or use single quotes",
    ),
    (
        "invalid boolean",
        "请填写 true 或 false",
        "write true or false",
    ),
    (
        "invalid date",
        "请按 2024-12-31 的格式填写",
        "write it as 2024-12-31",
    ),
    (
        "invalid time",
        "请按 08:30:00 的格式填写",
        "write it as 08:30:00",
    ),
    (
        "invalid offset",
        "请按 +08:00 的格式填写",
        "write it as +08:00",
    ),
    (
        "too few unicode value digits",
        "反斜杠请写两个，或改用单引号",
        "double the backslash, or use single quotes",
    ),
    (
        "unexpected key or value",
        "每行只写一个键和一个值",
        "write one key and one value a line",
    ),
    (
        "unexpected leading zero",
        "请删去数字前的零，或给文字加英文双引号",
        "delete the zero, or put a text in double quotes",
    ),
    (
        "cannot extend value",
        "请换一个键名，或删去其中一处",
        "choose another key, or delete one of the two",
    ),
];

/// Things that are expected, less the literals, which need no translation.
const WORDS: &[(&str, &str)] = &[
    ("basic string", "双引号文字"),
    ("characters", "字符"),
    ("digits", "数字"),
    ("key", "键"),
    ("letters", "英文字母"),
    ("literal string", "单引号文字"),
    ("multi-line basic string", "三个双引号的文字"),
    ("newline", "换行"),
    (
        "non-double-quote visible characters",
        "双引号以外的可见字符",
    ),
    ("non-single-quote characters", "单引号以外的字符"),
    (
        "non-single-quote visible characters",
        "单引号以外的可见字符",
    ),
    ("numbers", "数字"),
    ("printable characters", "可见字符"),
    ("unicode hexadecimal value", "十六进制字符编码"),
    ("value", "值"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_messages_come_through() {
        let (said, mend) = translate("something new, expected `x`, key");
        assert_eq!(said.zh, "不符合 TOML 语法（something new）");
        assert_eq!(said.en, "something new");
        let mend = mend.unwrap();
        assert_eq!(mend.zh, "此处应为“x”、键");
        assert_eq!(mend.en, "expected `x`, key");
    }

    #[test]
    fn nothing_expected_is_no_remedy() {
        assert_eq!(translate("unexpected sign, expected nothing").1, None);
    }
}
