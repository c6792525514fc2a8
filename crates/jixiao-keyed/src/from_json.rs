//! JSON texts, strictly as RFC 8259 has them.

use std::borrow::ToOwned;
use std::collections::BTreeMap;
use std::format;
use std::string::String;
use std::sync::Arc;
use std::vec::Vec;

use jixiao_model::Bilingual;
use jsonc_parser::ast::{self, ObjectProp};
use jsonc_parser::common::Ranged;
use jsonc_parser::errors::{ParseError, ParseErrorKind};
use jsonc_parser::{CollectOptions, ParseOptions, ParseStringErrorKind, parse_to_ast};

use crate::MAX_DEPTH;
use crate::node::{Document, Member, Node, Value};
use crate::position::{Position, Positions};
use crate::problem::{Problem, ProblemKind};
use crate::shown::{element_path, member_path, shorten};
use crate::syntax::{Findings, accept};

const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// Reads a JSON text, or says what is wrong with it, by line and column.
///
/// `file` is the name for messages only; nothing is opened. A byte order mark at the beginning is accepted; comments, trailing
/// commas and other liberties are not. After the first mistake in the syntax nothing further can be said of the text; of
/// duplicate keys all are reported.
pub fn parse_json(file: &str, text: &str) -> Result<Document, Vec<Problem>> {
    let file: Arc<str> = Arc::from(file);
    let text = accept(&file, text)?;
    let mut findings = Findings::new(&file, text);
    if let Some(offset) = too_deep(text) {
        findings.too_deep(offset);
        return Err(findings.into_problems());
    }
    let value = match parse_to_ast(text, &CollectOptions::default(), &STRICT) {
        Ok(parsed) => parsed.value,
        Err(error) => {
            report(&error, &mut findings);
            return Err(findings.into_problems());
        }
    };
    report_foreign_characters(text, &mut findings);
    let root = match value {
        Some(value) => node(value, "", &mut findings),
        None => no_value(&mut findings),
    };
    if !findings.is_empty() {
        return Err(findings.into_problems());
    }
    Ok(Document { file, root })
}

/// A text with nothing in it; the value is never seen, since the text is refused.
fn no_value(findings: &mut Findings<'_>) -> Node {
    let message = Bilingual::new("文件没有内容", "the file is empty");
    findings.push(ProblemKind::Syntax, 0, String::new(), message, None);
    Node {
        value: Value::Null,
        at: Position::START,
    }
}

/// Tells what stands inside quotes. Up to the first mistake of a text, this is what the parser sees.
#[derive(Default)]
struct Quotes {
    open: bool,
    escaped: bool,
}

impl Quotes {
    /// Takes the next character and says whether it stood inside quotes, which count as inside themselves.
    fn hold(&mut self, character: char) -> bool {
        let was_open = self.open;
        if character == '"' && !self.escaped {
            self.open = !self.open;
        }
        self.escaped = was_open && character == '\\' && !self.escaped;
        was_open || self.open
    }
}

/// The bracket that first goes too deep. The parser has a limit of its own, but one that takes a large stack to reach.
fn too_deep(text: &str) -> Option<usize> {
    let mut quotes = Quotes::default();
    let mut depth: usize = 0;
    for (offset, character) in text.char_indices() {
        if quotes.hold(character) {
            continue;
        }
        depth = match character {
            '[' | '{' => depth.saturating_add(1),
            ']' | '}' => depth.saturating_sub(1),
            _ => depth,
        };
        if depth > MAX_DEPTH {
            return Some(offset);
        }
    }
    None
}

fn node(value: ast::Value<'_>, path: &str, findings: &mut Findings<'_>) -> Node {
    let at = findings.positions.at(value.range().start);
    let value = match value {
        ast::Value::StringLit(text) => Value::Text(text.value.into_owned()),
        ast::Value::NumberLit(number) => Value::Number(number.value.to_owned()),
        ast::Value::BooleanLit(boolean) => Value::Boolean(boolean.value),
        ast::Value::NullKeyword(_) => Value::Null,
        ast::Value::Object(object) => members(object.properties, path, findings),
        ast::Value::Array(array) => {
            let items = array.elements.into_iter().enumerate();
            let item = |(i, item)| node(item, &element_path(path, i), findings);
            Value::Array(items.map(item).collect())
        }
    };
    Node { value, at }
}

fn members(properties: Vec<ObjectProp<'_>>, path: &str, findings: &mut Findings<'_>) -> Value {
    let mut lines: BTreeMap<String, u32> = BTreeMap::new();
    let mut members = Vec::with_capacity(properties.len());
    for property in properties {
        let offset = property.name.range().start;
        let at = findings.positions.at(offset);
        let key = property.name.into_string();
        let path = member_path(path, &key);
        if let Some(first) = lines.get(&key) {
            report_duplicate(&key, *first, path.clone(), offset, findings);
        } else {
            lines.insert(key.clone(), at.line);
        }
        let node = node(property.value, &path, findings);
        members.push(Member { key, at, node });
    }
    Value::Table(members)
}

