"""What the catalogue keeps and is asked for, as values: pages, revisions, what a save tells, what a list selects."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..titles import Title
from ..wikitext import Outline
from .files import Facts

PAGE_ID, REV_ID = "pageid", "revisionid"
"""Keys of the integer ids in a revision's metadata; names ending in `_id` are text fields of Moin's index."""
BOT, MINOR, AUTHOR, PURPOSE = "bot_edit", "minor_edit", "author_name", "bot_purpose"
"""Further keys of ours in a revision's metadata: flags, the author's name at the time of saving, and the purpose of
the bot password that it was saved with, "" for people."""
PAGES = "default"
"""Moin's backend that holds the pages; the other one holds the profiles."""
ACCOUNT_ID = "accountid"
"""Key of the account's integer id in its profile."""


@dataclass(frozen=True, slots=True)
class PageRow:
    """A page as it stands: its ids, its newest revision, its first author and time.

    `answers`: the number of the contribution that it replies to, 0 if it is no reply. `touched` grows whenever the page
    may read differently: when it, a template of it or the existence of a page it leads to changes.
    """

    page_id: int
    item_id: str
    title: Title
    latest: int
    time: int
    size: int
    redirect: bool
    deleted: bool
    acl: str | None
    author: str
    first_time: int
    answers: int
    touched: int


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """One revision: `parent_id` 0 means the first; `time` in seconds since 1970; `size` in bytes."""

    rev_id: int
    uuid: str
    backend: str
    page_id: int
    parent_id: int
    time: int
    user_name: str
    summary: str
    size: int
    sha1: str
    bot: bool
    minor: bool
    action: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What a save tells the catalogue about the new revision."""

    uuid: str
    backend: str
    item_id: str
    title: Title
    time: int
    user_name: str
    summary: str
    size: int
    sha1: str
    bot: bool
    minor: bool
    action: str
    deleted: bool
    redirect: bool
    acl: str | None
    outline: Outline
    protection: Mapping[str, Sequence[Any]] | None = None
    """What the revision says of who may change the page; None if it says nothing."""
    purpose: str = ""
    file: Facts | None = None
    """The file that the revision brought, if it brought one."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which revisions to look for; None or empty asks nothing. Pages that were deleted do not count.

    `since` and `until` in seconds since 1970, `start` and `end` revision ids, low and high, all inclusive.
    `watched_by`: the number of the account on whose list the page stands.
    """

    page_id: int | None = None
    watched_by: int | None = None
    namespaces: tuple[int, ...] = ()
    user: str | None = None
    users: tuple[str, ...] = ()
    not_user: str | None = None
    since: int | None = None
    until: int | None = None
    start: int | None = None
    end: int | None = None
    bot: bool | None = None
    minor: bool | None = None
    new: bool | None = None
    newest: bool | None = None
    redirect: bool | None = None
    edits_only: bool = False
    """Without what the log tells: moves, protections and the like, and uploads."""

    def where(self) -> tuple[str, list[Any]]:
        """The condition in SQL, on `r` (revision) and `p` (page), and its values."""
        parts, values = ["not p.deleted", "r.action <> 'TRASH'"], []
        for condition, value in (
            (_WATCHED, self.watched_by),
            ("r.page_id = ?", self.page_id), ("r.user_name = ?", self.user), ("r.user_name <> ?", self.not_user),
            ("r.time >= ?", self.since), ("r.time <= ?", self.until), ("r.rev_id >= ?", self.start),
            ("r.rev_id <= ?", self.end), ("r.bot = ?", self.bot), ("r.minor = ?", self.minor),
            ("(r.parent_id = 0) = ?", self.new), ("(r.rev_id = p.latest) = ?", self.newest),
            ("p.redirect = ?", self.redirect),
        ):  # fmt: skip
            if value is not None:
                parts.append(condition)
                values.append(value)
        if self.edits_only:
            parts.append("r.action = 'SAVE' and r.rev_id not in (select rev_id from file)")
        if self.users:
            parts.append(f"r.user_name in ({', '.join('?' * len(self.users))})")
            values += self.users
        if self.namespaces:
            parts.append(f"p.namespace in ({', '.join('?' * len(self.namespaces))})")
            values += self.namespaces
        return " and ".join(parts), values


_WATCHED = "p.page_id in (select page_id from watch join page using (namespace, name) where user_id = ?)"


def page_row(row: sqlite3.Row) -> PageRow:
    """A row of the table `page`."""
    return PageRow(
        row["page_id"], row["item_id"], Title(row["namespace"], row["name"]), row["latest"], row["time"],
        row["size"], bool(row["redirect"]), bool(row["deleted"]), row["acl"], row["author"],
        row["first_time"], row["answers"], row["touched"],
    )  # fmt: skip


def revision_row(row: sqlite3.Row) -> RevisionRow:
    """A row of the table `revision`."""
    values = dict(row)
    values["bot"], values["minor"] = bool(values["bot"]), bool(values["minor"])
    return RevisionRow(**values)
