//! Columns against forms: the same points for the same numbers, to the last digit, over more than ten million rows.
#![cfg(feature = "policies")]

use jixiao_model::{Indicator, Method, Percent, Rounding};
use jixiao_scoring::columns::{
    Block, Column, ColumnTerms, Kind, Row, RowError, Scaled, UNSCORED, score_row,
};
use jixiao_scoring::policy::{
    Ceiling, GradeCuts, LevelCuts, OverAchievementTerms, Policy, Reduction,
};
use jixiao_scoring::{PointsRounding, score_indicator};

/// SplitMix64: the same rows on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[usize::try_from(self.below(from.len() as u64)).unwrap()]
    }
}

fn policy() -> Policy {
    let levels = LevelCuts::new(Percent::whole(80), Percent::whole(60)).unwrap();
    let points = |whole| jixiao_model::Weight::whole(whole).full();
    let grades = GradeCuts::new(points(90), points(80), points(60)).unwrap();
    let name = jixiao_model::Bilingual::new("测试", "test");
    Policy::new(
        "test",
        name,
        jixiao_model::Weight::whole(10),
        levels,
        grades,
    )
}

/// A policy whose numbers decide the formula of columns.
fn any_policy(random: &mut Random) -> Policy {
    let mut policy = policy();
    policy.number = random.pick(&[
        Method::Proportional,
        Method::Proportional,
        Method::PassMark,
        Method::Direct,
    ]);
    let rounding = random.pick(&[
        Rounding::HalfAwayFromZero,
        Rounding::HalfAwayFromZero,
        Rounding::Truncate,
    ]);
    let decimals = random.pick(&[2, 2, 0, 1, 3, 4]);
    policy.rounding = PointsRounding::new(decimals, rounding).unwrap();
    policy.pass_mark = random
        .pick(&["60%", "0%", "100%", "33.33%", "99.99%", "50%"])
        .parse()
        .unwrap();
    policy.ceiling = random.pick(&[
        Ceiling::TargetOverActual,
        Ceiling::TargetOverActual,
        Ceiling::LinearExcess,
    ]);
    if random.below(8) == 0 {
        let terms = OverAchievementTerms::explained_above(Percent::whole(130));
        policy.over_achievement =
            terms.reducing(Reduction::Excess, Percent::whole(150), Percent::ZERO);
    }
    policy
}

/// A number such as forms have, near another, or at the ends of what can be.
fn any_number(random: &mut Random, near: i128) -> i128 {
    let small = i128::from(random.below(1_000_000));
    match random.below(16) {
        0..8 => small,
        8..11 => near + small - 500_000,
        11 => near,
        12 => i128::from(random.next().cast_signed() >> random.below(64)),
        13 => -small,
        14 => random.pick(&[
            0,
            1,
            -1,
            i128::from(i64::MAX),
            i128::from(i64::MIN),
            i128::from(i64::MAX) + 1,
            i128::MAX,
            i128::MIN,
            1 << 61,
            (1 << 61) - 1,
            23_058_430_092_136_939,
            23_058_430_092_136_940,
            1_000_000_000_000_000,
            10_000_000_000_000_000_000_000_000,
            10_000_000_000_000_000_000_000_001,
        ]),
        _ => {
            (i128::from(random.next().cast_signed()) << 64 | i128::from(random.next()))
                >> random.below(128)
        }
    }
}

struct Columns {
    kinds: Vec<i8>,
    targets: Vec<i128>,
    actuals: Vec<i128>,
    weights: Vec<i128>,
    methods: Option<Vec<u8>>,
    decimals: [i8; 3],
}

impl Columns {
    fn block<'a, N, W>(
        &'a self,
        targets: &'a [N],
        actuals: &'a [N],
        weights: &'a [W],
    ) -> Block<'a, N, W> {
        Block {
            kinds: &self.kinds,
            targets,
            actuals,
            weights,
            target_decimals: self.decimals[0],
            actual_decimals: self.decimals[1],
            weight_decimals: self.decimals[2],
            methods: self.methods.as_deref(),
        }
    }
}

