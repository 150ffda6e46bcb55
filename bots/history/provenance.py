"""Who wrote each token of a page, and who took it out or put it back.

    provenance = Provenance(moderators)
    for revision in history: provenance.add(revision)     # each costs by what it changes
    provenance.tokens()                                   # the page as it stands, every token with its fate
    json.dumps(provenance.saved()); Provenance.read(...)  # to go on tomorrow

Which tokens stay, move or come back, `matching` finds; so a page that is emptied into an archive and fetched back
belongs to those who wrote it. No revision is passed over, whatever it did: what looks like vandalism is called so
(`Step.kind`) and counted like every other one.

What is copied while it stands elsewhere on the page are new tokens; they are written by whoever wrote the
original, and copied by the revision that brought them.

In memory: the tokens that stand, for each line and sentence that ever stood its digest and the numbers of its
tokens (that is what a restoration needs), and for each revision what it took and brought.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from familienkonferenz.bots.history.matching import Matching, Memory
from familienkonferenz.bots.history.revisions import Revision
from familienkonferenz.bots.history.tokens import (
    Copies,
    Spans,
    changed_lines,
    digest,
    length,
    merged,
    numbers,
    same_edges,
    tokens,
    without,
)
from familienkonferenz.bots.history.upheavals import Step, kind_of, undo, writers

_STATES = 16  # whole states that are kept as they were, for those who put a page back
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
        self._size = 0  # tokens that stand
        self._memory = Memory()
        self._texts: dict[str, int] = {}
        self._states: dict[str, list[Spans]] = {}
        self._steps: list[Step] = []
        self._firsts: list[int] = []

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
        self._firsts.append(self._memory.next)
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
        first, before = self._memory.next, self._size
        wrote: list[str] = []
        if name in self._states:
            state = self._states[name]
            head, tail = same_edges(self._spans, state)
            old, new = self._spans[head : len(self._spans) - tail], state[head : len(state) - tail]
        else:
            old, edges = self._spans[head:end], (self._spans[:head], self._spans[end:])
            matching = Matching(self._memory, edges)
            new = matching.lines(old_lines, old, new_lines, named, earlier is not None)
            wrote = matching.wrote
            state = [*edges[0], *new, *edges[1]]
        self._text, self._names, self._spans = text, names, state
        self._remember(name, state)
        gone, came = merged(set(old).difference(new)), merged(set(new).difference(old))
        self._size += length(came) - length(gone)
        removed, restored = without(gone, came), without(came, [*gone, (first, self._memory.next)])
        back_to = people = 0
        if earlier is not None and (removed or restored):
            back_to = self._steps[earlier].rev_id
            people = writers(self._steps, earlier)
        step = Step(
            revision.rev_id, revision.user, "edit", back_to, self._memory.next - first, removed, restored
        )
        kind = kind_of(step, before, wrote, revision.user.casefold() in self._moderators, people)
        if earlier is not None and kind == "revert":
            undo(self._steps, earlier, revision.user)
        return step if kind == "edit" else replace(step, kind=kind)

    def _remember(self, name: str, state: list[Spans]) -> None:
        self._texts[name] = len(self._steps)
        self._states.pop(name, None)
        self._states[name] = state
        if len(self._states) > _STATES:
            del self._states[next(iter(self._states))]

    def written(self) -> list[int]:
        """For each token that stands, in order, the revision id that wrote it."""
        return [
            self._revision(self._memory.copies.original(number)[0])
            for spans in self._spans
            for number in numbers(spans)
        ]

    def _revision(self, number: int) -> int:
        return self._steps[self._position(number)].rev_id

    def _position(self, number: int) -> int:
        return bisect_right(self._firsts, number) - 1

    def origin(self, number: int) -> tuple[int, bool]:
        """The position of the revision that first wrote a token, and whether this one is a copy of it."""
        original, copied = self._memory.copies.original(number)
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
                original, copied = self._memory.copies.original(number)
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
            "next": self._memory.next,
            "pieces": self._memory.pieces,
            "texts": self._texts,
            "states": self._states,
            "copies": self._memory.copies.rows,
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
        page._memory.next = saved["next"]
        page._memory.pieces = {
            name: [_spans(each) for each in several] for name, several in saved["pieces"].items()
        }
        page._texts = dict(saved["texts"])
        page._states = {name: [_spans(each) for each in state] for name, state in saved["states"].items()}
        page._memory.copies = Copies([(first, original, size) for first, original, size in saved["copies"]])
        page._steps = [
            Step(**{**step, "removed": _spans(step["removed"]), "restored": _spans(step["restored"])})
            for step in saved["steps"]
        ]
        page._firsts = list(saved["firsts"])
        return page


def _spans(saved: Sequence[Sequence[int]]) -> Spans:
    return tuple((first, end) for first, end in saved)
