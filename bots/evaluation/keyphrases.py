"""What a topic, an aim or a Stadtteil speaks of in people's own words, also what no keyword of the city foresaw.

A keyphrase is a thing (a noun as typed, in any of its forms) that at least two people name here, more than elsewhere:
ranked by the people who name it here, times the logarithm of how much more often than in the whole conference. Names
of places are none, nor is a word of what must not be printed, nor what the needs of the page are called already.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from familienkonferenz.bots.coding import Coded
from familienkonferenz.bots.evaluation.quotations import unprintable
from familienkonferenz.bots.evaluation.things import nouns
from familienkonferenz.bots.german.words import stem, words

PEOPLE = 2
"""So many people at least name a keyphrase."""
_MORE = 0.2  # logarithm of how much more often than everywhere a thing must be named here at least


@dataclass(frozen=True, slots=True)
class Keyphrase:
    """A thing that people name: in the shortest form that one of them writes, who, and where."""

    word: str
    people: tuple[str, ...]
    contributions: tuple[str, ...]


class Keyphrases:
    """Finds the keyphrases of parts of one conference; reads every text once."""

    def __init__(self, everything: Sequence[Coded]) -> None:
        named = {stem(word) for one in everything for word in one.contribution.author.split()}
        self._things = {
            one.contribution.id: {thing: form for thing, form in _things(one).items() if thing not in named}
            for one in everything
        }
        self._everywhere = Counter(thing for things in self._things.values() for thing in things)

    def of(self, members: Sequence[Coded], count: int, known: Iterable[str] = ()) -> tuple[Keyphrase, ...]:
        """The `count` keyphrases that tell most of these contributions, the most telling first; none of the `known`."""
        said_already = {stem for phrase in known for stem in words(phrase).stems}
        people: dict[str, dict[str, None]] = {}
        said: dict[str, list[str]] = {}
        forms: dict[str, Counter[str]] = {}
        for one in members:
            contribution = one.contribution
            for thing, form in self._things.get(contribution.id, {}).items():
                said.setdefault(thing, []).append(contribution.id)
                people.setdefault(thing, {})[contribution.author or contribution.id] = None
                forms.setdefault(thing, Counter())[form] += 1
        ranked = sorted(
            (
                thing
                for thing in said
                if thing not in said_already
                and len(people[thing]) >= PEOPLE
                and self._telling(thing, len(said[thing]), len(members)) >= _MORE
            ),
            key=lambda thing: (
                -len(people[thing]) * self._telling(thing, len(said[thing]), len(members)),
                thing,
            ),
        )
        return tuple(
            Keyphrase(
                min(forms[thing], key=lambda form: (len(form), -forms[thing][form], form)),
                tuple(people[thing]),
                tuple(said[thing]),
            )
            for thing in ranked[:count]
        )

    def _telling(self, thing: str, times: int, size: int) -> float:
        """How much more often a thing is named here, `times` in `size` contributions, than everywhere."""
        return math.log(times / size * len(self._things) / self._everywhere[thing])


def _things(one: Coded) -> dict[str, str]:
    """The nouns of title and text by their stems, each with its first form; none that names a place or a person.

    The heading of a topic wiki is none of the words of those who write beneath it.
    """
    contribution = one.contribution
    title = "" if contribution.source == "themenwiki" else contribution.title
    whole = f"{title}\n{contribution.text}" if title else contribution.text
    said = words(whole)
    before = len(whole) - len(contribution.text)
    closed = [(tag.start + before, tag.end + before) for tag in one.tags if tag.end]
    closed += [(start, end) for _, start, end in unprintable(whole)]
    closed_stems = {stem(word) for tag in one.tags for word in tag.words.split()}
    heading = (
        words(contribution.title).vocabulary if contribution.source == "themenwiki" else frozenset[str]()
    )
    found: dict[str, str] = {}
    for i in nouns(said, closed):
        token = said.tokens[i]
        if token.stem not in closed_stems and token.stem not in heading:
            found.setdefault(token.stem, token.text)
    return found
