"""What is refused: to participants, without a token, with a wrong one, by GET, too much."""

from __future__ import annotations

from collections.abc import Iterator

from .case import Case, Step
from .engines import LISA, SOMMER
from .steps import do, named

ACTIONS = {
    "edit": {"title": "Folge/Fremd", "text": "x"},
    "move": {"from_": "Thema/A", "to": "Folge/Fort"},
    "delete": {"title": "Thema/A"},
    "undelete": {"title": "Folge/Weg"},
    "protect": {"title": "Thema/A", "protections": "edit=sysop"},
}


def cases() -> Iterator[Case]:
    """Each action in each way, and what is no request at all."""
    for action, fields in ACTIONS.items():
        yield Case(f"refused: {action} by a participant", (do(action, LISA, **fields),))
        yield Case(f"refused: {action} without a token", (do(action, token="", **fields),))
        yield Case(
            f"refused: {action} with a wrong token", (do(action, token="", token_="x+\\\\", **fields),)
        )
        yield Case(
            f"refused: {action} by GET", (Step({"action": action, **named(fields)}, SOMMER, by_get=True),)
        )
    yield Case("refused: an unknown action", (Step({"action": "quer"}),), quick=True)
    yield Case(
        "refused: 10,000 titles", (Step({"action": "query", "titles": "|".join(map(str, range(10_000)))}),)
    )
