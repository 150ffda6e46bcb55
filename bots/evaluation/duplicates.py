"""Contributions that say the same: groups proposed to be read as one; every original stays.

Two grades, each with its measure from 0 to 1:

gleich   nearly the same text: the mean of the overlaps (Jaccard) of word stems and of runs of four letters is
         at least 0.6, and no figure stands in place of another ("Linie 10" and "Linie 17" are two matters).
         Candidates are found with a prefix filter (Bayardo, Ma, Srikant 2007), common words within a Stadtteil.
ähnlich  the same matter in other words: of the concepts of both (`likeness`), weighted by rarity, at least
         0.36 are shared; where both name the same street or square 0.24, or 0.18 if these are many.

What many write and what says nothing of their matter (`courtesies`) is left out before.

Neither joins texts that name different Stadtteile, or different streets and squares: a swing in the List and one in
Linden are two matters. Nor are a wish and its contrary one. A topic wiki, which many write together, revises itself
and repeats what contributions say: its parts are joined with what is nearly the same elsewhere, never with each other.
Groups are stars round their earliest contribution, not chains: each member resembles that one. Replies are never
merged; they are voices in their thread.
"""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Literal

from familienkonferenz.bots.contributions import Contribution
from familienkonferenz.bots.evaluation.courtesies import courtesies, without
from familienkonferenz.bots.evaluation.likeness import Meaning, likeness, meaning, means, rarity, same_place
from familienkonferenz.bots.german.words import stem, words

Grade = Literal["gleich", "ähnlich"]

SAME = 0.6
"""From this similarity on two texts are nearly the same."""
ALIKE = 0.36
"""From this likeness on two texts seem to mean the same matter."""
ALIKE_HERE = 0.24
"""The same where both name the same street or square; texts that share `_MANY` concepts there need `_LONG` only."""

_LEAST_STEMS = 0.4  # of SAME: letters shared without words are chance
_SHORT = 4  # texts of fewer stems must be equal: "Mehr Hortplätze!" says too little to be compared
_MANY, _LONG = 5, 0.18
_OTHER = 0.15  # so much more likeness is needed where both give figures, and none in common
_FEW, _LESS = 2, 0.02
"""So many concepts in common at least, fewer only at one place; with no more, so much more likeness."""
_LOOKED_AT, _CHECKED = 50, 12  # so many candidates that share most are looked at, so many compared
_RECENT = 1000  # so many of the texts that share a word are asked whether they share more
_POSTINGS = 100  # a word in more texts than this finds none of them alone, only together with a place
_RARE_AT_LEAST, _RARE_AT_MOST = 4, 50  # a stem in more texts than 1 % of them (within these) is not rare
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


