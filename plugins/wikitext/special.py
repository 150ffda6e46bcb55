"""Special pages: the few that exist here, and where they are. Pure.

On MediaWiki these links lead to the real special pages (or, for the form, to a page of that name); here to the
addresses of our own views. A new one is one line in the table.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote


def _form(topic: str) -> str | None:
    return f"/+beitrag?thema={quote(topic, safe='')}" if topic else "/+beitrag"


def _revision(number: str) -> str | None:
    return f"/+rev/{number}" if number.isascii() and number.isdigit() else None


_SPECIAL: dict[str, Callable[[str], str | None]] = {
    "beitrag schreiben": _form,
    "permanentlink": _revision,
    "permanenter link": _revision,
    "permalink": _revision,
}


def address(name: str) -> str | None:
    """The address of `Spezial:<name>` on this server, or None if there is no such page here.

    >>> address("Permanentlink/123")
    '/+rev/123'
    """
    page, _, rest = name.partition("/")
    view = _SPECIAL.get(page.strip().casefold())
    return view(rest.strip()) if view else None
