//! `jixiao_total`: 总分, as an aggregate over the rows of a project.

use std::mem::size_of;
use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, BooleanArray, Int64Array};
use datafusion::arrow::compute::filter;
use datafusion::arrow::datatypes::{DataType, Field, FieldRef, Int64Type};
use datafusion::error::{DataFusionError, Result};
use datafusion::logical_expr::function::{AccumulatorArgs, StateFieldsArgs};
use datafusion::logical_expr::utils::{AggregateOrderSensitivity, format_state_name};
use datafusion::logical_expr::{
    Accumulator, AggregateUDFImpl, EmitTo, GroupsAccumulator, Signature, Volatility,
};
use datafusion::scalar::ScalarValue;
use jixiao_model::{Amount, ModelError, Points};

use crate::arguments;
use crate::error::ClusterError;
use crate::kernel::{Kernel, amount};
use crate::points;

pub(crate) const NAME: &str = "jixiao_total";
const ARGUMENTS: &[&str] = &[
    "budget",
    "executed",
    "kind",
    "target",
    "actual",
    "weight",
    "method",
    "is_percent",
    "level1",
];

/// What a partial total is made of: amounts in 分, points in steps of 0.0001. All are null where a group has no rows.
const STATE: [&str; 3] = ["budget", "executed", "points"];

#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct Total {
    kernel: Arc<Kernel>,
    signature: Signature,
}

impl Total {
    pub(crate) fn new(kernel: Arc<Kernel>) -> Self {
        Self {
            kernel,
            signature: Signature::user_defined(Volatility::Immutable),
        }
    }

    /// Whose policy it is, for the codec.
    #[cfg(feature = "ballista")]
    pub(crate) fn kernel(&self) -> &Kernel {
        &self.kernel
    }

    fn totals(&self, given: &AccumulatorArgs<'_>) -> Result<Totals> {
        if given.is_distinct {
            return Err(ClusterError::Distinct.into());
        }
        Ok(Totals {
            kernel: Arc::clone(&self.kernel),
            groups: Vec::new(),
        })
    }
}

impl AggregateUDFImpl for Total {
    fn name(&self) -> &str {
        NAME
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, found: &[DataType]) -> Result<Vec<DataType>> {
        arguments::coerce(NAME, ARGUMENTS, found)
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(arguments::POINTS)
    }

    fn state_fields(&self, given: StateFieldsArgs<'_>) -> Result<Vec<FieldRef>> {
        let field = |part| {
            let name = format_state_name(given.name, part);
            Arc::new(Field::new(name, DataType::Int64, true))
        };
        Ok(STATE.into_iter().map(field).collect())
    }

    fn accumulator(&self, given: AccumulatorArgs<'_>) -> Result<Box<dyn Accumulator>> {
        Ok(Box::new(OneTotal(self.totals(&given)?)))
    }

    fn groups_accumulator_supported(&self, _: AccumulatorArgs<'_>) -> bool {
        true
    }

    fn create_groups_accumulator(
        &self,
        given: AccumulatorArgs<'_>,
    ) -> Result<Box<dyn GroupsAccumulator>> {
        Ok(Box::new(self.totals(&given)?))
    }

    fn order_sensitivity(&self) -> AggregateOrderSensitivity {
        AggregateOrderSensitivity::Insensitive
    }
}

/// What is known of a project so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Project {
    budget: Amount,
    executed: Amount,
    /// The sum of its indicators' points, in steps of 0.0001.
    steps: i64,
}

impl Project {
    /// Both together, in either order. The amounts must be the same: which of two is right nobody can know.
    fn join(self, other: Self) -> Result<Self, ClusterError> {
        if (self.budget, self.executed) != (other.budget, other.executed) {
            return Err(ClusterError::AmountsDiffer {
                one: (self.budget, self.executed),
                other: (other.budget, other.executed),
            });
        }
        let steps = self.steps.checked_add(other.steps);
        Ok(Self {
            steps: steps.ok_or(ClusterError::Total(ModelError::Overflow))?,
            ..self
        })
    }

