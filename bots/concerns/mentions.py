"""What a text speaks of: words of named groups and topics, and how much each tells.

A word counts more where a sentence asks or complains than where it tells a story, more in the title, and little where
it only says where something is: „vor der Schule fehlt ein Zebrastreifen“ is not about the school.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from familienkonferenz.bots.concerns.signs import Found
from familienkonferenz.bots.german.kept import Kept, ends_with
from familienkonferenz.bots.german.keywords import GROUP, Hit, Lexicon, Part
from familienkonferenz.bots.german.words import Words, stem, word_set

_PART: dict[Part, float] = {"word": 1.0, "phrase": 1.3, "head": 0.9, "first": 0.7}
_SETTING = 0.25
_POINT = 1.5  # of a word in a sentence that asks or complains
_TITLE = 1.6
_LEAST_SIGN = 5  # points of a sign that makes a sentence one that asks or complains
_WHERE = word_set(
    "vor gegenüber Höhe Nähe nahe neben hinter zur zum Richtung zwischen bis ab vom am bei beim Weg um rund nach "
    "Umgebung Umfeld"
)
_IN = word_set("auf in im am an aus unter")
_WAY = "weg"
_TO = word_set("zum zur nach in von")
_BACK = 3  # words before a house in which „vor der“, „auf Höhe der“ stand


class Mention(NamedTuple):
    """A word of the lexicon in a text: its own labels, how much it tells, where, and how it was spoken."""

    labels: tuple[str, ...]
    weight: float
    first: int
    last: int
    sentence: int
    spoken: str


@dataclass(frozen=True, slots=True)
class Mentions:
    """What words of a lexicon are mentioned for, compiled by `Mentions.of`; `find` weighs them."""

    own: dict[tuple[str, ...], tuple[str, ...]]
    """Those of a word's labels that are asked for here, if it has any; a group of words by its name alone."""
    houses: Kept[bool] = field(repr=False)
    """Whether a word with this stem is often a mere point of reference."""

    @classmethod
    def of(cls, lexicon: Lexicon, asked: Collection[str], houses: Iterable[str]) -> Mentions:
        """Compile; asked: the labels that matter here; houses: what is often a mere point of reference („vor dem
        Kindergarten“)."""
        own = {
            labels: tuple(label.removeprefix(GROUP) for label in labels if label in asked)
            for labels in lexicon.labels
        }
        return cls(
            {labels: said for labels, said in own.items() if said},
            Kept(ends_with(stem(word) for word in houses)),
        )

    def find(
        self,
        text: Words,
        hits: Iterable[Hit],
        signs: Iterable[Found],
        title: int = 0,
        masked: Collection[int] = (),
    ) -> tuple[Mention, ...]:
        """Which of the hits are mentions, from left to right; title: how many code points of the text it takes;
        masked: the tokens inside names of places, whose first part says nothing („Marktstraße“; but „Annabad“ is a
        Bad)."""
        telling = {found.sentence for found in signs if found.sign.kind and found.sign.points >= _LEAST_SIGN}
        way = _WAY in text.folds
        mentions = []
        own_of, houses, stems, sentences = self.own.get, self.houses, text.stems, text.sentence
        for labels, _, first, last, spoken, part in hits:
            own = own_of(labels)
            if own is None or (part == "first" and first in masked):
                continue
            sentence, weight = sentences[first], _PART[part]
            if sentence in telling:
                weight *= _POINT
            if title and text.starts[first] < title:
                weight *= _TITLE
            if (way and _on_the_way(first, last, text)) or (houses[stems[last]] and _beside(first, text)):
                weight *= _SETTING
            mentions.append(Mention(own, weight, first, last, sentence, spoken))
        return tuple(mentions)


def _beside(first: int, text: Words) -> bool:
    """Whether a house only says where something is: „auf Höhe des Kindergartens“."""
    return not _WHERE.isdisjoint(text.before(first, _BACK))


def _on_the_way(first: int, last: int, text: Words) -> bool:
    """Whether a hit only says where a way leads: „auf dem Weg zum Arzt“."""
    return (text.folds[last] == _WAY and _leads(last + 1, text)) or _WAY in text.before(first, _BACK)


def _leads(at: int, text: Words) -> bool:
    """Whether a way leads somewhere: „Weg zum“, „Weg nach“."""
    return at < len(text.folds) and text.folds[at] in _TO


def placing(mention: Mention, text: Words) -> bool:
    """Whether a word for a place stands right before, so that it only names one: „im“, „auf dem“, „vor der“."""
    return any(word in _WHERE or word in _IN for word in text.before(mention.first, 2))
