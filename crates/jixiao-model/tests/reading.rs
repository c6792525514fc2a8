//! Tables of cases: how texts of real forms are read, and what is said about those that cannot be.

use jixiao_model::{
    Actual, Amount, Comparison, Day, Goal, Lang, Level, Outcome, Percent, Points, Quantity, Rate,
    Speak, Target, UnitKind, Weight,
};

fn number(comparison: Comparison, value: i32) -> Goal {
    Goal::Number {
        comparison,
        value: value.into(),
    }
}

#[test]
fn targets_are_read_as_forms_write_them() {
    use Comparison::{AtLeast, AtMost, Equal, LessThan, MoreThan, Unstated};
    const NONE: (UnitKind, u8) = (UnitKind::Unstated, 0);
    const PERCENT: (UnitKind, u8) = (UnitKind::Percent, 0);
    const COUNT: (UnitKind, u8) = (UnitKind::Count, 0);
    let day = |year, month, day| Goal::By(Day::new(year, month, day).unwrap());
    let cases = [
        ("≥95%", number(AtLeast, 95), PERCENT),
        ("≧ ９５ ％", number(AtLeast, 95), PERCENT),
        (">=95", number(AtLeast, 95), NONE),
        ("大于等于95%", number(AtLeast, 95), PERCENT),
        ("不低于95%", number(AtLeast, 95), PERCENT),
        ("95%以上", number(AtLeast, 95), PERCENT),
        ("≥100百分比", number(AtLeast, 100), PERCENT),
        ("百分之90", number(Unstated, 90), PERCENT),
        ("≤90万元", number(AtMost, 90), (UnitKind::Money, 4)),
        (
            "不超过1,234万元",
            number(AtMost, 1234),
            (UnitKind::Money, 4),
        ),
        ("控制在90%以内", number(AtMost, 90), PERCENT),
        ("<5次", number(LessThan, 5), COUNT),
        (">5次", number(MoreThan, 5), COUNT),
        ("=100", number(Equal, 100), NONE),
        ("＝100%", number(Equal, 100), PERCENT),
        ("≥50个", number(AtLeast, 50), COUNT),
        ("≥5万人次", number(AtLeast, 5), (UnitKind::Count, 4)),
        ("≤3亿元", number(AtMost, 3), (UnitKind::Money, 8)),
        ("3次", number(Unstated, 3), COUNT),
        ("≤-5%", number(AtMost, -5), PERCENT),
        (
            "90%-95%",
            Goal::Range {
                low: 90.into(),
                high: 95.into(),
            },
            PERCENT,
        ),
        (
            "50~60个",
            Goal::Range {
                low: 50.into(),
                high: 60.into(),
            },
            COUNT,
        ),
        ("2023年12月31日前", day(Some(2023), 12, 31), NONE),
        ("12月31日前完成", day(None, 12, 31), NONE),
        ("于2023年11月29日前拨付", day(Some(2023), 11, 29), NONE),
        ("2023年6月底前", day(Some(2023), 6, 30), NONE),
        ("2024年2月底前", day(Some(2024), 2, 29), NONE),
        ("2023年底前", day(Some(2023), 12, 31), NONE),
        ("2023-12-31", day(Some(2023), 12, 31), NONE),
        ("达成预期指标", Goal::Level(Level::Achieved), NONE),
        ("严格执行相关制度规定", Goal::Text, NONE),
        ("效果明显", Goal::Text, NONE),
        ("有效提升", Goal::Text, NONE),
    ];
    for (text, goal, unit) in cases {
        let target: Target = text.parse().unwrap();
        assert_eq!(target.goal(), goal, "{text}");
        let read = target.unit();
        assert_eq!((read.kind(), read.power()), unit, "{text}");
        assert_eq!(target.text(), text);
    }
}

#[test]
fn the_end_of_a_month_is_that_of_the_year_of_the_form() {
    for (text, year, month_end) in [
        ("2月底前", 2023, Some("2023-02-28")),
        ("2月底前", 2024, Some("2024-02-29")),
        ("2024年2月底前", 2023, Some("2024-02-29")),
        ("9月底前", 2023, Some("2023-09-30")),
        ("2月29日前", 2023, None),
    ] {
        let target: Target = text.parse().unwrap();
        let Goal::By(day) = target.goal() else {
            panic!("{text}");
        };
        let date = day.date(year).map(|date| date.to_string());
        assert_eq!(date.as_deref(), month_end, "{text} of {year}");
    }
}

