"""Which line of a page came when, and who touched it since: the ground for crediting people.

A line is what most of its words are: it keeps its key through edits, moves within the page, and removal and
restoration, as `provenance` follows its tokens. So a moderator who restores a blanked page is not credited with it,
and nobody's words are lost (a way of counting that drops "spam" revisions loses them). A paragraph that somebody
cut in two stays its writer's; what is copied is said anew.
"""

import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from familienkonferenz.bots.contributions import Deed, Event
from familienkonferenz.bots.history.provenance import Provenance
from familienkonferenz.bots.history.revisions import Revision
from familienkonferenz.bots.history.tokens import Spans, same_edges, spots, tokens
from familienkonferenz.bots.history.upheavals import Step

_OWN = 7  # so many words, two of a signature's among them, are not said again by chance
_SAME = 0.9  # of the words of both
_KEPT = 4  # so many words that only grew are the same line, however much was added
_MARKUP = re.compile(r"\[\[[^\[\]]*\]\]|[0-9]+")  # all signatures share it


@dataclass(frozen=True, slots=True)
class Line:
    """A line of one state of a page.

    `key` is its own in this page's history, rising in the order of first appearance; `born` is the position in
    the history of the revision that brought it, `touched` the positions of all that changed it, `born` included.
    `size` counts its tokens.
    """

    key: int
    text: str
    born: int
    touched: tuple[int, ...]
    size: int = 0


Strand = tuple[int, int]
"""A line's key and one of its touches: what one revision did to one line."""


class Lineage:
    """The lines of each revision of a page (`states`), what each revision was (`steps`), and whose, in small letters
    (`users`)."""

    def __init__(
        self,
        history: Sequence[Revision],
        split: Callable[[str], list[str]] = lambda text: text.split("\n"),
        anchor: Callable[[str], str] = lambda _line: "",
        moderators: Collection[str] = (),
    ) -> None:
        """Read `history` (ascending), cut into lines by `split`.

        Two lines with the same `anchor` that is not "" are the same line (a signature, say). A revision whose text
        is hidden has the lines of the one before.
        """
        self._history = history
        self.users = [revision.user.casefold() for revision in history]
        self._turns: defaultdict[Strand, list[tuple[int, int]]] = defaultdict(list)
        page, reader = Provenance(moderators), _Reader(split, anchor)
        self.states: list[tuple[Line, ...]] = []
        before: tuple[Line, ...] = ()
        for position, revision in enumerate(history):
            page.add(revision)
            lines = before if revision.hidden else reader.read(revision.text, page, position)
            if lines is not before:
                self._turn(position, before, lines)
            self.states.append(lines)
            before = lines
        self.steps: Sequence[Step] = page.steps

    def _turn(self, position: int, old: Sequence[Line], new: Sequence[Line]) -> None:
        """Remember what went and what came with the revision at `position`."""
        olds = {line.key: line for line in old}
        for line in new:
            was = olds.pop(line.key, None)
            if was is line:
                continue
            if was is not None and line.touched[:-1] == was.touched:
                self._turns[line.key, line.touched[-1]].append((position, 1))
                continue
            for touch in set(line.touched).difference(was.touched if was else ()):
                self._turns[line.key, touch].append((position, 1))
            for touch in set(was.touched if was else ()).difference(line.touched):
                self._turns[line.key, touch].append((position, -1))
        for line in olds.values():
            for touch in line.touched:
                self._turns[line.key, touch].append((position, -1))

    def events(self, strands: Iterable[Strand]) -> tuple[Event, ...]:
        """What happened to a statement made of these strands, in order: written first, then what followed."""
        turns: Counter[int] = Counter()
        for strand in set(strands):
            for position, turn in self._turns.get(strand, ()):
                turns[position] += turn
        found: list[Event] = []
        standing = 0
        for position in sorted(turns):
            before, standing = standing, standing + turns[position]
            deed: Deed = "changed"
            if not found:
                deed = "written"
            elif not standing:
                deed = "removed"
            elif not before:
                deed = "restored"
            revision = self._history[position]
            found.append(
                Event(revision.rev_id, revision.user, revision.timestamp, deed, self.steps[position].kind)
            )
        return tuple(found)


