"""`list=exturlusage`: the pages that link to an address elsewhere.

Addresses are in no table: the newest texts are searched for the words of the address, and what has them is read. So an
address counts where it is written, not where a template brings it: putting in all templates of a wiki takes too long.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...services import services
from ...storage.catalogue import PageRow
from .. import marks
from ..errors import JSON, ApiError
from ..module import Call, Continue, Found, Module
from ..parameters import CONTINUE, NAMESPACES_WANTED, Parameter, Values, choice, choices, flag, limit
from .extlinks import PROTOCOLS, page_addresses


def find(call: Call, values: Values) -> tuple[list[Found], Continue]:
    """Each page with each of its addresses that fits; it goes on at a page's address."""
    query = values.text("query").lower().removeprefix("*.").removesuffix("*")
    if "*" in query or (not query and values.text("query")):
        raise ApiError("badquery", "Invalid query.")
    mark = marks.parts(values, 2)
    start = (marks.leading(mark[0]), marks.leading(mark[1])) if mark else (0, 0)
    found: list[Found] = []
    for page, number, address in _hits(call, values, query, start):
        if len(found) == values.limit():
            return found, f"{page.page_id}|{number}"
        found.append(Found(page, _entry(page, address, values.words("prop"))))
    return found, None


def _hits(
    call: Call, values: Values, query: str, start: tuple[int, int]
) -> Iterator[tuple[PageRow, int, str]]:
    wanted, spaces = values.text("protocol"), values.numbers("namespace")
    for page in services().catalogue.walk_containing(query, start[0]):
        if (spaces and page.title.namespace not in spaces) or not call.sight.sees(page):
            continue
        for number, address in enumerate(page_addresses(page)):
            protocol, _, rest = address.partition(":")
            host = rest.removeprefix("//").lower()
            fits = not query or host.startswith(query) or f".{query}" in f".{host.partition('/')[0]}/"
            if (page.page_id, number) >= start and wanted in ("", protocol) and fits:
                yield page, number, address


def _entry(page: PageRow, address: str, wanted: tuple[str, ...]) -> JSON:
    entry: JSON = {}
    if "ids" in wanted:
        entry["pageid"] = page.page_id
    if "title" in wanted:
        entry |= {"ns": page.title.namespace, "title": page.title.full}
    if "url" in wanted:
        entry["url"] = address
    return entry


MODULE = Module(
    name="exturlusage",
    help="Die Seiten, die auf eine Adresse anderswo verweisen.",
    prefix="eu",
    parameters=(
        choices("prop", "ids", "title", "url", default="ids|title|url"),
        CONTINUE,
        choice("protocol", "", *PROTOCOLS, default=""),
        Parameter("query", help="Der Anfang der Adresse, ohne Protokoll.", default=""),
        NAMESPACES_WANTED,
        limit(),
        flag("expandurl"),
    ),
    find=find,
)
