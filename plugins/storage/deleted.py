"""What was taken down: the histories and the files of deleted pages, for those who may bring them back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .catalogue import Catalogue
from .database import Database
from .rows import PageRow, RevisionRow

_FROM = "from page p join revision r using (page_id) where p.deleted and r.action <> 'TRASH'"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which deleted revisions to look for; None or empty asks nothing. Names from `low` to `high`, both inclusive."""

    user: str | None = None
    not_user: str | None = None
    namespaces: tuple[int, ...] = ()
    low: str = ""
    high: str = ""
    prefix: str = ""
    since: int | None = None
    until: int | None = None

    def where(self) -> tuple[str, list[Any]]:
        """The conditions in SQL and their values."""
        parts, values = [_FROM], []
        for condition, value in (
            ("r.user_name = ?", self.user), ("r.user_name <> ?", self.not_user), ("p.name >= ?", self.low or None),
            ("p.name <= ?", self.high or None), ("r.time >= ?", self.since), ("r.time <= ?", self.until),
        ):  # fmt: skip
            if value is not None:
                parts.append(condition)
                values.append(value)
        if self.prefix:
            parts.append("substr(p.name, 1, ?) = ?")
            values += [len(self.prefix), self.prefix]
        if self.namespaces:
            parts.append(f"p.namespace in ({', '.join('?' * len(self.namespaces))})")
            values += self.namespaces
        return " and ".join(parts), values


class Deleted:
    """Look-ups; they see the last commit."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def revisions(
        self, wanted: Wanted, *, by_name: bool, newest_first: bool
    ) -> Iterator[tuple[PageRow, RevisionRow]]:
        """Deleted revisions with their pages, in the order of saving, or by the pages' names first."""
        way = "desc" if newest_first else "asc"
        names = f"p.namespace {way}, p.name {way}, " if by_name else ""
        where, values = wanted.where()
        rows = self._database.connection.execute(
            f"select r.rev_id, p.page_id {where} order by {names}r.rev_id {way}",
            values,
        )
        catalogue = Catalogue(self._database)
        for row in rows:
            page, revision = catalogue.page_by_id(row["page_id"]), catalogue.revision(row["rev_id"])
            if page is not None and revision is not None:
                yield page, revision
