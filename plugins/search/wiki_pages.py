"""The wiki's pages as the full text reads them: from the database, as a visitor sees them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..gate import Kind, kind_of
from ..services import Services
from ..storage.refresh import refresh
from ..storage.texts import as_it_stands
from ..titles import Title
from .outbox import Page
from .reading import reading


class WikiPages:
    """Reads pages without a request and without an account: templates with an ACL of their own are left out."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def pending(self, limit: int) -> Sequence[tuple[int, int]]:
        """(row of the outbox, page id), the oldest first."""
        rows = self._services.database.all("select id, page_id from outbox order by id limit ?", limit)
        return [(row["id"], row["page_id"]) for row in rows]

    def done(self, rows: Iterable[int]) -> None:
        """Take these rows out of the outbox."""
        database = self._services.database
        with database.transaction():
            database.connection.executemany("delete from outbox where id = ?", [(row,) for row in rows])

    def settle(self, page_id: int) -> None:
        """Bring up to date what other pages say because of this one: where those belong that show it."""
        refresh(self._services, page_id, self._fetch)

    def page(self, page_id: int) -> Page | None:
        """The page as it reads; None if it is deleted or private."""
        row = self._services.catalogue.page_by_id(page_id)
        if row is None or row.deleted:
            return None
        found = reading(row.title, as_it_stands(self._services, row), self._fetch)
        return Page(row.latest, found) if found is not None else None

    def latest(self) -> dict[int, int]:
        """All pages that can be found: page id → newest revision."""
        rows = self._services.database.all(
            "select page_id, namespace, name, latest from page where not deleted"
        )
        return {
            row["page_id"]: row["latest"]
            for row in rows
            if kind_of(Title(row["namespace"], row["name"])) is not Kind.PRIVATE
        }

    def _fetch(self, title: Title) -> str | None:
        row = self._services.catalogue.page(title)
        if row is None or row.acl is not None or kind_of(title) is Kind.PRIVATE:
            return None
        return as_it_stands(self._services, row)
