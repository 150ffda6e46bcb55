"""`list=recentchanges`: what was changed, newest first, from the catalogue: nothing is ever forgotten."""

from __future__ import annotations

from ...services import services
from ...storage.catalogue import PageRow, RevisionRow, Selection
from ..changes import CHANGE_PARAMETERS, refuse_patrolling, select, walk
from ..errors import JSON, ApiError
from ..module import Call, Continue, Found, Module
from ..pages import one_page
from ..parameters import ALL_NAMESPACES_WANTED, Parameter, Type, Values, choice, choices, flag
from ..revision_entry import signature


def find(call: Call, values: Values) -> tuple[list[Found], Continue]:
    """Changes in the order of saving; it goes on with a revision id."""
    if "tag" in values:  # nothing is tagged here
        return [], None
    kinds, show = set(values.words("type")), set(values.words("show"))
    if "user" in values and "excludeuser" in values:
        raise ApiError("invalidparammix", 'The parameters "user" and "excludeuser" can not be used together.')
    if any({name, f"!{name}"} <= show for name in _FLAGS):
        raise ApiError("show", "Incorrect parameter - mutually exclusive values may not be supplied.")
    refuse_patrolling(call, values)
    kinds = kinds or {"edit", "new"}
    if not kinds & {"edit", "new"}:
        return [], None
    page_id = None
    if "title" in values:
        _, row = one_page(call, values.text("title"), None)
        if row is None:
            return [], None
        page_id = row.page_id
    selection = select(
        values,
        Selection(
            page_id=page_id,
            user=values.optional("user"),
            not_user=values.optional("excludeuser"),
            bot=_wish(show, "bot"),
            minor=_wish(show, "minor"),
            redirect=_wish(show, "redirect"),
            new=None if {"edit", "new"} <= kinds else "new" in kinds,
            newest=True if values.flag("toponly") else None,
        ),
    )
    if "anon" in show:  # Everybody who writes has an account.
        return [], None
    return walk(call, values, selection, lambda row, page: _entry(call, values, row, page))


def _entry(call: Call, values: Values, row: RevisionRow, page: PageRow) -> JSON:
    wanted = values.words("prop")
    shown: JSON = {"type": "edit" if row.parent_id else "new"}
    if "title" in wanted:
        shown |= {"ns": page.title.namespace, "title": page.title.full}
    if "ids" in wanted:
        shown |= {
            "pageid": page.page_id, "revid": row.rev_id, "old_revid": row.parent_id, "rcid": row.rev_id,
        }  # fmt: skip
    if "flags" in wanted:
        shown |= {"bot": row.bot, "new": not row.parent_id, "minor": row.minor}
    if "sizes" in wanted:
        parent = services().catalogue.revision(row.parent_id) if row.parent_id else None
        shown |= {"oldlen": parent.size if parent else 0, "newlen": row.size}
    if "redirect" in wanted:
        shown["redirect"] = page.redirect
    if "sha1" in wanted:
        shown["sha1"] = row.sha1
    return shown | signature(call, row, wanted)


def _wish(show: set[str], name: str) -> bool | None:
    if name in show:
        return True
    return False if f"!{name}" in show else None


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
