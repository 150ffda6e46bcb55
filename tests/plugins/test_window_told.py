"""What pages say of the window: what `Konferenz/Fenster` says, whoever moved it, and in words."""

from __future__ import annotations

import pytest

from familienkonferenz.config import load
from familienkonferenz.page_templates.pages import pages
from familienkonferenz.page_templates.window import PAGE
from familienkonferenz.plugins.storage.save import fetch
from familienkonferenz.plugins.titles import Title
from familienkonferenz.plugins.wikitext.expand import expand

from .core import SOMMER, Wiki, core_template, wiki, wikis
from .plain import visible

__all__ = ["core_template", "wiki", "wikis"]


@pytest.fixture
def told(wiki: Wiki) -> Wiki:
    """The pages that speak of the window, as the conference begins with them."""
    for page in pages(load()):
        if page.title.startswith("Vorlage:") or page.title in (PAGE, "Startseite", "Hilfe/Mitmachen"):
            wiki.write(page.title, page.text)
    return wiki


def test_a_window_that_was_moved_is_told_at_once(told: Wiki) -> None:
    """Startseite and help say the new times as soon as the page of the window has them; that page says them itself."""
    browser, first = (
        told.browser(),
        "von Montag, 2. November 2026, 0 Uhr, bis Sonntag, 29. November 2026, 24 Uhr",
    )
    for path in ("/Startseite", "/Hilfe/Mitmachen", f"/{PAGE}"):
        assert f"Geschrieben wird {first}" in visible(browser.html(path))
    told.write(PAGE, told.text(PAGE).replace("2026-11-30 00:00:00", "2026-12-05 18:30:00"))
    moved = "von Montag, 2. November 2026, 0 Uhr, bis Samstag, 5. Dezember 2026, 18:30 Uhr"
    for path in ("/Startseite", "/Hilfe/Mitmachen", f"/{PAGE}"):
        assert f"Geschrieben wird {moved}" in visible(browser.html(path))


def test_other_pages_show_the_times_alone(told: Wiki) -> None:
    """Not the box, nor what the page of the window tells the moderators."""
    html = told.browser().html("/Startseite")
    assert "fk-fenster" not in html
    assert "Für die Moderation" not in html


def test_a_page_that_tells_the_window_may_be_kept(told: Wiki) -> None:
    """The times are fixed, so no clock is asked; a page that asks one is read anew for everybody."""
    with told.request_as("Lisa"):
        assert not expand("{{:Konferenz/Fenster}}", Title.parse("Startseite"), fetch).passing
        assert expand("{{#time:Y}}", Title.parse("Startseite"), fetch).passing


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        ("{{Fenster|beginn=2026-11-02 08:00:00|ende=2026-11-30 18:00:00}}", False),
        ("{{Fenster|beginn=2026-11-30 08:00:00|ende=2026-11-02 18:00:00}}", True),
        ("{{Fenster|beginn=2. November|ende=30. November}}", True),
        ("Bis zum 30. November.", True),
    ],
)
def test_who_saves_a_window_that_cannot_be_read_learns_it(told: Wiki, text: str, warned: bool) -> None:
    """It is saved, and keeps the conference shut: that is said at once, with how it is written."""
    browser = told.of(SOMMER)
    assert browser.submit(f"/+modify/{PAGE}", text=text).status_code == 302
    page = visible(browser.html(f"/{PAGE}"))
    assert "Ihre Änderung ist gespeichert." in page
    assert ("So ist kein Zeitfenster zu lesen" in page) is warned


@pytest.mark.parametrize(
    ("begin", "end", "words"),
    [
        (
            "2026-11-02 08:00:00",
            "2026-11-30 18:00",
            "2. November 2026, 8 Uhr, bis Montag, 30. November 2026, 18 Uhr",
        ),
        ("2026-11-02", "2027-01-01", "2. November 2026, 0 Uhr, bis Donnerstag, 31. Dezember 2026, 24 Uhr"),
        ("2026-11-02 08:30", "2026-11-30 23:59:59", "8:30 Uhr, bis Montag, 30. November 2026, 23:59:59 Uhr"),
        (
            "2026-10-25 02:30:00+01:00",
            "2026-11-30",
            "von 2026-10-25 02:30:00+01:00, bis Sonntag, 29. November",
        ),
        ("bald", "später", "von bald, bis später"),
    ],
)
def test_the_times_in_words(told: Wiki, begin: str, end: str, words: str) -> None:
    """As German people say them; an end at midnight is the evening before, and what is no plain time stays as it is."""
    told.write("Zeiten", f"{{{{Fenster/In Worten|{begin}|{end}}}}}")
    assert words in visible(told.browser().html("/Zeiten"))
