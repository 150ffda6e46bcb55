"""Measure our wiki beside stock MoinMoin, in one run, and write the table to BENCHMARKS.md: `make bench`.

The two take turns, each turn in a fresh process on an empty folder; the table gives medians and ratios.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
TURNS = 3
ROWS = {"saves": "saves of a 2 kB page a second", "views": "anonymous page views a second"}


def main() -> None:
    """Run all turns and write the table."""
    found: dict[str, list[dict[str, float]]] = {"stock": [], "ours": []}
    for _ in range(TURNS):
        for which, results in found.items():
            with tempfile.TemporaryDirectory() as folder:
                command = [sys.executable, str(HERE / "peer.py"), which, folder]
                environment = {name: value for name, value in os.environ.items() if name != "MOINCFG"}
                done = subprocess.run(
                    command, check=True, capture_output=True, text=True, cwd=folder, env=environment
                )
                results.append(json.loads(done.stdout.splitlines()[-1]))
    table = [_row(key, label, found) for key, label in ROWS.items()]
    text = "\n".join([*_HEAD, *table, ""])
    (HERE.parents[1] / "BENCHMARKS.md").write_text(text, encoding="utf-8")
    print(text)


_HEAD = (
    "# Benchmarks",
    "",
    "Ours beside stock MoinMoin 2.0.0b5, in one run of `make bench`, in process, in CPU seconds; the median",
    f"of {TURNS} turns on a wiki of 60 pages. {os.cpu_count()} cores, Python {platform.python_version()}.",
    "The store is Moin's own in both; ours adds gate, integer ids and catalogue, and leaves out an index that",
    "serves only a search which it does not offer.",
    "",
    "| | stock MoinMoin | ours | ratio |",
    "|---|---|---|---|",
)


def _row(key: str, label: str, found: dict[str, list[dict[str, float]]]) -> str:
    stock, ours = (statistics.median(turn[key] for turn in found[which]) for which in ("stock", "ours"))
    return f"| {label} | {stock:.1f} | {ours:.1f} | {ours / stock:.1f} |"


if __name__ == "__main__":
    main()