fn any_columns(random: &mut Random, rows: usize) -> Columns {
    // Whole blocks of everyday numbers, so that those that fit together are met, and blocks of all kinds.
    let everyday = random.below(3) > 0;
    let decimals = if everyday || random.below(2) == 0 {
        [0, 2, 2, 4, 4, 6, 10, 1, 3, 8].as_slice()
    } else {
        [0, 2, 4, 11, 15, 38, -2].as_slice()
    };
    let decimals = [(); 3].map(|()| random.pick(decimals));
    let mut columns = Columns {
        kinds: Vec::new(),
        targets: Vec::new(),
        actuals: Vec::new(),
        weights: Vec::new(),
        methods: None,
        decimals,
    };
    let weight_step = 10_i128.pow(u32::from(decimals[2].clamp(0, 8).unsigned_abs()));
    let hundredth = 10_i128.pow(u32::from((decimals[1] - 2).clamp(0, 20).unsigned_abs()));
    for _ in 0..rows {
        let kind = if everyday {
            random.pick(&[0, 0, 1, 2])
        } else {
            random.pick(&[0, 0, 0, 1, 1, 2, 2, 3, 4, 5, 6, -1])
        };
        let target = if everyday {
            i128::from(random.below(1_000_000))
        } else {
            any_number(random, 500_000)
        };
        let actual = match (kind, everyday) {
            (2, true) => i128::from(random.below(10_001)) * hundredth,
            (2, false) if random.below(2) == 0 => i128::from(random.below(10_200)) * hundredth,
            (_, true) => i128::from(random.below(1_000_000)),
            _ => any_number(random, target.clamp(-(1 << 100), 1 << 100)),
        };
        let weight = match random.below(if everyday { 8 } else { 12 }) {
            0..7 => i128::from(random.below(50)) * weight_step,
            7 => i128::from(random.below(1_000_000)),
            8 => 1_000 * weight_step,
            9 => 1_000 * weight_step + 1,
            _ => any_number(random, 0),
        };
        columns.kinds.push(kind);
        columns.targets.push(target);
        columns.actuals.push(actual);
        columns.weights.push(weight);
    }
    if random.below(3) == 0 {
        let methods = (0..rows).map(|_| {
            ColumnTerms::code(random.pick(&[
                Method::Proportional,
                Method::PassMark,
                Method::Direct,
                Method::Bands,
                Method::Deduction,
            ]))
        });
        columns.methods = Some(methods.collect());
    }
    columns
}

fn method(code: u8) -> Option<Method> {
    Method::ALL
        .iter()
        .copied()
        .find(|method| ColumnTerms::code(*method) == code)
}

/// Scores blocks both ways; gives how many rows were scored together.
fn compare(seed: u64, blocks: usize, rows: usize) -> usize {
    let mut random = Random(seed);
    let mut together = 0;
    let mut points = vec![0; rows];
    for _ in 0..blocks {
        let policy = any_policy(&mut random);
        let terms = ColumnTerms::new(&policy);
        let columns = any_columns(&mut random, rows);
        let [target_decimals, actual_decimals, weight_decimals] = columns.decimals;
        let block = columns.block(&columns.targets, &columns.actuals, &columns.weights);
        let left = terms.score(&block, &mut points);
        assert_eq!(
            left,
            points.iter().filter(|points| **points == UNSCORED).count()
        );
        // The same numbers as 64 bits, where all fit.
        narrow_agrees(&terms, &columns, &points);
        together += rows - left;
        for (at, points) in points.iter().enumerate() {
            if *points == UNSCORED {
                continue;
            }
            let mut row = Row::new(
                columns.kinds[at],
                Scaled::new(columns.targets[at], target_decimals),
                Scaled::new(columns.actuals[at], actual_decimals),
                Scaled::new(columns.weights[at], weight_decimals),
            );
            // A level has no method.
            row.method = columns
                .methods
                .as_ref()
                .and_then(|methods| method(methods[at]));
            if row.kind == Kind::Level.code() {
                row.method = None;
            }
            let expected = score_row(&row, &policy).map(|scored| scored.points.steps());
            assert_eq!(expected, Ok(*points), "{row:?} of {policy:?}");
        }
    }
    together
}

