"""The catalogue: integer ids, names, categories and authors of all pages and revisions, in SQLite.

Moin names revisions by UUID and finds them through Whoosh; MediaWiki's clients want integer ids, in the order
of saving, for ever. The ids are given here inside the write lock, and kept in the revision's own metadata
(`PAGE_ID`, `REV_ID`), so the catalogue is derived: `rebuild` reads it back from Moin's store.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from ..titles import Title
from .rows import (
    ACCOUNT_ID,
    AUTHOR,
    BOT,
    MINOR,
    PAGE_ID,
    REV_ID,
    Entry,
    PageRow,
    RevisionRow,
    Selection,
    page_row,
    revision_row,
)

__all__ = [
    "ACCOUNT_ID",
    "AUTHOR",
    "BOT",
    "MINOR",
    "PAGE_ID",
    "REV_ID",
    "Catalogue",
    "Entry",
    "PageRow",
    "RevisionRow",
    "Selection",
]

_GREATEST = 2**63 - 1
"""The greatest id that SQLite can look for; people can ask for any."""

_SCHEMA = """
create table if not exists page (
    page_id integer primary key autoincrement, item_id text not null unique,
    namespace integer not null, name text not null, latest integer not null default 0,
    time integer not null default 0, size integer not null default 0, redirect integer not null default 0,
    deleted integer not null default 0, acl text, author text not null default '');
create index if not exists page_name on page (namespace, name);
create table if not exists revision (
    rev_id integer primary key autoincrement, uuid text not null unique, backend text not null,
    page_id integer not null, parent_id integer not null, time integer not null, user_name text not null,
    summary text not null, size integer not null, sha1 text not null,
    bot integer not null, minor integer not null, action text not null);
create index if not exists revision_page on revision (page_id, rev_id);
create index if not exists revision_user on revision (user_name, rev_id);
create table if not exists category (
    page_id integer not null, name text not null, primary key (name, page_id)) without rowid;
create index if not exists category_page on category (page_id);
create table if not exists account (
    user_id integer primary key autoincrement, item_id text not null unique, name text not null);
