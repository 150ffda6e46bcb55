"""Wikitext: MediaWiki's markup, expanded and turned into Moin's document tree.

::

    source ─ inclusion ─ braces ─ expand ─▶ text ─ shield ─ reader ─▶ tokens ─ blocks ─▶ tree ─ Moin ─▶ HTML
             comments    {{ }}    templates,       pairs    links,             paragraphs, lists,
                                  functions                 footnotes          tables, contents

`expand` and what it needs know nothing of Moin; only `converter` touches its registry.
"""

from __future__ import annotations

from .categories import Outline, categories, files, links, outline
from .expand import Expanded, Fetch, Limits, expand
from .redirects import redirect_target

__all__ = [
    "Expanded",
    "Fetch",
    "Limits",
    "Outline",
    "categories",
    "expand",
    "files",
    "links",
    "outline",
    "redirect_target",
    "register",
]


def register(fetch: Fetch) -> None:
    """Make Moin read `text/x-mediawiki` with this converter, which fetches templates so, instead of its own."""
    from .converter import register as register_converter  # Moin's registry loads all of its converters

    register_converter(fetch)
