"""Titles as people and clients write them, redirects, and both shapes of replies."""

from __future__ import annotations

from collections.abc import Iterator

from .case import Case
from .pages import LONG, PAGES
from .steps import ask

TITLES = tuple(dict.fromkeys(page.title for page in PAGES))
STRANGE = (
    "thema/A",
    "Thema/A ",
    " Thema/A",
    "Thema__/A",
    "Thema/A#Ort",
    ":Thema/A",
    "Talk:Thema/A",
    "talk: Thema/A",
    "Diskussion: Thema/A",
    "template:Ort",
    "VORLAGE:Ort",
    "Image:Ampel.jpg",
    "Bild:ampel.jpg",
    "File:Ampel.jpg",
    "Category:Thema",
    "Benutzerin:lisa",
    "User:lisa",
    "Straße_&_Platz",
    "Straße &amp; Platz",
    "Q+A",
    "Q%2BA",
    "Q A",
    "„Bänke“ und 'Tische'",
    '"Bänke"',
    "A[b]",
    "A|b",
    "A{b}",
    "A<b>",
    "A\u0000b",
    "A\udcffb",
    "",
    " ",
    "_",
    "#Ort",
    "Vorlage:",
    "::A",
    "Thema/Älter",
    "Thema/A\u0308lter",
    "\u200eThema/A",
    "A\u3000B",
    "~~~",
    "Ü" * 127,
    "Ü" * 128,
    LONG,
)
"""Ways to write titles."""


def cases() -> Iterator[Case]:
    """Every title that there is, strange ones, redirects."""
    for title in TITLES:
        fields = {"titles": title, "prop": "info|revisions|categories"}
        yield Case(f"title: {title[:30]}", ask(fields), quick=True)
    for title in STRANGE:
        shown = title.encode("unicode_escape").decode()[:40]
        yield Case(f"written title: {shown}", ask({"titles": title}, {"titles": title, "redirects": "1"}))
    for title in ("Thema/Alt", "Thema/Älter", "Thema/Alt|Thema/A"):
        fields = {"titles": title, "redirects": "1", "prop": "info"}
        yield Case(f"redirects: {title}", ask(fields), quick=True)
    for title in ("Thema/A", "Thema/A|Nirgends|Thema/Alt|Straße & Platz"):
        for version in ("0.10", "0.11"):
            fields = {"titles": title, "export": "1", "exportschema": version}
            yield Case(f"export {version}: {title}", ask(fields, fields | {"exportnowrap": "1"}), quick=True)
    for version in ("1", "2"):
        fields = {
            "titles": "Thema/A|Nirgends|[x]",
            "prop": "info|categories|revisions",
            "formatversion": version,
            "rvprop": "content|ids",
            "rvslots": "main",
            "indexpageids": "1",
        }
        yield Case(f"formatversion {version}", ask(fields), quick=True)
