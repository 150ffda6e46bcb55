"""`list=allusers`: accounts by name."""

from __future__ import annotations

from ...accounts import role_of
from ...services import services
from ...titles import USER, Title
from .. import rights
from ..accounts_shown import entry
from ..module import Call, Continue, Found, Module
from ..parameters import CONTINUE, Parameter, Type, Values, choice, choices, flag, limit


def find(call: Call, values: Values) -> tuple[list[Found], Continue]:
    """Accounts in the order of their names; it goes on with a name."""
    descending = values.text("dir") == "descending"
    low, high = values.text("continue") or values.text("from"), values.text("to")
    if descending:
        low, high = high, low
    groups = set(values.words("group"))
    found: list[Found] = []
    for name in sorted(services().catalogue.account_names(), reverse=descending):
        if name < low or (high and name > high) or not name.startswith(values.text("prefix")):
            continue
        if groups and not groups & set(rights.groups(role_of(name))):
            continue
        if len(found) == values.limit():
            return found, name
        found.append(Found(Title(USER, name), entry(call, name, values.words("prop"))))
    return found, None


MODULE = Module(
    name="allusers",
    help="Die Konten.",
    prefix="au",
    parameters=(
        Parameter("from", Type.USER, "Von diesem Namen an."),
        Parameter("to", Type.USER, "Bis zu diesem Namen."),
        Parameter("prefix", Type.USER, "Namen, die so anfangen."),
        choice("dir", "ascending", "descending", default="ascending"),
        choices("group", "bot", "sysop", "user"),
        choices("rights", *sorted({right for group in rights.RIGHTS.values() for right in group})),
        choices(
            "prop",
            "blockinfo",
            "groups",
            "implicitgroups",
            "rights",
            "editcount",
            "registration",
            "centralids",
        ),
        limit(),
        flag("witheditsonly"),
        flag("activeusers"),
        CONTINUE,
    ),
    find=find,
)
