"""How an account is shown: `list=users` and `list=allusers` share it."""

from __future__ import annotations

from collections.abc import Collection

from ..accounts import registered, role_of
from ..services import services
from ..storage.catalogue import Selection
from . import rights
from .errors import JSON
from .module import Call
from .timestamps import iso


def registration(name: str) -> str | None:
    """When an account was made; None for one that is older than that is kept."""
    time = registered(name)
    return None if time is None else iso(time)


def entry(call: Call, name: str, wanted: Collection[str]) -> JSON:
    """An account that exists, with the properties that are wanted. Mail addresses are none of them."""
    shown: JSON = {"userid": call.user_id_of(name), "name": name}
    if "editcount" in wanted:
        rows = services().catalogue.select(Selection(user=name))
        shown["editcount"] = sum(call.sight.page_by_id(row.page_id) is not None for row in rows)
    if "groups" in wanted:
        shown["groups"] = list(rights.groups(role_of(name)))
    if "groupmemberships" in wanted:
        held = rights.explicit_groups(role_of(name))
        shown["groupmemberships"] = [{"group": group, "expiry": "infinity"} for group in held]
    if "implicitgroups" in wanted:
        shown["implicitgroups"] = ["*", "user"]
    if "rights" in wanted:
        shown["rights"] = list(rights.rights(role_of(name)))
    if "registration" in wanted:
        shown["registration"] = registration(name)
    if "gender" in wanted:
        shown["gender"] = "unknown"
    if "emailable" in wanted:
        shown["emailable"] = False
    if "centralids" in wanted:
        shown |= {"centralids": {"local": shown["userid"]}, "attachedlocal": {"local": True}}
    return shown
