"""Links to other wikis and to other languages: there are none here; what `prop=iwlinks` and `langlinks` share."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from . import marks
from .errors import ApiError
from .module import Call, Continue, Subject
from .parameters import Values


def none_of(by: str, parts: int) -> Callable[[Call, Values, Sequence[Subject]], Continue]:
    """Says nothing of any page. `by` is the parameter that `title` takes; a mark to go on at has so many parts."""

    def describe(call: Call, values: Values, subjects: Sequence[Subject]) -> Continue:
        if values.optional("title") is not None and values.optional(by) is None:
            raise ApiError("invalidparammix", f'The "title" parameter can only be used with "{by}".')
        if any(subject.row is not None for subject in subjects):
            marks.parts(values, parts)
        return None

    return describe
