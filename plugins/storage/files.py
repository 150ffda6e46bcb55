"""The files of the wiki: their versions and contents.

A version is a revision of the file's page whose metadata describe the file (`FILE`). So its history, its author, its
deletion and its return are those of the page. The contents stand once each, by their SHA-256, in `blob`, which is
truth like the texts; the table `file` is derived from the metadata.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from ..titles import FILE as NAMESPACE
from ..titles import Title
from .database import Database

FILE = "file_version"
"""Key of ours in a revision's metadata: the file that it brought, as `Facts` has it."""

_VERSION = (
    "select f.*, r.time, r.user_name, r.summary, p.name from file f join revision r using (rev_id)"
    " join page p on p.page_id = f.page_id"
)
_COUNTING = (
    f"{_VERSION} where not p.deleted"  # noqa: S608
    " and f.rev_id = (select max(rev_id) from file where page_id = p.page_id)"
)
"""Those that count: the newest of each page that is there."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file is: hashes, bytes, type; a picture's size in pixels and bits of a colour, 0 for what is none."""

    sha256: str
    sha1: str
    size: int
    mime: str
    width: int = 0
    height: int = 0
    bits: int = 0

    @property
    def is_picture(self) -> bool:
        """Whether it can be shown on a page."""
        return self.mime.startswith("image/")


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a file: the revision that brought it, when, by whom, with which words."""

    rev_id: int
    page_id: int
    facts: Facts
    time: int
    user_name: str
    comment: str
    title: Title


def facts_of(content: bytes, mime: str, width: int = 0, height: int = 0, bits: int = 0) -> Facts:
    """The facts of a content, with its hashes."""
    sha1 = hashlib.sha1(content, usedforsecurity=False).hexdigest()
    return Facts(hashlib.sha256(content).hexdigest(), sha1, len(content), mime, width, height, bits)


def described(facts: Facts) -> dict[str, object]:
    """As they stand in a revision's metadata."""
    return asdict(facts)


def read_facts(value: Any) -> Facts | None:
    """The facts that a revision's metadata name, None if it brought no file. Raises `TypeError`, `ValueError`."""
    if value is None:
        return None
    found = Facts(**value)
    if len(found.sha256) != 64 or not isinstance(found.size, int):
        raise ValueError("no description of a file")
    return found


class Files:
    """Look-ups among versions and contents, and what a save enters."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def newest(self, page_id: int) -> Version | None:
        """The version that counts."""
        return next(self.versions(page_id), None)

    def of(self, title: Title) -> Version | None:
        """The version that counts of the file of that name; None if there is none or it was taken down."""
        row = self._database.one(
            f"{_VERSION} where p.namespace = ? and p.name = ? and not p.deleted order by f.rev_id desc limit 1",
            title.namespace, title.name,
        )  # fmt: skip
        return _version(row) if row else None

    def version(self, rev_id: int) -> Version | None:
        """The version that a revision brought."""
        row = self._database.one(f"{_VERSION} where f.rev_id = ?", rev_id)
        return _version(row) if row else None

    def versions(self, page_id: int) -> Iterator[Version]:
        """All of a page, the newest first."""
        rows = self._database.connection.execute(
            f"{_VERSION} where f.page_id = ? order by f.rev_id desc", (page_id,)
        )
        return map(_version, rows)

    def walk(self, *, by_time: bool = False, descending: bool = False) -> Iterator[Version]:
        """The versions that count of all files, by name or by time and name."""
        way = " desc" if descending else ""
        order = f"r.time{way}, p.name{way}" if by_time else f"p.name{way}"
        rows = self._database.connection.execute(
            f"{_COUNTING} and p.namespace = ? order by {order}", (NAMESPACE,)
        )
        return map(_version, rows)

    def alike(self, sha1: str) -> list[Version]:
        """The versions with that content that count, by name."""
        rows = self._database.all(f"{_COUNTING} and f.sha1 = ? order by p.name", sha1)
        return [_version(row) for row in rows]

    def deleted(self, *, descending: bool = False) -> Iterator[Version]:
        """The versions of files that were taken down, by name and time."""
        way = " desc" if descending else ""
        rows = self._database.connection.execute(
            f"{_VERSION} where p.deleted and p.namespace = ? order by p.name{way}, f.rev_id{way}",
            (NAMESPACE,),
        )
        return map(_version, rows)

    def count(self) -> int:
        """How many files there are."""
        row = self._database.one(
            "select count(distinct page_id) from file join page using (page_id) where not deleted"
        )
        return int(row[0])

    def content(self, sha256: str) -> bytes | None:
        """A content."""
        row = self._database.one("select content from blob where sha256 = ?", sha256)
        return bytes(row["content"]) if row else None

    def has(self, sha256: str) -> bool:
        """Whether the content is kept."""
        return self._database.one("select 1 from blob where sha256 = ?", sha256) is not None

    def keep(self, sha256: str, content: bytes) -> None:
        """Keep a content, once. Belongs into the transaction of the revision that names it."""
        self._database.run("insert or ignore into blob (sha256, content) values (?, ?)", sha256, content)

    def add(self, rev_id: int, page_id: int, facts: Facts) -> None:
        """Enter a version. Belongs into a transaction."""
        self._database.run(
            "insert into file values (?, ?, ?, ?, ?, ?, ?, ?, ?)", rev_id, page_id, facts.sha256, facts.sha1,
            facts.size, facts.mime, facts.width, facts.height, facts.bits,
        )  # fmt: skip

    def remove(self, rev_id: int) -> None:
        """Forget a version that was destroyed, and its content if no other has it. Belongs into a transaction."""
        row = self._database.one("delete from file where rev_id = ? returning sha256", rev_id)
        if row is not None:
            self._database.run(
                "delete from blob where sha256 = ? and not exists (select 1 from file where sha256 = blob.sha256)",
                row["sha256"],
            )


def _version(row: Any) -> Version:
    facts = Facts(
        row["sha256"], row["sha1"], row["size"], row["mime"], row["width"], row["height"], row["bits"]
    )
    title = Title(NAMESPACE, row["name"])
    return Version(row["rev_id"], row["page_id"], facts, row["time"], row["user_name"], row["summary"], title)
