//! The functions in SQL and by the DataFrame API: what they give, what they refuse, and that a form is scored alike.

mod rows;

use std::sync::Arc;

use datafusion::arrow::array::{
    ArrayRef, AsArray, Decimal32Array, Decimal64Array, Decimal128Array, Int64Array, RecordBatch,
};
use datafusion::arrow::datatypes::{DataType, Decimal128Type};
use datafusion::datasource::MemTable;
use datafusion::functions_aggregate::expr_fn::count;
use datafusion::prelude::{SessionConfig, SessionContext, cast, col, lit};
use jixiao_cluster::{Functions, register};
use jixiao_model::{Method, Percent};
use jixiao_scoring::columns::{Kind, Row, Scaled, score_row};
use jixiao_scoring::policy::{OverAchievementTerms, Policy, Reduction};
use jixiao_scoring::{PointsRounding, Scale};
use rows::{Project, batches, projects, schema};

type Tested = Result<(), Box<dyn std::error::Error>>;

fn session(policy: &Policy) -> SessionContext {
    let mut config = SessionConfig::new().with_target_partitions(4);
    config.options_mut().sql_parser.parse_float_as_decimal = true;
    let context = SessionContext::new_with_config(config);
    register(&context, policy);
    context
}

/// The rows of a query as texts, cells parted by `|`.
async fn asked(context: &SessionContext, sql: &str) -> datafusion::error::Result<Vec<String>> {
    let batches = context.sql(sql).await?.collect().await?;
    rows::lines(&batches)
}

async fn refused(context: &SessionContext, sql: &str) -> String {
    match asked(context, sql).await {
        Ok(rows) => format!("not refused: {rows:?}"),
        Err(error) => error.to_string(),
    }
}

#[tokio::test]
async fn points_of_a_row() -> Tested {
    let context = session(&Policy::mof_2020()?);
    let cases = [
        ("0, 95, 93, 10", "9.7900"),
        ("0, 95, 95, 10", "10.0000"),
        ("0, 95, 120, 10", "10.0000"),
        ("1, 90, 99, 10", "9.0900"),
        ("1, 90, 45, 10", "10.0000"),
        ("2, NULL, 85, 5", "4.2500"),
        ("2, 7, 0, 5", "0.0000"),
        ("3, 100, 90, 10", "9.0000"),
        ("4, 100, 90, 10", "9.0000"),
        ("5, 0.5, 0.25, 12.5", "12.5000"),
        ("0, 0, 0, 10", "10.0000"),
        ("0, 3, 1, 10", "3.3300"),
        ("0, 1000000000000000, 1, 10", "0.0000"),
        ("0, 0.0000000003, 0.0000000001, 10", "3.3300"),
    ];
    for (arguments, points) in cases {
        let own = asked(&context, &format!("SELECT jixiao_points({arguments})")).await?;
        assert_eq!(own, [points], "{arguments}");
    }
    Ok(())
}

#[tokio::test]
async fn points_of_an_execution_rate() -> Tested {
    let context = session(&Policy::mof_2020()?);
    let cases = [
        ("20.32, 20.3055", "9.9900"),
        ("100, 100", "10.0000"),
        ("100, 120", "10.0000"),
        ("100, -5", "0.0000"),
        ("0, 0", "10.0000"),
        ("5, 0", "0.0000"),
    ];
    for (arguments, points) in cases {
        let sql = format!("SELECT jixiao_execution_points({arguments})");
        assert_eq!(asked(&context, &sql).await?, [points], "{arguments}");
    }
    Ok(())
}

#[tokio::test]
async fn grades() -> Tested {
    let context = session(&Policy::mof_2020()?);
    let cases = [
        ("100", "优"),
        ("90", "优"),
        ("89.9999", "良"),
        ("80", "良"),
        ("79.99", "中"),
        ("60", "中"),
        ("59.99", "差"),
        ("0", "差"),
        ("-0.01", ""),
        ("100.01", ""),
        ("1000000000000", ""),
        ("NULL", ""),
    ];
    for (total, grade) in cases {
        let sql = format!("SELECT jixiao_grade({total})");
        assert_eq!(asked(&context, &sql).await?, [grade], "{total}");
    }
    Ok(())
}

