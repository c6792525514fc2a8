//! Two years side by side: which project is which, what changed, what came back, what became of promises.

use jixiao_model::{Amount, Grade, Lang, Percent, Remediation, RemediationState, Speak, Traced};
use jixiao_review::years::{
    Change, Comparison, Explained, Likeness, ProjectYear, Promised, RateShown, Sameness, Summed,
    UnitYear, Verdict, Year,
};
use jixiao_scoring::GradeCounts;

fn rate(text: &str) -> RateShown {
    RateShown::Known(text.parse().unwrap())
}

fn project(number: u32, name: &str) -> ProjectYear {
    ProjectYear {
        number,
        name: name.into(),
        budget: "100".parse().unwrap(),
        executed: "95".parse().unwrap(),
        execution_rate: rate("95%"),
        total: "93.5".parse().unwrap(),
        grade: Some(Grade::Excellent),
        explained: Vec::new(),
    }
}

fn year(year: i32, projects: Vec<ProjectYear>) -> Year {
    let count = u32::try_from(projects.len()).unwrap();
    let mut grades = GradeCounts::default();
    grades.excellent = count;
    Year {
        unit: "某县文化局".into(),
        year: year.try_into().unwrap(),
        policy: "mof-2020".into(),
        constructed: false,
        department: None,
        projects,
        summary: Summed {
            budgeted: count,
            evaluated: count,
            coverage: rate("100%"),
            budget: "100".parse().unwrap(),
            executed: "95".parse().unwrap(),
            execution_rate: rate("95%"),
            grades,
        },
        register: Vec::new(),
    }
}

fn named(of: i32, names: &[&str]) -> Year {
    let projects = names
        .iter()
        .zip(1..)
        .map(|(name, number)| project(number, name));
    year(of, projects.collect())
}

fn explained(cause: &str, remedy: &str, causes: &[&str], remedies: &[&str]) -> Explained {
    let codes = |codes: &[&str]| codes.iter().map(ToString::to_string).collect();
    Explained {
        indicator: None,
        cause: cause.into(),
        remedy: remedy.into(),
        causes: codes(causes),
        remedies: codes(remedies),
    }
}

/// 2023 and 2024 with one project that explains itself so.
fn explaining(old: Vec<Explained>, new: Vec<Explained>) -> [Year; 2] {
    let mut years = [named(2023, &["图书馆运行"]), named(2024, &["图书馆运行"])];
    years[0].projects[0].explained = old;
    years[1].projects[0].explained = new;
    years
}

fn row(
    of: i32,
    project: Option<&str>,
    remedy: &str,
    state: RemediationState,
    due: Option<&str>,
) -> Promised {
    Promised {
        row: Remediation {
            year: of.try_into().unwrap(),
            project: project.map(|name| name.parse().unwrap()),
            indicator: None,
            cause: Traced::reported(String::new()),
            remedy: Traced::reported(remedy.into()),
            owner: Some("办公室".parse().unwrap()),
            due: due.map(|due| due.parse().unwrap()),
            state,
            progress: String::new(),
        },
        causes: Vec::new(),
        remedies: Vec::new(),
    }
}

