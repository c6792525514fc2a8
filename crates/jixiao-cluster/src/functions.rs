//! The functions of one policy, together.

use std::sync::Arc;

use datafusion::logical_expr::{AggregateUDF, ScalarUDF};
use datafusion::prelude::SessionContext;
use jixiao_scoring::policy::Policy;

use crate::execution::EXECUTION_POINTS;
use crate::grade::GRADE;
use crate::kernel::Kernel;
use crate::points::POINTS;
use crate::row_function::RowFunction;
use crate::total::Total;

/// The functions, all of one policy (政策).
///
/// ```
/// use datafusion::prelude::{col, lit};
/// use jixiao_cluster::Functions;
/// use jixiao_scoring::policy::Policy;
/// let functions = Functions::new(&Policy::mof_2020()?);
/// let points = functions.points.call(vec![col("kind"), col("target"), col("actual"), lit(10)]);
/// assert_eq!(points.to_string(), "jixiao_points(kind, target, actual, Int32(10))");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Functions {
    /// `jixiao_points(kind, target, actual, weight)`
    pub points: ScalarUDF,
    /// `jixiao_execution_points(budget, executed)`
    pub execution_points: ScalarUDF,
    /// `jixiao_grade(total)`
    pub grade: ScalarUDF,
    /// `jixiao_total(budget, executed, kind, target, actual, weight)`
    pub total: AggregateUDF,
}

impl Functions {
    /// Those of a policy.
    pub fn new(policy: &Policy) -> Self {
        let kernel = Arc::new(Kernel::new(policy));
        let of_rows =
            |definition| ScalarUDF::from(RowFunction::new(definition, Arc::clone(&kernel)));
        Self {
            points: of_rows(&POINTS),
            execution_points: of_rows(&EXECUTION_POINTS),
            grade: of_rows(&GRADE),
            total: AggregateUDF::from(Total::new(kernel)),
        }
    }

    /// The scalar functions.
    pub fn scalars(&self) -> [&ScalarUDF; 3] {
        [&self.points, &self.execution_points, &self.grade]
    }
}

/// Makes the functions of a policy known to a session, for its SQL. Those of another policy that were registered before are replaced.
pub fn register(context: &SessionContext, policy: &Policy) {
    let functions = Functions::new(policy);
    for function in functions.scalars() {
        context.register_udf(function.clone());
    }
    context.register_udaf(functions.total);
}
