"""The tokens of a text, and which of them came from an earlier one. Pure; linear in what changed, within bounds.

A token is a word or a single sign. Every token ever written on a page has a number of its own, rising; a piece of
text knows the numbers of its tokens as spans, so that a paragraph nobody touched again is one span.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from hashlib import blake2b
from itertools import chain
from typing import Any

from rapidfuzz.distance import Indel

Spans = tuple[tuple[int, int], ...]
"""Numbers of tokens in order of the text: (first, last + 1), …"""

RUN = 2
"""So many equal tokens in a row are the same text; a single one ("und", ",") is chance."""

_TOKEN = re.compile(r"\w+|[^\w\s]")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_CELLS = 40_000_000  # so many pairs of tokens are compared at once at most: 5 MB of bits


def tokens(text: str) -> list[str]:
    """Words and single signs.

    >>> tokens("Mehr Bänke!")
    ['Mehr', 'Bänke', '!']
    """
    return _TOKEN.findall(text)


def spots(text: str) -> Iterator[tuple[int, bool]]:
    """Where each token begins, and whether it is a word.

    >>> list(spots("Mehr Bänke!"))
    [(0, True), (5, True), (10, False)]
    """
    return ((match.start(), match[0][0].isalnum() or match[0][0] == "_") for match in _TOKEN.finditer(text))


def sentences(line: str) -> list[str]:
    """A line cut after its full stops; together they have the line's tokens."""
    return _SENTENCE.split(line)


def digest(text: str) -> str:
    """A short name for a text, the same in every process."""
    if not text:
        return "-"
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def numbers(spans: Spans) -> Iterator[int]:
    """The number of each token."""
    for first, end in spans:
        yield from range(first, end)


def length(spans: Iterable[tuple[int, int]]) -> int:
    """How many tokens these are."""
    return sum(end - first for first, end in spans)


def among(spans: Spans, some: AbstractSet[int]) -> bool:
    """Whether one of these tokens is in `some`."""
    return bool(some) and any(not some.isdisjoint(range(first, end)) for first, end in spans)


class Copies:
    """Which tokens are copies; `rows` as (first number, first number of the original, tokens), rising."""

    def __init__(self, rows: list[tuple[int, int, int]]) -> None:
        self.rows = rows

    def add(self, copy: int, original: int, since: int) -> None:
        """Remember a copy; it goes on with the row before, unless that is older than the number `since`."""
        if self.rows:
            first, source, size = self.rows[-1]
            if first + size == copy and source + size == original and first >= since:
                self.rows[-1] = (first, source, size + 1)
                return
        self.rows.append((copy, original, 1))

    def original(self, number: int) -> tuple[int, bool]:
        """The token that was first written, and whether `number` is a copy of it."""
        at = bisect_right(self.rows, number, key=lambda row: row[0]) - 1
        if at >= 0:
            first, original, size = self.rows[at]
            if number < first + size:
                return original + number - first, True
        return number, False


def joined(found: Iterable[int]) -> Spans:
    """Numbers of tokens in order of the text, as spans.

    >>> joined([4, 5, 6, 2, 3])
    ((4, 7), (2, 4))
    """
    spans: list[tuple[int, int]] = []
    first = end = -1
    for number in found:
        if number != end:
            if first >= 0:
                spans.append((first, end))
            first = number
        end = number + 1
    if first >= 0:
        spans.append((first, end))
    return tuple(spans)


def chained(parts: Iterable[Spans]) -> Spans:
    """The spans of pieces that follow each other."""
    spans: list[tuple[int, int]] = []
    for part in parts:
        for first, end in part:
            if spans and spans[-1][1] == first:
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((first, end))
    return tuple(spans)


