"""The pages that operations work on, and what all of them use."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pywikibot

A, B, C = "Thema/Ampel & Weg", "Thema/Bänke", 'Thema/Café "Grün"'
TEMPLATE, CATEGORY, TALK = "Vorlage:Kästchen", "Kategorie:Grünes", f"Diskussion:{A}"
TEXT = f"""Anfang [[{B}]] und [[{C}|dort]]

== Eins ==
{{{{Kästchen|x=1}}}} [https://hannover.example/plan Plan]

== Zwei ==
Schluss [[Kategorie:Grünes]]"""

Operation = Callable[[Any], object]


def page(site: Any, title: str) -> Any:
    return pywikibot.Page(site, title)


def titles(pages: Iterable[Any]) -> list[str]:
    return [page.title() for page in pages]


def ours(pages: Iterable[Any]) -> list[str]:
    """The titles of the pages that these operations made; a wiki brings others along."""
    return sorted(
        title for title in titles(pages) if title.split(":")[-1].startswith(("Thema/", "Kästchen", "Grünes"))
    )


def put(site: Any, title: str, text: str, **how: Any) -> str:
    wanted = page(site, title)
    wanted.text = text
    wanted.save(summary=how.pop("summary", "Satz & mehr"), quiet=True, **how)
    return str(page(site, title).text)


def after(site: Any, title: str, change: Callable[[Any], object], tell: Callable[[Any], object]) -> object:
    change(page(site, title))
    return tell(page(site, title))
