//! The built-in catalogue: which codes there are, and that each entry says all that its page needs.

use std::collections::BTreeSet;

use jixiao_catalogue::Catalogue;
use jixiao_model::IndicatorClass;

fn builtin() -> Catalogue {
    Catalogue::builtin().unwrap()
}

#[test]
fn the_published_codes_are_there_in_their_order() {
    let catalogue = builtin();
    let groups: Vec<&str> = catalogue.groups().iter().map(|own| &*own.id).collect();
    assert_eq!(
        groups,
        [
            "FUND", "PAY", "SCHEDULE", "TARGET", "EXTERNAL", "CAPACITY", "SAVING"
        ]
    );
    let codes = |group: &str| -> Vec<&str> {
        let causes = catalogue.causes().iter();
        let causes = causes.filter(|cause| cause.group == group);
        causes.map(|cause| &*cause.code).collect()
    };
    let by_group: Vec<String> = groups.iter().map(|id| codes(id).join(" ")).collect();
    assert_eq!(
        by_group,
        [
            "F1 F2",
            "P1 P2 P3",
            "S1 S2 S3 S4",
            "T1 T2 T3",
            "E1 E2 E3 E4 E5",
            "C1 C2 C3 C4 C5",
            "V1"
        ]
    );
    let remedies: Vec<&str> = catalogue.remedies().iter().map(|own| &*own.code).collect();
    let expected: Vec<String> = (1..=14).map(|number| format!("M{number}")).collect();
    assert_eq!(remedies, expected);
}

#[test]
fn every_entry_has_five_to_eight_wordings_that_no_other_has() {
    let catalogue = builtin();
    let causes = catalogue
        .causes()
        .iter()
        .map(|own| (&own.code, &own.wording));
    let remedies = catalogue
        .remedies()
        .iter()
        .map(|own| (&own.code, &own.wording));
    let mut seen = BTreeSet::new();
    for (code, wording) in causes.chain(remedies) {
        assert!((5..=8).contains(&wording.len()), "{code}");
        for line in wording {
            assert!(seen.insert(line), "{code}: {line}");
            assert!(line.ends_with('。'), "{code}: {line}");
        }
    }
}

/// The codes that a text names.
fn codes_in(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let is_code = |word: &&str| {
        word.len() > 1
            && word.starts_with(|c: char| c.is_ascii_uppercase())
            && word[1..].chars().all(|c| c.is_ascii_digit())
    };
    words.filter(is_code).map(ToString::to_string).collect()
}

#[test]
fn definitions_name_the_same_neighbours_in_both_languages_and_only_codes_that_there_are() {
    let catalogue = builtin();
    let causes = catalogue
        .causes()
        .iter()
        .map(|own| (&own.code, &own.definition));
    let remedies = catalogue
        .remedies()
        .iter()
        .map(|own| (&own.code, &own.definition));
    for (code, definition) in causes.chain(remedies) {
        let named = codes_in(&definition.zh);
        assert_eq!(named, codes_in(&definition.en), "{code}");
        for neighbour in named {
            assert_ne!(neighbour, *code);
            let known =
                catalogue.cause(&neighbour).is_some() || catalogue.remedy(&neighbour).is_some();
            assert!(known, "{code} names {neighbour}");
        }
    }
}

#[test]
fn every_remedy_answers_a_cause() {
    let catalogue = builtin();
    for remedy in catalogue.remedies() {
        let mut causes = catalogue.causes().iter();
        assert!(
            causes.any(|cause| cause.remedies.contains(&remedy.code)),
            "{}",
            remedy.code
        );
    }
}

#[test]
fn causes_explain_the_indicators_that_published_reports_tie_them_to() {
    use IndicatorClass::{
        Cost, Economic, Execution, Quality, Quantity, Satisfaction, Social, Timeliness,
    };
    let catalogue = builtin();
    for (code, class, explains) in [
        ("F1", Execution, true),
        ("F1", Quantity, true),
        ("F1", Timeliness, true),
        ("F2", Execution, true),
        ("F2", Quality, false),
        ("P1", Timeliness, true),
        ("P1", Quality, false),
        ("P2", Timeliness, true),
        ("P2", Satisfaction, false),
        ("S4", Quality, true),
        ("T3", Quantity, true),
        ("T3", Execution, false),
        ("E3", Cost, true),
        ("E3", Economic, true),
        ("E4", Satisfaction, true),
        ("C1", Satisfaction, true),
        ("C2", Social, true),
        ("C2", Timeliness, false),
        ("C3", Quality, true),
        ("C4", Economic, true),
        ("C5", Timeliness, true),
        ("V1", Execution, true),
        ("V1", Cost, true),
        ("V1", Quality, false),
        ("V1", Satisfaction, false),
    ] {
        let cause = catalogue.cause(code).unwrap();
        assert_eq!(cause.classes.contains(&class), explains, "{code} {class:?}");
        assert!(cause.classes.is_sorted(), "{code}: the official order");
    }
}

#[test]
fn each_wording_of_a_cause_is_found_as_this_cause_alone() {
    let catalogue = builtin();
    let mut wrong = Vec::new();
    for cause in catalogue.causes() {
        for line in &cause.wording {
            let found = catalogue.classify(line);
            if found.cause_codes() != [&*cause.code] {
                wrong.push(format!("{}: {line} {:?}", cause.code, found.cause_codes()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn each_wording_of_a_remedy_is_found_as_this_remedy_and_as_no_cause() {
    let catalogue = builtin();
    let mut wrong = Vec::new();
    for remedy in catalogue.remedies() {
        for line in &remedy.wording {
            let found = catalogue.classify_parts("", line);
            let stated = found.stated_remedy_codes();
            if !stated.contains(&&*remedy.code) || !found.causes.is_empty() {
                let causes = found.cause_codes();
                wrong.push(format!("{}: {line} {stated:?} {causes:?}", remedy.code));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
