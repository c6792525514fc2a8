//! No text makes a parser or a reader panic, and what one of them accepts is sound.
#![cfg(all(feature = "toml", feature = "json"))]

use jixiao_keyed::{Entry, MAX_SYNTAX_PROBLEMS, Problems, parse_json, parse_toml};
use jixiao_model::{Bilingual, Lang, Locator};
use proptest::prelude::*;

const TOML: &str = "title = \"目标\"\nn = [1, 2.50, -3e4, 0xFF]\nd = 2024-01-31\n[a.b]\nc = { x = true, y = 'z' }\n[[p]]\nq = \"\"\"m\n\\u540d\"\"\"\n[[p]]\nq = nan\n";
const JSON: &str = "{\"title\": \"目\\u6807\", \"n\": [1, -2.50, 3e+4, null],\n \"a\": {\"b\": {\"c\": true}}, \"p\": [{\"q\": \"\\n\"}, {}]}";

/// Parses in both ways; checks what must hold of every answer.
fn check(text: &str) {
    let answers = [
        ("toml", parse_toml("f", text)),
        ("json", parse_json("f", text)),
    ];
    for (format, answer) in answers {
        match answer {
            Ok(document) => {
                let problems = Problems::new();
                misread(&document.read(&problems));
                said(&problems.into_sorted_vec(), text, format);
            }
            Err(problems) => {
                assert!(
                    (1..=MAX_SYNTAX_PROBLEMS + 1).contains(&problems.len()),
                    "{format} {text:?}"
                );
                said(&problems, text, format);
            }
        }
    }
}

/// Reads every value in every way, wrong ones mostly.
fn misread(entry: &Entry<'_>) {
    entry.text();
    entry.scalar();
    entry.boolean();
    entry.whole(0..=9);
    entry.choice(&[("word", ())]);
    entry.parse(|_| Err::<(), _>(Bilingual::new("不行", "no")));
    for element in entry.array().unwrap_or_default() {
        misread(&element);
    }
    entry.table(|table| {
        table.required("title", "名称");
        Some(())
    });
    let free = entry.table(|table| Some(table.entries()));
    for (_, entry) in free.unwrap_or_default() {
        misread(&entry);
    }
}

/// Every message is short, on one line, in both languages, and points into the text.
fn said(problems: &[jixiao_keyed::Problem], text: &str, format: &str) {
    let lines = u32::try_from(text.matches('\n').count()).unwrap() + 1;
    for problem in problems {
        for lang in [Lang::Chinese, Lang::English] {
            let message = problem.message.get(lang);
            assert!(
                !message.is_empty() && message.chars().count() < 600,
                "{message}"
            );
            assert!(
                !problem.render(lang).contains(char::is_control),
                "{format} {problem:?}"
            );
        }
        if let Locator::Key { line, .. } = problem.place.locator {
            assert!((1..=lines).contains(&line), "{format} {problem:?}");
        }
    }
}

/// Pieces of either format's syntax.
const PIECES: &[&str] = &[
    "[",
    "]",
    "{",
    "}",
    "[[",
    "]]",
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "\\",
    "\\u",
    "\\ud800",
    "=",
    ":",
    ",",
    ".",
    "#",
    "//",
    "/*",
    "\n",
    "\r",
    "\r\n",
    " ",
    "\t",
    "\u{feff}",
    "\u{3000}",
    "\u{0}",
    "\u{b}",
    "a",
    "名",
    "a.b",
    "\"a\"",
    "\"a\":",
    "a = ",
    "[a]\n",
    "[[a]]\n",
    "[a.b]\n",
    "true",
    "false",
    "null",
    "nan",
    "inf",
    "Infinity",
    "0",
    "01",
    "-",
    "+",
    "1e",
    "1.5",
    "0x",
    "0xFF",
    "1_0",
    "2024-01-01",
    "12:00:00",
    "T",
    "Z",
    "é",
    "😀",
];

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ]
}

/// The last character boundary up to `offset`.
fn boundary(text: &str, offset: usize) -> usize {
    let fits = |end: &usize| text.is_char_boundary(*end);
    (0..=offset.min(text.len())).rev().find(fits).unwrap_or(0)
}

/// A text with some of its bytes cut out and others put in.
fn damaged(text: &'static str) -> impl Strategy<Value = String> {
    let cuts = prop::collection::vec((0..=text.len(), 0..10_usize, piece()), 1..4);
    cuts.prop_map(move |cuts| {
        let mut text = text.to_owned();
        for (start, length, piece) in cuts {
            let start = boundary(&text, start);
            let end = boundary(&text, start + length);
            text.replace_range(start..end, &piece);
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_text(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        check(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn pieces_of_syntax(pieces in prop::collection::vec(piece(), 0..40)) {
        check(&pieces.concat());
    }

    #[test]
    fn damaged_toml(text in damaged(TOML)) {
        check(&text);
    }

    #[test]
    fn damaged_json(text in damaged(JSON)) {
        check(&text);
    }

    /// What is accepted as JSON, a second parser accepts as well; what is refused beyond its syntax is a key that stands twice.
    #[test]
    fn json_is_strict(text in prop_oneof![
        damaged(JSON),
        prop::collection::vec(piece(), 0..8).prop_map(|pieces| pieces.concat()),
        prop::collection::vec(piece(), 0..4).prop_map(|pieces| format!("[{}]", pieces.join(","))),
    ]) {
        let second = serde_json::from_str::<serde_json::Value>(text.strip_prefix('\u{feff}').unwrap_or(&text));
        match (parse_json("f", &text), second) {
            (Ok(_), Err(error)) => prop_assert!(error.to_string().contains("out of range"), "{text:?} {error}"),
            (Err(problems), Ok(_)) => {
                let duplicate = jixiao_keyed::ProblemKind::DuplicateKey;
                prop_assert!(problems.iter().all(|problem| problem.kind == duplicate), "{text:?} {problems:?}");
            }
            _ => {}
        }
    }
}

#[test]
fn truncated_texts() {
    for text in [TOML, JSON] {
        check(text);
        for (end, _) in text.char_indices() {
            check(&text[..end]);
        }
    }
    for (end, _) in JSON.char_indices() {
        assert!(parse_json("f", &JSON[..end]).is_err(), "{end}");
    }
}
