"""Moin's index in the database: the middleware that fills it; `searcher` is what Moin asks.

Moin has three Whoosh indexes: all revisions, the newest of each item, and a small copy of the latter. Here they are
three views of one table: every revision has its terms once, `document.latest` says whether it is its item's newest.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from moin.constants.keys import ALL_REVS, CONTENT, ITEMID, LATEST_REVS, NAME, REVID
from moin.storage.middleware.indexing import (
    INDEXES,
    IndexingMiddleware,
    backend_to_index,
    convert_to_indexable,
)

from .database import Database
from .queries import COLUMNS, word
from .searcher import Fields, Index, Meta


class SqliteIndexing(IndexingMiddleware):  # type: ignore[misc]
    """Moin's indexing middleware on the database; what Moin reads through it is inherited."""

    def __init__(self, database: Database, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.database = database
        self._fields = Fields()

    def open(self) -> None:
        """The three views, of the schemas as they are now."""
        self._fields = Fields(self.schemas[LATEST_REVS], self.schemas[ALL_REVS])
        self.ix = {name: Index(self.database, name, self.schemas[name]) for name in INDEXES}

    def close(self) -> None:
        """Nothing is held but the connection, which is the database's."""
        self.ix = {}

    def create(self, tmp: bool = False) -> None:
        """Nothing: the tables come with the database."""

    def destroy(self, tmp: bool = False) -> None:
        """Forget everything that is derived."""
        with self.database.transaction():
            self.database.run("delete from document")
            self.database.run("delete from term")

    def missing_index_check(self) -> str:
        """Nothing is ever missing."""
        return ""

    def move_index(self) -> None:
        """Nothing: a rebuild is one transaction in its place."""

    def optimize_index(self, tmp: bool = False) -> None:
        """Let SQLite look at its statistics."""
        self.database.run("pragma optimize")

    def index_revision(
        self, meta: Meta, content: str, backend_name: str, async_: bool = True, force_latest: bool = True
    ) -> None:
        """Enter a stored revision; it becomes its item's newest if `force_latest`, or if it is."""
        with self.database.transaction():
            row = self.database.one(
                "select number from stored where backend = ? and uuid = ?", backend_name, meta[REVID]
            )
            self._enter(row["number"], meta, content, backend_name)
            self._choose(meta[ITEMID], row["number"] if force_latest else None)

    def remove_revision(self, revid: str, async_: bool = True) -> None:
        """Forget a revision; the newest of those left counts from now on.

        The store has removed it already, so it is looked for among what no longer has a revision.
        """
        with self.database.transaction():
            gone = self.database.all(
                "delete from document where not exists (select 1 from stored s where s.number = document.number)"
                " returning number, item_id"
            )
            for row in gone:
                self.database.run("delete from term where number = ?", row["number"])
                self._choose(row["item_id"], None)

    def rebuild(
        self,
        tmp: bool = False,
        procs: int | None = None,
        limitmb: int | None = None,
        multisegment: bool = False,
    ) -> None:
        """Derive everything anew from the stored revisions."""
        with self.database.transaction():
            self.destroy()
            for backend_name, uuid in self.backend:
                meta, data = self.backend.retrieve(backend_name, uuid)
                content = convert_to_indexable(meta, data) if self._wants_content else ""
                self.index_revision(meta, content, backend_name, force_latest=False)

    def update(self, tmp: bool = False) -> bool:
        """Enter what is stored and not in the index, forget what is gone; say whether there was any."""
        missing = self.database.all(
            "select backend, uuid from stored where number not in (select number from document) order by number"
        )
        gone = self.database.all("select 1 from document where number not in (select number from stored)")
        with self.database.transaction():
            for row in missing:
                meta, data = self.backend.retrieve(row["backend"], row["uuid"])
                content = convert_to_indexable(meta, data) if self._wants_content else ""
                self.index_revision(meta, content, row["backend"], force_latest=False)
            if gone:
                self.remove_revision("")
        return bool(missing or gone)

    def dump(self, tmp: bool = False, idx_name: str = LATEST_REVS) -> Iterator[list[tuple[str, Any]]]:
        """All revisions of an index as lists of field and value: the names, the others sorted, the text."""
        for fields in self.ix[idx_name].searcher().all_stored_fields():
            text = fields[CONTENT] if CONTENT in self.schemas[idx_name] else ""
            names = fields.pop(NAME, "")
            yield [
                (NAME, names),
                *sorted(item for item in fields.items() if item[0] != CONTENT),
                (CONTENT, text),
            ]

    @property
    def _wants_content(self) -> bool:
        return CONTENT in self.schemas[LATEST_REVS]

    def _enter(self, number: int, meta: Meta, content: str, backend_name: str) -> None:
        self.database.run(
            "insert into document (number, item_id, latest) values (?, ?, 0)"
            " on conflict (number) do update set item_id = excluded.item_id",
            number, meta[ITEMID],
        )  # fmt: skip
        self.database.run("delete from term where number = ?", number)
        values = backend_to_index(meta, content, self._fields, backend_name)
        self.database.connection.executemany(
            "insert or ignore into term values (?, ?, ?)",
            [(field, text, number) for field, text in self._terms(values)],
        )

    def _terms(self, found: Meta) -> Iterator[tuple[str, str]]:
        """Field and term for everything that can be looked for, as Whoosh's schema cuts it."""
        for name, value in found.items():
            field = self._fields[name]
            if field is None or not field.indexed or value is None or name in COLUMNS:
                continue
            if isinstance(value, list | tuple):  # Whoosh takes the members as they are
                yield from ((name, word(each)) for each in value)
            elif field.analyzer is None or not isinstance(value, str):
                yield name, word(value)
            else:
                yield from ((name, token.text) for token in field.analyzer(value, mode="index"))

    def _choose(self, item_id: str, newest: int | None) -> None:
        """Mark an item's newest revision: the given one, or the latest by time and order of saving."""
        if newest is None:
            row = self.database.one(
                "select d.number from document d join stored s on s.number = d.number where d.item_id = ?"
                " order by s.time desc, d.number desc limit 1",
                item_id,
            )
            newest = row["number"] if row else 0
        self.database.run(
            "update document set latest = 0 where item_id = ? and latest and number <> ?", item_id, newest
        )
        self.database.run("update document set latest = 1 where number = ? and not latest", newest)
