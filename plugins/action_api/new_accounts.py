"""The making of accounts as MediaWiki's log tells it. Told where it is asked for; other logs are of pages alone."""

from __future__ import annotations

from ..accounts import registered
from ..services import services
from ..titles import USER, Title
from . import marks
from .errors import JSON
from .module import Call, Continue, Found
from .parameters import Values
from .timestamps import compact, iso

TYPE, ACTION = "newusers", "newusers/create"

_FIRST = 2**40
"""Their numbers begin here, far above those of what happened to pages."""


def asked(values: Values) -> bool:
    """Whether the log of accounts is wanted, and no other."""
    return TYPE in (values.optional("type"), (values.optional("action") or "").partition("/")[0])


def find(call: Call, values: Values) -> tuple[list[Found], Continue]:
    """The accounts whose making was kept, by time and number; it goes on with a number."""
    if values.optional("type") not in (None, TYPE) or values.optional("action") not in (None, ACTION):
        return [], None
    newer = values.text("dir") == "newer"
    first, last = (values.number("start"), values.number("end"))[:: 1 if newer else -1]
    mark = marks.parts(values, 2)
    begin = marks.number(mark[1]) - _FIRST if mark else None
    found: list[Found] = []
    for time, user_id, name in _accounts(call, newest_first=not newer):
        if begin is not None and user_id != begin:
            continue
        begin = None
        if (first is not None and time < first) or (last is not None and time > last):
            continue
        if not _fits(name, values):
            continue
        if len(found) == values.limit():
            return found, f"{compact(time)}|{_FIRST + user_id}"
        found.append(Found(Title(USER, name), _entry(call, values.words("prop"), time, user_id, name)))
    return found, None


def _accounts(call: Call, *, newest_first: bool) -> list[tuple[int, int, str]]:
    """Time, number and name of each."""
    named = [(registered(name), call.user_id_of(name), name) for name in services().catalogue.account_names()]
    return sorted(((time, number, name) for time, number, name in named if time), reverse=newest_first)


def _fits(name: str, values: Values) -> bool:
    title, space = Title(USER, name), values.number("namespace")
    if space is not None and space != title.namespace:
        return False
    if "title" in values and Title.parse(values.text("title")) != title:
        return False
    return values.optional("user") in (None, name)


def _entry(call: Call, wanted: tuple[str, ...], time: int, user_id: int, name: str) -> JSON:
    title = Title(USER, name)
    shown: JSON = {"logid": _FIRST + user_id} if "ids" in wanted else {}
    if "title" in wanted:
        shown |= {"ns": title.namespace, "title": title.full}
    if "ids" in wanted:
        page = call.sight.page(title)
        shown |= {"pageid": page.page_id if page else 0, "logpage": 0}
    for word, told in (
        ("details", {"params": {"userid": user_id}}), ("type", {"type": TYPE, "action": "create"}),
        ("user", {"user": name}), ("userid", {"userid": user_id}), ("timestamp", {"timestamp": iso(time)}),
        ("comment", {"comment": ""}), ("parsedcomment", {"parsedcomment": ""}), ("tags", {"tags": []}),
    ):  # fmt: skip
        if word in wanted:
            shown |= told
    return shown
