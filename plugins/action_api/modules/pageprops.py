"""`prop=pageprops`: what pages say of themselves by magic words. None of those that are kept there exists here."""

from __future__ import annotations

from collections.abc import Sequence

from .. import marks
from ..module import Call, Continue, Module, Subject
from ..parameters import CONTINUE, Parameter, Values


def describe(call: Call, values: Values, subjects: Sequence[Subject]) -> Continue:
    """Say nothing of any page."""
    if mark := values.text("continue"):
        marks.number(mark)
    return None


MODULE = Module(
    name="pageprops",
    help="Eigenschaften von Seiten; hier werden keine geführt.",
    prefix="pp",
    parameters=(CONTINUE, Parameter("prop", multi=True)),
    describe=describe,
)
