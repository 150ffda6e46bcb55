"""`action=purge`: nothing is cached here past a page's own change, so there is nothing to do."""

from __future__ import annotations

from .. import marks
from ..errors import JSON, ApiError
from ..module import Call, Module, Subject
from ..pages import PageSet
from ..parameters import Parameter, Type, Values, flag


def answer(call: Call, values: Values) -> JSON:
    """Say of each page that it is purged, or missing."""
    named = [name for name in ("titles", "pageids", "revids") if name in values]
    if len(named) > 1:
        raise ApiError(
            "multisource", f'The "{named[1]}" parameter cannot be used together with "{named[0]}".'
        )
    if values.text("continue"):
        marks.parts(values, 2, sign="||")
    pages, follow = PageSet(call), values.flag("redirects")
    pages.add_titles(values.words("titles"), follow=follow)
    pages.add_ids(values.numbers("pageids"), follow=follow)
    pages.add_revisions(values.numbers("revids"))
    linked = values.flag("forcelinkupdate") or values.flag("forcerecursivelinkupdate")
    reply: JSON = {
        "batchcomplete": True,
        "purge": [
            {name: part for name, part in subject.data.items() if name != "pageid"}
            | _purged(subject.row is not None, linked=linked)
            for subject in sorted(pages.subjects, key=_order)
        ],
    }
    if pages.normalized:
        reply["normalized"] = pages.normalized
    if pages.redirects:
        reply["redirects"] = pages.redirects
    return reply


def _order(subject: Subject) -> tuple[bool, bool, int, str]:
    """What is no page comes first, then pages by namespace and name; the rest as it was named."""
    there, title = subject.row is not None, subject.title
    space, name = (title.namespace, title.name) if title and there else (-subject.key, "")
    return there, "invalid" not in subject.data, space, name


def _purged(there: bool, *, linked: bool) -> JSON:
    if not there:
        return {}
    return {"purged": True, "linkupdate": True} if linked else {"purged": True}


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
