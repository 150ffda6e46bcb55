"""What was saved comes into the full text: soon, once, and whatever happens in between."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from familienkonferenz.plugins.search import outbox as outbox_module
from familienkonferenz.plugins.search.fulltext import FullText
from familienkonferenz.plugins.search.outbox import ATTEMPTS, Outbox, Page
from familienkonferenz.plugins.search.reading import Reading
from familienkonferenz.plugins.search.service import search_of

from ..core import LISA, Wiki


@dataclass
class Shelf:
    """A wiki of a few pages: id → text; `broken` ones cannot be read."""

    texts: dict[int, str] = field(default_factory=dict)
    rows: list[tuple[int, int]] = field(default_factory=list)
    broken: set[int] = field(default_factory=set)
    read: list[int] = field(default_factory=list)
    settled: list[int] = field(default_factory=list)
    revisions: dict[int, int] = field(default_factory=dict)

    def save(self, page_id: int, text: str) -> None:
        """Save a page."""
        self.texts[page_id] = text
        self.revisions[page_id] = self.revisions.get(page_id, 0) + 1
        self.rows.append((len(self.rows) + 1 + 1000 * self.revisions[page_id], page_id))

    def pending(self, limit: int) -> list[tuple[int, int]]:
        """(row, page id)."""
        return self.rows[:limit]

    def done(self, rows: Iterable[int]) -> None:
        """Take rows out."""
        gone = set(rows)
        self.rows = [row for row in self.rows if row[0] not in gone]

    def settle(self, page_id: int) -> None:
        """Other pages hear of this one."""
        self.settled.append(page_id)

    def page(self, page_id: int) -> Page | None:
        """A page as it reads."""
        self.read.append(page_id)
        if page_id in self.broken:
            raise ValueError("geheimer Text der Seite")
        if page_id not in self.texts:
            return None
        return Page(self.revisions[page_id], Reading(f"Seite {page_id}", self.texts[page_id]))

    def latest(self) -> dict[int, int]:
        """Page id → revision."""
        return {page_id: self.revisions[page_id] for page_id in self.texts}


@pytest.fixture
def shelf() -> Shelf:
    """An empty one."""
    return Shelf()


@pytest.fixture
def box(tmp_path: Path, shelf: Shelf) -> Iterator[Outbox]:
    """An outbox over it."""
    made = Outbox(shelf, FullText(tmp_path / "search.sqlite"), tmp_path / "search.lock")
    yield made
    made.stop()


def has(box: Outbox, typed: str) -> list[int]:
    """The pages that the index has for these words."""
    return sorted(match.page_id for match in box._index.matches(typed))


def waited_for(condition: Callable[[], bool]) -> bool:
    """Whether it comes true within some seconds."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


def test_a_page_that_was_saved_often_is_read_once(box: Outbox, shelf: Shelf) -> None:
    """As it is now; and its rows are taken out."""
    for text in ("Birne", "Apfel", "Kirsche"):
        shelf.save(7, text)
    assert box.drain() == 3
    assert (shelf.read, shelf.settled) == ([7], [7])
    assert shelf.rows == []
    assert (has(box, "Kirsche"), has(box, "Birne")) == ([7], [])


def test_a_page_that_is_gone_is_forgotten(box: Outbox, shelf: Shelf) -> None:
    """Deleted, destroyed or made private: the wiki gives none."""
    shelf.save(7, "Birne")
    box.drain()
    del shelf.texts[7]
    shelf.rows.append((99, 7))
    box.drain()
    assert has(box, "Birne") == []


def test_one_bad_page_holds_up_nobody(
    box: Outbox, shelf: Shelf, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is tried a few times, logged by its number and not by its words, and given up."""
    now = [0.0]
    monkeypatch.setattr(outbox_module.time, "monotonic", lambda: now[0])
    shelf.broken.add(1)
    shelf.save(1, "Birne")
    shelf.save(2, "Birne")
    with caplog.at_level(logging.WARNING):
        for _ in range(20):
            box.drain()
            now[0] += 10_000
    assert has(box, "Birne") == [2]
    assert shelf.read.count(1) == ATTEMPTS
    assert "page 1 is put off" in caplog.text
    assert "page 1 is not in the full text" in caplog.text
    assert "geheim" not in caplog.text


def test_a_page_that_was_put_off_is_tried_again(
    box: Outbox, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And found, when it can be read."""
    now = [0.0]
    monkeypatch.setattr(outbox_module.time, "monotonic", lambda: now[0])
    shelf.broken.add(1)
    shelf.save(1, "Birne")
    box.drain()
    shelf.broken.clear()
    box.drain()
    assert has(box, "Birne") == []
    now[0] += 2
    box.drain()
    assert has(box, "Birne") == [1]


def test_an_index_that_was_lost_is_made_whole(box: Outbox, shelf: Shelf) -> None:
    """Comparing revisions finds what is missing, what is old, and what should not be there."""
    for page_id, text in ((1, "Birne"), (2, "Birne"), (3, "Birne")):
        shelf.save(page_id, text)
    box.drain()
    box._index.remove(1)
    shelf.save(2, "Apfel")
    shelf.rows.clear()
    del shelf.texts[3]
    shelf.read.clear()
    box.compare()
    assert (has(box, "Birne"), has(box, "Apfel")) == ([1], [2])
    assert sorted(shelf.read) == [1, 2]


def test_the_thread_carries_what_is_saved(box: Outbox, shelf: Shelf) -> None:
    """What was there before it began, and what comes; it ends when it is told to."""
    shelf.save(1, "Birne")
    shelf.rows.clear()
    box.start()
    assert waited_for(lambda: has(box, "Birne") == [1])
    shelf.save(2, "Birne")
    assert waited_for(lambda: has(box, "Birne") == [1, 2])
    box.stop()
    shelf.save(3, "Birne")
    assert not box._thread
    assert has(box, "Birne") == [1, 2]


def test_one_at_a_time_and_the_next_takes_over(box: Outbox, shelf: Shelf, tmp_path: Path) -> None:
    """Of two that share the lock the second waits until the first has ended."""
    second_shelf = Shelf()
    second = Outbox(second_shelf, FullText(tmp_path / "search.sqlite"), tmp_path / "search.lock")
    shelf.save(1, "Birne")
    box.start()
    assert waited_for(lambda: has(box, "Birne") == [1])
    assert not second._turn()
    assert second_shelf.read == []
    box.stop()
    second_shelf.save(9, "Apfel")
    second.start()
    assert waited_for(lambda: has(second, "Apfel") == [9])
    second.stop()


def test_a_database_that_fails_does_not_end_the_thread(
    box: Outbox, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It looks again."""
    monkeypatch.setattr(outbox_module, "PAUSE", 0.01)
    failures = [OSError("disk"), OSError("disk")]
    whole = shelf.pending

    def pending(limit: int) -> list[tuple[int, int]]:
        if failures:
            raise failures.pop()
        return whole(limit)

    monkeypatch.setattr(shelf, "pending", pending)
    shelf.save(1, "Birne")
    box.start()
    assert waited_for(lambda: not failures and not shelf.rows)


def test_a_save_of_the_wiki_is_found(wiki: Wiki) -> None:
    """From the form to the index, by the outbox that the save wrote."""
    search = search_of(wiki.app)
    search.outbox.start()
    try:
        wiki.contribute(LISA, "Quittenbaum", "Im Garten")
        assert waited_for(lambda: len(search.index.matches("Quitten")) == 1)
        assert waited_for(lambda: search.outbox._pages.pending(10) == [])
    finally:
        search.outbox.stop()
