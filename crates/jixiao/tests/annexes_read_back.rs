//! What the exporter writes the importer reads: every annex comes back as the submission that it was made of.
#![cfg(all(feature = "import", feature = "export"))]

mod office;

use std::path::Path;

use jixiao::export::{Format, OutputFile, PointsShown, files};
use jixiao::import::read_files;
use jixiao::model::{
    Actual, Amount, BudgetAndSpent, BudgetUnit, CarryOver, Claims, DepartmentForm, Deviation,
    FiscalYear, FundSources, Funds, Goal, Grade, Indicator, InputKind, Name, Outcome, OverallGoal,
    Percent, Points, ProjectForm, RateFigures, RateId, RateValue, ReportNotes, Staffing,
    Submission, Target, ThreePublic, Traced, Weight,
};
use jixiao::{Assessment, import, review, scoring};
use proptest::collection::{btree_set, vec};
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;

/// The annexes as workbooks, with the points that the forms claim.
fn annexes(submission: &Submission) -> Vec<OutputFile> {
    let assessment = Assessment::new(submission.clone(), None).unwrap();
    let mut outcome = assessment.outcome();
    outcome.points = PointsShown::Claimed;
    let mut files = files(&outcome, &[Format::Xlsx], |_| ()).unwrap();
    files.retain(|file| file.name.starts_with("附表"));
    files
}

fn read(files: &[OutputFile]) -> Submission {
    let files: Vec<_> = files.iter().map(|file| (&file.name, &file.bytes)).collect();
    read_files(&files).unwrap()
}

/// All that a submission says but its places and the figures that forms state of themselves: those follow from the rest.
fn told(submission: &Submission) -> Value {
    let mut submission = submission.clone();
    submission.stated.clear();
    for form in &mut submission.projects {
        in_order(&mut form.deviations);
    }
    if let Some(form) = &mut submission.department {
        in_order(&mut form.deviations);
    }
    // Beside the annexes stands the register: it holds what the forms promise, and nothing twice.
    submission.register = review::register(&submission);
    serde_json::to_value(submission).unwrap()
}

/// Explanations by the indicator that they are of: in which order a form tells them depends on its layout.
fn in_order(deviations: &mut [Deviation]) {
    deviations.sort_by_key(|one| one.indicator.clone());
}

/// What a review of the forms' own statements objects to.
fn contradictions(submission: &Submission) -> Vec<String> {
    let assessment = Assessment::new(submission.clone(), None).unwrap();
    let findings = assessment.findings.iter();
    findings
        .filter(|finding| ["JX004", "JX208"].contains(&&*finding.code.to_string()))
        .map(|finding| finding.render(jixiao::model::Lang::Chinese))
        .collect()
}

// Submissions as forms can hold them: nothing that only a dataset carries, such as methods, codes and sources.

fn traced<T: Clone + std::fmt::Debug>(
    strategy: impl Strategy<Value = T>,
) -> impl Strategy<Value = Traced<T>> {
    strategy.prop_map(Traced::reported)
}

/// Texts of several lines with whatever clerks type, signs that begin a formula among it.
fn text() -> impl Strategy<Value = String> {
    let sign = select(vec![
        "=",
        "+",
        "-",
        "@",
        "'",
        "\"",
        "<",
        "&",
        "《",
        "”",
        "1.",
        "（二）",
        "% ",
    ]);
    let words = select(vec![
        "已完成",
        "资金未到位",
        "Abc",
        "１２",
        "服务对象满意",
        "加快支付",
        "2023年12月",
        "50%",
        "学校食堂",
    ]);
    let line = (of(sign), vec(words, 1..6))
        .prop_map(|(sign, words)| format!("{}{}", sign.unwrap_or_default(), words.concat()));
    vec(line, 1..4).prop_map(|lines| lines.join("\n"))
}

fn open_text() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), text()]
}

/// Texts that no row, and some that no page, has room for.
fn long_text() -> impl Strategy<Value = String> {
    (text(), 1_usize..120).prop_map(|(text, times)| {
        let lines: String = text
            .chars()
            .cycle()
            .take(text.chars().count() * times)
            .collect();
        lines
            .chars()
            .take(3_000)
            .collect::<String>()
            .trim()
            .to_owned()
    })
}

fn name() -> impl Strategy<Value = Name> {
    let sign = select(vec!["=", "+", "-", "@", "“新”", "(A)", "（一期）", "", ""]);
    let words = select(vec![
        "图书馆",
        "免费开放",
        "乡村道路",
        "养护",
        "学校",
        "食堂",
        "改造",
        "2023",
    ]);
    (sign, vec(words, 1..5))
        .prop_map(|(sign, words)| format!("{sign}{}经费", words.concat()).parse().unwrap())
}

