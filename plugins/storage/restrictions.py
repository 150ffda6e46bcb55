"""Restrictions: what moderators have kept to themselves on a page, until when. They end by themselves.

Set by a revision whose metadata say so (`PROTECTION`), held in the table `protection`, asked for at every save. An
expiry is seconds since 1970, 0 means never.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .database import Database

PROTECTION = "protection"
"""Key of ours in a revision's metadata: kind of change → [level, expiry]."""

KINDS = ("edit", "move")
FILE_KINDS = (*KINDS, "upload")
"""What can be kept of a page, and of a file."""
_HELD_BY = {"edit": ("edit",), "move": ("move",), "upload": ("edit", "upload")}
"""Change → the restrictions that keep it: a new version of a file changes its page."""
STAFF_ONLY = "sysop"
LEVELS = ("autoconfirmed", STAFF_ONLY)
"""Who may still: everybody with an account, or moderators and bots."""

Wanted = Mapping[str, tuple[str, int]]
"""Kind of change → level and expiry."""


@dataclass(frozen=True, slots=True)
class Restriction:
    """One of a page: this kind of change is kept to this level."""

    kind: str
    level: str
    expiry: int


class Restrictions:
    """The table `protection`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, page_id: int, now: int) -> tuple[Restriction, ...]:
        """Those that hold now."""
        rows = self._database.all(
            "select kind, level, expiry from protection where page_id = ? and (expiry = 0 or expiry > ?)"
            " order by kind",
            page_id, now,
        )  # fmt: skip
        return tuple(Restriction(row["kind"], row["level"], row["expiry"]) for row in rows)

    def keeps(self, page_id: int, change: str, now: int) -> bool:
        """Whether this change of the page is the staff's now."""
        held = _HELD_BY.get(change)
        if held is None:
            return False
        return any(found.kind in held and found.level == STAFF_ONLY for found in self.of(page_id, now))

    def set(self, page_id: int, wanted: Wanted) -> None:
        """Enter what a revision says, instead of what held before. Belongs into a transaction."""
        self._database.run("delete from protection where page_id = ?", page_id)
        for kind, (level, expiry) in wanted.items():
            self._database.run("insert into protection values (?, ?, ?, ?)", page_id, kind, level, expiry)
