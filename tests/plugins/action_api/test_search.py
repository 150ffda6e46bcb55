"""`list=search`, as MediaWiki's clients ask it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from familienkonferenz.plugins.app import ConferenceApp
from familienkonferenz.plugins.search.service import search_of

Index = Callable[[], None]


@pytest.fixture
def index(wiki_app: ConferenceApp) -> Index:
    """`index()` brings the full text up to date."""

    def drain() -> None:
        while search_of(wiki_app).outbox.drain():
            pass

    return drain


def test_a_page_is_found_with_what_was_asked_of_it(api: Any, write: Any, index: Index) -> None:
    """Title, size, words, time; the snippet is HTML with the hits marked and everything else escaped."""
    saved = write("Thema/Wege", "Neue Fahrradwege & <b>mehr</b>")
    index()
    query = api.query(list="search", srsearch="Radweg")
    assert query["searchinfo"] == {"totalhits": 1}
    (hit,) = query["search"]
    assert (hit["ns"], hit["title"], hit["pageid"]) == (0, "Thema/Wege", saved.page_id)
    assert (hit["size"], hit["wordcount"]) == (30, 3)
    assert hit["timestamp"].endswith("Z")
    assert hit["snippet"] == 'Neue <span class="searchmatch">Fahrradwege</span> &amp; mehr'
    assert set(api.query(list="search", srsearch="Radweg", srprop="")["search"][0]) == {
        "ns",
        "title",
        "pageid",
    }


def test_it_goes_on_with_an_offset(api: Any, write: Any, index: Index) -> None:
    """`continue` leads through all hits, each once; `totalhits` counts all of them."""
    for number in range(5):
        write(f"Seite {number}", "Zauberwald")
    index()
    reply = api.ask(action="query", list="search", srsearch="Zauberwald", srlimit=2)
    assert reply["continue"]["sroffset"] in ("2", 2)
    assert reply["query"]["searchinfo"]["totalhits"] == 5
    titles = [hit["title"] for hit in api.all("search", list="search", srsearch="Zauberwald", srlimit=2)]
    assert sorted(titles) == [f"Seite {number}" for number in range(5)]


def test_namespaces_are_chosen(api: Any, write: Any, index: Index) -> None:
    """Articles unless asked otherwise; `*` are all."""
    write("Thema/Wege", "Zauberwald")
    write("Diskussion:Thema/Wege", "Zauberwald")
    index()

    def titles(**more: object) -> list[str]:
        return sorted(
            hit["title"] for hit in api.query(list="search", srsearch="Zauberwald", **more)["search"]
        )

    assert titles() == ["Thema/Wege"]
    assert titles(srnamespace=1) == ["Diskussion:Thema/Wege"]
    assert titles(srnamespace="*") == ["Diskussion:Thema/Wege", "Thema/Wege"]


def test_the_late_texts_are_not_found(api: Any, enter: Any, write: Any, index: Index) -> None:
    """Not by a visitor, not by a participant; nor are they counted."""
    write("Konferenz/Nachzügler", "Zauberwald")
    index()
    for client in (api, enter("Lisa")):
        query = client.query(list="search", srsearch="Zauberwald")
        assert query == {"searchinfo": {"totalhits": 0}, "search": []}


def test_it_generates_pages(api: Any, write: Any, index: Index) -> None:
    """`generator=search` makes its findings the set of pages."""
    write("Thema/Wege", "Zauberwald")
    index()
    query = api.query(generator="search", gsrsearch="Zauberwald", prop="info")
    assert [page["title"] for page in query["pages"]] == ["Thema/Wege"]


def test_a_search_for_nothing_is_an_error(api: Any) -> None:
    """As in MediaWiki."""
    assert api.code(action="query", list="search") == "missingparam"
