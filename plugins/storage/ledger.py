"""The ledger: what a save enters into the catalogue, within its transaction.

Gives integer ids and numbers, which are never used again; says what a page is called, belongs to and leads to; marks
(`touched`) every page that reads differently now; puts what remains to be done into the outbox.
"""

from __future__ import annotations

import re
from typing import Any

from ..gate import contribution_number
from ..titles import Title
from ..wikitext import Outline
from .database import Database
from .files import Files
from .restrictions import Restrictions
from .rows import Entry, PageRow, RevisionRow, page_row, revision_row

CONTRIBUTION_NUMBER = "beitrag"
"""The sequence from which contributions get their numbers."""

_ANSWERS = re.compile(r"Antworten auf Beitrag ([0-9]{1,9})")
"""The category by which a contribution says which one it answers."""


class Ledger:
    """Entries of a save. Every method belongs into `database.transaction()`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._one, self._run = database.one, database.run
        self._restrictions = Restrictions(database)
        self._files = Files(database)

    def add(self, entry: Entry, page_id: int | None = None, rev_id: int | None = None) -> tuple[int, int]:
        """Enter a new revision and return (page id, revision id). Ids are given unless they are known.

        The number of a contribution is used up, whoever gave it.
        """
        row = self._one("select * from page where item_id = ?", entry.item_id)
        page = row and page_row(row)
        if page is None:
            page_id = self._run(
                "insert into page (page_id, item_id, namespace, name, author, first_time, deleted)"
                " values (?, ?, ?, ?, ?, ?, 1)",
                page_id, entry.item_id, entry.title.namespace, entry.title.name, entry.user_name, entry.time,
            )  # fmt: skip
        else:
            page_id = page.page_id
        rev_id = self._run(
            "insert into revision values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rev_id, entry.uuid, entry.backend, page_id, page.latest if page else 0, entry.time, entry.user_name,
            entry.summary, entry.size, entry.sha1, entry.bot, entry.minor, entry.action,
        )  # fmt: skip
        if entry.purpose:
            self._run("insert into act values (?, ?, ?)", rev_id, entry.user_name, entry.purpose)
        self._describe(page_id, rev_id, entry, page)
        if entry.protection is not None:
            self._restrictions.set(
                page_id,
                {kind: (str(level), int(expiry)) for kind, (level, expiry) in entry.protection.items()},
            )
        if entry.file is not None:
            self._files.add(rev_id, page_id, entry.file)
        if number := contribution_number(entry.title):
            self.raise_number(CONTRIBUTION_NUMBER, number)
        return page_id, rev_id

    def restate(self, page_id: int, entry: Entry) -> None:
        """Describe a page by its newest revision, after a newer one was destroyed."""
        newest = self._one("select max(rev_id) as rev_id from revision where page_id = ?", page_id)
        before = page_row(self._one("select * from page where page_id = ?", page_id))
        self._describe(page_id, newest["rev_id"], entry, before)

    def restate_outline(self, page_id: int, now: Outline) -> bool:
        """Enter what a page belongs to and leads to without a new revision; whether that has changed."""
        rows = self._database.all("select kind, namespace, name from link where page_id = ?", page_id)
        names = self._database.all("select name from category where page_id = ?", page_id)
        links = {(kind, title.namespace, title.name) for kind, title in _links(now)}
        if {tuple(row) for row in rows} == links and {row["name"] for row in names} == set(now.categories):
            return False
        self._outline(page_id, now)
        self._run(
            "update page set answers = ?, touched = ? where page_id = ?",
            _answered(now), self.next_number("change"), page_id,
        )  # fmt: skip
        return True

    def remove(self, uuid: str) -> RevisionRow | None:
        """Forget a revision that was destroyed; the page goes with its last one. Ids are never used again.

        Returns the revision that is the page's newest now: `restate` the page by it.
        """
        row = self._one("delete from revision where uuid = ? returning rev_id, page_id, parent_id", uuid)
        if row is None:
            return None
        page_id = row["page_id"]
        self._run("delete from act where rev_id = ?", row["rev_id"])
        self._files.remove(row["rev_id"])
        self._run("update revision set parent_id = ? where parent_id = ?", row["parent_id"], row["rev_id"])
        left = self._one("select * from revision where page_id = ? order by rev_id desc limit 1", page_id)
        if left is None:
            self._restrictions.set(page_id, {})
            page = self._one("delete from page where page_id = ? returning namespace, name, deleted", page_id)
            self._outline(page_id, Outline())
            stamp = self.next_number("change")
            self._touch(stamp, Title(page["namespace"], page["name"]), came_or_went=not page["deleted"])
            self._run("insert into outbox (page_id) values (?)", page_id)
            return None
        first = self._one("select * from revision where page_id = ? order by rev_id limit 1", page_id)
        self._run(
            "update page set author = ?, first_time = ? where page_id = ?",
            first["user_name"], first["time"], page_id,
        )  # fmt: skip
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
        self._run(
            "insert into counter values (?, ?)"
            " on conflict (name) do update set value = max(value, excluded.value)",
            name, value,
        )  # fmt: skip

    def clear(self) -> None:
        """Empty the tables before they are derived anew. Sequences stay: no id is ever given twice."""
        for table in ("page", "revision", "act", "category", "link", "protection", "account", "file"):
            self._run(f"delete from {table}")  # noqa: S608  (a constant)

    def account(self, item_id: str, name: str, skeleton: str, user_id: int | None = None) -> int:
        """Enter an account and return its integer id, which is given unless it is known."""
        return self._run(
            "insert into account (user_id, item_id, name, skeleton) values (?, ?, ?, ?)",
            user_id, item_id, name, skeleton,
        )  # fmt: skip

    def _describe(self, page_id: int, rev_id: int, entry: Entry, before: PageRow | None) -> None:
        """Say of a page what its newest revision says, and touch what reads differently for it."""
        title, was_there = entry.title, before is not None and not before.deleted
        stamp = self.next_number("change")
        self._run(
            "update page set namespace = ?, name = ?, latest = ?, time = ?, size = ?, redirect = ?,"
            " deleted = ?, acl = ?, answers = ?, touched = ? where page_id = ?",
            title.namespace, title.name, rev_id, entry.time, entry.size, entry.redirect, entry.deleted, entry.acl,
            _answered(entry.outline), stamp, page_id,
        )  # fmt: skip
        self._outline(page_id, entry.outline)
        moved = before is not None and before.title != title
        self._touch(
            stamp, title, came_or_went=moved or was_there == entry.deleted, shows_anew=entry.file is not None
        )
        if before is not None and moved and was_there:
            self._touch(stamp, before.title, came_or_went=True)
        self._run("insert into outbox (page_id) values (?)", page_id)

    def _outline(self, page_id: int, now: Outline) -> None:
        self._run("delete from category where page_id = ?", page_id)
        self._run("delete from link where page_id = ?", page_id)
        self._many("insert into category values (?, ?)", [(page_id, name) for name in now.categories])
        rows = [(kind, title.namespace, title.name, page_id) for kind, title in _links(now)]
        self._many("insert or ignore into link values (?, ?, ?, ?)", rows)

    def _touch(self, stamp: int, title: Title, *, came_or_went: bool, shows_anew: bool = False) -> None:
        """Mark the pages that show a page, and those that lead to it if it came into being or went.

        `shows_anew`: there is another version of its file.
        """
        kinds = ("embed", "link", "file") if came_or_went else ("embed", "file") if shows_anew else ("embed",)
        for kind in kinds:
            self._run(
                "update page set touched = ? where page_id in"
                " (select page_id from link where kind = ? and namespace = ? and name = ?)",
                stamp, kind, title.namespace, title.name,
            )  # fmt: skip

    def _many(self, sql: str, rows: list[tuple[Any, ...]]) -> None:
        if rows:
            self._database.connection.executemany(sql, rows)


def _links(found: Outline) -> list[tuple[str, Title]]:
    """Where a page leads, with the kind of link as the table `link` calls it."""
    kinds = (("link", found.links), ("embed", found.embeds), ("file", found.files))
    return [(kind, title) for kind, titles in kinds for title in titles]


def _answered(found: Outline) -> int:
    """The number of the contribution that a page answers, 0 if it is no reply."""
    return next((int(hit[1]) for name in found.categories if (hit := _ANSWERS.fullmatch(name))), 0)
