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
    NAMESPACE,
    REVID,
)
from whoosh import query
from whoosh.fields import NUMERIC, Schema

Sql = tuple[str, list[Any]]

COLUMNS = {REVID: "s.uuid", ITEMID: "d.item_id", BACKENDNAME: "s.backend"}
"""Fields that are columns; their terms are not kept a second time."""
_COMMON = frozenset((NAMESPACE, ITEMTYPE, CONTENTTYPE, BACKENDNAME))
"""Fields that say the same of most revisions: never the ones that lead."""
_LAST = "\U0010ffff"


class UnknownQuery(NotImplementedError):
    """A kind of query that is not offered, such as a regular expression."""


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


def _text(asked: query.Term, schema: Schema) -> str:
    """What a term asks for; the query parser gives numbers and dates in Whoosh's own bytes."""
    text = asked.text
    if isinstance(text, bytes) and asked.fieldname in schema:
        field = schema[asked.fieldname]
        text = field.from_bytes(text) if isinstance(field, NUMERIC) else text
    return word(text)


def _term(field: str, text: str, schema: Schema, leads: bool) -> Sql:
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
    numeric = not isinstance(asked, query.DateRange) and isinstance(asked, query.NumericRange)
    side = "cast(term as integer)" if numeric else "term"
    parts, values = [], []
    for bound, without, sign in ((asked.start, asked.startexcl, ">"), (asked.end, asked.endexcl, "<")):
        if bound is not None:
            parts.append(f"{side} {sign}{'' if without else '='} ?")
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
