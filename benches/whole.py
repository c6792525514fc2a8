"""Runs `jixiao batch` on Parquet files of growing size and prints a Markdown table: median time of the whole process, rows per second, peak memory.

    python3 benches/whole.py [--large] [--runs N] [--jixiao FILE] [--generate FILE] [-- ARGUMENTS OF jixiao batch]

10⁶ and 10⁷ rows, with --large 10⁸ too (1.5 GB). The files are generated into a temporary folder (TMPDIR) and removed at the end.
"""

import argparse
import tempfile
from pathlib import Path

from measure import machine, megabytes, run, speed, spread, table

SIZES = [10**6, 10**7]
LARGE = 10**8


def measured(call, rows, folder):
    source, out = Path(folder) / "rows.parquet", Path(folder) / "scored.parquet"
    run([call.generate, str(rows), source])
    command = [call.jixiao, "batch", source, "--out", out, *call.arguments]
    runs = []
    for _ in range(call.runs):
        out.unlink(missing_ok=True)
        runs.append(run(command, (0, 1)))
    rejected = "" if all(one.status == 0 for one in runs) else ", rows rejected"
    seconds = [one.seconds for one in runs]
    peak = max(one.peak for one in runs)
    return [f"{rows:,}{rejected}", megabytes(source.stat().st_size), spread(seconds), speed(rows, seconds), megabytes(peak)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--large", action="store_true", help="10⁸ rows too")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--jixiao", default="target/release/jixiao")
    parser.add_argument("--generate", default="target/release/examples/generate_rows")
    parser.add_argument("arguments", nargs="*", help="handed on to jixiao batch, after --")
    call = parser.parse_args()
    print(f"{machine()}, {call.runs} runs\n")
    with tempfile.TemporaryDirectory() as folder:
        lines = [measured(call, rows, folder) for rows in SIZES + [LARGE] * call.large]
    print(table(["rows", "file", "median (range)", "rows/s", "peak memory"], lines))


main()
