"""The difference of two texts, by lines and within changed lines by words. Pure, and bounded in time.

What both have in common at the beginning and the end is cut off first. A middle that is too large to compare is
shown as one change: comparing is quadratic in the worst case, cubic where lines repeat, and anybody may ask for it.
So its steps are counted, too; what is left when they are used up counts as changed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import accumulate

_MOST_LINES = 1_000_000
"""Old lines times new lines that are compared; beyond, the middle is one change."""
_MOST_WORDS = 60_000
"""The same for the words of a changed block."""
_STEPS = 5_000_000
"""Of difflib, about a hundred nanoseconds each, for the whole of two texts."""
_WORD = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a line; `changed` if the other side does not have it."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A block of lines that differ, with the number of its first line on both sides, from 1."""

    old_line: int
    old: tuple[Piece, ...]
    new_line: int
    new: tuple[Piece, ...]


def changes(old: str, new: str) -> tuple[Change, ...]:
    """Where the texts differ, in order; nothing if they are equal."""
    before, after = old.split("\n"), new.split("\n")
    steps = _Steps()
    return tuple(
        Change(i1 + 1, *_pieces("\n".join(before[i1:i2]), "\n".join(after[j1:j2]), j1 + 1, steps))
        for i1, i2, j1, j2 in _blocks(before, after, _MOST_LINES, steps)
    )


class _Steps:
    """The steps that two texts have left."""

    def __init__(self) -> None:
        self.left = _STEPS


class _Matcher(SequenceMatcher[str]):
    """difflib's matcher, which finds nothing more when the steps are used up."""

    def __init__(self, old: Sequence[str], new: Sequence[str], steps: _Steps) -> None:
        super().__init__(None, old, new, autojunk=False)
        self._steps = steps
        alike = Counter(new)
        self._until = [0, *accumulate(1 + alike[part] for part in old)]

    def find_longest_match(
        self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None
    ) -> Match:
        """As difflib's; it looks at each pair of equal parts."""
        self._steps.left -= self._until[-1 if ahi is None else ahi] - self._until[alo]
        return super().find_longest_match(alo, ahi, blo, bhi) if self._steps.left > 0 else Match(alo, blo, 0)


def _pieces(
    old: str, new: str, new_line: int, steps: _Steps
) -> tuple[tuple[Piece, ...], int, tuple[Piece, ...]]:
    before, after = _WORD.findall(old), _WORD.findall(new)
    left: list[Piece] = []
    right: list[Piece] = []
    done_old = done_new = 0
    for i1, i2, j1, j2 in _blocks(before, after, _MOST_WORDS, steps):
        for side, words, done, start, end in (
            (left, before, done_old, i1, i2),
            (right, after, done_new, j1, j2),
        ):
            _append(side, words[done:start], changed=False)
            _append(side, words[start:end], changed=True)
        done_old, done_new = i2, j2
    _append(left, before[done_old:], changed=False)
    _append(right, after[done_new:], changed=False)
    return tuple(left), new_line, tuple(right)


def _append(side: list[Piece], words: Sequence[str], *, changed: bool) -> None:
    if words:
        side.append(Piece("".join(words), changed))


def _blocks(
    old: Sequence[str], new: Sequence[str], most: int, steps: _Steps
) -> list[tuple[int, int, int, int]]:
    """Ranges `old[i1:i2]`, `new[j1:j2]` that differ."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    old_end, new_end = len(old), len(new)
    while old_end > start and new_end > start and old[old_end - 1] == new[new_end - 1]:
        old_end, new_end = old_end - 1, new_end - 1
    if start == old_end and start == new_end:
        return []
    if (old_end - start) * (new_end - start) > most:
        return [(start, old_end, start, new_end)]
    matcher = _Matcher(old[start:old_end], new[start:new_end], steps)
    return [
        (start + i1, start + i2, start + j1, start + j2)
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
        if tag != "equal"
    ]
