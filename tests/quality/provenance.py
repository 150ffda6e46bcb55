"""Measures who is credited with what, on histories with known truth, beside WikiWho and mwpersistence.

    .venv/bin/python -m tests.quality.provenance [--seeds N] [--revisions N] [--characters N]

The peers come from PyPI (`pip install -e '.[peers]'`); one that is not installed is named as missing. Speed is
revisions per second of processor time, in turns within one run; a revision that a peer leaves out counts as
credited wrongly.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from familienkonferenz.bots.history.provenance import Provenance

from .histories import MODERATOR, History, Writers, archived, rights

PEERS = ("WikiWho", "mwpersistence")


@dataclass(frozen=True, slots=True)
class Figures:
    """What one program did with one history; `share` of the tokens it credits rightly, over all revisions."""

    program: str
    share: float
    rate: float
    left_out: int


def ours(history: History) -> Figures:
    """Read once for the time, and once more to compare."""

    def read() -> None:
        page = Provenance([MODERATOR])
        for revision in history.revisions:
            page.add(revision)

    rate = len(history.revisions) / _fastest(read)
    again = Provenance([MODERATOR])

    def credited() -> Iterator[list[int]]:
        for revision in history.revisions:
            again.add(revision)
            yield again.written()

    right, whole = rights(history, credited())
    return Figures("ours", right / whole, rate, 0)


def wikiwho(history: History) -> Figures:
    """WikiWho keeps every revision's tokens; those it takes for spam are missing."""
    maker = importlib.import_module("WikiWho.wikiwho").Wikiwho
    tokens = importlib.import_module("WikiWho.utils").iter_rev_tokens
    rows = [
        {
            "revid": r.rev_id,
            "*": r.text,
            "timestamp": r.timestamp.isoformat(),
            "user": r.user,
            "userid": "",
            "comment": "",
        }
        for r in history.revisions
    ]
    read: list[Any] = []

    def analyse() -> None:
        read.append(maker("Thema/X"))
        read[-1].analyse_article(rows)

    rate = len(rows) / _fastest(analyse)
    page = read[-1]

    def credited() -> Iterator[list[int]]:
        for position, row in enumerate(rows):
            known = page.revisions.get(row["revid"])
            size = len(history.truth(position))
            found = [word.origin_rev_id for word in tokens(known)] if known else []
            yield found if len(found) == size else [-1] * size

    right, whole = rights(history, credited())
    return Figures("WikiWho", right / whole, rate, len(page.spam_ids))


def mwpersistence(history: History) -> Figures:
    """With its segment matcher, which its makers recommend for text that moves."""
    state_of = importlib.import_module("mwpersistence").DiffState
    matcher = importlib.import_module("deltas").SegmentMatcher
    state, found = state_of(matcher(), revert_radius=15), []

    def update() -> None:
        for revision in history.revisions:
            standing, _, _ = state.update(revision.text, revision=revision.rev_id)
            found.append(standing)

    rate = len(history.revisions) / _fastest(update, times=1)

    def credited() -> Iterator[list[int]]:
        for position, standing in enumerate(found):
            size = len(history.truth(position))
            by = [token.revisions[0] for token in standing if str(token).strip()]
            yield by if len(by) == size else [-1] * size

    right, whole = rights(history, credited())
    return Figures("mwpersistence", right / whole, rate, 0)


def _fastest(work: Callable[[], None], times: int = 3) -> float:
    """Seconds of processor time of the fastest of some runs; the history itself is kept from the collector."""
    best = float("inf")
    for _ in range(times):
        gc.collect()
        gc.freeze()
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
        gc.unfreeze()
    return best


def missing() -> list[str]:
    """The peers that are not installed."""
    found = []
    for name in PEERS:
        try:
            importlib.import_module(name)
        except ImportError:
            found.append(name)
    return found


def main() -> int:
    """Print one line for each history and program."""
    parser = argparse.ArgumentParser(description="Measure who is credited with what, beside the peers.")
    parser.add_argument("--seeds", type=int, default=3, help="histories")
    parser.add_argument("--revisions", type=int, default=500, help="of each history")
    parser.add_argument("--characters", type=int, default=10_000, help="of the page")
    said = parser.parse_args()
    programs: dict[str, Callable[[History], Figures]] = {
        "ours": ours,
        "WikiWho": wikiwho,
        "mwpersistence": mwpersistence,
    }
    absent = missing()
    if absent:
        print(f"not installed, so not compared: {', '.join(absent)}", file=sys.stderr)
    histories = {
        f"seed {seed}": Writers(seed, said.characters).history(said.revisions)
        for seed in range(1, said.seeds + 1)
    }
    histories["archived and restored"] = archived()
    for name, history in histories.items():
        letters = sum(len(r.text) for r in history.revisions) // len(history.revisions)
        print(f"{name}: {len(history.revisions)} revisions of {letters} characters")
        for program, read in programs.items():
            if program not in absent:
                got = read(history)
                print(
                    f"  {got.program:14} {got.share:8.3%} of tokens, {got.rate:7,.0f} revisions/s, "
                    f"{got.left_out} left out"
                )
    page = Provenance([MODERATOR])
    for revision in next(iter(histories.values())).revisions:
        page.add(revision)
    print(f"saved: {len(json.dumps(page.saved())) / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
