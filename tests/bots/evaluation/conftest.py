"""A whole conference, coded as a moderator would: the sample with its own labels, no bot's judgement in it."""

from __future__ import annotations

import pytest

from familienkonferenz.bots.coding import Coded
from familienkonferenz.bots.places.tags import PlaceTag
from familienkonferenz.bots.routing.routes import Route, Step
from familienkonferenz.config import Conference, load
from familienkonferenz.config.sample import Sample, load_sample

from .coded import judged, written


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