#[tokio::test]
async fn what_cannot_be_scored_says_why() -> Tested {
    let context = session(&Policy::mof_2020()?);
    let cases = [
        (
            "jixiao_points(0, 95, NULL, 10)",
            "row 1 of the batch: actual is empty; fill it in",
        ),
        (
            "jixiao_points(0, NULL, 95, 10)",
            "row 1 of the batch: target is empty; fill it in",
        ),
        (
            "jixiao_points(0, 95, 95, NULL)",
            "row 1 of the batch: weight is empty; fill it in",
        ),
        (
            "jixiao_points(NULL, 95, 95, 1)",
            "row 1 of the batch: kind is empty; fill it in",
        ),
        (
            "jixiao_points(7, 95, 93, 10)",
            "kind 7 has no meaning; write 0 (≥), 1 (≤)",
        ),
        (
            "jixiao_points(300, 95, 93, 10)",
            "kind 300 has no meaning; write 0 (≥), 1 (≤)",
        ),
        (
            "jixiao_points(2, 0, 101, 10)",
            "actual: 101% is no share; give 0% to 100%",
        ),
        (
            "jixiao_points(0, 95, 93, 0.00001)",
            "weight: `0.00001` has more than 4 decimals",
        ),
        (
            "jixiao_points(0, 95, 93, 1001)",
            "weight: `1001` is out of range",
        ),
        (
            "jixiao_points(0, 1000000000000001, 93, 10)",
            "target: `1000000000000001` is out of range",
        ),
        (
            "jixiao_execution_points(0, 5)",
            "budget 0.00 and executed 5.00 (万元): the execution rate has no value: money was spent without a budget",
        ),
        (
            "jixiao_execution_points(-1, 5)",
            "budget -1.00 and executed 5.00 (万元): the execution rate has no value: the figure to compare with is negative",
        ),
        (
            "jixiao_execution_points(NULL, 5)",
            "row 1 of the batch: budget is empty",
        ),
        (
            "jixiao_execution_points(1, 0.0000001)",
            "executed: `0.0000001` has more than 6 decimals",
        ),
        (
            "jixiao_grade(89.99999)",
            "total: `89.99999` has more than 4 decimals",
        ),
        (
            "jixiao_grade(1, 2)",
            "jixiao_grade takes (total), and 2 arguments were given",
        ),
        (
            "jixiao_points(0, 1)",
            "jixiao_points takes (kind, target, actual, weight, method, is_percent, level1), and 2 arguments were given",
        ),
        (
            "jixiao_points(0, 95, CAST(93 AS DOUBLE), 10)",
            "jixiao_points: actual is Float64, and a float keeps no decimal number exactly",
        ),
        (
            "jixiao_points(0.5, 95, 93, 10)",
            "jixiao_points: kind is Decimal128(1, 1); give an integer",
        ),
        (
            "jixiao_points(0, 95, '93', 10)",
            "jixiao_points: actual is Utf8",
        ),
        (
            "jixiao_grade(CAST(90 AS REAL))",
            "jixiao_grade: total is Float32, and a float",
        ),
    ];
    for (call, expected) in cases {
        let said = refused(&context, &format!("SELECT {call}")).await;
        assert!(said.contains(expected), "{call}: {said}");
    }
    Ok(())
}

