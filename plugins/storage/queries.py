"""Whoosh's query objects as SQL conditions on `document d` (and `stored s`).

Moin's views build `Term`, `And`, `Or`, `Not`, `Prefix`, `Every`, ranges; its query parser some more. A term is looked
up in the table `term`; of several that must all hold, the rarest leads and the others are only checked, so that a
look-up by name costs the same in a small and in a large wiki. Regular expressions are refused: one freezes a process.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from moin.constants.keys import (
    BACKENDNAME,
    CONTENTTYPE,
    ITEMID,
    ITEMTYPE,
    MTIME,
    NAME,
    NAMESPACE,
    REV_NUMBER,
    REVID,
)
from whoosh import query
from whoosh.fields import BOOLEAN, DATETIME, NUMERIC, Schema
from whoosh.sorting import FieldFacet
from whoosh.util.times import long_to_datetime

Sql = tuple[str, list[Any]]

COLUMNS = {REVID: "s.uuid", ITEMID: "d.item_id", BACKENDNAME: "s.backend"}
"""Fields that are columns; their terms are not kept a second time."""
_NEVER_EMPTY = {**COLUMNS, MTIME: "s.time"}
_SORT_KEYS = {NAME: "json_extract(s.meta, '$.name[0]')", REV_NUMBER: "json_extract(s.meta, '$.rev_number')"}
_COMMON = frozenset((NAMESPACE, ITEMTYPE, CONTENTTYPE, BACKENDNAME))
"""Fields that say the same of most revisions: never the ones that lead."""
_LAST = "\U0010ffff"


class UnknownQuery(query.QueryError):  # type: ignore[misc]
    """A kind of query that is not offered, such as a regular expression. Moin's search page tells people so."""