@dataclass(frozen=True, slots=True)
class Match:
    """A contribution that says what an earlier one says: how nearly, and the rare words both share."""

    contribution: str
    grade: Grade
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
    meaning: Meaning
    joint: str  # the topic wiki it is part of, or ""


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
    empty = courtesies([_whole(c) for c in said], lambda text: meaning(text).concepts)
    texts = [text for c in said if (text := _text(c, frozenset(found.get(c.id, ())), empty)).stems]
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
        self._concepts = Counter(word for text in texts for word in text.meaning.concepts)
        self._concepts.update(f"@{name}" for text in texts for name in text.meaning.named)
        small = Counter(word for text in texts for word in text.meaning.small)
        self._weights = rarity(self._concepts, small, len(texts))
        self._rare = max(_RARE_AT_LEAST, min(_RARE_AT_MOST, len(texts) // 100))
        self._prefixes: dict[str, list[int]] = {}
        self._by_concept: dict[str, list[int]] = {}

    def matches(self) -> Iterator[tuple[str, Match]]:
        """(id of the kept one, match), by age of the later text."""
        for position, text in enumerate(self._texts):
            best = self._same(text) or self._alike(text)
            if best is not None:
                grade, _, kept = best
                shared = self._shared(text, self._texts[kept])
                yield self._texts[kept].id, Match(text.id, grade, shared)
                continue
            for word in self._prefix(text):
                self._prefixes.setdefault(word, []).append(position)
            for key, _ in self._keys(text):
                self._by_concept.setdefault(key, []).append(position)

    def _same(self, text: _Text) -> tuple[Grade, float, int] | None:
        shared = Counter[int]()
        for word in self._prefix(text):
            shared.update(self._prefixes.get(word, [])[-_RECENT:])
        candidates: Iterable[int] = shared
        if len(shared) > _LOOKED_AT:
            candidates = heapq.nsmallest(
                _LOOKED_AT, shared, key=lambda position: (-shared[position], position)
            )
        scores = [(_nearness(text, self._texts[position]), -position) for position in candidates]
        score, position = max(scores, default=(0.0, 0))
        return ("gleich", score, -position) if score >= SAME else None

    def _alike(self, text: _Text) -> tuple[Grade, float, int] | None:
        shared: defaultdict[int, float] = defaultdict(float)
        for key, weight in self._keys(text):
            for position in self._by_concept.get(key, ())[-_POSTINGS:]:
                shared[position] += weight
        best = heapq.nsmallest(_LOOKED_AT, shared, key=lambda position: (-shared[position], position))
        possible = (position for position in best if self._possible(text, self._texts[position]))
        scores = [
            (self._likeness(text, self._texts[position]), -position)
            for position in islice(possible, _CHECKED)
        ]
        score, kept = max(scores, default=(0.0, 0))
        return ("ähnlich", score, -kept) if score else None

    def _possible(self, text: _Text, other: _Text) -> bool:
        """Whether nothing that both name says that they are two matters, and neither is of a text that many write."""
        if text.joint or other.joint:
            return False
        if not _one_place(text, other) or same_place(text.meaning, other.meaning) is False:
            return False
        return text.meaning.against == other.meaning.against and not _differs_in_figures(text, other)

    def _keys(self, text: _Text) -> Iterator[tuple[str, float]]:
        """What a text is found by, with its weight: rare concepts, common ones at each of its places, and these."""
        for name in text.meaning.named:
            yield f"@{name}", self._weights[f"@{name}"]
        for word in text.meaning.concepts:
            weight = self._weights[word]
            if self._concepts[word] <= _POSTINGS:
                yield word, weight
            else:
                for place in (*text.places, *text.meaning.named):
                    yield f"{word} {place}", weight

    def _likeness(self, text: _Text, other: _Text) -> float:
        """How alike two texts are if that is enough to propose them, otherwise 0."""
        here = same_place(text.meaning, other.meaning)
        alike = likeness(text.meaning, other.meaning, self._weights)
        many = len(alike.shared)
        least = ALIKE if not here else _LONG if many >= _MANY else ALIKE_HERE
        if many <= _FEW:
            least += _LESS
        if text.figures and other.figures and text.figures.isdisjoint(other.figures):
            least += _OTHER
        return alike.score if alike.score >= least and (many >= _FEW or here) else 0.0

    def _prefix(self, text: _Text) -> list[str]:
        order = sorted(text.stems, key=lambda word: (self._frequency[word], word))
        found = []
        for word in order[: len(order) - math.ceil(_LEAST_STEMS * len(order)) + 1]:
            if self._frequency[word] <= _POSTINGS or not text.places:
                found.append(word)
            else:
                found += [f"{word} {place}" for place in text.places]
        return found

    def _shared(self, text: _Text, other: _Text) -> tuple[str, ...]:
        both = [word for word in text.stems if word in other.stems and self._frequency[word] <= self._rare]
        return tuple(
            text.forms[word] for word in sorted(both, key=lambda word: (self._frequency[word], word))
        )


def _whole(contribution: Contribution) -> str:
    return f"{contribution.title}\n{contribution.place}\n{contribution.text}"


def _text(contribution: Contribution, places: frozenset[str], empty: frozenset[str]) -> _Text:
    text = without(_whole(contribution), empty)
    forms: dict[str, str] = {}
    stems: Counter[str] = Counter()
    for token in words(text).tokens:
        if means(token.fold):
            forms.setdefault(stem(token.text), token.text)
            stems[stem(token.text)] += 1
    figures = frozenset(re.sub(r"\D", "", figure) for figure in _NUMBER.findall(text))
    joint = contribution.page if contribution.source == "themenwiki" else ""
    grams = _grams(_meaningful(text))
    return _Text(contribution.id, stems, grams, figures, places, forms, meaning(text), joint)


def _meaningful(text: str) -> list[str]:
    return [token.fold for token in words(text).tokens if means(token.fold)]


def _grams(meaningful: Iterable[str]) -> frozenset[str]:
    """Runs of four letters within the words, a blank before and after each word."""
    return frozenset[str]().union(*map(_runs, meaningful))


@lru_cache(maxsize=50_000)
def _runs(word: str) -> tuple[str, ...]:
    """Those of one word; kept, so that all texts share them."""
    padded = f" {word} "
    return tuple(padded[i : i + 4] for i in range(max(1, len(padded) - 3)))


def _jaccard(one: Iterable[str], other: Iterable[str]) -> float:
    first, second = frozenset(one), frozenset(other)
    shared = len(first & second)
    return shared / (len(first) + len(second) - shared) if shared else 0.0


def _one_place(text: _Text, other: _Text) -> bool:
    return not (text.places and other.places) or bool(text.places & other.places)


def _differs_in_figures(text: _Text, other: _Text) -> bool:
    """Whether it is the figures that make the difference: nearly the same words, another line or house.

    Whoever leaves a figure out says nothing else; who puts another in its place does.
    """
    if text.figures <= other.figures or other.figures <= text.figures:
        return False
    return _overlap(text, other) >= SAME


def _overlap(text: _Text, other: _Text) -> float:
    return (_jaccard(text.stems, other.stems) + _jaccard(text.grams, other.grams)) / 2


def _nearness(text: _Text, other: _Text) -> float:
    if text.joint and text.joint == other.joint:
        return 0.0
    if not _one_place(text, other) or not (text.figures <= other.figures or other.figures <= text.figures):
        return 0.0
    if min(len(text.stems), len(other.stems)) < _SHORT and text.stems.keys() != other.stems.keys():
        return 0.0
    if _jaccard(text.stems.keys(), other.stems.keys()) < _LEAST_STEMS:
        return 0.0
    return 0.0 if same_place(text.meaning, other.meaning) is False else _overlap(text, other)