#[test]
fn one_project_is_known_again_through_small_changes_of_wording() {
    use Likeness::{Alike, SameName, SameSeries};
    let alike = |percent| Some(Alike { percent });
    for (old, new, expected) in [
        // The same name, however it is typed.
        ("图书馆运行费", "图书馆 运行费", Some(SameName)),
        (
            "文化馆(总馆)免费开放",
            "文化馆（总馆）免费开放",
            Some(SameName),
        ),
        // Years, brackets, 项目.
        ("2023年春节慰问", "2024年春节慰问", Some(SameSeries)),
        (
            "2022年乡村道路养护",
            "乡村道路养护（2024年度）",
            Some(SameSeries),
        ),
        ("图书馆运行", "图书馆运行项目", Some(SameSeries)),
        ("“三馆一站”免费开放", "三馆一站免费开放", Some(SameSeries)),
        (
            "2023年第一批中央资金",
            "2024年第一批中央资金",
            Some(SameSeries),
        ),
        // Left out, added, moved, said otherwise.
        ("阅览室夜间开放", "阅览室开放", alike(60)),
        ("图书馆运行维护费", "图书馆运行费", alike(66)),
        ("文化馆免费开放补助", "免费开放文化馆补助", alike(75)),
        ("旅游宣传推广", "宣传推广旅游", alike(80)),
        ("农村公路养护经费", "农村公路养护资金", alike(99)),
        ("课桌椅采购项目", "课桌椅购置", alike(99)),
        ("公共图书馆免费开放补助", "公共图书馆开放补助", alike(77)),
        // Others.
        ("供水管网改造一期工程", "供水管网改造二期工程", None),
        ("供水管网改造工程", "供水管网改造工程二期", None),
        ("2023年第一批中央资金", "2023年第二批中央资金", None),
        ("小学营养改善计划补助资金", "中学营养改善计划补助资金", None),
        ("城关镇道路硬化工程", "河口镇道路硬化工程", None),
        ("A镇道路硬化工程", "B镇道路硬化工程", None),
        ("道路硬化1标段", "道路硬化2标段", None),
        ("城东小学校舍维修", "城西小学校舍维修", None),
        ("城乡居民养老保险补助", "城乡居民医疗保险补助", None),
        ("春季植树造林", "秋季植树造林", None),
        ("图书馆运行费", "博物馆运行费", None),
        ("图书馆运行费", "公务用车购置", None),
    ] {
        let (one, other) = (named(2023, &[old]), named(2024, &[new]));
        let comparison = Comparison::of(&one, &other);
        let found = comparison.pairs.first().map(|pair| pair.likeness);
        assert_eq!(found, expected, "{old} | {new}");
        let apart = usize::from(expected.is_none());
        assert_eq!(
            (comparison.gone.len(), comparison.come.len()),
            (apart, apart),
            "{old} | {new}"
        );
        // And the other way round.
        let (one, other) = (named(2023, &[new]), named(2024, &[old]));
        let turned = Comparison::of(&one, &other);
        assert_eq!(
            turned.pairs.first().map(|pair| pair.likeness),
            expected,
            "{new} | {old}"
        );
    }
}

/// Old and new indices of the pairs.
fn pairs(old: &Year, new: &Year) -> Vec<(u32, u32)> {
    let comparison = Comparison::of(old, new);
    let pairs = comparison.pairs.iter();
    pairs
        .map(|pair| (pair.old.number, pair.new.number))
        .collect()
}

#[test]
fn the_best_match_comes_first_and_each_project_is_matched_once() {
    // The carried-over project keeps its name, and what is left of the series is the other's.
    let old = named(2023, &["2022年道路养护", "2023年道路养护"]);
    let new = named(2024, &["2024年道路养护", "2023年道路养护"]);
    assert_eq!(pairs(&old, &new), [(1, 1), (2, 2)]);

    // 图书馆开放 is nearer to 图书馆免费开放 than to 公共图书馆免费开放, which is left.
    let old = named(2023, &["公共图书馆免费开放", "图书馆免费开放"]);
    let new = named(2024, &["图书馆开放"]);
    assert_eq!(pairs(&old, &new), [(2, 1)]);

    // As many of one name as before: in the order of their numbers, wherever they stand.
    let mut old = named(2023, &["慰问", "慰问"]);
    let new = named(2024, &["慰问", "慰问"]);
    (old.projects[0].number, old.projects[1].number) = (9, 3);
    assert_eq!(pairs(&old, &new), [(9, 2), (3, 1)]);

    // One less than before: by the budgets.
    let mut new = named(2024, &["慰问"]);
    old.projects[0].budget = "480".parse().unwrap();
    new.projects[0].budget = "500".parse().unwrap();
    assert_eq!(pairs(&old, &new), [(9, 1)]);
}

