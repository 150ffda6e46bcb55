"""`prop=langlinks`: there are none here; clients ask all the same."""

from __future__ import annotations

from collections.abc import Sequence

from .. import marks
from ..errors import ApiError
from ..module import Call, Continue, Module, Subject
from ..parameters import CONTINUE, Parameter, Values, choice, choices, limit


def describe(call: Call, values: Values, subjects: Sequence[Subject]) -> Continue:
    """Say nothing of any page."""
    if values.optional("title") is not None and values.optional("lang") is None:
        raise ApiError("invalidparammix", 'The "title" parameter can only be used with "lang".')
    if any(subject.row is not None for subject in subjects):
        marks.parts(values, 2)
    return None


MODULE = Module(
    name="langlinks",
    help="Verweise auf andere Sprachen; hier gibt es keine.",
    prefix="ll",
    parameters=(
        choices("prop", "url", "langname", "autonym"),
        Parameter("lang"),
        Parameter("title"),
        choice("dir", "ascending", "descending", default="ascending"),
        Parameter("inlanguagecode", default="de"),
        limit(),
        CONTINUE,
    ),
    describe=describe,
)
