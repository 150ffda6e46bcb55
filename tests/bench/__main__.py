"""`make bench`: measure ours beside its peers, in one run, and write BENCHMARKS.md.

python -m tests.bench                        # everything, at most 20 minutes
python -m tests.bench --only edits --only views --turns 1 --seconds 2 --print
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from . import contention, edits, growth, harvest, live, pipeline, texts, views
from .peers import Peers, peers
from .report import Section, document

TARGET = Path(__file__).parents[2] / "BENCHMARKS.md"

MEASUREMENTS: dict[str, Callable[[Peers, Path, argparse.Namespace], Section]] = {
    "edits": lambda wikis, folder, said: edits.measure(wikis, said.turns, said.seconds),
    "views": lambda wikis, folder, said: views.measure(wikis, folder, said.turns, said.seconds),
    "contention": lambda wikis, folder, said: contention.measure(wikis, 4 * said.seconds),
    "harvest": lambda wikis, folder, said: harvest.measure(wikis, folder, said.turns, said.revisions),
    "live": lambda wikis, folder, said: live.measure(wikis.ours, said.live),
    "growth": lambda wikis, folder, said: growth.measure(
        folder, said.items, said.loading, said.turns, 0.6 * said.seconds
    ),
}
"""The measurements of wikis by name, in the order of the tables."""

OF_THE_BOTS: dict[str, Callable[[argparse.Namespace], Sequence[Section]]] = {
    "classify": lambda said: texts.measure(said.texts),
    "pipeline": lambda said: (pipeline.measure(said.items),),
}
"""Those that need no wiki; their tables follow."""


def main() -> None:
    """Run what was asked for, and write the tables."""
    said = _arguments()
    begin = time.monotonic()
    sections: list[Section] = []
    about = ""
    chosen = said.only or [*MEASUREMENTS, *OF_THE_BOTS]
    if of_wikis := [one for one in chosen if one in MEASUREMENTS]:
        with tempfile.TemporaryDirectory(prefix="bench-") as name, peers(Path(name)) as wikis:
            about = str(wikis)
            for wanted in of_wikis:
                sections.append(MEASUREMENTS[wanted](wikis, Path(name), said))
                print(f"{time.monotonic() - begin:4.0f} s  {wanted}", file=sys.stderr)
    for wanted in (one for one in chosen if one in OF_THE_BOTS):
        sections += OF_THE_BOTS[wanted](said)
        print(f"{time.monotonic() - begin:4.0f} s  {wanted}", file=sys.stderr)
    text = document(sections, datetime.now(ZoneInfo("Europe/Berlin")), time.monotonic() - begin, about)
    print(text)
    if not said.print:
        TARGET.write_text(text, encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description="Measure ours beside its peers."
    )
    parser.add_argument(
        "--only", action="append", choices=(*MEASUREMENTS, *OF_THE_BOTS), help="this measurement (repeatable)"
    )
    parser.add_argument("--turns", type=int, default=3, help="of each wiki, at each measurement")
    parser.add_argument("--seconds", type=float, default=5, help="of each turn")
    parser.add_argument("--revisions", type=int, default=2_500, help="that the harvest reads")
    parser.add_argument("--live", type=float, default=300, help="seconds of the live discussion")
    parser.add_argument("--items", type=int, default=40_000, help="contributions of the large wiki")
    parser.add_argument("--loading", type=float, default=480, help="seconds for loading them at most")
    parser.add_argument("--texts", type=int, default=2_000, help="texts of classify's shorter stream")
    parser.add_argument("--print", action="store_true", help="print the tables, write no file")
    return parser.parse_args()


if __name__ == "__main__":
    main()
