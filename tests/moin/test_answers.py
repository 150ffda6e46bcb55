"""Every kind of question, alone and combined, has the same answer on Whoosh and on our index."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest
from moin import flaskg
from moin.constants.keys import (
    ALL_REVS,
    COMMENT,
    CONTENT,
    CONTENTNGRAM,
    LATEST_META,
    LATEST_REVS,
    MTIME,
    NAME_EXACT,
    NAMENGRAM,
    NAMES,
    REVID,
    TAGS,
)

from .questions import MARKUP, PARSED, PLAIN, built, fields_of, sound
from .test_differential import Both
from .twins import Side, Twins, twins

INDEXES = (ALL_REVS, LATEST_REVS, LATEST_META)
TERMS = (
    ("name_exact", "Haus"), ("name", "Haus"), ("name", "haus"), ("names", "haus"), ("name_old", "Baum"),
    ("itemlinks", "Baum"), ("tags", "rot"), ("tags", "sehr rot"), ("tags", "sehr"), ("namespace", ""),
    ("namespace", "users"), ("contenttype", "text"), ("contenttype", PLAIN), ("trash", True), ("trash", False),
    ("has_tag", True), ("rev_number", 2), ("size", 4), ("size", "04"), ("acl", "All:+read"), ("comment", "weg"),
    ("content", "ampel"), ("contentngram", "amp"), ("namengram", "kell"), ("email", "a@b.de"), ("disabled", False),
    ("subscription_ids", "name::Haus"), ("action", "RENAME"), ("address", "127.0.0.1"),
)  # fmt: skip
LEAVES: list[tuple[Any, ...]] = [
    *(("term", name, value) for name, value in TERMS),
    *(("id", name, f"{kind} {turn}") for name, kind in (("revid", "rev"), ("parentid", "rev"), ("itemid", "item"))
      for turn in (0, 2, 99)),
    *(("dates", first, last, without, not without) for first, last in ((1, 40), (2, 4), (3, 3), (30, 31))
      for without in (False, True)),
    ("dates", 2, 4, True, True), ("dates", 2, 4, False, False), ("dates", 3, 3, False, False),
    ("numbers", "rev_number", 2, 25), ("numbers", "rev_number", 3, 1), ("numbers", "size", 0, 30),
    *(("prefix", name, text) for name in ("name_exact", "tags", "content") for text in ("", "H", "s")),
    *(("wildcard", "name_exact", text) for text in ("*a*", "H?us", "[HB]a*", "*/*", "*")),
    *(("every", name) for name in (None, "tags", "parentid", "comment")),
]  # fmt: skip


@pytest.fixture(scope="module")
def wikis() -> Iterator[Twins]:
    """Two wikis with pages that were rewritten, renamed, deleted, brought back, and an account."""
    with twins() as both:
        life = type("Life", (Both,), {"wikis": both})()
        life.found()
        life.save(
            "Haus", "Weg Ampel", ["rot", "sehr rot"], "Weg", "All:read,write,create,admin,destroy", PLAIN
        )
        life.rename("Haus/Keller", "users/Lisa")
        life.delete("Baum", False)
        life.register("Lisa", "a@b.de")
        life.profile("Lisa", "locale", True, "Haus")
        life.revert(3)
        life.save("Straße/Nord", "Ampel", [], "Weg", None, MARKUP)
        life.destroy(3, False)
        life.same()
        yield both


def _combined(count: int) -> list[tuple[Any, ...]]:
    """Combinations of two or three leaves, the same in every run."""
    chance = random.Random(5)
    found: list[tuple[Any, ...]] = []
    for _ in range(count):
        a, b, c = (chance.choice(LEAVES) for _ in range(3))
        found.append(chance.choice((
            ("not", a), ("and", [a, b]), ("or", [a, b]), ("and", [a, ("not", b)]),
            ("or", [a, ("not", b)]),
            ("not", ("and", [a, b])), ("not", ("or", [a, b])), ("not", ("not", a)),
            ("and", [("not", a), ("not", b)]),
            ("and", [("or", [a, b]), c]), ("or", [("and", [a, b]), c]), ("and", [a]),
        )))  # fmt: skip
    return found


@pytest.mark.parametrize("index", INDEXES)
def test_the_same_is_found(wikis: Twins, index: str) -> None:
    """As many, the same, in the same order, all or some or a page of them."""
    schema = wikis.ours.app.storage.schemas[index]
    asked = [each for each in LEAVES + _combined(150) if all(name in schema for name in fields_of(each))]
    assert len(asked) >= 50

    def answers_to(each: tuple[Any, ...], side: Side, searcher: Any) -> list[Any]:
        q = sound(built(each, side), side)
        first = searcher.search(q, sortedby=[MTIME])
        newest = searcher.search(q, sortedby=[MTIME], reverse=True, limit=None)
        named = searcher.search(q, sortedby=[NAME_EXACT, MTIME], limit=2)
        page = searcher.search_page(q, 2, 2, sortedby=[MTIME])
        lists = [(len(hits), [hit[REVID] for hit in hits]) for hits in (first, newest, named, page)]
        return [each, *lists, sorted(side.told(hit[REVID]) for hit in searcher.search(q, limit=None))]

    def find(side: Side) -> list[Any]:
        found = []
        with flaskg.unprotected_storage.ix[index].searcher() as searcher:
            for each in asked:
                found.append(answers_to(each, side, searcher))
        return found

    answers = wikis.do(find)
    assert sum(bool(answer[-1]) for answer in answers) > len(answers) // 4


@pytest.mark.parametrize("index", INDEXES[:2])
def test_the_same_is_found_of_what_people_type(wikis: Twins, index: str) -> None:
    """Moin's own parser of queries, in its search's fields; what it cannot read finds nothing on either."""
    names = [NAMES, TAGS, CONTENT, COMMENT, *([NAMENGRAM, CONTENTNGRAM] if index == LATEST_REVS else [])]

    def find(side: Side) -> list[Any]:
        storage = flaskg.unprotected_storage
        parser = storage.query_parser(names, idx_name=index)
        return [
            (text, sorted(side.told(meta[REVID]) for meta in storage.search_meta(
                sound(parser.parse(text), side), idx_name=index, limit=None)))
            for text in PARSED
        ]  # fmt: skip

    answers = wikis.do(find)
    assert sum(bool(answer[-1]) for answer in answers) > len(answers) // 4
