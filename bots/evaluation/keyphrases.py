"""What a topic, an aim or a Stadtteil speaks of in people's own words, also what no keyword of the city foresaw.

A keyphrase is a thing (a noun as typed, in any of its forms) that at least two people name here, more than elsewhere:
ranked by the people who name it here, times the logarithm of how much more often than in the whole conference. Names
of places are none, nor is a word of what must not be printed.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from familienkonferenz.bots.coding import Coded
from familienkonferenz.bots.evaluation.likeness import means
from familienkonferenz.bots.evaluation.quotations import unprintable
from familienkonferenz.bots.german.words import stem, words

PEOPLE = 2
"""So many people at least name a keyphrase."""
_LETTERS = 4
_MORE = 0.2  # logarithm of how much more often than everywhere a thing must be named here at least
_EVERYDAY = frozenset(
    stem(word)
    for word in """Kind Kinder Eltern Familie Mutter Vater Sohn Tochter Bruder Schwester Mama Papa Frau Mann Herr
    Leute Mensch Menschen Jahr Monat Woche Wochenende Stunde Minute Uhr Meter Euro Hand Ecke Reihe Seite Mitte Stadt
    Stadtteil Platz Stelle Ort Haus Beispiel Problem Frage Thema Beitrag Idee Vorschlag Wunsch Grund Ende Anfang
    Große Kleine Kleinen Großen Alle Viele Erwachsene Ding Dinge Sache Weile Mal Fall Teil Nummer""".split()  # noqa: SIM905
)
"""Things that everybody has in every sentence, and that nobody asks for."""


@dataclass(frozen=True, slots=True)
class Keyphrase:
    """A thing that people name: as most of them write it, who, and where."""

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

    def of(self, members: Sequence[Coded], count: int) -> tuple[Keyphrase, ...]:
        """The `count` keyphrases that tell most of these contributions, the most telling first."""
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
                if len(people[thing]) >= PEOPLE
                and self._telling(thing, len(said[thing]), len(members)) >= _MORE
            ),
            key=lambda thing: (
                -len(people[thing]) * self._telling(thing, len(said[thing]), len(members)),
                thing,
            ),
        )
        return tuple(
            Keyphrase(
                min(forms[thing], key=lambda form: (-forms[thing][form], form)),
                tuple(people[thing]),
                tuple(said[thing]),
            )
            for thing in ranked[:count]
        )

    def _telling(self, thing: str, times: int, size: int) -> float:
        """How much more often a thing is named here, `times` in `size` contributions, than everywhere."""
        return math.log(times / size * len(self._things) / self._everywhere[thing])


def _things(one: Coded) -> dict[str, str]:
    """The nouns of title and text by their stems, each with its first form; none that names a place or a person."""
    contribution = one.contribution
    whole = f"{contribution.title}\n{contribution.text}" if contribution.title else contribution.text
    cut = words(whole)
    if cut.lowered:
        return {}
    before = len(whole) - len(contribution.text)
    closed = [(tag.start + before, tag.end + before) for tag in one.tags if tag.end]
    closed += [(start, end) for _, start, end in unprintable(whole)]
    closed_stems = _EVERYDAY | {stem(word) for tag in one.tags for word in tag.words.split()}
    found: dict[str, str] = {}
    for i, token in enumerate(cut.tokens):
        first = i == 0 or cut.sentence[i] != cut.sentence[i - 1]
        if first or not token.upper or len(token.text) < _LETTERS or token.text.isupper():
            continue
        if not means(token.fold) or token.stem in closed_stems:
            continue
        if not any(start <= cut.starts[i] < end for start, end in closed):
            found.setdefault(token.stem, token.text)
    return found
