"""`list=allimages`: all files, by name or by time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...accounts import role_of
from ...gate import Role
from ...services import services
from ...storage.files import Files, Version
from ...titles import FILE
from .. import marks
from ..errors import ApiError
from ..file_info import PROPS, info
from ..module import Call, Continue, Found, Module
from ..names import name_sent
from ..parameters import CONTINUE, Parameter, Type, Values, choice, choices, limit
from ..timestamps import compact, parse

_BASE36 = re.compile(r"[0-9a-z]{31}")
_HEX = re.compile(r"[0-9a-f]{40}")


def find(call: Call, values: Values) -> tuple[list[Found], Continue]:
    """Files in the order that was asked for; it goes on with a name, or with a time and a name."""
    by_time = values.text("sort") == "timestamp"
    _check(values, by_time=by_time)
    found: list[Found] = []
    for version in _versions(values, by_time=by_time):
        page = call.sight.page_by_id(version.page_id)
        if page is None or not _fits(version, values):
            continue
        key = marks.key(version.title.name)
        if len(found) == values.limit():
            return found, f"{compact(version.time)}|{key}" if by_time else key
        told = info(call, version, values.words("prop"))
        found.append(Found(page, {"name": key} | told | {"ns": FILE, "title": version.title.full}))
    return found, None


def _check(values: Values, *, by_time: bool) -> None:
    barred = ("from", "to", "prefix") if by_time else ("start", "end", "user")
    for name in barred:
        if name in values:
            raise ApiError("invalidparammix", f'"ai{name}" does not go with this "aisort".')
    if not by_time and values.text("filterbots") != "all":
        raise ApiError("invalidparammix", '"aifilterbots" needs "aisort=timestamp".')
    if "user" in values and values.text("filterbots") != "all":
        raise ApiError("invalidparammix-cannotusewith", '"aiuser" cannot be used with "aifilterbots".')


def _versions(values: Values, *, by_time: bool) -> Iterator[Version]:
    """All that begin where it goes on, and end where it was told to."""
    descending = values.text("dir") in ("descending", "older")
    rows = Files(services().database).walk(by_time=by_time, descending=descending)
    sign = -1 if descending else 1

    def before(one: object, other: object) -> bool:
        return one > other if sign < 0 else one < other  # type: ignore[operator,no-any-return]

    if by_time:
        mark = marks.parts(values, 2)
        begun = (_time(mark[0]), marks.name_of(mark[1])) if mark else None
        first, last = values.number("start"), values.number("end")
        for row in rows:
            if begun and before((row.time, row.title.name), begun):
                continue
            if (first is None or not before(row.time, first)) and (
                last is None or not before(last, row.time)
            ):
                yield row
        return
    mark = marks.parts(values, 1)
    if mark and "|" in mark[0]:
        raise marks.bad()
    start = marks.name_of(mark[0]) if mark else name_sent(values.text("from"), FILE)
    end = name_sent(values.text("to"), FILE) if "to" in values else None
    prefix = name_sent(values.text("prefix"), FILE)
    for row in rows:
        name = row.title.name
        if (
            (not start or not before(name, start))
            and (end is None or not before(end, name))
            and name.startswith(prefix)
        ):
            yield row


def _time(digits: str) -> int:
    try:
        return parse(digits, services().clock())
    except (ValueError, OverflowError):
        raise marks.bad() from None


def _fits(version: Version, values: Values) -> bool:
    facts, sha1 = version.facts, sha1_wanted(values)
    least, most = values.number("minsize"), values.number("maxsize")
    if (least is not None and facts.size < least) or (most is not None and facts.size > most):
        return False
    if sha1 and facts.sha1 != sha1:
        return False
    if "user" in values and version.user_name != values.text("user"):
        return False
    if "mime" in values and facts.mime not in values.words("mime"):
        return False
    bots = {"bots": True, "nobots": False}.get(values.text("filterbots"))
    return bots is None or (role_of(version.user_name) is Role.BOT) is bots


def sha1_wanted(values: Values) -> str:
    """The hash that was asked for, in hexadecimal; "" if none was. Raises `ApiError`."""
    if "sha1" in values:
        sha1 = values.text("sha1").lower()
        if not _HEX.fullmatch(sha1):
            raise ApiError("invalidsha1hash", "The SHA1 hash provided is not valid.")
        return sha1
    if "sha1base36" in values:
        base36 = values.text("sha1base36").lower()
        if not _BASE36.fullmatch(base36):
            raise ApiError("invalidsha1base36hash", "The SHA1Base36 hash provided is not valid.")
        return f"{int(base36, 36):040x}"
    return ""


MODULE = Module(
    name="allimages",
    help="Alle Dateien.",
    prefix="ai",
    parameters=(
        choice("sort", "name", "timestamp", default="name"),
        choice("dir", "ascending", "descending", "newer", "older", default="ascending"),
        Parameter("from", help="Von diesem Namen an."),
        Parameter("to", help="Bis zu diesem Namen."),
        CONTINUE,
        Parameter("start", Type.TIMESTAMP),
        Parameter("end", Type.TIMESTAMP),
        choices(
            "prop",
            *(name for name in PROPS if name not in ("archivename", "thumbmime", "uploadwarning")),
            default="timestamp|url",
            help="Welche Angaben.",
        ),
        Parameter("prefix", help="Namen, die so anfangen."),
        Parameter("minsize", Type.INTEGER),
        Parameter("maxsize", Type.INTEGER),
        Parameter("sha1", help="Nur dieser Inhalt."),
        Parameter("sha1base36"),
        Parameter("user", Type.USER, "Nur von diesem Konto."),
        choice("filterbots", "all", "bots", "nobots", default="all"),
        Parameter("mime", help="Nur diese Arten.", multi=True),
        limit(),
    ),
    find=find,
)
