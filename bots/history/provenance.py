"""Who wrote each token of a page, and who took it out or put it back.

    provenance = Provenance(moderators)
    for revision in history: provenance.add(revision)     # each costs by what it changes
    provenance.tokens()                                   # the page as it stands, every token with its fate
    json.dumps(provenance.saved()); Provenance.read(...)  # to go on tomorrow

Lines that stay or move are found by their text; lines and sentences that come back by the text they had, however
long ago; in what is left the longest common runs of tokens are the old ones, and the rest is new. So a page that
is emptied into an archive and fetched back belongs to those who wrote it. No revision is passed over, whatever it
did: what looks like vandalism is called so (`Step.kind`) and counted like every other one.

What is copied while it stands elsewhere on the page are new tokens; they are written by whoever wrote the
original, and copied by the revision that brought them.

In memory: the tokens that stand, for each line and sentence that ever stood its digest and the numbers of its
tokens (that is what a restoration needs), and for each revision what it took and brought.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict, deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import chain
from typing import Any

from familienkonferenz.bots.history.revisions import Revision
from familienkonferenz.bots.history.tokens import (
    Copies,
    Spans,
    among,
    chained,
    changed_lines,
    digest,
    joined,
    kept,
    length,
    merged,
    numbers,
    parted,
    same_edges,
    sentences,
    tokens,
    without,
)
from familienkonferenz.bots.history.upheavals import Step, kind_of, undo, writers

_PHRASE = 5  # tokens; what is shorter may be anybody's ("Ja, bitte!")
_STATES = 16  # whole states that are kept as they were, for those who put a page back
_ALIKE = 64  # pieces of equal text that are kept apart
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Token:
    """A token that stands on the page; numbers are revision ids.

    `written` brought it first; `copied` is the revision that copied it from elsewhere on the page, or 0; `removed`
    and `restored` take turns, in this order.
    """

    text: str
    written: int
    copied: int
    removed: tuple[int, ...]
    restored: tuple[int, ...]


class Provenance:
    """The history of one page, read revision by revision, ascending."""

    def __init__(self, moderators: Collection[str] = ()) -> None:
        self._moderators = frozenset(name.casefold() for name in moderators)
        self._text = ""
        self._spans: list[Spans] = [()]  # of each line
        self._names = [digest("")]  # of each line, too
        self._size = self._next = 0  # tokens that stand, and the next number
        self._pieces: dict[str, list[Spans]] = {}
        self._texts: dict[str, int] = {}
        self._states: dict[str, list[Spans]] = {}
        self._copies = Copies([])
        self._steps: list[Step] = []
        self._firsts: list[int] = []
        self._wrote: list[str] = []  # this and the next three: of the revision that is being read
        self._claimed: set[int] = set()
        self._around: tuple[list[Spans], ...] = ()
        self._standing: list[tuple[int, int]] | None = None

    @property
    def steps(self) -> Sequence[Step]:
        """One for each revision, none left out; a later one may change what an earlier one is called."""
        return self._steps

    @property
    def lines(self) -> Sequence[Spans]:
        """The numbers of the tokens of each line of the page as it stands."""
        return self._spans

    def add(self, revision: Revision) -> Step:
        """Read the next revision. A text the wiki hides is unknown and changes nothing."""
        self._firsts.append(self._next)
        if revision.hidden:
            step = Step(revision.rev_id, revision.user, "hidden", 0, 0, (), ())
        else:
            step = self._read(revision)
        self._steps.append(step)
        return step

    def _read(self, revision: Revision) -> Step:
        text = revision.text
        head, old_lines, new_lines = changed_lines(self._text, text)
        end = head + len(old_lines)
        known = dict(zip(old_lines, self._names[head:end], strict=True))
        named = [known.get(line) or digest(line) for line in new_lines]
        names = [*self._names[:head], *named, *self._names[end:]]
        name = digest("".join(names))
        earlier = self._texts.get(name) if text.strip() else None  # an empty page is nobody's state
        first, before = self._next, self._size
        self._wrote, self._claimed, self._standing = [], set(), None
        if name in self._states:
            state = self._states[name]
            head, tail = same_edges(self._spans, state)
            old, new = self._spans[head : len(self._spans) - tail], state[head : len(state) - tail]
        else:
            old, edges = self._spans[head:end], (self._spans[:head], self._spans[end:])
            new = self._matched(old_lines, old, new_lines, named, edges, earlier is not None)
            state = [*edges[0], *new, *edges[1]]
        self._text, self._names, self._spans = text, names, state
        self._remember(name, state)
        gone, came = merged(set(old).difference(new)), merged(set(new).difference(old))
        self._size += length(came) - length(gone)
        removed, restored = without(gone, came), without(came, [*gone, (first, self._next)])
        back_to = people = 0
        if earlier is not None and (removed or restored):
            back_to = self._steps[earlier].rev_id
            people = writers(self._steps, earlier)
        step = Step(revision.rev_id, revision.user, "edit", back_to, self._next - first, removed, restored)
        kind = kind_of(step, before, self._wrote, revision.user.casefold() in self._moderators, people)
        if earlier is not None and kind == "revert":
            undo(self._steps, earlier, revision.user)
        return step if kind == "edit" else replace(step, kind=kind)

    def _remember(self, name: str, state: list[Spans]) -> None:
        self._texts[name] = len(self._steps)
        self._states.pop(name, None)
        self._states[name] = state
        if len(self._states) > _STATES:
            del self._states[next(iter(self._states))]

    def _matched(
        self,
        old_lines: list[str],
        old: list[Spans],
        new: list[str],
        named: list[str],
        edges: tuple[list[Spans], list[Spans]],
        back: bool,
    ) -> list[Spans]:
        """The numbers of the tokens of each line of `new`, which replaces `old` between the `edges`.

        `back`: the whole text stood there before, so that even its shortest lines are what they were.
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
        self._around = *edges, [spans for spans in found if spans]
        self._take_back(new, names, found, back)
        rest = [(i, new[i]) for i in names if found[i] is None]
        if rest:
            self._take_apart(spare, rest, found)
        for i, name in names.items():
            self._keep(name, found[i] or ())
        return [spans or () for spans in found]

    def _take_back(
        self, new: list[str], names: Mapping[int, str], found: list[Spans | None], back: bool
    ) -> None:
        """Lines that stood here before; short ones only where most of what is new has."""
        known = {i: self._pieces[name] for i, name in names.items() if name in self._pieces}
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
                    if name in self._pieces:
                        part = self._claim(self._pieces[name])
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
                self._keep(name, part)
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
        first = self._next
        if given.count(None) == len(words):
            self._wrote += words
            self._next += len(words)
            return ((first, self._next),) if words else ()
        found = []
        for word, number in zip(words, given, strict=True):
            if number is None:
                number = self._next
                self._next += 1
                self._wrote.append(word)
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
        source, copy = self._copies.original(number)[0], self._next
        self._next += 1
        self._copies.add(copy, source, self._firsts[-1])
        return copy

    def _keep(self, name: str, spans: Spans) -> None:
        """Remember the tokens of a text by its digest, for the day it comes back."""
        if not spans:
            return
        pieces = self._pieces.setdefault(name, [])
        if spans not in pieces:
            pieces.append(spans)
            del pieces[:-_ALIKE]

    def written(self) -> list[int]:
        """For each token that stands, in order, the revision id that wrote it."""
        return [
            self._revision(self._copies.original(number)[0])
            for spans in self._spans
            for number in numbers(spans)
        ]

    def _revision(self, number: int) -> int:
        return self._steps[self._position(number)].rev_id

    def _position(self, number: int) -> int:
        return bisect_right(self._firsts, number) - 1

    def origin(self, number: int) -> tuple[int, bool]:
        """The position of the revision that first wrote a token, and whether this one is a copy of it."""
        original, copied = self._copies.original(number)
        return self._position(original), copied

    def tokens(self) -> tuple[Token, ...]:
        """The page as it stands, each token with its fate. Costs by the page and by all that was ever moved."""
        live = {number for spans in self._spans for number in numbers(spans)}
        removed: defaultdict[int, list[int]] = defaultdict(list)
        restored: defaultdict[int, list[int]] = defaultdict(list)
        for step in self._steps:
            for fate, spans in ((removed, step.removed), (restored, step.restored)):
                for number in numbers(spans):
                    if number in live:
                        fate[number].append(step.rev_id)
        found = []
        for line, spans in zip(self._text.split("\n"), self._spans, strict=True):
            for text, number in zip(tokens(line), numbers(spans), strict=True):
                original, copied = self._copies.original(number)
                found.append(
                    Token(
                        text,
                        self._revision(original),
                        self._revision(number) if copied else 0,
                        tuple(removed.get(number, ())),
                        tuple(restored.get(number, ())),
                    )
                )
        return tuple(found)

    def saved(self) -> dict[str, Any]:
        """Everything that is known, as JSON can hold it."""
        return {
            "version": _VERSION,
            "moderators": sorted(self._moderators),
            "text": self._text,
            "spans": self._spans,
            "next": self._next,
            "pieces": self._pieces,
            "texts": self._texts,
            "states": self._states,
            "copies": self._copies.rows,
            "steps": [asdict(step) for step in self._steps],
            "firsts": self._firsts,
        }

    @classmethod
    def read(cls, saved: Mapping[str, Any]) -> Provenance:
        """What `saved` gave, to go on from there. Raises `ValueError` for another version."""
        if saved.get("version") != _VERSION:
            raise ValueError(f"saved by version {saved.get('version')}: read the history anew")
        page = cls(saved["moderators"])
        page._text = saved["text"]
        page._names = [digest(line) for line in page._text.split("\n")]
        page._spans = [_spans(each) for each in saved["spans"]]
        page._size = sum(map(length, page._spans))
        page._next = saved["next"]
        page._pieces = {name: [_spans(each) for each in several] for name, several in saved["pieces"].items()}
        page._texts = dict(saved["texts"])
        page._states = {name: [_spans(each) for each in state] for name, state in saved["states"].items()}
        page._copies = Copies([(first, original, size) for first, original, size in saved["copies"]])
        page._steps = [
            Step(**{**step, "removed": _spans(step["removed"]), "restored": _spans(step["restored"])})
            for step in saved["steps"]
        ]
        page._firsts = list(saved["firsts"])
        return page


def _spans(saved: Sequence[Sequence[int]]) -> Spans:
    return tuple((first, end) for first, end in saved)
