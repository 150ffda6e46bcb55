"""Kept bodies of pages: what they hold for, and who may see them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from familienkonferenz.plugins.pages.rendering import rendered_for
from familienkonferenz.plugins.reading.bodies import Bodies, body, code_version
from familienkonferenz.plugins.reading.installing import install
from familienkonferenz.plugins.titles import Title

from .core import SECRET, SOMMER, TOPIC, VISITOR, Wiki


@pytest.fixture
def bodies(tmp_path: Path) -> Iterator[Bodies]:
    """A file for bodies."""
    made = Bodies(tmp_path / "cache.sqlite", "1")
    yield made
    made.close()


def test_a_body_holds_for_its_revision_touch_and_code(bodies: Bodies, tmp_path: Path) -> None:
    """Any other revision, touch or version of our code has none; a page has one body."""
    bodies.keep(1, 5, 7, "<p>Ä</p>")
    other = Bodies(tmp_path / "cache.sqlite", "1")
    assert other.find(1, 5, 7) == "<p>Ä</p>", "another process finds it"
    assert [bodies.find(*key) for key in ((2, 5, 7), (1, 6, 7), (1, 5, 8))] == [None] * 3
    assert Bodies(tmp_path / "cache.sqlite", "2").find(1, 5, 7) is None
    bodies.keep(1, 6, 9, "neu")
    assert bodies.find(1, 5, 7) is None and other.find(1, 6, 9) == "neu"
    other.close()


def test_a_torn_body_is_not_shown(bodies: Bodies, tmp_path: Path) -> None:
    """Bytes that are not the ones that were kept are found out; a file that is none costs rendering only."""
    bodies.keep(1, 5, 7, "<p>heil</p>")
    with closing(sqlite3.connect(tmp_path / "cache.sqlite", isolation_level=None)) as db:
        db.execute("update body set html = '<p>halb'")
    assert bodies.find(1, 5, 7) is None
    bodies.empty()
    (tmp_path / "cache.sqlite").write_bytes(b"kein SQLite" * 1000)
    broken = Bodies(tmp_path / "cache.sqlite", "1")
    broken.keep(1, 5, 7, "x")
    assert broken.find(1, 5, 7) is None
    broken.empty()
    broken.keep(1, 5, 7, "x")
    assert broken.find(1, 5, 7) == "x"
    broken.close()


def test_the_file_of_bodies_is_bounded(tmp_path: Path) -> None:
    """When it is full the older ones go, and it goes on."""
    small = Bodies(tmp_path / "cache.sqlite", "1", most_bytes=400_000)
    for number in range(1, 200):
        small.keep(number, 1, 1, "ä" * 5_000)
    assert (tmp_path / "cache.sqlite").stat().st_size <= 400_000
    found = [number for number in range(1, 200) if small.find(number, 1, 1)]
    assert found[-1] >= 198 and 1 not in found and len(found) > 10
    small.close()


def test_a_kept_body_is_not_rendered_again(wiki: Wiki) -> None:
    """The second time it comes from the file; what is not the same for everybody is rendered each time."""
    rendered: list[int] = []

    def render(same: bool) -> tuple[str, bool]:
        rendered.append(1)
        return "<p>Text</p>", same

    install(wiki.app)
    with wiki.as_system():
        assert [body(1, 2, 3, lambda: render(True)) for _ in range(3)] == ["<p>Text</p>"] * 3
        assert len(rendered) == 1
        assert [body(9, 2, 3, lambda: render(False)) for _ in range(2)] == ["<p>Text</p>"] * 2
        assert len(rendered) == 3


def test_what_a_template_with_an_acl_says_is_not_shared(wiki: Wiki) -> None:
    """A moderator sees it on the page that embeds it; that body is not kept for others. Nor where it is asked for."""
    wiki.hide("Vorlage:Intern", SECRET)
    page = Title.parse(TOPIC)
    for name, seen in ((SOMMER, True), (VISITOR, False)):
        with wiki.request_as(name):
            html, same = rendered_for(page, "{{Intern}}")
            assert ((SECRET in html), same) == (seen, False)
    with wiki.request_as(SOMMER):
        assert rendered_for(page, "{{#ifexist:Vorlage:Intern|da|weg}}")[1] is False
        assert rendered_for(page, "{{Ort|Sedanplatz}} [[Startseite]]")[1] is True


def test_the_version_of_our_code_is_the_same_in_every_process() -> None:
    """It is read from the modules' text."""
    code_version.cache_clear()
    first = code_version()
    code_version.cache_clear()
    assert code_version() == first and len(first) == 24
