"""`prop=iwlinks`: there are none here; clients ask all the same."""

from __future__ import annotations

from collections.abc import Sequence

from .. import marks
from ..errors import ApiError
from ..module import Call, Continue, Module, Subject
from ..parameters import CONTINUE, Parameter, Values, choice, choices, limit


def describe(call: Call, values: Values, subjects: Sequence[Subject]) -> Continue:
    """Say nothing of any page."""
    if values.optional("title") is not None and values.optional("prefix") is None:
        raise ApiError("invalidparammix", 'The "title" parameter can only be used with "prefix".')
    if any(subject.row is not None for subject in subjects):
        marks.parts(values, 3)
    return None


MODULE = Module(
    name="iwlinks",
    help="Verweise auf andere Wikis; hier gibt es keine.",
    prefix="iw",
    parameters=(
        choices("prop", "url"),
        Parameter("prefix"),
        Parameter("title"),
        choice("dir", "ascending", "descending", default="ascending"),
        limit(),
        CONTINUE,
    ),
    describe=describe,
)
