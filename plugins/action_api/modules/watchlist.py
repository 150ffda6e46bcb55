"""`list=watchlist`: what was changed on the pages that the caller watches."""

from __future__ import annotations

from ...storage.catalogue import PageRow, RevisionRow, Selection
from ..changes import CHANGE_PARAMETERS, edit_entry, refuse_patrolling, select, walk, wish
from ..errors import JSON, ApiError
from ..module import Call, Continue, Found, Module
from ..parameters import NAMESPACES_WANTED, Parameter, Type, Values, choices, flag
from ..revision_entry import signature
from ..watched import whose

FLAGS = ("minor", "bot", "anon", "patrolled", "autopatrolled", "unread")
TYPES = ("edit", "new", "log", "external", "categorize")
WHOSE = (Parameter("owner", Type.USER, by_id=False, by_address=False), Parameter("token", secret=True))
"""Another account's list by its key; no account has one here."""


def find(call: Call, values: Values) -> tuple[list[Found], Continue]:
    """The newest change of each page, or with `allrev` all of them; it goes on with a revision id."""
    user_id = whose(call, values)
    show = set(values.words("show"))
    if any({name, f"!{name}"} <= show for name in FLAGS):
        raise ApiError("show", "Incorrect parameter - mutually exclusive values may not be supplied.")
    refuse_patrolling(call, values)
    if "user" in values and "excludeuser" in values:
        raise ApiError("invalidparammix", 'The parameters "user" and "excludeuser" can not be used together.')
    kinds = set(values.words("type") or TYPES) & {"edit", "new"}
    if not kinds or show & {"anon", "patrolled", "autopatrolled", "unread"}:
        return [], None
    selection = Selection(
        watched_by=user_id,
        user=values.optional("user"),
        not_user=values.optional("excludeuser"),
        bot=wish(show, "bot"),
        minor=wish(show, "minor"),
        new=None if len(kinds) == 2 else "new" in kinds,
        newest=None if values.flag("allrev") else True,
    )
    return walk(call, values, select(values, selection), lambda row, page: _entry(call, values, row, page))


def _entry(call: Call, values: Values, row: RevisionRow, page: PageRow) -> JSON:
    wanted = values.words("prop")
    shown = edit_entry(wanted, row, page)
    if "patrol" in wanted:
        shown |= {"patrolled": False, "autopatrolled": False, "unpatrolled": False}
    if "notificationtimestamp" in wanted:
        shown["notificationtimestamp"] = ""
    if "expiry" in wanted:
        shown["expiry"] = False
    if "userid" in wanted:
        shown["user"] = call.user_id_of(row.user_name)  # MediaWiki's way, unless the name is wanted too
    if {"user", "userid"} & set(wanted):
        shown["anon"] = False
    return shown | signature(call, row, wanted)


MODULE = Module(
    name="watchlist",
    help="Die Änderungen an den Seiten, die der Aufrufer beobachtet.",
    prefix="wl",
    parameters=(
        *CHANGE_PARAMETERS,
        flag("allrev", "Alle Änderungen, nicht nur die neueste jeder Seite."),
        NAMESPACES_WANTED,
        Parameter("user", Type.USER),
        Parameter("excludeuser", Type.USER),
        choices(
            "prop", "ids", "title", "flags", "user", "userid", "comment", "parsedcomment", "timestamp", "patrol",
            "sizes", "notificationtimestamp", "loginfo", "tags", "expiry", default="ids|title|flags",
        ),
        choices("show", *(sign + name for name in FLAGS for sign in ("", "!"))),
        choices("type", *TYPES, default="edit|new|log|categorize"),
        *WHOSE,
    ),
    find=find,
)  # fmt: skip
