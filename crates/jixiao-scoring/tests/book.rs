//! The book of rules: that every rule is there with its page, and that code, pages and front page say the same.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use jixiao_model::{Amount, Fraction, Lang, ModelError, Percent, Quantity, RateId, Speak};
use jixiao_scoring::rules::{
    InputError, InputKind, RateRule, Rule, RuleKind, completion_rate, document, execution_rate,
    payment_progress_rate, quality_rate, timely_rate,
};
use jixiao_scoring::{NoRate, RateOutcome};

const SECTIONS: [&str; 6] = [
    "定义 Definition",
    "公式 Formula",
    "依据 Basis",
    "单位与取整 Units and rounding",
    "边界情形 Edge cases",
    "算例 Worked example",
];

/// What stands under a heading of a page.
fn section(page: &str, heading: &str) -> String {
    let begin = format!("## {heading}");
    page.lines()
        .skip_while(|line| *line != begin)
        .skip(1)
        .take_while(|line| !line.starts_with("## "))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The file and module of a rule, which is named after its id.
fn module(rule: Rule) -> String {
    rule.id().replace('-', "_")
}

fn is_chinese(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// A formula without brackets and spaces, which a page may set as it reads best.
fn plain(formula: &str) -> String {
    formula
        .chars()
        .filter(|c| !c.is_whitespace() && !"()（）".contains(*c))
        .collect()
}

/// Collects what is missing of every page, so that one run tells all of it.
fn missing_of_pages(look: impl Fn(Rule) -> Vec<String>) -> Vec<String> {
    Rule::all()
        .flat_map(|rule| named(rule, look(rule)))
        .collect()
}

fn named(rule: Rule, missing: Vec<String>) -> Vec<String> {
    let told = |what| format!("{}: {what}", rule.id());
    missing.into_iter().map(told).collect()
}

fn none(missing: &[String]) {
    assert!(missing.is_empty(), "\n{}\n", missing.join("\n"));
}

fn headings_missing(rule: Rule) -> Vec<String> {
    let page = rule.page();
    let mut missing = Vec::new();
    let title = format!("# {} {}", rule.term(), rule.english()).to_lowercase();
    if page.lines().next().map(str::to_lowercase) != Some(title.clone()) {
        missing.push(format!("no title {title:?}"));
    }
    let headings: Vec<_> = page
        .lines()
        .filter_map(|line| line.strip_prefix("## "))
        .collect();
    if headings != SECTIONS {
        missing.push(format!("the sections are {headings:?}"));
    }
    let in_both = |heading: &&str| {
        let told = section(page, heading);
        let told = told.split("```").next().unwrap_or_default();
        told.contains(is_chinese) && told.contains(|c: char| c.is_ascii_alphabetic())
    };
    let lacking = SECTIONS.iter().filter(|heading| !in_both(heading));
    missing.extend(lacking.map(|heading| format!("not in both languages under {heading}")));
    missing
}

#[test]
fn every_page_has_its_title_and_the_sections_in_order() {
    none(&missing_of_pages(headings_missing));
}

fn line_of_facts_missing(rule: Rule) -> Vec<String> {
    let line = match rule {
        Rule::Rate(rate) => {
            let said = rate.direction.speak();
            let sign = rate.direction.sign();
            format!(
                "规则编号 Rule `{}` · 方向 Direction {sign} {} {} · 单位 Unit %",
                rule.id(),
                said.zh,
                said.en
            )
        }
        _ => format!("规则编号 Rule `{}` · 单位 Unit 分 points", rule.id()),
    };
    let stands = rule.page().lines().nth(2) == Some(&line);
    (!stands)
        .then(|| format!("no third line {line:?}"))
        .into_iter()
        .collect()
}

#[test]
fn every_page_says_id_direction_and_unit() {
    none(&missing_of_pages(line_of_facts_missing));
}

fn formula_and_inputs_missing(rule: Rule) -> Vec<String> {
    let told = section(rule.page(), "公式 Formula");
    let mut missing = Vec::new();
    let formula = match rule {
        Rule::Rate(_) => format!("{} = {}", rule.term(), rule.formula(Lang::Chinese)),
        _ => rule.formula(Lang::Chinese),
    };
    if !told
        .lines()
        .any(|line| plain(line).ends_with(&plain(&formula)))
    {
        missing.push(format!("no formula {formula:?}"));
    }
    if let Rule::Rate(rate) = rule {
        let rows: Vec<_> = told
            .lines()
            .filter(|line| line.starts_with("| `"))
            .collect();
        let expected: Vec<_> = rate
            .inputs
            .iter()
            .map(|input| {
                let kind = input.kind.speak();
                format!(
                    "| `{}` | {} | {} | {} {} |",
                    input.key, input.term, input.english, kind.zh, kind.en
                )
            })
            .collect();
        if rows != expected {
            missing.push(format!("the inputs are {rows:#?}, not {expected:#?}"));
        }
    }
    missing
}

#[test]
fn every_page_has_the_formula_and_the_inputs_of_its_code() {
    none(&missing_of_pages(formula_and_inputs_missing));
}

fn example_missing(rule: Rule) -> Vec<String> {
    let mut missing = Vec::new();
    let example = section(rule.page(), "算例 Worked example");
    let code = example.split("```rust\n").nth(1).unwrap_or_default();
    let code = code.split("```").next().unwrap_or_default();
    if !code.contains(&module(rule)) {
        missing.push("no ```rust block that calls the rule".into());
    }
    // The rate of the example, and a case of the edge.
    let asserted = if rule.kind() == RuleKind::Rate { 2 } else { 1 };
    if code.matches("assert").count() < asserted {
        missing.push(format!("fewer than {asserted} results asserted"));
    }
    let fences = rule.page().lines().filter(|line| line.starts_with("```"));
    let opened = fences.step_by(2).filter(|fence| *fence != "```rust");
    missing.extend(opened.map(|fence| format!("the fence {fence:?} does not say rust")));
    missing
}

#[test]
fn every_worked_example_is_run_and_asserts_something() {
    none(&missing_of_pages(example_missing));
}

fn documents_missing(rule: Rule) -> Vec<String> {
    let told = section(rule.page(), "依据 Basis");
    let mut missing = Vec::new();
    for basis in rule.basis() {
        let wanted = match document(basis) {
            Some(document) => vec![document.id, document.number],
            None => vec!["待核实"],
        };
        let absent = wanted.into_iter().filter(|word| !told.contains(word));
        missing.extend(absent.map(|word| format!("no {word}")));
    }
    missing.extend(unknown_documents(rule.page()));
    missing
}

#[test]
fn the_pages_name_the_documents_of_the_code() {
    none(&missing_of_pages(documents_missing));
}

/// What looks like the id of a document, such as `MOF-2020-10`, and is none.
fn unknown_documents(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    let looks_like_one = |word: &&str| {
        let pieces: Vec<_> = word.split('-').collect();
        let digits = |piece: &str| !piece.is_empty() && piece.chars().all(|c| c.is_ascii_digit());
        matches!(pieces[..], [who, year, number] if !who.is_empty()
            && who.chars().all(|c| c.is_ascii_uppercase()) && digits(year) && digits(number))
    };
    parts
        .filter(looks_like_one)
        .filter(|word| document(word).is_none())
        .map(|word| format!("{word} is no document"))
        .collect()
}

#[test]
fn every_basis_is_a_document_or_says_that_it_is_to_be_confirmed() {
    let wrong = Rule::all().flat_map(|rule| {
        let mut wrong = Vec::new();
        if rule.basis().is_empty() {
            wrong.push("no basis".into());
        }
        for basis in rule.basis() {
            wrong.extend(unknown_documents(basis));
            if document(basis).is_none() && !basis.contains("待核实") {
                wrong.push(format!("{basis:?} is no document and does not say 待核实"));
            }
        }
        named(rule, wrong)
    });
    none(&wrong.collect::<Vec<_>>());
    assert_eq!(
        unknown_documents("see MOF-2020-10, MOF-1999-1"),
        ["MOF-1999-1 is no document"]
    );
}

#[test]
fn the_folder_holds_a_pair_of_files_for_each_rule_and_nothing_else() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let stems = |extension: &str| -> BTreeSet<String> {
        fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|own| own == extension))
            .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
            .filter(|stem| !["book", "documents", "mod"].contains(&stem.as_str()))
            .collect()
    };
    let listed: BTreeSet<_> = Rule::all().map(module).collect();
    assert_eq!(stems("md"), listed);
    assert_eq!(stems("rs"), listed);
    for rule in Rule::all() {
        let file = folder.join(module(rule)).with_extension("md");
        assert_eq!(
            fs::read_to_string(file).unwrap(),
            rule.page(),
            "{}",
            rule.id()
        );
    }
}

