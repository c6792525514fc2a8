//! Rows become projects: points summed, execution rate, total, grade.
//!
//! Rows come in pieces, and a project may lie across two of them. What a piece has of a project is a [`Part`]; parts of one project join, and a whole one
//! is finished.

use std::ops::Range;

use jixiao_model::{Amount, Grade, ModelError, Points};
use jixiao_scoring::columns::{Scaled, UNSCORED};
use jixiao_scoring::policy::NotApplicableWeight;
use jixiao_scoring::rules::not_applicable::{Row as LevelRow, raises};
use jixiao_scoring::rules::total::total;
use jixiao_scoring::{Derivation, ScoreError, Scored};

use crate::error::RowProblem;
use crate::kernel::Kernel;
use crate::rows::{Key, Rows};

/// A row that has no score, and why.
#[derive(Debug, Clone)]
pub(crate) struct Reject {
    /// Counted from 0 in its file.
    pub(crate) row: u64,
    pub(crate) project_id: Option<i64>,
    pub(crate) problem: RowProblem,
}

/// What a piece of rows has of one project.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    /// `None` for rows of which nobody knows the project.
    id: Option<i64>,
    /// Do such rows stand before it, or after it? They may have been its own.
    strays_before: bool,
    strays_after: bool,
    /// Counted from 0 in its file.
    first_row: u64,
    key: Key,
    /// 预算数 and 执行数; `None` where they cannot be kept, which was told.
    amounts: Option<Amounts>,
    /// Of the rows that have points, in steps of 0.0001.
    points: i128,
    /// 分值 of all rows, in steps of 0.0001; `None` where they cannot be kept so.
    weight: Option<i128>,
    /// Is there something wrong with it, which was told?
    rejected: bool,
    /// The rows, where weights of what does not apply are to be spread over them.
    spread: Vec<(String, Scored)>,
}

/// 预算数 and 执行数 of a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Amounts {
    pub(crate) budget: Amount,
    pub(crate) executed: Amount,
}

/// A project, finished. Points are steps of 0.0001.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Project {
    pub(crate) id: i64,
    pub(crate) key: Key,
    pub(crate) amounts: Option<Amounts>,
    pub(crate) execution_points: Option<i64>,
    /// Points of the indicators, and with those of the execution rate; `None` where a row has none.
    pub(crate) totals: Option<(i64, i64)>,
    pub(crate) grade: Option<Grade>,
    /// Do the weights sum to 100, that of the execution rate among them?
    pub(crate) weighs_hundred: bool,
}

/// Rows of one file, one after another, and what was found wrong with them.
pub(crate) struct Stretch<'a> {
    pub(crate) kernel: &'a Kernel,
    pub(crate) rows: &'a Rows,
    /// Of the piece, counted from 0 in its file.
    pub(crate) first_row: u64,
    /// The column that roll-ups go by.
    pub(crate) by: &'a str,
    /// Rows that could not be read, in their order.
    pub(crate) unread: &'a [Reject],
}

