//! 整改台账: a row a remedy that was promised, with who owes it, by when, and how it stands.

use chrono::NaiveDate;
use jixiao_keyed::ProblemKind;
use jixiao_model::{
    Bilingual, FiscalYear, Name, Remediation, RemediationState, is_blank, normalise,
};

use super::draft::RegisterDraft;
use super::heading;
use super::label::{self, Field};
use super::part::{Columns, Part};
use crate::grid::Cell;
use crate::tables;
use crate::value;

/// Reads a register. What cannot be read of a row is a problem at its cell; the rest of the row stands, unless nobody could tell then what was
/// promised, by which project and when. `None` where nothing is filled in.
pub(crate) fn read(part: &Part<'_>) -> Option<RegisterDraft> {
    let table = Table::find(part);
    let rows = (table.first..part.rows.end).filter(|row| !table.is_head(*row));
    let rows: RegisterDraft = rows.filter_map(|row| table.row(row)).collect();
    (!rows.is_empty()).then_some(rows)
}

struct Table<'a, 'g> {
    part: &'a Part<'g>,
    columns: Columns<'g>,
    /// The first row below the heads.
    first: usize,
    /// The year that stands above the table.
    year: Option<FiscalYear>,
}

impl<'a, 'g> Table<'a, 'g> {
    fn find(part: &'a Part<'g>) -> Self {
        let heads = |row| Columns::known_by(part.grid, row, label::recognise_register_head);
        let mut columns = heads(part.start);
        let below = part.start.saturating_add(1)..part.rows.end;
        let first = below
            .clone()
            .find(|row| !are_heads(part, *row))
            .unwrap_or(part.rows.end);
        // 整改情况 may head 整改状态 and 进展情况.
        for row in below.start..first {
            columns.below(heads(row));
        }
        Self {
            part,
            columns,
            first,
            year: heading::year(part).map(|year| year.value),
        }
    }

    /// Are these the heads again, as at the top of a printed page?
    fn is_head(&self, row: usize) -> bool {
        are_heads(self.part, row)
    }

