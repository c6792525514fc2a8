//! What a team that embeds the crate counts on: few dependencies, no std unless it is asked for, results that may be shared.

use std::fs;
use std::path::Path;

use jixiao_scoring::explain::Explanation;
use jixiao_scoring::policy::Policy;
use jixiao_scoring::rules::{InputError, RateRule, Rule};
use jixiao_scoring::{
    DepartmentScore, Derivation, Evaluation, EvaluationError, FormScore, NoRate, RateOutcome,
    ScoreError, Scored, Summary,
};

/// The crates that must build without std, this one first.
const CORE: [&str; 3] = ["jixiao-scoring", "jixiao-model", "jixiao-keyed"];

fn read(krate: &str, file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(krate)
        .join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn manifest(krate: &str) -> toml::Table {
    read(krate, "Cargo.toml").parse().unwrap()
}

fn strings(value: &toml::Value) -> Vec<&str> {
    let entries = value.as_array().unwrap();
    entries
        .iter()
        .map(|entry| entry.as_str().unwrap())
        .collect()
}

#[test]
fn a_policy_and_every_result_may_be_shared_and_copied() {
    fn shared<T: Clone + Send + Sync + 'static>() {}
    fn passed_on<T: std::error::Error + Clone + Send + Sync + 'static>() {}
    shared::<Policy>();
    shared::<Rule>();
    shared::<RateRule>();
    shared::<RateOutcome>();
    shared::<Scored>();
    shared::<Derivation>();
    shared::<FormScore>();
    shared::<DepartmentScore>();
    shared::<Evaluation>();
    shared::<Summary>();
    shared::<Explanation>();
    passed_on::<ScoreError>();
    passed_on::<NoRate>();
    passed_on::<InputError>();
    passed_on::<EvaluationError>();
}

#[test]
fn without_features_it_takes_at_most_four_dependencies() {
    let manifest = manifest("jixiao-scoring");
    let optional = |entry: &toml::Value| {
        let optional = entry.get("optional");
        optional.and_then(toml::Value::as_bool) == Some(true)
    };
    let dependencies = manifest["dependencies"].as_table().unwrap();
    let always: Vec<&String> = dependencies
        .iter()
        .filter(|(_, entry)| !optional(entry))
        .map(|(name, _)| name)
        .collect();
    assert!(always.len() <= 4, "{always:?}");
}

#[test]
fn std_is_kept_out_unless_the_feature_asks_for_it() {
    for krate in CORE {
        let front = read(krate, "src/lib.rs");
        assert!(
            front.lines().any(|line| line == "#![no_std]"),
            "{krate} must be without std in every build, so that no path into std compiles unseen"
        );
        let features = manifest(krate);
        let features = features["features"].as_table().unwrap();
        for (feature, parts) in features {
            let parts = strings(parts);
            let asks = |part: &&str| *part == "std" || part.ends_with("/std");
            let may = matches!(feature.as_str(), "default" | "std" | "json");
            assert!(
                may || !parts.iter().any(asks),
                "{krate}: the feature {feature} brings std along"
            );
        }
    }
}

#[test]
fn the_core_takes_its_dependencies_without_their_default_features() {
    let workspace: toml::Table =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../Cargo.toml"))
            .unwrap()
            .parse()
            .unwrap();
    let declared = workspace["workspace"]["dependencies"].as_table().unwrap();
    for krate in CORE {
        for (name, own) in manifest(krate)["dependencies"].as_table().unwrap() {
            if name == "jsonc-parser" {
                // JSON is read with std only, which its feature says.
                continue;
            }
            let default = declared[name].get("default-features");
            assert_eq!(
                default.and_then(toml::Value::as_bool),
                Some(false),
                "{krate} takes {name} with its default features"
            );
            let features = own.get("features").map(strings).unwrap_or_default();
            assert!(!features.contains(&"std"), "{krate} takes {name} with std");
        }
    }
}
