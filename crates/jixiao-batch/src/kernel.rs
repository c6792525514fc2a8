//! The rules over Arrow columns.

use arrow_array::Decimal128Array;
use arrow_schema::DataType;
use jixiao_model::{Amount, FirstLevel, Method, Points};
use jixiao_scoring::columns::{
    ALONE, Block, Column, ColumnTerms, Kind, Row, RowError, UNSCORED, row_method, score_row,
};
use jixiao_scoring::policy::Policy;
use jixiao_scoring::rules::RateOutcome;
use jixiao_scoring::rules::execution_rate::execution_rate;
use jixiao_scoring::{Scale, execution_points};

use crate::column::{Numbers, Texts, Values};
use crate::error::RowProblem;
use crate::rows::Indicators;

/// The type of every column of points: decimals with four places, as exact as points are.
pub const POINTS_TYPE: DataType = DataType::Decimal128(11, 4);

/// The rules of a policy, ready for columns.
///
/// ```
/// use std::sync::Arc;
/// use arrow_array::{ArrayRef, Decimal128Array, Int8Array, RecordBatch};
/// use jixiao_batch::{Indicators, Kernel};
/// use jixiao_scoring::policy::Policy;
/// let decimals = |values: Vec<i128>| -> Result<ArrayRef, arrow_schema::ArrowError> {
///     Ok(Arc::new(Decimal128Array::from(values).with_precision_and_scale(18, 2)?))
/// };
/// let batch = RecordBatch::try_from_iter([
///     ("kind", Arc::new(Int8Array::from(vec![0, 1, 2])) as ArrayRef),
///     ("target", decimals(vec![95_00, 90_00, 0])?),
///     ("actual", decimals(vec![93_00, 99_00, 85_00])?),
///     ("weight", decimals(vec![10_00, 10_00, 5_00])?),
/// ])?;
/// let kernel = Kernel::new(Policy::mof_2020()?);
/// let scored = kernel.points(&Indicators::new(&batch)?);
/// assert!(scored.problems().is_empty());
/// assert_eq!(scored.to_array().value_as_string(0), "9.7900"); // 10 × 93 ÷ 95, rounded once
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kernel {
    policy: Policy,
    terms: ColumnTerms,
}

/// The points of rows, and why some have none.
#[derive(Debug, Clone)]
pub struct ScoredRows {
    points: Vec<i64>,
    problems: Vec<(usize, RowError)>,
}

impl ScoredRows {
    /// The points of each row in steps of 0.0001, [`UNSCORED`] where there are none.
    pub fn points(&self) -> &[i64] {
        &self.points
    }

    /// The same, without the rest.
    pub fn into_points(self) -> Vec<i64> {
        self.points
    }

    /// The rows that have no points, counted from 0 in their order, and why.
    pub fn problems(&self) -> &[(usize, RowError)] {
        &self.problems
    }

    /// The points as decimals with four places; empty where there are none.
    pub fn to_array(&self) -> Decimal128Array {
        if self.problems.is_empty() {
            let points = self.points.iter().map(|points| i128::from(*points));
            return Decimal128Array::from(points.collect::<Vec<i128>>())
                .with_data_type(POINTS_TYPE);
        }
        let points = self.points.iter();
        let points: Decimal128Array = points
            .map(|points| (*points != UNSCORED).then(|| i128::from(*points)))
            .collect();
        points.with_data_type(POINTS_TYPE)
    }
}

impl Kernel {
    /// That of a policy.
    pub fn new(policy: Policy) -> Self {
        let terms = ColumnTerms::new(&policy);
        Self { policy, terms }
    }

    /// The policy.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Scores each row as a form scores an indicator: exactly, rounded once.
    pub fn points(&self, rows: &Indicators) -> ScoredRows {
        let mut points = vec![UNSCORED; rows.len()];
        let methods = self.methods(rows);
        let mut left = self.score_together(rows, methods.as_deref(), &mut points);
        left |= blank_out_empty(rows, &mut points);
        let mut problems = Vec::new();
        if left {
            for (row, points) in points.iter_mut().enumerate() {
                if *points != UNSCORED {
                    continue;
                }
                match self.score_one(rows, row) {
                    Ok(scored) => *points = scored.points.steps(),
                    Err(error) => problems.push((row, error)),
                }
            }
        }
        ScoredRows { points, problems }
    }

