"""`prop=categoryinfo`: how many pages are in a category, as far as the caller may know of them."""

from __future__ import annotations

from collections.abc import Sequence

from ...services import services
from ...titles import CATEGORY, FILE
from .. import marks
from ..module import Call, Continue, Module, Subject
from ..parameters import CONTINUE, Values


def describe(call: Call, values: Values, subjects: Sequence[Subject]) -> Continue:
    """Count the members of those pages that are categories and have any."""
    for subject in subjects:
        title = subject.title
        if title is None or title.namespace != CATEGORY or marks.key(title.name) < values.text("continue"):
            continue
        spaces = [
            row.title.namespace
            for row in services().catalogue.walk_members(title.name)
            if call.sight.sees(row)
        ]
        if spaces:
            files, categories = spaces.count(FILE), spaces.count(CATEGORY)
            subject.data["categoryinfo"] = {
                "size": len(spaces), "pages": len(spaces) - files - categories, "files": files,
                "subcats": categories, "hidden": False,
            }  # fmt: skip
    return None


MODULE = Module(
    name="categoryinfo",
    help="Wie viele Seiten in Kategorien sind.",
    prefix="ci",
    parameters=(CONTINUE,),
    describe=describe,
)