#[test]
fn many_projects_of_like_names_are_told_apart() {
    // Every name shares 村道路硬化 with every other; only the village tells them.
    let village = |number: u32| {
        let letter = |at: u32| char::from_u32(0x4e00 + at).unwrap();
        format!(
            "{}{}村道路硬化",
            letter(number / 60),
            letter(1000 + number % 60)
        )
    };
    let names = |suffix: &str, turn: bool| -> Vec<String> {
        let names = (0..3000).map(|number| format!("{}{suffix}", village(number)));
        if turn {
            names.rev().collect()
        } else {
            names.collect()
        }
    };
    let (olds, news) = (names("", false), names("建设", true));
    let old = named(2023, &olds.iter().map(String::as_str).collect::<Vec<_>>());
    let new = named(2024, &news.iter().map(String::as_str).collect::<Vec<_>>());
    let comparison = Comparison::of(&old, &new);
    assert_eq!(comparison.pairs.len(), 3000);
    for pair in &comparison.pairs {
        assert_eq!(format!("{}建设", pair.old.name), pair.new.name);
    }
}

#[test]
fn a_year_beside_itself_shows_no_difference() {
    let mut own = named(
        2023,
        &[
            "慰问",
            "慰问",
            "2023年道路养护",
            "道路养护",
            "图书馆",
            "图书馆运行",
        ],
    );
    own.projects[2].explained = vec![explained("资金未到位", "与财政沟通", &["F1"], &["M1"])];
    own.department = Some(UnitYear {
        budget: "500".parse().unwrap(),
        executed: "490".parse().unwrap(),
        rates: vec![(jixiao_model::RateId::Execution, rate("98%"))],
        total: "97".parse().unwrap(),
        grade: Some(Grade::Excellent),
        explained: Vec::new(),
    });
    own.register = vec![row(
        2023,
        Some("慰问"),
        "加强走访",
        RemediationState::Open,
        None,
    )];
    let other = own.clone();
    let comparison = Comparison::of(&own, &other);
    assert_eq!(comparison, Comparison::of(&own, &other));
    assert!(comparison.is_of_one_year());
    assert!(comparison.pairs.iter().all(|pair| !pair.differs()));
    assert!(comparison.gone.is_empty() && comparison.come.is_empty());
    let figures = comparison.department.iter().chain(&comparison.summary);
    assert!(figures.into_iter().all(|own| own.change() == Change::None));
    assert!(comparison.causes.is_empty() && comparison.promises.is_empty());
}

/// Names of few words, so that many are the same, or nearly so.
fn drawn(seed: &mut u64) -> Vec<String> {
    const WORDS: [&str; 12] = [
        "2023年",
        "2024年",
        "城关镇",
        "河口镇",
        "道路",
        "养护",
        "维护",
        "一期",
        "二期",
        "经费",
        "项目",
        "（城区）",
    ];
    let mut draw = |below: u64| {
        *seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((*seed >> 33) % below).unwrap()
    };
    let count = draw(12);
    let name = |_| (0..=draw(4)).map(|_| WORDS[draw(12)]).collect();
    (0..count).map(name).collect()
}