#[tokio::test]
async fn the_row_is_named() -> Tested {
    let context = session(&Policy::mof_2020()?);
    let rows = "(VALUES (0, 95, 93, 10), (0, 95, 94, 10), (9, 95, 94, 10)) AS t(k, t, a, w)";
    let said = refused(
        &context,
        &format!("SELECT jixiao_points(k, t, a, w) FROM {rows}"),
    )
    .await;
    assert!(
        said.contains("row 3 of the batch: kind 9 has no meaning"),
        "{said}"
    );
    let said = refused(
        &context,
        "SELECT jixiao_execution_points(b, e) FROM (VALUES (1, 1), (0, 2)) AS t(b, e)",
    )
    .await;
    assert!(said.contains("row 2 of the batch: budget 0.00"), "{said}");
    Ok(())
}

#[tokio::test]
async fn totals_of_projects() -> Tested {
    let context = session(&Policy::mof_2020()?);
    let sql = "SELECT id, jixiao_total(b, e, k, t, a, w) FROM (VALUES
        (1, 20.32, 20.3055, 0, 300, 285, 90.0),
        (2, 0, 0, 1, 90, 99, 50), (3, 10, 5, 2, NULL, 85, 40), (2, 0, 0, 0, 3, 1, 40.0)
        ) AS t(id, b, e, k, t, a, w) GROUP BY id ORDER BY id";
    let rows = ["1|95.4900", "2|68.7800", "3|39.0000"];
    assert_eq!(asked(&context, sql).await?, rows);
    // All rows of one project, none, and those that a filter keeps.
    let one = "FROM (VALUES (1, 10, 10, 0, 2, 1, 50), (2, 10, 10, 0, 2, 2, 40)) AS t(id, b, e, k, t, a, w)";
    let total = "SELECT jixiao_total(b, e, k, t, a, w)";
    assert_eq!(
        asked(&context, &format!("{total} {one}")).await?,
        ["75.0000"]
    );
    assert_eq!(
        asked(&context, &format!("{total} {one} WHERE id > 2")).await?,
        [""]
    );
    let filtered = format!("{total} FILTER (WHERE id = 2) {one}");
    assert_eq!(asked(&context, &filtered).await?, ["50.0000"]);
    let by_id = format!(
        "SELECT id, jixiao_total(b, e, k, t, a, w) FILTER (WHERE id = 2) {one} GROUP BY id ORDER BY id"
    );
    assert_eq!(asked(&context, &by_id).await?, ["1|", "2|50.0000"]);
    Ok(())
}

#[tokio::test]
async fn a_filter_keeps_away_what_cannot_be_scored() -> Tested {
    let context = session(&Policy::mof_2020()?);
    let sql = "SELECT id, jixiao_total(b, e, k, t, a, w) FILTER (WHERE k < 6) FROM (VALUES
        (1, 10, 10, 0, 2, 1, 50), (1, 10, 10, 9, 2, 1, 50), (2, 10, 10, 9, 2, 1, 50)
        ) AS t(id, b, e, k, t, a, w) GROUP BY id ORDER BY id";
    assert_eq!(asked(&context, sql).await?, ["1|35.0000", "2|"]);
    Ok(())
}

#[tokio::test]
async fn totals_that_cannot_be_say_why() -> Tested {
    let context = session(&Policy::mof_2020()?);
    let cases = [
        (
            "(1, 10, 10, 0, 2, 1, 50), (1, 11, 10, 0, 2, 1, 50)",
            "rows of one group have budget",
        ),
        (
            "(1, 10, 10, 0, 2, 1, 50), (1, 10, 9, 0, 2, 1, 50)",
            "rows of one group have budget",
        ),
        (
            "(1, 0, 10, 0, 2, 1, 50)",
            "budget 0.00 and executed 10.00 (万元): the execution rate has no value: money was spent without a budget",
        ),
        (
            "(1, NULL, 10, 0, 2, 1, 50)",
            "row 1 of the batch: budget is empty",
        ),
        (
            "(1, 10, 10, 0, 2, NULL, 50)",
            "row 1 of the batch: actual is empty",
        ),
        (
            "(1, 10, 10, 6, 2, 2, 50)",
            "row 1 of the batch: kind 6 has no meaning",
        ),
    ];
    for (rows, expected) in cases {
        for group in ["", "GROUP BY id"] {
            let sql = format!(
                "SELECT jixiao_total(CAST(b AS INT), e, k, t, CAST(a AS INT), w) FROM (VALUES {rows}) AS t(id, b, e, k, t, a, w) {group}"
            );
            let said = refused(&context, &sql).await;
            assert!(said.contains(expected), "{rows} {group}: {said}");
        }
    }
    let sql = "SELECT jixiao_total(DISTINCT b, e, k, t, a, w) FROM (VALUES (1, 1, 0, 1, 1, 1)) AS t(b, e, k, t, a, w)";
    let said = refused(&context, sql).await;
    assert!(said.contains("leave DISTINCT out"), "{said}");
    Ok(())
}

