"""Events: pages made, moved, taken down, restored, protected, files uploaded, in the order of saving.

An event is a revision, or a side of one: a new file's page is made and its file uploaded by the same.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from heapq import merge
from typing import Any

from moin.constants.keys import ACTION_RENAME, ACTION_REVERT, ACTION_TRASH, NAME_OLD, NAMESPACE

from ..errors import InvalidTitle
from ..titles import Title
from .database import Database
from .files import FILE
from .lifecycle import ACTION_PROTECT
from .restrictions import PROTECTION
from .rows import RevisionRow, revision_row

CREATED, MOVED, DELETED, RESTORED, PROTECTED = "create", "move", "delete", "restore", "protect"
MODIFIED, UNPROTECTED, UPLOADED, OVERWRITTEN = "modify", "unprotect", "upload", "overwrite"
KINDS = (CREATED, MOVED, DELETED, RESTORED, PROTECTED, MODIFIED, UNPROTECTED, UPLOADED, OVERWRITTEN)
_ACTIONS = {
    ACTION_RENAME: MOVED, ACTION_TRASH: DELETED, ACTION_REVERT: RESTORED, ACTION_PROTECT: PROTECTED,
}  # fmt: skip

_ALL = (
    "select r.*, s.meta, {before} as before from revision r join stored s on s.uuid = r.uuid and s.backend = r.backend"
    " where {which} and r.rev_id {compare} ? order by r.rev_id {order}"
)
_FILES = "r.rev_id in (select rev_id from file)"
_CREATIONS, _ACTS = "r.parent_id = 0", f"r.action <> 'SAVE' and r.parent_id <> 0 and not {_FILES}"
_BEFORE = {
    _CREATIONS: "null",
    _ACTS: f"(select json_extract(h.meta, '$.{PROTECTION}') from revision b join stored h on h.uuid = b.uuid"  # noqa: S608
    " and h.backend = b.backend where b.page_id = r.page_id and b.rev_id < r.rev_id and b.action = 'PROTECT'"
    " and r.action = 'PROTECT' order by b.rev_id desc limit 1)",
    _FILES: "exists (select 1 from file f where f.page_id = r.page_id and f.rev_id < r.rev_id)",
}
"""What was there before: to whom the page was kept, or whether there was an older version of the file."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event: its kind, its revision, the page's title then, what it was called before or is kept to, its file."""

    kind: str
    revision: RevisionRow
    title: Title
    old_title: Title | None
    protection: dict[str, list[Any]]
    sha1: str = ""

    @property
    def number(self) -> int:
        """Its number, in the order of events."""
        return number_of(self.revision.rev_id) - (self.kind in (UPLOADED, OVERWRITTEN))


def number_of(rev_id: int) -> int:
    """The number of the event that a revision is; that of an upload is one less."""
    return 2 * rev_id + 1


class Events:
    """Look-ups in the revisions that are events; indices hold them apart."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def walk(
        self, *, newest_first: bool = True, start: int | None = None, kinds: Collection[str] = KINDS
    ) -> Iterator[Event]:
        """The events of these kinds from a number on (inclusive), as many as are taken."""
        wanted = set(kinds)
        bound = start if start is not None else (2**62 if newest_first else 0)
        streams = [
            self._stream(which, newest_first=newest_first, rev_id=bound // 2)
            for which, theirs in (
                (_CREATIONS, {CREATED}),
                (_ACTS, {*_ACTIONS.values(), MODIFIED, UNPROTECTED}),
                (_FILES, {UPLOADED, OVERWRITTEN}),
            )
            if wanted & theirs
        ]
        return (
            event
            for event in merge(*streams, key=lambda event: event.number, reverse=newest_first)
            if event.kind in wanted and (event.number <= bound if newest_first else event.number >= bound)
        )

    def _stream(self, which: str, *, newest_first: bool, rev_id: int) -> Iterator[Event]:
        sql = _ALL.format(
            which=which,
            before=_BEFORE[which],
            compare="<=" if newest_first else ">=",
            order="desc" if newest_first else "asc",
        )
        rows = self._database.connection.execute(sql, (rev_id,))
        return (event for row in rows if (event := _event(row, of_file=which == _FILES)) is not None)


def _event(row: Any, *, of_file: bool) -> Event | None:
    meta = json.loads(row["meta"])
    values = {key: row[key] for key in row.keys() if key not in ("meta", "before")}  # noqa: SIM118  (a row is no mapping)
    revision = revision_row(values)  # type: ignore[arg-type]
    kind = CREATED if not revision.parent_id else _ACTIONS.get(revision.action)
    sha1 = ""
    if of_file:
        kind, sha1 = OVERWRITTEN if row["before"] else UPLOADED, str((meta.get(FILE) or {}).get("sha1", ""))
    elif kind == PROTECTED and not meta.get(PROTECTION):
        kind = UNPROTECTED
    elif kind == PROTECTED and _was_kept(row["before"], revision.time):
        kind = MODIFIED
    if kind is None:
        return None
    space, old = meta.get(NAMESPACE) or "", meta.get(NAME_OLD) or []
    names = meta.get("name") or old
    try:
        title = Title.from_item(space, names[0])
        old_title = Title.from_item(space, old[0]) if kind == MOVED and old else None
    except (InvalidTitle, IndexError):
        return None
    return Event(kind, revision, title, old_title, meta.get(PROTECTION) or {}, sha1)


def _was_kept(held: str | None, time: int) -> bool:
    """Whether a protection, as it was said before, still counted at that time."""
    return any(not expiry or expiry > time for _, expiry in json.loads(held or "{}").values())