#[test]
fn whatever_the_names_each_project_is_matched_once_and_a_year_matches_itself() {
    let mut seed = 7;
    for _ in 0..2_000 {
        let names = [drawn(&mut seed), drawn(&mut seed)];
        let [old, new] = names
            .each_ref()
            .map(|names| names.iter().map(String::as_str).collect::<Vec<_>>());
        let (one, other) = (named(2023, &old), named(2024, &new));
        let comparison = Comparison::of(&one, &other);
        assert_eq!(comparison, Comparison::of(&one, &other));
        let matched = comparison.pairs.len();
        let mut olds: Vec<u32> = comparison
            .pairs
            .iter()
            .map(|pair| pair.old.number)
            .collect();
        let mut news: Vec<u32> = comparison
            .pairs
            .iter()
            .map(|pair| pair.new.number)
            .collect();
        olds.extend(comparison.gone.iter().map(|own| own.number));
        news.extend(comparison.come.iter().map(|own| own.number));
        olds.sort_unstable();
        news.sort_unstable();
        assert!(
            olds.iter().zip(1..).all(|(found, number)| *found == number),
            "{old:?} {new:?}"
        );
        assert!(
            news.iter().zip(1..).all(|(found, number)| *found == number),
            "{old:?} {new:?}"
        );
        assert_eq!((olds.len(), news.len()), (old.len(), new.len()));
        // The other way round, as many are known again.
        assert_eq!(
            Comparison::of(&other, &one).pairs.len(),
            matched,
            "{old:?} {new:?}"
        );

        let itself = Comparison::of(&one, &one);
        assert!(
            itself
                .pairs
                .iter()
                .all(|pair| !pair.differs() && pair.old.number == pair.new.number)
        );
        assert!(itself.gone.is_empty() && itself.come.is_empty());
    }
}

#[test]
fn changes_are_exact_and_signed() {
    let mut old = named(2023, &["图书馆运行"]);
    let mut new = named(2024, &["图书馆运行"]);
    {
        let (old, new) = (&mut old.projects[0], &mut new.projects[0]);
        (old.total, new.total) = ("89.1".parse().unwrap(), "90.03".parse().unwrap());
        old.grade = Some(Grade::Good);
        (old.execution_rate, new.execution_rate) = (rate("99.99%"), rate("86.29%"));
        (old.budget, new.budget) = ("1234.56".parse().unwrap(), "3000".parse().unwrap());
        new.executed = "95".parse().unwrap();
    }
    let comparison = Comparison::of(&old, &new);
    let told = |lang| -> Vec<String> {
        let figures = comparison.pairs[0].figures.iter();
        figures
            .map(|own| own.change().speak().get(lang).to_string())
            .collect()
    };
    assert_eq!(
        told(Lang::Chinese),
        [
            "+0.93 分",
            "升 1 级",
            "+1,765.44 万元",
            "不变",
            "-13.7 个百分点"
        ]
    );
    assert_eq!(
        told(Lang::English),
        [
            "+0.93 points",
            "up 1 grade",
            "+1,765.44 万元",
            "unchanged",
            "-13.7 percentage points"
        ]
    );
    let change = |old: RateShown, new: RateShown| {
        let mut years = [named(2023, &["图书馆"]), named(2024, &["图书馆"])];
        years[0].projects[0].execution_rate = old;
        years[1].projects[0].execution_rate = new;
        Comparison::of(&years[0], &years[1]).pairs[0].figures[4].change()
    };
    let whole = Percent::whole;
    assert_eq!(
        change(rate("0%"), rate("5%")),
        Change::PercentagePoints(whole(5))
    );
    assert_eq!(
        change(RateShown::NotApplicable, rate("5%")),
        Change::Incomparable
    );
    assert_eq!(
        change(RateShown::Undefined, RateShown::Undefined),
        Change::None
    );
    assert_eq!(Amount::ZERO.to_string(), "0.00");
}

