"""`list=categorymembers`: the pages of a category, by page id."""

from __future__ import annotations

import re

from ...services import services
from ...titles import CATEGORY, FILE, NAMESPACES, Title
from .. import marks
from ..errors import JSON, ApiError
from ..module import Call, Continue, Found, Module
from ..pages import one_page
from ..parameters import (
    CONTINUE,
    NAMESPACES_WANTED,
    Parameter,
    Type,
    Values,
    choice,
    choices,
    limit,
)  # fmt: skip
from ..timestamps import iso
from .allpages import page_entry

_KINDS = {CATEGORY: "subcat", FILE: "file"}


def find(call: Call, values: Values) -> tuple[list[Found], Continue]:
    """Pages in the category; it goes on with a page id.

    Whatever `cmsort` says, pages come by id, the order of their making: it holds still while people write.
    """
    title = _category(call, values)
    for name in ("starthexsortkey", "endhexsortkey"):
        if name in values and not _HEX.fullmatch(values.text(name)):
            raise ApiError(f"badvalue_cm{name}", f'The value for "cm{name}" is not valid.')
    kinds = set(values.words("type"))
    spaces = set(values.numbers("namespace") or NAMESPACES)
    spaces = {space for space in spaces if _KINDS.get(space, "page") in kinds}
    wanted = values.words("prop")
    found: list[Found] = []
    if not spaces:
        return [], None
    for row in services().catalogue.walk_members(title.name, namespaces=spaces, after=_after(values)):
        if not call.sight.sees(row):
            continue
        if len(found) == values.limit():
            return found, str(row.page_id - 1)
        entry: JSON = {}
        if "ids" in wanted:
            entry["pageid"] = row.page_id
        if "title" in wanted:
            entry |= {name: part for name, part in page_entry(row).items() if name != "pageid"}
        if "sortkey" in wanted:
            entry["sortkey"] = row.title.name.upper().encode().hex()
        if "sortkeyprefix" in wanted:
            entry["sortkeyprefix"] = ""
        if "type" in wanted:
            entry["type"] = _KINDS.get(row.title.namespace, "page")
        if "timestamp" in wanted:
            entry["timestamp"] = iso(row.time)
        found.append(Found(row, entry))
    return found, None


def _category(call: Call, values: Values) -> Title:
    title, _ = one_page(call, values.optional("title"), values.number("pageid"))
    if title.namespace != CATEGORY:
        raise ApiError("invalidcategory", f"{title.full!r} ist keine Kategorie.")
    return title


def _after(values: Values) -> int:
    mark = values.text("continue")
    if mark.startswith("-"):
        raise marks.bad()
    return marks.number(mark) if mark else 0


_HEX = re.compile(r"(?:[0-9a-fA-F]{2})*")


MODULE = Module(
    name="categorymembers",
    help="Die Seiten einer Kategorie.",
    prefix="cm",
    parameters=(
        Parameter("title", help="Der Titel der Kategorie."),
        Parameter("pageid", Type.INTEGER),
        choices("prop", "ids", "title", "sortkey", "sortkeyprefix", "type", "timestamp", default="ids|title"),
        NAMESPACES_WANTED,
        choices("type", "page", "subcat", "file", default="page|subcat|file"),
        CONTINUE,
        limit(),
        choice("sort", "sortkey", "timestamp", default="sortkey"),
        choice("dir", "asc", "desc", "ascending", "descending", "newer", "older", default="ascending"),
        Parameter("start", Type.TIMESTAMP),
        Parameter("end", Type.TIMESTAMP),
        Parameter("starthexsortkey"),
        Parameter("endhexsortkey"),
        Parameter("startsortkeyprefix"),
        Parameter("endsortkeyprefix"),
    ),
    find=find,
)
