"""The index is derived: whatever becomes of it, it can be brought up to the revisions again."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from moin import flaskg
from moin.constants.keys import ALL_REVS, CONTENT, CONTENTTYPE, LATEST_REVS, NAME, REVID

from .twins import Side, Twins, twins


@pytest.fixture(scope="module")
def wikis() -> Iterator[Twins]:
    """Two wikis, of which ours is looked at."""
    with twins() as both:
        yield both


@pytest.fixture
def ours(wikis: Twins) -> Side:
    """Our wiki with three revisions of two pages."""
    wikis.empty()
    for name in ("Haus", "Baum", "Haus"):
        wikis.ours.does(lambda side, name=name: _save(name))
    return wikis.ours


def _save(name: str) -> None:
    meta = {NAME: [name], CONTENTTYPE: "text/plain;charset=utf-8"}
    flaskg.unprotected_storage[name].store_revision(meta, BytesIO(b"Ampel"))


def _indexed(side: Side) -> dict[str, list[str]]:
    return side.does(
        lambda side: {
            name: sorted(
                side.told(doc[REVID]) for doc in flaskg.unprotected_storage._documents(idx_name=name)
            )
            for name in (ALL_REVS, LATEST_REVS)
        }
    )


WHOLE = {ALL_REVS: ["rev 0", "rev 1", "rev 2"], LATEST_REVS: ["rev 1", "rev 2"]}


def test_update_enters_what_is_missing(ours: Side) -> None:
    """A revision whose index entries are gone gets them again, and is its page's newest if it was."""
    database = ours.app.storage.database
    number = database.one("select max(number) from document")[0]
    database.run("delete from document where number = ?", number)
    database.run("delete from term where number = ?", number)
    assert _indexed(ours)[ALL_REVS] == ["rev 0", "rev 1"]
    assert ours.does(lambda side: flaskg.unprotected_storage.update()) is True
    assert _indexed(ours) == WHOLE
    assert ours.does(lambda side: flaskg.unprotected_storage.update()) is False


def test_update_forgets_what_is_gone(ours: Side) -> None:
    """A revision that is not stored any more is in no index; the page's newest is the one before it."""
    ours.app.storage.database.run("delete from stored where number = (select max(number) from stored)")
    assert ours.does(lambda side: flaskg.unprotected_storage.update()) is True
    assert _indexed(ours) == {ALL_REVS: ["rev 0", "rev 1"], LATEST_REVS: ["rev 0", "rev 1"]}


def test_rebuild_derives_all_of_it(ours: Side) -> None:
    """From nothing."""
    database = ours.app.storage.database
    terms = {tuple(row) for row in database.all("select * from term")}
    database.run("delete from document")
    database.run("delete from term")
    ours.does(lambda side: flaskg.unprotected_storage.rebuild())
    assert _indexed(ours) == WHOLE
    assert {tuple(row) for row in database.all("select * from term")} == terms


def test_the_text_is_read_when_it_is_asked_for(ours: Side) -> None:
    """Moin counts a revision's words among its stored fields: tickets and the index's dump show them."""

    def texts(side: Side) -> list[str]:
        return [doc[CONTENT] for doc in flaskg.unprotected_storage._documents()]

    assert ours.does(texts) == ["Ampel\n", "Ampel\n"]
