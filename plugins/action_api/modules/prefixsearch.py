"""`list=prefixsearch`: pages whose names begin so, whatever the case of letters."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import merge

from ...errors import InvalidTitle
from ...services import services
from ...storage.catalogue import PageRow
from ...titles import Title
from ..module import Call, Continue, Found, Module
from ..parameters import Parameter, Type, Values, limit
from .allpages import page_entry


def find(call: Call, values: Values) -> tuple[list[Found], Continue]:
    """Pages by name, whatever their namespace; it goes on with how many there were before."""
    after, most = max(values.number("offset") or 0, 0), values.limit()
    rows = (row for row in _rows(values) if call.sight.sees(row))
    found: list[Found] = []
    for number, row in enumerate(rows):
        if len(found) == most:
            return found, str(after + most)
        if number >= after:
            entry = page_entry(row)
            found.append(Found(row, {name: entry[name] for name in ("ns", "title", "pageid")}))
    return found, None


def _rows(values: Values) -> Iterator[PageRow]:
    typed, spaces = values.text("search").strip(), values.numbers("namespace")
    try:
        title = Title.parse(typed + "x")
        typed = title.name[:-1]
        spaces = (title.namespace,) if title.namespace else spaces
    except InvalidTitle:
        return
    found = (services().catalogue.pages_beginning(space, typed) for space in sorted(spaces) or [0])
    yield from merge(*found, key=lambda row: (row.title.name, row.title.namespace))


MODULE = Module(
    name="prefixsearch",
    help="Seiten, deren Namen so anfangen.",
    prefix="ps",
    parameters=(
        Parameter("search", help="Wie der Name anfängt.", required=True),
        Parameter("namespace", Type.NAMESPACE, "Nur diese Namensräume.", multi=True, default="0", all=True),
        limit(),
        Parameter(
            "offset", Type.INTEGER, "Ab dem wievielten Ergebnis; aus der vorigen Antwort.", default="0"
        ),
    ),
    find=find,
    goes_on="offset",
)