    /// What stands under a head, in this row or merged over it from above.
    fn cell(&self, row: usize, field: Field) -> Option<&'g Cell> {
        let own = self.columns.value(self.part.grid, row, field);
        let cell = own.or_else(|| {
            let merged = self.columns.covering(self.part.grid, row, field)?;
            // What begins in this row was asked for already.
            (merged.row < row && merged.row >= self.first).then_some(merged)
        })?;
        (!is_blank(&cell.shown)).then_some(cell)
    }

    fn first_of(&self, row: usize, fields: &[Field]) -> Option<&'g Cell> {
        fields.iter().find_map(|field| self.cell(row, *field))
    }

    fn row(&self, row: usize) -> Option<Remediation> {
        let part = self.part;
        // A single cell is a note below the table, or a heading among its rows.
        let own: Vec<&Cell> = part.own(row).collect();
        if part.grid.row(row).count() < 2 || is_below(&own) {
            return None;
        }
        let Some(cell) = self.cell(row, Field::Remedy) else {
            self.without_remedy(row);
            return None;
        };
        if cell.row < row && own.is_empty() {
            return None;
        }
        let remedy = part.text(cell, &cell.shown, "整改措施");
        let year = self.year(row, cell);
        let project = self.project(row, cell);
        let name = |fields: &[Field], term: &str| {
            let cell = self.first_of(row, fields)?;
            part.name(cell, &cell.shown, term).map(|name| name.value)
        };
        let indicator = name(&[Field::OfIndicator], "指标");
        let owner = name(&[Field::Section, Field::Owner], "责任科室");
        let cause = self.first_of(row, &[Field::Cause]).map_or_else(
            || Some(part.traced(cell, String::new())),
            |cell| part.text(cell, &cell.shown, "偏差原因"),
        );
        let progress = self.cell(row, Field::Progress);
        let state = self.state(row, progress);
        let progress = progress.and_then(|cell| part.text(cell, &cell.shown, "进展情况"));
        let due = self.due(row);
        Some(Remediation {
            year: year?,
            project: project?,
            indicator,
            cause: cause?,
            remedy: remedy?,
            owner,
            due,
            state,
            progress: progress.map(|text| text.value).unwrap_or_default(),
        })
    }

    /// A row that says something and promises nothing is a slip; one with no more than its number and its project is an empty row of the form.
    fn without_remedy(&self, row: usize) {
        let own = |field| self.cell(row, field).filter(|cell| cell.row == row);
        let told = [Field::Cause, Field::Due, Field::Progress];
        let Some(cell) = told.into_iter().find_map(own) else {
            return;
        };
        self.part.fail(
            cell,
            ProblemKind::MissingKey,
            Bilingual::new(
                "这一行没有填写整改措施，没有读取",
                "this row has no remedy (整改措施) and was not read",
            ),
            Bilingual::new("请补上整改措施，或清空这一行", "add it, or clear the row"),
        );
    }

    /// 提出年度, else the year of the title.
    fn year(&self, row: usize, at: &Cell) -> Option<FiscalYear> {
        let part = self.part;
        if let Some(cell) = self.cell(row, Field::Proposed) {
            let year = fiscal_year(cell.exact());
            if year.is_none() {
                let error = value::not_whole(cell.exact(), 1994, 2100);
                part.invalid(cell, "提出年度", &error);
            }
            return year;
        }
        if self.year.is_none() {
            part.fail(
                at,
                ProblemKind::MissingKey,
                Bilingual::new(
                    "看不出这项措施是哪一年度提出的，没有读取",
                    "the year in which this was promised cannot be told; the row was not read",
                ),
                Bilingual::new(
                    "请填写“提出年度”一列，或在标题中写明年度，如“2023年度整改台账”",
                    "write it into a column 提出年度, or into the title, such as 2023年度整改台账",
                ),
            );
        }
        self.year
    }

    /// The project; the inner `None` is the unit as a whole.
    #[allow(clippy::option_option, reason = "a problem and the whole unit differ")]
    fn project(&self, row: usize, at: &Cell) -> Option<Option<Name>> {
        if !self.columns.has(Field::ProjectName) {
            return Some(None);
        }
        let Some(cell) = self.cell(row, Field::ProjectName) else {
            self.part.fail(
                at,
                ProblemKind::MissingKey,
                Bilingual::new(
                    "这一行没有填写项目名称，没有读取",
                    "this row has no name of a project and was not read",
                ),
                Bilingual::new(
                    "请补上项目名称；不属于某个项目的，请填写“部门整体支出”",
                    "add it, or write 部门整体支出 for what no project owes",
                ),
            );
            return None;
        };
        if is_whole_unit(&cell.shown) {
            return Some(None);
        }
        let name = self.part.name(cell, &cell.shown, "项目名称")?;
        Some(Some(name.value))
    }

    fn due(&self, row: usize) -> Option<NaiveDate> {
        let cell = self.cell(row, Field::Due)?;
        let serial = tables::day_of_serial(cell.exact());
        match value::day(serial.as_deref().unwrap_or(&cell.shown)) {
            Ok(day) => Some(day),
            Err(error) => {
                self.part.invalid(cell, "完成时限", &error);
                None
            }
        }
    }

    /// 整改状态; in a table without that column what the progress says in one word. Left blank, nothing has begun.
    fn state(&self, row: usize, progress: Option<&'g Cell>) -> RemediationState {
        if !self.columns.has(Field::State) {
            let told = progress.and_then(|cell| RemediationState::recognise(&cell.shown));
            return told.unwrap_or_default();
        }
        let Some(cell) = self.cell(row, Field::State) else {
            return RemediationState::default();
        };
        let ticked = || match normalise(&cell.shown).as_str() {
            // Under 是否完成, or in a list with ticks.
            "是" | "√" | "✓" | "✔" => Some(RemediationState::Done),
            "否" | "×" => Some(RemediationState::Open),
            _ => None,
        };
        let known = RemediationState::recognise(&cell.shown).or_else(ticked);
        known.unwrap_or_else(|| {
            let found = value::beginning(&cell.shown);
            self.part.fail(
                cell,
                ProblemKind::Invalid,
                Bilingual::new(
                    format!("整改状态：“{found}”不在可选之列，暂按未开始计"),
                    format!("整改状态: `{found}` is none of the states; taken as not begun"),
                ),
                Bilingual::new(
                    "请填写未开始、整改中、已完成或已取消",
                    "write 未开始, 整改中, 已完成 or 已取消",
                ),
            );
            RemediationState::default()
        })
    }
}

/// Are all cells that begin in a row heads of a register?
fn are_heads(part: &Part<'_>, row: usize) -> bool {
    let mut own = part.own(row).peekable();
    own.peek().is_some() && own.all(|cell| label::recognise_register_head(&cell.shown).is_some())
}

/// Does a row hold what stands below the table: sums, notes, who filled it in?
fn is_below(own: &[&Cell]) -> bool {
    let Some(first) = own.first() else {
        return false;
    };
    let inline = label::with_value(&first.shown).map(|(field, _)| field);
    matches!(
        label::recognise(&first.shown).or(inline),
        Some(Field::Sum | Field::Total | Field::Unused | Field::FilledInBy)
    ) || normalise(&first.shown).starts_with("注:")
}

/// `2023`, `2023年`, `2023年度`.
fn fiscal_year(text: &str) -> Option<FiscalYear> {
    let plain = normalise(text);
    let digits = plain.trim_end_matches('度').trim_end_matches('年');
    FiscalYear::try_from(digits.parse::<i32>().ok()?).ok()
}

/// Is it said that the unit as a whole owes it?
fn is_whole_unit(text: &str) -> bool {
    matches!(
        label::label(text).as_str(),
        "部门整体支出"
            | "部门(单位)整体支出"
            | "单位整体支出"
            | "整体支出"
            | "部门整体"
            | "单位整体"
            | "本部门"
            | "本单位"
            | "全单位"
    )
}
