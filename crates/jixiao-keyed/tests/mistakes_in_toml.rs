//! What is said of a text that is not TOML, in both languages, word for word.
#![cfg(feature = "toml")]

use jixiao_keyed::{ProblemKind, parse_toml};
use jixiao_model::Lang;

/// A text, and the sort of each problem with its Chinese and its English line.
type Case = (
    &'static str,
    &'static [(ProblemKind, &'static str, &'static str)],
);

#[test]
fn every_mistake_is_told_with_its_place() {
    for (text, expected) in CASES {
        let problems = parse_toml("f.toml", text).expect_err(text);
        let told: Vec<_> = problems
            .iter()
            .map(|problem| {
                (
                    problem.kind,
                    problem.render(Lang::Chinese),
                    problem.to_string(),
                )
            })
            .collect();
        let told: Vec<_> = told
            .iter()
            .map(|(kind, zh, en)| (*kind, zh.as_str(), en.as_str()))
            .collect();
        assert_eq!(&told, expected, "{text:?}");
    }
}

#[rustfmt::skip]
const CASES: &[Case] = &[
    ("a = ", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 5 列：文字没有加引号，或缺少值；请填写值，文字须加英文双引号", "f.toml:1:5: string values must be quoted; write a value; a text needs double quotes"),
    ]),
    ("a", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 2 列：键后没有值；请在键后写等号和值", "f.toml:1:2: key with no value; write `=` and a value after the key"),
    ]),
    ("a = 1\na = 2", &[
        (ProblemKind::DuplicateKey, "f.toml 第 2 行第 1 列：键“a”重复；请删去或合并其中一处", "f.toml:2:1: the key \"a\" stands twice; delete one of them or merge the two"),
    ]),
    ("[a\nb=1", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 3 列：表头缺少右方括号；此处应为“]”", "f.toml:1:3: unclosed table; expected `]`"),
    ]),
    ("[[a]\nb=1", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 5 列：表头缺少右方括号；此处应为“]”", "f.toml:1:5: unclosed array table; expected `]`"),
    ]),
    ("a = \"x", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 7 列：文字缺少右引号；此处应为“\"”", "f.toml:1:7: invalid basic string; expected `\"`"),
    ]),
    ("a = 'x", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 7 列：文字缺少右引号；此处应为“'”", "f.toml:1:7: invalid literal string; expected `'`"),
    ]),
    ("a = \"\"\"x", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 9 列：多行文字没有结束；此处应为“\"”", "f.toml:1:9: invalid multi-line basic string; expected `\"`"),
    ]),
    ("a = '''x", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 9 列：多行文字没有结束；此处应为“'”", "f.toml:1:9: invalid multi-line literal string; expected `'`"),
    ]),
    ("a = tru", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 5 列：逻辑值不正确：“tru”；请填写 true 或 false", "f.toml:1:5: invalid boolean: \"tru\"; write true or false"),
    ]),
    ("a = 01", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 5 列：数字前有多余的零：“0”；请删去数字前的零，或给文字加英文双引号", "f.toml:1:5: unexpected leading zero: \"0\"; delete the zero, or put a text in double quotes"),
    ]),
    ("a = 1_", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 6 列：下划线只能写在数字之间：“_”", "f.toml:1:6: `_` may only go between digits: \"_\""),
    ]),
    ("= 1", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 1 列：缺少键；此处应为英文字母、数字、“-”、“_”", "f.toml:1:1: unquoted keys cannot be empty; expected letters, numbers, `-`, `_`"),
    ]),
    ("a = [1, 2", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 10 列：列表缺少右方括号；此处应为“]”", "f.toml:1:10: unclosed array; expected `]`"),
    ]),
    ("a = {b = 1", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 11 列：缺少右花括号；此处应为“}”", "f.toml:1:11: unclosed inline table; expected `}`"),
    ]),
    ("a = 2024-13-01", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 5 列：日期不正确：“2024-13-01”；请按 2024-12-31 的格式填写", "f.toml:1:5: invalid date: \"2024-13-01\"; write it as 2024-12-31"),
    ]),
    ("a = 2024-02-30", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 5 列：日期不正确：“2024-02-30”；请按 2024-12-31 的格式填写", "f.toml:1:5: invalid date: \"2024-02-30\"; write it as 2024-12-31"),
    ]),
    ("a = 12:61:00", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 5 列：时间不正确：“12:61:00”；请按 08:30:00 的格式填写", "f.toml:1:5: invalid time: \"12:61:00\"; write it as 08:30:00"),
    ]),
    ("a = 1\n[a]\n", &[
        (ProblemKind::DuplicateKey, "f.toml 第 2 行第 2 列：键“a”重复；请删去或合并其中一处", "f.toml:2:2: the key \"a\" stands twice; delete one of them or merge the two"),
    ]),
    ("[a]\nx=1\n[a]\ny=2", &[
        (ProblemKind::DuplicateKey, "f.toml 第 3 行第 2 列：键“a”重复；请删去或合并其中一处", "f.toml:3:2: the key \"a\" stands twice; delete one of them or merge the two"),
    ]),
    ("a.b = 1\na.b.c = 1", &[
        (ProblemKind::Syntax, "f.toml 第 2 行第 3 列：这个键已有值，不能再在其下设键：“b”；请换一个键名，或删去其中一处", "f.toml:2:3: cannot extend value of type integer with a dotted key: \"b\"; choose another key, or delete one of the two"),
    ]),
    ("a = {}\na.b = 1", &[
        (ProblemKind::Syntax, "f.toml 第 2 行第 1 列：这个键已是一组键值，不能再从外部添键：“a”；请换一个键名，或删去其中一处", "f.toml:2:1: cannot extend value of type inline table with a dotted key: \"a\"; choose another key, or delete one of the two"),
    ]),
    ("a = []\n[a.b]", &[
        (ProblemKind::Syntax, "f.toml 第 2 行第 2 列：这个键已是列表，不能再在其下设键：“a”；请换一个键名，或删去其中一处", "f.toml:2:2: cannot extend value of type array with a dotted key: \"a\"; choose another key, or delete one of the two"),
    ]),
    ("a = '\u{1}'", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 6 列：单引号文字不正确；此处应为单引号以外的可见字符", "f.toml:1:6: invalid literal string; expected non-single-quote visible characters"),
    ]),
    ("x = \"\\q\"", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 7 列：反斜杠后的字符不正确；反斜杠请写两个，或改用单引号", "f.toml:1:7: missing escaped value; double the backslash, or use single quotes"),
    ]),
    ("x = \"C:\\Users\"", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 10 列：字符编码的位数不足；反斜杠请写两个，或改用单引号", "f.toml:1:10: too few unicode value digits; double the backslash, or use single quotes"),
    ]),
    ("a = 1 b = 2", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 5 列：文字没有加引号，或缺少值：“1 b”；请填写值，文字须加英文双引号", "f.toml:1:5: string values must be quoted: \"1 b\"; write a value; a text needs double quotes"),
        (ProblemKind::Syntax, "f.toml 第 1 行第 9 列：同一行有多余的内容；每行只写一个键和一个值", "f.toml:1:9: unexpected key or value; write one key and one value a line"),
    ]),
    ("[[a]]\n[a]", &[
        (ProblemKind::DuplicateKey, "f.toml 第 2 行第 2 列：键“a”重复；请删去或合并其中一处", "f.toml:2:2: the key \"a\" stands twice; delete one of them or merge the two"),
    ]),
    ("项目 = 1", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 1 列：键中有不允许的字符：“项目”；请给键加上英文双引号", "f.toml:1:1: invalid unquoted key: \"项目\"; put the key in double quotes"),
    ]),
    ("a = ,", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 5 列：同一行有多余的内容；每行只写一个键和一个值", "f.toml:1:5: unexpected key or value; write one key and one value a line"),
        (ProblemKind::Syntax, "f.toml 第 1 行第 5 列：文字没有加引号，或缺少值；请填写值，文字须加英文双引号", "f.toml:1:5: string values must be quoted; write a value; a text needs double quotes"),
    ]),
    ("a = [1 2]", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 6 列：文字没有加引号，或缺少值：“1 2”；请填写值，文字须加英文双引号", "f.toml:1:6: string values must be quoted: \"1 2\"; write a value; a text needs double quotes"),
    ]),
    ("a = [,]", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 6 列：列表中有多余的逗号：“,”；此处应为值", "f.toml:1:6: extra comma in array: \",\"; expected value"),
    ]),
    ("a = {b 1}", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 8 列：键与值之间缺少等号；此处应为“=”", "f.toml:1:8: missing assignment between key-value pairs; expected `=`"),
    ]),
    ("a = {b = 1 c = 2}", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 10 列：文字没有加引号，或缺少值：“1 c”；请填写值，文字须加英文双引号", "f.toml:1:10: string values must be quoted: \"1 c\"; write a value; a text needs double quotes"),
        (ProblemKind::Syntax, "f.toml 第 1 行第 14 列：多余的等号；此处应为“,”", "f.toml:1:14: extra assignment between key-value pairs; expected `,`"),
        (ProblemKind::Syntax, "f.toml 第 1 行第 16 列：各键之间缺少逗号；此处应为“,”", "f.toml:1:16: missing comma between key-value pairs; expected `,`"),
        (ProblemKind::Syntax, "f.toml 第 1 行第 17 列：文字缺少右引号；此处应为“'”", "f.toml:1:17: invalid literal string; expected `'`"),
    ]),
    ("a = {,}", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 6 列：花括号中有多余的逗号；此处应为键", "f.toml:1:6: extra comma in inline table; expected key"),
    ]),
    ("a == 1", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 4 列：多余的等号：“=”", "f.toml:1:4: extra `=`: \"=\""),
        (ProblemKind::Syntax, "f.toml 第 1 行第 6 列：同一行有多余的内容；每行只写一个键和一个值", "f.toml:1:6: unexpected key or value; write one key and one value a line"),
    ]),
    ("a = 1.2.3", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 8 列：数字不正确：“.3”", "f.toml:1:8: invalid float: \".3\""),
    ]),
    ("a = 1.", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 7 列：数字不完整；此处应为数字", "f.toml:1:7: invalid fraction; expected digits"),
    ]),
    ("a = .5", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 5 列：数字不完整；此处应为数字", "f.toml:1:5: invalid mantissa; expected digits"),
    ]),
    ("a = +-1", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 6 列：多余的正负号：“-”", "f.toml:1:6: redundant numeric sign: \"-\""),
    ]),
    ("a = +0xFF", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 5 列：十六、八、二进制整数不能带正负号：“+”", "f.toml:1:5: integers with a radix cannot be signed: \"+\""),
    ]),
    ("a = 0XFF", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 5 列：进制前缀应为小写：“0X”；此处应为“0x”", "f.toml:1:5: radix must be lowercase: \"0X\"; expected `0x`"),
    ]),
    ("a = 0xG", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 7 列：十六进制数字不正确", "f.toml:1:7: invalid hexadecimal number"),
    ]),
    ("a = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF", &[
        (ProblemKind::Invalid, "f.toml 第 1 行第 5 列：数字过大：“0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF…”；请改写为十进制数字", "f.toml:1:5: the number is too large: \"0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF…\"; write it in decimal digits"),
    ]),
    ("a = 1\rb = 2", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 7 列：回车符后缺少换行符；此处应为换行", "f.toml:1:7: carriage return must be followed by newline; expected newline"),
    ]),
    ("a = 1 # \u{1}", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 9 列：注释中有不允许的字符；此处应为可见字符", "f.toml:1:9: invalid comment character; expected printable characters"),
    ]),
    ("\"\"\"a\"\"\" = 1", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 1 列：键不能写成多行文字：“\"\"\"a\"\"\"”；此处应为双引号文字、单引号文字", "f.toml:1:1: keys cannot be multi-line basic strings: \"\"\"\"a\"\"\"\"; expected basic string, literal string"),
    ]),
    ("a = \"\\u12\"", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 10 列：字符编码的位数不足；反斜杠请写两个，或改用单引号", "f.toml:1:10: too few unicode value digits; double the backslash, or use single quotes"),
    ]),
    ("a = {b = 1, b = 2}", &[
        (ProblemKind::DuplicateKey, "f.toml 第 1 行第 13 列：键“b”重复；请删去或合并其中一处", "f.toml:1:13: the key \"b\" stands twice; delete one of them or merge the two"),
    ]),
    ("[]", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 2 列：缺少键；此处应为英文字母、数字、“-”、“_”", "f.toml:1:2: unquoted keys cannot be empty; expected letters, numbers, `-`, `_`"),
    ]),
    ("[a.]", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 4 列：缺少键；此处应为英文字母、数字、“-”、“_”", "f.toml:1:4: unquoted keys cannot be empty; expected letters, numbers, `-`, `_`"),
    ]),
    ("a. = 1", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 4 列：缺少键；此处应为英文字母、数字、“-”、“_”", "f.toml:1:4: unquoted keys cannot be empty; expected letters, numbers, `-`, `_`"),
    ]),
    ("]", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 1 列：缺少左方括号；此处应为“[”", "f.toml:1:1: missing table open; expected `[`"),
    ]),
    ("a = 1979-05-27T25:00:00", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 5 列：时间不正确：“1979-05-27T25:00:00”；请按 08:30:00 的格式填写", "f.toml:1:5: invalid time: \"1979-05-27T25:00:00\"; write it as 08:30:00"),
    ]),
    ("a = 1e", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 7 列：数字不完整；此处应为数字", "f.toml:1:7: invalid exponent; expected digits"),
    ]),
    ("a = [a = 1]", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 6 列：文字没有加引号，或缺少值：“a”；请填写值，文字须加英文双引号", "f.toml:1:6: string values must be quoted: \"a\"; write a value; a text needs double quotes"),
        (ProblemKind::Syntax, "f.toml 第 1 行第 8 列：列表中不应有等号：“=”；此处应为值、“]”", "f.toml:1:8: unexpected `=` in array: \"=\"; expected value, `]`"),
        (ProblemKind::Syntax, "f.toml 第 1 行第 10 列：列表各项之间缺少逗号；此处应为“,”", "f.toml:1:10: missing comma between array elements; expected `,`"),
    ]),
    ("名称 = 甲级\n单位 = \n", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 1 列：键中有不允许的字符：“名称”；请给键加上英文双引号", "f.toml:1:1: invalid unquoted key: \"名称\"; put the key in double quotes"),
        (ProblemKind::Syntax, "f.toml 第 1 行第 6 列：文字没有加引号，或缺少值：“甲级”；请填写值，文字须加英文双引号", "f.toml:1:6: string values must be quoted: \"甲级\"; write a value; a text needs double quotes"),
        (ProblemKind::Syntax, "f.toml 第 2 行第 1 列：键中有不允许的字符：“单位”；请给键加上英文双引号", "f.toml:2:1: invalid unquoted key: \"单位\"; put the key in double quotes"),
        (ProblemKind::Syntax, "f.toml 第 2 行第 6 列：文字没有加引号，或缺少值；请填写值，文字须加英文双引号", "f.toml:2:6: string values must be quoted; write a value; a text needs double quotes"),
    ]),
    ("a = \"x\"y", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 8 列：同一行有多余的内容；每行只写一个键和一个值", "f.toml:1:8: unexpected key or value; write one key and one value a line"),
    ]),
    ("a = “x”", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 5 列：文字没有加引号，或缺少值：““x””；请填写值，文字须加英文双引号", "f.toml:1:5: string values must be quoted: \"“x”\"; write a value; a text needs double quotes"),
    ]),
    ("a:1", &[
        (ProblemKind::Syntax, "f.toml 第 1 行第 2 列：键中有不允许的字符：“:”；请给键加上英文双引号", "f.toml:1:2: invalid unquoted key: \":\"; put the key in double quotes"),
        (ProblemKind::Syntax, "f.toml 第 1 行第 4 列：键后没有值；请在键后写等号和值", "f.toml:1:4: key with no value; write `=` and a value after the key"),
    ]),
    ("\u{feff}a = 1\na = 2", &[
        (ProblemKind::DuplicateKey, "f.toml 第 2 行第 1 列：键“a”重复；请删去或合并其中一处", "f.toml:2:1: the key \"a\" stands twice; delete one of them or merge the two"),
    ]),
];
