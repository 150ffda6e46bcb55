"""Who asks: what each account is told of itself, and what becomes of its claims."""

from __future__ import annotations

from collections.abc import Iterator

from .case import Case
from .engines import BOT, LISA, SOMMER, VISITOR
from .steps import ask


def cases() -> Iterator[Case]:
    """Each account, and a visitor."""
    for name in (VISITOR, LISA, BOT, SOMMER):
        shown = name or "a visitor"
        yield Case(f"who: {shown}", ask({"meta": "userinfo|tokens", "uiprop": "hasmsg|groups"}, by=name))
        for claim in ("user", "bot", "anon"):
            yield Case(f"assert {claim}: {shown}", ask({"assert": claim, "meta": "userinfo"}, by=name))
