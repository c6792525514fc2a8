//! The handbook in `docs/` tells what the code has: every rule and check, every official term, figures that the program gives.
#![cfg(all(feature = "import", feature = "review"))]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use jixiao::Assessment;
use jixiao::catalogue::Catalogue;
use jixiao::model::{Lang, Level};
use jixiao::review::{Severity, checks};
use jixiao::scoring::explain::explain_project;
use jixiao::scoring::rules::{Rule, RuleKind};

/// A file that GitHub shows and the handbook does not.
const BESIDE_THE_BOOK: &str = "README.zh-CN.md";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn docs() -> PathBuf {
    root().join("docs")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn chapter(name: &str) -> String {
    read(&docs().join(name))
}

/// The Markdown files below a folder, as paths from it.
fn markdown(folder: &Path) -> BTreeSet<String> {
    fn walk(folder: &Path, root: &Path, found: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, root, found);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                let below = path.strip_prefix(root).unwrap();
                found.insert(below.to_str().unwrap().replace('\\', "/"));
            }
        }
    }
    let mut found = BTreeSet::new();
    walk(folder, folder, &mut found);
    found
}

/// A text without its blocks of code.
fn prose(text: &str) -> String {
    let mut fenced = false;
    let outside = |line: &&str| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        !fenced && !fence
    };
    text.lines().filter(outside).collect::<Vec<_>>().join("\n")
}

/// The links of a text: what is shown, and what it leads to.
fn links(text: &str) -> Vec<(String, String)> {
    let prose = prose(text);
    let mut found = Vec::new();
    for (end, _) in prose.match_indices("](") {
        let (before, after) = (&prose[..end], &prose[end + 2..]);
        let shown = &before[before.rfind('[').unwrap() + 1..];
        let target = &after[..after.find(')').unwrap()];
        found.push((shown.to_string(), target.to_string()));
    }
    found
}

/// The paths of the `{{#include …}}` of a text.
fn includes(text: &str) -> Vec<&str> {
    let rest = text.split("{{#include ").skip(1);
    rest.map(|rest| rest.split(['}', ':']).next().unwrap())
        .collect()
}

/// The rows of a text's tables, cell by cell.
fn rows(text: &str) -> Vec<Vec<&str>> {
    let lines = text.lines().filter(|line| line.starts_with('|'));
    lines
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect()
}

/// The chapters of a folder with their titles, without its index.
fn chapters_of(folder: &str) -> Vec<(String, String)> {
    let index = format!("{folder}README.md");
    let mut chapters = links(&chapter("SUMMARY.md"));
    chapters.retain(|(_, path)| path.starts_with(folder) && *path != index);
    chapters
}

/// The pages of the checks: the file's name, code and title.
fn check_pages() -> Vec<(String, String, String)> {
    let folder = root().join("crates/jixiao-review/src/checks");
    let mut pages: Vec<_> = markdown(&folder)
        .into_iter()
        .map(|file| {
            let page = read(&folder.join(&file));
            let title = page.lines().next().unwrap().trim_start_matches("# ");
            let code = title.split(' ').next().unwrap();
            (file, code.to_string(), title.to_string())
        })
        .collect();
    pages.sort_by(|one, other| one.1.cmp(&other.1));
    pages
}

#[test]
fn the_rules_of_the_handbook_are_those_of_the_code_in_their_order() {
    let expected: Vec<_> = Rule::all()
        .map(|rule| {
            let title = format!("{} {}", rule.term(), rule.english());
            (title, format!("rules/{}.md", rule.id()))
        })
        .collect();
    assert_eq!(chapters_of("rules/"), expected);
}

#[test]
fn a_rules_chapter_is_the_page_of_the_rule_and_its_cases() {
    for rule in Rule::all() {
        let id = rule.id();
        let name = id.replace('-', "_");
        let stub = chapter(&format!("rules/{id}.md"));
        let page = format!("../../crates/jixiao-scoring/src/rules/{name}.md");
        let cases = format!("../../crates/jixiao-scoring/cases/{id}.toml");
        assert_eq!(includes(&stub), [page.as_str(), cases.as_str()], "{id}");
        assert_eq!(read(&docs().join("rules").join(page)), rule.page(), "{id}");
    }
}

