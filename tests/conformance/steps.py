"""How the written cases say what is sent: ask something, do something, read a page's history."""

from __future__ import annotations

from .case import Step
from .engines import SOMMER

REVISIONS = {
    "action": "query",
    "prop": "revisions",
    "rvprop": "ids|user|comment|content|size",
    "rvslots": "main",
}

BASE = "Eins.\n\nZwei.\n\nDrei."
"""A text of three paragraphs."""


def ask(*steps: dict[str, str], by: str = SOMMER, goes_on: bool = False) -> tuple[Step, ...]:
    """Queries, one after the other."""
    return tuple(Step({"action": "query", **fields}, by, goes_on=goes_on) for fields in steps)


def do(action: str, by: str = SOMMER, token: str = "csrf", quiet: bool = False, **fields: str) -> Step:
    """An action that writes; `from_` is the field `from`."""
    return Step({"action": action, **named(fields)}, by, token=token, quiet=quiet)


def read(title: str, **more: str) -> Step:
    """The newest revision of a page."""
    return Step({**REVISIONS, "titles": title, **more}, SOMMER)


def named(fields: dict[str, str]) -> dict[str, str]:
    """Fields by their names in a request: `from_` is a word of Python's otherwise."""
    return {name.removesuffix("_"): value for name, value in fields.items()}