    /// 预算执行率得分, as a form has them: all of the weight where nothing was budgeted and nothing spent.
    ///
    /// # Errors
    /// [`RowProblem::NoRate`] for spending without a budget and the like.
    pub fn execution_points(&self, budget: Amount, executed: Amount) -> Result<Points, RowProblem> {
        let weight = self.policy.execution_weight;
        match execution_rate(budget, executed) {
            RateOutcome::Known(rate) => execution_points(rate, weight, self.policy.execution)
                .map_err(|error| RowProblem::Indicator(error.into())),
            RateOutcome::NotApplicable => Ok(weight.full()),
            RateOutcome::Undefined(reason) => Err(RowProblem::NoRate(reason)),
        }
    }

    /// Scores a row by the functions of forms.
    pub(crate) fn score_one(
        &self,
        rows: &Indicators,
        row: usize,
    ) -> Result<jixiao_scoring::Scored, RowError> {
        score_row(&row_of(rows, row)?, &self.policy)
    }

    /// Is there a row that was left out?
    fn score_together(
        &self,
        rows: &Indicators,
        methods: Option<&[u8]>,
        points: &mut [i64],
    ) -> bool {
        match (&rows.target.values, &rows.actual.values) {
            (Values::Narrow(targets), Values::Narrow(actuals)) => {
                self.score_numbers(rows, targets, actuals, methods, points)
            }
            (Values::Wide(targets), Values::Wide(actuals)) => {
                self.score_numbers(rows, targets, actuals, methods, points)
            }
            _ => {
                let (targets, actuals) = (widened(&rows.target), widened(&rows.actual));
                self.score_numbers(rows, &targets, &actuals, methods, points)
            }
        }
    }

    fn score_numbers<N: Copy + Into<i128>>(
        &self,
        rows: &Indicators,
        targets: &[N],
        actuals: &[N],
        methods: Option<&[u8]>,
        points: &mut [i64],
    ) -> bool {
        let left = match &rows.weight.values {
            Values::Narrow(weights) => {
                let block = block(rows, targets, actuals, weights, methods);
                self.terms.score(&block, points)
            }
            Values::Wide(weights) => {
                let block = block(rows, targets, actuals, weights, methods);
                self.terms.score(&block, points)
            }
        };
        left > 0
    }

    /// The method of each row, where rows differ in it.
    fn methods(&self, rows: &Indicators) -> Option<Vec<u8>> {
        let own_terms = [
            &rows.pass_mark,
            &rows.deduction_step,
            &rows.deduction_points,
        ];
        let by_level = self.policy.satisfaction != self.policy.number && rows.level1.is_some();
        let differ = by_level
            || rows.method.is_some()
            || rows.not_applicable.is_some()
            || own_terms.iter().any(|terms| terms.is_some());
        if !differ {
            return None;
        }
        let satisfaction = rows.level1.as_ref().map(are_satisfaction);
        let methods = rows.method.as_ref().map(read_methods);
        let code = |row: usize| {
            let alone = own_terms
                .iter()
                .any(|terms| terms.as_ref().is_some_and(|terms| !terms.is_null(row)));
            let applies = rows
                .not_applicable
                .as_ref()
                .and_then(|flags| flags.get(row))
                != Some(true);
            if alone || !applies {
                return ALONE;
            }
            let stated = rows.method.as_ref().and_then(|texts| texts.index(row));
            let own = stated.and_then(|index| methods.as_ref()?.get(index).copied().flatten());
            let is_level = rows.kind.codes.get(row) == Some(&Kind::Level.code());
            // A method that has no meaning, or none for this kind, is an error that is told one by one.
            if (stated.is_some() && own.is_none())
                || own.is_some_and(|own| is_level != (own == Method::Levels))
            {
                return ALONE;
            }
            let level = rows.level1.as_ref().and_then(|texts| texts.index(row));
            let is_satisfaction = level
                .zip(satisfaction.as_ref())
                .and_then(|(level, are)| are.get(level).copied())
                .unwrap_or(false);
            ColumnTerms::code(row_method(own, is_satisfaction, &self.policy))
        };
        Some((0..rows.len()).map(code).collect())
    }
}

