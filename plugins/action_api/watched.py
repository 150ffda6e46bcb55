"""The caller's own watchlist: who may read and change it, and what `watchlist` does in a module that writes."""

from __future__ import annotations

from collections.abc import Iterable

from ..errors import PermissionDenied
from ..services import services
from ..storage.watching import Watching
from ..titles import FILE, MAIN, Title
from .errors import ApiError
from .marks import name_of
from .module import Call
from .parameters import Values

READ, CHANGE = "viewmywatchlist", "editmywatchlist"


def watching() -> Watching:
    """The watchlists of this wiki."""
    return Watching(services().database)


def require(call: Call, right: str) -> None:
    """Raise `ApiError` notloggedin for visitors, `PermissionDenied` for a program without the grant."""
    if not call.user_id:
        raise ApiError("notloggedin", "Eine Beobachtungsliste hat nur, wer angemeldet ist.")
    if right not in call.rights:
        raise PermissionDenied("Das ist mit diesem Bot-Passwort nicht erlaubt.")


def whose(call: Call, values: Values) -> int:
    """The number of the account whose list is asked for: the caller's. Nobody opens his list to others here."""
    if "owner" in values and "token" in values:
        raise ApiError("bad_wltoken", "Incorrect watchlist token provided.")
    require(call, READ)
    return call.user_id


def obey(call: Call, values: Values, told: object) -> None:
    """Do what the caller said of watching the pages that a module has just written, as its reply `told` names them."""
    said = _said(values)
    if not said or not call.user_id or CHANGE not in call.rights:
        return
    for title in watchable(_named(told)):
        change = watching().watch if said == "watch" else watching().unwatch
        change(call.user_id, title)


def will_watch(call: Call, values: Values, title: Title) -> bool:
    """Whether the caller watches the page once what was said is done."""
    said = _said(values)
    return bool(call.user_id) and (said == "watch" or (not said and watching().watches(call.user_id, title)))


def _said(values: Values) -> str:
    if values.flag("watch") or values.flag("unwatch"):
        return "watch" if values.flag("watch") else "unwatch"
    said = values.text("watchlist")
    return said if said in ("watch", "unwatch") else ""


def _named(told: object) -> list[Title]:
    if not isinstance(told, dict):
        return []
    named = [Title.parse(str(told[key])) for key in ("title", "from", "to") if key in told]
    return [*named, Title(FILE, name_of(str(told["filename"])))] if "filename" in told else named


def watchable(titles: Iterable[Title]) -> list[Title]:
    """Those of them that can be watched: there are no special pages to watch."""
    return [title for title in titles if title.namespace >= MAIN]
