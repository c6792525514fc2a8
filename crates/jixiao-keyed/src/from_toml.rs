//! TOML texts.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use jixiao_model::Bilingual;
use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue, Error};

use crate::node::{Document, Member, Node, Value};
use crate::position::Position;
use crate::problem::{Problem, ProblemKind};
use crate::shown::shorten;
use crate::syntax::{Findings, accept};
use crate::toml_depth::{TooDeep, too_deep};
use crate::toml_messages::translate;

/// Reads a TOML text, or says everything that is wrong with it, by line and column.
///
/// `file` is the name for messages only; nothing is opened. A byte order mark at the beginning is accepted.
pub fn parse_toml(file: &str, text: &str) -> Result<Document, Vec<Problem>> {
    let file: Arc<str> = Arc::from(file);
    let text = accept(&file, text)?;
    let mut findings = Findings::new(&file, text);
    match too_deep(text) {
        Some(TooDeep::Brackets(offset)) => findings.too_deep(offset),
        Some(TooDeep::Key(offset)) => findings.key_too_long(offset),
        None => return parse_shallow(file, text, findings),
    }
    Err(findings.into_problems())
}

/// Reads a text that was found not to nest too deep.
fn parse_shallow(
    file: Arc<str>,
    text: &str,
    mut findings: Findings<'_>,
) -> Result<Document, Vec<Problem>> {
    let (table, mut errors) = DeTable::parse_recoverable(text);
    // The parser finds some mistakes in passing and some later; of too many, the first in the file are kept.
    errors.sort_by_key(start);
    for error in &errors {
        if findings.is_full() {
            findings.leave_out(start(error));
        } else {
            report(error, &mut findings);
        }
    }
    if !findings.is_empty() {
        return Err(findings.into_problems());
    }
    let value = members(table.into_inner(), &mut findings);
    if !findings.is_empty() {
        return Err(findings.into_problems());
    }
    let at = Position::START;
    let root = Node { value, at };
    Ok(Document { file, root })
}

fn start(error: &Error) -> usize {
    error.span().unwrap_or_default().start
}

fn report(error: &Error, findings: &mut Findings<'_>) {
    let span = error.span().unwrap_or_default();
    let offset = span.start;
    let found = findings.quoted(span.clone());
    if error.message() == "duplicate key" {
        let key = findings.positions.slice(span);
        let key = shorten(key.trim_matches(['"', '\'']));
        let message = Bilingual::new(
            format!("键“{key}”重复"),
            format!("the key \"{key}\" stands twice"),
        );
        let mend = Bilingual::new(
            "请删去或合并其中一处",
            "delete one of them or merge the two",
        );
        findings.push(
            ProblemKind::DuplicateKey,
            offset,
            String::new(),
            message,
            Some(mend),
        );
        return;
    }
    let (message, mend) = translate(error.message());
    let message = Bilingual::new(
        format!("{}{}", message.zh, found.zh),
        format!("{}{}", message.en, found.en),
    );
    findings.push(ProblemKind::Syntax, offset, String::new(), message, mend);
}

/// The members of a table, which the parser keeps by name, as they stand in the file.
fn members(table: DeTable<'_>, findings: &mut Findings<'_>) -> Value {
    let mut entries: Vec<_> = table.into_iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    let member = |(key, value): (Spanned<_>, _)| Member {
        at: findings.positions.at(key.span().start),
        key: alloc::borrow::Cow::into_owned(key.into_inner()),
        node: node(value, findings),
    };
    Value::Table(entries.into_iter().map(member).collect())
}

fn node(spanned: Spanned<DeValue<'_>>, findings: &mut Findings<'_>) -> Node {
    let span = spanned.span();
    let at = findings.positions.at(span.start);
    let value = match spanned.into_inner() {
        DeValue::Table(table) => members(table, findings),
        DeValue::Array(items) => {
            Value::Array(items.into_iter().map(|item| node(item, findings)).collect())
        }
        DeValue::String(text) => Value::Text(text.into_owned()),
        DeValue::Boolean(value) => Value::Boolean(value),
        DeValue::Float(number) => Value::Number(number.as_str().to_string()),
        DeValue::Integer(number) => Value::Number(decimal(&number).unwrap_or_else(|| {
            report_too_large(findings, span);
            String::new()
        })),
        DeValue::Datetime(_) => Value::Date(findings.positions.slice(span).to_string()),
    };
    Node { value, at }
}

/// The integer in decimal digits; a decimal one as it stands, whatever its length.
fn decimal(number: &DeInteger<'_>) -> Option<String> {
    if number.radix() == 10 {
        return Some(number.as_str().to_string());
    }
    let value = u128::from_str_radix(number.as_str(), number.radix()).ok()?;
    Some(value.to_string())
}

fn report_too_large(findings: &mut Findings<'_>, span: core::ops::Range<usize>) {
    let found = findings.quoted(span.clone());
    let message = Bilingual::new(
        format!("数字过大{}", found.zh),
        format!("the number is too large{}", found.en),
    );
    let mend = Bilingual::new("请改写为十进制数字", "write it in decimal digits");
    findings.push(
        ProblemKind::Invalid,
        span.start,
        String::new(),
        message,
        Some(mend),
    );
}