#[test]
fn causes_that_came_back_are_those_of_one_code_or_of_near_words() {
    for (old, new, expected) in [
        (
            explained("资金紧张", "", &["F1"], &[]),
            explained("财政未拨款", "", &["F1", "P1"], &[]),
            Some(Sameness::Code("F1")),
        ),
        (
            explained("资金紧张", "", &["F1"], &[]),
            explained("资金紧张", "", &["P1"], &[]),
            None,
        ),
        (
            explained("受疫情影响，活动取消", "", &[], &[]),
            explained("受疫情影响，活动全部取消。", "", &["E4"], &[]),
            Some(Sameness::Words { percent: 77 }),
        ),
        (
            explained("资金未到位", "", &[], &[]),
            explained("资金已到位", "", &[], &[]),
            None,
        ),
        (
            explained("", "", &[], &[]),
            explained("", "", &[], &[]),
            None,
        ),
    ] {
        let [old, new] = explaining(vec![old], vec![new]);
        let comparison = Comparison::of(&old, &new);
        let found = comparison.causes.first().map(|own| own.same);
        assert_eq!(found, expected, "{:?}", old.projects[0].explained);
        assert!(comparison.causes.len() <= 1);
    }
    // A code counts once, however many indicators give it.
    let twice = || {
        vec![
            explained("甲", "", &["F1", "F2"], &[]),
            explained("乙", "", &["F1"], &[]),
        ]
    };
    let [old, new] = explaining(twice(), twice());
    let comparison = Comparison::of(&old, &new);
    let codes: Vec<Sameness<'_>> = comparison.causes.iter().map(|own| own.same).collect();
    assert_eq!(codes, [Sameness::Code("F1"), Sameness::Code("F2")]);
}

/// What became of the only promise, and why.
fn told(old: &Year, new: &Year) -> (Verdict, String) {
    let comparison = Comparison::of(old, new);
    assert_eq!(comparison.promises.len(), 1, "{:?}", comparison.promises);
    let promise = &comparison.promises[0];
    let reasons = promise.evidence.iter().map(|own| own.speak().zh);
    (promise.verdict, reasons.collect::<Vec<_>>().join("；"))
}

#[test]
fn a_promise_is_judged_by_the_register_then_by_the_explanations() {
    use RemediationState::{Done, Dropped, Open, UnderWay};
    let promise = || explained("设备故障", "及时更新老化设备", &["C1"], &["M11"]);
    let unrelated = || explained("春节停工", "错峰施工", &["E4"], &["M9"]);
    let again = || explained("线路老化", "尽快更换", &["C1"], &["M11"]);
    let back = || explained("维修人员不足", "增加人手", &["C1"], &["M7"]);
    let words = || explained("线路老化", "及时更新老化的设备", &[], &[]);
    let state = |state, due| Some((state, due));
    for (row_of, new, verdict, reasons) in [
        (None, unrelated(), "情况不明", "没有整改记录"),
        (None, again(), "未兑现（很可能）", "再次出现"),
        (
            None,
            words(),
            "未兑现（很可能）",
            "再次提出同一措施（文字相似 80%）：“及时更新老化的设备”",
        ),
        (
            None,
            back(),
            "未兑现（可能）",
            "同一原因再次出现（C1）：“维修人员不足”",
        ),
        (
            state(Done, None),
            unrelated(),
            "已兑现",
            "整改台账记为“已完成”",
        ),
        (
            state(Done, None),
            back(),
            "已兑现",
            "整改台账记为“已完成”；同一原因再次出现（C1）：“维修人员不足”",
        ),
        (
            state(Dropped, None),
            again(),
            "已取消",
            "整改台账记为“已取消”",
        ),
        (
            state(UnderWay, Some("2024-06-30")),
            unrelated(),
            "未兑现（确定）",
            "整改台账记为“整改中”，已过时限 2024-06-30",
        ),
        (
            state(UnderWay, Some("2024-12-31")),
            unrelated(),
            "未兑现（确定）",
            "已过时限 2024-12-31",
        ),
        (
            state(UnderWay, Some("2025-01-01")),
            again(),
            "时限未到",
            "整改台账记为“整改中”，未到时限 2025-01-01",
        ),
        (
            state(Open, None),
            unrelated(),
            "未兑现（很可能）",
            "整改台账记为“未开始”，没有写时限",
        ),
    ] {
        let [old, mut new] = explaining(vec![promise()], vec![new]);
        if let Some((state, due)) = row_of {
            new.register = vec![row(
                2023,
                Some("图书馆运行"),
                "及时更新老化设备",
                state,
                due,
            )];
        }
        let (found, told) = told(&old, &new);
        assert_eq!(found.speak().zh, verdict, "{told}");
        assert!(told.contains(reasons), "{told} | {reasons}");
    }
}