/// A row, as forms' functions take it.
fn row_of(rows: &Indicators, row: usize) -> Result<Row, RowError> {
    let not_applicable = rows
        .not_applicable
        .as_ref()
        .and_then(|flags| flags.get(row));
    let not_applicable = not_applicable == Some(true);
    let kind = match rows.kind.get(row) {
        Some(kind) => kind.map_err(RowError::Kind)?,
        None if not_applicable => 0,
        None => return Err(RowError::Empty(Column::Kind)),
    };
    let method = match rows.method.as_ref().and_then(|texts| texts.get(row)) {
        None => None,
        Some(text) => Some(method(text).ok_or_else(|| RowError::Method(text.into()))?),
    };
    let satisfaction = rows.level1.as_ref().and_then(|texts| texts.get(row));
    let own = |numbers: &Option<Numbers>| numbers.as_ref().and_then(|own| own.get(row));
    let is_percent = rows.is_percent.as_ref().and_then(|flags| flags.get(row));
    let mut found = Row::of_kind(kind);
    found.target = rows.target.get(row);
    found.actual = rows.actual.get(row);
    found.weight = rows.weight.get(row);
    found.method = method;
    found.satisfaction = satisfaction.is_some_and(is_satisfaction);
    found.scale = is_percent.map(|is| if is { Scale::Percent } else { Scale::Number });
    found.not_applicable = not_applicable;
    found.pass_mark = own(&rows.pass_mark);
    found.deduction_step = own(&rows.deduction_step);
    found.deduction_points = own(&rows.deduction_points);
    Ok(found)
}

fn block<'a, N, W>(
    rows: &'a Indicators,
    targets: &'a [N],
    actuals: &'a [N],
    weights: &'a [W],
    methods: Option<&'a [u8]>,
) -> Block<'a, N, W> {
    Block {
        kinds: &rows.kind.codes,
        targets,
        actuals,
        weights,
        target_decimals: rows.target.decimals,
        actual_decimals: rows.actual.decimals,
        weight_decimals: rows.weight.decimals,
        methods,
    }
}

fn widened(numbers: &Numbers) -> Vec<i128> {
    match &numbers.values {
        Values::Narrow(values) => values.iter().map(|value| i128::from(*value)).collect(),
        Values::Wide(values) => values.to_vec(),
    }
}

/// Takes the points of rows with empty cells away: what stands in such a cell has no meaning. Was there one?
fn blank_out_empty(rows: &Indicators, points: &mut [i64]) -> bool {
    let columns = [rows.kind.nulls(), rows.actual.nulls(), rows.weight.nulls()];
    let mut found = false;
    let mut blank = |row: usize| {
        if let Some(points) = points.get_mut(row) {
            *points = UNSCORED;
            found = true;
        }
    };
    for nulls in columns.into_iter().flatten() {
        (0..nulls.len())
            .filter(|row| nulls.is_null(*row))
            .for_each(&mut blank);
    }
    if let Some(nulls) = rows.target.nulls() {
        // A level has no target.
        let level = Kind::Level.code();
        let empty = (0..nulls.len()).filter(|row| nulls.is_null(*row));
        empty
            .filter(|row| rows.kind.codes.get(*row) != Some(&level))
            .for_each(blank);
    }
    found
}

/// The method of an id (`pass-mark`) or an official term (设置及格门槛).
pub(crate) fn method(text: &str) -> Option<Method> {
    Method::ALL
        .iter()
        .copied()
        .find(|method| method.id() == text || method.term() == text)
}

fn read_methods(texts: &Texts) -> Vec<Option<Method>> {
    texts.distinct().iter().map(|text| method(text)).collect()
}

fn is_satisfaction(level: &str) -> bool {
    FirstLevel::recognise(level) == Some(FirstLevel::Satisfaction)
}

fn are_satisfaction(levels: &Texts) -> Vec<bool> {
    levels
        .distinct()
        .iter()
        .map(|level| is_satisfaction(level))
        .collect()
}
