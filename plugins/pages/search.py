"""The search: `/+suche?q=…`, a list of pages with the place that shows why each was found.

Rights come first: what the visitor may not read is neither listed nor counted. Deleted pages are gone for everybody.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from flask import Blueprint, request
from moin.themes import render_template

from ..accounts import current_actor
from ..action_api.sight import Sight
from ..gate import CONTRIBUTIONS, contribution_number
from ..search.fulltext import MOST, Match
from ..search.service import search
from ..search.snippet import Segment
from ..services import services
from ..storage.catalogue import PageRow
from ..titles import FILE, MAIN, TALK, Title
from .moments import from_seconds

PER_PAGE = 20
_LONGEST = 300
"""Characters of a query that are shown again; the index reads as many."""
_NUMBER = re.compile(r"(?:beitrag\s*)?(?:nr\.?\s*|#)?([0-9]{1,9})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hit:
    """One page in the list; `label` says what kind of page it is."""

    title: Title
    heading: Sequence[Segment]
    snippet: Sequence[Segment]
    label: str
    when: str


def _is_contribution(page: PageRow) -> bool:
    return contribution_number(page.title) is not None


def _is_topic(page: PageRow) -> bool:
    return page.title.namespace in (MAIN, TALK) and page.title.name.startswith("Thema/")


FILTERS: dict[str, tuple[str, Callable[[PageRow], bool]]] = {
    "": ("Alles", lambda page: True),
    "beitraege": ("Beiträge", _is_contribution),
    "themen": ("Themen und ihre Diskussionen", _is_topic),
}
"""Value of `in` → its name, and which pages it leaves."""


def register(blueprint: Blueprint) -> None:
    """Our own address."""
    blueprint.add_url_rule("/+suche", "search", show_search)


def show_search() -> str:
    """What was found for `q`, best first."""
    typed = " ".join(request.args.get("q", "").replace("\0", "")[:_LONGEST].split())
    within = request.args.get("in", "")
    within = within if within in FILTERS else ""
    after = _after()
    matches = search().index.matches(typed)
    readable = list(_readable(matches))
    pages = [(match, page) for match, page in readable if FILTERS[within][1](page)]
    return str(
        render_template(
            "suche.html",
            title_name=f"Suche: {typed}" if typed else "Suche",
            typed=typed,
            within=within,
            filters=[(value, name) for value, (name, _) in FILTERS.items()],
            number=_contribution(typed),
            hits=_hits(typed, pages[after : after + PER_PAGE]),
            total=len(pages),
            all_total=len(readable),
            is_cut=len(matches) >= MOST,
            after=after,
            before=max(0, after - PER_PAGE) if after else None,
            more=after + PER_PAGE if len(pages) > after + PER_PAGE else None,
        )
    )


def _readable(matches: Sequence[Match]) -> Iterator[tuple[Match, PageRow]]:
    """What the visitor may read and people look for: no templates, no categories, no redirects."""
    sight = Sight(current_actor())
    for match in matches:
        page = sight.page_by_id(match.page_id)
        if page is not None and page.title.namespace in (MAIN, TALK, FILE) and not page.redirect:
            yield match, page


def _hits(typed: str, pages: Sequence[tuple[Match, PageRow]]) -> list[Hit]:
    rows = {page.page_id: page for _, page in pages}
    zone = services().conference.timezone
    return [
        Hit(
            title=rows[found.page_id].title,
            heading=found.title,
            snippet=found.snippet,
            label=_label(rows[found.page_id].title),
            when=from_seconds(rows[found.page_id].time, zone),
        )
        for found in search().index.show(typed, [match for match, _ in pages])
    ]


def _label(title: Title) -> str:
    number = contribution_number(title)
    if number is not None:
        return f"Beitrag {number}"
    if title.namespace == FILE:
        return "Datei"
    if title.namespace == TALK:
        return "Diskussion"
    first, slash, _ = title.name.partition("/")
    return first if slash else "Seite"


def _contribution(typed: str) -> int | None:
    """The contribution that is meant by a mere number, if it is there."""
    found = _NUMBER.fullmatch(typed)
    if found is None:
        return None
    page = Sight(current_actor()).page(Title(MAIN, f"{CONTRIBUTIONS}{int(found[1])}"))
    return int(found[1]) if page is not None else None


def _after() -> int:
    value = request.args.get("ab", "")
    return min(int(value), MOST) if value.isascii() and value.isdecimal() and len(value) < 6 else 0
