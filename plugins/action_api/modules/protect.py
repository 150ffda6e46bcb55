"""`action=protect`: keep changes of a page to the staff, for ever or until a time; it ends by itself."""

from __future__ import annotations

from ...errors import PageMissing, PermissionDenied
from ...services import services
from ...storage import lifecycle
from ...storage.restrictions import FILE_KINDS, KINDS, LEVELS
from ...titles import FILE, Title
from .. import timestamps
from ..errors import JSON, ApiError
from ..expiry import FOREVER, seconds
from ..module import Call, Module
from ..pages import one_page
from ..parameters import WATCHLIST, Parameter, Type, Values, flag, token
from ..summaries import TAGS, refuse_tags, summary_of


def answer(call: Call, values: Values) -> JSON:
    """Say what is kept now, and until when."""
    title, page = one_page(call, values.optional("title"), values.number("pageid"))
    if "protect" not in call.rights:
        raise PermissionDenied("Schützen kann nur die Moderation.")
    refuse_tags(values)
    wanted, told = _wanted(values, title, exists=page is not None)
    if page is None:
        raise PageMissing(f"Die Seite „{title.full}“ gibt es nicht.")
    lifecycle.protect(page, wanted, summary=summary_of(values.text("reason")))
    shown: JSON = {"title": title.full, "reason": values.text("reason"), "protections": told}
    if values.flag("cascade"):
        shown["cascade"] = True
    return {"protect": shown}


def _wanted(values: Values, title: Title, *, exists: bool) -> tuple[dict[str, tuple[str, int]], list[JSON]]:
    asked, expiries = values.words("protections"), values.words("expiry")
    if len(expiries) != len(asked):
        if len(expiries) != 1:
            raise ApiError(
                "toofewexpiries", f"{len(expiries)} expiry timestamps were provided, {len(asked)} needed."
            )
        expiries = expiries * len(asked)
    wanted: dict[str, tuple[str, int]] = {}
    told: list[JSON] = []
    kinds = FILE_KINDS if title.namespace == FILE else KINDS
    for part, until in zip(asked, expiries, strict=True):
        kind, _, level = part.partition("=")
        if exists and kind == "create":
            raise ApiError("create-titleexists", "Existing titles can't be protected with create.")
        if not exists and kind != "create":
            raise ApiError("missingtitle-createonly", "Missing titles can only be protected with create.")
        if kind not in kinds and kind != "create":
            raise ApiError("protect-invalidaction", f'Invalid protection type "{kind[:40]}".')
        level = level or "all"
        if level not in (*LEVELS, "all"):
            raise ApiError("protect-invalidlevel", f'Invalid protection level "{level[:40]}".')
        expiry = seconds(until, services().clock())
        if level != "all":
            wanted[kind] = (level, expiry)
        shown = "infinite" if expiry == FOREVER else timestamps.iso(expiry)
        told.append({kind: "" if level == "all" else level, "expiry": shown})
    return wanted, told


MODULE = Module(
    name="protect",
    help="Schützt eine Seite vor Änderungen.",
    parameters=(
        Parameter("title", help="Die Seite nach Titel."),
        Parameter("pageid", Type.INTEGER, "Die Seite nach Nummer."),
        Parameter("protections", help="edit=sysop, move=sysop; all hebt auf.", multi=True, required=True),
        Parameter(
            "expiry", help="Bis wann; infinite oder eine Zeit.", multi=True, default="infinite", repeats=True
        ),
        Parameter("reason", help="Warum.", default=""),
        TAGS,
        flag("cascade"),
        flag("watch", deprecated=True),
        WATCHLIST,
        token("csrf"),
    ),
    answer=answer,
    posted=True,
    token="csrf",  # noqa: S106  (a kind)
)
