"""`list=usercontribs`: what an account has written."""

from __future__ import annotations

from ...storage.catalogue import PageRow, RevisionRow, Selection
from ..changes import CHANGE_PARAMETERS, select, walk
from ..errors import JSON
from ..module import Call, Continue, Found, Module
from ..parameters import Parameter, Type, Values, choices
from ..revision_entry import entry


def find(call: Call, values: Values) -> tuple[list[Found], Continue]:
    """One account's revisions in the order of saving; it goes on with a revision id."""
    show = set(values.words("show"))
    wishes = {
        name: True if name in show else False if f"!{name}" in show else None
        for name in ("minor", "new", "top")
    }
    selection = select(
        values,
        Selection(user=values.text("user"), minor=wishes["minor"], new=wishes["new"], newest=wishes["top"]),
    )
    return walk(call, values, selection, lambda row, page: _entry(call, values, row, page))


def _entry(call: Call, values: Values, row: RevisionRow, page: PageRow) -> JSON:
    wanted = values.words("prop")
    shown: JSON = {"userid": call.user_id_of(row.user_name), "user": row.user_name}
    if "ids" in wanted:
        shown["pageid"] = page.page_id
    if "title" in wanted:
        shown |= {"ns": page.title.namespace, "title": page.title.full}
    if "flags" in wanted:
        shown |= {"new": not row.parent_id, "top": row.rev_id == page.latest}
    return shown | entry(call, row, set(wanted) - {"user", "userid", "content"}, slots=False)


_FLAGS = ("autopatrolled", "minor", "new", "patrolled", "top")

MODULE = Module(
    name="usercontribs",
    help="Die Beiträge eines Kontos.",
    prefix="uc",
    parameters=(
        *CHANGE_PARAMETERS,
        Parameter("user", Type.USER, required=True),
        choices(
            "prop", "ids", "title", "timestamp", "comment", "parsedcomment", "size", "sizediff", "flags",
            "patrolled", "tags", default="ids|title|timestamp|comment|size|flags",
        ),
        choices("show", *_FLAGS, *(f"!{name}" for name in _FLAGS)),
    ),
    find=find,
)  # fmt: skip
