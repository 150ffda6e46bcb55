"""A whole conference, coded as a moderator would: the sample with its own labels, no bot's judgement in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from familienkonferenz.bots.coding import Coded, Decision
from familienkonferenz.bots.contributions import Contribution
from familienkonferenz.bots.places import PlaceTag
from familienkonferenz.bots.routing import Route, Step
from familienkonferenz.config import Conference, load
from familienkonferenz.config.sample import Sample, load_sample

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


@pytest.fixture(scope="session")
def conference() -> Conference:
    return load()


@pytest.fixture(scope="session")
def sample() -> Sample:
    return load_sample()


@pytest.fixture(scope="session")
def coded(conference: Conference, sample: Sample) -> tuple[Coded, ...]:
    """The sample's contributions and replies as `Beitrag/1` …, with the labels as their coding."""
    numbers = {w.key: n for n, w in enumerate((*sample.contributions, *sample.replies), 1)}
    topics = {w.key: w.topic for w in sample.contributions}
    result = []
    for w in (*sample.contributions, *sample.replies):
        number = numbers[w.key]
        contribution = written(
            number,
            w.text,
            title=w.title,
            author=w.author,
            kind=w.kind,
            topic=w.topic or topics.get(w.reply_to, ""),
            place=w.place,
            reply_to=f"B{numbers[w.reply_to]}" if w.reply_to else "",
        )
        expected = w.expected
        districts = expected.districts if expected else ()
        steps = (Step(expected.body, "Stichwort", w.title[:20]),) if expected and expected.body else ()
        result.append(
            judged(
                contribution,
                districts=districts,
                boroughs=tuple(sorted({conference.district(name).borough for name in districts})),
                tags=tuple(PlaceTag(name, 0, 0, w.place, "Ortsfeld", 0.9, "set") for name in districts),
                aims=tuple(
                    aim.id
                    for aim in conference.aims
                    if any(word.casefold() in w.text.casefold() for word in aim.keywords)
                ),
                route=Route(steps, (), (), (), triage=bool(expected and not steps)),
            )
        )
    return tuple(result)


__all__ = ["Callable", "Decision", "asked", "judged", "written"]
