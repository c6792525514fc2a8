"""The rule of `jixiao batch` in Polars, DuckDB and DataFusion, one query a process.

    python3 queries.py NAME IN.parquet OUT.parquet     seconds of the query and bytes before it, as JSON
    python3 queries.py compare EXACT.parquet OUT.parquet     totals and grades that differ, as JSON

The clock starts when the library is imported and its session open, and stops when OUT is written, in snappy and in any order of projects.
"""

import json
import sys
import time
from pathlib import Path

AS_FLOAT = "CAST({} AS DOUBLE)".format
AS_IT_IS = "{}".format


def sql(source, number, kept):
    """`number` makes a column a number to calculate with. `kept` is how a project keeps its budget: by an aggregate of that name, or "keys": as
    a key of the group."""
    if kept == "keys":
        amounts, keys = "budget, executed", "project_id, budget, executed"
    else:
        amounts, keys = f"{kept}(budget) AS budget, {kept}(executed) AS executed", "project_id"
    target, actual, weight = number("target"), number("actual"), number("weight")
    return f"""
        WITH sides AS (
            SELECT project_id, budget, executed, {weight} AS weight,
                CASE kind WHEN 1 THEN {target} ELSE {actual} END AS part,
                CASE kind WHEN 0 THEN {target} WHEN 1 THEN {actual} ELSE 100 END AS whole
            FROM {source}
        ), projects AS (
            SELECT project_id, {amounts},
                sum(CASE WHEN part >= whole THEN weight ELSE round(weight * part / whole, 2) END) AS points
            FROM sides GROUP BY {keys}
        ), scored AS (
            SELECT project_id, points,
                CASE WHEN budget > 0
                    THEN round(10 * least(greatest({number("executed")} / {number("budget")}, 0), 1), 2)
                    ELSE 0 END AS execution_points
            FROM projects
        ), totals AS (
            SELECT *, execution_points + points AS total FROM scored
        )
        SELECT project_id, execution_points, points, total,
            CASE WHEN total >= 90 THEN '优' WHEN total >= 80 THEN '良' WHEN total >= 60 THEN '中' ELSE '差' END AS grade
        FROM totals"""


def duckdb(source, out, kept="keys"):
    import duckdb

    session = duckdb.connect()
    session.execute("SET preserve_insertion_order = false")
    query = sql(f"'{source}'", AS_FLOAT, kept)
    return lambda: session.execute(f"COPY ({query}) TO '{out}' (FORMAT parquet, COMPRESSION snappy)")


def datafusion(source, out, number=AS_IT_IS, kept="max"):
    from datafusion import SessionConfig, SessionContext

    session = SessionContext(SessionConfig({"datafusion.execution.parquet.compression": "snappy"}))

    def query():
        session.register_parquet("source", source)
        session.sql(f"COPY ({sql('source', number, kept)}) TO '{out}' STORED AS PARQUET").collect()

    return query


def polars(source, out, is_sorted=True):
    import polars as pl

    def number(name):
        return pl.col(name).cast(pl.Float64)

    def rounded(value):
        return value.round(2, mode="half_away_from_zero")

    def query():
        c = pl.col
        rows = pl.scan_parquet(source)
        if is_sorted:
            # Nothing in the file says so; groups are then found without a hash table.
            rows = rows.set_sorted("project_id")
        sides = rows.select(
            "project_id",
            "budget",
            "executed",
            number("weight"),
            part=pl.when(c.kind == 1).then(number("target")).otherwise(number("actual")),
            whole=pl.when(c.kind == 0).then(number("target")).when(c.kind == 1).then(number("actual")).otherwise(100.0),
        )
        points = pl.when(c.part >= c.whole).then(c.weight).otherwise(rounded(c.weight * c.part / c.whole))
        scored = sides.select("project_id", "budget", "executed", points=points)
        projects = scored.group_by("project_id").agg(c.budget.first(), c.executed.first(), c.points.sum())
        rate = (number("executed") / number("budget")).clip(0, 1)
        execution_points = pl.when(c.budget > 0).then(rounded(10 * rate)).otherwise(0.0)
        totals = projects.select("project_id", "points", execution_points=execution_points).select(
            "project_id", "execution_points", "points", total=c.execution_points + c.points
        )
        grade = pl.when(c.total >= 90).then(pl.lit("优")).when(c.total >= 80).then(pl.lit("良"))
        grade = grade.when(c.total >= 60).then(pl.lit("中")).otherwise(pl.lit("差"))
        totals.with_columns(grade=grade).sink_parquet(out, compression="snappy", maintain_order=False)

    return query


QUERIES = {
    "polars": polars,
    "polars-hash": lambda source, out: polars(source, out, is_sorted=False),
    "duckdb": duckdb,
    "duckdb-any": lambda source, out: duckdb(source, out, "any_value"),
    "datafusion": datafusion,
    "datafusion-keys": lambda source, out: datafusion(source, out, kept="keys"),
    "datafusion-floats": lambda source, out: datafusion(source, out, AS_FLOAT),
    "datafusion-floats-keys": lambda source, out: datafusion(source, out, AS_FLOAT, "keys"),
}


def resident():
    """Bytes of this process now."""
    fields = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(fields["VmRSS"].split()[0]) * 1024


def compare(exact, out):
    """How many projects have another total than the exact one: another number than the nearest float, another after rounding to two decimals, or
    another grade."""
    import polars as pl

    def read(path):
        total = pl.col("total")
        # Not divided by 100: Polars multiplies by a constant's reciprocal, which is not the nearest float.
        cents = (total.cast(pl.Float64) * 100).round().cast(pl.Int64)
        return pl.scan_parquet(path).select("project_id", total.cast(pl.Float64), pl.col("grade").cast(pl.String), cents=cents)

    c = pl.col
    both = read(exact).join(read(out), on="project_id", how="full", suffix="_out", validate="1:1")
    counts = both.select(
        projects=pl.len(),
        unmatched=(c.project_id.is_null() | c.project_id_out.is_null()).sum(),
        totals=(c.total != c.total_out).sum(),
        rounded=(c.cents != c.cents_out).sum(),
        grades=(c.grade != c.grade_out).sum(),
    )
    return counts.collect().to_dicts()[0]


def main():
    match sys.argv[1:]:
        case ["compare", exact, out]:
            print(json.dumps(compare(exact, out)))
        case [name, source, out] if name in QUERIES:
            query = QUERIES[name](source, out)
            before = resident()
            start = time.perf_counter()
            query()
            print(json.dumps({"seconds": time.perf_counter() - start, "before": before}))
        case _:
            sys.exit(f"{__doc__}\nNAME is one of {', '.join(QUERIES)}")


main()