#[test]
fn the_index_of_rules_names_each_with_its_term_and_direction() {
    let index = chapter("rules/README.md");
    let listed: Vec<_> = rows(&index)
        .into_iter()
        .filter(|row| row[0].starts_with('['))
        .collect();
    let expected: Vec<_> = Rule::all()
        .map(|rule| {
            let (term, english, id) = (rule.term(), rule.english(), rule.id());
            [
                format!("[{term}]({id}.md)"),
                english.into(),
                format!("`{id}`"),
            ]
        })
        .collect();
    let first_cells: Vec<_> = listed.iter().map(|row| &row[..3]).collect();
    assert_eq!(first_cells, expected);
    for (rule, row) in Rule::all().zip(listed) {
        if let Rule::Rate(rate) = rule {
            let formula = rule.formula(Lang::Chinese);
            assert_eq!(row[3..], [rate.direction.sign(), &formula], "{}", rule.id());
        }
    }
}

#[test]
fn every_kind_of_rule_has_its_part_of_the_index() {
    let index = chapter("rules/README.md");
    let headings: Vec<_> = index
        .lines()
        .filter(|line| line.starts_with("## "))
        .collect();
    assert_eq!(
        headings,
        [
            "## 比率 Rates",
            "## 赋分规则 Scoring methods",
            "## 表内规则 Rules of a form"
        ]
    );
    let kinds: BTreeSet<_> = Rule::all().map(|rule| rule.kind().id()).collect();
    let told = [RuleKind::Rate, RuleKind::Method, RuleKind::Form].map(RuleKind::id);
    assert_eq!(kinds, BTreeSet::from(told));
}

#[test]
fn the_checks_of_the_handbook_are_those_of_the_code() {
    let pages = check_pages();
    assert_eq!(pages.len(), checks::ALL.len());
    let expected: Vec<_> = pages
        .iter()
        .map(|(_, code, title)| (title.clone(), format!("checks/{code}.md")))
        .collect();
    assert_eq!(chapters_of("checks/"), expected);
    let index = chapter("checks/README.md");
    let listed: Vec<_> = rows(&index)
        .into_iter()
        .filter(|row| row[0].starts_with('['))
        .collect();
    assert_eq!(listed.len(), pages.len());
    for ((file, code, title), row) in pages.iter().zip(listed) {
        let stub = chapter(&format!("checks/{code}.md"));
        let page = format!("../../crates/jixiao-review/src/checks/{file}");
        assert_eq!(includes(&stub), [page], "{code}");
        assert_eq!(row[0], format!("[{code}]({code}.md)"));
        assert_eq!(format!("{code} {} {}", row[1], row[2]), *title);
    }
}

/// Code, title and page of every cause, then of every remedy.
fn catalogue_pages() -> Vec<(String, String, String)> {
    let catalogue = Catalogue::builtin().unwrap();
    let page = |code: &str, page: String| {
        let title = page.lines().next().unwrap().trim_start_matches("# ");
        (code.to_string(), title.to_string(), page)
    };
    let causes = catalogue.causes().iter();
    let causes = causes.map(|own| page(&own.code, own.page(&catalogue)));
    let remedies = catalogue.remedies().iter();
    let remedies = remedies.map(|own| page(&own.code, own.page(&catalogue)));
    causes.chain(remedies).collect()
}

