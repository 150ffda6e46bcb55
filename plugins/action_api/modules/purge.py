"""`action=purge`: nothing is cached here past a page's own change, so there is nothing to do."""

from __future__ import annotations

from ..errors import JSON
from ..module import Call, Module
from ..pages import PageSet
from ..parameters import Parameter, Type, Values, flag


def answer(call: Call, values: Values) -> JSON:
    """Say of each page that it is purged, or missing."""
    pages = PageSet(call)
    pages.add_titles(values.words("titles"), follow=values.flag("redirects"))
    pages.add_ids(values.numbers("pageids"))
    pages.add_revisions(values.numbers("revids"))
    reply: JSON = {
        "batchcomplete": True,
        "purge": [
            {name: part for name, part in subject.data.items() if name != "pageid"}
            | _purged(subject.row is not None)
            for subject in pages.subjects
        ],
    }
    if pages.normalized:
        reply["normalized"] = pages.normalized
    if pages.redirects:
        reply["redirects"] = pages.redirects
    return reply


def _purged(there: bool) -> JSON:
    return {"purged": True} if there else {}


MODULE = Module(
    name="purge",
    help="Frischt Seiten auf.",
    parameters=(
        Parameter("titles", multi=True),
        Parameter("pageids", Type.INTEGER, multi=True),
        Parameter("revids", Type.INTEGER, multi=True),
        flag("redirects"),
        flag("converttitles"),
        flag("forcelinkupdate"),
        flag("forcerecursivelinkupdate"),
        Parameter("continue"),
    ),
    answer=answer,
    posted=True,
)
