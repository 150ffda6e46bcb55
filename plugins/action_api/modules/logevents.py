"""`list=logevents`: what was made, moved, taken down, restored, protected and uploaded."""

from __future__ import annotations

from collections.abc import Iterator

from ...services import services
from ...storage.events import Event, Events
from ...titles import Title
from .. import marks, new_accounts
from ..errors import JSON
from ..log_entries import NAMES, about, details, is_seen
from ..module import Call, Continue, Found, Module
from ..parameters import CONTINUE, Parameter, Type, Values, choice, choices, limit
from ..revision_entry import signature
from ..timestamps import compact


def find(call: Call, values: Values) -> tuple[list[Found], Continue]:
    """Events in the order of saving; it goes on with an event's number."""
    found: list[Found] = []
    if "tag" in values:  # nothing is tagged here
        return found, None
    if new_accounts.asked(values):
        return new_accounts.find(call, values)
    for event in _events(call, values):
        if len(found) == values.limit():
            return found, f"{compact(event.revision.time)}|{event.number}"
        found.append(Found(event.title, _entry(call, event, values.words("prop"))))
    return found, None


def _events(call: Call, values: Values) -> Iterator[Event]:
    mark = marks.parts(values, 2)
    newer = values.text("dir") == "newer"
    first, last = (values.number("start"), values.number("end"))[:: 1 if newer else -1]
    title = Title.parse(values.text("title")) if "title" in values else None
    kinds = [
        kind
        for kind, (type_, action) in NAMES.items()
        if values.optional("type") in (None, type_)
        and values.optional("action") in (None, f"{type_}/{action}")
    ]
    events = Events(services().database).walk(
        newest_first=not newer, start=marks.number(mark[1]) if mark else None, kinds=kinds
    )
    for event in events:
        if (title is not None and about(event) != title) or not _fits(event, values):
            continue
        if (first is not None and event.revision.time < first) or (
            last is not None and event.revision.time > last
        ):
            continue
        if is_seen(call, event):
            yield event


def _fits(event: Event, values: Values) -> bool:
    space = values.number("namespace")
    if space is not None and about(event).namespace != space:
        return False
    return values.optional("user") in (None, event.revision.user_name)


def _entry(call: Call, event: Event, wanted: tuple[str, ...]) -> JSON:
    title, (kind, action) = about(event), NAMES[event.kind]
    shown: JSON = {"logid": event.number} if "ids" in wanted else {}
    if "title" in wanted:
        shown |= {"ns": title.namespace, "title": title.full}
    if "ids" in wanted:
        now = services().catalogue.page(title)
        shown["pageid"] = now.page_id if now and call.sight.sees(now) else 0
        shown["logpage"] = event.revision.page_id
    if "details" in wanted:
        shown["params"] = details(event)
    if "type" in wanted:
        shown |= {"type": kind, "action": action}
    return shown | signature(call, event.revision, wanted)


_TYPES = ("", *sorted({new_accounts.TYPE, *(kind for kind, _ in NAMES.values())}))
_ACTIONS = tuple(sorted((new_accounts.ACTION, *(f"{kind}/{action}" for kind, action in NAMES.values()))))

MODULE = Module(
    name="logevents",
    help="Was angelegt, verschoben, gelöscht, wiederhergestellt, geschützt und hochgeladen wurde.",
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
