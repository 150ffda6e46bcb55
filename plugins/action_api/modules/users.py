"""`list=users`: accounts by name or id."""

from __future__ import annotations

import re

from ...accounts import find as find_account
from ...services import services
from ...titles import USER, Title
from ..accounts_shown import entry
from ..errors import JSON, ApiError
from ..module import Call, Continue, Found, Module
from ..parameters import Parameter, Type, Values, choices


def find(call: Call, values: Values) -> tuple[list[Found], Continue]:
    """Each account that was asked for; those that do not exist with `missing`."""
    if "users" in values and "userids" in values:
        raise ApiError(
            "invalidparammix", 'The parameters "ususers" and "ususerids" can not be used together.'
        )
    wanted = values.words("prop")
    names = {call.user_id_of(name): name for name in services().catalogue.account_names()}
    shown: list[JSON] = []
    for given in values.words("users"):
        name = " ".join(given.replace("_", " ").split())
        name = name[:1].upper() + name[1:]
        if not name or _NO_USER.search(given) or len(name.encode("utf-8", "replace")) > 255:
            shown.append({"name": given, "invalid": True})
            continue
        account = find_account(name)
        known = account is not None and account.valid
        shown.append(entry(call, name, wanted) if known else {"name": name, "missing": True})
    for user_id in values.numbers("userids"):
        found = names.get(user_id)
        shown.append(entry(call, found, wanted) if found else {"userid": user_id, "missing": True})
    return [Found(Title(USER, str(part.get("name", ""))), part) for part in shown], None


_NO_USER = re.compile(r"[\x00-\x1f\x7f-\x9f#<>\[\]|{}/@:]|^[0-9]{1,3}(\.[0-9]{1,3}){3}$")
"""What no account is called: no signs that titles or programs know, and no visitor's address."""

MODULE = Module(
    name="users",
    help="Angaben zu Konten.",
    prefix="us",
    parameters=(
        choices(
            "prop", "blockinfo", "groups", "groupmemberships", "implicitgroups", "rights", "editcount",
            "registration", "emailable", "gender", "centralids",
        ),
        Parameter("attachedwiki"),
        Parameter("users", help="Namen.", multi=True),
        Parameter("userids", Type.INTEGER, "Nummern.", multi=True),
    ),
    find=find,
    pages=False,
)  # fmt: skip
