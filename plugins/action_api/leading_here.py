"""Pages that lead to one page: what `list=backlinks`, `embeddedin` and `imageusage` share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..services import services
from ..storage.catalogue import PageRow
from ..storage.web import Web
from ..titles import FILE, Title
from . import marks
from .errors import JSON, ApiError
from .module import Call, Continue, Found
from .pages import one_page, target_of
from .parameters import CONTINUE, NAMESPACES_WANTED, Parameter, Type, Values, choice, limit

PARAMETERS = (
    Parameter("title", help="Die Seite nach Titel."),
    Parameter("pageid", Type.INTEGER, "Die Seite nach Nummer."),
    CONTINUE,
    NAMESPACES_WANTED,
    choice("dir", "ascending", "descending", default="ascending"),
    choice("filterredir", "all", "redirects", "nonredirects", default="all"),
    limit(),
)

_REDIRECTS = {"redirects": True, "nonredirects": False}


@dataclass(frozen=True, slots=True)
class LeadingHere:
    """One kind of leading to a page, as `Web` calls it; gives a module its `find`."""

    kind: str

    def find(self, call: Call, values: Values) -> tuple[list[Found], Continue]:
        """Pages by namespace and id; with `redirect`, beneath each redirect what leads to that."""
        title, _ = one_page(call, values.optional("title"), values.number("pageid"))
        if self.kind == "file" and title.namespace != FILE:
            raise ApiError("bad_image_title", f"{title.full!r} ist keine Datei.")
        found: list[Found] = []
        for row in self._rows(call, values, title):
            if len(found) == values.limit():
                return found, f"{row.title.namespace}|{row.page_id}"
            entry = _entry(row)
            if values.flag("redirect") and row.redirect and target_of(row) == title:
                further = self._rows(call, values, row.title, begun=True)
                if shown := [
                    _entry(beyond) for beyond, _ in zip(further, range(values.limit()), strict=False)
                ]:
                    entry["redirlinks"] = shown
            found.append(Found(row, entry))
        return found, None

    def _rows(self, call: Call, values: Values, title: Title, *, begun: bool = False) -> Iterator[PageRow]:
        start = None if begun else marks.parts(values, 2)
        rows = Web(services().database).sources_of(
            title, self.kind, namespaces=values.numbers("namespace"),
            redirects=_REDIRECTS.get(values.text("filterredir")), descending=values.text("dir") == "descending",
            by_namespace=len(values.numbers("namespace")) > 1,
            start_namespace=marks.number(start[0]) if start else None,
            start=marks.number(start[1]) if start else 0,
        )  # fmt: skip
        return (row for row in rows if call.sight.sees(row))


def _entry(row: PageRow) -> JSON:
    entry: JSON = {"pageid": row.page_id, "ns": row.title.namespace, "title": row.title.full}
    if row.redirect:
        entry["redirect"] = True
    return entry
