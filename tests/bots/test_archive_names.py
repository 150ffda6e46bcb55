"""What pages of the archive are called, and how one gets about in it."""

from __future__ import annotations

import re

import pytest

from familienkonferenz.bots.archive.build import Rendered, build
from familienkonferenz.bots.archive.names import called, order


@pytest.mark.parametrize(
    ("title", "path", "content", "name"),
    [
        ("Beitrag/12", "/Beitrag/12", '<h1>x</h1><h2 id="a">Eine <i>Ampel</i> &amp; mehr</h2><h2>Status</h2>',
         "Beitrag 12: Eine Ampel & mehr"),
        ("Beitrag/13", "/Beitrag/13", "<h1>Beitrag 13</h1><h2>Ohne Titel</h2>", "Beitrag 13"),
        ("Beitrag/14", "/Beitrag/14", "<p>Leer</p>", "Beitrag 14"),
        ("Beitrag 12", "/+rev/208", "<h1>x</h1><h2>Eine Ampel</h2>", "Beitrag 12: Eine Ampel (Fassung 208)"),
        ("Jung und Alt", "/+rev/31", "<h2>Was gut läuft</h2>", "Jung und Alt (Fassung 31)"),
        ("Thema/Verkehr", "/Thema/Verkehr", "<h2>Was gut läuft</h2>", "Thema/Verkehr"),
        ("Beitrag/0", "/Beitrag/0", "<h2>Nichts</h2>", "Beitrag/0"),
    ],
)  # fmt: skip
def test_a_contribution_is_called_by_what_it_says(title: str, path: str, content: str, name: str) -> None:
    """By its number and title; every other page by its own name, and an older version says that it is one."""
    assert called(title, path, content) == name


def test_names_are_listed_in_the_order_of_their_numbers() -> None:
    """The second contribution before the tenth, whatever stands behind the number."""
    names = ["Beitrag 10: Bank", "Beitrag 2: Wippe", "beitrag 3", "Auswertung", "12 Ideen", "Zoo"]
    assert sorted(names, key=order) == [
        "12 Ideen", "Auswertung", "Beitrag 2: Wippe", "beitrag 3", "Beitrag 10: Bank", "Zoo",
    ]  # fmt: skip


def test_every_page_leads_to_what_one_looks_for() -> None:
    """Topics, contributions, districts and the evaluation, as far as they are there; names are text, never markup."""
    pages = [
        Rendered(title, path, f"<h1>{title}</h1>{more}")
        for title, path, more in (
            ("Startseite", "/Startseite", ""),
            ("Kategorie:Beitrag", "/Kategorie/Beitrag", ""),
            ("Alle Beiträge", "/+beitraege", ""),
            ("Auswertung", "/Auswertung", ""),
            ("Beitrag/2", "/Beitrag/2", "<h2>&lt;b&gt;Wippe</h2>"),
        )
    ]
    files = {file.path: file.content.decode() for file in build(pages, {}, "Konferenz")}
    page = files["Beitrag/2/index.html"]
    nav = re.search('<nav aria-label="Archiv">(.*?)</nav>', page)
    assert nav is not None
    assert re.findall(">([^<]+)</a>", nav[1]) == ["Startseite", "Beiträge", "Auswertung", "Alle Seiten"]
    assert 'href="../../+beitraege/index.html">Beiträge' in nav[1]
    assert "<title>Beitrag 2: &lt;b&gt;Wippe – Archiv: Konferenz</title>" in page
    assert ">Beitrag 2: &lt;b&gt;Wippe</a>" in files["_archiv/seiten/index.html"]
