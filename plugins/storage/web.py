"""The web of pages: where pages lead, what leads to them, what they belong to. Look-ups at the cost of the rows shown.

`kind` is that of the table `link`: 'link' leads there, 'embed' shows it, 'file' shows a file. Rights are the caller's
matter: pages and titles are told as they are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ..titles import CATEGORY, Title
from .database import Database
from .rows import PageRow, page_row

Place = tuple[int, int, str]
"""Page id, namespace and name: where a walk goes on, inclusive."""


class Web:
    """Look-ups in the tables `link` and `category`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def targets_of(
        self, page_ids: Sequence[int], kind: str, *, namespaces: Iterable[int] = (), only: Sequence[Title] = (),
        start: Place | None = None, descending: bool = False,
    ) -> Iterator[tuple[int, Title]]:  # fmt: skip
        """Where pages lead: by page id, namespace and name."""
        where, values = [f"kind = ? and page_id in ({_marks(page_ids)})"], [kind, *page_ids]
        _within(where, values, "namespace", namespaces)
        if only:
            where.append(f"(namespace, name) in (values {', '.join(['(?, ?)'] * len(only))})")
            values += [part for title in only for part in (title.namespace, title.name)]
        if start is not None:
            where.append(f"(page_id, namespace, name) {'<=' if descending else '>='} (?, ?, ?)")
            values += start
        order = _order(("page_id", "namespace", "name"), descending)
        sql = f"select page_id, namespace, name from link where {' and '.join(where)}{order}"  # noqa: S608
        rows = self._walk(sql, values)
        return ((row["page_id"], Title(row["namespace"], row["name"])) for row in rows)

    def categories_of(
        self, page_ids: Sequence[int], *, only: Sequence[str] = (), start: tuple[int, str] | None = None,
        descending: bool = False,
    ) -> Iterator[tuple[int, Title]]:  # fmt: skip
        """What pages belong to: by page id and name."""
        where = [f"page_id in ({_marks(page_ids)})"]
        values: list[Any] = [*page_ids]
        _within(where, values, "name", only)
        if start is not None:
            where.append(f"(page_id, name) {'<=' if descending else '>='} (?, ?)")
            values += start
        order = _order(("page_id", "name"), descending)
        rows = self._walk(f"select page_id, name from category where {' and '.join(where)}{order}", values)  # noqa: S608
        return ((row["page_id"], Title(CATEGORY, row["name"])) for row in rows)

    def sources_of(
        self, title: Title, kind: str, *, namespaces: Iterable[int] = (), redirects: bool | None = None,
        start: int = 0, descending: bool = False, by_namespace: bool = False, start_namespace: int | None = None,
    ) -> Iterator[PageRow]:  # fmt: skip
        """The pages that lead to one: by id, or by namespace and id."""
        where = ["l.kind = ? and l.namespace = ? and l.name = ? and not p.deleted"]
        values: list[Any] = [kind, title.namespace, title.name]
        _within(where, values, "p.namespace", namespaces)
        if redirects is not None:
            where.append("p.redirect = ?")
            values.append(redirects)
        compare = "<=" if descending else ">="
        if by_namespace and start_namespace is not None:
            where.append(f"(p.namespace, p.page_id) {compare} (?, ?)")
            values += [start_namespace, start]
        elif start:
            where.append(f"l.page_id {compare} ?")
            values.append(start)
        order = _order(("p.namespace", "l.page_id") if by_namespace else ("l.page_id",), descending)
        sql = f"select p.* from link l join page p using (page_id) where {' and '.join(where)}{order}"  # noqa: S608
        return (page_row(row) for row in self._walk(sql, values))

    def all_targets(
        self, kind: str, namespace: int, *, start: str = "", start_page: int = 0, end: str | None = None,
        prefix: str = "", descending: bool = False,
    ) -> Iterator[tuple[Title, int]]:  # fmt: skip
        """All that pages lead to within a namespace, with the page that leads there: by name and page id."""
        where, values = ["kind = ? and namespace = ?"], [kind, namespace]
        _names(where, values, start, end, prefix, descending)
        if start_page:
            where.append(f"(name, page_id) {'<=' if descending else '>='} (?, ?)")
            values += [start, start_page]
        order = _order(("name", "page_id"), descending)
        rows = self._walk(f"select name, page_id from link where {' and '.join(where)}{order}", values)  # noqa: S608
        return ((Title(namespace, row["name"]), row["page_id"]) for row in rows)

    def all_categories(
        self, *, start: str = "", end: str | None = None, prefix: str = "", descending: bool = False
    ) -> Iterator[str]:
        """The names of all categories that have members, by name."""
        where: list[str] = ["1"]
        values: list[Any] = []
        _names(where, values, start, end, prefix, descending)
        sql = f"select distinct name from category where {' and '.join(where)}{_order(('name',), descending)}"  # noqa: S608
        return (row["name"] for row in self._walk(sql, values))

    def _walk(self, sql: str, values: Sequence[Any]) -> Iterator[Any]:
        return iter(self._database.connection.execute(sql, values))


def _marks(values: Sequence[Any]) -> str:
    return ", ".join("?" * len(values))


def _within(where: list[str], values: list[Any], column: str, wanted: Iterable[Any]) -> None:
    if chosen := list(wanted):
        where.append(f"{column} in ({_marks(chosen)})")
        values += chosen


def _names(
    where: list[str], values: list[Any], start: str, end: str | None, prefix: str, descending: bool
) -> None:
    for condition, value in (
        (f"name {'<=' if descending else '>='} ?", start or None),
        (f"name {'>=' if descending else '<='} ?", end or None),
        ("name >= ?", prefix or None),
        ("name < ?", prefix + "\U0010ffff" if prefix else None),
    ):
        if value is not None:
            where.append(condition)
            values.append(value)


def _order(columns: Iterable[str], descending: bool) -> str:
    return " order by " + ", ".join(f"{column} desc" if descending else column for column in columns)