impl Stretch<'_> {
    /// Hands the parts of projects over, in the order of the rows, and tells all rows that have no score.
    pub(crate) fn parts(
        &self,
        rejects: &mut Vec<Reject>,
        mut take: impl FnMut(Part, &mut Vec<Reject>),
    ) {
        rejects.extend_from_slice(self.unread);
        let scored = self.kernel.points(&self.rows.indicators);
        for (row, error) in scored.problems() {
            self.tell(rejects, *row, error.clone().into());
        }
        let points = scored.points();
        let mut start = 0;
        let ids = &self.rows.project_id;
        while let Some(id) = ids.get(start) {
            if self.is_without_project(start) {
                self.tell(rejects, start, RowProblem::NoProject);
                take(self.stray(start), rejects);
                start = start.saturating_add(1);
                continue;
            }
            let rest = ids.get(start..).unwrap_or_default();
            let many = rest.iter().take_while(|own| *own == id).count();
            let mut end = start.saturating_add(many);
            if self.rows.project_nulls.is_some() {
                end = (start..end)
                    .find(|row| self.is_without_project(*row))
                    .unwrap_or(end);
            }
            let is_border = start == 0 || end == ids.len();
            let part = self.part(*id, start..end, points, is_border, rejects);
            take(part, rejects);
            start = end;
        }
    }

    /// Is there a row among these that could not be read?
    fn is_unread(&self, rows: Range<usize>) -> bool {
        if self.unread.is_empty() {
            return false;
        }
        let at = |row: usize| self.first_row.saturating_add(row as u64);
        let from = self
            .unread
            .partition_point(|reject| reject.row < at(rows.start));
        self.unread
            .get(from)
            .is_some_and(|reject| reject.row < at(rows.end))
    }

    /// A row of which nobody knows the project.
    fn stray(&self, row: usize) -> Part {
        Part {
            id: None,
            strays_before: true,
            strays_after: true,
            first_row: self.first_row.saturating_add(row as u64),
            key: Key::Empty,
            amounts: None,
            points: 0,
            weight: None,
            rejected: true,
            spread: Vec::new(),
        }
    }

    fn is_without_project(&self, row: usize) -> bool {
        self.rows
            .project_nulls
            .as_ref()
            .is_some_and(|nulls| nulls.is_null(row))
    }

    /// Tells of a row; one that could not be read has been told.
    fn tell(&self, rejects: &mut Vec<Reject>, row: usize, problem: RowProblem) {
        if !self.is_unread(row..row.saturating_add(1)) {
            rejects.push(self.reject(row, problem));
        }
    }

    fn reject(&self, row: usize, problem: RowProblem) -> Reject {
        Reject {
            row: self.first_row.saturating_add(row as u64),
            project_id: (!self.is_without_project(row))
                .then(|| self.rows.project_id.get(row).copied())
                .flatten(),
            problem,
        }
    }

    fn part(
        &self,
        id: i64,
        range: Range<usize>,
        points: &[i64],
        is_border: bool,
        rejects: &mut Vec<Reject>,
    ) -> Part {
        let before = rejects.len();
        let first = range.start;
        let mut sum = 0_i128;
        let mut is_scored = true;
        for points in points.get(range.clone()).unwrap_or_default() {
            is_scored &= *points != UNSCORED;
            sum = sum.wrapping_add(i128::from(*points));
        }
        let rows = self.rows;
        for (column, numbers) in [("budget", &rows.budget), ("executed", &rows.executed)] {
            if let Some(row) = numbers.first_change(range.clone()) {
                self.tell(rejects, row, RowProblem::Differs(column.into()));
            }
        }
        if let Some(keys) = &rows.key
            && let Some(row) = keys.first_change(range.clone())
        {
            self.tell(rejects, row, RowProblem::Differs(self.by.into()));
        }
        let amount = |column, found: Option<Scaled>| {
            let found = found.ok_or(RowProblem::AmountEmpty(column))?;
            Amount::from_scaled(found.value, found.decimals)
                .map_err(|error| RowProblem::Amount { column, error })
        };
        let budget = amount("budget", rows.budget.get(first));
        let executed = amount("executed", rows.executed.get(first));
        let amounts = match (budget, executed) {
            (Ok(budget), Ok(executed)) => Some(Amounts { budget, executed }),
            (budget, executed) => {
                for problem in [budget.err(), executed.err()].into_iter().flatten() {
                    self.tell(rejects, first, problem);
                }
                None
            }
        };
        let spread = self.spread_rows(range.clone(), is_border, rejects);
        Part {
            id: Some(id),
            strays_before: false,
            strays_after: false,
            first_row: self.first_row.saturating_add(first as u64),
            key: rows.key.as_ref().map_or(Key::Empty, |keys| keys.get(first)),
            amounts,
            points: sum,
            rejected: !is_scored || rejects.len() > before || self.is_unread(range.clone()),
            weight: rows.indicators.weight.sum(range, 4),
            spread,
        }
    }

    /// The rows of a project of which one does not apply, where the policy spreads its weight. At the border of a piece the project may go on, and so all
    /// rows are kept.
    fn spread_rows(
        &self,
        range: Range<usize>,
        is_border: bool,
        rejects: &mut Vec<Reject>,
    ) -> Vec<(String, Scored)> {
        let Some(flags) = &self.rows.indicators.not_applicable else {
            return Vec::new();
        };
        if self.kernel.policy().not_applicable != NotApplicableWeight::Spread {
            return Vec::new();
        }
        let missing = range.clone().find(|row| flags.get(*row) == Some(true));
        if missing.is_none() && !is_border {
            return Vec::new();
        }
        let indicators = &self.rows.indicators;
        let Some(levels) = &indicators.level1 else {
            if let Some(row) = missing {
                self.tell(rejects, row, RowProblem::NoLevel);
            }
            return Vec::new();
        };
        let rows = range.filter_map(|row| {
            let scored = self.kernel.score_one(indicators, row).ok()?;
            Some((levels.get(row).unwrap_or_default().to_string(), scored))
        });
        rows.collect()
    }
}

