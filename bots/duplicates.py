"""Contributions that say the same: groups proposed to be read as one; every original stays.

Two grades, each with its measure from 0 to 1:

gleich   nearly the same text: the mean of the overlaps (Jaccard) of word stems and of runs of four letters is
         at least 0.6, and the figures are the same ("Linie 10" and "Linie 17" are two matters). Candidates are
         found with a prefix filter (Bayardo, Ma, Srikant 2007), which loses nothing.
ähnlich  the same matter in other words: the cosine of the stems, weighted by rarity (TF-IDF), is at least 0.17
         and four stems are shared that few contributions have. Four paraphrased pairs among the 40
         contributions of the example conference lie at 0.19 to 0.30, the next pair of all 780 at 0.14.

Neither joins texts that name different Stadtteile: a swing in the List and one in Linden are two matters.
Groups are stars round their earliest contribution, not chains: each member resembles that one. Replies are
never merged; they are voices in their thread.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from familienkonferenz.bots.contributions import Contribution
from familienkonferenz.bots.german import stem, words

Grade = Literal["gleich", "ähnlich"]

SAME = 0.6
"""From this similarity on two texts are nearly the same."""
ALIKE = 0.17
"""From this cosine on two texts seem to mean the same matter."""

_LEAST_STEMS = 0.4  # of SAME: letters shared without words are chance
_SHORT = 4  # texts of fewer stems must be equal: "Mehr Hortplätze!" says too little to be compared
_RARE_SHARED = 4  # of ALIKE: so many stems in common that are rare
_RARE_AT_LEAST, _RARE_AT_MOST = (
    4,
    50,
)  # a stem in more contributions than 1 % of them (within these) is not rare
_NUMBER = re.compile(r"\d+")
_FILLERS = frozenset(
    """aber alle alles als also am an auch auf aus bei bin bis bitte da dann das dass dem den der des die dies
    diese diesem diesen dieser doch dort durch ein eine einem einen einer eines er es fuer gibt haben hat hier ich
    ihr im in ist ja kann kein keine man mehr mich mir mit nach nicht noch nur ob oder ohne schon sehr sein sich
    sie sind so ueber um und uns unser unsere vom von vor war waere was weil wenn werden wie wir wird wo zu zum
    zur""".split()  # noqa: SIM905  a list of words reads best as words
)


@dataclass(frozen=True, slots=True)
class Match:
    """A contribution that says what an earlier one says: how nearly, and the rare words both share."""

    contribution: str
    grade: Grade
    similarity: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Contributions proposed to be read as one: the earliest, and those that match it, in order of age."""

    kept: str
    merged: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    id: str
    stems: Counter[str]
    grams: frozenset[str]
    figures: frozenset[str]
    places: frozenset[str]
    forms: Mapping[str, str]  # stem → the word as typed


def groups(
    contributions: Iterable[Contribution], places: Mapping[str, Iterable[str]] | None = None
) -> tuple[Group, ...]:
    """The proposed groups, by the age of their earliest contribution.

    `places` gives the Stadtteile of a contribution's id. Withdrawn contributions, replies and empty texts
    stay out.
    """
    found = places or {}
    said = sorted(
        (c for c in contributions if not (c.reply_to or c.withdrawn)),
        key=lambda c: (c.created, len(c.id), c.id),
    )
    texts = [text for c in said if (text := _text(c, frozenset(found.get(c.id, ())))).stems]
    members: dict[str, list[Match]] = {}
    for kept, match in _Search(texts).matches():
        members.setdefault(kept, []).append(match)
    return tuple(Group(text.id, tuple(members[text.id])) for text in texts if text.id in members)


def merged_into(proposed: Iterable[Group]) -> dict[str, str]:
    """Each merged contribution's id with the id of the one it is read with."""
    return {match.contribution: group.kept for group in proposed for match in group.merged}


def similarity(one: str, other: str) -> float:
    """How nearly two texts are the same, 0 to 1.

    >>> similarity("Am Moltkeplatz fehlt eine Schaukel.", "Eine Schaukel fehlt am Moltkeplatz!")
    1.0
    """
    first, second = _meaningful(one), _meaningful(other)
    return (
        _jaccard(set(map(stem, first)), set(map(stem, second))) + _jaccard(_grams(first), _grams(second))
    ) / 2


