"""One run: what looks alike on both, what does not, and what of it is meant."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path

from .cases import Case
from .engines import Engines

FILE = Path(__file__).with_name("differences.toml")


@dataclass
class Outcome:
    """What a run found. `differing` holds the lines of each difference."""

    equal: int = 0
    differing: dict[str, list[str]] = field(default_factory=dict)

    @property
    def all(self) -> int:
        """How many cases there were."""
        return self.equal + len(self.differing)

    def __str__(self) -> str:
        return f"{self.equal} equal of {self.all}"


def meant() -> dict[str, str]:
    """The cases that differ on purpose, each with its reason."""
    entries = tomllib.loads(FILE.read_text(encoding="utf-8")).get("difference", [])
    return {entry["case"]: entry["reason"] for entry in entries}


def run(cases: Iterable[Case], both: Engines, tell: Callable[[str], None] = lambda line: None) -> Outcome:
    """Compare all; every difference is told as it is found, with its reason if it has one."""
    outcome, reasons = Outcome(), meant()
    for case in cases:
        both.prepare(case.pages)
        theirs, ours = both.both(case.text, case.on, saved=case.saved)
        if theirs != ours:  # a clock may have struck between the two
            theirs, ours = both.both(case.text, case.on, saved=case.saved)
        if theirs == ours:
            outcome.equal += 1
            continue
        lines = [
            line for line in unified_diff(theirs, ours, n=2, lineterm="") if line[:3] not in ("---", "+++")
        ]
        outcome.differing[case.name] = lines
        tell("\n    ".join([f"{case.name}: {reasons.get(case.name, '?')}", *lines]))
    return outcome
