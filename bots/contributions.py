"""A contribution: one thing one person said, wherever on the wiki. The noun that all bots work on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Source = Literal["beitrag", "diskussion", "themenwiki"]
Standing = Literal["standing", "reverted", "removed", "vandalism", "correction"]
Deed = Literal["written", "changed", "removed", "restored", "moved"]


@dataclass(frozen=True, slots=True)
class Event:
    """What one revision did to a contribution: its `deed`; by whom ("" hidden) and when (aware, UTC).

    `kind` is what the revision was to its page as a whole (`upheavals.Step`): "edit", "reset", "vandalism", "revert" …
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
    text       plain, as typed (LF line ends)
    author     account name or IP, "" where the wiki hides it
    kind       one of the conference's kinds, or ""
    topic      topic.id, or ""
    place      what the person typed as the place, or ""
    reply_to   id of the contribution it answers, or ""
    created, changed   aware, UTC
    revisions  all revisions it stands on, ascending
    withdrawn  its page or comment is gone (blanked, deleted): it stays in the harvest, but is no longer said
    standing   topic wikis: "reverted" (page put back as it was), "removed" (taken out), "vandalism" (a
               blanking or noise that was put back), "correction" (two words or fewer in somebody's sentence);
               everything else "standing"
    notes      what a reader should know of it, in German; e.g. a signature that names somebody else
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
