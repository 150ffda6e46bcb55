"""Finding many words at once in German text: in every form, inside compounds, and as loose phrases.

A lexicon maps labels (a body, a topic, an aim, a group of words) to words, written as `rules.toml` explains:
„Spielplatz“ also finds „Spielplätze“ and „Wasserspielplatz“, „=Park“ only the word itself, „Park-“ and „-park“
one side of a compound, „wilder Müll“ both words near each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from familienkonferenz.bots.german import Words, word_set
from familienkonferenz.bots.german import words as cut

Part = Literal["word", "head", "first", "phrase"]

_LOOSE = 5  # tokens that may stand between the words of a phrase
_COMPOUND = 5  # letters a word must have before it is looked for inside others
_STOP = word_set(
    "der die das den dem des ein eine einen einem einer eines und oder in im an am auf aus bei beim mit ohne von "
    "vom zu zum zur für nach über unter"
)
_CACHED = 50_000


def spelling(keyword: str) -> str:
    """The keyword without marks and without what stands in brackets: „=Park (im Stadtteil)“ is „Park“."""
    return re.sub(r"\s*\(.*?\)", "", keyword).strip("=- ")


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
    tight: bool


class _Fits(NamedTuple):
    """What a word fits by itself, and the phrases that it may be part of, each with all stems it needs."""

    single: tuple[tuple[_Pattern, Part], ...]
    phrases: tuple[tuple[_Pattern, frozenset[str]], ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Labels and their words, compiled by `Lexicon.of`; `hits` finds them."""

    exact: dict[str, list[_Pattern]]
    first: dict[str, list[_Pattern]]
    head: dict[str, list[_Pattern]]
    phrases: dict[str, list[_Pattern]]
    _seen: dict[str, _Fits | None] = field(repr=False, compare=False)
    """By stem; None: fits nothing, as most words do."""

    @classmethod
    def of(cls, entries: Mapping[str, Iterable[str]]) -> Lexicon:
        """Compile labels and their words."""
        labels: dict[str, list[str]] = {}
        for label, keywords in entries.items():
            for keyword in keywords:
                labels.setdefault(keyword, []).append(label)
        lexicon = cls({}, {}, {}, {}, {})
        for keyword, owners in labels.items():
            lexicon._add(keyword, tuple(dict.fromkeys(owners)))
        return lexicon

    def _add(self, keyword: str, labels: tuple[str, ...]) -> None:
        bare = spelling(keyword)
        tokens = cut(bare).tokens
        if not tokens:
            return
        stems = tuple(token.stem for token in tokens)
        pattern = _Pattern(bare, labels, stems, bare[0].isupper(), False)
        if len(stems) > 1:
            content = tuple(s for token, s in zip(tokens, stems, strict=True) if token.fold not in _STOP)
            tight = "-" in bare or len(content) < 2 or any(s.isdigit() for s in stems)
            pattern = pattern._replace(stems=stems if tight else content, tight=tight)
            self.phrases.setdefault(pattern.stems[0], []).append(pattern)
            if not tight:
                for other in pattern.stems[1:]:
                    self.phrases.setdefault(other, []).append(pattern)
            return
        only = stems[0]
        self.exact.setdefault(only, []).append(pattern)
        free = not keyword.startswith(("=", "-")) and not keyword.endswith("-") and len(only) >= _COMPOUND
        if free or keyword.endswith("-"):
            self.first.setdefault(only, []).append(pattern)
        if free or keyword.startswith("-"):
            self.head.setdefault(only, []).append(pattern)

    def hits(self, text: Words) -> tuple[Hit, ...]:
        """Every word of the lexicon in the text, from left to right; one hit per keyword and place."""
        found: list[Hit] = []
        tokens, lowered, seen = text.tokens, text.lowered, self._seen
        stems: frozenset[str] | None = None
        for at in [at for at, word in enumerate(text.stems) if seen.get(word, True)]:
            token = tokens[at]
            fits = seen[token.stem] if token.stem in seen else self._learn(token.stem)
            if fits is None:
                continue
            upper = token.upper or lowered
            for pattern, part in fits.single:
                if upper or not pattern.capital:
                    found.append(Hit(pattern.labels, pattern.keyword, at, at, token.text, part))
            if fits.phrases:
                stems = stems or frozenset(text.stems)
                for pattern, needed in fits.phrases:
                    if needed <= stems and (hit := _phrase(pattern, needed, at, text)):
                        found.append(hit)
        return tuple(found)

    def _learn(self, word: str) -> _Fits | None:
        """What a word with this stem fits, each keyword once for its labels; kept for the next time.

        „Hort“ of one label and „=Hort“ of another are two.
        """
        if len(self._seen) >= _CACHED:
            self._seen.clear()
        fits: dict[_Pattern, tuple[_Pattern, Part]] = {}
        for pattern in self.exact.get(word, ()):
            fits[pattern] = (pattern, "word")
        for cutting in range(3, len(word)):
            for pattern in self.head.get(word[cutting:], ()):
                fits.setdefault(pattern, (pattern, "head"))
            for pattern in self.first.get(word[:cutting], ()):
                fits.setdefault(pattern, (pattern, "first"))
        phrases = tuple((pattern, frozenset(pattern.stems)) for pattern in self.phrases.get(word, ()))
        found = _Fits(tuple(fits.values()), phrases) if fits or phrases else None
        self._seen[word] = found
        return found


def _phrase(pattern: _Pattern, needed: frozenset[str], at: int, text: Words) -> Hit | None:
    """The phrase, if its words stand here: in a row when tight, else near each other in one sentence."""
    tokens, size = text.tokens, len(pattern.stems)
    if not needed.issubset(text.stems[at : at + size + _LOOSE]):
        return None
    if pattern.tight:
        row = tokens[at : at + size]
        if tuple(token.stem for token in row) != pattern.stems:
            return None
        if pattern.capital and not (row[0].upper or text.lowered):
            return None
        return Hit(
            pattern.labels, pattern.keyword, at, at + size - 1, _spoken(text, at, at + size - 1), "phrase"
        )
    near = {
        tokens[i].stem: i
        for i in range(min(len(tokens), at + size + _LOOSE) - 1, at - 1, -1)
        if text.sentence[i] == text.sentence[at]
    }
    if not all(wanted in near for wanted in pattern.stems):
        return None
    last = max(near[wanted] for wanted in pattern.stems)
    return Hit(pattern.labels, pattern.keyword, at, last, _spoken(text, at, last), "phrase")


def _spoken(text: Words, first: int, last: int) -> str:
    return text.text[text.tokens[first].start : text.tokens[last].end]


def evidence(hits: Iterable[Hit], limit: int = 4) -> str:
    """The words of the hits as people quote them: „Rutsche“, „Spielplatz“; each once, the first few."""
    spoken = dict.fromkeys(" ".join(hit.spoken.split()) for hit in hits)
    return ", ".join(f"„{word}“" for word in list(spoken)[:limit])
