"""A contribution: one thing one person said, wherever on the wiki. The noun that all bots work on."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

Source = Literal["beitrag", "diskussion", "themenwiki"]
Standing = Literal["standing", "reverted", "removed", "vandalism", "correction", "signature"]
Deed = Literal["written", "changed", "removed", "restored", "moved"]


@dataclass(frozen=True, slots=True)
class Event:
    """What one revision did to a contribution: its `deed`; by whom ("" hidden) and when (aware, UTC).

    `kind` is what the revision was to its page as a whole (`history.upheavals`): "edit", "reset" …
    "moved": it was found on another page than before (archived, sorted).
    """

    rev_id: int
    user: str
    time: datetime
    deed: Deed
    kind: str


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one person said in one go.

    id         "B12" (page Beitrag/12), "D<page_id>-<name>" (comment on a talk page) or "T<rev_id>" (edit of
               a topic wiki, by the first revision it stands on); the same through edits, moves, archiving
    page       full title of the page it was last seen on
    text       plain, as typed (LF line ends); as it stood when the window closed, or last
    author     account name or IP, "" where the wiki hides it
    kind       one of the conference's kinds, or ""
    topic      topic.id, or ""
    place      what the person typed as the place, or ""
    reply_to   id of the contribution it answers, or ""
    created, changed   aware, UTC
    revisions  all revisions it stands on, ascending
    withdrawn  its author or a moderator took it out, or its page was deleted: it stays in the harvest, but is no
               longer said. Who empties a page of others' words withdraws nothing
    standing   "reverted" (page put back as it was), "removed" (taken out by others), "vandalism" (a blanking or
               noise that was put back), "correction" (topic wikis: two words or fewer in somebody's sentence),
               "signature" (a name in a list of voices, without a word); everything else "standing"
    notes      what a reader should know of it, in German; e.g. a signature that names somebody else
    history    what happened to it, revision by revision, ascending: the first "written"
    """

    id: str
    source: Source
    page: str
    title: str
    text: str
    author: str
    kind: str
    topic: str
    place: str
    reply_to: str
    created: datetime
    changed: datetime
    revisions: tuple[int, ...]
    withdrawn: bool = False
    standing: Standing = "standing"
    notes: tuple[str, ...] = ()
    history: tuple[Event, ...] = ()

    @property
    def present(self) -> bool:
        """Whether it stands on its page."""
        return not self.withdrawn and self.standing not in ("reverted", "removed", "vandalism")

    @property
    def said_in(self) -> int:
        """The revision since which its words read so, 0 where none is known; what is put beneath them is none."""
        words = [event.rev_id for event in self.history if event.deed in ("written", "changed", "restored")]
        known = words or list(self.revisions)
        return known[-1] if known else 0


def ended(history: Sequence[Event], author: str, moderators: Collection[str]) -> tuple[Standing, bool]:
    """How a statement stands by its history, and whether it is withdrawn. `moderators` in any case."""
    last = history[-1]
    if last.deed != "removed":
        return "standing", False
    by = last.user.casefold()
    if by == author.casefold():
        return "standing", True
    if history[0].kind == "vandalism":
        return "vandalism", False
    if last.kind == "revert":
        return "reverted", False
    return "removed", by in moderators and last.kind != "reset"


def joined(*histories: Iterable[Event]) -> tuple[Event, ...]:
    """One history of several, ascending; where two tell of one revision, the later given counts."""
    by_revision = {event.rev_id: event for history in histories for event in history}
    return tuple(by_revision[rev_id] for rev_id in sorted(by_revision))


def arrived(history: Sequence[Event], there: Sequence[Event]) -> tuple[Event, ...]:
    """`history`, and what happened `there`, on another page: who brought it there has not written it."""
    first, *rest = there
    deed: Deed = next((event.deed for event in history if event.rev_id == first.rev_id), "moved")
    return joined(history, (replace(first, deed=deed), *rest))