class _Reader:
    """Cuts one state after the other into lines and finds each again by its tokens."""

    def __init__(self, split: Callable[[str], list[str]], anchor: Callable[[str], str]) -> None:
        self._split, self._anchor = split, anchor
        self._known: dict[str, tuple[Line, ...]] = {}  # by text: who puts a page back puts back its lines
        self._lines: tuple[Line, ...] = ()
        self._last: list[Line] = []  # by key, each as it last stood
        self._owner: dict[int, int] = {}  # token → key of the line it last stood in
        self._taken: set[int] = set()

    def read(self, text: str, page: Provenance, position: int) -> tuple[Line, ...]:
        """The lines of `text`, which `page` has just read at `position`."""
        if text not in self._known:
            self._known[text] = self._found(self._split(text), page, position)
        self._lines = self._known[text]
        return self._lines

    def _found(self, new: list[str], page: Provenance, position: int) -> tuple[Line, ...]:
        old = self._lines
        head, tail = same_edges([line.text for line in old], new)
        front, spare, back = old[:head], old[head : len(old) - tail], old[len(old) - tail :]
        self._taken = {line.key for line in (*front, *back)}
        given = _given(page.lines, sum(line.size for line in front))
        middle = [_Open(text, given) for text in new[head : len(new) - tail]]
        for step in (self._take_equal, self._take_anchored, self._take_alike):
            step(spare, [one for one in middle if one.line is None], position)
        for one in middle:
            line = one.line or self._new(one, page, position)
            if line.key < len(self._last):
                self._last[line.key] = line
            else:
                self._last.append(line)
            self._owner.update(dict.fromkeys(one.tokens, line.key))
            one.line = line
        return (*front, *(one.line for one in middle if one.line), *back)

    def _take(self, one: "_Open", line: Line, position: int) -> None:
        self._taken.add(line.key)
        if line.text == one.text:
            one.line = line
        else:
            one.line = replace(line, text=one.text, size=len(one.tokens), touched=(*line.touched, position))

    def _take_equal(self, _spare: Sequence[Line], new: Sequence["_Open"], position: int) -> None:
        """Lines that stayed, moved or came back as they were."""
        for one in new:
            key = self._owner.get(one.tokens[0]) if one.tokens else None
            if key is not None and key not in self._taken and self._last[key].text == one.text:
                self._take(one, self._last[key], position)

    def _take_anchored(self, spare: Sequence[Line], new: Sequence["_Open"], position: int) -> None:
        waiting: defaultdict[str, deque[Line]] = defaultdict(deque)
        for line in spare:
            if line.key not in self._taken and (name := self._anchor(line.text)):
                waiting[name].append(line)
        for one in new:
            if waiting and waiting.get(name := self._anchor(one.text)):
                self._take(one, waiting[name].popleft(), position)

    def _take_alike(self, _spare: Sequence[Line], new: Sequence["_Open"], position: int) -> None:
        """Give lines the old one that most of their words came from.

        Two different anchors match only over words that are too many and too alike to be anybody else's: a
        signature that was changed beneath what stands there.
        """
        for one in new:
            votes = Counter(key for n in one.words if (key := self._owner.get(n)) is not None)
            for key, common in votes.most_common():
                line = self._last[key]
                if key not in self._taken and self._alike(line, one, common):
                    self._take(one, line, position)
                    break

    def _alike(self, line: Line, one: "_Open", common: int) -> bool:
        """Whether these `common` words make both the same; a line of some words that only grew stays itself."""
        old, new = len(_words(line.text)), len(one.words)
        if self._anchor(line.text) and self._anchor(one.text):
            return old >= _OWN and 2 * common >= _SAME * (old + new)
        return 4 * common >= old + new or (old >= _KEPT and 4 * common >= 3 * old)

    def _new(self, one: "_Open", page: Provenance, position: int) -> Line:
        """A line of its own: written now, or (unsigned) cut off another one, which stays its writer's."""
        born = position
        if any(n in self._owner for n in one.words) and not self._anchor(one.text):
            by = Counter(position if copied else at for at, copied in map(page.origin, one.words))
            writer, most = by.most_common(1)[0]
            born = writer if 2 * most > len(one.words) else position
        return Line(len(self._last), one.text, born, (born,), len(one.tokens))


class _Open:
    """A line of the new state that is not yet known to be an old one: its tokens, and which of them are words."""

    __slots__ = ("line", "text", "tokens", "words")

    def __init__(self, text: str, given: Iterator[int]) -> None:
        self.text = text
        self.line: Line | None = None
        self.tokens = list(islice(given, len(tokens(text))))
        self.words = [self.tokens[i] for i in _words(text)]


def _given(lines: Sequence[Spans], skip: int) -> Iterator[int]:
    """The numbers of the tokens of a page in order, without the first ones."""
    for spans in lines:
        for first, end in spans:
            if skip >= end - first:
                skip -= end - first
            else:
                yield from range(first + skip, end)
                skip = 0


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[int, ...]:
    """Which tokens are words, by their places: without links and numbers, which all signatures share."""
    spans = iter([match.span() for match in _MARKUP.finditer(text)])
    start, end = next(spans, (len(text), len(text)))
    found = []
    for place, (at, word) in enumerate(spots(text)):
        while at >= end and end < len(text):
            start, end = next(spans, (len(text), len(text)))
        if word and not start <= at < end:
            found.append(place)
    return tuple(found)
