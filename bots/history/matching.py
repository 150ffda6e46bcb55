"""Which tokens of a new text are old ones, and the numbers of all of them.

Lines that stay or move are found by their text; lines and sentences that come back by the text they had, however
long ago; in what is left the longest common runs of tokens are the old ones, and the rest is new. What is copied
while it stands elsewhere on the page are new tokens. Pure; `provenance` says whose they are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from familienkonferenz.bots.history.tokens import (
    Copies,
    Spans,
    among,
    chained,
    digest,
    joined,
    kept,
    length,
    merged,
    numbers,
    parted,
    sentences,
    tokens,
)

_PHRASE = 5  # tokens; what is shorter may be anybody's ("Ja, bitte!")
_ALIKE = 64  # pieces of equal text that are kept apart


@dataclass(slots=True)
class Memory:
    """All that ever stood on a page.

    `next` is the number that the next new token gets; `pieces` are the numbers of lines and sentences by the digest
    of their text; `copies` says which tokens are copies of which.
    """

    next: int = 0
    pieces: dict[str, list[Spans]] = field(default_factory=dict)
    copies: Copies = field(default_factory=lambda: Copies([]))

    def keep(self, name: str, spans: Spans) -> None:
        """Remember the tokens of a text by its digest, for the day it comes back."""
        if not spans:
            return
        pieces = self.pieces.setdefault(name, [])
        if spans not in pieces:
            pieces.append(spans)
            del pieces[:-_ALIKE]


class Matching:
    """The reading of one revision: what replaces some lines of a page, `edges` standing before and after them.

    `wrote` are the tokens that stood nowhere before.
    """

    def __init__(self, memory: Memory, edges: tuple[list[Spans], list[Spans]]) -> None:
        self.wrote: list[str] = []
        self._memory = memory
        self._first = memory.next
        self._around: tuple[list[Spans], ...] = edges
        self._claimed: set[int] = set()
        self._standing: list[tuple[int, int]] | None = None

    def lines(
        self, old_lines: list[str], old: list[Spans], new: list[str], named: list[str], back: bool
    ) -> list[Spans]:
        """The numbers of the tokens of each line of `new`, whose digests are `named`; it replaces `old_lines`.

        `old` are the numbers of those. `back`: the whole text stood there before, so that even its shortest lines
        are what they were.
        """
        found: list[Spans | None] = [None] * len(new)
        waiting: defaultdict[str, deque[Spans]] = defaultdict(deque)
        for line, spans in zip(old_lines, old, strict=True):
            if spans:
                waiting[line].append(spans)
        for i, line in enumerate(new):
            if line in waiting:
                spans_of = waiting[line]
                found[i] = spans_of.popleft()
                if not spans_of:
                    del waiting[line]
        spare = [(line, spans) for line, several in waiting.items() for spans in several]
        names = {i: named[i] for i, line in enumerate(new) if found[i] is None and line}
        self._around = *self._around, [spans for spans in found if spans]
        self._take_back(new, names, found, back)
        rest = [(i, new[i]) for i in names if found[i] is None]
        if rest:
            self._take_apart(spare, rest, found)
        for i, name in names.items():
            self._memory.keep(name, found[i] or ())
        return [spans or () for spans in found]

    def _take_back(
        self, new: list[str], names: Mapping[int, str], found: list[Spans | None], back: bool
    ) -> None:
        """Lines that stood here before; short ones only where most of what is new has."""
        known = {i: self._memory.pieces[name] for i, name in names.items() if name in self._memory.pieces}
        if not known:
            return
        phrases = [i for i, pieces in known.items() if length(pieces[0]) >= _PHRASE]
        if 2 * sum(len(new[i]) for i in phrases) >= sum(len(new[i]) for i in names):
            back = True
        for i in known if back else phrases:
            found[i] = self._claim(known[i])

    def _take_apart(
        self, spare: list[tuple[str, Spans]], new: list[tuple[int, str]], found: list[Spans | None]
    ) -> None:
        """Lines that changed: by sentences, then by runs of tokens; what is left is written now."""
        left: defaultdict[str, deque[tuple[list[str], Spans]]] = defaultdict(deque)
        for line, spans in spare:
            for sentence, words, part in parted(line, spans):
                left[sentence].append((words, part))
        parts: list[tuple[int, Spans]] = []
        opened: list[tuple[int, int, str, list[str]]] = []  # line, index in `parts`, digest, tokens
        for i, line in new:
            for sentence in sentences(line):
                if left.get(sentence):
                    part = self._reuse(left[sentence].popleft()[1])
                else:
                    words = tokens(sentence)
                    name = digest(sentence) if len(words) >= _PHRASE else ""
                    if name in self._memory.pieces:
                        part = self._claim(self._memory.pieces[name])
                    else:
                        part = ()
                        opened.append((i, len(parts), name, words))
                parts.append((i, part))
        given = self._common([pair for several in left.values() for pair in several], [o[3] for o in opened])
        begin = 0
        for i, at, name, words in opened:
            part = self._numbered(given[begin : begin + len(words)], words)
            begin += len(words)
            if name:
                self._memory.keep(name, part)
            parts[at] = (i, part)
        lines: defaultdict[int, list[Spans]] = defaultdict(list)
        for i, part in parts:
            lines[i].append(part)
        for i, _ in new:
            found[i] = chained(lines[i])

    def _common(self, old: list[tuple[list[str], Spans]], new: list[list[str]]) -> list[int | None]:
        """For each token of `new` the number of the old one it is, if any."""
        old_words: list[str] = []
        old_numbers: list[int] = []
        old_of: list[int] = []
        for of, (words, part) in enumerate(old if new else ()):
            if among(part, self._claimed):
                continue
            old_words += words
            for first, end in part:
                old_numbers += range(first, end)
            old_of += [of] * len(words)
        new_words = [word for words in new for word in words]
        new_of = [of for of, words in enumerate(new) for _ in words]
        given: list[int | None] = [None] * len(new_words)
        for old_at, new_at, size in kept(old_words, new_words, old_of, new_of):
            given[new_at : new_at + size] = old_numbers[old_at : old_at + size]
        return given

    def _numbered(self, given: list[int | None], words: list[str]) -> Spans:
        """The numbers of `words`, new ones where none is given."""
        first = self._memory.next
        if given.count(None) == len(words):
            self.wrote += words
            self._memory.next += len(words)
            return ((first, self._memory.next),) if words else ()
        found = []
        for word, number in zip(words, given, strict=True):
            if number is None:
                number = self._memory.next
                self._memory.next += 1
                self.wrote.append(word)
            found.append(number)
        return joined(found)

    def _reuse(self, spans: Spans) -> Spans:
        """A piece of a line that went; it stands nowhere unless it was claimed just now."""
        if among(spans, self._claimed):
            return self._claim([spans])
        for first, end in spans:
            self._claimed.update(range(first, end))
        return spans

    def _claim(self, pieces: Sequence[Spans]) -> Spans:
        """The first of `pieces`, equal in text, that does not stand; of tokens that stand a copy."""
        spans = next((one for one in pieces if self._free(one)), None)
        if spans is None:
            spans = joined(n if self._free(((n, n + 1),)) else self._copy(n) for n in numbers(pieces[-1]))
        self._claimed.update(numbers(spans))
        return spans

    def _free(self, spans: Spans) -> bool:
        """Whether none of these tokens stands on the page as it becomes."""
        if self._standing is None:
            self._standing = merged(chain.from_iterable(self._around))
        for first, end in spans:
            at = bisect_left(self._standing, (end, 0)) - 1
            if at >= 0 and self._standing[at][1] > first:
                return False
            if not self._claimed.isdisjoint(range(first, end)):
                return False
        return True

    def _copy(self, number: int) -> int:
        """A new token that copies `number`."""
        source, copy = self._memory.copies.original(number)[0], self._memory.next
        self._memory.next += 1
        self._memory.copies.add(copy, source, self._first)
        return copy
