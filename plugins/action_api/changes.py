"""Walking through revisions of the whole wiki: what `recentchanges`, `usercontribs` and `watchlist` share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ..gate import Role
from ..services import services
from ..storage.catalogue import PageRow, RevisionRow, Selection
from . import marks
from .errors import JSON, ApiError
from .module import Call, Continue, Found
from .parameters import CONTINUE, Parameter, Type, Values, choice, limit
from .revision_entry import key

CHANGE_PARAMETERS = (
    Parameter("start", Type.TIMESTAMP, "Wo angefangen wird."),
    Parameter("end", Type.TIMESTAMP, "Wo aufgehört wird."),
    choice("dir", "newer", "older", default="older"),
    limit(),
    CONTINUE,
)
"""`namespace` is not among them: some lists take namespaces without pages, others do not."""


_PATROLLING = {"patrolled", "!patrolled", "unpatrolled", "autopatrolled", "!autopatrolled"}


def refuse_patrolling(call: Call, values: Values) -> None:
    """Who is no moderator may not ask what was patrolled, though nothing is. Raises `ApiError` permissiondenied."""
    asked = {*values.words("show"), *({"patrolled"} & set(values.words("prop")))}
    if asked & _PATROLLING and call.actor.role is not Role.MODERATOR:
        raise ApiError("permissiondenied", 'You need the "patrol" right to request the patrolled flag.')


def select(values: Values, selection: Selection) -> Selection:
    """Narrow a selection by time, namespaces and where it goes on."""
    newer = values.text("dir") == "newer"
    begin, end, mark = values.number("start"), values.number("end"), _mark(values)
    return replace(
        selection,
        namespaces=values.numbers("namespace"),
        since=begin if newer else end,
        until=end if newer else begin,
        start=mark if newer else None,
        end=None if newer else mark,
    )


def wish(show: set[str], name: str) -> bool | None:
    """What `show` says of a mark: True for `name`, False for `!name`, None if it says nothing."""
    if name in show:
        return True
    return False if f"!{name}" in show else None


def edit_entry(wanted: Sequence[str], row: RevisionRow, page: PageRow) -> JSON:
    """What lists of changes tell of an edit alike; who made it and when is `signature`'s."""
    shown: JSON = {"type": "edit" if row.parent_id else "new"}
    if "title" in wanted:
        shown |= {"ns": page.title.namespace, "title": page.title.full}
    if "ids" in wanted:
        shown |= {"pageid": page.page_id, "revid": row.rev_id, "old_revid": row.parent_id}
    if "flags" in wanted:
        shown |= {"bot": row.bot, "new": not row.parent_id, "minor": row.minor}
    if "sizes" in wanted:
        parent = services().catalogue.revision(row.parent_id) if row.parent_id else None
        shown |= {"oldlen": parent.size if parent else 0, "newlen": row.size}
    return shown


def walk(
    call: Call, values: Values, selection: Selection, show: Callable[[RevisionRow, PageRow], JSON]
) -> tuple[list[Found], Continue]:
    """The selected revisions of pages that the caller may read, up to the limit."""
    found: list[Found] = []
    rows = services().catalogue.select(selection, newest_first=values.text("dir") != "newer")
    for row in rows:
        page = call.sight.page_by_id(row.page_id)
        if page is None:
            continue
        if len(found) == values.limit():
            return found, key(row)
        found.append(Found(page, show(row, page)))
    return found, None


def _mark(values: Values) -> int | None:
    found = marks.parts(values, 2)
    return found and marks.number(found[1])  # type: ignore[return-value]
