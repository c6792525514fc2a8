//! Projects from a seed, as columns and as forms.
#![allow(dead_code, reason = "each test takes what it needs")]

use std::error::Error;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Decimal128Array, Int8Array, Int64Array, RecordBatch};
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::arrow::util::display::{ArrayFormatter, FormatOptions};
use jixiao_model::{Amount, FundSources, Funds, Indicator, Method, Percent, ProjectForm, Traced};
use jixiao_scoring::columns::Kind;
use jixiao_scoring::policy::Policy;
use jixiao_scoring::score_project;

/// An indicator: target and actual in hundredths, weight in tenths.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) kind: Kind,
    pub(crate) target: i128,
    pub(crate) actual: i128,
    pub(crate) weight: i128,
}

/// A project: amounts in ten-thousandths of 万元, which is 元.
#[derive(Debug, Clone)]
pub(crate) struct Project {
    pub(crate) id: i64,
    pub(crate) department: i64,
    pub(crate) budget: i128,
    pub(crate) executed: i128,
    pub(crate) rows: Vec<Row>,
}

/// SplitMix64: the same numbers from the same seed, on any machine.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut own = self.0;
        own = (own ^ (own >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        own = (own ^ (own >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        own ^ (own >> 31)
    }

    fn below(&mut self, end: u64) -> i128 {
        i128::from(self.next() % end)
    }
}

/// Projects with so many indicators each; weights sum to 90, up to what rounding leaves.
pub(crate) fn projects(seed: u64, count: i64, indicators: u64) -> Vec<Project> {
    let mut numbers = Numbers(seed);
    (1..=count)
        .map(|id| project(id, &mut numbers, indicators))
        .collect()
}

fn project(id: i64, numbers: &mut Numbers, indicators: u64) -> Project {
    let budget = match numbers.below(20) {
        0 => 0,
        _ => numbers.below(1_000_000_000),
    };
    let executed = match (budget, numbers.below(10)) {
        (0, _) => 0,
        (_, 0) => -numbers.below(100),
        (_, 1) => budget,
        _ => budget * numbers.below(11_000) / 10_000,
    };
    Project {
        id,
        department: id % 7,
        budget,
        executed,
        rows: (0..indicators)
            .map(|_| row(numbers, 900 / i128::from(indicators)))
            .collect(),
    }
}

fn row(numbers: &mut Numbers, weight: i128) -> Row {
    let codes = [0, 0, 0, 0, 1, 1, 2, 3, 4, 5];
    let code = codes[usize::try_from(numbers.below(10)).unwrap_or(0)];
    let kind = Kind::from_code(code).unwrap_or(Kind::Floor);
    let (target, actual) = if kind == Kind::Level {
        (0, numbers.below(10_001))
    } else {
        let target = numbers.below(100_000) + 1;
        (target, target * (numbers.below(16_000) + 1) / 10_000)
    };
    Row {
        kind,
        target,
        actual,
        weight,
    }
}

/// The columns of the contract, and the department.
pub(crate) fn schema() -> SchemaRef {
    let decimal = |digits, decimals| DataType::Decimal128(digits, decimals);
    let field = |name: &str, own| Field::new(name, own, false);
    Arc::new(Schema::new(vec![
        field("project_id", DataType::Int64),
        field("department_id", DataType::Int64),
        field("budget", decimal(18, 4)),
        field("executed", decimal(18, 4)),
        field("kind", DataType::Int8),
        field("target", decimal(18, 2)),
        field("actual", decimal(18, 2)),
        field("weight", decimal(6, 1)),
    ]))
}

/// All indicators in batches of so many rows; a project may be cut.
pub(crate) fn batches(
    projects: &[Project],
    rows: usize,
) -> Result<Vec<RecordBatch>, Box<dyn Error>> {
    let all: Vec<(&Project, &Row)> = projects
        .iter()
        .flat_map(|project| project.rows.iter().map(move |row| (project, row)))
        .collect();
    all.chunks(rows.min(all.len().max(1))).map(batch).collect()
}

fn batch(rows: &[(&Project, &Row)]) -> Result<RecordBatch, Box<dyn Error>> {
    let whole = |pick: fn(&Project) -> i64| -> ArrayRef {
        Arc::new(
            rows.iter()
                .map(|(project, _)| Some(pick(project)))
                .collect::<Int64Array>(),
        )
    };
    let amount = |pick: fn(&Project) -> i128| -> Result<ArrayRef, Box<dyn Error>> {
        let own: Decimal128Array = rows
            .iter()
            .map(|(project, _)| Some(pick(project)))
            .collect();
        Ok(Arc::new(own.with_precision_and_scale(18, 4)?))
    };
    let number = |digits, decimals, pick: fn(&Row) -> i128| -> Result<ArrayRef, Box<dyn Error>> {
        let own: Decimal128Array = rows.iter().map(|(_, row)| Some(pick(row))).collect();
        Ok(Arc::new(own.with_precision_and_scale(digits, decimals)?))
    };
    let kinds: Int8Array = rows.iter().map(|(_, row)| Some(row.kind.code())).collect();
    Ok(RecordBatch::try_new(
        schema(),
        vec![
            whole(|own| own.id),
            whole(|own| own.department),
            amount(|own| own.budget)?,
            amount(|own| own.executed)?,
            Arc::new(kinds),
            number(18, 2, |own| own.target)?,
            number(18, 2, |own| own.actual)?,
            number(6, 1, |own| own.weight)?,
        ],
    )?)
}

impl Project {
    /// Its id, total and grade by the form API, as [`lines`] shows them.
    pub(crate) fn by_form(&self, policy: &Policy) -> Result<String, Box<dyn Error>> {
        let score = score_project(&self.form()?, policy)?;
        for indicator in score.indicators {
            indicator?;
        }
        let steps = score.total.steps();
        let total = format!("{}.{:04}", steps / 10_000, steps % 10_000);
        let grade = score.grade.map_or("", |own| own.term());
        Ok(format!("{}|{total}|{grade}", self.id))
    }

    fn form(&self) -> Result<ProjectForm, Box<dyn Error>> {
        let amount = |own| Amount::from_scaled(own, 4).map(Traced::reported);
        let funds = Funds::new(
            amount(self.budget)?,
            amount(self.budget)?,
            amount(self.executed)?,
        )?;
        let funds = FundSources {
            fiscal: Some(funds),
            ..FundSources::default()
        };
        let mut form = ProjectForm::new(1, 2025.try_into()?, "项目", funds)?;
        form.indicators = self.rows.iter().map(Row::form).collect::<Result<_, _>>()?;
        Ok(form)
    }
}

impl Row {
    fn form(&self) -> Result<Indicator, Box<dyn Error>> {
        let number = |own: i128| format!("{}.{:02}", own / 100, own % 100);
        let weight = format!("{}.{}", self.weight / 10, self.weight % 10);
        let sign = match self.kind {
            Kind::Ceiling => "≤",
            Kind::Equal => "=",
            Kind::Above => ">",
            Kind::Below => "<",
            _ => "≥",
        };
        let is_level = self.kind == Kind::Level;
        let (target, actual) = if is_level {
            (100, 100)
        } else {
            (self.target, self.actual)
        };
        let target = format!("{sign}{}个", number(target));
        let actual = format!("{}个", number(actual));
        let mut own = Indicator::new("产出指标", "数量指标", "指标", &target, &actual, &weight)?;
        if is_level {
            own.method = Some(Method::Levels);
            own.percent = Some(Traced::reported(Percent::from_scaled(self.actual, 2)?));
        }
        Ok(own)
    }
}

/// Rows as texts, cells parted by `|`, in the order of the batches.
pub(crate) fn lines(batches: &[RecordBatch]) -> datafusion::error::Result<Vec<String>> {
    let options = FormatOptions::default();
    let mut lines = Vec::new();
    for batch in batches {
        let cells = batch
            .columns()
            .iter()
            .map(|own| ArrayFormatter::try_new(own, &options));
        let cells: Vec<_> = cells.collect::<Result<_, _>>()?;
        for row in 0..batch.num_rows() {
            let line: Vec<String> = cells.iter().map(|own| own.value(row).to_string()).collect();
            lines.push(line.join("|"));
        }
    }
    Ok(lines)
}