#[test]
fn the_book_has_one_rule_for_each_rate_in_order() {
    let ids: Vec<_> = RateRule::ALL.iter().map(|rule| rule.id).collect();
    assert_eq!(ids, RateId::ALL);
    for id in RateId::ALL {
        assert_eq!(RateRule::of(*id).id, *id);
    }
}

#[test]
fn ids_and_terms_are_unique_and_find_their_rule() {
    let mut names = BTreeSet::new();
    for rule in Rule::all() {
        for name in [rule.id(), rule.term()] {
            assert!(names.insert(name), "{name} names two rules");
        }
        for name in [rule.id(), rule.term()] {
            assert_eq!(Rule::find(name).map(Rule::id), Some(rule.id()));
        }
    }
}

#[test]
fn the_front_page_leads_to_every_rule_by_its_term() {
    let front = include_str!("../src/lib.rs");
    let rows: Vec<_> = front
        .lines()
        .filter(|line| line.starts_with("//! | ") && line.contains("`rules::"))
        .collect();
    let expected: Vec<_> = Rule::all()
        .map(|rule| format!("//! | {} | [`rules::{}`] |", rule.term(), module(rule)))
        .collect();
    assert_eq!(rows, expected);
}

/// Each rate with its first denominator zero and something above it.
const WITHOUT_DENOMINATOR: &[(RateId, &[&str], NoRate)] = &[
    (
        RateId::Execution,
        &["0", "5"],
        NoRate::SpendingWithoutBudget,
    ),
    (
        RateId::BasicExecution,
        &["0", "5"],
        NoRate::SpendingWithoutBudget,
    ),
    (
        RateId::ProjectExecution,
        &["0", "5"],
        NoRate::SpendingWithoutBudget,
    ),
    (
        RateId::BudgetCompletion,
        &["0", "0", "0", "5"],
        NoRate::BalanceWithoutBudget,
    ),
    (
        RateId::BudgetControl,
        &["0", "5"],
        NoRate::AddedWithoutInitial,
    ),
    (
        RateId::BudgetAdjustment,
        &["0", "5"],
        NoRate::AdjustedWithoutBudget,
    ),
    (
        RateId::PaymentProgress,
        &["0%", "5%"],
        NoRate::PaidWithoutPlan,
    ),
    (
        RateId::PublicFundsControl,
        &["0", "5"],
        NoRate::SpendingWithoutBudget,
    ),
    (
        RateId::ThreePublicControl,
        &["0", "5"],
        NoRate::SpendingWithoutBudget,
    ),
    (
        RateId::ThreePublicChange,
        &["5", "0"],
        NoRate::NoPreviousSpending,
    ),
    (
        RateId::CarryOver,
        &["0", "5"],
        NoRate::CarriedOverWithoutBudget,
    ),
    (
        RateId::CarryOverChange,
        &["5", "0"],
        NoRate::NoPreviousBalance,
    ),
    (
        RateId::ProcurementExecution,
        &["0", "5"],
        NoRate::PurchasedWithoutBudget,
    ),
    (
        RateId::StaffingControl,
        &["0", "5"],
        NoRate::StaffWithoutQuota,
    ),
    (RateId::KeySpending, &["0", "5"], NoRate::PartExceedsWhole),
    (RateId::FixedAssetUse, &["0", "5"], NoRate::PartExceedsWhole),
    (
        RateId::Completion,
        &["0", "5"],
        NoRate::CompletedWithoutPlan,
    ),
    (RateId::Timely, &["0", "5"], NoRate::PartExceedsWhole),
    (RateId::Quality, &["0", "5"], NoRate::PartExceedsWhole),
    (RateId::KeyWork, &["0", "5"], NoRate::PartExceedsWhole),
    (RateId::Arrival, &["0", "5"], NoRate::ArrivedWithoutPlan),
    (RateId::CostSaving, &["0", "5"], NoRate::CostWithoutPlan),
    (
        RateId::SelfEvaluationCoverage,
        &["0", "5"],
        NoRate::EvaluatedWithoutBudget,
    ),
];

