"""`meta=userinfo`: as whom the wiki sees the caller."""

from __future__ import annotations

from ... import pace
from ...pace import Doing
from ...services import services
from ...storage.catalogue import Selection
from .. import rights
from ..accounts_shown import registration
from ..errors import JSON
from ..module import Call, Module
from ..options import OPTIONS
from ..parameters import Parameter, Values, choices
from ..timestamps import iso

_VISITOR = "0.0.0.0"  # noqa: S104  (a name, not an address to bind to)
"""What visitors are called. MediaWiki says the caller's address; ours stays out of replies."""


def tell(call: Call, values: Values) -> JSON:
    """Id and name; groups, rights and what else `uiprop` asks for."""
    told: JSON = {"id": call.user_id, "name": call.actor.name or _VISITOR}
    if not call.user_id:
        told["anon"] = True
    wanted = values.words("prop")
    if "groups" in wanted:
        told["groups"] = list(rights.groups(call.actor.role))
    if "implicitgroups" in wanted:
        told["implicitgroups"] = ["*", "user"] if call.user_id else ["*"]
    if "rights" in wanted:
        told["rights"] = sorted(call.rights)
    if "hasmsg" in wanted:
        told["messages"] = False
    if "ratelimits" in wanted:
        told["ratelimits"] = {} if "noratelimit" in call.rights else _paces()
    if "theoreticalratelimits" in wanted:
        told["theoreticalratelimits"] = _paces()
    if "options" in wanted:
        told["options"] = dict(OPTIONS)
    if "groupmemberships" in wanted:
        told["groupmemberships"] = [
            {"group": name, "expiry": "infinity"} for name in rights.explicit_groups(call.actor.role)
        ]
    if "changeablegroups" in wanted:
        told["changeablegroups"] = {"add": [], "remove": [], "add-self": [], "remove-self": []}
    if "editcount" in wanted:
        told["editcount"] = services().catalogue.edit_count(call.actor.name) if call.user_id else 0
    if "latestcontrib" in wanted and call.user_id:
        newest = next(services().catalogue.select(Selection(user=call.actor.name)), None)
        if newest is not None:
            told["latestcontrib"] = iso(newest.time)
    if "realname" in wanted:
        told["realname"] = ""
    if "email" in wanted and call.user_id:
        told["email"] = ""
    if "registrationdate" in wanted and call.user_id:
        told["registrationdate"] = registration(call.actor.name)
    if "unreadcount" in wanted:
        told["unreadcount"] = 0
    if "acceptlang" in wanted:
        told["acceptlang"] = []
    if "centralids" in wanted:
        told["centralids"] = {"local": call.user_id}
        told["attachedlocal"] = {"local": True}
    return told


def _paces() -> JSON:
    """How often an account may do a thing."""
    found = {name: pace.pace_of(doing) for name, doing in (("edit", Doing.EDIT), ("upload", Doing.UPLOAD))}
    return {name: {"user": {"hits": made.times, "seconds": made.seconds}} for name, made in found.items()}


MODULE = Module(
    name="userinfo",
    help="Angaben zum Aufrufer.",
    prefix="ui",
    parameters=(
        choices(
            "prop", "blockinfo", "hasmsg", "groups", "groupmemberships", "implicitgroups", "rights",
            "changeablegroups", "options", "editcount", "ratelimits", "theoreticalratelimits", "email",
            "realname", "acceptlang", "registrationdate", "unreadcount", "centralids", "latestcontrib",
            all=True,
        ),
        Parameter("attachedwiki"),
    ),
    tell=tell,
)  # fmt: skip
