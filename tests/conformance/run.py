"""One run: every case to both engines, what differs, what of it is known, what no case has sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from . import known
from .case import Case, compare
from .known import Known
from .peers import Peers
from .shape import Difference


@dataclass
class Outcome:
    """What a run found."""

    equal: int = 0
    known: dict[Known, int] = field(default_factory=dict)
    differing: int = 0
    unknown: list[tuple[str, Difference]] = field(default_factory=list)

    def __str__(self) -> str:
        names = len({name for name, _ in self.unknown})
        return f"{self.equal} equal, {self.differing} known differences, {names} unknown"


def run(cases: Iterable[Case], peers: Peers, tell: Callable[[str], None] = lambda line: None) -> Outcome:
    """Compare all; every unknown difference is told as it is found."""
    outcome, entries = Outcome(), known.load()
    for case in cases:
        found = compare(case, peers)
        unknown = []
        for difference in found:
            entry = next((entry for entry in entries if entry.covers(case.name, difference)), None)
            if entry is None:
                unknown.append(difference)
            else:
                outcome.known[entry] = outcome.known.get(entry, 0) + 1
        outcome.equal += not found
        outcome.differing += bool(found) and not unknown
        if unknown:
            tell("\n    ".join([case.name, *dict.fromkeys(map(str, unknown))]))
        outcome.unknown += [(case.name, difference) for difference in unknown]
    return outcome
