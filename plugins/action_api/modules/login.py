"""`action=login`: begin a session with a bot password `Name@Zweck`.

People's own passwords do not work here: they belong into the form, and a bot password can be taken back.
"""

from __future__ import annotations

from ...accounts import actor_of
from ...errors import TooFast
from ...services import services
from ...session import sign_in_bot
from .. import tokens
from ..error_format import reason_shown
from ..errors import JSON
from ..module import Call, Module
from ..parameters import Parameter, Type, Values, token


def answer(call: Call, values: Values) -> JSON:
    """`Success`, or `Failed` with a reason, or `NeedToken`/`WrongToken` with the token."""
    name, given = " ".join(values.text("name").replace("_", " ").split()), values.text("token")
    token = tokens.token("login", call.actor)
    if not given:
        values.deprecate("Fetching a token via action=login is deprecated; ask action=query&meta=tokens.")
        return {"login": {"result": "NeedToken", "token": token}}
    if not tokens.holds("login", given, call.actor):
        return {"login": {"result": "WrongToken"}}
    if "@" not in name:
        return _failed(
            call, "wrongpassword",
            "Hier gilt nur ein Bot-Passwort (Name@Zweck), nicht das eigene Passwort. "
            "Sie machen es nach dem Anmelden auf der Seite +botpasswoerter.",
        )  # fmt: skip
    try:
        user = sign_in_bot(name, values.text("password"))
    except TooFast as refusal:
        return _failed(call, "login-throttled", str(refusal))
    if user is None:
        return _failed(call, "wrongpassword", "Name oder Bot-Passwort stimmt nicht.")
    actor = actor_of(user)
    user_id = services().catalogue.user_id(actor.item_id)
    return {"login": {"result": "Success", "lguserid": user_id, "lgusername": actor.name}}


def _failed(call: Call, code: str, reason: str) -> JSON:
    form = call.reader.sent.get("errorformat", "bc")
    return {"login": {"result": "Failed", "reason": reason_shown(code, reason, form)}}


MODULE = Module(
    name="login",
    help="Meldet mit einem Bot-Passwort an.",
    prefix="lg",
    parameters=(
        Parameter("name", help="Name@Zweck."),
        Parameter("password", Type.PASSWORD, "Das Bot-Passwort.", secret=True),
        Parameter("domain"),
        token("login", required=False),
    ),
    answer=answer,
    posted=True,
)
