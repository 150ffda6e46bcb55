"""`list=allpages`: the pages of a namespace by name."""

from __future__ import annotations

from collections.abc import Iterator

from ...services import services
from ...storage.catalogue import PageRow
from .. import marks
from ..errors import JSON, ApiError
from ..module import Call, Continue, Found, Module
from ..names import name_sent
from ..parameters import CONTINUE, Parameter, Type, Values, choice, choices, limit
from ..protected import protections


def find(call: Call, values: Values) -> tuple[list[Found], Continue]:
    """Pages in the order of their names; it goes on with a name."""
    found: list[Found] = []
    for row in _rows(values):
        if not call.sight.sees(row):
            continue
        if len(found) == values.limit():
            return found, marks.key(row.title.name)
        found.append(Found(row, page_entry(row)))
    return found, None


def page_entry(row: PageRow) -> JSON:
    """How lists name a page."""
    return {"pageid": row.page_id, "ns": row.title.namespace, "title": row.title.full}


def _rows(values: Values) -> Iterator[PageRow]:
    least, most = values.number("minsize"), values.number("maxsize")
    if "prlevel" in values and not values.words("prtype"):
        raise ApiError("invalidparammix", 'The parameter "apprlevel" needs "apprtype".')
    mark, space = marks.parts(values, 1), values.number("namespace") or 0
    if values.optional("to") == "":  # nothing comes before the empty name
        return
    rows = services().catalogue.walk_pages(
        space,
        start=marks.name_of(mark[0]) if mark else name_sent(values.text("from"), space),
        end=name_sent(values.text("to"), space) or None,
        prefix=name_sent(values.text("prefix"), space),
        redirects={"redirects": True, "nonredirects": False}.get(values.text("filterredir")),
        descending=values.text("dir") == "descending",
    )
    for row in rows:
        if values.text("filterlanglinks") == "withlanglinks" or not _protected(row, values):
            continue
        if (least is None or row.size >= least) and (most is None or row.size <= most):
            yield row


def _protected(row: PageRow, values: Values) -> bool:
    """Whether the page is protected as it was asked for."""
    kinds, levels, expiry = values.words("prtype"), values.words("prlevel"), values.text("prexpiry")
    if not kinds and expiry == "all":
        return True
    return any(
        (not kinds or entry["type"] in kinds)
        and (not levels or entry["level"] in levels or "" in levels)
        and expiry in ("all", "indefinite" if entry["expiry"] == "infinity" else "definite")
        for entry in protections(row)
    )


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
        choices("prtype", "edit", "move", "upload"),
        choices("prlevel", "", "autoconfirmed", "sysop"),
        choice("prfiltercascade", "all", "cascading", "noncascading", default="all"),
        choice("prexpiry", "indefinite", "definite", "all", default="all"),
        limit(),
        choice("dir", "ascending", "descending", default="ascending"),
    ),
    find=find,
)