fn narrow_agrees(terms: &ColumnTerms, columns: &Columns, wide: &[i64]) {
    let narrow = |values: &[i128]| -> Option<Vec<i64>> {
        values
            .iter()
            .map(|value| i64::try_from(*value).ok())
            .collect()
    };
    let small = |values: &[i128]| -> Option<Vec<i32>> {
        values
            .iter()
            .map(|value| i32::try_from(*value).ok())
            .collect()
    };
    if let (Some(targets), Some(actuals), Some(weights)) = (
        small(&columns.targets),
        small(&columns.actuals),
        small(&columns.weights),
    ) {
        let mut points = vec![0; wide.len()];
        let _ = terms.score(&columns.block(&targets, &actuals, &weights), &mut points);
        assert_eq!(points, wide);
    }
    let (Some(targets), Some(actuals), Some(weights)) = (
        narrow(&columns.targets),
        narrow(&columns.actuals),
        narrow(&columns.weights),
    ) else {
        return;
    };
    let mut points = vec![0; wide.len()];
    let _ = terms.score(&columns.block(&targets, &actuals, &weights), &mut points);
    assert_eq!(points, wide);
}

const BLOCKS: usize = 2_000;
const ROWS: usize = 1_800;

#[test]
fn rows_together_are_scored_as_forms_are_one() {
    let together = compare(1, BLOCKS, ROWS);
    // Most rows must be among those that were compared.
    assert!(together > BLOCKS * ROWS / 2, "{together}");
}

#[test]
fn rows_together_are_scored_as_forms_are_two() {
    compare(2, BLOCKS, ROWS);
}

#[test]
fn rows_together_are_scored_as_forms_are_three() {
    compare(3, BLOCKS, ROWS);
}

#[test]
fn rows_together_are_scored_as_forms_are_four() {
    // Short blocks, and such as end in the middle of what is looked at together.
    compare(4, 2 * BLOCKS, 513);
    compare(5, 20 * BLOCKS, 33);
    compare(6, 20 * BLOCKS, 1);
}

#[test]
fn everyday_rows_are_all_scored_together() {
    let terms = ColumnTerms::new(&policy());
    let mut random = Random(7);
    for decimals in [0, 2, 4, 6] {
        let scale = 10_i64.pow(decimals);
        let rows = 5_000;
        let kinds: Vec<i8> = (0..rows).map(|_| random.pick(&[0, 0, 1, 2])).collect();
        let target: Vec<i64> = kinds
            .iter()
            .map(|_| random.below(1_000_000).cast_signed() * scale)
            .collect();
        let actual: Vec<i64> = kinds
            .iter()
            .map(|kind| match kind {
                2 => random.below(101).cast_signed() * scale,
                _ => random.below(1_000_000).cast_signed() * scale,
            })
            .collect();
        let weight: Vec<i64> = kinds
            .iter()
            .map(|_| random.below(51).cast_signed() * 100)
            .collect();
        let decimals = i8::try_from(decimals).unwrap();
        let block = Block {
            kinds: &kinds,
            targets: &target,
            actuals: &actual,
            weights: &weight,
            target_decimals: decimals,
            actual_decimals: decimals,
            weight_decimals: 2,
            methods: None,
        };
        let mut points = vec![0; rows];
        assert_eq!(terms.score(&block, &mut points), 0, "{decimals} decimals");
    }
}

#[test]
fn one_row_is_scored_as_its_form() {
    let policies = [Policy::mof_2020().unwrap(), Policy::mof_2021().unwrap()];
    let mut random = Random(8);
    for n in 0..20_000 {
        let policy = &policies[n % 2];
        let (sign, kind) = random.pick(&[("≥", 0), ("≤", 1), ("=", 3), (">", 4), ("<", 5)]);
        let [target, actual] = [(); 2].map(|()| random.below(20_000));
        let weight = 1 + random.below(50);
        let text = |value: u64| format!("{}.{:02}", value / 100, value % 100);
        let texts = [
            format!("{sign}{}元", text(target)),
            format!("{}元", text(actual)),
            weight.to_string(),
        ];
        let [target_text, actual_text, weight_text] = texts.each_ref().map(String::as_str);
        let form = Indicator::new(
            "产出指标",
            "数量指标",
            "指标",
            target_text,
            actual_text,
            weight_text,
        )
        .unwrap();
        let expected = score_indicator(&form, 2023.try_into().unwrap(), policy);
        let number = |value: u64| Scaled::new(value.into(), 2);
        let row = Row::new(
            kind,
            number(target),
            number(actual),
            Scaled::new(weight.into(), 0),
        );
        assert_eq!(score_row(&row, policy).ok(), expected.ok(), "{texts:?}");
    }
}