    fn total(self, kernel: &Kernel) -> Result<i64, ClusterError> {
        let execution = kernel.execution(self.budget, self.executed)?;
        let total = Points::from_steps(self.steps).and_then(|points| execution.plus(points));
        total.map(Points::steps).map_err(ClusterError::Total)
    }
}

/// The projects of a query, by the index that DataFusion gives each group.
#[derive(Debug)]
struct Totals {
    kernel: Arc<Kernel>,
    /// `None` where no row has come yet.
    groups: Vec<Option<Project>>,
}

impl Totals {
    fn add(&mut self, group: usize, part: Project) -> Result<(), ClusterError> {
        if let Some(own) = self.groups.get_mut(group) {
            *own = Some(match *own {
                Some(so_far) => so_far.join(part)?,
                None => part,
            });
        }
        Ok(())
    }

    fn make_room(&mut self, groups: usize) {
        if self.groups.len() < groups {
            self.groups.resize(groups, None);
        }
    }

    /// Each row as if it were a project of its own.
    fn rows(&self, columns: &[ArrayRef]) -> Result<Vec<Project>> {
        let [budgets, executed, indicators @ ..] = columns else {
            return Err(ClusterError::Arguments {
                function: NAME,
                expected: ARGUMENTS,
                found: columns.len(),
            }
            .into());
        };
        let budgets = arguments::decimals(NAME, "budget", budgets)?;
        let executed = arguments::decimals(NAME, "executed", executed)?;
        let steps = points::score(NAME, &self.kernel, indicators)?;
        let project = |(row, steps)| -> Result<Project> {
            Ok(Project {
                budget: amount(budgets, row, "budget")?,
                executed: amount(executed, row, "executed")?,
                steps,
            })
        };
        steps.into_iter().enumerate().map(project).collect()
    }

    fn update(&mut self, columns: &[ArrayRef], groups: &[usize]) -> Result<()> {
        let rows = self.rows(columns)?;
        for (row, (part, group)) in rows.into_iter().zip(groups).enumerate() {
            self.add(*group, part).map_err(|error| error.at(row))?;
        }
        Ok(())
    }

    fn merge(&mut self, parts: &[ArrayRef], groups: &[usize]) -> Result<()> {
        for (part, group) in read_state(parts)?.into_iter().zip(groups) {
            if let Some(part) = part {
                self.add(*group, part)?;
            }
        }
        Ok(())
    }

    fn totals(&self, groups: &[Option<Project>]) -> Result<Vec<Option<i64>>> {
        let total = |own: &Option<Project>| -> Result<Option<i64>> {
            Ok(own.map(|own| own.total(&self.kernel)).transpose()?)
        };
        groups.iter().map(total).collect()
    }
}

fn write_state(projects: &[Option<Project>]) -> Vec<ArrayRef> {
    let column = |pick: fn(&Project) -> i64| -> ArrayRef {
        let values = projects.iter().map(|own| own.as_ref().map(pick));
        Arc::new(values.collect::<Int64Array>())
    };
    vec![
        column(|own| own.budget.fen()),
        column(|own| own.executed.fen()),
        column(|own| own.steps),
    ]
}

fn read_state(parts: &[ArrayRef]) -> Result<Vec<Option<Project>>> {
    let columns = parts
        .iter()
        .map(|part| part.as_primitive_opt::<Int64Type>())
        .collect::<Option<Vec<_>>>();
    let columns = columns.ok_or(ClusterError::State)?;
    let [budgets, executed, steps] = columns.as_slice() else {
        return Err(ClusterError::State.into());
    };
    let project = |((budget, executed), steps)| -> Result<Option<Project>> {
        let (Some(budget), Some(executed), Some(steps)) = (budget, executed, steps) else {
            return Ok(None);
        };
        let amount = |fen| Amount::from_fen(fen).map_err(|_| ClusterError::State);
        Ok(Some(Project {
            budget: amount(budget)?,
            executed: amount(executed)?,
            steps,
        }))
    };
    let rows = budgets.iter().zip(executed.iter()).zip(steps.iter());
    rows.map(project).collect()
}

