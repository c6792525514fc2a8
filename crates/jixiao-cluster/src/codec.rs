//! How the functions travel: a plan carries each with the whole text of its policy.
//!
//! An executor builds the function from the plan. It has no policy of its own, so none can differ: the policy of the session that planned the query
//! decides its numbers on every machine. The version travels too, for rules are code, and a plan of another version is refused.
//!
//! [`LogicalCodec`] serves between client and scheduler, [`PhysicalCodec`] between scheduler and executors. What is not a function of this crate is
//! handed to the codec of Ballista.

use std::fmt::Debug;
use std::sync::Arc;

use ballista_core::serde::{BallistaLogicalExtensionCodec, BallistaPhysicalExtensionCodec};
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::catalog::TableProvider;
use datafusion::common::TableReference;
use datafusion::datasource::file_format::FileFormatFactory;
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::TaskContext;
use datafusion::logical_expr::{AggregateUDF, Extension, LogicalPlan, ScalarUDF};
use datafusion::physical_plan::ExecutionPlan;
use datafusion_proto::logical_plan::LogicalExtensionCodec;
use datafusion_proto::physical_plan::{PhysicalExtensionCodec, PhysicalProtoConverterExtension};
use jixiao_scoring::policy::Policy;

use crate::error::ClusterError;
use crate::execution::EXECUTION_POINTS;
use crate::functions::Functions;
use crate::grade::GRADE;
use crate::points::POINTS;
use crate::policy_text;
use crate::row_function::RowFunction;
use crate::total::{self, Total};

/// What stands before the policy: the version of the rules.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The codec of logical plans.
#[derive(Debug, Default)]
pub struct LogicalCodec(BallistaLogicalExtensionCodec);

/// The codec of physical plans.
#[derive(Debug, Default)]
pub struct PhysicalCodec(BallistaPhysicalExtensionCodec);

/// A function as it travels: a line that says its version, then the text of its policy.
///
/// Where the policy cannot be written, the reason travels in its place: of the error DataFusion would leave nothing in a logical plan.
fn pack(policy: &Policy, buffer: &mut Vec<u8>) -> Result<()> {
    let (packed, outcome) = match policy_text::write(policy) {
        Ok(text) => (format!("jixiao {VERSION}\n{text}"), Ok(())),
        Err(error) => (format!("refused\n{error}"), Err(error)),
    };
    buffer.extend_from_slice(packed.as_bytes());
    Ok(outcome?)
}

/// The functions that travelled under the name of one of them.
fn unpack(name: &str, buffer: &[u8]) -> Result<Functions> {
    let packed = std::str::from_utf8(buffer).ok();
    if let Some(reason) = packed.and_then(|packed| packed.strip_prefix("refused\n")) {
        return Err(DataFusionError::Plan(reason.into()));
    }
    let head = packed.and_then(|packed| packed.strip_prefix("jixiao ")?.split_once('\n'));
    let (version, text) = head.ok_or_else(|| ClusterError::NoPolicy(name.into()))?;
    if version != VERSION {
        return Err(ClusterError::Version {
            function: name.into(),
            found: version.into(),
            own: VERSION,
        }
        .into());
    }
    let policy = policy_text::read(text).map_err(|problem| ClusterError::Policy {
        id: name.into(),
        problem,
    })?;
    Ok(Functions::new(&policy))
}

fn encode_scalar(function: &ScalarUDF, buffer: &mut Vec<u8>) -> Option<Result<()>> {
    let own = function.inner().downcast_ref::<RowFunction>()?;
    Some(pack(own.kernel().policy(), buffer))
}

fn decode_scalar(name: &str, buffer: &[u8]) -> Option<Result<Arc<ScalarUDF>>> {
    let pick: fn(Functions) -> ScalarUDF = match name {
        _ if name == POINTS.name => |own| own.points,
        _ if name == EXECUTION_POINTS.name => |own| own.execution_points,
        _ if name == GRADE.name => |own| own.grade,
        _ => return None,
    };
    Some(unpack(name, buffer).map(|own| Arc::new(pick(own))))
}

fn encode_aggregate(function: &AggregateUDF, buffer: &mut Vec<u8>) -> Option<Result<()>> {
    let total = function.inner().downcast_ref::<Total>()?;
    Some(pack(total.kernel().policy(), buffer))
}

