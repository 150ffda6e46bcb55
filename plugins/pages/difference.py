"""The difference of two texts, by lines and within changed lines by words. Pure, and bounded in time.

What both have in common at the beginning and the end is cut off first. A middle that is too large to compare is
shown as one change: comparing is quadratic in the worst case, and anybody may ask for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_MOST_LINES = 1_000_000
"""Old lines times new lines that are compared; beyond, the middle is one change."""
_MOST_WORDS = 60_000
"""The same for the words of a changed block."""
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
    return tuple(
        Change(i1 + 1, *_pieces("\n".join(before[i1:i2]), "\n".join(after[j1:j2]), j1 + 1))
        for i1, i2, j1, j2 in _blocks(before, after, _MOST_LINES)
    )


def _pieces(old: str, new: str, new_line: int) -> tuple[tuple[Piece, ...], int, tuple[Piece, ...]]:
    before, after = _WORD.findall(old), _WORD.findall(new)
    left: list[Piece] = []
    right: list[Piece] = []
    done_old = done_new = 0
    for i1, i2, j1, j2 in _blocks(before, after, _MOST_WORDS):
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


def _blocks(old: Sequence[str], new: Sequence[str], most: int) -> list[tuple[int, int, int, int]]:
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
    matcher = SequenceMatcher(None, old[start:old_end], new[start:new_end], autojunk=False)
    return [
        (start + i1, start + i2, start + j1, start + j2)
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
        if tag != "equal"
    ]
