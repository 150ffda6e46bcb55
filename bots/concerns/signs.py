"""The turns of phrase that tell what a sentence does: asks, proposes, complains, offers, thanks.

A sign's words are written as people say them, and read as `rules.toml` explains: „wäre schön“ stands in a row,
„würde … helfen“ in one sentence in this order, „^“ is its beginning, „$“ its end, as are „?“ and „!“. „fehlen“
also finds „fehle“, but „könnte“ never „konnte“: what somebody could do once is no wish.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import compress
from typing import NamedTuple

from familienkonferenz.bots.german.kept import Kept
from familienkonferenz.bots.german.words import Token, Words, fold, stem
from familienkonferenz.config.meanings import Sign

_ENDINGS = ("ern", "em", "er", "en", "es", "e", "s", "n")
_NEAR = 25  # words that may stand at „…“
_BEGIN, _GAP, _END = "^", "…", "$"
_MARKS = "?!"
_ORDINARY = (
    "und aber eine ein einen die das dem den der haben habe hat dass noch mal gibt man mehr doch da schon sein nur "
    "Kinder Jahren Familien kann können ist wird werden sind nicht in uns es so wie zu an"
)
_OFTEN = frozenset(_ORDINARY.split())
_MARK = re.compile("[?!]")
_SMALL = (True, False)  # as most words are written


class Found(NamedTuple):
    """A sign in a text: which, in which sentence, from which token to which."""

    sign: Sign
    sentence: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Turn:
    """One turn of phrase: its words, before which of them others may stand, and what its sentence must show.

    `key` is that of its sign, found once in a sentence. `alone`: it is one word, wherever that stands. `rarest` is the
    place of the word that fewest texts and turns have; where it stands the others are looked for, if the text has
    their stems (`others`) at all.
    """

    sign: Sign
    key: str
    words: tuple[str, ...]
    loose: tuple[bool, ...]
    begins: bool
    ends: bool
    mark: str
    others: frozenset[str]
    alone: bool
    rarest: int = 0


@dataclass(frozen=True, slots=True)
class _Fits:
    """What a word fits when it is written small, and what as a noun: words of turns, and turns to look for by what it
    may be, small or a noun."""

    small: frozenset[str]
    nouns: frozenset[str]
    turns: Mapping[tuple[bool, bool], tuple[_Turn, ...]]


@dataclass(frozen=True, slots=True)
class Signs:
    """The turns of phrase of all signs, compiled by `Signs.of`; `find` reads a text once from left to right."""

    fits: Kept[_Fits | None] = field(repr=False)
    """By folded word; None: no turn has it."""

    @classmethod
    def of(cls, signs: Iterable[Sign]) -> Signs:
        """Compile signs; a turn that several signs share belongs to each."""
        turns = [turn for sign in signs for spoken in sign.words if (turn := _turn(sign, spoken)).words]
        common = Counter(word for turn in turns for word in set(turn.words))
        by_word: dict[str, list[_Turn]] = {}
        for turn in turns:
            rarest = min(
                range(len(turn.words)), key=lambda at: (turn.words[at] in _OFTEN, common[turn.words[at]])
            )
            by_word.setdefault(turn.words[rarest], []).append(replace(turn, rarest=rarest))
        return cls(Kept(_Parts.of(by_word).fits))

    def find(self, text: Words) -> tuple[Found, ...]:
        """The signs in the text from left to right, each once in a sentence."""
        found: list[Found] = []
        known: set[str] = set()  # the signs of the sentence
        marks: dict[int, str] | None = None
        tokens, sentences, vocabulary, before = text.tokens, text.sentence, text.vocabulary, -1
        each = tuple(map(self.fits.__getitem__, text.folds))
        for at, fits in compress(enumerate(each), each):
            if fits is None or not fits.turns:
                continue
            sentence, token = sentences[at], tokens[at]
            if sentence != before:
                known.clear()
                before = sentence
            for turn in fits.turns[_written(token, at, text) if token.upper or text.lowered else _SMALL]:
                if turn.key in known or not turn.others <= vocabulary:
                    continue
                if turn.mark:
                    marks = _ends(text) if marks is None else marks
                    if marks.get(sentence) != turn.mark:
                        continue
                span = (at, at) if turn.alone else self._span(turn, at, text)
                if span:
                    known.add(turn.key)
                    found.append(Found(turn.sign, sentence, *span))
        return tuple(found)

    def _span(self, turn: _Turn, at: int, text: Words) -> tuple[int, int] | None:
        """From where to where the turn stands whose rarest word is here; None when its other words do not."""
        first = last = at
        for number in range(turn.rarest + 1, len(turn.words)):
            reach = _NEAR if turn.loose[number] else 1
            last = self._next(turn.words[number], range(last + 1, last + reach + 1), at, text)
            if last < 0:
                return None
        for number in range(turn.rarest - 1, -1, -1):
            reach = _NEAR if turn.loose[number + 1] else 1
            first = self._next(turn.words[number], range(first - 1, first - reach - 1, -1), at, text)
            if first < 0:
                return None
        if turn.begins and first and text.sentence[first - 1] == text.sentence[first]:
            return None
        if turn.ends and text.sentence[last + 1 : last + 2] == (text.sentence[last],):
            return None
        return first, last

    def _next(self, word: str, reach: range, here: int, text: Words) -> int:
        """The nearest token in reach that fits the word in the sentence of a token here; -1 when none does."""
        sentence, folds = text.sentence, text.folds
        within, beyond = sentence[here], len(folds)
        for at in reach:
            if not 0 <= at < beyond or sentence[at] != within:
                return -1
            fits = self.fits[folds[at]]
            if fits and (word in fits.small or word in fits.nouns):
                small, noun = _written(text.tokens[at], at, text)
                if (small and word in fits.small) or (noun and word in fits.nouns):
                    return at
        return -1


class _Parts(NamedTuple):
    """The words of turns by what they are compared by, whole or the begin or end of a word, with their turns."""

    turns: dict[str, list[_Turn]]
    whole: dict[str, list[str]]
    begun: dict[str, list[str]]
    ended: dict[str, list[str]]

    @classmethod
    def of(cls, turns: dict[str, list[_Turn]]) -> _Parts:
        """Compile turns that are listed by their rarest word."""
        parts = cls(turns, {}, {}, {})
        words = (word for listed in turns.values() for turn in listed for word in turn.words)
        for word in dict.fromkeys(words):
            if word.endswith("-"):
                parts.begun.setdefault(fold(word[:-1]), []).append(word)
            elif word.startswith("-"):
                parts.ended.setdefault(fold(word[1:]), []).append(word)
            else:
                parts.whole.setdefault(_root(fold(word)), []).append(word)
        return parts

    def fits(self, word: str) -> _Fits | None:
        """What a folded word fits."""
        fits = [*self.whole.get(_root(word), ())]
        for cut in range(2, len(word) + 1):
            fits += self.begun.get(word[:cut], ())
            fits += self.ended.get(word[-cut:], ())
        nouns = frozenset(fit for fit in fits if fit.strip("-")[0].isupper())
        small = frozenset(fits) - nouns
        if not fits:
            return None
        as_small = [turn for fit in sorted(small) for turn in self.turns.get(fit, ())]
        as_noun = [turn for fit in sorted(nouns) for turn in self.turns.get(fit, ())]
        turns = {(True, False): as_small, (False, True): as_noun, (True, True): as_small + as_noun}
        asked = {written: _telling(each) for written, each in turns.items()}
        return _Fits(small, nouns, asked if as_small or as_noun else {})


def _telling(turns: Iterable[_Turn]) -> tuple[_Turn, ...]:
    """The turns without those behind a lone word that shows the same sign in any case."""
    kept: list[_Turn] = []
    shown: set[str] = set()
    for turn in turns:
        if turn.key not in shown:
            kept.append(turn)
        if turn.alone and not turn.mark:
            shown.add(turn.key)
    return tuple(kept)


def _written(token: Token, at: int, text: Words) -> tuple[bool, bool]:
    """Whether a token may be a small word, and whether a noun, which inside a sentence the capital tells."""
    if not token.upper:
        return True, text.lowered
    first = at == 0 or text.sentence[at - 1] != text.sentence[at]
    return first or text.lowered or token.text.isupper(), True


def _turn(sign: Sign, spoken: str) -> _Turn:
    parts = spoken.replace(_GAP, f" {_GAP} ").split()
    begins = parts[:1] == [_BEGIN]
    mark = parts[-1] if parts and parts[-1] in _MARKS else ""
    words, loose, gap = [], [], False
    for part in parts:
        if part == _GAP:
            gap = True
        elif part not in (_BEGIN, _END) and part not in _MARKS:
            words.append(part)
            loose.append(gap)
            gap = False
    ends = parts[-1:] == [_END]
    alone = len(words) == 1 and not begins and not ends
    return _Turn(
        sign,
        f"{sign.kind}\n{sign.name}",
        tuple(words),
        tuple(loose),
        begins,
        ends,
        mark,
        _stems(words),
        alone,
    )


def _stems(words: Sequence[str]) -> frozenset[str]:
    """The stems of whole words that a text must have, if there is more than one word; which is quick to ask."""
    return frozenset(stem(word) for word in words if "-" not in word) if len(words) > 1 else frozenset()


def _ends(text: Words) -> dict[int, str]:
    """The marks ? and ! that sentences end with, by the number of the sentence."""
    ends: dict[int, str] = {}
    for found in _MARK.finditer(text.text):
        if before := bisect_right(text.starts, found.start()):
            ends.setdefault(text.sentence[before - 1], found[0])
    return ends


def _root(word: str) -> str:
    """A folded word without its ending, umlauts kept: „könnte“ and „konnte“ differ, „wünsche“, „wünschen“ do not."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