fn decode_aggregate(name: &str, buffer: &[u8]) -> Option<Result<Arc<AggregateUDF>>> {
    let is_own = name == total::NAME;
    is_own.then(|| unpack(name, buffer).map(|own| Arc::new(own.total)))
}

impl LogicalExtensionCodec for LogicalCodec {
    fn try_decode(
        &self,
        buffer: &[u8],
        inputs: &[LogicalPlan],
        context: &TaskContext,
    ) -> Result<Extension> {
        self.0.try_decode(buffer, inputs, context)
    }

    fn try_encode(&self, node: &Extension, buffer: &mut Vec<u8>) -> Result<()> {
        self.0.try_encode(node, buffer)
    }

    fn try_decode_table_provider(
        &self,
        buffer: &[u8],
        table: &TableReference,
        schema: SchemaRef,
        context: &TaskContext,
    ) -> Result<Arc<dyn TableProvider>> {
        self.0
            .try_decode_table_provider(buffer, table, schema, context)
    }

    fn try_encode_table_provider(
        &self,
        table: &TableReference,
        node: Arc<dyn TableProvider>,
        buffer: &mut Vec<u8>,
    ) -> Result<()> {
        self.0.try_encode_table_provider(table, node, buffer)
    }

    fn try_decode_file_format(
        &self,
        buffer: &[u8],
        context: &TaskContext,
    ) -> Result<Arc<dyn FileFormatFactory>> {
        self.0.try_decode_file_format(buffer, context)
    }

    fn try_encode_file_format(
        &self,
        buffer: &mut Vec<u8>,
        node: Arc<dyn FileFormatFactory>,
    ) -> Result<()> {
        self.0.try_encode_file_format(buffer, node)
    }

    fn try_decode_udf(&self, name: &str, buffer: &[u8]) -> Result<Arc<ScalarUDF>> {
        decode_scalar(name, buffer).unwrap_or_else(|| self.0.try_decode_udf(name, buffer))
    }

    fn try_encode_udf(&self, function: &ScalarUDF, buffer: &mut Vec<u8>) -> Result<()> {
        encode_scalar(function, buffer).unwrap_or_else(|| self.0.try_encode_udf(function, buffer))
    }

    fn try_decode_udaf(&self, name: &str, buffer: &[u8]) -> Result<Arc<AggregateUDF>> {
        decode_aggregate(name, buffer).unwrap_or_else(|| self.0.try_decode_udaf(name, buffer))
    }

    fn try_encode_udaf(&self, function: &AggregateUDF, buffer: &mut Vec<u8>) -> Result<()> {
        encode_aggregate(function, buffer)
            .unwrap_or_else(|| self.0.try_encode_udaf(function, buffer))
    }
}

impl PhysicalExtensionCodec for PhysicalCodec {
    fn try_decode(
        &self,
        buffer: &[u8],
        inputs: &[Arc<dyn ExecutionPlan>],
        context: &TaskContext,
        converter: &dyn PhysicalProtoConverterExtension,
    ) -> Result<Arc<dyn ExecutionPlan>, DataFusionError> {
        self.0.try_decode(buffer, inputs, context, converter)
    }

    fn try_encode(
        &self,
        node: Arc<dyn ExecutionPlan>,
        buffer: &mut Vec<u8>,
        converter: &dyn PhysicalProtoConverterExtension,
    ) -> Result<(), DataFusionError> {
        self.0.try_encode(node, buffer, converter)
    }

    fn try_decode_udf(&self, name: &str, buffer: &[u8]) -> Result<Arc<ScalarUDF>> {
        decode_scalar(name, buffer).unwrap_or_else(|| self.0.try_decode_udf(name, buffer))
    }

    fn try_encode_udf(&self, function: &ScalarUDF, buffer: &mut Vec<u8>) -> Result<()> {
        encode_scalar(function, buffer).unwrap_or_else(|| self.0.try_encode_udf(function, buffer))
    }

    fn try_decode_udaf(&self, name: &str, buffer: &[u8]) -> Result<Arc<AggregateUDF>> {
        decode_aggregate(name, buffer).unwrap_or_else(|| self.0.try_decode_udaf(name, buffer))
    }

    fn try_encode_udaf(&self, function: &AggregateUDF, buffer: &mut Vec<u8>) -> Result<()> {
        encode_aggregate(function, buffer)
            .unwrap_or_else(|| self.0.try_encode_udaf(function, buffer))
    }
}
