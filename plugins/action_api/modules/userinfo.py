"""`meta=userinfo`: as whom the wiki sees the caller."""

from __future__ import annotations

from .. import rights
from ..errors import JSON
from ..module import Call, Module
from ..parameters import Values, choices

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
    if "ratelimits" in wanted or "theoreticalratelimits" in wanted:
        told["ratelimits"] = {}
    if "options" in wanted:
        told["options"] = {"language": "de"}
    return told


MODULE = Module(
    name="userinfo",
    help="Angaben zum Aufrufer.",
    prefix="ui",
    parameters=(
        choices(
            "prop", "blockinfo", "hasmsg", "groups", "groupmemberships", "implicitgroups", "rights",
            "changeablegroups", "options", "editcount", "ratelimits", "theoreticalratelimits", "email",
            "realname", "acceptlang", "registrationdate", "unreadcount", "centralids", "latestcontrib",
        ),
    ),
    tell=tell,
)  # fmt: skip
