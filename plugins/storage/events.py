"""Events: pages made, moved, taken down, restored, protected, in the order of the revisions that say so."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from moin.constants.keys import ACTION_RENAME, ACTION_REVERT, ACTION_TRASH, NAME_OLD, NAMESPACE

from ..errors import InvalidTitle
from ..titles import Title
from .database import Database
from .lifecycle import ACTION_PROTECT
from .restrictions import PROTECTION
from .rows import RevisionRow, revision_row

CREATED, MOVED, DELETED, RESTORED, PROTECTED = "create", "move", "delete", "restore", "protect"
_ACTIONS = {
    ACTION_RENAME: MOVED, ACTION_TRASH: DELETED, ACTION_REVERT: RESTORED, ACTION_PROTECT: PROTECTED,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """One event: its kind, its revision, the page's title then, and what it was called before or is kept to."""

    kind: str
    revision: RevisionRow
    title: Title
    old_title: Title | None
    protection: dict[str, list[Any]]


class Events:
    """Look-ups in the revisions that are events; an index holds them apart."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def walk(self, *, newest_first: bool = True, start: int | None = None) -> Iterator[Event]:
        """All events from a revision id on (inclusive), as many as are taken."""
        order, compare = ("desc", "<=") if newest_first else ("asc", ">=")
        bound = start if start is not None else (2**62 if newest_first else 0)
        rows = self._database.connection.execute(
            "select r.*, s.meta from revision r join stored s on s.uuid = r.uuid and s.backend = r.backend"  # noqa: S608
            f" where (r.action <> 'SAVE' or r.parent_id = 0) and r.rev_id {compare} ? order by r.rev_id {order}",
            (bound,),
        )
        return (event for row in rows if (event := _event(row)) is not None)


def _event(row: Any) -> Event | None:
    meta = json.loads(row["meta"])
    values = {key: row[key] for key in row.keys() if key != "meta"}  # noqa: SIM118  (a row is no mapping)
    revision = revision_row(values)  # type: ignore[arg-type]
    kind = CREATED if not revision.parent_id else _ACTIONS.get(revision.action)
    if kind is None:
        return None
    space, old = meta.get(NAMESPACE) or "", meta.get(NAME_OLD) or []
    names = meta.get("name") or old
    try:
        title = Title.from_item(space, names[0])
        old_title = Title.from_item(space, old[0]) if kind == MOVED and old else None
    except (InvalidTitle, IndexError):
        return None
    return Event(kind, revision, title, old_title, meta.get(PROTECTION) or {})