fn amount() -> impl Strategy<Value = Amount> {
    (0_i64..10_000_000_000).prop_map(|fen| Amount::from_fen(fen).unwrap())
}

fn positive() -> impl Strategy<Value = Amount> {
    (1_i64..10_000_000_000).prop_map(|fen| Amount::from_fen(fen).unwrap())
}

fn funds() -> impl Strategy<Value = Funds> {
    (amount(), positive(), amount()).prop_map(|(initial, budget, executed)| {
        let [initial, budget, executed] = [initial, budget, executed].map(Traced::reported);
        Funds::new(initial, budget, executed).unwrap()
    })
}

fn sources() -> impl Strategy<Value = FundSources> {
    let sources = (of(funds()), of(funds()), of(funds()));
    sources.prop_filter_map("no money", |(fiscal, carried, other)| {
        let sources = FundSources {
            fiscal,
            carried,
            other,
        };
        let some = sources.rows().next().is_some();
        some.then_some(sources)
    })
}

fn points(most: i64) -> impl Strategy<Value = Points> {
    (0..=most * 100).prop_map(|hundredths| {
        format!("{}.{:02}", hundredths / 100, hundredths % 100)
            .parse()
            .unwrap()
    })
}

fn claims() -> impl Strategy<Value = Claims> {
    let grade = select(Grade::ALL);
    (points(10), points(100), grade).prop_map(|(execution, total, grade)| Claims {
        execution_points: Some(Traced::reported(execution)),
        total: Some(Traced::reported(total)),
        grade: Some(Traced::reported(grade)),
    })
}

fn goal() -> impl Strategy<Value = OverallGoal> {
    let told = prop_oneof![9 => open_text(), 1 => long_text()];
    (traced(told), traced(open_text()))
        .prop_map(|(expected, actual)| OverallGoal { expected, actual })
}

const LEVELS: [(&str, &str); 6] = [
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("成本指标", "经济成本指标"),
    ("效益指标", "社会效益指标"),
    ("效益指标", "可持续影响指标"),
    ("满意度指标", "服务对象满意度指标"),
];

const PAIRS: [(&str, &str); 9] = [
    ("≥50个", "50个"),
    ("≥95%", "93%"),
    ("≤90万元", "89.974万元"),
    ("=100", "100"),
    ("3次", "2"),
    ("2023年12月31日前", "2023年11月16日"),
    ("效果明显", "部分达成预期指标"),
    ("达成预期指标", "达成预期指标"),
    (">1.5‰", ""),
];

fn indicator(level: (&'static str, &'static str), name: Name) -> impl Strategy<Value = Indicator> {
    let texts = (select(&PAIRS), 1_i64..50, any::<prop::sample::Index>());
    texts.prop_map(move |((target, actual), weight, earned)| {
        let target: Target = target.parse().unwrap();
        let actual: Actual = actual.parse().unwrap();
        let weight: Weight = weight.to_string().parse().unwrap();
        let hundredths = i64::try_from(earned.index(5_000)).unwrap();
        let full: i64 = weight.to_string().parse::<i64>().unwrap() * 100;
        let hundredths = hundredths.min(full);
        let claimed: Points = format!("{}.{:02}", hundredths / 100, hundredths % 100)
            .parse()
            .unwrap();
        // What an evaluator grants of a qualitative indicator follows from the points.
        let is_qualitative = matches!(target.goal(), Goal::Text | Goal::Level(_))
            && matches!(actual.outcome(), Outcome::Text | Outcome::Level(_));
        let percent = is_qualitative.then(|| {
            let percent =
                (i128::from(hundredths) * 20_000 + i128::from(full)) / (2 * i128::from(full));
            Traced::reported(Percent::from_hundredths(percent).unwrap())
        });
        Indicator {
            weight: Traced::reported(weight),
            method: None,
            rule: None,
            not_applicable: false,
            target: Traced::reported(target),
            actual: Traced::reported(actual),
            percent,
            claimed: Some(Traced::reported(claimed)),
            level1: level.0.parse().unwrap(),
            level2: level.1.parse().unwrap(),
            name: Traced::reported(name.clone()),
        }
    })
}