fn report_duplicate(
    key: &str,
    first: u32,
    path: String,
    offset: usize,
    findings: &mut Findings<'_>,
) {
    let key = shorten(key);
    let message = Bilingual::new(
        format!("键“{key}”重复，第 {first} 行已有"),
        format!("the key \"{key}\" stands twice, first on line {first}"),
    );
    let mend = Bilingual::new(
        "请删去或合并其中一处",
        "delete one of them or merge the two",
    );
    findings.push(ProblemKind::DuplicateKey, offset, path, message, Some(mend));
}

/// Reports what the parser lets through and RFC 8259 does not: bare control characters in texts, and spaces of other kinds
/// than blank, tab and newline between values. Asked of a text that parsed, so that quotes are known to pair.
fn report_foreign_characters(text: &str, findings: &mut Findings<'_>) {
    let mut quotes = Quotes::default();
    for (offset, character) in text.char_indices() {
        if quotes.hold(character) {
            if character < ' ' {
                report_control(offset, character, findings);
            }
        } else if character.is_whitespace() && !" \t\r\n".contains(character) {
            report_space(offset, character, findings);
        }
    }
}

fn report_control(offset: usize, character: char, findings: &mut Findings<'_>) {
    let shown = character.escape_debug();
    let message = Bilingual::new(
        format!("文字中不能直接写换行等控制字符：{shown}"),
        format!("a text cannot hold a bare control character: {shown}"),
    );
    let mend = Bilingual::new("换行请写作 \\n", "write a newline as \\n");
    findings.push(
        ProblemKind::Syntax,
        offset,
        String::new(),
        message,
        Some(mend),
    );
}

fn report_space(offset: usize, character: char, findings: &mut Findings<'_>) {
    let shown = character.escape_unicode();
    let message = Bilingual::new(
        format!("引号之外有特殊空格：{shown}"),
        format!("a special space outside quotes: {shown}"),
    );
    let mend = Bilingual::new("请改为普通空格", "write an ordinary space");
    findings.push(
        ProblemKind::Syntax,
        offset,
        String::new(),
        message,
        Some(mend),
    );
}

fn report(error: &ParseError, findings: &mut Findings<'_>) {
    let (start, end) = (error.range().start, error.range().end);
    if follows_zero(error, &findings.positions) {
        report_leading_zero(start, findings);
        return;
    }
    let (zh, en) = said(error.kind());
    let found = if points_elsewhere(error.kind()) {
        Bilingual::new("", "")
    } else {
        findings.quoted(start..end)
    };
    let message = Bilingual::new(format!("{zh}{}", found.zh), format!("{en}{}", found.en));
    let mend = mend(error.kind());
    findings.push(ProblemKind::Syntax, start, String::new(), message, mend);
}

/// The parser takes `01` for two numbers with no comma between them.
fn follows_zero(error: &ParseError, positions: &Positions<'_>) -> bool {
    let start = error.range().start;
    matches!(error.kind(), ParseErrorKind::ExpectedComma)
        && positions.slice(start.saturating_sub(1)..start) == "0"
        && positions
            .slice(start..start.saturating_add(1))
            .starts_with(|c: char| c.is_ascii_digit())
}

fn report_leading_zero(offset: usize, findings: &mut Findings<'_>) {
    let message = Bilingual::new("数字前有多余的零", "the number begins with a zero");
    let mend = Bilingual::new(
        "请删去数字前的零，或给文字加英文双引号",
        "delete the zero, or put a text in double quotes",
    );
    let offset = offset.saturating_sub(1);
    findings.push(
        ProblemKind::Syntax,
        offset,
        String::new(),
        message,
        Some(mend),
    );
}

/// Does the error's range cover not the mistake, but all the rest of the text or what follows? To show that would help nobody.
fn points_elsewhere(kind: &ParseErrorKind) -> bool {
    matches!(
        kind,
        ParseErrorKind::UnterminatedArray
            | ParseErrorKind::UnterminatedObject
            | ParseErrorKind::UnterminatedCommentBlock
            | ParseErrorKind::String(_)
            | ParseErrorKind::ExpectedDigit
            | ParseErrorKind::ExpectedDigitFollowingNegativeSign
            | ParseErrorKind::ExpectedPlusMinusOrDigitInNumberLiteral
    )
}

