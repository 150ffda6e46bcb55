"""Moin's revisions in the database: a backend behind Moin's own interface.

The metadata is kept as JSON, the content as it is, a digest over both; `number` is the order of saving. Which
revision of an item counts is the index's matter (`index`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO, Self

from moin.constants.keys import DATAID, HASH_ALGORITHM, ITEMID, MTIME, REVID, SIZE
from moin.storage.backends import BackendBase
from moin.utils.crypto import make_uuid

from .database import Database

Meta = dict[str, Any]


class SqliteBackend(BackendBase):  # type: ignore[misc]
    """The revisions of one of Moin's backends, told apart by `name` ("default", "userprofiles")."""

    read_only = False

    def __init__(self, database: Database, name: str) -> None:
        self._database = database
        self.name = name

    @classmethod
    def from_uri(cls, uri: str) -> Self:
        """Not by address: it shares the database that the application has open."""
        raise NotImplementedError(f"{uri}: this backend belongs to an open database")

    def create(self) -> None:
        """Nothing: the tables come with the database."""

    def destroy(self) -> None:
        """Delete all revisions of this backend."""
        with self._database.transaction():
            for uuid in list(self):
                self.remove(uuid, destroy_data=True)

    def open(self) -> None:
        """Nothing: the database is open."""

    def close(self) -> None:
        """Close this thread's connection."""
        self._database.close()

    def __iter__(self) -> Iterator[str]:
        rows = self._database.all("select uuid from stored where backend = ? order by number", self.name)
        return (row["uuid"] for row in rows)

    def __contains__(self, uuid: object) -> bool:
        return self._database.one(
            "select 1 from stored where backend = ? and uuid = ?", self.name, uuid
        ) is not None  # fmt: skip

    def retrieve(self, metaid: str) -> tuple[Meta, BinaryIO]:
        """Metadata and content of a revision. Raises `KeyError`."""
        row = self._database.one(
            "select meta, content from stored join data using (data_id) where backend = ? and uuid = ?",
            self.name, metaid,
        )  # fmt: skip
        if row is None:
            raise KeyError(metaid)
        return json.loads(row["meta"]), BytesIO(row["content"])

    def store(self, meta: Meta, data: BinaryIO) -> str:
        """Keep a revision, or keep it instead of the one of the same id; return its id.

        Completes `meta` as Moin's own backend does: ids, size, hash.
        """
        content = data.read()
        meta.setdefault(REVID, make_uuid())
        meta[SIZE], meta[HASH_ALGORITHM] = len(content), sha1(content)
        with self._database.transaction():
            if DATAID not in meta or self._says_something_else(meta[DATAID], meta[REVID], content):
                meta[DATAID] = make_uuid()
            text = json.dumps(meta, ensure_ascii=False)
            self._database.run(
                "insert into data (data_id, content) values (?, ?)"
                " on conflict (data_id) do update set content = excluded.content",
                meta[DATAID], content,
            )  # fmt: skip
            self._database.run(
                "insert into stored (backend, uuid, item_id, time, meta, data_id, digest)"
                " values (?, ?, ?, ?, ?, ?, ?) on conflict (backend, uuid) do update set item_id = excluded.item_id,"
                " time = excluded.time, meta = excluded.meta, data_id = excluded.data_id, digest = excluded.digest",
                self.name, meta[REVID], meta.get(ITEMID, ""), int(meta.get(MTIME, 0)), text, meta[DATAID],
                digest(text, content),
            )  # fmt: skip
        revid: str = meta[REVID]
        return revid

    def _says_something_else(self, data_id: str, uuid: str, content: bytes) -> bool:
        """Whether another revision has other content under that id; Moin hands on ids with the metadata it copies."""
        return bool(
            self._database.one(
                "select 1 from stored join data using (data_id) where data_id = ? and uuid <> ? and content <> ?",
                data_id, uuid, content,
            )
        )  # fmt: skip

    def remove(self, metaid: str, destroy_data: bool = False) -> None:
        """Delete a revision for good, with its content if no other revision has it. Raises `KeyError`."""
        with self._database.transaction():
            row = self._database.one(
                "delete from stored where backend = ? and uuid = ? returning data_id", self.name, metaid
            )
            if row is None:
                raise KeyError(metaid)
            if destroy_data:
                self._database.run(
                    "delete from data where data_id = ?"
                    " and not exists (select 1 from stored where data_id = data.data_id)",
                    row["data_id"],
                )


def sha1(content: bytes) -> str:
    """The hash that Moin and MediaWiki keep of a text."""
    return hashlib.sha1(content, usedforsecurity=False).hexdigest()


def digest(meta: str, content: bytes) -> bytes:
    """What a revision's row must come to: SHA-256 over metadata and content."""
    return hashlib.sha256(meta.encode("utf-8") + b"\0" + content).digest()