#[test]
fn actuals_are_read_as_forms_write_them() {
    let cases = [
        ("93%", Outcome::Number(93.into())),
        ("50", Outcome::Number(50.into())),
        ("完成50个", Outcome::Number(50.into())),
        ("完成", Outcome::Level(Level::Achieved)),
        ("已按时完成", Outcome::Level(Level::Achieved)),
        ("达成预期指标", Outcome::Level(Level::Achieved)),
        (
            "部分达成预期指标并具有一定效果",
            Outcome::Level(Level::PartlyAchieved),
        ),
        ("部分完成", Outcome::Level(Level::PartlyAchieved)),
        ("未完成", Outcome::Level(Level::NotAchieved)),
        ("未按时完成", Outcome::Level(Level::NotAchieved)),
        (
            "未达成预期指标且效果较差",
            Outcome::Level(Level::NotAchieved),
        ),
        ("完成部分", Outcome::Text),
        ("有所改善", Outcome::Text),
        (
            "2023年12月20日",
            Outcome::On(Day::new(Some(2023), 12, 20).unwrap()),
        ),
        ("", Outcome::Empty),
        ("  \n", Outcome::Empty),
    ];
    for (text, outcome) in cases {
        assert_eq!(text.parse::<Actual>().unwrap().outcome(), outcome, "{text}");
    }
}

#[test]
fn units_are_brought_together() {
    let target: Target = "≥5万人".parse().unwrap();
    let actual: Actual = "48000人".parse().unwrap();
    let (own, other) = target
        .unit()
        .common(5.into(), actual.unit(), 48000.into())
        .unwrap();
    assert_eq!((own, other), (50_000.into(), 48_000.into()));
    let percent: Target = "≥5%".parse().unwrap();
    assert!(
        percent
            .unit()
            .common(5.into(), target.unit(), 5.into())
            .is_none()
    );
}

#[test]
fn what_is_not_the_same_unit_is_not_compared() {
    let cases = [
        ("≥3天", "2小时", false),
        ("≥3天", "2日", true),
        ("≤3个工作日", "2个工作日", true),
        ("≥500亩", "300平方米", false),
        ("≥500亩", "600亩", true),
        ("≥12公里", "15千米", true),
        ("≥50个", "40家", true),
        ("≥50个", "40", true),
        ("≥95%", "93", true),
        ("≥95%", "0.93", false),
        ("≥95%", "1", false),
        ("≥0.5", "40%", false),
        ("≥1%", "0.8", true),
        ("≥95%", "0", true),
        ("≤90万元", "80", true),
        ("≤90万元", "80%", false),
        ("≤90万元", "80个", false),
    ];
    for (target, actual, compared) in cases {
        let target: Target = target.parse().unwrap();
        let actual: Actual = actual.parse().unwrap();
        let (Goal::Number { value, .. }, Outcome::Number(reached)) =
            (target.goal(), actual.outcome())
        else {
            panic!("{target} {actual}");
        };
        let common = target.unit().common(value, actual.unit(), reached);
        assert_eq!(common.is_some(), compared, "{target} {actual}");
    }
}

#[test]
fn money_is_the_same_in_every_unit() {
    for text in [
        "20.32",
        "20.32万元",
        "203200元",
        "203,200 元",
        "0.002032亿元",
        "２０.３２万元",
    ] {
        assert_eq!(text.parse::<Amount>().unwrap().fen(), 20_320_000, "{text}");
    }
    assert_eq!("5".parse::<Amount>().unwrap().to_string(), "5.00");
    assert_eq!(
        "90834.7179".parse::<Amount>().unwrap().grouped(),
        "90,834.7179"
    );
    assert_eq!(
        "-1234567.8".parse::<Amount>().unwrap().grouped(),
        "-1,234,567.80"
    );
}

#[test]
fn what_cannot_be_is_refused_with_a_word() {
    let said = |text: &str| {
        text.parse::<Amount>()
            .unwrap_err()
            .speak()
            .get(Lang::Chinese)
            .to_string()
    };
    assert_eq!(said("1e30"), "“1e30”不是数字，请填写如 20.32 的数字");
    assert_eq!(said("NaN"), "“NaN”不是数字，请填写如 20.32 的数字");
    assert_eq!(
        said("20.3200001"),
        "“20.3200001”的小数超过 6 位，无法精确保存"
    );
    assert_eq!(
        said("20美元"),
        "“20美元”的单位不适用于此处，应为：元 万元 亿元"
    );
    assert_eq!(said("1,23"), "“1,23”不是数字，请填写如 20.32 的数字");
    assert_eq!(
        said("1000000000000000000000000000000"),
        "“1000000000000000000000000000000”超出允许范围：-9000000000000 至 9000000000000"
    );
    assert!("-1".parse::<Weight>().is_err());
    assert!("1000.0001".parse::<Weight>().is_err());
    assert!("1".repeat(10_000_000).parse::<Amount>().is_err());
    assert!(
        "≥1e30".parse::<Target>().is_ok(),
        "no number is read out of it"
    );
    assert!("≥99999999999999999999".parse::<Target>().is_err());
    assert!("".parse::<Target>().is_err());
}

