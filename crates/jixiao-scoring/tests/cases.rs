//! Runs the cases of `cases/*.toml`, which people who do not program can read and add to; `cases/README.md` tells how.
#![cfg(feature = "policies")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::fs;
use std::path::Path;

use jixiao_keyed::{Entry, Node, Problem, Problems, Table, Value, parse_toml};
use jixiao_model::{
    Actual, Amount, Bilingual, BudgetAndSpent, CarryOver, Claims, DepartmentForm, FiscalYear,
    Funds, Indicator, Method, ModelError, OverallGoal, Points, RateFigures, RateId, RateValue,
    Speak, Staffing, ThreePublic, Traced,
};
use jixiao_scoring::policy::{NotApplicableWeight, Policy};
use jixiao_scoring::rules::total::total;
use jixiao_scoring::rules::{InputError, RateOutcome, RateRule, Rule, RuleKind};
use jixiao_scoring::{score_department, score_indicator};

/// How many digits of an endless fraction a case can be held against.
const DIGITS: usize = 28;

/// The fiscal year of a case that names none.
const YEAR: i32 = 2023;

/// A text as TOML, or what is wrong with it.
type Read = Result<Cases, Vec<Problem>>;

/// What a file of cases holds, where nothing is wrong.
#[derive(Debug, PartialEq)]
struct Cases {
    rule: &'static str,
    count: usize,
}

