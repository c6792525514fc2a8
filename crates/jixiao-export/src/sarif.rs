//! The findings as a log in the Static Analysis Results Interchange Format (SARIF 2.1.0), which editors and code hosts show beside the files.

use std::fmt::Write;

use jixiao_model::{Lang, Locator, Place};
use jixiao_review::checks;
use jixiao_review::{Check, Concerned, Finding, IgnoredFinding};
use serde_json::{Value, json};

use crate::outcome::Outcome;

/// The log: one run, a rule a check with its page, a result a finding. Messages are in Chinese; those in English are among the properties.
/// What the dataset passes over is a result, too, with its reason as suppression.
///
/// Columns count characters. Files are named as the caller named them: relative to where the command ran, unless they were named absolutely.
pub fn sarif(outcome: &Outcome<'_>) -> Value {
    let rules: Vec<Value> = checks::ALL.iter().map(rule).collect();
    let found = outcome.findings.iter().map(result);
    let ignored = outcome.findings.ignored().iter().map(suppressed);
    let results: Vec<Value> = found.chain(ignored).collect();
    let submission = outcome.submission;
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "jixiao",
                "version": env!("CARGO_PKG_VERSION"),
                "language": "zh-CN",
                "rules": rules,
            } },
            "language": "zh-CN",
            "columnKind": "unicodeCodePoints",
            "results": results,
            "properties": {
                "unit": submission.unit.name.as_str(),
                "year": submission.year.number(),
                "policy": outcome.policy.id,
            },
        }],
    })
}

fn rule(check: &Check) -> Value {
    json!({
        "id": check.code.to_string(),
        "name": identifier(check.en),
        "shortDescription": { "text": check.zh },
        "help": { "text": check.page, "markdown": check.page },
        "properties": { "name_en": check.en },
    })
}

/// An English name as one word, as viewers of logs expect: `Weights of a form` is `WeightsOfAForm`.
fn identifier(name: &str) -> String {
    let name = name.replace('\'', "");
    let words = name.split(|c: char| !c.is_ascii_alphanumeric());
    let capital = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(|letter| letter.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    };
    words.map(capital).collect()
}

fn result(finding: &Finding) -> Value {
    let code = finding.code.to_string();
    let rule = checks::ALL
        .iter()
        .position(|check| check.code == finding.code);
    let locations: Vec<Value> = finding.place.iter().map(|place| location(place)).collect();
    // A rule that is not listed has the index that the format sets for it.
    let index = rule.map_or_else(|| json!(-1), |rule| json!(rule));
    json!({
        "ruleId": code,
        "ruleIndex": index,
        "level": finding.severity.id(),
        "message": { "text": message(finding) },
        "locations": locations,
        "properties": {
            "project": finding.project.as_ref().and_then(Concerned::project),
            "project_number": finding.project.as_ref().and_then(Concerned::number),
            "indicator": finding.indicator,
            "message_en": finding.message.en,
            "expected_en": finding.expected.en,
            "found_en": finding.found.en,
            "mend_en": finding.mend.en,
        },
    })
}

fn suppressed(ignored: &IgnoredFinding) -> Value {
    let mut result = result(&ignored.finding);
    if let Some(members) = result.as_object_mut() {
        let suppression =
            json!({ "kind": "inSource", "status": "accepted", "justification": ignored.reason });
        members.insert("suppressions".into(), json!([suppression]));
    }
    result
}

/// Everything that a reader needs, in sentences: viewers show nothing else.
fn message(finding: &Finding) -> String {
    let project = finding.project.iter();
    let project = project.map(|form| format!("{}：", form.quoted(Lang::Chinese)));
    let mut text: String = project.collect();
    text.push_str(&finding.message.zh);
    let sides = [
        ("应为：", &finding.expected.zh),
        ("实为：", &finding.found.zh),
    ];
    let told = sides.into_iter().filter(|(_, side)| !side.is_empty());
    let told: Vec<String> = told.map(|(label, side)| format!("{label}{side}")).collect();
    let sentences = [told.join("；"), finding.mend.zh.clone()];
    for sentence in sentences.iter().filter(|sentence| !sentence.is_empty()) {
        if !text.ends_with(['。', '！', '？']) {
            text.push('。');
        }
        text.push_str(sentence);
    }
    if !text.ends_with(['。', '！', '？']) {
        text.push('。');
    }
    text
}

fn location(place: &Place) -> Value {
    let file = json!({ "uri": uri(&place.file) });
    let whole = json!({ "artifactLocation": file });
    match &place.locator {
        Locator::Key { line, column, key } => {
            let region = json!({ "startLine": line, "startColumn": column });
            let physical = json!({ "artifactLocation": file, "region": region });
            if key.is_empty() {
                return json!({ "physicalLocation": physical });
            }
            let logical = json!({ "fullyQualifiedName": key, "kind": "value" });
            json!({ "physicalLocation": physical, "logicalLocations": [logical] })
        }
        Locator::Cell { sheet, cell } => {
            let names = [sheet, cell].into_iter().filter(|name| !name.is_empty());
            let names: Vec<&str> = names.map(String::as_str).collect();
            let Some(last) = names.last() else {
                return json!({ "physicalLocation": whole });
            };
            let logical = json!({ "name": last, "fullyQualifiedName": names.join("!") });
            json!({ "physicalLocation": whole, "logicalLocations": [logical] })
        }
        _ => json!({ "physicalLocation": whole }),
    }
}

/// A path with `/` between its folders as a URI: an absolute one with its scheme.
fn uri(path: &str) -> String {
    let mut letters = path.bytes();
    let has_drive = letters
        .next()
        .is_some_and(|byte| byte.is_ascii_alphabetic())
        && letters.next() == Some(b':');
    let mut uri = String::from(match path {
        _ if has_drive => "file:///",
        _ if path.starts_with("//") => "file:",
        _ if path.starts_with('/') => "file://",
        _ => "",
    });
    for (at, byte) in path.bytes().enumerate() {
        let is_drive = has_drive && at == 1;
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) || is_drive {
            uri.push(char::from(byte));
        } else {
            // Writing to a text never fails.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_uri() {
        for (path, expected) in [
            ("a/b-1.toml", "a/b-1.toml"),
            ("../数据/unit 1.toml", "../%E6%95%B0%E6%8D%AE/unit%201.toml"),
            ("50%#?.toml", "50%25%23%3F.toml"),
            ("a:b/c", "file:///a:b/c"),
            ("ab:c/d", "ab%3Ac/d"),
            ("/tmp/表.xlsx", "file:///tmp/%E8%A1%A8.xlsx"),
            ("//server/share/a", "file://server/share/a"),
        ] {
            assert_eq!(uri(path), expected, "{path}");
        }
    }

    #[test]
    fn every_rule_has_a_name_of_its_own() {
        assert_eq!(identifier("Weights of a form"), "WeightsOfAForm");
        assert_eq!(identifier("The department's total"), "TheDepartmentsTotal");
        let mut names: Vec<String> = checks::ALL
            .iter()
            .map(|check| identifier(check.en))
            .collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), checks::ALL.len());
    }
}
