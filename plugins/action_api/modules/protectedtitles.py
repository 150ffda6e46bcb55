"""`list=protectedtitles`: names under which nobody may make a page. Here nobody but the moderation makes any."""

from __future__ import annotations

from .. import marks
from ..module import Call, Continue, Found, Module
from ..parameters import CONTINUE, NAMESPACES_WANTED, Parameter, Type, Values, choice, choices, limit


def find(call: Call, values: Values) -> tuple[list[Found], Continue]:
    """None."""
    marks.parts(values, 3)
    return [], None


MODULE = Module(
    name="protectedtitles",
    help="Namen, die niemand vergeben kann; hier gibt es keine eigens gesperrten.",
    prefix="pt",
    parameters=(
        NAMESPACES_WANTED,
        choices("level", "autoconfirmed", "sysop"),
        limit(),
        choice("dir", "newer", "older", default="older"),
        Parameter("start", Type.TIMESTAMP),
        Parameter("end", Type.TIMESTAMP),
        choices(
            "prop", "timestamp", "user", "userid", "comment", "parsedcomment", "expiry", "level",
            default="timestamp|level",
        ),
        CONTINUE,
    ),
    find=find,
)  # fmt: skip
