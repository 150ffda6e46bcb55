"""`list=allpages`: the pages of a namespace by name."""

from __future__ import annotations

from collections.abc import Iterator

from ...services import services
from ...storage.catalogue import PageRow
from ..errors import JSON
from ..module import Call, Continue, Found, Module
from ..parameters import CONTINUE, Parameter, Type, Values, choice, choices, limit


def find(call: Call, values: Values) -> tuple[list[Found], Continue]:
    """Pages in the order of their names; it goes on with a name."""
    found: list[Found] = []
    for row in _rows(values):
        if not call.sight.sees(row):
            continue
        if len(found) == values.limit():
            return found, row.title.name
        found.append(Found(row, page_entry(row)))
    return found, None


def page_entry(row: PageRow) -> JSON:
    """How lists name a page."""
    return {"pageid": row.page_id, "ns": row.title.namespace, "title": row.title.full}


def _rows(values: Values) -> Iterator[PageRow]:
    least, most = values.number("minsize"), values.number("maxsize")
    rows = services().catalogue.walk_pages(
        values.number("namespace") or 0,
        start=values.text("continue") or _name(values.text("from")),
        end=_name(values.text("to")) or None,
        prefix=_name(values.text("prefix")),
        redirects={"redirects": True, "nonredirects": False}.get(values.text("filterredir")),
        descending=values.text("dir") == "descending",
    )
    for row in rows:
        if (least is None or row.size >= least) and (most is None or row.size <= most):
            yield row


def _name(text: str) -> str:
    return text.replace("_", " ").strip()


MODULE = Module(
    name="allpages",
    help="Die Seiten eines Namensraums.",
    prefix="ap",
    parameters=(
        Parameter("from", help="Von diesem Namen an."),
        CONTINUE,
        Parameter("to", help="Bis zu diesem Namen."),
        Parameter("prefix", help="Namen, die so anfangen."),
        Parameter("namespace", Type.NAMESPACE, default="0"),
        choice("filterredir", "all", "redirects", "nonredirects", default="all"),
        choice("filterlanglinks", "all", "withlanglinks", "withoutlanglinks", default="all"),
        Parameter("minsize", Type.INTEGER),
        Parameter("maxsize", Type.INTEGER),
        choices("prtype", "edit", "move"),
        choices("prlevel", "", "sysop"),
        limit(),
        choice("dir", "ascending", "descending", default="ascending"),
    ),
    find=find,
)
