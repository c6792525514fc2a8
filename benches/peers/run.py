"""Scores the same Parquet file by the same rule with `jixiao batch`, Polars, DuckDB and DataFusion, and prints a Markdown table.

    python3 benches/peers/run.py IN.parquet [--runs N] [--tools NAME,...] [--jixiao FILE] [--decode FILE]

README.md tells what is measured and what is not.
"""

import argparse
import json
import statistics
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from measure import machine, megabytes, run, speed, spread, table  # noqa: E402

QUERIES = [sys.executable, HERE / "queries.py"]
TOOLS = "jixiao,polars,duckdb,datafusion,decode"


def rows_of(decode, source):
    """The rows of the file. It stands in the page cache from here on."""
    return int(run([decode, source]).output.split()[1])


class Tool:
    def __init__(self, name, call, out):
        self.name, self.out = name, out
        self.seconds, self.peak, self.before, self.rejected = [], 0, 0, False
        self.is_query = name not in ("jixiao", "decode")
        self.statuses = (0,)
        if name == "jixiao":
            self.command, self.statuses = [call.jixiao, "batch", call.source, "--out", out], (0, 1)
        elif name == "decode":
            self.command = [call.decode, call.source]
        else:
            self.command = [*QUERIES, name, call.source, out]

    def run(self):
        self.out.unlink(missing_ok=True)
        once = run(self.command, self.statuses)
        self.peak = max(self.peak, once.peak)
        self.rejected |= once.status != 0
        if self.is_query:
            said = json.loads(once.output.splitlines()[-1])
            self.seconds.append(said["seconds"])
            self.before = max(self.before, said["before"])
        else:
            self.seconds.append(once.seconds)

    def line(self, rows, jixiao):
        ratio = "–"
        if jixiao:
            ratio = f"{statistics.median(self.seconds) / statistics.median(jixiao.seconds):.2f} ×"
        name = f"{self.name}, rows rejected" if self.rejected else self.name
        before = megabytes(self.before) if self.is_query else "–"
        return [name, spread(self.seconds), speed(rows, self.seconds), megabytes(self.peak), before, ratio]


def compared(exact, tool):
    found = json.loads(run([*QUERIES, "compare", exact.out, tool.out]).output)
    missing = f"; {found['unmatched']} projects in one of the two only" if found["unmatched"] else ""
    return (
        f"- {tool.name}: totals differ from exact ({exact.name}): {found['totals']} of {found['projects']};"
        f" after rounding to two decimals: {found['rounded']}; grades: {found['grades']}{missing}"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", metavar="IN.parquet")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--tools", default=TOOLS, help=f"{TOOLS}, or other names that queries.py knows")
    parser.add_argument("--jixiao", default="target/release/jixiao")
    parser.add_argument("--decode", default="target/release/examples/decode_rows")
    call = parser.parse_args()
    names = call.tools.split(",")
    if "jixiao" in names and not Path(call.jixiao).exists():
        print(f"{call.jixiao} is not there: the others run without it\n", file=sys.stderr)
        names.remove("jixiao")
    with tempfile.TemporaryDirectory() as folder:
        rows = rows_of(call.decode, call.source)
        print(f"{call.source}, {rows:,} rows, {megabytes(Path(call.source).stat().st_size)}; {machine()}, {call.runs} runs\n")
        tools = {name: Tool(name, call, Path(folder) / f"{name}.parquet") for name in names}
        for _ in range(call.runs):
            for tool in tools.values():
                tool.run()
        jixiao = tools.get("jixiao")
        head = ["command", "median (range)", "rows/s", "peak memory", "of it before the query", "of jixiao's time"]
        print(table(head, [tool.line(rows, jixiao) for tool in tools.values()]), end="\n\n")
        # Without jixiao the decimals of DataFusion: exact where no number is below zero, which README.md explains.
        exact = jixiao or tools.get("datafusion")
        for tool in tools.values():
            if exact and tool.out.exists() and tool is not exact:
                print(compared(exact, tool))


main()