#[test]
fn something_over_nothing_has_no_rate_and_its_page_says_whether_that_is_an_error() {
    let told: Vec<_> = WITHOUT_DENOMINATOR.iter().map(|(id, ..)| *id).collect();
    assert_eq!(told, RateId::ALL);
    for (id, figures, reason) in WITHOUT_DENOMINATOR {
        let rule = RateRule::of(*id);
        let outcome = rule.compute(figures).unwrap();
        assert_eq!(outcome, RateOutcome::Undefined(*reason), "{}", id.id());
        let said = if reason.is_error() {
            ["无比率，按错误提示", "no rate, an error"]
        } else {
            ["无比率，不算错误", "no rate; no error"]
        };
        let edges = section(rule.page, "边界情形 Edge cases");
        for words in said {
            assert!(edges.contains(words), "{}: no {words:?}", id.id());
        }
    }
}

#[test]
fn nothing_over_nothing_does_not_apply_and_no_change_is_none() {
    for rule in RateRule::ALL {
        let nothing = rule.compute(&vec!["0"; rule.inputs.len()]).unwrap();
        let edges = section(rule.page, "边界情形 Edge cases");
        let change = [RateId::ThreePublicChange, RateId::CarryOverChange].contains(&rule.id);
        if change {
            assert_eq!(
                nothing.rate().unwrap().to_string(),
                "0%",
                "{}",
                rule.id.id()
            );
            assert!(edges.contains("0%，不是“不适用”"), "{}", rule.id.id());
        } else {
            assert_eq!(nothing, RateOutcome::NotApplicable, "{}", rule.id.id());
            assert!(edges.contains("：不适用"), "{}", rule.id.id());
        }
    }
}

