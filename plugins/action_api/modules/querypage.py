"""`list=querypage`: lists of pages that somebody should look at, as MediaWiki's special pages have them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from ...services import services
from ...storage.oddities import QUERIES, TIMES, Oddity, walk
from ...titles import Title
from ..errors import JSON, ApiError
from ..marks import key
from ..module import Call, Continue, Found, Module
from ..parameters import Parameter, Type, Values, limit
from ..timestamps import compact, iso


def find(call: Call, values: Values) -> tuple[list[Found], Continue]:
    """The rows that the caller may see; it goes on with their number, as MediaWiki does."""
    name, begin = values.text("page"), max(values.number("offset") or 0, 0)
    found: list[Found] = []
    if name == "Unwatchedpages" and "protect" not in call.rights:
        raise ApiError(
            "specialpage-cantexecute", "You don't have permission to view the results of this special page."
        )
    rows = (
        row
        for row in walk(services().database, name)
        if all(_is_seen(call, title) for title in (row.title, *_between(row)))
    )
    for row in islice(rows, begin, None):
        if len(found) == values.limit():
            return found, str(begin + len(found))
        entry: JSON = {"ns": row.title.namespace, "title": row.title.full}
        if row.value is not None:
            time = int(row.value) if name in TIMES else None
            told = {"value": row.value} if time is None else {"value": compact(time), "timestamp": iso(time)}
            entry = told | entry
        if row.more:
            entry["databaseResult"] = {
                name: key(said) if said and name.endswith("_title") else said
                for name, said in row.more.items()
            }
        found.append(Found(services().catalogue.page(row.title) or row.title, entry))
    return found, None


def _is_seen(call: Call, title: Title) -> bool:
    page = services().catalogue.page(title)
    return page is None or call.sight.sees(page)


def _between(row: Oddity) -> Iterator[Title]:
    """The redirect that another one leads to: what it leads to is told, too."""
    if name := row.more.get("b_title"):
        yield Title(int(row.more["b_namespace"] or 0), name)


def about(call: Call, values: Values) -> JSON:
    """What the list is called."""
    return {"name": values.text("page")}


MODULE = Module(
    name="querypage",
    help="Seiten, die jemand ansehen sollte.",
    prefix="qp",
    parameters=(
        Parameter("page", Type.CHOICE, "Welche Liste.", choices=tuple(QUERIES), required=True),
        Parameter("offset", Type.INTEGER, "Von dieser Nummer an.", default="0"),
        limit(),
    ),
    find=find,
    about=about,
    goes_on="offset",
    results="results",
)
