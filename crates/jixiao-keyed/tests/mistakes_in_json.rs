//! What is said of a text that is not JSON, in both languages, word for word.
#![cfg(feature = "json")]

use jixiao_keyed::{ProblemKind, parse_json};
use jixiao_model::Lang;

/// A text, and the sort of each problem with its Chinese and its English line.
type Case = (
    &'static str,
    &'static [(ProblemKind, &'static str, &'static str)],
);

#[test]
fn every_mistake_is_told_with_its_place() {
    for (text, expected) in CASES {
        let problems = parse_json("f.json", text).expect_err(text);
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
    ("", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 1 列：文件没有内容", "f.json:1:1: the file is empty"),
    ]),
    (" \n", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 1 列：文件没有内容", "f.json:1:1: the file is empty"),
    ]),
    ("{", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 1 列：缺少右花括号；请补上“}”", "f.json:1:1: the object is not closed; add a `}`"),
    ]),
    ("[", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 1 列：列表缺少右方括号；请补上“]”", "f.json:1:1: the list is not closed; add a `]`"),
    ]),
    ("[1", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 1 列：列表缺少右方括号；请补上“]”", "f.json:1:1: the list is not closed; add a `]`"),
    ]),
    ("{\"a\"", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 5 列：键后缺少冒号；请写作 \"键\": 值", "f.json:1:5: a colon is missing after the key; write \"key\": value"),
    ]),
    ("{\"a\":", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 6 列：键后没有值", "f.json:1:6: the key has no value"),
    ]),
    ("{\"a\": 1", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 1 列：缺少右花括号；请补上“}”", "f.json:1:1: the object is not closed; add a `}`"),
    ]),
    ("{\"a\": 1,}", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 8 列：末项之后有多余的逗号：“,”；请删去这个逗号", "f.json:1:8: a comma after the last item: \",\"; delete this comma"),
    ]),
    ("[1,]", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 3 列：末项之后有多余的逗号：“,”；请删去这个逗号", "f.json:1:3: a comma after the last item: \",\"; delete this comma"),
    ]),
    ("[1 2]", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 3 列：缺少逗号；请在各项之间加英文逗号", "f.json:1:3: a comma is missing; put a comma between the items"),
    ]),
    ("{\"a\" 1}", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 6 列：键后缺少冒号：“1”；请写作 \"键\": 值", "f.json:1:6: a colon is missing after the key: \"1\"; write \"key\": value"),
    ]),
    ("{a: 1}", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 2 列：键没有加引号：“a”；请给键加上英文双引号", "f.json:1:2: the key is not quoted: \"a\"; put the key in double quotes"),
    ]),
    ("{'a': 1}", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 2 列：不能用单引号：“'”；请改用英文双引号", "f.json:1:2: single quotes are not allowed: \"'\"; use double quotes"),
    ]),
    ("['a']", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 2 列：不能用单引号：“'”；请改用英文双引号", "f.json:1:2: single quotes are not allowed: \"'\"; use double quotes"),
    ]),
    ("[0x1F]", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 2 列：不能写十六进制数字：“0”；请改写为十进制数字", "f.json:1:2: hexadecimal numbers are not allowed: \"0\"; write it in decimal digits"),
    ]),
    ("[+1]", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 2 列：数字前不能有加号：“+”；请删去加号", "f.json:1:2: a number cannot begin with a plus sign: \"+\"; delete the plus sign"),
    ]),
    ("[.5]", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 2 列：小数点前后都应有数字：“.”", "f.json:1:2: digits must stand on both sides of the decimal point: \".\""),
    ]),
    ("[5.]", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 2 列：小数点前后都应有数字：“5.”", "f.json:1:2: digits must stand on both sides of the decimal point: \"5.\""),
    ]),
    ("[01]", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 2 列：数字前有多余的零；请删去数字前的零，或给文字加英文双引号", "f.json:1:2: the number begins with a zero; delete the zero, or put a text in double quotes"),
    ]),
    ("[-]", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 3 列：数字不完整", "f.json:1:3: the number is not complete"),
    ]),
    ("[1e]", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 4 列：数字不完整", "f.json:1:4: the number is not complete"),
    ]),
    ("[1e+]", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 5 列：数字不完整", "f.json:1:5: the number is not complete"),
    ]),
    ("[NaN]", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 2 列：不应出现的内容：“NaN”；请给文字加上英文双引号；逻辑值为 true 或 false", "f.json:1:2: this was not expected here: \"NaN\"; put the text in double quotes; a boolean is true or false"),
    ]),
    ("[-Infinity]", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 2 列：不能写无穷大或 NaN：“-Infinity”", "f.json:1:2: infinity and NaN are not allowed: \"-Infinity\""),
    ]),
    ("[tru]", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 2 列：不应出现的内容：“tru”；请给文字加上英文双引号；逻辑值为 true 或 false", "f.json:1:2: this was not expected here: \"tru\"; put the text in double quotes; a boolean is true or false"),
    ]),
    ("[\"x]", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 2 列：文字缺少右引号；请补上英文双引号", "f.json:1:2: the text is not closed; add a double quote"),
    ]),
    ("[\"\\q\"]", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 3 列：反斜杠后的字符不正确；反斜杠请写两个", "f.json:1:3: the character after the backslash is not valid; double the backslash"),
    ]),
    ("[\"\\u12\"]", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 3 列：\\u 之后的字符编码不正确", "f.json:1:3: the character code after \\u is not valid"),
    ]),
    ("[\"\\ud800\"]", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 3 列：\\u 之后的字符编码不正确", "f.json:1:3: the character code after \\u is not valid"),
    ]),
    ("[\"\\'\"]", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 3 列：反斜杠后的字符不正确；反斜杠请写两个", "f.json:1:3: the character after the backslash is not valid; double the backslash"),
    ]),
    ("// c\n[]", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 1 列：不能写注释：“// c”；请删去注释", "f.json:1:1: comments are not allowed: \"// c\"; delete the comment"),
    ]),
    ("/* c", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 1 列：不能写注释；请删去注释", "f.json:1:1: comments are not allowed; delete the comment"),
    ]),
    ("[] []", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 4 列：结尾之后有多余的内容：“[”", "f.json:1:4: there is more after the end of the value: \"[\""),
    ]),
    ("]", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 1 列：多余的右方括号：“]”", "f.json:1:1: a closing bracket that was not expected: \"]\""),
    ]),
    ("}", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 1 列：多余的右花括号：“}”", "f.json:1:1: a closing brace that was not expected: \"}\""),
    ]),
    (":", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 1 列：多余的冒号：“:”", "f.json:1:1: a colon that was not expected: \":\""),
    ]),
    (",", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 1 列：多余的逗号：“,”", "f.json:1:1: a comma that was not expected: \",\""),
    ]),
    ("[1}", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 3 列：多余的右花括号：“}”", "f.json:1:3: a closing brace that was not expected: \"}\""),
    ]),
    ("{[1]}", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 2 列：不应出现的内容：“[”", "f.json:1:2: this was not expected here: \"[\""),
    ]),
    ("{\"a\":1,\n \"b\":{\"c\":1,\"c\":2},\n \"a\":3}", &[
        (ProblemKind::DuplicateKey, "f.json 第 2 行第 13 列（b.c）：键“c”重复，第 2 行已有；请删去或合并其中一处", "f.json:2:13 (b.c): the key \"c\" stands twice, first on line 2; delete one of them or merge the two"),
        (ProblemKind::DuplicateKey, "f.json 第 3 行第 2 列（a）：键“a”重复，第 1 行已有；请删去或合并其中一处", "f.json:3:2 (a): the key \"a\" stands twice, first on line 1; delete one of them or merge the two"),
    ]),
    ("[\"a\nb\"]", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 4 列：文字中不能直接写换行等控制字符：\\n；换行请写作 \\n", "f.json:1:4: a text cannot hold a bare control character: \\n; write a newline as \\n"),
    ]),
    ("[1,\u{3000}2]", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 4 列：引号之外有特殊空格：\\u{3000}；请改为普通空格", "f.json:1:4: a special space outside quotes: \\u{3000}; write an ordinary space"),
    ]),
    ("[\"\\\\\", \"\u{1}\"]", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 9 列：文字中不能直接写换行等控制字符：\\u{1}；换行请写作 \\n", "f.json:1:9: a text cannot hold a bare control character: \\u{1}; write a newline as \\n"),
    ]),
    ("[1,,2]", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 4 列：多余的逗号：“,”", "f.json:1:4: a comma that was not expected: \",\""),
    ]),
    ("{,}", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 2 列：不应出现的内容：“,”", "f.json:1:2: this was not expected here: \",\""),
    ]),
    ("/", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 1 列：不应出现的内容：“/”；请给文字加上英文双引号；逻辑值为 true 或 false", "f.json:1:1: this was not expected here: \"/\"; put the text in double quotes; a boolean is true or false"),
    ]),
    ("[1\u{b}]", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 3 列：引号之外有特殊空格：\\u{b}；请改为普通空格", "f.json:1:3: a special space outside quotes: \\u{b}; write an ordinary space"),
    ]),
    ("[true_]", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 6 列：不应出现的内容：“_”；请给文字加上英文双引号；逻辑值为 true 或 false", "f.json:1:6: this was not expected here: \"_\"; put the text in double quotes; a boolean is true or false"),
    ]),
    ("[truex]", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 2 列：不应出现的内容：“truex”；请给文字加上英文双引号；逻辑值为 true 或 false", "f.json:1:2: this was not expected here: \"truex\"; put the text in double quotes; a boolean is true or false"),
    ]),
    ("{\"a\":1 \"b\":2}", &[
        (ProblemKind::Syntax, "f.json 第 1 行第 7 列：缺少逗号；请在各项之间加英文逗号", "f.json:1:7: a comma is missing; put a comma between the items"),
    ]),
];
