"""`list=pagepropnames`: what pages say of themselves by magic words. None of it is kept here."""

from __future__ import annotations

from .. import marks
from ..module import Call, Continue, Found, Module
from ..parameters import CONTINUE, Values, limit


def find(call: Call, values: Values) -> tuple[list[Found], Continue]:
    """None."""
    marks.parts(values, 1)
    return [], None


MODULE = Module(
    name="pagepropnames",
    help="Eigenschaften, die Seiten haben können; hier werden keine geführt.",
    prefix="ppn",
    parameters=(limit(), CONTINUE),
    find=find,
    pages=False,
)
