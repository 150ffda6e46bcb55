"""Moin's index in the database: what stands behind `indexer.ix[…]`, and the middleware that fills it.

Moin has three Whoosh indexes: all revisions, the newest of each item, and a small copy of the latter. Here they are
three views of one table: every revision has its terms once, `document.latest` says whether it is its item's newest.
What a hit tells is read from the revision's own metadata, so the index cannot tell something else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from io import BytesIO
from typing import Any

from moin.constants.keys import ALL_REVS, CONTENT, ITEMID, LATEST_REVS, NAME, REVID
from moin.storage.middleware.indexing import (
    INDEXES,
    IndexingMiddleware,
    backend_to_index,
    convert_to_indexable,
)
from whoosh.fields import FieldType, Schema
from whoosh.query import And, Every, Not, Query, Term
from whoosh.sorting import FunctionFacet

from .database import Database
from .hits import Hit, Hits
from .queries import COLUMNS, condition, order, word

Meta = dict[str, Any]

_HIT = "select d.number, s.backend, s.meta from document d join stored s on s.number = d.number"


class Fields(dict[str, FieldType | None]):
    """The fields of some schemas by name, patterns such as `*_id` included; each name is looked for once."""

    def __init__(self, *schemas: Schema) -> None:
        self._schemas = schemas

    def __missing__(self, name: str) -> FieldType | None:
        found = next((schema[name] for schema in self._schemas if name in schema), None)
        self[name] = found
        return found

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self[name] is not None


class Index:
    """One of Moin's indexes, as a view. `ix.searcher()` is all that Moin asks of it."""

    def __init__(self, database: Database, name: str, schema: Schema) -> None:
        self.database = database
        self.name = name
        self.schema = schema
        self.fields = Fields(schema)

    def searcher(self) -> Searcher:
        """Something to search with; it need not be closed."""
        return Searcher(self)

    def doc_count(self) -> int:
        """How many revisions it holds."""
        count: int = self.database.one(f"select count(*) from document d where {self.scope}")[0]  # noqa: S608
        return count

    @property
    def scope(self) -> str:
        """Which revisions belong to it, in SQL."""
        return "1" if self.name == ALL_REVS else "d.latest"

    def close(self) -> None:
        """Nothing is held."""


class Searcher:
    """Whoosh's searcher, as far as Moin calls it."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self.schema = index.schema

    def __enter__(self) -> Searcher:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def search(
        self, q: Query, limit: int | None = 10, sortedby: Any = None, reverse: bool = False,
        filter: Query | None = None, mask: Query | None = None, **kw: Any,
    ) -> Hits:  # fmt: skip
        """The revisions a query finds, in the order of saving or as `sortedby` says."""
        parts = [q, *([filter] if filter is not None else []), *([Not(mask)] if mask is not None else [])]
        where, values = condition(And(parts) if len(parts) > 1 else q, self.schema)
        facets = _facets(sortedby)
        function = next((facet.fn for facet in facets if isinstance(facet, FunctionFacet)), None)
        if function is None:
            hits = list(self._hits(where, values, limit, order(facets, self.schema, reverse=reverse)))
            if limit is None or len(hits) < limit:
                return Hits(hits, lambda: len(hits))
            return Hits(hits, lambda: self._count(where, values))
        hits = sorted(self._hits(where, values), key=lambda hit: function(self, hit.docnum), reverse=reverse)
        return Hits(hits[:limit] if limit else hits, lambda: len(hits))

    def search_page(self, q: Query, pagenum: int, pagelen: int = 10, **kw: Any) -> Hits:
        """One page of what `search` finds: the first is 1; beyond the last there is the last again, as in Whoosh."""
        if pagenum < 1:
            raise ValueError("pages are counted from 1")
        hits = self.search(q, **{**kw, "limit": pagenum * pagelen})
        if hits.scored_length() <= (pagenum - 1) * pagelen:
            pagenum = max(1, -(-hits.scored_length() // pagelen))
        return Hits(hits[(pagenum - 1) * pagelen :], hits.__len__)

    def documents(self, **kw: Any) -> Iterator[Hit]:
        """The revisions that have these values in these fields; all, when none is named."""
        asked = [Term(field, word(value)) for field, value in kw.items()]
        query = And(asked) if len(asked) > 1 else asked[0] if asked else Every()
        return iter(list(self._hits(*condition(query, self.schema))))

    def document(self, **kw: Any) -> Meta | None:
        """The stored fields of one of them, or None."""
        found = next(self.documents(**kw), None)
        return found.fields() if found is not None else None

    def document_numbers(self, **kw: Any) -> Iterator[int]:
        """Their numbers."""
        return (hit.docnum for hit in self.documents(**kw))

    def document_number(self, **kw: Any) -> int | None:
        """The number of one of them, or None."""
        return next(self.document_numbers(**kw), None)

    def stored_fields(self, docnum: int) -> Meta:
        """The stored fields of the revision of that number."""
        return next(self._hits("d.number = ?", [docnum])).fields()

    def all_stored_fields(self) -> Iterator[Meta]:
        """The stored fields of all revisions."""
        return (hit.fields() for hit in self.documents())

    def lexicon(self, field: str) -> Iterator[bytes]:
        """All terms of a field, as Whoosh gives them."""
        rows = self._index.database.all(
            "select distinct term from term join document d using (number)"  # noqa: S608  (a constant)
            f" where field = ? and {self._index.scope} order by term",
            field,
        )
        return (row["term"].encode("utf-8") for row in rows)

    field_terms = lexicon

    def doc_count(self) -> int:
        """How many revisions the index holds."""
        return self._index.doc_count()

    doc_count_all = doc_count

    def _hits(
        self, where: str, values: Iterable[Any], limit: int | None = None, by: str = "d.number"
    ) -> Iterator[Hit]:
        sql = f"{_HIT} where {self._index.scope} and {where} order by {by} limit ?"
        for row in self._index.database.all(sql, *values, limit or -1):
            meta = json.loads(row["meta"])
            text = partial(self._text, row["number"], meta) if CONTENT in self.schema else None
            yield Hit(row["number"], _stored(meta, self._index.fields, row["backend"]), text)

    def _count(self, where: str, values: Iterable[Any]) -> int:
        sql = f"select count(*) from document d join stored s on s.number = d.number where {self._index.scope} and {where}"  # noqa: E501, S608
        count: int = self._index.database.one(sql, *values)[0]
        return count

    def _text(self, number: int, meta: Meta) -> str:
        """The words of a revision, as they were indexed."""
        row = self._index.database.one(
            "select content from stored join data using (data_id) where number = ?", number
        )
        text: str = convert_to_indexable(meta, BytesIO(row["content"]))
        return text


def _facets(sortedby: Any) -> Sequence[Any]:
    if sortedby is None:
        return []
    return list(sortedby) if isinstance(sortedby, list | tuple) else [sortedby]


def _stored(meta: Meta, fields: Fields, backend: str) -> Meta:
    """What Whoosh would have stored of a revision."""
    values = backend_to_index(meta, "", fields, backend)
    return {
        name: value
        for name, value in values.items()
        if (field := fields[name]) is not None and field.stored and name != CONTENT
    }


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
