//! The main job through the one door.
#![cfg(all(feature = "import", feature = "export"))]

use jixiao::import::read_texts;
use jixiao::model::{Speak, Submission};
use jixiao::scoring::policy::Policy;
use jixiao::{Assessment, Error};

/// A unit with one project, and what it says of its policy.
fn unit(policy: &str, money: &str) -> Submission {
    let text = format!(
        r#"
unit = {{ name = "某局", year = 2023{policy} }}
[[projects]]
name = "图书馆运行费"
funds.fiscal = {{ initial = {money}, budget = {money}, executed = 20.3055 }}
funds.carried = {{ initial = {money}, budget = {money}, executed = 0 }}
"#
    );
    read_texts(&[("unit.toml", text)]).unwrap()
}

#[test]
fn the_callers_policy_comes_first_then_the_units_own_then_the_common_one() {
    let own = || unit(", policy = \"lanzhou-2023\"", "20.32");
    let none = || unit("", "20.32");
    let of = |submission, policy| Assessment::new(submission, policy).unwrap().policy.id;
    assert_eq!(of(own(), None), "lanzhou-2023");
    assert_eq!(of(none(), None), "mof-2020");
    let mine = |id: &str| {
        let mut policy = Policy::mof_2020().unwrap();
        policy.id = id.into();
        Some(policy)
    };
    assert_eq!(of(own(), mine("ours")), "ours");
    assert_eq!(of(none(), mine("ours")), "ours");
    // A caller's policy stands in also for one that is not known.
    assert_eq!(
        of(unit(", policy = \"ours-2023\"", "20.32"), mine("ours-2023")),
        "ours-2023"
    );
}

#[test]
fn the_chosen_policy_is_the_one_that_scores() {
    let money = "20.31"; // half of 49.988921…%: half away from zero 5, truncated 4.99
    let points = |policy: &str| {
        let assessment = Assessment::new(unit(policy, money), None).unwrap();
        assessment.evaluation.projects[0]
            .execution_points
            .to_string()
    };
    assert_eq!(points(""), "5");
    assert_eq!(points(", policy = \"lanzhou-2023\""), "4.99");
}

#[test]
fn findings_follow_from_the_evaluation() {
    let assessment = Assessment::new(unit("", "20.32"), None).unwrap();
    let codes: Vec<_> = assessment
        .findings
        .iter()
        .map(|finding| finding.code.to_string())
        .collect();
    assert_eq!(
        codes,
        ["JX001", "JX301"],
        "the weights are only those of the execution rate, and no cause is given for what was not spent"
    );
    let outcome = assessment.outcome();
    assert_eq!(outcome.findings.len(), 2);
    assert_eq!(outcome.policy.id, "mof-2020");
}

#[test]
fn each_error_is_told_in_both_languages() {
    let unknown = Assessment::new(unit(", policy = \"ours-2023\"", "20"), None).unwrap_err();
    assert!(matches!(unknown, Error::Policy(_)));
    assert_eq!(
        unknown.speak().zh,
        "没有内置政策“ours-2023”，可用：mof-2020、mof-2021、gansu-2023、hubei-2023、lanzhou-2023，或指定政策文件"
    );
    assert_eq!(
        unknown.speak().en,
        "there is no built-in policy `ours-2023`; use one of mof-2020, mof-2021, gansu-2023, hubei-2023, lanzhou-2023, or name a file"
    );

    // A reader of files refuses such a sum itself; a submission built in code meets it here.
    let mut too_much = unit("", "20");
    let funds = &mut too_much.projects[0].funds;
    for row in [&mut funds.fiscal, &mut funds.carried]
        .into_iter()
        .flatten()
    {
        row.budget.value = "9000000000000".parse().unwrap();
    }
    let overflow = Assessment::new(too_much, None).unwrap_err();
    assert!(matches!(overflow, Error::Evaluation(_)));
    let said = overflow.speak();
    assert!(said.zh.starts_with("“图书馆运行费”："), "{}", said.zh);
    assert!(said.en.starts_with("图书馆运行费: "), "{}", said.en);
    assert_eq!(overflow.to_string(), said.en);

    let import = jixiao::read(&["no/such/folder"]).unwrap_err();
    assert!(matches!(import, Error::Import(_)));
    let said = import.speak();
    assert!(
        said.zh.contains("no/such/folder") && said.en.contains("no/such/folder"),
        "{said:?}"
    );
    assert_ne!(said.zh, said.en);

    let export = Error::from(jixiao::export::ExportError::NoSection);
    assert_eq!(export.speak().zh, "文档没有任何部分，至少需要一个");
    assert_eq!(
        export.speak().en,
        "the document has no section; give it at least one"
    );
}
