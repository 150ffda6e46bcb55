"""The turns of phrase that tell what a sentence does: asks, proposes, complains, offers, thanks.

A sign's words are written as people say them, and read as `rules.toml` explains: „wäre schön“ stands in a row,
„würde … helfen“ in one sentence in this order, „^“ is its beginning, „?“ and „!“ are its end. „fehlen“ also finds
„fehle“, but „könnte“ never „konnte“: what somebody could do once is no wish.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from familienkonferenz.bots.german import Words, fold
from familienkonferenz.config.rules import Sign

_ENDINGS = ("ern", "em", "er", "en", "es", "e", "s", "n")
_NEAR = 25  # words that may stand at „…“
_CACHED = 50_000
_BEGIN, _GAP = "^", "…"
_MARKS = "?!"
_MARK = re.compile("[?!]")


class Found(NamedTuple):
    """A sign in a text: which, in which sentence, from which token to which."""

    sign: Sign
    sentence: int
    first: int
    last: int


class _Turn(NamedTuple):
    """One turn of phrase: its words, before which of them others may stand, and what its sentence must show."""

    sign: Sign
    words: tuple[str, ...]
    loose: tuple[bool, ...]
    needed: frozenset[str]
    begins: bool
    mark: str


@dataclass(frozen=True, slots=True)
class Signs:
    """The turns of phrase of all signs, compiled by `Signs.of`; `find` reads a text once from left to right."""

    turns: dict[str, tuple[_Turn, ...]]
    """By their first word."""
    whole: dict[str, tuple[str, ...]]
    """Words of turns by what they are compared by."""
    begun: dict[str, tuple[str, ...]]
    ended: dict[str, tuple[str, ...]]
    _seen: dict[str, tuple[frozenset[str], frozenset[str]]] = field(repr=False, compare=False)
    """By folded word: the small words of turns it fits, and all of them."""

    @classmethod
    def of(cls, signs: Iterable[Sign]) -> Signs:
        """Compile signs; a turn that several signs share belongs to each."""
        turns: dict[str, list[_Turn]] = {}
        whole: dict[str, list[str]] = {}
        begun: dict[str, list[str]] = {}
        ended: dict[str, list[str]] = {}
        for sign in signs:
            for spoken in sign.words:
                turn = _turn(sign, spoken)
                if not turn.words:
                    continue
                turns.setdefault(turn.words[0], []).append(turn)
                for word in turn.words:
                    place, key = (
                        (begun, fold(word[:-1]))
                        if word.endswith("-")
                        else (ended, fold(word[1:]))
                        if word.startswith("-")
                        else (whole, _root(fold(word)))
                    )
                    if word not in place.setdefault(key, []):
                        place[key].append(word)
        frozen = ({key: tuple(found) for key, found in place.items()} for place in (whole, begun, ended))
        return cls({key: tuple(found) for key, found in turns.items()}, *frozen, {})

    def find(self, text: Words) -> tuple[Found, ...]:
        """Every turn in the text, from left to right."""
        met = self._met(text)
        found: list[Found] = []
        marks: dict[int, str] | None = None
        inside: dict[int, set[str]] = {}
        for sentence, words in met.values():
            inside.setdefault(sentence, set()).update(words)
        for at, (sentence, words) in met.items():
            for word in words:
                for turn in self.turns.get(word, ()):
                    if turn.begins and at and text.sentence[at - 1] == sentence:
                        continue
                    if not turn.needed <= inside[sentence]:
                        continue
                    last = _follow(turn, at, sentence, met)
                    if last < 0:
                        continue
                    if turn.mark:
                        marks = _ends(text) if marks is None else marks
                        if marks.get(sentence) != turn.mark:
                            continue
                    found.append(Found(turn.sign, sentence, at, last))
        return tuple(found)

    def _met(self, text: Words) -> dict[int, tuple[int, frozenset[str]]]:
        """The tokens that fit a word of a turn: sentence and these words."""
        met: dict[int, tuple[int, frozenset[str]]] = {}
        seen, before = self._seen, -1
        for at, (token, sentence) in enumerate(zip(text.tokens, text.sentence, strict=True)):
            fits = seen.get(token.fold) or self._learn(token.fold)
            if fits[1]:
                noun = token.upper and sentence == before and not text.lowered and not token.text.isupper()
                words = fits[1] - fits[0] if noun else fits[1] if token.upper or text.lowered else fits[0]
                if words:
                    met[at] = (sentence, words)
            before = sentence
        return met

    def _learn(self, word: str) -> tuple[frozenset[str], frozenset[str]]:
        if len(self._seen) >= _CACHED:
            self._seen.clear()
        fits = [*self.whole.get(_root(word), ())]
        for cut in range(2, len(word) + 1):
            fits += self.begun.get(word[:cut], ())
            fits += self.ended.get(word[-cut:], ())
        small = frozenset(fit for fit in fits if not fit.strip("-")[0].isupper())
        self._seen[word] = found = small, frozenset(fits)
        return found


def _turn(sign: Sign, spoken: str) -> _Turn:
    parts = spoken.replace(_GAP, f" {_GAP} ").split()
    begins = parts[:1] == [_BEGIN]
    mark = parts[-1] if parts and parts[-1] in _MARKS else ""
    words, loose, gap = [], [], False
    for part in parts:
        if part == _GAP:
            gap = True
        elif part != _BEGIN and part not in _MARKS:
            words.append(part)
            loose.append(gap)
            gap = False
    return _Turn(sign, tuple(words), tuple(loose), frozenset(words), begins, mark)


def _follow(turn: _Turn, at: int, sentence: int, met: dict[int, tuple[int, frozenset[str]]]) -> int:
    """The last token of the turn that begins at a token; -1 when its words do not follow."""
    here = at
    for word, loose in zip(turn.words[1:], turn.loose[1:], strict=True):
        for there in range(here + 1, here + (_NEAR if loose else 1) + 1):
            found = met.get(there)
            if found and found[0] == sentence and word in found[1]:
                here = there
                break
        else:
            return -1
    return here


def _ends(text: Words) -> dict[int, str]:
    """The marks ? and ! that sentences end with, by the number of the sentence."""
    starts = [token.start for token in text.tokens]
    ends: dict[int, str] = {}
    for found in _MARK.finditer(text.text):
        if before := bisect_right(starts, found.start()):
            ends.setdefault(text.sentence[before - 1], found[0])
    return ends


@lru_cache(maxsize=50_000)
def _root(word: str) -> str:
    """A folded word without its ending, umlauts kept: „könnte“ and „konnte“ differ, „wünsche“, „wünschen“ do not."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