#[test]
fn a_rate_never_shows_as_a_whole_that_it_is_not() {
    let shown = |over: &str, under: &str| {
        Rate::of_amounts(over.parse().unwrap(), under.parse().unwrap())
            .unwrap()
            .to_string()
    };
    let cases = [
        ("109605.01", "109607.51", "99.99%"),
        ("90834.7179", "105261.2599", "86.29%"),
        ("20.3055", "20.32", "99.93%"),
        ("0", "5", "0%"),
        ("5", "5", "100%"),
        ("99.998", "100", "99.99%"),
        ("100.004", "100", "100.01%"),
        ("-99.998", "100", "-99.99%"),
        ("-247.5", "250", "-99%"),
        ("0.125", "1000", "0.01%"),
        ("1.005", "1000", "0.1%"),
        ("2", "3", "66.67%"),
    ];
    for (over, under, text) in cases {
        assert_eq!(shown(over, under), text, "{over} / {under}");
    }
}

#[test]
fn exact_percentages_have_their_digits() {
    let exact = |over: &str, under: &str| {
        Rate::of_amounts(over.parse().unwrap(), under.parse().unwrap())
            .unwrap()
            .exact_percent()
    };
    assert_eq!(exact("1", "3"), "33.33333333333333333333333333");
    assert_eq!(exact("2", "3"), "66.66666666666666666666666667");
    assert_eq!(exact("1", "8"), "12.5");
    assert_eq!(exact("0", "8"), "0");
    assert!(exact("109605.01", "109607.51").starts_with("99.99771913"));
}

#[test]
fn small_values_show_without_idle_zeros() {
    assert_eq!("9.990".parse::<Points>().unwrap().to_string(), "9.99");
    assert_eq!("100分".parse::<Points>().unwrap().to_string(), "100");
    assert_eq!("-0.5".parse::<Quantity>().unwrap().to_string(), "-0.5");
    assert_eq!("90%".parse::<Percent>().unwrap(), Percent::whole(90));
    assert_eq!("百分之90".parse::<Percent>().unwrap(), Percent::whole(90));
}

#[test]
fn a_deadline_is_one_day_with_its_year() {
    let cases = [
        ("2024-06-30", Ok("2024-06-30")),
        ("2024/6/30", Ok("2024-06-30")),
        ("2024.6.30", Ok("2024-06-30")),
        ("２０２４年６月３０日", Ok("2024-06-30")),
        ("2024年6月30日前", Ok("2024-06-30")),
        ("2024年6月30日以前完成。", Ok("2024-06-30")),
        ("2024年2月底", Ok("2024-02-29")),
        ("2024年6月", Ok("2024-06-30")),
        ("2024年底前", Ok("2024-12-31")),
        ("2024年", Ok("2024-12-31")),
        (
            "2024年上半年",
            Err("“2024年上半年”不是完整的日期，请写明年、月、日，如 2024-06-30 或 2024年6月30日"),
        ),
        (
            "6月30日",
            Err("“6月30日”不是完整的日期，请写明年、月、日，如 2024-06-30 或 2024年6月30日"),
        ),
        (
            "2024年6月30日至7月30日",
            Err(
                "“2024年6月30日至7月30日”不是完整的日期，请写明年、月、日，如 2024-06-30 或 2024年6月30日",
            ),
        ),
        (
            "尽快",
            Err("“尽快”不是完整的日期，请写明年、月、日，如 2024-06-30 或 2024年6月30日"),
        ),
        (
            "2024-6",
            Err("“2024-6”不是完整的日期，请写明年、月、日，如 2024-06-30 或 2024年6月30日"),
        ),
        ("2024-02-30", Err("日历上没有“2024-02-30”这一天")),
        ("2024年2月30日前", Err("日历上没有“2024年2月30日前”这一天")),
        (
            "1924-06-30",
            Err("“1924-06-30”超出允许范围：1994-01-01 至 2200-12-31"),
        ),
    ];
    for (text, expected) in cases {
        let read = jixiao_model::deadline(text);
        let read = read.map(|date| date.to_string());
        let read = read.map_err(|error| error.speak().zh);
        assert_eq!(
            read,
            expected.map(String::from).map_err(String::from),
            "{text}"
        );
    }
}