#[test]
fn a_register_row_finds_its_project_through_another_name_or_by_codes() {
    use RemediationState::{Done, Open};
    let promise = explained("设备故障", "更新设备", &["C1"], &["M11"]);
    let mut old = named(2023, &["2023年图书馆运行"]);
    old.projects[0].explained = vec![promise];
    let new = named(2024, &["图书馆运行（2024年）"]);
    for (name, found) in [
        ("2023年图书馆运行", true),
        ("图书馆运行（2024年）", true),
        ("图书馆运行", true),
        ("博物馆运行", false),
    ] {
        let mut new = new.clone();
        let mut done = row(2023, Some(name), "全部换新", Done, None);
        (done.causes, done.remedies) = (vec!["C1".into()], vec!["M11".into()]);
        new.register = vec![done];
        assert_eq!(told(&old, &new).0 == Verdict::Kept, found, "{name}");
    }
    // What the old register had as not done is a promise of its year; done there, it is none.
    old.projects[0].explained.clear();
    old.register = vec![
        row(2022, None, "修订内控制度", Open, Some("2023-12-31")),
        row(2022, None, "清理账款", Done, None),
    ];
    let mut later = new.clone();
    later.register = vec![row(2022, None, "修订内控制度", Open, Some("2023-12-31"))];
    let comparison = Comparison::of(&old, &later);
    let promise = &comparison.promises[0];
    assert_eq!(
        (
            comparison.promises.len(),
            promise.year.number(),
            promise.owner
        ),
        (1, 2022, Some("办公室"))
    );
    assert_eq!(promise.verdict.speak().zh, "未兑现（确定）");
    // One of a project that is no more, and one of a project that the old year lacks and the new one has.
    old.register = vec![row(2022, Some("博物馆运行"), "修缮展厅", Open, None)];
    assert_eq!(told(&old, &new).1, "项目未再出现，也没有整改记录");
    let mut back = named(2024, &["博物馆运行"]);
    assert_eq!(told(&old, &back).1, "没有整改记录");
    back.projects[0].explained = vec![explained("", "修缮展厅", &[], &[])];
    assert_eq!(
        told(&old, &back).1,
        "再次提出同一措施（文字相同）：“修缮展厅”"
    );
}

#[test]
fn a_promise_of_both_the_form_and_the_register_is_one() {
    let [mut old, new] = explaining(vec![explained("设备故障", "更新设备。", &[], &[])], vec![]);
    old.register = vec![row(
        2023,
        Some("图书馆运行"),
        "更新设备",
        RemediationState::Open,
        Some("2024-03-01"),
    )];
    let comparison = Comparison::of(&old, &new);
    let promise = &comparison.promises[0];
    assert_eq!(comparison.promises.len(), 1);
    assert_eq!(
        (promise.owner, promise.due),
        (Some("办公室"), "2024-03-01".parse().ok())
    );
    assert_eq!(promise.verdict, Verdict::Unknown);
}

