"""Which of the city's planning aims a text serves, with the words that say so.

The aims are not exclusive: a missing Hort in a new quarter serves the planning of offers and of sites.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from familienkonferenz.bots.german import Words
from familienkonferenz.bots.keywords import Hit, Lexicon, Part, evidence
from familienkonferenz.config import Conference

_PART: dict[Part, float] = {"word": 1.0, "phrase": 1.3, "head": 0.9, "first": 0.8}
_LEAST = 0.6
_BESIDE_BEST = 0.45


@dataclass(frozen=True, slots=True)
class Leaning:
    """How much a text leans to one label (an aim, a topic, a kind), and the words it rests on."""

    label: str
    score: float
    words: str


@dataclass(frozen=True, slots=True)
class Leanings:
    """Labels and their keywords; a keyword of several labels counts less for each. Made by `Leanings.of`."""

    lexicon: Lexicon
    order: tuple[str, ...]

    @classmethod
    def of(cls, entries: dict[str, tuple[str, ...]]) -> Leanings:
        """Compile labels and keywords; their order breaks ties."""
        return cls(Lexicon.of(entries), tuple(entries))

    def rank(self, text: Words) -> tuple[Leaning, ...]:
        """All labels the text leans to, the strongest first."""
        found: dict[str, dict[str, Hit]] = {}
        for hit in self.lexicon.hits(text):
            for label in hit.labels:
                found.setdefault(label, {}).setdefault(hit.keyword, hit)
        leanings = []
        for label, hits in found.items():
            score = sum(_PART[hit.part] / sqrt(len(hit.labels)) for hit in hits.values())
            leanings.append(Leaning(label, round(score, 2), evidence(hits.values())))
        return tuple(sorted(leanings, key=lambda leaning: (-leaning.score, self.order.index(leaning.label))))


def compile_aims(conference: Conference) -> Leanings:
    """The aims of the conference with their keywords."""
    return Leanings.of({aim.id: aim.keywords for aim in conference.aims})


def aims(text: Words, compiled: Leanings) -> tuple[Leaning, ...]:
    """The aims a text serves, the strongest first: the best, and those nearly as strong; often none."""
    ranked = [leaning for leaning in compiled.rank(text) if leaning.score >= _LEAST]
    return tuple(leaning for leaning in ranked if leaning.score >= _BESIDE_BEST * ranked[0].score)