/// One to six indicators with names of their own, those of one level together.
fn indicators() -> impl Strategy<Value = Vec<Indicator>> {
    let named = (btree_set(name(), 1..7), vec(0..LEVELS.len(), 7));
    named.prop_flat_map(|(names, mut levels)| {
        levels.truncate(names.len());
        levels.sort_unstable();
        let one = names.into_iter().zip(levels);
        one.map(|(name, level)| indicator(LEVELS[level], name))
            .collect::<Vec<_>>()
    })
}

fn deviations(indicators: &[Indicator]) -> impl Strategy<Value = Vec<Deviation>> + use<> {
    let mut subjects: Vec<Option<Name>> = indicators
        .iter()
        .map(|one| Some(one.name.value.clone()))
        .collect();
    subjects.extend([None, Some("预算执行率".parse().unwrap())]);
    let told = prop_oneof![9 => text(), 1 => long_text()];
    let one = (select(subjects), open_text(), told, any::<bool>());
    let one = one.prop_map(|(indicator, cause, remedy, swap)| {
        let (cause, remedy) = if swap {
            (remedy, cause)
        } else {
            (cause, remedy)
        };
        Deviation {
            indicator,
            cause: Traced::reported(cause),
            remedy: Traced::reported(remedy),
            ..Deviation::default()
        }
    });
    // One of each indicator: where a form tells two of one, the cell has both, and both come back; a cause without a remedy and a remedy
    // without a cause, next to one another, are one to a reader, too.
    vec(one, 0..4).prop_map(|mut all: Vec<Deviation>| {
        all.sort_by(|a, b| a.indicator.cmp(&b.indicator));
        all.dedup_by(|a, b| a.indicator == b.indicator);
        all
    })
}

fn project(number: u32, name: Name) -> impl Strategy<Value = ProjectForm> {
    let section = of(select(vec!["文化科", "办公室", "县文化馆"]));
    let parts = (
        section,
        sources(),
        goal(),
        indicators(),
        claims(),
        open_text(),
    );
    parts.prop_flat_map(move |(section, funds, goal, indicators, claims, note)| {
        let name = name.clone();
        deviations(&indicators).prop_map(move |deviations| ProjectForm {
            number,
            year: FiscalYear::try_from(2023).unwrap(),
            name: Traced::reported(name.clone()),
            supervisor: None,
            implementer: None,
            section: section.map(|section| Traced::reported(section.parse().unwrap())),
            funds: funds.clone(),
            goal: goal.clone(),
            indicators: indicators.clone(),
            deviations,
            claims: claims.clone(),
            note: note.clone(),
        })
    })
}

fn spent() -> impl Strategy<Value = BudgetAndSpent> {
    (traced(amount()), traced(amount()))
        .prop_map(|(budget, spent)| BudgetAndSpent { budget, spent })
}

fn three_public() -> impl Strategy<Value = ThreePublic> {
    let parts = (of(spent()), of(spent()), of(spent()));
    parts.prop_filter_map("no part", |(abroad, vehicles, reception)| {
        let parts = ThreePublic {
            abroad,
            vehicles,
            reception,
        };
        let some = [&parts.abroad, &parts.vehicles, &parts.reception];
        some.iter().any(|part| part.is_some()).then_some(parts)
    })
}

fn further_rates() -> impl Strategy<Value = Vec<RateFigures>> {
    let rates = RateId::ALL.iter().filter(|rate| !rate.is_of_the_forms());
    let one = |rate: RateId| {
        let figures = rate.inputs().len();
        of(vec(1_i64..100, figures)).prop_map(move |values| {
            let value = |(value, kind): (i64, InputKind)| {
                Traced::reported(kind.read(&value.to_string()).unwrap())
            };
            let kinds = rate.inputs().iter().map(|input| input.kind);
            let values: Vec<Traced<RateValue>> =
                values?.into_iter().zip(kinds).map(value).collect();
            Some(RateFigures::new(rate, values).unwrap())
        })
    };
    let all: Vec<_> = rates.map(|rate| one(*rate)).collect();
    all.prop_map(|all| all.into_iter().flatten().collect())
}

fn department() -> impl Strategy<Value = DepartmentForm> {
    let carry_over = (traced(amount()), traced(amount()))
        .prop_map(|(current, previous)| CarryOver { current, previous });
    let staffing = (traced(0_u32..1_000), traced(0_u32..1_000))
        .prop_map(|(quota, staff)| Staffing { quota, staff });
    let spending = (funds(), of(funds()), of(funds()));
    let figures = (
        of(three_public()),
        of(carry_over),
        of(staffing),
        further_rates(),
    );
    (spending, figures, goal(), indicators(), claims()).prop_flat_map(
        |(
            (total, basic, project),
            (three_public, carry_over, staffing, rates),
            goal,
            indicators,
            claims,
        )| {
            let form = DepartmentForm {
                year: FiscalYear::try_from(2023).unwrap(),
                total,
                basic,
                project,
                three_public,
                carry_over,
                staffing,
                rates,
                goal,
                indicators: indicators.clone(),
                deviations: Vec::new(),
                claims,
            };
            let form = with_rates(form);
            deviations(&indicators).prop_map(move |deviations| DepartmentForm {
                deviations,
                ..form.clone()
            })
        },
    )
}