create table if not exists counter (name text primary key, value integer not null) without rowid;
"""


class Catalogue:
    """The tables, one connection a thread. Writers hold the write lock; readers need none."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self._db.executescript(_SCHEMA)

    @property
    def _db(self) -> sqlite3.Connection:
        db: sqlite3.Connection | None = getattr(self._local, "db", None)
        if db is None:
            db = sqlite3.connect(self._path, timeout=30, isolation_level=None)
            db.row_factory = sqlite3.Row
            db.execute("pragma journal_mode = wal")
            db.execute("pragma synchronous = normal")
            self._local.db = db
        return db

    def close(self) -> None:
        """Close this thread's connection."""
        db: sqlite3.Connection | None = getattr(self._local, "db", None)
        if db is not None:
            db.close()
            del self._local.db

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. Not re-entrant."""
        self._db.execute("begin immediate")
        try:
            yield
        except BaseException:
            self._db.execute("rollback")
            raise
        self._db.execute("commit")

    # --- writing, inside the write lock -------------------------------------------------------------------

    def add(self, entry: Entry, page_id: int | None = None, rev_id: int | None = None) -> tuple[int, int]:
        """Enter a new revision and return (page id, revision id). Ids are given unless they are known."""
        page = self._one("select page_id, latest from page where item_id = ?", entry.item_id)
        if page is None:
            page_id = self._insert(
                "insert into page (page_id, item_id, namespace, name, author) values (?, ?, ?, ?, ?)",
                page_id, entry.item_id, entry.title.namespace, entry.title.name, entry.user_name,
            )  # fmt: skip
            parent = 0
        else:
            page_id, parent = page["page_id"], page["latest"]
        rev_id = self._insert(
            "insert into revision values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rev_id, entry.uuid, entry.backend, page_id, parent, entry.time, entry.user_name, entry.summary,
            entry.size, entry.sha1, entry.bot, entry.minor, entry.action,
        )  # fmt: skip
        assert page_id is not None
        self._describe(page_id, rev_id, entry)
        return page_id, rev_id

    def restate(self, page_id: int, entry: Entry) -> None:
        """Describe a page by its newest revision, after a newer one was destroyed."""
        newest = self._one("select max(rev_id) as rev_id from revision where page_id = ?", page_id)
        self._describe(page_id, newest["rev_id"], entry)

    def _describe(self, page_id: int, rev_id: int, entry: Entry) -> None:
        self._db.execute(
            "update page set namespace = ?, name = ?, latest = ?, time = ?, size = ?, redirect = ?,"
            " deleted = ?, acl = ? where page_id = ?",
            (entry.title.namespace, entry.title.name, rev_id, entry.time, entry.size, entry.redirect,
             entry.deleted, entry.acl, page_id),
        )  # fmt: skip
        self._db.execute("delete from category where page_id = ?", (page_id,))
        if not entry.deleted:
            self._db.executemany(
                "insert or ignore into category values (?, ?)", [(page_id, name) for name in entry.categories]
            )

    def set_uuid(self, rev_id: int, uuid: str, backend: str) -> None:
        """Note under which id, and in which backend, Moin stored the revision."""
        self._db.execute(
            "update revision set uuid = ?, backend = ? where rev_id = ?", (uuid, backend, rev_id)
        )

    def remove(self, uuid: str) -> RevisionRow | None:
        """Forget a revision that was destroyed; the page goes with its last one. Ids are never used again.

        Returns the revision that is the page's newest now: `restate` the page by it.
        """
        row = self._one("select rev_id, page_id, parent_id from revision where uuid = ?", uuid)
        if row is None:
            return None
        self._db.execute("delete from revision where rev_id = ?", (row["rev_id"],))
        self._db.execute(
            "update revision set parent_id = ? where parent_id = ?", (row["parent_id"], row["rev_id"])
        )
        left = self._one(
            "select * from revision where page_id = ? order by rev_id desc limit 1", row["page_id"]
        )
        if left is None:
            self._db.execute("delete from category where page_id = ?", (row["page_id"],))
            self._db.execute("delete from page where page_id = ?", (row["page_id"],))
            return None
        self._db.execute(
            "update page set author = (select user_name from revision where page_id = page.page_id"
            " order by rev_id limit 1) where page_id = ?",
            (row["page_id"],),
        )
        return revision_row(left)

    def next_number(self, name: str) -> int:
        """The next number of a sequence, beginning with 1; a number is never given twice."""
        row = self._one(
            "insert into counter values (?, 1)"
            " on conflict (name) do update set value = value + 1 returning value",
            name,
        )
        return int(row["value"])

    def raise_number(self, name: str, value: int) -> None:
        """Make sure that the sequence goes on behind `value`."""
        self._db.execute(
            "insert into counter values (?, ?)"
            " on conflict (name) do update set value = max(value, excluded.value)",
            (name, value),
        )

    def highest(self) -> dict[str, int]:
        """The highest number that each sequence has given, those of pages and revisions included."""
        rows = self._db.execute(
            "select name, seq as value from sqlite_sequence union all select name, value from counter"
        )
        return {row["name"]: row["value"] for row in rows}

    def raise_highest(self, highest: Mapping[str, int]) -> None:
        """Make sure that no sequence gives a number again that it has given."""
        for name, value in highest.items():
            if name not in ("page", "revision", "account"):
                self.raise_number(name, value)
            elif self._one("select 1 from sqlite_sequence where name = ?", name):
                self._db.execute("update sqlite_sequence set seq = max(seq, ?) where name = ?", (value, name))
            else:
                self._db.execute("insert into sqlite_sequence (name, seq) values (?, ?)", (name, value))

    def clear(self) -> None:
        """Empty the tables, before a rebuild. Sequences stay."""
        for table in ("page", "revision", "category", "account"):
            self._db.execute(f"delete from {table}")  # noqa: S608  (a constant)

    def account(self, user_id: int, item_id: str, name: str) -> None:
        """Enter an account whose integer id is known."""
        self._insert("insert into account (user_id, item_id, name) values (?, ?, ?)", user_id, item_id, name)

    # --- reading ------------------------------------------------------------------------------------------

    def page(self, title: Title) -> PageRow | None:
        """The page of that name, if it exists and is not deleted."""
        row = self._one(
            "select * from page where namespace = ? and name = ? and not deleted", title.namespace, title.name
        )
        return row and page_row(row)

    def page_by_id(self, page_id: int) -> PageRow | None:
        """The page of that id, deleted ones too."""
        row = self._one("select * from page where page_id = ?", min(page_id, _GREATEST))
        return row and page_row(row)

    def page_by_item(self, item_id: str) -> PageRow | None:
        """The page of that Moin item, deleted ones too."""
        row = self._one("select * from page where item_id = ?", item_id)
        return row and page_row(row)

    def pages(
        self, namespace: int, *, start: str = "", end: str | None = None, prefix: str = "",
        redirects: bool | None = None, descending: bool = False, limit: int = 500,
    ) -> list[PageRow]:  # fmt: skip
        """Pages of a namespace by name, from `start` on (inclusive)."""
        walk = self.walk_pages(
            namespace, start=start, end=end, prefix=prefix, redirects=redirects, descending=descending
        )
        return list(islice(walk, limit))

    def walk_pages(
        self, namespace: int, *, start: str = "", end: str | None = None, prefix: str = "",
        redirects: bool | None = None, descending: bool = False,
    ) -> Iterator[PageRow]:  # fmt: skip
        """Like `pages`, as many as are taken."""
        where, arguments = ["namespace = ?", "not deleted"], [namespace]
        conditions: list[tuple[str, Any]] = [
            ("name <= ?" if descending else "name >= ?", start or None),
            ("name >= ?" if descending else "name <= ?", end or None),
            ("redirect = ?", redirects),
        ]
        if prefix:
            # Names of that prefix lie together, so the index finds them.
            conditions += [("name >= ?", prefix), ("name < ?", prefix + "\U0010ffff")]
        for condition, value in conditions:
            if value is not None:
                where.append(condition)
                arguments.append(value)
        order = "desc" if descending else "asc"
        sql = f"select * from page where {' and '.join(where)} order by name {order}"  # noqa: S608
        return (page_row(row) for row in self._db.execute(sql, arguments))

    def members(
        self, category: str, *, namespaces: Iterable[int] = (), after: int = 0, limit: int = 500
    ) -> list[PageRow]:
        """Pages in a category, by page id, those behind id `after`."""
        return list(islice(self.walk_members(category, namespaces=namespaces, after=after), limit))

    def walk_members(
        self, category: str, *, namespaces: Iterable[int] = (), after: int = 0
    ) -> Iterator[PageRow]:
        """Like `members`, as many as are taken."""
        spaces = list(namespaces)
        within = f" and p.namespace in ({', '.join('?' * len(spaces))})" if spaces else ""
        sql = (
            "select p.* from category c join page p using (page_id) where c.name = ? and p.page_id > ?"  # noqa: S608
            f" and not p.deleted{within} order by p.page_id"
        )
        return (page_row(row) for row in self._db.execute(sql, (category, after, *spaces)))

    def categories(self, page_id: int) -> list[str]:
        """The categories of a page, by name."""
        rows = self._db.execute("select name from category where page_id = ? order by name", (page_id,))
        return [row["name"] for row in rows]

    def revision(self, rev_id: int) -> RevisionRow | None:
        """The revision of that id."""
        row = self._one("select * from revision where rev_id = ?", min(rev_id, _GREATEST))
        return row and revision_row(row)

    def revision_by_uuid(self, uuid: str) -> RevisionRow | None:
        """The revision of that Moin id."""
        row = self._one("select * from revision where uuid = ?", uuid)
        return row and revision_row(row)

    def revisions(
        self, page_id: int, *, newest_first: bool = True, start: int | None = None, end: int | None = None,
        limit: int = 500,
    ) -> list[RevisionRow]:  # fmt: skip
        """Revisions of a page in the order of saving; `start` and `end` are revision ids, both inclusive."""
        return self._revisions("page_id = ?", [page_id], newest_first, start, end, limit)

    def changes(
        self, *, newest_first: bool = True, start: int | None = None, end: int | None = None,
        user: str | None = None, limit: int = 500,
    ) -> list[RevisionRow]:  # fmt: skip
        """Revisions of the whole wiki in the order of saving; `start` and `end` are ids, both inclusive."""
        if user is None:
            return self._revisions("1", [], newest_first, start, end, limit)
        return self._revisions("user_name = ?", [user], newest_first, start, end, limit)

    def select(self, selection: Selection, *, newest_first: bool = True) -> Iterator[RevisionRow]:
        """The revisions that a selection asks for, in the order of saving, as many as are taken."""
        where, values = selection.where()
        order = "desc" if newest_first else "asc"
        sql = (
            f"select r.* from revision r join page p using (page_id) where {where} order by r.rev_id {order}"  # noqa: S608
        )
        return (revision_row(row) for row in self._db.execute(sql, values))

    def _revisions(
        self, where: str, values: Sequence[Any], newest_first: bool, start: int | None, end: int | None,
        limit: int,
    ) -> list[RevisionRow]:  # fmt: skip
        low, high = (end, start) if newest_first else (start, end)
        sql = (
            f"select * from revision where {where} and rev_id >= ? and rev_id <= ?"  # noqa: S608
            f" order by rev_id {'desc' if newest_first else 'asc'} limit ?"
        )
        bounds = (low if low is not None else 0, high if high is not None else 2**62)
        return [revision_row(row) for row in self._db.execute(sql, (*values, *bounds, limit))]

    def counts(self) -> Mapping[str, int]:
        """How many pages and revisions there are, for siteinfo's statistics."""
        row = self._one(
            "select (select count(*) from page where not deleted) as pages,"
            " (select count(*) from revision) as edits, (select count(*) from account) as users"
        )
        return dict(row)

    def user_id(self, item_id: str, name: str) -> int:
        """The integer id of an account, given when it is asked for first."""
        row = self._one("select user_id from account where item_id = ?", item_id)
        if row is not None:
            return int(row["user_id"])
        self._db.execute("insert or ignore into account (item_id, name) values (?, ?)", (item_id, name))
        return int(self._one("select user_id from account where item_id = ?", item_id)["user_id"])

    def user_id_by_name(self, name: str) -> int:
        """The integer id of the account of that name; 0 when it was never asked for."""
        row = self._one("select user_id from account where name = ?", name)
        return int(row["user_id"]) if row else 0

    def account_names(self) -> list[str]:
        """The names of all accounts, in the order of their making."""
        return [row["name"] for row in self._db.execute("select name from account order by user_id")]

    def _one(self, sql: str, *values: Any) -> Any:
        return self._db.execute(sql, values).fetchone()

    def _insert(self, sql: str, *values: Any) -> int:
        row_id = self._db.execute(sql, values).lastrowid
        assert row_id is not None
        return row_id
