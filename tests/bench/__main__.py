"""`make bench`: measure ours beside its peers, in one run, and write BENCHMARKS.md.

    python -m tests.bench                       # everything, at most 15 minutes
    python -m tests.bench --only edits --only views --seconds 2 --turns 1 --print
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from . import edits, views
from .peers import peers
from .report import Section, document

TARGET = Path(__file__).parents[2] / "BENCHMARKS.md"


def main() -> None:
    """Run what was asked for, and write the table."""
    arguments = _arguments()
    wanted = arguments.only or MEASUREMENTS
    begin = time.monotonic()
    sections: list[Section] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        with peers(folder) as three:
            said = str(three)
            if "edits" in wanted:
                sections.append(edits.measure(three, arguments.turns, arguments.seconds))
            if "views" in wanted:
                sections.append(views.measure(three, folder, arguments.turns, arguments.seconds))
    text = document(sections, datetime.now(ZoneInfo("Europe/Berlin")), time.monotonic() - begin, said)
    print(text)
    if not arguments.print:
        TARGET.write_text(text, encoding="utf-8")


MEASUREMENTS = ("edits", "views")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure ours beside its peers.")
    parser.add_argument("--only", action="append", choices=MEASUREMENTS, help="this measurement (repeatable)")
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=5, help="of each turn")
    parser.add_argument("--print", action="store_true", help="print the tables, write no file")
    return parser.parse_args()


if __name__ == "__main__":
    main()
