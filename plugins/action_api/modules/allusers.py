"""`list=allusers`: accounts by name."""

from __future__ import annotations

from ...accounts import role_of
from ...services import services
from ...titles import USER, Title
from .. import rights
from ..accounts_shown import entry
from ..errors import JSON, ApiError
from ..module import Call, Continue, Found, Module
from ..parameters import Parameter, Values, choice, choices, flag, limit


def find(call: Call, values: Values) -> tuple[list[Found], Continue]:
    """Accounts in the order of their names; it goes on with a name."""
    descending = values.text("dir") == "descending"
    if values.optional("to") == "":
        return [], None
    low, high = _spelled(values.text("from")), _spelled(values.text("to"))
    prefix = _spelled(values.text("prefix"))
    if values.words("group") and values.words("excludegroup"):
        raise ApiError(
            "invalidparammix", 'The parameters "group" and "excludegroup" can not be used together.'
        )
    if descending:
        low, high = high, low
    groups, without = set(values.words("group")), set(values.words("excludegroup"))
    allowed = set(values.words("rights"))
    found: list[Found] = []
    for name in sorted(services().catalogue.account_names(), reverse=descending):
        if name < low or (high and name > high) or not name.startswith(prefix):
            continue
        has = set(rights.groups(role_of(name)))
        if (groups and not groups & has) or without & has:
            continue
        if values.flag("witheditsonly") and not services().catalogue.edit_count(name):
            continue
        if allowed and not allowed & set(rights.rights(role_of(name))):
            continue
        if len(found) == values.limit():
            return found, name
        found.append(Found(Title(USER, name), _entry(call, name, values)))
    return found, None


def _entry(call: Call, name: str, values: Values) -> JSON:
    shown = entry(call, name, values.words("prop"))
    if "groups" in shown:  # told in another order than elsewhere, as on MediaWiki
        explicit = rights.explicit_groups(role_of(name))
        implicit = [group for group in rights.groups(role_of(name)) if group not in explicit]
        shown["groups"] = [*implicit, *explicit]
    return shown


def _spelled(text: str) -> str:
    """A name's beginning as accounts are called."""
    text = text.replace("_", " ")
    return text[:1].upper() + text[1:]


MODULE = Module(
    name="allusers",
    help="Die Konten.",
    prefix="au",
    parameters=(
        Parameter("from", help="Von diesem Namen an."),
        Parameter("to", help="Bis zu diesem Namen."),
        Parameter("prefix", help="Namen, die so anfangen."),
        choice("dir", "ascending", "descending", default="ascending"),
        choices("group", "bot", "sysop"),
        choices("excludegroup", "bot", "sysop"),
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
        Parameter("attachedwiki"),
    ),
    find=find,
    pages=False,
    goes_on="from",
)