impl GroupsAccumulator for Totals {
    fn update_batch(
        &mut self,
        columns: &[ArrayRef],
        groups: &[usize],
        wanted: Option<&BooleanArray>,
        total_groups: usize,
    ) -> Result<()> {
        self.make_room(total_groups);
        let Some(wanted) = wanted else {
            return self.update(columns, groups);
        };
        // What the filter leaves out is not looked at: it may be what cannot be scored.
        let columns = kept(columns, wanted)?;
        let groups = groups.iter().zip(wanted.iter());
        let groups: Vec<usize> = groups
            .filter(|(_, wanted)| *wanted == Some(true))
            .map(|(group, _)| *group)
            .collect();
        self.update(&columns, &groups)
    }

    fn evaluate(&mut self, emit: EmitTo) -> Result<ArrayRef> {
        let groups = emit.take_needed(&mut self.groups);
        Ok(arguments::points(self.totals(&groups)?.into_iter()))
    }

    fn state(&mut self, emit: EmitTo) -> Result<Vec<ArrayRef>> {
        Ok(write_state(&emit.take_needed(&mut self.groups)))
    }

    fn merge_batch(
        &mut self,
        parts: &[ArrayRef],
        groups: &[usize],
        total_groups: usize,
    ) -> Result<()> {
        self.make_room(total_groups);
        self.merge(parts, groups)
    }

    fn convert_to_state(
        &self,
        columns: &[ArrayRef],
        wanted: Option<&BooleanArray>,
    ) -> Result<Vec<ArrayRef>> {
        let Some(wanted) = wanted else {
            let rows: Vec<_> = self.rows(columns)?.into_iter().map(Some).collect();
            return Ok(write_state(&rows));
        };
        let mut rows = self.rows(&kept(columns, wanted)?)?.into_iter();
        let states = wanted.iter().map(|wanted| match wanted {
            Some(true) => rows.next(),
            _ => None,
        });
        Ok(write_state(&states.collect::<Vec<_>>()))
    }

    fn size(&self) -> usize {
        let groups = self.groups.capacity();
        groups.saturating_mul(size_of::<Option<Project>>())
    }
}

/// The rows that a filter keeps.
fn kept(columns: &[ArrayRef], wanted: &BooleanArray) -> Result<Vec<ArrayRef>> {
    let kept = columns.iter().map(|column| filter(column, wanted));
    Ok(kept.collect::<Result<_, _>>()?)
}

/// A query without groups, and windows: all rows are of one project.
#[derive(Debug)]
struct OneTotal(Totals);

impl OneTotal {
    fn only(&self) -> Vec<Option<Project>> {
        vec![self.0.groups.first().copied().flatten()]
    }
}

impl Accumulator for OneTotal {
    fn update_batch(&mut self, columns: &[ArrayRef]) -> Result<()> {
        self.0.make_room(1);
        let rows = columns.first().map_or(0, Array::len);
        self.0.update(columns, &vec![0; rows])
    }

    fn evaluate(&mut self) -> Result<ScalarValue> {
        let totals = self.0.totals(&self.only())?;
        ScalarValue::try_from_array(&arguments::points(totals.into_iter()), 0)
    }

    fn size(&self) -> usize {
        size_of::<Self>().saturating_add(self.0.size())
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        let state = write_state(&self.only());
        state
            .iter()
            .map(|part| ScalarValue::try_from_array(part, 0))
            .collect()
    }

    fn merge_batch(&mut self, parts: &[ArrayRef]) -> Result<(), DataFusionError> {
        self.0.make_room(1);
        let rows = parts.first().map_or(0, Array::len);
        self.0.merge(parts, &vec![0; rows])
    }
}