impl Part {
    /// The next part: joined where it is of the same project, else given back. A row of which nobody knows the project may have been of the one before
    /// it or of the one after it: neither has all of its rows for certain.
    pub(crate) fn join(
        &mut self,
        mut other: Self,
        by: &str,
        rejects: &mut Vec<Reject>,
    ) -> Option<Self> {
        match (self.id, other.id) {
            (_, None) => {
                self.strays_after = true;
                self.rejected = true;
                return None;
            }
            (None, Some(_)) => {
                other.strays_before = true;
                other.rejected = true;
                *self = other;
                return None;
            }
            (Some(own), Some(others)) if own != others => {
                self.rejected |= other.strays_before;
                other.rejected |= self.strays_after;
                return Some(other);
            }
            _ => {}
        }
        self.rejected |= other.strays_before;
        self.strays_after = other.strays_after;
        let mut differs = |column: &str| {
            rejects.push(Reject {
                row: other.first_row,
                project_id: other.id,
                problem: RowProblem::Differs(column.into()),
            });
            self.rejected = true;
        };
        if let (Some(own), Some(others)) = (self.amounts, other.amounts) {
            if own.budget != others.budget {
                differs("budget");
            }
            if own.executed != others.executed {
                differs("executed");
            }
        }
        if self.key != other.key {
            differs(by);
        }
        self.points = self.points.wrapping_add(other.points);
        self.weight = self
            .weight
            .zip(other.weight)
            .and_then(|(own, others)| own.checked_add(others));
        self.rejected |= other.rejected;
        self.spread.extend(other.spread);
        None
    }

    /// The project, when no part of it follows; `None` where there are but rows of which nobody knows the project.
    pub(crate) fn finish(self, kernel: &Kernel, rejects: &mut Vec<Reject>) -> Option<Project> {
        let id = self.id?;
        let policy = kernel.policy();
        let execution = self.execution_points(kernel);
        let totals = match &execution {
            Ok(Some(execution)) if !self.rejected => self.totals(*execution, kernel).map(Some),
            _ => Ok(None),
        };
        let mut told = |problem| {
            rejects.push(Reject {
                row: self.first_row,
                project_id: Some(id),
                problem,
            });
            None
        };
        let execution = execution.unwrap_or_else(&mut told);
        let totals = totals.unwrap_or_else(|problem| {
            told(problem);
            None
        });
        let full = i128::from(policy.execution_weight.steps());
        let all = self.weight.and_then(|weight| weight.checked_add(full));
        Some(Project {
            id,
            key: self.key,
            amounts: self.amounts,
            execution_points: execution.map(Points::steps),
            totals: totals.map(|(points, all)| (points.steps(), all.steps())),
            grade: totals.and_then(|(_, all)| policy.grades.grade(all)),
            weighs_hundred: all == Some(i128::from(Points::HUNDRED.steps())),
        })
    }

    /// 预算执行率得分; `None` where the amounts cannot be kept, which was told.
    fn execution_points(&self, kernel: &Kernel) -> Result<Option<Points>, RowProblem> {
        let Some(Amounts { budget, executed }) = self.amounts else {
            return Ok(None);
        };
        kernel.execution_points(budget, executed).map(Some)
    }

    /// The points of the indicators, and the total with those of the execution rate, as a form has them: where one does not apply and the policy says so,
    /// its weight is spread over the others.
    fn totals(&self, execution: Points, kernel: &Kernel) -> Result<(Points, Points), RowProblem> {
        let applies = |scored: &Scored| scored.derivation != Derivation::NotApplicable;
        if self.spread.iter().all(|(_, scored)| applies(scored)) {
            let points = i64::try_from(self.points).map_err(|_| ModelError::Overflow);
            let points = points
                .and_then(Points::from_steps)
                .map_err(RowProblem::Sum)?;
            let all = total(execution, [points], None).map_err(RowProblem::Sum)?;
            return Ok((points, all));
        }
        let policy = kernel.policy();
        let indicator = |error: ScoreError| RowProblem::Indicator(error.into());
        let rows = self.spread.iter();
        let rows = rows.map(|(level, scored)| LevelRow::new(level, scored.weight, applies(scored)));
        let raises = raises(&rows.collect::<Vec<_>>()).map_err(indicator)?;
        let mut earned = Vec::with_capacity(raises.len());
        for (raise, (_, scored)) in raises.into_iter().zip(&self.spread) {
            let own = match raise {
                Some(raise) => scored.raised(raise, policy.rounding),
                None => Derivation::NotApplicableSpread.score(scored.weight, policy.rounding),
            };
            earned.push(own.map_err(indicator)?.points);
        }
        // Weights that were raised each round on their own, and may come to a cent more than there is.
        let full = self.spread.iter().map(|(_, scored)| scored.weight.full());
        let full = full.chain([policy.execution_weight.full()]);
        let most = Points::sum(full).map_err(RowProblem::Sum)?;
        let all = total(execution, earned, Some(most)).map_err(RowProblem::Sum)?;
        Ok((all.minus(execution).map_err(RowProblem::Sum)?, all))
    }
}
