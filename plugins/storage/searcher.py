"""What stands behind Moin's `indexer.ix[…]`: an index, and the searcher that answers its questions.

What a hit tells is read from the revision's own metadata, so the index cannot tell something else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from io import BytesIO
from typing import Any

from moin.constants.keys import ALL_REVS, CONTENT
from moin.storage.middleware.indexing import (
    backend_to_index,
    convert_to_indexable,
)
from whoosh.fields import FieldType, Schema
from whoosh.query import And, Every, Not, Query, Term
from whoosh.sorting import FunctionFacet

from .database import Database
from .hits import Hit, Hits
from .queries import condition, order, word

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