#[test]
fn what_cannot_be_scored_says_why() {
    let policy = Policy::mof_2020().unwrap();
    let whole = |value| Scaled::new(value, 0);
    let row = Row::new(0, whole(95), whole(93), whole(10));
    let with = |change: fn(&mut Row)| {
        let mut row = row;
        change(&mut row);
        score_row(&row, &policy).map(|scored| scored.points.to_string())
    };
    assert_eq!(with(|_| ()).unwrap(), "9.79");
    assert_eq!(
        with(|row| row.actual = None),
        Err(RowError::Empty(Column::Actual))
    );
    assert_eq!(
        with(|row| row.target = None),
        Err(RowError::Empty(Column::Target))
    );
    assert_eq!(
        with(|row| row.weight = None),
        Err(RowError::Empty(Column::Weight))
    );
    assert_eq!(with(|row| row.kind = 6), Err(RowError::Kind(6)));
    assert_eq!(
        with(|row| row.method = Some(Method::Levels)),
        Err(RowError::MethodAgainstKind)
    );
    assert_eq!(
        with(|row| row.method = Some(Method::Bands)),
        Err(RowError::ScaleUnknown)
    );
    let number = |result: Result<String, RowError>| match result {
        Err(RowError::Number { column, .. }) => column,
        other => panic!("{other:?}"),
    };
    assert_eq!(
        number(with(|row| row.weight = Some(Scaled::new(1001, 0)))),
        Column::Weight
    );
    assert_eq!(
        number(with(|row| row.weight = Some(Scaled::new(1, 5)))),
        Column::Weight
    );
    assert_eq!(
        number(with(|row| row.target = Some(Scaled::new(1, 11)))),
        Column::Target
    );
    assert_eq!(
        number(with(|row| row.actual = Some(Scaled::new(i128::MAX, 0)))),
        Column::Actual
    );
    let level = |percent| {
        let row = Row::new(2, whole(0), percent, whole(10));
        score_row(&row, &policy).map(|scored| scored.points.to_string())
    };
    assert_eq!(level(whole(85)).unwrap(), "8.5");
    assert_eq!(level(whole(100)).unwrap(), "10");
    assert!(matches!(level(whole(101)), Err(RowError::NoShare { .. })));
    assert!(matches!(
        level(Scaled::new(85_001, 3)),
        Err(RowError::Number { .. })
    ));
}

#[test]
fn a_row_may_have_terms_of_its_own() {
    let policy = Policy::mof_2020().unwrap();
    let whole = |value| Scaled::new(value, 0);
    let mut row = Row::new(0, whole(100), whole(88), whole(10));
    let points = |row: &Row| score_row(row, &policy).map(|scored| scored.points.to_string());
    row.method = Some(Method::PassMark);
    assert_eq!(points(&row).unwrap(), "7"); // 10 × (88 − 60) ÷ 40
    row.pass_mark = Some(whole(80));
    assert_eq!(points(&row).unwrap(), "4"); // 10 × (88 − 80) ÷ 20
    row.pass_mark = Some(whole(101));
    assert!(points(&row).is_err());
    row.pass_mark = None;
    row.method = Some(Method::Deduction);
    row.scale = Some(jixiao_scoring::Scale::Percent);
    row.deduction_step = Some(whole(4));
    row.deduction_points = Some(Scaled::new(15, 1));
    assert_eq!(points(&row).unwrap(), "5.5"); // three steps of 4 percentage points, 1.5 each
    row.deduction_step = Some(whole(0));
    assert_eq!(points(&row), Err(RowError::Deduction));
    row.not_applicable = true;
    row.actual = None;
    assert_eq!(points(&row).unwrap(), "10");
}

#[test]
fn codes_of_kinds_come_back() {
    for kind in Kind::ALL {
        assert_eq!(Kind::from_code(kind.code()), Some(kind));
    }
    assert_eq!(Kind::from_code(6), None);
    assert_eq!(Kind::from_code(-1), None);
}