/// What came of a case, key by key as cases state it.
type Found = Vec<(&'static str, String)>;

/// A case being read.
struct Case<'t, 'a> {
    table: &'t mut Table<'a>,
    entry: &'t Entry<'a>,
    name: &'a str,
    /// The policy of the file, where the case names none.
    policy: &'a str,
}

fn run(file: &str, text: &str) -> Read {
    let document = parse_toml(file, text)?;
    let problems = Problems::new();
    let cases = document.read(&problems).table(cases);
    match cases {
        Some(cases) if problems.is_empty() => Ok(cases),
        _ => Err(problems.into_sorted_vec()),
    }
}

/// How the cases of a rule are run.
#[derive(Clone, Copy)]
enum Run {
    Rate(&'static RateRule),
    /// One indicator, by the method where there is one, else by the policy's.
    Indicator(Option<Method>),
    ExecutionPoints,
    Total,
    Form,
}

fn cases(root: &mut Table<'_>) -> Option<Cases> {
    let rule = root.required("rule", "规则标识").and_then(|id| rule(&id));
    let policy = root.optional("policy", "政策");
    let policy = policy.map_or(Some("mof-2020"), |id| id.text());
    let cases = root.required("cases", "用例");
    let ((rule, run), policy, cases) = (rule?, policy?, cases?.array()?);
    let mut names = BTreeSet::new();
    for entry in &cases {
        entry.table(|table| {
            let name = named(table, &mut names).unwrap_or_default();
            let case = Case {
                table,
                entry,
                name,
                policy,
            };
            case.run(run);
            Some(())
        });
    }
    Some(Cases {
        rule,
        count: cases.len(),
    })
}

/// The rule of the file, and how its cases are run.
fn rule(id: &Entry<'_>) -> Option<(&'static str, Run)> {
    let text = id.text()?;
    let own = Rule::all().find(|rule| rule.id() == text);
    match own.map(|rule| (rule.id(), run_of(rule))) {
        Some((id, Some(run))) => Some((id, run)),
        Some((_, None)) => {
            fail(
                id,
                "尚不会核对本规则的用例",
                "nothing here runs the cases of this rule yet",
            );
            None
        }
        None => {
            fail(
                id,
                &format!("没有规则“{text}”"),
                &format!("there is no rule \"{text}\""),
            );
            None
        }
    }
}

fn run_of(rule: Rule) -> Option<Run> {
    match rule {
        Rule::Rate(rate) => Some(Run::Rate(rate)),
        rule if rule.kind() == RuleKind::Method => {
            Some(Run::Indicator(Method::recognise(rule.id())))
        }
        rule => run_of_form(rule.id()),
    }
}

fn run_of_form(id: &str) -> Option<Run> {
    match id {
        "over-achievement" => Some(Run::Indicator(None)),
        "execution-points" => Some(Run::ExecutionPoints),
        "total" => Some(Run::Total),
        "not-applicable" => Some(Run::Form),
        _ => None,
    }
}

/// Every case has a name of its own, and says where its expectation comes from.
fn named<'a>(table: &mut Table<'a>, names: &mut BTreeSet<&'a str>) -> Option<&'a str> {
    let name = table.required("name", "用例名称");
    let source = table.required("source", "出处");
    let source = source.and_then(|source| {
        let told = ["regulation: ", "published: ", "by hand: "];
        let known = told
            .iter()
            .any(|kind| source.text().is_some_and(|text| text.starts_with(kind)));
        if !known {
            let kinds = told.join("…, ");
            fail(
                &source,
                &format!("出处应以其一开头：{kinds}…"),
                &format!("a source begins with one of {kinds}…"),
            );
        }
        known.then_some(())
    });
    let name = name?;
    let text = name.text()?;
    if text.trim().is_empty() || !names.insert(text) {
        fail(
            &name,
            &format!("名称“{text}”为空或重复"),
            &format!("the name \"{text}\" is empty or stands twice"),
        );
        return None;
    }
    source.map(|()| text)
}

fn fail(entry: &Entry<'_>, zh: &str, en: &str) {
    entry.fail(Bilingual::new(zh, en));
}

impl Case<'_, '_> {
    fn run(mut self, run: Run) {
        let (found, keys): (_, &[&'static str]) = match run {
            Run::Rate(rule) => (
                self.rate(rule),
                &["display", "exact", "status", "reason", "level", "refused"],
            ),
            Run::Indicator(method) => (
                self.indicator(method),
                &["points", "share", "exact", "error", "refused"],
            ),
            Run::ExecutionPoints => (self.execution_points(), &["points", "status"]),
            Run::Total => (self.total(), &["total", "grade"]),
            Run::Form => (self.form(), &["execution", "total", "grade"]),
        };
        self.hold(keys, found);
    }

    fn fail(&self, entry: &Entry<'_>, zh: &str, en: &str) {
        let name = self.name;
        fail(
            entry,
            &format!("“{name}”{zh}"),
            &format!("\"{name}\": {en}"),
        );
    }

    /// Holds what the case expects against what was found; digits that do not end may be stated in part.
    fn hold(&mut self, keys: &[&'static str], found: Option<Found>) {
        let mut stated = Vec::new();
        for key in keys {
            stated.extend(self.table.optional(key, "").map(|entry| (*key, entry)));
        }
        let Some(found) = found else {
            self.fail(self.entry, "无从核对", "the case could not be run");
            return;
        };
        let all: Vec<String> = found
            .iter()
            .map(|(key, value)| format!("{key} = {value}"))
            .collect();
        let all = all.join(", ");
        if stated.is_empty() {
            let keys = keys.join(", ");
            self.fail(
                self.entry,
                &format!("没有写明预期结果（{keys}），实为 {all}"),
                &format!("nothing is expected: state {keys}; found {all}"),
            );
        }
        for (key, entry) in stated {
            let Some(expected) = entry.scalar() else {
                continue;
            };
            let part = matches!(key, "exact" | "share");
            let same = |value: &str| value == expected || part && value.starts_with(expected);
            if !found.iter().any(|(own, value)| *own == key && same(value)) {
                self.fail(
                    &entry,
                    &format!("应为 {key} = {expected}，实为 {all}"),
                    &format!("expected {key} = {expected}, found {all}"),
                );
            }
        }
    }

    fn rate(&mut self, rule: &RateRule) -> Option<Found> {
        let texts: Vec<Option<&str>> = rule
            .inputs
            .iter()
            .map(|input| self.table.required(input.key, input.term)?.scalar())
            .collect();
        let texts: Vec<&str> = texts.into_iter().collect::<Option<_>>()?;
        Some(match rule.compute(&texts) {
            Ok(outcome) => of_rate(outcome),
            Err(InputError::Unreadable { error, .. }) => vec![("refused", refusal(&error))],
            Err(error) => vec![("refused", id_of(&error))],
        })
    }

    /// One indicator, scored by itself.
    fn indicator(&mut self, method: Option<Method>) -> Option<Found> {
        let policy = self.policy();
        let year = self.table.optional("year", "年度");
        let year = year.map_or(Some(YEAR.into()), |year| year.whole(1994..=2100));
        let read = indicator(self.table);
        let (policy, year) = (
            policy?,
            FiscalYear::try_from(i32::try_from(year?).ok()?).ok()?,
        );
        let mut indicator = match read? {
            Ok(indicator) => indicator,
            Err(error) => return Some(vec![("refused", refusal(&error))]),
        };
        let scored = if let Some(rate) = indicator.rule {
            // The amounts of a form give the actual, and the policy has a word on the rate.
            let mut form =
                form(Funds::new(Traced::default(), Traced::default(), Traced::default()).ok()?);
            figures(self.table, Some(rate), &mut form)?;
            form.indicators.push(indicator);
            score_department(&form, &policy)
                .ok()?
                .indicators
                .into_iter()
                .next()?
        } else {
            indicator.method = indicator.method.or(method);
            score_indicator(&indicator, year, &policy)
        };
        Some(match scored {
            Ok(scored) => vec![
                ("points", scored.points.to_string()),
                ("share", scored.share().ok()?.decimal(DIGITS)),
                ("exact", scored.exact().ok()?.decimal(DIGITS)),
            ],
            Err(error) => vec![("error", id_of(&error))],
        })
    }

    /// A form that has money and no indicators.
    fn execution_points(&mut self) -> Option<Found> {
        let funds = self.funds(None);
        let weight = self.table.optional("weight", "分值");
        let weight = weight.map(|weight| weight.parse(str::parse));
        let mut policy = self.policy()?;
        if let Some(weight) = weight {
            policy.execution_weight = weight?;
        }
        let score = score_department(&form(funds?), &policy).ok()?;
        let mut found = of_rate(score.execution_rate);
        found.retain(|(key, _)| *key == "status");
        found.push(("points", score.execution_points.to_string()));
        Some(found)
    }

    /// A list of points, summed and graded.
    fn total(&mut self) -> Option<Found> {
        let execution = self.table.required("execution", "预算执行率得分");
        let execution = execution.and_then(|own| own.parse(str::parse::<Points>));
        let points = self.table.required("points", "各指标得分");
        let points = points.and_then(|points| points.list(|own| own.parse(str::parse::<Points>)));
        let most = self.table.optional("most", "满分");
        let most = most.map(|most| most.parse(str::parse::<Points>));
        let policy = self.policy();
        let most = match most {
            Some(most) => Some(most?),
            None => None,
        };
        let total = total(execution?, points?, most).ok()?;
        let grade = policy?.grades.grade(total);
        Some(vec![
            ("total", total.to_string()),
            (
                "grade",
                grade.map_or("无", |grade| grade.term()).to_string(),
            ),
        ])
    }

    /// A form whose indicators each say what they expect.
    fn form(&mut self) -> Option<Found> {
        let funds = self.funds(Some("1"));
        let way = self
            .table
            .optional("way", "不适用指标分值的处理")
            .map(|way| {
                way.choice(&[
                    ("full", NotApplicableWeight::Full),
                    ("spread", NotApplicableWeight::Spread),
                ])
            });
        let mut policy = self.policy()?;
        if let Some(way) = way {
            policy.not_applicable = way?;
        }
        let mut form = form(funds?);
        let rows = self.table.required("indicators", "指标")?.array()?;
        let mut expected = Vec::new();
        for row in &rows {
            row.table(|table| {
                expected.push(
                    table
                        .optional("points", "得分")
                        .or_else(|| table.required("error", "不能计分的原因")),
                );
                let indicator = indicator(table)?.ok()?;
                figures(table, indicator.rule, &mut form)?;
                form.indicators.push(indicator);
                Some(())
            });
        }
        if form.indicators.len() != rows.len() {
            self.fail(self.entry, "有的指标不成立", "some indicator cannot be");
            return None;
        }
        let score = score_department(&form, &policy).ok()?;
        for (expected, scored) in expected.into_iter().zip(&score.indicators) {
            let expected = expected?;
            let found = match scored {
                Ok(scored) => scored.points.to_string(),
                Err(error) => id_of(error),
            };
            if expected.scalar()? != found {
                let own = expected.scalar()?;
                self.fail(
                    &expected,
                    &format!("应为 {own}，实为 {found}"),
                    &format!("expected {own}, found {found}"),
                );
            }
        }
        Some(vec![
            ("execution", score.execution_points.to_string()),
            ("total", score.total.to_string()),
            (
                "grade",
                score.grade.map_or("无", |grade| grade.term()).to_string(),
            ),
        ])
    }

    fn funds(&mut self, usual: Option<&'static str>) -> Option<Funds> {
        let mut amount = |key, term| match (usual, self.table.optional(key, term)) {
            (_, Some(entry)) => entry.parse(str::parse::<Amount>),
            (Some(usual), None) => usual.parse().ok(),
            (None, None) => self.table.required(key, term).and(None),
        };
        let (budget, executed) = (
            amount("budget", "全年预算数"),
            amount("executed", "全年执行数"),
        );
        let (budget, executed) = (Traced::reported(budget?), Traced::reported(executed?));
        Funds::new(budget.clone(), budget, executed).ok()
    }

    /// The policy of the case, with the terms in which the case differs from it.
    fn policy(&mut self) -> Option<Policy> {
        let own = self.table.optional("policy", "政策");
        let terms = self.table.optional("terms", "与政策不同之处");
        let id = own.map_or(Some(self.policy), |own| own.text())?;
        let head = format!(
            "id = \"case\"\nname = \"本例\"\nname_en = \"this case\"\nbasis = \"本例\"\nextends = {id:?}\n"
        );
        let text = terms
            .as_ref()
            .map_or(String::new(), |terms| members(terms.node()));
        match Policy::from_toml("terms", &(head + &text)) {
            Ok(policy) => Some(policy),
            Err(error) => {
                let said = error.speak();
                fail(terms.as_ref().unwrap_or(self.entry), &said.zh, &said.en);
                None
            }
        }
    }
}

/// An indicator as a form has it, or why there can be none.
fn indicator(table: &mut Table<'_>) -> Option<Result<Indicator, ModelError>> {
    let level = table
        .optional("level", "一级指标")
        .map_or(Some("产出指标"), |level| level.scalar());
    let rate = table.optional("rate", "比率规则");
    let rate =
        rate.map(|rate| rate.parse(|id| known(RateId::ALL.iter().find(|rate| rate.id() == id))));
    let target = table
        .required("target", "年度指标值")
        .and_then(|own| own.scalar());
    let actual = match rate {
        Some(_) => Some(""),
        None => table
            .required("actual", "实际完成值")
            .and_then(|own| own.scalar()),
    };
    let weight = table
        .required("weight", "分值")
        .and_then(|own| own.scalar());
    let method = table.optional("method", "赋分规则");
    let method = method
        .map(|own| own.parse(|id| known(Method::ALL.iter().find(|method| method.id() == id))));
    let percent = table
        .optional("percent", "完成比例")
        .map(|own| own.parse(str::parse));
    let applies = table
        .optional("applies", "是否适用")
        .map_or(Some(true), |own| own.boolean());
    let (level, target, actual, weight) = (level?, target?, actual?, weight?);
    let mut indicator = match Indicator::new(level, "指标", "指标", target, actual, weight) {
        Ok(indicator) => indicator,
        Err(error) => return Some(Err(error)),
    };
    indicator.not_applicable = !applies?;
    if let Some(rate) = rate {
        indicator.rule = Some(rate?);
        indicator.actual = Traced::reported(Actual::empty());
    }
    if let Some(method) = method {
        indicator.method = Some(method?);
    }
    if let Some(percent) = percent {
        indicator.percent = Some(Traced::reported(percent?));
    }
    Some(Ok(indicator))
}

fn known<T: Copy>(found: Option<&T>) -> Result<T, Bilingual> {
    found
        .copied()
        .ok_or_else(|| Bilingual::new("没有这个标识", "there is no such id"))
}

/// The figures of a rate, put where a department's form has them.
fn figures(table: &mut Table<'_>, rate: Option<RateId>, form: &mut DepartmentForm) -> Option<()> {
    let Some(rate) = rate else { return Some(()) };
    let entry = table.required("figures", "比率的各个数")?;
    let texts = entry.list(Entry::scalar)?;
    if put(rate, &texts, form).is_none() {
        fail(
            &entry,
            "不是该比率的各个数",
            "these are not the figures of the rate",
        );
    }
    Some(())
}

fn put(rate: RateId, texts: &[&str], form: &mut DepartmentForm) -> Option<()> {
    let figures = rate
        .inputs()
        .iter()
        .zip(texts)
        .map(|(input, text)| input.kind.read(text).map(Traced::reported));
    let figures: Vec<Traced<RateValue>> = figures.collect::<Result<_, _>>().ok()?;
    let values: Vec<RateValue> = figures.iter().map(|figure| figure.value).collect();
    match (rate, &values[..]) {
        (RateId::ThreePublicControl, [RateValue::Amount(budget), RateValue::Amount(spent)]) => {
            form.three_public = Some(ThreePublic {
                abroad: Some(BudgetAndSpent {
                    budget: Traced::reported(*budget),
                    spent: Traced::reported(*spent),
                }),
                ..ThreePublic::default()
            });
        }
        (RateId::CarryOverChange, [RateValue::Amount(current), RateValue::Amount(previous)]) => {
            form.carry_over = Some(CarryOver {
                current: Traced::reported(*current),
                previous: Traced::reported(*previous),
            });
        }
        (RateId::StaffingControl, [RateValue::Count(quota), RateValue::Count(staff)]) => {
            form.staffing = Some(Staffing {
                quota: Traced::reported(*quota),
                staff: Traced::reported(*staff),
            });
        }
        _ => form.rates.push(RateFigures::new(rate, figures).ok()?),
    }
    Some(())
}

fn form(total: Funds) -> DepartmentForm {
    DepartmentForm {
        year: YEAR.try_into().unwrap(),
        total,
        basic: None,
        project: None,
        three_public: None,
        carry_over: None,
        staffing: None,
        rates: Vec::new(),
        goal: OverallGoal::default(),
        indicators: Vec::new(),
        deviations: Vec::new(),
        claims: Claims::default(),
    }
}

fn of_rate(outcome: RateOutcome) -> Found {
    let mut found = vec![("status", outcome.status().to_string())];
    match outcome {
        RateOutcome::Known(rate) => {
            found.push(("display", rate.to_string()));
            found.push(("exact", rate.exact_percent()));
        }
        RateOutcome::NotApplicable => {}
        RateOutcome::Undefined(reason) => {
            let level = if reason.is_error() {
                "error"
            } else {
                "warning"
            };
            found.push(("reason", id_of(&reason)));
            found.push(("level", level.to_string()));
        }
    }
    found
}

/// Why an input cannot be: all that may not be below zero is `negative`.
fn refusal(error: &ModelError) -> String {
    match error {
        ModelError::BelowZero { .. } => "negative".into(),
        error => id_of(error),
    }
}

/// The name of an error as cases write it: `SpendingWithoutBudget` as `spending-without-budget`.
fn id_of(error: &impl Debug) -> String {
    let shown = format!("{error:?}");
    let mut id = String::new();
    for letter in shown.chars().take_while(|letter| letter.is_alphanumeric()) {
        if letter.is_uppercase() && !id.is_empty() {
            id.push('-');
        }
        id.extend(letter.to_lowercase());
    }
    id
}

/// The members of a table as lines of TOML.
fn members(node: &Node) -> String {
    let Value::Table(members) = &node.value else {
        return String::new();
    };
    let line =
        |member: &jixiao_keyed::Member| format!("{} = {}\n", member.key, value(&member.node));
    members.iter().map(line).collect()
}

fn value(node: &Node) -> String {
    match &node.value {
        Value::Table(_) => format!("{{ {} }}", members(node).trim_end().replace('\n', ", ")),
        Value::Array(items) => format!(
            "[{}]",
            items.iter().map(value).collect::<Vec<_>>().join(", ")
        ),
        Value::Text(text) => format!("{text:?}"),
        Value::Number(raw) | Value::Date(raw) => raw.clone(),
        Value::Boolean(own) => own.to_string(),
        Value::Null => String::new(),
    }
}

/// Every file of the directory by its name, run.
fn all() -> BTreeMap<String, Read> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut read = BTreeMap::new();
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if let Some(stem) = name.strip_suffix(".toml") {
            read.insert(
                stem.to_string(),
                run(&name, &fs::read_to_string(&path).unwrap()),
            );
        }
    }
    read
}

fn shown(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn every_case_holds() {
    let wrong: Vec<Problem> = all()
        .into_values()
        .filter_map(Result::err)
        .flatten()
        .collect();
    assert!(
        wrong.is_empty(),
        "{} do not hold:\n{}",
        wrong.len(),
        shown(&wrong).join("\n")
    );
}

#[test]
fn every_rule_has_its_cases() {
    let files = all();
    let counts: BTreeMap<&str, &Cases> = files
        .iter()
        .filter_map(|(stem, read)| Some((stem.as_str(), read.as_ref().ok()?)))
        .collect();
    for rule in Rule::all() {
        let cases = counts
            .get(rule.id())
            .unwrap_or_else(|| panic!("cases/{}.toml", rule.id()));
        let least = if rule.kind() == RuleKind::Rate { 5 } else { 3 };
        assert!(cases.count >= least, "{}: {} cases", rule.id(), cases.count);
    }
    for (stem, cases) in &counts {
        assert_eq!(*stem, cases.rule, "a file bears the name of its rule");
    }
    let count: usize = counts.values().map(|cases| cases.count).sum();
    assert!(count >= 200, "{count} cases");
}

/// A file with one right case, one of its lines replaced.
fn replaced(line: &str, by: &str) -> Vec<String> {
    let text = "rule = \"execution-rate\"\n[[cases]]\nname = \"一\"\nbudget = \"20.32\"\nexecuted = \"20.3055\"\ndisplay = \"99.93%\"\nsource = \"by hand: 20.3055 ÷ 20.32\"\n";
    assert_eq!(
        run("one.toml", text),
        Ok(Cases {
            rule: "execution-rate",
            count: 1
        })
    );
    assert!(text.contains(line), "{line}");
    shown(&run("one.toml", &text.replace(line, by)).unwrap_err())
}

#[test]
fn a_wrong_expectation_is_told_with_what_was_found() {
    assert_eq!(
        replaced("99.93%", "99.92%"),
        [
            "one.toml:6:11 (cases[1].display): \"一\": expected display = 99.92%, found status = ok, display = 99.93%, exact = 99.92864173228346456692913386"
        ]
    );
    assert_eq!(
        replaced(
            "display = \"99.93%\"",
            "status = \"undefined\"\nlevel = \"error\""
        )
        .len(),
        2,
        "each expectation is told"
    );
}

#[test]
fn a_case_that_says_too_little_or_too_much_is_refused() {
    for (line, by, told) in [
        (
            "executed",
            "exekuted",
            "one.toml:5:1 (cases[1].exekuted): unknown key \"exekuted\"",
        ),
        ("display = \"99.93%\"\n", "", "nothing is expected"),
        (
            "source = \"by hand: 20.3055 ÷ 20.32\"\n",
            "",
            "the key \"source\" is missing",
        ),
        ("by hand: ", "", "a source begins with one of"),
        ("name = \"一\"\n", "", "the key \"name\" is missing"),
        ("name = \"一\"", "name = \" \"", "is empty or stands twice"),
        (
            "executed = \"20.3055\"\n",
            "",
            "the key \"executed\" is missing",
        ),
        (
            "[[cases]]\n",
            "[[cases]]\nname = \"一\"\nbudget = \"1\"\nexecuted = \"1\"\ndisplay = \"100%\"\nsource = \"by hand: 1\"\n[[cases]]\n",
            "is empty or stands twice",
        ),
        (
            "rule = \"execution-rate\"",
            "rule = \"execution\"",
            "there is no rule",
        ),
    ] {
        let found = replaced(line, by);
        assert!(
            found.iter().any(|problem| problem.contains(told)),
            "{told}: {found:?}"
        );
    }
}

#[test]
fn a_policy_that_cannot_be_is_told() {
    let text = "rule = \"pass-mark\"\n[[cases]]\nname = \"一\"\nterms.methods.pass_mark = 101\ntarget = \"≥1\"\nactual = \"1\"\nweight = \"1\"\npoints = \"1\"\nsource = \"by hand: 1\"\n";
    let found = shown(&run("one.toml", text).unwrap_err());
    let told = |problem: &String| problem.contains("methods.pass_mark");
    assert!(found.iter().any(told), "{found:?}");
}
