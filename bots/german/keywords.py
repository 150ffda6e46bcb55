"""Finding many words at once in German text: in every form, inside compounds, and as loose phrases.

A lexicon maps labels (a body, a topic, an aim, a group of words) to words, written as `rules.toml` explains:
„Spielplatz“ also finds „Spielplätze“ and „Wasserspielplatz“, „=Park“ only the word itself, „Park-“ and „-park“
one side of a compound, „wilder Müll“ both words near each other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from operator import attrgetter, itemgetter
from typing import Literal, NamedTuple

from familienkonferenz.bots.german.kept import Kept
from familienkonferenz.bots.german.words import Words, stem, word_set
from familienkonferenz.bots.german.words import tokens as cut

Part = Literal["word", "head", "first", "phrase"]

_BRACKETS = re.compile(r"\s*\(.*?\)")
_LOOSE = 5  # tokens that may stand between the words of a phrase
_COMPOUND = 5  # letters a word must have before it is looked for inside others
_STOP = word_set(
    "der die das den dem des ein eine einen einem einer eines und oder in im an am auf aus bei beim mit ohne von "
    "vom zu zum zur für nach über unter"
)


GROUP = "Gruppe: "
"""Begins the label of a named group of words (`[[word]]` of the rules), which several parts of the judgement ask."""


def spelling(keyword: str) -> str:
    """The keyword without marks and without what stands in brackets: „=Park (im Stadtteil)“ is „Park“."""
    return (_BRACKETS.sub("", keyword) if "(" in keyword else keyword).strip("=- ")


class Hit(NamedTuple):
    """A word of the lexicon in a text: its labels, how it was written in the lexicon, where, and how it fits."""

    labels: tuple[str, ...]
    keyword: str
    first: int
    last: int
    spoken: str
    part: Part


class _Pattern(NamedTuple):
    keyword: str
    labels: tuple[str, ...]
    stems: tuple[str, ...]
    capital: bool
    tight: bool = False
    small: tuple[str, ...] = ()
    """Of a loose phrase: each of its words as it is spelt if that begins small, else ""."""


_Fits = tuple[tuple[bool, tuple[str, ...], str, Part], ...]
"""What a word fits by itself: whether that needs a capital, its labels, how it is written, and how the word fits."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Labels and their words, compiled by `Lexicon.of`; `hits` finds them."""

    fits: Kept[_Fits] = field(repr=False)
    """By stem."""
    phrases: dict[str, tuple[tuple[int, frozenset[str], _Pattern], ...]]
    """By the rarest of their stems, numbered in their order, with the others."""
    rarest: frozenset[str] = field(repr=False)
    """The keys of `phrases`, which a text's vocabulary meets quickly."""
    alone: frozenset[str] = field(repr=False)
    """The stems of the words that are no phrases."""
    labels: frozenset[tuple[str, ...]]
    """Those that a hit may have, together."""

    @classmethod
    def of(cls, entries: Mapping[str, Iterable[str]]) -> Lexicon:
        """Compile labels and their words."""
        labels: dict[str, list[str]] = {}
        for label, keywords in entries.items():
            for keyword in keywords:
                labels.setdefault(keyword, []).append(label)
        single, phrases = _Single({}, {}, {}), []
        for keyword, owners in labels.items():
            bare = spelling(keyword)
            tokens = cut(bare)
            stems = tuple(token.stem for token in tokens)
            pattern = _Pattern(bare, tuple(dict.fromkeys(owners)), stems, bare[:1].isupper())
            if len(stems) == 1:
                single.add(keyword, pattern)
            elif stems:
                content = tuple(token for token in tokens if token.fold not in _STOP)
                if "-" in bare or len(content) < 2 or any(s.isdigit() for s in stems):
                    phrases.append(pattern._replace(tight=True))
                else:
                    small = tuple("" if token.upper else token.fold for token in content)
                    phrases.append(pattern._replace(stems=tuple(t.stem for t in content), small=small))
        owned = (tuple(dict.fromkeys(owners)) for owners in labels.values())
        by_rarest = _by_rarest(phrases)
        alone = frozenset(single.exact)
        return cls(Kept(single.fits), by_rarest, frozenset(by_rarest), alone, frozenset(owned))

    def may_stand(self, text: Words) -> bool:
        """Whether a phrase or a whole word of it may be in the text, compounds aside; costs little to ask."""
        return not (self.rarest.isdisjoint(text.vocabulary) and self.alone.isdisjoint(text.vocabulary))

    def hits(self, text: Words) -> tuple[Hit, ...]:
        """Every word of the lexicon in the text, from left to right; one hit per keyword and place."""
        found: list[Hit] = []
        tokens, lowered = text.tokens, text.lowered
        each = tuple(map(self.fits.__getitem__, text.stems))
        for at, fits in compress(enumerate(each), each):
            token = tokens[at]
            upper = token.upper or lowered
            for capital, labels, keyword, part in fits:
                if upper or not capital:
                    found.append(Hit(labels, keyword, at, at, token.text, part))
        if phrases := self._phrases(text):
            found += phrases
            found.sort(key=_first)
        return tuple(found)

    def _phrases(self, text: Words) -> list[Hit]:
        """The phrases of the text, asked only of those whose words it has."""
        has = text.vocabulary
        possible = [
            (number, pattern)
            for rarest in has & self.rarest
            for number, others, pattern in self.phrases[rarest]
            if others <= has
        ]
        if not possible:
            return []
        opened: dict[str, list[_Pattern]] = {}
        for _, pattern in sorted(possible, key=_number):
            for opening in pattern.stems[:1] if pattern.tight else pattern.stems:
                opened.setdefault(opening, []).append(pattern)
        return [
            Hit(pattern.labels, pattern.keyword, at, last, text.spoken(at, last), "phrase")
            for at, word in compress(enumerate(text.stems), map(opened.__contains__, text.stems))
            for pattern in opened[word]
            if (last := _last(pattern, at, text)) >= 0
        ]


