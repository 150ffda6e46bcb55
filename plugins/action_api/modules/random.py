"""`list=random`: pages by chance."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import islice

from ...services import services
from ...storage.catalogue import PageRow
from ...titles import STORED
from .. import marks
from ..errors import JSON
from ..module import Call, Continue, Found, Module
from ..parameters import CONTINUE, NAMESPACES_WANTED, Values, choice, limit

_REDIRECTS = {"redirects": True, "nonredirects": False}
_TRIES = 20
"""How often chance is asked for each page that is wanted: pages may be hidden, or of another kind."""
_FEW = 100


def find(call: Call, values: Values) -> tuple[list[Found], Continue]:
    """As many pages as the limit says, each once; fewer where there are fewer."""
    marks.parts(values, 4)
    found: dict[int, PageRow] = {}
    for _ in range(_TRIES * values.limit()):
        if (row := _any(call)) is not None and _fits(row, values):
            found.setdefault(row.page_id, row)
        if len(found) == values.limit():
            break
    if len(found) < values.limit():
        others = [row for row in _few(call, values) if row.page_id not in found]
        random.shuffle(others)
        found |= {row.page_id: row for row in others[: values.limit() - len(found)]}
    return [Found(row, _entry(row, values)) for row in found.values()], None


def _any(call: Call) -> PageRow | None:
    highest = services().catalogue.highest_page_id()
    return call.sight.page_by_id(random.randint(1, highest)) if highest else None


def _few(call: Call, values: Values) -> Iterator[PageRow]:
    """The first pages of each namespace: chance misses those of which there are few."""
    for space in _spaces(values):
        rows = (row for row in services().catalogue.walk_pages(space) if call.sight.sees(row))
        yield from islice((row for row in rows if _fits(row, values)), _FEW)


def _spaces(values: Values) -> tuple[int, ...]:
    return values.numbers("namespace") or tuple(namespace.id for namespace in STORED)


def _fits(row: PageRow, values: Values) -> bool:
    wish = _REDIRECTS.get(values.text("filterredir"))
    return row.title.namespace in _spaces(values) and wish in (None, row.redirect)


def _entry(row: PageRow, values: Values) -> JSON:
    shown: JSON = {"id": row.page_id, "ns": row.title.namespace, "title": row.title.full}
    return shown | ({"redirect": row.redirect} if values.text("filterredir") == "all" else {})


MODULE = Module(
    name="random",
    help="Zufällige Seiten.",
    prefix="rn",
    parameters=(
        NAMESPACES_WANTED,
        choice("filterredir", "all", "nonredirects", "redirects", default="nonredirects"),
        limit(1),
        CONTINUE,
    ),
    find=find,
)
