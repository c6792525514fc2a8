//! How the functions travel: each comes back with its policy, and nothing else is taken for one.

use std::error::Error;
use std::sync::Arc;

use datafusion::logical_expr::{AggregateUDF, ScalarUDF};
use datafusion::prelude::SessionContext;
use datafusion_proto::bytes::{
    logical_plan_from_bytes_with_extension_codec, logical_plan_to_bytes_with_extension_codec,
    physical_plan_from_bytes_with_extension_codec, physical_plan_to_bytes_with_extension_codec,
};
use datafusion_proto::logical_plan::LogicalExtensionCodec;
use datafusion_proto::physical_plan::PhysicalExtensionCodec;
use jixiao_cluster::codec::{LogicalCodec, PhysicalCodec};
use jixiao_cluster::{Functions, register};
use jixiao_model::Weight;
use jixiao_scoring::policy::{BUILTIN, Policy};

type Tested = Result<(), Box<dyn Error>>;

/// A scalar function there and back, by both codecs.
fn scalar_back(function: &ScalarUDF) -> datafusion::error::Result<[Arc<ScalarUDF>; 2]> {
    let (logical, physical) = (LogicalCodec::default(), PhysicalCodec::default());
    let (mut first, mut second) = (Vec::new(), Vec::new());
    logical.try_encode_udf(function, &mut first)?;
    physical.try_encode_udf(function, &mut second)?;
    let name = function.name();
    Ok([
        logical.try_decode_udf(name, &first)?,
        physical.try_decode_udf(name, &second)?,
    ])
}

fn aggregate_back(function: &AggregateUDF) -> datafusion::error::Result<[Arc<AggregateUDF>; 2]> {
    let (logical, physical) = (LogicalCodec::default(), PhysicalCodec::default());
    let (mut first, mut second) = (Vec::new(), Vec::new());
    logical.try_encode_udaf(function, &mut first)?;
    physical.try_encode_udaf(function, &mut second)?;
    let name = function.name();
    Ok([
        logical.try_decode_udaf(name, &first)?,
        physical.try_decode_udaf(name, &second)?,
    ])
}

/// What has come back comes back unchanged, and only from its own policy.
#[test]
fn every_function_comes_back_with_its_policy() -> Tested {
    let mut seen = Vec::new();
    for id in BUILTIN {
        let functions = Functions::new(&Policy::builtin(id)?);
        for function in functions.scalars() {
            let [first, second] = scalar_back(function)?;
            assert_eq!(first, second, "{id}");
            assert_eq!(scalar_back(&first)?[0], first, "{id}");
            assert!(!seen.contains(&first), "{id} is not told from another");
            seen.push(first);
        }
        let [first, second] = aggregate_back(&functions.total)?;
        assert_eq!(
            (&aggregate_back(&first)?[0], &second),
            (&first, &first),
            "{id}"
        );
    }
    Ok(())
}

#[test]
fn what_is_no_such_function_is_refused() {
    let codec = PhysicalCodec::default();
    let said = |name: &str, buffer: &[u8]| match codec.try_decode_udf(name, buffer) {
        Ok(function) => format!("taken: {function:?}"),
        Err(error) => error.to_string(),
    };
    let bare = said("jixiao_points", b"");
    assert!(
        bare.contains("jixiao_points came without its policy"),
        "{bare}"
    );
    let other = said("jixiao_points", b"jixiao 99.0.0\n");
    assert!(
        other.contains("is of jixiao 99.0.0, and this is jixiao"),
        "{other}"
    );
    let version = env!("CARGO_PKG_VERSION");
    let broken = said(
        "jixiao_grade",
        format!("jixiao {version}\nid = 1").as_bytes(),
    );
    assert!(broken.contains("cannot be sent to executors"), "{broken}");
    assert!(said("abs_of_another", b"").contains("abs_of_another"));
}

/// A policy that no file can hold is told where the plan is read, though DataFusion drops the error where it is written.
#[test]
fn a_policy_that_cannot_travel_is_told_later() -> Tested {
    let mut policy = Policy::mof_2020()?;
    policy.execution_weight = Weight::whole(200);
    let functions = Functions::new(&policy);
    let (codec, mut buffer) = (LogicalCodec::default(), Vec::new());
    assert!(
        codec
            .try_encode_udaf(&functions.total, &mut buffer)
            .is_err()
    );
    let said = codec.try_decode_udaf("jixiao_total", &buffer);
    let said = said
        .err()
        .map(|error| error.to_string())
        .unwrap_or_default();
    assert!(
        said.contains("mof-2020 cannot be sent to executors"),
        "{said}"
    );
    Ok(())
}

/// Whole plans there and back, read by sessions that know none of the functions.
#[tokio::test]
async fn plans_come_back() -> Tested {
    let context = SessionContext::new();
    register(&context, &Policy::lanzhou_2023()?);
    let sql = "SELECT id, jixiao_grade(total), jixiao_points(0, 95, 93, 10) FROM (
        SELECT id, jixiao_total(b, e, k, t, a, w) AS total
        FROM (VALUES (1, 10, 9, 0, 2, 1, 90), (2, 7, 7, 1, 9, 8, 90)) AS t(id, b, e, k, t, a, w)
        GROUP BY id) ORDER BY id";
    let frame = context.sql(sql).await?;
    let expected = frame.clone().collect().await?;
    let other = SessionContext::new();

    let bytes =
        logical_plan_to_bytes_with_extension_codec(frame.logical_plan(), &LogicalCodec::default())?;
    let task = other.task_ctx();
    let plan =
        logical_plan_from_bytes_with_extension_codec(&bytes, &task, &LogicalCodec::default())?;
    assert_eq!(
        other.execute_logical_plan(plan).await?.collect().await?,
        expected
    );

    let plan = frame.create_physical_plan().await?;
    let bytes = physical_plan_to_bytes_with_extension_codec(plan, &PhysicalCodec::default())?;
    let plan =
        physical_plan_from_bytes_with_extension_codec(&bytes, &task, &PhysicalCodec::default())?;
    let rows = datafusion::physical_plan::collect(plan, other.task_ctx()).await?;
    assert_eq!(rows, expected);
    Ok(())
}