#[tokio::test]
async fn every_integer_and_decimal_is_taken_exactly() -> Tested {
    let context = session(&Policy::mof_2020()?);
    let decimal =
        |own: Decimal128Array, digits, decimals| -> Result<ArrayRef, Box<dyn std::error::Error>> {
            Ok(Arc::new(own.with_precision_and_scale(digits, decimals)?))
        };
    let columns: Vec<(&str, ArrayRef)> = vec![
        (
            "small",
            Arc::new(Decimal32Array::from(vec![9300]).with_precision_and_scale(9, 2)?),
        ),
        (
            "middle",
            Arc::new(Decimal64Array::from(vec![93_000]).with_precision_and_scale(18, 3)?),
        ),
        (
            "fine",
            decimal(Decimal128Array::from(vec![930_000_000_000]), 38, 10)?,
        ),
        ("coarse", decimal(Decimal128Array::from(vec![93]), 20, 0)?),
        ("whole", Arc::new(Int64Array::from(vec![93]))),
    ];
    context.register_batch("t", RecordBatch::try_from_iter(columns)?)?;
    for column in ["small", "middle", "fine", "coarse", "whole"] {
        let sql = format!("SELECT jixiao_points(0, 95, {column}, 10) FROM t");
        assert_eq!(asked(&context, &sql).await?, ["9.7900"], "{column}");
    }
    for integer in [
        "TINYINT",
        "SMALLINT",
        "INT",
        "BIGINT",
        "TINYINT UNSIGNED",
        "BIGINT UNSIGNED",
    ] {
        let own = |value| format!("CAST({value} AS {integer})");
        let (kind, target, actual, weight) = (own(0), own(95), own(93), own(10));
        let sql = format!("SELECT jixiao_points({kind}, {target}, {actual}, {weight})");
        assert_eq!(asked(&context, &sql).await?, ["9.7900"], "{integer}");
    }
    Ok(())
}

#[tokio::test]
async fn by_the_dataframe_api() -> Tested {
    let functions = Functions::new(&Policy::mof_2020()?);
    let context = SessionContext::new();
    let own = projects(7, 40, 4);
    context.register_batch("t", batches(&own, usize::MAX)?.remove(0))?;
    let total = functions.total.call(
        ["budget", "executed", "kind", "target", "actual", "weight"]
            .map(col)
            .to_vec(),
    );
    let frame = context.table("t").await?;
    let frame = frame.aggregate(
        vec![col("project_id")],
        vec![total.alias("total"), count(lit(1))],
    )?;
    let grade = functions.grade.call(vec![col("total")]);
    let frame = frame.select(vec![col("project_id"), col("total"), grade.alias("grade")])?;
    let frame = frame.sort(vec![col("project_id").sort(true, false)])?;
    let by_frame = rows::lines(&frame.collect().await?)?;
    assert_eq!(by_frame, expected(&own, &Policy::mof_2020()?)?);
    let points = functions.points.call(vec![
        lit(0),
        lit(95),
        cast(lit(93), DataType::Int16),
        lit(10),
    ]);
    let frame = context
        .table("t")
        .await?
        .select(vec![points])?
        .limit(0, Some(1))?;
    assert_eq!(rows::lines(&frame.collect().await?)?, ["9.7900"]);
    Ok(())
}

