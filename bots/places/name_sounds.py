"""Names of places that people write as they hear them: „Varenwald“, „in stökken“, „Missburg-Süd“.

A long name is known by its sound anywhere, a short one only where a place is expected. A name of two words may
have one slip: the two vouch for each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from string import ascii_lowercase
from typing import NamedTuple

from familienkonferenz.bots.german.words import Words
from familienkonferenz.bots.places.name_forms import is_slip

_HEARD = 6  # letters of a name that is known by its sound where a place is expected
_LONG = 7  # letters of a name that is known by its sound anywhere
_SOUNDS = (
    ("ck", "k"), ("tz", "z"), ("dt", "t"), ("th", "t"), ("ph", "f"), ("v", "f"), ("w", "f"), ("ai", "ei"), ("ie", "i"),
    ("y", "i"), ("h", ""),
)  # fmt: skip
_TWICE = re.compile(r"([a-z])\1+")
_PARTED = re.compile(r"[ -]")


def is_long(key: tuple[str, ...]) -> bool:
    """Whether a name is known by its sound anywhere, and not only where a place is expected."""
    return len(key[0]) >= _LONG


@lru_cache(maxsize=20_000)
def sound(word: str) -> str:
    """A folded word as it sounds: one spelling for „Varenwald“ and „Vahrenwald“, „stökken“ and „Stöcken“.

    >>> sound("varenwalt") == sound("vahrenwald"), sound("stoekken") == sound("stoecken")
    (True, True)
    """
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    once = _TWICE.sub(r"\1", word)
    return f"{once[:-1]}t" if once.endswith("d") else once


class Sounds(NamedTuple):
    """Names by how they sound: those of one word, and of two words by the second, each with its spelling.

    near: every spelling of a second word with at most one slip, to ask of each word of a text.
    """

    singles: dict[str, tuple[str, ...]]
    pairs: dict[str, tuple[str, str]]
    near: frozenset[str]

    @classmethod
    def of(cls, keys: Iterable[tuple[str, ...]], words: frozenset[str]) -> Sounds:
        """Compile the names; `words` are spellings that are no slips."""
        singles: dict[str, tuple[str, ...]] = {}
        pairs: dict[str, tuple[str, str]] = {}
        for key in sorted(keys):
            if len(key) == 1 and len(key[0]) >= _HEARD:
                singles.setdefault(sound(key[0]), key)
            elif len(key) == 2 and len("".join(key)) >= _LONG:
                pairs["".join(key)] = key
        seconds = {key[1] for key in pairs.values()}
        return cls(singles, pairs, frozenset(near for word in seconds for near in _near(word)) - words)

    def heard(self, word: str, words: frozenset[str]) -> tuple[str, ...] | None:
        """The name of one word that a word sounds like, unless it is one of `words` that are no slips."""
        return None if len(word) < _HEARD - 1 or word in words else self.singles.get(sound(word))

    def paired(self, text: Words, at: int) -> tuple[str, str] | None:
        """The name of two words that this word and the next mean but for one slip: „Linden Nort“, „Missburg-Süd“."""
        first, second = text.tokens[at], text.tokens[at + 1]
        if not (first.upper or text.lowered) or not _PARTED.fullmatch(text.gap(at, at + 1)):
            return None
        written = first.fold + second.fold
        for joined, key in self.pairs.items():
            if (
                key[0][0] != written[0]
                or abs(len(joined) - len(written)) > 2
                or key == (first.fold, second.fold)
            ):
                continue
            if is_slip(joined, written) or (sound(key[0]), sound(key[1])) == (
                sound(first.fold),
                sound(second.fold),
            ):
                return key
        return None


def _near(word: str) -> Iterator[str]:
    """The word and every spelling with one slip behind its first letter."""
    yield word
    for at in range(1, len(word) + 1):
        head, tail = word[:at], word[at:]
        yield head + tail[1:]
        for letter in ascii_lowercase:
            yield head + letter + tail
            yield head + letter + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
