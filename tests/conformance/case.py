"""A case: a sequence of requests that both engines are sent, and how their replies are compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .engines import SOMMER, Engine, Fields, Files
from .peers import Peers
from .shape import Difference, differences, normal

MOST_ROUNDS = 40
"""How often a request is continued."""


@dataclass(frozen=True)
class Step:
    """One request. `goes_on`: continued to its end, as clients do. `quiet`: sent, but not compared."""

    fields: Fields
    by: str = SOMMER
    by_get: bool = False
    token: str = ""
    files: Files = ()
    goes_on: bool = False
    quiet: bool = False


@dataclass(frozen=True)
class Case:
    """Requests that belong together, by a name that says what they ask."""

    name: str
    steps: tuple[Step, ...]
    quick: bool = False


def compare(case: Case, peers: Peers) -> list[Difference]:
    """Send a case to both; where the replies differ."""
    found: list[Difference] = []
    for number, step in enumerate(case.steps, 1):
        theirs, ours = (_replies(step, engine) for engine in peers)
        if not step.quiet:
            where = f"{number}:" if len(case.steps) > 1 else ""
            found += [
                Difference(f"{where}{difference.path}", difference.theirs, difference.ours)
                for difference in _all(theirs, ours)
            ]
    return found


def _all(theirs: list[object], ours: list[object]) -> Iterator[Difference]:
    if len(theirs) != len(ours):
        yield Difference("rounds", len(theirs), len(ours))
    for left, right in zip(theirs, ours, strict=False):
        yield from differences(left, right)


def _replies(step: Step, engine: Engine) -> list[object]:
    replies: list[object] = []
    more: dict[str, str] = {}
    while len(replies) < MOST_ROUNDS:
        fields = dict(step.fields) | more if step.goes_on else step.fields
        reply = engine.ask(fields, step.by, by_get=step.by_get, token=step.token, files=step.files)
        replies.append(normal(reply, engine))
        if not step.goes_on or "continue" not in reply:
            break
        more = {name: str(value) for name, value in reply["continue"].items()}
    return replies