/// The pages are written by `WRITE_PAGES=1 cargo test -p jixiao --test handbook`.
#[test]
fn the_pages_of_causes_and_remedies_are_those_of_the_catalogue() {
    let pages = catalogue_pages();
    for (code, _, page) in &pages {
        let path = docs().join(format!("causes/{code}.md"));
        if std::env::var_os("WRITE_PAGES").is_some() {
            fs::write(&path, page).unwrap();
        }
        assert_eq!(read(&path), *page, "write it anew with WRITE_PAGES=1");
    }
    let expected: Vec<_> = pages
        .iter()
        .map(|(code, title, _)| (title.clone(), format!("causes/{code}.md")))
        .collect();
    let mut chapters = chapters_of("causes/");
    let told = chapters.pop().map(|(_, path)| path);
    assert_eq!(
        told.as_deref(),
        Some("causes/matcher.md"),
        "after the pages"
    );
    assert_eq!(chapters, expected);
}

#[test]
fn the_index_of_causes_lists_every_one_in_its_group() {
    let catalogue = Catalogue::builtin().unwrap();
    let link = |code: &str| format!("[{code}]({code}.md)");
    let mut expected = Vec::new();
    for group in catalogue.groups() {
        let causes = catalogue.causes().iter();
        for cause in causes.filter(|cause| cause.group == group.id) {
            let remedies: Vec<String> = cause.remedies.iter().map(|code| link(code)).collect();
            expected.push(vec![
                link(&cause.code),
                cause.name.zh.clone(),
                cause.name.en.clone(),
                remedies.join(" "),
            ]);
        }
    }
    for remedy in catalogue.remedies() {
        let causes: Vec<String> = remedy
            .answers(&catalogue)
            .map(|own| link(&own.code))
            .collect();
        expected.push(vec![
            link(&remedy.code),
            remedy.name.zh.clone(),
            remedy.name.en.clone(),
            causes.join(" "),
        ]);
    }
    let index = chapter("causes/README.md");
    let listed: Vec<_> = rows(&index)
        .into_iter()
        .filter(|row| row[0].starts_with('['))
        .collect();
    assert_eq!(listed, expected);
    for group in catalogue.groups() {
        let heading = format!("## {} {} {}\n", group.id, group.name.zh, group.name.en);
        assert!(index.contains(&heading), "{heading}");
    }
}

#[test]
fn every_page_is_a_chapter_and_every_chapter_a_page() {
    let chapters = links(&chapter("SUMMARY.md"));
    let listed: BTreeSet<_> = chapters.iter().map(|(_, path)| path.clone()).collect();
    assert_eq!(listed.len(), chapters.len(), "a chapter stands twice");
    let mut pages = markdown(&docs());
    for beside in ["SUMMARY.md", BESIDE_THE_BOOK] {
        assert!(pages.remove(beside), "{beside}");
    }
    assert_eq!(listed, pages);
}