/// An indicator for every rate that the form has the figures of, with what the annex shows of it as the claim.
fn with_rates(mut form: DepartmentForm) -> DepartmentForm {
    let policy = scoring::policy::Policy::mof_2020().unwrap();
    let submission = submission_of(Some(form.clone()), Vec::new());
    let evaluation = scoring::evaluate(&submission, &policy).unwrap();
    let rates = evaluation.department.unwrap().rates;
    for (rule, outcome) in rates {
        let Some(rate) = outcome.rate() else { continue };
        let mut indicator =
            Indicator::new("部门管理", "资金投入", rule.term(), "≥90%", "", "2").unwrap();
        indicator.rule = Some(rule);
        indicator.actual = Traced::reported(rate.to_string().parse().unwrap());
        indicator.claimed = Some(Traced::reported("1.5".parse().unwrap()));
        form.indicators.push(indicator);
    }
    form
}

fn submission_of(department: Option<DepartmentForm>, projects: Vec<ProjectForm>) -> Submission {
    Submission {
        unit: BudgetUnit {
            name: "某县文化和旅游局".parse().unwrap(),
            alias: None,
            short_name: None,
            supervisor: None,
            budgeted_projects: None,
        },
        year: FiscalYear::try_from(2023).unwrap(),
        policy: None,
        notice: None,
        report: ReportNotes::default(),
        department,
        projects,
        stated: Vec::new(),
        register: Vec::new(),
        ignored: Vec::new(),
        remarks: Vec::new(),
    }
}

fn submission() -> impl Strategy<Value = Submission> {
    let projects = btree_set(name(), 1..4).prop_flat_map(|names| {
        let numbered = (1_u32..).step_by(2).zip(names);
        numbered
            .map(|(number, name)| project(number, name))
            .collect::<Vec<_>>()
    });
    (of(department()), projects)
        .prop_map(|(department, projects)| submission_of(department, projects))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_annex_comes_back_as_it_was(submission in submission()) {
        let back = read(&annexes(&submission));
        prop_assert_eq!(contradictions(&back), Vec::<String>::new());
        let (back, submission) = (told(&back), told(&submission));
        prop_assert_eq!(first_difference("", &submission, &back), "");
    }
}

/// Where two values differ first; empty where they do not.
fn first_difference(at: &str, expected: &Value, found: &Value) -> String {
    match (expected, found) {
        _ if expected == found => String::new(),
        (Value::Object(one), Value::Object(other)) if one.len() == other.len() => {
            let mut members = one.iter().zip(other.values());
            let differs = members.find(|((_, a), b)| a != b);
            differs.map_or_else(String::new, |((key, a), b)| {
                first_difference(&format!("{at}.{key}"), a, b)
            })
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            let mut items = one.iter().zip(other).enumerate();
            let differs = items.find(|(_, (a, b))| a != b);
            differs.map_or_else(String::new, |(index, (a, b))| {
                first_difference(&format!("{at}[{index}]"), a, b)
            })
        }
        _ => format!("{at}: expected {expected}, found {found}"),
    }
}

fn lanzhou() -> Submission {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/data/lanzhou-2023");
    import::read_dataset(&[folder]).unwrap()
}

/// A published unit's annexes, opened and saved by an office of its own where there is one.
#[test]
fn what_an_office_saves_again_is_read_the_same() {
    let made = annexes(&lanzhou());
    let files: Vec<_> = made
        .iter()
        .map(|file| (file.name.as_str(), file.bytes.clone()))
        .collect();
    let Some(saved) = office::saved_again(&files) else {
        return;
    };
    let names = made.iter().map(|file| file.name.clone());
    let again: Vec<OutputFile> = names
        .zip(saved)
        .map(|(name, bytes)| OutputFile { name, bytes })
        .collect();
    let (direct, again) = (read(&made), read(&again));
    assert_eq!(direct.projects.len(), 35);
    assert_eq!(first_difference("", &told(&direct), &told(&again)), "");
}
