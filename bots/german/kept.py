"""What is known of a word, worked out when it is first asked for and kept: German says most things in few words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

LONGEST = 60
"""Letters of a word that are compared and kept; nobody means more, and hostile words can be endless."""

_MOST = 50_000  # words kept; then it begins anew
_Known = TypeVar("_Known")


class Kept(dict[str, _Known]):
    """Words and what `ask` says of them; `kept[word]` asks at most once.

    A dict that fills itself, so that all words of a text are looked up in one go: `map(kept.__getitem__, words)`.
    """

    __slots__ = ("_ask",)

    def __init__(self, ask: Callable[[str], _Known]) -> None:
        """Know nothing yet; ask: what to work out of a word, always the same for the same word."""
        self._ask = ask

    def __missing__(self, word: str) -> _Known:
        known = self._ask(word)
        if len(word) <= LONGEST:
            if len(self) >= _MOST:
                self.clear()
            self[word] = known
        return known


def ends_with(endings: Iterable[str]) -> Callable[[str], bool]:
    """Whether a word ends with one of these, to be kept."""
    each = tuple(endings)
    return lambda word: word.endswith(each)


def holding(pattern: str) -> Kept[bool]:
    """Whether the pattern is found in a word; ask it of several: `any(map(kept.__getitem__, words))`."""
    search = re.compile(pattern).search
    return Kept(lambda word: search(word) is not None)
