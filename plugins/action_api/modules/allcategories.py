"""`list=allcategories`: the categories that pages are in, by name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from ...services import services
from ...storage.web import Web
from ...titles import CATEGORY, FILE, Title
from .. import marks
from ..errors import JSON
from ..module import Call, Continue, Found, Module
from ..names import name_sent
from ..parameters import CONTINUE, Parameter, Type, Values, choice, choices, limit


def find(call: Call, values: Values) -> tuple[list[Found], Continue]:
    """Categories with a member that the caller may read; it goes on with a name."""
    found: list[Found] = []
    for name, spaces in _rows(call, values):
        if len(found) == values.limit():
            return found, marks.key(name)
        title = Title(CATEGORY, name)
        entry: JSON = {"category": name}
        if "size" in values.words("prop"):
            files, below = spaces.count(FILE), spaces.count(CATEGORY)
            entry |= {
                "size": len(spaces),
                "pages": len(spaces) - files - below,
                "files": files,
                "subcats": below,
            }
        if "hidden" in values.words("prop"):
            entry["hidden"] = False
        found.append(Found(title, entry))
    return found, None


def _rows(call: Call, values: Values) -> Iterator[tuple[str, list[int]]]:
    if values.optional("to") == "":  # nothing comes before the empty name
        return
    mark = marks.parts(values, 1)
    names = Web(services().database).all_categories(
        start=marks.name_of(mark[0]) if mark else name_sent(values.text("from"), CATEGORY),
        end=name_sent(values.text("to"), CATEGORY) or None,
        prefix=name_sent(values.text("prefix"), CATEGORY), descending=values.text("dir") == "descending",
    )  # fmt: skip
    least, most = values.number("min"), values.number("max")
    counted = least is not None or most is not None or "size" in values.words("prop")
    for name in names:
        members = (row for row in services().catalogue.walk_members(name) if call.sight.sees(row))
        spaces = (
            [row.title.namespace for row in members]
            if counted
            else [row.page_id for row in islice(members, 1)]
        )
        if spaces and (least is None or len(spaces) >= least) and (most is None or len(spaces) <= most):
            yield name, spaces


MODULE = Module(
    name="allcategories",
    help="Die Kategorien, in denen Seiten sind.",
    prefix="ac",
    parameters=(
        Parameter("from", help="Von diesem Namen an."),
        CONTINUE,
        Parameter("to", help="Bis zu diesem Namen."),
        Parameter("prefix", help="Namen, die so anfangen."),
        choice("dir", "ascending", "descending", default="ascending"),
        Parameter("min", Type.INTEGER, "Mit mindestens so vielen Seiten."),
        Parameter("max", Type.INTEGER, "Mit höchstens so vielen Seiten."),
        limit(),
        choices("prop", "size", "hidden", default=""),
    ),
    find=find,
)
