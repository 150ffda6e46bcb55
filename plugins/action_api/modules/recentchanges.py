"""`list=recentchanges`: what was changed, newest first, from the catalogue: nothing is ever forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import merge

from ...accounts import role_of
from ...gate import Role
from ...services import services
from ...storage.catalogue import PageRow, RevisionRow, Selection
from ...storage.events import CREATED, DELETED, Event, Events, number_of
from ...titles import Title
from ..changes import CHANGE_PARAMETERS, edit_entry, refuse_patrolling, select, wish
from ..errors import JSON, ApiError
from ..log_entries import NAMES, about, details, is_seen
from ..module import Call, Continue, Found, Module
from ..pages import one_page
from ..parameters import ALL_NAMESPACES_WANTED, Parameter, Type, Values, choice, choices, flag
from ..revision_entry import key, signature


def find(call: Call, values: Values) -> tuple[list[Found], Continue]:
    """Edits and what the log tells, in the order of saving; it goes on with a revision id."""
    if "tag" in values:  # nothing is tagged here
        return [], None
    kinds, show = set(values.words("type")), set(values.words("show"))
    if "user" in values and "excludeuser" in values:
        raise ApiError("invalidparammix", 'The parameters "user" and "excludeuser" can not be used together.')
    if any({name, f"!{name}"} <= show for name in _FLAGS):
        raise ApiError("show", "Incorrect parameter - mutually exclusive values may not be supplied.")
    refuse_patrolling(call, values)
    kinds = kinds or {"edit", "new", "log"}
    if "slot" in values:
        kinds -= {"log"}
    title, row = one_page(call, values.text("title"), None) if "title" in values else (None, None)
    selection = select(
        values,
        Selection(
            page_id=row.page_id if row else None,
            user=values.optional("user"),
            not_user=values.optional("excludeuser"),
            bot=wish(show, "bot"),
            minor=wish(show, "minor"),
            redirect=wish(show, "redirect"),
            new=None if {"edit", "new"} <= kinds else "new" in kinds,
            newest=True if values.flag("toponly") else None,
            edits_only=True,
        ),
    )
    if "anon" in show:  # Everybody who writes has an account.
        return [], None
    newer, streams = values.text("dir") == "newer", []
    if kinds & {"edit", "new"} and (title is None or row is not None):
        streams.append(_edits(call, values, selection, newest_first=not newer))
    if "log" in kinds and not selection.minor:
        streams.append(_logged(call, values, selection, title, newest_first=not newer))
    found: list[Found] = []
    for revision, item in merge(*streams, key=lambda one: one[0].rev_id, reverse=not newer):
        if len(found) == values.limit():
            return found, key(revision)
        found.append(item)
    return found, None


def _edits(
    call: Call, values: Values, selection: Selection, *, newest_first: bool
) -> Iterator[tuple[RevisionRow, Found]]:
    """The edits of pages that the caller may read."""
    for row in services().catalogue.select(selection, newest_first=newest_first):
        page = call.sight.page_by_id(row.page_id)
        if page is not None:
            yield row, Found(page, _entry(call, values, row, page))


def _logged(
    call: Call, values: Values, selection: Selection, title: Title | None, *, newest_first: bool
) -> Iterator[tuple[RevisionRow, Found]]:
    """What the log tells: all but that pages were made, which is told as edits."""
    start = selection.end if newest_first else selection.start
    events = Events(services().database).walk(
        newest_first=newest_first,
        start=None if start is None else number_of(start) - (not newest_first),
        kinds=set(NAMES) - {CREATED},
    )
    for event in events:
        row, page = event.revision, services().catalogue.page(about(event))
        if _fits(event, page, selection, title) and is_seen(call, event):
            yield row, Found(about(event), _log_entry(call, values, event, page))


def _fits(event: Event, page: PageRow | None, selection: Selection, title: Title | None) -> bool:
    """Whether an event is among what is asked for."""
    row, redirects = event.revision, page is not None and page.redirect
    return (
        title in (None, about(event))
        and selection.user in (None, row.user_name)
        and selection.not_user != row.user_name
        and (not selection.namespaces or about(event).namespace in selection.namespaces)
        and (selection.since is None or row.time >= selection.since)
        and (selection.until is None or row.time <= selection.until)
        and selection.bot in (None, _by_bot(row))
        and selection.redirect in (None, redirects)
        and (not selection.newest or (page is not None and page.latest == row.rev_id))
    )


def _by_bot(row: RevisionRow) -> bool:
    return role_of(row.user_name) is Role.BOT


def _log_entry(call: Call, values: Values, event: Event, page: PageRow | None) -> JSON:
    wanted, row, title = values.words("prop"), event.revision, about(event)
    shown: JSON = {"type": "log"}
    if "title" in wanted:
        shown |= {"ns": title.namespace, "title": title.full}
    if "ids" in wanted:
        rev_id = 0 if event.kind == DELETED else row.rev_id
        shown |= {"pageid": row.page_id, "revid": rev_id, "old_revid": 0, "rcid": row.rev_id}
    if "flags" in wanted:
        shown |= {"bot": _by_bot(row), "new": False, "minor": False}
    if "sizes" in wanted:
        shown |= {"oldlen": 0, "newlen": 0}
    if "redirect" in wanted:
        shown["redirect"] = page is not None and page.redirect
    if "sha1" in wanted and event.kind != DELETED and call.sight.page_by_id(row.page_id) is not None:
        shown["sha1"] = row.sha1
    if "loginfo" in wanted:
        kind, action = NAMES[event.kind]
        shown |= {"logid": event.number, "logtype": kind, "logaction": action, "logparams": details(event)}
    return shown | signature(call, row, wanted)


def _entry(call: Call, values: Values, row: RevisionRow, page: PageRow) -> JSON:
    wanted = values.words("prop")
    shown = edit_entry(wanted, row, page)
    if "ids" in wanted:
        shown["rcid"] = row.rev_id
    if "redirect" in wanted:
        shown["redirect"] = page.redirect
    if "sha1" in wanted:
        shown["sha1"] = row.sha1
    return shown | signature(call, row, wanted)


_FLAGS = ("anon", "autopatrolled", "bot", "minor", "patrolled", "redirect", "unpatrolled")

MODULE = Module(
    name="recentchanges",
    help="Die letzten Änderungen.",
    prefix="rc",
    parameters=(
        *CHANGE_PARAMETERS,
        ALL_NAMESPACES_WANTED,
        Parameter("user", Type.USER),
        Parameter("excludeuser", Type.USER),
        Parameter("tag"),
        choices(
            "prop", "user", "userid", "comment", "parsedcomment", "flags", "timestamp", "title", "ids", "sizes",
            "redirect", "patrolled", "loginfo", "tags", "sha1", default="title|timestamp|ids",
        ),
        choices("show", *_FLAGS, *(f"!{name}" for name in _FLAGS if name != "unpatrolled")),
        choices(
            "type", "edit", "new", "log", "external", "categorize", default="edit|new|log|categorize"
        ),
        flag("toponly", "Nur neueste Versionen."),
        Parameter("title"),
        flag("generaterevisions"),
        choice("slot", "main"),
    ),
    find=find,
)  # fmt: skip