/// Each project by the form API.
fn expected(
    projects: &[Project],
    policy: &Policy,
) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    projects.iter().map(|own| own.by_form(policy)).collect()
}

/// Policies that differ in all that rows know of.
fn policies() -> Result<Vec<Policy>, Box<dyn std::error::Error>> {
    let mut all = vec![
        Policy::mof_2020()?,
        Policy::mof_2021()?,
        Policy::gansu_2023()?,
        Policy::hubei_2023()?,
        Policy::lanzhou_2023()?,
    ];
    let mut reduced = Policy::mof_2020()?;
    let terms = OverAchievementTerms::explained_above(Percent::whole(130));
    reduced.over_achievement =
        terms.reducing(Reduction::Excess, Percent::whole(150), Percent::ZERO);
    all.push(reduced);
    let mut other = Policy::mof_2020()?;
    other.number = Method::PassMark;
    other.ceiling = jixiao_scoring::policy::Ceiling::LinearExcess;
    other.rounding = PointsRounding::new(1, jixiao_model::Rounding::Truncate).ok_or("rounding")?;
    all.push(other);
    Ok(all)
}

/// Over several partitions, whatever batches they are cut into, a project is scored as its form is.
#[tokio::test]
async fn the_same_as_forms() -> Tested {
    let own = projects(20_260_101, 400, 10);
    for policy in policies()? {
        let expected = expected(&own, &policy)?;
        for (partitions, rows) in [(1, 8192), (3, 64), (4, 1)] {
            let context = session(&policy);
            let mut parts = vec![Vec::new(); partitions];
            for (count, batch) in batches(&own, rows)?.into_iter().enumerate() {
                parts[count % partitions].push(batch);
            }
            let table = MemTable::try_new(schema(), parts)?;
            context.register_table("t", Arc::new(table))?;
            let sql = "SELECT project_id, total, jixiao_grade(total) FROM (
                SELECT project_id, jixiao_total(budget, executed, kind, target, actual, weight) AS total
                FROM t GROUP BY project_id) ORDER BY project_id";
            assert_eq!(
                asked(&context, sql).await?,
                expected,
                "{} {partitions} {rows}",
                policy.id
            );
        }
    }
    Ok(())
}

/// Where a partial aggregate hands rows on one by one, the totals are the same.
#[tokio::test]
async fn the_same_where_partial_totals_are_left_out() -> Tested {
    let own = projects(5, 300, 10);
    let policy = Policy::mof_2020()?;
    let context = session(&policy);
    let options = "SET datafusion.execution.skip_partial_aggregation_probe_rows_threshold = 1;
        SET datafusion.execution.skip_partial_aggregation_probe_ratio_threshold = 0.0001";
    for option in options.split(';') {
        context.sql(option).await?.collect().await?;
    }
    let parts = batches(&own, 50)?.into_iter().map(|batch| vec![batch]);
    let table = MemTable::try_new(schema(), parts.collect())?;
    context.register_table("t", Arc::new(table))?;
    let sql = "SELECT project_id, total, jixiao_grade(total) FROM (
        SELECT project_id, jixiao_total(budget, executed, kind, target, actual, weight)
            FILTER (WHERE weight >= 0) AS total
        FROM t GROUP BY project_id) ORDER BY project_id";
    assert_eq!(asked(&context, sql).await?, expected(&own, &policy)?);
    Ok(())
}

