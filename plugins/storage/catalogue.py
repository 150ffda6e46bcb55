"""The catalogue: pages and revisions with integer ids, categories, authors, as MediaWiki's clients know them.

Moin names revisions by UUID; MediaWiki's clients want integer ids, in the order of saving, for ever. Here they are
looked up, at the cost of the rows asked for; `ledger` gives and enters them. The ids stand in each revision's own
metadata too (`PAGE_ID`, `REV_ID`), so the catalogue is derived and `derive` can make it anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from ..titles import Title
from .database import Database
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


class Catalogue:
    """Look-ups. They take no lock and see the last commit; in a transaction, what it has written so far."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def _db(self) -> Any:
        return self._database.connection

    def highest_page_id(self) -> int:
        """The greatest page id there is; 0 when there is none."""
        return int(self._one("select coalesce(max(page_id), 0) from page")[0])

    def pages_beginning(self, namespace: int, begin: str) -> Iterator[PageRow]:
        """Pages whose names begin so, whatever the case of the first letter; by name, capital letters first."""
        starts = {begin[:1].upper() + begin[1:], begin[:1].lower() + begin[1:], begin} if begin else {""}
        seen = sorted(
            {row.title.name: row for part in starts for row in self.pages(namespace, prefix=part)}.items()
        )
        return iter(row for _, row in seen)

    def edit_count(self, user: str) -> int:
        """How many revisions an account has written."""
        return int(self._one("select count(*) from revision where user_name = ?", user)[0])

    def writers(self, page_id: int) -> list[str]:
        """Everybody who wrote a revision of the page."""
        rows = self._db.execute("select distinct user_name from revision where page_id = ?", (page_id,))
        return [row["user_name"] for row in rows]

    def stamp(self) -> int:
        """A number that has grown whenever any page of the wiki has changed."""
        row = self._one("select value from counter where name = 'change'")
        return int(row["value"]) if row else 0

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

    def deleted_page(self, title: Title) -> PageRow | None:
        """The page that was taken down last of those that had that name."""
        row = self._one(
            "select * from page where namespace = ? and name = ? and deleted order by latest desc limit 1",
            title.namespace, title.name,
        )  # fmt: skip
        return row and page_row(row)

    def shown_count(self, page_id: int, before: int = _GREATEST) -> int:
        """How many revisions a page's history shows, before that one: not those by which it was taken down."""
        row = self._one(
            "select count(*) from revision where page_id = ? and action <> 'TRASH' and rev_id < ?", page_id, before
        )  # fmt: skip
        return int(row[0])

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

    def newest_members(
        self, category: str, *, replies: bool = False, before: int | None = None, author: str | None = None,
        limit: int = 200,
    ) -> list[PageRow]:  # fmt: skip
        """Pages in a category, the newest first, those with an id below `before`; replies only if asked for."""
        rows = self._db.execute(
            "select p.* from category c join page p using (page_id) where c.name = ? and c.page_id < ?"
            " and (? or not p.answers) and p.author = coalesce(?, p.author) order by c.page_id desc limit ?",
            (category, _GREATEST if before is None else before, replies, author, limit),
        )
        return [page_row(row) for row in rows]

    def reply_count(self) -> int:
        """How many contributions answer another one."""
        return int(self._one("select count(*) from page where answers > 0")[0])

    def member_count(self, category: str) -> int:
        """How many pages a category has."""
        return int(self._one("select count(*) from category where name = ?", category)[0])

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

    def contents(self, rev_ids: Sequence[int]) -> dict[int, bytes]:
        """What each of these revisions says, as it is kept; those that are gone are left out."""
        rows = self._db.execute(
            "select r.rev_id, content from json_each(?) asked join revision r on r.rev_id = asked.value"
            " join stored s on s.backend = r.backend and s.uuid = r.uuid join data d on d.data_id = s.data_id",
            (json.dumps(rev_ids),),
        )
        return {row["rev_id"]: row["content"] for row in rows}

    def embedding(self, title: Title) -> list[int]:
        """The ids of the pages that are put together with this one: it is a template of theirs."""
        rows = self._db.execute(
            "select page_id from link where kind = 'embed' and namespace = ? and name = ? order by page_id",
            (title.namespace, title.name),
        )
        return [row["page_id"] for row in rows]

    def content(self, rev_id: int) -> bytes | None:
        """What a revision says, as it is kept."""
        row = self._one(
            "select content from revision r join stored s on s.backend = r.backend and s.uuid = r.uuid"
            " join data d on d.data_id = s.data_id where rev_id = ?",
            min(rev_id, _GREATEST),
        )
        return row and bytes(row["content"])

    def walk_containing(self, words: str, first: int = 0) -> Iterator[PageRow]:
        """Pages whose newest text holds these small letters, in whatever case, by page id; it reads all of them."""
        rows = self._db.execute(
            "select p.* from page p join revision r on r.rev_id = p.latest join stored s on s.uuid = r.uuid"
            " and s.backend = r.backend join data d on d.data_id = s.data_id where p.page_id >= ? and not p.deleted"
            " and instr(lower(cast(d.content as text)), ?) order by p.page_id",
            (min(first, _GREATEST), words),
        )
        return (page_row(row) for row in rows)

    def revision_by_uuid(self, uuid: str) -> RevisionRow | None:
        """The revision of that Moin id."""
        row = self._one("select * from revision where uuid = ?", uuid)
        return row and revision_row(row)

    def moin_number(self, revision: RevisionRow) -> int:
        """The number that Moin's own views give a revision within its page."""
        row = self._one(
            "select json_extract(meta, '$.rev_number') as number from stored where backend = ? and uuid = ?",
            revision.backend, revision.uuid,
        )  # fmt: skip
        return int(row["number"] or 0) if row else 0

    def revisions(
        self, page_id: int, *, newest_first: bool = True, start: int | None = None, end: int | None = None,
        limit: int = 500,
    ) -> list[RevisionRow]:  # fmt: skip
        """Revisions of a page in the order of saving; `start` and `end` are revision ids, both inclusive."""
        return self._revisions("page_id = ?", [page_id], newest_first, start, end, limit)

    def changes(
        self, *, newest_first: bool = True, start: int | None = None, end: int | None = None,
        user: str | None = None, bot: bool | None = None, limit: int = 500,
    ) -> list[RevisionRow]:  # fmt: skip
        """Revisions of the whole wiki in the order of saving; `start` and `end` are ids, both inclusive.

        `bot`: only those of programs, or only those of people.
        """
        asked = {"user_name = ?": user, "bot = ?": bot}
        kept = {condition: value for condition, value in asked.items() if value is not None}
        return self._revisions(
            " and ".join(kept) or "1", list(kept.values()), newest_first, start, end, limit
        )

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

    def user_id(self, item_id: str) -> int:
        """The integer id of an account, by its Moin id; 0 when there is none."""
        row = self._one("select user_id from account where item_id = ?", item_id)
        return int(row["user_id"]) if row else 0

    def user_id_by_name(self, name: str) -> int:
        """The integer id of the account of that name; 0 when it was never asked for."""
        row = self._one("select user_id from account where name = ?", name)
        return int(row["user_id"]) if row else 0

    def user_name(self, user_id: int) -> str | None:
        """The name of the account of that integer id, if there is one."""
        row = self._one("select name from account where user_id = ?", min(user_id, _GREATEST))
        return row and str(row["name"])

    def is_taken(self, skeleton: str) -> bool:
        """Whether there is an account whose name looks like that."""
        return self._one("select 1 from account where skeleton = ?", skeleton) is not None

    def account_names(self) -> list[str]:
        """The names of all accounts, in the order of their making."""
        return [row["name"] for row in self._db.execute("select name from account order by user_id")]

    def _one(self, sql: str, *values: Any) -> Any:
        return self._db.execute(sql, values).fetchone()
