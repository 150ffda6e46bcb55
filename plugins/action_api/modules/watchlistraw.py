"""`list=watchlistraw`: the names on the caller's own watchlist. It is told beside `query`, as MediaWiki does."""

from __future__ import annotations

from ...titles import NAMESPACES, Title
from .. import marks
from ..errors import JSON, ApiError
from ..module import Call, Continue, Found, Module
from ..names import title_sent
from ..parameters import CONTINUE, NAMESPACES_WANTED, Parameter, Values, choice, choices, limit
from ..watched import watching, whose
from .watchlist import WHOSE

_CHANGED = "changed"


def find(call: Call, values: Values) -> tuple[list[Found], Continue]:
    """Names by namespace and name; it goes on with both."""
    user_id = whose(call, values)
    show = set(values.words("show"))
    if {_CHANGED, f"!{_CHANGED}"} <= show:
        raise ApiError("show", "Incorrect parameter - mutually exclusive values may not be supplied.")
    down = values.text("dir") == "descending"
    low, high = _bounds(values, down=down)
    spaces = set(values.numbers("namespace"))
    found: list[Found] = []
    for title in watching().titles(user_id, descending=down) if _CHANGED not in show else ():
        at = (title.namespace, title.name)
        if (spaces and title.namespace not in spaces) or (low and at < low) or (high and at > high):
            continue
        if len(found) == values.limit():
            return found, f"{title.namespace}|{marks.key(title.name)}"
        entry: JSON = {"ns": title.namespace, "title": title.full}
        found.append(Found(call.sight.page(title) or title, entry))
    return found, None


_Place = tuple[int, str] | None


def _bounds(values: Values, *, down: bool) -> tuple[_Place, _Place]:
    """The lowest and the highest name."""
    first, last = (_place(values, name) for name in ("fromtitle", "totitle"))
    if mark := marks.parts(values, 2):
        space = marks.number(mark[0])
        if space not in NAMESPACES:
            raise marks.bad()
        first = (space, marks.name_of(mark[1]))
    return (last, first) if down else (first, last)


def _place(values: Values, name: str) -> _Place:
    if name not in values:
        return None
    title: Title = title_sent(values.text(name))
    return title.namespace, title.name


MODULE = Module(
    name="watchlistraw",
    help="Die Seiten auf der eigenen Beobachtungsliste.",
    prefix="wr",
    parameters=(
        CONTINUE,
        NAMESPACES_WANTED,
        limit(),
        choices("prop", _CHANGED),
        choices("show", _CHANGED, f"!{_CHANGED}"),
        *WHOSE,
        choice("dir", "ascending", "descending", default="ascending"),
        Parameter("fromtitle"),
        Parameter("totitle"),
    ),
    find=find,
    apart=True,
)
