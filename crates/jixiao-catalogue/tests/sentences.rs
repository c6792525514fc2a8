//! What the matcher finds in sentences with known codes: `sentences/tuned.toml`, by which words are chosen, and `sentences/unseen.toml`, which is kept
//! apart from them and tells how well other texts are read. The handbook shows the second.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use jixiao_catalogue::{Catalogue, Classification};
use serde::Deserialize;

#[derive(Deserialize)]
struct Coded {
    sentences: Vec<Sentence>,
}

#[derive(Deserialize)]
struct Sentence {
    text: String,
    causes: BTreeSet<String>,
    remedies: BTreeSet<String>,
}

/// How often a code was rightly found, wrongly found, and missed.
#[derive(Default, Clone, Copy)]
struct Count {
    right: u32,
    wrong: u32,
    missed: u32,
}

impl Count {
    fn plus(self, other: Self) -> Self {
        Self {
            right: self.right + other.right,
            wrong: self.wrong + other.wrong,
            missed: self.missed + other.missed,
        }
    }

    fn precision(self) -> u32 {
        percent(self.right, self.right + self.wrong)
    }

    fn recall(self) -> u32 {
        percent(self.right, self.right + self.missed)
    }

    fn f1(self) -> u32 {
        percent(2 * self.right, 2 * self.right + self.wrong + self.missed)
    }
}

fn percent(part: u32, whole: u32) -> u32 {
    (100 * part + whole / 2).checked_div(whole).unwrap_or(100)
}

/// What came of a set of sentences.
struct Measured {
    causes: BTreeMap<String, Count>,
    remedies: BTreeMap<String, Count>,
    /// The sentences of which exactly the causes were found.
    exact: u32,
    all: u32,
}

impl Measured {
    fn of(text: &str) -> Self {
        let catalogue = Catalogue::builtin().unwrap();
        let coded: Coded = toml::from_str(text).unwrap();
        let mut measured = Self {
            causes: BTreeMap::new(),
            remedies: BTreeMap::new(),
            exact: 0,
            all: 0,
        };
        for sentence in coded.sentences {
            let mut listed = sentence.causes.iter();
            assert!(listed.all(|code| catalogue.cause(code).is_some()));
            let found = catalogue.classify(&sentence.text);
            let causes = owned(found.cause_codes());
            measured.all += 1;
            measured.exact += u32::from(causes == sentence.causes);
            count(&mut measured.causes, &causes, &sentence.causes);
            let remedies = owned(found.stated_remedy_codes());
            count(&mut measured.remedies, &remedies, &sentence.remedies);
        }
        measured
    }

    fn all_causes(&self) -> Count {
        self.causes
            .values()
            .fold(Count::default(), |all, one| all.plus(*one))
    }

    fn all_remedies(&self) -> Count {
        self.remedies
            .values()
            .fold(Count::default(), |all, one| all.plus(*one))
    }

    /// The table of the handbook.
    fn table(&self) -> String {
        let mut table = String::from(
            "| 代码 Code | 句数 Sentences | 查准率 Precision | 查全率 Recall |\n|---|--:|--:|--:|\n",
        );
        let mut row = |name: &str, count: Count| {
            let (sentences, precision, recall) = (
                count.right + count.missed,
                count.precision(),
                count.recall(),
            );
            writeln!(
                table,
                "| {name} | {sentences} | {precision} % | {recall} % |"
            )
            .unwrap();
        };
        for (code, count) in self.causes.iter().chain(&self.remedies) {
            row(code, *count);
        }
        row("原因合计 all causes", self.all_causes());
        row("措施合计 all remedies", self.all_remedies());
        table
    }
}

fn owned(codes: Vec<&str>) -> BTreeSet<String> {
    codes.into_iter().map(Into::into).collect()
}

fn count(counts: &mut BTreeMap<String, Count>, found: &BTreeSet<String>, coded: &BTreeSet<String>) {
    for code in found.union(coded) {
        let count = counts.entry(code.clone()).or_default();
        match (found.contains(code), coded.contains(code)) {
            (true, true) => count.right += 1,
            (true, false) => count.wrong += 1,
            _ => count.missed += 1,
        }
    }
}

const UNSEEN: &str = include_str!("sentences/unseen.toml");

#[test]
fn sentences_that_are_kept_apart_are_read_right() {
    let measured = Measured::of(UNSEEN);
    assert!(measured.all >= 60);
    assert!(
        measured.all_causes().f1() >= 90,
        "{}",
        measured.all_causes().f1()
    );
    assert!(measured.all_remedies().f1() >= 88);
    for (code, count) in &measured.causes {
        assert!(count.f1() >= 70, "{code}: {}", count.f1());
    }
}

#[test]
fn sentences_by_which_words_were_chosen_are_read_right() {
    let measured = Measured::of(include_str!("sentences/tuned.toml"));
    assert!(
        measured.all_causes().f1() >= 95,
        "{}",
        measured.all_causes().f1()
    );
    assert!(measured.all_remedies().f1() >= 95);
}

/// The handbook's page of the matcher holds what is measured: with `WRITE_PAGES=1` it is written anew.
#[test]
fn the_handbook_tells_what_is_measured() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/causes/matcher.md");
    let page = std::fs::read_to_string(path).unwrap();
    let measured = Measured::of(UNSEEN);
    let exact = format!(
        "{} 句中有 {} 句的原因全部读对。The causes of {} of {} sentences were read exactly.\n\n",
        measured.all, measured.exact, measured.exact, measured.all
    );
    let told = exact + &measured.table();
    let (begin, end) = ("<!-- measured -->\n", "<!-- /measured -->");
    let (head, rest) = page.split_once(begin).unwrap();
    let (own, tail) = rest.split_once(end).unwrap();
    if std::env::var_os("WRITE_PAGES").is_some() {
        std::fs::write(path, [head, begin, &told, end, tail].concat()).unwrap();
    } else {
        assert_eq!(own, told);
    }
}

/// What decides is quoted as the text has it, where the text has it.
#[test]
fn evidence_stands_in_the_text() {
    let catalogue = Catalogue::builtin().unwrap();
    let coded: Coded = toml::from_str(UNSEEN).unwrap();
    for sentence in coded.sentences {
        let Classification {
            causes, remedies, ..
        } = catalogue.classify(&sentence.text);
        let of_causes = causes.iter().flat_map(|cause| &cause.evidence);
        let of_remedies = remedies.iter().flat_map(|remedy| &remedy.evidence);
        for evidence in of_causes.chain(of_remedies) {
            assert!(!evidence.text.is_empty());
            assert_eq!(sentence.text[evidence.start..evidence.end], evidence.text);
        }
        assert!(causes.iter().all(|cause| !cause.evidence.is_empty()));
    }
}