def parted(line: str, spans: Spans) -> Iterator[tuple[str, list[str], Spans]]:
    """The sentences of a line with their tokens and the numbers of these."""
    pieces = sentences(line)
    if len(pieces) == 1:
        yield line, tokens(line), spans
        return
    left = iter(spans)
    first = end = 0
    for sentence in pieces:
        words = tokens(sentence)
        part, wanted = [], len(words)
        while wanted:
            if first == end:
                first, end = next(left)
            taken = min(wanted, end - first)
            part.append((first, first + taken))
            first, wanted = first + taken, wanted - taken
        yield sentence, words, tuple(part)


def same_edges(old: Sequence[Any], new: Sequence[Any]) -> tuple[int, int]:
    """How many elements at the beginning, and then at the end, are the same; halving, as slices compare fast."""
    olds, news = len(old), len(new)
    head, most = 0, min(olds, news)
    while head < most:
        middle = (head + most + 1) // 2
        if old[head:middle] == new[head:middle]:
            head = middle
        else:
            most = middle - 1
    tail, most = 0, min(olds, news) - head
    while tail < most:
        middle = (tail + most + 1) // 2
        if old[olds - middle : olds - tail] == new[news - middle : news - tail]:
            tail = middle
        else:
            most = middle - 1
    return head, tail


def changed_lines(old: str, new: str) -> tuple[int, list[str], list[str]]:
    """How many lines at the beginning are the same, and the lines of both that differ; what follows is the same."""
    head, tail = same_edges(old, new)
    start = old.rfind("\n", 0, head) + 1
    old_end, new_end = old.find("\n", len(old) - tail), new.find("\n", len(new) - tail)
    before = old[start:old_end] if old_end >= 0 else old[start:]
    after = new[start:new_end] if new_end >= 0 else new[start:]
    return old.count("\n", 0, start), before.split("\n"), after.split("\n")


def merged(parts: Iterable[Spans]) -> list[tuple[int, int]]:
    """The spans of all, in rising order; neighbours become one."""
    spans: list[tuple[int, int]] = []
    for first, end in sorted(chain.from_iterable(parts)):
        if spans and spans[-1][1] == first:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((first, end))
    return spans


def without(spans: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> Spans:
    """What of `spans` is not in `others`; both rising.

    >>> without([(0, 9), (20, 22)], [(2, 4), (8, 30)])
    ((0, 2), (4, 8))
    """
    left: list[tuple[int, int]] = []
    at = 0
    for first, end in spans:
        while at < len(others) and others[at][1] <= first:
            at += 1
        look = at
        while look < len(others) and others[look][0] < end:
            if others[look][0] > first:
                left.append((first, others[look][0]))
            first = others[look][1]
            look += 1
        if first < end:
            left.append((first, end))
    return tuple(left)


def kept(
    old: Sequence[str], new: Sequence[str], old_of: Sequence[int], new_of: Sequence[int]
) -> list[tuple[int, int, int]]:
    """Equal runs as (position in `old`, position in `new`, tokens), by the longest common subsequence.

    `old_of` and `new_of` number the sentence of each token: a single equal token counts where its two sentences
    share a run as well (only words before a full stop were changed, or words round another one). Two very long
    texts are compared piece by piece: what moved far within a megabyte counts as new.
    """
    found: list[tuple[int, int, int]] = []
    single: list[tuple[int, int]] = []
    pieces = 1
    while len(old) * len(new) > _CELLS * pieces * pieces:
        pieces += 1
    for piece in range(pieces if old and new else 0):
        begin, until = len(old) * piece // pieces, len(old) * (piece + 1) // pieces
        start, stop = len(new) * piece // pieces, len(new) * (piece + 1) // pieces
        for block in Indel.opcodes(old[begin:until], new[start:stop]).as_matching_blocks():
            if block.size >= RUN:
                found.append((begin + block.a, start + block.b, block.size))
            elif block.size:
                single.append((begin + block.a, start + block.b))
    if single:
        pairs = {(old_of[a + i], new_of[b + i]) for a, b, size in found for i in range(size)}
        found += [(a, b, 1) for a, b in single if (old_of[a], new_of[b]) in pairs]
    return found