/// The whole number that a side of a formula comes to, once its figures are put in: numbers with + and − between them, in brackets or not.
fn side(text: &str) -> i128 {
    let tokens: Vec<_> = text.trim_matches(['(', ')']).split(' ').collect();
    let signed = |pair: &[&str]| {
        let value: i128 = pair[1].parse().unwrap();
        if pair[0] == "−" { -value } else { value }
    };
    let first: i128 = tokens[0].parse().unwrap();
    first + tokens[1..].chunks(2).map(signed).sum::<i128>()
}

#[test]
fn the_formula_that_is_told_is_the_one_that_is_computed() {
    for rule in RateRule::ALL {
        let figures = &["97", "89", "17", "13"][..rule.inputs.len()];
        let put_in = rule.put_in(figures.iter().copied());
        let (above, below) = put_in.split_once(" ÷ ").unwrap();
        let expected = Fraction::new(side(above), side(below)).unwrap();
        let rate = rule.compute(figures).unwrap().rate().unwrap();
        assert_eq!(rate.fraction(), expected, "{}: {put_in}", rule.id.id());
    }
}

#[test]
fn a_negative_figure_is_refused_where_it_cannot_be() {
    for rule in RateRule::ALL {
        for (at, input) in rule.inputs.iter().enumerate() {
            let mut figures = vec!["1"; rule.inputs.len()];
            figures[at] = "-1";
            let refused = matches!(
                rule.compute(&figures),
                Err(InputError::Unreadable { key, error: ModelError::BelowZero { .. } }) if key == input.key
            );
            let may_be = input.kind == InputKind::SignedAmount;
            assert_eq!(refused, !may_be, "{} {}", rule.id.id(), input.key);
        }
    }
}

#[test]
fn a_wrong_count_of_figures_is_refused() {
    for rule in RateRule::ALL {
        let expected = rule.inputs.len();
        for found in [0, expected - 1, expected + 1] {
            let error = rule.compute(&vec!["1"; found]).unwrap_err();
            assert_eq!(error, InputError::WrongCount { expected, found });
        }
    }
}

#[test]
fn a_negative_whole_has_no_rate_whatever_it_is_counted_in() {
    let refused = RateOutcome::Undefined(NoRate::NegativeWhole);
    let amount = |text: &str| text.parse::<Amount>().unwrap();
    assert_eq!(
        execution_rate::execution_rate(amount("-1"), amount("1")),
        refused
    );
    let (below, one) = (Percent::whole(-1), Percent::whole(1));
    assert_eq!(
        payment_progress_rate::payment_progress_rate(below, one),
        refused
    );
    let (below, one) = (Quantity::from(-1), Quantity::from(1));
    assert_eq!(completion_rate::completion_rate(below, one), refused);
    assert_eq!(timely_rate::timely_rate(below, one), refused);
    assert_eq!(quality_rate::quality_rate(below, one), refused);
}

#[test]
fn a_part_beyond_its_whole_is_refused_and_anything_else_beyond_it_is_shown() {
    let parts = [
        RateId::KeySpending,
        RateId::FixedAssetUse,
        RateId::Timely,
        RateId::Quality,
        RateId::KeyWork,
    ];
    for rule in RateRule::ALL.iter().filter(|rule| rule.inputs.len() == 2) {
        let outcome = rule.compute(&["4", "5"]).unwrap();
        let beyond = match rule.id {
            id if parts.contains(&id) => None,
            RateId::CostSaving => Some("-25%"),
            RateId::ThreePublicChange | RateId::CarryOverChange => Some("-20%"),
            _ => Some("125%"),
        };
        let shown = outcome.rate().map(|rate| rate.to_string());
        assert_eq!(shown.as_deref(), beyond, "{}", rule.id.id());
        if beyond.is_none() {
            assert_eq!(outcome, RateOutcome::Undefined(NoRate::PartExceedsWhole));
        }
    }
}