class _Search:
    """Finds for each text the kept one it matches best."""

    def __init__(self, texts: list[_Text]) -> None:
        self._texts = texts
        self._frequency = Counter(word for text in texts for word in text.stems)
        self._rare = max(_RARE_AT_LEAST, min(_RARE_AT_MOST, len(texts) // 100))
        self._prefixes: dict[str, list[int]] = {}
        self._by_rare: dict[str, list[int]] = {}
        self._weights: dict[int, dict[str, float]] = {}

    def matches(self) -> Iterator[tuple[str, Match]]:
        """(id of the kept one, match), by age of the later text."""
        for position, text in enumerate(self._texts):
            best = self._same(text) or self._alike(position)
            if best is not None:
                grade, similar, kept = best
                shared = self._shared(text, self._texts[kept])
                yield self._texts[kept].id, Match(text.id, grade, similar, shared)
                continue
            for word in self._prefix(text):
                self._prefixes.setdefault(word, []).append(position)
            for word in text.stems:
                if self._frequency[word] <= self._rare:
                    self._by_rare.setdefault(word, []).append(position)

    def _same(self, text: _Text) -> tuple[Grade, float, int] | None:
        candidates = {position for word in self._prefix(text) for position in self._prefixes.get(word, ())}
        scores = [(_nearness(text, self._texts[position]), -position) for position in candidates]
        score, position = max(scores, default=(0.0, 0))
        return ("gleich", score, -position) if score >= SAME else None

    def _alike(self, position: int) -> tuple[Grade, float, int] | None:
        text = self._texts[position]
        shared = Counter(other for word in text.stems for other in self._by_rare.get(word, ()))
        scores = [
            (self._cosine(position, other), -other)
            for other, number in shared.items()
            if number >= _RARE_SHARED
            and _one_place(text, self._texts[other])
            and not _differs_in_figures(text, self._texts[other])
        ]
        score, kept = max(scores, default=(0.0, 0))
        return ("ähnlich", score, -kept) if score >= ALIKE else None

    def _prefix(self, text: _Text) -> list[str]:
        order = sorted(text.stems, key=lambda word: (self._frequency[word], word))
        return order[: len(order) - math.ceil(_LEAST_STEMS * len(order)) + 1]

    def _cosine(self, one: int, other: int) -> float:
        weights, others = self._weighted(one), self._weighted(other)
        return sum(weight * others.get(word, 0.0) for word, weight in weights.items())

    def _weighted(self, position: int) -> dict[str, float]:
        if position not in self._weights:
            raw = {
                word: (1 + math.log(number)) * math.log((len(self._texts) + 1) / self._frequency[word])
                for word, number in self._texts[position].stems.items()
            }
            length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
            self._weights[position] = {word: weight / length for word, weight in raw.items()}
        return self._weights[position]

    def _shared(self, text: _Text, other: _Text) -> tuple[str, ...]:
        both = [word for word in text.stems if word in other.stems and self._frequency[word] <= self._rare]
        return tuple(
            text.forms[word] for word in sorted(both, key=lambda word: (self._frequency[word], word))
        )


def _text(contribution: Contribution, places: frozenset[str]) -> _Text:
    text = f"{contribution.title}\n{contribution.place}\n{contribution.text}"
    forms: dict[str, str] = {}
    stems: Counter[str] = Counter()
    for token in words(text).tokens:
        if _means(token.fold):
            forms.setdefault(stem(token.text), token.text)
            stems[stem(token.text)] += 1
    figures = frozenset(_NUMBER.findall(text))
    return _Text(contribution.id, stems, _grams(_meaningful(text)), figures, places, forms)


def _meaningful(text: str) -> list[str]:
    return [token.fold for token in words(text).tokens if _means(token.fold)]


def _means(word: str) -> bool:
    return word not in _FILLERS and not word.isdigit()


def _grams(meaningful: Iterable[str]) -> frozenset[str]:
    """Runs of four letters within the words, a blank before and after each word."""
    padded = [f" {word} " for word in meaningful]
    return frozenset(word[i : i + 4] for word in padded for i in range(max(1, len(word) - 3)))


def _jaccard(one: Iterable[str], other: Iterable[str]) -> float:
    first, second = frozenset(one), frozenset(other)
    shared = len(first & second)
    return shared / (len(first) + len(second) - shared) if shared else 0.0


def _one_place(text: _Text, other: _Text) -> bool:
    return not (text.places and other.places) or bool(text.places & other.places)


def _differs_in_figures(text: _Text, other: _Text) -> bool:
    """Whether it is the figures that make the difference: nearly the same words, another line or house."""
    return text.figures != other.figures and _overlap(text, other) >= SAME


def _overlap(text: _Text, other: _Text) -> float:
    return (_jaccard(text.stems, other.stems) + _jaccard(text.grams, other.grams)) / 2


def _nearness(text: _Text, other: _Text) -> float:
    if not _one_place(text, other) or text.figures != other.figures:
        return 0.0
    if min(len(text.stems), len(other.stems)) < _SHORT and text.stems.keys() != other.stems.keys():
        return 0.0
    return _overlap(text, other) if _jaccard(text.stems, other.stems) >= _LEAST_STEMS else 0.0
