"""What a page of the archive is called, in the browser and in lists: as people say it, in the order of its numbers.

`Beitrag/12` is `Beitrag 12: Eine Ampel`, since years later nobody knows a number. Pure.
"""

from __future__ import annotations

import re
from html import unescape

UNTITLED = "Ohne Titel"
"""What `Vorlage:Beitrag` shows above a reply that has no title."""

_CONTRIBUTION = re.compile(r"Beitrag[/ ]([1-9]\d{0,8})")
_VERSION = re.compile(r"/?\+rev/(\d+)/?")
_HEADING = re.compile(r"<h2\b[^>]*>(.*?)</h2>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_NUMBER = re.compile(r"(\d+)")


def called(title: str, path: str, content: str) -> str:
    """The page's title; of a contribution its number and the first heading of its `content`, cleaned HTML.

    A version that is quoted somewhere has a `path` of its own, so it says which one it is.

    >>> called("Beitrag/12", "/Beitrag/12", "<h1>Beitrag 12</h1><h2>Eine <i>Ampel</i></h2>")
    'Beitrag 12: Eine Ampel'
    """
    name = title
    if number := _CONTRIBUTION.fullmatch(title):
        heading = _HEADING.search(content)
        words = " ".join(unescape(_TAG.sub("", heading[1])).split()) if heading else ""
        name = f"Beitrag {number[1]}" + (f": {words}" if words and words != UNTITLED else "")
    version = _VERSION.fullmatch(path)
    return f"{name} (Fassung {version[1]})" if version else name


def order(name: str) -> tuple[tuple[str | int, ...], str]:
    """The key by which names are listed: `Beitrag 2` before `Beitrag 10`."""
    parts = _NUMBER.split(name.casefold())
    return tuple(int(part) if place % 2 else part for place, part in enumerate(parts)), name
