"""Special:Export: pages with their whole history as one XML stream, the same on both engines.

The fields are MediaWiki's. By POST the history is given unless `curonly`; `history` gives all of it, without
`limit`, `offset` and `dir` are heard. By GET only the newest revision is given, unless `history`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice

from ..accounts import Actor
from ..errors import InvalidTitle
from ..services import services
from ..storage.catalogue import PageRow, RevisionRow, Selection
from ..titles import Title
from . import timestamps
from .main import new_call
from .module import Call
from .xml_export import Exporter, newest

MOST_TITLES = 5000
"""How many pages one request may name."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to export. `offset` in seconds since 1970: revisions behind it, in the direction of `descending`."""

    titles: tuple[str, ...]
    current_only: bool = False
    limit: int | None = None
    offset: int | None = None
    descending: bool = False


def wanted(form: Mapping[str, str], named: str, *, posted: bool) -> Wanted:
    """Read the form's fields; nothing in it is an error, as in MediaWiki."""
    lines = (form.get("pages") or named).replace("\r", "\n").split("\n")
    titles = tuple(dict.fromkeys(line.strip() for line in lines if line.strip()))[:MOST_TITLES]
    if not posted:
        return Wanted(titles, current_only="history" not in form)
    if "curonly" in form:
        return Wanted(titles, current_only=True)
    if "history" in form:
        return Wanted(titles)
    return Wanted(
        titles,
        limit=_number(form.get("limit", "")),
        offset=_time(form.get("offset", "")),
        descending=form.get("dir", "").lower() == "desc",
    )


def stream(wanted: Wanted, actor: Actor) -> Iterator[str]:
    """The document, page by page; what the actor may not read or does not exist is left out."""
    call = new_call({}, frozenset(), actor)
    choose = newest if wanted.current_only else partial(_history, wanted)
    return Exporter(choose=choose).document(call, _pages(call, wanted.titles))


def _pages(call: Call, titles: Iterable[str]) -> Iterator[PageRow]:
    seen = set()
    for given in titles:
        try:
            row = call.sight.page(Title.parse(given))
        except InvalidTitle:
            continue
        if row is not None and row.page_id not in seen:
            seen.add(row.page_id)
            yield row


def _history(wanted: Wanted, page: PageRow) -> Iterable[RevisionRow]:
    after, before = wanted.offset, None
    if wanted.descending:
        after, before = None, wanted.offset
    selection = Selection(
        page_id=page.page_id,
        since=None if after is None else after + 1,
        until=None if before is None else before - 1,
    )
    rows = services().catalogue.select(selection, newest_first=wanted.descending)
    return islice(list(rows), wanted.limit)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 10 and int(text) else None


def _time(text: str) -> int | None:
    try:
        return timestamps.parse(text, services().clock()) if text else None
    except (ValueError, OverflowError):
        return None
