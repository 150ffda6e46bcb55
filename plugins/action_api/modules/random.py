"""`list=random`: pages by chance."""

from __future__ import annotations

import random

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


def find(call: Call, values: Values) -> tuple[list[Found], Continue]:
    """As many pages as the limit says, each once; fewer where there are fewer."""
    marks.parts(values, 4)
    found: dict[int, Found] = {}
    for _ in range(_TRIES * values.limit()):
        row = _any(call, values)
        if row is not None and row.page_id not in found:
            entry: JSON = {"id": row.page_id, "ns": row.title.namespace, "title": row.title.full}
            found[row.page_id] = Found(row, entry)
        if len(found) == values.limit():
            break
    return list(found.values()), None


def _any(call: Call, values: Values) -> PageRow | None:
    highest = services().catalogue.highest_page_id()
    row = call.sight.page_by_id(random.randint(1, highest)) if highest else None
    spaces = values.numbers("namespace") or tuple(namespace.id for namespace in STORED)
    wish = _REDIRECTS.get(values.text("filterredir"))
    fits = row is not None and row.title.namespace in spaces and wish in (None, row.redirect)
    return row if fits else None


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