#[test]
fn every_link_and_include_leads_to_a_file() {
    let mut broken = Vec::new();
    for page in markdown(&docs()) {
        let path = docs().join(&page);
        let text = read(&path);
        let links = links(&text);
        let targets = links.iter().map(|(_, target)| target.as_str());
        for target in targets.chain(includes(&text)) {
            let file = target.split('#').next().unwrap();
            let is_elsewhere = file.is_empty() || target.contains("://");
            if !is_elsewhere && !path.parent().unwrap().join(file).exists() {
                broken.push(format!("{page}: {target}"));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

fn is_page(path: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|ending| ending == "md")
}

/// The text of a chapter with the pages that it includes.
fn in_full(path: &Path) -> String {
    let text = read(path);
    let pages = includes(&text).into_iter().filter(|own| is_page(own));
    let included: Vec<_> = pages
        .map(|page| read(&path.parent().unwrap().join(page)))
        .collect();
    [text.as_str(), &included.join("\n")].join("\n")
}

#[test]
fn a_link_to_a_page_leads_to_a_chapter() {
    // The book turns each of them into .html, which only a chapter has.
    let listed = links(&chapter("SUMMARY.md"));
    let chapters: BTreeSet<_> = listed
        .iter()
        .map(|(_, path)| docs().join(path).canonicalize().unwrap())
        .collect();
    let mut broken = Vec::new();
    for (_, page) in &listed {
        let path = docs().join(page);
        for (_, target) in links(&in_full(&path)) {
            let file = target.split('#').next().unwrap();
            if !is_page(file) || target.contains("://") {
                continue;
            }
            let leads_to = path.parent().unwrap().join(file).canonicalize();
            if !leads_to.is_ok_and(|page| chapters.contains(&page)) {
                broken.push(format!("{page}: {target}"));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

/// The official terms with their English, as the vocabularies of the model declare them.
fn vocabulary() -> Vec<(String, String)> {
    let source = read(&root().join("crates/jixiao-model/src/terms.rs"));
    let declared = source.lines().filter(|line| line.ends_with("];"));
    declared
        .filter_map(|line| {
            let texts: Vec<_> = line.split('"').collect();
            Some((texts.get(3)?.to_string(), texts.get(5)?.to_string()))
        })
        .collect()
}

#[test]
fn the_glossary_has_every_official_term() {
    let glossary = chapter("glossary.md");
    let entries: Vec<_> = rows(&glossary)
        .into_iter()
        .filter(|row| row[0] != "中文" && !row[0].starts_with('-'))
        .collect();
    assert!(entries.len() >= 80);
    for row in &entries {
        assert_eq!(row.len(), 4, "{row:?}");
        assert!(row.iter().all(|cell| !cell.is_empty()), "{row:?}");
    }
    let mut terms = vocabulary();
    assert!(terms.len() > 60, "the vocabularies were not found");
    terms.extend(Rule::all().map(|rule| (rule.term().into(), rule.english().into())));
    let levels = [Level::Achieved, Level::PartlyAchieved, Level::NotAchieved];
    terms.extend(levels.map(|level| (level.term().into(), String::new())));
    let severities = [Severity::Error, Severity::Warning, Severity::Note];
    terms.extend(severities.map(|severity| (severity.term().into(), severity.id().into())));
    let catalogue = Catalogue::builtin().unwrap();
    let groups = catalogue.groups().iter();
    terms.extend(groups.map(|group| (group.name.zh.clone(), group.name.en.clone())));
    terms.retain(|(term, english)| {
        let tells = |row: &Vec<&str>| row[0] == *term && row[1].contains(english.as_str());
        !entries.iter().any(tells)
    });
    assert!(terms.is_empty(), "not in the glossary: {terms:#?}");
}

#[test]
fn the_worked_project_comes_out_as_the_handbook_says() {
    let submission = jixiao::read(&[docs().join("example")]).unwrap();
    let assessment = Assessment::new(submission, None).unwrap();
    let form = &assessment.submission.projects[0];
    let score = &assessment.evaluation.projects[0];

    let told = chapter("example/explain.txt");
    let tree = explain_project(form, score, &assessment.policy).render(Lang::Chinese);
    let again = "jixiao explain docs/example --project 1 > docs/example/explain.txt";
    assert_eq!(told.trim_end(), tree.trim_end(), "write it anew: {again}");

    let page = chapter("self-evaluation.md");
    let table = rows(&page);
    for (indicator, outcome) in form.indicators.iter().zip(&score.indicators) {
        let name = indicator.name.value.to_string();
        let row = table.iter().find(|row| row[0] == name).unwrap();
        let points = outcome.as_ref().unwrap().points.to_string();
        let figures = [
            indicator.target.value.to_string(),
            indicator.actual.value.to_string(),
            indicator.weight.value.to_string(),
            points,
        ];
        assert_eq!([row[1], row[2], row[3], row[5]], figures, "{name}");
    }

    let grade = score.grade.unwrap().term();
    assert!(page.contains(&format!("**{} {grade}**", score.total)));
    let department = &assessment.evaluation.department.as_ref().unwrap().form;
    let grade = department.grade.unwrap().term();
    let said = format!("总分 {} {grade}", department.total);
    assert!(page.contains(&said), "{said}");

    let [finding] = &assessment.findings[..] else {
        panic!(
            "the chapter tells of one finding: {:#?}",
            assessment.findings
        );
    };
    let said = finding.render(Lang::Chinese);
    let said = said.split(" [").next().unwrap().replace("  ", " ");
    assert!(page.contains(&said), "{said}");
}
