"""Contributions and their coding, made in one line each: what a test does not name is plain."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from familienkonferenz.bots.coding import Coded
from familienkonferenz.bots.contributions import Contribution
from familienkonferenz.bots.routing.routes import Route, Step

OPENED = datetime(2026, 11, 2, 8, tzinfo=UTC)
NOWHERE = Route((), (), (), (), triage=False)


def written(number: int, text: str, **changes: object) -> Contribution:
    """Beitrag/<number>, written that many minutes after the opening; `changes` are its other fields."""
    values: dict[str, object] = {
        "id": f"B{number}",
        "source": "beitrag",
        "page": f"Beitrag/{number}",
        "title": "",
        "text": text,
        "author": f"Person {number}",
        "kind": "Wunsch",
        "topic": "spielen",
        "place": "",
        "reply_to": "",
        "created": OPENED + timedelta(minutes=number),
        "changed": OPENED + timedelta(minutes=number),
        "revisions": (1000 + number,),
    }
    return Contribution(**(values | changes))  # type: ignore[arg-type]


def judged(contribution: Contribution, **changes: object) -> Coded:
    """The contribution, coded with nothing but what `changes` say."""
    values: dict[str, object] = {
        "tags": (),
        "districts": (),
        "boroughs": (),
        "aims": (),
        "kind": contribution.kind,
        "topic": contribution.topic,
        "route": NOWHERE,
        "decisions": (),
    }
    return Coded(contribution, **(values | changes))  # type: ignore[arg-type]


def asked(body: str, state: str = "gesucht", reason: str = "") -> Route:
    """A way of one step."""
    return Route((Step(body, "Stichwort", "Hort", state, reason),), (), (), (), triage=False)
