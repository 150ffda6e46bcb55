"""`list=allrevisions`: the revisions of the whole wiki, beneath their pages."""

from __future__ import annotations

from ...services import services
from ...storage.catalogue import Selection
from .. import marks
from ..changes import select
from ..errors import JSON, ApiError
from ..module import Call, Continue, Found, Module
from ..parameters import CONTINUE, NAMESPACES_WANTED, Parameter, Type, Values, choice, flag
from ..revision_entry import SHOWING, key, most, show

MAX_BYTES = 8_000_000
"""As much content as one reply holds, about; more is continued."""


def find(call: Call, values: Values) -> tuple[list[Found], Continue]:
    """Revisions in the order of saving, those of a page together; it goes on with a revision id."""
    if "user" in values and "excludeuser" in values:
        raise ApiError("invalidparammix", 'The parameters "user" and "excludeuser" can not be used together.')
    marks.parts(values, 2)
    content = "content" in values.words("prop")
    limit = most(call, values, "allrevisions")
    selection = select(
        values, Selection(user=values.optional("user"), not_user=values.optional("excludeuser"))
    )
    found: dict[int, Found] = {}
    count, room = 0, MAX_BYTES
    for row in services().catalogue.select(selection, newest_first=values.text("dir") != "newer"):
        page = call.sight.page_by_id(row.page_id)
        if page is None:
            continue
        if count == limit or room <= 0:
            return list(found.values()), key(row)
        count, room = count + 1, room - (row.size if content else 0)
        if page.page_id not in found:
            entry: JSON = {
                "pageid": page.page_id, "revisions": [], "ns": page.title.namespace, "title": page.title.full,
            }  # fmt: skip
            found[page.page_id] = Found(page, entry)
        shown = found[page.page_id].entry["revisions"]
        assert isinstance(shown, list)
        shown.append(show(call, values, row))
    return list(found.values()), None


MODULE = Module(
    name="allrevisions",
    help="Alle Versionen.",
    prefix="arv",
    parameters=(
        *SHOWING,
        Parameter("user", Type.USER),
        NAMESPACES_WANTED,
        Parameter("start", Type.TIMESTAMP, "Wo angefangen wird."),
        Parameter("end", Type.TIMESTAMP, "Wo aufgehört wird."),
        choice("dir", "newer", "older", default="older"),
        Parameter("excludeuser", Type.USER),
        CONTINUE,
        flag("generatetitles"),
    ),
    find=find,
)