#[test]
fn one_remedy_for_two_indicators_is_two_promises_each_with_its_own_row() {
    use RemediationState::{Done, Open};
    let of = |indicator: &str| Explained {
        indicator: Some(indicator.into()),
        ..explained("", "加强调度", &[], &[])
    };
    let rows = |of: [(&str, RemediationState); 2]| -> Vec<Promised> {
        let rows = of.into_iter().map(|(indicator, state)| {
            let mut row = row(2023, Some("图书馆运行"), "加强调度", state, None);
            row.row.indicator = Some(indicator.parse().unwrap());
            row
        });
        rows.collect()
    };
    let [mut old, mut new] = explaining(vec![of("开放天数"), of("读者人次")], vec![]);
    // The rows stand the other way round.
    old.register = rows([("读者人次", Open), ("开放天数", Open)]);
    new.register = rows([("读者人次", Done), ("开放天数", Open)]);
    let verdicts = |old: &Year, new: &Year| -> Vec<(String, String)> {
        let promises = Comparison::of(old, new).promises;
        let told = promises.iter().map(|own| {
            let indicator = own.indicator.unwrap_or_default();
            (indicator.to_owned(), own.verdict.speak().zh)
        });
        told.collect()
    };
    let expected = [
        ("开放天数".to_owned(), "未兑现（很可能）".to_owned()),
        ("读者人次".to_owned(), "已兑现".to_owned()),
    ];
    assert_eq!(verdicts(&old, &new), expected);
    // A row of another indicator is not of the promise that has its own, nor does it stand for one that has none.
    new.register.truncate(1);
    assert_eq!(verdicts(&old, &new)[0].1, "情况不明");
    // One that names no indicator is of both.
    new.register[0].row.indicator = None;
    assert_eq!(verdicts(&old, &new)[0].1, "已兑现");
    assert_eq!(verdicts(&old, &new)[1].1, "已兑现");
    // The form alone, and the register alone, promise the two as well.
    old.register.clear();
    assert_eq!(verdicts(&old, &new).len(), 2);
    old.register = rows([("读者人次", Open), ("开放天数", Open)]);
    old.projects[0].explained.clear();
    assert_eq!(verdicts(&old, &new).len(), 2);
}

#[test]
fn the_same_words_are_found_among_many_that_are_much_alike() {
    let all = (0..80).map(|number| format!("加强第{number:02}号泵站调度"));
    let all: Vec<Explained> = all.map(|text| explained(&text, &text, &[], &[])).collect();
    let [old, new] = explaining(all.clone(), all);
    let comparison = Comparison::of(&old, &new);
    assert_eq!(
        (comparison.causes.len(), comparison.promises.len()),
        (80, 80)
    );
    for own in &comparison.causes {
        assert_eq!(own.old.cause, own.new.cause);
    }
    for own in &comparison.promises {
        let told = own.evidence[0].speak().zh;
        assert_eq!(
            told,
            format!("再次提出同一措施（文字相同）：“{}”", own.remedy)
        );
    }
}

#[test]
fn rows_of_the_unit_know_its_name_however_it_is_typed() {
    let (mut old, new) = (named(2023, &[]), named(2024, &[]));
    old.unit = "某县ABC中心".into();
    old.register = vec![row(
        2023,
        Some("某县abc 中心"),
        "修订制度",
        RemediationState::Open,
        None,
    )];
    assert_eq!(Comparison::of(&old, &new).promises[0].project, None);
}

#[test]
fn notes_say_what_stands_in_the_way() {
    let old = named(2023, &[]);
    let told = |new: &Year| -> Vec<String> {
        let notes = Comparison::of(&old, new).notes;
        notes.iter().map(|note| note.speak().zh).collect()
    };
    assert_eq!(told(&named(2024, &[])), Vec::<String>::new());
    let mut other = named(2022, &[]);
    (other.unit, other.policy) = ("某县教育局".into(), "mof-2021".into());
    insta::assert_snapshot!(told(&other).join("\n"), @"
    两份评价不是同一单位的：“某县文化局”与“某县教育局”；请核对是否选对了文件
    两份评价所用的评分政策不同：mof-2020 与 mof-2021，得分和等级的变化可能来自政策；可给出两份数据集并加 --policy，按同一政策计分后比较
    前一份（2023 年度）比后一份（2022 年度）晚，因此不比较措施的兑现情况；如果写反了，请调换两份的顺序
    ");
    insta::assert_snapshot!(told(&named(2026, &[])).join("\n"), @"两份评价不是相邻年度（2023 与 2026），中间年度的情况没有比较");
    insta::assert_snapshot!(told(&named(2023, &[])).join("\n"), @"两份都是 2023 年度的评价，因此不比较重复出现的原因和措施的兑现情况");
}
