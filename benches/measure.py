"""What whole.py and peers/run.py share: a process that is timed, and a table. Standard library only, and small on purpose: the peak that Linux
tells of a child starts at the size of the process that began it."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass


@dataclass
class Run:
    status: int
    seconds: float
    peak: int
    """Bytes, the largest the process has been."""
    output: str


def run(command, statuses=(0,)):
    """One process from start to end, with what it says caught; any other exit status ends this program."""
    with tempfile.TemporaryFile("w+") as said:
        start = time.perf_counter()
        try:
            child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT)
        except OSError as error:
            sys.exit(f"{error}; README.md tells how to build it")
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        output = said.read()
    if child.returncode not in statuses:
        sys.exit(f"{' '.join(map(str, command))}: exit status {child.returncode}\n{output}")
    return Run(child.returncode, seconds, usage.ru_maxrss * 1024, output)


def spread(seconds):
    """The median, with the least and the most."""
    return f"{statistics.median(seconds):.3f} s ({min(seconds):.3f}–{max(seconds):.3f})"


def speed(rows, seconds):
    return f"{rows / statistics.median(seconds) / 1e6:.1f} million"


def megabytes(size):
    return f"{size / 1e6:.0f} MB"


def table(head, lines):
    """A Markdown table, numbers to the right of the first column."""
    rows = [head, ["---"] + ["---:"] * (len(head) - 1), *lines]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def machine():
    load = ", ".join(f"{load:.1f}" for load in os.getloadavg())
    return f"{len(os.sched_getaffinity(0))} cores, load {load} before the first run"
