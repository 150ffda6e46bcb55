"""The main menu, and what stands above a page: topics under `Themen`, districts under `Stadtteile`."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request, url_for

from ..services import services
from ..titles import MAIN, TALK, Title

LIST_OF_CONTRIBUTIONS = ""
"""Stands for our own list where a page's name is expected."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. pages: the first that exists is where it leads, the last if none does.

    parts: first parts of the names beneath it, `Thema` for `Thema/…`.
    """

    label: str
    pages: tuple[str, ...]
    parts: tuple[str, ...] = ()


MENU = (
    Entry("Start", ("Startseite",)),
    Entry("Themen", ("Themen",), ("Thema",)),
    Entry("Beiträge", (LIST_OF_CONTRIBUTIONS,), ("Beitrag",)),
    Entry("Stadtteile", ("Stadtteile",), ("Stadtteil", "Stadtbezirk")),
    # Until something is evaluated: what will become of everything.
    Entry("Ergebnisse", ("Auswertung", "Ergebnisse"), ("Auswertung", "Weiterleitung", "Ziel")),
    Entry("Hilfe", ("Hilfe/Mitmachen",), ("Hilfe",)),
)

OVERVIEWS = {
    "Thema": "Themen",
    "Stadtteil": "Stadtteile",
    "Stadtbezirk": "Stadtteile",
    "Weiterleitung": "Stellen",
    "Ziel": "Ziele",
    "Baustein": "Über die Konferenz",
    "Familienkonferenz": "Familienkonferenzen vor Ort",
    "Hilfe": "Hilfe/Mitmachen",
}
"""First part of a page's name → the page that lists all of its kind."""


def menu() -> list[tuple[str, str]]:
    """The entries as (address, label)."""
    return [(_address(entry), entry.label) for entry in MENU]


def here() -> str:
    """The address of the entry that the shown page belongs to; empty if it belongs to none."""
    name = str((request.view_args or {}).get("item_name", "")).removeprefix("Diskussion/")
    first = name.partition("/")[0]
    for entry in MENU:
        lists = LIST_OF_CONTRIBUTIONS in entry.pages and request.endpoint == "pages.contributions"
        if lists or (name and (name in entry.pages or first in entry.parts)):
            return _address(entry)
    return ""


def topic_here() -> str | None:
    """The topic whose page or discussion is shown, so that the form knows it; None elsewhere."""
    name = str((request.view_args or {}).get("item_name", "")).removeprefix("Diskussion/")
    return name.removeprefix("Thema/") if name.startswith("Thema/") else None


def above(title: Title) -> list[Title]:
    """The pages above, from the root, those that exist: the overview of its kind, then the path's."""
    found = []
    overview = OVERVIEWS.get(title.name.partition("/")[0]) if title.namespace in (MAIN, TALK) else None
    if overview and overview != title.name:
        found.append(Title(MAIN, overview))
    path = []
    parent = title.parent
    while parent is not None:
        path.append(parent)
        parent = parent.parent
    return [page for page in (*found, *path[::-1]) if services().catalogue.page(page)]


def _address(entry: Entry) -> str:
    catalogue = services().catalogue
    pages = entry.pages
    name = next((page for page in pages if page and catalogue.page(Title(MAIN, page))), pages[-1])
    if name == LIST_OF_CONTRIBUTIONS:
        return url_for("pages.contributions")
    return url_for("frontend.show_item", item_name=name)
