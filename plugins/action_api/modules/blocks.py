"""`list=blocks`: accounts that may not write. Nobody is blocked here: the gate says who writes what, and when."""

from __future__ import annotations

from .. import marks
from ..module import Call, Continue, Found, Module
from ..parameters import CONTINUE, Parameter, Type, Values, choice, choices, limit


def find(call: Call, values: Values) -> tuple[list[Found], Continue]:
    """None."""
    marks.parts(values, 2)
    return [], None


MODULE = Module(
    name="blocks",
    help="Gesperrte Konten; hier gibt es keine.",
    prefix="bk",
    parameters=(
        Parameter("start", Type.TIMESTAMP),
        Parameter("end", Type.TIMESTAMP),
        choice("dir", "newer", "older", default="older"),
        Parameter("ids", Type.INTEGER, multi=True),
        Parameter("users", Type.USER, multi=True),
        Parameter("ip"),
        limit(),
        choices(
            "prop", "id", "user", "userid", "by", "byid", "timestamp", "expiry", "reason", "range", "flags",
            "restrictions", default="id|user|by|timestamp|expiry|reason|flags",
        ),
        choices("show", "account", "!account", "temp", "!temp", "ip", "!ip", "range", "!range"),
        CONTINUE,
    ),
    find=find,
    pages=False,
)  # fmt: skip