/// The points of a row are those that a total sums.
#[tokio::test]
async fn points_sum_to_the_total() -> Tested {
    let own = projects(11, 200, 5);
    let context = session(&Policy::gansu_2023()?);
    context.register_batch("t", batches(&own, usize::MAX)?.remove(0))?;
    let sql = "SELECT CAST(jixiao_total(budget, executed, kind, target, actual, weight)
            - SUM(jixiao_points(kind, target, actual, weight))
            - MAX(jixiao_execution_points(budget, executed)) AS DECIMAL(11, 4)) AS rest
        FROM t GROUP BY project_id";
    let rests = context.sql(sql).await?.collect().await?;
    for batch in rests {
        let rests = batch.column(0).as_primitive::<Decimal128Type>();
        assert!(rests.values().iter().all(|rest| *rest == 0));
    }
    Ok(())
}

/// Satisfaction by the policy's own method for it: bands, where other numbers have a pass mark.
#[tokio::test]
async fn levels_of_rows() -> Tested {
    let policy = Policy::mof_2021()?;
    let context = session(&policy);
    for (level, points) in [
        ("'满意度指标'", "8.0000"),
        ("'产出指标'", "8.6100"),
        ("NULL", "8.6100"),
    ] {
        let sql = format!("SELECT jixiao_points(0, 90, 85, 10, NULL, true, {level})");
        assert_eq!(asked(&context, &sql).await?, [points], "{level}");
    }
    Ok(())
}

/// A row's own method, null for that of the policy, by every kind: as [`score_row`] has it, and refused where that refuses it.
#[tokio::test]
async fn methods_of_rows() -> Tested {
    let policy = Policy::mof_2020()?;
    let context = session(&policy);
    let methods: Vec<_> = Method::ALL
        .iter()
        .copied()
        .map(Some)
        .chain([None])
        .collect();
    let (mut scored, mut refusals) = (0, 0);
    for kind in Kind::ALL {
        for method in &methods {
            for percent in [Some(true), Some(false), None] {
                let numbers = [(9500, 9300), (9000, 9900), (10_000, 4100), (5000, 10_000)];
                for (target, actual) in numbers {
                    let mut row = Row::new(
                        kind.code(),
                        Scaled::new(target, 2),
                        Scaled::new(actual, 2),
                        Scaled::new(10, 0),
                    );
                    row.method = *method;
                    row.scale = percent.map(|own| if own { Scale::Percent } else { Scale::Number });
                    let written = method.map_or("NULL".into(), |own| format!("'{}'", own.id()));
                    let percent = percent.map_or("NULL".into(), |own| own.to_string());
                    let call = format!(
                        "jixiao_points({}, {}.{:02}, {}.{:02}, 10, {written}, {percent})",
                        kind.code(),
                        target / 100,
                        target % 100,
                        actual / 100,
                        actual % 100,
                    );
                    match score_row(&row, &policy) {
                        Ok(own) => {
                            let steps = own.points.steps();
                            let points = format!("{}.{:04}", steps / 10_000, steps % 10_000);
                            let found = asked(&context, &format!("SELECT {call}")).await?;
                            assert_eq!(found, [points], "{call}");
                            scored += 1;
                        }
                        Err(error) => {
                            let said = refused(&context, &format!("SELECT {call}")).await;
                            assert!(said.contains(&error.to_string()), "{call}: {said}");
                            refusals += 1;
                        }
                    }
                }
            }
        }
    }
    assert!(
        scored > 200 && refusals > 50,
        "{scored} scored, {refusals} refused"
    );
    let said = refused(&context, "SELECT jixiao_points(0, 1, 1, 1, 'best')").await;
    assert!(
        said.contains("the method `best` has no meaning; write direct"),
        "{said}"
    );
    let said = refused(&context, "SELECT jixiao_points(0, 1, 1, 1, 3)").await;
    assert!(
        said.contains("method is Int64; give a text, such as 'direct'"),
        "{said}"
    );
    let sql = "SELECT jixiao_total(b, e, k, t, a, w, m) FROM (VALUES
        (10, 10, 0, 2, 1, 50, 'direct'), (10, 10, 0, 2, 1, 40, NULL)) AS t(b, e, k, t, a, w, m)";
    assert_eq!(asked(&context, sql).await?, ["30.0000"]);
    Ok(())
}
