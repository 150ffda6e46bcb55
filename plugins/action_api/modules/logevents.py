"""`list=logevents`: what was made, moved, taken down, restored and protected.

What was taken down is told to moderators alone: to everybody else it is not there.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...services import services
from ...storage.catalogue import PageRow
from ...storage.events import CREATED, DELETED, MOVED, PROTECTED, RESTORED, Event, Events
from ...titles import Title
from .. import marks
from ..errors import JSON
from ..module import Call, Continue, Found, Module
from ..parameters import CONTINUE, Parameter, Type, Values, choice, choices, limit
from ..revision_entry import signature
from ..timestamps import compact, iso

_NAMES = {
    CREATED: ("create", "create"), MOVED: ("move", "move"), DELETED: ("delete", "delete"),
    RESTORED: ("delete", "restore"), PROTECTED: ("protect", "protect"),
}  # fmt: skip
"""Kind of event → MediaWiki's type and action."""


def find(call: Call, values: Values) -> tuple[list[Found], Continue]:
    """Events in the order of saving; it goes on with a revision id, which is the event's number too."""
    found: list[Found] = []
    if "tag" in values:  # nothing is tagged here
        return found, None
    for event, page in _events(call, values):
        if len(found) == values.limit():
            return found, f"{compact(event.revision.time)}|{event.revision.rev_id}"
        found.append(Found(page or event.title, _entry(call, event, page, values.words("prop"))))
    return found, None


def _events(call: Call, values: Values) -> Iterator[tuple[Event, PageRow | None]]:
    mark = marks.parts(values, 2)
    newer = values.text("dir") == "newer"
    first, last = (values.number("start"), values.number("end"))[:: 1 if newer else -1]
    title = Title.parse(values.text("title")) if "title" in values else None
    events = Events(services().database).walk(
        newest_first=not newer, start=marks.number(mark[1]) if mark else None
    )
    for event in events:
        kind, action = _NAMES[event.kind]
        if values.optional("type") not in (None, kind) or values.optional("action") not in (
            None,
            f"{kind}/{action}",
        ):
            continue
        about = event.old_title or event.title
        if (title is not None and about != title) or not _fits(event, about, values):
            continue
        if (first is not None and event.revision.time < first) or (
            last is not None and event.revision.time > last
        ):
            continue
        page = services().catalogue.page_by_id(event.revision.page_id)
        if (
            page is None
            or not call.sight.sees(page)
            or (page.deleted and "deletedhistory" not in call.rights)
        ):
            continue
        yield event, page


def _fits(event: Event, about: Title, values: Values) -> bool:
    space = values.number("namespace")
    if space is not None and about.namespace != space:
        return False
    return values.optional("user") in (None, event.revision.user_name)


def _entry(call: Call, event: Event, page: PageRow | None, wanted: tuple[str, ...]) -> JSON:
    row = event.revision
    kind, action = _NAMES[event.kind]
    about = event.old_title or event.title
    shown: JSON = {"logid": row.rev_id} if "ids" in wanted else {}
    if "title" in wanted:
        shown |= {"ns": about.namespace, "title": about.full}
    if "ids" in wanted:
        now = services().catalogue.page(about)
        shown |= {"pageid": now.page_id if now and call.sight.sees(now) else 0, "logpage": row.page_id}
    if "details" in wanted:
        shown["params"] = _details(event)
    if "type" in wanted:
        shown |= {"type": kind, "action": action}
    return shown | signature(call, row, wanted)


def _details(event: Event) -> JSON:
    if event.kind == MOVED:
        suppressed = services().catalogue.page(event.old_title) is None if event.old_title else True
        return {
            "target_ns": event.title.namespace, "target_title": event.title.full, "suppressredirect": suppressed,
        }  # fmt: skip
    if event.kind == PROTECTED:
        details = [
            {"type": kind, "level": level, "expiry": iso(expiry) if expiry else "infinite", "cascade": False}
            for kind, (level, expiry) in event.protection.items()
        ]
        return {"details": details, "cascade": False}
    return {}


_TYPES = ("", *sorted({kind for kind, _ in _NAMES.values()}))
_ACTIONS = tuple(sorted(f"{kind}/{action}" for kind, action in _NAMES.values()))

MODULE = Module(
    name="logevents",
    help="Was angelegt, verschoben, gelöscht, wiederhergestellt und geschützt wurde.",
    prefix="le",
    parameters=(
        choices(
            "prop", "ids", "title", "type", "user", "userid", "timestamp", "comment", "parsedcomment",
            "details", "tags",
            default="ids|title|type|user|timestamp|comment|details",
        ),
        choice("type", *_TYPES),
        Parameter("action", Type.CHOICE, choices=_ACTIONS, refusal="unknown_leaction"),
        Parameter("start", Type.TIMESTAMP, "Wo angefangen wird."),
        Parameter("end", Type.TIMESTAMP, "Wo aufgehört wird."),
        choice("dir", "newer", "older", default="older"),
        Parameter("user", Type.USER),
        Parameter("title"),
        Parameter("namespace", Type.NAMESPACE, further=(-2, -1)),
        Parameter("tag"),
        limit(),
        CONTINUE,
    ),
    find=find,
    pages=False,
)  # fmt: skip
