//! Rows of indicators from a fixed seed: the same on every machine and at every size, the first of a larger number being those of a smaller.

/// Indicators of a project.
pub const INDICATORS: usize = 10;

/// Projects of a department.
const PROJECTS: u64 = 500;

/// Decimals of `budget` and `executed`, in 万元.
pub const AMOUNT_DECIMALS: i8 = 6;
/// Decimals of `target` and `actual`.
pub const NUMBER_DECIMALS: i8 = 4;
/// Decimals of `weight`.
pub const WEIGHT_DECIMALS: i8 = 2;

/// Whole columns, rows of a project together.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    /// Department of the row's project.
    pub department_id: Vec<i32>,
    /// Project of the row.
    pub project_id: Vec<i64>,
    /// 全年预算数.
    pub budget: Vec<i64>,
    /// 全年执行数.
    pub executed: Vec<i64>,
    /// Seven in ten floors, the rest ceilings and levels.
    pub kind: Vec<i8>,
    /// 年度指标值.
    pub target: Vec<i64>,
    /// 实际完成值; half of them miss.
    pub actual: Vec<i64>,
    /// 分值; those of a project sum to 90.
    pub weight: Vec<i64>,
}

/// SplitMix64: small, fast, and without a state that a thread would have to share.
fn random(seed: u64) -> u64 {
    let mut z = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// A number from `low` to `high` of the `nth` draw of a row.
fn draw(row: u64, nth: u64, low: i64, high: i64) -> i64 {
    let span = u64::try_from(high - low).unwrap_or_default() + 1;
    low + i64::try_from(random(row * 8 + nth) % span).unwrap_or_default()
}

/// The rows of `projects` projects from the `first` on, counted from 0.
pub fn rows(first: u64, projects: usize) -> Rows {
    const WEIGHTS: [i64; INDICATORS] = [15, 10, 10, 10, 5, 10, 10, 5, 5, 10];
    let mut rows = Rows::default();
    for project in (first..).take(projects) {
        let budget = draw(project, 0, 1_000_000, 50_000_000_000);
        let executed = budget / 1000 * draw(project, 1, 400, 1000);
        for (indicator, weight) in (0..).zip(WEIGHTS) {
            let row = (1 << 40) + project * 10 + indicator;
            let kind = [0, 0, 0, 0, 0, 0, 0, 1, 1, 2]
                [usize::try_from(draw(row, 2, 0, 9)).unwrap_or_default()];
            let target = draw(row, 3, 10_000, 99_999_999);
            let actual = match kind {
                2 => draw(row, 5, 0, 10_000) * 100,
                _ => draw(row, 5, target / 2, target / 2 * 3),
            };
            rows.department_id
                .push(i32::try_from(project / PROJECTS).unwrap_or(i32::MAX));
            rows.project_id
                .push(i64::try_from(project + 1).unwrap_or(i64::MAX));
            rows.budget.push(budget);
            rows.executed.push(executed);
            rows.kind.push(kind);
            rows.target.push(if kind == 2 { 0 } else { target });
            rows.actual.push(actual);
            rows.weight.push(weight * 100);
        }
    }
    rows
}
