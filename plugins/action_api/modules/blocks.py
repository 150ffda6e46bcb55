"""`list=blocks`: accounts that may not write. Nobody is blocked here: the gate says who writes what, and when."""

from __future__ import annotations

from ipaddress import ip_network

from .. import marks
from ..errors import ApiError
from ..module import Call, Continue, Found, Module
from ..parameters import CONTINUE, Parameter, Type, Values, choice, choices, limit


def find(call: Call, values: Values) -> tuple[list[Found], Continue]:
    """None; what cannot be asked for is refused."""
    marks.parts(values, 2)
    if "ip" in values and not _is_address(values.text("ip")):
        raise ApiError("param_ip", "IP parameter is not valid.")
    wanted = values.words("show")
    if any(f"!{word}" in wanted for word in wanted):
        raise ApiError("show", "Incorrect parameter - mutually exclusive values may not be supplied.")
    return [], None


def _is_address(text: str) -> bool:
    try:
        ip_network(text, strict=False)
    except ValueError:
        return False
    return True


MODULE = Module(
    name="blocks",
    help="Gesperrte Konten; hier gibt es keine.",
    prefix="bk",
    parameters=(
        Parameter("start", Type.TIMESTAMP),
        Parameter("end", Type.TIMESTAMP),
        choice("dir", "newer", "older", default="older"),
        Parameter("ids", Type.INTEGER, multi=True),
        Parameter("users", Type.USER, multi=True, by_id=False),
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