_first, _number = attrgetter("first"), itemgetter(0)


class _Single(NamedTuple):
    """Words that stand alone, by stem: what they are whole, and what they are within a compound."""

    exact: dict[str, list[_Pattern]]
    first: dict[str, list[_Pattern]]
    head: dict[str, list[_Pattern]]

    def add(self, keyword: str, pattern: _Pattern) -> None:
        """Take up a word; the marks of the keyword say in which part of a compound it counts."""
        only = pattern.stems[0]
        self.exact.setdefault(only, []).append(pattern)
        free = not keyword.startswith(("=", "-")) and not keyword.endswith("-") and len(only) >= _COMPOUND
        if free or keyword.endswith("-"):
            self.first.setdefault(only, []).append(pattern)
        if free or keyword.startswith("-"):
            self.head.setdefault(only, []).append(pattern)

    def fits(self, word: str) -> _Fits:
        """What a word with this stem fits, each keyword once for its labels.

        „Hort“ of one label and „=Hort“ of another are two.
        """
        fits: dict[_Pattern, Part] = {}
        for pattern in self.exact.get(word, ()):
            fits[pattern] = "word"
        for cutting in range(3, len(word)):
            for pattern in self.head.get(word[cutting:], ()):
                fits.setdefault(pattern, "head")
            for pattern in self.first.get(word[:cutting], ()):
                fits.setdefault(pattern, "first")
        return tuple((one.capital, one.labels, one.keyword, part) for one, part in fits.items())


def _by_rarest(phrases: Sequence[_Pattern]) -> dict[str, tuple[tuple[int, frozenset[str], _Pattern], ...]]:
    """Phrases, numbered, by the word that fewest of them have, and a small one only where there is no other."""
    common = Counter(word for pattern in phrases for word in pattern.stems)
    small = frozenset(map(stem, _STOP))
    found: dict[str, list[tuple[int, frozenset[str], _Pattern]]] = {}
    for number, pattern in enumerate(phrases):
        rarest = min(pattern.stems, key=lambda word: (word in small, common[word]))
        found.setdefault(rarest, []).append((number, frozenset(pattern.stems) - {rarest}, pattern))
    return {rarest: tuple(listed) for rarest, listed in found.items()}


def _last(pattern: _Pattern, at: int, text: Words) -> int:
    """Where the phrase ends that begins here: its words in a row when tight, else near each other in one sentence.

    -1 when they do not stand so.
    """
    stems, size = text.stems, len(pattern.stems)
    if pattern.tight:
        small = pattern.capital and not (text.tokens[at].upper or text.lowered)
        return -1 if small or stems[at : at + size] != pattern.stems else at + size - 1
    near, last = stems[at : at + size + _LOOSE], 0
    for wanted, spelt in zip(pattern.stems, pattern.small, strict=True):
        if wanted not in near:
            return -1
        place = near.index(wanted)
        if spelt and _is_noun(at + place, text) and text.folds[at + place] != spelt:
            return -1
        last = max(last, place)
    return at + last if text.sentence[at + last] == text.sentence[at] else -1


def _is_noun(at: int, text: Words) -> bool:
    """Whether a capital inside a sentence tells a noun: „Park“ is no form of „parken“, „Parken“ is."""
    return text.tokens[at].upper and at > 0 and text.sentence[at - 1] == text.sentence[at]
