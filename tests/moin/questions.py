"""What two wikis are asked: queries as tuples, for Whoosh's query objects with the ids of either side."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from moin.constants.keys import (
    ACL,
    COMMENT,
    CONTENT,
    CONTENTNGRAM,
    CONTENTTYPE,
    HAS_TAG,
    ITEMID,
    ITEMLINKS,
    MTIME,
    NAME,
    NAME_EXACT,
    NAME_OLD,
    NAME_SORT,
    NAMENGRAM,
    NAMES,
    NAMESPACE,
    PARENTID,
    REV_NUMBER,
    REVID,
    SIZE,
    TAGS,
    TRASH,
)
from whoosh import query
from whoosh.sorting import FieldFacet

from .twins import Side

NAMES_OF_PAGES = ("Haus", "Haus/Keller", "Baum", "haus garten", "Straße/Nord", "users/Lisa")
WORDS = ("ampel", "Ampeln", "Straße", "straßen", "grün", "the", "Weg")
TAGS_OF_PAGES = ("rot", "grün", "sehr rot", "a,b")
ACLS = (None, "All:read,write,create,admin,destroy", "All:read", "Lisa:read,write All:")
PLAIN = "text/plain;charset=utf-8"
MARKUP = "text/x.moin.wiki;charset=utf-8"
DAY = datetime(2025, 11, 10, tzinfo=UTC).replace(tzinfo=None)
PARSED = (
    "ampel", "Ampel Straße", "ampel OR weg", "NOT ampel", "ampel NOT weg", "amp*", "*mp?l*",
    "tags:rot", "tags:(rot OR grün)", "tags:*", "name_exact:Haus", "name_exact:Haus*", "names:keller",
    "mtime:2025", "mtime:2024", "mtime:[20251110 to 20251111]", "mtime:[20251110000003 to]", "mtime:übermorgen",
    "size:[5 to 20]", "size:[to 99999999999999999999]", "rev_number:2", "rev_number:x", "trash:true", "*:*",
    "comment:weg", "contenttype:text", "contenttype:plain", "itemtype:default", "gibtsnicht:x",
    "ampel^3 weg", "'", '"', "((", "a' OR 1=1 --", "",
)  # fmt: skip

pages = st.sampled_from(NAMES_OF_PAGES)
texts = st.lists(st.sampled_from((*WORDS, "[[Baum]]", "[[Haus/Keller]]")), max_size=5).map(" ".join)
tags = st.lists(st.sampled_from(TAGS_OF_PAGES), max_size=2, unique=True)
turns = st.integers(0, 12)
seconds = st.integers(0, 40)


def _leaf() -> st.SearchStrategy[tuple[Any, ...]]:
    """A query as a tuple: kind, field and values; an id is called by its turn."""
    words = st.sampled_from((*WORDS, "ampel", "haus", "keller"))
    beginnings = st.sampled_from(("H", "Haus/", "s", ""))
    return st.one_of(
        st.tuples(st.just("term"), st.sampled_from((NAME_EXACT, NAME, NAME_OLD, ITEMLINKS)), pages),
        st.tuples(st.just("term"), st.sampled_from((NAMES, CONTENT, COMMENT, CONTENTNGRAM, NAMENGRAM)), words),
        st.tuples(st.just("term"), st.just(TAGS), st.sampled_from(TAGS_OF_PAGES)),
        st.tuples(st.just("term"), st.just(NAMESPACE), st.sampled_from(("", "users", "userprofiles"))),
        st.tuples(st.just("term"), st.just(CONTENTTYPE), st.sampled_from(("text", "plain", PLAIN))),
        st.tuples(st.just("term"), st.sampled_from((TRASH, HAS_TAG)), st.booleans()),
        st.tuples(st.just("term"), st.sampled_from((REV_NUMBER, SIZE)), st.integers(0, 12)),
        st.tuples(st.just("term"), st.just(ACL), st.sampled_from(("All:+read", "Lisa:+read", "All:-read"))),
        st.tuples(st.just("id"), st.sampled_from((REVID, PARENTID)), turns.map("rev {}".format)),
        st.tuples(st.just("id"), st.just(ITEMID), turns.map("item {}".format)),
        st.tuples(st.just("prefix"), st.sampled_from((NAME_EXACT, TAGS, CONTENT)), beginnings),
        st.tuples(st.just("wildcard"), st.just(NAME_EXACT), st.sampled_from(("*a*", "H?us", "*/*", "[HB]a*"))),
        st.tuples(st.just("dates"), seconds, seconds, st.booleans(), st.booleans()),
        st.tuples(st.just("numbers"), st.sampled_from((SIZE, REV_NUMBER)), st.integers(0, 9), st.integers(0, 30)),
        st.tuples(st.just("every"), st.sampled_from((None, TAGS, NAME_EXACT, PARENTID, COMMENT))),
    )  # fmt: skip


def _compound(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    several = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        st.tuples(st.sampled_from(("and", "or")), several),
        st.tuples(st.just("not"), inner),
    )


queries = st.recursive(_leaf(), _compound, max_leaves=4)
orders = st.sampled_from((
    [MTIME], [MTIME, REV_NUMBER], [NAME_EXACT, MTIME], [NAMESPACE, NAME_SORT, MTIME], [SIZE, MTIME],
    [TAGS, MTIME], [REV_NUMBER, MTIME], FieldFacet(MTIME, reverse=True), [FieldFacet(NAME_EXACT, reverse=True), MTIME],
))  # fmt: skip


def built(asked: tuple[Any, ...], side: Side) -> query.Query:
    """Whoosh's query for a tuple, with the ids of a side."""
    match asked:
        case "term", name, value:
            return query.Term(name, value)
        case "id", name, turn:
            return query.Term(name, side.ids.get(turn, turn))
        case "prefix", name, text:
            return query.Prefix(name, text)
        case "wildcard", name, text:
            return query.Wildcard(name, text)
        case "dates", first, last, without_first, without_last:
            low, high = sorted((first, last))
            return query.DateRange(
                MTIME,
                DAY + timedelta(seconds=low),
                DAY + timedelta(seconds=high),
                without_first,
                without_last,
            )
        case "numbers", name, low, high:
            return query.NumericRange(name, low, high)
        case "every", name:
            return query.Every(name)
        case "and", parts:
            return query.And([built(part, side) for part in parts])
        case "or", parts:
            return query.Or([built(part, side) for part in parts])
        case "not", part:
            return query.Not(built(part, side))
    raise ValueError(asked)


def fields_of(asked: Any) -> set[str]:
    """The fields that a query names."""
    match asked:
        case [("term" | "id" | "prefix" | "wildcard" | "numbers" | "every"), name, *_]:
            return {name} - {None}
        case ["dates", *_]:
            return {MTIME}
        case [("and" | "or"), parts]:
            return set().union(*(fields_of(part) for part in parts))
        case ["not", part]:
            return fields_of(part)
    return set()


def sound(asked: query.Query, side: Side) -> query.Query:
    """A query that Whoosh answers rightly: its `Not` finds revisions, too, that were replaced in the index."""
    return query.And([query.Prefix(REVID, ""), asked]) if side.whoosh else asked
