//! The columns 年初预算数, 全年预算数, 全年执行数 of a row of money.

use jixiao_model::{Amount, Funds, ModelError, ProjectForm};

use crate::document::{Cell, Mark};
use crate::outcome::{any, mark};

/// Three amounts with their marks.
pub(crate) struct Amounts([(Amount, Mark); 3]);

impl Amounts {
    /// One row as it was filled in.
    pub(crate) fn of_row(row: &Funds) -> Self {
        Self([&row.initial, &row.budget, &row.executed].map(|one| (one.value, mark(one))))
    }

    /// A project's 年度资金总额.
    pub(crate) fn of_project(form: &ProjectForm) -> Result<Self, ModelError> {
        let funds = &form.funds;
        let sums = [funds.initial()?, funds.budget()?, funds.executed()?];
        let of = |pick: fn(&Self) -> Mark| any(funds.rows().map(|row| pick(&Self::of_row(row))));
        let marks = [
            of(|row| row.0[0].1),
            of(|row| row.0[1].1),
            of(|row| row.0[2].1),
        ];
        let [initial, budget, executed] = sums;
        let [a, b, c] = marks;
        Ok(Self([(initial, a), (budget, b), (executed, c)]))
    }

    /// Sums of a whole table, with one mark each.
    pub(crate) const fn of(sums: [(Amount, Mark); 3]) -> Self {
        Self(sums)
    }

    /// Cells, in 万元.
    pub(crate) fn cells(self) -> [Cell; 3] {
        self.0
            .map(|(amount, mark)| Cell::number(amount.to_string()).right().marked(mark))
    }
}