def word(value: object) -> str:
    """A value of a field as the table `term` keeps it: dates sort as text, numbers are padded by SQL."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, bool):
        return "t" if value else "f"
    return value.isoformat(" ") if isinstance(value, datetime) else str(value)


def condition(asked: query.Query, schema: Schema, *, leads: bool = True) -> Sql:
    """The condition for a query. `leads`: it may choose the rows; else it only checks a row that is there."""
    match asked:
        case query.Term():
            return _term(asked.fieldname, _text(asked, schema), schema, leads)
        case query.Prefix():
            low = word(asked.text)
            return _terms(asked.fieldname, "term >= ? and term < ?", [low, low + _LAST], schema, leads)
        case query.Wildcard():
            return _terms(asked.fieldname, "term glob ?", [word(asked.text)], schema, leads)
        case query.FuzzyTerm() | query.Regex():
            raise UnknownQuery(f"{type(asked).__name__}: not offered")
        case query.Phrase():
            return _together([query.Term(asked.fieldname, text) for text in asked.words], schema, leads)
        case query.TermRange() | query.NumericRange():
            return _range(asked, schema, leads)
        case query.Every():
            return ("1", []) if asked.fieldname is None else _terms(asked.fieldname, "1", [], schema, leads)
        case query.And():
            return _together(list(asked.subqueries), schema, leads)
        case query.Or() | query.DisjunctionMax():
            return _either(list(asked.subqueries), schema, leads)
        case query.AndNot():
            return condition(query.And([asked.a, query.Not(asked.b)]), schema, leads=leads)
        case query.Require() | query.AndMaybe():
            second = [asked.b] if isinstance(asked, query.Require) else []
            return _together([asked.a, *second], schema, leads)
        case query.Not():
            sql, values = condition(asked.query, schema, leads=False)
            return f"not ({sql})", values
        case query.ConstantScoreQuery():
            return condition(asked.child, schema, leads=leads)
    if asked == query.NullQuery:
        return "0", []
    raise UnknownQuery(f"{type(asked).__name__}: not offered")


def order(facets: Sequence[Any], schema: Schema, *, reverse: bool = False) -> str:
    """The order for `sortedby`; among equals, and if nothing is said, that of saving. `reverse` turns all of it round.

    As in Whoosh what lacks a field comes after what has it, and of a field's several terms the greatest counts; but
    names are compared as they are, not word by word.
    """
    parts = []
    for facet in [FieldFacet(facet) if isinstance(facet, str) else facet for facet in facets]:
        if not isinstance(facet, FieldFacet):
            raise UnknownQuery(f"{type(facet).__name__}: sorting not offered")
        way = "desc" if facet.reverse != reverse else "asc"
        if column := _NEVER_EMPTY.get(facet.fieldname):
            parts.append(f"{column} {way}")
        else:
            parts.append(
                f"{_sort_key(facet.fieldname, schema)} {way} nulls {'first' if way == 'desc' else 'last'}"
            )
    return ", ".join([*parts, "s.number desc" if reverse else "s.number"])


def _sort_key(field: str, schema: Schema) -> str:
    if field in _SORT_KEYS:
        return _SORT_KEYS[field]
    if field not in schema or not field.isidentifier():
        raise UnknownQuery(f"{field}: no such field to sort by")
    greatest = "max(cast(term as integer))" if isinstance(schema[field], NUMERIC) else "max(term)"
    return f"(select {greatest} from term where number = d.number and field = '{field}')"  # noqa: S608  (an identifier)


def _text(asked: query.Term, schema: Schema) -> str | None:
    """What a term asks for, as the field keeps it: "03" of a number is 3. None if the field cannot hold such."""
    field, text = _field(asked.fieldname, schema), asked.text
    if isinstance(field, NUMERIC | BOOLEAN):
        try:
            kept = field.to_bytes(text)
            return word(kept if isinstance(field, BOOLEAN) else field.from_bytes(kept))
        except Exception:  # Whoosh says with a bare one that it cannot read a date
            return None
    return word(text)


def _field(name: str, schema: Schema) -> Any:
    if name in schema:
        return schema[name]
    return None


def _term(field: str, text: str | None, schema: Schema, leads: bool) -> Sql:
    if text is None:
        return "0", []
    if column := COLUMNS.get(field):
        return f"{column} = ?", [text]
    return _terms(field, "term = ?", [text], schema, leads)


def _terms(field: str, which: str, values: list[Any], schema: Schema, leads: bool) -> Sql:
    if field not in schema:
        return "0", []
    if not schema[field].indexed:
        raise UnknownQuery(f"{field}: told of a revision, but not looked for")
    if column := COLUMNS.get(field):
        return which.replace("term", column), values
    if leads and field not in _COMMON:
        return f"d.number in (select number from term where field = ? and {which})", [field, *values]  # noqa: S608
    return f"exists (select 1 from term where field = ? and number = d.number and {which})", [field, *values]  # noqa: S608


def _range(asked: Any, schema: Schema, leads: bool) -> Sql:
    field = _field(asked.fieldname, schema)
    numeric = isinstance(field, NUMERIC) and not isinstance(field, DATETIME)
    side = "cast(term as integer)" if numeric else "term"
    parts, values = [], []
    for bound, without, sign in ((asked.start, asked.startexcl, ">"), (asked.end, asked.endexcl, "<")):
        if bound is not None:
            parts.append(f"{side} {sign}{'' if without else '='} ?")
            if isinstance(field, DATETIME) and isinstance(bound, int):  # Whoosh's own count of microseconds
                bound = long_to_datetime(bound)
            values.append(bound if numeric else word(bound))
    return _terms(asked.fieldname, " and ".join(parts) or "1", values, schema, leads)


def _together(parts: Sequence[query.Query], schema: Schema, leads: bool) -> Sql:
    """All hold. One leads: a term that few have; the others are checked."""
    if not parts:
        return "0", []
    order = sorted(parts, key=_cost)
    found = [condition(part, schema, leads=leads and not at) for at, part in enumerate(order)]
    return _joined(found, " and ")


def _either(parts: Sequence[query.Query], schema: Schema, leads: bool) -> Sql:
    return _joined([condition(part, schema, leads=leads) for part in parts], " or ") if parts else ("0", [])


def _joined(found: Sequence[Sql], word: str) -> Sql:
    return "(" + word.join(f"({sql})" for sql, _ in found) + ")", [
        value for _, values in found for value in values
    ]


def _cost(part: query.Query) -> int:
    """How many rows a part lets through, by its kind: few first."""
    if isinstance(part, query.Term):
        return 0 if part.fieldname in COLUMNS else 3 if part.fieldname in _COMMON else 1
    return 4 if isinstance(part, query.Not | query.Every) else 2
