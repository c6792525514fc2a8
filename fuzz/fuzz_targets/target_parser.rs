//! Any text is read as a target and as an actual, or refused, and what is read keeps the laws of both.
//!
//! A line break parts the target from the actual that is held against it.
#![no_main]

use jixiao_model::{Actual, Goal, Lang, ModelError, Outcome, Quantity, Speak, Target, normalise};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (first, second) = text.split_once('\n').unwrap_or((text, ""));
    let target = read_target(text).and(read_target(first));
    let actual = read_actual(text).and(read_actual(second));
    if let (Some(target), Some(actual)) = (target, actual) {
        compare(&target, &actual);
    }
});

/// A target that is read keeps its text, says the same when it is read again, and is never one of nothing.
fn read_target(text: &str) -> Option<Target> {
    let target = match text.parse::<Target>() {
        Ok(target) => target,
        Err(error) => {
            refused(&error);
            return None;
        }
    };
    assert_eq!(target.text(), text.trim());
    assert_eq!(target.to_string(), target.text());
    assert_eq!(target.text().parse::<Target>().as_ref(), Ok(&target));
    typed_otherwise(text, &target);
    match target.goal() {
        Goal::Range { low, high } => assert!(low <= high),
        Goal::By(day) => {
            let _ = (
                day.date(2023),
                day.date(2024),
                day.date(i32::MAX),
                day.date(i32::MIN),
            );
        }
        _ => {}
    }
    Some(target)
}

/// Spaces and full-width signs say nothing else.
fn typed_otherwise(text: &str, target: &Target) {
    let plain: Target = normalise(text)
        .parse()
        .expect("a normalised text is no worse");
    assert_eq!(plain.goal(), target.goal());
    assert_eq!(plain.unit(), target.unit());
}

fn read_actual(text: &str) -> Option<Actual> {
    let actual = match text.parse::<Actual>() {
        Ok(actual) => actual,
        Err(error) => {
            refused(&error);
            return None;
        }
    };
    assert_eq!(actual.to_string(), actual.text());
    assert_eq!(actual.text().parse::<Actual>().as_ref(), Ok(&actual));
    match actual.outcome() {
        Outcome::Empty => assert!(actual.text().is_empty() && normalise(text).is_empty()),
        _ => assert_eq!(actual.text(), text.trim()),
    }
    if let Outcome::On(day) = actual.outcome() {
        let _ = day.date(2023);
    }
    Some(actual)
}

/// Bringing two numbers to one unit does not depend on which of them is asked.
fn compare(target: &Target, actual: &Actual) {
    let own = match target.goal() {
        Goal::Number { value, .. } => value,
        Goal::Range { high, .. } => high,
        _ => return,
    };
    let Outcome::Number(others) = actual.outcome() else {
        return;
    };
    let one = target.unit().common(own, actual.unit(), others);
    let other = actual.unit().common(others, target.unit(), own);
    assert_eq!(one, other.map(|(others, own)| (own, others)));
    let Some((own, others)) = one else { return };
    for number in [own, others] {
        assert_eq!(number.to_string().parse::<Quantity>(), Ok(number));
    }
}

/// A refusal has words in both languages.
fn refused(error: &ModelError) {
    let said = error.speak();
    assert!(!said.get(Lang::Chinese).is_empty() && !said.get(Lang::English).is_empty());
}
