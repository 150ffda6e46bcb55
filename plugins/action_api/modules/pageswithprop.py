"""`list=pageswithprop`: pages that say something of themselves by a magic word. None of it is kept here."""

from __future__ import annotations

from .. import marks
from ..module import Call, Continue, Found, Module
from ..parameters import CONTINUE, Parameter, Values, choice, choices, limit


def find(call: Call, values: Values) -> tuple[list[Found], Continue]:
    """None."""
    marks.parts(values, 1)
    return [], None


MODULE = Module(
    name="pageswithprop",
    help="Seiten mit einer Eigenschaft; hier werden keine geführt.",
    prefix="pwp",
    parameters=(
        Parameter("propname", help="Welche.", required=True),
        choices("prop", "ids", "title", "value", default="ids|title"),
        limit(),
        choice("dir", "ascending", "descending", default="ascending"),
        CONTINUE,
    ),
    find=find,
)