#[allow(
    clippy::match_wildcard_for_single_variants,
    reason = "features of the parser that others turn on add variants"
)]
fn said(kind: &ParseErrorKind) -> (&'static str, &'static str) {
    use ParseErrorKind as Kind;
    match kind {
        Kind::BareDecimalPointNumbersNotAllowed => (
            "小数点前后都应有数字",
            "digits must stand on both sides of the decimal point",
        ),
        Kind::CommentsNotAllowed | Kind::UnterminatedCommentBlock => {
            ("不能写注释", "comments are not allowed")
        }
        Kind::ExpectedColonAfterObjectKey => ("键后缺少冒号", "a colon is missing after the key"),
        Kind::ExpectedObjectValue => ("键后没有值", "the key has no value"),
        Kind::ExpectedDigit
        | Kind::ExpectedDigitFollowingNegativeSign
        | Kind::ExpectedPlusMinusOrDigitInNumberLiteral => {
            ("数字不完整", "the number is not complete")
        }
        Kind::ExpectedStringObjectProperty => ("键没有加引号", "the key is not quoted"),
        Kind::HexadecimalNumbersNotAllowed => {
            ("不能写十六进制数字", "hexadecimal numbers are not allowed")
        }
        Kind::ExpectedComma => ("缺少逗号", "a comma is missing"),
        Kind::MultipleRootJsonValues => (
            "结尾之后有多余的内容",
            "there is more after the end of the value",
        ),
        Kind::NonFiniteNumbersNotAllowed => {
            ("不能写无穷大或 NaN", "infinity and NaN are not allowed")
        }
        Kind::SingleQuotedStringsNotAllowed => ("不能用单引号", "single quotes are not allowed"),
        Kind::String(kind) => said_of_text(kind),
        Kind::TrailingCommasNotAllowed => ("末项之后有多余的逗号", "a comma after the last item"),
        Kind::UnaryPlusNumbersNotAllowed => {
            ("数字前不能有加号", "a number cannot begin with a plus sign")
        }
        Kind::UnexpectedCloseBrace => ("多余的右花括号", "a closing brace that was not expected"),
        Kind::UnexpectedCloseBracket => {
            ("多余的右方括号", "a closing bracket that was not expected")
        }
        Kind::UnexpectedColon => ("多余的冒号", "a colon that was not expected"),
        Kind::UnexpectedComma => ("多余的逗号", "a comma that was not expected"),
        Kind::UnexpectedToken | Kind::UnexpectedTokenInObject => {
            ("不应出现的内容", "this was not expected here")
        }
        Kind::UnexpectedWord => ("文字没有加引号", "the text is not quoted"),
        Kind::UnterminatedArray => ("列表缺少右方括号", "the list is not closed"),
        Kind::UnterminatedObject => ("缺少右花括号", "the object is not closed"),
        // The depth was measured before.
        _ => ("不符合 JSON 语法", "this is not JSON"),
    }
}

fn said_of_text(kind: &ParseStringErrorKind) -> (&'static str, &'static str) {
    match kind {
        ParseStringErrorKind::UnterminatedStringLiteral => {
            ("文字缺少右引号", "the text is not closed")
        }
        ParseStringErrorKind::ExpectedFourHexDigits
        | ParseStringErrorKind::ExpectedTwoHexDigits
        | ParseStringErrorKind::InvalidUnicodeEscapeSequence(_) => (
            "\\u 之后的字符编码不正确",
            "the character code after \\u is not valid",
        ),
        ParseStringErrorKind::InvalidEscape
        | ParseStringErrorKind::InvalidEscapeInDoubleQuoteString
        | ParseStringErrorKind::InvalidEscapeInSingleQuoteString => (
            "反斜杠后的字符不正确",
            "the character after the backslash is not valid",
        ),
    }
}

fn mend(kind: &ParseErrorKind) -> Option<Bilingual> {
    use ParseErrorKind as Kind;
    use ParseStringErrorKind as Text;
    let (zh, en) = match kind {
        Kind::CommentsNotAllowed | Kind::UnterminatedCommentBlock => {
            ("请删去注释", "delete the comment")
        }
        Kind::ExpectedStringObjectProperty => {
            ("请给键加上英文双引号", "put the key in double quotes")
        }
        Kind::UnexpectedWord | Kind::UnexpectedToken => (
            "请给文字加上英文双引号；逻辑值为 true 或 false",
            "put the text in double quotes; a boolean is true or false",
        ),
        Kind::SingleQuotedStringsNotAllowed => ("请改用英文双引号", "use double quotes"),
        Kind::ExpectedComma => ("请在各项之间加英文逗号", "put a comma between the items"),
        Kind::TrailingCommasNotAllowed => ("请删去这个逗号", "delete this comma"),
        Kind::ExpectedColonAfterObjectKey => ("请写作 \"键\": 值", "write \"key\": value"),
        Kind::UnaryPlusNumbersNotAllowed => ("请删去加号", "delete the plus sign"),
        Kind::HexadecimalNumbersNotAllowed => ("请改写为十进制数字", "write it in decimal digits"),
        Kind::String(Text::InvalidEscape | Text::InvalidEscapeInDoubleQuoteString) => {
            ("反斜杠请写两个", "double the backslash")
        }
        Kind::String(Text::UnterminatedStringLiteral) => ("请补上英文双引号", "add a double quote"),
        Kind::UnterminatedArray => ("请补上“]”", "add a `]`"),
        Kind::UnterminatedObject => ("请补上“}”", "add a `}`"),
        _ => return None,
    };
    Some(Bilingual::new(zh, en))
}
