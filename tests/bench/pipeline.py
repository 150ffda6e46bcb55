"""The bots' whole way without a wiki: harvest, judge, evaluate, write; and how it grows with the conference.

Each size runs in a process of its own, which says what each stage took and how much memory it ever had.

python -m tests.bench.pipeline 4000
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from familienkonferenz.bots.coding import Coder
from familienkonferenz.bots.run import Run
from familienkonferenz.bots.state import State
from familienkonferenz.bots.wiki.port import Wiki
from familienkonferenz.config import load

from .crowd import Crowd
from .report import Section, ratio

STAGES = ("harvest", "judge", "evaluate", "publish")
_TIMES = 10


def measure(contributions: int) -> Section:
    """The pipeline at a tenth of so many contributions, and at all of them."""
    few, many = (_measured(size) for size in (contributions // _TIMES, contributions))
    rows = [
        (stage, f"{few[stage]:.1f}", f"{many[stage]:.1f}", ratio(many[stage], few[stage]))
        for stage in (*STAGES, "all")
    ]
    rows.append(
        (
            "most memory, MB",
            f"{few['memory']:.0f}",
            f"{many['memory']:.0f}",
            ratio(many["memory"], few["memory"]),
        )
    )
    return Section(
        f"{many['found']:,} contributions from their histories to the summaries",
        "Seconds of CPU on one core, no wiki: pages of contributions, talk pages and topic wikis with all their "
        "revisions are made in memory (not counted), harvested, judged, evaluated, and all pages of the bots written.",
        ("", f"{few['found']:,}", f"{many['found']:,}", "ratio"),
        rows,
        [
            f"{many['revisions']:,} revisions; {many['merged']:,} contributions are read together with another; "
            f"{many['written']:,} pages written, {many['characters'] / 1e6:.0f} million characters."
        ],
    )


def _measured(size: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench.pipeline", str(size)]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True)
    return cast(dict[str, Any], json.loads(done.stdout))


def run(size: int) -> dict[str, Any]:
    """Hold a conference of that size, and say what it took."""
    conference = load()
    crowd = Crowd(conference, size)
    coder = Coder.of(conference)
    took: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        bots = Run(cast(Wiki, crowd), conference, coder, State(Path(folder), "http://x/"), _progress)

        def timed(stage: str, work: Callable[[], Any]) -> Any:
            begin, spent = time.process_time(), crowd.spent
            result = work()
            took[stage] = time.process_time() - begin - (crowd.spent - spent)
            return result

        found = timed("harvest", bots.harvest)
        coded = timed("judge", lambda: bots.judge(found.values()))
        evaluation = timed("evaluate", lambda: bots.evaluate(coded))
        timed("publish", lambda: bots.publish(evaluation))
    took["all"] = sum(took[stage] for stage in STAGES)
    took["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    took["found"] = len(found)
    took["revisions"] = sum(len(one.revisions) for one in found.values())
    took["merged"] = sum(len(group.merged) for group in evaluation.duplicates)
    took["written"], took["characters"] = crowd.written, crowd.characters
    took["problems"] = len(bots.outcome.problems)
    return took


@contextmanager
def _progress(text: str, length: int) -> Iterator[Callable[[int], object]]:
    yield lambda done: None


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1]))))
