"""Whoosh's query objects as SQL: what is found, in what order, at what cost, and that no text becomes SQL."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from moin.constants.keys import (
    ALL_REVS,
    ITEMID,
    LATEST_META,
    LATEST_REVS,
    MTIME,
    NAME,
    NAME_EXACT,
    NAMESPACE,
    REV_NUMBER,
    REVID,
    SIZE,
    TAGS,
    TRASH,
)
from whoosh import query
from whoosh.sorting import FieldFacet, ScoreFacet

from familienkonferenz.plugins.storage.database import Database
from familienkonferenz.plugins.storage.index import SqliteIndexing
from familienkonferenz.plugins.storage.queries import UnknownQuery, condition, order
from familienkonferenz.plugins.storage.searcher import Searcher

MANY = 20_000
FIRST = datetime(2025, 11, 10)
HOSTILE = (
    "' or 1=1 --", '"; drop table stored; --', "x') or (1", "\0", "%", "*", "\\", "?1", ":name", "Straße'",
    "\U0010ffff",
)  # fmt: skip


@pytest.fixture(scope="module")
def indexing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteIndexing]:
    """A wiki of 20,000 pages of one revision, every hundredth of which has three, and 10 tags."""
    database = Database(tmp_path_factory.mktemp("wiki"))
    with database.transaction():
        for page in range(MANY):
            for turn in range(3 if page % 100 == 0 else 1):
                _store(database, page, turn, latest=page % 100 != 0 or turn == 2)
    yield SqliteIndexing(database, ("FileStorage", ("unused",), {}), None)
    database.close()


def _store(database: Database, page: int, turn: int, *, latest: bool) -> None:
    time, tag = 1_762_732_800 + page * 10 + turn, f"Bezirk {page % 10}"
    meta = {
        "name": [f"Beitrag/{page}"], "namespace": "", "itemid": f"item{page}", "revid": f"rev{page}.{turn}",
        "size": page % 7, "mtime": time, "rev_number": turn + 1, "tags": [tag], "itemtype": "default",
        "contenttype": "text/plain",
    }  # fmt: skip
    number = database.run(
        "insert into stored (backend, uuid, item_id, time, meta, data_id, digest)"
        " values ('default', ?, ?, ?, ?, '', '')",
        meta["revid"], meta["itemid"], time, json.dumps(meta),
    )  # fmt: skip
    database.run("insert into document values (?, ?, ?)", number, meta["itemid"], latest)
    terms = {
        "name_exact": f"Beitrag/{page}", "name": f"Beitrag/{page}", "namespace": "", "itemtype": "default", "tags": tag,
        "size": str(page % 7), "rev_number": str(turn + 1), "mtime": str(datetime.utcfromtimestamp(time)),
    }  # fmt: skip
    database.connection.executemany(
        "insert into term values (?, ?, ?)", [(name, text, number) for name, text in terms.items()]
    )


@pytest.fixture
def latest(indexing: SqliteIndexing) -> Searcher:
    """The view of the newest revisions."""
    indexing.open()
    return indexing.ix[LATEST_REVS].searcher()


@pytest.fixture
def history(indexing: SqliteIndexing) -> Searcher:
    """The view of all revisions."""
    indexing.open()
    return indexing.ix[ALL_REVS].searcher()


def _found(searcher: Searcher, asked: query.Query, **kw: Any) -> list[str]:
    return [hit[REVID] for hit in searcher.search(asked, **{"limit": None, **kw})]


def _plans(searcher: Searcher, look: Any) -> list[str]:
    """How SQLite goes about what `look` asks."""
    database, asked = searcher._index.database, []
    database.connection.set_trace_callback(asked.append)
    try:
        look()
    finally:
        database.connection.set_trace_callback(None)
    assert asked
    return [row["detail"] for sql in asked for row in database.all(f"explain query plan {sql}")]


LOOKS = {
    "a page by its name": {NAMESPACE: "", NAME_EXACT: "Beitrag/777"},
    "a page by its id": {ITEMID: "item777"},
    "a revision by its id": {REVID: "rev777.0"},
    "a page by id, in a namespace": {ITEMID: "item777", NAMESPACE: ""},
}


@pytest.mark.parametrize("asked", LOOKS.values(), ids=LOOKS.keys())
def test_a_look_up_uses_the_index(latest: Searcher, asked: dict[str, str]) -> None:
    """In a wiki of 20,000 pages no table is read through for one of them."""
    plans = _plans(latest, lambda: latest.document(**asked))
    assert any(plan.startswith("SEARCH") for plan in plans)
    assert not [plan for plan in plans if plan.startswith("SCAN")]
    found = latest.document(**asked)
    assert found is not None
    assert found[ITEMID] == "item777"


def test_a_history_uses_the_index(history: Searcher) -> None:
    """What a page's history costs depends on its revisions, not on the wiki's."""

    def look() -> None:
        history.search(query.Term(ITEMID, "item300"), sortedby=[MTIME, REV_NUMBER], reverse=True)

    assert not [plan for plan in _plans(history, look) if plan.startswith("SCAN")]
    newest_first = _found(history, query.Term(ITEMID, "item300"), sortedby=[MTIME], reverse=True)
    assert newest_first == ["rev300.2", "rev300.1", "rev300.0"]


def test_the_newest_changes_are_read_along_an_index(history: Searcher) -> None:
    """A list of the 50 newest changes sorts no table: it costs by the rows shown."""
    asked = query.And([query.Not(query.Term(NAMESPACE, "userprofiles"))])

    def look() -> None:
        history.search(asked, sortedby=[MTIME], reverse=True, limit=50)

    plans = _plans(history, look)
    assert "SCAN s USING INDEX stored_time" in plans
    assert not [plan for plan in plans if "TEMP B-TREE" in plan]
    assert _found(history, asked, sortedby=[MTIME], reverse=True, limit=2) == ["rev19999.0", "rev19998.0"]


def test_of_several_conditions_the_rarest_leads(latest: Searcher) -> None:
    """The namespace, which all pages share, is only checked of those that the name gives."""
    asked = query.And(
        [
            query.Term(NAMESPACE, ""),
            query.Not(query.Term(TRASH, True)),
            query.Prefix(NAME_EXACT, "Beitrag/77"),
        ]
    )
    plans = _plans(latest, lambda: latest.search(asked, limit=None))
    assert not [plan for plan in plans if plan.startswith("SCAN")]
    assert len(_found(latest, asked)) == 1 + 10 + 100


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_only_ever_a_bound_value(latest: Searcher, text: str) -> None:
    """The SQL of a query is the same whatever it asks for."""

    def queries(text: str) -> list[query.Query]:
        leaves = [query.Term(NAME_EXACT, text), query.Term(REVID, text), query.Prefix(TAGS, text),
                  query.Wildcard(NAME_EXACT, text), query.TermRange(NAME_EXACT, text, text),
                  query.Phrase(NAME_EXACT, [text, text])]  # fmt: skip
        return [*leaves, query.And(leaves), query.Or(leaves), query.Not(query.And(leaves))]

    for harmless, hostile in zip(queries("x"), queries(text), strict=True):
        sql, values = condition(hostile, latest.schema)
        assert sql == condition(harmless, latest.schema)[0]
        assert sql.count("?") == len(values)
        latest.search(hostile, limit=None)
    assert _found(latest, query.Term(NAME_EXACT, text)) == []
    assert latest.doc_count() == MANY


@pytest.mark.parametrize("name", ["x' or 1=1 --", "x'_id", "a b_text", "gibtsnicht"])
def test_a_fields_name_is_none_either(latest: Searcher, name: str) -> None:
    """A field that is not there has nothing; to sort by one that has no plain name is refused."""
    for asked in (
        query.Term(name, "x"),
        query.Prefix(name, ""),
        query.Every(name),
        query.NumericRange(name, 1, 2),
    ):
        assert _found(latest, asked) == []
    with pytest.raises(UnknownQuery):
        order([name], latest.schema)


REFUSED = {
    "a regular expression": query.Regex(NAME_EXACT, "(a+)+$"),
    "a fuzzy term": query.FuzzyTerm(NAME_EXACT, "Beitrag"),
    "one within another": query.And([query.Every(), query.Not(query.Regex(NAME_EXACT, "."))]),
}


@pytest.mark.parametrize("asked", REFUSED.values(), ids=REFUSED.keys())
def test_what_can_freeze_a_process_is_refused(latest: Searcher, asked: query.Query) -> None:
    """As an error of Whoosh's kind, which Moin's search page tells people instead of failing."""
    with pytest.raises(query.QueryError):
        latest.search(asked)


def test_sorting_by_relevance_is_refused(latest: Searcher) -> None:
    """There is no score to sort by, and nothing pretends so."""
    with pytest.raises(UnknownQuery):
        latest.search(query.Every(), sortedby=ScoreFacet())


FINDS = {
    "a term": (query.Term(NAME_EXACT, "Beitrag/5"), 1),
    "a list's entry, whole": (query.Term(TAGS, "Bezirk 3"), MANY // 10),
    "a beginning": (query.Prefix(NAME_EXACT, "Beitrag/1999"), 11),
    "a pattern": (query.Wildcard(NAME_EXACT, "*/1999?"), 10),
    "either": (query.Or([query.Term(ITEMID, "item1"), query.Term(NAME_EXACT, "Beitrag/2")]), 2),
    "one and not another": (query.AndNot(query.Prefix(NAME_EXACT, "Beitrag/1999"), query.Term(ITEMID, "item1999")), 10),
    "not": (query.Not(query.Prefix(NAME_EXACT, "Beitrag/")), 0),
    "all": (query.Every(), MANY),
    "all that have a field": (query.Every(TAGS), MANY),
    "nothing": (query.NullQuery, 0),
    "no condition": (query.And([]), 0),
    "numbers as numbers": (query.And([query.NumericRange(SIZE, 6, 10), query.Prefix(NAME_EXACT, "Beitrag/1999")]), 2),
    "a number as text": (query.And([query.Term(SIZE, "06"), query.Prefix(NAME_EXACT, "Beitrag/1999")]), 2),
    "no number": (query.Term(SIZE, "viel"), 0),
    "times": (query.DateRange(MTIME, FIRST, FIRST.replace(second=40)), 5),
    "times without the last": (query.DateRange(MTIME, FIRST, FIRST.replace(second=40), endexcl=True), 4),
    "times from": (query.DateRange(MTIME, datetime(2025, 11, 12, 7, 33), None), 2),
}  # fmt: skip


@pytest.mark.parametrize(("asked", "count"), FINDS.values(), ids=FINDS.keys())
def test_a_query_finds(latest: Searcher, asked: query.Query, count: int) -> None:
    """Each kind of query finds what it says."""
    assert len(_found(latest, asked)) == count


def test_the_number_of_hits_is_that_of_all(latest: Searcher) -> None:
    """Also when some are asked for only; a page beyond the last is the last."""
    hits = latest.search(query.Term(TAGS, "Bezirk 3"), limit=5)
    assert (len(hits), hits.scored_length()) == (MANY // 10, 5)
    asked = query.Prefix(NAME_EXACT, "Beitrag/1999")
    pages = [
        [hit[NAME] for hit in latest.search_page(asked, page, 4, sortedby=[MTIME])] for page in (1, 2, 3, 9)
    ]
    assert [len(page) for page in pages] == [4, 4, 3, 3]
    assert pages[2] == pages[3]


ORDERS = {
    "by time": ([MTIME], False, ["item2", "item10", "item30"]),
    "by time, the newest first": ([MTIME], True, ["item30", "item10", "item2"]),
    "by name, letter by letter": (NAME_EXACT, False, ["item10", "item2", "item30"]),
    "by a facet that turns round": (FieldFacet(NAME_EXACT, reverse=True), False, ["item30", "item2", "item10"]),
    "by two": ([SIZE, MTIME], False, ["item2", "item30", "item10"]),
    "by a field that none has": (["summary", MTIME], False, ["item2", "item10", "item30"]),
}  # fmt: skip


@pytest.mark.parametrize(("by", "reverse", "expected"), ORDERS.values(), ids=ORDERS.keys())
def test_hits_have_an_order(latest: Searcher, by: Any, reverse: bool, expected: list[str]) -> None:
    """That of `sortedby`, also by fields that are not stored."""
    asked = query.Or([query.Term(ITEMID, each) for each in ("item30", "item2", "item10")])
    found = latest.search(asked, sortedby=by, reverse=reverse)
    assert [hit[ITEMID] for hit in found] == expected


def test_the_three_views_hold_what_moin_says(indexing: SqliteIndexing) -> None:
    """All revisions, and twice the newest of each page."""
    indexing.open()
    counts = [indexing.ix[name].doc_count() for name in (ALL_REVS, LATEST_REVS, LATEST_META)]
    assert counts == [MANY + MANY // 100 * 2, MANY, MANY]
